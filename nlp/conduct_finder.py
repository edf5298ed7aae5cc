"""Finds where a text names conduct of each type, by the phrases of the lexicon "violations"."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, Phrases, compile_phrases, lowered_text
from nlp.scenes import Scene
from nlp.span_search import search_spans

# What parts the items of a list told in one sentence.
LIST_MARK = re.compile(r"[,;] |(?i:\b(?:atau|maupun)\b)")
SUPPORT = "candidate_support"
NO_TYPES = frozenset({"sets", "status", "yields"})


# One match: from, to, the phrase.
Hit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of one type, and those that forbid it where they touch."""

    type: str
    tell: Phrases
    unless: Phrases


@dataclass(frozen=True, slots=True)
class Conduct:
    """A conduct named in the text, and the phrase that names it; `reach` is where the longest that begins so ends."""

    type: str
    start: int
    end: int
    source: str = ""
    reach: int = 0


class ConductFinder:
    """The conduct that one text names, sentence by sentence."""

    def __init__(self, text: str, scenes: list[Scene]) -> None:
        self.text = text
        self.scenes = scenes
        self.search = search_spans(text, tuple((scene.start, scene.end) for scene in scenes))
        self.found: dict[int, list[Conduct]] = {}
        # By sentence the types that a phrase tells there and another one forbids.
        self.barred: dict[int, set[str]] = {}
        for rule in load_rules():
            for scene, conduct in self._find(rule):
                self.found.setdefault(scene, []).append(conduct)

    def of(self, scene: Scene) -> list[Conduct]:
        """The first conduct of each type in a sentence, the most specific type where two touch."""
        return _settle(self.text, self.found.get(scene.start, []))

    def may_tell(self, scene: Scene, kind: str, conducts: Iterable[Conduct]) -> bool:
        """Whether a sentence with these conducts may tell one of another type that no phrase of it tells.

        Not where a phrase tells it and another forbids it, nor where one of them may be the same act by another name.
        """
        near = load_lexicon("violations")["yields"]
        is_named = any(one.type in near.get(kind, ()) or kind in near.get(one.type, ()) for one in conducts)
        return not is_named and kind not in self.barred.get(scene.start, ())

    def _find(self, rule: Rule) -> Iterator[tuple[int, Conduct]]:
        """The first conduct of a type in each sentence, with where the sentence begins."""
        told = self._matches(rule.tell, self.search.everywhere)
        barred = self._matches(rule.unless, sum(1 << index for index in told)) if told else {}
        for index, hits in told.items():
            conduct = _pick(self.text, rule.type, hits, barred.get(index, []))
            if conduct is not None:
                yield self.scenes[index].start, conduct
            else:
                self.barred.setdefault(self.scenes[index].start, set()).add(rule.type)

    def _matches(self, phrases: Phrases, wanted: int) -> dict[int, list[Hit]]:
        """Every match of the phrases in some sentences (as bits), by the sentence's number."""
        matches: dict[int, list[Hit]] = {}
        for phrase, index, found in self.search.matches(phrases, wanted):
            matches.setdefault(index, []).append((*found.span(), phrase.source))
        return dict(sorted(matches.items()))


def rules_for(text: str) -> list[Rule]:
    """The rules whose phrases may occur in a text."""
    narrowed = [
        Rule(rule.type, Phrases(rule.tell.possible(text)), Phrases(rule.unless.possible(text))) for rule in load_rules()
    ]
    return [rule for rule in narrowed if rule.tell]


def find_conduct(text: str, scene: Scene, rules: Iterable[Rule]) -> Iterator[Conduct]:
    """The conduct of one sentence alone, by rules narrowed to its text; a `ConductFinder` is quicker for many."""
    lowered = text[scene.start : scene.end].lower()

    def matches(phrases: Iterable[Phrase]) -> list[Hit]:
        return [
            (*found.span(), phrase.source)
            for phrase in phrases
            if phrase.may_occur(lowered)
            for found in phrase.lowered.finditer(lowered_text(text), scene.start, scene.end)
        ]

    told = [(rule, matches(rule.tell)) for rule in rules]
    found = [_pick(text, rule.type, hits, matches(rule.unless)) for rule, hits in told if hits]
    yield from _settle(text, [conduct for conduct in found if conduct is not None])


@cache
def load_rules() -> tuple[Rule, ...]:
    """All types' phrases, ready to be searched."""
    lexicon = load_lexicon("violations")
    sets = lexicon["sets"]
    return tuple(
        Rule(kind, compile_phrases(lists["tell"], sets), compile_phrases(lists["unless"], sets))
        for kind, lists in lexicon.items()
        if kind not in NO_TYPES
    )


def _pick(text: str, kind: str, hits: list[Hit], barred: list[Hit]) -> Conduct | None:
    """The first match that no forbidding phrase touches, the shortest of those that begin there."""
    first: Conduct | None = None
    barred = sorted(barred)
    starts = [start for start, _, _ in barred]
    longest = max((end - start for start, end, _ in barred), default=0)
    for start, end, source in sorted(hits):
        if first is not None and start > first.start:
            break
        near = barred[bisect_left(starts, start - longest) : bisect_left(starts, end)]  # a sentence may be a megabyte
        if not any(a < end and start < b and not is_parted(text, a, start) for a, b, _ in near):
            first = replace(first, reach=end) if first else Conduct(kind, start, end, source, end)
    return first


def _settle(text: str, conducts: list[Conduct]) -> list[Conduct]:
    """The conducts of a sentence without those that give way to a more specific one that they touch."""
    yields = load_lexicon("violations")["yields"]

    def gives_way(conduct: Conduct) -> bool:
        stronger = yields.get(conduct.type, ())
        return any(other.type in stronger and _is_one(text, conduct, other) for other in conducts)

    return [conduct for conduct in conducts if not gives_way(conduct)]


def _is_one(text: str, conduct: Conduct, other: Conduct) -> bool:
    """Whether two phrases tell one conduct: they touch, and no comma parts their beginnings.

    Support is part of the act by which it is shown, however long the phrase that tells it: "mengunggah ... dukungan".
    """
    end = max(other.reach, other.end) if conduct.type == SUPPORT else other.end
    if other.start >= conduct.end or conduct.start >= end:
        return False
    return not is_parted(text, conduct.start, other.start)


def is_parted(text: str, first: int, second: int) -> bool:
    """Whether a comma stands between two offsets: two items of a list."""
    return LIST_MARK.search(text, min(first, second), max(first, second)) is not None

"""Finds where a text names conduct of each type, by the phrases of the lexicon "violations".

Some hundred phrases meet some dozen sentences. So the text is searched once for each needle of the phrases (see
`nlp.phrases`), and a regular expression is asked only in the sentences where one of its needles stands.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, compile_phrases, possible
from nlp.scenes import Scene

# What parts the items of a list told in one sentence.
LIST_MARK = re.compile(r"[,;] |(?i:\b(?:atau|maupun)\b)")
NO_TYPES = frozenset({"sets", "status", "yields"})


# One match: from, to, the phrase.
Hit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of one type, and those that forbid it where they touch."""

    type: str
    tell: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Conduct:
    """A conduct named in the text, and the phrase that names it."""

    type: str
    start: int
    end: int
    source: str = ""


class ConductFinder:
    """The conduct that one text names, sentence by sentence."""

    def __init__(self, text: str, scenes: list[Scene]) -> None:
        self.text = text
        self.scenes = scenes
        self.starts = [scene.start for scene in scenes]
        self.lowered = _lowered(text)
        self.met: dict[str, int] = {}
        self.found: dict[int, list[Conduct]] = {}
        for rule in load_rules():
            for scene, conduct in self._find(rule):
                self.found.setdefault(scene, []).append(conduct)

    def of(self, scene: Scene) -> list[Conduct]:
        """The first conduct of each type in a sentence, the most specific type where two touch."""
        return _settle(self.text, self.found.get(scene.start, []))

    def _find(self, rule: Rule) -> Iterator[tuple[int, Conduct]]:
        """The first conduct of a type in each sentence, with where the sentence begins."""
        told = self._matches(rule.tell, range(len(self.scenes)))
        barred = self._matches(rule.unless, told) if told else {}
        for index, hits in told.items():
            conduct = _pick(self.text, rule.type, hits, barred.get(index, []))
            if conduct is not None:
                yield self.scenes[index].start, conduct

    def _matches(self, phrases: Iterable[Phrase], scenes: Iterable[int]) -> dict[int, list[Hit]]:
        """Every match of the phrases in some sentences, by the sentence's index."""
        wanted = sum(1 << index for index in scenes)
        matches: dict[int, list[Hit]] = {}
        for phrase in phrases:
            held = wanted & self._where(phrase, wanted)
            while held:
                index = held.bit_length() - 1
                held ^= 1 << index
                scene = self.scenes[index]
                for found in phrase.pattern.finditer(self.text, scene.start, scene.end):
                    matches.setdefault(index, []).append((*found.span(), phrase.source))
        return dict(sorted(matches.items()))

    def _where(self, phrase: Phrase, wanted: int) -> int:
        """The sentences, as bits, that hold a needle of every word of a phrase."""
        for needles in phrase.words:
            held = 0
            for needle in needles:
                held |= self.met[needle] if needle in self.met else self._search(needle)
            wanted &= held
            if not wanted:
                return 0
        return wanted

    def _search(self, needle: str) -> int:
        """The sentences, as bits, that hold a needle; kept for the next phrase that has it."""
        held = 0
        at = self.lowered.find(needle)
        while at >= 0:
            index = bisect_right(self.starts, at) - 1
            held |= 1 << index if index >= 0 else 0
            # The rest of a sentence tells nothing new.
            following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.lowered)
            at = self.lowered.find(needle, following)
        self.met[needle] = held
        return held


def rules_for(text: str) -> list[Rule]:
    """The rules whose phrases may occur in a text."""
    lowered = text.lower()
    narrowed = [
        Rule(r.type, tuple(possible(r.tell, lowered)), tuple(possible(r.unless, lowered))) for r in load_rules()
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
            for found in phrase.pattern.finditer(text, scene.start, scene.end)
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
    """The first match that no forbidding phrase touches."""
    for start, end, source in sorted(hits):
        if not any(a < end and start < b and not _is_parted(text, a, start) for a, b, _ in barred):
            return Conduct(kind, start, end, source)
    return None


def _settle(text: str, conducts: list[Conduct]) -> list[Conduct]:
    """The conducts of a sentence without those that give way to a more specific one that they touch."""
    yields = load_lexicon("violations")["yields"]

    def gives_way(conduct: Conduct) -> bool:
        stronger = yields.get(conduct.type, ())
        return any(other.type in stronger and _is_one(text, conduct, other) for other in conducts)

    return [conduct for conduct in conducts if not gives_way(conduct)]


def _is_one(text: str, conduct: Conduct, other: Conduct) -> bool:
    """Whether two phrases tell one conduct: they touch, and no comma parts their beginnings."""
    if other.start >= conduct.end or conduct.start >= other.end:
        return False
    return not _is_parted(text, conduct.start, other.start)


def _is_parted(text: str, first: int, second: int) -> bool:
    """Whether a comma stands between two offsets: two items of a list."""
    return LIST_MARK.search(text, min(first, second), max(first, second)) is not None


def _lowered(text: str) -> str:
    """The text in lower case, every character at its place (a few letters have two in lower case)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)

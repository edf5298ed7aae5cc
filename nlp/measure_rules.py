"""The telling phrases of each type of measure, and where they stand in a text.

`nlp/lexicons/measures.toml` holds the phrases. Each list of a type is a strength of its own: `tell` and the lists with
a fixed status are strong, `must` and `rule` tell a duty that somebody voices, `plea` an order that counts in a
quotation alone, `weak` only refers to a measure.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.modality import clause_start
from nlp.phrases import Phrase, Phrases, compile_phrases, lowered_text
from nlp.span_search import Span, search_spans

STATUSES = ("taken", "planned", "called_for")
# The lists of a type; the first four are strong.
LISTS = (*STATUSES, "tell", "must", "rule", "plea", "weak")
STRONG = frozenset(LISTS[:4])
# Of one type, so many acts are read in one sentence; penalties are listed there, not given one by one.
MOST_ACTS = 3
LISTED = frozenset({"sanction_imposed", "sanction_warning"})
# Directly before an act: it is the purpose of the one before it.
FOR = re.compile(r"(?i)\b(?:untuk|guna)[ \u00a0](?:di)?$")


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of one type by list; `unless` are those that forbid."""

    type: str
    lists: Mapping[str, Phrases]
    unless: Phrases


@dataclass(frozen=True, slots=True)
class Found:
    """One telling phrase in the text, before its actor is known.

    `status` is None where grammar has to tell. `source` is the phrase as the lexicon has it, `strength` its list.
    """

    type: str
    strength: str
    status: str | None
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Acts:
    """What the phrases tell in each span, by its start.

    `barred` are the types that one phrase tells and another forbids.
    """

    found: dict[int, list[Found]]
    barred: dict[int, set[str]]


def find_acts(text: str, spans: Sequence[Span]) -> Acts:
    """The acts told in each span (a sentence): of a type the best match, then others apart from it.

    The spans are in order and do not overlap.
    """
    acts = Acts({}, {})
    search = search_spans(text, tuple(spans))
    for rule in load_rules():
        hits: dict[int, list[Found]] = {}
        for strength, phrases in rule.lists.items():
            for phrase, at, match in search.matches(phrases, search.everywhere):
                hits.setdefault(at, []).append(_found(rule.type, strength, phrase, *match.span()))
        barring = rule.unless.possible(text) if hits else []
        for at, found in hits.items():
            unless = [phrase for phrase in barring if search.where(phrase, 1 << at)]
            chosen = list(_choose(text, spans[at], rule.type, found, unless))
            if chosen:
                acts.found.setdefault(spans[at][0], []).extend(chosen)
            else:
                acts.barred.setdefault(spans[at][0], set()).add(rule.type)
    return acts


def _found(kind: str, strength: str, phrase: Phrase, start: int, end: int) -> Found:
    return Found(kind, strength, strength if strength in STATUSES else None, phrase.source, start, end)


def _choose(text: str, span: Span, kind: str, hits: list[Found], unless: list[Phrase]) -> Iterator[Found]:
    """The matches that count, forbidden ones left out."""
    lowered = lowered_text(text)
    forbidden = sorted(match.span() for phrase in unless for match in phrase.lowered.finditer(lowered, *span))
    longest = max((end - start for start, end in forbidden), default=0)
    hits = [hit for hit in hits if not _is_touched(hit, forbidden, longest)]
    hits.sort(key=lambda hit: (hit.strength not in STRONG, hit.start, -hit.end))
    most = 1 if kind in LISTED else MOST_ACTS
    chosen: list[Found] = []
    for hit in hits:
        if len(chosen) < most and all(_is_apart(text, span[0], hit, one) for one in chosen):
            chosen.append(hit)
    yield from chosen


def _is_touched(hit: Found, spans: Sequence[Span], longest: int) -> bool:
    """Whether one of some spans in order shares a character with a match; a sentence may hold many of them."""
    near = spans[bisect_left(spans, (hit.start - longest, 0)) : bisect_left(spans, (hit.end, 0))]
    return any(hit.start < end for _, end in near)


def _is_apart(text: str, start: int, hit: Found, other: Found) -> bool:
    """Whether two matches stand in clauses of their own; "untuk klarifikasi" tells what a summons is for."""
    first, second = sorted((hit, other), key=lambda found: found.start)
    if FOR.search(text, first.end, second.start):
        return False
    return clause_start(text, start, second.start) >= first.end


@cache
def load_rules() -> tuple[Rule, ...]:
    """All types' phrases, ready to be searched."""
    lexicon = load_lexicon("measures")
    sets = lexicon["sets"]
    return tuple(_compile(kind, lists, sets) for kind, lists in lexicon.items() if kind != "sets")


def _compile(kind: str, lists: Mapping[str, list[str]], sets: Mapping[str, Iterable[str]]) -> Rule:
    tellings = {name: compile_phrases(lists[name], sets) for name in LISTS if name in lists}
    return Rule(kind, tellings, compile_phrases(lists.get("unless", []), sets))

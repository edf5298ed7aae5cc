"""The telling phrases of each type of measure, and where they stand in a text.

`nlp/lexicons/measures.toml` holds the phrases. Each list of a type is a strength of its own: `tell` and the lists with
a fixed status are strong, `must` and `rule` tell a duty that somebody voices, `plea` an order that counts in a
quotation alone, `weak` only refers to a measure.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.modality import clause_start
from nlp.phrases import GAPS, Phrase, compile_phrases

STATUSES = ("taken", "planned", "called_for")
# The lists of a type; the first four are strong.
LISTS = (*STATUSES, "tell", "must", "rule", "plea", "weak")
STRONG = frozenset(LISTS[:4])
# Of one type, so many acts are read in one sentence; penalties are listed there, not given one by one.
MOST_ACTS = 3
LISTED = frozenset({"sanction_imposed", "sanction_warning"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Telling:
    """A phrase with the pieces of lower-case text of which, for each of its words, one must occur where it occurs."""

    phrase: Phrase
    pieces: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of one type by list; `unless` are those that forbid."""

    type: str
    lists: Mapping[str, tuple[Telling, ...]]
    unless: tuple[Telling, ...]


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


def find_acts(text: str, lowered: str, spans: Sequence[Span]) -> dict[int, list[Found]]:
    """The acts told in each span (a sentence) by the span's start: of a type the best match, then others apart from it.

    `lowered` is the text in lower case; the spans are in order and do not overlap.
    """
    acts: dict[int, list[Found]] = {}
    masks = _masks(lowered, spans) if len(lowered) == len(text) else {}
    everywhere = (1 << len(spans)) - 1
    for rule in load_rules():
        hits: dict[int, list[Found]] = {}
        for strength, tellings in rule.lists.items():
            for telling in tellings:
                for at in _places(telling, masks, everywhere):
                    for match in telling.phrase.pattern.finditer(text, *spans[at]):
                        hits.setdefault(at, []).append(_found(rule.type, strength, telling.phrase, *match.span()))
        for at, found in hits.items():
            unless = [telling.phrase for telling in rule.unless if at in _places(telling, masks, everywhere)]
            acts.setdefault(spans[at][0], []).extend(_choose(text, spans[at], rule.type, found, unless))
    return acts


def _found(kind: str, strength: str, phrase: Phrase, start: int, end: int) -> Found:
    return Found(kind, strength, strength if strength in STATUSES else None, phrase.source, start, end)


def _masks(lowered: str, spans: Sequence[Span]) -> dict[str, int]:
    """In which spans each piece of a phrase stands, as bits; a piece that stands nowhere has none."""
    starts = [start for start, _ in spans]
    masks = dict.fromkeys(_all_pieces(), 0)
    for piece in masks:
        at = lowered.find(piece) if piece else -1
        while at >= 0:
            index = bisect_right(starts, at) - 1
            if index >= 0:
                masks[piece] |= 1 << index
            # One a span is enough.
            at = lowered.find(piece, starts[index + 1]) if index + 1 < len(starts) else -1
    return masks


def _places(telling: Telling, masks: Mapping[str, int], everywhere: int) -> list[int]:
    """The numbers of the spans that hold a piece of every word of a phrase."""
    found = everywhere
    for pieces in telling.pieces:
        held = 0
        for piece in pieces:
            held |= masks.get(piece, everywhere) if piece else everywhere
        found &= held
        if not found:
            return []
    return [at for at in range(found.bit_length()) if found >> at & 1]


def _choose(text: str, span: Span, kind: str, hits: list[Found], unless: list[Phrase]) -> Iterator[Found]:
    """The matches that count, forbidden ones left out."""
    forbidden = [match.span() for phrase in unless for match in phrase.pattern.finditer(text, *span)]
    hits = [hit for hit in hits if not any(a < hit.end and hit.start < b for a, b in forbidden)]
    hits.sort(key=lambda hit: (hit.strength not in STRONG, hit.start, -hit.end))
    most = 1 if kind in LISTED else MOST_ACTS
    chosen: list[Found] = []
    for hit in hits:
        if len(chosen) < most and all(_is_apart(text, span[0], hit, one) for one in chosen):
            chosen.append(hit)
    yield from chosen


def _is_apart(text: str, start: int, hit: Found, other: Found) -> bool:
    """Whether two matches stand in clauses of their own."""
    first, second = sorted((hit, other), key=lambda found: found.start)
    return clause_start(text, start, second.start) >= first.end


@cache
def load_rules() -> tuple[Rule, ...]:
    """All types' phrases, ready to be searched."""
    lexicon = load_lexicon("measures")
    sets = lexicon["sets"]
    return tuple(_compile(kind, lists, sets) for kind, lists in lexicon.items() if kind != "sets")


def _compile(kind: str, lists: Mapping[str, list[str]], sets: Mapping[str, Iterable[str]]) -> Rule:
    tellings = {name: _tellings(lists[name], sets) for name in LISTS if name in lists}
    return Rule(kind, tellings, _tellings(lists.get("unless", []), sets))


def _tellings(sources: list[str], sets: Mapping[str, Iterable[str]]) -> tuple[Telling, ...]:
    return tuple(Telling(phrase, _pieces(phrase.source, sets)) for phrase in compile_phrases(sources, sets))


@cache
def _all_pieces() -> frozenset[str]:
    tellings = [
        telling for rule in load_rules() for listed in (*rule.lists.values(), rule.unless) for telling in listed
    ]
    return frozenset(piece for telling in tellings for pieces in telling.pieces for piece in pieces)


def _pieces(source: str, sets: Mapping[str, Iterable[str]]) -> tuple[frozenset[str], ...]:
    """A piece of text for each alternative of each word of a phrase."""
    words = [word for word in source.split() if word not in GAPS]
    choices = [
        [one for choice in word.split("|") for one in (sets[choice[1:]] if choice[0] == "@" else [choice])]
        for word in words
    ]
    return tuple(frozenset(map(_piece, alternatives)) for alternatives in choices)


def _piece(choice: str) -> str:
    """What stands in every form of an alternative: a root without the letter that a prefix changes, a longest word."""
    if choice.startswith("~"):
        return choice[2:] if len(choice) > 3 else ""
    return max(choice.rstrip("*").split("_"), key=len).lower()

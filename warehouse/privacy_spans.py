"""Where a text prints the name of a protected person: in code points, so that a block of the same length stands in.

Linear in the length of the text: it is cut into words once, and every name is looked up by its first word.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.areas import load_aliases, load_areas, load_districts
from warehouse.privacy_terms import load_terms

BLOCK = "█"
Span = tuple[int, int]
# Signs within a word that are not seen: soft hyphen, zero-width signs and direction marks, combining accents.
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0300-\u036f"
WORD = re.compile(rf"[^\W_][^\W_{UNSEEN}]*(?:[{UNSEEN}]+[^\W_{UNSEEN}]*)*")
DROPPED = re.compile(f"[{UNSEEN}]")
# Between two words of a name: "Abd. Barri", "Nur-Hayati", "Ma'ruf", a line break; not a full sentence.
GAP = 4
ESCAPED = re.compile("%[0-9A-Fa-f]{2}")  # a sign in an address
SHORTEST_PART = 4  # letters: shorter name parts are initials, particles and short forms


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A person as an article prints them: the full name, the spans of its text that name them, and other forms."""

    name: str
    mentions: tuple[Span, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    key: str
    is_capital: bool


def find_masked_spans(
    text: str, names: Sequence[PrintedName], kept: Sequence[PrintedName] = (), is_slug: bool = False
) -> list[Span]:
    """The spans to be covered, in order, none touching another.

    Covered are the mentions; the full name and every other form of two words or more that is not all place names,
    whatever their case; and single parts of the name that are distinctive: capitalised or a handle, of four letters or
    more, no place, no common word (`privacy.toml`, or written small elsewhere in this text), not part of the name of
    one who is `kept`. What names a person who is kept stays, but for a mention of a protected one. A name of one word
    that is no such part is covered where it is mentioned, and in texts without mentions (titles, tags) wherever it is
    capitalised and leads no place's name. A slug is an address or a tag, where case tells nothing.
    """
    words = _cut(ESCAPED.sub("   ", text) if is_slug else text)
    own = _mentioned(text, names)
    kept_forms = _forms(kept)
    stays = _mentioned(text, kept) + _find_forms(words, kept_forms)
    forms = {form for form in _forms(names) if not _is_place(form)} | {_form(name.name) for name in names}
    forms -= kept_forms | {()}
    found = _find_forms(words, {form for form in forms if len(form) > 1})
    small = set() if is_slug else _small_words(text, words, found + own)
    singles = _distinctive(forms, kept_forms) - small
    if not own:
        singles |= {form[0] for name in names if len(form := _form(name.name)) == 1 and form in forms}
    for place, word in enumerate(words):
        if word.key not in singles or not (is_slug or word.is_capital or _is_handle(text, word)):
            continue
        if not (place and words[place - 1].key in load_terms().place_leads):
            found.append((word.start, word.end))
    return _join(own + _without(found, stays, own))


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with blocks over the spans, of the same length."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], BLOCK * (end - start)]
        last = end
    return "".join([*parts, text[last:]])


def within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """What of the spans lies in a stretch of the text, counted from the stretch's beginning."""
    return [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]


def _cut(text: str) -> list[_Word]:
    return [_Word(*match.span(), _key(match[0]), match[0][0].isupper()) for match in WORD.finditer(text)]


def _key(word: str) -> str:
    """A word for comparing: without case, accents and signs that are not seen."""
    if word.isascii():
        return word.lower()
    return DROPPED.sub("", unicodedata.normalize("NFKD", word)).casefold()


def cut_keys(text: str) -> set[str]:
    """The words of a text as they are compared: without case, accents and unseen signs."""
    return {word.key for word in _cut(text)}


def joined_key(name: str) -> str:
    """A name as one word, as a hashtag has it."""
    return "".join(_form(name))


@lru_cache(maxsize=20_000)
def _form(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in _cut(name))


def _forms(names: Iterable[PrintedName]) -> set[tuple[str, ...]]:
    return {form for name in names for text in (name.name, *name.also) if (form := _form(text))}


def _mentioned(text: str, names: Iterable[PrintedName]) -> list[Span]:
    return [(start, end) for name in names for start, end in name.mentions if 0 <= start < end <= len(text)]


def _find_forms(words: Sequence[_Word], forms: Iterable[tuple[str, ...]]) -> list[Span]:
    """Where these forms stand as whole words: also joined into one, as a tag has them ("#SarminRekaan")."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    joined = set()
    for form in forms:
        by_first.setdefault(form[0], []).append(form)
        if len(form) > 1:
            joined.add("".join(form))
    found = []
    for place, word in enumerate(words):
        if word.key in joined:
            found.append((word.start, word.end))
        for form in by_first.get(word.key, ()):
            if _stands(words, place, form):
                found.append((word.start, words[place + len(form) - 1].end))
    return found


def _stands(words: Sequence[_Word], place: int, form: tuple[str, ...]) -> bool:
    if place + len(form) > len(words):
        return False
    for step, key in enumerate(form):
        word = words[place + step]
        if word.key != key or (step and word.start - words[place + step - 1].end > GAP):
            return False
    return True


def _distinctive(forms: set[tuple[str, ...]], kept: set[tuple[str, ...]]) -> set[str]:
    parts = {part for form in forms for part in form if len(part) >= SHORTEST_PART and not part.isdigit()}
    return parts - {part for form in kept for part in form} - load_terms().common_words - place_words()


def _is_place(form: tuple[str, ...]) -> bool:
    return all(word in place_words() for word in form)


def _small_words(text: str, words: Sequence[_Word], named: Sequence[Span]) -> set[str]:
    """Words that the text writes small, but for what names a person there and handles."""
    small = [word for word in words if not word.is_capital and not _is_handle(text, word)]
    free = set(_without([(word.start, word.end) for word in small], named, ()))
    return {word.key for word in small if (word.start, word.end) in free}


def _is_handle(text: str, word: _Word) -> bool:
    return word.start > 0 and text[word.start - 1] in "@#"


@cache
def place_words() -> frozenset[str]:
    """Every word of a name of an area or district, and of the other names they go by."""
    names = [area.name for area in load_areas().values()]
    names += [alias.alias for alias in load_aliases()]
    names += [district.name for district in load_districts().values()]
    return frozenset(word.key for name in names for word in _cut(name))


def _without(found: Sequence[Span], stays: Sequence[Span], own: Sequence[Span]) -> list[Span]:
    """What was found, but for what lies within a name that stays; a mention of a protected person never stays."""
    mentioned = set(own)
    staying = _join([span for span in stays if span not in mentioned])
    starts = [start for start, _ in staying]
    rest = []
    for start, end in found:
        place = bisect_right(starts, start) - 1
        if place < 0 or staying[place][1] < end:
            rest.append((start, end))
    return rest


def _join(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

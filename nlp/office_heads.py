"""The words with which offices begin: heads ("Kepala", "Camat") and, before them, how an office is held ("Plt")."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.office_roles import Head
from nlp.person_names import skip_honorifics
from nlp.place_names import Words

# Between the words of one office; a comma only before another word of an office or an area.
INSIDE = re.compile(r"[ \u00a0]{0,2}[()/&-]?[ \u00a0]{0,2}|\)[ \u00a0]?\(")
STOPPED = frozenset({".", ". ", ".\u00a0"})
# Heads as hasty papers print them.
MISSPELT = {
    "sekertaris": "sekretaris", "seketaris": "sekretaris", "sekretris": "sekretaris", "sekretarias": "sekretaris",
    "koodinator": "koordinator", "koordiantor": "koordinator",
    "angota": "anggota", "anggtoa": "anggota", "komisoner": "komisioner", "komisionor": "komisioner",
    "inpektur": "inspektur", "penjbat": "penjabat",
}  # fmt: skip
# Heads that are ranks of the police, too: "Komisaris Besar Nama".
RANK_WORDS = frozenset({"komisaris", "inspektur"})


def read_acting(words: Words, index: int) -> tuple[str | None, int]:
    """How the office that begins at a word is held, and where its head begins."""
    acting: str | None = None
    at = index
    for _ in range(4):
        found = _longest(_acting(), words, at)
        if found is None or not (at == index or is_inside(words, at)):
            break
        kind, length = found
        if words.folded[at] == "pejabat" and not starts_office(words, at + length):
            break  # an official of a body, not one who acts for another
        if acting is None or (kind != "former" and acting != "former"):
            acting = "pjs" if acting == "pjs" and kind == "pj" else kind
        at += length
    if at > index and not (at < len(words) and is_inside(words, at)):
        return None, index
    return acting, at


def head_at(words: Words, index: int) -> Head | None:
    """The head of an office at a word, None where none begins there."""
    found = _longest(_heads(), words, index)
    if found is None or (found[1] == 1 and words.folded[index] in RANK_WORDS and skip_honorifics(words, index) > index):
        return None
    role, length = found
    return Head(tuple(MISSPELT.get(word, word) for word in words.folded[index : index + length]), role)


def starts_office(words: Words, index: int) -> bool:
    """Whether an office, or a word that tells how one is held, begins at a word."""
    return head_at(words, index) is not None or _longest(_acting(), words, index) is not None


def is_inside(words: Words, index: int) -> bool:
    """Whether a word may belong to the office that the word before it belongs to."""
    gap = words.gap(index)
    return INSIDE.fullmatch(gap) is not None or (gap in STOPPED and words.folded[index - 1] in _shortened())


def _longest(
    table: Mapping[str, list[tuple[tuple[str, ...], str]]], words: Words, index: int
) -> tuple[str, int] | None:
    """The value and length of the longest row of a table that stands at a word."""
    if index >= len(words):
        return None
    for row, value in table.get(words.folded[index], ()):
        if tuple(words.folded[index : index + len(row)]) == row and all(
            is_inside(words, at) for at in range(index + 1, index + len(row))
        ):
            return value, len(row)
    return None


@cache
def opening_words() -> frozenset[str]:
    """The words with which an office, or how one is held, may begin."""
    return frozenset((*_heads(), *_acting()))


@cache
def _heads() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    lexicon = load_lexicon("offices")
    rows = [(name, role) for role, names in lexicon["fixed"].items() for name in names]
    rows += [(name, "open") for name in lexicon["open"]["heads"]]
    return _table(rows)


@cache
def _acting() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    return _table([(name, kind) for kind, names in load_lexicon("offices")["acting"].items() for name in names])


def _table(rows: list[tuple[str, str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Rows by their first word, the longest first, misspelt ones among them."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, value in rows:
        for key in _spellings(tuple(name.split())):
            table.setdefault(key[0], []).append((key, value))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _spellings(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A row as it should be printed, and with each of the misspellings."""
    yield row
    for wrong, right in MISSPELT.items():
        if right in row:
            yield tuple(wrong if word == right else word for word in row)


@cache
def _shortened() -> frozenset[str]:
    return frozenset(load_lexicon("offices")["words"]["shortened"])

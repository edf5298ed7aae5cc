"""Names of areas as they stand in a text, before anything is known of what they mean.

A text is cut into words once; at each word the longest name of the gazetteer that begins there is looked up. What the
words before and after a name tell (its level, a body, a street, a person) goes with it; `nlp.regions` decides.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

from nlp.areas import load_aliases, load_areas, load_districts
from nlp.lexicons import load_lexicon

WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)?")
# Words that open an article behind its dateline.
GLUED = (
    "Anggota", "Badan", "Bawaslu", "Bupati", "Camat", "Gubernur", "Kepala", "Ketua", "Komisioner", "Koordinator",
    "Penjabat", "Sekretaris", "Wakil", "Wali",
)  # fmt: skip
# A verb, as it follows "tengah" (just now).
VERB = re.compile(r"(?:me|di|ber)[a-z]{4}")
# How an office is held, between its word and its area.
HELD = frozenset({"nonaktif", "aktif", "terpilih", "definitif", "demisioner", "petahana"})
# What may stand between the words of one name; a full stop only after these abbreviations ("Kep. Riau").
INNER_GAP = frozenset({" ", "\u00a0", "-", "  ", " - "})
DOTTED = frozenset({"kep", "d", "i", "kab", "kec", "prov", "kel", "tj", "tg", "h", "hj", "drs", "ir", "dr", "jl"})
BESIDE = frozenset({" (", ") ", "/", " / ", "’ ", '" ', "” "})
LONGEST_CHAIN = 4
SURE_LENGTH = 5
LIST_JOINS = frozenset({"dan", "serta", "hingga", "sampai"})
AREA_LEVELS = ("province", "regency", "city")
LEVELS = ("village", "district", *AREA_LEVELS)  # a word in two lists has the later level


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a name. `kind` is province, regency, city, town or initials; `code` is the area's."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: case-folded, with their offsets."""

    text: str
    folded: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.folded)

    def gap(self, index: int) -> str:
        """What stands between the word before `index` and that word; a line break where there is no such word."""
        if index <= 0 or index >= len(self.folded):
            return "\n"
        return self.text[self.ends[index - 1] : self.starts[index]]

    def joins(self, index: int) -> bool:
        """Whether the word at `index` may go on a name begun before it."""
        gap = self.gap(index)
        return gap in INNER_GAP or (gap in {".", ". "} and self.folded[index - 1] in DOTTED)

    def is_capital(self, index: int) -> bool:
        """Whether the word at `index` begins with a capital or a digit."""
        first = self.text[self.starts[index]]
        return first.isupper() or first.isdigit()

    def is_name_like(self, index: int) -> bool:
        """Whether the word is written like a part of a person's name: "Arya", not "BKPSDM", not "arya"."""
        word = self.text[self.starts[index] : self.ends[index]]
        return word[0].isupper() and not (word.isupper() and len(word) > 1)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the gazetteer in the text: the words from `first` up to but not with `last`."""

    key: str
    first: int
    last: int
    entries: tuple[Entry, ...]
    districts: tuple[str, ...] = ()
    after: int = 0  # the word after the name before this one


@lru_cache(maxsize=8)
def cut_words(text: str) -> Words:
    """Cut a text into words; several components ask for those of one text, and none may change them."""
    found = list(WORD.finditer(text))
    words = Words(text, [m[0].casefold() for m in found], [m.start() for m in found], [m.end() for m in found])
    for cut in _glued(text):
        at = bisect_right(words.starts, cut) - 1
        start, end = words.starts[at], words.ends[at]
        if start < cut < end:
            words.starts[at : at + 1], words.ends[at : at + 1] = [start, cut], [cut, end]
            words.folded[at : at + 1] = [text[start:cut].casefold(), text[cut:end].casefold()]
    return words


def _glued(text: str) -> Iterator[int]:
    """Where a word for an office is glued to the word before it, as page makers leave datelines ("DenpasarAnggota")."""
    for head in GLUED:
        at = text.find(head, 1)
        while at > 0:
            if text[at - 1].islower() and at + len(head) < len(text) and text[at + len(head)] == " ":
                yield at
            at = text.find(head, at + 1)


def find_names(words: Words) -> Iterator[Name]:
    """Every name of an area in the text, in order, the longest one at each word. Names do not overlap.

    After a word for a district ("Kecamatan", "Camat") only districts are looked up, after one for a village nothing is.
    """
    index = 0
    after = 0
    opening = _opening_words()
    in_list = False  # of districts: "Kecamatan Kokap, Girimulyo dan Wates"
    while index < len(words.folded):
        if words.folded[index] not in opening:
            in_list = in_list and words.folded[index] in LIST_JOINS
            index += 1
            continue
        level = level_before(words, index)
        name = None
        if level == "district" or (in_list and words.folded[index] not in _level_words()):
            name = _longest(words, index, district_names(), is_district=True)
        if name is None and level not in {"district", "village"}:
            name = _longest(words, index, area_names(), is_district=False)
        if name is None:
            in_list = in_list and words.folded[index] in LIST_JOINS
            index += 1
            continue
        yield replace(name, after=after)
        in_list = bool(name.districts) and words.gap(name.last).strip() in {",", "", "-", "–"}
        index = after = name.last


def _longest(words: Words, index: int, names: Mapping[str, tuple], *, is_district: bool) -> Name | None:
    longest = _longest_by_first(is_district).get(words.folded[index], 0)
    end = index + 1
    while end < len(words) and end - index < longest and words.joins(end):
        end += 1
    while end > index:
        key = " ".join(words.folded[index:end])
        if key in names and _is_written_as_name(words, index, end) and not _ends_in_adverb(words, index, end):
            found = names[key]
            return Name(key, index, end, (), found) if is_district else Name(key, index, end, found)
        end -= 1
    return None


def _is_written_as_name(words: Words, first: int, last: int) -> bool:
    if words.is_capital(first) or (last - first == 1 and words.folded[first] in _abbreviations()):
        return True
    return level_before(words, first) in AREA_LEVELS or (last - first > 1 and not words.folded[first].isdigit())


def _ends_in_adverb(words: Words, first: int, last: int) -> bool:
    """Whether the "tengah" at a name's end is no part of it: "Bawaslu Lampung tengah menelusuri" is in Lampung."""
    if words.folded[last - 1] != "tengah" or last - first < 2 or words.is_capital(last - 1) or last >= len(words):
        return False
    return words.is_capital(first) and words.joins(last) and VERB.match(words.folded[last]) is not None


@cache
def area_names() -> Mapping[str, tuple[Entry, ...]]:
    """Every name of an area, case-folded, words parted by one space: its readings. No reading: not a place."""
    found: dict[str, dict[str, str]] = {}

    def add(name: str, code: str, kind: str) -> None:
        for spelling in _spellings(name):
            found.setdefault(spelling, {}).setdefault(code, kind)

    for area in load_areas().values():
        add(area.bare_name, area.code, area.level)
        if area.level == "province":
            add(area.name, area.code, area.level)
    for alias in load_aliases():
        level = load_areas()[alias.code].level
        add(alias.alias, alias.code, alias.kind if alias.kind in {"town", "initials"} else level)
    for area in load_areas().values():
        if area.level != "province":
            add(area.capital, area.code, "town")
    for name in load_lexicon("places")["ambiguous"]["not_places"]:
        found[name] = {}
    return MappingProxyType({name: tuple(Entry(c, k) for c, k in codes.items()) for name, codes in found.items()})


@cache
def _abbreviations() -> frozenset[str]:
    """Abbreviations that are no other word: hasty papers print them small, too ("lutim")."""
    short = {a.alias.casefold() for a in load_aliases() if a.kind == "abbreviation" and len(a.alias) >= SURE_LENGTH}
    ambiguous = load_lexicon("places")["ambiguous"]
    return frozenset(short.difference(*(ambiguous[key] for key in ambiguous)))


@cache
def district_names() -> Mapping[str, tuple[str, ...]]:
    """Every name of a district, case-folded: the codes of the districts that bear it."""
    found: dict[str, list[str]] = {}
    for district in load_districts().values():
        for spelling in _spellings(district.name):
            found.setdefault(spelling, []).append(district.code)
    return MappingProxyType({name: tuple(codes) for name, codes in found.items()})


@cache
def _longest_by_first(is_district: bool) -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for name in district_names() if is_district else area_names():
        parts = name.split()
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return MappingProxyType(longest)


@cache
def _opening_words() -> frozenset[str]:
    """The words with which the name of an area or a district begins."""
    return frozenset(_longest_by_first(False)) | frozenset(_longest_by_first(True))


def _spellings(name: str) -> set[str]:
    parts = [m[0].casefold() for m in WORD.finditer(name)]
    spellings = {" ".join(parts)}
    if len(parts) == 2 and all(len(part) > 2 for part in parts):
        spellings.add("".join(parts))
    if parts[0] == "kepulauan":
        spellings.add(" ".join(["kep", *parts[1:]]))
    return spellings


@cache
def _level_words() -> Mapping[str, str]:
    levels = load_lexicon("places")["levels"]
    return MappingProxyType({word: level for level in LEVELS for word in levels[level]})


def level_before(words: Words, index: int) -> str | None:
    """The level that the word before `index` tells: city, regency, province, district, village; else None."""
    if not _is_next_to(words, index):
        return None
    before = words.folded[index - 1]
    if before in HELD and index > 1 and _is_next_to(words, index - 1):  # "Bupati nonaktif X"
        before = words.folded[index - 2]
    if before == "kota" and index > 1 and words.folded[index - 2] == "ibu":
        return None
    return _level_words().get(before)


def head_before(words: Words, name: Name) -> bool:
    """Whether a body, an office or a word of level stands before the name, with only capitals and acronyms between."""
    heads = words_of("heads", "words")
    index, after = name.first, name.after
    for at in range(index - 1, max(after - 1, index - 1 - LONGEST_CHAIN), -1):
        if not _is_next_to(words, at + 1):
            return False
        if words.folded[at] in heads or words.folded[at] in _level_words():
            return True
        if not words.is_capital(at) and words.folded[at] not in HELD:
            return False
    return False


def _is_next_to(words: Words, index: int) -> bool:
    if index < 1 or index > len(words):
        return False
    gap = words.gap(index) if index < len(words) else " "
    return gap in INNER_GAP or gap in BESIDE or (gap in {". ", "."} and words.folded[index - 1] in DOTTED)


@cache
def words_of(table: str, key: str) -> frozenset[str]:
    """A list of `nlp/lexicons/places.toml`."""
    return frozenset(load_lexicon("places")[table][key])

"""The grammar of a person's name as the press prints it: honorifics before, degrees behind, initials within.

A name is read where another module has found a reason to look for one (an office, a word of speech); nothing here
searches a text for names. Words are those of `nlp.place_names.cut_words`.
"""

import re
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.place_names import Words

SPACES = frozenset({" ", "\u00a0", "  ", " \u00a0", "\u00a0 "})
STOPPED = frozenset({".", ". ", ".\u00a0"})
DEGREE_GAPS = SPACES | STOPPED | {", ", ",", "., ", ".,", " , "}
NEAR_GAPS = SPACES | STOPPED | {".. ", ", ", " (", ") ", "). ", " ."}
# Printed small, too.
SMALL_HONORIFICS = frozenset({"dr", "drg", "drh", "apt", "pak", "bu", "ibu", "bapak", "h", "hj"})
LONGEST_NAME = 7
# Verbs, where capitals tell nothing: "MELARANG".
PREFIXED = re.compile(r"(?:me|di|ber|ter)[a-z]{4}")
# First letters of degrees that are printed with stops: "S.Sos", "M.Si", "Ph.D", "Sp.A".
DEGREE_LETTERS = frozenset({"s", "m", "d", "a", "b", "ph", "sp", "lc"})
LONGEST_DEGREE_PART = 5
# Letters of initials printed as one word ("AB Wijana").
INITIALS = 2
# Letters of a word of a name in capitals within a sentence, at least.
SHORTEST_IN_CAPITALS = 3
# A word that can be spoken: more than a quarter are vowels, and no four consonants in a row. Most acronyms cannot.
SPOKEN = re.compile(r"(?!\w*[^aeiouy\W]{4})[a-z]+\Z")
VOWEL_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in the text: the words from `first` up to but not with `last`, without honorifics and degrees.

    `after` is the first word behind its degrees; `start` and `end` are offsets of the name itself.
    """

    first: int
    last: int
    after: int
    start: int
    end: int
    parts: tuple[str, ...]


def read_name(words: Words, index: int, *, in_capitals: bool = False) -> PersonName | None:
    """Read the name that begins at a word, honorifics skipped; None where there is none.

    `in_capitals` tells that the sentence is printed in capitals throughout, so that capitals tell nothing.
    """
    first = skip_honorifics(words, index)
    last = first
    while last < len(words) and last - first < LONGEST_NAME:
        if last > first and (not _goes_on(words, last) or is_rank(words, last)):
            break
        if not is_part(words, last, is_first=last == first, in_capitals=in_capitals):
            break
        last += 1
    return _close(words, first, last)


def read_name_before(words: Words, index: int) -> PersonName | None:
    """Read the name that ends directly before a word, degrees skipped; None where there is none."""
    after = index
    last = skip_degrees_back(words, index)
    first = last
    while first > 0 and last - first < LONGEST_NAME:
        if first < last and not _goes_on(words, first):
            break
        if not is_part(words, first - 1, is_first=False, in_capitals=False) and not (
            first < last and opens_with_initials(words, first - 1)
        ):
            break
        first -= 1
    while first < last and (is_honorific(words, first) or words.folded[first] in names_of("particles")):
        first += 1
    found = _close(words, first, last)
    return PersonName(found.first, found.last, after, found.start, found.end, found.parts) if found else None


def part_of(words: Words, first: int, last: int) -> PersonName | None:
    """The name made of the words from `first` up to but not with `last`."""
    return _close(words, first, last)


def skip_honorifics(words: Words, index: int) -> int:
    """The first word from `index` on that is no honorific, degree or rank before a name."""
    while index + 1 < len(words):
        length = _rank_length(words, index) or is_honorific(words, index)
        if not length or index + length >= len(words) or not _is_near(words, index + length):
            break
        index += length
    return index


def is_derived(word: str) -> bool:
    """Whether a word, in lower case, has the form of a derived noun ("percepatan"), which no name has."""
    return _derived().search(word) is not None


def has_place_form(word: str) -> bool:
    """Whether a word, in lower case, has the form of a village's name ("tanjungbaru")."""
    return _place_forms().search(word) is not None


def is_rank(words: Words, index: int) -> bool:
    """Whether a rank of police or army stands at a word, and behind it what may be a name ("Komisaris Nama")."""
    length = _rank_length(words, index) if index < len(words) else 0
    return length > 0 and index + length < len(words) and words.is_name_like(index + length)


def _rank_length(words: Words, index: int) -> int:
    """The number of words of the rank that stands at a word; 0 where none does."""
    for rank in _ranks().get(words.folded[index], ()):
        if tuple(words.folded[index : index + len(rank)]) == rank:
            return len(rank)
    return 0


@cache
def _derived() -> re.Pattern[str]:
    return re.compile("|".join(load_lexicon("person_names")["derived"]))


@cache
def _place_forms() -> re.Pattern[str]:
    return re.compile("|".join(load_lexicon("person_names")["place_forms"]))


@cache
def _ranks() -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for rank in load_lexicon("person_names")["ranks"]:
        row = tuple(rank.split())
        table.setdefault(row[0], []).append(row)
    return table


def is_honorific(words: Words, index: int) -> bool:
    """Whether the word may stand before a name without being part of it."""
    word = words.folded[index]
    if word not in names_of("honorifics"):
        return False
    if word in names_of("honorifics_doubtful"):
        following = index + 2 < len(words) and words.is_name_like(index + 1) and words.is_name_like(index + 2)
        return following and words.gap(index + 1) in SPACES and words.gap(index + 2) in SPACES
    return words.is_capital(index) or word in SMALL_HONORIFICS


def skip_degrees(words: Words, index: int) -> int:
    """The first word from `index` on that is no degree behind a name."""
    while index < len(words) and words.gap(index) in DEGREE_GAPS and _is_degree_word(words, index):
        index += 1
    return index


def skip_degrees_back(words: Words, index: int) -> int:
    """The index behind the last word of a name whose degrees end before `index`."""
    while index > 0 and _is_degree_word(words, index - 1):
        index -= 1
    return index


def is_part(words: Words, index: int, *, is_first: bool, in_capitals: bool) -> bool:
    """Whether a word may be part of a name by its form."""
    word, printed = words.folded[index], words.text[words.starts[index] : words.ends[index]]
    if not printed[0].isalpha():
        return False
    if printed[0].islower():
        following = index + 1 < len(words) and words.is_name_like(index + 1)
        return not is_first and word in names_of("particles") and following
    if not is_first and word in names_of("last_names"):
        return True
    if word in names_of("never") or _is_verb(word) or is_derived(word) or (in_capitals and PREFIXED.match(word)):
        return False
    if len(printed) == 1:
        return index + 1 < len(words) and words.is_capital(index + 1) and not _opens_degree(words, index, is_first)
    if word in names_of("honorifics") and not is_first:
        is_behind = _is_initials(words, index) and not (index + 1 < len(words) and words.is_name_like(index + 1))
        return is_behind or word in names_of("short") or word in names_of("honorifics_inside")
    if not in_capitals and printed.isupper():
        return opens_with_initials(words, index) if is_first else _is_initials(words, index)
    if is_mixed(printed) and not in_capitals:
        return False
    return not (is_first and _is_capital_degree(words, index)) and (is_first or not _is_degree_word(words, index))


def is_mixed(printed: str) -> bool:
    """Whether a word begins and ends with capitals, with small letters between, as bodies do ("JaDI")."""
    return len(printed) > SHORTEST_IN_CAPITALS and printed[-1].isupper() and not printed.isupper()


def _is_capital_degree(words: Words, index: int) -> bool:
    """Whether the word is a degree by its capitals alone ("SPt")."""
    printed = words.text[words.starts[index] : words.ends[index]]
    return words.folded[index] in names_of("degrees") and sum(char.isupper() for char in printed) > 1


def opens_with_initials(words: Words, index: int) -> bool:
    """Whether the word is a person's initials before more of the name: the "RZ" of "AB Wijana"."""
    word, printed = words.folded[index], words.text[words.starts[index] : words.ends[index]]
    if len(printed) != INITIALS or not printed.isalpha() or not printed.isupper():
        return False
    if word in names_of("never") or word in names_of("acronyms") or word in names_of("degrees"):
        return False
    return index + 1 < len(words) and words.gap(index + 1) in SPACES and words.is_name_like(index + 1)


def _is_initials(words: Words, index: int) -> bool:
    """Whether the word is a person's initials within or behind the name: the "ZP" of "Hermanto ZP"."""
    word, printed = words.folded[index], words.text[words.starts[index] : words.ends[index]]
    if len(printed) != INITIALS or not printed.isalpha() or words.gap(index) not in SPACES:
        return False
    return not (word in names_of("never") or word in names_of("acronyms") or word in names_of("degrees"))


def opens_capital_name(words: Words, index: int) -> bool:
    """Whether a name printed in capitals begins at a word, by the form of two words ("Bupati X NAMA DIRI, M.Si")."""
    last = index
    while last < index + LONGEST_NAME and _is_spoken(words, last) and (last == index or words.gap(last) in SPACES):
        last += 1
    goes_on = last < len(words) and words.gap(last) in SPACES and words.is_name_like(last)
    return last - index > 1 and not (goes_on and len(words.folded[last]) > 1 and not _is_degree_word(words, last))


def _is_spoken(words: Words, at: int) -> bool:
    if at >= len(words) or "\n" in words.gap(at):
        return False
    word = words.folded[at]
    if len(word) < SHORTEST_IN_CAPITALS or not words.text[words.starts[at] : words.ends[at]].isupper():
        return False
    if word in names_of("never") or word in names_of("acronyms") or word in names_of("honorifics"):
        return False
    return SPOKEN.match(word) is not None and sum(map(word.count, "aeiou")) > VOWEL_SHARE * len(word)


def names_of(key: str) -> frozenset[str]:
    """One list of the lexicon "person_names"."""
    return _lists()[key]


@cache
def _lists() -> dict[str, frozenset[str]]:
    lexicon = load_lexicon("person_names")
    return {key: frozenset(value) for key, value in lexicon.items() if isinstance(value, list)}


def _close(words: Words, first: int, last: int) -> PersonName | None:
    while last > first and (len(words.folded[last - 1]) == 1 or words.folded[last - 1] in names_of("particles")):
        last -= 1
    parts = tuple(words.text[words.starts[at] : words.ends[at]] for at in range(first, last))
    if not any(len(part) > 2 for part in parts) or _is_doubled(words, first, last):
        return None
    return PersonName(first, last, skip_degrees(words, last), words.starts[first], words.ends[last - 1], parts)


def _is_doubled(words: Words, first: int, last: int) -> bool:
    """Whether a word is printed twice with a hyphen, as plurals are ("Buku-Buku")."""
    return any(words.folded[at] == words.folded[at - 1] and words.gap(at) == "-" for at in range(first + 1, last))


def _goes_on(words: Words, index: int) -> bool:
    """Whether the word at `index` may continue a name by what stands between it and the word before."""
    gap = words.gap(index)
    if gap in SPACES or gap in {"-", "’", "'", "`"}:
        return True
    before = words.folded[index - 1]
    return gap in STOPPED and (before in names_of("short") or before in names_of("honorifics"))


def _is_near(words: Words, index: int) -> bool:
    return words.gap(index) in NEAR_GAPS


def _is_verb(word: str) -> bool:
    lexicon = load_lexicon("person_names")
    return len(word) >= lexicon["shortest_verb"] and word.endswith(tuple(lexicon["verb_endings"]))


def _is_degree_word(words: Words, index: int, reach: int = 3) -> bool:
    """Whether the word is a degree or a piece of one: "SH", "MSi", the "S" and the "Sos" of "S.Sos"."""
    word, printed = words.folded[index], words.text[words.starts[index] : words.ends[index]]
    capitals = sum(char.isupper() for char in printed)
    if word in names_of("degrees") and capitals >= 2:
        return True
    if word in DEGREE_LETTERS and printed[0].isupper() and words.gap(index + 1) in STOPPED:
        return _is_degree_tail(words, index + 1)
    before_is_letter = index > 0 and words.gap(index) in STOPPED and words.folded[index - 1] in DEGREE_LETTERS
    if before_is_letter and words.is_capital(index - 1):
        return _is_degree_tail(words, index)
    goes_on = reach > 0 and index > 1 and words.gap(index) == "." and len(printed) <= LONGEST_DEGREE_PART
    return goes_on and _is_degree_word(words, index - 1, reach - 1)


def _is_degree_tail(words: Words, index: int) -> bool:
    printed = words.text[words.starts[index] : words.ends[index]]
    if not printed[0].isupper() or len(printed) > LONGEST_DEGREE_PART:
        return False
    return f"{words.folded[index - 1]}{words.folded[index]}" in names_of("degrees") or words.gap(index) == "."


def _opens_degree(words: Words, index: int, is_first: bool) -> bool:
    return not is_first and _is_degree_word(words, index)

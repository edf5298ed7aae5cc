"""The word lists of cases (`case_words.toml`) as patterns, compiled once."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

# A word with its hyphens: "guru-guru" is not "guru".
WORD = re.compile(r"[\w-]+")
WORD_GOES_ON = re.compile(r"[\w-]")
LONGEST_COUNT = 36
FILE = Path(__file__).parent / "case_words.toml"


@cache
def load_words() -> Mapping[str, Any]:
    """All lists, by section."""
    with FILE.open("rb") as file:
        return MappingProxyType(tomllib.load(file))


@cache
def words_pattern(section: str, key: str = "words") -> re.Pattern[str]:
    """A pattern that finds any of a list's words, in any case, as whole words (a space at an end is kept)."""
    return re.compile(rf"(?i)\b(?:{alternatives(load_words()[section][key])})")


@cache
def office_names() -> Mapping[str, str]:
    """What an office is called in print, and the name that it is described with; of general words themselves."""
    words = load_words()
    names = {printed: office for office, forms in words["offices"].items() for printed in forms}
    return MappingProxyType(names | {word: word for word in words["general"]["words"]})


@cache
def general_words() -> frozenset[str]:
    """Words for a civil servant of any office."""
    return frozenset(load_words()["general"]["words"])


@dataclass(frozen=True, slots=True)
class Described:
    """A described person or group as printed: the count before it, None where there is none, and the office."""

    start: int
    end: int
    count: str | None
    office: str


def find_described(plain: str, start: int, end: int) -> Iterator[Described]:
    """Every description between two offsets of a text that `lower_plain` made."""
    at = start
    while match := WORD.search(plain, at, end):
        at = match.end()
        for form in _forms_by_first_word().get(match[0], ()):
            if plain.startswith(form, match.start()) and not WORD_GOES_ON.match(plain, match.start() + len(form)):
                at = match.start() + len(form)
                counted = _count_before().search(plain, max(start, match.start() - LONGEST_COUNT), match.start())
                first = counted.start() if counted else match.start()
                yield Described(first, at, counted["count"] if counted else None, office_names()[form])
                break


def lower_plain(text: str) -> str:
    """The text in lower case, no-break spaces as spaces, every character in its place."""
    plain = text.lower().replace("\u00a0", " ")
    if len(plain) == len(text):
        return plain
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("\u00a0", " ")


@cache
def _forms_by_first_word() -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for form in sorted(office_names(), key=lambda form: (-len(form), form)):
        found = WORD.match(form)
        forms.setdefault(found[0] if found else form, []).append(form)
    return MappingProxyType({word: tuple(held) for word, held in forms.items()})


@cache
def _count_before() -> re.Pattern[str]:
    words = load_words()
    counts = alternatives([*words["counts"], *words["vague"]["words"]])
    return re.compile(rf"(?<![\w-])(?P<count>{counts}|\d{{1,4}}) (?:orang |oknum |nama )?(?:oknum )?$")


@cache
def initials_pattern() -> re.Pattern[str]:
    """Two or three capitals alone: a person's initials unless they are on the list of others."""
    return re.compile(
        rf"(?<![\w./-])(?!(?:{alternatives(load_words()['no_initials']['words'])})\b)[A-Z]{{2,3}}(?![\w/-])"
    )


def alternatives(words: Iterable[str], suffix: str = "") -> str:
    """The words as alternatives of a pattern, the longest first, a space standing for any blank.

    A word that ends in a letter ends there, or with the suffix.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    closed = (
        re.escape(word).replace(r"\ ", r"[ \u00a0]") + (rf"{suffix}\b" if word[-1:].isalnum() else "")
        for word in ordered
    )
    return "|".join(closed)


def plain_words(printed: str) -> str:
    """Printed words as the lists have them: lower case, one blank between."""
    return " ".join(printed.lower().split())

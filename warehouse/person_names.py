"""Names of persons compared: the key under which spellings meet, and what makes one name a form of another."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from nlp.persons import is_slip, name_key

RULES = Path(__file__).parent / "person_rules.toml"
WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
# The spelling of before 1972, in a word that shows it: "Soerjanto" is Suryanto, "Pratiknjo" Pratiknyo, "Djoko" Joko.
OLD_SPELLING = re.compile(r"oe|dj|tj|sj|nj")
OLD_SOUNDS = (("dj", "\0"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("j", "y"), ("\0", "j"), ("oe", "u"))
# Spellings that stand for one sound, in this order: of Arabic sounds, and of taste.
SOUNDS = (
    ("sy", "s"), ("sh", "s"), ("kh", "h"), ("ch", "h"),
    ("dz", "z"), ("zh", "z"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("x", "ks"), ("q", "k"),
    ("v", "f"), ("p", "f"), ("z", "s"), ("ie", "i"), ("ae", "ai"), ("y", "i"), ("'", ""),
)  # fmt: skip
DOUBLED = re.compile(r"(.)\1+")
LAST_BREATH = re.compile(r"(?<=[aeiou])h$")
INITIAL_M = "m"
SHORTEST_CUT = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared.

    `words` are its words in one spelling, in print's order, titles left out; a single letter is an initial. `key` is
    the words in order of the alphabet: equal keys are one name under spellings and orders. `is_full` where two words
    or more are no initials; `is_common` where many may bear it.
    """

    words: tuple[str, ...]
    key: str
    is_full: bool
    is_common: bool


@lru_cache(maxsize=1_000_000)
def parse_name(printed: str) -> Name:
    """The name as it is compared; one of titles alone keeps them, one without letters is compared as it stands."""
    raw = [word.casefold() for word in WORD.findall(printed)]
    names = load_rules()["names"]
    dropped = names["dropped"]
    kept = [word for word in raw if word not in dropped] or raw
    if len(kept) > 1 and kept[0] == INITIAL_M:
        kept[0] = "muhammad"
    words = tuple(map(fold_word, kept)) or (printed.strip().casefold(),)
    spelled = [word for word in words if len(word) > 1]
    is_common = len(words) < 3 and all(word in _common() for word in spelled)
    return Name(words, " ".join(sorted(words)), len(spelled) > 1, is_common)


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """One word in the spelling in which words are compared: "Fakhrurrazi" and "Fahrurrozi" differ in one letter."""
    word = name_key(word)
    word = name_key(load_rules()["names"]["same"].get(word, word))
    for spelling, sound in (*OLD_SOUNDS, *SOUNDS) if OLD_SPELLING.search(word) else SOUNDS:
        word = word.replace(spelling, sound)
    return LAST_BREATH.sub("", DOUBLED.sub(r"\1", word)) or word


def relate_names(one: Name, other: Name) -> str | None:
    """How two names can be one person's: `spelling`, `initial`, `cut`, `misprint`, `shorter`, `single`, or None.

    `shorter` and `single` (one word) are forms of which words are missing, whichever of the two it is; in a `cut` one
    the first word is cut short ("Hotma Situngkir" for Hotmaruli Situngkir).
    """
    if one.key == other.key or "".join(one.words) == "".join(other.words):
        return "spelling"
    if len(one.words) == len(other.words):
        return _relate_same_length(one.words, other.words)
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if len(short.words) == 1:
        return "single" if short.words[0] in long.words and len(short.words[0]) > 1 else None
    if not short.is_full:
        return None
    return "shorter" if _fits_into(short.words, long.words) else None


def _relate_same_length(one: Sequence[str], other: Sequence[str]) -> str | None:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(one) > 1 and len(pairs) == 1 and _is_initial(*pairs[0]):
        return "initial"
    if len(one) > 1 and len(pairs) == 1 and one[0] != other[0] and _is_cut(*pairs[0]):
        return "cut"
    if all(_is_misprint(a, b) for a, b in pairs) and (len(pairs) == 1 or len(pairs) < len(one)):
        return "misprint"
    return None


@lru_cache(maxsize=100_000)
def _is_misprint(one: str, other: str) -> bool:
    """Whether two words are one with a slip; not two known names, nor a man's and a woman's (Hardianto, Martina)."""
    short, long = sorted((one, other), key=len)
    if long[:-1] == short or (len(short) == len(long) and long[:-1] == short[:-1]):
        return False
    if one in _common() and other in _common():
        return False
    return is_slip(one, other)


def _is_cut(one: str, other: str) -> bool:
    """Whether one word is the beginning of the other; of one letter less it may be a man's and a woman's name."""
    short, long = sorted((one, other), key=len)
    return SHORTEST_CUT <= len(short) < len(long) - 1 and long.startswith(short)


def _fits_into(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether each word of the shorter stands in the longer, one of them perhaps as an initial or with a slip."""
    rest = list(long)
    missing = []
    for word in short:
        if word in rest:
            rest.remove(word)
        else:
            missing.append(word)
    if not missing:
        return True
    return len(missing) == 1 and len(short) > 2 and any(_is_initial(missing[0], word) for word in rest)


def _is_initial(one: str, other: str) -> bool:
    return (len(one) == 1) != (len(other) == 1) and one[0] == other[0]


@cache
def _common() -> frozenset[str]:
    return frozenset(map(fold_word, load_rules()["names"]["common"]))


@cache
def load_rules() -> Mapping[str, Any]:
    """`person_rules.toml`."""
    with RULES.open("rb") as file:
        return tomllib.load(file)

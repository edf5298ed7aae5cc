"""Regions printed after the name of a contest: "Pilbup Kab. Kampar, Pelalawan dan Siak"."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from nlp.areas import load_aliases, load_areas
from warehouse.contests import LEVELS, bare_name
from warehouse.region_history import FOLDER, former_names

LONGEST_LIST = 12  # regions in one list: "Pilkada Kampar, Pelalawan, ..."
SPACE = r"[ \t\u00a0]"
WORD = re.compile(rf"{SPACE}{{1,3}}\(?([^\W_]+(?:['’`][^\W_]+)?)")
LISTED = re.compile(rf"{SPACE}{{0,3}}([^\W_]+(?:['’`][^\W_]+)?)")
DOT = re.compile(r"\.(?=[ \u00a0]?[^\W\d_])")
PART = re.compile(r"[^\W_]+(?:['’`][^\W_]+)?")
NAME_GAP = re.compile(rf"{SPACE}{{1,2}}|-|\. ?")
LIST_GAP = re.compile(rf"{SPACE}*(?:,|/|&){SPACE}*(?:(?:dan|serta)\b)?|{SPACE}+(?:dan|serta|maupun)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A region printed after a contest's name: today's codes of the areas that bear it, and its offsets."""

    codes: tuple[str, ...]
    start: int
    end: int


def place_at(text: str, start: int, kind: str | None, level: str | None) -> Place | None:
    """The longest name of an area that begins at `start` and has the level asked for; None where there is none.

    `kind` is that of the contest, whose level goes before `level`; None of either: of any level.
    """
    if not (text[start].isupper() or text[start].isdigit()):
        return None
    wanted = LEVELS[kind] if kind else level
    parts: list[str] = []
    ends: list[int] = []
    at = start
    while len(parts) < _longest_name() and (part := PART.match(text, at)):
        parts.append(part[0].casefold())
        ends.append(part.end())
        at = part.end()
        gap = NAME_GAP.match(text, at)
        if gap is None:
            break
        at = gap.end()
    for count in range(len(parts), 0, -1):
        printed = text[start : ends[count - 1]]
        codes = tuple(
            code
            for code, needs_capitals in _names().get(" ".join(parts[:count]), ())
            if (wanted is None or load_areas()[code].level == wanted) and (printed.isupper() or not needs_capitals)
        )
        if codes:
            return Place(codes, start, ends[count - 1])
    return None


def more_places(text: str, first: Place, kind: str | None) -> Iterator[Place]:
    """The regions listed after the first: "Pilbup Kampar, Pelalawan dan Siak".

    Without a word of level of its own each has the level (or one of the levels) of the first: "Pilkada Nabire, Papua
    Tengah" is no list.
    """
    at, levels = first.end, _levels(first)
    for _ in range(LONGEST_LIST):
        gap = LIST_GAP.match(text, at)
        if gap is None:
            return
        at, level = gap.end(), next(iter(levels)) if len(levels) == 1 else None
        word = LISTED.match(text, at)
        if word is not None and word[1].casefold() in level_words():
            level = level_words()[word[1].casefold()]
            word = WORD.match(text, after_dot(text, word.end()))
        if word is None:
            return
        place = place_at(text, word.start(1), kind, level)
        if place is None or (level is None and not _levels(place) <= levels):
            return
        yield place
        at = place.end


def _levels(place: Place) -> set[str]:
    return {load_areas()[code].level for code in place.codes}


def after_dot(text: str, at: int) -> int:
    """The offset after the full stop of an abbreviated level ("Kab. Kampar"), else the same."""
    dot = DOT.match(text, at)
    return dot.end() if dot else at


@cache
def contest_words() -> dict[str, Any]:
    """The word lists of `warehouse/gazetteer/contest_words.toml`."""
    with (FOLDER / "contest_words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def level_words() -> Mapping[str, str]:
    """Words that stand before a region's name ("kab", "kota"), each with the level that it tells."""
    return MappingProxyType({word: level for level, words in contest_words()["levels"].items() for word in words})


@cache
def _names() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Every name of an area, case-folded: codes, each with whether the name counts only in capitals."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)

    def add(name: str, code: str, needs_capitals: bool = False) -> None:
        parts = [part.casefold() for part in PART.findall(name)]
        for spelling in {" ".join(parts), "".join(parts) if len(parts) == 2 else " ".join(parts)}:
            found[spelling].setdefault(code, needs_capitals)

    for area in load_areas().values():
        add(area.bare_name, area.code)
        if area.level == "province":
            add(area.name, area.code)
    for name, code in former_names():
        add(bare_name(name), code)
    for alias in load_aliases():
        if alias.kind != "town":
            add(alias.alias, alias.code, alias.kind == "initials")
    return MappingProxyType({name: tuple(codes.items()) for name, codes in found.items()})


@cache
def _longest_name() -> int:
    return max(len(name.split()) for name in _names())

"""What an area does where it is named: its bodies act, its staff are spoken of, something takes place there.

Told by the words that stand before the name. `nlp.primary` weighs the areas of a story by it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.regions import Place
from nlp.scenes import Scene

REACH = 90
# Between two areas of one list: "Kabupaten X, Y dan Kota Z".
LIST_GAP = re.compile(
    r"(?i)[ \u00a0]?(?:,|/|&|-|dan|serta|,[ ]?dan|,[ ]?serta)?[ \u00a0]?(?:kabupaten|kota|kab\.?|provinsi)?[ \u00a0]?"
)
# A capitalised chain from an office or body to its area: "Kepala Badan Kesatuan Bangsa dan Politik | X".
CHAIN = r"(?:[ \u00a0]+(?:\(?[A-Z][\w.'’/-]{0,25}\)?,?|dan|kabupaten|kota|provinsi|kab\.?)){0,7}[ \u00a0]*\(?$"
# Words of any kind from staff to their employer's area: "ASN di lingkungan Pemkab | X", "tiga pemda, yakni | X".
LOOSE = r"(?:[ \u00a0]+[^\s,.;:!?\"“”]{1,20}){0,4}"
DATELINE = re.compile(r"[ \u00a0]*(?:[-–—:|]|,[^\n]{1,40}?[-–—|]|\([^()\n]{1,30}\)[ \u00a0]*[-–—])")
BEFORE_DATELINE = re.compile(r"(?:^|\n|[.](?i:com|id|co|net|tv|news)[ \u00a0]?[,|–—-]|[|])[ \u00a0]*$")
# "kata dia di X, Senin (3/2)": where it was said.
SAID_THERE = re.compile(r"(?i),? ?(?:hari )?\(?(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|tadi|kemarin)\b")
# Who only attends, told so far before the area; a sentence may be as long as the text.
ATTENDS_REACH = 600
ATTENDS = re.compile(r"(?i)\b(?:hadir|dihadiri|menghadirkan|disaksikan|didampingi|mendampingi|tampak|undangan)\b")
LAST_WORD = re.compile(r"([\w-]+)[ \u00a0]+$")


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where an area is named. `part` is acting, head (of the government), guest (body of another kind),
    attends, staff, venue, past, dateline or named.

    `is_listed` tells that it goes on a list of areas.
    """

    code: str
    part: str
    start: int
    scene: int
    is_listed: bool = False


def name_areas(text: str, places: Sequence[Place], scenes: Sequence[Scene]) -> list[Naming]:
    """Every place with the part it plays, in order."""
    return list(_name_areas(text, places, scenes))


def _name_areas(text: str, places: Sequence[Place], scenes: Sequence[Scene]) -> Iterator[Naming]:
    starts = [scene.start for scene in scenes]
    end, part = -1, ""
    for place in places:
        scene = bisect_right(starts, place.start) - 1
        floor = starts[scene] if scene >= 0 else 0
        is_listed = end >= 0 and LIST_GAP.fullmatch(text, end, place.start) is not None and place.start > end
        told = part_of(text, place, max(0, floor))
        if is_listed and told == "named" and part in {"head", "acting", "staff", "venue", "past"}:
            told = part
        part, end = told, place.end
        yield Naming(place.code, part, place.start, max(scene, 0), is_listed)


def part_of(text: str, place: Place, floor: int = 0) -> str:
    """The part an area plays at one place; `floor` is where its sentence begins."""
    # A written-out level belongs to the place: what stands before it tells.
    before = text[max(floor, place.start - REACH) : place.start]
    if _is_dateline(text, place):
        return "dateline"
    if before[-3:].casefold() == "se-":
        return "staff"
    is_venue = SAID_THERE.match(text, place.end) is not None
    for part, pattern in _patterns():
        found = pattern.search(before)
        if found is None or (is_venue and part == "staff"):
            continue
        if part in {"acting", "head", "guest"}:
            previous = LAST_WORD.search(before, 0, found.start())
            word = previous[1].casefold() if previous else ""
            if word in _list("not_held"):
                return "past"
            if word in _list("venue"):
                return "venue"
            if part != "guest" and ATTENDS.search(text, max(floor, place.start - ATTENDS_REACH), place.start):
                return "attends"
        return part
    return "venue" if is_venue else "named"


def _is_dateline(text: str, place: Place) -> bool:
    if DATELINE.match(text, place.end) is None:
        return False
    return BEFORE_DATELINE.search(text[max(0, place.start - 30) : place.start]) is not None


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("area_roles")[name])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What tells the parts, the stronger first."""

    def any_of(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(_list(name), key=len, reverse=True))

    namely = rf"(?:(?:,| adalah|:)? (?:{any_of('namely')}))?[ \u00a0]+\(?$"
    return (
        ("past", re.compile(r"(?i)\b(?:mantan|eks|bekas)(?:[ \u00a0]+[\w/]{1,20}){0,4}[ \u00a0]+$")),
        ("head", re.compile(rf"\b(?i:{any_of('heads')}){CHAIN}")),
        ("acting", re.compile(rf"\b(?i:{any_of('acting')}){CHAIN}")),
        ("guest", re.compile(rf"\b(?i:{any_of('guests')}){CHAIN}")),
        ("staff", re.compile(rf"(?i)\b(?:{any_of('staff')}){LOOSE}{namely}")),
        ("venue", re.compile(rf"(?i)\b(?:{any_of('venue')}){LOOSE}{namely}")),
    )

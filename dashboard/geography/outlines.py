"""Outlines of the 38 provinces on a flat map, and the grid of tiles that stands for it on small screens.

Both maps speak kilometres: x to the east of 95°E, y to the north of the equator. `provinces.json` holds tenths of
them; README.md names source, version and licence.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent
FILE = FOLDER / "provinces.json"
UNITS_PER_KM = 10
ORIGIN_LON = 95.0
# Between 6°N and 11°S one scale for both axes is wrong by 2 % at most.
MEAN_LAT = -2.5
KM_PER_DEGREE_LAT = 110.574
KM_PER_DEGREE_LON = 111.320 * cos(radians(MEAN_LAT))

Coordinates = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The land of one province: closed rings of kilometres, the one with most points first, without holes."""

    code: str
    rings: tuple[tuple[Coordinates, Coordinates], ...]

    def path(self) -> tuple[list[float | None], list[float | None]]:
        """All rings as one pair of lists, None between two rings."""
        xs: list[float | None] = []
        ys: list[float | None] = []
        for ring_x, ring_y in self.rings:
            xs += [*([None] if xs else []), *ring_x]
            ys += [*([None] if ys else []), *ring_y]
        return xs, ys

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the largest island's outline that is nearest to a place."""
        ring_x, ring_y = max(self.rings, key=lambda ring: abs(_area(*ring)))
        points = zip(ring_x, ring_y, strict=True)
        return min(points, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on this land."""
        return any(_inside(x, y, *ring) for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Tile:
    """One province in the grid: row from the north, column from the west, both from 0; `letters` are two capitals."""

    code: str
    letters: str
    row: int
    col: int


def project(lat: float, lon: float) -> tuple[float, float]:
    """Degrees (WGS84) to kilometres on the map."""
    return (lon - ORIGIN_LON) * KM_PER_DEGREE_LON, lat * KM_PER_DEGREE_LAT


@cache
def load_outlines() -> Mapping[str, Outline]:
    """The outlines by province code."""
    shapes = json.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType(
        {code: Outline(code, tuple((_km(xs), _km(ys)) for xs, ys in rings)) for code, rings in shapes.items()}
    )


@cache
def load_tiles() -> Mapping[str, Tile]:
    """The tiles by province code."""
    with (FOLDER / "tile_grid.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType(
        {row["code"]: Tile(row["code"], row["letters"], int(row["row"]), int(row["col"])) for row in rows}
    )


@cache
def load_label_places() -> Mapping[str, tuple[float, float]]:
    """Where a province's name finds room on empty ground: the middle of the words in kilometres, by code."""
    with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType({row["code"]: project(float(row["lat"]), float(row["lon"])) for row in rows})


def _km(units: list[int]) -> Coordinates:
    return tuple(unit / UNITS_PER_KM for unit in units)


def _area(xs: Coordinates, ys: Coordinates) -> float:
    """Square kilometres within a ring, negative where it runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for x1, y1, x2, y2 in zip(xs, ys, xs[1:], ys[1:], strict=False)) / 2


def _inside(x: float, y: float, xs: Coordinates, ys: Coordinates) -> bool:
    """Even or odd: how many sides a line to the east crosses."""
    is_inside = False
    for (x1, y1), (x2, y2) in zip(zip(xs, ys, strict=True), zip(xs[1:], ys[1:], strict=True), strict=False):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            is_inside = not is_inside
    return is_inside

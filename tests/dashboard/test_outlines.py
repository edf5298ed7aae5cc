import csv
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest

from dashboard.geography import outlines, simplify
from dashboard.geography.outlines import load_label_places, load_outlines, load_tiles, project
from nlp.areas import load_areas

PROVINCES = {code: area for code, area in load_areas().items() if area.level == "province"}


def test_outlines_are_those_of_the_gazetteer():
    assert len(load_outlines()) == 38
    assert set(load_outlines()) == set(PROVINCES)
    assert set(load_label_places()) == set(PROVINCES)


@pytest.mark.parametrize("code", PROVINCES)
def test_rings_are_closed(code):
    for xs, ys in load_outlines()[code].rings:
        assert len(xs) == len(ys) >= 4
        assert (xs[0], ys[0]) == (xs[-1], ys[-1])
        assert all(one != other for one, other in pairwise(zip(xs, ys, strict=True)))


@pytest.mark.parametrize("code", PROVINCES)
def test_seat_lies_on_the_land_or_near_its_coast(code):
    area, outline = PROVINCES[code], load_outlines()[code]
    x, y = project(area.lat, area.lon)
    distance = min(hypot(x - px, y - py) for xs, ys in outline.rings for px, py in zip(xs, ys, strict=True))
    assert outline.holds(x, y) or distance < 10
    others = [other for other in load_outlines() if other != code and load_outlines()[other].holds(x, y)]
    assert others == [], "the seat lies in another province"


def test_most_seats_of_regencies_lie_in_their_province():
    inside = [
        load_outlines()[area.province_code].holds(*project(area.lat, area.lon))
        for area in load_areas().values()
        if area.level != "province"
    ]
    # Small islands are not drawn, and seats by the sea fall into it where the coast is simplified.
    assert len(inside) == 514
    assert sum(inside) / len(inside) > 0.9


def test_scale_is_that_of_the_globe():
    # Sabang to Merauke is 5,250 km along the great circle (haversine, 6,371 km).
    sabang, merauke = project(5.894, 95.319), project(-8.499, 140.404)
    assert hypot(sabang[0] - merauke[0], sabang[1] - merauke[1]) == pytest.approx(5260, rel=0.01)


def test_file_is_small():
    assert outlines.FILE.stat().st_size < 120_000


def test_tiles_stand_apart():
    tiles = load_tiles()
    assert set(tiles) == set(PROVINCES)
    assert len({(tile.row, tile.col) for tile in tiles.values()}) == 38
    assert len({tile.letters for tile in tiles.values()}) == 38
    assert all(len(tile.letters) == 2 and tile.letters.isupper() for tile in tiles.values())


def test_names_stand_on_empty_ground():
    # The middle of a name, at least, lies on no province.
    for code, (x, y) in load_label_places().items():
        assert not [other for other, outline in load_outlines().items() if outline.holds(x, y)], code


def test_unknown_package_is_refused(tmp_path: Path):
    package = tmp_path / "package.tgz"
    package.write_bytes(b"another one")
    with pytest.raises(SystemExit, match="integrity"):
        simplify.check_integrity(package)


def test_line_keeps_what_stands_out():
    line = [(0, 0), (10, 1), (20, 0), (30, 9), (40, 0)]
    assert simplify.simplify_line(line, 5) == [(0, 0), (20, 0), (30, 9), (40, 0)]
    assert simplify.simplify_line(line, 10) == [(0, 0), (40, 0)]


def test_neighbours_keep_the_same_border():
    # Two squares with a ragged border between, walked in opposite directions.
    border = [(100, y * 10) for y in range(11)]
    border[3], border[7] = (103, 30), (120, 70)
    west = [(0, 0), *border, (0, 100), (0, 0)]
    east = [(200, 100), *border[::-1], (200, 0), (200, 100)]
    small = simplify.simplify({"w": [west], "e": [east]}, tolerance=8)
    shared = set(small["w"][0]) & set(small["e"][0])
    assert shared == {(100, 0), (100, 60), (120, 70), (100, 80), (100, 100)}
    assert all(ring[0] == ring[-1] for shape in small.values() for ring in shape)


def test_codes_are_text_in_the_tables():
    for name in ("tile_grid.csv", "labels.csv"):
        with (outlines.FOLDER / name).open(encoding="utf-8", newline="") as file:
            assert all(len(row["code"]) == 2 for row in csv.DictReader(file))

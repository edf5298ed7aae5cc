from collections import Counter

import pytest

from nlp.areas import load_aliases, load_areas, load_districts, province_of, read_table


def test_all_areas_are_there():
    levels = Counter(area.level for area in load_areas().values())
    assert levels == {"province": 38, "regency": 416, "city": 98}
    assert len(load_districts()) == 7285


@pytest.mark.parametrize("table", ["areas", "districts"])
def test_codes_are_unique(table):
    codes = [row["code"] for row in read_table(table)]
    assert len(set(codes)) == len(codes)


def test_parents_are_present():
    areas = load_areas()
    assert all(areas[area.province_code].level == "province" for area in areas.values())
    assert all(province_of(area.code) == area.province_code for area in areas.values())
    assert all(areas[district.regency_code].level != "province" for district in load_districts().values())
    assert all(code.startswith(district.regency_code + ".") for code, district in load_districts().items())
    assert {district.regency_code for district in load_districts().values()} == {c for c in areas if len(c) == 5}


def test_values_are_plausible():
    areas = load_areas().values()
    assert all(94 < area.lon < 142 and -12 < area.lat < 7 for area in areas)
    assert sum(area.population for area in areas if area.level == "province") == 284_973_643
    assert all(area.capital and area.population > 0 for area in areas)


@pytest.mark.parametrize(
    ("code", "bare_name"),
    [("32.01", "Bogor"), ("32.71", "Bogor"), ("31.71", "Jakarta Pusat"), ("34", "Yogyakarta"), ("14", "Riau")],
)
def test_bare_name(code, bare_name):
    assert load_areas()[code].bare_name == bare_name


def test_aliases_point_to_areas():
    aliases = load_aliases()
    assert {alias.kind for alias in aliases} == {"abbreviation", "initials", "spelling", "former", "town"}
    assert all(alias.code in load_areas() for alias in aliases)
    assert len({(alias.alias, alias.code) for alias in aliases}) == len(aliases)
    assert ("Kukar", "64.02") in {(alias.alias, alias.code) for alias in aliases}

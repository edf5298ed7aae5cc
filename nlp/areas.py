"""The gazetteer: provinces, regencies and cities, districts, and the other names under which the press knows them.

The tables are in `nlp/gazetteer/`; its README names sources, licence and date. Codes are Kemendagri codes, as text.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent / "gazetteer"
NATION = "00"
LEVEL_WORDS = ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ", "DKI ", "DI ")


@dataclass(frozen=True, slots=True)
class Area:
    """A province, regency or city.

    `level` is province, regency or city; a province is its own `province_code`. `lat` and `lon` are degrees (WGS84) of
    the seat of government, `capital` its name, `population` the number of registered people.
    """

    code: str
    name: str
    level: str
    province_code: str
    lat: float
    lon: float
    population: int
    capital: str

    @property
    def bare_name(self) -> str:
        """The name without its level: "Bogor" for both Kota Bogor and Kabupaten Bogor."""
        for word in LEVEL_WORDS:
            if self.name.startswith(word):
                return self.name[len(word) :]
        return self.name


@dataclass(frozen=True, slots=True)
class District:
    """A district (kecamatan, distrik, kapanewon, kemantren) and the regency or city it lies in."""

    code: str
    name: str
    regency_code: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an area; `kind` is abbreviation, initials, spelling, former, or town: one that stands for it."""

    alias: str
    code: str
    kind: str


@cache
def load_areas() -> Mapping[str, Area]:
    """All 38 provinces and 514 regencies and cities by code, provinces first."""
    return MappingProxyType({row["code"]: _parse_area(row) for row in read_table("areas")})


@cache
def load_districts() -> Mapping[str, District]:
    """All 7,285 districts by code."""
    return MappingProxyType({row["code"]: District(**row) for row in read_table("districts")})


@cache
def load_aliases() -> tuple[Alias, ...]:
    """The other names, in the order of the codes. One name may belong to several areas."""
    return tuple(Alias(**row) for row in read_table("aliases"))


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of `nlp/gazetteer/<name>.csv`, all values as text. Raises FileNotFoundError where there is none."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def province_of(code: str) -> str:
    """The province's code of an area's or district's code; the nation's own is "00"."""
    return code[:2]


def _parse_area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        province_code=row["province_code"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"]),
        capital=row["capital"],
    )

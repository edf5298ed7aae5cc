"""What the pages of provinces, regencies and cities ask.

A filter picks articles; an article is of an area where the area, or one within it, is among its primary regions. A case
is of the area that it is about (`cases.region_code`), and is selected where one of the articles that tell it is: that
article may be about another area. Not covered is NA, never 0 (docs/warehouse.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from warehouse import queries
from warehouse.answers import Filters
from warehouse.selection import fetch_frame, fetch_rows, question, sql_of

EVERY_ROW = 2**62
ITEM_COUNTS = ("taken_count", "punish_count", "prohibited_count", "alleged_count", "proven_count")
CASE_COUNTS = ("case_count", "alleged_case_count", "dropped_case_count", "found_case_count")
# Stops of the procedure in their order, with the bit that stands for each in case_facts.stop_bits; the last
# two leave the line.
STOPS = {
    "reported": 1,
    "clarified": 2,
    "decided": 4,
    "recommended": 8,
    "official": 16,
    "sanctioned": 32,
    "dropped": 64,
    "convicted": 512,
}
# A code and its counts.
Counts = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An area of today. `level` is province, regency or city; `province_code` of a province is its own."""

    code: str
    name: str
    level: str
    province_code: str
    province_name: str
    lat: float | None
    lon: float | None
    capital: str | None
    population: int | None

    @property
    def is_province(self) -> bool:
        """Whether this is a province."""
        return self.level == "province"

    def filters(self, f: Filters) -> Filters:
        """The filters with this place instead of any other."""
        if self.is_province:
            return replace(f, provinces=(self.code,), regions=())
        return replace(f, provinces=(), regions=(self.code,))


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """What an area was: code and name until `valid_to`; `is_part` where it was not an area of its own yet."""

    today_code: str
    today_name: str
    code: str
    name: str
    province_code: str | None
    province_name: str | None
    valid_to: date
    is_part: bool
    law: str | None
    source: str | None


def place(con: duckdb.DuckDBPyConnection, code: str) -> Place | None:
    """The province, regency or city of a code of today; None for the nation, a former code and no code."""
    rows = fetch_rows(con, sql_of("page_regions_place"), {"code": code})
    return Place(**rows[0]) if rows and rows[0]["level"] != "nation" else None


def former_places(con: duckdb.DuckDBPyConnection, code: str) -> list[FormerPlace]:
    """What the area of this code was, or whose former code it is; the newest first, none where nothing changed."""
    return [FormerPlace(**row) for row in fetch_rows(con, sql_of("page_regions_former"), {"code": code})]


def provinces(con: duckdb.DuckDBPyConnection, f: Filters, punishing: tuple[str, ...]) -> pd.DataFrame:
    """All 38 provinces: code, name, is_covered, outlet_count (at home there), and counts of the selection.

    story_count, article_count; case_count and of these alleged_case_count, dropped_case_count, found_case_count;
    taken_count (measures taken) and of these punish_count (of the types `punishing`); prohibited_count, alleged_count,
    proven_count (conduct by state, never to be added up). Items are rows of `evidence_table`. All but `outlet_count`
    are NA where the province is not covered.
    """
    frame = queries.articles_by_province(con, f).rename(columns={"province_code": "code"})
    items = con.execute(*question(con, "page_regions_province_items", f, punishing=list(punishing))).fetchall()
    return _joined(frame, items, ((code[:2], *counts) for code, *counts in _cases(con, f)))


def areas(
    con: duckdb.DuckDBPyConnection, f: Filters, punishing: tuple[str, ...], province: str | None = None
) -> pd.DataFrame:
    """Regencies and cities, all or of one province, with level, province_code, province_name, lat, lon; else as above.

    Covered is an area where an outlet was read whose home is there or the province as a whole, or which any article
    or case is about.
    """
    frame = _areas(con, f, province)
    codes = [] if province is None else list(frame["code"])
    items = con.execute(*question(con, "page_regions_area_items", f, punishing=list(punishing), codes=codes)).fetchall()
    return _joined(frame, items, _cases(con, f, province))


def seats(con: duckdb.DuckDBPyConnection, f: Filters, province: str) -> pd.DataFrame:
    """The areas of a province as above, without the counts of items and cases: what a map needs."""
    return _joined(_areas(con, f, province), (), ())[
        ["code", "name", "level", "province_code", "province_name", "lat", "lon", "article_count", "story_count",
         "outlet_count", "is_covered"]
    ]  # fmt: skip


def durations(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Cases that have a day for the report and one for the penalty: code (their area), case_id, days between."""
    return con.execute(*question(con, "page_regions_durations", f)).df()


def case_stops(con: duckdb.DuckDBPyConnection, f: Filters, code: str) -> pd.DataFrame:
    """The stops that articles tell of the cases of an area: case_id, status, stop (of `STOPS`), day.

    A case without any told stop has one row without it. `day` is NaT where no text gives the very day.
    """
    values: dict[str, Any] = {"code": code, "stops": list(STOPS), "bits": list(STOPS.values())}
    return con.execute(*question(con, "page_regions_steps", f, **values)).df()


def case_list(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    code: str,
    *,
    statuses: tuple[str, ...] = (),
    stop: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Cases of an area, the newest first: of some states, or in which a stop of `STOPS` is told.

    Columns: case_id, status, office, group_words, person_count, region_code, region_name, election_id, first_date,
    last_date, article_count, story_count, article_id and start_char of the account that opened the case.
    """
    values: dict[str, Any] = {
        "code": code,
        "statuses": list(statuses),
        "stop_bit": STOPS[stop] if stop else None,
        "max_rows": EVERY_ROW if limit is None else limit,
        "skipped": offset,
    }
    return fetch_frame(con, *question(con, "page_regions_case_list", f, **values))


def outlets(con: duckdb.DuckDBPyConnection, f: Filters, code: str) -> pd.DataFrame:
    """Outlets at home in an area, and others that brought the selected articles (`f` holds the place).

    Columns: outlet_id, name, region_code, region_name (home), is_home, article_count, story_count, last_date.
    """
    return fetch_frame(con, *question(con, "page_regions_outlets", f, code=code))


def _areas(con: duckdb.DuckDBPyConnection, f: Filters, province: str | None) -> pd.DataFrame:
    return con.execute(*question(con, "page_regions_areas", f, province=province)).df()


def _cases(con: duckdb.DuckDBPyConnection, f: Filters, code: str | None = None) -> list[Counts]:
    return con.execute(*question(con, "page_regions_cases", f, code=code)).fetchall()


def _joined(frame: pd.DataFrame, items: Iterable[Counts], cases: Iterable[Counts]) -> pd.DataFrame:
    """The rows of `frame` with the counts of the others; 0 where these have none, NA where it is not covered."""
    found_items = {code: counts for code, *counts in items}
    found_cases: dict[str, list[int]] = {}
    for code, *counts in cases:
        before = found_cases.get(code, [0] * len(counts))
        found_cases[code] = [one + other for one, other in zip(before, counts, strict=True)]
    codes, is_covered = list(frame["code"]), list(frame["is_covered"])
    found = frame.copy()
    for name in ("article_count", "story_count"):
        found[name] = pd.array(
            [int(n) if is_seen else None for n, is_seen in zip(frame[name].fillna(0), is_covered, strict=True)], "Int64"
        )
    nothing = [0] * max(len(ITEM_COUNTS), len(CASE_COUNTS))
    for at, name in enumerate(ITEM_COUNTS):
        counts = [found_items.get(code, nothing)[at] for code in codes]
        found[name] = pd.array([n if seen else None for n, seen in zip(counts, is_covered, strict=True)], "Int64")
    for at, name in enumerate(CASE_COUNTS):
        # A case may be of an area that no article is mainly about: it is told all the same.
        rows = [
            found_cases.get(code, None if not seen else nothing) for code, seen in zip(codes, is_covered, strict=True)
        ]
        found[name] = pd.array([row[at] if row else None for row in rows], "Int64")
    return found

"""What a page of a place is built from: the place, everything asked about it, and addresses within its selection."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.address import href
from dashboard.components.request import Request
from dashboard.geography.neighbours import load_neighbours
from dashboard.memory import Memory
from dashboard.theme import GROUPS
from warehouse import page_regions, queries
from warehouse.page_regions import Place
from warehouse.page_regions_rates import nearest, rates, stops
from warehouse.queries import Filters, Headline

NATION = "00"
LATEST = 5
MOST_PERSONS = 50
PUNISHING = GROUPS["punish"]
# The tables of all provinces are the same on every page of one selection.
NATIONAL: Memory[tuple[pd.DataFrame, pd.DataFrame]] = Memory(16)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Everything a page shows of one place. `request` has no place among its filters, `filters` has this one.

    `rates` holds this place, those it is compared with (`peers`, codes), and in the last row all together.
    """

    request: Request
    place: Place
    filters: Filters
    headline: Headline
    areas: pd.DataFrame
    provinces: pd.DataFrame
    rates: pd.DataFrame
    peers: tuple[str, ...]
    weeks: pd.DataFrame
    spans: pd.DataFrame
    stages: pd.DataFrame
    cases: pd.DataFrame
    persons: pd.DataFrame
    person_count: int
    latest: pd.DataFrame
    outlets: pd.DataFrame

    @property
    def siblings(self) -> pd.DataFrame:
        """All places of this one's level: the provinces, or the areas of its province."""
        return self.provinces if self.place.is_province else self.areas

    @property
    def here(self) -> dict[Hashable, Any]:
        """The row of this place in `siblings`."""
        return self.siblings[self.siblings["code"] == self.place.code].to_dict("records")[0]

    @property
    def stops(self) -> pd.DataFrame:
        """How many of the cases are told to have reached each stop."""
        return stops(self.cases)

    @property
    def case_count(self) -> int:
        """The cases of this place."""
        return int(self.cases["case_id"].nunique())

    def articles(self, code: str | None = None, **extra: str) -> str:
        """The address of the articles about this place or another."""
        return href("/articles", self.request.lang, self._of(code), **extra)

    def evidence(self, code: str | None = None, **extra: str) -> str:
        """The address of the sentences in these articles."""
        return href("/evidence", self.request.lang, self._of(code), **extra)

    def days(self, first: date, last: date) -> str:
        """The address of the articles of some days: of a week by its own key, else within the dates of the address."""
        if (last - first).days == 6:
            return self.articles(week=first.isoformat())
        begin = max(day for day in (first, self.filters.date_from) if day)
        end = min(day for day in (last, self.filters.date_to) if day)
        return href("/articles", self.request.lang, replace(self.filters, date_from=begin, date_to=end))

    def page(self, code: str, **extra: str) -> str:
        """The address of the page of a place, with the filters of this one."""
        return href(f"/regions/{code}", self.request.lang, self.request.address.filters, **extra)

    def file(self, name: str) -> str:
        """The address of a table of this place."""
        return href(f"/download/{name}.csv", self.request.lang, self.request.address.filters, area=self.place.code)

    def _of(self, code: str | None) -> Filters:
        if code is None or code == self.place.code:
            return self.filters
        f = self.request.address.filters
        return f if code == NATION else replace(f, provinces=(code,)) if len(code) == 2 else replace(f, regions=(code,))


def without_place(request: Request) -> Request:
    """The request without filters of place: on these pages the path is the place."""
    filters = replace(request.address.filters, provinces=(), regions=())
    return replace(request, address=replace(request.address, filters=filters))


def ask(request: Request, place: Place) -> PlaceView:
    """Ask everything about a place. `request` is one without filters of place."""
    f = request.address.filters
    within = place.filters(f)
    provinces, durations = national(request)
    with request.cursor() as con:
        areas = (
            page_regions.seats(con, f, place.code)
            if place.is_province
            else page_regions.areas(con, f, PUNISHING, place.province_code)
        )
        peers = peers_of(place, areas)
        weeks, spans = queries.articles_over_time(con, within)
        return PlaceView(
            request=request,
            place=place,
            filters=within,
            headline=queries.headline_counts(con, within),
            areas=areas,
            provinces=provinces,
            rates=rates_of(request, place, provinces, areas, durations, peers),
            peers=peers,
            weeks=weeks,
            spans=spans,
            stages=queries.election_calendar(con, f.elections),
            cases=page_regions.case_stops(con, f, place.code),
            persons=queries.persons_table(con, within, limit=MOST_PERSONS),
            person_count=queries.persons_count(con, within),
            latest=queries.latest_articles(con, within, LATEST),
            outlets=page_regions.outlets(con, within, place.code),
        )


def national(request: Request) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All provinces, and the cases with days for report and penalty, of this selection. Not to be changed."""
    f = request.address.filters

    def build() -> tuple[pd.DataFrame, pd.DataFrame]:
        with request.cursor() as con:
            return page_regions.provinces(con, f, PUNISHING), page_regions.durations(con, f)

    return NATIONAL.get((request.warehouse.path, request.warehouse.file(), f), build)


def peers_of(place: Place, areas: pd.DataFrame) -> tuple[str, ...]:
    """With which a place is compared: provinces with a common border; of a regency or city the nearest seats around."""
    if place.is_province:
        return load_neighbours().get(place.code, ())
    return tuple(nearest(areas, place.code))


def rates_of(
    request: Request,
    place: Place,
    provinces: pd.DataFrame,
    areas: pd.DataFrame,
    durations: pd.DataFrame,
    peers: tuple[str, ...],
) -> pd.DataFrame:
    """The rates of a place, of its peers in their order, and of all: of the country, or of its province."""
    if place.is_province:
        every = rates(provinces, durations, (NATION, request.t("regions.all_provinces")))
        whole = NATION
    else:
        one = provinces[provinces["code"] == place.province_code]
        province = rates(one, durations, (NATION, "")).iloc[:1]
        every = pd.concat([rates(areas, durations, (NATION, "")).iloc[:-1], province], ignore_index=True)
        whole = place.province_code
    order = [place.code, *peers, whole]
    return every.set_index("code", drop=False).loc[order].reset_index(drop=True)

"""Provinces, regencies and cities: a table of all, and one page for each."""

import re
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components import region_cases
from dashboard.components.grid import grid, link_column, number_column, text_column
from dashboard.components.hits import question_notes
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.region_cards import place_cards
from dashboard.components.region_findings import index_finding
from dashboard.components.region_head import code_note, place_head
from dashboard.components.region_view import NATION, PUNISHING, ask, national, peers_of, rates_of, without_place
from dashboard.components.request import Request
from dashboard.components.states import empty_state
from dashboard.pages import CONTROLS, Page, titled
from warehouse import page_regions
from warehouse.page_regions import Place
from warehouse.page_regions_rates import stops

PATH = re.compile(r"/regions/(\d\d(?:\.\d\d)?)")
# The place is the path itself.
FILTERS = tuple(name for name in CONTROLS if name != "place")
AREAS = "areas"
CASES = "cases"
COUNTS = ("story_count", "article_count", "case_count", "alleged_count", "proven_count", "taken_count", "outlet_count")
PAGE_SIZE = 38


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    if path == "/regions":
        return Page("regions", titled("nav.regions"), index, FILTERS)
    if found := PATH.fullmatch(path):
        code = found[1]
        if code == NATION:
            return Page("regions", titled("nav.regions"), index, FILTERS)
        return Page("regions", lambda request: _name(request, code), lambda request: content(request, code), FILTERS)
    return None


def content(request: Request, code: str) -> html.Div:
    """The page of one place, or the list of its cases; of a former code the page of today's area, with a word on it."""
    request = without_place(request)
    with request.cursor() as con:
        place = page_regions.place(con, code)
        former = page_regions.former_places(con, code)
        notes: list[Any] = []
        if place is None and (renamed := [period for period in former if period.code == code]):
            notes = [code_note(request, code, renamed[0])]
            place = page_regions.place(con, renamed[0].today_code)
            former = []
    if place is None:
        return missing(request)
    if request.address.extra.get("show") == CASES:
        return html.Div([*notes, region_cases.case_page(request, place)])
    view = ask(request, place)
    head = [*notes, place_head(view, former), *question_notes(request)]
    if not view.headline.article_count and view.here["is_covered"] and not view.case_count:
        head.append(empty_state(request))
    return html.Div([*head, place_cards(view)], className="region")


def missing(request: Request) -> html.Div:
    """No place has or had this code, with the way to the list of all."""
    return html.Div(
        [
            html.H1(request.t("regions.missing.title")),
            html.P(request.t("regions.missing.text"), className="state-words"),
            internal_link(request.t("nav.regions"), _index(request, ""), "button"),
        ],
        className="state",
    )


def index(request: Request) -> html.Div:
    """All provinces, or all regencies and cities, as a table."""
    request = without_place(request)
    t = request.t
    is_areas = request.address.extra.get("show") == AREAS
    provinces, _ = national(request)
    within = request.address.extra.get("area") if is_areas else None
    frame = _areas(request, within) if is_areas else provinces
    finding = index_finding(provinces)
    names = provinces.dropna(subset=["story_count"]).sort_values(["story_count", "code"], ascending=[False, True])[
        "name"
    ]
    values = dict(finding.values)
    if "n" in values:
        values["names"] = _listed(request, list(names[: int(values["n"])]))
    covered = int(frame["is_covered"].sum())
    province = next(
        (str(name) for code, name in zip(provinces["code"], provinces["name"], strict=True) if code == within), None
    )
    level = "area" if is_areas else "province"
    lead = t(f"regions.index.lead_{level}", covered=covered, total=len(frame), unseen=len(frame) - covered)
    scope = (
        [
            html.P(
                [
                    t("regions.index.within", name=province),
                    " ",
                    internal_link(t("regions.index.everywhere"), _index(request, AREAS)),
                ],
                className="muted",
            )
        ]
        if province
        else []
    )
    extra = {"area": within} if within else {}
    files = href(f"/download/{'areas' if is_areas else 'regions'}.csv", request.lang, request.address.filters, **extra)
    return html.Div(
        [
            html.H1(t(finding.key, **values), className="title"),
            html.P(lead, className="lead"),
            html.Div(
                [
                    internal_link(
                        t(f"regions.index.{name}"), _index(request, show), "switch is-here" if is_here else "switch"
                    )
                    for name, show, is_here in (("provinces", "", not is_areas), ("areas", AREAS, is_areas))
                ],
                className="switches",
                role="group",
                **attributes(aria_label=t("regions.index.label")),
            ),
            *scope,
            *question_notes(request),
            html.Section(
                [
                    html.Div(
                        grid(
                            request,
                            "regions",
                            _columns(request, is_areas),
                            _rows(request, frame),
                            t("nav.regions"),
                            PAGE_SIZE,
                        ),
                        className="grid-holder",
                    ),
                    html.Footer(
                        [
                            html.Span(t("regions.index.source"), className="source"),
                            html.Details(
                                [html.Summary(t("card.read"), className="link"), html.P(t("read.regions"))],
                                className="read",
                            ),
                            html.Span(download_link("CSV", files), className="tools"),
                        ],
                        className="card-foot",
                    ),
                ],
                className="card",
            ),
        ],
        className="articles regions",
    )


def _columns(request: Request, is_areas: bool) -> list[dict[str, Any]]:
    t = request.t
    name = link_column("name", t("regions.column_name"), flex=1.8, minWidth=150, floatingFilter=True)
    number = {"width": 96, "flex": 0}
    counts = [number_column(column, t(f"regions.column_{column}"), **number) for column in COUNTS]
    counts[0] |= {"sort": "desc"}
    if request.view.is_phone:
        return [name, *({**counts[at], "width": 88, "filter": False} for at in (0, 2))]
    province = [text_column("province_name", t("regions.column_province"), flex=1.2, minWidth=130, floatingFilter=True)]
    covered = text_column("covered", t("regions.column_covered"), flex=1, minWidth=130)
    return [name, *(province if is_areas else []), covered, *counts]


def _rows(request: Request, frame: pd.DataFrame) -> list[dict[str, Any]]:
    lang, filters = request.lang, request.address.filters
    rows = []
    for row in records(frame):
        is_seen = bool(row["is_covered"])
        word = "not_covered" if not is_seen else "reported" if row["story_count"] else "quiet"
        rows.append(
            {
                "href": href(f"/regions/{row['code']}", lang, filters),
                "name": row["name"],
                "province_name": row.get("province_name"),
                "covered": request.t(f"regions.covered.{word}"),
                **{name: None if pd.isna(row[name]) else int(row[name]) for name in COUNTS},
            }
        )
    return rows


def _areas(request: Request, province: str | None) -> pd.DataFrame:
    with request.cursor() as con:
        return page_regions.areas(con, request.address.filters, PUNISHING, province)


def _index(request: Request, show: str) -> str:
    return href("/regions", request.lang, request.address.filters, show=show)


def _listed(request: Request, names: list[str]) -> str:
    """ "A", "A dan B", "A, B, dan C"."""
    if len(names) < 3:
        return f" {request.t('regions.and')} ".join(names)
    return f"{', '.join(names[:-1])}, {request.t('regions.and')} {names[-1]}"


def _name(request: Request, code: str) -> str:
    with request.cursor() as con:
        place = page_regions.place(con, code)
    return place.name if place else request.t("nav.regions")


def _place(request: Request) -> tuple[Request, Place] | None:
    """The place that a file is asked of (`area`), and the request without other places."""
    request = without_place(request)
    with request.cursor() as con:
        place = page_regions.place(con, request.address.extra.get("area", ""))
    return (request, place) if place else None


def _regions_file(request: Request) -> pd.DataFrame:
    return national(without_place(request))[0]


def _areas_file(request: Request) -> pd.DataFrame:
    return _areas(without_place(request), request.address.extra.get("area"))


def _compare_file(request: Request) -> pd.DataFrame:
    found = _place(request)
    if found is None:
        return pd.DataFrame()
    request, place = found
    provinces, durations = national(request)
    areas = _areas(request, place.province_code)
    return rates_of(request, place, provinces, areas, durations, peers_of(place, areas))


def _flow_file(request: Request) -> pd.DataFrame:
    found = _place(request)
    if found is None:
        return pd.DataFrame()
    request, place = found
    with request.cursor() as con:
        return stops(page_regions.case_stops(con, request.address.filters, place.code))


def _cases_file(request: Request) -> pd.DataFrame:
    found = _place(request)
    if found is None:
        return pd.DataFrame()
    request, place = found
    with request.cursor() as con:
        return page_regions.case_list(con, request.address.filters, place.code, **region_cases.asked(request))


def _outlets_file(request: Request) -> pd.DataFrame:
    found = _place(request)
    if found is None:
        return pd.DataFrame()
    request, place = found
    with request.cursor() as con:
        return page_regions.outlets(con, place.filters(request.address.filters), place.code)


def _area_note(request: Request) -> list[str]:
    """Which place the file is about: it stands in no filter."""
    code = request.address.extra.get("area")
    return [request.t("regions.file", code=code)] if code else []


TABLES = {
    "regions": _regions_file,
    "areas": _areas_file,
    "region-compare": _compare_file,
    "region-flow": _flow_file,
    "region-cases": _cases_file,
    "region-outlets": _outlets_file,
}
NOTES = {name: _area_note for name in TABLES if name != "regions"}

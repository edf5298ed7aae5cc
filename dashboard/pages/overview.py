"""The first page: what is reported, where, when, and what is done about it, for one selection."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd
from dash import html

from dashboard import figures
from dashboard.address import article_href, href
from dashboard.components.card import card, graph, image_buttons
from dashboard.components.filters import scope_words
from dashboard.components.findings import peak_finding, voting_date
from dashboard.components.headline import counts_row, title_block
from dashboard.components.hits import question_notes
from dashboard.components.links import download_link, internal_link
from dashboard.components.map_choice import MapChoice, map_choice, map_switch, map_tables
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.states import empty_state
from dashboard.components.words import MEASURE_GROUPS, measure_name, report_date_words
from dashboard.i18n import format_number
from dashboard.memory import Memory
from dashboard.pages import CONTROLS, Page, titled
from dashboard.pages.articles import NEW
from dashboard.theme import GROUPS
from warehouse import page_cases, page_overview, queries
from warehouse.queries import Filters, Headline

LATEST = 5
# The parts of some 150 kB each, for the selections asked for most lately.
BUILT: Memory[dict[str, Any]] = Memory(8)
# What changes with the filters and the colour scheme: id and property of each part.
PARTS = (
    ("overview-head", "children"),
    ("overview-cards", "className"),
    ("map-figure", "figure"),
    ("map-unit", "children"),
    ("map-foot", "children"),
    ("map-tools", "children"),
    ("measures-figure", "figure"),
    ("measures-foot", "children"),
    ("measures-tools", "children"),
    ("timeline-figure", "figure"),
    ("timeline-title", "children"),
    ("timeline-foot", "children"),
    ("timeline-tools", "children"),
    ("latest-title", "children"),
    ("latest-unit", "children"),
    ("latest-list", "children"),
    ("latest-tools", "children"),
)
# Most telling measure of an article first: what was decided before what was said.
WEIGHT = {"punish": 0, "act": 1, "watch": 2, "prevent": 3}


@dataclass(frozen=True, slots=True)
class New:
    """What came in since the last build that had less: articles, and cases that only these tell."""

    since: datetime
    article_count: int
    case_count: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything the page shows of one selection, asked at once."""

    headline: Headline
    choice: MapChoice
    provinces: pd.DataFrame
    areas: pd.DataFrame
    weeks: pd.DataFrame
    stages: pd.DataFrame
    measures: pd.DataFrame
    spans: pd.DataFrame
    case_count: int
    latest: pd.DataFrame
    new: New | None

    @property
    def outlet_count(self) -> int:
        """Outlets that brought the selected articles."""
        return self.headline.outlet_count


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("overview", titled("nav.overview"), content, CONTROLS) if path == "/" else None


def ask(request: Request) -> Selection:
    """Ask the warehouse. The map shows every province under the other filters, so that another can be chosen."""
    f = request.address.filters
    choice = map_choice(request)
    with request.cursor() as con:
        provinces, areas = map_tables(con, request, choice)
        new = _ask_new(con, f)
        weeks, spans = queries.articles_over_time(con, f)
        return Selection(
            headline=queries.headline_counts(con, f),
            choice=choice,
            provinces=provinces,
            areas=areas,
            weeks=weeks,
            stages=queries.election_calendar(con, f.elections),
            measures=queries.measures_by_type(con, f),
            spans=spans,
            case_count=page_cases.cases_count(con, f),
            latest=queries.latest_articles(con, f, LATEST, new_since=new.since if new else None),
            new=new,
        )


def _ask_new(con: duckdb.DuckDBPyConnection, f: Filters) -> New | None:
    """What is new in the selection; None where nothing is, or no earlier build is known."""
    since = queries.dataset_info(con).previous_built_at
    if since is None:
        return None
    articles, cases = page_overview.new_counts(con, f, since)
    return New(since, articles, cases) if articles else None


def parts(request: Request) -> dict[tuple[str, str], Any]:
    """The value of every part of `PARTS` for this request."""
    built = _built(request)
    return {part: built[part[0]] for part in PARTS}


def _built(request: Request) -> dict[str, Any]:
    """Every part by the id of its place; readers who ask the same of one warehouse file share them."""
    key = (request.warehouse.path, request.warehouse.file(), request.address.in_language(request.lang), request.view)
    return BUILT.get(key, lambda: _build_parts(request))


def _build_parts(request: Request) -> dict[str, Any]:
    found = ask(request)
    head = title_block(request, found.headline, found.measures, scope_words(request))
    is_empty = found.headline.article_count == 0
    head += question_notes(request)
    head.append(empty_state(request) if is_empty else counts_row(request, found.headline, found.case_count))
    all_articles = _articles_link(request, found.headline)
    source = request.t("card.source", n=found.outlet_count)
    voting = voting_date(request.address.filters, found.stages)
    return {
        "overview-head": head,
        "overview-cards": "cards is-empty" if is_empty else "cards",
        "map-figure": map_figure(request, found),
        "map-unit": _map_unit(request, found.choice),
        "map-foot": _map_source(request, found),
        "map-tools": _tools(request, "map", _map_more(request, found.choice, all_articles)),
        "measures-figure": figures.measure_bars(
            found.measures, request.view.scheme, request.lang, compact=request.view.is_phone
        ),
        "measures-foot": request.t("measures.source", n=found.headline.story_count),
        "measures-tools": _tools(
            request,
            "measures",
            internal_link(
                [request.t("measures.open"), " →"],
                href(
                    "/evidence",
                    request.lang,
                    request.address.filters,
                    kind="measure",
                    type=",".join(request.address.filters.measures),
                ),
            ),
        ),
        "timeline-title": request.t(peak_finding(found.weeks, voting).key),
        "timeline-figure": timeline_figure(request, found),
        "timeline-foot": [source, *_undated(request, found.headline)],
        "timeline-tools": _tools(request, "timeline", all_articles),
        "latest-title": request.t("latest.title_new" if found.new else "latest.title"),
        "latest-unit": _latest_unit(request, found.new),
        "latest-list": [_latest(request, row) for row in records(found.latest)],
        "latest-tools": internal_link(
            [request.t("latest.all_new" if found.new else "latest.all"), " →"],
            href("/articles", request.lang, request.address.filters, show=NEW if found.new else ""),
        ),
    }


def content(request: Request) -> html.Div:
    """The page as it is first drawn, whole."""
    value = {name: found for (name, _), found in parts(request).items()}
    is_phone = request.view.is_phone
    cards = [
        card(
            request,
            "map",
            graph("map", value["map-figure"], request.t("map.title"), "is-tiles" if is_phone else ""),
            title=request.t("map.title"),
            unit=value["map-unit"],
            controls=map_switch(request),
            foot=value["map-foot"],
            tools=value["map-tools"],
            class_name="card-wide",
        ),
        card(
            request,
            "measures",
            graph("measures", value["measures-figure"], request.t("measures.title")),
            title=request.t("measures.title"),
            unit=request.t("measures.unit"),
            foot=value["measures-foot"],
            tools=value["measures-tools"],
        ),
        card(
            request,
            "timeline",
            graph("timeline", value["timeline-figure"], request.t("timeline.title")),
            title=value["timeline-title"],
            unit=request.t("timeline.unit_phone" if is_phone else "timeline.unit"),
            foot=value["timeline-foot"],
            tools=value["timeline-tools"],
            class_name="card-wide",
        ),
        _latest_card(request, value),
    ]
    return html.Div(
        [
            html.Div(value["overview-head"], id="overview-head"),
            html.Div(cards, id="overview-cards", className=value["overview-cards"]),
        ],
        className="overview",
    )


def timeline_figure(request: Request, found: Selection) -> Any:
    """Articles over time."""
    return figures.timeline(
        found.weeks,
        found.stages,
        request.view.scheme,
        request.lang,
        spans=found.spans,
        is_phone=request.view.is_phone,
    )


def map_figure(request: Request, found: Selection) -> Any:
    """The province map; on a phone a grid of tiles, large enough for a finger."""
    shown, selected = found.choice.shown, request.address.filters.provinces
    if request.view.is_phone:
        return figures.tile_map(found.provinces, request.view.scheme, request.lang, shown=shown, selected=selected)
    return figures.province_map(
        found.provinces, found.areas, request.view.scheme, request.lang, shown=shown, selected=selected
    )


def _articles_link(request: Request, headline: Headline) -> Any:
    words = request.t("card.articles", n=headline.article_count)
    return internal_link([words, " →"], request.address.to("/articles", keep_filters=True))


def _csv(request: Request, name: str) -> Any:
    chosen = {key: request.address.extra.get(key, "") for key in ("show", "per")}
    return download_link("CSV", href(f"/download/{name}.csv", request.lang, request.address.filters, **chosen))


def _tools(request: Request, name: str, more: Any) -> list[Any]:
    return [_csv(request, name), *image_buttons(name, request), more]


def _map_more(request: Request, choice: MapChoice, all_articles: Any) -> Any:
    """The way to what the map counts: articles, cases, or the sentences of measures or conduct."""
    lang, filters = request.lang, request.address.filters
    words = [request.t("measures.sentences"), " →"]
    if choice.name == "cases":
        return internal_link([request.t("nav.cases"), " →"], href("/cases", lang, filters))
    if choice.name in GROUPS:
        types = ",".join(GROUPS[choice.name])
        return internal_link(words, href("/evidence", lang, filters, kind="measure", type=types, status="taken"))
    if choice.shown.hue:
        return internal_link(words, href("/evidence", lang, filters, kind="violation", status=choice.name))
    return all_articles


def _map_unit(request: Request, choice: MapChoice) -> str:
    """What is counted, by what, and what a click does."""
    counted = request.t(f"map.counted_{choice.name}")
    by = request.t("map.by_outlet" if choice.is_per_outlet else "map.by_province")
    return f"{counted} {by}. {request.t('map.touch' if request.view.is_phone else 'map.click')}"


def _map_source(request: Request, found: Selection) -> str:
    covered = int(found.provinces["is_covered"].sum())
    return request.t("map.source", n=found.outlet_count, provinces=format_number(covered, request.lang))


def _undated(request: Request, headline: Headline) -> list[Any]:
    """Articles without a day stand on no timeline: they are told and opened here, never dropped in silence."""
    if not headline.undated_article_count:
        return []
    f: Filters = replace(request.address.filters, date_from=None, date_to=None)
    words = request.t("timeline.undated", n=headline.undated_article_count)
    return [" · ", internal_link(words, href("/articles", request.lang, f, undated="1"))]


def _latest_card(request: Request, value: Mapping[str, Any]) -> html.Section:
    return html.Section(
        [
            html.Div(
                [
                    html.H2(value["latest-title"], className="card-title", id="latest-title"),
                    html.P(value["latest-unit"], className="unit", id="latest-unit"),
                ],
                className="card-head",
            ),
            html.Ul(value["latest-list"], id="latest-list", className="latest"),
            html.Footer(html.Span(value["latest-tools"], id="latest-tools"), className="card-foot is-plain"),
        ],
        id="latest-card",
        className="card",
        **attributes(aria_labelledby="latest-title"),
    )


def _latest_unit(request: Request, new: New | None) -> str:
    if new is None:
        return request.t("latest.unit")
    articles = request.t("card.articles", n=new.article_count)
    cases = request.t("latest.cases", n=new.case_count)
    return request.t("latest.unit_new", articles=articles, cases=cases, day=new.since.date())


def _latest(request: Request, row: dict[str, Any]) -> html.Li:
    types = sorted(row["measure_types"], key=lambda name: WEIGHT[MEASURE_GROUPS[name]])
    words = (
        [html.Strong(measure_name(request.lang, types[0]), className=f"text-{MEASURE_GROUPS[types[0]]}")]
        if types
        else []
    )
    place = ", ".join(row["primary_region_names"][:2])
    last = ", ".join(part for part in (row["outlet"], report_date_words(request.lang, row)) if part)
    shown: list[Any] = []
    for part in (*words, place, last):
        if part:
            shown += [" · ", part] if shown else [part]
    return html.Li(
        [
            internal_link(
                row["display_title"],
                article_href(row["article_id"], request.lang),
                "latest-title",
            ),
            html.P(shown, className="byline"),
        ]
    )

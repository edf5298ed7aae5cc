"""The first page: what is reported, where, when, and what is done about it, for one selection."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
from dash import html

from dashboard import figures
from dashboard.address import article_href, href
from dashboard.components.card import card, figure_in, graph, image_buttons
from dashboard.components.filters import scope_words
from dashboard.components.findings import peak_finding
from dashboard.components.grid import date_column, grid, link_column, number_column, text_column
from dashboard.components.headline import counts_row, title_block
from dashboard.components.hits import question_notes
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.officials import official_rows
from dashboard.components.request import Request
from dashboard.components.states import empty_state, part_words
from dashboard.components.words import MEASURE_GROUPS, measure_name, report_date_words
from dashboard.i18n import format_number
from dashboard.memory import Memory
from dashboard.pages import CONTROLS, Page, titled
from warehouse import queries
from warehouse.queries import Filters, Headline

LATEST = 5
# Rows of the table of persons; the words under it say of how many.
MOST_PERSONS = 200
# The parts of some 150 kB each, for the selections asked for most lately.
BUILT: Memory[dict[str, Any]] = Memory(32)
# What changes with the filters and the colour scheme: id and property of each part.
PARTS = (
    ("overview-head", "children"),
    ("overview-cards", "className"),
    ("map-figure", "figure"),
    ("map-foot", "children"),
    ("map-tools", "children"),
    ("measures-figure", "figure"),
    ("measures-foot", "children"),
    ("measures-tools", "children"),
    ("timeline-title", "children"),
    ("timeline-foot", "children"),
    ("timeline-tools", "children"),
    ("latest-list", "children"),
    ("latest-tools", "children"),
    ("officials-foot", "children"),
    ("officials-tools", "children"),
)
# What lies below the first screen and comes when that stands: id of its place.
BELOW = ("timeline-holder", "officials-holder")
# Most telling measure of an article first: what was decided before what was said.
WEIGHT = {"punish": 0, "act": 1, "watch": 2, "prevent": 3}


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything the page shows of one selection, asked at once."""

    headline: Headline
    provinces: pd.DataFrame
    areas: pd.DataFrame
    weeks: pd.DataFrame
    stages: pd.DataFrame
    measures: pd.DataFrame
    spans: pd.DataFrame
    persons: pd.DataFrame
    person_count: int
    latest: pd.DataFrame

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
    with request.cursor() as con:
        return Selection(
            headline=queries.headline_counts(con, f),
            provinces=queries.articles_by_province(con, replace(f, provinces=())),
            areas=queries.articles_by_area(con, f),
            weeks=queries.articles_by_week(con, f),
            stages=queries.election_calendar(con, f.elections),
            measures=queries.measures_by_type(con, f),
            spans=queries.articles_by_span(con, f),
            persons=queries.persons_table(con, f, limit=MOST_PERSONS),
            person_count=queries.persons_count(con, f),
            latest=queries.latest_articles(con, f, LATEST),
        )


def parts(request: Request) -> dict[tuple[str, str], Any]:
    """The value of every part of `PARTS` for this request."""
    built = _built(request)
    return {part: built[part[0]] for part in PARTS}


def below(request: Request) -> list[Any]:
    """What goes into the places of `BELOW`."""
    built = _built(request)
    return [built[name] for name in BELOW]


def _built(request: Request) -> dict[str, Any]:
    """Every part by the id of its place; readers who ask the same of one warehouse file share them."""
    key = (request.warehouse.path, request.warehouse.file(), request.address.in_language(request.lang), request.view)
    return BUILT.get(key, lambda: _build_parts(request))


def _build_parts(request: Request) -> dict[str, Any]:
    found = ask(request)
    head = title_block(request, found.headline, found.measures, scope_words(request))
    is_empty = found.headline.article_count == 0
    head += question_notes(request)
    head.append(empty_state(request) if is_empty else counts_row(request, found.headline))
    rows = official_rows(request, found.persons)
    all_articles = _articles_link(request, found.headline)
    source = request.t("card.source", n=found.outlet_count)
    voting = _voting_date(request.address.filters, found.stages)
    return {
        "overview-head": head,
        "overview-cards": "cards is-empty" if is_empty else "cards",
        "map-figure": map_figure(request, found),
        "map-foot": _map_source(request, found),
        "map-tools": _tools(request, "map", all_articles),
        "measures-figure": figures.measure_bars(
            found.measures, request.view.scheme, request.lang, compact=request.view.is_phone
        ),
        "measures-foot": request.t("measures.source", n=found.headline.story_count),
        "measures-tools": _tools(
            request,
            "measures",
            internal_link(
                [request.t("measures.open"), " →"],
                href("/evidence", request.lang, request.address.filters, kind="measure"),
            ),
        ),
        "timeline-title": request.t(peak_finding(found.weeks, voting).key),
        "timeline-holder": figure_in("timeline", timeline_figure(request, found)),
        "timeline-foot": [source, *_undated(request, found.headline)],
        "timeline-tools": _tools(request, "timeline", all_articles),
        "latest-list": [_latest(request, row) for row in records(found.latest)],
        "latest-tools": internal_link(
            [request.t("latest.all"), " →"], request.address.to("/articles", keep_filters=True)
        ),
        "officials-holder": grid(request, "officials", _columns(request), rows, request.t("officials.title")),
        "officials-foot": " ".join(
            [
                *part_words(request, "officials.first", len(rows), found.person_count),
                request.t("officials.source", n=found.person_count),
            ]
        ),
        "officials-tools": _csv(request, "officials"),
    }


def content(request: Request) -> html.Div:
    """The page as it is first drawn, with the figures of the first screen and the places of the others."""
    value = {name: found for (name, _), found in parts(request).items()}
    is_phone = request.view.is_phone
    cards = [
        card(
            request,
            "map",
            graph("map", value["map-figure"], request.t("map.title"), "is-tiles" if is_phone else ""),
            title=request.t("map.title"),
            unit=request.t("map.unit_phone" if is_phone else "map.unit"),
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
            graph("timeline", None, request.t("timeline.title")),
            title=value["timeline-title"],
            unit=request.t("timeline.unit_phone" if is_phone else "timeline.unit"),
            foot=value["timeline-foot"],
            tools=value["timeline-tools"],
            class_name="card-wide",
        ),
        _latest_card(request, value),
        card(
            request,
            "officials",
            html.Div(id="officials-holder", className="grid-holder"),
            title=request.t("officials.title"),
            unit=request.t("officials.unit"),
            foot=value["officials-foot"],
            tools=value["officials-tools"],
            class_name="card-full",
        ),
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
    selected = request.address.filters.provinces
    if request.view.is_phone:
        return figures.tile_map(found.provinces, request.view.scheme, request.lang, selected=selected)
    return figures.province_map(found.provinces, found.areas, request.view.scheme, request.lang, selected=selected)


def _articles_link(request: Request, headline: Headline) -> Any:
    words = request.t("card.articles", n=headline.article_count)
    return internal_link([words, " →"], request.address.to("/articles", keep_filters=True))


def _csv(request: Request, name: str) -> Any:
    return download_link("CSV", href(f"/download/{name}.csv", request.lang, request.address.filters))


def _tools(request: Request, name: str, more: Any) -> list[Any]:
    return [_csv(request, name), *image_buttons(name, request), more]


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


def _voting_date(f: Filters, stages: pd.DataFrame) -> date | None:
    """The voting day where one election is chosen."""
    if len(f.elections) != 1 or stages.empty or pd.isna(stages["voting_date"].iloc[0]):
        return None
    return pd.Timestamp(stages["voting_date"].iloc[0]).date()


def _latest_card(request: Request, value: Mapping[str, Any]) -> html.Section:
    return html.Section(
        [
            html.Div(
                [
                    html.H2(request.t("latest.title"), className="card-title", id="latest-title"),
                    html.P(request.t("latest.unit"), className="unit"),
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


def _columns(request: Request) -> list[dict[str, Any]]:
    name = link_column("name", request.t("officials.column_name"), flex=1.6, minWidth=150)
    role = text_column(
        "role", request.t("officials.column_role"), flex=1.3, minWidth=130, wrapText=True, autoHeight=True
    )
    if request.view.is_phone:
        return [name, role]
    return [
        name,
        role,
        text_column("region", request.t("officials.column_region"), flex=1.3, minWidth=130),
        number_column("article_count", request.t("officials.column_articles"), width=110, flex=0, sort="desc"),
        number_column("mention_count", request.t("officials.column_mentions"), width=110, flex=0),
        date_column("report_date", request.t("officials.column_date"), width=130, flex=0),
    ]

"""What was watched, and with what success: what the numbers of the other pages can and cannot tell."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components.card import card, graph, image_buttons
from dashboard.components.coverage_cards import (
    failures_card,
    fields_card,
    kinds_card,
    scores_card,
    silent_card,
    table_link,
)
from dashboard.components.coverage_parts import (
    PAGE_SIZE,
    SAMPLE_SIZE,
    SHOWN,
    SILENT_DAYS,
    Row,
    Spans,
    coverage_spans,
    election_votes,
    outlet_table,
    pick_outlets,
    shown_part,
    silent_rows,
    success_share,
    watched_rows,
)
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.pager import page_count, page_number, pager
from dashboard.components.reading_scores import read_scores
from dashboard.components.request import Request
from dashboard.components.states import empty_state
from dashboard.figures.watch import watch_height, watch_strip
from dashboard.figures.watch_tiles import outlet_tiles
from dashboard.i18n import format_number, format_range
from dashboard.pages import Page, titled
from warehouse import page_coverage as asked_of
from warehouse import queries
from warehouse.queries import Filters

CONTROLS = ("election", "dates", "place", "outlet")
TILES_HEIGHT = 250
# So few leave room for their list under the strip.
FEW_OUTLETS = 14


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything the page shows, asked at once. `outlets` are rows of `outlets_seen`."""

    outlets: list[Row]
    spans: Spans
    unit: str
    known: pd.DataFrame
    fields: dict[str, int]
    failures: pd.DataFrame
    troubles: pd.DataFrame
    provinces: pd.DataFrame

    @property
    def read(self) -> list[Row]:
        """Outlets that brought something: articles, or pages to a crawl."""
        return [row for row in self.outlets if row["article_count"] or (success_share(row) or 0) > 0]


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("coverage", titled("nav.coverage"), content, CONTROLS) if path == "/coverage" else None


def ask(request: Request) -> Selection:
    """Ask the warehouse. Raises what it raises."""
    f = request.address.filters
    spans, unit = coverage_spans(request)
    with request.cursor() as con:
        return Selection(
            outlets=records(asked_of.outlets_seen(con, f)),
            spans=spans,
            unit=unit,
            known=asked_of.outlet_spans(con, spans) if spans else pd.DataFrame(columns=["outlet_id", "start_date"]),
            fields=asked_of.missing_fields(con, f),
            failures=asked_of.crawl_failures(con),
            troubles=asked_of.crawl_troubles(con),
            provinces=queries.articles_by_province(
                con, Filters(elections=f.elections, date_from=f.date_from, date_to=f.date_to)
            ),
        )


def content(request: Request) -> html.Div:
    """Head and cards."""
    found = ask(request)
    head: list[Any] = [html.H1(request.t("coverage.title"), className="title")]
    if not found.outlets:
        return html.Div([*head, empty_state(request)], className="coverage")
    head += [html.P(_lead(request, found), className="lead"), *_record_note(request, found)]
    side = [_tiles_card(request, found), scores_card(request, read_scores())]
    below = [
        fields_card(request, found.fields),
        silent_card(request, found.outlets),
        kinds_card(request, found.provinces),
    ]
    cards = [
        _watch_card(request, found),
        html.Div(side, className="card-column"),
        html.Div(below, className="card-row"),
    ]
    return html.Div(
        [*head, html.Div([*cards, *failures_card(request, found.failures, found.troubles)], className="cards")],
        className="coverage",
    )


def _lead(request: Request, found: Selection) -> str:
    """Outlets and provinces, success and silence, as far as they are known."""
    read = found.read
    homes = {row["province_code"] for row in read if row["province_code"]}
    words = [request.t("coverage.lead", n=len(read), provinces=format_number(len(homes), request.lang))]
    tried = [row for row in found.outlets if not pd.isna(row["fetched_count"])]
    fetched, failed = (sum(int(row[name]) for row in tried) for name in ("fetched_count", "failed_count"))
    if fetched + failed:
        share = fetched / (fetched + failed)
        words.append(request.t("coverage.lead_success", n=min(int(100 * share), 99) if failed else 100))
    if tried:
        words.append(request.t("coverage.lead_silent", n=len(silent_rows(found.outlets)), days=SILENT_DAYS))
    return " ".join(words)


def _record_note(request: Request, found: Selection) -> list[html.P]:
    """What the record cannot tell: nothing crawled, crawls without a first day, outlets from files."""
    if not any(int(row["visit_count"]) for row in found.outlets):
        key = "coverage.no_crawls"
    elif not any(int(row["window_count"]) for row in found.outlets):
        key = "coverage.no_windows"
    else:
        never = sum(not int(row["visit_count"]) for row in found.outlets)
        if not never:
            return []
        words = request.t("coverage.some_imported", n=never)
        return [html.P(words, className="election-note is-warning", role="note")]
    return [html.P(request.t(key), className="election-note is-warning", role="note")]


def _watch_card(request: Request, found: Selection) -> html.Section:
    part = shown_part(request)
    outlets = pick_outlets(found.outlets, part)
    steps: list[Any] = []
    if part == "all" and len(outlets) > PAGE_SIZE:
        pages = page_count(len(outlets), PAGE_SIZE)
        page = page_number(request, pages)
        outlets = outlets[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        steps = pager(request, page, pages)
    body: list[Any] = [_part_switch(request, part)] if len(found.outlets) > SAMPLE_SIZE else []
    shown_count = {
        "shown": format_number(len(outlets), request.lang),
        "total": format_number(len(found.outlets), request.lang),
    }
    unit = request.t(f"coverage.watch_unit_{found.unit}", **shown_count)
    if found.spans:
        rows = watched_rows(request, outlets, found.known, found.spans)
        votes = election_votes(request)
        figure = watch_strip(
            rows, found.spans, votes, request.view.scheme, request.lang, is_phone=request.view.is_phone
        )
        body.append(graph("watch", figure, request.t("coverage.watch_title"), "opens", watch_height(rows)))
        days = format_range(found.spans[0][0], found.spans[-1][1], request.lang)
        foot = request.t("coverage.watch_source", days=days)
    else:
        body.append(html.P(request.t("figure.no_data"), className="muted"))
        foot = request.t("coverage.watch_source", days="–")
    body.append(outlet_table(request, outlets, is_open=len(outlets) <= FEW_OUTLETS and not request.view.is_phone))
    return card(
        request,
        "watch",
        body,
        title=request.t("coverage.watch_title"),
        unit=unit,
        foot=foot,
        tools=[*steps, table_link(request, "coverage"), *image_buttons("watch", request)],
        class_name="card-wide",
    )


def _part_switch(request: Request, part: str) -> html.Div:
    extra = {key: value for key, value in request.address.extra.items() if key not in ("show", "page")}
    links = [
        internal_link(
            request.t(f"coverage.show_{name}"),
            href(
                request.address.path,
                request.lang,
                request.address.filters,
                **extra,
                show="" if name == SHOWN[0] else name,
            ),
            f"switch{' is-here' if name == part else ''}",
        )
        for name in SHOWN
    ]
    label = attributes(aria_label=request.t("coverage.show_label"))
    return html.Div(links, className="switches is-small", role="group", **label)


def _tiles_card(request: Request, found: Selection) -> html.Section:
    frame = found.provinces.copy()
    frame["href"] = [
        href("/coverage", request.lang, Filters(provinces=(code,)), show="all") for code in frame["province_code"]
    ]
    without = int((frame["outlet_count"] == 0).sum())
    with_own = [row for row in records(frame) if row["outlet_count"]]
    links = html.Ul(
        [
            html.Li(
                [
                    html.Span(f"{row['name']} "),
                    internal_link(request.t("figure.outlets", n=int(row["outlet_count"])), row["href"]),
                ]
            )
            for row in with_own
        ],
        className="state-lines",
    )
    summary = html.Summary(request.t("coverage.tiles_list"), className="link")
    figure = outlet_tiles(frame, request.view.scheme, request.lang)
    return card(
        request,
        "outlet-tiles",
        [
            graph("outlet-tiles", figure, request.t("coverage.tiles_title"), "opens", TILES_HEIGHT),
            html.Details([summary, links], className="numbers"),
        ],
        title=request.t("coverage.tiles_title"),
        unit=request.t("coverage.tiles_unit", n=without) if without else request.t("coverage.tiles_unit_all"),
        foot=request.t("coverage.tiles_source"),
        tools=[table_link(request, "coverage_provinces"), *image_buttons("outlet-tiles", request)],
    )


def _spans_table(request: Request) -> pd.DataFrame:
    """What the strip knows: outlet, first and last day of the span, articles, watched, failed."""
    found = ask(request)
    ends = {first.isoformat(): last.isoformat() for first, last in found.spans}
    names = {row["outlet_id"]: row["name"] for row in found.outlets}
    frame = found.known[found.known["outlet_id"].isin(names)].copy()
    frame["start_date"] = pd.to_datetime(frame["start_date"]).dt.strftime("%Y-%m-%d")
    frame.insert(1, "name", [names[outlet] for outlet in frame["outlet_id"]])
    frame.insert(3, "end_date", [ends[day] for day in frame["start_date"]])
    return frame.reset_index(drop=True)


def _outlets_table(request: Request) -> pd.DataFrame:
    with request.cursor() as con:
        return asked_of.outlets_seen(con, request.address.filters)


def _provinces_table(request: Request) -> pd.DataFrame:
    return ask(request).provinces


def _fields_table(request: Request) -> pd.DataFrame:
    with request.cursor() as con:
        fields = asked_of.missing_fields(con, request.address.filters)
    rows = [
        {"field": name, "missing_count": fields[name], "article_count": fields["article_count"]}
        for name in asked_of.FIELDS
    ]
    return pd.DataFrame(rows)


def _scores_table(request: Request) -> pd.DataFrame:
    reading = read_scores()
    columns = ["figure", "hit", "missed", "invented", "precision", "recall"]
    rows = [[getattr(score, name) for name in columns] for score in reading.scores] if reading else []
    return pd.DataFrame(rows, columns=columns)


def _failures_table(request: Request) -> pd.DataFrame:
    with request.cursor() as con:
        return asked_of.crawl_failures(con)


TABLES = {
    "coverage": _spans_table,
    "coverage_outlets": _outlets_table,
    "coverage_provinces": _provinces_table,
    "missing_fields": _fields_table,
    "reading_scores": _scores_table,
    "crawl_failures": _failures_table,
}
NOTES = {"reading_scores": lambda request: [request.t("coverage.scores_file")]}

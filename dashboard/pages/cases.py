"""Measures taken, and cases along the procedure; lists of cases behind each number; official figures beside ours."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import case_href, href
from dashboard.components.accused import case_title
from dashboard.components.card import card, graph, image_buttons
from dashboard.components.case_words import SIGNS, day_words, state_mark
from dashboard.components.filters import scope_words
from dashboard.components.grid import date_column, grid, link_column, number_column, text_column
from dashboard.components.hits import question_notes
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import records
from dashboard.components.official_figures import figures_card, figures_page, figures_table
from dashboard.components.procedure import flow_finding, flow_links, flow_unit, stop_counts
from dashboard.components.request import Request
from dashboard.components.states import empty_state, glyph, missing_state, part_words
from dashboard.components.who_did_what import measures_card
from dashboard.components.words import election_name, violation_name
from dashboard.figures.procedure import MIN_DATED, procedure_flow
from dashboard.i18n import format_number
from dashboard.pages import CONTROLS, Page
from warehouse import page_cases
from warehouse.page_cases import STATUSES, STOP_BITS, Chosen, Flow

# Rows of the grid; the words under it say of how many.
MOST_ROWS = 200
MOST_FILE_ROWS = 20_000
OFFICIAL = "official"
ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Selection:
    """What the page shows of one selection."""

    flow: Flow
    cases: pd.DataFrame
    measures: pd.DataFrame


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("cases", _title, content, CONTROLS) if path == "/cases" else None


def asked(request: Request) -> Chosen:
    """Which cases the address asks for; all where it asks for none known."""
    extra = request.address.extra
    status, show = extra.get("status"), extra.get("show", "")
    return Chosen(
        status=status if status in STATUSES else None,
        stop=show if show.removesuffix(page_cases.REACHED) in STOP_BITS else None,
        is_ended=show == ENDED,
        total_id=extra.get("of"),
    )


def content(request: Request) -> html.Div:
    """The page, or the list of cases behind one of its numbers."""
    if request.address.extra.get("show") == OFFICIAL:
        return figures_page(request)
    chosen = asked(request)
    return _overview(request) if chosen == page_cases.EVERY_CASE else _list(request, chosen)


def selected(request: Request, limit: int | None = None) -> pd.DataFrame:
    """The cases that the address asks for, last report first."""
    with request.cursor() as con:
        return page_cases.cases_table(con, request.address.filters, asked(request), limit=limit)


def _title(request: Request) -> str:
    return request.t("nav.cases")


def _overview(request: Request) -> html.Div:
    f = request.address.filters
    with request.cursor() as con:
        found = Selection(
            flow=page_cases.case_flow(con, f),
            cases=page_cases.cases_table(con, f, limit=MOST_ROWS),
            measures=page_cases.measures_by_actor(con, f),
        )
    flow = found.flow
    head: list[Any] = [html.H1(_heading(request, flow), className="title"), *question_notes(request)]
    if flow.case_count:
        head.append(_states(request, flow))
    if not flow.case_count and found.measures.empty:
        return html.Div([*head, empty_state(request)], className="cases-page")
    cards = [
        *([_flow_card(request, flow), figures_card(request)] if flow.case_count else [_no_cases(request)]),
        measures_card(request, found.measures),
        *([_grid_card(request, found.cases, flow.case_count, 10)] if flow.case_count else []),
    ]
    return html.Div([*head, html.Div(cards, className="cards")], className="cases-page")


def _heading(request: Request, flow: Flow) -> str:
    scope = scope_words(request)
    within = f" {request.t('finding.within', scope=scope)}" if scope else ""
    return request.t("cases.title", n=flow.case_count, within=within)


def _states(request: Request, flow: Flow) -> html.Div:
    """How many cases stand where, apart: a claim, a finding and a dropped case are never added up."""
    links = []
    for status in STATUSES:
        mark, colour = state_mark(status)
        count = flow.states[status]
        words = request.t(f"cases.state_{status}")
        body = [
            html.Span(format_number(count, request.lang), className=f"count-number text-{colour}"),
            html.Span([glyph(mark), html.Span(words)], className=f"status status-{colour}"),
        ]
        target = href("/cases", request.lang, request.address.filters, status=status)
        links.append(internal_link(body, target, "state-link", id=f"count-case-{status}"))
    return html.Div(
        [html.P(request.t("cases.states_note"), className="states-note"), html.Div(links, className="states")],
        className="case-states",
    )


def _no_cases(request: Request) -> html.Section:
    return html.Section(
        html.P(request.t("cases.none"), className="state-words"), className="card card-full", role="status"
    )


def _flow_card(request: Request, flow: Flow) -> html.Section:
    finding = flow_finding(flow)
    title = request.t(finding.key, **finding.values)
    stops = stop_counts(request, flow)
    figure = procedure_flow(stops, request.view.scheme, request.lang, is_phone=request.view.is_phone)
    files = href("/download/procedure.csv", request.lang, request.address.filters)
    body = [graph("procedure", figure, title, "opens"), flow_links(request, flow, stops)]
    return card(
        request,
        "procedure",
        html.Div(body, className="flow"),
        title=title,
        unit=request.t(flow_unit(flow), n=MIN_DATED),
        foot=request.t("procedure.source", n=flow.article_count, cases=flow.case_count),
        tools=[download_link("CSV", files), *image_buttons("procedure", request), _grid_link(request, flow)],
        class_name="card-wide",
    )


def _grid_link(request: Request, flow: Flow) -> html.A:
    return html.A([request.t("cases.count", n=flow.case_count), " ↓"], href="#cases-card", className="link")


def _grid_card(request: Request, cases: pd.DataFrame, count: int, page_size: int) -> html.Section:
    rows = [case_row(request, row) for row in records(cases)]
    files = href("/download/cases.csv", request.lang, request.address.filters, **_extra(request))
    table = grid(request, "cases", _columns(request), rows, request.t("cases.grid"), page_size)
    note = part_words(request, "cases.first", len(rows), count)
    return card(
        request,
        "cases",
        html.Div(table, className="grid-holder"),
        title=request.t("cases.grid"),
        unit=request.t("cases.grid_unit"),
        foot=" ".join([*note, request.t("cases.count", n=count)]),
        tools=[download_link("CSV", files)],
        class_name="card-full",
    )


def _extra(request: Request) -> dict[str, str]:
    return {key: value for key, value in request.address.extra.items() if key in ("status", "show", "of")}


def _list(request: Request, chosen: Chosen) -> html.Div:
    """The cases behind one number."""
    if chosen.total_id and figures_table(request, chosen.total_id).empty:
        return html.Div(missing_state(request, "missing.figure"), className="cases-page")
    with request.cursor() as con:
        count = page_cases.cases_count(con, request.address.filters, chosen)
    cases = selected(request, MOST_ROWS)
    back = internal_link(
        ["← ", request.t("cases.back")], href("/cases", request.lang, request.address.filters), "link case-back"
    )
    head = [
        html.Nav(back, className="crumbs"),
        html.H1(f"{request.t('cases.count', n=count)}: {_chosen_words(request, chosen)}", className="title"),
        html.P(request.t("cases.list_lead"), className="lead"),
        *question_notes(request),
    ]
    if not count:
        return html.Div([*head, empty_state(request)], className="cases-page")
    cards = html.Div(_grid_card(request, cases, count, 20), className="cards")
    return html.Div([*head, cards], className="cases-page")


def _chosen_words(request: Request, chosen: Chosen) -> str:
    parts = []
    if chosen.status:
        parts.append(request.t(f"case.status_{chosen.status}"))
    if chosen.stop:
        name = chosen.stop.removesuffix(page_cases.REACHED)
        kind = "list_told" if name == chosen.stop else "list_reached"
        parts.append(request.t(f"cases.{kind}", stop=request.t(f"procedure.{name}")))
    if chosen.is_ended:
        parts.append(request.t("cases.list_ended"))
    if chosen.total_id:
        parts.append(request.t("cases.list_figure"))
    return ", ".join(parts)


def case_row(request: Request, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the grid: words of one case."""
    lang = request.lang
    mark, _ = state_mark(row["status"])
    dates = {
        name: None if pd.isna(row[name]) else f"{pd.Timestamp(row[name]):%Y-%m-%d}"
        for name in ("first_date", "last_date")
    }
    return {
        "href": case_href(row["case_id"], lang),
        "title": case_title(request, row),
        "status": f"{SIGNS[mark]} {request.t('cases.state_' + row['status'])}",
        "mark": mark,
        "conduct": ", ".join(violation_name(lang, value) for value in row["conduct_types"]) or "–",
        "kinds": ", ".join(row["kind_ids"]) or "–",
        "election": election_name(lang, row["election_id"]) if row["election_id"] else "–",
        **dates,
        **{f"{name}_words": day_words(request, row[name]) or request.t("evidence.undated") for name in dates},
        "article_count": int(row["article_count"]),
        "story_count": int(row["story_count"]),
        "days": None if pd.isna(row["reported_days"]) else int(row["reported_days"]),
    }


def _columns(request: Request) -> list[dict[str, Any]]:
    words = {"wrapText": True, "autoHeight": True}
    rules = {
        "text-alleged": "params.data.mark == 'alleged'",
        "text-proven": "params.data.mark == 'proven'",
        "text-recited": "params.data.mark == 'prohibited'",
    }
    title = link_column("title", request.t("cases.column_case"), flex=2, minWidth=150, **words)
    status = text_column(
        "status", request.t("cases.column_status"), flex=1.3, minWidth=130, cellClassRules=rules, **words
    )
    if request.view.is_phone:
        return [title, status]
    return [
        title,
        status,
        text_column("conduct", request.t("cases.column_conduct"), flex=1.6, minWidth=140, **words),
        text_column("kinds", request.t("cases.column_kinds"), flex=1, minWidth=140, **words),
        text_column("election", request.t("cases.column_election"), flex=1, minWidth=115),
        date_column("first_date", request.t("cases.column_first"), width=112, flex=0),
        date_column("last_date", request.t("cases.column_last"), width=112, flex=0),
        number_column("article_count", request.t("cases.column_articles"), width=104, flex=0),
        number_column("story_count", request.t("cases.column_stories"), width=104, flex=0),
        number_column("days", request.t("cases.column_days"), width=104, flex=0),
    ]


def _cases_file(request: Request) -> pd.DataFrame:
    return selected(request, MOST_FILE_ROWS)


def _cases_notes(request: Request) -> list[str]:
    with request.cursor() as con:
        count = page_cases.cases_count(con, request.address.filters, asked(request))
    part = part_words(request, "download.part", min(count, MOST_FILE_ROWS), count)
    return [request.t("cases.file_note"), *part]


def _procedure_file(request: Request) -> pd.DataFrame:
    """One row per stop: stop, told_count, reached_count, dated_count, median_days from the stop before."""
    with request.cursor() as con:
        flow = page_cases.case_flow(con, request.address.filters)
    gaps = {name: (gap.case_count, gap.median_days) for name, gap in flow.gaps.items()}
    rows = [(name, told, flow.reached.get(name), *gaps.get(name, (None, None))) for name, told in flow.told.items()]
    columns = ["stop", "told_count", "reached_count", "dated_count", "median_days"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"reached_count": "Int64", "dated_count": "Int64"})


def _measures_file(request: Request) -> pd.DataFrame:
    with request.cursor() as con:
        return page_cases.measures_by_actor(con, request.address.filters)


TABLES = {
    "cases": _cases_file,
    "procedure": _procedure_file,
    "actors": _measures_file,
    "figures": lambda request: figures_table(request),
}
NOTES = {
    "cases": _cases_notes,
    "procedure": lambda request: [request.t("read.procedure")],
    "figures": lambda request: [request.t("read.figures")],
}

"""Published figures with our own counts beside them; why they differ stands in every row."""

from dataclasses import replace
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import NO_FILTERS, href
from dashboard.components.card import card
from dashboard.components.case_words import day_words
from dashboard.components.links import download_link, external_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.words import election_name, region_words, total_words, value_name
from dashboard.i18n import format_number
from dashboard.memory import Memory
from warehouse import page_cases

# Rows of the card; all of them stand on a page of their own.
FIRST_ROWS = 2
EVERY_RELEVANCE = ("core", "mention", "none")
# The view reads every article; it is the same until the file is swapped.
FIGURES: Memory[pd.DataFrame] = Memory(2)


def figures_table(request: Request, total_id: str | None = None) -> pd.DataFrame:
    """The rows of `reconciliation` for the elections and places that are chosen, the newest first; or one of them."""

    def ask() -> pd.DataFrame:
        with request.cursor() as con:
            return page_cases.official_figures(con)

    frame = FIGURES.get((request.warehouse.path, request.warehouse.file()), ask)
    if total_id is not None:
        return frame[frame["total_id"] == total_id].reset_index(drop=True)
    f = request.address.filters
    if f.elections:
        frame = frame[frame["election_id"].isin(f.elections)]
    if f.regions or f.provinces:
        codes = frame["region_code"]
        frame = frame[codes.isin(f.regions) | codes.str[:2].isin(f.provinces) | (codes == "00")]
    return frame.reset_index(drop=True)


def figures_card(request: Request) -> html.Section:
    """The first figures, the nation's before others, with the way to all."""
    frame = figures_table(request)
    national = frame["region_code"] == "00"
    shown = pd.concat([frame[national & frame["is_covered"]], frame[~(national & frame["is_covered"])]])[:FIRST_ROWS]
    every = internal_link(
        [request.t("figures.all", n=len(frame)), " →"],
        href("/cases", request.lang, request.address.filters, show="official"),
    )
    body: Any = html.Ul([_short(request, row) for row in records(shown)], className="figure-list")
    if frame.empty:
        body = html.P(request.t("figures.none"), className="state-words")
    return card(
        request,
        "figures",
        body,
        title=request.t("figures.title"),
        unit=request.t("figures.unit"),
        foot=request.t("figures.source"),
        tools=[download_link("CSV", href("/download/figures.csv", request.lang, request.address.filters)), every],
    )


def figures_page(request: Request) -> html.Div:
    """All figures of the chosen elections and places."""
    frame = figures_table(request)
    back = internal_link(
        ["← ", request.t("cases.back")], href("/cases", request.lang, request.address.filters), "link case-back"
    )
    heads = ("figure", "where", "day", "ours", "why")
    table: Any = html.Table(
        [
            html.Thead(html.Tr([html.Th(request.t(f"figures.column_{name}"), scope="col") for name in heads])),
            html.Tbody([_row(request, row) for row in records(frame)]),
        ],
        className="figures-table",
    )
    if frame.empty:
        table = html.P(request.t("figures.none"), className="state-words")
    files = download_link("CSV", href("/download/figures.csv", request.lang, request.address.filters))
    shown = card(
        request,
        "figures",
        table,
        title=request.t("figures.unit"),
        unit=request.t("figures.source"),
        foot=request.t("figures.all", n=len(frame)),
        tools=files,
        class_name="card-full",
    )
    head = [html.Nav(back, className="crumbs"), html.H1(request.t("figures.heading", n=len(frame)), className="title")]
    lead = html.P(request.t("figures.lead"), className="lead")
    return html.Div([*head, lead, html.Div(shown, className="cards")], className="cases-page")


def why_words(request: Request, row: dict[str, Any]) -> str:
    """Why the two numbers differ, as the view tells it, in the reader's language."""
    if not row["is_covered"]:
        return request.t("figures.why_uncovered")
    parts = [request.t(f"figures.why_{row['what'] if row['what'] in ('asn', 'reports') else 'cases'}")]
    if row["state"] == "stopped":
        parts.append(request.t("figures.why_stopped"))
    elif row["state"] in ("proven", "sanctioned"):
        parts.append(request.t("figures.why_decided"))
    if not row["is_exact"]:
        parts.append(request.t("figures.why_about"))
    if pd.isna(row["counted_to_date"]):
        parts.append(request.t("figures.why_undated"))
    if row["undated_case_count"]:
        parts.append(request.t("figures.why_ours_undated", n=int(row["undated_case_count"])))
    return " ".join(parts)


def _what(request: Request, row: dict[str, Any]) -> str:
    body = value_name(request.lang, "figures_body", row["body"])
    state = value_name(request.lang, "total_state", row["state"])
    about = "" if row["is_exact"] else request.t("figures.about") + " "
    return f"{body}: {about}{total_words(request.lang, int(row['figure']), row['what'])} {state}"


def _scope(request: Request, row: dict[str, Any]) -> str:
    area = region_words(request.lang, row["region_code"], row["region_name"])
    return f"{election_name(request.lang, row['election_id'])}, {area}"


def _ours(request: Request, row: dict[str, Any]) -> Any:
    """Our number, as a link to its cases; word where nothing was read there."""
    if not row["is_covered"] or pd.isna(row["case_count"]):
        return html.Span(request.t("figures.uncovered"), className="uncovered")
    count = int(row["case_count"])
    words = request.t("cases.count", n=count)
    if not count:
        return html.Span(words)
    target = href("/cases", request.lang, replace(NO_FILTERS, relevance=EVERY_RELEVANCE), of=row["total_id"])
    return internal_link(words, target)


def _states(request: Request, row: dict[str, Any]) -> str:
    """Our cases by status, apart: "8 diduga, 5 disanksi"."""
    parts = []
    for part in (row["cases_by_status"] or "").split(", "):
        status, colon, count = part.partition(": ")
        if colon:
            words = request.t(f"cases.state_{status}")
            parts.append(f"{format_number(int(count), request.lang)} {words[:1].lower()}{words[1:]}")
    return ", ".join(parts)


def _source(request: Request, row: dict[str, Any]) -> Any:
    return external_link(
        [request.t("figures.open"), html.Span(className="icon icon-external")], row["source_url"]
    ) or html.Span(row["source_url"])


def _short(request: Request, row: dict[str, Any]) -> html.Li:
    day = day_words(request, row["counted_to_date"]) or request.t("evidence.undated")
    ours: list[Any] = [request.t("figures.ours"), " ", _ours(request, row)]
    if states := _states(request, row):
        ours.append(f" ({states})")
    return html.Li(
        [
            html.P(_what(request, row), className="figure-what"),
            html.P([f"{_scope(request, row)}, {day} · ", _source(request, row)], className="byline"),
            html.P(ours, className="figure-ours"),
            html.P(why_words(request, row), className="byline"),
        ]
    )


def _row(request: Request, row: dict[str, Any]) -> html.Tr:
    day = day_words(request, row["counted_to_date"]) or request.t("evidence.undated")
    title = [html.P(row["title"], className="byline", lang="en")] if request.lang == "en" else []
    states = _states(request, row)

    def cell(name: str, children: Any) -> html.Td:
        return html.Td(children, **attributes(data_label=request.t(f"figures.column_{name}")))

    return html.Tr(
        [
            cell("figure", [html.P(_what(request, row), className="figure-what"), *title, _source(request, row)]),
            cell("where", _scope(request, row)),
            cell("day", day),
            cell("ours", [_ours(request, row), *([html.P(states, className="byline")] if states else [])]),
            cell("why", html.Span(why_words(request, row), className="byline")),
        ]
    )

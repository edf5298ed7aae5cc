"""Cards of the page of coverage below and beside the strip: scores, missing fields, silence, provinces, failures."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components.card import card
from dashboard.components.coverage_parts import (
    SILENT_DAYS,
    Row,
    articles_of,
    failure_words,
    field_bars,
    score_table,
    silent_rows,
    trouble_words,
    worst_score,
)
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import records
from dashboard.components.reading_scores import Reading, of_ten
from dashboard.components.request import Request
from dashboard.i18n import format_number

SILENT_SHOWN = 6


def table_link(request: Request, name: str) -> Any:
    """The file of one of the page's tables, with the filters of the address."""
    return download_link("CSV", href(f"/download/{name}.csv", request.lang, request.address.filters))


def scores_card(request: Request, reading: Reading | None) -> html.Section:
    """How well articles are read; word where the report of it is not there."""
    if reading is None:
        body: Any = html.P(request.t("coverage.no_scores"), className="muted")
        unit, foot, tools = request.t("coverage.scores_unit_none"), None, []
    else:
        worst = worst_score(reading)
        missed = 10 - of_ten(worst.recall)
        name = request.t(f"coverage.score.{worst.figure}")
        words = request.t("coverage.scores_words", name=name, n=missed)
        body = [score_table(request, reading), html.P(words, className="score-words")]
        unit = request.t("coverage.scores_unit", n=reading.article_count)
        foot = request.t("coverage.scores_source", versions=", ".join(reading.pipelines))
        about = internal_link([request.t("coverage.scores_about"), " →"], request.address.to("/about"))
        tools = [download_link("CSV", href("/download/reading_scores.csv", request.lang)), about]
    return card(request, "scores", body, title=request.t("coverage.scores_title"), unit=unit, foot=foot, tools=tools)


def fields_card(request: Request, fields: dict[str, int]) -> html.Section:
    """What articles lack."""
    return card(
        request,
        "fields",
        field_bars(request, fields),
        title=request.t("coverage.fields_title"),
        unit=request.t("coverage.fields_unit", n=fields["article_count"]),
        foot=request.t("coverage.fields_source"),
        tools=[table_link(request, "missing_fields")],
    )


def _no_silence(request: Request, outlets: Sequence[Row]) -> str:
    """That no outlet is silent, or that without crawls nobody knows."""
    is_known = any(not pd.isna(row["days_silent"]) for row in outlets)
    return request.t("coverage.no_silent", days=SILENT_DAYS) if is_known else request.t("coverage.silence_unknown")


def silent_card(request: Request, outlets: Sequence[Row]) -> html.Section:
    """Outlets that have published nothing for long, the longest silence first."""
    rows = silent_rows(outlets)
    head = html.Thead(
        html.Tr([html.Th(request.t(f"coverage.column_{n}"), scope="col") for n in ("outlet", "region", "days")])
    )
    shown = [
        html.Tr(
            [
                html.Th(internal_link(str(row["name"]), articles_of(request, row)), scope="row"),
                html.Td(str(row["region_name"] or "–")),
                html.Td(format_number(int(row["days_silent"]), request.lang), className="is-number"),
            ]
        )
        for row in rows
    ]
    body: list[Any] = [html.P(_no_silence(request, outlets), className="muted")]
    if shown:
        body = [html.Table([head, html.Tbody(shown[:SILENT_SHOWN])], className="number-table")]
    if len(shown) > SILENT_SHOWN:
        more = html.Summary(request.t("coverage.more_silent", n=len(shown) - SILENT_SHOWN), className="link")
        rest = html.Table(html.Tbody(shown[SILENT_SHOWN:]), className="number-table")
        body.append(html.Details([more, rest], className="numbers"))
    return card(
        request,
        "silent",
        body,
        title=request.t("coverage.silent_title"),
        unit=request.t("coverage.silent_unit", days=SILENT_DAYS),
        foot=request.t("coverage.silent_source"),
        tools=[table_link(request, "coverage_outlets")],
    )


def kinds_card(request: Request, provinces: pd.DataFrame) -> html.Section:
    """The three kinds of province, by name."""
    rows = records(provinces)
    kinds = {
        "told": [row for row in rows if row["is_covered"] and row["article_count"]],
        "quiet": [row for row in rows if row["is_covered"] and not row["article_count"]],
        "unknown": [row for row in rows if not row["is_covered"]],
    }
    items = []
    for name, members in kinds.items():
        names = ", ".join(str(row["name"]) for row in members)
        words = [html.Strong(request.t(f"coverage.kind_{name}", n=len(members)))]
        body: Any = html.P(names or "–", className="kind-names")
        if name == "told":
            body = html.Details(
                [html.Summary(request.t("coverage.kind_names"), className="link"), body], className="numbers"
            )
        items.append(html.Li([html.Span(className=f"kind-swatch kind-{name}"), html.Div([*words, body])]))
    return card(
        request,
        "kinds",
        [html.P(request.t("coverage.kinds_words"), className="kinds-words"), html.Ul(items, className="kinds")],
        title=request.t("coverage.kinds_title"),
        unit=request.t("coverage.kinds_unit"),
        foot=request.t("coverage.kinds_source"),
        tools=[table_link(request, "coverage_provinces")],
    )


def failures_card(request: Request, failed: pd.DataFrame, found_wrong: pd.DataFrame) -> list[html.Section]:
    """Why requests came to nothing, and what the latest crawls found wrong; no card where nothing was."""
    if failed.empty and found_wrong.empty:
        return []
    failures = [
        html.Li(
            [
                html.Strong(format_number(int(row["request_count"]), request.lang), className="failure-count"),
                html.Span(
                    [failure_words(request, str(row["kind"])), html.Span(f" · {row['names']}", className="muted")]
                ),
            ]
        )
        for row in records(failed)
    ]
    troubles = [
        html.Li([html.Strong(f"{row['name']}: "), trouble_words(request, str(row["trouble"]))])
        for row in records(found_wrong)
    ]
    body = html.Div(
        [
            html.Div([html.H3(request.t("coverage.failures_head")), html.Ul(failures, className="failures")]),
            html.Div(
                [
                    html.H3(request.t("coverage.troubles_head")),
                    html.Ul(troubles, className="failures")
                    if troubles
                    else html.P(request.t("coverage.no_troubles"), className="muted"),
                ]
            ),
        ],
        className="failure-columns",
    )
    return [
        card(
            request,
            "failures",
            body,
            title=request.t("coverage.failures_title"),
            unit=request.t("coverage.failures_unit"),
            foot=request.t("coverage.failures_source"),
            tools=[table_link(request, "crawl_failures")],
            class_name="card-full",
        )
    ]

"""The procedure of a selection in words: its title, its stops as links, the ways beside."""

from typing import Any

from dash import html

from dashboard.address import href
from dashboard.components.findings import Finding
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes
from dashboard.components.request import Request
from dashboard.figures.procedure import MIN_DATED, StopCount
from dashboard.i18n import format_number
from warehouse.page_cases import COURT_STOPS, REACHED, STOPS, Flow

# Fewer cases than this say more about which articles were read than about procedure.
MIN_CASES = 10
MIN_SANCTIONED = 3


def flow_finding(flow: Flow) -> Finding:
    """How many of the cases are told to have come to a penalty; the question where there are few."""
    sanctioned = flow.told["sanctioned"]
    if flow.case_count >= MIN_CASES and sanctioned >= MIN_SANCTIONED:
        return Finding("procedure.finding", {"n": flow.case_count, "sanctioned": sanctioned})
    return Finding("procedure.question")


def flow_unit(flow: Flow) -> str:
    """The key of the unit line: with the days between where any stop has enough dates for them."""
    is_dated = any(gap.case_count >= MIN_DATED for gap in flow.gaps.values())
    return "procedure.unit" if is_dated else "procedure.unit_undated"


def stop_counts(request: Request, flow: Flow) -> list[StopCount]:
    """The stops for the figure; a click opens the cases of the number over the bar."""
    found = []
    for name in STOPS:
        gap = flow.gaps.get(name)
        found.append(
            StopCount(
                name=name,
                reached=flow.reached[name],
                told=flow.told[name],
                dated_count=gap.case_count if gap else 0,
                median_days=gap.median_days if gap else None,
                href=_target(request, name + REACHED),
            )
        )
    return found


def flow_links(request: Request, flow: Flow, stops: list[StopCount]) -> html.Div:
    """The numbers of the figure as links, for keyboards and screen readers, and the ways beside the procedure."""
    lang = request.lang
    told = [
        html.Li([request.t(f"procedure.{stop.name}"), " ", _number(request, stop.told, stop.name)]) for stop in stops
    ]
    beside: list[Any] = [
        html.P(
            [html.Span(request.t("procedure.beside")), " ", _count(request, flow, "dropped")],
            className="flow-line",
        ),
        html.P(
            [
                html.Span(request.t("procedure.court")),
                *[part for name in COURT_STOPS if flow.told[name] for part in (" ", _count(request, flow, name))],
                *([] if any(flow.told[name] for name in COURT_STOPS) else [" ", request.t("procedure.no_court")]),
            ],
            className="flow-line",
        ),
    ]
    if flow.ended_count and flow.ended_days is not None:
        days = request.t("procedure.ended", n=round(flow.ended_days))
        link = internal_link(
            request.t("cases.count", n=flow.ended_count), href("/cases", lang, request.address.filters, show="ended")
        )
        beside.append(html.P([html.Span(days), " ", link], className="flow-line"))
    return html.Div(
        [
            html.Div(
                [html.Span(request.t("procedure.told_label"), id="told-label"), html.Ul(told, className="stop-links")],
                className="flow-line flow-told",
                role="group",
                **attributes(aria_labelledby="told-label"),
            ),
            html.Ul(
                [
                    html.Li(
                        [request.t(f"procedure.{stop.name}"), " ", _number(request, stop.reached, stop.name + REACHED)]
                    )
                    for stop in stops
                ],
                className="hidden-list",
                **attributes(aria_label=request.t("procedure.reached_label")),
            ),
            *beside,
        ],
        className="flow-words",
    )


def _count(request: Request, flow: Flow, name: str) -> Any:
    words = request.t(f"procedure.count_{name}", n=flow.told[name])
    return internal_link(words, _target(request, name)) if flow.told[name] else html.Span(words)


def _number(request: Request, count: int, show: str) -> Any:
    words = format_number(count, request.lang)
    return internal_link(words, _target(request, show)) if count else html.Span(words)


def _target(request: Request, show: str) -> str:
    return href("/cases", request.lang, request.address.filters, show=show)

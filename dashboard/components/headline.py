"""The head of the overview: a computed title, and counts that each open to what stands behind them."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components.findings import main_finding
from dashboard.components.links import internal_link
from dashboard.components.request import Request
from dashboard.components.states import GLYPHS, violation_status
from dashboard.i18n import format_number
from warehouse.queries import Headline, StatusCount

# Stands in no text: cuts the lead where its numbers belong.
MARK = "\N{INVISIBLE SEPARATOR}"


def title_block(request: Request, headline: Headline, measures: pd.DataFrame, scope: str) -> list[Any]:
    """Title and lead; a finding where the counts are clear, else the question."""
    taken = measures[measures["status"] == "taken"].set_index("type")["story_count"]
    stories = {str(name): int(count) for name, count in taken.items()}
    finding = main_finding(stories)
    within = request.t("finding.within", scope=scope) if scope else request.t("finding.everywhere")
    values = {**finding.values, "within": within}
    if "n" in values:
        values["n"] = request.t(f"number.{values['n']}") if int(values["n"]) <= 10 else str(values["n"])
    title = request.t(finding.key, **values)
    lead = [html.P(_lead(request, headline, stories), className="lead")] if headline.article_count else []
    return [html.H1(title[:1].upper() + title[1:], className="title"), *lead]


def _lead(request: Request, headline: Headline, stories: dict[str, int]) -> list[Any]:
    """The lead, its numbers as links to what stands behind them."""
    lang, filters = request.lang, request.address.filters
    taken = {"kind": "measure", "status": "taken"}
    numbers = {
        "stories": (headline.story_count, href("/articles", lang, filters, kind="stories")),
        "reminders": (stories.get("reminder", 0), href("/evidence", lang, filters, type="reminder", **taken)),
        "sanctions": (
            stories.get("sanction_imposed", 0),
            href("/evidence", lang, filters, type="sanction_imposed", **taken),
        ),
    }
    text = request.t("overview.lead", **{name: f"{MARK}{name}{MARK}" for name in numbers})
    # Between two marks stands the name of a number.
    return [
        internal_link(format_number(numbers[part][0], lang), numbers[part][1], "lead-number") if place % 2 else part
        for place, part in enumerate(text.split(MARK))
    ]


def counts_row(request: Request, headline: Headline, case_count: int) -> html.Div:
    """Articles, stories and cases; conduct by state. What is counted apart stands apart."""
    filters = request.address.filters
    return html.Div(
        [
            _count(
                request,
                "articles",
                headline.article_count,
                href("/articles", request.lang, filters),
            ),
            _count(
                request,
                "stories",
                headline.story_count,
                href("/articles", request.lang, filters, kind="stories"),
            ),
            _count(request, "cases", case_count, href("/cases", request.lang, filters)),
            html.Div(
                [
                    html.P(request.t("overview.states"), className="states-note"),
                    html.Div(
                        [
                            _state(request, status, getattr(headline, status))
                            for status in ("prohibited", "alleged", "proven")
                        ],
                        className="states",
                    ),
                ],
                className="states-block",
            ),
        ],
        className="counts",
    )


def _count(request: Request, name: str, count: int, target: str) -> Any:
    return internal_link(
        [
            html.Span(format_number(count, request.lang), className="count-number"),
            html.Span(
                [
                    html.Span(request.t(f"overview.count_{name}", n=count), className="count-word"),
                    html.Span(request.t(f"overview.note_{name}"), className="count-note"),
                ],
                className="count-words",
            ),
        ],
        target,
        "count-link",
        id=f"count-{name}",
    )


def _state(request: Request, status: str, count: StatusCount) -> Any:
    return internal_link(
        [
            html.Span(format_number(count.item_count, request.lang), className=f"count-number text-{GLYPHS[status]}"),
            violation_status(request, status),
        ],
        href("/evidence", request.lang, request.address.filters, kind="violation", status=status),
        "state-link",
        id=f"count-{status}",
    )

"""The cases that an article tells: how far each has come, and its steps in order.

A case that nobody decided is a claim, and says so; persons are told by their office, never by name.
"""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import article_href, case_href
from dashboard.components.accused import case_heading
from dashboard.components.links import internal_link
from dashboard.components.markup import records
from dashboard.components.request import Request
from dashboard.components.states import glyph
from dashboard.components.words import date_words, value_name
from dashboard.i18n import format_date
from warehouse.queries import ArticleView

# The mark of each state: only what a body found or decided has the mark of the proven.
STATE_MARKS = {
    "alleged": "alleged",
    "dropped": "prohibited",
    "found": "proven",
    "sanctioned": "proven",
    "convicted": "proven",
}
COLOURS = {"prohibited": "recited"}
# How much of an ISO day is known.
KNOWN = {"month": 7, "year": 4}


def case_list(request: Request, article: ArticleView, starts: Collection[int]) -> html.Section | None:
    """The cases of an article, None where it tells none. `starts` are the places in the text that can be gone to."""
    cases = records(article.cases)
    if not cases:
        return None
    events = records(article.case_events)
    entries = [
        _entry(request, article, row, [event for event in events if event["case_id"] == row["case_id"]], starts)
        for row in cases
    ]
    head = [
        html.H2(request.t("case.title"), className="card-title"),
        html.Span(request.t("case.note"), className="unit"),
    ]
    return html.Section(
        [html.Div(head, className="list-head"), html.Ul(entries, className="entries")], className="card list list-case"
    )


def _entry(
    request: Request,
    article: ArticleView,
    row: Mapping[str, Any],
    events: list[dict[str, Any]],
    starts: Collection[int],
) -> html.Li:
    mark = STATE_MARKS[row["status"]]
    state = html.Span(
        [glyph(mark), request.t(f"case.status_{row['status']}")], className=f"status status-{COLOURS.get(mark, mark)}"
    )
    start = int(row["start_char"])
    shown: list[Any] = [html.Span(case_heading(request, row)), " ", state]
    head: Any = (
        html.A(shown, href=f"#at-{start}", className="entry-title")
        if start in starts
        else html.Span(shown, className="entry-title")
    )
    children: list[Any] = [html.Div(head, className="entry-head")]
    if row["state"] != row["status"]:
        here = request.t(f"case.status_{row['state']}")
        children.append(html.Span(request.t("case.here", state=here), className="entry-line"))
    if row["article_count"] > 1:
        children.append(
            html.Span(
                request.t("case.articles", n=int(row["article_count"]), stories=int(row["story_count"])),
                className="entry-line",
            )
        )
    children.append(
        internal_link([request.t("case.open"), " →"], case_href(row["case_id"], request.lang), "link entry-line")
    )
    if events:
        children.append(html.Ol([_step(request, article, event) for event in events], className="steps"))
    return html.Li(html.Div(children), className="entry")


def _step(request: Request, article: ArticleView, event: Mapping[str, Any]) -> html.Li:
    """One step: its day, what was done by whom, and the article that tells it where it is another."""
    words = [request.t(f"case.step_{event['step']}")]
    if event["body"]:
        words.append(value_name(request.lang, "case_body", event["body"]))
    if event["penalty_tier"]:
        words.append(value_name(request.lang, "penalty", event["penalty_tier"]))
    children: list[Any] = [html.Span(_day(request, event), className="step-day"), html.Span(" · ".join(words))]
    if event["article_id"] != article.article_id:
        link = internal_link(request.t("case.elsewhere"), article_href(event["article_id"], request.lang))
        children[-1] = html.Span([" · ".join(words), " · ", link])
    return html.Li(children)


def _day(request: Request, event: Mapping[str, Any]) -> str:
    """The day of a step as far as it is known; else until when it had been taken."""
    if not pd.isna(event["event_date"]):
        day = f"{pd.Timestamp(event['event_date']):%Y-%m-%d}"[: KNOWN.get(event["date_precision"], 10)]
        words = date_words(request.lang, day)
        return request.t("case.from_day", day=words) if event["date_precision"] == "range" else words
    if not pd.isna(event["reported_date"]):
        return request.t("case.by_day", day=format_date(pd.Timestamp(event["reported_date"]).date(), request.lang))
    return request.t("evidence.undated")

"""What happened in a case, step by step, each with the sentences that tell it."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.address import article_href
from dashboard.components.case_words import body_words, event_day, state_words, step_state
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.words import report_date_words, value_name
from warehouse.page_cases import CaseView

# The colour of the line under the words that tell a step.
LINES = {
    "reported": "alleged",
    "found": "alleged",
    "sanctioned": "punish",
    "convicted": "punish",
    "dropped": "recited",
    "acquitted": "recited",
    "criminal_dropped": "recited",
}


def event_list(request: Request, case: CaseView) -> html.Section:
    """The steps in order; of a case of which no step is told, the sentences that tell the conduct."""
    groups = _grouped(case.events)
    entries = [_event(request, rows) for rows in groups] or [_account(request, row) for row in records(case.accounts)]
    note = [] if groups else [html.P(request.t("casepage.no_events"), className="unit")]
    return html.Section(
        [
            html.Div(
                [html.H2(request.t("casepage.events"), className="card-title", id="events-title"), *note],
                className="card-head",
            ),
            html.Ol(entries, className="sentences case-events"),
        ],
        className="card card-events",
        **attributes(aria_labelledby="events-title"),
    )


def _grouped(events: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """The rows of one step in one sentence together: copies of a report tell it in the same words."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in records(events):
        key = (row["step"], row["sentence"] or row["case_event_id"])
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _event(request: Request, rows: list[dict[str, Any]]) -> html.Li:
    row = next((row for row in rows if not pd.isna(row["event_date"])), rows[0])
    status = step_state(row["step"], row["state"])
    words = request.t(f"case.step_{row['step']}")
    tier = value_name(request.lang, "penalty", row["penalty_tier"]) if row["penalty_tier"] else None
    label: list[Any] = [state_words(request, status, request.t(f"casepage.glyph_{status}"))]
    body = body_words(request, row)
    detail = [*body, *([" · "] if body and tier else []), *([tier] if tier else [])]
    if detail:
        label.append(html.Span(detail, className="muted"))
    others = list(dict.fromkeys(other["article_id"] for other in rows if other["article_id"] != row["article_id"]))
    return html.Li(
        [
            html.Div(
                [
                    html.Div(event_day(request, row) or request.t("evidence.undated"), className="when"),
                    html.Div(words, className="step-words"),
                ]
            ),
            html.Div(
                [
                    html.Div(label, className="what"),
                    html.Blockquote(_marked(row, LINES.get(row["step"], "act")), lang="id", className="sentence"),
                    _byline(request, row, others),
                ]
            ),
        ],
        className="evidence-item",
    )


def _account(request: Request, row: dict[str, Any]) -> html.Li:
    return html.Li(
        [
            html.Div(report_date_words(request.lang, row) or request.t("evidence.undated"), className="when"),
            html.Div(
                [
                    html.Div(state_words(request, row["state"]), className="what"),
                    html.Blockquote(_marked(row, "alleged"), lang="id", className="sentence"),
                    _byline(request, row, []),
                ]
            ),
        ],
        className="evidence-item",
    )


def _marked(row: dict[str, Any], colour: str) -> list[Any]:
    """The sentence with the words that tell it underlined; the words alone where they lie in no one sentence."""
    before, found, after = (row["sentence"] or "").partition(row["words"])
    line = html.Span(found or row["words"], className=f"proof line-{colour}")
    return [before, line, after] if found else [line]


def _byline(request: Request, row: dict[str, Any], others: list[str]) -> html.P:
    lang = request.lang
    where = article_href(row["article_id"], lang, int(row["start_char"]))
    parts = [row["outlet"], report_date_words(lang, row)]
    source = ", ".join(part for part in parts if part)
    shown: list[Any] = [
        internal_link(html.Span(row["display_title"], lang="id"), article_href(row["article_id"], lang))
    ]
    if source:
        shown += [" · ", source]
    shown += [" · ", internal_link(request.t("evidence.open"), where)]
    for place, other in enumerate(others, 1):
        words = request.t("casepage.also", n=place + 1)
        shown += [" · ", internal_link(words, article_href(other, lang))]
    return html.P(shown, className="byline")

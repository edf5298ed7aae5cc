"""A case in words: how far it came, and the day of a step. Whom it is about is in `accused`."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.cases import COLOURS, KNOWN, STATE_MARKS
from dashboard.components.request import Request
from dashboard.components.states import glyph
from dashboard.components.words import date_words, value_name
from dashboard.i18n import format_date

# Glyphs as characters, for cells of tables and files.
SIGNS = {"alleged": "◐", "proven": "●", "prohibited": "○"}
# What a step says of the accused, whatever the account: a decision, or that there is none to be made.
DECIDED_STEPS = {"sanctioned": "sanctioned", "convicted": "convicted"}
ENDED_STEPS = {"dropped", "acquitted", "criminal_dropped"}
FOUND = ("found", "sanctioned", "convicted")


def state_mark(status: str) -> tuple[str, str]:
    """Glyph and colour name of a case's status."""
    mark = STATE_MARKS[status]
    return mark, COLOURS.get(mark, mark)


def state_words(request: Request, status: str, words: str | None = None) -> html.Span:
    """The status of a case, with its glyph and in its colour; `words` in place of the usual ones."""
    mark, colour = state_mark(status)
    shown = words or request.t(f"case.status_{status}")
    return html.Span([glyph(mark), html.Span(shown[:1].upper() + shown[1:])], className=f"status status-{colour}")


def step_state(step: str, account_state: str | None) -> str:
    """The status that a step gives: penalty and verdict are findings, a recommendation where the account says so."""
    if step in DECIDED_STEPS:
        return DECIDED_STEPS[step]
    if step in ENDED_STEPS:
        return "dropped"
    is_finding = step in ("recommended", "decided") and account_state in FOUND
    return "found" if is_finding else "alleged"


def day_words(request: Request, value: Any) -> str | None:
    """A day in words, None where there is none."""
    return None if value is None or pd.isna(value) else format_date(pd.Timestamp(value).date(), request.lang)


def event_day(request: Request, event: Mapping[str, Any]) -> str | None:
    """The day of a step as far as an article tells it; None where none does."""
    if pd.isna(event["event_date"]):
        return None
    day = f"{pd.Timestamp(event['event_date']):%Y-%m-%d}"[: KNOWN.get(event["date_precision"], 10)]
    words = date_words(request.lang, day)
    return request.t("case.from_day", day=words) if event["date_precision"] == "range" else words


def body_name(request: Request, row: Mapping[str, Any]) -> str:
    """Who acted in a step: as printed on Indonesian pages, by its kind on English ones; "" where nobody is told."""
    printed = " ".join((row["body_words"] or "").split())
    known = value_name(request.lang, "case_body", row["body"]) if row["body"] else ""
    return (printed or known) if request.lang == "id" else (known or printed)


def body_words(request: Request, row: Mapping[str, Any]) -> list[Any]:
    """The same for a list of steps, where English pages keep the printed words beside the kind."""
    name = body_name(request, row)
    printed = " ".join((row["body_words"] or "").split())
    if request.lang == "id" or printed.casefold() in ("", name.casefold()):
        return [name] if name else []
    return [f"{name} (", html.Span(f"“{printed}”", lang="id"), ")"]

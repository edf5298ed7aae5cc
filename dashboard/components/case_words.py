"""A case in words: who it is about (by office, never by name), how far it came, and the day of a step."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.cases import COLOURS, KNOWN, STATE_MARKS
from dashboard.components.request import Request
from dashboard.components.states import glyph
from dashboard.components.words import date_words, region_words
from dashboard.i18n import format_date

# Glyphs as characters, for cells of tables and files.
SIGNS = {"alleged": "◐", "proven": "●", "prohibited": "○"}
# What a step says of the accused, whatever the account: a decision, or that there is none to be made.
DECIDED_STEPS = {"sanctioned": "sanctioned", "convicted": "convicted"}
ENDED_STEPS = {"dropped", "acquitted", "criminal_dropped"}
FOUND = ("found", "sanctioned", "convicted")


def case_title(request: Request, row: Mapping[str, Any]) -> str:
    """The accused by office and area: "Sekretaris kecamatan, Kabupaten Lebak"."""
    who = row["group_words"] or row["office"] or request.t("case.nobody")
    # "Seorang" is no part of an office.
    who = who.removeprefix("seorang ").removeprefix("Seorang ")
    parts = (who, region_words(request.lang, row["region_code"], row["region_name"]))
    title = ", ".join(" ".join(part.split()) for part in parts if part)
    return title[:1].upper() + title[1:]


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

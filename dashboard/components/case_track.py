"""The track of one case for its figure: what is told of each stop, and what other cases took."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pandas as pd

from dashboard.components.case_words import body_name, day_words, event_day, state_mark
from dashboard.components.markup import records
from dashboard.components.request import Request
from dashboard.components.words import value_name
from dashboard.figures.case_track import Branch, TrackGap, TrackStop
from dashboard.figures.procedure import MIN_DATED
from warehouse.page_cases import COURT_STOPS, STOPS, CaseView, Flow

# What is said of the way beside, by the status of the case.
BESIDE = {"dropped": "dropped", "alleged": "open"}
OFFICIALS = ("appointing_official", "inspectorate")


def stop_of(step: str, body: str | None) -> tuple[str, ...]:
    """The stops that a step stands for, by the rule of `case_facts.stop_bits`; () for one that stops nowhere."""
    if step in ("reported", "found"):
        return ("reported",)
    if step in ("decided", "referred") and body in OFFICIALS:
        return ("official",)
    if step == "recommended" or (step == "decided" and body in ("kasn", "bkn")):
        return ("recommended",)
    if step == "referred" or (step == "decided" and body in (None, "bawaslu")):
        return ("decided",)
    if step == "sanctioned":
        return ("official", "sanctioned") if body in OFFICIALS else ("sanctioned",)
    return (step,) if step in ("clarified", "dropped", *COURT_STOPS) else ()


def track_of(request: Request, case: CaseView, flow: Flow) -> tuple[list[TrackStop], list[TrackGap], Branch]:
    """Stops, gaps and the way beside; `flow` is of the cases of the same election."""
    told = _told(case.events)
    _, colour = state_mark(case.row["status"])
    names = [name for name in STOPS if name in told]
    is_court = any(name in told for name in COURT_STOPS)
    beside = [name for name in COURT_STOPS if name in told] if is_court else ["dropped"]
    ended = case.row["status"]
    stands_at = names[-1] if names else None
    if ended == "convicted" and is_court:
        stands_at = beside[-1]
    elif ended == "dropped":
        stands_at = "dropped" if "dropped" in told or not is_court else beside[-1]
    if is_court and ended == "dropped" and stands_at == "dropped":
        beside = [*beside, "dropped"]

    def stop(name: str) -> TrackStop:
        rows = told.get(name, [])
        return TrackStop(
            name=name,
            day=_day(request, rows) if rows else request.t("track.untold") if name in STOPS else "",
            detail=_detail(request, rows, name),
            is_told=bool(rows),
            is_dated=_date(rows) is not None,
            colour=colour if name == stands_at and rows else None,
        )

    stops = [stop(name) for name in STOPS]
    dated = [place for place, name in enumerate(STOPS) if _date(told.get(name, [])) is not None]
    gaps = []
    for first, last in pairwise(dated):
        days = (_date(told[STOPS[last]]) - _date(told[STOPS[first]])).days  # type: ignore[operator]
        if days >= 0:
            gaps.append(TrackGap(first, last, request.t("procedure.days", n=days), _median(request, flow, first, last)))
    branch = [stop(name) for name in beside]
    is_partly = not is_court and ended != "dropped" and "dropped" in told
    if is_partly:
        # Something was dropped, of somebody or for a time; the case went on.
        branch = [replace(part, is_told=False, day="", detail="") for part in branch]
    key = "court" if is_court else "partly" if is_partly else BESIDE.get(ended, "not_taken")
    words = request.t(f"track.{key}", n=flow.case_count, dropped=flow.told["dropped"])
    return stops, gaps, Branch(branch, words)


def _told(events: pd.DataFrame) -> Mapping[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {}
    for row in records(events):
        for name in stop_of(row["step"], row["body"]):
            told.setdefault(name, []).append(row)
    return told


def _date(rows: list[dict[str, Any]]) -> pd.Timestamp | None:
    """The first day that is told of a stop, None where none is told to the day."""
    days = [pd.Timestamp(row["event_date"]) for row in rows if row["date_precision"] == "day"]
    return min(days, default=None)


def _day(request: Request, rows: list[dict[str, Any]]) -> str:
    """The day of a stop; else until when it had been reported, said to be that."""
    if (day := _date(rows)) is not None:
        return day_words(request, day) or ""
    for row in rows:
        if words := event_day(request, row):
            return words
    known = [row["reported_date"] for row in rows if not pd.isna(row["reported_date"])]
    undated = request.t("track.undated")
    return f"{undated}\n{request.t('track.reported_by', day=day_words(request, min(known)))}" if known else undated


def _detail(request: Request, rows: list[dict[str, Any]], name: str) -> str:
    """Who acted, and what was given."""
    if name == "sanctioned":
        tiers = [row["penalty_tier"] for row in rows if row["penalty_tier"]]
        return value_name(request.lang, "penalty", tiers[-1]).capitalize() if tiers else ""
    # The body named with "sent on" may be the one that it was sent to.
    row = next((row for row in rows if row["body_words"] and row["step"] != "referred"), None)
    words = body_name(request, row) if row else ""
    # The name of the stop stands above it already.
    return "" if words.casefold() == request.t(f"procedure.{name}").casefold() else words[:1].upper() + words[1:]


def _median(request: Request, flow: Flow, first: int, last: int) -> str:
    """What the same way took other cases, where the two stops follow each other and enough cases give both days."""
    gap = flow.gaps.get(STOPS[last])
    if last != first + 1 or gap is None or gap.median_days is None or gap.case_count < MIN_DATED:
        return ""
    return request.t("track.median", days=round(gap.median_days), n=gap.case_count)

"""One case: how far it came, what happened when, and the sentence behind each of it."""

from dataclasses import replace
from statistics import median
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd
from dash import html
from flask import abort, has_request_context
from flask import request as flask_request

from dashboard.address import NO_FILTERS, href
from dashboard.components.accused import case_heading, case_title
from dashboard.components.card import card, graph, image_buttons
from dashboard.components.case_events import event_list
from dashboard.components.case_summary import accounts_card, differing_card, summary_card
from dashboard.components.case_track import track_of
from dashboard.components.case_words import state_mark, state_words
from dashboard.components.findings import Finding
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.states import missing_state
from dashboard.components.words import election_name, region_words, violation_name
from dashboard.figures.case_track import case_track
from dashboard.figures.durations import duration_dots
from dashboard.memory import Memory
from dashboard.pages import Page
from warehouse import page_cases
from warehouse.page_cases import CaseView, Flow
from warehouse.queries import Filters

PREFIX = "/cases/"
# The cases asked for lately; reading their texts takes longest.
CASES: Memory[CaseView | None] = Memory(32)
# Fewer cases that ended than this make no comparison.
MIN_ENDED = 8
# A case is longer than most where two thirds of those that ended took less.
CLEAR_SHARE = 2 / 3


def case_id_of(path: str) -> str | None:
    """The id in the address of a case, None where the address is of another page."""
    return unquote(path.removeprefix(PREFIX)) if path.startswith(PREFIX) and len(path) > len(PREFIX) else None


def find(path: str) -> Page | None:
    """The page of one case, or word that there is none of this id."""
    case_id = case_id_of(path)
    if case_id is None:
        return None

    def title(request: Request) -> str:
        found = _ask(request, case_id)
        return request.t("missing.case.title") if found is None else case_title(request, found.row)

    def content(request: Request) -> html.Div:
        found = _ask(request, case_id)
        return missing_state(request, "missing.case") if found is None else layout(request, found)

    return Page("cases", title, content)


def layout(request: Request, case: CaseView) -> html.Div:
    """Head, track, events and what stands beside them."""
    f = same_election(case)
    with request.cursor() as con:
        flow = page_cases.case_flow(con, f)
        ended = page_cases.ended_durations(con, f)
    beside = [
        summary_card(request, case),
        *([differ] if (differ := differing_card(request, case)) else []),
        *([durations] if (durations := durations_card(request, case, f, ended)) else []),
        accounts_card(request, case),
    ]
    return html.Div(
        [
            *_head(request, case),
            html.Div(
                [
                    _track_card(request, case, flow, f),
                    event_list(request, case),
                    html.Div(beside, className="case-side"),
                ],
                className="case-grid",
            ),
        ],
        className="case-page",
    )


def same_election(case: CaseView) -> Filters:
    """The cases that this one is compared with: those of its election, all where none is told."""
    election = case.row["election_id"]
    return replace(NO_FILTERS, elections=(election,)) if election else NO_FILTERS


def duration_finding(frame: pd.DataFrame, own_days: int) -> Finding:
    """Whether a case took longer or less than most that ended. `frame`: ended_days, case_count, it included."""
    others = int(frame["case_count"].sum()) - 1
    if others < MIN_ENDED:
        return Finding("durations.question")
    shorter = int(frame.loc[frame["ended_days"] < own_days, "case_count"].sum())
    longer = int(frame.loc[frame["ended_days"] > own_days, "case_count"].sum())
    if shorter >= CLEAR_SHARE * others:
        return Finding("durations.longer")
    return Finding("durations.shorter") if longer >= CLEAR_SHARE * others else Finding("durations.question")


def durations_card(request: Request, case: CaseView, f: Filters, frame: pd.DataFrame) -> html.Section | None:
    """The days it took among those that other cases took; None for a case that has not ended or stands alone."""
    own = case.row["ended_days"]
    count = int(frame["case_count"].sum()) if not frame.empty else 0
    if own is None or pd.isna(own) or count < 2 or int(own) not in set(frame["ended_days"]):
        return None
    own = int(own)
    days = [int(row["ended_days"]) for row in records(frame) for _ in range(int(row["case_count"]))]
    middle = median(days)
    figure, each = duration_dots(frame, own, middle, request.view.scheme, request.lang)
    title = request.t(duration_finding(frame, own).key)
    words = request.t("durations.label", days=own, median=round(middle), n=count)
    return card(
        request,
        "durations",
        graph("durations", figure, words),
        title=title,
        unit=request.t("durations.unit", n=count),
        foot=request.t("durations.dot", n=each),
        tools=[
            download_link("CSV", href("/download/durations.csv", request.lang, f)),
            *image_buttons("durations", request),
            internal_link([request.t("cases.count", n=count), " →"], href("/cases", request.lang, f, show="ended")),
        ],
    )


def _ask(request: Request, case_id: str) -> CaseView | None:
    """The case; asked once for title, page and file."""

    def ask() -> CaseView | None:
        with request.cursor() as con:
            return page_cases.case(con, case_id)

    return CASES.get((request.warehouse.path, request.warehouse.file(), case_id), ask)


def _head(request: Request, case: CaseView) -> list[Any]:
    row = case.row
    area = region_words(request.lang, row["region_code"], row["region_name"])
    election = election_name(request.lang, row["election_id"]) if row["election_id"] else None
    crumbs: list[Any] = [internal_link(request.t("nav.cases"), request.address.to("/cases"))]
    for words in (election, area):
        if words:
            crumbs.append(html.Span(f" / {words}"))
    numbers = {"n": int(row["article_count"]), "outlets": row["outlet_count"], "stories": int(row["story_count"])}
    return [
        html.Nav(crumbs, className="crumbs", **attributes(aria_label=request.t("reader.crumbs"))),
        html.Div(
            [
                html.Div(
                    [
                        html.H1(case_heading(request, row), className="case-name"),
                        html.P(_lead(request, case), className="lead"),
                    ]
                ),
                html.Div(
                    [
                        state_words(request, row["status"]),
                        html.P(request.t("casepage.from", **numbers), className="byline"),
                    ],
                    className="case-state",
                ),
            ],
            className="case-head",
        ),
    ]


def _lead(request: Request, case: CaseView) -> str:
    """Conduct, state and, where known, how long it took: in whole sentences that claim no more than that."""
    types = list(dict.fromkeys(case.conduct["type"]))
    row = case.row
    named = ", ".join(violation_name(request.lang, value).lower() for value in types)
    known = state_mark(row["status"])[0] == "proven"
    key = "conduct_found" if known else "conduct_alleged"
    parts = [request.t(f"casepage.{key}", conduct=named)] if named else []
    parts.append(request.t(f"casepage.lead_{row['status']}"))
    if row["ended_days"] is not None and not pd.isna(row["ended_days"]):
        parts.append(request.t("casepage.lead_days", n=int(row["ended_days"])))
    return " ".join(parts)


def _track_card(request: Request, case: CaseView, flow: Flow, f: Filters) -> html.Section:
    stops, gaps, branch = track_of(request, case, flow)
    figure = case_track(stops, gaps, branch, request.view.scheme, request.lang, is_phone=request.view.is_phone)
    told = [
        f"{request.t(f'procedure.{stop.name}')}: {stop.day}".replace("\n", ", ")
        for stop in (*stops, *branch.stops)
        if stop.is_told
    ]
    label = "; ".join(told) or request.t("track.nothing")
    files = f"/download/case.csv?id={quote(case.row['case_id'], safe='')}"
    if request.lang != "id":
        files += f"&lang={request.lang}"
    election = case.row["election_id"]
    unit = (
        request.t("track.unit", election=election_name(request.lang, election))
        if election
        else request.t("track.unit_all")
    )
    return card(
        request,
        "track",
        graph("track", figure, label),
        title=request.t("track.title_nothing" if not told else "track.title"),
        unit=unit,
        foot=request.t("track.source", n=int(case.row["article_count"]), cases=flow.case_count),
        tools=[
            download_link("CSV", files),
            *image_buttons("track", request),
            internal_link([request.t("track.all"), " →"], href("/cases", request.lang, f)),
        ],
        class_name="card-track",
    )


def _events_file(request: Request) -> pd.DataFrame:
    """The steps of one case (`?id=`): step, body, days, state, article, offsets, words, sentence."""
    case_id = flask_request.args.get("id", "") if has_request_context() else ""
    found = _ask(request, case_id)
    if found is None:
        abort(404)
    return found.events.drop(columns=["report_id"])


def _durations_file(request: Request) -> pd.DataFrame:
    with request.cursor() as con:
        return page_cases.ended_durations(con, request.address.filters)


TABLES = {"case": _events_file, "durations": _durations_file}
NOTES = {"durations": lambda request: [request.t("read.durations")]}

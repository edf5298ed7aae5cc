"""Beside a case: what is told of it in one list, where its sources differ, and the accounts it was joined from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import article_href
from dashboard.components.accused import accused
from dashboard.components.case_words import FOUND, day_words, state_words
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.words import (
    date_words,
    election_name,
    region_words,
    report_date_words,
    role_words,
    value_name,
    violation_name,
)
from dashboard.i18n import format_share
from warehouse.page_cases import CaseView

# Columns of the table of sources that differ.
MOST_SOURCES = 4


def summary_card(request: Request, case: CaseView) -> html.Section:
    """The case as a list of terms; what no article tells is left out."""
    rows = [
        (name, value)
        for name, value in (
            ("accused", _accused(request, case)),
            ("reporter", _reporter(request, case)),
            ("conduct", _conduct(request, case)),
            ("kinds", _kinds(request, case)),
            ("place", _place(request, case)),
            ("when", _links(request, records(case.dates), lambda value: date_words(request.lang, value))),
            ("reports", _reports(request, case)),
            ("laws", _links(request, records(case.laws), str)),
            ("letters", _links(request, records(case.letters), str)),
            ("penalty", _penalty(request, case)),
        )
        if value
    ]
    terms = [part for name, value in rows for part in (html.Dt(request.t(f"casepage.{name}")), html.Dd(value))]
    why = internal_link(request.t("casepage.privacy_why"), f"{request.address.to('/about')}#privacy")
    return _card(
        "summary",
        request.t("casepage.summary"),
        None,
        [html.Dl(terms, className="facts"), html.P([request.t("casepage.privacy"), " ", why], className="fact-note")],
    )


def differing_card(request: Request, case: CaseView) -> html.Section | None:
    """Where articles tell the same thing otherwise, side by side; None where none does."""
    accounts = case.accounts.drop_duplicates("article_id")
    shown = (
        [*accounts.index[: MOST_SOURCES - 1], accounts.index[-1]] if len(accounts) > MOST_SOURCES else accounts.index
    )
    accounts = accounts.loc[shown]
    rows: list[tuple[str, list[str | None]]] = []
    persons = [_number(value) for value in accounts["person_count"]]
    rows.append((request.t("casepage.differ_persons"), persons))
    places = [", ".join(names) or None for names in accounts["region_names"]]
    rows.append((request.t("casepage.differ_place"), places))
    states = list(accounts["state"])
    if _goes_back(states):
        rows.append((request.t("casepage.differ_state"), [request.t(f"cases.state_{state}") for state in states]))
    for step, events in case.events.dropna(subset=["event_date"]).groupby("step", sort=False):
        days = [
            _step_days(request, events[events["article_id"] == article_id]) for article_id in accounts["article_id"]
        ]
        rows.append((request.t(f"case.step_{step}").capitalize(), days))
    rows = [(name, values) for name, values in rows if len({value for value in values if value}) > 1]
    if not rows:
        return None
    heads = [
        html.Th(
            internal_link(
                day_words(request, row["report_date"]) or request.t("evidence.undated"),
                article_href(row["article_id"], request.lang, int(row["start_char"])),
                title=row["display_title"],
            ),
            scope="col",
        )
        for row in records(accounts)
    ]
    body = [
        html.Tr(
            [
                html.Th(name, scope="row"),
                *[_side(value, place == len(values) - 1) for place, value in enumerate(values)],
            ]
        )
        for name, values in rows
    ]
    table = html.Table([html.Thead(html.Tr([html.Td(), *heads])), html.Tbody(body)], className="differ-table")
    holder = html.Div(
        table, className="table-scroll", tabIndex=0, role="group", **attributes(aria_labelledby="differ-title")
    )
    return _card("differ", request.t("casepage.differ", n=len(rows)), request.t("casepage.differ_unit"), [holder])


def accounts_card(request: Request, case: CaseView) -> html.Section:
    """Every account of the case, with what it was joined by."""
    entries = [_account(request, row) for row in records(case.accounts)]
    title = request.t("casepage.accounts", n=int(case.row["article_count"]))
    return _card("accounts", title, request.t("casepage.accounts_unit"), [html.Ul(entries, className="entries")])


def _card(name: str, title: str, unit: str | None, children: Sequence[Any]) -> html.Section:
    head: list[Any] = [html.H2(title, className="card-title", id=f"{name}-title")]
    if unit:
        head.append(html.P(unit, className="unit"))
    return html.Section(
        [html.Div(head, className="card-head"), html.Div(children, className="card-body")],
        id=f"{name}-card",
        className="card",
        **attributes(aria_labelledby=f"{name}-title"),
    )


def _account(request: Request, row: dict[str, Any]) -> html.Li:
    lang = request.lang
    reason = value_name(lang, "case_reason", row["reason"].replace(" ", "_").replace(",", ""))
    sure = request.t("casepage.score", share=format_share(row["score"], lang))
    joined = reason if row["reason"] == "first report" else f"{reason}, {sure}"
    source = " · ".join(part for part in (row["outlet"], report_date_words(lang, row)) if part)
    link = internal_link(
        html.Span(row["display_title"], lang="id"), article_href(row["article_id"], lang), "entry-title"
    )
    where = internal_link(request.t("evidence.open"), article_href(row["article_id"], lang, int(row["start_char"])))
    return html.Li(
        html.Div(
            [
                html.Div(link, className="entry-head"),
                html.Span(source, className="entry-line"),
                html.Span(
                    [state_words(request, row["state"], request.t(f"cases.state_{row['state']}"))],
                    className="entry-line",
                ),
                html.Span([joined[:1].upper() + joined[1:], " · ", where], className="entry-line"),
            ]
        ),
        className="entry",
    )


def _accused(request: Request, case: CaseView) -> list[Any]:
    """Office, area, initials as printed, how many: never a name."""
    row = case.row
    roles = [role_words(request.lang, person["role"], person["acting"]) for person in records(case.persons)]
    printed = " ".join((row["group_words"] or "").split())
    told = accused(request.lang, row)
    parts: list[Any] = told.spans()
    if request.lang == "id" and printed:
        parts = [_upper(printed)]
    elif printed:  # kept here always: readers can check the English against it
        parts = replace(told, printed=printed).spans()
    elif roles and not row["office"]:
        parts = [_upper(", ".join(dict.fromkeys(roles)))]
    initials = list(dict.fromkeys(value for values in case.accounts["initials"] for value in values))
    if initials:
        parts.append(f", {request.t('casepage.initials', initials=', '.join(initials))}")
    if row["person_count"] and not pd.isna(row["person_count"]) and int(row["person_count"]) > 1:
        parts.append(f", {request.t('casepage.persons', n=int(row['person_count']))}")
    return parts


def _reporter(request: Request, case: CaseView) -> list[Any]:
    """The sentence that tells the report: who made it is not read by machine."""
    reports = [row for row in records(case.events) if row["step"] == "reported"]
    if not reports:
        return []
    row = reports[0]
    where = article_href(row["article_id"], request.lang, int(row["start_char"]))
    return [internal_link(request.t("casepage.reporter_sentence"), where)]


def _conduct(request: Request, case: CaseView) -> list[Any]:
    """Each type once, with the strongest state an account gives it; an allegation is none of a breach."""
    states: dict[str, str] = {}
    for row in records(case.conduct):
        if states.get(row["type"]) != "proven":
            states[row["type"]] = row["status"]
    lines = []
    for type_, status in states.items():
        mark = "alleged" if status == "alleged" else "found"
        words = request.t(f"violation_status.{status}")
        lines.append(html.Div([violation_name(request.lang, type_), " ", state_words(request, mark, words)]))
    return lines


def _kinds(request: Request, case: CaseView) -> list[Any]:
    """The kinds by SKB 2/2022 and PP 94/2021: our reading of the words, and said to be that."""
    found: dict[str, str] = {}
    is_old = False
    for row in records(case.conduct):
        for key in ("skb", "pp94"):
            if row[f"{key}_kind"]:
                found.setdefault(row[f"{key}_kind"], value_name(request.lang, "conduct_kind", row[f"{key}_kind"]))
        is_old = is_old or (bool(row["skb_kind"]) and row["skb_in_force"] is False)
    if not found:
        return []
    notes = [request.t("casepage.kinds_ours"), *([request.t("casepage.kinds_old")] if is_old else [])]
    return [
        *[html.Div([html.Strong(kind), " ", words]) for kind, words in found.items()],
        html.Div(" ".join(notes), className="fact-note"),
    ]


def _place(request: Request, case: CaseView) -> str:
    area = region_words(request.lang, case.row["region_code"], case.row["region_name"])
    election = case.row["election_id"]
    return ", ".join(part for part in (area, election_name(request.lang, election) if election else None) if part)


def _reports(request: Request, case: CaseView) -> str:
    days = [day_words(request, case.row[name]) for name in ("first_date", "last_date")]
    return " – ".join(dict.fromkeys(day for day in days if day))


def _penalty(request: Request, case: CaseView) -> list[Any]:
    events = [row for row in records(case.events) if row["step"] == "sanctioned"]
    tiers = dict.fromkeys(row["penalty_tier"] for row in events if row["penalty_tier"])
    words = [value_name(request.lang, "penalty", tier) for tier in tiers]
    if not events or case.row["status"] not in FOUND:
        return []
    where = article_href(events[-1]["article_id"], request.lang, int(events[-1]["start_char"]))
    named = _upper(", ".join(words)) if words else request.t("casepage.penalty_unnamed")
    return [internal_link(named, where)]


def _links(request: Request, rows: Iterable[dict[str, Any]], words: Any) -> list[Any]:
    """Each value once, as a link to its first place."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["value"], row)
    shown: list[Any] = []
    for value, row in found.items():
        link = internal_link(words(value), article_href(row["article_id"], request.lang, int(row["start_char"])))
        shown += [", ", link] if shown else [link]
    return shown


def _goes_back(states: Sequence[str]) -> bool:
    """Whether a later account tells less than one before it: else it is only further on."""
    rank = {"alleged": 0, "found": 1, "sanctioned": 2, "convicted": 3}
    numbers = [rank[state] for state in states if state in rank]
    return numbers != sorted(numbers) or ("dropped" in states and states[-1] != "dropped")


def _step_days(request: Request, events: pd.DataFrame) -> str | None:
    days = sorted(set(events["event_date"]))
    return ", ".join(day_words(request, day) or "" for day in days) or None


def _side(value: str | None, is_last: bool) -> html.Td:
    return html.Td(html.Strong(value) if value and is_last else (value or "–"), className="" if value else "muted")


def _number(value: Any) -> str | None:
    return None if value is None or pd.isna(value) else str(int(value))


def _upper(words: str) -> str:
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]

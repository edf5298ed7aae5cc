"""The figures of the page of elections as tables of numbers, each number a link to what it counts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.links import internal_link
from dashboard.components.markup import records
from dashboard.components.number_table import Cell, number_table
from dashboard.components.request import Request
from dashboard.components.states import violation_status
from dashboard.figures.aligned import Compared
from dashboard.figures.shares import GROUP_ORDER, STATE_ORDER
from dashboard.i18n import format_days_to, format_number, format_range, format_share
from warehouse import page_elections as asked_of

Row = dict[str, Any]


def week_table(request: Request, elections: Sequence[Compared], rows: pd.DataFrame, column: str) -> html.Details:
    """The lines as numbers; a week without reports in any election is left out."""
    found = {(row["election_id"], int(row["week_no"])): row for row in records(rows)}
    weeks = sorted({week for _, week in found})
    lines = []
    for week in weeks:
        ends = (format_days_to(7 * week, request.lang), format_days_to(7 * week + 6, request.lang))
        cells = []
        for election in elections:
            row = found.get((election.election_id, week))
            days = format_range(*asked_of.week_days(election.voting_date, week), request.lang)
            words = format_number(int(row[column]), request.lang) if row else "0"
            cells += [Cell(words, row["href"] if row else None), Cell(days, is_number=False)]
        lines.append((f"{ends[0]} … {ends[1]}", cells))
    header = [request.t("elections.column_week")]
    for election in elections:
        header += [election.label, request.t("elections.column_days")]
    return number_table("aligned", request.t("elections.numbers_weeks"), header, lines)


def share_table(request: Request, elections: Sequence[Compared], rows: pd.DataFrame) -> html.Details:
    """Shares and counts of the groups, each count with its sentences."""
    found = {(row["election_id"], row["group"]): row for row in records(rows)}
    lines = []
    for group in GROUP_ORDER:
        cells = []
        for election in elections:
            row = found.get((election.election_id, group))
            if row is None:
                cells += [Cell("–"), Cell("–")]
                continue
            share = row["item_count"] / row["total"]
            count = format_number(row["item_count"], request.lang)
            cells += [Cell(format_share(share, request.lang)), Cell(count, row["href"])]
        lines.append((request.t(f"group.{group}"), cells))
    return number_table("shares", request.t("elections.numbers"), _paired(request, elections), lines)


def _paired(request: Request, elections: Sequence[Compared]) -> list[str]:
    header = [""]
    for election in elections:
        header += [election.label, request.t("elections.column_sentences")]
    return header


def state_table(request: Request, elections: Sequence[Compared], rows: pd.DataFrame) -> html.Details:
    """The three states with their sentences, as links."""
    found = {(row["election_id"], row["status"]): row for row in records(rows)}
    links = [
        html.Li(
            [
                violation_status(request, status),
                " ",
                *(
                    part
                    for at, election in enumerate(elections)
                    for row in [found[(election.election_id, status)]]
                    for part in (
                        " · " if at else "",
                        f"{election.label}: ",
                        internal_link(request.t("figure.items", n=int(row["item_count"])), row["href"]),
                    )
                ),
            ]
        )
        for status in STATE_ORDER
    ]
    summary = request.t("elections.numbers")
    body = html.Ul(links, className="state-lines")
    return html.Details([html.Summary(summary, className="link"), body], id="states-numbers", className="numbers")


def province_table(request: Request, elections: Sequence[Compared], panels: Sequence[Row]) -> html.Details:
    """All provinces with their totals, each a link; what is not covered is said, and so is what did not exist."""
    oldest_first = list(reversed(elections))
    lines = []
    for panel in panels:
        cells = []
        for election in oldest_first:
            count = panel["totals"][election.election_id]
            if not panel["is_covered"]:
                cells.append(Cell(request.t("figure.not_covered"), is_number=False))
            elif count is None:
                cells.append(Cell(request.t("elections.no_province"), is_number=False))
            else:
                target = panel["links"][election.election_id] if count else None
                cells.append(Cell(format_number(count, request.lang), target))
        lines.append((str(panel["name"]), cells))
    header = [request.t("elections.column_province"), *(election.label for election in oldest_first)]
    return number_table("multiples", request.t("elections.numbers_provinces"), header, lines)

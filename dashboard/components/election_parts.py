"""Parts of the page of elections: which are compared, its words, and the rows of its figures with their addresses."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components.filters import filter_choices
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.words import election_name
from dashboard.figures.aligned import Compared
from dashboard.figures.shares import GROUP_ORDER, STATE_ORDER
from dashboard.i18n import format_date, format_days_to, format_number
from dashboard.theme import GROUPS
from warehouse import page_elections as asked_of
from warehouse.queries import Filters

MOST_COMPARED = 4
# Panels shown before the reader asks for all provinces.
PANELS_WIDE, PANELS_NARROW = 16, 8
ARTICLES, WHOLE = "articles", "all"

Row = dict[str, Any]


def page_filters(request: Request) -> Filters:
    """The filters that restrict this page: all but elections and dates, which the comparison sets itself."""
    return replace(request.address.filters, elections=(), date_from=None, date_to=None)


def is_articles(request: Request) -> bool:
    """Whether articles are counted; else independent stories."""
    return ARTICLES in request.address.extra.get("show", "").split(",")


def is_whole(request: Request) -> bool:
    """Whether all provinces are shown."""
    return WHOLE in request.address.extra.get("show", "").split(",")


def known_elections(request: Request) -> pd.DataFrame:
    """Elections that can be laid upon each other: named by articles, their voting day known; the latest first."""
    frame = filter_choices(request).elections
    return frame[frame["voting_date"].notna()].sort_values("voting_date", ascending=False)


def chosen_elections(request: Request) -> list[Compared]:
    """Those of the address, four at most; else the two latest of the kind with most articles. The latest first."""
    known = known_elections(request)
    asked = known[known["election_id"].isin(request.address.filters.elections)].head(MOST_COMPARED)
    if asked.empty and not known.empty:
        kind = known.groupby("kind")["article_count"].sum().sort_values(ascending=False).index[0]
        asked = known[known["kind"] == kind].head(2)
    years = list(asked["year"])
    return [
        Compared(
            election_id=str(row["election_id"]),
            name=election_name(request.lang, row["election_id"]),
            label=str(row["year"]) if len(set(years)) == len(years) else f"{str(row['kind']).title()} {row['year']}",
            voting_date=pd.Timestamp(row["voting_date"]).date(),
        )
        for row in records(asked)
    ]


def election_chips(request: Request, elections: Sequence[Compared]) -> html.Div:
    """The chosen elections, each with a way to leave it out, and the others to add."""
    ids = [election.election_id for election in elections]
    chips: list[Any] = []
    for election in elections:
        rest = tuple(name for name in ids if name != election.election_id)
        words: list[Any] = [election.name]
        if len(elections) == 1:
            chips.append(html.Span(words, className="active-filter is-only"))
            continue
        words.append(html.Span(" ×", **attributes(aria_hidden="true")))
        title = request.t("elections.leave_out", name=election.name)
        chips.append(internal_link(words, _comparing(request, rest), "active-filter", title=title))
    others = [row for row in records(known_elections(request)) if row["election_id"] not in ids]
    if others and len(elections) < MOST_COMPARED:
        links = [
            internal_link(
                [
                    html.Span(election_name(request.lang, row["election_id"])),
                    html.Span(format_number(int(row["article_count"]), request.lang), className="option-count"),
                ],
                _comparing(request, (*ids, str(row["election_id"]))),
                "add-option",
            )
            for row in others
        ]
        add = html.Summary(request.t("elections.add"), className="switch")
        chips.append(html.Details([add, html.Div(links, className="add-options")], className="add-election"))
    label = attributes(aria_label=request.t("elections.chips"))
    return html.Div(chips, className="election-chips", role="group", **label)


def _comparing(request: Request, ids: Sequence[str]) -> str:
    return request.address.with_filters(elections=tuple(ids))


def election_lead(request: Request, elections: Sequence[Compared], counts: pd.DataFrame) -> html.P:
    """Each election with its voting day and how much is told of it; every number opens its list."""
    rows = {row["election_id"]: row for row in records(counts)}
    parts: list[Any] = [request.t("elections.lead"), " "]
    for at, election in enumerate(elections):
        row = rows[election.election_id]
        column = "article_count" if is_articles(request) else "story_count"
        count = internal_link(
            request.t(f"elections.{column}", n=int(row[column])), _reports(request, election), "lead-number"
        )
        day = format_date(election.voting_date, request.lang)
        parts += ["; " if at else "", request.t("elections.lead_one", name=election.name, day=day), " ", count]
    return html.P([*parts, "."], className="lead")


def _reports(request: Request, election: Compared, days: tuple[date, date] | None = None, **changes: Any) -> str:
    """The list behind a count of reports: of the compared days, or of some of them."""
    first, last = days or asked_of.window(election.voting_date)
    f = replace(asked_of.within(page_filters(request), election.election_id, first, last), **changes)
    extra = {} if is_articles(request) else {"kind": "stories"}
    return href("/articles", request.lang, f, **extra)


def _evidence(request: Request, election: Compared, **extra: str) -> str:
    """The sentences behind a count of items, of the compared days."""
    first, last = asked_of.window(election.voting_date)
    f = asked_of.within(page_filters(request), election.election_id, first, last)
    return href("/evidence", request.lang, f, **extra)


def election_notes(
    request: Request, elections: Sequence[Compared], counts: pd.DataFrame, *, is_comparable: bool
) -> list[html.P]:
    """What is not compared: reports beyond the days, undated ones, and a range of dates that this page cannot use."""
    rows = {row["election_id"]: row for row in records(counts)}
    beyond: list[Any] = []
    for election in elections:
        row = rows[election.election_id]
        first, last = asked_of.window(election.voting_date)
        f = replace(page_filters(request), elections=(election.election_id,))
        places: tuple[tuple[str, Filters, dict[str, str]], ...] = (
            ("before", replace(f, date_to=first - timedelta(days=1)), {}),
            ("after", replace(f, date_from=last + timedelta(days=1)), {}),
            ("undated", f, {"undated": "1"}),
        )
        links: list[Any] = []
        for name, filters, extra in places:
            if count := int(row[f"{name}_count"]):
                words = request.t(f"elections.{name}", n=count)
                links += [
                    ", " if links else "",
                    internal_link(words, href("/articles", request.lang, filters, **extra)),
                ]
        if links:
            beyond += ["; " if beyond else "", f"{election.label}: ", *links]
    notes = []
    if beyond:
        first_day, last_day = (format_days_to(day, request.lang) for day in (asked_of.FIRST_DAY, asked_of.LAST_DAY))
        words = request.t("elections.compared_days", first=first_day, last=last_day)
        notes.append(html.P([words, " ", *beyond, "."], className="muted election-note"))
    if not is_comparable:
        notes.append(html.P(request.t("elections.not_comparable"), className="election-note is-warning", role="note"))
    if request.address.filters.date_from or request.address.filters.date_to:
        notes.append(html.P(request.t("elections.no_dates"), className="muted election-note"))
    return notes


def watched_words(
    request: Request, elections: Sequence[Compared], outlets: Callable[[Compared], int], *, is_comparable: bool
) -> str:
    """How many outlets stand behind each election, and whether they were watched or only brought articles."""
    counts = [outlets(election) for election in elections]
    parts = [
        request.t("elections.outlets_in", n=count, name=election.label)
        for count, election in zip(counts, elections, strict=True)
    ]
    words = request.t(f"elections.source_{'watched' if is_comparable else 'brought'}", parts=", ".join(parts))
    if is_comparable and len(set(counts)) > 1:
        return f"{words} {request.t('elections.unequal')}"
    return words


def counting_switch(request: Request, elections: Sequence[Compared]) -> html.Div:
    """Stories or articles."""
    now = {word for word in request.address.extra.get("show", "").split(",") if word}
    extra = {key: value for key, value in request.address.extra.items() if key not in ("show", "page")}
    links = []
    for name in ("stories", ARTICLES):
        shown = sorted((now - {ARTICLES}) | ({ARTICLES} if name == ARTICLES else set()))
        target = href(request.address.path, request.lang, request.address.filters, **extra, show=",".join(shown))
        is_here = is_articles(request) == (name == ARTICLES)
        link = internal_link(request.t(f"elections.count_{name}"), target, f"switch{' is-here' if is_here else ''}")
        links.append(link)
    label = attributes(aria_label=request.t("elections.count_label"))
    return html.Div(links, className="switches is-small", role="group", **label)


def week_rows(request: Request, elections: Sequence[Compared], weeks: pd.DataFrame) -> pd.DataFrame:
    """The counts by week with the address of each list."""
    votes = {election.election_id: election for election in elections}
    rows = weeks.copy()
    rows["href"] = [
        _reports(request, election, asked_of.week_days(election.voting_date, int(row["week_no"])))
        for row in records(weeks)
        for election in [votes[row["election_id"]]]
    ]
    return rows


def group_rows(request: Request, elections: Sequence[Compared], items: pd.DataFrame) -> pd.DataFrame:
    """Measures taken by group: election_id, group, item_count, total, href; no row of an election without measures."""
    taken = items[(items["kind"] == "measure") & (items["status"] == "taken")]
    rows = []
    for election in elections:
        own = taken[taken["election_id"] == election.election_id]
        total = int(own["item_count"].sum())
        for group in GROUP_ORDER if total else ():
            count = int(own.loc[own["type"].isin(GROUPS[group]), "item_count"].sum())
            target = _evidence(request, election, kind="measure", type=",".join(GROUPS[group]), status="taken")
            row = {"election_id": election.election_id, "group": group, "item_count": count, "total": total}
            rows.append(row | {"href": target})
    return pd.DataFrame(rows, columns=["election_id", "group", "item_count", "total", "href"])


def state_rows(
    request: Request,
    elections: Sequence[Compared],
    items: pd.DataFrame,
    outlets: Callable[[Compared], int],
    *,
    is_comparable: bool,
) -> pd.DataFrame:
    """Conduct by state: election_id, status, item_count, value, words, href.

    Per 100 outlets watched where that is known, the count beside it; else the count alone.
    """
    conduct = items[items["kind"] == "violation"]
    rows = []
    for election in elections:
        own = conduct[conduct["election_id"] == election.election_id].groupby("status")["item_count"].sum()
        for status in STATE_ORDER:
            count = int(own.get(status, 0))
            words = format_number(count, request.lang)
            value = float(count)
            if is_comparable:
                value = 100 * count / outlets(election)
                words = f"{format_number(round(value), request.lang)} ({words})"
            target = _evidence(request, election, kind="violation", status=status)
            row = {"election_id": election.election_id, "status": status, "item_count": count, "value": value}
            rows.append(row | {"words": words, "href": target})
    return pd.DataFrame(rows)


def panel_rows(
    request: Request, elections: Sequence[Compared], provinces: pd.DataFrame, column: str
) -> tuple[list[Row], list[Row]]:
    """All provinces of any of the days, and those to draw: all on demand, else those with most reports.

    Both in the order of their codes, which runs from west to east.
    """
    panels: dict[str, Row] = {}
    by_id = {election.election_id: election for election in elections}
    for row in records(provinces):
        code = str(row["province_code"])
        panel = panels.setdefault(
            code,
            {
                "code": code,
                "name": row["name"],
                "is_covered": False,
                "totals": dict.fromkeys(by_id),
                "links": {},
                "weeks": {},
                "since": None if pd.isna(row["since_year"]) else int(row["since_year"]),
                "note": None,
            },
        )
        if not row["is_covered"]:
            continue
        panel["is_covered"] = True
        election = by_id[row["election_id"]]
        weeks = panel["weeks"].setdefault(row["election_id"], {})
        if not row["is_total"]:
            weeks[int(row["week_no"])] = int(row[column])
            continue
        panel["totals"][row["election_id"]] = int(row[column])
        panel["links"][row["election_id"]] = _reports(request, election, provinces=tuple(row["today_codes"]))
    for panel in panels.values():
        is_new = any(count is None for count in panel["totals"].values()) and panel["is_covered"]
        if is_new and panel["since"] is not None:
            panel["note"] = request.t("elections.province_since", year=str(panel["since"]))
        told = [election.election_id for election in elections if panel["totals"][election.election_id]]
        panel["href"] = panel["links"][told[0]] if told else ""
    every = [panels[code] for code in sorted(panels)]
    if is_whole(request):
        return every, every
    most = PANELS_NARROW if request.view.is_phone else PANELS_WIDE
    ranked = sorted(every, key=lambda panel: (-sum(filter(None, panel["totals"].values())), panel["code"]))
    shown = {panel["code"] for panel in ranked[:most] if any(panel["totals"].values())}
    return every, [panel for panel in every if panel["code"] in shown]

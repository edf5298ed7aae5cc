"""Elections side by side, laid upon each other by days to the vote."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components.card import card, graph, image_buttons
from dashboard.components.election_findings import (
    Finding,
    places_finding,
    shares_finding,
    states_finding,
    timing_finding,
)
from dashboard.components.election_parts import (
    chosen_elections,
    counting_switch,
    election_chips,
    election_lead,
    election_notes,
    group_rows,
    is_articles,
    is_whole,
    page_filters,
    panel_rows,
    state_rows,
    watched_words,
    week_rows,
)
from dashboard.components.election_tables import province_table, share_table, state_table, week_table
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import records
from dashboard.components.request import Request
from dashboard.components.states import empty_state
from dashboard.figures.aligned import Compared, Span, aligned_height, aligned_lines
from dashboard.figures.multiples import multiples_height, province_multiples
from dashboard.figures.shares import group_shares, shares_height, state_bars, states_height
from dashboard.pages import Page, titled
from dashboard.theme import GROUPS
from warehouse import page_elections as asked_of
from warehouse import queries

CONTROLS = ("place", "measure", "violation", "outlet", "relevance")
SPAN = Span(asked_of.FIRST_WEEK, asked_of.LAST_WEEK)


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything the page shows, asked at once."""

    elections: list[Compared]
    counts: pd.DataFrame
    weeks: pd.DataFrame
    items: pd.DataFrame
    pledges: pd.DataFrame
    stages: pd.DataFrame
    watched: pd.DataFrame
    provinces: pd.DataFrame

    @property
    def is_comparable(self) -> bool:
        """Whether it is known for every election which outlets were watched: all that brought its articles were."""
        frame = self.watched
        return not frame.empty and bool(((frame["watched_count"] > 0) & (frame["unwatched_count"] == 0)).all())

    def outlets(self, election: Compared) -> int:
        """Outlets watched, where that is known of all elections; else those that brought articles."""
        frame, column = (self.watched, "watched_count") if self.is_comparable else (self.counts, "outlet_count")
        return int(frame.loc[frame["election_id"] == election.election_id, column].sum())


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("elections", titled("nav.elections"), content, CONTROLS) if path == "/elections" else None


def ask(request: Request) -> Selection:
    """Ask the warehouse. Raises what it raises."""
    elections = chosen_elections(request)
    ids = tuple(election.election_id for election in elections)
    f = page_filters(request)
    with request.cursor() as con:
        return Selection(
            elections=elections,
            counts=asked_of.election_counts(con, f, ids),
            weeks=asked_of.stories_by_week(con, f, ids),
            items=asked_of.items_by_type(con, f, ids),
            pledges=asked_of.pledge_days(con, f, ids),
            stages=queries.election_calendar(con, ids) if ids else queries.election_calendar(con).iloc[:0],
            watched=asked_of.outlets_watched(con, ids),
            provinces=asked_of.stories_by_province(con, f, ids),
        )


def content(request: Request) -> html.Div:
    """Head with chips, then the cards."""
    found = ask(request)
    head: list[Any] = [election_chips(request, found.elections)]
    if not found.elections or not int(found.counts["article_count"].sum()):
        head += [html.H1(request.t("elections.question_when"), className="title"), empty_state(request)]
        return html.Div(head, className="elections")
    column = "article_count" if is_articles(request) else "story_count"
    finding = timing_finding([_by_week(found, election, "story_count") for election in found.elections])
    head += [
        html.H1(_title(request, finding, found.elections), className="title"),
        election_lead(request, found.elections, found.counts),
        *election_notes(request, found.elections, found.counts, is_comparable=found.is_comparable),
    ]
    source = watched_words(request, found.elections, found.outlets, is_comparable=found.is_comparable)
    cards = [
        _aligned_card(request, found, column, source),
        html.Div([_shares_card(request, found, source), _states_card(request, found, source)], className="card-column"),
        _multiples_card(request, found, column, source),
    ]
    return html.Div([*head, html.Div(cards, className="cards")], className="elections")


def _title(request: Request, finding: Finding, elections: list[Compared]) -> str:
    names = {"first": elections[0].label, "second": elections[-1].label}
    return request.t(finding.key, **({**names, **finding.values} if finding.values or len(elections) == 2 else names))


def _by_week(found: Selection, election: Compared, column: str) -> dict[int, int]:
    own = found.weeks[found.weeks["election_id"] == election.election_id]
    return {int(row["week_no"]): int(row[column]) for row in records(own)}


def _aligned_card(request: Request, found: Selection, column: str, source: str) -> html.Section:
    rows = week_rows(request, found.elections, found.weeks)
    figure = aligned_lines(
        found.elections,
        rows,
        found.stages,
        _pledge_rows(request, found),
        SPAN,
        request.view.scheme,
        request.lang,
        measure=column,
        is_phone=request.view.is_phone,
    )
    height = aligned_height(len(found.elections), is_phone=request.view.is_phone)
    shown = graph("aligned", figure, request.t("elections.question_when"), "opens", height)
    body = [
        counting_switch(request, found.elections),
        shown,
        week_table(request, found.elections, rows, column),
    ]
    return card(
        request,
        "aligned",
        body,
        title=request.t("elections.aligned_title"),
        unit=request.t(f"elections.aligned_unit_{column}"),
        foot=source,
        tools=[_csv(request, found, "election_weeks"), *image_buttons("aligned", request)],
        class_name="card-wide",
    )


def _pledge_rows(request: Request, found: Selection) -> pd.DataFrame:
    """The days with pledges, each with the address of its sentences."""
    f = page_filters(request)
    rows = found.pledges.copy()
    rows["href"] = [
        href(
            "/evidence",
            request.lang,
            asked_of.within(f, row["election_id"], day, day),
            kind="measure",
            type="pledge",
            status="taken",
        )
        for row in records(found.pledges)
        for day in [pd.Timestamp(row["day"]).date()]
    ]
    return rows


def _shares_card(request: Request, found: Selection, source: str) -> html.Section:
    rows = group_rows(request, found.elections, found.items)
    counts = [
        {row["group"]: int(row["item_count"]) for row in records(rows) if row["election_id"] == election.election_id}
        for election in found.elections
    ]
    figure = group_shares(found.elections, rows, request.view.scheme, request.lang)
    shown = graph("shares", figure, request.t("elections.question_shares"), "opens", shares_height())
    more = internal_link(
        [request.t("elections.measures_open"), " →"],
        href("/evidence", request.lang, _all(request, found), kind="measure", status="taken"),
    )
    return card(
        request,
        "shares",
        [shown, share_table(request, found.elections, rows)],
        title=_title(request, shares_finding(counts), found.elections),
        unit=request.t("elections.shares_unit"),
        foot=source,
        tools=[_csv(request, found, "election_measures"), *image_buttons("shares", request), more],
    )


def _all(request: Request, found: Selection) -> queries.Filters:
    ids = tuple(election.election_id for election in found.elections)
    return replace(page_filters(request), elections=ids)


def _states_card(request: Request, found: Selection, source: str) -> html.Section:
    rows = state_rows(request, found.elections, found.items, found.outlets, is_comparable=found.is_comparable)
    proven = [
        int(rows.loc[(rows["election_id"] == e.election_id) & (rows["status"] == "proven"), "item_count"].sum())
        for e in found.elections
    ]
    finding = states_finding(proven, [found.outlets(e) for e in found.elections], is_comparable=found.is_comparable)
    figure = state_bars(found.elections, rows, request.view.scheme, request.lang, is_phone=request.view.is_phone)
    shown = graph(
        "states", figure, request.t("elections.question_states"), "opens", states_height(len(found.elections))
    )
    return card(
        request,
        "states",
        [shown, state_table(request, found.elections, rows)],
        title=_title(request, finding, found.elections),
        unit=request.t(f"elections.states_unit_{'rate' if found.is_comparable else 'count'}"),
        foot=source,
        tools=[_csv(request, found, "election_violations"), *image_buttons("states", request)],
    )


def _multiples_card(request: Request, found: Selection, column: str, source: str) -> html.Section:
    every, panels = panel_rows(request, found.elections, found.provinces, column)
    shown = graph(
        "multiples",
        province_multiples(
            found.elections,
            panels,
            _campaign(found),
            SPAN,
            request.view.scheme,
            request.lang,
            is_phone=request.view.is_phone,
        ),
        request.t("elections.question_places"),
        "opens",
        multiples_height(len(panels), is_phone=request.view.is_phone),
    )
    is_equal = found.is_comparable and len({found.outlets(election) for election in found.elections}) == 1
    pairs = [
        (panel["totals"][found.elections[0].election_id], panel["totals"][found.elections[-1].election_id])
        for panel in every
        if len(found.elections) == 2 and None not in panel["totals"].values()
    ]
    most = max((n for panel in panels for weeks in panel["weeks"].values() for n in weeks.values()), default=0)
    names = " → ".join(election.label for election in reversed(found.elections))
    others = internal_link(
        request.t("elections.fewer_provinces" if is_whole(request) else "elections.all_provinces", n=len(every)),
        _switched(request, "all"),
    )
    unit = request.t(f"elections.multiples_unit_{column}", most=most, names=names)
    return card(
        request,
        "multiples",
        [_line_legend(found.elections), shown, province_table(request, found.elections, every)],
        title=_title(request, places_finding(pairs, is_comparable=is_equal), found.elections),
        unit=unit,
        foot=f"{source} {request.t('elections.map_then')}",
        tools=[_csv(request, found, "election_provinces"), *image_buttons("multiples", request), others],
        class_name="card-full",
    )


def _line_legend(elections: list[Compared]) -> html.Div:
    """Which stroke is which election."""
    return html.Div(
        [
            html.Span([html.Span(className=f"stroke stroke-{at}"), election.label], className="stroke-name")
            for at, election in enumerate(elections)
        ],
        className="strokes",
    )


def _switched(request: Request, value: str) -> str:
    """This address with a value of `show` put in or taken out."""
    now = [word for word in request.address.extra.get("show", "").split(",") if word]
    then = [word for word in now if word != value] if value in now else [*now, value]
    extra = {key: words for key, words in request.address.extra.items() if key not in ("show", "page")}
    return href(request.address.path, request.lang, request.address.filters, **extra, show=",".join(then))


def _campaign(found: Selection) -> tuple[int, int] | None:
    """Days of the first election's campaign, to its vote."""
    first = found.elections[0]
    own = found.stages[(found.stages["election_id"] == first.election_id) & (found.stages["stage"] == "campaign")]
    if own.empty:
        return None
    start, end = (pd.Timestamp(own[name].iloc[0]).date() for name in ("start_date", "end_date"))
    return max((start - first.voting_date).days, SPAN.days[0]), (end - first.voting_date).days + 1


def _csv(request: Request, found: Selection, name: str) -> Any:
    return download_link("CSV", href(f"/download/{name}.csv", request.lang, _all(request, found)))


def _weeks_table(request: Request) -> pd.DataFrame:
    """Reports by election and week to the vote, with the days of the week."""
    found = ask(request)
    votes = {election.election_id: election.voting_date for election in found.elections}
    frame = found.weeks.copy()
    days = [asked_of.week_days(votes[row["election_id"]], int(row["week_no"])) for row in records(frame)]
    frame.insert(2, "first_date", [first.isoformat() for first, _ in days])
    frame.insert(3, "last_date", [last.isoformat() for _, last in days])
    return frame


def _items_table(request: Request, kind: str) -> pd.DataFrame:
    """Items by election, type and status; of measures with their group."""
    items = ask(request).items
    frame = items[items["kind"] == kind].drop(columns="kind").reset_index(drop=True)
    if kind == "measure":
        groups = {type_: group for group, types in GROUPS.items() for type_ in types}
        frame.insert(1, "group", [groups[type_] for type_ in frame["type"]])
    return frame


def _provinces_table(request: Request) -> pd.DataFrame:
    """The whole of each election by province of its day."""
    frame = ask(request).provinces
    return frame[frame["is_total"]].drop(columns=["week_no", "is_total", "since_year"]).reset_index(drop=True)


def _notes(request: Request) -> list[str]:
    """That only the compared days are counted, and what is known of outlets."""
    found = ask(request)
    first, last = SPAN.days
    source = watched_words(request, found.elections, found.outlets, is_comparable=found.is_comparable)
    return [request.t("elections.file", first=first, last=last), source]


TABLES = {
    "election_weeks": _weeks_table,
    "election_measures": lambda request: _items_table(request, "measure"),
    "election_violations": lambda request: _items_table(request, "violation"),
    "election_provinces": _provinces_table,
}
NOTES = dict.fromkeys(TABLES, _notes)

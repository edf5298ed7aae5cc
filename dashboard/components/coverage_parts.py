"""Parts of the page of coverage: its spans of time, the rows of the strip, and lists of what is wrong in words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components.filters import filter_choices
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.number_table import Cell, number_table
from dashboard.components.reading_scores import Reading, Score, of_ten
from dashboard.components.request import Request
from dashboard.figures.multiples import short_place
from dashboard.figures.spans import end_of, start_of
from dashboard.figures.watch import ARTICLES, EMPTY, FAILED, UNKNOWN, Watched
from dashboard.i18n import format_date, format_number, format_share, texts
from warehouse.page_coverage import FIELDS
from warehouse.page_elections import window
from warehouse.queries import Filters

SPAN_WEEKS = 40
# More columns than this are too narrow to point at: then months, then years.
MOST_COLUMNS = 60
SAMPLE_SIZE, PAGE_SIZE = 24, 48
SHOWN = ("sample", "worst", "all")
SILENT_DAYS = 30
# Under this share of its requests an outlet stands in bold.
LOW_SHARE = 0.85
EVERY_RELEVANCE = ("core", "mention", "none")
ISLANDS = {"1": "sumatra", "2": "sumatra", "3": "java", "5": "nusa", "6": "kalimantan", "7": "sulawesi"}
# How `make health` puts what is wrong: the key of a text, and the groups are its values.
TROUBLES = (
    ("left", re.compile(r"left: (?P<why>.+)")),
    ("nothing_found", re.compile(r"nothing found, (?P<n>\d+) before")),
    ("no_list", re.compile(r"no list of it named an article: (?P<why>.+)")),
    ("requests_failed", re.compile(r"(?P<n>\d+) requests failed \((?P<why>.+)\), (?P<total>\d+) pages were fetched")),
    ("text_lost", re.compile(r"(?P<n>\d+) articles lost their text")),
    ("without_title", re.compile(r"(?P<n>\d+) of (?P<total>\d+) articles without title")),
    ("without_date", re.compile(r"(?P<n>\d+) of (?P<total>\d+) articles without date")),
    ("no_article", re.compile(r"(?P<n>\d+) of (?P<total>\d+) pages were no article")),
)
STATUS = re.compile(r"status (\d{3})")

Row = dict[str, Any]
Spans = list[tuple[date, date]]


def coverage_spans(request: Request) -> tuple[Spans, str]:
    """The columns of the strip and their unit: of the chosen dates, of the one chosen election, else the latest weeks.

    Empty where no article has a day.
    """
    f, options = request.address.filters, filter_choices(request)
    last = f.date_to or options.last_date
    if last is None:
        return [], "week"
    last = pd.Timestamp(last).date()
    first = f.date_from or last - timedelta(weeks=SPAN_WEEKS) + timedelta(days=1)
    votes = election_votes(request)
    if len(votes) == 1 and not (f.date_from or f.date_to):
        first, last = window(votes[0])
    if first > last:
        first = last
    for unit, days in (("week", 7), ("month", 30)):
        if (last - first).days / days <= MOST_COLUMNS:
            return _spans(first, last, unit), unit
    return _spans(first, last, "year")[-MOST_COLUMNS:], "year"


def _spans(first: date, last: date, unit: str) -> Spans:
    found: Spans = []
    day = start_of(first, unit)
    while day <= last:
        found.append((day, end_of(day, unit)))
        day = found[-1][1] + timedelta(days=1)
    return found


def election_votes(request: Request) -> list[date]:
    """Voting days of the chosen elections."""
    frame, chosen = filter_choices(request).elections, request.address.filters.elections
    days = frame.loc[frame["election_id"].isin(chosen), "voting_date"].dropna()
    return [pd.Timestamp(day).date() for day in days]


def shown_part(request: Request) -> str:
    """Which outlets are asked for: a sample, the worst, or all."""
    value = request.address.extra.get("show", "")
    return value if value in SHOWN else SHOWN[0]


def success_share(row: Row) -> float | None:
    """The share of an outlet's requests that brought something; None where none was made."""
    if pd.isna(row["fetched_count"]):
        return None
    tried = int(row["fetched_count"]) + int(row["failed_count"])
    return int(row["fetched_count"]) / tried if tried else None


def pick_outlets(rows: Sequence[Row], part: str) -> list[Row]:
    """Up to so many outlets: spread evenly over the map, or those with least success and longest silence."""
    if part == "all" or len(rows) <= SAMPLE_SIZE:
        return list(rows)
    if part == "worst":
        ranked = sorted(rows, key=_badness)[:SAMPLE_SIZE]
        chosen = {row["outlet_id"] for row in ranked}
        return [row for row in rows if row["outlet_id"] in chosen]
    return [rows[at * len(rows) // SAMPLE_SIZE] for at in range(SAMPLE_SIZE)]


def _badness(row: Row) -> tuple[float, int, str]:
    share = success_share(row)
    silent: int = 0 if pd.isna(row["days_silent"]) else int(row["days_silent"])
    return (2.0 if share is None else share, -silent, str(row["outlet_id"]))


def watched_rows(request: Request, outlets: Sequence[Row], known: pd.DataFrame, spans: Spans) -> list[Watched]:
    """The rows of the strip; a cell of articles leads to their list."""
    cells = {(row["outlet_id"], pd.Timestamp(row["start_date"]).date()): row for row in records(known)}
    found = []
    for outlet in outlets:
        counts, states, hrefs = [], [], []
        for first, last in spans:
            cell = cells.get((outlet["outlet_id"], first))
            count = int(cell["article_count"]) if cell else 0
            states.append(_state(cell))
            counts.append(count)
            hrefs.append(articles_of(request, outlet, first, last) if count else "")
        share = success_share(outlet)
        found.append(
            Watched(
                name=str(outlet["name"]),
                place=short_place(outlet["province_name"]) if outlet["province_name"] else "–",
                island=ISLANDS.get(str(outlet["province_code"] or "")[:1], "east"),
                counts=tuple(counts),
                states=tuple(states),
                hrefs=tuple(hrefs),
                share="–" if share is None else format_share(share, request.lang),
                is_low=share is not None and share < LOW_SHARE,
                is_crawled=int(outlet["visit_count"]) > 0,
                is_silent=pd.isna(outlet["last_date"]) or pd.Timestamp(outlet["last_date"]).date() <= spans[-1][1],
            )
        )
    return found


def _state(cell: Row | None) -> str:
    if cell is None:
        return UNKNOWN
    if int(cell["article_count"]):
        return ARTICLES
    if cell["is_watched"]:
        return EMPTY
    return FAILED if cell["is_failed"] else UNKNOWN


def articles_of(request: Request, outlet: Row, first: date | None = None, last: date | None = None) -> str:
    """The list of an outlet's articles of any relevance, of some days or all."""
    f = Filters(outlets=(str(outlet["outlet_id"]),), relevance=EVERY_RELEVANCE, date_from=first, date_to=last)
    return href("/articles", request.lang, f)


def outlet_table(request: Request, outlets: Sequence[Row], *, is_open: bool = False) -> html.Details:
    """The strip's outlets in words, each number with its articles."""
    lines = []
    for row in outlets:
        share = success_share(row)
        count = int(row["article_count"])
        cells = [
            Cell(str(row["region_name"] or "–"), is_number=False),
            Cell(format_number(count, request.lang), articles_of(request, row) if count else None),
            Cell("–" if share is None else format_share(share, request.lang)),
            Cell(watch_words(request, row), is_number=False),
        ]
        lines.append((str(row["name"]), cells))
    names = ("outlet", "region", "articles", "share", "record")
    header = [request.t(f"coverage.column_{name}") for name in names]
    return number_table("watch", request.t("coverage.list"), header, lines, is_open=is_open)


def watch_words(request: Request, row: Row) -> str:
    """What the record of crawls tells of an outlet."""
    if not int(row["visit_count"]):
        return request.t("coverage.never_crawled")
    if row["left_because"]:
        return request.t("coverage.left", why=failure_words(request, str(row["left_because"])))
    if not int(row["fetched_count"]):
        return request.t("coverage.nothing_fetched", n=int(row["failed_count"]))
    if not int(row["window_count"]):
        return request.t("coverage.no_window")
    since = pd.Timestamp(row["first_since_date"]).date()
    return request.t("coverage.since", day=format_date(since, request.lang))


def silent_rows(rows: Sequence[Row]) -> list[Row]:
    """Outlets that a crawl reached and that have published nothing for long, the longest silence first."""
    silent = [row for row in rows if not pd.isna(row["days_silent"]) and int(row["days_silent"]) > SILENT_DAYS]
    return sorted(silent, key=lambda row: (-int(row["days_silent"]), str(row["name"])))


def failure_words(request: Request, kind: str) -> str:
    """A kind of failure in words; an unknown one as it stands."""
    known = kind.removeprefix("failed: ").replace(" ", "_").lower()
    if found := STATUS.fullmatch(kind):
        return request.t("coverage.failure.status", code=found[1])
    key = f"coverage.failure.{known}"
    if key in texts(request.lang):
        return request.t(key)
    return (
        request.t("coverage.failure.network", error=kind.removeprefix("failed: "))
        if kind.startswith("failed: ")
        else kind
    )


def trouble_words(request: Request, trouble: str) -> str:
    """What `make health` found wrong, in the reader's language; a line that is not known as it stands."""
    for name, form in TROUBLES:
        if found := form.fullmatch(trouble):
            values = found.groupdict()
            if "why" in values:
                values["why"] = ", ".join(_kind_words(request, part) for part in values["why"].split(", "))
            return request.t(f"coverage.trouble.{name}", **values)
    return trouble


def _kind_words(request: Request, part: str) -> str:
    """ "5 barred": the kind in words."""
    number, _, kind = part.partition(" ")
    return f"{number} {failure_words(request, kind)}" if number.isdecimal() else failure_words(request, part)


def score_table(request: Request, reading: Reading) -> html.Table:
    """Two rows of ten dots for each figure: read rightly, and found at all."""
    head = [
        html.Th(html.Span(request.t("coverage.dots_kind"), className="visually-hidden"), scope="col"),
        *(html.Th(request.t(f"coverage.dots_{n}"), scope="col") for n in ("read", "found")),
    ]
    rows = [
        html.Tr(
            [
                html.Th(request.t(f"coverage.score.{score.figure}"), scope="row"),
                html.Td(_dots(request, score.precision)),
                html.Td(_dots(request, score.recall)),
            ]
        )
        for score in reading.scores
    ]
    return html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="dots-table")


def _dots(request: Request, share: float) -> html.Span:
    full = of_ten(share)
    dots = [html.Span(className="dot" if at < full else "dot is-hollow") for at in range(10)]
    exact = format_share(share, request.lang)
    words = request.t("coverage.dots_words", n=full, share=exact)
    return html.Span(
        [html.Span(dots, className="dots", **attributes(aria_hidden="true")), html.Span(words, className="dots-words")],
        title=exact,
    )


def worst_score(reading: Reading) -> Score:
    """The figure of which most is missed."""
    return min(reading.scores, key=lambda score: score.recall)


def field_bars(request: Request, fields: dict[str, int]) -> html.Div:
    """The share of articles without a field as bars, the largest first; a list behind it where there is one."""
    total = max(fields["article_count"], 1)
    rows = []
    for name in sorted(FIELDS, key=lambda name: -fields[name]):
        share = fields[name] / total
        count = request.t("figure.articles", n=fields[name])
        target = _missing(request) if name == "report_date" and fields[name] else None
        number = internal_link(count, target) if target else count
        fill = html.Span(className="field-fill", style={"width": f"{100 * share:.2f}%"})
        rows.append(
            html.Li(
                [
                    html.Span(request.t(f"coverage.field.{name}"), className="field-name"),
                    html.Span(fill, className="field-bar", **attributes(aria_hidden="true")),
                    html.Span(
                        format_share(share, request.lang, 0 if share >= 0.01 or not share else 1),
                        className="field-share",
                    ),
                    html.Span(number, className="field-count"),
                ]
            )
        )
    return html.Div(html.Ul(rows, className="field-bars"))


def _missing(request: Request) -> str:
    f = replace(request.address.filters, date_from=None, date_to=None)
    return href("/articles", request.lang, f, undated="1")

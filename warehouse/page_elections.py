"""What the page of elections asks: the same days around each vote, laid upon each other.

Everything is counted from `FIRST_DAY` to `LAST_DAY` of a vote, both included, in articles that name the election; an
article that names two elections counts in each. Filters restrict as everywhere, but for elections and dates, which
the comparison sets itself. Weeks are counted from voting day: week 0 begins on it, week -1 ends on its eve.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pandas as pd

from warehouse.answers import Filters
from warehouse.selection import question, sql_of

# Thirty whole weeks: 21 before the vote and nine from it on.
FIRST_WEEK, LAST_WEEK = -21, 8
FIRST_DAY, LAST_DAY = 7 * FIRST_WEEK, 7 * LAST_WEEK + 6


def window(voting_date: date) -> tuple[date, date]:
    """The first and the last day that is compared."""
    return voting_date + timedelta(days=FIRST_DAY), voting_date + timedelta(days=LAST_DAY)


def week_days(voting_date: date, week_no: int) -> tuple[date, date]:
    """The first and the last day of a week to the vote."""
    first = voting_date + timedelta(days=7 * week_no)
    return first, first + timedelta(days=6)


def within(f: Filters, election_id: str, first: date, last: date) -> Filters:
    """The filters behind one count of this page."""
    return replace(f, elections=(election_id,), date_from=first, date_to=last)


def election_counts(con: duckdb.DuckDBPyConnection, f: Filters, elections: Sequence[str]) -> pd.DataFrame:
    """One row per election with a known voting day, the latest first.

    Columns: election_id, voting_date, article_count, story_count and outlet_count (that brought them) within the
    compared days; before_count, after_count and undated_count of the articles beyond them.
    """
    frame = _ask(con, "counts", f, elections)
    frame["voting_date"] = pd.to_datetime(frame["voting_date"])
    return frame


def stories_by_week(con: duckdb.DuckDBPyConnection, f: Filters, elections: Sequence[str]) -> pd.DataFrame:
    """Reports by week to the vote: election_id, week_no, article_count, story_count; no row for a week without any."""
    return _ask(con, "weeks", f, elections)


def items_by_type(con: duckdb.DuckDBPyConnection, f: Filters, elections: Sequence[str]) -> pd.DataFrame:
    """Items of the compared days: election_id, kind (measure or violation), type, status, item_count."""
    return _ask(con, "items", f, elections)


def pledge_days(con: duckdb.DuckDBPyConnection, f: Filters, elections: Sequence[str]) -> pd.DataFrame:
    """Days before a vote with pledges taken: election_id, day, days (to the vote, negative), item_count.

    From the first compared day on; in order of time.
    """
    return _ask(con, "pledges", f, elections)


def outlets_watched(con: duckdb.DuckDBPyConnection, elections: Sequence[str]) -> pd.DataFrame:
    """How well the compared days are known: election_id, watched_count, unwatched_count.

    Outlets that a finished crawl watched on some of these days, and outlets that brought articles naming the election
    although no crawl tells of watching them. Whatever the filters.
    """
    return _ask(con, "watched", Filters(relevance=()), elections)


def stories_by_province(con: duckdb.DuckDBPyConnection, f: Filters, elections: Sequence[str]) -> pd.DataFrame:
    """Reports by province on the map of each voting day, in whole (`is_total`) and by week.

    Columns: election_id, province_code, name, today_codes (list: the provinces of today that lay in it), is_covered,
    since_year (of a province that is younger than the oldest calendar; else NA), week_no (NA in the row of the whole),
    is_total, article_count, story_count (NA where not covered). One row of the whole for every province of each day.
    """
    frame = _ask(con, "provinces", f, elections)
    frame["today_codes"] = pd.Series([list(value) for value in frame["today_codes"]], index=frame.index, dtype=object)
    whole = dict.fromkeys(("week_no", "since_year", "article_count", "story_count"), "Int64")
    return frame.astype(whole)


def _ask(con: duckdb.DuckDBPyConnection, name: str, f: Filters, elections: Sequence[str]) -> pd.DataFrame:
    sql, values = question(con, f"page_elections_{name}", _own(f), None, _parts())
    first, last = con.execute(
        "SELECT min(voting_date), max(voting_date) FROM elections WHERE list_contains($ids::VARCHAR[], election_id)",
        {"ids": list(elections)},
    ).fetchone() or (None, None)
    asked = {
        "compared": list(elections),
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
        "first_date": None if first is None else window(first)[0],
        "last_date": None if last is None else window(last)[1],
    }
    return con.execute(sql, values | {key: value for key, value in asked.items() if f"${key}" in sql}).df()


def _own(f: Filters) -> Filters:
    """The filters without those that the comparison sets itself."""
    return replace(f, elections=(), date_from=None, date_to=None)


def _parts() -> dict[str, str]:
    """What the questions share: the elections with their articles, and those of the compared days."""
    return {part: sql_of(f"page_elections_{part}") for part in ("inside", "picked")}

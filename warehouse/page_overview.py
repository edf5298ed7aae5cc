"""What the overview asks beside the questions of `queries.py`: what its map can show, and cases.

A case is selected where one of its articles is in the selection; its place is that of the case. Every count of stories
is of independent stories.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import Filters
from warehouse.page_cases import case_question
from warehouse.selection import fetch_row, question

STORY_COLUMNS = {"article_count": "Int64", "story_count": "Int64"}


def reports_by_province(
    con: duckdb.DuckDBPyConnection, f: Filters, *, measures: Sequence[str] = (), state: str | None = None
) -> pd.DataFrame:
    """All 38 provinces as `queries.articles_by_province`, counting only articles that report one of these.

    `measures` are types, of which one is taken; `state` is prohibited, alleged or proven, of any conduct.
    """
    return _ask(con, "articles_by_province", f, _more(measures, state)).astype(STORY_COLUMNS)


def reports_by_area(
    con: duckdb.DuckDBPyConnection, f: Filters, *, measures: Sequence[str] = (), state: str | None = None
) -> pd.DataFrame:
    """Regencies and cities as `queries.articles_by_area`, counting only articles that report one of these."""
    return _ask(con, "articles_by_area", f, _more(measures, state))


def cases_by_province(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """All 38 provinces: province_code, name, case_count (NA where not covered), outlet_count, is_covered.

    A case whose area is not known, or is the nation, is in none.
    """
    frame = con.execute(*case_question(con, "page_overview_cases_by_province", f)).df()
    return frame.astype({"case_count": "Int64"})


def cases_by_area(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Regencies and cities with cases: code, name, level, province_code, province_name, lat, lon, case_count."""
    return con.execute(*case_question(con, "page_overview_cases_by_area", f)).df()


def new_counts(con: duckdb.DuckDBPyConnection, f: Filters, since: datetime) -> tuple[int, int]:
    """Articles of the selection whose first version came in after `since` (UTC), and cases that only these tell."""
    more = {"page_new": since}
    articles = fetch_row(con, *question(con, "articles_count", f, more))["article_count"]
    cases = fetch_row(con, *case_question(con, "page_overview_new_cases", f, page_new=since))["case_count"]
    return int(articles), int(cases)


def _more(measures: Sequence[str], state: str | None) -> dict[str, Any]:
    more: dict[str, Any] = {"page_shown_measures": list(measures)} if measures else {}
    return more | ({"page_shown_state": state} if state else {})


def _ask(con: duckdb.DuckDBPyConnection, name: str, f: Filters, more: dict[str, Any]) -> pd.DataFrame:
    return con.execute(*question(con, name, f, more)).df()

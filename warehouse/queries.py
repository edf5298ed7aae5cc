"""The questions the dashboard asks: plain functions over a read-only connection.

A filter picks articles; everything asked about is then what these articles say. So with `measures=("pledge",)` the
table of measures shows all measures of the articles in which a pledge is taken. Every number opens: `item_count` is the
number of rows of `evidence_table` for the same filters, kind, type and status, `article_count` and `story_count` are
the distinct `article_id` and `story_id` among them (or among the rows of `articles_table`, for places and weeks).

The SQL is in `sql/`; each question stands after `sql/selected.sql`, and all values are bound as parameters.
Dates are pandas datetime64 with NaT for none, texts `str` with None for none, counts are integers (Int64 with NA where
a province is not covered); columns of several values hold Python lists, empty ones included.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import ArticleView, DatasetInfo, FilterOptions, Filters, Headline, StatusCount
from warehouse.connection import Warehouse, WarehouseUnavailable, connect, warehouse_path

__all__ = [
    "ArticleView",
    "DatasetInfo",
    "FilterOptions",
    "Filters",
    "Headline",
    "StatusCount",
    "Warehouse",
    "WarehouseUnavailable",
    "article",
    "articles_by_area",
    "articles_by_province",
    "articles_by_week",
    "articles_table",
    "connect",
    "dataset_info",
    "election_calendar",
    "evidence_table",
    "filter_options",
    "headline_counts",
    "latest_articles",
    "measures_by_type",
    "officials_table",
    "skipped_articles",
    "violations_by_type",
    "warehouse_path",
]

SQL = Path(__file__).parent / "sql"
VIOLATION_STATUSES = ("prohibited", "alleged", "proven")
LIST_COLUMNS = (
    "primary_region_codes",
    "primary_region_names",
    "province_codes",
    "election_ids",
    "measure_types",
    "prohibited_types",
    "alleged_types",
    "proven_types",
)


def dataset_info(con: duckdb.DuckDBPyConnection) -> DatasetInfo:
    """Tell what the warehouse was built from."""
    return DatasetInfo(**_row(con, "SELECT * FROM dataset", {}))


def skipped_articles(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Articles that could not be loaded: article_id, version, reason."""
    return _frame(con, "SELECT * FROM skipped_articles ORDER BY article_id", {})


def filter_options(con: duckdb.DuckDBPyConnection) -> FilterOptions:
    """Find what can be chosen, with the number of articles behind each choice."""
    every = Filters()
    dates = _row(con, _selecting("filter_dates"), every.parameters())
    return FilterOptions(
        elections=_ask(con, "filter_elections", every),
        provinces=_ask(con, "filter_provinces", every),
        regions=_ask(con, "filter_regions", every),
        measures=_ask(con, "filter_measures", every),
        violations=_ask(con, "violations_by_type", every)[["type", "status", "article_count"]],
        **dates,
    )


def headline_counts(con: duckdb.DuckDBPyConnection, f: Filters) -> Headline:
    """Count the selection: articles, independent stories, undated articles, and conduct by status."""
    counts = _row(con, _selecting("headline_counts"), f.parameters())
    undated = replace(f, date_from=None, date_to=None)
    counts["undated_article_count"] = _row(con, _selecting("headline_counts"), undated.parameters())[
        "undated_article_count"
    ]
    found = {
        row.pop("status"): StatusCount(**row) for row in _rows(con, _selecting("violation_states"), f.parameters())
    }
    states = {status: found.get(status, StatusCount()) for status in VIOLATION_STATUSES}
    return Headline(**(counts | states))


def articles_by_province(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """All 38 provinces: province_code, name, article_count, story_count, outlet_count, is_covered.

    Counts are NA where the province is not covered: no outlet at home in it and, whatever the filters, no article
    about it. `outlet_count` is the outlets at home there, whatever the filters. An article about two provinces counts
    in each.
    """
    frame = _ask(con, "articles_by_province", f)
    return frame.astype({"article_count": "Int64", "story_count": "Int64"})


def articles_by_area(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Regencies and cities with articles: code, name, level, province_code, province_name, lat, lon, and the counts.

    Most articles first. Articles about a province or the nation as a whole are not in it.
    """
    return _ask(con, "articles_by_area", f)


def articles_by_week(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Dated articles by week: week_start_date (a Monday), article_count, story_count; weeks between without gaps.

    A story whose copies fall into two weeks counts in each: do not sum `story_count` over weeks.
    """
    return _ask(con, "articles_by_week", f)


def election_calendar(con: duckdb.DuckDBPyConnection, elections: tuple[str, ...] = ()) -> pd.DataFrame:
    """Stages of these elections, of all where none is named, in order of time.

    Columns: election_id, name_id, name_en, voting_date, stage, start_date, end_date (inclusive), source.
    """
    return _frame(con, _sql("election_calendar"), {"elections": list(elections)})


def measures_by_type(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Measures of the selected articles: type, status, story_count, article_count, item_count."""
    return _ask(con, "measures_by_type", f)


def violations_by_type(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Conduct in the selected articles: type, status, story_count, article_count, item_count. Never sum over status."""
    return _ask(con, "violations_by_type", f)


def officials_table(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Persons named in the selected articles, one row per person and article, newest report first.

    Columns: official_id, name, role, acting, region_code, region_name, province_code, province_name, article_id,
    display_title, report_date, mention_count. The rows are those of `evidence_table(con, f, "official")`.
    """
    return _ask(con, "officials_table", f)


def articles_table(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    *,
    province: str | None = None,
    area: str | None = None,
    week_start_date: date | None = None,
    undated: bool = False,
    limit: int | None = None,
) -> pd.DataFrame:
    """The selected articles, newest first; the keywords open one count of the functions above.

    `province` leaves those behind one row of `articles_by_province`, `area` of `articles_by_area`, `week_start_date` of
    `articles_by_week`, `undated` those without a day. Columns: article_id, display_title, outlet_id, outlet, published,
    report_date, report_date_source, relevance, primary_region_codes, primary_region_names, province_codes,
    election_ids, measure_types, prohibited_types, alleged_types, proven_types, story_id, copy_count (the other articles
    of its story, whatever the filters).
    """
    values = {
        "province": province,
        "area": area,
        "week_start_date": week_start_date,
        "undated": undated,
        "max_rows": limit,
    }
    frame = _ask(con, "articles_table", f, **values)
    for name in LIST_COLUMNS:
        frame[name] = pd.Series([_as_list(value) for value in frame[name]], index=frame.index, dtype=object)
    return frame


def latest_articles(con: duckdb.DuckDBPyConnection, f: Filters, limit: int = 5) -> pd.DataFrame:
    """The newest of the selected articles, as in `articles_table`."""
    return articles_table(con, f, limit=limit)


def evidence_table(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    kind: str,
    type: str | None = None,
    status: str | None = None,
    *,
    unsure_first: bool = False,
) -> pd.DataFrame:
    """What stands behind a number: the items of one kind in the selected articles, newest report first.

    With `unsure_first` those of the least confidence come first, those without one last.

    Columns: article_id, story_id, display_title, report_date, kind, item_id, type, status, value, actor, start_char,
    end_char, words, confidence (NaN for none), rule, sentence_no, sentence. `type` and `status` None take all.
    """
    return _ask(con, "evidence_table", f, kind=kind, type=type, status=status, unsure_first=unsure_first)


def article(con: duckdb.DuckDBPyConnection, article_id: str) -> ArticleView | None:
    """One article with all its items; None where there is none of that id."""
    value = {"article_id": article_id}
    rows = _rows(con, _sql("article"), value)
    if not rows:
        return None
    parts = ("primary_regions", "officials", "mentions", "items", "sentences", "copies")
    return ArticleView(**(rows[0] | {part: _frame(con, _sql(f"article_{part}"), value) for part in parts}))


@cache
def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _selecting(name: str) -> str:
    return _sql("selected") + _sql(name)


def _ask(con: duckdb.DuckDBPyConnection, name: str, f: Filters, **values: object) -> pd.DataFrame:
    return _frame(con, _selecting(name), {**f.parameters(), **values})


def _frame(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> pd.DataFrame:
    frame = con.execute(sql, values).df()
    for name in frame.columns:
        if frame[name].dtype == object or isinstance(frame[name].dtype, pd.StringDtype):
            # DuckDB gives a missing text as None, NaN or NA, as the column happens to come.
            texts = frame[name].astype(object)
            frame[name] = texts.where(texts.notna(), None)
    return frame


def _rows(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    cursor = con.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _row(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> dict[str, Any]:
    return _rows(con, sql, values)[0]


def _as_list(value: object) -> list[str]:
    return list(value) if isinstance(value, Iterable) else []  # no row of the list is NULL: None or NA

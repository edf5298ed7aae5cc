"""The questions the dashboard asks: plain functions over a read-only connection.

A filter picks articles; everything asked about is then what these articles say. So with `measures=("pledge",)` the
table of measures shows all measures of the articles in which a pledge is taken. Every number opens: `item_count` is the
number of rows of `evidence_table` for the same filters, kind, type and status, `article_count` and `story_count` are
the distinct `article_id` and `story_id` among them (or among the rows of `articles_table`, for places and weeks).

The SQL is in `sql/`, over the facts (`schema/facts.sql`): in each question `{filters}` stands for the fragments of
`sql/where/` that the filters need, and all values are bound as parameters. Lists that may be long come in pages
(`limit`, `offset`), each with a function that counts them whole.
Dates are pandas datetime64 with NaT for none, texts `str` with None for none, counts are integers (Int64 with NA where
a province is not covered); columns of several values hold Python lists, empty ones included.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import (
    ArticleCount,
    ArticleNeighbours,
    ArticleView,
    DatasetInfo,
    EvidenceCount,
    FilterOptions,
    Filters,
    Headline,
    StatusCount,
)
from warehouse.connection import Warehouse, WarehouseUnavailable, connect, warehouse_path
from warehouse.evidence import evidence_count, evidence_table
from warehouse.page_officials import Wanted, persons_listed
from warehouse.search import SearchHit, show_words
from warehouse.search_query import parse_question
from warehouse.search_snippets import Span
from warehouse.selection import (
    fetch_frame,
    fetch_row,
    fetch_rows,
    named_keys,
    page_values,
    question,
    sql_of,
)

__all__ = [
    "ArticleCount",
    "ArticleNeighbours",
    "ArticleView",
    "DatasetInfo",
    "EvidenceCount",
    "FilterOptions",
    "Filters",
    "Headline",
    "SearchHit",
    "Span",
    "StatusCount",
    "Warehouse",
    "WarehouseUnavailable",
    "article",
    "article_neighbours",
    "article_title",
    "article_words",
    "articles_by_area",
    "articles_by_province",
    "articles_by_week",
    "articles_count",
    "articles_over_time",
    "articles_table",
    "connect",
    "dataset_info",
    "election_calendar",
    "evidence_count",
    "evidence_table",
    "filter_options",
    "headline_counts",
    "latest_articles",
    "measures_by_type",
    "officials_table",
    "parse_question",
    "persons_count",
    "persons_table",
    "skipped_articles",
    "violations_by_type",
    "warehouse_path",
]

# The tables of an article, each `sql/article_<name>.sql`.
ARTICLE_PARTS = (
    "primary_regions",
    "officials",
    "mentions",
    "items",
    "sentences",
    "copies",
    "cases",
    "case_events",
    "versions",
    "contests",
)
# Articles that are listed at once: 10,000 would take more than half of a reader's memory.
MOST_ROWS = 2_000
PERSON_COLUMNS = (
    "official_id", "name", "role", "acting", "region_code", "region_name", "is_protected", "article_count",
    "mention_count", "article_id", "start_char", "report_date",
)  # fmt: skip
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
    return DatasetInfo(**fetch_row(con, "SELECT * FROM dataset", {}))


def skipped_articles(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Articles that could not be loaded: article_id, version, reason."""
    return fetch_frame(con, "SELECT * FROM skipped_articles ORDER BY article_id", {})


def filter_options(con: duckdb.DuckDBPyConnection) -> FilterOptions:
    """Find what can be chosen, with the number of articles behind each choice."""
    every = Filters()
    dates = fetch_row(con, *question(con, "filter_dates", every))
    return FilterOptions(
        elections=_ask(con, "filter_elections", every),
        provinces=_ask(con, "filter_provinces", every),
        regions=_ask(con, "filter_regions", every),
        measures=_ask(con, "filter_measures", every),
        violations=violations_by_type(con, every)[["type", "status", "article_count"]],
        outlets=_ask(con, "filter_outlets", every),
        **dates,
    )


def headline_counts(con: duckdb.DuckDBPyConnection, f: Filters) -> Headline:
    """Count the selection: articles, independent stories, undated articles, and conduct by status."""
    counts = fetch_row(con, *question(con, "headline_counts", f))
    if f.date_from or f.date_to:
        undated = replace(f, date_from=None, date_to=None)
        counts["undated_article_count"] = articles_count(con, undated, undated=True).article_count
    found = {row.pop("status"): StatusCount(**row) for row in fetch_rows(con, *question(con, "violation_states", f))}
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
    return articles_over_time(con, f)[0]


def articles_over_time(con: duckdb.DuckDBPyConnection, f: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What `articles_by_week` gives, and the counts by longer spans: unit (month, quarter or year) and start_date.

    Spans without articles have no row. A story whose copies fall into two spans counts in each.
    """
    frame = _ask(con, "articles_over_time", f)
    is_week = frame["unit"] == "week"
    weeks = frame[is_week].drop(columns="unit").rename(columns={"start_date": "week_start_date"})
    if len(weeks):
        days = pd.date_range(weeks["week_start_date"].min(), weeks["week_start_date"].max(), freq="7D", unit="us")
        counts = weeks.set_index("week_start_date").reindex(days, fill_value=0)
        weeks = counts.rename_axis("week_start_date").reset_index()
    return weeks.reset_index(drop=True), frame[~is_week].reset_index(drop=True)


def election_calendar(con: duckdb.DuckDBPyConnection, elections: tuple[str, ...] = ()) -> pd.DataFrame:
    """Stages of these elections, of all where none is named, in order of time.

    Columns: election_id, name_id, name_en, voting_date, stage, start_date, end_date (inclusive), source.
    """
    return fetch_frame(con, sql_of("election_calendar"), {"elections": list(elections)})


def measures_by_type(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Measures of the selected articles: type, status, story_count, article_count, item_count."""
    return _by_type(con, "measure", f)


def violations_by_type(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Conduct in the selected articles: type, status, story_count, article_count, item_count. Never sum over status."""
    return _by_type(con, "violation", f)


def officials_table(
    con: duckdb.DuckDBPyConnection, f: Filters, *, limit: int | None = None, offset: int = 0
) -> pd.DataFrame:
    """Persons named in the selected articles, one row per person and article, newest report first.

    Columns: official_id, name, role, acting, region_code, region_name, province_code, province_name, article_id,
    display_title, report_date, mention_count. The rows are those of `evidence_table(con, f, "official")`.
    """
    return _ask(con, "officials_table", f, **page_values(limit, offset))


def persons_table(con: duckdb.DuckDBPyConnection, f: Filters, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """Persons in the selected articles, those in most articles first; one row per person (docs/persons.md).

    A protected person (`is_protected`) has a code as name. Columns: official_id, name, role, acting, region_code,
    region_name, is_protected, article_id, start_char and report_date of the newest report among these articles, and
    article_count and mention_count of them all.
    """
    return persons_listed(con, f, Wanted(), has_ids=False, limit=limit, offset=offset)[list(PERSON_COLUMNS)]


def persons_count(con: duckdb.DuckDBPyConnection, f: Filters) -> int:
    """How many rows `persons_table` has without a limit."""
    return int(fetch_row(con, *question(con, "persons_count", f))["person_count"])


def articles_table(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    *,
    province: str | None = None,
    area: str | None = None,
    week_start_date: date | None = None,
    undated: bool = False,
    new_since: datetime | None = None,
    stories: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """The selected articles, newest first; the keywords open one count of the functions above.

    `province` leaves those behind one row of `articles_by_province`, `area` of `articles_by_area`, `week_start_date` of
    `articles_by_week`, `undated` those without a day, `new_since` (UTC) those that came in later, `stories` the
    earliest of each story. Columns: article_id,
    display_title, outlet_id, outlet, published, report_date, report_date_source, relevance, primary_region_codes,
    primary_region_names, province_codes, election_ids, measure_types, prohibited_types, alleged_types, proven_types,
    story_id, copy_count (the other articles of its story, whatever the filters).
    """
    more = _opened(province, area, week_start_date, undated, new_since) | ({"stories": True} if stories else {})
    frame = _articles(con, f, more, limit, offset)
    for name in LIST_COLUMNS:
        frame[name] = pd.Series([_as_list(value) for value in frame[name]], index=frame.index, dtype=object)
    return frame


def _articles(
    con: duckdb.DuckDBPyConnection, f: Filters, more: Mapping[str, object], limit: int | None, offset: int
) -> pd.DataFrame:
    """The rows of `articles_table`; few by their keys, which an index finds, many in parts that fit into memory."""
    page = page_values(limit, offset)
    if limit is None:
        return fetch_frame(con, *question(con, "articles_table", f, more, {"own": ""}, **page))
    keys = con.execute(*question(con, "articles_keys", f, more, **page)).fetchall()
    if not keys:
        sql = sql_of("articles_table").replace("{own}", "").replace("{filters}", "false")
        return fetch_frame(con, sql, page_values(0, 0))
    frames = []
    for part in (keys[start : start + MOST_ROWS] for start in range(0, len(keys), MOST_ROWS)):
        ids, values = named_keys("articles", [article_id for _, article_id in part])
        numbers = ", ".join(str(number) for number, _ in part)
        sql = sql_of("articles_table").replace("{own}", f"WHERE article_id IN ({ids})")
        sql = sql.replace("{filters}", f"article_no IN ({numbers})")
        frames.append(fetch_frame(con, sql, values | page_values(None, 0)))
    return pd.concat(frames, ignore_index=True)


def articles_count(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    *,
    province: str | None = None,
    area: str | None = None,
    week_start_date: date | None = None,
    undated: bool = False,
    new_since: datetime | None = None,
) -> ArticleCount:
    """How many articles, and independent stories, `articles_table` has for the same arguments without a limit."""
    more = _opened(province, area, week_start_date, undated, new_since)
    return ArticleCount(**fetch_row(con, *question(con, "articles_count", f, more)))


def article_neighbours(
    con: duckdb.DuckDBPyConnection,
    article_id: str,
    f: Filters,
    *,
    province: str | None = None,
    area: str | None = None,
    week_start_date: date | None = None,
    undated: bool = False,
    new_since: datetime | None = None,
    stories: bool = False,
) -> ArticleNeighbours | None:
    """Where an article stands in what `articles_table` lists for the same arguments; None where it is not listed."""
    more = _opened(province, area, week_start_date, undated, new_since) | ({"stories": True} if stories else {})
    rows = fetch_rows(con, *question(con, "article_neighbours", f, more, None, article_id=article_id))
    return ArticleNeighbours(**rows[0]) if rows else None


def latest_articles(
    con: duckdb.DuckDBPyConnection, f: Filters, limit: int = 5, *, new_since: datetime | None = None
) -> pd.DataFrame:
    """The newest of the selected articles, as in `articles_table`."""
    return articles_table(con, f, new_since=new_since, limit=limit)


def article_words(con: duckdb.DuckDBPyConnection, f: Filters, article_ids: Sequence[str]) -> dict[str, SearchHit]:
    """How the words of `f.text` stand in these articles, by id: title and snippet with their hits."""
    return show_words(con, f.text or "", article_ids)


def article(con: duckdb.DuckDBPyConnection, article_id: str) -> ArticleView | None:
    """One article with all its items; None where there is none of that id."""
    value = {"article_id": article_id}
    rows = fetch_rows(con, sql_of("article"), value)
    if not rows:
        return None
    return ArticleView(
        **(rows[0] | {part: fetch_frame(con, sql_of(f"article_{part}"), value) for part in ARTICLE_PARTS})
    )


def article_title(con: duckdb.DuckDBPyConnection, article_id: str) -> str | None:
    """The title of one article as it is shown; None where there is none of that id."""
    row = con.execute("SELECT display_title FROM articles WHERE article_id = $article_id", {"article_id": article_id})
    found = row.fetchone()
    return None if found is None else str(found[0])


def _opened(
    province: str | None, area: str | None, week_start_date: date | None, undated: bool, new_since: datetime | None
) -> dict[str, Any]:
    """The filters that open one count: names of `sql/where/`."""
    given = {
        "province": province,
        "area": area,
        "week_start_date": week_start_date,
        "undated": undated or None,
        "page_new": new_since,
    }
    return {name: value for name, value in given.items() if value is not None}


def _ask(
    con: duckdb.DuckDBPyConnection, name: str, f: Filters, more: Mapping[str, object] | None = None, **values: object
) -> pd.DataFrame:
    return fetch_frame(con, *question(con, name, f, more, None, **values))


def _by_type(con: duckdb.DuckDBPyConnection, kind: str, f: Filters) -> pd.DataFrame:
    return fetch_frame(con, *question(con, "items_by_type", f, fragments={"kind": kind}))


def _as_list(value: object) -> list[str]:
    return list(value) if hasattr(value, "__iter__") else []  # no row of the list is NULL: None or NA

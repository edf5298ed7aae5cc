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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import (
    ArticleCount,
    ArticleView,
    DatasetInfo,
    EvidenceCount,
    FilterOptions,
    Filters,
    Headline,
    StatusCount,
)
from warehouse.connection import Warehouse, WarehouseUnavailable, connect, warehouse_path
from warehouse.search import SearchHit, show_words
from warehouse.search_query import parse_question
from warehouse.search_snippets import Span
from warehouse.selection import fetch_row, fetch_rows, question, sql_of

__all__ = [
    "ArticleCount",
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
    "article_words",
    "articles_by_area",
    "articles_by_province",
    "articles_by_span",
    "articles_by_week",
    "articles_count",
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

# Kinds of evidence with facts of their own, and what their SQL differs in.
COUNTED_KINDS = {
    "measure": {"kind": "measure", "letter": "m", "actor": "m.actor"},
    "violation": {"kind": "violation", "letter": "v", "actor": "NULL::VARCHAR"},
}
# More articles than this are named by a list, not one by one: then a table is read whole, and once.
FEW_ARTICLES = 1_000
EVERY_ROW = 2**62
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
    return _frame(con, "SELECT * FROM skipped_articles ORDER BY article_id", {})


def filter_options(con: duckdb.DuckDBPyConnection) -> FilterOptions:
    """Find what can be chosen, with the number of articles behind each choice."""
    every = Filters()
    dates = fetch_row(con, *question(con, "filter_dates", every))
    return FilterOptions(
        elections=_ask(con, "filter_elections", every),
        provinces=_ask(con, "filter_provinces", every),
        regions=_ask(con, "filter_regions", every),
        measures=_ask(con, "filter_measures", every),
        violations=_ask(con, "violations_by_type", every)[["type", "status", "article_count"]],
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
    return _ask(con, "articles_by_week", f)


def articles_by_span(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Dated articles by longer spans: unit (month, quarter or year), start_date, article_count, story_count.

    Spans without articles have no row. A story whose copies fall into two spans counts in each.
    """
    return _ask(con, "articles_by_span", f)


def election_calendar(con: duckdb.DuckDBPyConnection, elections: tuple[str, ...] = ()) -> pd.DataFrame:
    """Stages of these elections, of all where none is named, in order of time.

    Columns: election_id, name_id, name_en, voting_date, stage, start_date, end_date (inclusive), source.
    """
    return _frame(con, sql_of("election_calendar"), {"elections": list(elections)})


def measures_by_type(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Measures of the selected articles: type, status, story_count, article_count, item_count."""
    return _ask(con, "measures_by_type", f)


def violations_by_type(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Conduct in the selected articles: type, status, story_count, article_count, item_count. Never sum over status."""
    return _ask(con, "violations_by_type", f)


def officials_table(
    con: duckdb.DuckDBPyConnection, f: Filters, *, limit: int | None = None, offset: int = 0
) -> pd.DataFrame:
    """Persons named in the selected articles, one row per person and article, newest report first.

    Columns: official_id, name, role, acting, region_code, region_name, province_code, province_name, article_id,
    display_title, report_date, mention_count. The rows are those of `evidence_table(con, f, "official")`.
    """
    return _ask(con, "officials_table", f, **_page(limit, offset))


def persons_table(con: duckdb.DuckDBPyConnection, f: Filters, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """Persons in the selected articles, those in most articles first; one row per person (docs/persons.md).

    A protected person (`is_protected`) has a code as name. Columns: official_id, name, role, acting, region_code,
    region_name, is_protected, article_id, start_char and report_date of the newest report among these articles, and
    article_count and mention_count of them all.
    """
    return _ask(con, "persons_table", f, **_page(limit, offset))


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
    frame = _ask(con, "articles_table", f, more, **_page(limit, offset))
    for name in LIST_COLUMNS:
        frame[name] = pd.Series([_as_list(value) for value in frame[name]], index=frame.index, dtype=object)
    return frame


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


def latest_articles(
    con: duckdb.DuckDBPyConnection, f: Filters, limit: int = 5, *, new_since: datetime | None = None
) -> pd.DataFrame:
    """The newest of the selected articles, as in `articles_table`."""
    return articles_table(con, f, new_since=new_since, limit=limit)


def article_words(con: duckdb.DuckDBPyConnection, f: Filters, article_ids: Sequence[str]) -> dict[str, SearchHit]:
    """How the words of `f.text` stand in these articles, by id: title and snippet with their hits."""
    return show_words(con, f.text or "", article_ids)


def evidence_table(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    kind: str,
    type: str | Sequence[str] | None = None,
    status: str | None = None,
    *,
    unsure_first: bool = False,
    min_confidence: float | None = None,
    actor_kind: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """What stands behind a number: the items of one kind in the selected articles, newest report first.

    With `unsure_first` those of the least confidence come first, those without one last; with `min_confidence` only
    those at least as sure come, and none without a confidence.

    Columns: article_id, story_id, display_title, report_date, kind, item_id, type, status, value, actor, start_char,
    end_char, words, confidence (NaN for none), rule, sentence_no, sentence. `type` (one, or any of several) and
    `status` None take all. `actor_kind` (of measures alone) leaves those of one kind of body (`measure_facts`).
    """
    values = _evidence_values(type, status, min_confidence) | _page(limit, offset)
    if kind in COUNTED_KINDS:
        words = COUNTED_KINDS[kind] | {"order": "unsure_no" if unsure_first else "place_no"}
        keys = con.execute(*question(con, "evidence_keys", f, _acting(kind, actor_kind), words, **values))
        return _evidence_items(con, words, keys)
    order = {"order": "confidence NULLS LAST, article_no" if unsure_first else "article_no"}
    return _frame(con, *question(con, "evidence_table", f, fragments=order, kind=kind, **values))


def evidence_count(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    kind: str,
    type: str | Sequence[str] | None = None,
    status: str | None = None,
    *,
    min_confidence: float | None = None,
    actor_kind: str | None = None,
) -> EvidenceCount:
    """Count the rows of `evidence_table` for the same arguments, without a limit; `kind` is measure or violation.

    Raises ValueError for any other kind.
    """
    if kind not in COUNTED_KINDS:
        raise ValueError(f"kind {kind!r}: one of {', '.join(COUNTED_KINDS)} is counted")
    values = _evidence_values(type, status, min_confidence)
    if acting := _acting(kind, actor_kind):
        return EvidenceCount(
            **fetch_row(con, *question(con, "evidence_actor", f, acting, COUNTED_KINDS[kind], **values))
        )
    if min_confidence is None:
        del values["min_confidence"]
    name = "evidence_count" if min_confidence is None else "evidence_sure"
    return EvidenceCount(**fetch_row(con, *question(con, name, f, fragments=COUNTED_KINDS[kind], **values)))


def article(con: duckdb.DuckDBPyConnection, article_id: str) -> ArticleView | None:
    """One article with all its items; None where there is none of that id."""
    value = {"article_id": article_id}
    rows = fetch_rows(con, sql_of("article"), value)
    if not rows:
        return None
    return ArticleView(**(rows[0] | {part: _frame(con, sql_of(f"article_{part}"), value) for part in ARTICLE_PARTS}))


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


def _acting(kind: str, actor_kind: str | None) -> dict[str, Any]:
    """The filter of measures by the kind of body that acts; conduct has none."""
    return {"actor_kind": actor_kind} if actor_kind and kind == "measure" else {}


def _page(limit: int | None, offset: int) -> dict[str, Any]:
    return {"max_rows": EVERY_ROW if limit is None else limit, "skipped": offset}


def _evidence_values(
    type: str | Sequence[str] | None, status: str | None, min_confidence: float | None
) -> dict[str, Any]:
    types = [type] if isinstance(type, str) else list(type or ())
    return {"types": types, "status": status, "min_confidence": min_confidence}


def _evidence_items(
    con: duckdb.DuckDBPyConnection, words: Mapping[str, str], keys: duckdb.DuckDBPyConnection
) -> pd.DataFrame:
    """The rows of `evidence` for items given by article and id, in their order."""
    rows = keys.fetchall()
    values: dict[str, Any] = {"items": [item_id for _, item_id in rows]}
    article_ids = sorted({article_id for article_id, _ in rows})
    if 0 < len(article_ids) <= FEW_ARTICLES:
        named = {f"article_{place}": article_id for place, article_id in enumerate(article_ids)}
        articles = ", ".join(f"${name}" for name in named)
        values |= named
    else:
        articles, values["articles"] = "SELECT unnest($articles::VARCHAR[])", article_ids
    sql = sql_of("evidence_items")
    for name, fragment in ({**words, "articles": articles}).items():
        sql = sql.replace(f"{{{name}}}", fragment)
    return _frame(con, sql, values)


def _ask(
    con: duckdb.DuckDBPyConnection, name: str, f: Filters, more: Mapping[str, object] | None = None, **values: object
) -> pd.DataFrame:
    return _frame(con, *question(con, name, f, more, None, **values))


def _frame(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> pd.DataFrame:
    frame = con.execute(sql, values).df()
    for name in frame.columns:
        if frame[name].dtype == object or isinstance(frame[name].dtype, pd.StringDtype):
            # DuckDB gives a missing text as None, NaN or NA, as the column happens to come.
            texts = frame[name].astype(object)
            frame[name] = texts.where(texts.notna(), None)
    return frame


def _as_list(value: object) -> list[str]:
    return list(value) if isinstance(value, Iterable) else []  # no row of the list is NULL: None or NA

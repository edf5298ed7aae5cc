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
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.connection import Warehouse, connect

__all__ = ["Filters", "Warehouse", "connect"]  # with all functions below; connections are offered here for callers

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


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles are asked about. Empty is no restriction; of one filter any value will do, all filters must hold.

    `provinces` and `regions` are about primary regions: an article about Kota Batam is in province 21, and one about
    Kepulauan Riau as a whole is not in region 21.71. `measures` and `measure_statuses` must hold of one measure,
    `violations` and `violation_statuses` of one violation. The dates are inclusive and leave undated articles out.
    Every word of `text` must stand somewhere in title or text, upper and lower case alike.
    """

    elections: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    measure_statuses: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    violation_statuses: tuple[str, ...] = ()
    relevance: tuple[str, ...] = ("core", "mention")
    date_from: date | None = None
    date_to: date | None = None
    text: str | None = None

    def parameters(self) -> dict[str, Any]:
        """The parameters of `sql/selected.sql`."""
        values = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}
        values["words"] = (values.pop("text") or "").split()
        return values


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What the file was built from; `built_at` is UTC, without zone. `is_demonstration`: the articles are invented."""

    is_demonstration: bool
    built_at: datetime
    schema_version: int
    pipeline: str | None
    article_count: int
    story_count: int
    older_version_count: int
    skipped_article_count: int


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """What can be chosen, each frame with `article_count`: of the articles that have the default relevance.

    elections: election_id, kind, year, name_id, name_en, voting_date · provinces: province_code, name ·
    regions: code, name, level, province_code · measures: type · violations: type, status.
    """

    elections: pd.DataFrame
    provinces: pd.DataFrame
    regions: pd.DataFrame
    measures: pd.DataFrame
    violations: pd.DataFrame
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True, slots=True)
class StatusCount:
    """Conduct of one status: items, the articles they stand in, the independent stories these are."""

    item_count: int = 0
    article_count: int = 0
    story_count: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """Counts of the selection. The three statuses are never summed.

    `undated_article_count` leaves `date_from` and `date_to` aside: the articles of the other filters without a day,
    which a range of dates leaves out and a timeline cannot show.
    """

    article_count: int
    story_count: int
    undated_article_count: int
    prohibited: StatusCount
    alleged: StatusCount
    proven: StatusCount


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article with all that was read out of it. Offsets count code points in `text`, from 0, the end exclusive.

    primary_regions: region_code, name, level, province_code, province_name ·
    officials: official_id, name, role, acting, region_code, region_name, ..., mention_count, start_char, end_char ·
    mentions: official_id, name, role, text, start_char, end_char ·
    items (all kinds, officials too, in reading order): kind, item_id, type, status, value, actor, value_name,
    start_char, end_char, words, sentence_no, sentence ·
    sentences: sentence_no, paragraph, is_residue, start_char, end_char, text ·
    copies (the other articles of the story): article_id, display_title, outlet, published, report_date, url, is_first.
    """

    article_id: str
    version: str
    url: str | None
    title: str | None
    display_title: str
    published: str | None
    report_date: date | None
    report_date_source: str | None
    outlet_id: str | None
    outlet: str | None
    outlet_region_code: str | None
    outlet_region_name: str | None
    author: str | None
    text: str
    word_count: int
    relevance: str
    story_id: str
    first_article_id: str
    copy_count: int
    source: str | None
    imported_at: datetime | None
    pipeline: str
    primary_regions: pd.DataFrame
    officials: pd.DataFrame
    mentions: pd.DataFrame
    items: pd.DataFrame
    sentences: pd.DataFrame
    copies: pd.DataFrame

    def items_of(self, kind: str) -> pd.DataFrame:
        """The items of one kind: measure, violation, official, date, region, election, legal, document, quote."""
        return self.items[self.items["kind"] == kind].reset_index(drop=True)


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
    states = _ask(con, "violation_states", f).set_index("status")
    found = {
        status: StatusCount(**{str(name): int(value) for name, value in states.loc[status].items()})
        for status in states.index
    }
    return Headline(**counts, **{status: found.get(status, StatusCount()) for status in VIOLATION_STATUSES})


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
    con: duckdb.DuckDBPyConnection, f: Filters, kind: str, type: str | None = None, status: str | None = None
) -> pd.DataFrame:
    """What stands behind a number: the items of one kind in the selected articles, newest report first.

    Columns: article_id, story_id, display_title, report_date, kind, item_id, type, status, value, actor, start_char,
    end_char, words, sentence_no, sentence. `type` and `status` None take all.
    """
    return _ask(con, "evidence_table", f, kind=kind, type=type, status=status)


def article(con: duckdb.DuckDBPyConnection, article_id: str) -> ArticleView | None:
    """One article with all its items; None where there is none of that id."""
    value = {"article_id": article_id}
    rows = _rows(con, _sql("article"), value)
    if not rows:
        return None
    parts = ("primary_regions", "officials", "mentions", "items", "sentences", "copies")
    return ArticleView(**rows[0], **{part: _frame(con, _sql(f"article_{part}"), value) for part in parts})


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

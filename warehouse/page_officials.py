"""What the pages of persons ask: plain functions over a read-only connection, to the views that cover protected names.

Persons are found by rule from names, offices, areas and days (docs/persons.md). Filters pick articles; what is counted
of a person is what these articles say. Dates are datetime64 with NaT for none, texts `str` with None for none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import Filters
from warehouse.selection import fetch_frame, fetch_row, fetch_rows, question, sql_of

ORDERS: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_count DESC", "mention_count DESC", "official_no"),
    "mentions": ("mention_count DESC", "article_count DESC", "official_no"),
    # The rows are numbered by newest report.
    "newest": ("official_no",),
    "quotes": ("spoken_count DESC", "article_count DESC", "mention_count DESC", "official_no"),
    "measures": ("spoken_count DESC", "article_count DESC", "mention_count DESC", "official_no"),
}
# What is counted of all persons before they stand in these orders; in the others it is counted of a page of them.
SPOKEN: Mapping[str, str] = {"quotes": "page_officials_quoted", "measures": "page_officials_measured"}
SPEECH_COUNTS = ("quote_count", "statement_count", "measure_count")
PERSON_COLUMNS = (
    "person_id", "official_id", "name", "role", "acting", "region_code", "region_name", "is_protected", "article_id",
    "start_char", "report_date", "article_count", "mention_count", *SPEECH_COUNTS,
)  # fmt: skip
MEASURE_COLUMNS = (
    "measure_id", "type", "status", "actor", "confidence", "article_id", "start_char", "display_title", "report_date",
    "words", "sentence",
)  # fmt: skip
# Words of a name that are looked for; more do not make it plainer.
MOST_WORDS = 6
# More ids than this are named by a list, not one by one: then a table is read whole, and once.
FEW_IDS = 1_000


@dataclass(frozen=True, slots=True)
class PersonCount:
    """How many persons a list holds, and how many of them stand in more than one of the selected articles."""

    person_count: int
    several_count: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which persons are listed: those who are named, in any article, with all of these words and in this office.

    `words` are small letters and figures; only what everybody may see is searched, so that a covered name is not found.
    """

    role: str | None = None
    words: tuple[str, ...] = ()
    is_several: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One person: `name` is a pseudonym where `is_protected`; `reason` why it is, or is not (`protections`)."""

    person_id: str
    name: str
    is_protected: bool
    reason: str | None


def persons_count(con: duckdb.DuckDBPyConnection, f: Filters, wanted: Wanted) -> PersonCount:
    """Count the persons of the selected articles, those in several apart; `wanted.is_several` is left aside."""
    fragment, values = _wanted(wanted)
    row = fetch_row(con, *question(con, "page_officials_count", f, fragments={"persons": fragment}, **values))
    return PersonCount(int(row["person_count"]), int(row["several_count"]))


def persons_page(
    con: duckdb.DuckDBPyConnection, f: Filters, wanted: Wanted, *, order: str = "articles", limit: int, offset: int = 0
) -> pd.DataFrame:
    """A part of the persons, one row each, in the order of one of `ORDERS`.

    Columns: person_id, official_id, name, role, acting, region_code, region_name, is_protected, article_id, start_char
    and report_date of the newest report among the selected articles; article_count, mention_count, quote_count,
    statement_count and measure_count (measures told in what the person says) over these articles. In the orders of
    `SPOKEN` protected persons come after all of whom anything is counted.
    """
    fragment, values = _wanted(wanted)
    columns = ORDERS[order]
    words = {
        "shown": sql_of("page_officials_shown"),
        "persons": fragment,
        "order": ", ".join(columns),
        "shown_order": ", ".join(f"{'n' if name == 'official_no' else 'p'}.{name}" for name in columns),
    }
    name = "page_officials_persons"
    if order in SPOKEN:
        name, words["spoken"] = "page_officials_speakers", sql_of(SPOKEN[order])
    values |= {"is_several": wanted.is_several, "max_rows": limit, "skipped": offset}
    page = fetch_frame(con, *question(con, name, f, fragments=words, **values))
    if page.empty:
        return page.drop(columns="person_no").reindex(columns=PERSON_COLUMNS)
    names = _of_articles(con, "page_officials_named", page["article_id"], page["official_id"])
    numbers = [int(number) for number in page["person_no"]]
    own = fetch_frame(con, *question(con, "page_officials_own", f, persons=numbers))
    said = _of_articles(con, "page_officials_said", own["article_id"], own["official_id"])
    sums = own.merge(said, on="official_id").groupby("person_no")[list(SPEECH_COUNTS)].sum()
    found = page.merge(names, on="official_id", how="left").merge(sums, on="person_no", how="left")
    for name in SPEECH_COUNTS:
        found[name] = found[name].fillna(0).astype(int)
    return found[list(PERSON_COLUMNS)]


def person(con: duckdb.DuckDBPyConnection, person_id: str) -> Person | None:
    """One person by key; None where there is none."""
    rows = fetch_rows(con, sql_of("page_officials_person"), {"person_id": person_id})
    return Person(**rows[0]) if rows else None


def person_rows(con: duckdb.DuckDBPyConnection, f: Filters, person_id: str) -> pd.DataFrame:
    """Where the selected articles name a person, newest first, one row per article.

    Columns: official_id, article_id, name (as printed, or the pseudonym), role, acting, region_code, region_name,
    province_code, start_char, score and reason of the joining (`official_persons`), report_date, story_no,
    mention_count.
    """
    return fetch_frame(con, *question(con, "page_officials_rows", f, person_id=person_id))


def person_speech(con: duckdb.DuckDBPyConnection, rows: pd.DataFrame) -> pd.DataFrame:
    """What the person of these rows (`person_rows`) says in them, newest report first, then in order of the text.

    Columns: item_id, kind (quote, statement), article_id, text, start_char, end_char, confidence, display_title,
    outlet_id, report_date.
    """
    return _of_articles(con, "page_officials_speech", rows["article_id"], rows["official_id"])


def person_measures(con: duckdb.DuckDBPyConnection, rows: pd.DataFrame) -> pd.DataFrame:
    """Measures told in what the person of these rows says, each once, newest report first.

    Columns: measure_id, type, status, actor, confidence, article_id, start_char, display_title, report_date, words,
    sentence.
    """
    told = _of_articles(con, "page_officials_told", rows["article_id"], rows["official_id"])
    if told.empty:
        return pd.DataFrame(columns=MEASURE_COLUMNS)
    return _of_articles(con, "page_officials_measures", told["article_id"], None, told["measure_id"])


def person_cases(con: duckdb.DuckDBPyConnection, person: Person, rows: pd.DataFrame) -> pd.DataFrame:
    """Cases that the articles of these rows tell against the person by name; none for a protected person.

    Columns: case_id, status (never a finding where alleged or dropped), office, group_words, person_count,
    region_code, region_name, article_count, story_count, and article_id and start_char of an account that names the
    person.
    """
    shown = rows[:0] if person.is_protected else rows
    return _of_articles(con, "page_officials_cases", shown["article_id"], None, person_id=person.person_id)


def titles(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """display_title and outlet (None for none) of some articles, by id."""
    frame = _of_articles(con, "page_officials_titles", pd.Series(list(article_ids), dtype=object), None)
    return {str(row["article_id"]): {str(k): v for k, v in row.items()} for row in frame.to_dict("records")}


def person_ids(con: duckdb.DuckDBPyConnection, official_ids: Sequence[str]) -> dict[str, str]:
    """The person of each row of officials, by official_id."""
    sql = "SELECT official_id, person_id FROM official_persons WHERE official_id IN (SELECT unnest($ids::VARCHAR[]))"
    return dict(con.execute(sql, {"ids": list(official_ids)}).fetchall())


def _wanted(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The fragment of SQL that picks persons by name and office, and its values."""
    conditions: list[str] = []
    values: dict[str, Any] = {}
    if wanted.role:
        conditions.append("role = $role")
        values["role"] = wanted.role
    for place, word in enumerate(wanted.words[:MOST_WORDS]):
        conditions.append(f"contains(lower(strip_accents(name)), $word_{place})")
        values[f"word_{place}"] = word
    if not conditions:
        return "true", {}
    return sql_of("page_officials_wanted").replace("{wanted}", " AND ".join(conditions)), values


def _of_articles(
    con: duckdb.DuckDBPyConnection,
    name: str,
    article_ids: pd.Series,
    official_ids: pd.Series | None,
    item_ids: pd.Series | None = None,
    **values: Any,
) -> pd.DataFrame:
    """A question about some articles and, where given, some rows of officials or other items in them.

    Few ids stand in each table's own condition, so that other rows are not read.
    """
    sql = sql_of(name)
    for fragment, ids in (("articles", article_ids), ("officials", official_ids), ("items", item_ids)):
        if ids is not None:
            words, named = _listed(fragment, sorted(set(ids)))
            sql, values = sql.replace(f"{{{fragment}}}", words), values | named
    return fetch_frame(con, sql, values)


def _listed(name: str, ids: list[str]) -> tuple[str, dict[str, Any]]:
    """What stands in `IN (...)` for these ids, and the values."""
    if 0 < len(ids) <= FEW_IDS:
        named = {f"{name}_{place}": value for place, value in enumerate(ids)}
        return ", ".join(f"${key}" for key in named), named
    return f"SELECT unnest(${name}::VARCHAR[])", {name: ids}

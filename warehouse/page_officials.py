"""What the pages of persons ask: plain functions over a read-only connection, to the views that cover protected names.

Persons are found by rule from names, offices, areas and days (docs/persons.md). Filters pick articles; what is counted
of a person is what these articles say. Dates are datetime64 with NaT for none, texts `str` with None for none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import Filters
from warehouse.selection import (
    fetch_frame,
    fetch_row,
    fetch_rows,
    in_parts,
    most_often,
    named_keys,
    numbers_in,
    question,
    sql_of,
)

ORDERS: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_count DESC", "mention_count DESC", "official_no"),
    "mentions": ("mention_count DESC", "article_count DESC", "official_no"),
    # The rows are numbered by newest report.
    "newest": ("official_no",),
    "quotes": ("spoken_count DESC", "article_count DESC", "mention_count DESC", "official_no"),
    "measures": ("spoken_count DESC", "article_count DESC", "mention_count DESC", "official_no"),
}
# What the orders by speech count. Of a protected person it is nothing, so that the place in the list does not tell what
# the page does not show.
SPOKEN: Mapping[str, str] = {
    "quotes": "if(is_protected, 0, quote_count)",
    "measures": "if(is_protected, 0, measure_count)",
}
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
    page = persons_listed(con, f, wanted, order=order, limit=limit, offset=offset)
    if page.empty:
        return page.reindex(columns=PERSON_COLUMNS)
    fragments = {"persons": numbers_in(page["person_no"])}
    said = fetch_frame(con, *question(con, "page_officials_own", f, fragments=fragments))
    return page.merge(said, on="person_no", how="left")[list(PERSON_COLUMNS)]


def persons_listed(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    wanted: Wanted,
    *,
    order: str = "articles",
    has_ids: bool = True,
    limit: int,
    offset: int = 0,
) -> pd.DataFrame:
    """The rows of `persons_page` without what is said, and person_no; person_id, which takes long, only `has_ids`."""
    fragment, values = _wanted(wanted)
    words = {"spoken": SPOKEN.get(order, "0"), "persons": fragment, "order": ", ".join(ORDERS[order])}
    values |= {"is_several": wanted.is_several, "max_rows": limit, "skipped": offset}

    def ask(often: str) -> pd.DataFrame:
        asked = question(con, "page_officials_persons", f, fragments=words | {"often": often}, **values)
        return fetch_frame(con, *asked)

    page = most_often(ask, limit) if order == "articles" else ask("true")
    officials = numbers_in(page["official_no"])
    articles = con.execute(sql_of("page_officials_articles").replace("{officials}", officials)).fetchall()
    sql = sql_of("page_officials_numbered").replace("{officials}", officials)
    sql = sql.replace("{person_id}", "person_id" if has_ids else "NULL::VARCHAR")
    rows = fetch_frame(con, sql.replace("{articles}", numbers_in(number for (number,) in articles)), {})
    names = _of_articles(con, "page_officials_named", {"officials": rows["official_id"]})
    return page.merge(rows, on="official_no", how="left").merge(names, on="official_id", how="left")


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
    keys = {"articles": rows["article_id"], "officials": rows["official_id"]}
    return _of_articles(con, "page_officials_speech", keys)


def person_measures(con: duckdb.DuckDBPyConnection, rows: pd.DataFrame) -> pd.DataFrame:
    """Measures told in what the person of these rows says, each once, newest report first.

    Columns: measure_id, type, status, actor, confidence, article_id, start_char, display_title, report_date, words,
    sentence.
    """
    keys = {"articles": rows["article_id"], "officials": rows["official_id"]}
    told = _of_articles(con, "page_officials_told", keys)
    if told.empty:
        return pd.DataFrame(columns=MEASURE_COLUMNS)
    measures: dict[str, list[str]] = {}
    for article_id, measure_id in zip(told["article_id"], told["measure_id"], strict=True):
        measures.setdefault(article_id, []).append(measure_id)
    newest_first = [key for key in dict.fromkeys(rows["article_id"]) if key in measures]
    frames = [
        _of_articles(
            con, "page_officials_measures", {"articles": part, "items": [one for key in part for one in measures[key]]}
        )
        for part in in_parts(newest_first)
    ]
    return pd.concat(frames, ignore_index=True)


def person_cases(con: duckdb.DuckDBPyConnection, person: Person, rows: pd.DataFrame) -> pd.DataFrame:
    """Cases that the articles of these rows tell against the person by name; none for a protected person.

    Columns: case_id, status (never a finding where alleged or dropped), office, group_words, person_count,
    region_code, region_name, article_count, story_count, and article_id and start_char of an account that names the
    person.
    """
    shown = rows[:0] if person.is_protected else rows
    return _of_articles(con, "page_officials_cases", {"articles": shown["article_id"]}, person_id=person.person_id)


def titles(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """display_title and outlet (None for none) of some articles, by id."""
    frame = _of_articles(con, "page_officials_titles", {"articles": article_ids})
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
    con: duckdb.DuckDBPyConnection, name: str, keys: Mapping[str, Iterable[str]], **values: Any
) -> pd.DataFrame:
    """A question about some articles and, where given, some rows of officials or other items in them.

    Few keys stand in each table's own condition, so that other rows are not read.
    """
    sql = sql_of(name)
    for fragment, ids in keys.items():
        words, named = named_keys(fragment, list(dict.fromkeys(ids)))
        sql, values = sql.replace(f"{{{fragment}}}", words), values | named
    return fetch_frame(con, sql, values)

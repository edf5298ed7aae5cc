"""The SQL of a question: its file in `sql/` with the fragments of those filters that are set, and the bound values.

Only fixed fragments are put together, never values. Words are asked of the full-text index (`warehouse/search.py`),
once in every connection: the questions of one view share what was found.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import Filters
from warehouse.filter_bits import BIT_FILTERS, read_bits
from warehouse.search_matching import clauses_sql, filter_values, prefixed
from warehouse.search_query import parse_question
from warehouse.search_words import define_words
from warehouse.sql_text import sql_of as sql_of

# The fragment in `sql/where/` of each filter; type and status of a measure must hold of one measure: one fragment.
PLACES = {
    "elections": "elections",
    "provinces": "provinces",
    "regions": "regions",
    "measures": "measures",
    "measure_statuses": "measures",
    "violations": "violations",
    "violation_statuses": "violations",
    "outlets": "outlets",
    "relevance": "relevance",
    "date_from": "date_from",
    "date_to": "date_to",
    "text": "words",
}
EVERY_ROW = 2**62
# More keys than this are named by a list, not one by one: then a table is read whole, and once.
FEW_KEYS = 250
# Articles whose texts are read at once: each lies in a block of 256 kB that is held until all are read.
TEXTS_AT_ONCE = 200
# Persons in more articles than this are marked `is_often` in the facts.
SELDOM = 2
# Stands in `sql/where/words.sql` for the table of what was found.
FOUND = "found_articles"


def question(
    con: duckdb.DuckDBPyConnection,
    name: str,
    f: Filters,
    more: Mapping[str, object] | None = None,
    fragments: Mapping[str, str] | None = None,
    **values: object,
) -> tuple[str, dict[str, Any]]:
    """The SQL of a question, with those filters that are set, and its parameters; `more` are filters beside `f`.

    `fragments` are further words of ours that stand in the file as `{name}`: an order, the name of a table, a part that
    several questions share.
    """
    asked = f.parameters()
    bound: dict[str, Any] = {}
    names = dict.fromkeys(PLACES[name] for name in asked)
    if asked.keys() & BIT_FILTERS.keys():
        bits = read_bits(con)
        bound |= bits.parameters(asked)
        if bits.lacks(asked.get("elections", [])):
            del bound["election_bits"]
            bound["elections"] = asked["elections"]
            names = {("elections_joined" if name == "elections" else name): None for name in names}
    places = [sql_of(f"where/{place}") for place in names]
    bound |= {name: value for name, value in asked.items() if name not in BIT_FILTERS and name != "text"}
    for extra, value in (more or {}).items():
        place = sql_of(f"where/{extra}").replace("{filters}", "\n    AND ".join(places) or "true")
        places.append(place)
        if f"${extra}" in place:
            bound[extra] = value
    sql = sql_of(name)
    for fragment, words in (fragments or {}).items():
        sql = sql.replace(f"{{{fragment}}}", words)
    sql = sql.replace("{filters}", "\n    AND ".join(places) or "true")
    if "text" in asked:
        sql = sql.replace(FOUND, _find_articles(con, asked["text"]))
    return sql, bound | values


def _find_articles(con: duckdb.DuckDBPyConnection, text: str) -> str:
    """The name of a table of this connection with the articles in which the words are found; searched for once.

    For connections that read: what is written later is not searched.
    """
    name = f"{FOUND}_{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    known = con.execute("SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = $name", {"name": name})
    if known.fetchone() == (0,):
        define_words(con)
        asked = parse_question(text)
        parts = (sql_of("search_all"), clauses_sql(asked), sql_of("search_found"))
        con.execute(f"CREATE TEMP TABLE {name} AS\n{prefixed(*parts)}", filter_values(asked))
    return name


def fetch_rows(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """All rows, each by the names of its columns."""
    cursor = con.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def fetch_row(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> dict[str, Any]:
    """The first row; IndexError where there is none."""
    return fetch_rows(con, sql, values)[0]


def fetch_frame(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> pd.DataFrame:
    """All rows as a frame; a missing text is None."""
    frame = con.execute(sql, values).df()
    for name in frame.columns:
        if frame[name].dtype == object or isinstance(frame[name].dtype, pd.StringDtype):
            # DuckDB gives a missing text as None, NaN or NA, as the column happens to come.
            texts = frame[name].astype(object)
            frame[name] = texts.where(texts.notna(), None)
    return frame


def page_values(limit: int | None, offset: int) -> dict[str, Any]:
    """The parameters of a part of a long list; without a limit of all of it from there on."""
    return {"max_rows": EVERY_ROW if limit is None else limit, "skipped": offset}


def most_often(ask: Callable[[str], pd.DataFrame], limit: int) -> pd.DataFrame:
    """A page of persons, those in most articles first: of those in many articles alone, where these fill it.

    `ask` takes the condition that stands for `{often}`, and gives article_count. Most persons stand in one or two
    articles; while all of a page stand in more, none of them can be on it, and they need not be counted.
    """
    page = ask("is_often")
    is_whole = len(page) == limit and bool((page["article_count"] > SELDOM).all())
    return page if is_whole else ask("true")


def named_keys(name: str, keys: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """What stands in `IN (...)` for these keys, and the values.

    Few are named one by one, so that an index finds their rows. DuckDB asks it only where that is the one condition on
    the table, and the key the first column that is read.
    """
    if 0 < len(keys) <= FEW_KEYS:
        values = {f"{name}_{place}": key for place, key in enumerate(keys)}
        return ", ".join(f"${key}" for key in values), values
    return f"SELECT unnest(${name}::VARCHAR[])", {name: list(keys)}


def numbers_in(numbers: Iterable[int]) -> str:
    """What stands in `IN (...)` for these numbers, of ours and never a reader's: read as `named_keys` are."""
    given = ", ".join(dict.fromkeys(str(int(number)) for number in numbers))
    is_few = given.count(",") < FEW_KEYS
    return (given or "NULL") if is_few else f"SELECT unnest([{given}])"


def in_parts(keys: Sequence[str]) -> list[Sequence[str]]:
    """The keys of articles, as many at a time as may be asked for their texts."""
    return [keys[start : start + TEXTS_AT_ONCE] for start in range(0, len(keys), TEXTS_AT_ONCE)]

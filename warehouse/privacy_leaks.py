"""Where a covered name can still be read: a check of a whole warehouse, for tests and before a release."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from warehouse.privacy import reading_names
from warehouse.privacy_spans import PrintedName, cut_keys, find_masked_spans, joined_key

BATCH_SIZE = 10_000
PROTECTED = """
    SELECT o.article_id, o.name
    FROM officials AS o LEFT JOIN official_persons AS p USING (official_id)
    WHERE coalesce(p.person_id, o.official_id) IN (SELECT person_id FROM protections WHERE is_protected)
"""
NOT_PROTECTED = PROTECTED.replace(" IN (", " NOT IN (")
COLUMNS = """
    SELECT c.table_name, list(c.column_name ORDER BY c.column_index), bool_or(c.column_name = 'article_id')
    FROM duckdb_columns() AS c
    WHERE c.database_name = current_database() AND c.schema_name = 'main' AND NOT c.internal
        AND (c.data_type LIKE '%VARCHAR%' OR c.data_type LIKE 'JSON%')
    GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Leak:
    """A protected person's full name in a column of schema main; `article_id` is None where the table has none."""

    table: str
    column: str
    article_id: str | None
    text: str


def find_leaks(con: duckdb.DuckDBPyConnection) -> list[Leak]:
    """Look through every text of every table and view of schema main.

    Where a table has an article_id, for the full names of those protected in that article; else for all of two words
    or more. A namesake who is named in the article is none. Reads everything: seconds for a thousand articles.
    """
    with reading_names(con):
        protected = _by_article(con.execute(PROTECTED).fetchall())
        kept = _by_article(con.execute(NOT_PROTECTED).fetchall())
    name_words = {
        word for names in protected.values() for name in names for word in (*cut_keys(name.name), joined_key(name.name))
    }
    everybody = {name for names in protected.values() for name in names if len(name.name.split()) > 1}
    named = {name for names in kept.values() for name in names}
    leaks = []
    for table, columns, has_article in con.execute(COLUMNS).fetchall():
        texts = ", ".join(f't."{column}"::VARCHAR' for column in columns)
        article = "t.article_id" if has_article else "NULL"
        cursor = con.cursor()
        result = cursor.execute(f'SELECT {article}, {texts} FROM main."{table}" AS t')  # noqa: S608 - names of our own
        while rows := result.fetchmany(BATCH_SIZE):
            for article_id, *values in rows:
                if has_article and article_id not in protected:
                    continue
                names = protected[article_id] if has_article else everybody
                others = kept.get(article_id, set()) if has_article else named
                leaks += [
                    Leak(table, column, article_id, value)
                    for column, value in zip(columns, values, strict=True)
                    if value and not name_words.isdisjoint(cut_keys(value)) and _holds(value, names, others)
                ]
    return leaks


def _by_article(rows: Iterable[tuple[str, str]]) -> dict[str, set[PrintedName]]:
    found: dict[str, set[PrintedName]] = {}
    for article_id, name in rows:
        found.setdefault(article_id, set()).add(PrintedName(name))
    return found


def _holds(text: str, names: set[PrintedName], kept: set[PrintedName]) -> bool:
    """Whether the text holds a full name: the spans of more than one word, or all of a name of one."""
    for start, end in find_masked_spans(text, tuple(names), tuple(kept), is_slug=True):
        words = text[start:end].casefold()
        if any(words == name.name.casefold() for name in names) or not words.isalnum():
            return True
    return False

"""Whether the keys of `keys.toml` hold: one row a name, and nothing refers to a row that is not there."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import duckdb

from warehouse.schema import FOLDER, NAMED_TABLES


@dataclass(frozen=True, slots=True)
class Keys:
    """The columns that name a row, and for each referring column the table and column that it refers to."""

    key: tuple[str, ...]
    references: dict[str, tuple[str, str]] = field(default_factory=dict)


ARTICLE = ("articles", "article_id")
# Rows of the articles that came or changed, and rows that refer to an article that came, changed or went.
CHANGED_ROWS = "(FROM {0} SEMI JOIN changed USING (article_id))"
GONE_TARGETS = "(FROM {0} WHERE {1} IN (SELECT article_id FROM touched UNION SELECT article_id FROM changed))"
# Of the search index an addition writes whole runs; reading it all would take as long as making it.
INDEX_TABLES = ("search_documents", "search_postings", "search_segments")


class BrokenKeys(ValueError):
    """A table whose rows are named twice or refer to nothing; the message names table, column and the first one."""


@cache
def load_keys() -> dict[str, Keys]:
    """The keys of every table that grows with the articles, by its name."""
    with (FOLDER / "keys.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {
        name: Keys(
            tuple(table["key"]),
            {column: tuple(target.split(".")) for column, target in table.get("references", {}).items()},
        )
        for name, table in tables.items()
    }


def check_keys(con: duckdb.DuckDBPyConnection, is_addition: bool = False) -> None:
    """Raise BrokenKeys at the first table whose keys do not hold (`find_broken_keys`)."""
    for trouble in find_broken_keys(con, is_addition):
        raise BrokenKeys(trouble)


def find_broken_keys(con: duckdb.DuckDBPyConnection, is_addition: bool = False) -> Iterator[str]:
    """Tell for every key that does not hold which row breaks it first.

    With `is_addition` the keys held before, and of tables that tell an article of each row only those rows are looked
    at whose article is in the table `changed`, and those that refer to an article that is in `touched`.
    """
    for table, keys in load_keys().items():
        if is_addition and table in INDEX_TABLES:
            continue
        base = base_table(table)
        is_by_article = is_addition and (table == ARTICLE[0] or keys.references.get("article_id") == ARTICLE)
        trouble = _find_twice(con, table, CHANGED_ROWS.format(base) if is_by_article else base, keys.key)
        if trouble:
            yield trouble
        for column, target in keys.references.items():
            rows = base
            if is_by_article:
                rows = (GONE_TARGETS if target == ARTICLE else CHANGED_ROWS).format(base, column)
            trouble = _find_loose(con, table, rows, column, target)
            if trouble:
                yield trouble


def _find_twice(con: duckdb.DuckDBPyConnection, table: str, rows: str, key: tuple[str, ...]) -> str | None:
    names = ", ".join(key)
    twice = con.execute(
        f"SELECT {names} FROM {rows} GROUP BY {names} HAVING count(*) > 1 ORDER BY ALL LIMIT 1"  # noqa: S608 - our own
    ).fetchone()
    return f"table {table}: two rows of {names} = {', '.join(map(repr, twice))}" if twice else None


def _find_loose(
    con: duckdb.DuckDBPyConnection, table: str, rows: str, column: str, target: tuple[str, str]
) -> str | None:
    (loose,) = con.execute(
        f"SELECT min({column}) FROM {rows} AS r WHERE {column} IS NOT NULL "  # noqa: S608 - our own names
        f"AND NOT EXISTS (FROM {base_table(target[0])} AS t WHERE t.{target[1]} = r.{column})"
    ).fetchone() or (None,)
    return f"table {table}: {column} = {loose!r} is not in {target[0]}.{target[1]}" if loose is not None else None


def base_table(table: str) -> str:
    """The name of a table with its schema: those that hold names lie in `named`."""
    return f"named.{table}" if table in NAMED_TABLES else table

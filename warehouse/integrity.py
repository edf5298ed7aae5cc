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


def check_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Raise BrokenKeys at the first table whose keys do not hold."""
    for trouble in find_broken_keys(con):
        raise BrokenKeys(trouble)


def find_broken_keys(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Tell for every key that does not hold which row breaks it first."""
    for table, keys in load_keys().items():
        columns = ", ".join(keys.key)
        base = base_table(table)
        twice = con.execute(
            f"SELECT {columns} FROM {base} GROUP BY {columns} HAVING count(*) > 1 ORDER BY ALL LIMIT 1"  # noqa: S608 - our own names
        ).fetchone()
        if twice:
            yield f"table {table}: two rows of {columns} = {', '.join(map(repr, twice))}"
        for column, (target, target_column) in keys.references.items():
            loose = con.execute(
                f"SELECT min({column}) FROM {base} AS r "  # noqa: S608
                f"WHERE {column} IS NOT NULL AND NOT EXISTS "
                f"(FROM {base_table(target)} AS t WHERE t.{target_column} = r.{column})"
            ).fetchone()
            if loose and loose[0] is not None:
                yield f"table {table}: {column} = {loose[0]!r} is not in {target}.{target_column}"


def base_table(table: str) -> str:
    """The name of a table with its schema: those that hold names lie in `named`."""
    return f"named.{table}" if table in NAMED_TABLES else table

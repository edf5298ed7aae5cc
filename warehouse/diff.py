"""What changed between two releases or warehouse files: rows that came, went, changed, and why where it can be told.

Rows are matched by their key in SQL (`warehouse.diff_rows`), so that tables of a million rows work; what Python holds
is the counts and the listed rows.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.diff_rows import RowChange, TableDifference, compare_table, prepare_reasons
from warehouse.diff_sources import DiffRefused, Side, open_side

__all__ = ["DiffRefused", "Difference", "RowChange", "TableDifference", "diff", "diff_sources", "render"]

LISTED = 20
MEMORY_LIMIT = "2GB"
VALUE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs; `facts` are those of the data set that differ, by name: before and after."""

    before: str
    after: str
    is_demonstration: bool
    facts: dict[str, tuple[Any, Any]]
    tables_came: list[str]
    tables_went: list[str]
    tables: list[TableDifference] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether no table and no row differs."""
        return not (self.tables_came or self.tables_went or any(not table.is_same for table in self.tables))

    def as_json(self) -> str:
        """As JSON, in an order that is always the same."""
        value = asdict(self) | {"is_same": self.is_same}
        return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def diff(before: Path, after: Path, listed: int = LISTED) -> Difference:
    """Compare two releases (folders) or warehouse files; what `python -m warehouse diff A B` does.

    `listed` rows of each table and kind of change are kept, the first by key. Raises DiffRefused where a path is
    neither.
    """
    with _comparing() as con:
        return diff_sources(con, open_side(con, before, "before"), open_side(con, after, "after"), listed)


def diff_sources(con: duckdb.DuckDBPyConnection, before: Side, after: Side, listed: int = LISTED) -> Difference:
    """Compare two sides that are open in one connection."""
    names = sorted(set(before.tables) & set(after.tables))
    result = Difference(
        before.name,
        after.name,
        before.is_demonstration or after.is_demonstration,
        {
            name: (before.facts.get(name), after.facts.get(name))
            for name in sorted(before.facts.keys() | after.facts.keys())
            if before.facts.get(name) != after.facts.get(name)
        },
        sorted(set(after.tables) - set(before.tables)),
        sorted(set(before.tables) - set(after.tables)),
    )
    prepare_reasons(con, before, after)
    result.tables.extend(compare_table(con, before, after, name, listed) for name in names)
    return result


def render(difference: Difference) -> str:
    """The difference as text: a line per table, then the listed rows of tables; views follow from tables."""
    lines = [f"{difference.before} -> {difference.after}"]
    if difference.is_demonstration:
        lines.append("demonstration data: every article in it is invented")
    lines += [f"  {name}: {old} -> {new}" for name, (old, new) in difference.facts.items()]
    lines += [f"  table {name}: schema change, new" for name in difference.tables_came]
    lines += [f"  table {name}: schema change, gone" for name in difference.tables_went]
    if difference.is_same:
        return "\n".join([*lines, "no row differs"])
    changed = [table for table in difference.tables if not table.is_same]
    width = max((len(table.name) for table in changed), default=0)
    for table in changed:
        counts = {"came": table.came, "went": table.went, "changed": table.changed, "same": table.same}
        lines.append(f"{table.name:{width}}" + "".join(f"  {name} {count:,}" for name, count in counts.items()))
    for table in changed:
        lines += _table_lines(table)
    return "\n".join(lines)


def _table_lines(table: TableDifference) -> Iterator[str]:
    yield ""
    yield f"{table.name}{' (view: follows from the tables)' if table.kind == 'view' else ''}"
    for name in table.columns_came:
        yield f"  column {name}: schema change, new"
    for name in table.columns_went:
        yield f"  column {name}: schema change, gone"
    for column, count in table.changed_columns.items():
        yield f"  changed in {column}: {count:,}"
    for reason in table.reasons:
        yield f"  {reason['change']}, {reason['reason']}: {reason['count']:,}"
    if table.kind == "view":
        return
    for row in table.rows:
        values = "".join(f"; {name}: {_short(old)} -> {_short(new)}" for name, (old, new) in row.columns.items())
        key = ", ".join(_short(value) for value in row.key.values())
        yield f"  {'+-~'[('came', 'went', 'changed').index(row.change)]} {key} ({row.reason}){values}"
    left = table.came + table.went + table.changed - len(table.rows)
    if left:
        yield f"  ... and {left:,} more"


def _short(value: Any) -> str:
    """A value on one line, without control characters: it may be a stranger's."""
    if value is None:
        return "nothing"
    text = "".join(character if character.isprintable() else " " for character in str(value))
    return text if len(text) <= VALUE_LENGTH else text[: VALUE_LENGTH - 1] + "…"


@contextmanager
def _comparing() -> Iterator[duckdb.DuckDBPyConnection]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=settings) as con:
        yield con

"""Rows of one table on two sides, matched by key, each change with its reason where one can be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.diff_sources import Side, SideTable
from warehouse.release_catalog import quoted

SQL = Path(__file__).parent / "sql"
UNTOLD = "not told"
# Tables that carry an article's items by way of another key: (key, table that knows its article).
BY_WAY_OF = {"official_id": "officials"}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row; `change` is came, went or changed, `columns` the values that changed: before and after."""

    change: str
    key: dict[str, Any]
    reason: str
    columns: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class TableDifference:
    """What differs in one table; `rows` are the first of each kind of change, `reasons` count all of them."""

    name: str
    kind: str
    key: list[str]
    came: int = 0
    went: int = 0
    changed: int = 0
    same: int = 0
    columns_came: list[str] = field(default_factory=list)
    columns_went: list[str] = field(default_factory=list)
    changed_columns: dict[str, int] = field(default_factory=dict)
    reasons: list[dict[str, Any]] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether no row and no column differs."""
        return not (self.came or self.went or self.changed or self.columns_came or self.columns_went)


def prepare_reasons(con: duckdb.DuckDBPyConnection, before: Side, after: Side) -> None:
    """Make the tables `article_reasons(article_id, reason)` and `corrected(id)` in the connection."""
    con.execute("CREATE OR REPLACE TEMP TABLE corrected (id VARCHAR PRIMARY KEY)")
    _find_corrected(con, before, after)
    con.execute("CREATE OR REPLACE TEMP TABLE article_reasons (article_id VARCHAR PRIMARY KEY, reason VARCHAR)")
    a, b = before.tables.get("articles"), after.tables.get("articles")
    if a is None or b is None:
        return
    skipped = after.tables.get("skipped_articles")
    parts = {
        "before": a.source,
        "after": b.source,
        "skipped": skipped.source if skipped else "(SELECT NULL AS article_id LIMIT 0)",
    }
    con.execute((SQL / "diff_articles.sql").read_text(encoding="utf-8").format(**parts))


def compare_table(con: duckdb.DuckDBPyConnection, before: Side, after: Side, name: str, listed: int) -> TableDifference:
    """Count and list what differs in a table that both sides have."""
    a, b = before.tables[name], after.tables[name]
    shared = [column for column in a.columns if column in b.columns]
    key = _shared_key(a, b, shared)
    result = TableDifference(name, b.kind, key or shared)
    result.columns_came = [column for column in b.columns if column not in a.columns]
    result.columns_went = [column for column in a.columns if column not in b.columns]
    if not shared:
        return result
    sources = (a.source, b.source)
    if not key:  # rows that may repeat: the row itself is the key, and how often it stands there its value
        sources = (_counted(a.source, shared), _counted(b.source, shared))
        key, compared = shared, ["copies"]
    else:
        compared = [column for column in shared if column not in key]
    _match(con, sources, key, compared, a, b, _reason_sql(con, before, after, name, key))
    _count(con, result, compared)
    result.rows = _list(con, key, compared, listed)
    con.execute("DROP TABLE matched")
    return result


def _shared_key(a: SideTable, b: SideTable, shared: Sequence[str]) -> list[str]:
    """The columns that name a row on both sides: each side's key names a row there, so both together do on both."""
    if a.key is None or b.key is None or not set(a.key) | set(b.key) <= set(shared):
        return []
    return [column for column in shared if column in a.key or column in b.key]


def _counted(source: str, columns: Sequence[str]) -> str:
    names = ", ".join(quoted(column) for column in columns)
    return f"(SELECT {names}, count(*) AS copies FROM {source} GROUP BY ALL)"  # noqa: S608 - names of the catalog


def _match(
    con: duckdb.DuckDBPyConnection,
    sources: tuple[str, str],
    key: Sequence[str],
    compared: Sequence[str],
    a: SideTable,
    b: SideTable,
    reason: str,
) -> None:
    """Fill the table `matched`, a row per difference.

    Columns: k0.. the key; for each compared column d0.. whether it differs, a0.. and b0.. the old and new value as text
    where it does; change, reason. The variable `before_count` holds the rows of the first side.
    """
    on = " AND ".join(f"a.{quoted(column)} IS NOT DISTINCT FROM b.{quoted(column)}" for column in key)
    keys = ", ".join(
        f"CASE WHEN a.is_there THEN a.{quoted(column)} ELSE b.{quoted(column)} END AS k{place}"
        for place, column in enumerate(key)
    )
    both = "a.is_there AND b.is_there"
    values = "".join(
        f", {both} AND {_as(a, column, 'a')} IS DISTINCT FROM {_as(b, column, 'b')} AS d{place}"
        f", CASE WHEN d{place} THEN a.{quoted(column)}::VARCHAR END AS a{place}"
        f", CASE WHEN d{place} THEN b.{quoted(column)}::VARCHAR END AS b{place}"
        for place, column in enumerate(compared)
    )
    any_differs = " OR ".join(f"d{place}" for place in range(len(compared))) or "false"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE matched AS WITH joined AS ("  # noqa: S608 - names of the catalog
        f"SELECT {keys}{values}, CASE WHEN a.is_there IS NULL THEN 'came' WHEN b.is_there IS NULL THEN 'went' "
        f"WHEN {any_differs} THEN 'changed' ELSE 'same' END AS change "
        f"FROM (SELECT *, true AS is_there FROM {sources[0]}) AS a "
        f"FULL JOIN (SELECT *, true AS is_there FROM {sources[1]}) AS b ON {on}) "
        f"SELECT *, {reason} AS reason FROM joined WHERE change <> 'same'"
    )
    con.execute(f"SET VARIABLE before_count = (SELECT count(*) FROM {sources[0]})")  # noqa: S608 - names of the catalog


def _as(table: SideTable, column: str, alias: str) -> str:
    """A column as it is compared; what is no plain value as text, so that two types of one meaning compare."""
    value = f"{alias}.{quoted(column)}"
    return value if table.columns.get(column, "").startswith(("VARCHAR", "BOOLEAN", "DATE")) else f"{value}::VARCHAR"


def _count(con: duckdb.DuckDBPyConnection, result: TableDifference, compared: Sequence[str]) -> None:
    counts: dict[str, int] = dict(con.execute("SELECT change, count(*) FROM matched GROUP BY change").fetchall())
    result.came, result.went, result.changed = (counts.get(change, 0) for change in ("came", "went", "changed"))
    before = con.execute("SELECT getvariable('before_count')").fetchone()
    result.same = (before[0] if before else 0) - result.went - result.changed
    if compared and result.changed:
        sums = ", ".join(f"count(*) FILTER (WHERE d{place})" for place in range(len(compared)))
        row = con.execute(f"SELECT {sums} FROM matched").fetchone() or ()  # noqa: S608 - numbered columns
        result.changed_columns = {name: count for name, count in zip(compared, row, strict=True) if count}
    result.reasons = [
        {"change": change, "reason": reason, "count": count}
        for change, reason, count in con.execute(
            "SELECT change, reason, count(*) FROM matched GROUP BY ALL ORDER BY change, count(*) DESC, reason"
        ).fetchall()
    ]


def _list(con: duckdb.DuckDBPyConnection, key: Sequence[str], compared: Sequence[str], listed: int) -> list[RowChange]:
    order = ", ".join(f"k{place} NULLS FIRST" for place in range(len(key)))
    kept = f"QUALIFY row_number() OVER (PARTITION BY change ORDER BY {order}) <= {listed} ORDER BY change, {order}"
    found = con.execute(f"SELECT * FROM matched {kept}")  # noqa: S608 - numbered columns
    names = [column[0] for column in found.description or []]
    rows = []
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        changes = {
            column: (row[f"a{place}"], row[f"b{place}"]) for place, column in enumerate(compared) if row[f"d{place}"]
        }
        rows.append(
            RowChange(
                row["change"],
                {column: row[f"k{place}"] for place, column in enumerate(key)},
                row["reason"],
                changes if row["change"] == "changed" else {},
            )
        )
    return rows


def _reason_sql(con: duckdb.DuckDBPyConnection, before: Side, after: Side, name: str, key: Sequence[str]) -> str:
    """SQL of the reason of a row of `joined`: a correction, what befell its article, or the articles behind it."""
    keys = [f"k{place}::VARCHAR" for place in range(len(key))]
    ids = [sql for sql, column in zip(keys, key, strict=True) if column.endswith("_id")]
    corrected = " OR ".join(f"EXISTS (FROM corrected AS c WHERE c.id = {sql})" for sql in ids) or "false"
    # Keys of items begin with the article's id; that of a story is one.
    articles = " UNION ALL ".join(f"SELECT split_part({column}, '#', 1) AS id" for column in keys)
    linked = _linked_sql(con, (before, after), name, key)
    return (
        f"CASE WHEN {corrected} THEN 'correction' ELSE coalesce("  # noqa: S608 - numbered columns
        f"(SELECT min(r.reason) FROM ({articles}) AS i "
        "JOIN article_reasons AS r ON r.article_id = i.id), "
        f"{linked}'{UNTOLD}') END"
    )


def _linked_sql(con: duckdb.DuckDBPyConnection, sides: Sequence[Side], name: str, key: Sequence[str]) -> str:
    """For what is made of several articles (a person, a case): whether one of its articles has a reason to differ."""
    if len(key) != 1 or not key[0].endswith("_id"):
        return ""
    con.execute("CREATE OR REPLACE TEMP TABLE linked (id VARCHAR, reason VARCHAR)")
    for side in sides:
        for other, table in side.tables.items():
            if other == name or table.kind == "view" or key[0] not in table.columns:
                continue
            by = next((column for column in ("article_id", *BY_WAY_OF) if column in table.columns), None)
            if by is None or by == key[0]:
                continue
            con.execute(
                f"INSERT INTO linked SELECT t.{quoted(key[0])}::VARCHAR, min(r.reason) FROM {table.source} AS t "  # noqa: S608
                f"JOIN article_reasons AS r ON r.article_id = split_part(t.{by}, '#', 1) GROUP BY ALL"
            )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE linked AS SELECT id, 'its articles differ' AS reason FROM linked GROUP BY id"
    )
    return "(SELECT l.reason FROM linked AS l WHERE l.id = k0::VARCHAR), "


def _find_corrected(con: duckdb.DuckDBPyConnection, before: Side, after: Side) -> None:
    """Ids that corrections name which only one side applies: any text of theirs that may be a key."""
    tables = [side.tables.get("corrections") for side in (before, after)]
    named = [table for table in tables if table is not None]
    if not named:
        return
    columns = [
        column
        for column, data_type in named[-1].columns.items()
        if data_type == "VARCHAR" and all(column in table.columns for table in named)
    ]
    values = ", ".join(quoted(column) for column in columns)
    rows = [f"SELECT {values} FROM {table.source}" if table else None for table in tables]  # noqa: S608 - catalog
    old, new = (part or f"SELECT {values} FROM {named[-1].source} LIMIT 0" for part in rows)  # noqa: S608 - catalog
    con.execute(
        # Several persons or cases stand in one text, each by its id or by article and name: "a#o1 + b Ujang".
        "INSERT INTO corrected SELECT DISTINCT regexp_extract(part, '^\\S+') AS id FROM ("  # noqa: S608 - catalog
        f"SELECT unnest(flatten([string_split(value, ' + ') FOR value IN [{values}]])) AS part "
        f"FROM ((({new}) EXCEPT ({old})) UNION ALL (({old}) EXCEPT ({new})))) WHERE id <> ''"
    )

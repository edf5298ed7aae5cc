"""What a release carries: tables and views with their columns, keys and references, told by the database itself."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from warehouse.integrity import load_keys
from warehouse.privacy import COVER_NOTE

FOLDER = Path(__file__).parent
POLICY_FILE = FOLDER / "release.toml"
# Keys of more columns are not looked for: then the whole row is the key.
KEY_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `select` is the SQL that reads it as it is released, `is_cut` whether long values are shortened."""

    name: str
    data_type: str
    comment: str
    select: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values stand in the columns of another released table."""

    columns: tuple[str, ...]
    table: str
    table_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view of the release. `key` orders its rows; it names a row where `has_unique_key`."""

    name: str
    kind: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    has_unique_key: bool
    references: tuple[Reference, ...] = ()
    quotes_sentences: bool = False

    @property
    def select(self) -> str:
        """The SQL of its rows, in their order."""
        columns = ", ".join(f"{column.select} AS {quoted(column.name)}" for column in self.columns)
        names = [column.name for column in self.columns]
        order = list(self.key) if self.has_unique_key else list(dict.fromkeys([*self.key, *names]))
        by = ", ".join(f"source.{quoted(name)} NULLS FIRST" for name in order)
        return f"SELECT {columns} FROM {self.source} ORDER BY {by}"  # noqa: S608 - names of the catalog

    @property
    def source(self) -> str:
        """The SQL of what the columns are read from."""
        joined = (
            " LEFT JOIN release_quoted AS chosen "
            "ON chosen.article_id = source.article_id AND chosen.sentence_no = source.sentence_no"
        )
        return f"{quoted(self.name)} AS source{joined if self.quotes_sentences else ''}"


def quoted(name: str) -> str:
    """A name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


@cache
def load_policy() -> dict[str, Any]:
    """What `release.toml` says."""
    with POLICY_FILE.open("rb") as file:
        return tomllib.load(file)


def read_catalog(con: duckdb.DuckDBPyConnection, with_texts: bool = False, with_references: bool = True) -> list[Table]:
    """Every table and view of `data_dictionary` that is to be released, by name; a new one needs no line of code.

    Unqualified names are read as the connection's search path has them: masked, or with names. Keys and references of
    tables are those of `keys.toml` and of DuckDB. References are looked up in the data before they are told, which
    takes its time: `with_references` false leaves them out.
    """
    policy = load_policy()
    left_out = policy["leave_out"] + ([] if with_texts else policy["texts_only"])
    described = con.execute("SELECT name, column_name, kind, comment FROM data_dictionary").fetchall()
    heads = {name: (kind, comment or "") for name, column, kind, comment in described if column is None}
    comments = {(name, column): comment or "" for name, column, _, comment in described if column is not None}
    # A table whose names are masked is shown by a view of its own name.
    behind = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'named'"
    ).fetchall()
    is_masked = con.execute("SELECT current_schema()").fetchone() != ("named",)
    constrained = _primary_keys(con)
    if not with_texts:
        _choose_sentences(con, policy)
    tables = []
    for name in sorted(heads):
        if _matches(name, left_out):
            continue
        found = con.execute(f"DESCRIBE {quoted(name)}").fetchall()  # the order of the columns, and types as read
        types = {str(column): str(data_type) for column, data_type, *_ in found}
        kept = [column for column in types if not _column_left_out(name, column, policy, with_texts)]
        declared = load_keys()[name].key if name in load_keys() else constrained.get(name)
        key, has_unique_key = find_key(con, name, kept, declared or policy["other_keys"].get(name))
        columns = tuple(
            _column(name, types, column, _told(comments.get((name, column), ""), is_masked), key, policy, with_texts)
            for column in kept
        )
        kind = "table" if (name,) in behind else heads[name][0]
        quotes_sentences = not with_texts and {"article_id", "sentence_no"} <= types.keys()
        comment = _told(heads[name][1], is_masked)
        tables.append(Table(name, kind, comment, columns, key, has_unique_key, (), quotes_sentences))
    return [_with_references(con, table, tables, policy) for table in tables] if with_references else tables


def find_key(
    con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], declared: Sequence[str] | None
) -> tuple[tuple[str, ...], bool]:
    """The columns that name a row, and whether they do.

    Declared ones where the table has them and they name every row; else, in a table of counts, those before the first
    count; else the fewest leading columns that do; else all columns, which may repeat.
    """
    counts = [place for place, column in enumerate(columns) if column.endswith(("_count", "_share"))]
    candidates = [tuple(declared)] if declared and set(declared) <= set(columns) else []
    if counts and 0 < counts[0] <= KEY_COLUMNS:
        candidates.append(tuple(columns[: counts[0]]))
    candidates += [tuple(columns[:length]) for length in range(1, min(KEY_COLUMNS, len(columns)) + 1)]
    for candidate in candidates:
        if names_rows(con, quoted(table), candidate):
            return candidate, True
    return tuple(columns), False


def names_rows(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> bool:
    """Whether no two rows share the values (two NULLs are the same) and no row lacks all of them. `table` is SQL."""
    names = [quoted(column) for column in columns]
    nothing = " AND ".join(f"{name} IS NULL" for name in names)
    sql = f"SELECT 1 FROM {table} GROUP BY {', '.join(names)} HAVING count(*) > 1 OR ({nothing}) LIMIT 1"  # noqa: S608 - names of the catalog
    return con.execute(sql).fetchone() is None


def _primary_keys(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The keys that DuckDB keeps itself, by table."""
    return dict(
        con.execute(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
            "WHERE database_name = current_database() AND constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    )


def _told(comment: str, is_masked: bool) -> str:
    """A comment as it holds for what is released: with names nothing is covered."""
    return comment if is_masked else comment.removesuffix(COVER_NOTE).rstrip()


def _column_left_out(table: str, column: str, policy: dict[str, Any], with_texts: bool) -> bool:
    left_out = policy["column_leave_out"] + ([] if with_texts else policy["column_texts_only"])
    return _matches(f"{table}.{column}", left_out)


def _column(
    table: str,
    types: dict[str, str],
    name: str,
    comment: str,
    key: Sequence[str],
    policy: dict[str, Any],
    with_texts: bool,
) -> Column:
    """The column as it is released: strings cut unless texts are released or nothing of an article stands in them."""
    read = f"source.{quoted(name)}"
    data_type = types[name]
    if data_type == "HUGEINT":  # sums; Parquet has no such integer
        return Column(name, "BIGINT", comment, f"{read}::BIGINT")
    if not data_type.startswith(("VARCHAR", "BOOL", "DATE", "TIMESTAMP", "DOUBLE", "FLOAT", "DECIMAL")) and not (
        data_type.endswith(("INT", "INTEGER", "]"))
    ):
        return Column(name, "VARCHAR", comment, f"{read}::VARCHAR")
    is_whole = (
        with_texts
        or data_type != "VARCHAR"
        or name in key
        or name.endswith(("_id", "_code", "_date"))
        or name == "code"
        or _matches(f"{table}.{name}", policy["whole"])
    )
    if is_whole:
        return Column(name, data_type, comment, read)
    length = int(policy["length"])
    most = str(length)
    if {"article_id", "sentence_no"} <= types.keys():
        if name == "sentence":
            select = f"CASE WHEN chosen.is_quoted THEN {_sentence_sql(types, length)} END"
            return Column(name, data_type, comment, select, is_cut=True)
        most = f"if(chosen.is_quoted, {length}, {int(policy['short_length'])})"
    select = f"if(length({read}) > {most}, left({read}, {most}) || '…', {read})"
    return Column(name, data_type, comment, select, is_cut=True)


def _sentence_sql(types: dict[str, str], length: int) -> str:
    """The part of a sentence around its words, of at most `length` characters and the marks of what was left out."""
    sentence = "source.sentence"
    words = "source.words" if "words" in types else "''"
    place = f"greatest(strpos({sentence}, {words}), 1)"
    first = f"least(greatest({place} - greatest({length} - length({words}), 0) // 2, 1), length({sentence}))"
    return (
        f"if(length({sentence}) <= {length}, {sentence}, concat(if({first} > 1, '…', ''), "
        f"substring({sentence}, {first}, {length}), if({first} + {length} <= length({sentence}), '…', '')))"
    )


def _choose_sentences(con: duckdb.DuckDBPyConnection, policy: dict[str, Any]) -> None:
    """Make the table `release_quoted(article_id, sentence_no, is_quoted)`: sentences that are quoted."""
    sql = (FOLDER / "sql" / "release_quoted.sql").read_text(encoding="utf-8")
    kinds = "[" + ", ".join(f"'{kind}'" for kind in policy["quoted_kinds"]) + "]"
    con.execute(sql.format(kinds=kinds, share=float(policy["share"]), length=int(policy["length"])))


def _with_references(
    con: duckdb.DuckDBPyConnection, table: Table, tables: Iterable[Table], policy: dict[str, Any]
) -> Table:
    """The table with its references that every value of the data holds: of `keys.toml`, else by name of column."""
    by_name = {other.name: other for other in tables}
    names = {column.name for column in table.columns}
    if table.name in load_keys():
        wanted = load_keys()[table.name].references
    else:
        targets = {column: target.partition(".") for column, target in policy["references"].items()}
        wanted = {column: (other, other_column) for column, (other, _, other_column) in targets.items()}
    references = [
        Reference((column,), other, (other_column,))
        for column, (other, other_column) in sorted(wanted.items())
        if column in names
        and other in by_name
        and other != table.name
        and by_name[other].key == (other_column,)
        and _holds(con, table.name, column, other, other_column)
    ]
    return replace(table, references=tuple(references))


def _holds(con: duckdb.DuckDBPyConnection, table: str, column: str, other: str, other_column: str) -> bool:
    sql = (
        f"SELECT 1 FROM {quoted(table)} AS t ANTI JOIN {quoted(other)} AS o "  # noqa: S608 - names of the catalog
        f"ON t.{quoted(column)} = o.{quoted(other_column)} WHERE t.{quoted(column)} IS NOT NULL LIMIT 1"
    )
    return con.execute(sql).fetchone() is None


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)

"""One statement of a reader, judged and run in a process of its own (`page_query.run` starts it and waits).

Reads a question as JSON from standard input and writes the answer, or why there is none, to standard output. What a
statement may take in memory is a matter of the process: some functions of DuckDB build a value of any length outside
its own limit, and end the process where there is none left.
"""

import json
import resource
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from re import compile as pattern
from typing import Any

import duckdb

from warehouse.connection import WarehouseUnavailable, connect
from warehouse.plain import plain_value

FOLDER = Path(__file__).parent
FRONT = FOLDER / "serve_front.sql"
NAMES = FOLDER / "sql" / "page_query_names.sql"
# DuckDB's own limit, and that of the process with its code and what lies outside DuckDB's accounts.
MEMORY_LIMIT = "256MB"
PROCESS_BYTES = 1_500_000_000
FETCHED_AT_ONCE = 200
TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree"})
# What tells of the machine or the settings; functions that read files or run text are refused by the judge.
REFUSED_FUNCTIONS = frozenset({"getenv", "current_setting", "getvariable", "nextval", "currval"})
CATALOGS = ("", "warehouse")
SCHEMAS = ("", "main", "warehouse")
MISSING_COLUMN = pattern(r'Referenced column "([^"]+)" (?:not found|was not found)')
CANDIDATES = pattern(r"Candidate bindings?: (.*)")
QUOTED = pattern(r'"([^"]+)"')


class QueryRefused(RuntimeError):
    """A statement was not run, or not to its end.

    `reason` names why (the keys `query.error.<reason>` of the dashboard's texts), `name` what it is about, `near` the
    names that may have been meant, `detail` the engine's own words with the place.
    """

    def __init__(self, reason: str, name: str = "", near: Collection[str] = (), detail: str = "") -> None:
        super().__init__(f"{reason}: {name or detail}")
        self.reason = reason
        self.name = name
        self.near = tuple(near)
        self.detail = detail


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """The answer to `path`, `sql`, `rows` and `characters`: names, types, rows and is_cut. Raises QueryRefused."""
    con = connect(Path(question["path"]), memory_limit=MEMORY_LIMIT, threads=1, python_enable_replacements=False)
    try:
        return _run(con, judge(con, question["sql"]), int(question["rows"]), int(question["characters"]))
    finally:
        con.close()


def judge(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one statement, where it does nothing but read the schema `main`. Raises QueryRefused."""
    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryRefused("syntax", detail=str(error).strip()) from error
    if len(statements) != 1:
        raise QueryRefused("several" if statements else "empty", str(len(statements)))
    statement = statements[0]
    if statement.type != duckdb.StatementType.SELECT:
        raise QueryRefused("not_select", statement.type.name)
    judges = _judges().cursor()
    try:
        row = judges.execute("SELECT json_serialize_sql(?::VARCHAR), quack_may_read('', ?)", [sql, sql]).fetchone()
    except duckdb.Error as error:
        raise QueryRefused("not_select", detail=str(error).strip()) from error
    finally:
        judges.close()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree["error"]:
        raise QueryRefused("not_select", detail=str(tree.get("error_message", "")))
    _judge_tree(con, tree)
    if not row or not row[1]:
        raise QueryRefused("not_select")
    return statement


def _judge_tree(con: duckdb.DuckDBPyConnection, tree: Any) -> None:
    """Look at everything that the parsed statement reads: tables, functions, nothing else."""
    known = {str(name).lower() for (name,) in con.execute(NAMES.read_text(encoding="utf-8")).fetchall()}
    own: set[str] = set()
    for node in _nodes(tree):
        own |= {str(entry["key"]).lower() for entry in (node.get("cte_map") or {}).get("map", ())}
        own |= {str(node["cte_name"]).lower()} if node.get("cte_name") else set()
    for node in _nodes(tree):
        kind = node.get("type")
        if kind == "SHOW_REF":
            raise QueryRefused("not_select", str(node.get("show_type", "")))
        if kind == "BASE_TABLE":
            _judge_table(node, known, own)
        name = str(node.get("function_name", "")).lower()
        if name in REFUSED_FUNCTIONS:
            raise QueryRefused("function", name)
        if kind == "TABLE_FUNCTION":
            called = str((node.get("function") or {}).get("function_name", "")).lower()
            if called not in TABLE_FUNCTIONS:
                raise QueryRefused("function", called)


def _judge_table(node: dict[str, Any], known: set[str], own: set[str]) -> None:
    name, schema = str(node["table_name"]), str(node["schema_name"]).lower()
    catalog = str(node["catalog_name"]).lower()
    if schema not in SCHEMAS or catalog not in CATALOGS:
        raise QueryRefused("schema", ".".join(part for part in (catalog, schema, name) if part))
    if name.lower() in known or (not schema and name.lower() in own):
        return
    if "/" in name or "." in name:
        raise QueryRefused("file", name)
    raise QueryRefused("table", name, get_close_matches(name.lower(), sorted(known), 4, 0.5))


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a parsed statement."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


@cache
def _judges() -> duckdb.DuckDBPyConnection:
    """A database that holds the judge of the served warehouse and nothing else."""
    con = duckdb.connect(":memory:", config={"threads": 1, "enable_external_access": False})
    con.execute(FRONT.read_text(encoding="utf-8").replace("getvariable('with_names')", "false"))
    return con


def _run(con: duckdb.DuckDBPyConnection, statement: duckdb.Statement, most: int, characters: int) -> dict[str, Any]:
    rows: list[list[Any]] = []
    taken = 0
    with _told_plainly():
        cursor = con.execute(statement)
        description = cursor.description or []
        while len(rows) <= most and taken <= characters:
            more = cursor.fetchmany(min(FETCHED_AT_ONCE, most + 1 - len(rows)))
            if not more:
                break
            rows += [[plain_value(value) for value in row] for row in more]
            taken += sum(len(value) for row in more for value in row if isinstance(value, str))
    return {
        "names": [str(column[0]) for column in description],
        "types": [str(column[1]) for column in description],
        "rows": rows[:most],
        "is_cut": len(rows) > most or taken > characters,
    }


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn the engine's errors into reasons with what can be done about them."""
    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise QueryRefused("memory") from error
    except duckdb.BinderException as error:
        told = str(error).strip()
        missing, near = MISSING_COLUMN.search(told), CANDIDATES.search(told)
        if missing is None:
            raise QueryRefused("failed", detail=told) from error
        names = [name.rpartition(".")[2] for name in QUOTED.findall(near[1])] if near else []
        raise QueryRefused("column", missing[1], dict.fromkeys(names), told) from error
    except duckdb.ParserException as error:
        raise QueryRefused("syntax", detail=str(error).strip()) from error
    except duckdb.Error as error:
        raise QueryRefused("failed", detail=str(error).strip()) from error


def main() -> None:
    """Answer the question of standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (PROCESS_BYTES, PROCESS_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        told = answer(json.load(sys.stdin))
    except QueryRefused as refused:
        near = list(refused.near)
        told = {"reason": refused.reason, "name": refused.name, "near": near, "detail": refused.detail}
    except WarehouseUnavailable as error:
        told = {"unavailable": str(error)}
    except MemoryError:
        told = {"reason": "memory"}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()

"""SQL of readers: what can be asked, and a statement run with little time, memory and nothing to write to.

Four walls, one behind the other: the file is opened read-only with nothing outside it in reach and no setting to
change (`connection.connect`); only a SELECT runs that the judge of the served warehouse passes (`serve_front.sql`) and
that names nothing but tables and views of the schema `main`, where protected names are covered; every statement runs in
a process of its own that is ended when its time is up (`page_query_run`); and only so many run at once.
"""

import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.connection import WarehouseUnavailable
from warehouse.page_query_run import QueryRefused
from warehouse.selection import sql_of

__all__ = ["Answer", "QueryRefused", "run", "schema_table"]

ROOT = Path(__file__).parents[1]
LIMIT_SECONDS = 10.0
# Statements at work at once in one process of the dashboard; the next waits for as long as one may take.
MOST_AT_ONCE = 2
# Rows on the page and in a file, and the characters that a file holds at most: it is made in memory.
PAGE_ROWS = 1_000
FILE_ROWS = 50_000
FILE_CHARACTERS = 40_000_000
# Why there is no answer: each has its words in the dashboard's texts.
REASONS = (
    "empty", "several", "not_select", "function", "table", "schema", "file", "column", "syntax", "time", "memory",
    "busy", "failed",
)  # fmt: skip
_SLOTS = threading.BoundedSemaphore(MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns with DuckDB's types and the first rows: numbers, texts, true and false, None; days in ISO 8601.

    `is_cut`: there are more rows than these. `seconds`: from the question to the answer.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[list[Any]] = field(repr=False)
    is_cut: bool
    seconds: float


def schema_table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What can be asked: name, kind (table or view), comment, is_internal, column_name, data_type, column_comment.

    One row per column, by table in order of the alphabet, internal tables last; columns in their own order.
    """
    return con.execute(sql_of("page_query_schema")).df()


def run(
    path: Path,
    sql: str,
    *,
    limit_rows: int = PAGE_ROWS,
    limit_seconds: float = LIMIT_SECONDS,
    limit_characters: int = FILE_CHARACTERS,
) -> Answer:
    """Judge a statement and run it on the file. Raises QueryRefused, and WarehouseUnavailable without a warehouse."""
    if not sql.strip():
        raise QueryRefused("empty")
    if not path.is_file():
        raise WarehouseUnavailable(f"no warehouse at {path}: `make rebuild` makes it from the articles there")
    if not _SLOTS.acquire(timeout=limit_seconds):
        raise QueryRefused("busy")
    begun = time.monotonic()
    try:
        question = {"path": str(path.resolve()), "sql": sql, "rows": limit_rows, "characters": limit_characters}
        told = _ask(json.dumps(question), limit_seconds)
    finally:
        _SLOTS.release()
    if "unavailable" in told:
        raise WarehouseUnavailable(told["unavailable"])
    if "reason" in told:
        raise QueryRefused(told["reason"], told.get("name", ""), told.get("near", ()), told.get("detail", ""))
    seconds = time.monotonic() - begun
    return Answer(tuple(told["names"]), tuple(told["types"]), told["rows"], told["is_cut"], seconds)


def _ask(question: str, limit_seconds: float) -> dict[str, Any]:
    """Have the statement run in its own process; its end is the end of all that the statement took."""
    command = [sys.executable, "-m", "warehouse.page_query_run"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=question, capture_output=True, text=True, timeout=limit_seconds, cwd=ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise QueryRefused("time") from error
    if done.returncode or not done.stdout:
        # The only way that a statement ends its process: memory was asked for that there is not.
        raise QueryRefused("memory")
    told: dict[str, Any] = json.loads(done.stdout)
    return told

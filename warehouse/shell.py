"""Questions to the warehouse from the command line, and their answers as a table, CSV, JSON or Parquet."""

import csv
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import duckdb

from warehouse.connection import MEMORY_LIMIT, connect
from warehouse.plain import plain_value
from warehouse.search import SearchAnswer
from warehouse.search_snippets import Span

# Rows and characters of a cell that a person still reads; CSV and JSON are not cut.
TABLE_ROWS = 200
CELL_WIDTH = 100
# Rows handed to Parquet at once: 10,000 article texts are some 30 MB.
BATCH_ROWS = 10_000
HINT = "Hint: FROM data_dictionary tells the name and meaning of every table, view and column."

# Where a hit begins and ends: bold on a terminal, as in Markdown elsewhere.
TERMINAL_MARKS, PLAIN_MARKS = ("\x1b[1m", "\x1b[0m"), ("**", "**")


class QueryFailed(RuntimeError):
    """The question could not be answered; the message is DuckDB's own, or tells of the time limit."""


class Answer:
    """Column names, and rows as they come: nothing is held but the row at hand. It can be read once."""

    def __init__(
        self, names: Sequence[str], rows: Iterator[tuple[Any, ...]], cursor: duckdb.DuckDBPyConnection | None = None
    ) -> None:
        self.names = names
        self.rows = rows
        self.cursor = cursor


def ask(path: Path, sql: str, limit_seconds: float, show: Callable[[Answer], None], with_names: bool = False) -> None:
    """Run one statement read-only and hand its answer to `show`; `with_names` shows the names that are covered.

    Raises QueryFailed on an error of the statement and past the time limit, WarehouseUnavailable without a warehouse.
    """
    con = connect(path)
    try:
        if with_names:
            uncover(con)
        with told_plainly():
            statements = con.extract_statements(sql)
        if len(statements) != 1:
            raise QueryFailed(f"one statement at a time, please: these are {len(statements)}")
        run(con, statements[0], limit_seconds, show)
    finally:
        con.close()


def uncover(con: duckdb.DuckDBPyConnection) -> None:
    """Have the name of a table mean the one with names, for those entitled; a cursor keeps this for itself."""
    con.execute("SET search_path = 'warehouse.named,warehouse.main'")


def run(
    con: duckdb.DuckDBPyConnection, sql: str | duckdb.Statement, limit_seconds: float, show: Callable[[Answer], None]
) -> None:
    """Run one statement on an open connection and hand its answer to `show`. Raises QueryFailed."""
    timer = threading.Timer(limit_seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        with told_plainly():
            cursor = con.execute(sql)
            names = [column[0] for column in cursor.description or ()]
            show(Answer(names, iter(cursor.fetchone, None), cursor))
    except duckdb.InterruptException as error:
        raise QueryFailed(f"stopped: no answer within {limit_seconds:g} seconds (--timeout gives it more)") from error
    finally:
        timer.cancel()


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn DuckDB's errors into QueryFailed: its own words and position, and where to look names up."""
    try:
        yield
    except duckdb.InterruptException:
        raise
    except duckdb.OutOfMemoryException as error:
        raise QueryFailed(
            f"stopped: this needs more than {MEMORY_LIMIT} of memory; narrow it (WHERE, LIMIT)"
        ) from error
    except duckdb.Error as error:
        told = str(error).strip()
        is_name = isinstance(error, duckdb.CatalogException | duckdb.BinderException)
        raise QueryFailed(f"{told}\n{HINT}" if is_name else told) from error


def write_table(answer: Answer, out: TextIO) -> None:
    """Write the first rows in columns; numbers stand to the right. What an article holds cannot steer the terminal."""
    rows = [[_cell(value) for value in row] for row in islice(answer.rows, TABLE_ROWS)]
    raw = [_clean(name) for name in answer.names]
    widths = [max(map(len, column)) for column in zip(raw, *rows, strict=True)]
    numeric = [bool(rows) and all(_is_number(row[place]) for row in rows) for place in range(len(raw))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(cells, widths, numeric, strict=True)
        )
        return "  ".join(padded).rstrip()

    out.write(line(raw) + "\n" + "  ".join("-" * width for width in widths) + "\n")
    out.writelines(line(row) + "\n" for row in rows)
    if next(answer.rows, None) is not None:
        out.write(f"... the first {TABLE_ROWS} rows; --format csv gives all\n")


def write_csv(answer: Answer, out: TextIO) -> None:
    """Write all rows as CSV with a header; an absent value is an empty field, a list is JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.names)
    for row in answer.rows:
        writer.writerow([_plain(value) for value in row])


def write_json(answer: Answer, out: TextIO) -> None:
    """Write all rows as one JSON array of objects, one a line."""
    out.write("[")
    for number, row in enumerate(answer.rows):
        record = {name: plain_value(value) for name, value in zip(answer.names, row, strict=True)}
        out.write((",\n " if number else "\n ") + json.dumps(record, ensure_ascii=False))
    out.write("\n]\n")


def write_parquet(answer: Answer, out: BinaryIO) -> None:
    """Write all rows as Parquet (zstd), batch by batch, with DuckDB's types; an answer without rows has its columns."""
    import pyarrow.parquet

    if answer.cursor is None:
        raise ValueError("Parquet is written from DuckDB's own cursor")
    batches = answer.cursor.to_arrow_reader(BATCH_ROWS)
    with pyarrow.parquet.ParquetWriter(out, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def write_hits(answer: SearchAnswer, out: TextIO, is_terminal: bool) -> None:
    """Write what full-text search found, the words that were hit marked, and how many articles there are in all."""
    marks = TERMINAL_MARKS if is_terminal else PLAIN_MARKS
    for hit in answer.hits:
        out.write(f"{_marked(hit.title, hit.title_hits, marks)}\n")
        about = [
            hit.report_date.isoformat() if hit.report_date else "no day",
            hit.outlet or "no outlet",
            hit.article_id,
        ]
        out.write(f"  {_clean(', '.join(about))}\n  {_marked(hit.snippet.text, hit.snippet.hits, marks)}\n\n")
    if answer.ignored_words:
        out.write(f"left out, for they stand nearly everywhere: {_clean(', '.join(answer.ignored_words))}\n")
    if answer.is_cut:
        out.write("the question was too long: its end was not asked\n")
    articles = "article" if answer.total_count == 1 else "articles"
    shown = f", the best {len(answer.hits)} shown" if len(answer.hits) < answer.total_count else ""
    out.write(f"{answer.total_count} {articles} found{shown}\n")


WRITERS: dict[str, Callable[[Answer, TextIO], None]] = {"table": write_table, "csv": write_csv, "json": write_json}


def _cell(value: object) -> str:
    text = _clean(str(_plain(value)))
    return text if len(text) <= CELL_WIDTH else text[: CELL_WIDTH - 1] + "…"


def _clean(text: str) -> str:
    """Line breaks as spaces, control characters as a dot."""
    return "".join(char if char.isprintable() or char == " " else "·" for char in " ".join(text.split()))


def _marked(text: str, hits: Iterable[Span], marks: tuple[str, str]) -> str:
    """The text on one line, of the same length but for the marks."""
    line = "".join(" " if char.isspace() else char if char.isprintable() else "·" for char in text)
    for hit in sorted(hits, key=lambda hit: hit.start, reverse=True):
        line = f"{line[: hit.start]}{marks[0]}{line[hit.start : hit.end]}{marks[1]}{line[hit.end :]}"
    return line


def _is_number(cell: str) -> bool:
    return cell == "" or cell.lstrip("-").replace(".", "", 1).isdigit()


def _plain(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict):
        return json.dumps(plain_value(value), ensure_ascii=False)
    return value.isoformat() if isinstance(value, datetime | date | time) else value

"""Command line of the warehouse: `python -m warehouse build|link|query|search|shell|serve|release|diff`."""

import io
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import duckdb
import typer

from scale.crew import Scheduler, Workers
from scale.places import DataPlace, place_of
from warehouse.connection import WarehouseUnavailable, connect, warehouse_path
from warehouse.shell import WRITERS, Answer, QueryFailed, ask, write_hits, write_parquet

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
log = logging.getLogger("warehouse")
# Skipped articles, and corrections that found nothing, told one by one; the tables have all of them.
TOLD = 20

Timeout = Annotated[float, typer.Option(min=0.1, help="Seconds after which a question is given up.")]
DataDir = Annotated[Path, typer.Option(help="The data directory.")]
Names = Annotated[
    bool,
    typer.Option("--names", help="Show the names that everybody else sees covered: only for those entitled to them."),
]


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


@app.callback()
def main() -> None:
    """Keep what was read in one DuckDB file, and ask it."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)


@app.command()
def build(
    data: DataPlace = "data",
    into: Annotated[
        Path | None,
        typer.Option(
            help="The folder of this machine for the warehouse, with its corrections; without it --data, or data "
            "where that is in an object store."
        ),
    ] = None,
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="The articles are invented: say so wherever they are shown.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Begin with empty tables; without it the present file is built upon.")
    ] = False,
    workers: Workers = None,
) -> None:
    """Bring the warehouse up to date with the articles and annotations of a data directory, and swap it in.

    Exit status 1 where an article could not be loaded or a correction found nothing to change (all else is built), or
    nothing was built.
    """
    from warehouse.build import BuildRefused
    from warehouse.inputs import build_from_data, home_of

    try:
        place = place_of(data)
        summary = build_from_data(place, demonstration, full, workers, into)
    except (BuildRefused, OSError, ValueError) as error:
        log.error("warehouse build: %s", error)
        raise typer.Exit(1) from error
    _warn(list(summary.skipped.values()), "skipped_articles")
    _warn(summary.lost_corrections, "corrections")
    log.info("%s: %s", warehouse_path(home_of(place, into)), summary)
    raise typer.Exit(1 if summary.skipped or summary.lost_corrections else 0)


@app.command()
def link(
    data: DataPlace = "data",
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Find which articles copy which, ahead of a build and on as many machines as there are: docs/copies.md.

    A build does it by itself; it is quicker where this was done before. Exit status 1 where some of it failed.
    """
    from scale.crew import NoCluster, hire
    from warehouse.copy_linking import link as link_articles
    from warehouse.copy_work import OtherCode

    try:
        with hire(workers, scheduler) as crew:
            summary = link_articles(place_of(data), crew)
    except (NoCluster, OtherCode, OSError, ValueError, duckdb.Error) as error:
        log.error("warehouse link: %s", error)
        raise typer.Exit(1) from error
    _tell(summary.left_out, "left out")
    _tell(summary.lost, "failed")
    log.info("%s: %s", data, summary)
    raise typer.Exit(1 if summary.lost else 0)


def _tell(lines: Sequence[str], what: str) -> None:
    for line in lines[:TOLD]:
        log.warning("%s: %s", what, line)
    if len(lines) > TOLD:
        log.warning("... and %d more %s", len(lines) - TOLD, what)


def _warn(lines: Sequence[str], table: str) -> None:
    """Log the first lines, and where the others stand."""
    for line in lines[:TOLD]:
        log.warning("%s", line)
    if len(lines) > TOLD:
        log.warning("... and %d more: see the table %s", len(lines) - TOLD, table)


@app.command()
def query(
    sql: Annotated[
        str | None, typer.Argument(help='Such as "SELECT name, article_count FROM articles_by_province".')
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="A file with the question, such as warehouse/cookbook/who_speaks.sql.")
    ] = None,
    data: DataDir = Path("data"),
    format: Annotated[Format, typer.Option(help="How to write the answer.")] = Format.table,
    output: Annotated[Path | None, typer.Option(help="The file to write; without it the answer is printed.")] = None,
    timeout: Timeout = 60,
    names: Names = False,
) -> None:
    """Ask the warehouse one question in SQL, read-only. `FROM data_dictionary` tells what there is to ask."""
    if (sql is None) == (file is None):
        raise typer.BadParameter("write one question in SQL, or name a file with one: --file FILE")
    if format is Format.parquet and output is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is not for a terminal: give --output FILE, or a pipe")
    try:
        sql = sql if file is None else file.read_text(encoding="utf-8")
        with _opened(output) as out:
            ask(warehouse_path(data), sql or "", timeout, _writer(format, out), names)
            out.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough; Python would complain again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (QueryFailed, WarehouseUnavailable, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Such as: netralitas camat. docs/search.md has the rest.")],
    data: DataDir = Path("data"),
    limit: Annotated[int, typer.Option(min=1, max=200, help="Articles shown.")] = 10,
) -> None:
    """Find articles by their words, in any Indonesian form, best first.

    A phrase needs quotation marks inside the shell's: '"apel pagi"'. Where a word is excluded, put -- before all words:
    search -- camat -kampanye
    """
    from warehouse.search import search as find

    try:
        with connect(warehouse_path(data)) as con:
            answer = find(con, " ".join(words), limit=limit)
        write_hits(answer, sys.stdout, sys.stdout.isatty())
    except (WarehouseUnavailable, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


@app.command()
def shell(data: DataDir = Path("data"), timeout: Timeout = 600, names: Names = False) -> None:
    """Ask one question after the other, read-only: SQL up to a semicolon, or `.help`."""
    from warehouse.repl import Repl

    try:
        Repl(warehouse_path(data), sys.stdout, timeout, names).loop()
    except WarehouseUnavailable as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


@app.command()
def serve(
    data: DataDir = Path("data"),
    host: Annotated[str, typer.Option(help="The address to listen on; 127.0.0.1 is this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 9494,
    timeout: Timeout = 60,
    remote: Annotated[
        bool, typer.Option("--remote", help="Allow a host that other machines reach: only behind a proxy with TLS.")
    ] = False,
    names: Names = False,
) -> None:
    """Let another DuckDB, R or DBeaver ask over DuckDB's remote protocol (a beta), read-only.

    The token stands in the environment variable NETRALITAS_TOKEN; without it one is made and printed.
    """
    from warehouse.serve import ServeRefused, Service, serve_forever

    try:
        service = Service(warehouse_path(data), host, port, timeout, is_remote=remote, with_names=names)
        serve_forever(service)
    except (ServeRefused, WarehouseUnavailable, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


@app.command()
def release(
    version: Annotated[str, typer.Argument(help="Such as 2026.11; a version that is there is never changed.")],
    data: DataDir = Path("data"),
    out: Annotated[Path | None, typer.Option(help="The folder of releases; without it DATA/releases.")] = None,
    with_texts: Annotated[
        bool,
        typer.Option("--with-texts", help="With the articles' texts, their outlets' copyright: not to be passed on."),
    ] = False,
    named: Annotated[
        bool,
        typer.Option("--named", help="With the names that are covered otherwise: only for those entitled to them."),
    ] = False,
) -> None:
    """Write a release that others can cite: tables as CSV and Parquet, described, with scores and known gaps."""
    from warehouse.release import ReleaseRefused
    from warehouse.release import release as write

    try:
        log.info("%s", write(data, out or data / "releases", version, with_texts, named))
    except (ReleaseRefused, WarehouseUnavailable, ValueError, OSError) as error:
        log.error("warehouse release: %s", error)
        raise typer.Exit(1) from error


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="A release (its folder) or a warehouse file.")],
    after: Annotated[Path, typer.Argument(help="The later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write it as JSON.")] = False,
    listed: Annotated[int, typer.Option(min=0, help="Rows listed of each table and kind of change.")] = 20,
) -> None:
    """Tell what differs between two releases or warehouse files, and why. Exit status 0 also where rows differ."""
    from warehouse.diff import DiffRefused, render
    from warehouse.diff import diff as compare

    try:
        found = compare(before, after, listed)
    except (DiffRefused, OSError) as error:
        log.error("warehouse diff: %s", error)
        raise typer.Exit(1) from error
    print(found.as_json() if as_json else render(found))


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """The place where an answer goes; a file takes its name only when it is whole."""
    if output is None:
        yield sys.stdout.buffer
        return
    with tempfile.NamedTemporaryFile(dir=output.absolute().parent, prefix=f".{output.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            yield file  # type: ignore[misc]
            file.flush()
            beside.chmod(0o644)
            beside.replace(output)
        finally:
            beside.unlink(missing_ok=True)


def _writer(format: Format, out: BinaryIO) -> Callable[[Answer], None]:
    if format is Format.parquet:
        return lambda answer: write_parquet(answer, out)

    def write(answer: Answer) -> None:
        text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
        try:
            WRITERS[format.value](answer, text)
            text.flush()
        finally:
            text.detach()

    return write


if __name__ == "__main__":
    app()

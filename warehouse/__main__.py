"""Command line of the warehouse: `python -m warehouse build|query|shell|serve`."""

import io
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from warehouse.connection import WarehouseUnavailable, warehouse_path
from warehouse.shell import WRITERS, Answer, QueryFailed, ask, write_parquet

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
log = logging.getLogger("warehouse")
# Skipped articles told one by one; all of them stand in the table skipped_articles.
TOLD = 20

Timeout = Annotated[float, typer.Option(min=0.1, help="Seconds after which a question is given up.")]
DataDir = Annotated[Path, typer.Option(help="The data directory.")]


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
    data: DataDir = Path("data"),
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="The articles are invented: say so wherever they are shown.")
    ] = False,
) -> None:
    """Build the warehouse anew from the articles and annotations of a data directory, and swap it in.

    Exit status 1 where an article could not be loaded (the others are), or nothing was built.
    """
    from warehouse.build import BuildRefused
    from warehouse.inputs import build_from_data

    try:
        summary = build_from_data(data, demonstration)
    except (BuildRefused, OSError, ValueError) as error:
        log.error("warehouse build: %s", error)
        raise typer.Exit(1) from error
    for number, reason in enumerate(summary.skipped.values()):
        if number == TOLD:
            log.warning("... and %d more: see the table skipped_articles", len(summary.skipped) - TOLD)
            break
        log.warning("%s", reason)
    log.info("%s: %s", warehouse_path(data), summary)
    raise typer.Exit(1 if summary.skipped else 0)


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
) -> None:
    """Ask the warehouse one question in SQL, read-only. `FROM data_dictionary` tells what there is to ask."""
    if (sql is None) == (file is None):
        raise typer.BadParameter("write one question in SQL, or name a file with one: --file FILE")
    if format is Format.parquet and output is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is not for a terminal: give --output FILE, or a pipe")
    try:
        sql = sql if file is None else file.read_text(encoding="utf-8")
        with _opened(output) as out:
            ask(warehouse_path(data), sql or "", timeout, _writer(format, out))
            out.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough; Python would complain again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (QueryFailed, WarehouseUnavailable, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


@app.command()
def shell(data: DataDir = Path("data"), timeout: Timeout = 600) -> None:
    """Ask one question after the other, read-only: SQL up to a semicolon, or `.help`."""
    from warehouse.repl import Repl

    try:
        Repl(warehouse_path(data), sys.stdout, timeout).loop()
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
    names: Annotated[
        bool, typer.Option("--names", help="Serve the schema `named` too: people the others see by pseudonym.")
    ] = False,
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

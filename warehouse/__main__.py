"""Command line of the warehouse: `python -m warehouse build|query`."""

import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from warehouse.connection import WarehouseUnavailable, warehouse_path
from warehouse.shell import WRITERS, QueryFailed, ask

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
log = logging.getLogger("warehouse")
# Skipped articles told one by one; all of them stand in the table skipped_articles.
TOLD = 20

DataDir = Annotated[Path, typer.Option(help="The data directory.")]


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"


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
    sql: Annotated[str, typer.Argument(help='Such as "SELECT name, article_count FROM articles_by_province".')],
    data: DataDir = Path("data"),
    format: Annotated[Format, typer.Option(help="How to write the answer.")] = Format.table,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which the question is given up.")] = 60,
) -> None:
    """Ask the warehouse one question in SQL, read-only. `FROM data_dictionary` tells what there is to ask."""
    try:
        ask(warehouse_path(data), sql, timeout, lambda answer: WRITERS[format.value](answer, sys.stdout))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough; Python would complain again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (QueryFailed, WarehouseUnavailable) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


if __name__ == "__main__":
    app()

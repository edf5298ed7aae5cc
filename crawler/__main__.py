"""Command line of the first stage: `python -m crawler import`."""

import errno
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
log = logging.getLogger("crawler")


@app.callback()
def main() -> None:
    """Bring articles in: pages and files from anywhere, into a data directory."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of articles, or folders.")],
    data: Annotated[Path, typer.Option(help="The data directory.")] = Path("data"),
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="The articles are invented: mark the data directory so.")
    ] = False,
) -> None:
    """Import plain text (.txt), saved pages (.html), JSON lines (.jsonl, .json) and tables (.csv).

    Exit status 1 where something could not be taken in; the rest is.
    """
    from crawler.importing import import_files

    try:
        summary = import_files(data, files, demonstration)
    except (OSError, ValueError) as error:
        log.error("crawler import: %s", _told(error))
        raise typer.Exit(1) from error
    log.info("%s: %s", data, summary)
    raise typer.Exit(0 if summary.is_clean else 1)


def _told(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full; the articles of the last batch were not stored. Make room and run the import again"
    return str(error)


if __name__ == "__main__":
    app()

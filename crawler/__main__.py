"""Command line of the first stage: `python -m crawler import|import-warc|crawl|check-outlets|reextract|health`."""

import errno
import logging
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from scale.crew import NoCluster, Scheduler, Workers, WrongCode, hire
from scale.places import DataPlace, place_of

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
log = logging.getLogger("crawler")
DAY = ["%Y-%m-%d"]


@app.callback()
def main() -> None:
    """Bring articles in: pages and files from anywhere, into a data directory."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of articles, or folders.")],
    data: DataPlace = "data",
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="The articles are invented: mark the data directory so.")
    ] = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Import plain text (.txt), saved pages (.html), JSON lines (.jsonl, .json) and tables (.csv).

    Exit status 1 where something could not be taken in; the rest is.
    """
    from crawler.import_partitions import import_in_groups
    from crawler.importing import import_files

    try:
        if workers is None and scheduler is None:
            summary = import_files(place_of(data), files, demonstration)
        else:
            summary = import_in_groups(place_of(data), files, demonstration, workers, scheduler)
    except (OSError, ValueError, NoCluster, WrongCode) as error:
        log.error("crawler import: %s", _told(error))
        raise typer.Exit(1) from error
    log.info("%s: %s", data, summary)
    raise typer.Exit(0 if summary.is_clean else 1)


@app.command("import-warc")
def import_warc(
    addresses: Annotated[
        list[str],
        typer.Argument(
            metavar="ADDRESS...", help="Paths, globs, folders, s3:// or https:// addresses, or @FILE with one a line."
        ),
    ],
    data: DataPlace = "data",
    domain: Annotated[
        list[str] | None, typer.Option(help="Take hosts under it, the option repeated; by default id and our outlets.")
    ] = None,
    hosts: Annotated[Path | None, typer.Option(help="A file of hosts to take, one a line.")] = None,
    any_host: Annotated[bool, typer.Option("--any-host", help="Take every host.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Take articles on every subject.")] = False,
    prefix: Annotated[str, typer.Option(help="What stands before each line of a list that is no whole address.")] = "",
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="The articles are invented: mark the data directory so.")
    ] = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Import the Indonesian articles of WARC files in bulk, such as those of CC-NEWS (docs/warc.md).

    Exit status 1 where something of what was named could not be read; the rest is.
    """
    from crawler.warc_bulk import import_warc as import_bulk
    from crawler.warc_bulk import settings_of

    try:
        if any_host and (domain or hosts):
            raise ValueError("--any-host takes every host: leave out --domain and --hosts")
        settings = settings_of(domain or (), hosts, any_host, all_, demonstration)
        with hire(workers, scheduler) as crew:
            summary = import_bulk(place_of(data), addresses, settings, crew, prefix)
    except (OSError, ValueError, RuntimeError) as error:
        log.error("crawler import-warc: %s", _told(error))
        raise typer.Exit(1) from error
    log.info("%s: %s", data, summary)
    raise typer.Exit(0 if summary.is_clean else 1)


@app.command()
def crawl(
    data: DataPlace = "data",
    outlets: Annotated[
        Path | None, typer.Option(help="A folder of outlet files; by default those of netralitas.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Ids of outlets, the option repeated; by default all.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=DAY, help="First day of publication.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=DAY, help="Last day of publication.")] = None,
    topic: Annotated[
        bool, typer.Option("--topic/--all", help="Leave out what title and address surely put elsewhere.")
    ] = True,
    contact: Annotated[str, typer.Option(envvar="NETRALITAS_CONTACT", help="Your address, which sites see.")] = "",
    proxy: Annotated[str | None, typer.Option(help="An http proxy, such as http://127.0.0.1:3128.")] = None,
    share: Annotated[
        str | None, typer.Option(metavar="K/N", help="This is the K-th of N crawlers: crawl its share of the outlets.")
    ] = None,
    state: Annotated[
        Path | None, typer.Option(help="With --share or a bucket: the crawler's own folder, on this machine.")
    ] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Private addresses too: for tests.")] = False,
) -> None:
    """Crawl outlets: politely, and to be stopped and run again at any moment.

    Exit status 1 where an outlet refused, is another crawler's at the moment, or the crawl did not come to its end.
    """
    from crawler.crawl import CrawlRefused, Options, run_crawl
    from crawler.outlet_files import OutletError, load_outlets
    from crawler.shares import outlets_of, parse_share
    from crawler.ways.base import Window

    window = Window(
        today=date.today(), since=since.date() if since else None, until=until.date() if until else None, topic=topic
    )
    try:
        place, chosen, part = place_of(data), load_outlets(outlets, only or ()), None
        if share is not None:
            part = parse_share(share)
            # Of all outlets, also where --only names some: the others may tie two of them together.
            mine = {outlet.id for outlet in outlets_of(part, load_outlets(outlets))}
            chosen = [outlet for outlet in chosen if outlet.id in mine]
        elif state is not None and isinstance(place, Path):
            raise ValueError("--state goes with --share K/N; a crawl alone keeps its state in the data directory")
        summary = run_crawl(place, chosen, window, Options(contact, proxy, allow_private), part, state)
    except (CrawlRefused, OutletError, OSError, ValueError) as error:
        log.error("crawler crawl: %s", _told(error))
        raise typer.Exit(1) from error
    for outlet, why in sorted(summary.left.items()):
        log.warning("%s: left before its end: %s", outlet, why)
    log.info("%s: %s", data, summary)
    raise typer.Exit(0 if summary.is_finished and not summary.left else 1)


@app.command("check-outlets")
def check_outlets(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of outlet files; by default those of netralitas.")
    ] = None,
) -> None:
    """Say what is wrong with outlet files; exit status 1 where something is."""
    from crawler.outlet_check import check_outlets as check

    problems = check(folder)
    for problem in problems:
        print(problem)
    raise typer.Exit(1 if problems else 0)


@app.command()
def reextract(
    data: Annotated[Path, typer.Option(help="The data directory.")] = Path("data"),
    outlets: Annotated[
        Path | None, typer.Option(help="A folder of outlet files; by default those of netralitas.")
    ] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Read the articles again from the archived pages, without fetching anything."""
    from crawler.outlet_files import OutletError, load_outlets
    from crawler.reextract import reextract as read_again
    from crawler.reextract_partitions import reextract_in_parts

    try:
        if workers is None and scheduler is None:
            summary = read_again(data, load_outlets(outlets))
        else:
            summary = reextract_in_parts(data, load_outlets(outlets), workers, scheduler)
        log.info("%s: %s", data, summary)
    except (OutletError, OSError, ValueError, NoCluster, WrongCode) as error:
        log.error("crawler reextract: %s", _told(error))
        raise typer.Exit(1) from error


@app.command()
def health(data: DataPlace = "data") -> None:
    """Tell how the last crawl went, by outlet, against those before; exit status 1 where an outlet is in trouble."""
    from crawler.crawl_health import health_lines

    try:
        lines, is_well = health_lines(place_of(data))
    except (OSError, ValueError) as error:
        log.error("crawler health: %s", error)
        raise typer.Exit(1) from error
    for line in lines:
        print(line)
    raise typer.Exit(0 if is_well else 1)


def _told(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full; the articles of the last batch were not stored. Make room and run the import again"
    return str(error)


if __name__ == "__main__":
    app()

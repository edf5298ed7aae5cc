"""Pictures of the dashboard for the documentation: `python -m dashboard.screenshots`. Needs Playwright and Chromium."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from dash import Dash
from waitress.server import create_server

from dashboard.address import article_href, case_href, href
from dashboard.app import create_app
from warehouse.connection import Warehouse, warehouse_path

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# No sandbox: build machines run as root. The rest keeps the browser from talking to anyone but us.
CHROMIUM_ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture; `path` is the address of the page, width and height in px."""

    name: str
    path: str
    width: int = 1440
    height: int = 1100
    scheme: str = "light"
    is_full: bool = False


@contextmanager
def serving(data_dir: Path) -> Iterator[str]:
    """Serve a data directory on a free port of this machine; gives the address."""
    with serving_app(create_app(data_dir)) as base:
        yield base


@contextmanager
def serving_app(app: Dash) -> Iterator[str]:
    """Serve an application on a free port of this machine; gives the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = create_server(app.server, sockets=[listener], threads=8, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class Shown:
    """The addresses that depend on the data: those of the article, case and person that show most."""

    article: str
    case: str
    person: str


def pictures(shown: Shown) -> list[Picture]:
    """The pictures of the documentation."""
    return [
        Picture("overview-light", "/?lang=en"),
        Picture("overview-dark", "/", scheme="dark"),
        Picture("overview-phone", "/?lang=en", width=390, height=844, is_full=True),
        Picture("elections", "/elections?lang=en"),
        Picture("region", "/regions/33?lang=en", height=1240),
        Picture("case", shown.case, height=1300),
        Picture("article", shown.article, height=1300),
    ]


def every_picture(shown: Shown) -> list[Picture]:
    """Every page, whole, light and dark, wide and on a phone: to be looked at, not to be kept."""
    pages = {
        "overview": "/", "elections": "/elections", "regions": "/regions", "province": "/regions/33",
        "city": "/regions/33.74", "officials": "/officials", "person": shown.person, "cases": "/cases",
        "case": shown.case, "evidence": "/evidence", "articles": "/articles", "search": "/articles?q=netral",
        "article": shown.article, "coverage": "/coverage", "query": "/query?sql=FROM+cases_by_region_election",
        "review": "/review", "about": "/about",
    }  # fmt: skip
    return [
        Picture(
            f"{name}-{width}-{scheme}", f"{path}{'&' if '?' in path else '?'}lang={lang}" if lang else path, width,
            scheme=scheme, is_full=True,
        )
        for name, path in pages.items()
        for width, scheme, lang in ((1440, "light", ""), (1440, "dark", "en"), (390, "light", "en"), (390, "dark", ""))
    ]  # fmt: skip


def take(base: str, output: Path, wanted: list[Picture]) -> list[Path]:
    """Take the pictures; gives the files written."""
    from playwright.sync_api import sync_playwright

    output.mkdir(parents=True, exist_ok=True)
    files = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
        for picture in wanted:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height},
                color_scheme="dark" if picture.scheme == "dark" else "light",
            )
            page.goto(base + picture.path)
            page.locator("h1").first.wait_for()
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(700)  # fonts, and the grid's own layout
            files.append(output / f"{picture.name}.png")
            page.screenshot(path=files[-1], full_page=picture.is_full)
            page.close()
        browser.close()
    return files


def telling(data_dir: Path) -> Shown:
    """The article with most kinds of items, the case with most steps and the person in most articles."""
    warehouse = Warehouse(warehouse_path(data_dir))
    con = warehouse.cursor()
    try:
        article = _first(
            con,
            "SELECT article_id FROM evidence GROUP BY article_id "
            "ORDER BY count(DISTINCT kind || coalesce(status, '')) DESC, count(*) DESC, article_id LIMIT 1",
        )
        case = _first(con, "SELECT case_id FROM cases ORDER BY article_count DESC, event_count DESC, case_id LIMIT 1")
        person = _first(con, "SELECT person_id FROM persons ORDER BY article_count DESC, person_id LIMIT 1")
    finally:
        con.close()
        warehouse.close()
    return Shown(article_href(article), case_href(case), href(f"/officials/{person}"))


def _first(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    row = con.execute(sql).fetchone()
    if row is None:
        raise typer.BadParameter("the warehouse holds too little to show", param_hint="--data")
    return str(row[0])


def main(
    data: Annotated[Path, typer.Option(help="The data directory to show.")] = Path("demo-data"),
    output: Annotated[Path, typer.Option(help="Folder for the pictures.")] = Path("docs/screenshots"),
    every: Annotated[bool, typer.Option("--every", help="All pages, light and dark, wide and on a phone.")] = False,
) -> None:
    """Take the pictures of the documentation, or of every page."""
    shown = telling(data)
    with serving(data) as base:
        for path in take(base, output, every_picture(shown) if every else pictures(shown)):
            print(path)


if __name__ == "__main__":
    typer.run(main)

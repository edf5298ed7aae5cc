"""Pictures of the dashboard for the documentation: `python -m dashboard.screenshots`. Needs Playwright and Chromium."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from dash import Dash
from waitress.server import create_server

from dashboard.address import article_href
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


def pictures(article: str) -> list[Picture]:
    """The pictures of the documentation; `article` is the address of the article to show."""
    return [
        Picture("overview-light", "/?lang=en"),
        Picture("overview-dark", "/", scheme="dark"),
        Picture("overview-phone", "/?lang=en", width=390, height=844, is_full=True),
        Picture("article", article, height=1300),
    ]


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
            if page.locator(".figure").count():
                page.locator("#timeline-figure .main-svg").first.wait_for()
            page.wait_for_timeout(700)  # fonts, and the grid's own layout
            files.append(output / f"{picture.name}.png")
            page.screenshot(path=files[-1], full_page=picture.is_full)
            page.close()
        browser.close()
    return files


def telling_article(data_dir: Path) -> str:
    """The address of the article with most kinds of items: it shows the reader best."""
    warehouse = Warehouse(warehouse_path(data_dir))
    con = warehouse.cursor()
    try:
        rows = con.execute(
            "SELECT article_id FROM evidence GROUP BY article_id "
            "ORDER BY count(DISTINCT kind || coalesce(status, '')) DESC, count(*) DESC, article_id LIMIT 1"
        ).fetchall()
        if not rows:
            raise typer.BadParameter("the warehouse holds no articles", param_hint="--data")
    finally:
        con.close()
        warehouse.close()
    return article_href(rows[0][0])


def main(
    data: Annotated[Path, typer.Option(help="The data directory to show.")] = Path("demo-data"),
    output: Annotated[Path, typer.Option(help="Folder for the pictures.")] = Path("docs/screenshots"),
) -> None:
    """Take the pictures of the documentation."""
    article = telling_article(data)
    with serving(data) as base:
        for path in take(base, output, pictures(article)):
            print(path)


if __name__ == "__main__":
    typer.run(main)

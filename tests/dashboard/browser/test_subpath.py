"""Under a path of its own, behind a proxy that takes the path off, behind one that hands it on, and without one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.app import create_app
from dashboard.screenshots import serving_app
from dashboard.settings import Settings

PATH = "/netralitas"
HOP = ("connection", "transfer-encoding", "server", "date")


@contextmanager
def proxy(target: str, *, takes_off: bool) -> Iterator[str]:
    """A small reverse proxy on this machine: what is not under the path is not found."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            if self.path != PATH and not self.path.startswith((f"{PATH}/", f"{PATH}?")):
                self.send_error(404)
                return
            path = self.path.removeprefix(PATH) if takes_off and self.path.startswith(f"{PATH}/") else self.path
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            con = HTTPConnection(target.removeprefix("http://"), timeout=60)
            con.request(self.command, path, body, dict(self.headers))
            found = con.getresponse()
            content = found.read()
            self.send_response(found.status)
            for name, value in found.getheaders():
                if name.lower() not in (*HOP, "content-length"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            con.close()

        do_GET = do_POST = do_HEAD = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def mounted(gold_dir: Path) -> Iterator[str]:
    with serving_app(create_app(gold_dir, Settings(prefix=PATH, review_key="kunci-tinjauan-uji"))) as base:
        yield base


@pytest.fixture(params=["direct", "handed on", "taken off"])
def host(request, mounted: str) -> Iterator[str]:
    if request.param == "direct":
        yield mounted
    else:
        with proxy(mounted, takes_off=request.param == "taken off") as base:
            yield base


def stray_links(page: Page) -> list[str]:
    script = "links => links.map(link => link.getAttribute('href')).filter(href => href.startsWith('/'))"
    return [href for href in page.eval_on_selector_all("a[href]", script) if not href.startswith(f"{PATH}/")]


def test_every_way_through_the_pages_stays_under_the_path(page: Page, host: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{host}{PATH}")
    expect(page.locator("#map-figure .js-plotly-plot")).to_be_visible()
    assert page.url == f"{host}{PATH}/"
    expect(page.locator("#latest-card, .latest-title").first).to_be_visible()
    assert stray_links(page) == []
    page.locator("#nav-articles").click()
    expect(page).to_have_url(f"{host}{PATH}/articles")
    expect(page.locator("#nav-articles.is-here")).to_be_visible()
    page.goto(f"{host}{PATH}/evidence?kind=measure&type=pledge")
    expect(page.locator(".evidence-item").first).to_be_visible()
    assert stray_links(page) == []
    href = page.get_by_role("link", name="CSV").get_attribute("href")
    assert page.request.get(f"{host}{href}").status == 200
    page.locator(".evidence-item .byline a").nth(1).click()
    expect(page.locator(".arrived")).to_be_visible()
    assert stray_links(page) == []
    page.go_back()
    expect(page.locator(".evidence-item").first).to_be_visible()
    page.locator("#search").fill("ikrar")
    page.locator("#search").press("Enter")
    expect(page).to_have_url(f"{host}{PATH}/articles?q=ikrar&kind=measure&type=pledge")
    page.locator("#language-en").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.startswith(f"{host}{PATH}/articles?")
    assert [url for url in asked if url.startswith(host) and not url.startswith(f"{host}{PATH}")] == []


def test_a_reviewer_signs_in_under_the_path(page: Page, host: str):
    page.context.clear_cookies()
    page.goto(f"{host}{PATH}/review")
    page.locator("#review-name").fill("Sari")
    page.locator("#review-key").fill("kunci-tinjauan-uji")
    page.locator("#review-key").press("Enter")
    expect(page.locator(".review-sitting")).to_contain_text("Sari")
    (cookie,) = page.context.cookies()
    assert cookie["path"] == f"{PATH}/"
    page.context.clear_cookies()


def test_the_policy_holds_on_every_page(page: Page, base: str):
    """A violation of the policy is an error in the console, which fails the test at its end."""
    broken: list[str] = []
    page.on(
        "console", lambda message: broken.append(message.text) if "Content Security Policy" in message.text else None
    )
    paths = ("/", "/elections", "/regions", "/officials", "/cases", "/evidence?kind=measure", "/articles", "/coverage",
             "/query", "/review", "/about", "/nowhere")  # fmt: skip
    for path in paths:
        page.goto(f"{base}{path}")
        expect(page.locator("main h1").first).to_be_visible()
        page.wait_for_load_state("networkidle")
    assert broken == []

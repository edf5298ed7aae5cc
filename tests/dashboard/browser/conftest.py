"""One browser a session, a server on a free port, and pages that tell what went wrong in them.

`serve(data_dir)` gives the address of a dashboard over any data directory; `page` a fresh page whose console errors and
requests to other hosts fail the test at its end. The content security policy forbids `eval`, so wait with locators, not
with `page.wait_for_function`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from dashboard.screenshots import CHROMIUM, CHROMIUM_ARGS, serving

# How long anything on a page is waited for: a busy machine is slow, and a wait costs nothing where it holds.
TIMEOUT_MS = 30_000
expect.set_options(timeout=TIMEOUT_MS)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def playwright_session() -> Iterator[Playwright]:
    if not Path(CHROMIUM).exists():
        message = f"no Chromium at {CHROMIUM}: install it (apt-get install chromium) or name another in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_session: Playwright) -> Iterator[Browser]:
    browser = playwright_session.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a data directory for the rest of the session; the same directory is served once."""
    bases: dict[Path, str] = {}
    with ExitStack() as stack:

        def start(data_dir: Path) -> str:
            if data_dir not in bases:
                bases[data_dir] = stack.enter_context(serving(data_dir))
            return bases[data_dir]

        yield start


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Callable[[int, int, str], BrowserContext]:
    """One context for each kind of screen, so that scripts are fetched and compiled once, not for every test."""

    @cache
    def context(width: int, height: int, scheme: str) -> BrowserContext:
        return browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )

    return context


@pytest.fixture
def open_page(contexts: Callable[[int, int, str], BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Make pages of a given width and colour scheme; at the end of the test none may have erred or called elsewhere."""
    problems: list[str] = []
    pages: list[Page] = []

    def make(width: int = 1440, height: int = 1000, scheme: str = "light") -> Page:
        page = contexts(width, height, scheme).new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: None if _is_ours(request.url) else problems.append(f"asked {request.url}"))
        page.on(
            "response",
            lambda answer: problems.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        pages.append(page)
        return page

    yield make
    for page in pages:
        if page.url.startswith("http"):
            problems += [f"broken: {page.url}"] * page.locator(".error-broken").count()
            page.evaluate("localStorage.clear()")
        page.close()
    assert problems == []


@pytest.fixture
def axe_faults() -> Callable[[Page], list[tuple[str, str]]]:
    """What axe finds on a page by any of its rules: the rule, and the first element that breaks it."""

    def find(page: Page) -> list[tuple[str, str]]:
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert len(found["passes"]) > 20  # it did look
        return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]]

    return find


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture(scope="session")
def base(serve: Callable[[Path], str], gold_dir: Path) -> str:
    """The dashboard over the demonstration articles."""
    return serve(gold_dir)


def _is_ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))

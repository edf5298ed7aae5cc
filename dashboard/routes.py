"""From an address to its page."""

from typing import Any

from dash import html

from dashboard.components.filters import filter_bar
from dashboard.components.request import Request
from dashboard.components.shell import shell
from dashboard.components.states import missing_state
from dashboard.i18n import format_date
from dashboard.pages import (
    Page,
    about,
    article,
    articles,
    case,
    cases,
    coverage,
    elections,
    evidence,
    officials,
    overview,
    query,
    regions,
    review,
    titled,
)
from warehouse import queries

# In the order in which they are asked whether an address is theirs.
MODULES = (
    overview, elections, regions, officials, cases, case, evidence, articles, article, coverage, query, review, about,
)  # fmt: skip


def page_key(path: str) -> str:
    """What names a page apart from filters: pages with filters keep their frame while these change."""
    return path.rstrip("/") or "/"


def find_page(path: str) -> Page:
    """The page of an address; word that there is none is a page, too."""
    key = page_key(path)
    for module in MODULES:
        page: Page | None = module.find(key)
        if page is not None:
            return page
    return Page("", titled("missing.page.title"), lambda request: missing_state(request, "missing.page"))


def build_view(request: Request) -> tuple[Any, str]:
    """The whole view of a request, and the title of the browser's tab. Raises what the warehouse raises."""
    with request.cursor() as con:
        dataset = queries.dataset_info(con)
    page = find_page(request.address.path)
    frame: list[Any] = []
    if page.controls is not None:
        updated = request.t("filters.updated", day=format_date(dataset.built_at, request.lang))
        frame.append(filter_bar(request, page.controls, updated))
    frame.append(html.Div(page.content(request), id="page-content"))
    view = shell(request, frame, page.section, is_demonstration=dataset.is_demonstration)
    return view, f"{page.title(request)} – netralitas"

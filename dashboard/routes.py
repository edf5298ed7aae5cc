"""From an address to its page."""

from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from dash import html

from dashboard.components.filters import filter_bar
from dashboard.components.request import Request
from dashboard.components.shell import shell
from dashboard.components.states import missing_state
from dashboard.i18n import format_date
from dashboard.pages import Page, about, article, articles, evidence, overview
from warehouse import queries
from warehouse.queries import DatasetInfo, FilterOptions, Warehouse

# Pages whose content is built anew with every change of the address, within the same frame and filter row.
CONTENTS = {"/articles": articles.content, "/evidence": evidence.content}
FILTERED = ("/", *CONTENTS)
_CHOICES: WeakKeyDictionary[Warehouse, tuple[datetime, FilterOptions]] = WeakKeyDictionary()
TITLES = {"/": "nav.overview", "/articles": "nav.articles", "/evidence": "nav.evidence", "/about": "nav.about"}


def page_key(path: str) -> str:
    """What names a page apart from filters: pages with filters keep their frame while these change."""
    return path.rstrip("/") or "/"


def build_view(request: Request) -> tuple[Any, str]:
    """The whole view of a request, and the title of the browser's tab. Raises what the warehouse raises."""
    with request.cursor() as con:
        dataset = queries.dataset_info(con)
    page = build_page(request, dataset)
    title = f"{page.title} – netralitas"
    return shell(request, page.content, is_demonstration=dataset.is_demonstration), title


def build_page(request: Request, dataset: DatasetInfo) -> Page:
    """The page of an address, or word that there is none."""
    path = page_key(request.address.path)
    article_id = article.article_id_of(path)
    if article_id is not None:
        return article.page(request, article_id)
    if path not in TITLES:
        return Page(request.t("missing.page.title"), missing_state(request, "missing.page"))
    title = request.t(TITLES[path])
    if path == "/about":
        return Page(title, about.layout(request, dataset))
    options = filter_choices(request)
    updated = request.t("filters.updated", day=format_date(dataset.built_at, request.lang))
    bar = filter_bar(request, options, updated)
    if path == "/":
        return Page(title, [bar, overview.layout(request, options)])
    return Page(title, [bar, html.Div(CONTENTS[path](request), id="page-content")])


def filter_choices(request: Request) -> FilterOptions:
    """What can be chosen in the filter row; asked once of each warehouse file."""
    with request.cursor() as con:
        built_at = queries.dataset_info(con).built_at
    return _choices_of(request, built_at)


def _choices_of(request: Request, built_at: datetime) -> FilterOptions:
    found = _CHOICES.get(request.warehouse)
    if found is None or found[0] != built_at:
        with request.cursor() as con:
            found = _CHOICES[request.warehouse] = built_at, queries.filter_options(con)
    return found[1]

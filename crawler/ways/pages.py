"""Pages of lists in HTML: read into leads, and what may be wrong with them."""

from dataclasses import dataclass

from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crawler.outlet import Outlet
from crawler.ways.anchors import gather_leads, parse_page
from crawler.ways.answers import is_challenge, refusal, text_of
from crawler.ways.base import Answer, Lead, Window
from crawler.ways.moments import may_lie_in

END = (404, 410)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list: its leads by key, in the page's order, its tree; or what is wrong with it."""

    leads: dict[str, Lead]
    tree: HtmlElement | None = None
    problem: str | None = None


def read_list(outlet: Outlet, answer: Answer, area: CSSSelector | None) -> ListPage:
    """Read a page of a list. One without any article is a problem only where it is a challenge."""
    if problem := refusal(answer):
        return ListPage({}, problem=problem)
    text, _ = text_of(answer)
    return read_markup(outlet, text, answer.url, area)


def read_markup(outlet: Outlet, text: str, url: str, area: CSSSelector | None) -> ListPage:
    """Read the HTML of a page of a list."""
    tree = parse_page(text)
    if tree is None:
        return ListPage({}, problem="no HTML")
    leads = gather_leads(outlet, tree, url, area)
    problem = "a challenge, no list" if not leads and is_challenge(text) else None
    return ListPage(leads, tree, problem)


def fresh_leads(page: ListPage, fresh: set[str], window: Window) -> tuple[Lead, ...]:
    """Those leads of a page that are fresh and may be of the window."""
    return tuple(
        lead
        for key, lead in page.leads.items()
        if key in fresh and may_lie_in(window, lead.url) and window.holds(lead.published)
    )

"""Lists, newest first: sections, tags, latest news; by number of the page, by cursor, or by a link to the next page."""

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crawler.outlet import Outlet, WayRule
from crawler.ways.anchors import find_link, selector_option
from crawler.ways.answers import refusal
from crawler.ways.base import Answer, Ask, Reading, Window
from crawler.ways.json_reading import NoJson, as_text, at_path, load_json
from crawler.ways.links import clean_link, may_ask
from crawler.ways.options import number_option, text_option
from crawler.ways.pages import END, ListPage, fresh_leads, read_list, read_markup
from crawler.ways.templates import fill, quote_value, without
from crawler.ways.trail import STALE_PAGES, Trail

LONGEST_CURSOR = 2_000


class ListingWay:
    """Articles by a list of pages.

    A page is stale that brings nothing new of the window. The list ends at the third stale page in a row, at a page
    that an earlier one was already, and at `max_pages`. What stands on every page (carousels, "populer") is new once.
    """

    def __init__(self, outlet: Outlet, rule: WayRule) -> None:
        self.outlet = outlet
        self.rule = rule
        self.first = number_option(rule, "first", 1)
        self.step = number_option(rule, "step", 1, least=1)
        self.area = selector_option(rule, "area")
        # Where the next page's address or cursor stands: in HTML an element, in JSON a path.
        self.next_path = text_option(rule, "next_path")
        self.markup_path = text_option(rule, "html_path")
        self.next = None if self.next_path else selector_option(rule, "next")
        self.next_attribute = text_option(rule, "next_attribute", "href")

    def start(self, window: Window) -> tuple[Ask, ...]:
        """The first page."""
        url = fill(without(self.rule.url, "after"), n=self.first)
        return (Ask(self.outlet.absolute(url)),)

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """The articles of a page that earlier pages did not have, and the next page."""
        if answer.status == 304 or (ask.number > 1 and answer.status in END):
            return Reading()
        page, cursor = self._page(answer)
        if page.problem:
            return Reading(problem=page.problem)
        if not page.leads and ask.number == 1:
            return Reading(problem="no address of an article in the first page")
        trail = Trail.of(ask.state)
        leads = fresh_leads(page, trail.fresh(page.leads), window)
        is_repeated = trail.repeats(page.leads)
        trail = trail.after(page.leads, is_stale=not leads)
        if is_repeated or not page.leads or trail.stale >= STALE_PAGES or ask.number >= self.rule.max_pages:
            return Reading(leads)
        following = self._next(ask, cursor, trail)
        return Reading(leads, (following,) if following else ())

    def _page(self, answer: Answer) -> tuple[ListPage, str | None]:
        """The page, and the address or cursor of the next as the page itself gives it."""
        if not self.markup_path:
            page = read_list(self.outlet, answer, self.area)
            return page, self._cursor(page.tree, answer.url) if page.tree is not None else None
        if problem := refusal(answer):
            return ListPage({}, problem=problem), None
        try:
            value = load_json(answer)
        except NoJson as error:
            return ListPage({}, problem=str(error)), None
        markup = as_text(at_path(value, self.markup_path))
        page = read_markup(self.outlet, markup, answer.url, self.area) if markup else ListPage({})
        return page, as_text(at_path(value, self.next_path)) if self.next_path else None

    def _cursor(self, tree: HtmlElement, url: str) -> str | None:
        if self.next is None:
            return None
        if "{after}" not in self.rule.url:
            return find_link(tree, self.next, url, self.next_attribute)
        elements = self.next(tree)[:1]
        return (elements[0].get(self.next_attribute) or "").strip() or None if elements else None

    def _next(self, ask: Ask, cursor: str | None, trail: Trail) -> Ask | None:
        number = ask.number + 1
        if self.next is None and not self.next_path:
            if "{n}" not in self.rule.url:
                return None
            url: str | None = fill(self.rule.url, n=self.first + (number - 1) * self.step)
        elif cursor is None or len(cursor) > LONGEST_CURSOR:
            return None
        elif "{after}" in self.rule.url:
            url = fill(self.rule.url, after=quote_value(cursor), n=self.first + (number - 1) * self.step)
        else:
            url = clean_link(ask.url, cursor)
        url = self.outlet.absolute(url) if url else None
        if url is None or url == ask.url or not may_ask(self.outlet, self.rule, url):
            return None
        return Ask(url, number, trail.state())

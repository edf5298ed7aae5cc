"""Sitemaps: indexes, lists of addresses, news sitemaps, plain lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree  # type: ignore[import-untyped]

from crawler.outlet import Outlet, WayRule
from crawler.ways.answers import is_challenge, refusal, text_of
from crawler.ways.base import Answer, Ask, Lead, Reading, Window
from crawler.ways.links import article_key, clean_link, clean_title, may_ask
from crawler.ways.moments import is_too_old, may_lie_in, parse_moment
from crawler.ways.options import patterns_option
from crawler.ways.xml_reading import NoXml, child_text, local_name, read_elements

# As the protocol has it: so many addresses in one file.
MOST_ENTRIES = 50_000
# Child maps that hold no articles, by the names that WordPress gives them (with plain permalinks in the query: 6.1,
# 2022) and its add-ons.
NO_ARTICLES = re.compile(
    r"wp-sitemap-(?:taxonomies|users|posts-page)-|[?&]sitemap=(?:taxonomies|users)\b|[?&]sitemap-subtype=page(?:&|$)"
    r"|/(?:category|post_tag|tag|author|page)-sitemap\d*\.xml"
)
HTML = re.compile(r"(?i)<!doctype html|<html[\s>]")
XML_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)\b")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One address of a map; `changed` as `lastmod` says, `published` as a news sitemap says."""

    address: str
    is_map: bool = False
    title: str | None = None
    changed: datetime | None = None
    published: datetime | None = None


class SitemapWay:
    """Articles by a sitemap. An index is followed to those child maps that `match` and the window leave."""

    def __init__(self, outlet: Outlet, rule: WayRule) -> None:
        self.outlet = outlet
        self.rule = rule
        self.match = patterns_option(rule, "match")

    def start(self, window: Window) -> tuple[Ask, ...]:
        """The map that the rule names."""
        return (Ask(self.outlet.absolute(self.rule.url), state={"left": max(self.rule.max_pages - 1, 0)}),)

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """The articles of a map, the child maps of an index."""
        if (problem := refusal(answer)) or answer.status == 304:
            return Reading(problem=problem)
        text, is_cut = text_of(answer)
        if HTML.search(text, 0, 2_000) and not XML_ROOT.search(text, 0, 20_000):
            return Reading(problem=f"{'a challenge' if is_challenge(text) else 'an HTML page'}, no sitemap")
        entries: list[_Entry] = []
        problem = "larger than is read, or broken off" if is_cut else None
        try:
            for entry in self._entries(text):
                if len(entries) == MOST_ENTRIES:
                    problem = f"more than {MOST_ENTRIES:,} addresses in one map"
                    break
                entries.append(entry)
        except NoXml as error:
            return Reading(problem=f"no sitemap: {error}")
        leads, unknown = self._leads(entries, answer, window)
        asks, kept_back = self._asks(entries, ask, answer, window)
        if kept_back:
            problem = f"{kept_back} child maps not followed: max_pages is {self.rule.max_pages}"
        if unknown and unknown == len(entries):
            problem = f"none of {unknown} addresses is known as an article's"
        return Reading(tuple(leads), tuple(asks), problem)

    def _entries(self, text: str) -> Iterator[_Entry]:
        if not text.lstrip("\ufeff \t\r\n").startswith("<") and not XML_ROOT.search(text, 0, 20_000):
            yield from _plain_entries(text)
            return
        elements = read_elements(text, frozenset(("url", "sitemap")))
        root = local_name(next(elements))
        if root not in ("urlset", "sitemapindex"):
            raise NoXml(f"the root is <{root:.30}>")
        for element in elements:
            if (entry := self._entry(element)) is not None:
                yield entry

    def _entry(self, element: etree._Element) -> _Entry | None:
        address = child_text(element, "loc")
        if address is None:
            return None
        zone = self.outlet.timezone
        changed = parse_moment(child_text(element, "lastmod"), zone)
        if local_name(element) == "sitemap":
            return _Entry(address, is_map=True, changed=changed)
        news = next((child for child in element if local_name(child) == "news"), None)
        if news is None:
            return _Entry(address, changed=changed)
        published = parse_moment(child_text(news, "publication_date"), zone)
        title = clean_title(child_text(news, "title"))
        return _Entry(address, title=title, changed=changed or published, published=published)

    def _leads(self, entries: list[_Entry], answer: Answer, window: Window) -> tuple[list[Lead], int]:
        """The articles that may be of the window, each once, and how many addresses are no article's."""
        leads: dict[str, Lead] = {}
        unknown = 0
        for entry in entries:
            if entry.is_map:
                continue
            url = clean_link(answer.url, entry.address)
            key = article_key(self.outlet, url) if url else None
            if url is None or key is None:
                unknown += 1
                continue
            is_outside = is_too_old(window, entry.changed) or not window.holds(entry.published)
            if not is_outside and may_lie_in(window, url):
                leads.setdefault(key, Lead(url, entry.title, entry.changed, published=entry.published))
        return list(leads.values()), unknown

    def _asks(self, entries: list[_Entry], ask: Ask, answer: Answer, window: Window) -> tuple[list[Ask], int]:
        """The child maps to follow, and how many there are beyond what `max_pages` leaves.

        The maps of one index share what is left, so that maps which name each other come to an end.
        """
        maps: dict[str, _Entry] = {}
        for entry in entries:
            url = clean_link(answer.url, entry.address) if entry.is_map else None
            if url and url not in (ask.url, answer.url) and self._is_wanted(url, entry, window):
                maps.setdefault(url, entry)
        if not maps:
            return [], 0
        left = ask.state.get("left")
        left = left if isinstance(left, int) else 0
        urls = list(maps)
        if len(urls) > left:
            # Newest first; without dates the last ones, for WordPress adds new maps at the end.
            dates = {url: entry.changed for url, entry in maps.items() if entry.changed}
            urls = sorted(urls, key=dates.__getitem__, reverse=True) if len(dates) == len(urls) else urls[::-1]
        urls = urls[:left]
        share = (left - len(urls)) // len(urls) if urls else 0
        return [Ask(url, ask.number + 1, {"left": share}) for url in urls], len(maps) - len(urls)

    def _is_wanted(self, url: str, entry: _Entry, window: Window) -> bool:
        if is_too_old(window, entry.changed) or not may_ask(self.outlet, self.rule, url):
            return False
        if self.match:
            return any(pattern.search(url) for pattern in self.match)
        return NO_ARTICLES.search(url) is None


def _plain_entries(text: str) -> Iterator[_Entry]:
    """A map that is a list of addresses, one a line."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    addresses = [line for line in lines if line.lower().startswith(("http://", "https://"))]
    if not addresses:
        raise NoXml("neither XML nor a list of addresses")
    for address in addresses:
        yield _Entry(address)

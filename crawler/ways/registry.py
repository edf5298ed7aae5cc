"""Which class reads which kind of way."""

from collections.abc import Callable

from crawler.outlet import Outlet, WayRule
from crawler.ways.api import ApiWay
from crawler.ways.base import Way
from crawler.ways.feed import FeedWay
from crawler.ways.index import IndexWay
from crawler.ways.listing import ListingWay
from crawler.ways.search import SearchWay
from crawler.ways.sitemap import SitemapWay
from crawler.ways.wordpress import WordpressWay

KINDS: dict[str, Callable[[Outlet, WayRule], Way]] = {
    "sitemap": SitemapWay,
    "feed": FeedWay,
    "wordpress": WordpressWay,
    "index": IndexWay,
    "listing": ListingWay,
    "search": SearchWay,
    "api": ApiWay,
}


def make_way(outlet: Outlet, rule: WayRule) -> Way:
    """The way of a rule. Raises ValueError where its kind is unknown or one of its keys is broken."""
    if rule.kind not in KINDS:
        raise ValueError(f"{outlet.id}: no such kind of way: {rule.kind!r:.40}")
    return KINDS[rule.kind](outlet, rule)

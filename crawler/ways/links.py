"""Addresses that a site names, made ours: absolute, without trackers, known as an article's."""

import html
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from crawler.addresses import LONGEST, TRACKING, check_address
from crawler.outlet import Outlet, WayRule, article_address

LONGEST_TITLE = 300
TAG = re.compile(r"<[^<>]{1,500}>")
LINE_MARKS = re.compile(r"[\t\r\n\x0b\x0c]")


def clean_link(base: str, link: str) -> str | None:
    """A link made absolute, without fragment and tracking parameters; None where it leads to no page."""
    if len(link) > 2 * LONGEST:
        return None
    link = LINE_MARKS.sub("", link.strip()).replace(" ", "%20")
    try:
        parts = urlsplit(check_address(urljoin(base, link)))
    except ValueError:
        return None
    pairs = [pair for pair in parts.query.split("&") if pair and not TRACKING.match(pair.partition("=")[0])]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", "&".join(pairs), ""))


def article_key(outlet: Outlet, url: str) -> str | None:
    """The key of the article at an address; None where the outlet knows it as none."""
    found = article_address(outlet, url)
    return found.key if found else None


def may_ask(outlet: Outlet, rule: WayRule, url: str) -> bool:
    """Whether a way may follow a link of a site: to the outlet's hosts, and to the one that its own rule names."""
    return outlet.owns(url) or urlsplit(url).netloc.lower() == urlsplit(outlet.absolute(rule.url)).netloc.lower()


def clean_title(text: str | None) -> str | None:
    """A headline as plain text: without tags, its entities resolved, escaped twice too."""
    if not text:
        return None
    text = html.unescape(html.unescape(TAG.sub(" ", text[: 10 * LONGEST_TITLE])))
    return " ".join(TAG.sub(" ", text).split())[:LONGEST_TITLE] or None

"""Leads gathered from HTML: the anchors that lead to the outlet's articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin

from cssselect import SelectorError
from lxml import etree  # type: ignore[import-untyped]
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from crawler.html_page import CONTROL
from crawler.outlet import Outlet, WayRule
from crawler.ways.base import Lead
from crawler.ways.links import LONGEST_TITLE, article_key, clean_link, clean_title
from crawler.ways.moments import parse_moment
from crawler.ways.options import text_option
from crawler.ways.xml_reading import NO_XML

LONGEST_PAGE = 10_000_000
MOST_ANCHORS = 20_000
MOST_LEADS = 2_000
MOST_INSIDE = 100
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# So far up from an anchor stands what belongs to its entry in the list.
MOST_UP = 4
# An anchor with fewer words is a picture, a count of comments, "Baca selengkapnya".
TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Title:
    """What an anchor calls its article; `rank` says how far that is a headline."""

    rank: int
    text: str


def parse_page(text: str) -> HtmlElement | None:
    """The tree of a page; None where it has none."""
    clean = NO_XML.sub("", CONTROL.sub("", text[:LONGEST_PAGE]))
    if not clean.strip():
        return None
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(clean.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def gather_leads(outlet: Outlet, tree: HtmlElement, url: str, area: CSSSelector | None = None) -> dict[str, Lead]:
    """The articles that a page links to, by key, in the page's order, each once with its best title.

    `area` says where the list stands; without it, or where the page has no such place, the whole page counts.
    """
    base = _base(tree, url)
    links: dict[str, str] = {}
    titles: dict[str, _Title] = {}
    dates: dict[str, datetime] = {}
    for anchor in islice(_anchors(tree, area), MOST_ANCHORS):
        link = clean_link(base, anchor.get("href") or "")
        key = article_key(outlet, link) if link else None
        if link is None or key is None or (key not in links and len(links) == MOST_LEADS):
            continue
        links.setdefault(key, link)
        title = _title(anchor)
        best = titles.get(key)
        if best is None or (title.rank, len(title.text)) > (best.rank, len(best.text)):
            titles[key] = title
        if key not in dates and (moment := _printed_moment(outlet, anchor, key, base)):
            dates[key] = moment
    return {key: Lead(link, clean_title(titles[key].text), published=dates.get(key)) for key, link in links.items()}


def find_link(tree: HtmlElement, selector: CSSSelector, url: str, attribute: str = "href") -> str | None:
    """The address in an attribute of the first element that a selector finds."""
    for element in selector(tree)[:1]:
        return clean_link(_base(tree, url), element.get(attribute) or "")
    return None


def selector_option(rule: WayRule, name: str, default: str = "") -> CSSSelector | None:
    """An option that is a CSS selector. Raises ValueError where it is none."""
    text = text_option(rule, name, default)
    try:
        return CSSSelector(text, translator="html") if text else None
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"{rule.kind} {rule.url}: {name} is no CSS selector: {text!r:.80}") from error


def _anchors(tree: HtmlElement, area: CSSSelector | None) -> Iterator[HtmlElement]:
    places = (area(tree) if area is not None else []) or [tree]
    for place in places[:MOST_INSIDE]:
        yield from place.iter("a")


def _base(tree: HtmlElement, url: str) -> str:
    for element in tree.iter("base"):
        try:
            return urljoin(url, (element.get("href") or "").strip())
        except ValueError:
            break
    return url


def _printed_moment(outlet: Outlet, anchor: HtmlElement, key: str, base: str) -> datetime | None:
    """When an article appeared as its entry in the list prints it; None where it prints no moment, or two."""
    entry = anchor
    for parent in islice(anchor.iterancestors(), MOST_UP):
        anchors = list(islice(parent.iter("a"), MOST_INSIDE))
        links = (clean_link(base, one.get("href") or "") for one in anchors)
        if len(anchors) == MOST_INSIDE or any(link and article_key(outlet, link) not in (key, None) for link in links):
            break
        entry = parent
    told = {moment for text in _told(entry) if (moment := parse_moment(text, outlet.timezone))}
    return told.pop() if len(told) == 1 else None


def _told(entry: HtmlElement) -> Iterator[str]:
    """The pieces of text of a list's entry that may be a time stamp: `time` elements' own where there are any."""
    times = [value for one in islice(entry.iter("time"), MOST_INSIDE) if (value := one.get("datetime"))]
    if times:
        yield from times
        return
    for piece in islice(entry.itertext(), MOST_INSIDE):
        if len(piece) <= LONGEST_TITLE and any(char.isdigit() for char in piece):
            yield piece


def _title(anchor: HtmlElement) -> _Title:
    inside = list(islice(anchor.iter(etree.Element), MOST_INSIDE))
    for element in inside:
        if element.tag in HEADINGS and (text := _words(element)):
            return _Title(4, text)
    text = _words(anchor)
    if text and any(parent.tag in HEADINGS for parent in islice(anchor.iterancestors(), 3)):
        return _Title(3, text)
    if len(text.split()) >= TITLE_WORDS:
        return _Title(2, text)
    pictures = (element.get("alt") for element in inside if element.tag == "img")
    for told in (anchor.get("title"), *pictures):
        if told and len(told.split()) >= TITLE_WORDS:
            return _Title(1, told[: 2 * LONGEST_TITLE])
    return _Title(0, "")


def _words(element: HtmlElement) -> str:
    """The text of an element, as far as a headline can be long."""
    pieces: list[str] = []
    length = 0
    for piece in islice(element.itertext(), MOST_INSIDE):
        pieces.append(piece[: 2 * LONGEST_TITLE])
        length += len(piece)
        if length > 2 * LONGEST_TITLE:
            break
    return " ".join(" ".join(pieces).split())

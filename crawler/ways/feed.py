"""Feeds: RSS 2.0, RSS 1.0 and Atom, page by page where they have pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from crawler.outlet import Outlet, WayRule
from crawler.ways.answers import refusal, text_of
from crawler.ways.base import Answer, Ask, Lead, Reading, Window
from crawler.ways.contents import long_content, make_payload
from crawler.ways.links import article_key, clean_link, clean_title, may_ask
from crawler.ways.moments import is_too_old, may_lie_in, parse_moment
from crawler.ways.options import number_option, text_option
from crawler.ways.templates import fill, with_query
from crawler.ways.trail import Trail
from crawler.ways.xml_reading import NoXml, child_text, element_text, local_name, read_elements

MOST_ENTRIES = 5_000
MOST_LABELS = 50
ROOTS = ("rss", "RDF", "feed")
END = (404, 410)


@dataclass(slots=True)
class _Feed:
    """What a feed holds: items with an address, those with a date, its link to the next page."""

    leads: dict[str, Lead] = field(default_factory=dict)
    count: int = 0
    unknown: int = 0
    dates: list[datetime] = field(default_factory=list)
    is_whole: bool = False
    next_link: str | None = None


class FeedWay:
    """Articles by a feed."""

    def __init__(self, outlet: Outlet, rule: WayRule) -> None:
        self.outlet = outlet
        self.rule = rule
        self.url = outlet.absolute(rule.url)
        self.page = text_option(rule, "page")
        self.start_index = text_option(rule, "start")
        self.step = number_option(rule, "step", 25, least=1)
        self.is_whole = bool(rule.options.get("whole"))

    def start(self, window: Window) -> tuple[Ask, ...]:
        """The feed as it is, which is its first page."""
        return (Ask(self.url),)

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """The articles of a feed and, where it has pages, the next one while it brings anything."""
        if ask.number > 1 and answer.status in END:
            return Reading()
        if (problem := refusal(answer)) or answer.status == 304:
            return Reading(problem=problem)
        text, is_cut = text_of(answer)
        try:
            feed = self._feed(text, answer)
        except NoXml as error:
            return Reading(problem=f"no feed: {error}")
        problem = "larger than is read, or broken off" if is_cut else None
        if feed.unknown and not feed.leads:
            problem = f"none of {feed.unknown} addresses is known as an article's"
        trail = Trail.of(ask.state)
        fresh = trail.fresh(feed.leads)
        leads = tuple(lead for key, lead in feed.leads.items() if key in fresh and self._is_wanted(lead, window))
        is_old = bool(feed.dates) and all(is_too_old(window, moment) for moment in feed.dates)
        if not fresh or is_old or ask.number >= self.rule.max_pages:
            return Reading(leads, problem=problem)
        state = trail.after(feed.leads, is_stale=False).state()
        if (following := self._next(ask, feed, state)) is None:
            return Reading(leads, problem=problem)
        return Reading(leads, (following,), problem)

    def _next(self, ask: Ask, feed: _Feed, state: dict[str, object]) -> Ask | None:
        number = ask.number + 1
        if self.page:
            return Ask(with_query(self.url, fill(self.page, n=number)), number, state)
        if self.start_index:
            # A feed may give fewer items than it was asked for.
            here = _whole(ask.state, "start", 1)
            state["start"] = here + min(self.step, feed.count)
            return Ask(with_query(self.url, fill(self.start_index, n=state["start"])), number, state)
        if feed.next_link is None or feed.next_link == ask.url:
            return None
        if may_ask(self.outlet, self.rule, feed.next_link):
            return Ask(feed.next_link, number, state)
        # Blogger's next link is at Blogger's own host; the blog answers to the same parameters.
        query = urlsplit(feed.next_link).query
        return Ask(with_query(self.url, query), number, state) if "start-index=" in query else None

    def _is_wanted(self, lead: Lead, window: Window) -> bool:
        is_outside = is_too_old(window, lead.modified) or not window.holds(lead.published)
        return not is_outside and may_lie_in(window, lead.url)

    def _feed(self, text: str, answer: Answer) -> _Feed:
        elements = read_elements(text, frozenset(("item", "entry", "link", "generator")))
        root = local_name(next(elements))
        if root not in ROOTS:
            raise NoXml(f"the root is <{root:.30}>")
        # WordPress gives the first page only of an article of several.
        feed = _Feed(is_whole=self.is_whole or root == "feed")
        for element in elements:
            name = local_name(element)
            if name == "generator":
                feed.is_whole = self.is_whole or (feed.is_whole and "wordpress" not in element_text(element).lower())
            elif name == "link":
                # Links of the feed itself; those of its items are read with them.
                if element.get("rel") == "next" and element.get("href"):
                    feed.next_link = clean_link(answer.url, element.get("href"))
            elif feed.count < MOST_ENTRIES:
                feed.count += 1
                self._add(feed, element, answer)
        return feed

    def _add(self, feed: _Feed, item: etree._Element, answer: Answer) -> None:
        url = next((url for link in _links(item) if (url := clean_link(answer.url, link)) and self._key(url)), None)
        zone = self.outlet.timezone
        published = parse_moment(child_text(item, "pubDate", "published", "issued", "date", "created"), zone)
        changed = parse_moment(child_text(item, "updated", "modified"), zone) or published
        if changed:
            feed.dates.append(published or changed)
        key = self._key(url) if url else None
        if url is None or key is None:
            feed.unknown += 1
            return
        content = long_content(_content(item))
        title = clean_title(child_text(item, "title"))
        payload = make_payload(content, title, published, changed, is_whole=feed.is_whole) if content else None
        if payload is not None and (labels := _labels(item)):
            # A blog has labels alone: one is its section, of several nobody can tell which is.
            payload |= {"section": labels[0]} if len(labels) == 1 else {"tags": labels}
        feed.leads.setdefault(key, Lead(url, title, changed, payload, published))

    def _key(self, url: str) -> str | None:
        return article_key(self.outlet, url)


def _links(item: etree._Element) -> list[str]:
    """The addresses of an item, those of its page first."""
    links = [child_text(item, "origLink")]
    for child in item:
        if local_name(child) == "link":
            is_page = child.get("rel", "alternate") == "alternate"
            links += [child.get("href") if is_page else None, element_text(child)]
    about = [value for name, value in item.attrib.items() if name.endswith("}about")]
    return [link for link in (*links, child_text(item, "guid"), *about, child_text(item, "id")) if link]


def _labels(item: etree._Element) -> list[str]:
    """The categories of an item, as RSS or Atom write them."""
    found = (child.get("term") or element_text(child) for child in item if local_name(child) == "category")
    return [label for one in islice(found, MOST_LABELS) if (label := clean_title(one))]


def _content(item: etree._Element) -> str:
    """The longest HTML that an item holds."""
    found = [
        etree.tostring(child, encoding="unicode", method="html", with_tail=False) if len(child) else element_text(child)
        for child in item
        if local_name(child) in ("encoded", "content", "description", "summary")
    ]
    return max(found, key=len, default="")


def _whole(state: Mapping[str, object], name: str, default: int) -> int:
    value = state.get(name)
    return value if isinstance(value, int) and value > 0 else default

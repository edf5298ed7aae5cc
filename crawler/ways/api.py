"""JSON of home-made interfaces: portals whose pages are a shell that a script fills."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.outlet import Outlet, WayRule
from crawler.topic import may_be_on_topic
from crawler.ways.answers import refusal
from crawler.ways.base import Answer, Ask, Lead, Reading, Window
from crawler.ways.contents import make_payload
from crawler.ways.fields import LONGEST_CONTENT, read_field, read_filing
from crawler.ways.json_reading import NoJson, as_text, at_path, load_json
from crawler.ways.links import article_key, clean_link, clean_title, may_ask
from crawler.ways.moments import is_too_old, may_lie_in, parse_moment
from crawler.ways.options import number_option, table_option, text_option
from crawler.ways.templates import fill, quote_value, without
from crawler.ways.trail import STALE_PAGES, Trail

MOST_ITEMS = 2_000
MOST_DETAILS = 200
LONGEST_CURSOR = 500
# What a state of an article is called that is not published; all others are taken for published.
HIDDEN = re.compile(
    r"(?:ter|di)?(?:draf|pend|tunda|trash|sampah|hapus|delet|arsip|archiv|priv|jadwal|schedul|future|review|reject|"
    r"tolak)|in-?akti|inactiv|non|unpubl|belum|tidak|(?:false|0|no?)$",
    re.IGNORECASE,
)
END = (404, 410)


@dataclass(frozen=True, slots=True)
class _Item:
    """An article as a list gives it."""

    key: str
    lead: Lead
    detail: str | None
    is_hidden: bool


class ApiWay:
    """Articles by an interface.

    `fields` says where things stand in an item: a path (`isi.html`) or a text with paths in braces
    (`/article/{id}/{slug}`, `{tanggal}Z`). `url` must be there; `title`, `published`, `updated`, `status`, `content`,
    `author`, `editor`, `section` and `tags` (a list, or a text with commas) may. `detail` is the address of one article
    where the list has none of its text; `after` what stands for `{after}` in the next question, in the answer itself or
    in its last item.
    """

    def __init__(self, outlet: Outlet, rule: WayRule) -> None:
        self.outlet = outlet
        self.rule = rule
        self.items = text_option(rule, "items")
        self.fields = table_option(rule, "fields")
        self.first = number_option(rule, "first", 1)
        if "url" not in self.fields:
            raise ValueError(f"{outlet.id}: api {rule.url}: fields has no url")

    def start(self, window: Window) -> tuple[Ask, ...]:
        """The first page."""
        return (Ask(self.outlet.absolute(fill(without(self.rule.url, "after"), n=self.first))),)

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """The published articles of a page that earlier pages did not have, and the next page."""
        if answer.status == 304 or (ask.number > 1 and answer.status in END):
            return Reading()
        if problem := refusal(answer):
            return Reading(problem=problem)
        try:
            value = load_json(answer)
        except NoJson as error:
            return Reading(problem=str(error))
        if ask.state.get("is_detail") is True:
            return self._detail(ask, value, answer, window)
        rows = at_path(value, self.items)
        if not isinstance(rows, list):
            return Reading(problem=f"no list at {self.items or 'the top'}")
        found = [item for row in rows[:MOST_ITEMS] if (item := self._item(row, answer.url, window))]
        problem = f"none of {len(rows)} items has an address known as an article's" if rows and not found else None
        trail = Trail.of(ask.state)
        fresh = trail.fresh(item.key for item in found)
        items = list({item.key: item for item in found if item.key in fresh and self._is_wanted(item, window)}.values())
        asks = self._details(items, ask, window)
        asked = {detail.state["key"] for detail in asks}
        leads = tuple(item.lead for item in items if item.key not in asked)
        trail = trail.after([item.key for item in found], is_stale=not items)
        if fresh and trail.stale < STALE_PAGES and ask.number < self.rule.max_pages:
            asks += self._next(ask, value, rows, trail)
        return Reading(leads, tuple(asks), problem)

    def _item(self, row: Any, base: str, window: Window) -> _Item | None:
        link = self._field(row, "url")
        url = clean_link(self.outlet.base, link) if link else None
        key = article_key(self.outlet, url) if url else None
        if url is None or key is None:
            return None
        published, changed = self._moment(row, "published"), self._moment(row, "updated")
        is_future = published is not None and published.astimezone(self.outlet.timezone).date() > window.today
        title = clean_title(self._field(row, "title"))
        content = self._field(row, "content")
        is_whole = content is not None and len(content) <= LONGEST_CONTENT
        payload = make_payload(content, title, published, changed, is_whole=True) if content and is_whole else None
        if payload is not None:
            payload |= read_filing(row, self.fields)
        detail_link = self._field(row, "detail") if payload is None else None
        detail = clean_link(base, detail_link) if detail_link else None
        if detail is not None and not may_ask(self.outlet, self.rule, detail):
            detail = None
        lead = Lead(url, title, changed or published, payload, published)
        return _Item(key, lead, detail, is_future or self._is_hidden(row))

    def _is_hidden(self, row: Any) -> bool:
        if "status" not in self.fields:
            return False
        status = at_path(row, self.fields["status"])
        return status is False or HIDDEN.match(as_text(status) or "") is not None

    def _is_wanted(self, item: _Item, window: Window) -> bool:
        lead = item.lead
        is_outside = is_too_old(window, lead.modified) or not window.holds(lead.published)
        return not item.is_hidden and not is_outside and may_lie_in(window, lead.url)

    def _details(self, items: list[_Item], ask: Ask, window: Window) -> list[Ask]:
        """Questions for articles of which the list has no text."""
        wanted = [
            (item, item.detail)
            for item in items
            if item.detail and not (window.topic and may_be_on_topic(item.lead.title, item.lead.url) is False)
        ]
        return [
            Ask(
                detail,
                ask.number + 1,
                {"is_detail": True, "key": item.key, "url": item.lead.url, "title": item.lead.title},
                about=item.lead,
            )
            for item, detail in wanted[:MOST_DETAILS]
        ]

    def _detail(self, ask: Ask, value: Any, answer: Answer, window: Window) -> Reading:
        """One article; it may stand at the top of the answer or one step below."""
        rows = [value, *(value.values() if isinstance(value, dict) else ())]
        for row in rows[:100]:
            item = self._item(row, answer.url, window) if isinstance(row, dict) else None
            is_asked_for = item is not None and ask.state.get("key") in (None, item.key)
            if item is not None and is_asked_for and item.lead.payload is not None:
                return Reading((item.lead,) if self._is_wanted(item, window) else ())
        url, title = ask.state.get("url"), ask.state.get("title")
        leads = (Lead(url, title if isinstance(title, str) else None),) if isinstance(url, str) else ()
        return Reading(leads, problem="no text in the article's own answer")

    def _next(self, ask: Ask, value: Any, rows: list[Any], trail: Trail) -> list[Ask]:
        number = ask.number + 1
        state = trail.state()
        url = fill(self.rule.url, n=self.first + number - 1)
        if "{after}" in url:
            cursor = self._field(value, "after") or (self._field(rows[-1], "after") if rows else None)
            if cursor is None or len(cursor) > LONGEST_CURSOR or cursor == ask.state.get("after"):
                return []
            state["after"] = cursor
            url = fill(url, after=quote_value(cursor))
        elif "{n}" not in self.rule.url:
            return []
        return [Ask(self.outlet.absolute(url), number, state)]

    def _field(self, row: Any, name: str) -> str | None:
        return read_field(row, self.fields.get(name))

    def _moment(self, row: Any, name: str) -> datetime | None:
        place = self.fields.get(name)
        if place is None:
            return None
        value = self._field(row, name) if "{" in place else at_path(row, place)
        return parse_moment(value, self.outlet.timezone)

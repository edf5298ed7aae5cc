"""WordPress: posts by its REST interface."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from crawler.outlet import Outlet, WayRule
from crawler.ways.answers import refusal
from crawler.ways.base import Answer, Ask, Lead, Reading, Window
from crawler.ways.contents import long_content, make_payload
from crawler.ways.json_reading import NoJson, as_text, at_path, load_json
from crawler.ways.links import article_key, clean_link, clean_title
from crawler.ways.moments import may_lie_in, parse_moment
from crawler.ways.options import number_option, texts_option
from crawler.ways.templates import with_query
from crawler.ways.trail import Trail

# WordPress gives no more at once.
MOST_POSTS = 100
MOST_WORDS = 20
FIELDS = ("id", "link", "guid", "title", "date", "date_gmt", "modified_gmt", "status")
CLOSED = (401, 403, 404, 405, 410, 501)
PAST_END = ("rest_post_invalid_page_number",)
ZONE_OF = {"date_gmt": UTC, "modified_gmt": UTC}


class WordpressWay:
    """Articles by `/wp-json/wp/v2/posts`.

    Where the subject is asked for, each of its words is searched by itself, which finds the posts that name it in their
    text alone; and all posts are listed, for others tell it in their headline in other words.
    """

    def __init__(self, outlet: Outlet, rule: WayRule) -> None:
        self.outlet = outlet
        self.rule = rule
        self.url = outlet.absolute(rule.url)
        self.per_page = min(number_option(rule, "per_page", MOST_POSTS, least=1), MOST_POSTS)
        # `fields = ["content"]` brings the articles along, in fewer but larger answers.
        self.fields = (*FIELDS, *texts_option(rule, "fields"))

    def start(self, window: Window) -> tuple[Ask, ...]:
        """Each word of the subject, where it is asked for, and all posts of the window."""
        words = window.words[:MOST_WORDS] if window.topic and not self.rule.topic else ()
        return tuple(self._ask({"word": word}, 1, window) for word in (*words, ""))

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """The posts of a page and the question for the next."""
        if answer.status == 400 and ask.number > 1:
            return Reading()
        if answer.status in CLOSED:
            return Reading(problem=f"REST is closed ({answer.status})")
        if (problem := refusal(answer)) or answer.status == 304:
            return Reading(problem=problem)
        try:
            posts = load_json(answer)
        except NoJson as error:
            return Reading(problem=f"REST is closed ({error})")
        if not isinstance(posts, list):
            code = as_text(at_path(posts, "code")) or "no list of posts"
            return Reading(problem=None if code in PAST_END else f"REST is closed ({code:.60})")
        leads: dict[str, Lead] = {}
        unknown = 0
        for post in posts[: 10 * MOST_POSTS]:
            found = self._lead(post, answer.url)
            if found is None:
                unknown += 1
            elif window.holds(found[1].published) and may_lie_in(window, found[1].url):
                leads.setdefault(*found)
        if unknown and unknown == len(posts):
            problem = f"none of {unknown} posts has an address known as an article's"
        keys = [str(at_path(post, "id")) for post in posts[: 10 * MOST_POSTS]]
        trail = Trail.of(ask.state)
        has_more = self._has_more(ask.number, len(posts), answer) and bool(trail.fresh(keys))
        if has_more and ask.number >= self.rule.max_pages:
            problem = f"more posts than {self.rule.max_pages} pages hold: the oldest were not asked for"
            has_more = False
        if not has_more:
            return Reading(tuple(leads.values()), problem=problem)
        state = {"word": as_text(ask.state.get("word")) or "", **trail.after(keys, is_stale=False).state()}
        return Reading(tuple(leads.values()), (self._ask(state, ask.number + 1, window),), problem)

    def _has_more(self, number: int, count: int, answer: Answer) -> bool:
        """Whether another page follows: the header tells, else a page that is not empty (a site may give fewer posts
        a page than it was asked for)."""
        total = answer.headers.get("x-wp-totalpages", "").strip()
        return number < int(total) if total.isdecimal() and len(total) < 9 else count > 0

    def _ask(self, state: dict[str, object], number: int, window: Window) -> Ask:
        query: dict[str, object] = {"per_page": self.per_page, "page": number, "orderby": "date", "order": "desc"}
        if state.get("word"):
            query["search"] = state["word"]
        # Both bounds are exclusive, and in the site's own time.
        if window.since:
            query["after"] = f"{window.since - timedelta(days=1)}T23:59:59"
        if window.until:
            query["before"] = f"{window.until + timedelta(days=1)}T00:00:00"
        query["_fields"] = ",".join(dict.fromkeys(self.fields))
        return Ask(with_query(self.url, urlencode(query, safe=",:")), number, state)

    def _lead(self, post: Any, base: str) -> tuple[str, Lead] | None:
        if not isinstance(post, dict) or post.get("status", "publish") != "publish":
            return None
        number = as_text(post.get("id"))
        links = [as_text(post.get("link")), as_text(post.get("guid")), f"/?p={number}" if number else None]
        for link in links:
            url = clean_link(base if link != links[2] else self.outlet.base, link) if link else None
            if url and (key := article_key(self.outlet, url)):
                published = self._moment(post, "date_gmt") or self._moment(post, "date")
                changed = self._moment(post, "modified_gmt") or published
                title = clean_title(as_text(post.get("title")))
                return key, Lead(url, title, changed, self._payload(post, title, published, changed), published)
        return None

    def _moment(self, post: dict[str, Any], name: str) -> datetime | None:
        zone = ZONE_OF.get(name, self.outlet.timezone)
        return parse_moment(post.get(name), zone)

    def _payload(
        self, post: dict[str, Any], title: str | None, published: datetime | None, changed: datetime | None
    ) -> dict[str, object] | None:
        if at_path(post, "content.protected") is True:
            return None
        content = long_content(as_text(post.get("content")) or "")
        return make_payload(content, title, published, changed, is_whole=True) if content else None

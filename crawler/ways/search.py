"""A site's own search, or its page of a tag, where it can be trusted.

Some sites answer every word with the same articles. So a word that stands nowhere is asked for first; where a real one
brings (nearly) the same, the search tells nothing.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, unquote

from crawler.outlet import Outlet, WayRule
from crawler.topic import may_be_on_topic
from crawler.ways.anchors import selector_option
from crawler.ways.base import Answer, Ask, Lead, Reading, Window
from crawler.ways.options import number_option
from crawler.ways.pages import END, ListPage, fresh_leads, read_list
from crawler.ways.templates import fill
from crawler.ways.trail import MOST_SEEN, STALE_PAGES, Trail, mark

NONSENSE = "qivzolmutrakbexwopyd"
MOST_WORDS = 20
# Of all articles on either page, so many on both: menus and boxes come with every answer, the hits do not.
ALIKE_SHARE = 0.8
LONGEST_WORD = 200


class SearchWay:
    """Articles by a search for each word of the subject."""

    def __init__(self, outlet: Outlet, rule: WayRule) -> None:
        self.outlet = outlet
        self.rule = rule
        self.first = number_option(rule, "first", 1)
        self.step = number_option(rule, "step", 1, least=1)
        self.area = selector_option(rule, "area")
        if "{word}" not in rule.url and "{tag}" not in rule.url:
            raise ValueError(f"{outlet.id}: search {rule.url}: url has no {{word}} and no {{tag}}")

    def start(self, window: Window) -> tuple[Ask, ...]:
        """The question that should bring nothing."""
        return (self._ask(NONSENSE, 1, {"is_nonsense": True}),) if window.words else ()

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """Of the nonsense word the questions for real ones; of these the hits and the next page."""
        is_nonsense = ask.state.get("is_nonsense") is True
        if answer.status == 304 or (ask.number > 1 and answer.status in END):
            return Reading()
        page = read_list(self.outlet, answer, self.area)
        # Some sites have no page for a search without hits.
        if page.problem and not (is_nonsense and answer.status in END):
            return Reading(problem=page.problem)
        if is_nonsense:
            common = [mark(key) for key in page.leads][:MOST_SEEN]
            words = [word[:LONGEST_WORD] for word in window.words[:MOST_WORDS]]
            return Reading(asks=tuple(self._ask(word, 1, {"word": word, "common": common}) for word in words))
        return self._hits(ask, page, window)

    def _hits(self, ask: Ask, page: ListPage, window: Window) -> Reading:
        word, common = ask.state.get("word"), ask.state.get("common")
        if not isinstance(word, str) or not isinstance(common, list):
            return Reading(problem="the search lost its word")
        known = {one for one in common if isinstance(one, str)}
        if ask.number == 1 and is_alike(page.leads, known, word):
            return Reading(problem="answers every word alike")
        trail = Trail.of(ask.state)
        hits = {key for key in trail.fresh(page.leads) if self._is_hit(key, page.leads[key], known)}
        leads = fresh_leads(page, hits, window)
        is_repeated = trail.repeats(page.leads)
        trail = trail.after(page.leads, is_stale=not leads)
        is_over = is_repeated or not page.leads or trail.stale >= STALE_PAGES or ask.number >= self.rule.max_pages
        if is_over or "{n}" not in self.rule.url:
            return Reading(leads)
        state = {**trail.state(), "word": word, "common": common}
        return Reading(leads, (self._ask(word, ask.number + 1, state),))

    def _is_hit(self, key: str, lead: Lead, known: set[str]) -> bool:
        """Whether an article is there for the word: what the nonsense word brought too must itself tell so."""
        return mark(key) not in known or may_be_on_topic(lead.title, lead.url) is True

    def _ask(self, word: str, number: int, state: Mapping[str, object]) -> Ask:
        path, question, query = self.rule.url.partition("?")
        n = self.first + (number - 1) * self.step
        tag = quote(as_tag(word), safe="-")
        url = fill(path, word=quote(word, safe=""), tag=tag, n=n)
        url += question + fill(query, word=quote_plus(word), tag=tag, n=n)
        return Ask(self.outlet.absolute(url), number, dict(state))


def as_tag(word: str) -> str:
    """A word as addresses of tags write it: "netralitas-asn"."""
    return "-".join(re.findall(r"\w+", word.casefold()))


def is_alike(leads: Mapping[str, Lead], known: set[str], word: str) -> bool:
    """Whether a word brought (nearly) what the nonsense word did, and the rest does not speak of it either."""
    marks = {mark(key) for key in leads}
    if not marks or len(marks & known) / len(marks | known) < ALIKE_SHARE:
        return False
    others = [lead for key, lead in leads.items() if mark(key) not in known]
    parts = word.casefold().split()
    speaking = [lead for lead in others if any(part in _told(lead) for part in parts)]
    return 2 * len(speaking) <= len(others)


def _told(lead: Lead) -> str:
    return f"{lead.title or ''} {unquote(lead.url)}".casefold()

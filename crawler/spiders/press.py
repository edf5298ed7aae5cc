"""The one spider, for all outlets: it carries out the questions of the ways and follows leads to articles.

Open questions and leads stand in the state file; each answer makes room for the next request of its outlet, so that
memory holds a few requests per outlet however many leads there are, and no slow outlet keeps another waiting.
"""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urljoin

from scrapy import Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.crawl_state import Known, OpenAsk, OpenLead, now
from crawler.html_page import LEAST_WORDS, LEAST_WORDS_FURTHER, PageValues, decode_page
from crawler.items import Article
from crawler.manners.refusal import LOOKED_AT, REFUSED, is_challenge, is_missing
from crawler.outlet import article_address
from crawler.page_article import article_of, is_moment_of_import, values_of_page, values_of_payload, with_listed_date
from crawler.pages_joined import join_pages, next_page
from crawler.second_looks import note_gone, note_no_article, note_superseded, note_unchanged
from crawler.shelf import Ready
from crawler.topic import may_be_on_topic
from crawler.visit import BY_LIST, Plan, Visit, may_appear_in
from crawler.ways.base import Answer, Lead
from crawler.ways.registry import make_way

log = logging.getLogger(__name__)
# Requests of one outlet that are under way; the pause between them is the outlet's own.
IN_FLIGHT = 2
# An article is looked at again, with a conditional request, for so many days after it was first met, and then only
# when this part of its age has gone by since the last look: hourly at first, every fourth day in the end.
RECHECK_DAYS = 30
RECHECK_PART = 8
# After so many refusals in a row an outlet is left alone for the rest of the run.
MOST_REFUSALS = 3
MOST_PAGES = 20


class PressSpider(Spider):
    """Crawls the outlets of a plan."""

    name = "press"

    def __init__(self, plan: Plan, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.plan = plan
        self.closed_because = ""
        self.visits = {
            outlet.id: Visit(outlet, [make_way(outlet, rule) for rule in outlet.ways]) for outlet in plan.outlets
        }
        plan.shelf.on_written = self.save_counts
        if plan.state.is_resumed:
            for visit in self.visits.values():
                visit.take_up(plan.state.saved_counts(visit.outlet.id))

    def save_counts(self) -> None:
        """Keep what was counted; called when all that was counted as new is on disk."""
        for visit in self.visits.values():
            self.plan.state.save_counts(visit.outlet.id, visit.saved())

    async def start(self) -> AsyncIterator[Request]:
        """The first questions of every outlet; a run that is gone on with may have been killed before it noted all."""
        for visit in self.visits.values():
            self._begin(visit, [n for n, rule in enumerate(visit.outlet.ways) if not rule.fallback])
            for request in self.next_requests(visit):
                yield request

    def next_requests(self, visit: Visit) -> Iterator[Request]:
        """As many requests as there is room for: questions first, then leads."""
        if visit.left:
            return
        state, outlet = self.plan.state, visit.outlet
        room = IN_FLIGHT - len(visit.asked) - len(visit.following)
        if room <= 0:
            return
        if not visit.asked and not visit.has_fallen_back and not state.open_asks(outlet.id, 1):
            visit.has_fallen_back = True
            self._begin(visit, visit.fallbacks(state.whole_ways(outlet.id)))
        for question in state.open_asks(outlet.id, IN_FLIGHT + room):
            if question.id not in visit.asked and room > 0:
                visit.asked.add(question.id)
                room -= 1
                yield self._request(visit, question.ask.url, self.on_answer, {"question": question})
        # Leads wait for all answers: lists tell dates that pages do not, and which of their moments are of an import.
        while room > 0 and not visit.asked:
            leads = [lead for lead in state.open_leads(outlet.id, IN_FLIGHT + room) if lead.key not in visit.following]
            if not leads:
                if visit.following or visit.looked_again:
                    return
                # Last, for the ways' own leads tell more: articles that no list shows any more.
                visit.looked_again = True
                state.add_leads_again(outlet.id, datetime.now(UTC) - timedelta(days=RECHECK_DAYS), BY_LIST)
                continue
            for lead in leads[:room]:
                request = self._follow(visit, lead)
                if request is not None:
                    visit.following.add(lead.key)
                    room -= 1
                    yield request

    def _begin(self, visit: Visit, ways: Iterable[int]) -> None:
        """Note the first questions of ways, by their place in the outlet's file."""
        for number in ways:
            self.plan.state.add_asks(visit.outlet.id, number, visit.ways[number].start(self.plan.window))

    def on_answer(self, response: Response, visit: Visit, question: OpenAsk) -> Iterator[Request]:
        """Read the answer to a question of a way."""
        self._keep(response)
        visit.stats["asked"] += 1
        is_refused = self._is_refused(visit, response, is_article=False)
        if is_refused:
            self.plan.state.note_answer(visit.outlet.id, question.way, is_problem=True)
        else:
            answer = Answer(response.url, response.status, response.body, _headers(response))
            reading = visit.ways[question.way].read(question.ask, answer, self.plan.window)
            self.plan.state.note_answer(visit.outlet.id, question.way, bool(reading.problem))
            if reading.problem:
                visit.tell(f"{visit.outlet.ways[question.way].kind} {question.ask.url}: {reading.problem}")
            self._note(visit, reading.leads)
            asks = [ask for ask in reading.asks if not self._needs_no_look(visit, ask.about)]
            visit.stats["known"] += len(reading.asks) - len(asks)
            self.plan.state.add_asks(visit.outlet.id, question.way, asks)
        yield from self._answered(visit, question)

    def on_page(
        self, response: Response, visit: Visit, lead: OpenLead, pages: tuple[PageValues, ...] = ()
    ) -> Iterator[Request]:
        """Read a page of an article; ask for its next one, or finish it."""
        self._keep(response)
        visit.stats["fetched"] += 1
        if response.status == 304:
            note_unchanged(self.plan.state, visit, lead.key)
            result = "unchanged"
        elif self._is_refused(visit, response, is_article=True):
            result = "refused"
        elif response.status != 200:
            result = self._without(visit, lead, response, pages, f"status {response.status}")
        else:
            first = response.meta.get("first", response)
            try:
                values = values_of_page(
                    decode_page(response.body), visit.outlet, LEAST_WORDS_FURTHER if pages else LEAST_WORDS
                )
            except ValueError as error:
                result = self._without(visit, lead, response, pages, str(error))
            else:
                following = next_page(visit.outlet, response.url, values, len(pages) + 1, first.url)
                if following and len(pages) < MOST_PAGES and (not pages or values.body != pages[-1].body):
                    meta_pages = (*pages, values) if not following.is_whole else ()
                    yield self._request(
                        visit,
                        following.url,
                        self.on_page,
                        {"lead": lead, "pages": meta_pages},
                        meta={"first": first},
                    )
                    return
                result = self._finish(visit, lead, first, (*pages, values))
        yield from self._followed(visit, lead, result)

    def on_failure(self, failure: Failure) -> Iterator[Request]:
        """A request that came to nothing: barred, leading away, broken for good."""
        request: Request = failure.request  # type: ignore[attr-defined]
        visit: Visit = request.cb_kwargs["visit"]
        kind = type(failure.value).__name__
        what = {
            "Barred": "barred", "LeadsAway": "leads away", "AskedToWait": "asked to wait", "NotClaimed": "taken over",
        }.get(kind, f"failed: {kind}")  # fmt: skip
        visit.stats[what] += 1
        question, lead = request.cb_kwargs.get("question"), request.cb_kwargs.get("lead")
        if not failure.check(IgnoreRequest) or kind == "AskedToWait":
            visit.tell(f"{request.url}: {failure.getErrorMessage()}")
        if kind == "AskedToWait":
            visit.leave("asked to wait longer than a crawl can")
        if kind == "NotClaimed":
            visit.leave("another crawler may be at work there")
        if question is not None:
            self.plan.state.note_answer(visit.outlet.id, question.way, is_problem=True)
            yield from self._answered(visit, question)
        elif lead is not None:
            yield from self._followed(visit, lead, what)

    def _request(
        self, visit: Visit, url: str, callback: Any, arguments: dict[str, Any], meta: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Request:  # fmt: skip
        proxy = {"proxy": self.plan.proxy} if self.plan.proxy else {}
        return Request(
            url,
            callback=callback,
            errback=self.on_failure,
            cb_kwargs={"visit": visit, **arguments},
            headers=headers or {},
            dont_filter=True,
            meta={
                "download_slot": visit.outlet.id,
                "outlet": visit.outlet,
                **proxy,
                **(meta or {}),
            },
        )

    def _follow(self, visit: Visit, lead: OpenLead) -> Request | None:
        """The request that follows a lead; None where nothing is to be fetched."""
        outlet, state = visit.outlet, self.plan.state
        known = state.known(outlet.id, lead.key)
        is_by_list = known is not None and known.status == BY_LIST and lead.payload is None
        if known is not None and (is_by_list or not self._is_due(known, lead)):
            state.finish_leads(outlet.id, [(lead.key, "known")])
            visit.stats["known"] += 1
            return None
        if known is None and not self.plan.window.holds(state.published_outside(outlet.id, lead.key)):
            state.finish_leads(outlet.id, [(lead.key, "outside the window")])
            visit.stats["outside the window"] += 1
            return None
        if lead.payload is not None and lead.payload.get("is_whole"):
            self._from_payload(visit, lead)
            return None
        headers = {}
        if known is not None and known.version is not None:
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
        url = known.url if known is not None else lead.url
        return self._request(visit, url, self.on_page, {"lead": lead}, headers=headers)

    def _needs_no_look(self, visit: Visit, about: Lead | None) -> bool:
        """Whether an article is known and was looked at so lately, or so long after it appeared, that it may rest."""
        address = article_address(visit.outlet, about.url) if about is not None else None
        known = self.plan.state.known(visit.outlet.id, address.key) if address is not None else None
        return about is not None and known is not None and not self._is_due(known, about)

    def _is_due(self, known: Known, lead: OpenLead | Lead) -> bool:
        """Whether an article that was fetched before is to be looked at again."""
        fetched = datetime.fromisoformat(known.fetched_at)
        if lead.modified is not None and lead.modified > fetched:
            return True
        age = datetime.now(UTC) - datetime.fromisoformat(known.first_at)
        return age < timedelta(days=RECHECK_DAYS) and datetime.now(UTC) - fetched >= age / RECHECK_PART

    def _note(self, visit: Visit, leads: Iterable[Lead]) -> None:
        """Keep those leads that are articles of the outlet, in the window, and may be on the subject."""
        window = self.plan.window
        found = []
        moments = []
        for lead in leads:
            visit.stats["leads"] += 1
            address = article_address(visit.outlet, lead.url)
            if address is not None and lead.published is not None:
                moments.append((lead.published, address.key))
            if address is None:
                visit.stats["no article address"] += 1
            elif not may_appear_in(window, lead):
                visit.stats["outside the window"] += 1
            elif window.topic and may_be_on_topic(lead.title, address.url) is False:
                visit.stats["off the subject"] += 1
            else:
                found.append((address.key, address.url, lead))
        self.plan.state.add_moments(visit.outlet.id, moments)
        visit.stats["found"] += self.plan.state.add_leads(visit.outlet.id, found)

    def _finish(self, visit: Visit, lead: OpenLead, response: Response, pages: tuple[PageValues, ...]) -> str:
        """Make the article of its pages and put it on the shelf; gives the lead's result, "waiting" on the shelf."""
        values = join_pages(pages)
        outlet, state = visit.outlet, self.plan.state
        address = article_address(outlet, urljoin(response.url, values.url)) if values.url else None
        key, url = (address.key, address.url) if address else (lead.key, lead.url)
        if key != lead.key:
            note_superseded(state, visit, lead.key, key)
            # The page itself says that it is another address's: of several leads to one article the first stands.
            if not state.add_leads(outlet.id, [(key, url, Lead(url))]):
                visit.stats["twin"] += 1
                return "twin"
            state.finish_leads(outlet.id, [(key, "followed as another")])
        values = with_listed_date(values, lead.published, outlet)
        if is_moment_of_import(values.published, partial(state.sharing, outlet.id)):
            visit.stats["moment of import"] += 1
            values = replace(values, published=None)  # none is better than a wrong one
        published = _moment(values.published)
        if published is not None and not self.plan.window.holds(published):
            visit.stats["outside the window"] += 1
            for one in {key, lead.key}:
                state.note_outside(outlet.id, one, published)
            return "outside the window"
        known = state.known(outlet.id, key)
        try:
            article = article_of(values, outlet, url, known.article_id if known else None)
        except ValueError as error:
            visit.tell(f"{url}: {error}")
            return "no article"
        self._shelve(visit, lead, key, article, known, response)
        return "waiting"

    def _shelve(
        self, visit: Visit, lead: OpenLead, key: str, article: Article, known: Known | None, response: Response
    ) -> None:
        moment = now()
        result = "new" if known is None or known.version is None else "new version"
        if known is not None and known.version == article.version:
            result = "unchanged"
        visit.count(article, result)
        headers = _headers(response)
        remembered = Known(
            url=response.url, article_id=article.id, version=article.version, status=response.status,
            etag=headers.get("etag"), last_modified=headers.get("last-modified"),
            first_at=known.first_at if known else moment, fetched_at=moment, withdrawn_at=None,
        )  # fmt: skip
        # Only now: the shelf may write at once, and then finishes the lead for good.
        self.plan.state.finish_leads(visit.outlet.id, [(lead.key, "waiting")])
        self.plan.shelf.add(Ready(visit.outlet.id, key, lead.key, article, remembered, result))

    def _from_payload(self, visit: Visit, lead: OpenLead) -> None:
        """An article that its way brought whole, read as if it were a page."""
        try:
            values = values_of_payload(lead.payload or {}, visit.outlet)
        except ValueError:
            result = note_no_article(self.plan.state, visit, lead.key, lead.url)
        else:
            result = self._finish(visit, lead, Response(lead.url, status=BY_LIST), (values,))
        if result != "waiting":
            self.plan.state.finish_leads(visit.outlet.id, [(lead.key, result)])

    def _without(
        self, visit: Visit, lead: OpenLead, response: Response, pages: tuple[PageValues, ...], why: str
    ) -> str:
        """A page that brought no text. An article keeps the pages it has, and the one that is missing is told."""
        if pages:
            visit.stats["further page missing"] += 1
            visit.tell(f"{response.url}: a further page of an article is missing: {why}")
            return self._finish(visit, lead, response.meta["first"], pages)
        if response.status == 200 and not is_missing(decode_page(response.body[:LOOKED_AT])):
            log.debug("%s: %s", response.url, why)
            return note_no_article(self.plan.state, visit, lead.key, lead.url)
        return note_gone(self.plan.state, visit, lead.key, 404 if response.status == 200 else response.status)

    def _is_refused(self, visit: Visit, response: Response, *, is_article: bool) -> bool:
        """Whether a site says no. A refusal is respected: after some an outlet is left alone."""
        # A challenge with status 200 is a small page; large ones may hold the same marks beside an article.
        is_small = len(response.body) <= LOOKED_AT
        challenged = response.status in (403, 503) or (response.status == 200 and is_small)
        challenged = challenged and is_challenge(response.body)
        if response.status not in REFUSED and not challenged:
            if is_article and response.status == 200:
                visit.refusals = 0
            return False
        visit.stats["challenged" if challenged else "refused"] += 1
        visit.tell(f"{response.url}: {'a challenge page' if challenged else f'status {response.status}'}")
        if is_article or challenged:
            visit.refusals += 1
            if visit.refusals >= MOST_REFUSALS:
                visit.leave("refused")
        return True

    def _answered(self, visit: Visit, question: OpenAsk) -> Iterator[Request]:
        self.plan.state.finish_ask(question.id)
        visit.asked.discard(question.id)
        yield from self.next_requests(visit)

    def _followed(self, visit: Visit, lead: OpenLead, result: str) -> Iterator[Request]:
        if result != "waiting":
            self.plan.state.finish_leads(visit.outlet.id, [(lead.key, result)])
        visit.following.discard(lead.key)
        yield from self.next_requests(visit)

    def closed(self, reason: str) -> None:
        """Scrapy's word on why the crawl ended: "finished" where nothing was left to do."""
        self.closed_because = reason

    def _keep(self, response: Response) -> None:
        request = response.request
        asked = (
            {} if request is None else {k.decode(): b", ".join(v).decode("latin-1") for k, v in request.headers.items()}
        )
        self.plan.archive.write(response.url, asked, response.status, _headers(response), response.body)


def _headers(response: Response) -> dict[str, str]:
    return {name.decode().lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None

"""What came of a crawl of the newsroom, compared with its records: the measures of docs/crawl-report.md.

Counts are kept by outlet and over all ("all"); shares are made of them when they are told.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

from protego import Protego

from crawler.crawl import AGENT
from crawler.outlet import Outlet
from crawler.store import StoredArticle
from demo.newsroom.exchange import Request
from demo.newsroom.records import Record
from demo.newsroom.server import Visit
from demo.newsroom.site import Newsroom
from warehouse.stories import StoryText, fold_stories

WORD = re.compile(r"\w+")
# Of the pause between two requests; less is faster than allowed.
TOLERANCE = 0.8
# A paragraph is the article's own where so many of its word pairs stand in the record.
OWN_SHARE = 0.6


@dataclass
class Measures:
    """The figures of one outlet, or of all; shares are of the counts beside them."""

    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> float | None:
        """One count as a share of another; None where there is nothing to share."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor read of one page; `published` is ISO 8601."""

    text: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    is_paid: bool | None = None


def compare(records: Sequence[Record], articles: Sequence[StoredArticle]) -> dict[str, Measures]:
    """Measures by outlet, "all" over all, of the last version of each article."""
    found, strangers = _matched(records, articles)
    measures: dict[str, Measures] = defaultdict(Measures)

    def count(outlet: str, name: str, number: int = 1) -> None:
        for key in (outlet, "all"):
            measures[key].counts[name] += number

    for outlet in strangers:
        count(outlet, "no record")
    for record in records:
        versions = found.get(record.id, [])
        if not is_published(record):
            count(record.outlet, "barred or unpublished stored", len(versions))
            continue
        count(record.outlet, record.relevance)
        count(record.outlet, f"{record.relevance} found", bool(versions))
        count(record.outlet, "doubled", max(0, len({article.id for article in versions}) - 1))
        for article in versions[-1:]:
            told = Reading(
                article.text, article.title, article.published, article.author, article.editor, article.section,
                article.tags, article.is_paid,
            )  # fmt: skip
            for name, number in measure(record, told).items():
                count(record.outlet, name, number)
    return measures


def is_published(record: Record) -> bool:
    """Whether the record is for all to fetch: neither barred by robots.txt nor a draft nor of a day to come."""
    return not record.barred and record.status not in ("draft", "scheduled")


def measure(record: Record, told: Reading) -> Counter[str]:
    """How well one article was read."""
    counts: Counter[str] = Counter(stored=1)
    text = f" {plain_words(told.text)} "
    paragraphs = [plain_words(paragraph) for paragraph in record.paragraphs]
    places = [text.find(f" {paragraph} ") for paragraph in paragraphs]
    counts["paragraphs"] = len(paragraphs)
    counts["paragraphs present"] = sum(place >= 0 for place in places)
    kept = [place for place in places if place >= 0]
    counts["order kept"] = kept == sorted(kept)
    known = " ".join([*paragraphs, *(plain_words(one) for one in (record.caption, record.dateline, record.title))])
    counts["characters"] = len(told.text)
    counts["foreign characters"] = sum(
        len(paragraph) for paragraph in re.split(r"\n+", told.text) if not _is_own(plain_words(paragraph), known)
    )
    counts += _date(record, told.published)
    for name in ("author", "editor"):
        if getattr(record, name):
            counts["people"] += 1
            counts["people right"] += plain_words(getattr(told, name)) == plain_words(getattr(record, name))
    counts["sections told"] = told.section is not None
    counts["sections right"] = plain_words(told.section) == plain_words(record.section)
    counts["tags told"] = bool(told.tags)
    counts["tags right"] = [plain_words(tag) for tag in told.tags] == [plain_words(tag) for tag in record.tags]
    counts["paid"] = record.paid
    counts["said to be paid"] = bool(told.is_paid)
    counts["rightly said to be paid"] = record.paid and bool(told.is_paid)
    counts["titles right"] = plain_words(told.title) == plain_words(record.title)
    return counts


def copies(records: Sequence[Record], articles: Sequence[StoredArticle]) -> Counter[str]:
    """Pairs of articles that are copies of one story: those that are, those linked, and those linked rightly."""
    found, _ = _matched(records, articles)
    by_id = {record.id: record for record in records}
    kept = {id: versions[-1] for id, versions in found.items() if is_published(by_id[id])}
    days = {id: date.fromisoformat(one.published[:10]) if one.published else None for id, one in kept.items()}
    order = sorted(kept, key=lambda id: (days[id] is None, days[id] or date.min, id))
    linked = fold_stories([StoryText(id, kept[id].text, days[id]) for id in order])
    roots = {id: _root(by_id[id], by_id) for id in kept}
    counts: Counter[str] = Counter()
    for one, other in combinations(sorted(kept), 2):
        is_copy, is_linked = roots[one] == roots[other], linked[one] == linked[other]
        counts["copies"] += is_copy
        counts["copies linked"] += is_linked
        counts["copies linked rightly"] += is_copy and is_linked
    return counts


def manners(newsroom: Newsroom, outlets: Iterable[Outlet], visits: Sequence[Visit]) -> dict[str, Counter[str]]:
    """By outlet: requests, those answered 429, those that robots.txt bars, those that came faster than allowed."""
    agent = AGENT.format(contact="")
    told: dict[str, Counter[str]] = {}
    for outlet in outlets:
        own = sorted((visit for visit in visits if outlet.owns(f"http://{visit.host}/")), key=lambda visit: visit.at)
        counts = Counter(requests=len(own), too_many=sum(visit.status == 429 for visit in own))
        rules = {host: _robots(newsroom, host) for host in {visit.host for visit in own}}
        for visit in own:
            rule = rules[visit.host]
            is_barred = rule is None or not rule.can_fetch(f"http://{visit.host}{visit.path}", agent)
            counts["barred fetched"] += visit.path != "/robots.txt" and is_barred
        counts["too fast"] = sum(other.at - one.at < TOLERANCE * outlet.delay for one, other in pairwise(own))
        told[outlet.id] = counts
    return told


def plain_words(text: str | None) -> str:
    """The words of a text in lower case, one blank between them."""
    return " ".join(WORD.findall((text or "").casefold()))


def plain_address(url: str) -> str:
    """An address without scheme, "www.", fragment and the slash at its end."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", url.split("#")[0])


def _matched(
    records: Sequence[Record], articles: Sequence[StoredArticle]
) -> tuple[dict[str, list[StoredArticle]], list[str]]:
    """Article versions by record id, oldest first; and the outlets of those that have no record."""
    by_address = {plain_address(address): record for record in records for address in (record.url, *record.aliases)}
    titles = {(record.outlet, plain_words(record.title)): record for record in records}
    found: dict[str, list[StoredArticle]] = defaultdict(list)
    strangers = []
    for article in articles:
        outlet = _outlet(article, records)
        record = by_address.get(plain_address(article.url or "")) or titles.get((outlet, plain_words(article.title)))
        if record is None:
            strangers.append(outlet)
        else:
            found[record.id].append(article)
    return found, strangers


def _outlet(article: StoredArticle, records: Sequence[Record]) -> str:
    host = (article.url or "").split("/")[2].removeprefix("www.") if article.url else ""
    return next((record.outlet for record in records if plain_address(record.url).startswith(host)), host)


def _root(record: Record, by_id: dict[str, Record]) -> str:
    while record.copy_of and record.copy_of in by_id:
        record = by_id[record.copy_of]
    return record.copy_of or record.id


def _date(record: Record, published: str | None) -> Counter[str]:
    counts: Counter[str] = Counter(dates=1)
    told = _moment(published)
    if told is None:
        counts["dates missing"] = 1
        return counts
    true = record.published
    local = told if told.tzinfo else told.replace(tzinfo=true.tzinfo)
    days = abs((local.astimezone(true.tzinfo).date() - true.date()).days)
    counts["days right"] = days == 0
    counts["dates far off"] = days > 1
    counts["minutes right"] = len(published or "") > 10 and abs(local - true) < timedelta(minutes=1)
    return counts


def _moment(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError:
        return None


def _is_own(paragraph: str, known: str) -> bool:
    """Whether most of a paragraph's word pairs stand in the record; a line without words is nobody's."""
    words = paragraph.split()
    pairs = [f"{one} {other}" for one, other in pairwise(words)] or words
    return not pairs or sum(pair in known for pair in pairs) >= OWN_SHARE * len(pairs)


def _robots(newsroom: Newsroom, host: str) -> Protego | None:
    """The rules of a host; without a file all is allowed, and nothing (None) where the server fails (RFC 9309)."""
    reply = newsroom.respond(Request(host, "/robots.txt"), "/robots.txt")
    if reply.status >= 500:
        return None
    return Protego.parse(reply.content.decode() if reply.status == 200 else "")

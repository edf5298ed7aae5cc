"""Articles read again from the archive, with the present reader and without fetching anything.

A text that comes out otherwise is a new version of its article; one that comes out the same adds nothing. Pages go
before what feeds and interfaces brought, save for articles whose page was never asked for.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from crawler.archive import ArchivedPage, archive_files, read_archive
from crawler.html_page import LEAST_WORDS, LEAST_WORDS_FURTHER, PageValues, decode_page
from crawler.items import Article
from crawler.known_reader import KnownReader
from crawler.outlet import Outlet, article_address
from crawler.page_article import article_of, is_moment_of_import, values_of_page, values_of_payload
from crawler.pages_joined import is_whole_page, join_pages
from crawler.store import known_marks, read_articles, version_mark, write_articles
from crawler.visit import BY_LIST
from crawler.ways.base import Answer, Lead, Way
from crawler.ways.brought import leads_brought
from crawler.ways.registry import make_way

log = logging.getLogger(__name__)
BATCH_SIZE = 500
# Ways whose answers may bring whole articles along.
BRINGING = ("feed", "wordpress", "api")


@dataclass
class Reread:
    """What a run did: pages in the archive, articles made of them, versions that are new."""

    page_count: int = 0
    article_count: int = 0
    new_version_count: int = 0

    def __str__(self) -> str:
        return f"{self.page_count} pages read: {self.article_count} articles, {self.new_version_count} new versions"


@dataclass
class Found:
    """What the archive holds of one outlet, by key of the article: values of its pages by address, its last lead."""

    outlet: Outlet
    pages: dict[str, dict[str, PageValues]] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    moments: dict[datetime, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take_page(self, key: str, url: str, read: Callable[[int], PageValues]) -> None:
        """Note the values of an article's page; of an address the newest fetch counts.

        `read` gives the values of the page by the least words that it must have, or raises ValueError.
        """
        held = self.pages.setdefault(key, {})
        is_further = bool(held) and url != next(iter(held))
        try:
            values = read(LEAST_WORDS_FURTHER if is_further else LEAST_WORDS)
        except ValueError as error:
            log.debug("%s: %s", url, error)
            return
        if not is_further:
            held.clear()  # it was fetched again: what pages follow it is told by what was fetched behind it
        held.pop(url, None)
        held[url] = replace(values, links=())

    def take_lead(self, key: str, lead: Lead) -> None:
        """Note an article that a feed or an interface brought whole."""
        self.leads[key] = lead
        if lead.published is not None:
            self.moments[lead.published].add(key)


@dataclass(frozen=True, slots=True)
class Reader:
    """An outlet and its ways that may bring whole articles."""

    outlet: Outlet
    ways: tuple[Way, ...]


def readers_of(outlets: Sequence[Outlet]) -> list[Reader]:
    """A reader for each outlet."""
    return [
        Reader(outlet, tuple(make_way(outlet, rule) for rule in outlet.ways if rule.kind in BRINGING))
        for outlet in outlets
    ]


def reader_for(readers: Sequence[Reader], page: ArchivedPage) -> Reader | None:
    """The reader of a page's outlet; None for a page of none, and for one that did not come as asked."""
    if page.status != 200:
        return None
    return next((reader for reader in readers if reader.outlet.owns(page.url)), None)


def leads_of(reader: Reader, page: ArchivedPage) -> Iterator[tuple[str, Lead]]:
    """Key and lead of each article that an answer brought whole."""
    for lead in leads_brought(reader.ways, Answer(page.url, page.status, page.body, page.headers)):
        brought = article_address(reader.outlet, lead.url)
        if brought is not None:
            yield brought.key, lead


def reextract(data_dir: Path, outlets: Sequence[Outlet]) -> Reread:
    """Read all archived pages of these outlets again. Raises OSError where the disk refuses."""
    summary = Reread()
    readers = readers_of(outlets)
    found = {outlet.id: Found(outlet) for outlet in outlets}
    for path in archive_files(data_dir):
        for page in read_archive(path):
            summary.page_count += 1
            reader = reader_for(readers, page)
            if reader is not None:
                _read(page, reader, found[reader.outlet.id])
    return store_found(data_dir, found.values(), summary)


def store_found(data_dir: Path, found: Iterable[Found], summary: Reread) -> Reread:
    """Join what was found of each outlet to articles, and store those versions that are new.

    Raises OSError where the disk refuses, and ValueError where what crawls know cannot be read.
    """
    crawled = KnownReader(data_dir)
    known = known_marks(data_dir)
    dates = _Dates(data_dir)
    waiting: list[Article] = []
    for of in found:
        for key in sorted(of.pages.keys() | of.leads.keys()):
            article = _article(of, key, crawled)
            if article is None:
                continue
            summary.article_count += 1
            if version_mark(article.id, article.version) not in known:
                summary.new_version_count += 1
                waiting.append(dates.kept(article))
            if len(waiting) >= BATCH_SIZE:
                write_articles(data_dir, waiting, known)
                waiting = []
    write_articles(data_dir, waiting, known)
    return summary


class _Dates:
    """When stored articles appeared: lists told it where pages do not, and lists are not read again."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._dates: dict[str, str] | None = None

    def kept(self, article: Article) -> Article:
        """The article, with the date of its earlier version where it has none."""
        if article.published is not None:
            return article
        if self._dates is None:
            self._dates = {one.id: one.published for one in read_articles(self._data_dir) if one.published}
        return replace(article, published=self._dates.get(article.id))


def _read(page: ArchivedPage, reader: Reader, found: Found) -> None:
    """Note what a page or an answer holds."""
    outlet = reader.outlet
    address = article_address(outlet, page.url)
    if address is None:
        for key, lead in leads_of(reader, page):
            found.take_lead(key, lead)
        return
    found.take_page(address.key, page.url, lambda words: values_of_page(decode_page(page.body), outlet, words))


def _article(of: Found, key: str, crawled: KnownReader) -> Article | None:
    outlet, known = of.outlet, crawled.known(of.outlet.id, key)
    pages, lead = of.pages.get(key, {}), of.leads.get(key)
    try:
        if lead is not None and (not pages or (known is not None and known.status == BY_LIST)):
            own = article_address(outlet, lead.url)
            values, url = values_of_payload(lead.payload or {}, outlet), own.url if own else lead.url
        elif pages:
            values, url = _joined(outlet, pages)
        else:
            return None
        if is_moment_of_import(values.published, lambda moment: len(of.moments.get(moment, ()))):
            values = replace(values, published=None)
        return article_of(values, outlet, url, known.article_id if known else None)
    except ValueError as error:
        log.warning("%s: %s", key, error)
        return None


def _joined(outlet: Outlet, pages: dict[str, PageValues]) -> tuple[PageValues, str]:
    """The values of an article's pages, and its address."""
    whole = [url for url in pages if is_whole_page(outlet, url)]
    values = join_pages([pages[whole[-1]]] if whole else list(pages.values()))
    first = next(iter(pages))
    canonical = article_address(outlet, values.url) if values.url else None
    own = article_address(outlet, first)
    return values, canonical.url if canonical else own.url if own else first

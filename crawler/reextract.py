"""Articles read again from the archive, with the present reader and without fetching anything.

A text that comes out otherwise is a new version of its article; one that comes out the same adds nothing. Pages go
before what feeds and interfaces brought, save for articles whose page was never asked for.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from crawler.archive import ArchivedPage, archive_files, read_archive
from crawler.crawl_state import CrawlState
from crawler.html_page import LEAST_WORDS, LEAST_WORDS_FURTHER, PageValues, decode_page
from crawler.items import Article
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
class _Found:
    """What the archive holds of one outlet, by key of the article: values of its pages by address, its last lead."""

    outlet: Outlet
    ways: list[Way]
    pages: dict[str, dict[str, PageValues]] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    moments: dict[datetime, set[str]] = field(default_factory=lambda: defaultdict(set))


def reextract(data_dir: Path, outlets: Sequence[Outlet]) -> Reread:
    """Read all archived pages of these outlets again. Raises OSError where the disk refuses."""
    summary = Reread()
    found = [
        _Found(outlet, [make_way(outlet, rule) for rule in outlet.ways if rule.kind in BRINGING]) for outlet in outlets
    ]
    for path in archive_files(data_dir):
        for page in read_archive(path):
            summary.page_count += 1
            of = next((one for one in found if one.outlet.owns(page.url)), None)
            if of is not None and page.status == 200:
                _read(page, of)
    state = CrawlState(data_dir, "reextract")
    known = known_marks(data_dir)
    dates = _Dates(data_dir)
    waiting: list[Article] = []
    try:
        for of in found:
            for key in sorted(of.pages.keys() | of.leads.keys()):
                article = _article(of, key, state)
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
        state.finish()
    finally:
        state.close()
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


def _read(page: ArchivedPage, of: _Found) -> None:
    """Note what a page or an answer holds; of an address the newest fetch counts."""
    address = article_address(of.outlet, page.url)
    if address is None:
        for lead in leads_brought(of.ways, Answer(page.url, page.status, page.body, page.headers)):
            brought = article_address(of.outlet, lead.url)
            if brought is not None:
                of.leads[brought.key] = lead
                if lead.published is not None:
                    of.moments[lead.published].add(brought.key)
        return
    held = of.pages.setdefault(address.key, {})
    is_further = bool(held) and page.url != next(iter(held))
    try:
        values = values_of_page(decode_page(page.body), of.outlet, LEAST_WORDS_FURTHER if is_further else LEAST_WORDS)
    except ValueError as error:
        log.debug("%s: %s", page.url, error)
        return
    if not is_further:
        held.clear()  # it was fetched again: what pages follow it is told by what was fetched behind it
    held.pop(page.url, None)
    held[page.url] = replace(values, links=())


def _article(of: _Found, key: str, state: CrawlState) -> Article | None:
    outlet, known = of.outlet, state.known(of.outlet.id, key)
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

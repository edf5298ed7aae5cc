"""Articles read again from the archive, with the present reader and without fetching anything.

A text that comes out otherwise is a new version of its article; one that comes out the same adds nothing.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.archive import ArchivedPage, archive_files, read_archive
from crawler.crawl_state import CrawlState
from crawler.html_page import PageValues, decode_page
from crawler.items import Article
from crawler.outlet import Outlet, article_address
from crawler.page_article import article_of, values_of_page
from crawler.pages_joined import is_whole_page, join_pages
from crawler.store import known_versions, write_articles

log = logging.getLogger(__name__)
BATCH_SIZE = 500


@dataclass
class Reread:
    """What a run did: pages in the archive, articles made of them, versions that are new."""

    page_count: int = 0
    article_count: int = 0
    new_version_count: int = 0

    def __str__(self) -> str:
        return f"{self.page_count} pages read: {self.article_count} articles, {self.new_version_count} new versions"


def reextract(data_dir: Path, outlets: Sequence[Outlet]) -> Reread:
    """Read all archived pages of these outlets again. Raises OSError where the disk refuses."""
    summary = Reread()
    pages: dict[tuple[str, str], dict[str, PageValues]] = {}
    by_id = {outlet.id: outlet for outlet in outlets}
    for path in archive_files(data_dir):
        for page in read_archive(path):
            summary.page_count += 1
            _read(page, outlets, pages)
    state = CrawlState(data_dir, "reextract")
    known = known_versions(data_dir)
    waiting: list[Article] = []
    try:
        for (outlet_id, key), values in sorted(pages.items()):
            article = _article(by_id[outlet_id], key, values, state)
            if article is None:
                continue
            summary.article_count += 1
            if (article.id, article.version) not in known:
                summary.new_version_count += 1
                waiting.append(article)
            if len(waiting) >= BATCH_SIZE:
                write_articles(data_dir, waiting)
                waiting = []
        write_articles(data_dir, waiting)
        state.finish()
    finally:
        state.close()
    return summary


def _read(page: ArchivedPage, outlets: Sequence[Outlet], pages: dict[tuple[str, str], dict[str, PageValues]]) -> None:
    """Note the values of a page that is an article's; the newest fetch of an address counts."""
    outlet = next((outlet for outlet in outlets if outlet.owns(page.url)), None)
    address = article_address(outlet, page.url) if outlet and page.status == 200 else None
    if outlet is None or address is None:
        return
    try:
        values = values_of_page(decode_page(page.body), outlet)
    except ValueError as error:
        log.debug("%s: %s", page.url, error)
        return
    held = pages.setdefault((outlet.id, address.key), {})
    held.pop(page.url, None)
    held[page.url] = values


def _article(outlet: Outlet, key: str, values: dict[str, PageValues], state: CrawlState) -> Article | None:
    known = state.known(outlet.id, key)
    whole = [url for url in values if is_whole_page(outlet, url)]
    chosen = [values[whole[-1]]] if whole else list(values.values())
    found = join_pages(chosen)
    first = next(iter(values))
    canonical = article_address(outlet, found.url) if found.url else None
    own = article_address(outlet, first)
    url = canonical.url if canonical else own.url if own else first
    try:
        return article_of(found, outlet, url, known.article_id if known else None)
    except ValueError as error:
        log.warning("%s: %s", url, error)
        return None

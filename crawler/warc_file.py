"""Articles in WARC files from anywhere, CC-NEWS among them: each HTML response that holds an Indonesian article."""

import logging
from collections.abc import Iterator
from pathlib import Path

from crawler.archive import read_archive
from crawler.article_form import make_article
from crawler.article_lines import BadLine
from crawler.html_page import decode_page, read_values
from crawler.items import Article
from crawler.language import is_indonesian

log = logging.getLogger(__name__)


def read_warc_file(path: Path) -> Iterator[Article | BadLine]:
    """Read the articles of an archive. Pages that are none, or in another language, are counted and passed over."""
    passed = {"no page": 0, "no article": 0, "another language": 0}
    for page in read_archive(path):
        if page.status != 200 or "html" not in page.headers.get("content-type", "text/html").lower():
            passed["no page"] += 1
            continue
        try:
            found = read_values(decode_page(page.body))
        except ValueError:
            passed["no article"] += 1
            continue
        if not is_indonesian(found.body):
            passed["another language"] += 1
            continue
        values = {
            name: getattr(found, name)
            for name in ("title", "published", "updated", "outlet", "author", "editor", "section")
        }
        try:
            values |= {"text": found.body, "url": found.url or page.url}
            yield make_article(values, f"{path.name}: {page.url}", found.tags, found.is_paid)
        except ValueError as error:
            yield BadLine(f"{path}: {page.url}: {error}")
    told = ", ".join(f"{count} {what}" for what, count in passed.items() if count)
    if told:
        log.info("%s: passed over: %s", path, told)

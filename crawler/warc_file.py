"""Articles in WARC files from anywhere, CC-NEWS among them: each HTML response that holds an Indonesian article."""

import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from crawler.archive import read_archive
from crawler.article_form import make_article
from crawler.article_lines import BadLine
from crawler.html_page import decode_page, read_values
from crawler.items import Article
from crawler.language import is_indonesian

log = logging.getLogger(__name__)
VALUES = ("title", "published", "updated", "outlet", "author", "editor", "section")


class PassedOver(ValueError):
    """A page holds no Indonesian article; the message is why: "no article" or "another language"."""


def read_warc_file(path: Path) -> Iterator[Article | BadLine]:
    """Read the articles of an archive. Pages that are none, or in another language, are counted and passed over."""
    passed: Counter[str] = Counter({"no page": 0, "no article": 0, "another language": 0})
    for page in read_archive(path):
        if page.status != 200 or "html" not in page.headers.get("content-type", "text/html").lower():
            passed["no page"] += 1
            continue
        try:
            yield archived_article(page.body, page.url, f"{path.name}: {page.url}")
        except PassedOver as why:
            passed[str(why)] += 1
        except ValueError as error:
            yield BadLine(f"{path}: {page.url}: {error}")
    told = ", ".join(f"{count} {what}" for what, count in passed.items() if count)
    if told:
        log.info("%s: passed over: %s", path, told)


def archived_article(body: bytes, url: str, source: str) -> Article:
    """Make the article of an archived page; its own address goes before that under which it was fetched.

    Raises PassedOver where it holds none or is not Indonesian, ValueError where a value of it cannot be taken.
    """
    try:
        found = read_values(decode_page(body))
    except ValueError as error:
        raise PassedOver("no article") from error
    if not is_indonesian(found.body):
        raise PassedOver("another language")
    values = {name: getattr(found, name) for name in VALUES} | {"text": found.body, "url": found.url or url}
    return make_article(values, source, found.tags, found.is_paid)

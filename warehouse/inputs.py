"""What the stages before left in a data directory, brought into the warehouse."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.addresses import INVENTED
from crawler.crawl_health import read_reports
from crawler.crawl_state import withdrawn_articles
from crawler.demonstration import is_demonstration as is_marked
from crawler.items import Article
from crawler.store import read_articles
from nlp.store import read_annotations
from warehouse.build import BuildRefused, build_warehouse
from warehouse.load import Input, Summary
from warehouse.outlets import host_of
from warehouse.visits import crawl_rows

FIELDS = tuple(field.name for field in fields(Article))


def build_from_data(data_dir: Path, is_demonstration: bool = False) -> Summary:
    """Build the warehouse of a data directory from all its articles and annotations.

    The directory's own mark, or one article of a host under `.example`, marks the whole warehouse as invented,
    whoever forgets to say it.
    Raises BuildRefused where there are no articles.
    """
    withdrawn = withdrawn_articles(data_dir)
    inputs = [as_input(stored, withdrawn.get(stored.id)) for stored in read_articles(data_dir)]
    if not inputs:
        raise BuildRefused(f"no articles in {data_dir}: `make ingest FILES=...` brings some in")
    is_demonstration = is_demonstration or is_marked(data_dir) or has_invented(item.article for item in inputs)
    crawls = crawl_rows(read_reports(data_dir))
    return build_warehouse(data_dir, inputs, read_annotations(data_dir), is_demonstration, crawls)


def as_input(stored: Any, withdrawn_at: datetime | str | None = None) -> Input:
    """An article as the crawler's store gives it; times with a zone are told in UTC."""
    article = Article(**{name: getattr(stored, name) for name in FIELDS})
    return Input(article, _utc(stored.imported_at), _utc(withdrawn_at))


def has_invented(articles: Iterable[Article]) -> bool:
    """Whether an article comes from a host that cannot exist."""
    return any((host_of(article.url) or "").endswith(INVENTED) for article in articles)


def _utc(moment: datetime | str | None) -> datetime | None:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)

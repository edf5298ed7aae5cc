"""What the stages before left in a data directory, brought into the warehouse."""

from collections.abc import Iterable
from pathlib import Path

from crawler.addresses import INVENTED
from crawler.crawl_health import read_reports
from crawler.crawl_state import withdrawn_articles
from crawler.demonstration import is_demonstration as is_marked
from crawler.store import has_articles
from warehouse.build import BuildRefused, build_from_source, only_build
from warehouse.files import FileSource
from warehouse.load import Summary
from warehouse.outlets import host_of
from warehouse.visits import crawl_rows


def build_from_data(
    data_dir: Path, is_demonstration: bool = False, is_full: bool = False, workers: int | None = None
) -> Summary:
    """Build the warehouse of a data directory from all its articles and annotations.

    The directory's own mark, or one article of a host under `.example`, marks the whole warehouse as invented,
    whoever forgets to say it. `workers` are processes that share the work (`build_from_source`).
    Raises BuildRefused where there are no articles.
    """
    if not has_articles(data_dir):
        raise BuildRefused(f"no articles in {data_dir}: `make ingest FILES=...` brings some in")
    crawls = crawl_rows(read_reports(data_dir))
    with only_build(data_dir), FileSource(data_dir, withdrawn_articles(data_dir)) as source:
        is_demonstration = is_demonstration or is_marked(data_dir) or has_invented(source.urls())
        return build_from_source(data_dir, source, is_demonstration, crawls, is_full, workers, linked=data_dir)


def has_invented(urls: Iterable[str | None]) -> bool:
    """Whether an address is of a host that cannot exist."""
    return any((host_of(url) or "").endswith(INVENTED) for url in urls)

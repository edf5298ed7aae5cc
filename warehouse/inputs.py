"""What the stages before left in a data directory, brought into the warehouse."""

from collections.abc import Iterable
from pathlib import Path

from crawler.addresses import INVENTED
from crawler.crawl_health import read_reports
from crawler.crawl_state import withdrawn_articles
from crawler.demonstration import is_demonstration as is_marked
from crawler.store import has_articles
from scale.places import Place
from warehouse.build import BuildRefused, build_from_source, only_build
from warehouse.files import FileSource
from warehouse.load import Summary
from warehouse.outlets import host_of
from warehouse.visits import crawl_rows


def home_of(data_dir: Place, into: Path | None = None) -> Path:
    """The folder of this machine that holds the warehouse of a data directory, the corrections and the pseudonyms' key.

    The folder that is named, else the data directory itself, else (it lies in an object store) `data`.
    """
    return into or (data_dir if isinstance(data_dir, Path) else Path("data"))


def build_from_data(
    data_dir: Place,
    is_demonstration: bool = False,
    is_full: bool = False,
    workers: int | None = None,
    into: Path | None = None,
) -> Summary:
    """Build the warehouse of a data directory, in its home (`home_of`), from all its articles and annotations.

    The directory's own mark, or one article of a host under `.example`, marks the whole warehouse as invented,
    whoever forgets to say it. `workers` are processes that share the work (`build_from_source`).
    Raises BuildRefused where there are no articles, or the home holds articles of its own, and OSError where an object
    store does not give them.
    """
    home = home_of(data_dir, into)
    is_same = isinstance(data_dir, Path) and home.resolve() == data_dir.resolve()
    if not is_same and has_articles(home):
        raise BuildRefused(
            f"{home} holds articles of its own, which this warehouse would not have: name another folder, --into DIR"
        )
    if not has_articles(data_dir):
        raise BuildRefused(f"no articles in {data_dir}: {_how_to_bring_in(data_dir)}")
    crawls = crawl_rows(read_reports(data_dir))
    with only_build(home), FileSource(data_dir, withdrawn_articles(data_dir), home) as source:
        is_demonstration = is_demonstration or is_marked(data_dir) or has_invented(source.urls())
        return build_from_source(home, source, is_demonstration, crawls, is_full, workers, linked=data_dir)


def _how_to_bring_in(data_dir: Place) -> str:
    if isinstance(data_dir, Path):
        return "`make ingest FILES=...` brings some in"
    return f"`python -m crawler import --data {data_dir} FILES...` brings some in"


def has_invented(urls: Iterable[str | None]) -> bool:
    """Whether an address is of a host that cannot exist."""
    return any((host_of(url) or "").endswith(INVENTED) for url in urls)

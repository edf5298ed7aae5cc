"""What a crawl is to do, and how it stands with each outlet while it runs."""

from collections import Counter
from dataclasses import dataclass, field

from crawler.archive import Archive
from crawler.crawl_state import CrawlState
from crawler.outlet import Outlet
from crawler.shelf import Shelf
from crawler.ways.base import Way, Window


@dataclass
class Visit:
    """One outlet in this run: what is under way, what was seen, and why it was left, if it was."""

    outlet: Outlet
    ways: list[Way]
    asked: set[int] = field(default_factory=set)
    following: set[str] = field(default_factory=set)
    stats: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    refusals: int = 0
    looked_again: bool = False
    left: str | None = None


@dataclass(frozen=True)
class Plan:
    """What a crawl is to do, and with what."""

    outlets: tuple[Outlet, ...]
    window: Window
    state: CrawlState
    archive: Archive
    shelf: Shelf
    proxy: str | None = None

"""What a crawl is to do, and how it stands with each outlet while it runs."""

import logging
from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.archive import Archive
from crawler.crawl_state import CrawlState
from crawler.items import Article
from crawler.outlet import Outlet, WayRule
from crawler.shelf import Shelf
from crawler.ways.base import Lead, Way, Window

log = logging.getLogger(__name__)
# In place of a status: the article came whole by a list or an interface; its page was never asked for.
BY_LIST = 0
LONGEST_PROBLEM = 500
MOST_PROBLEMS = 200


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
    has_fallen_back: bool = False
    looked_again: bool = False
    left: str | None = None
    # Of what is stored: lengths of texts, and how many articles appeared on which day.
    lengths: list[int] = field(default_factory=list)
    published: Counter[str] = field(default_factory=Counter)

    def saved(self) -> dict[str, object]:
        """What was counted so far, as JSON values."""
        return {
            "stats": dict(self.stats),
            "lengths": self.lengths,
            "published": dict(self.published),
            "problems": self.problems[:MOST_PROBLEMS],
        }

    def take_up(self, saved: Mapping[str, Any]) -> None:
        """Go on counting from what a killed stretch of the run has left."""
        self.stats.update(saved.get("stats", {}))
        self.stats["found"] = max(self.stats["found"], int(saved["found"]))
        self.lengths += saved.get("lengths", [])
        self.published.update(saved.get("published", {}))
        self.problems += saved.get("problems", [])

    def tell(self, what: str) -> None:
        """Note what went wrong."""
        self.problems.append(what[:LONGEST_PROBLEM])
        log.info("%s: %s", self.outlet.id, what)

    def leave(self, why: str) -> None:
        """Ask the outlet nothing more in this run."""
        if self.left is None:
            self.left = why
            log.warning("%s: left alone for the rest of this run: %s", self.outlet.id, why)

    def fallbacks(self, whole: Container[int]) -> list[int]:
        """The ways to fall back on, by place: those that stand behind no way that told all that it was asked for."""
        rules = self.outlet.ways
        first = next(
            (n for n, rule in enumerate(rules) if n in whole and not rule.fallback and not _is_narrow(rule)), len(rules)
        )
        return [n for n, rule in enumerate(rules) if rule.fallback and n < first]

    def count(self, article: Article, result: str) -> None:
        """Count an article that was read; `result` is "new", "new version" or "unchanged"."""
        self.stats[result] += 1
        if result == "unchanged":
            return
        self.lengths.append(len(article.text))
        for name, value in (("title", article.title), ("date", article.published), ("author", article.author)):
            self.stats[f"without {name}"] += value is None
        if article.published and result == "new":
            self.published[article.published[:10]] += 1


def _is_narrow(rule: WayRule) -> bool:
    return rule.topic or rule.kind == "search"


@dataclass(frozen=True)
class Plan:
    """What a crawl is to do, and with what."""

    outlets: tuple[Outlet, ...]
    window: Window
    state: CrawlState
    archive: Archive
    shelf: Shelf
    proxy: str | None = None
    # Whether an outlet may be asked: of several crawlers one at a time may.
    holds: Callable[[Outlet], bool] = lambda outlet: True


def may_appear_in(window: Window, lead: Lead) -> bool:
    """Whether an article may have appeared in the window: what changed last before it did not, later changes tell none.

    Where the way tells when it appeared, that decides.
    """
    if lead.published is not None:
        return window.holds(lead.published)
    return replace(window, until=None).holds(lead.modified)

"""A crawl: outlets, a window of days, and a data directory; one at a time, to be killed and run again at will."""

import fcntl
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler.addresses import is_reserved
from crawler.archive import Archive
from crawler.crawl_health import write_health
from crawler.crawl_state import CrawlState
from crawler.demonstration import WrongKind, claim
from crawler.manners.patience import SLOWEST
from crawler.outlet import Outlet
from crawler.shelf import Shelf
from crawler.spiders.press import PressSpider
from crawler.visit import Plan
from crawler.ways.base import Window

log = logging.getLogger(__name__)
AGENT = "netralitas/0.1 (election research; +mailto:{contact})"
LARGEST_BODY = 20_000_000
QUIET = ("scrapy", "twisted", "asyncio", "py", "press")


class CrawlRefused(RuntimeError):
    """The crawl cannot begin; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a crawl is made; `contact` is an address of electronic mail, `proxy` an http address."""

    contact: str
    proxy: str | None = None
    allow_private: bool = False
    no_delays: bool = False


@dataclass
class Summary:
    """What a crawl did, by outlet, and whether it came to its end."""

    outlets: dict[str, dict[str, int]] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    is_finished: bool = False

    def total(self, name: str) -> int:
        """The sum of one figure over all outlets."""
        return sum(counts.get(name, 0) for counts in self.outlets.values())

    def __str__(self) -> str:
        words = ("found", "fetched", "new", "new version", "unchanged", "withdrawn", "refused", "barred")
        told = ", ".join(f"{self.total(word)} {word}" for word in words)
        return f"{len(self.outlets)} outlets: {told}" + ("" if self.is_finished else "; stopped, run it again to go on")


def run_crawl(data_dir: Path, outlets: Sequence[Outlet], window: Window, options: Options) -> Summary:
    """Crawl outlets into a data directory.

    A directory that invented outlets (.test) are crawled into is marked as demonstration. Raises CrawlRefused where
    another crawl is at work there, real and invented would mix, or no contact is given; OSError where the disk refuses.
    """
    if "@" not in options.contact:
        raise CrawlRefused(
            "say who crawls: --contact you@example.org, or NETRALITAS_CONTACT; sites see it with each request"
        )
    are_invented = {is_reserved(outlet.base) for outlet in outlets}
    if len(are_invented) > 1:
        raise CrawlRefused("some of these outlets are invented (.test, .example): crawl them apart, with --data DIR")
    try:
        claim(data_dir, demonstration=True in are_invented)
    except WrongKind as error:
        raise CrawlRefused(
            f"{data_dir} holds {'real' if True in are_invented else 'invented'} articles, and these outlets "
            f"are not of that kind: crawl them into a directory of their own, --data DIR"
        ) from error
    with _only_crawl(data_dir):
        arguments = json.dumps(
            {
                "outlets": sorted(outlet.id for outlet in outlets),
                "since": str(window.since),
                "until": str(window.until),
                "topic": window.topic,
            }
        )
        state = CrawlState(data_dir, arguments)
        archive = Archive(data_dir, state.run_id)
        shelf = Shelf(data_dir, state)
        plan = Plan(tuple(outlets), window, state, archive, shelf, options.proxy)
        summary = Summary()
        try:
            spider = _run(plan, options)
            shelf.write()
            for visit in spider.visits.values():
                summary.outlets[visit.outlet.id] = dict(visit.stats)
                if visit.left:
                    summary.left[visit.outlet.id] = visit.left
            summary.is_finished = spider.closed_because == "finished"
            write_health(data_dir, state.run_id, spider.visits.values(), summary.is_finished, window)
            if summary.is_finished:
                state.finish()
        finally:
            archive.close()
            state.close()
    return summary


def settings_for(outlets: Sequence[Outlet], options: Options) -> dict[str, Any]:
    """Scrapy's settings for a crawl of these outlets."""
    return {
        "USER_AGENT": AGENT.format(contact=options.contact),
        "ROBOTSTXT_OBEY": False,  # crawler.manners.robots does it, with crawl delays and RFC 9309's rule for 5xx
        "ALLOW_PRIVATE": options.allow_private,
        "CONCURRENT_REQUESTS": max(16, 2 * len(outlets)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_SLOTS": {
            outlet.id: {"concurrency": 1, "delay": 0 if options.no_delays else outlet.delay, "jitter": 0}
            for outlet in outlets
        },
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_MAXSIZE": LARGEST_BODY,
        "DOWNLOAD_WARNSIZE": 0,
        "AUTOTHROTTLE_ENABLED": not options.no_delays,
        "AUTOTHROTTLE_START_DELAY": 0,  # each outlet's own is in its slot
        "AUTOTHROTTLE_MAX_DELAY": SLOWEST,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408],
        "REDIRECT_MAX_TIMES": 5,
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"
        if options.allow_private
        else "crawler.manners.safety.PublicResolver",
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.manners.safety.SafetyMiddleware": 50,
            "crawler.manners.robots.RobotsMiddleware": 100,
            "crawler.manners.patience.PatienceMiddleware": 560,
        },
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, "crawler.manners.patience.GentleThrottle": 0},
    }


def _is_told(record: logging.LogRecord) -> bool:
    """Scrapy sets its loggers' levels itself, and tells versions and statistics; of it and its like, errors alone."""
    return record.levelno >= logging.ERROR or record.name.split(".")[0] not in QUIET


def _run(plan: Plan, options: Options) -> PressSpider:
    for handler in logging.getLogger().handlers:
        handler.addFilter(_is_told)
    process = AsyncCrawlerProcess(settings_for(plan.outlets, options))
    crawler = process.create_crawler(PressSpider)
    process.crawl(crawler, plan=plan)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, PressSpider):
        raise CrawlRefused("the crawl could not begin; see the log")
    return spider


@contextmanager
def _only_crawl(data_dir: Path) -> Iterator[None]:
    """Hold the crawl's lock of a data directory; the system frees it when the process ends, however it does."""
    folder = data_dir / "crawl"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CrawlRefused(f"another crawl is at work in {data_dir}: wait for it, or stop it") from error
        yield

"""A crawl: outlets, a window of days, and a data directory; to be killed and run again at will.

One works there alone, or several with a share of the outlets each (`crawler.shares`).
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler.addresses import is_reserved
from crawler.crawl_health import write_health
from crawler.demonstration import WrongKind, claim
from crawler.desk import CrawlRefused, Desk, lone_desk, shared_desk
from crawler.manners.patience import SLOWEST
from crawler.outlet import Outlet
from crawler.shares import WHOLE, Share
from crawler.shelf import Shelf
from crawler.spiders.press import PressSpider
from crawler.visit import Plan, Visit
from crawler.ways.base import Window
from scale.places import Place

log = logging.getLogger(__name__)
AGENT = "netralitas/0.1 (election research; +mailto:{contact})"
LARGEST_BODY = 20_000_000
QUIET = ("scrapy", "twisted", "asyncio", "py", "press")


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


def run_crawl(
    data_dir: Place,
    outlets: Sequence[Outlet],
    window: Window,
    options: Options,
    share: Share | None = None,
    state_dir: Path | None = None,
) -> Summary:
    """Crawl outlets into a data directory, which may be shared with other crawlers.

    Of a `share` the outlets are those that fall to it; its state is kept in `state_dir`. In an object store there is
    always one. A directory that invented outlets (.test) are crawled into is marked as demonstration. Raises
    CrawlRefused where another crawl is at work there, real and invented would mix, or no contact is given; OSError
    where the disk refuses.
    """
    if "@" not in options.contact:
        raise CrawlRefused(
            "say who crawls: --contact you@example.org, or NETRALITAS_CONTACT; sites see it with each request"
        )
    if outlets:
        _claim_kind(data_dir, outlets)
    arguments = json.dumps(
        {
            "outlets": sorted(outlet.id for outlet in outlets),
            "since": str(window.since),
            "until": str(window.until),
            "topic": window.topic,
        }
    )
    if isinstance(data_dir, Path) and share is None:
        desk_there = lone_desk(data_dir, outlets, arguments)
    else:
        desk_there = shared_desk(data_dir, outlets, arguments, share or WHOLE, state_dir, not options.no_delays)
    with desk_there as desk:
        return _crawl(data_dir, desk, window, options)


def _claim_kind(data_dir: Place, outlets: Sequence[Outlet]) -> None:
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


def _crawl(data_dir: Place, desk: Desk, window: Window, options: Options) -> Summary:
    summary = Summary(left={outlet: f"not crawled here, {why}" for outlet, why in desk.elsewhere.items()})
    shelf = Shelf(data_dir, desk.state)
    plan = Plan(tuple(desk.outlets), window, desk.state, desk.archive, shelf, options.proxy, desk.holds)
    visits: list[Visit] = []
    summary.is_finished = True
    if desk.outlets:  # of many shares one may be left without any
        spider = _run(plan, options)
        shelf.write()
        spider.save_counts()  # also of what was not stored: a run that is gone on with counts on from here
        visits = list(spider.visits.values())
        summary.is_finished = spider.closed_because == "finished"
    for visit in visits:
        summary.outlets[visit.outlet.id] = dict(visit.stats)
        if visit.left:
            summary.left[visit.outlet.id] = visit.left
    write_health(data_dir, desk.state.run_id, visits, summary.is_finished, window, desk.sharer)
    if summary.is_finished:
        desk.state.finish()
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
            "crawler.manners.claimed.ClaimMiddleware": 570,  # behind the waiting
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

"""robots.txt (RFC 9309): what is barred is not fetched, a crawl delay is kept, and an answer of 5xx bars everything."""

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

log = logging.getLogger(__name__)
LONGEST_DELAY = 120.0
LARGEST_FILE = 500_000
BARS_ALL = Protego.parse("User-agent: *\nDisallow: /")
ALLOWS_ALL = Protego.parse("")


class Barred(IgnoreRequest):
    """robots.txt does not allow the address."""


class RobotsMiddleware:
    """Asks each host once for its robots.txt, before anything else."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent = crawler.settings["USER_AGENT"]
        self._rules: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait for the host's rules. Raises Barred where they do not allow the address."""
        if request.meta.get("is_robots"):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._fetch(origin, request))
        rules = await self._rules[origin]
        if not rules.can_fetch(request.url, self.agent):
            raise Barred(f"{request.url[:200]}: barred by robots.txt")

    async def _fetch(self, origin: str, first: Request) -> Protego:
        meta: dict[str, Any] = {n: first.meta[n] for n in ("download_slot", "proxy", "outlet") if n in first.meta}
        asked = Request(
            f"{origin}/robots.txt",
            meta={**meta, "is_robots": True},
            callback=NO_CALLBACK,
            dont_filter=True,
            priority=1_000,
        )
        try:
            response: Response = await self.crawler.engine.download_async(asked)
        except Exception as error:  # unreachable: RFC 9309 bars everything then
            log.warning("%s/robots.txt: %s; nothing is fetched there", origin, error)
            return BARS_ALL
        if response.status >= 500:
            log.warning("%s/robots.txt: status %d; nothing is fetched there", origin, response.status)
            return BARS_ALL
        if response.status >= 400:
            return ALLOWS_ALL
        rules = Protego.parse(response.body[:LARGEST_FILE].decode("utf-8", errors="replace"))
        self._slow_down(first.meta.get("download_slot"), rules.crawl_delay(self.agent))
        return rules

    def _slow_down(self, slot: str | None, delay: float | None) -> None:
        if slot is None or not delay:
            return
        downloader = self.crawler.engine.downloader
        delay = min(float(delay), LONGEST_DELAY)
        own = downloader.per_slot_settings.setdefault(slot, {})
        own["delay"] = max(own.get("delay", 0.0), delay)
        if slot in downloader.slots:
            downloader.slots[slot].delay = max(downloader.slots[slot].delay, delay)

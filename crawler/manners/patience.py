"""A server that asks to wait is waited for; one that is slow is asked less often."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Spider, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response

log = logging.getLogger(__name__)
# Seconds that a crawl waits at most when asked to, and how often for one page.
LONGEST_WAIT = 300.0
MOST_WAITS = 4
DEFAULT_WAIT = 10.0
# After each request to wait the pause between two pages grows by this.
SLOWER = 1.5
SLOWEST = 60.0


class AskedToWait(IgnoreRequest):
    """The server asks for a longer pause than a crawl can make."""


class PatienceMiddleware:
    """Answers 429 and 503 with a pause as long as `Retry-After` says, for the whole outlet."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._not_before: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PatienceMiddleware":
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait until the outlet may be asked again."""
        wait = self._not_before.get(request.meta.get("download_slot", ""), 0.0) - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Come back later where the server says so. Raises AskedToWait where that is too late."""
        told = response.headers.get("Retry-After")
        if response.status not in (429, 503) or request.meta.get("is_robots") or (response.status == 503 and not told):
            return response
        waits = request.meta.get("waits", 0) + 1
        wait = seconds_of(told.decode("latin-1") if told else None)
        if waits > MOST_WAITS or wait > LONGEST_WAIT:
            raise AskedToWait(f"{request.url[:200]}: asked to wait {wait:.0f} s, {waits} times")
        slot = request.meta.get("download_slot", "")
        self._not_before[slot] = max(self._not_before.get(slot, 0.0), time.monotonic() + wait)
        self._slow_down(slot)
        return request.replace(meta={**request.meta, "waits": waits}, dont_filter=True)

    def _slow_down(self, slot: str) -> None:
        downloader = self.crawler.engine.downloader
        found = downloader.slots.get(slot)
        if found is not None:
            found.delay = min(max(found.delay, 0.05) * SLOWER, max(SLOWEST, found.delay))
            # Scrapy makes a slot anew after a while, and the throttle never goes below this.
            downloader.per_slot_settings.setdefault(slot, {})["delay"] = found.delay


def seconds_of(value: str | None) -> float:
    """Seconds that `Retry-After` asks for: a number or a date of HTTP; a usual pause where it tells neither."""
    if value is None:
        return DEFAULT_WAIT
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return DEFAULT_WAIT
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


class GentleThrottle(AutoThrottle):
    """Scrapy's AutoThrottle, which never goes below the outlet's own delay, nor below what it was asked for.

    The pause begins when an answer has come, not when its question was put: while a page is read nothing else is
    sent, and two requests whose time had come would reach the server one right behind the other.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.connect(self._headers_received, signal=signals.headers_received)

    def _headers_received(self, request: Request, spider: Spider) -> None:
        """Of an answer that breaks off behind its headers too, the pause begins when it came."""
        _, slot = self._get_slot(request, spider)
        if slot is not None:
            slot.lastseen = time.monotonic()

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        slot.lastseen = time.monotonic()
        super()._adjust_delay(slot, latency, response)
        downloader = self.crawler.engine.downloader
        key = next((key for key, other in downloader.slots.items() if other is slot), "")
        own = downloader.per_slot_settings.get(key, {})
        slot.delay = max(slot.delay, float(own.get("delay", self.mindelay)))

"""Where crawlers share the work: a site that another has taken over is asked nothing more."""

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request


class NotClaimed(IgnoreRequest):
    """The outlet's site may not be asked by this crawler, or not any more."""


class ClaimMiddleware:
    """Looks before each request, also before a second try and a redirect; waits have been waited before."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ClaimMiddleware":
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise NotClaimed for a request that must not be made."""
        outlet = request.meta.get("outlet")
        plan = getattr(self.crawler.spider, "plan", None)
        if outlet is not None and plan is not None and not plan.holds(outlet):
            raise NotClaimed(f"{request.url[:200]}: the site is another crawler's")

"""No link or redirect leads the crawler to a private address, another scheme, or a host that is not the outlet's."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred


class LeadsAway(IgnoreRequest):
    """A request that must not be made: elsewhere, or to an address of a private network."""


class PublicResolver(CachingThreadedResolver):
    """Names that stand for private, loopback or link-local addresses are not found."""

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":  # noqa: N802 (Twisted's name)
        """The address of a name; a failure where it is none of the public network."""
        return super().getHostByName(name, timeout).addCallback(_public, name)


def _public(address: str, name: str) -> str:
    if not ipaddress.ip_address(address).is_global:
        raise LeadsAway(f"{name} stands for {address}, an address of a private network")
    return address


class SafetyMiddleware:
    """Refuses requests before they are made; the outlet's rule stands in `meta["outlet"]`."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SafetyMiddleware":
        """Private addresses are allowed where the setting ALLOW_PRIVATE says so: for tests."""
        return cls(crawler.settings.getbool("ALLOW_PRIVATE"))

    def process_request(self, request: Request) -> None:
        """Raise LeadsAway for a request that must not be made."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise LeadsAway(f"{request.url[:200]}: not http")
        if not self.allow_private and is_private_literal(parts.hostname or ""):
            raise LeadsAway(f"{request.url[:200]}: an address of a private network")
        outlet = request.meta.get("outlet")
        if outlet is not None and not outlet.owns(request.url):
            raise LeadsAway(f"{request.url[:200]}: not a host of {outlet.id}")


def is_private_literal(host: str) -> bool:
    """Whether a host is a number, and no public one; "localhost" counts as such."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        # Shorthands that some resolvers take for addresses: "127.1", "0x7f000001", "2130706433".
        return (
            host.replace(".", "").replace("x", "").isalnum()
            and host[:1].isdigit()
            and host[-1:].isalnum()
            and all(part.isdigit() or part.lower().startswith("0x") for part in host.split("."))
        )

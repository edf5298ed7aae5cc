"""A newsroom on the loopback, asked through urllib as a proxy."""

import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from demo.newsroom.server import NewsroomServer

CONTACT = "tests/1.0 (+mailto:tests@example.org)"


@dataclass
class Page:
    """What came back."""

    url: str
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self):
        return self.body.decode("utf-8", errors="replace")


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Client:
    """Fetches from a server as from a proxy; host names need no resolving."""

    def __init__(self, server):
        self.server = server
        self.newsroom = server.newsroom
        proxy = urllib.request.ProxyHandler({"http": server.address})
        self.openers = {True: urllib.request.build_opener(proxy), False: urllib.request.build_opener(proxy, Stay)}

    def get(self, url, follow=True, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(url, headers={"User-Agent": CONTACT, **names})
        try:
            with self.openers[follow].open(request, timeout=10) as answer:
                return Page(answer.url, answer.status, answer.read(), lowered(answer.headers))
        except urllib.error.HTTPError as error:
            return Page(url, error.code, error.read(), lowered(error.headers))

    def records(self, outlet, **wanted):
        return [
            one
            for one in self.newsroom.records
            if one.outlet == outlet and all(getattr(one, key) == value for key, value in wanted.items())
        ]

    def site(self, outlet):
        return self.newsroom.sites[self.newsroom.houses[outlet].host]

    def article(self, outlet, fits=lambda one: True):
        """The first plain, published article of an outlet that fits."""
        site = self.site(outlet)
        return next(
            one
            for one in self.records(outlet, kind="news", status="published")
            if fits(one) and not one.barred and one.number not in (site.slow, site.breaking)
        )


def lowered(headers):
    return {name.lower(): value for name, value in headers.items()}


@contextmanager
def serving(**options):
    server = NewsroomServer(**options)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield Client(server)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def client():
    """The first state; nothing is slow, nobody is too fast."""
    with serving(delays=False, slow_seconds=0) as client:
        yield client


@pytest.fixture(scope="session")
def other():
    """Begins another server, as a context."""
    return serving

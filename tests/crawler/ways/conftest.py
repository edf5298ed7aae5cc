import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crawler.outlet import Outlet, PageRule, WayRule
from crawler.ways.base import Answer, Window
from crawler.ways.registry import make_way

ADDRESSES = (
    r"/(?:amp/)?berita/(?P<id>\d+)/[^/?#]+",
    r"/(?:[a-z-]+/)?(?:20\d\d)/\d{2}/(?:\d{2}/)?[a-z0-9-]{8,}(?:\.html)?/?$",
    r"/\?p=(?P<id>\d+)$",
    r"/(?!tag/|kategori/)[a-z0-9]+(?:-[a-z0-9]+){3,}/?$",
)


@pytest.fixture(scope="session")
def outlet():
    return Outlet(
        id="kabar",
        name="Kabar Sukamaju",
        home="14.71",
        base="https://www.kabar.test",
        hosts=("m.kabar.test", "api.kabar.test"),
        timezone=ZoneInfo("Asia/Jakarta"),
        ways=(),
        article=PageRule(address=tuple(map(re.compile, ADDRESSES))),
    )


@pytest.fixture(scope="session")
def make(outlet):
    """A way of a kind."""

    def build(kind, url, max_pages=50, topic=False, **options):
        return make_way(outlet, WayRule(kind, url, max_pages, topic, options=options))

    return build


@pytest.fixture(scope="session")
def window():
    """The window of a day in October 2024; `since` and the like as words of the call."""

    def build(since=None, until=None, today="2024-10-20", **others):
        days = {name: date.fromisoformat(day) if day else None for name, day in (("since", since), ("until", until))}
        return Window(date.fromisoformat(today), **days, **others)

    return build


@pytest.fixture(scope="session")
def reply():
    """An answer to an ask."""

    def build(body, url="https://www.kabar.test/", status=200, **headers):
        content = body.encode() if isinstance(body, str) else body
        return Answer(url, status, content, {name.replace("_", "-"): value for name, value in headers.items()})

    return build


@pytest.fixture(scope="session")
def drive():
    """Follow a way against a site to its end: (readings, asks made). A site takes an ask and gives an answer."""

    def run(way, site, window, most=2_000):
        waiting = list(way.start(window))
        readings, made = [], []
        while waiting:
            ask = waiting.pop(0)
            made.append(ask)
            assert len(made) <= most, "no end"
            reading = way.read(ask, site(ask), window)
            readings.append(reading)
            waiting += reading.asks
        return readings, made

    return run

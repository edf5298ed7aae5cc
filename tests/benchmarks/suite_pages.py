"""The suite's part about page to text: the newsroom's pages, and the same as large as newspapers serve them."""

import json
import random
import re
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from crawl_comparison import HERE, PYTHON, page_of
from suite_found import Cost, Found, Sizes, middle, ratios, table
from trafilatura import bare_extraction, extract

from crawler.html_page import read_values
from demo.newsroom.records import Record, records_at
from demo.newsroom.site import Newsroom

Page = tuple[str, str]
MENU, CARDS, NUMBERS, RULES = 90, 120, 1_500, 400


def measure(sizes: Sizes, work: Path) -> Found:
    """Read the pages in each way, in turns; processor time of one core."""
    small = newsroom_pages(sizes.pages)
    kinds = {"as the newsroom serves them": small, "as large as a newspaper's": [larger(page) for page in small]}
    lines: list[str] = []
    costs = []
    for kind, pages in kinds.items():
        read_all(pages[:10])
        ours = [read_all(pages)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # before the others were ever run
        found: dict[str, list[float]] = {name: [] for name in OTHERS}
        for number in range(sizes.rounds):
            if number:
                ours.append(read_all(pages))
            for name, read in OTHERS.items():
                found[name].append(read(pages))
        if PYTHON.exists():
            start = with_newspaper([])
            found["newspaper4k"] = [max(0.0, with_newspaper(pages) - start) for _ in range(sizes.rounds)]
        kilobytes = statistics.mean(len(page.encode()) for _, page in pages) / 1000
        name = f"page to text, pages of {kilobytes:.0f} kB"
        costs.append(Cost(name, len(pages), tuple(ours), peak))
        lines += [
            f"{len(pages)} pages {kind}, {kilobytes:.0f} kB on average:",
            "",
            *_table(ours, found, len(pages)),
            "",
        ]
    lines += [
        "Ours is trafilatura's text with what it misses on Indonesian pages, and besides the date, people, section,",
        "tags and whether it was paid for; docs/crawl-report.md compares how well each reads.",
    ]
    if not PYTHON.exists():
        lines += ["newspaper4k was not measured: `make crawl-report` makes its environment."]
    return Found(lines, costs)


def _table(ours: list[float], found: dict[str, list[float]], count: int) -> list[str]:
    rows = [["netralitas", middle([1000 * one / count for one in ours], ".2f"), "1"]]
    for name, taken in found.items():
        rows.append([name, middle([1000 * one / count for one in taken], ".2f"), middle(ratios(taken, ours), ".2f")])
    return table(["", "ms a page", "time, ours being 1"], rows)


def newsroom_pages(count: int) -> list[Page]:
    """Addresses and pages of articles of all outlets, the first of each in turn."""
    newsroom = Newsroom()
    by_outlet: dict[str, list[Record]] = {}
    for record in records_at(1):
        by_outlet.setdefault(record.outlet, []).append(record)
    longest = max(map(len, by_outlet.values()))
    order = [own[at] for at in range(longest) for own in by_outlet.values() if at < len(own)]
    return [page_of(newsroom, record) for record in order[:count]]


def larger(page: Page) -> Page:
    """The page with what stands around an article on a real one: scripts, rules of style, a menu, other articles."""
    url, text = page
    chance = random.Random(url)
    menu = "".join(
        f'<li class="menu-item menu-item-{n}"><a class="nav-link" href="/rubrik/{n}"><span>Rubrik {n}</span></a></li>'
        for n in range(MENU)
    )
    cards = "".join(
        f'<div class="card post-item"><div class="thumb"><a href="/berita/{n}/x"><img src="/gambar/{n}.jpg" alt=""></a>'
        f'</div><div class="meta"><h3 class="entry-title"><a href="/berita/{n}/x">Berita lain nomor {n} dari daerah</a>'
        f'</h3><span class="date">Senin, 7 Oktober 2024 | 10:{n % 60:02} WIB</span></div></div>'
        for n in range(CARDS)
    )
    numbers = ",".join(f'"k{n}":{chance.random()}' for n in range(NUMBERS))
    rules = "".join(f".c{n}{{color:#{n:06x};margin:0 auto}}" for n in range(RULES))
    text = text.replace("</head>", f"<script>window.ukur={{{numbers}}};</script><style>{rules}</style></head>", 1)
    text = re.sub(r"(<body[^>]*>)", lambda body: f'{body[1]}<nav class="navbar"><ul>{menu}</ul></nav>', text, count=1)
    aside = f'<aside class="sidebar"><div class="widget popular">{cards}</div></aside></body>'
    return url, text.replace("</body>", aside, 1)


def _timed(read: Callable[[Page], object], pages: Sequence[Page]) -> float:
    """Processor seconds; a page without an article is read all the same."""
    began = time.process_time()
    for page in pages:
        with suppress(ValueError):
            read(page)
    return time.process_time() - began


def read_all(pages: Sequence[Page]) -> float:
    """Ours."""
    return _timed(lambda page: read_values(page[1]), pages)


def with_newspaper(pages: Sequence[Page]) -> float:
    """newspaper4k, in its own environment: processor seconds of its process, start and all."""
    lines = "".join(json.dumps({"url": url, "html": page}) + "\n" for url, page in pages)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(PYTHON), str(HERE / "newspaper_pages.py")]
    subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


OTHERS: dict[str, Callable[[Sequence[Page]], float]] = {
    "trafilatura.extract, the text alone": lambda pages: _timed(
        lambda page: extract(page[1], url=page[0], include_comments=False), pages
    ),
    "trafilatura with its metadata": lambda pages: _timed(
        lambda page: bare_extraction(page[1], url=page[0], with_metadata=True, include_comments=False), pages
    ),
}

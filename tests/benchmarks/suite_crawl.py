"""The suite's part about the crawl, on loopback and without pauses, beside what one would write in its place.

A plain Scrapy spider with Scrapy's own settings that keeps what it fetches, and one connection that fetches one address
after the other and writes each into a file, as `wget` does. Both are given the addresses that the crawl had to find.
"""

import http.client
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from crawl_speed import NEWSROOM, child, quiet, server, visits  # noqa: E402
from suite_found import Cost, Found, Sizes, middle, ratios, table  # noqa: E402

WAYS = {
    "ours": "crawl: find, fetch, read, archive, store",
    "scrapy": "plain Scrapy spider, its own settings, pages as JSON lines",
    "sequential": "one address after the other, pages as files",
    "bare": "bare Scrapy spider, the crawl's settings, nothing kept",
}


def measure(sizes: Sizes, work: Path) -> Found:
    """Crawl the newsroom's outlets, and fetch the same addresses in the other ways, in turns."""
    with tempfile.TemporaryDirectory() as name, server() as proxy:
        folder = Path(name)
        outlets = folder / "outlets"
        shutil.copytree(NEWSROOM, outlets)
        for path in sorted(outlets.glob("*.toml"))[sizes.outlets :]:
            path.unlink()
        visits(proxy)
        child("crawl", str(outlets), proxy, "plain")  # so that all pages are made before anyone is timed
        addresses = folder / "addresses.json"
        asked = [url for url in visits(proxy) if urlsplit(url).path != "/robots.txt"]
        addresses.write_text(json.dumps(asked), encoding="utf-8")
        found: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
        for _ in range(sizes.rounds):
            found["ours"].append(child("crawl", str(outlets), proxy, "plain"))
            found["bare"].append(child("bare", str(outlets), proxy, str(addresses)))
            for way in ("scrapy", "sequential"):
                found[way].append(own_child(way, proxy, str(addresses)))
    return Found(_lines(found), _costs(found))


def _lines(found: dict[str, list[dict[str, Any]]]) -> list[str]:
    each = {way: [1000 * one["seconds"] / one["pages"] for one in rounds] for way, rounds in found.items()}
    rows = [
        [
            WAYS[way],
            f"{found[way][0]['pages']:,}",
            middle(each[way]),
            "1" if way == "ours" else middle(ratios(each[way], each["ours"]), ".2f"),
            str(max(one["peak"] for one in found[way])),
        ]
        for way in WAYS
    ]
    return [
        *table(["", "pages", "ms a page", "time, ours being 1", "peak memory, MB"], rows),
        "",
        "The others read nothing of a page, archive nothing, and know no robots.txt, no pauses and no second visit:",
        "what they take less is what a crawl of ours spends on that. docs/crawl-report.md says what it brings.",
    ]


def _costs(found: dict[str, list[dict[str, Any]]]) -> list[Cost]:
    rounds = found["ours"]
    articles = int(statistics.median(one["articles"] for one in rounds))
    if not articles:
        raise RuntimeError(f"the crawl brought no article: {rounds[0]['told']}")
    peak = max(one["peak"] for one in rounds) * 1024 * 1024
    return [Cost("crawl, page to text included", articles, tuple(one["seconds"] for one in rounds), peak)]


def own_child(*arguments: str) -> dict[str, Any]:
    """Run one of the clients below in a process of its own. Raises RuntimeError where it fails or fetches nothing."""
    told = subprocess.run([sys.executable, __file__, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        raise RuntimeError(f"{arguments[0]}: {told.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    if not result["pages"]:
        raise RuntimeError(f"{arguments[0]}: nothing was fetched")
    return result


def plain_spider(proxy: str, addresses: str) -> dict[str, Any]:
    """Scrapy as it comes: fetch, and write address, title and page as JSON lines."""
    from scrapy import Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Request, Response

    quiet()
    urls = json.loads(Path(addresses).read_text(encoding="utf-8"))
    counts = {"pages": 0}

    class Plain(Spider):
        name = "plain"

        async def start(self) -> Any:
            for url in urls:
                yield Request(url, dont_filter=True, meta={"proxy": proxy})

        def parse(self, response: Response) -> Any:
            counts["pages"] += 1
            is_text = hasattr(response, "css")
            title = response.css("title::text").get() if is_text and b"<title" in response.body else None
            yield {"url": response.url, "title": title, "page": response.text if is_text else None}

    with tempfile.TemporaryDirectory() as folder:
        feed = {str(Path(folder) / "pages.jsonl"): {"format": "jsonlines"}}
        process = AsyncCrawlerProcess({"FEEDS": feed, "TELNETCONSOLE_ENABLED": False, "REDIRECT_ENABLED": False})
        process.crawl(Plain)
        began = time.perf_counter()
        process.start()
        seconds = time.perf_counter() - began
    return {"seconds": seconds, **counts}


def one_after_the_other(proxy: str, addresses: str) -> dict[str, Any]:
    """One connection, one request at a time, each page into a file of its own."""
    urls = json.loads(Path(addresses).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", urlsplit(proxy).port or 80)
        for number, url in enumerate(urls):
            line.request("GET", url, headers={"Host": urlsplit(url).netloc, "Accept-Encoding": "gzip"})
            Path(folder, str(number)).write_bytes(line.getresponse().read())
        seconds = time.perf_counter() - began
    return {"seconds": seconds, "pages": len(urls)}


CLIENTS = {"scrapy": plain_spider, "sequential": one_after_the_other}


if __name__ == "__main__":
    told = CLIENTS[sys.argv[1]](*sys.argv[2:])
    print(json.dumps({**told, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))

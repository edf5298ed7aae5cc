"""How fast a crawl is and how much memory it takes: `make bench-crawl` runs this and writes docs/crawl-speed.md.

Everything is on loopback, without pauses: real crawls wait for their sites. A server in a process of its own gives out
the newsroom's pages, each made once and then kept, and a long invented outlet for the memory. Beside the crawl a bare
Scrapy spider fetches the same addresses and throws them away; rounds alternate, for machines are shared and noisy.
Nothing here is a test: a slow hour must not fail a change.
"""

import asyncio
import gzip
import json
import os
import platform
import random
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

REPORT = ROOT / "docs" / "crawl-speed.md"
NEWSROOM = ROOT / "demo" / "newsroom" / "outlets"
CONTACT = "crawl-speed@netralitas.test"
ROUNDS = 3
LIMIT_MB = 600
LENGTHS = (1_000, 10_000)
MARKS = (1_000, 2_500, 5_000, 7_500, 10_000)
SAMPLE_SECONDS = 0.002
LONG_HOST = "harian-ukur.test"
VISITS = "visits.test"
LONG_OUTLET = """
name = "Harian Ukur"
home = "18.72"
base = "http://harian-ukur.test"
timezone = "Asia/Jakarta"
evidence = "Invented: a long outlet for measuring memory."

[article]
address = ['^/berita/(?P<id>\\d+)/']

[[way]]
kind = "sitemap"
url = "/sitemap-{count}.xml"
"""
VOCABULARY = """
pemerintah kota kabupaten pegawai negeri sipil netralitas pemilihan kepala daerah bupati camat lurah sekretaris dinas
badan pengawas laporan warga kegiatan rapat aula kantor hari senin selasa rabu kamis jumat menyampaikan mengatakan
mengingatkan meminta menegaskan seluruh aparatur agar menjaga tidak terlibat kampanye calon pasangan media sosial
unggahan dukungan sanksi teguran disiplin pelanggaran aturan undang tahun anggaran jalan pasar sekolah kesehatan
"""
WORDS = VOCABULARY.split()
# Where a moment is counted: the first pattern found, from the innermost function outwards.
PARTS = (
    ("trafilatura", re.compile(r"/(?:trafilatura|justext|htmldate|courlan)/")),
    ("WARC", re.compile(r"/warcio/|/crawler/archive\.py$")),
    ("Parquet", re.compile(r"/pyarrow/|/crawler/(?:store|shelf)\.py$")),
    ("SQLite", re.compile(r"/crawler/crawl_state\.py$")),
    ("ways (sitemaps, feeds, lists)", re.compile(r"/crawler/ways/")),
    ("manners (robots, pauses)", re.compile(r"/crawler/manners/")),
    ("spider", re.compile(r"/crawler/(?:spiders/|crawl\.py$|visit\.py$)")),
    ("own reading and cleaning", re.compile(r"/crawler/")),
    ("Scrapy and Twisted", re.compile(r"/(?:scrapy|twisted|parsel|w3lib|queuelib|itemloaders|protego)/")),
)


# The server.


class Pages:
    """What the server gives out: the newsroom's pages as it made them first, and the long outlet's, made each time."""

    def __init__(self) -> None:
        from demo.newsroom.site import Newsroom

        self._newsroom = Newsroom()
        self._kept: dict[tuple[str, str], bytes] = {}
        self.visits: list[str] = []

    def answer(self, host: str, target: str) -> bytes:
        """The whole response to a GET."""
        if host == VISITS:
            visits, self.visits = self.visits, []
            return _response(200, "application/json", json.dumps(visits).encode())
        self.visits.append(f"http://{host}{target}")
        if host == LONG_HOST:
            return _long(target)
        if (host, target) not in self._kept:
            self._kept[host, target] = self._made(host, target)
        return self._kept[host, target]

    def _made(self, host: str, target: str) -> bytes:
        from demo.newsroom.exchange import Request

        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        reply = self._newsroom.respond(Request(host, unquote(parts.path) or "/", query, CONTACT), target)
        headers = dict(reply.headers)
        is_packed = headers.pop("X-Packed", None) is not None or len(reply.content) < 500
        return _response(reply.status, reply.type, reply.content, headers, is_packed)


def _response(
    status: int, kind: str, body: bytes, headers: dict[str, str] | None = None, is_packed: bool = False
) -> bytes:
    headers = {"Content-Type": kind, **(headers or {})}
    if not is_packed:
        body = gzip.compress(body, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Told\r\n{head}\r\n".encode() + body


def _long(target: str) -> bytes:
    """The long outlet: sitemaps of any number of addresses, and a page for each."""
    if found := re.match(r"/sitemap-(\d+)\.xml$", target):
        addresses = "".join(
            f"<url><loc>http://{LONG_HOST}/berita/{n}/berita-nomor-{n}</loc></url>" for n in range(int(found[1]))
        )
        text = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{addresses}</urlset>"
        return _response(200, "application/xml", text.encode())
    if found := re.match(r"/berita/(\d+)/", target):
        return _response(200, "text/html; charset=utf-8", _page(int(found[1])).encode())
    return _response(404, "text/plain", b"")


def _page(number: int) -> str:
    chance = random.Random(number)

    def sentence(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length)).capitalize() + "."

    body = "".join(f"<p>{' '.join(sentence(15) for _ in range(3))}</p>" for _ in range(8))
    menu = "".join(f"<li><a href='/rubrik/{n}'>Rubrik {WORDS[n % len(WORDS)]}</a></li>" for n in range(40))
    side = "".join(
        f"<div class='kartu'><a href='/berita/{number + n}/berita-nomor-{number + n}'><img src='/gambar/{n}.jpg'>"
        f"<h3>Berita lain nomor {number + n}</h3></a><time>Senin, 7 Oktober 2024</time></div>"
        for n in range(1, 20)
    )
    script = "<script>window.ukur=[" + ",".join(str(n * number) for n in range(500)) + "];</script>"
    day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    title = sentence(8)[:-1]
    return (
        f"<!doctype html><html lang='id'><head><title>{title} - Harian Ukur</title>{script}"
        f"<meta property='article:published_time' content='{day}T08:00:00+07:00'><meta name='author' content='Redaksi'>"
        f"<link rel='canonical' href='http://{LONG_HOST}/berita/{number}/berita-nomor-{number}'></head><body>"
        f"<nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1><div class='isi'>{body}</div></article></main>"
        f"<aside>{side}</aside><footer>Harian Ukur</footer></body></html>"
    )


class Connection(asyncio.Protocol):
    """One connection: GETs one after the other, as a server or as a proxy is asked."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        """Answer what is whole."""
        self._held += data
        while b"\r\n\r\n" in self._held:
            head, _, self._held = self._held.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            parts = urlsplit(lines[0].split(" ")[1])
            named = [line[5:].strip() for line in lines if line.lower().startswith("host:")]
            host = (parts.netloc or (named or [""])[0]).partition(":")[0].lower()
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            self._transport.write(self._pages.answer(host, target))


async def serve() -> None:
    """Serve on a free port, which is printed, until the process is ended."""
    pages = Pages()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(pages), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


# The clients: each runs in a process of its own and prints what it measured.


def crawl(outlets: str, proxy: str, mode: str) -> dict[str, Any]:
    """Crawl a folder of outlets without pauses; `mode` "profile" samples where the time goes."""
    from crawler.crawl import Options, run_crawl
    from crawler.outlet_files import load_outlets
    from crawler.ways.base import Window

    quiet()
    found = load_outlets(Path(outlets))
    sampler = Sampler()
    with tempfile.TemporaryDirectory() as folder:
        began, used = time.perf_counter(), time.process_time()
        if mode == "profile":
            sampler.start()
        summary = run_crawl(
            Path(folder) / "data",
            found,
            Window(date.today()),
            Options(CONTACT, proxy, allow_private=True, no_delays=True),
        )
        sampler.stop()
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
    return {
        "seconds": seconds,
        "cpu": cpu,
        "pages": summary.total("asked") + summary.total("fetched"),
        "articles": summary.total("new"),
        "told": summary.outlets,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "parts": sampler.parts,
        "functions": sampler.functions,
    }


def bare(outlets: str, proxy: str, addresses: str) -> dict[str, Any]:
    """Fetch addresses with a spider that does nothing else, with a crawl's own number of requests at a time."""
    from scrapy import Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Request, Response

    from crawler.crawl import Options, settings_for
    from crawler.outlet_files import load_outlets

    quiet()
    found = load_outlets(Path(outlets))
    urls = json.loads(Path(addresses).read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()

    class Bare(Spider):
        name = "bare"

        async def start(self) -> Any:
            for url in urls:
                owner = next((outlet.id for outlet in found if outlet.owns(url)), "")
                yield Request(url, dont_filter=True, meta={"proxy": proxy, "download_slot": owner})

        def parse(self, response: Response) -> None:
            counts["pages"] += 1

    settings = settings_for(found, Options(CONTACT, proxy, allow_private=True, no_delays=True))
    settings = {**settings, "DOWNLOADER_MIDDLEWARES": {}, "EXTENSIONS": {}, "REDIRECT_ENABLED": False}
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    began, used = time.perf_counter(), time.process_time()
    process.start()
    return {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "pages": counts["pages"],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def raw(proxy: str, addresses: str) -> dict[str, Any]:
    """Fetch addresses on eight plain connections, bodies unread: what the server can give at most."""
    urls = json.loads(Path(addresses).read_text(encoding="utf-8"))
    port = urlsplit(proxy).port

    async def fetch(own: Sequence[str]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for url in own:
            host = urlsplit(url).netloc
            writer.write(f"GET {url} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
        writer.close()

    async def fetch_all() -> None:
        await asyncio.gather(*(fetch(urls[n::8]) for n in range(8)))

    began = time.perf_counter()
    asyncio.run(fetch_all())
    return {"seconds": time.perf_counter() - began, "pages": len(urls)}


def quiet() -> None:
    """No words about single pages."""
    import logging

    logging.disable(logging.WARNING)


class Sampler:
    """Looks every few milliseconds of processor time at what is being done; waiting for the server is not counted."""

    def __init__(self) -> None:
        self.parts: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()

    def start(self) -> None:
        """Begin."""
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, SAMPLE_SECONDS, SAMPLE_SECONDS)

    def stop(self) -> None:
        """End."""
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _look(self, number: int, frame: FrameType | None) -> None:
        part, seen = None, set()
        while frame is not None:
            path = frame.f_code.co_filename
            if part is None:
                part = next((name for name, pattern in PARTS if pattern.search(path)), None)
            if "/crawler/" in path and "site-packages" not in path:
                seen.add(f"{Path(path).stem}.{frame.f_code.co_name}")
            frame = frame.f_back
        self.parts[part or "Python's own"] += 1
        self.functions.update(seen)


# The benchmark.


def child(*arguments: str) -> dict[str, Any]:
    """Run one of the clients above in a process of its own."""
    found = subprocess.run(
        [sys.executable, __file__, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise RuntimeError(f"{arguments[0]}: {found.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    if not result["pages"]:
        raise RuntimeError(f"{arguments[0]}: nothing was fetched")
    return result


@contextmanager
def server() -> Iterator[str]:
    """The server in its own process; gives its address."""
    process = subprocess.Popen([sys.executable, __file__, "serve"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


def visits(proxy: str) -> list[str]:
    """What the server was asked since it was last asked this."""
    import urllib.request

    with urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy})).open(f"http://{VISITS}/") as found:
        body = found.read()
    told: list[str] = json.loads(gzip.decompress(body) if found.headers.get("Content-Encoding") else body)
    return told


def measure_speed(proxy: str, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Crawl, bare spider and plain connections in turns, after one crawl that makes the pages."""
    outlets = folder / "newsroom"
    shutil.copytree(NEWSROOM, outlets)
    visits(proxy)
    child("crawl", str(outlets), proxy, "plain")
    addresses = folder / "addresses.json"
    # A spider without robots.txt does not ask for it.
    asked = [url for url in visits(proxy) if urlsplit(url).path != "/robots.txt"]
    addresses.write_text(json.dumps(asked), encoding="utf-8")
    found: dict[str, list[dict[str, Any]]] = {"crawl": [], "bare": [], "raw": []}
    for _ in range(ROUNDS):
        found["crawl"].append(child("crawl", str(outlets), proxy, "plain"))
        found["bare"].append(child("bare", str(outlets), proxy, str(addresses)))
        found["raw"].append(child("raw", proxy, str(addresses)))
    found["profile"] = [child("crawl", str(outlets), proxy, "profile")]
    return found


def measure_memory(proxy: str, folder: Path, count: int) -> dict[str, Any]:
    """Crawl the long outlet, and look at the process' memory as it goes."""
    outlets = folder / f"long-{count}"
    outlets.mkdir()
    (outlets / "harian-ukur.toml").write_text(LONG_OUTLET.replace("{count}", str(count)), encoding="utf-8")
    visits(proxy)
    marks: dict[int, tuple[int, float]] = {}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, __file__, "crawl", str(outlets), proxy, "plain"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        seen = 0
        while process.poll() is None:
            seen += len(visits(proxy))
            for mark in MARKS:
                if seen >= mark and mark not in marks:
                    marks[mark] = (memory_now(process.pid), time.perf_counter() - began)
            time.sleep(0.5)
        assert process.stdout is not None
        result: dict[str, Any] = json.loads(process.stdout.read().splitlines()[-1])
    return {**result, "marks": marks}


def memory_now(pid: int) -> int:
    """The memory that a process holds now, in MB; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def measure_batches(folder: Path) -> dict[int, tuple[float, float]]:
    """Seconds to store a batch of 200 articles beside so many files of 200: the first of a run, and any other."""
    from crawler.items import Article
    from crawler.store import known_marks, write_articles

    times = {}
    write_articles(folder / "batches", [Article("x", "Teks.")])  # the first one of a process loads what it needs
    for files in (0, 100, 1_000):
        data = folder / f"batches-{files}"
        if files:
            path = write_articles(data, [Article(f"x-{n}", _page(n)[:3000]) for n in range(200)])
            assert path is not None
            for number in range(files - 1):
                shutil.copy(path, path.with_name(f"{number:06}-copy.parquet"))
        batches = ([Article(f"{letter}-{n}", _page(n)[:3000]) for n in range(200)] for letter in "yz")
        began = time.perf_counter()
        known = known_marks(data)
        write_articles(data, next(batches), known)
        first = time.perf_counter() - began
        began = time.perf_counter()
        write_articles(data, next(batches), known)
        times[files] = (first, time.perf_counter() - began)
    return times


def report() -> str:
    """Measure everything, as Markdown."""
    from crawler.outlet_files import load_outlets

    with tempfile.TemporaryDirectory() as name, server() as proxy:
        folder = Path(name)
        speed = measure_speed(proxy, folder)
        memory = {count: measure_memory(proxy, folder, count) for count in LENGTHS}
        batches = measure_batches(folder)

    def rate(kind: str) -> list[float]:
        return [one["pages"] / one["seconds"] for one in speed[kind]]

    middle = {kind: statistics.median(rate(kind)) for kind in ("crawl", "bare", "raw")}
    ratios = [one / other for one, other in zip(rate("bare"), rate("crawl"), strict=True)]
    profile = speed["profile"][0]
    samples = sum(profile["parts"].values())
    a_page = profile["cpu"] * 1000 / profile["pages"]
    first, last = memory[LENGTHS[0]], memory[LENGTHS[-1]]
    marks = last["marks"]
    peak = max(one["peak"] for one in memory.values())
    outlets = load_outlets()
    asked = sum(1 / outlet.delay for outlet in outlets)
    lines = [
        "# How fast a crawl is, how much memory it takes",
        "",
        "Written by `make bench-crawl`. Machines are shared and noisy: trust the ratios; seconds are an order of size.",
        f"Taken on {os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()}), without",
        "pauses; a real crawl waits for its sites, three seconds between two pages of one outlet.",
        "",
        "## Pages a second, beside a spider that only fetches",
        "",
        f"The newsroom's eleven outlets, one request at a time each; median of {ROUNDS} rounds in turns. Server and",
        "client have a process each. Each page is made once and then given out of memory.",
        "",
        "| | pages | pages a second | rounds |",
        "| --- | --- | --- | --- |",
        *(
            f"| {title} | {speed[kind][0]['pages']} | {middle[kind]:.0f} | "
            f"{', '.join(f'{one:.0f}' for one in rate(kind))} |"
            for title, kind in (
                ("crawl: fetch, read, archive, store", "crawl"),
                ("bare Scrapy spider, the same addresses", "bare"),
                ("plain connections, bodies unread: the server's limit", "raw"),
            )
        ),
        "",
        f"The bare spider is {statistics.median(ratios):.1f} times as fast "
        f"({', '.join(f'{one:.1f}' for one in ratios)}). Processor time, median: "
        f"{_cpu_a_page(speed['crawl']):.1f} ms a page in a crawl, {_cpu_a_page(speed['bare']):.1f} ms bare.",
        "",
        f"All {len(outlets)} outlet files at once, with the pauses they set, are at most {asked:.0f} pages a second: "
        f"{asked * _cpu_a_page(speed['crawl']) / 1000:.0%} of one core's time.",
        "",
        "## Where a crawl's time goes",
        "",
        f"Processor time, {a_page:.1f} ms a page ({samples} samples).",
        "",
        "| part | share | ms a page |",
        "| --- | --- | --- |",
        *(
            f"| {part} | {count / samples:.1%} | {count / samples * a_page:.2f} |"
            for part, count in Counter(profile["parts"]).most_common()
        ),
        "",
        "What stands longest on the stack, with all that it calls:",
        "",
        "| function | share |",
        "| --- | --- |",
        *(
            f"| `{name}` | {count / samples:.1%} |"
            for name, count in Counter(profile["functions"]).most_common(24)
            if not name.endswith((">", ".main")) and name not in ("crawl.run_crawl", "crawl._run", "crawl_speed.crawl")
        ),
        "",
        "## Memory",
        "",
        f"An invented outlet with a sitemap and pages of {len(_page(1)) // 1000} kB. Largest memory of the process:",
        "",
        "| articles | MB | articles a second | processor time, ms an article |",
        "| --- | --- | --- | --- |",
        *(
            f"| {one['articles']:,} | {one['peak']} | {one['articles'] / one['seconds']:.0f} "
            f"| {_cpu_a_page([one]):.1f} |"
            for one in memory.values()
        ),
        *(
            f"\nOf {count:,} articles {count - one['articles']} did not come in: {one['told']}"
            for count, one in memory.items()
            if one["articles"] != count
        ),
        "",
        f"Within the crawl of {last['articles']:,}, memory at the time of so many requests:",
        "",
        "| requests | MB | seconds |",
        "| --- | --- | --- |",
        *(f"| {mark:,} | {megabytes} | {seconds:.0f} |" for mark, (megabytes, seconds) in marks.items()),
        "",
        f"{'Below' if peak < LIMIT_MB else 'ABOVE'} {LIMIT_MB} MB; ten times the articles take "
        f"{last['peak'] - first['peak']:+} MB.",
        "",
        "## Storing a batch of 200 articles",
        "",
        "Each batch is a file. Before the first of a run all files are asked what is known; that stays in memory.",
        "",
        "| files before | first batch, seconds | any other |",
        "| --- | --- | --- |",
        *(f"| {files:,} | {first:.2f} | {other:.2f} |" for files, (first, other) in batches.items()),
    ]
    return "\n".join(lines) + "\n"


def _cpu_a_page(rounds: Sequence[dict[str, Any]]) -> float:
    return statistics.median(one["cpu"] * 1000 / one["pages"] for one in rounds)


CLIENTS: dict[str, Callable[..., dict[str, Any]]] = {"crawl": crawl, "bare": bare, "raw": raw}


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve())
    elif sys.argv[1:]:
        print(json.dumps(CLIENTS[sys.argv[1]](*sys.argv[2:])))
    else:
        text = report()
        REPORT.write_text(text, encoding="utf-8")
        print(text)

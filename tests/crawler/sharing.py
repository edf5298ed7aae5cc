"""Several sites on loopback, and crawlers as processes that share the work on them."""

import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pyarrow.parquet as pq

from crawler.outlet_files import load_outlets
from crawler.shares import Share, outlets_of
from crawler.store import read_articles
from tests.crawler.conftest import Reply, Site
from tests.crawler.test_crawl import OUTLET, PARAGRAPHS

ROOT = Path(__file__).parents[2]
# Two of these are one site. How many fall to whom is told by `split`.
HOSTS = (
    "kabar-satu.test", "kabar-dua.test", "kabar-tiga.test", "kabar-empat.test", "aceh.kabar-lima.test",
    "bali.kabar-lima.test", "kabar-enam.test", "kabar-tujuh.test",
)  # fmt: skip
ARTICLES = 5
# `python -m crawler` with small batches; the other values set constants: "crawler.claims.BEAT_SECONDS=0.5".
COMMAND = """
import importlib, runpy, sys
import crawler.shelf
crawler.shelf.BATCH_SIZE = 2
while sys.argv[1] != "--":
    name, value = sys.argv.pop(1).split("=")
    module, name = name.rsplit(".", 1)
    setattr(importlib.import_module(module), name, float(value))
del sys.argv[1]
runpy.run_module("crawler", run_name="__main__")
"""


def fill(site: Site, pause: float = 0.0) -> None:
    """Each host has a sitemap and its articles, each with an ETag."""

    def reply(host, path, headers):
        site.asked.append((time.monotonic(), host, path, headers))
        if host not in HOSTS:
            return Reply("Tidak ada", 404)
        if path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /admin/\n")
        if path == "/sitemap.xml":
            urls = "".join(f"<url><loc>http://{host}/berita/{n}/judul</loc></url>" for n in range(1, ARTICLES + 1))
            text = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
            return Reply(text, headers={"Content-Type": "application/xml"})
        number = int(path.split("/")[2])
        body = "".join(f"<p>{paragraph.format(n=f'{number} di {host}')}</p>" for paragraph in PARAGRAPHS)
        return Reply(
            f"<html lang='id'><head><title>Judul {number} {host}</title>"
            f"<meta property='article:published_time' content='2024-10-{number:02}T08:00:00+07:00'></head>"
            f"<body><article><h1>Judul {number} {host}</h1>{body}</article></body></html>",
            etag=f'"{number}"',
            pause=pause,
        )

    site.reply = reply


def write_outlets(folder: Path, delay: float = 0.01) -> Path:
    """A file for each host."""
    outlets = folder / "outlets"
    outlets.mkdir(exist_ok=True)
    for host in HOSTS:
        id = host.removesuffix(".test").replace(".", "-")
        text = OUTLET.format(delay=delay).replace("kabar.test", host).replace("Kabar Uji", f"Kabar {id}")
        (outlets / f"{id}.toml").write_text(text, encoding="utf-8")
    return outlets


def split(outlets: Path, count: int) -> list[set[str]]:
    """The hosts of each share."""
    found = load_outlets(outlets)
    return [{outlet.host for outlet in outlets_of(Share(number, count), found)} for number in range(1, count + 1)]


def command(folder, site, share, *more, data=None, machine=None, settings=(), state=True):
    """A crawler's command; its contact, which the site sees, names machine and share."""
    machine = machine or (f"m{share.replace('/', 'of')}" if share else "lone")
    words = ["--share", share] if share else []
    if state and (share or machine != "lone"):
        words += ["--state", str(folder / "machines" / machine)]
    return [
        sys.executable, "-c", COMMAND, *settings, "--", "crawl", "--data", str(data or folder / "data"),
        "--outlets", str(folder / "outlets"), "--all", "--contact", f"{machine}@netralitas.test",
        "--proxy", site.proxy, "--allow-private", *words, *more,
    ]  # fmt: skip


def start(arguments, **environment):
    return subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **environment},
    )  # fmt: skip


def end(process):
    """The exit status and what was told."""
    _, told = process.communicate(timeout=300)
    assert "Traceback" not in told, told
    return process.returncode, told


def run(arguments, **environment):
    return end(start(arguments, **environment))


def wait_until(condition, seconds=120):
    end_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end_at, "it takes too long"
        time.sleep(0.01)


def stored(data):
    """Every row of the store, but for the time of its import."""
    return [{**asdict(article), "version": article.version, "imported_at": None} for article in read_articles(data)]


def doubled(data):
    """Versions that stand in the store's files more than once."""
    counts = Counter()
    for path in (data / "articles").glob("*.parquet"):
        table = pq.read_table(path, columns=["id", "version"], partitioning=None)
        counts.update(zip(table["id"].to_pylist(), table["version"].to_pylist(), strict=True))
    return [version for version, count in counts.items() if count > 1]


def agents(site):
    """By host the crawlers that asked it."""
    seen = {}
    for _, host, _, headers in site.asked:
        seen.setdefault(host, set()).add(headers["user-agent"].partition("mailto:")[2].partition("@")[0])
    return seen


def pages(site):
    """Requests for articles: (host, path, whether conditional)."""
    return [
        (host, path, "if-none-match" in headers) for _, host, path, headers in site.asked if path.startswith("/berita/")
    ]

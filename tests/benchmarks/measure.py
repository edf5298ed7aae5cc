"""How fast and how large: `make bench` runs this and writes docs/performance.md.

Machines are shared and noisy, so what is compared is compared within one run, as a ratio; absolute figures say on what
machine and how often they were taken. Nothing here is a test: a slow hour must not fail a change.
"""

import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from crawler.article_lines import article_from_dict  # noqa: E402
from crawler.items import Article  # noqa: E402
from nlp.pipeline import load_pipeline, read_article  # noqa: E402
from nlp.reading import start_reading  # noqa: E402
from nlp.tokenizer import make_doc  # noqa: E402

REPORT = ROOT / "docs" / "performance.md"
ARTICLES = ROOT / "demo" / "articles.jsonl"
ROUNDS = 3
# Texts made to be slow to read: what is repeated, and how often the short one repeats it.
HOSTILE = {
    "brackets": ("(", 5_000),
    "full stops": ("A.", 5_000),
    "quotation marks": ('" “', 3_000),
    "offices without names": ("Ketua Bawaslu ", 1_500),
    "officials": ("Bupati Budi Nama{}, SH hadir di Kota Padang. ", 400),
    "dates": ("Senin (3/2/2020) ", 1_000),
    "places": ("Kabupaten Bandung ", 1_000),
    "reported speech": ("Bupati Budi Santoso mengatakan bahwa pegawai menunggu, ", 400),
    "totals": ("12 ASN dilaporkan, 7 terbukti, ", 600),
    "acts": ("diduga melanggar netralitas ASN dan dijatuhi sanksi, ", 400),
}
GROWTH = 4


def load_articles() -> list[Article]:
    """The demonstration articles."""
    with ARTICLES.open(encoding="utf-8") as lines:
        return [article_from_dict(json.loads(line)) for line in lines]


def timed(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of several runs, in seconds."""
    runs = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        runs.append(time.perf_counter() - began)
    return min(runs)


def component_shares(articles: list[Article]) -> dict[str, float]:
    """The share of the reading time that each component takes."""
    nlp = load_pipeline()
    spent: dict[str, float] = defaultdict(float)
    for _ in range(ROUNDS):
        for article in articles:
            began = time.perf_counter()
            doc = start_reading(make_doc(nlp, article.text), article)
            spent["tokenizer"] += time.perf_counter() - began
            for name, component in nlp.pipeline:
                began = time.perf_counter()
                doc = component(doc)
                spent[name] += time.perf_counter() - began
    whole = sum(spent.values())
    return {name: seconds / whole for name, seconds in spent.items()}


def growth_of(unit: str, count: int) -> float:
    """How much longer a text of `GROWTH` times the length takes: `GROWTH` where the time is linear."""

    def text(times: int) -> str:
        return "".join(unit.format(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}ra") for n in range(times))

    short, long = (Article("x", text(times)) for times in (count, count * GROWTH))
    read_article(short)
    return timed(lambda: read_article(long), 2) / timed(lambda: read_article(short), 2)


def run(*command: str) -> tuple[float, int]:
    """Run a command of the project; gives seconds, and the largest memory of any process so far, in MB."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


@contextmanager
def dashboard(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a data directory as a user does; gives address and process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "--data", str(data), "--port", "0"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1], process
    finally:
        process.terminate()
        process.wait()


def memory_of(process: subprocess.Popen[str]) -> int:
    """The largest memory of a running process so far, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def draw_times(address: str) -> tuple[list[float], list[float]]:
    """Seconds until the map of the first page is drawn: in browsers that know nothing, and on a second visit."""
    from playwright.sync_api import sync_playwright

    from dashboard.screenshots import CHROMIUM, CHROMIUM_ARGS

    cold, warm = [], []
    with sync_playwright() as playwright:
        for _ in range(ROUNDS):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
            context = browser.new_context(viewport={"width": 1440, "height": 1000})
            for times in (cold, warm):
                page = context.new_page()
                began = time.perf_counter()
                page.goto(address, wait_until="commit")
                page.locator("#map-figure .main-svg").first.wait_for(state="visible")
                times.append(time.perf_counter() - began)
                page.close()
            browser.close()
    return cold, warm


def report() -> str:
    """Measure everything, as Markdown."""
    articles = load_articles()
    words = sum(len(article.text.split()) for article in articles)
    for article in articles[:10]:
        read_article(article)
    whole = timed(lambda: [read_article(article) for article in articles])
    shares = component_shares(articles)
    growths = {name: growth_of(unit, count) for name, (unit, count) in HOSTILE.items()}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        steps = {
            "import": run("crawler", "import", "--demonstration", "--data", str(data), str(ARTICLES)),
            "extract": run("nlp", "extract", "--data", str(data)),
            "build": run("warehouse", "build", "--data", str(data)),
        }
        again, _ = run("nlp", "extract", "--data", str(data))
        began = time.perf_counter()
        with dashboard(data) as (address, process):
            start = time.perf_counter() - began
            cold, warm = draw_times(address)
            server = memory_of(process)
    lines = [
        "# How fast, how large",
        "",
        "Written by `make bench`. Machines are shared and noisy: trust the ratios; seconds are an order of size.",
        f"Taken on {os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()}),",
        f"each the best of {ROUNDS} runs.",
        "",
        "## From files to the page (150 demonstration articles)",
        "",
        "| step | seconds | largest process, MB |",
        "| --- | --- | --- |",
        *(f"| {name} | {seconds:.1f} | {megabytes} |" for name, (seconds, megabytes) in steps.items()),
        f"| extract, nothing new | {again:.1f} | |",
        f"| dashboard until it listens | {start:.1f} | {server} |",
        "",
        f"First page until the map is drawn: {', '.join(f'{value:.2f}' for value in cold)} s in a new browser, "
        f"{', '.join(f'{value:.2f}' for value in warm)} s on a second visit.",
        "",
        "## Reading articles, one core",
        "",
        f"{len(articles) / whole:.0f} articles a second, {words / whole:,.0f} words a second. Where the time goes:",
        "",
        "| component | share |",
        "| --- | --- |",
        *(f"| {name} | {share:.1%} |" for name, share in sorted(shares.items(), key=lambda item: -item[1])),
        "",
        "## Texts made to be slow",
        "",
        f"How much longer a text {GROWTH} times as long takes; {GROWTH} is linear, {GROWTH**2} would be quadratic.",
        "",
        "| what is repeated | growth |",
        "| --- | --- |",
        *(f"| {name} | {growth:.1f} |" for name, growth in growths.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = report()
    REPORT.write_text(text, encoding="utf-8")
    print(text)

"""The suite's part about a first run: from the demonstration's file to the first page, and texts made to be slow."""

import statistics
import sys
import tempfile
from pathlib import Path

from reading_measures import GROWTH, component_shares, draw_times, growths, load_articles
from suite_dashboard import PLAIN, served
from suite_data import ARTICLES, stage
from suite_found import Found, Sizes, middle, table

from dashboard.screenshots import CHROMIUM
from nlp.pipeline import read_article


def measure(sizes: Sizes, work: Path) -> Found:
    """Each command of a first run, the first page in a browser, and how the time grows with hostile texts."""
    articles = load_articles()
    lines = [*_steps(len(articles), sizes), "", *_growths(), "", "Where an article's reading time goes:", ""]
    for article in articles[:10]:
        read_article(article)
    shares = component_shares(articles, sizes.rounds)
    rows = [[name, f"{share:.1%}"] for name, share in sorted(shares.items(), key=lambda item: -item[1])]
    return Found([*lines, *table(["component", "share"], rows)])


def _steps(count: int, sizes: Sizes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "demo")
        steps = {
            "import": stage("crawler", "import", "--demonstration", "--data", data, str(ARTICLES)),
            "extract": stage("nlp", "extract", "--data", data),
            "extract, nothing new": stage("nlp", "extract", "--data", data),
            "build": stage("warehouse", "build", "--data", data),
            "build, nothing new": stage("warehouse", "build", "--data", data),
        }
        rows = [[name, f"{used.seconds:.1f}", f"{used.peak / 1e6:.0f}"] for name, used in steps.items()]
        head = ["step", "seconds", "peak memory, MB"]
        lines = [f"From files to the page, {count} demonstration articles:", "", *table(head, rows), ""]
        if not Path(CHROMIUM).exists():
            return [*lines, "The first page in a browser was not measured: there is no Chromium."]
        drawn = []
        commands = {
            "netralitas, until the map is drawn": (["-m", "dashboard", "--data", data, "--port", "0"], "#map-figure"),
            "plain Dash, until the first bars are drawn": ([str(PLAIN), data], "#where"),
        }
        for name, (command, place) in commands.items():
            with served([sys.executable, *command]) as (address, _):
                cold, warm = draw_times(address, f"{place} .main-svg", sizes.rounds)
            drawn.append([name, middle(cold, ".2f"), middle(warm, ".2f")])
    head = ["first page, seconds", "in a new browser", "on a second visit"]
    return [*lines, *table(head, drawn)]


def _growths() -> list[str]:
    rows = [[name, f"{growth:.1f}"] for name, growth in growths().items()]
    told = (
        f"Texts made to be slow: how much longer one {GROWTH} times as long takes; {GROWTH} is linear, {GROWTH**2} "
        f"would be quadratic (median {statistics.median(float(row[1]) for row in rows):.1f}):"
    )
    return [told, "", *table(["what is repeated", "growth"], rows)]

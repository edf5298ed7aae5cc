"""How fast copies are linked: beside comparing all pairs, by one process and two, and as the number of articles grows.

    python tests/benchmarks/copies_speed.py [--articles 10000] [--sizes 10000,20000,40000]

Articles are generated from the annotated demonstration (`warehouse_generator.py`), `WEEK_SIZE` a week; those that show
the growth over `GROWTH_DAYS`, however many they are, so that weeks grow too. Everything is measured in one run, two
workers and one alternating, so that ratios hold where seconds do not. Compared is what one would write first: the sets
of word triples of all pairs of articles within a week of each other, by Python's own sets.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import pyarrow.parquet as pq  # noqa: E402

from crawler.store import write_articles  # noqa: E402
from nlp.store import write_annotations  # noqa: E402
from nlp.version import pipeline_version  # noqa: E402
from scale.crew import Alone, Crew, hire  # noqa: E402
from tests.benchmarks import warehouse_generator  # noqa: E402
from tests.warehouse.gold_warehouse import gold_records  # noqa: E402
from warehouse.copy_files import read_week, triples_folder, weeks_folder  # noqa: E402
from warehouse.copy_linking import link  # noqa: E402
from warehouse.stories import CONTAINMENT, MAX_DAYS_APART, MIN_SHARED, WORD  # noqa: E402

ROUNDS = 3
WEEK_SIZE = 500
GROWTH_DAYS = 84
# Files of so many articles: a partition of the first step.
PER_FILE = 1_000
COMPARED = 1_000


def measure(articles: int = 4_000, workers: int = 2) -> dict[str, float]:
    """Measure at one size; seconds, bytes, and ratios. `per_article_us` is of one process, by its own clock."""
    days = max(7, 7 * articles // WEEK_SIZE)
    with tempfile.TemporaryDirectory(prefix="copies-speed-") as work:
        folder = generate(Path(work), articles, days)
        found = _alone(folder) | _by_workers(folder, workers) | _memory(folder)
        found |= _compared(folder, min(articles, COMPARED))
    return {"articles": float(articles), "days": float(days), **found}


def lines(found: dict[str, float], grown: dict[int, float] | None = None) -> list[str]:
    """What was measured, as Markdown."""
    rows = {
        "articles": f"{found['articles']:,.0f} over {found['days']:,.0f} days",
        "one process, articles a second": f"{1e6 / found['per_article_us']:,.0f}",
        "of that, reading texts": f"{found['reading_share']:.0%}",
        "two workers, times one": f"{found['workers_ratio']:.2f}",
        "run again with nothing new, share of the first": f"{found['again_share']:.2f}",
        "peak memory of one process, MB": f"{found['peak_bytes'] / 1e6:,.0f}",
        "triples on disk per article, bytes": f"{found['triples_bytes']:,.0f}",
        f"all pairs in Python, times as long ({found['compared']:,.0f} articles of four weeks)": (
            f"{found['pairs_ratio']:.1f}"
        ),
        "copies found there, by both": f"{found['pairs_found']:.0f} and {found['link_found']:.0f}",
    }
    table: list[str] = [
        "| copy linking | |",
        "| --- | --- |",
        *(f"| {name} | {value} |" for name, value in rows.items()),
    ]
    if grown:
        table += ["", "| articles | seconds | times the size before |", "| --- | --- | --- |"]
        before: list[float | None] = [None, *grown.values()]
        table += [
            f"| {size:,} | {seconds:.1f} | {f'{seconds / last:.2f}' if last else ''} |"
            for (size, seconds), last in zip(grown.items(), before, strict=False)
        ]
    return table


def growth(sizes: Sequence[int], days: int = GROWTH_DAYS) -> dict[int, float]:
    """Seconds of processor time of one process, by the number of articles."""
    seconds = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="copies-speed-") as work:
            folder = generate(Path(work), size, days)
            seconds[size] = timed(folder, Alone(), time.process_time)
    return seconds


def generate(work: Path, articles: int, days: int) -> Path:
    """A data directory of generated articles."""
    source, target = work / "source", work / f"data-{articles}-{days}"
    if not source.exists():
        inputs, annotations = gold_records()
        write_articles(source, [item.article for item in inputs])
        write_annotations(source, [replace(annotation, pipeline=pipeline_version()) for annotation in annotations])
    per_file, warehouse_generator.PER_FILE = warehouse_generator.PER_FILE, PER_FILE
    try:
        warehouse_generator.write_corpus(source, target, articles, last_days=days)
    finally:
        warehouse_generator.PER_FILE = per_file
    return target


def timed(folder: Path, crew: Crew, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of linking from nothing. Raises RuntimeError where a partition failed."""
    shutil.rmtree(folder / "copies", ignore_errors=True)
    began = clock()
    summary = link(folder, crew)
    if summary.lost:
        raise RuntimeError(summary.lost[0])
    return clock() - began


def _alone(folder: Path) -> dict[str, float]:
    timed(folder, Alone())  # imports
    whole = min(timed(folder, Alone(), time.process_time) for _ in range(ROUNDS))
    shutil.rmtree(weeks_folder(folder))
    began = time.process_time()
    count = link(folder, Alone()).article_count
    folding = time.process_time() - began
    began = time.process_time()
    link(folder, Alone())
    again = time.process_time() - began
    size = sum(path.stat().st_size for path in triples_folder(folder).iterdir())
    return {
        "per_article_us": whole / count * 1e6,
        "reading_share": max(0.0, 1 - folding / whole),
        "again_share": again / whole,
        "triples_bytes": size / count,
    }


def _by_workers(folder: Path, workers: int) -> dict[str, float]:
    """One worker process and several, alternating, each time of a cluster that has started and warmed up."""
    from distributed import LocalCluster

    seconds: dict[int, list[float]] = {1: [], workers: []}
    for count in [*seconds] * ROUNDS:
        with (
            LocalCluster(
                n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
            ) as cluster,
            hire(scheduler=cluster.scheduler_address) as crew,
        ):
            timed(folder, crew)  # each worker imports
            seconds[count].append(timed(folder, crew))
    return {
        "one_worker_seconds": statistics.median(seconds[1]),
        "workers_seconds": statistics.median(seconds[workers]),
        "workers_ratio": statistics.median(seconds[1]) / statistics.median(seconds[workers]),
    }


def _memory(folder: Path) -> dict[str, float]:
    shutil.rmtree(folder / "copies", ignore_errors=True)
    command = [sys.executable, "-m", "warehouse", "link", "--data", str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return {"peak_bytes": used.ru_maxrss * 1024.0}


def _compared(folder: Path, count: int) -> dict[str, float]:
    """All pairs of some articles of four weeks by Python's sets, and linking of the same."""
    with tempfile.TemporaryDirectory(prefix="copies-speed-") as work:
        small = generate(Path(work), count, 28)
        linked = min(timed(small, Alone(), time.process_time) for _ in range(ROUNDS))
        found = [copy for path in weeks_folder(small).iterdir() for copy in read_week(path) or ()]
        began = time.process_time()
        pairs = all_pairs(small)
        compared = time.process_time() - began
    return {
        "compared": float(count),
        "pairs_ratio": compared / linked,
        "pairs_found": float(len(pairs)),
        "link_found": float(len(found)),
    }


def all_pairs(folder: Path) -> set[str]:
    """The articles that copy an earlier one: each compared with all of the seven days before it."""
    rows = [row for path in sorted((folder / "articles").iterdir()) for row in pq.read_table(path).to_pylist()]
    texts = []
    for row in rows:
        words = WORD.findall(row["text"].lower())
        day = date.fromisoformat((row["published"] or row["imported_at"])[:10])
        texts.append((day, row["id"], set(zip(words, words[1:], words[2:], strict=False))))
    texts.sort(key=lambda text: text[:2])
    copies: set[str] = set()
    first = 0
    for place, (day, article_id, triples) in enumerate(texts):
        while (day - texts[first][0]) > timedelta(days=MAX_DAYS_APART):
            first += 1
        for _, _, earlier in texts[first:place]:
            shared = len(triples & earlier)
            if shared >= MIN_SHARED and shared >= CONTAINMENT * min(len(triples), len(earlier)):
                copies.add(article_id)
    return copies


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=[])
    asked = parser.parse_args()
    print("\n".join(lines(measure(asked.articles), growth(asked.sizes))))

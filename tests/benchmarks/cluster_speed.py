"""Extraction by one worker process and by several, and with workers that are killed.

    python tests/benchmarks/cluster_speed.py [--articles 4000] [--workers 1 --workers 2] [--rounds 2]
    python tests/benchmarks/cluster_speed.py --articles 100000 --kill-every 60

The first compares crews of the same kind, one worker against more, which have read an article each before the clock
starts; they take turns, and the best of the rounds counts. Memory of each worker is looked at all the while. The second
kills a worker at random every so many seconds and compares all rows with those of a run that nobody disturbed.
"""

import argparse
import hashlib
import logging
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import dask  # noqa: E402
import psutil  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from distributed import LocalCluster  # noqa: E402

from crawler.items import Article  # noqa: E402
from crawler.stored_rows import write_rows  # noqa: E402
from nlp.extract import extract_data  # noqa: E402
from nlp.store import annotation_files, annotations_folder  # noqa: E402

LEAST_RATIO = 1.8
PER_FILE = 500
LOOKS = 10
VOWELS = "aeiou"


@dataclass
class Run:
    """One crew's best round: seconds, processor seconds of its workers, and at intervals the memory of each in MB."""

    workers: int
    articles: int
    words: int
    seconds: float = float("inf")
    processor_seconds: float = 0.0
    memory: list[list[int]] = field(default_factory=list)

    def __str__(self) -> str:
        looks = self.memory[:: max(1, len(self.memory) // LOOKS)]
        told = " ".join("/".join(map(str, look)) for look in looks)
        speed = f"{self.articles / self.seconds:.1f} articles/s, {self.words / self.seconds:,.0f} words/s"
        busy = f"{1_000 * self.processor_seconds / self.articles:.1f} processor seconds a thousand articles"
        return f"{self.workers} workers: {speed}, {busy}; MB of each worker: {told}"


def measure(articles: int = 4_000, workers: Sequence[int] = (1, 2), rounds: int = 2) -> list[Run]:
    """Run each crew `rounds` times, the crews taking turns."""
    with tempfile.TemporaryDirectory() as folder:
        data, warm = Path(folder, "data"), Path(folder, "warm")
        words = write_articles(data, articles)
        write_articles(warm, 4 * max(workers))
        runs = [Run(count, articles, words) for count in workers]
        for _ in range(rounds):
            for run in runs:
                _time(run, data, warm)
    return runs


def lines(runs: Sequence[Run]) -> list[str]:
    """What was measured, as Markdown."""
    heads = ("workers", "articles a second", "words a second", "processor seconds a thousand", "MB of each worker")
    rows = [f"| {' | '.join(heads)} |"]
    rows.append("| --- | ---: | ---: | ---: | --- |")
    for run in runs:
        memory = "/".join(map(str, run.memory[0])) + " to " + "/".join(map(str, run.memory[-1])) if run.memory else "-"
        rows.append(
            f"| {run.workers} | {run.articles / run.seconds:.0f} | {run.words / run.seconds:,.0f} "
            f"| {1_000 * run.processor_seconds / run.articles:.1f} | {memory} |"
        )
    told = f"{runs[-1].workers} worker processes are {ratio_of(runs):.2f} times as fast as {runs[0].workers}"
    return [
        f"{runs[0].articles:,} articles, one in ten on the subject.",
        "",
        *rows,
        "",
        f"{told} (floor {LEAST_RATIO}).",
    ]


def ratio_of(runs: Sequence[Run]) -> float:
    """How many times as fast as the first crew the last one is."""
    return runs[0].seconds / runs[-1].seconds


def kill_workers(articles: int, every: float, workers: int = 2, size: int | None = None) -> tuple[int, int, int]:
    """Read with a worker killed every so many seconds, and undisturbed; gives kills, rows, and rows that differ.

    `size` is the rows of a partition: for a short trial they must be few, that one is done between two kills.
    """
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        write_articles(data, articles)
        other = shutil.copytree(data, Path(folder, "other"))
        with _killing(every) as kills:
            told = extract_data(data, workers, size=size)
        print(f"with {len(kills)} workers killed: {told}")
        print(f"undisturbed: {extract_data(other, workers, size=size)}")
        mine, theirs = rows_of(data), rows_of(other)
        return len(kills), len(mine), len(set(mine) ^ set(theirs)) + abs(len(mine) - len(theirs))


def rows_of(data: Path) -> list[str]:
    """A digest of each row of annotations; one that stands twice is there twice."""
    rows: list[str] = []
    for path in annotation_files(data):
        for batch in pq.ParquetFile(path).iter_batches(batch_size=500):
            rows += [hashlib.sha256(repr(row).encode()).hexdigest()[:24] for row in batch.to_pylist()]
    return sorted(rows)


def write_articles(data: Path, count: int) -> int:
    """Write articles on all subjects, one in ten about ours, each with words of its own; gives the number of words."""
    from tests.benchmarks.extract_speed import mixed, other_articles, relevant_articles

    models = mixed(relevant_articles(), other_articles())
    words = 0
    for start in range(0, count, PER_FILE):
        batch = [_varied(models[number % len(models)], number) for number in range(start, min(start + PER_FILE, count))]
        words += sum(len(article.text.split()) for article in batch)
        moment = f"2026-01-01T00:00:00.{start // PER_FILE:06}+00:00"
        write_rows(data, {(article.id, article.version): article for article in batch}, moment)
    return words


def _varied(model: Article, number: int) -> Article:
    """The article with other vowels in lower-case words of its second half, so that its length and places hold."""
    if number < 1_000:
        text = model.text
    else:
        order = random.Random(number).sample(VOWELS, len(VOWELS))
        middle = len(model.text) // 2
        text = model.text[:middle] + model.text[middle:].translate(str.maketrans(VOWELS, "".join(order)))
    return Article(f"b{number:08}", f"{text}\nNomor {number}", title=model.title, published=model.published)


def _time(run: Run, data: Path, warm: Path) -> None:
    dask.config.set({"distributed.worker.profile.enabled": False})  # as scale.cluster has it
    with LocalCluster(
        n_workers=run.workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as cluster:  # fmt: skip
        address = cluster.scheduler_address
        shutil.rmtree(annotations_folder(warm), ignore_errors=True)
        extract_data(warm, scheduler=address, size=1)
        shutil.rmtree(annotations_folder(data), ignore_errors=True)
        memory: list[list[int]] = []
        pids = [nanny.pid for nanny in cluster.workers.values()]
        with _every(1.0, lambda: memory.append([psutil.Process(pid).memory_info().rss >> 20 for pid in pids])):
            began, used = time.perf_counter(), _used(pids)
            summary = extract_data(data, scheduler=address)
            seconds, used = time.perf_counter() - began, _used(pids) - used
    if summary.read_count != run.articles:
        raise RuntimeError(f"not all articles were read: {summary}")
    if seconds < run.seconds:
        run.seconds, run.processor_seconds, run.memory = seconds, used, memory


def _used(pids: Sequence[int]) -> float:
    """Processor seconds of some processes so far: on a busy machine they tell what the clock cannot."""
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return sum(one.user + one.system for one in times)


@contextmanager
def _killing(every: float) -> Iterator[list[int]]:
    """Kill one of this process's workers at random every so many seconds; gives the ids of those killed."""
    killed: list[int] = []

    def kill() -> None:
        workers = [one for one in psutil.Process().children() if "spawn_main" in " ".join(one.cmdline())]
        if workers:
            one = random.choice(workers)
            one.kill()
            killed.append(one.pid)

    with _every(every, kill):
        yield killed


@contextmanager
def _every(seconds: float, act: Callable[[], object]) -> Iterator[None]:
    stop = threading.Event()

    def go_on() -> None:
        while not stop.wait(seconds):
            try:
                act()
            except psutil.NoSuchProcess:
                continue

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def main() -> int:
    """Measure and print; 1 where the floor is not reached or rows differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--workers", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--kill-every", type=float, metavar="SECONDS")
    parser.add_argument("--size", type=int, help="Rows of a partition, with --kill-every.")
    asked = parser.parse_args()
    workers = asked.workers or [1, 2]
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    if asked.kill_every:
        kills, rows, differing = kill_workers(asked.articles, asked.kill_every, workers[-1], asked.size)
        print(f"{kills} workers killed, {rows:,} rows, {differing} differ")
        return int(differing > 0)
    runs = measure(asked.articles, workers, asked.rounds)
    print(*runs, sep="\n")
    print(f"{runs[-1].workers} workers: {ratio_of(runs):.2f} times as fast as {runs[0].workers}; floor {LEAST_RATIO}")
    return int(runs[-1].workers == 2 * runs[0].workers and ratio_of(runs) < LEAST_RATIO)


if __name__ == "__main__":
    sys.exit(main())

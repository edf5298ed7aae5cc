"""The suite's part about extraction: beside spaCy's tokenizer, with more processes, with more articles."""

import os
import shutil
import statistics
from functools import cache
from pathlib import Path

from extract_speed import measure_rounds, mixed, other_articles, relevant_articles, word_count
from process_tree import Used
from suite_data import stage, unread
from suite_found import Cost, Found, Sizes, beyond, middle, ratios, table

from nlp.pipeline import read_article

WAYS = {
    "pipeline": "the pipeline",
    "blank tokenizer": "spaCy's blank `id` tokenizer alone",
    "model on every sentence": "the pipeline, its model of names on every sentence",
}


def measure(sizes: Sizes, work: Path) -> Found:
    """The ways in turns on one core, then the command over three sizes, then with more processes."""
    relevant = relevant_articles()[: sizes.articles]
    streams = {"on the subject": relevant, "one in ten on the subject": mixed(relevant[::2], other_articles())}
    for article in relevant[:10]:
        read_article(article)
    lines: list[str] = []
    for name, articles in streams.items():
        taken = measure_rounds(articles, sizes.rounds)
        words = word_count(articles)
        rows = [
            [
                told,
                middle([words / one for one in taken[way]], ",.0f"),
                middle([1000 * one / len(articles) for one in taken[way]], ".2f"),
                "1" if way == "pipeline" else middle(ratios(taken[way], taken["pipeline"]), ".2f"),
            ]
            for way, told in WAYS.items()
        ]
        lines += [f"{len(articles):,} articles, {name}, {words:,} words, processor time of one core:", ""]
        lines += [*table(["", "words a second", "ms an article", "time, ours being 1"], rows), ""]
    grown, costs = _growth(sizes, work)
    return Found([*lines, *grown, "", *_by_processes(sizes, work)], costs)


def _growth(sizes: Sizes, work: Path) -> tuple[list[str], list[Cost]]:
    """`python -m nlp extract` with one process over each size, start and all."""
    rows, taken, before, peak = [], [], 0.0, 0
    for count in sizes.growth:
        folder = unread(work, count)
        used = extract(folder, 1)
        rows.append(
            [
                f"{count:,}",
                f"{used.seconds:.1f}",
                f"{used.seconds / before:.2f}" if before else "–",
                f"{1000 * used.seconds / count:.1f}",
                f"{used.peak / 1e6:.0f}",
            ]
        )
        before, peak = used.seconds, max(peak, used.peak)
        taken.append(used.seconds)
    costs = beyond("extraction, one in ten on the subject", sizes.growth, taken, peak)
    head = ["articles", "seconds", "times the size before", "ms an article", "peak memory, MB"]
    told = "The command with one process, its start included, at four times the articles each time:"
    return [told, "", *table(head, rows)], costs


def _by_processes(sizes: Sizes, work: Path) -> list[str]:
    """The largest size with 1, 2, 4 ... processes up to one a processor."""
    count = sizes.growth[-1]
    folder = unread(work, count)
    most = len(os.sched_getaffinity(0))
    numbers = sorted({1, most, *(2**n for n in range(1, 12) if 2**n < most)})
    if numbers == [1]:
        return ["One processor: more processes were not measured."]
    seconds: dict[int, list[float]] = {jobs: [] for jobs in numbers}
    peaks = dict.fromkeys(numbers, 0)
    for _ in range(sizes.rounds):
        for jobs in numbers:
            shutil.rmtree(folder / "annotations", ignore_errors=True)
            used = extract(folder, jobs)
            seconds[jobs].append(used.seconds)
            peaks[jobs] = max(peaks[jobs], used.peak)
    rows = [
        [
            str(jobs),
            middle([count / one for one in seconds[jobs]], ".0f"),
            middle(ratios(seconds[1], seconds[jobs]), ".2f"),
            f"{statistics.median(ratios(seconds[1], seconds[jobs])) / jobs:.0%}",
            f"{peaks[jobs] / 1e6:.0f}",
        ]
        for jobs in numbers
    ]
    head = ["processes", "articles a second", "times one process", "of the ideal", "peak memory of all, MB"]
    told = f"The same {count:,} articles by more processes, the start of each included:"
    return [told, "", *table(head, rows)]


def extract(folder: Path, jobs: int) -> Used:
    """Read what is new in a data directory."""
    return stage("nlp", "extract", "--data", str(folder), _option(), str(jobs))


@cache
def _option() -> str:
    """What the command calls the number of its processes."""
    return "--workers" if "--workers" in stage("nlp", "extract", "--help").output else "--jobs"

"""The page of the benchmark suite, docs/benchmarks.md: made of what the parts found, and nothing else."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import psutil
from suite_found import Cost, Found, table
from suite_notes import DONE, READING

LIBRARIES = (
    "scrapy", "trafilatura", "lxml", "spacy", "numpy", "pyarrow", "duckdb", "pandas", "dash", "distributed", "fastwarc",
)  # fmt: skip
COMMANDS = {
    "full": "`make bench`",
    "quick": "`make bench QUICK=1`, at sizes that show no more than that the suite runs,",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one part: `found`, or why there is nothing; a part that `failed` makes the suite fail."""

    title: str
    found: Found | None
    why: str = ""
    failed: bool = False
    seconds: float = 0.0


def report(results: Mapping[str, Result], sizes: str) -> str:
    """The whole page, as Markdown; parts in the order given."""
    costs = [cost for one in results.values() if one.found for cost in one.found.costs]
    failed = [one for one in results.values() if one.failed]
    lines = [
        "# Benchmarks",
        "",
        f"Written by {COMMANDS[sizes]} on {machine()}.",
        "",
        *([f"**Failed: {', '.join(one.title for one in failed)}.**", ""] if failed else []),
        *READING,
        "",
        "## What each stage takes",
        "",
        *cost_lines(costs),
    ]
    for one in results.values():
        lines += ["", f"## {one.title}", ""]
        lines += one.found.lines if one.found else [f"**Failed**: {one.why}" if one.failed else one.why]
    lines += ["", "## What was done about the slowest", "", *slowest_lines(costs), *DONE]
    spent = ", ".join(f"{one.title.lower()} {one.seconds:.0f}" for one in results.values() if one.seconds)
    lines += ["", f"Seconds that each part of the suite took: {spent or 'none'}."]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """Cores, memory and versions: what the figures depend on, and nothing that tells whose machine it is."""
    told = [f"{len(os.sched_getaffinity(0))} cores ({platform.machine()})"]
    told += [f"{psutil.virtual_memory().total / 1e9:.0f} GB of memory", f"Python {platform.python_version()}"]
    for name in LIBRARIES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(told)


def cost_lines(costs: Sequence[Cost]) -> list[str]:
    """A table of what was measured per article, dearest first, with what a million takes."""
    if not costs:
        return ["No stage was measured."]
    rows = []
    for cost in sorted(costs, key=lambda one: -one.each):
        each = sorted(1000 * seconds / cost.count for seconds in cost.seconds)
        spread = f"{each[0]:.2f}–{each[-1]:.2f}" if len(each) > 1 else "one round"
        rows.append(
            [
                cost.stage,
                f"{cost.count:,}",
                f"{1000 * cost.each:.2f}",
                spread,
                f"{1e6 * cost.each / 3600:.1f}",
                f"{cost.peak / 1e6:,.0f}" if cost.peak else "–",
            ]
        )
    head = ["stage", "articles", "ms an article", "least–most", "hours a million", "peak memory, MB"]
    told = "Of the commands the start is left out; peak memory is that of the largest size measured."
    return [*table(head, rows), "", told]


def slowest_lines(costs: Sequence[Cost]) -> list[str]:
    """Which two stages are the slowest, by the table above."""
    if not costs:
        return []
    dearest = sorted(costs, key=lambda cost: -cost.each)[:2]
    names = " and ".join(f"{cost.stage} ({1000 * cost.each:.1f} ms)" for cost in dearest)
    return [f"Dearest here: {names}.", ""]

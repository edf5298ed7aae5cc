"""How the warehouse grows: `make bench-warehouse` runs this and writes docs/warehouse-speed.md.

    python tests/benchmarks/warehouse_speed.py [--sizes 10000,100000,1000000] [--work DIR] [--from demo-data]
        [--questions-again]

For each size: generated articles (`warehouse_generator.py`), time and peak memory of the full build and of adding 1,000
articles, each in a process of its own, size on disk, and each question of the dashboard under a mix of filters. At
`COMPARED` articles the same counts in pandas and SQLite, in the same run, so that ratios hold where seconds do not.
Each directory keeps its figures (`measured.json`). With `--questions-again` the builds of the last run stay as they
are, and only the questions are asked anew, of the articles with those added.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).parent))

import duckdb  # noqa: E402
import pandas as pd  # noqa: E402
from warehouse_generator import write_corpus  # noqa: E402

from warehouse import queries  # noqa: E402
from warehouse.queries import Filters  # noqa: E402

REPORT = ROOT / "docs" / "warehouse-speed.md"
ADDED = 1_000
COMPARED = 100_000
ROUNDS = 5
FILTERS = {
    "no filter": Filters(),
    "one election": Filters(elections=("pilkada-2024",)),
    "two elections, four years": Filters(
        elections=("pilkada-2024", "pemilu-2024"), date_from=date(2018, 1, 1), date_to=date(2021, 12, 31)
    ),
    "two provinces": Filters(provinces=("14", "33")),
    "one city": Filters(regions=("14.71",)),
    "circulars issued": Filters(measures=("circular",), measure_statuses=("taken",)),
    "allegations": Filters(violation_statuses=("alleged",)),
}
QUESTIONS: dict[str, Callable[[Any, Filters], object]] = {
    "headline_counts": queries.headline_counts,
    "articles_by_province": queries.articles_by_province,
    "articles_by_area": queries.articles_by_area,
    "articles_over_time": queries.articles_over_time,
    "measures_by_type": queries.measures_by_type,
    "violations_by_type": queries.violations_by_type,
    "persons_table, 200": lambda con, f: queries.persons_table(con, f, limit=200),
    "persons_count": queries.persons_count,
    "articles_table, 20": lambda con, f: queries.articles_table(con, f, limit=20),
    "articles_table, 1,000": lambda con, f: queries.articles_table(con, f, limit=1_000),
    "articles_count": queries.articles_count,
    "evidence_table, 40": lambda con, f: queries.evidence_table(con, f, "measure", limit=40),
    "evidence_table, 40 unsure": lambda con, f: queries.evidence_table(
        con, f, "violation", None, "alleged", unsure_first=True, limit=40
    ),
    "evidence_count": lambda con, f: queries.evidence_count(con, f, "measure"),
}
# Frequent words and a rare one, by the index of full-text search.
WORDS_ASKED = ("netralitas", "asn", "camat", "bawaslu pilkada", "lurah", "diputuskan")
WORDS = "free text"
MEASURED = "measured.json"


@dataclass
class Size:
    """What was measured at one size: seconds, bytes of memory, seconds of processor time; bytes on disk."""

    count: int
    build: tuple[float, int, float] = (0.0, 0, 0.0)
    add: tuple[float, int, float] = (0.0, 0, 0.0)
    disk: int = 0
    inputs: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)
    ratios: dict[str, tuple[float, float]] = field(default_factory=dict)


def measure(count: int, work: Path, source: Path) -> Size:
    """Everything at one size, in a directory of its own that is removed first."""
    folder = work / f"bench-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    size = Size(count)
    write_corpus(source, folder, count)
    size.build = run_build(folder)
    size.inputs = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    size.disk = queries.warehouse_path(folder).stat().st_size
    ask_questions(size, work)
    write_corpus(source, folder, ADDED, first=count, last_days=7)
    size.add = run_build(folder)
    keep(size, folder)
    return size


def ask_again(count: int, work: Path) -> Size:
    """The figures that a run before kept, its questions measured anew. Raises OSError where there was none."""
    folder = work / f"bench-{count}"
    kept = Size(**json.loads((folder / MEASURED).read_text(encoding="utf-8")))
    ask_questions(kept, work)
    keep(kept, folder)
    return kept


def keep(size: Size, folder: Path) -> None:
    """Write the figures beside what they were measured on."""
    (folder / MEASURED).write_text(json.dumps(asdict(size)), encoding="utf-8")


def ask_questions(size: Size, work: Path) -> None:
    """Time every question of one size's warehouse, each of the filters `ROUNDS` times."""
    with queries.connect(queries.warehouse_path(work / f"bench-{size.count}")) as con:
        for name, ask in QUESTIONS.items():
            size.seconds[name] = [timed(partial(ask, con, f)) for f in FILTERS.values() for _ in range(ROUNDS)]
        size.seconds["filter_options"] = [timed(lambda: queries.filter_options(con)) for _ in range(ROUNDS)]
        ids = con.execute("SELECT article_id FROM articles ORDER BY hash(article_id) LIMIT 20").fetchall()
        size.seconds["article"] = [timed(partial(queries.article, con, i)) for (i,) in ids]
        size.seconds[WORDS] = [timed(partial(queries.headline_counts, con, Filters(text=w))) for w in WORDS_ASKED]
        if size.count == COMPARED:
            size.ratios = compare(con, work)


def run_build(folder: Path) -> tuple[float, int, float]:
    """Seconds, peak memory in bytes and processor seconds of a build in a process of its own, and of those it starts.

    Raises CalledProcessError where it fails.
    """
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "warehouse", "build", "--data", str(folder)], cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return time.perf_counter() - start, used.ru_maxrss * 1024, used.ru_utime + used.ru_stime


def timed(ask: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def compare(con: duckdb.DuckDBPyConnection, work: Path) -> dict[str, tuple[float, float]]:
    """Times of pandas and of SQLite over ours, medians of the rounds."""
    found = {}
    for name, rounds in compare_rounds(con, work, ROUNDS).items():
        ours, pandas_time, lite_time = (statistics.median(times) for times in zip(*rounds, strict=True))
        found[name] = pandas_time / ours, lite_time / ours
    return found


def compare_rounds(
    con: duckdb.DuckDBPyConnection, work: Path, rounds: int
) -> dict[str, list[tuple[float, float, float]]]:
    """Seconds of ours, of pandas and of SQLite in turns, for two questions without filter, on the base tables."""
    articles = con.execute("SELECT article_id, story_id, relevance, report_date FROM articles").df()
    measures = con.execute("SELECT article_id, type, status FROM measures").df()
    path = work / "compared.sqlite"
    path.unlink(missing_ok=True)
    lite = sqlite3.connect(path)
    articles.assign(report_date=articles["report_date"].astype(str)).to_sql("articles", lite, index=False)
    measures.to_sql("measures", lite, index=False)
    lite.execute("CREATE UNIQUE INDEX a ON articles (article_id)")
    lite.execute("CREATE INDEX m ON measures (article_id)")

    def with_pandas() -> pd.DataFrame:
        chosen = articles[articles["relevance"].isin(["core", "mention"])]
        joined = measures.merge(chosen, on="article_id")
        return joined.groupby(["type", "status"]).agg({"story_id": "nunique", "article_id": ["nunique", "size"]})

    by_type = (
        "SELECT type, status, count(DISTINCT story_id), count(DISTINCT article_id), count(*) FROM measures "
        "JOIN articles USING (article_id) WHERE relevance IN ('core', 'mention') GROUP BY type, status"
    )
    headline = "SELECT count(*), count(DISTINCT story_id) FROM articles WHERE relevance IN ('core', 'mention')"

    def headline_pandas() -> tuple[int, int]:
        chosen = articles[articles["relevance"].isin(["core", "mention"])]
        return len(chosen), chosen["story_id"].nunique()

    pairs: dict[str, tuple[Callable[[], object], Callable[[], object], Callable[[], object]]] = {
        "measures_by_type": (
            lambda: queries.measures_by_type(con, Filters()),
            with_pandas,
            lambda: lite.execute(by_type).fetchall(),
        ),
        "headline_counts": (
            lambda: queries.headline_counts(con, Filters()),
            headline_pandas,
            lambda: lite.execute(headline).fetchall(),
        ),
    }
    found = {
        name: [(timed(ours), timed(with_frames), timed(with_lite)) for _ in range(rounds)]
        for name, (ours, with_frames, with_lite) in pairs.items()
    }
    lite.close()
    path.unlink()
    return found


def report(sizes: Sequence[Size], note: str = "") -> str:
    """The page, as Markdown; `note` tells what was particular about this run."""
    head = [
        "# Speed and size of the warehouse",
        "",
        f"Written by `make bench-warehouse` on {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"DuckDB {duckdb.__version__}; other work on the machine makes seconds longer. The articles are generated "
        "from the demonstration corpus (`tests/benchmarks/warehouse_generator.py`), annotated as the pipeline does.",
        *(["", note] if note else []),
        "",
        "| articles | " + " | ".join(f"{size.count:,}" for size in sizes) + " |",
        "| --- |" + " --- |" * len(sizes),
    ]
    rows: list[tuple[str, Callable[[Size], str]]] = [
        ("full build, seconds", lambda s: f"{s.build[0]:.1f}"),
        ("full build, processor seconds", lambda s: _known(s.build[2], 1)),
        ("full build, peak memory, GB", lambda s: f"{s.build[1] / 1e9:.2f}"),
        (f"adding {ADDED:,} articles, seconds", lambda s: f"{s.add[0]:.1f}"),
        ("adding, processor seconds", lambda s: _known(s.add[2], 1)),
        ("adding, share of a full build", lambda s: f"{s.add[0] / s.build[0]:.2f}"),
        ("adding, share of its processor time", lambda s: _known(s.build[2] and s.add[2] / s.build[2], 2)),
        ("adding, peak memory, GB", lambda s: f"{s.add[1] / 1e9:.2f}"),
        ("articles and annotations on disk, MB", lambda s: f"{s.inputs / 1e6:.0f}"),
        ("warehouse on disk, MB", lambda s: f"{s.disk / 1e6:.0f}"),
        ("warehouse per article, kB", lambda s: f"{s.disk / s.count / 1e3:.1f}"),
    ]
    growth = [f"| {name} | " + " | ".join(tell(size) for size in sizes) + " |" for name, tell in rows]
    latency = [
        "",
        f"## Questions: p50 / p95 in milliseconds, over {len(FILTERS)} filters",
        "",
        *head[-2:],
        *(
            f"| {name} | " + " | ".join(_percentiles(size.seconds[name]) for size in sizes) + " |"
            for name in sizes[-1].seconds
        ),
    ]
    compared = [
        line
        for size in sizes
        if size.ratios
        for line in (
            "",
            f"## The same counts elsewhere, {size.count:,} articles (time over ours)",
            "",
            "| question | pandas, frames in memory | SQLite, indexed |",
            "| --- | --- | --- |",
            *(f"| {name} | {ratio[0]:.1f} | {ratio[1]:.1f} |" for name, ratio in size.ratios.items()),
        )
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    return "\n".join(
        [*head, *growth, *latency, *compared, "", f"Peak memory of the asking process: {peak:.2f} GB.", ""]
    )


def _known(value: float, places: int) -> str:
    """A figure that a run before may not have kept."""
    return f"{value:.{places}f}" if value else "–"


def _percentiles(seconds: Sequence[float]) -> str:
    in_order = sorted(seconds)
    p95 = in_order[min(len(in_order) - 1, round(0.95 * (len(in_order) - 1)))]
    return f"{1000 * statistics.median(in_order):.0f} / {1000 * p95:.0f}"


def main(arguments: Sequence[str]) -> None:
    """Measure each size and write the page after each, so that a run that is stopped leaves what it has."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--work", type=Path, default=ROOT / "data-bench")
    parser.add_argument("--from", dest="source", type=Path, default=ROOT / "demo-data")
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--questions-again", action="store_true")
    parser.add_argument("--note", default="", help="What was particular about this run, for the page.")
    asked = parser.parse_args(arguments)
    sizes: list[Size] = []
    for count in map(int, asked.sizes.split(",")):
        measured = ask_again(count, asked.work) if asked.questions_again else measure(count, asked.work, asked.source)
        sizes.append(measured)
        asked.report.write_text(report(sizes, asked.note), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

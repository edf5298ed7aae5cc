"""The suite's part about the warehouse: build, questions and search, beside pandas and SQLite over the same rows."""

import json
import shutil
import sqlite3
import statistics
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from process_tree import run_measured  # noqa: E402
from suite_data import generated, stage, warehouse_of  # noqa: E402
from suite_found import Cost, Found, Sizes, beyond, middle, ratios, table  # noqa: E402
from warehouse_generator import write_corpus  # noqa: E402
from warehouse_speed import FILTERS, QUESTIONS, compare_rounds, timed  # noqa: E402

from crawler.store import article_files  # noqa: E402
from nlp.store import annotation_files  # noqa: E402
from warehouse import queries  # noqa: E402
from warehouse.search import search  # noqa: E402

ADDED_SHARE = 0.01
SEARCHED = ("netralitas", "bupati", "kampanye media sosial", "sekretaris daerah", "dilaporkan bawaslu")
TOP = 20
COLUMNS = ("officials", "measures", "violations", "elections")


def measure(sizes: Sizes, work: Path) -> Found:
    """Build at three sizes; ask each; at the largest, ask others too."""
    built, costs = _builds(sizes, work)
    asked = _questions(sizes, work)
    count = sizes.warehouse[-1]
    with queries.connect(queries.warehouse_path(warehouse_of(work, count))) as con:
        beside = [*_beside(con, work, sizes.rounds), "", *_search(con, work, sizes.rounds)]
    return Found([*built, "", *asked, "", f"Counts and words elsewhere, {count:,} articles:", "", *beside], costs)


def _builds(sizes: Sizes, work: Path) -> tuple[list[str], list[Cost]]:
    rows, taken, before, peak = [], [], 0.0, 0
    for count in sizes.warehouse:
        folder = generated(work, count)
        path = queries.warehouse_path(folder)
        path.unlink(missing_ok=True)
        shutil.rmtree(folder / "copies", ignore_errors=True)
        full = stage("warehouse", "build", "--data", str(folder))
        plain = run_measured([sys.executable, __file__, str(folder)], ROOT)
        plain_seconds, size = json.loads(plain.output.splitlines()[-1])
        added = max(1, int(count * ADDED_SHARE))
        again = _add(folder, work, count, added)
        rows.append(
            [
                f"{count:,}",
                f"{full.seconds:.1f}",
                f"{full.seconds / before:.2f}" if before else "–",
                f"{1000 * full.seconds / count:.2f}",
                f"{full.peak / 1e6:.0f}",
                f"{path.stat().st_size / count / 1000:.1f}",
                f"{again / full.seconds:.2f}",
                f"{plain_seconds / full.seconds:.2f}",
                f"{plain.peak / 1e6:.0f}",
                f"{size / count / 1000:.1f}",
            ]
        )
        before, peak = full.seconds, max(peak, full.peak)
        taken.append(full.seconds)
    costs = beyond("warehouse build", sizes.warehouse, taken, peak)
    head = [
        "articles", "seconds", "times the size before", "ms an article", "peak memory, MB", "kB an article on disk",
        f"{ADDED_SHARE:.0%} more articles, share of it", "pandas to SQLite, share of it", "its peak memory, MB",
        "its kB an article",
    ]  # fmt: skip
    told = [
        "A full build, at four times the articles each time. Beside it the same files read with pandas and written",
        "into SQLite with indexes and its full-text search, but without copies folded, persons, cases, or checks:",
        "",
    ]
    return [*told, *table(head, rows)], costs


def _add(folder: Path, work: Path, count: int, added: int) -> float:
    """Seconds of a build after so many articles were added, in a copy of the data directory."""
    copy = work / "added"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    write_corpus(work / "demonstration", copy, added, first=count, last_days=7)
    try:
        return stage("warehouse", "build", "--data", str(copy)).seconds
    finally:
        shutil.rmtree(copy)


def _questions(sizes: Sizes, work: Path) -> list[str]:
    seconds: dict[str, list[list[float]]] = {name: [] for name in QUESTIONS}
    for count in sizes.warehouse:
        with queries.connect(queries.warehouse_path(warehouse_of(work, count))) as con:
            for name, ask in QUESTIONS.items():
                ask(con, next(iter(FILTERS.values())))
                asked = [timed(partial(ask, con, f)) for f in FILTERS.values() for _ in range(sizes.rounds)]
                seconds[name].append(asked)
    rows = [
        [name, *(_percentiles(one) for one in taken), f"{_median(taken[-1]) / _median(taken[0]):.2f}"]
        for name, taken in seconds.items()
    ]
    head = ["", *(f"{count:,}" for count in sizes.warehouse), "16 times the articles, times as long"]
    told = f"Questions of the dashboard under {len(FILTERS)} filters, ms, median / 95 of 100:"
    return [told, "", *table(head, rows)]


def _beside(con: duckdb.DuckDBPyConnection, work: Path, rounds: int) -> list[str]:
    rows = []
    for name, taken in compare_rounds(con, work, max(3, rounds)).items():
        ours, frames, lite = (list(times) for times in zip(*taken, strict=True))
        rows.append(
            [
                f"`{name}`",
                middle([1000 * one for one in ours]),
                middle(ratios(frames, ours), ".2f"),
                middle(ratios(lite, ours), ".2f"),
            ]
        )
    return table(["", "ms", "pandas, frames in memory, time, ours being 1", "SQLite, indexed"], rows)


def _search(con: duckdb.DuckDBPyConnection, work: Path, rounds: int) -> list[str]:
    """The best articles for some words: ours, SQLite's full-text search, and pandas that reads all."""
    articles = con.execute("SELECT article_id, title, text FROM articles").df()
    path = work / "search.sqlite"
    path.unlink(missing_ok=True)
    lite = sqlite3.connect(path)
    _fill_search(lite, articles)
    lower = (articles["title"].fillna("") + "\n" + articles["text"]).str.lower()

    def with_sqlite(words: str) -> object:
        sql = f"SELECT article_id FROM words WHERE words MATCH ? ORDER BY rank LIMIT {TOP}"
        return lite.execute(sql, (" ".join(f'"{word}"' for word in words.split()),)).fetchall()

    def with_pandas(words: str) -> object:
        found = lower.str.contains(words.split()[0], regex=False)
        for word in words.split()[1:]:
            found &= lower.str.contains(word, regex=False)
        return articles.loc[found, "article_id"].head(TOP)

    ways: dict[str, Callable[[str], object]] = {
        "ours": lambda words: search(con, words, limit=TOP),
        "sqlite": with_sqlite,
        "pandas": with_pandas,
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for words in SEARCHED:
        for ask in ways.values():
            ask(words)
        for _ in range(max(3, rounds)):
            for name, ask in ways.items():
                taken[name].append(timed(partial(ask, words)))
    lite.close()
    path.unlink()
    told = [
        "Search knows the forms of a word, tells how many articles there are and cuts snippets; the others find the",
        f"words as typed. The {TOP} best articles (pandas: the first) for {len(SEARCHED)} searches:",
        "",
    ]
    row = [
        middle([1000 * one for one in taken["ours"]]),
        middle(ratios(taken["sqlite"], taken["ours"]), ".2f"),
        middle(ratios(taken["pandas"], taken["ours"]), ".2f"),
    ]
    return [*told, *table(["ms", "SQLite FTS5, time, ours being 1", "pandas, `str.contains`"], [row])]


def _fill_search(lite: sqlite3.Connection, articles: pd.DataFrame) -> None:
    lite.execute("CREATE VIRTUAL TABLE words USING fts5 (article_id UNINDEXED, title, text)")
    lite.executemany("INSERT INTO words VALUES (?, ?, ?)", articles.itertuples(index=False, name=None))
    lite.commit()


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds)


def _percentiles(seconds: list[float]) -> str:
    in_order = sorted(seconds)
    return f"{1000 * _median(in_order):.0f} / {1000 * in_order[round(0.95 * (len(in_order) - 1))]:.0f}"


def with_sqlite(folder: Path) -> int:
    """Articles and items into a SQLite file, as one would without a warehouse; gives its size in bytes."""
    path = folder / "compared.sqlite"
    path.unlink(missing_ok=True)
    articles = pd.concat([pq.read_table(one, partitioning=None).to_pandas() for one in article_files(folder)])
    read = pd.concat([pq.read_table(one, partitioning=None).to_pandas() for one in annotation_files(folder)])
    lite = sqlite3.connect(path)
    kept = articles.merge(read[["id", "version", "relevance"]], on=["id", "version"])
    kept.drop(columns="tags").to_sql("articles", lite, index=False)
    for name in COLUMNS:
        items = read[["id", "version", name]].explode(name).dropna(subset=[name])
        flat = pd.DataFrame(items[name].tolist()).drop(columns="mentions", errors="ignore")
        flat.assign(article_id=items["id"].to_numpy()).to_sql(name, lite, index=False)
        lite.execute(f"CREATE INDEX by_article_{name} ON {name} (article_id)")
    lite.execute("CREATE INDEX by_id ON articles (id)")
    _fill_search(lite, kept[["id", "title", "text"]])
    lite.close()
    size = path.stat().st_size
    path.unlink()
    return size


if __name__ == "__main__":
    sizes_told: list[int] = []
    spent = timed(lambda: sizes_told.append(with_sqlite(Path(sys.argv[1]))))
    print(json.dumps([spent, sizes_told[0]]))

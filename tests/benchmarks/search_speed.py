"""How fast full-text search is at a million articles: index, add 1,000, ask.

    python tests/benchmarks/search_speed.py FILE [--articles 1000000] [--memory 2GB] [--fts]

The articles are invented: sentences of the demonstration articles in random order for two fifths of the words (so that
the subject's own words and phrases are as frequent as they are), for the rest words drawn by Zipf's law from the
demonstration's words and half a million made of syllables; every article has a document number and a person's name of
its own. FILE is kept: where it is there, only the questions are asked
again. `--fts` builds DuckDB's own full-text index over the same articles beside it, for comparison.
"""

import argparse
import json
import random
import re
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from warehouse.answers import Filters  # noqa: E402
from warehouse.connection import MEMORY_LIMIT, THREADS  # noqa: E402
from warehouse.search import search  # noqa: E402
from warehouse.search_index import find_outdated, index_articles, remove_articles  # noqa: E402
from warehouse.search_words import extension_file  # noqa: E402

CORPUS = ROOT / "demo" / "articles.jsonl"
RARE_WORD_COUNT = 500_000
WORDS_PER_ARTICLE = 260
BATCH = 20_000
SYLLABLES = [c + v + e for c in "bcdghjklmnprstwy" for v in "aiueo" for e in ("", "n", "r", "ng", "s")]
FIRST = ("Amran", "Bachtiar", "Cokro", "Dewi", "Endang", "Fitri", "Gunawan", "Hesti", "Irwan", "Joko", "Kartika",
         "Lestari", "Mulyadi", "Nurul", "Oki")  # fmt: skip
LAST = ("Batubara", "Siregar", "Lubis", "Manurung", "Wijaya", "Hidayat", "Rahmawati", "Pangestu", "Simatupang",
        "Kusuma", "Harahap")  # fmt: skip
COMMON = ("netralitas", "dilaporkan", "pelanggaran", "pegawai", "kampanye", "camat", "pilkada", "mutasi", "bawaslu",
          "sanksi")  # fmt: skip


def _word(number: int) -> str:
    """A word of three or four syllables, another one for every number."""
    letters = []
    for _ in range(3):
        number, place = divmod(number * 7919 + 13, len(SYLLABLES))
        letters.append(SYLLABLES[place])
    return "".join(letters) + (SYLLABLES[number % len(SYLLABLES)] if number else "")


def make_articles(con: duckdb.DuckDBPyConnection, count: int, first: int = 0) -> None:
    """Add articles to the table `articles`: article_id, title, text and what filters and answers use."""
    texts = [json.loads(line) for line in CORPUS.open(encoding="utf-8")]
    sentences = [s for t in texts for s in re.split(r"(?<=[.!?”\"])\s+", t["text"]) if 5 <= len(s.split()) <= 40]
    frequency = Counter(word for t in texts for word in t["text"].split())
    words = [word for word, _ in frequency.most_common()] + [_word(n) for n in range(RARE_WORD_COUNT)]
    draw = np.random.default_rng(first)
    zipf_count = WORDS_PER_ARTICLE * 3 // 5
    for start in range(first, first + count, BATCH):
        numbers = range(start, min(start + BATCH, first + count))
        drawn = np.exp(draw.random((len(numbers), zipf_count)) * np.log(len(words) - 1)).astype(int)
        picked = draw.integers(0, len(sentences), (len(numbers), 6))
        rows = []
        for number, places, spots in zip(numbers, drawn.tolist(), picked.tolist(), strict=True):
            found = [words[place] for place in places]
            cuts = range(0, zipf_count, zipf_count // 6)
            parts = [" ".join(found[cut : cut + zipf_count // 6]) for cut in cuts]
            parts[:6] = [f"{part} {sentences[spot]}" for part, spot in zip(parts, spots, strict=False)]
            person = f"{FIRST[number % 15]} {LAST[number // 15 % 11]} {words[-1 - number % 50_000].title()}"
            text = f"{'. '.join(parts)} Surat Nomor 800.1.6.2/{number}/BKPSDM-{found[0]}/2024 diteken {person}."
            day = date(2024, 1, 1) + timedelta(days=number % 400)
            title = f"{texts[number % len(texts)]['title']} {found[1]}"
            key, relevance = f"m-{number:07}", "core" if number % 3 else "none"
            rows.append((key, title, title, text, day, relevance, f"o-{number % 50}", key))
        columns = (
            "article_id", "title", "display_title", "text", "report_date", "relevance", "outlet_id", "story_id",
        )  # fmt: skip
        con.register("made", pa.table(dict(zip(columns, zip(*rows, strict=True), strict=True))))
        con.execute("INSERT INTO articles BY NAME SELECT * FROM made")
        con.unregister("made")


# What filters and answers read beside the articles.
TABLES = """
CREATE TABLE articles (article_id VARCHAR, title VARCHAR, display_title VARCHAR, text VARCHAR, report_date DATE,
    relevance VARCHAR, outlet_id VARCHAR, story_id VARCHAR);
CREATE TABLE outlets AS SELECT 'o-' || i AS outlet_id, 'Kabar ' || i AS name FROM range(50) AS r (i);
CREATE TABLE officials (article_id VARCHAR, name VARCHAR);
CREATE TABLE documents (article_id VARCHAR, number VARCHAR);
CREATE TABLE regions AS SELECT '21.71' AS code, 'Kota Batam' AS name, '21' AS province_code;
CREATE TABLE provinces AS SELECT '21' AS code, 'Kepulauan Riau' AS name;
CREATE TABLE article_primary_regions (article_id VARCHAR, region_code VARCHAR);
CREATE TABLE article_elections (article_id VARCHAR, election_id VARCHAR);
CREATE TABLE measures (article_id VARCHAR, type VARCHAR, status VARCHAR);
CREATE TABLE violations (article_id VARCHAR, type VARCHAR, status VARCHAR);
"""
RELATED = """
INSERT INTO officials SELECT article_id, regexp_extract(text, 'diteken (.*)\\.$', 1) FROM articles;
INSERT INTO documents SELECT article_id, regexp_extract(text, 'Nomor (800\\.1\\.6\\.2\\S+)', 1) FROM articles;
INSERT INTO article_primary_regions SELECT article_id, '21.71' FROM articles WHERE hash(article_id) % 38 = 0;
"""


def questions(count: int) -> dict[str, list[tuple[str, Filters | None]]]:
    """Questions by kind; those about a name or number are about other articles each time."""
    draw = random.Random(5)
    numbers = [draw.randrange(count) for _ in range(20)]
    rare = [_word(draw.randrange(RARE_WORD_COUNT)) for _ in range(20)]
    people = [f"{FIRST[n % 15]} {LAST[n // 15 % 11]} {_word(RARE_WORD_COUNT - 1 - n % 50_000)}" for n in numbers]
    batam = Filters(provinces=("21",))
    dated = Filters(date_from=date(2024, 6, 1), date_to=date(2024, 9, 30))
    threes = [" ".join(draw.sample([*COMMON, "asn", "bupati", "daerah", "kepala"], 3)) for _ in range(20)]
    phrases = ["netralitas asn", "aparatur sipil negara", "pasangan calon", "sekretaris daerah", "kepala dinas"]
    return {
        "one common word": [(word, None) for word in COMMON * 2],
        "three common words": [(words, None) for words in threes],
        "rare word": [(word, None) for word in rare],
        "phrase of common words": [(f'"{phrase}"', None) for phrase in phrases * 2],
        "name of a person": [(name, None) for name in people],
        "document number, whole": [(f"800.1.6.2/{n}/BKPSDM", None) for n in numbers],
        "document number, in part": [(f"{n}/BKPSDM", None) for n in numbers],
        "field: official": [(f'pejabat:"{name}"', None) for name in people[:10]],
        "common word, one without another": [(f"{word} -bawaslu", None) for word in COMMON if word != "bawaslu"],
        "either of two common words": [(f"{word} OR sekda", None) for word in COMMON],
        "three common words, a province": [(words, batam) for words in threes],
        "three common words, four months": [(words, dated) for words in threes],
    }


def peak() -> int:
    """The largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed(act: Callable[[], object]) -> float:
    """Seconds it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def build(path: Path, count: int, memory: str) -> None:
    """Make the articles and index them; tells time, memory and size."""
    with duckdb.connect(str(path), config={"memory_limit": memory, "threads": 2}) as con:
        con.execute(TABLES)
        make_articles(con, count)
        con.execute(RELATED)
        con.execute((ROOT / "warehouse" / "schema" / "search.sql").read_text(encoding="utf-8"))
        con.execute("CHECKPOINT")
        before = path.stat().st_size
        print(f"peak before indexing: {peak()} MB")
        seconds = timed(lambda: index_articles(con))
        con.execute("CHECKPOINT")
        size = path.stat().st_size - before
        print(f"index of {count}: {seconds:.0f} s, {size / 1e6:.0f} MB beside {before / 1e6:.0f} MB, peak {peak()} MB")


def append(path: Path, count: int, memory: str) -> None:
    """Add 1,000 articles, change 1,000, take 1,000 out."""
    with duckdb.connect(str(path), config={"memory_limit": memory, "threads": 2}) as con:
        (first,) = con.execute("SELECT max(article_id[3:])::INTEGER + 1 FROM articles").fetchone() or (0,)
        make_articles(con, 1_000, first)
        new = [f"m-{first + n:07}" for n in range(1_000)]
        print(f"1,000 articles added: {timed(lambda: index_articles(con, new)):.1f} s")
        old = [f"m-{n:07}" for n in range(0, count, count // 1_000)]
        print(f"1,000 indexed again: {timed(lambda: index_articles(con, old)):.1f} s")
        print(f"1,000 taken out: {timed(lambda: remove_articles(con, new)):.2f} s")
        con.execute("DELETE FROM articles WHERE article_id >= $1", [new[0]])
        print(f"compared with the articles: {timed(lambda: find_outdated(con)):.1f} s")


def ask(path: Path, count: int) -> None:
    """Ask as the dashboard does: read-only, locked, in its memory. `work` is the time of all cores together."""
    settings = {"memory_limit": MEMORY_LIMIT, "threads": THREADS, "temp_directory": ""}
    with duckdb.connect(":memory:", config=settings) as con:
        con.execute(f"ATTACH '{path}' AS warehouse (READ_ONLY)")
        con.execute("USE warehouse")
        con.execute("SET enable_progress_bar = false")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        print("| question | p50 ms | p95 ms | work p50 ms | articles found, median |\n| --- | --- | --- | --- | --- |")
        for kind, asked in questions(count).items():
            search(con, asked[0][0], filters=asked[0][1])
            times, work, totals = [], [], []
            for text, filters in asked:
                began, worked = time.perf_counter(), time.process_time()
                totals.append(search(con, text, filters=filters).total_count)
                work.append((time.process_time() - worked) * 1000)
                times.append((time.perf_counter() - began) * 1000)
            p95 = sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]
            middle = [f"{statistics.median(values):.0f}" for values in (times, work, totals)]
            print(f"| {kind} | {middle[0]} | {p95:.0f} | {middle[1]} | {middle[2]} |")
    print(f"peak memory of the process that asks: {peak()} MB")


def compare_fts(path: Path, memory: str) -> None:
    """The index of DuckDB's own extension over the same articles, in a file beside."""
    beside = path.with_suffix(".fts.duckdb")
    beside.unlink(missing_ok=True)
    with duckdb.connect(str(beside), config={"memory_limit": memory, "threads": 2}) as con:
        con.execute(f"LOAD '{extension_file()}'")
        con.execute(f"ATTACH '{path}' AS made (READ_ONLY)")
        con.execute("CREATE TABLE articles AS SELECT article_id, title, text FROM made.articles")
        con.execute("CHECKPOINT")
        before = beside.stat().st_size
        make = "PRAGMA create_fts_index('articles', 'article_id', 'title', 'text', stemmer = 'indonesian', {})"
        seconds = timed(lambda: con.execute(make.format("stopwords = 'none', ignore = '[^a-z0-9]+'")))
        con.execute("CHECKPOINT")
        print(f"fts: {seconds:.0f} s, {(beside.stat().st_size - before) / 1e6:.0f} MB, peak {peak()} MB")
        for kind in ("one common word", "three common words", "rare word"):
            times = []
            for text, _ in questions(1)[kind]:
                sql = (
                    "SELECT article_id, score FROM (SELECT article_id, fts_main_articles.match_bm25(article_id, $1, "
                    "conjunctive := 1) AS score FROM articles) WHERE score IS NOT NULL ORDER BY score DESC LIMIT 20"
                )
                times.append(timed(lambda sql=sql, text=text: con.execute(sql, [text]).fetchall()) * 1000)
            print(f"fts, {kind}: p50 {statistics.median(times):.0f} ms, most {max(times):.0f} ms")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--fts", action="store_true")
    given = parser.parse_args()
    if not given.file.exists():
        build(given.file, given.articles, given.memory)
    ask(given.file, given.articles)
    append(given.file, given.articles, given.memory)
    ask(given.file, given.articles)
    if given.fts:
        compare_fts(given.file, given.memory)


if __name__ == "__main__":
    main()

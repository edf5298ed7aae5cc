"""How fast articles are read: `make bench-extract` runs this and writes docs/extract-speed.md.

All figures are of one core and of one run, so that their ratios can be trusted where a shared machine's seconds cannot:
the pipeline, spaCy's blank Indonesian tokenizer (what any spaCy pipeline takes at least), and the same pipeline with
its model of names asked for every sentence of every article.
"""

import gzip
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL", "BLIS"):  # one core, whatever the libraries would take
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import spacy  # noqa: E402

import nlp.names  # noqa: E402
from crawler.article_lines import article_from_dict  # noqa: E402
from crawler.items import Article  # noqa: E402
from demo.newsroom.records import all_records  # noqa: E402
from nlp.crew import read_in_order  # noqa: E402
from nlp.pipeline import read_article  # noqa: E402

REPORT = ROOT / "docs" / "extract-speed.md"
SPEECH = ROOT.parent / "shared" / "pfsa" / "dev.jsonl.gz"
ROUNDS = 2
OTHERS_PER_RELEVANT = 9
# Relevant articles among a newspaper's, whose articles are seven times as long as the invented ones.
FEW = 40
FLOORS = {"relevant": 8_000, "one in ten relevant, the others a newspaper's": 20_000}
# Read by a process of its own, to see how its memory grows.
MEMORY_STEPS = (1, 500, 2_000)


def relevant_articles() -> list[Article]:
    """The demonstration articles that are on the subject."""
    gold = (ROOT / "tests" / "fixtures" / "corpus" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    relevant = {row["id"] for row in map(json.loads, gold) if row["relevance"] != "none"}
    lines = (ROOT / "demo" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [article for article in map(article_from_dict, map(json.loads, lines)) if article.id in relevant]


def other_articles() -> list[Article]:
    """Invented articles on everything else: markets, clinics, football."""
    records = (record for record in all_records() if record.relevance == "none")
    return [Article(f"other-{number}", "\n".join(record.paragraphs)) for number, record in enumerate(records)]


def newspaper_articles() -> list[Article]:
    """A national newspaper's articles on all subjects, where they are at hand."""
    if not SPEECH.exists():
        return []
    with gzip.open(SPEECH, "rt", encoding="utf-8") as lines:
        return [Article(row["id"], row["text"]) for row in map(json.loads, lines)]


def mixed(relevant: Sequence[Article], others: Sequence[Article]) -> list[Article]:
    """A stream in which one article in ten is relevant; the others come round again where they are too few."""
    stream: list[Article] = []
    for number, article in enumerate(relevant):
        first = number * OTHERS_PER_RELEVANT
        stream += [article, *(others[at % len(others)] for at in range(first, first + OTHERS_PER_RELEVANT))]
    return stream


def word_count(articles: Sequence[Article]) -> int:
    """Words between white space."""
    return sum(len(article.text.split()) for article in articles)


def seconds(act: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    began = time.process_time()
    act()
    return time.process_time() - began


@contextmanager
def names_everywhere() -> Iterator[None]:
    """The model of names asked for every sentence of every article."""
    kept = nlp.names.may_be_on_subject, nlp.names.may_hold_name
    nlp.names.may_be_on_subject, nlp.names.may_hold_name = (
        lambda text, title: True,
        lambda text, start, end, places: True,
    )
    try:
        yield
    finally:
        nlp.names.may_be_on_subject, nlp.names.may_hold_name = kept


def measure(articles: Sequence[Article]) -> dict[str, float]:
    """The best of several rounds of each way, in seconds."""
    return {name: min(taken) for name, taken in measure_rounds(articles, ROUNDS).items()}


def measure_rounds(articles: Sequence[Article], rounds: int) -> dict[str, list[float]]:
    """The seconds of each round of each way, the ways taking turns."""
    tokenizer = spacy.blank("id").tokenizer

    def read() -> None:
        for article in articles:
            read_article(article)

    def read_with_names() -> None:
        with names_everywhere():
            read()

    def cut() -> None:
        for article in articles:
            tokenizer(article.text)

    ways = {"pipeline": read, "blank tokenizer": cut, "model on every sentence": read_with_names}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, act in ways.items():
            found[name].append(seconds(act))
    return found


def memory_growth() -> list[int]:
    """The largest memory of a process, in MB, after so many articles, each of them different."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.benchmarks.extract_speed import read_and_tell; read_and_tell()"
    )
    run = [sys.executable, "-c", program, str(ROOT)]
    told = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [int(line) for line in told.split()]


def read_and_tell() -> None:
    """Read articles and print the largest memory at each step; the words are changed from article to article."""
    import resource

    articles = [*relevant_articles(), *other_articles()]
    for number in range(max(MEMORY_STEPS)):
        article = articles[number % len(articles)]
        changed = re.sub(r"(?<=[a-z]{5})[aeiou](?=\w)", "aeiou"[number % 5], article.text)
        read_article(Article(article.id, f"{changed}\nNomor {number}"))
        if number + 1 in MEMORY_STEPS:
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def crew_ratio(articles: Sequence[Article]) -> float:
    """How much quicker two processes read than one, their start not counted against them in a long run."""
    times = []
    for jobs in (1, 2):
        began = time.perf_counter()
        for _ in read_in_order(articles, jobs):
            pass
        times.append(time.perf_counter() - began)
    return times[0] / times[1]


def report() -> str:
    """Measure everything, as Markdown."""
    relevant, others, newspaper = relevant_articles(), other_articles(), newspaper_articles()
    streams = {
        "relevant": relevant,
        "short others": others,
        "one in ten relevant, short others": mixed(relevant, others),
    }
    if newspaper:
        streams["a newspaper, all subjects"] = newspaper
        streams["one in ten relevant, the others a newspaper's"] = mixed(relevant[:FEW], newspaper)
    for article in relevant[:10]:
        read_article(article)
    lines = [
        "# How fast articles are read",
        "",
        "Written by `make bench-extract`. One core, processor time, the best of "
        f"{ROUNDS} rounds; {platform.machine()}, Python {platform.python_version()}.",
        "The ways take turns within one run, so trust the ratios; on a busy machine all of them are slow.",
        "",
        "| stream | articles | words | words a second | articles a second | floor | blank `id` tokenizer "
        "| model on every sentence |",
        "| --- " * 8 + "|",
    ]
    for name, articles in streams.items():
        words, best = word_count(articles), measure(articles)
        speed = {way: words / taken for way, taken in best.items()}
        floor = f"{FLOORS[name]:,}" if name in FLOORS else "–"
        lines.append(
            f"| {name} | {len(articles)} | {words:,} | **{speed['pipeline']:,.0f}** "
            f"| {len(articles) / best['pipeline']:.0f} | {floor} | "
            f"{speed['blank tokenizer']:,.0f} ({speed['blank tokenizer'] / speed['pipeline']:.1f} times) | "
            f"{speed['model on every sentence']:,.0f} "
            f"({speed['model on every sentence'] / speed['pipeline']:.2f} times) |"
        )
    growth = memory_growth()
    steps = ", ".join(f"{size} MB after {count:,}" for count, size in zip(MEMORY_STEPS, growth, strict=True))
    lines += ["", f"Memory of one process: {steps} articles, each with words of its own."]
    many = streams["one in ten relevant, short others"] * 2
    lines += ["", f"Two processes read {crew_ratio(many):.2f} times as fast as one ({len(many):,} articles)."]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = report()
    REPORT.write_text(text, encoding="utf-8")
    print(text)

"""Data that several parts of the suite measure on; made once in the suite's work folder, kept for the next part."""

import os
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from extract_speed import OTHERS_PER_RELEVANT, mixed, other_articles, relevant_articles
from process_tree import Used, run_measured
from warehouse_generator import write_corpus

from crawler.items import Article
from crawler.store import write_articles
from warehouse import queries

ROOT = Path(__file__).parents[2]
PER_FILE = 500
ARTICLES = ROOT / "demo" / "articles.jsonl"


def stage(*command: str) -> Used:
    """Run a stage of the project as an operator does. Raises CalledProcessError where it fails."""
    # What keeps a benchmark's own process to one core is not an operator's.
    env = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    return run_measured([sys.executable, "-m", *command], ROOT, env)


def demonstration(work: Path) -> Path:
    """The demonstration articles with their annotations."""
    folder = work / "demonstration"
    if not (folder / "annotations").exists():
        shutil.rmtree(folder, ignore_errors=True)
        stage("crawler", "import", "--demonstration", "--data", str(folder), str(ARTICLES))
        stage("nlp", "extract", "--data", str(folder))
    return folder


def generated(work: Path, count: int) -> Path:
    """So many generated articles with annotations; without a warehouse."""
    folder = work / f"generated-{count}"
    if not folder.exists():
        temporary = work / f"writing-{count}"
        shutil.rmtree(temporary, ignore_errors=True)
        write_corpus(demonstration(work), temporary, count)
        temporary.rename(folder)
    return folder


def warehouse_of(work: Path, count: int) -> Path:
    """The data directory of so many generated articles, its warehouse built."""
    folder = generated(work, count)
    if not queries.warehouse_path(folder).exists():
        stage("warehouse", "build", "--data", str(folder))
    return folder


def unread(work: Path, count: int) -> Path:
    """So many articles, one in ten on the subject, each with words of its own, that nobody has read yet."""
    folder = work / f"unread-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    relevant = relevant_articles()
    rounds = -(-count // (OTHERS_PER_RELEVANT + 1))
    stream = mixed([relevant[at % len(relevant)] for at in range(rounds)], other_articles())
    articles = [changed(article, number) for number, article in enumerate(stream[:count])]
    for start in range(0, count, PER_FILE):
        write_articles(folder, articles[start : start + PER_FILE])
    return folder


def changed(article: Article, number: int) -> Article:
    """The article with other vowels in its long words and a line of its own, so that no two are the same."""
    text = re.sub(r"(?<=[a-z]{5})[aeiou](?=\w)", "aeiou"[number % 5], article.text)
    return replace(article, id=f"bench-{number}", url=None, text=f"{text}\n\nNomor {number}.")

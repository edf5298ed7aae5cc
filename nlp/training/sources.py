"""The annotated articles of the repository that may be learned from."""

import csv
import json
from collections.abc import Iterator

from crawler.article_lines import article_from_dict
from crawler.items import Article
from nlp.quality import CORPUS, DEMO_ARTICLES
from nlp.score import Row, load_rows

FRESH = CORPUS.parent / "fresh"
# Where articles lie, where their annotations, and the parts of them that may be learned from.
SOURCES = ((DEMO_ARTICLES, CORPUS, ("train", "dev")), (FRESH / "articles.jsonl", FRESH, ("dev",)))


def read_annotated() -> Iterator[tuple[Article, Row]]:
    """The articles with their annotations."""
    for articles, annotated, parts in SOURCES:
        with (annotated / "split.csv").open(encoding="utf-8", newline="") as lines:
            ids = {line["id"] for line in csv.DictReader(lines) if line["part"] in parts}
        gold = load_rows(annotated / "annotations.jsonl")
        with articles.open(encoding="utf-8") as lines:
            rows = [row for line in lines if (row := json.loads(line))["id"] in ids]
        yield from ((article_from_dict(row), gold[row["id"]]) for row in rows)

"""Warehouses to show: the demonstration articles with their gold annotations, and a few articles of our own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.items import Article
from nlp.forms import annotation_from_dict
from nlp.records import Annotation, Measure, Mention, Official, Quote, Sentence, Value, Violation
from warehouse.build import build_warehouse
from warehouse.connection import Warehouse, warehouse_path
from warehouse.load import Input

ROOT = Path(__file__).parents[2]
ARTICLE_KEYS = ("id", "text", "url", "title", "published", "outlet", "outlet_region", "author")
RESIDUE = re.compile(r"(?i)\s*baca juga")

HOSTILE_TITLE = '<script>window.ran="title"</script> & "kutip" <b>tebal</b>'
HOSTILE_TEXT = (
    'PADANG - <img src=x onerror="window.ran=1"> Wali Kota <script>window.ran="body"</script> meminta ASN netral.\n\n'
    "[tautan](javascript:window.ran=2) {{7*7}} ${window.ran=3} &lt;b&gt;\n\n"
    '"<svg onload=window.ran=4>," kata Marzuki Palsu.'
)


def split_sentences(text: str) -> list[Sentence]:
    """A plain split for tests: by line, then after full stops."""
    found = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text)):
        is_residue = RESIDUE.match(line[0]) is not None
        for part in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s)|$)", line[0]):
            start = line.start() + part.start()
            found.append(Sentence(start, start + len(part[0].rstrip()), paragraph, is_residue))
    return found


def build_gold(data_dir: Path) -> Path:
    """Build the warehouse of the demonstration articles as a careful reader annotated them."""
    articles = [json.loads(line) for line in (ROOT / "demo/articles.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = (ROOT / "tests/fixtures/corpus/annotations.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    inputs, annotations = [], []
    for row in articles:
        article = Article(**{key: row.get(key) for key in ARTICLE_KEYS})
        inputs.append(Input(article))
        marks = {key: value for key, value in gold[article.id].items() if key in Annotation.__dataclass_fields__}
        sentences = [
            {"start": s.start, "end": s.end, "paragraph": s.paragraph, "is_residue": s.is_residue}
            for s in split_sentences(article.text)
        ]
        annotations.append(
            annotation_from_dict({**marks, "version": article.version, "pipeline": "gold", "sentences": sentences})
        )
    build_warehouse(data_dir, inputs, annotations, is_demonstration=True)
    return data_dir


def build_hostile(data_dir: Path) -> Path:
    """Build a warehouse of one article that is markup through and through, its source address a script."""
    article = Article(
        id="x/../<y>?z#1",
        text=HOSTILE_TEXT,
        title=HOSTILE_TITLE,
        url="javascript:window.ran=5",
        published="2024-10-01",
        outlet='<i onclick="x">Media</i>',
    )
    at = lambda words: (HOSTILE_TEXT.index(words), HOSTILE_TEXT.index(words) + len(words))  # noqa: E731
    annotation = Annotation(
        article.id,
        article.version,
        "test",
        "core",
        primary_regions=["13.71"],
        regions=[Value("13.71", *at("PADANG"))],
        officials=[
            Official(
                "Marzuki Palsu",
                "mayor",
                None,
                "13.71",
                *at("Marzuki Palsu"),
                (Mention("Marzuki Palsu", *at("Marzuki Palsu")),),
            )
        ],
        measures=[Measure("reminder", "taken", "<b>Pemko</b>", *at("meminta ASN netral"))],
        violations=[Violation("social_media", "alleged", *at("[tautan](javascript:window.ran=2)"))],
        quotes=[Quote("Marzuki Palsu", "<svg onload=window.ran=4>,", *at("<svg onload=window.ran=4>,"))],
        sentences=split_sentences(HOSTILE_TEXT),
    )
    build_warehouse(data_dir, [Input(article)], [annotation], is_demonstration=False)
    return data_dir


@pytest.fixture(scope="session")
def gold_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_gold(tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="session")
def hostile_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def warehouse(gold_dir: Path) -> Iterator[Warehouse]:
    found = Warehouse(warehouse_path(gold_dir))
    yield found
    found.close()

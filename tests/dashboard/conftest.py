"""Warehouses to show: the demonstration articles with their gold annotations, and a few articles of our own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest

from crawler.items import Article
from dashboard.figures import drawn
from nlp.forms import annotation_from_dict
from nlp.records import Annotation, Measure, Mention, Official, Quote, Sentence, Statement, Total, Value, Violation
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

UNSURE_TEXT = (
    "BATAM - Bawaslu Kota Batam mencatat 12 ASN dilaporkan.\n\n"
    "Syarif Palsu mengatakan laporan itu masih dikaji. Seorang guru mengunggah foto calon. "
    "Seorang lurah hadir di kampanye. Seorang camat berpose dua jari. Seorang staf membagikan uang."
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


def build_unsure(data_dir: Path) -> Path:
    """Build a warehouse of one article: reported speech, a reported number, and allegations of unlike confidence."""
    article = Article(id="a-1", text=UNSURE_TEXT, title="Judul", url="https://media.example/a", published="2024-10-01")
    at = lambda words: (UNSURE_TEXT.index(words), UNSURE_TEXT.index(words) + len(words))  # noqa: E731
    said = "laporan itu masih dikaji"
    annotation = Annotation(
        article.id,
        article.version,
        "test",
        "core",
        relevance_confidence=0.714,
        primary_regions=["21.71"],
        regions=[Value("21.71", *at("Kota Batam"), confidence=0.97)],
        officials=[Official("Syarif Palsu", "bawaslu", None, "21.71", *at("Syarif Palsu"), confidence=0.55)],
        measures=[Measure("investigation", "taken", None, *at("masih dikaji"), confidence=0.5)],
        violations=[
            Violation("social_media", "alleged", *at("mengunggah foto calon"), "violation:unggah", 0.93),
            Violation("attendance", "alleged", *at("hadir di kampanye"), "violation:hadir", 0.41),
            Violation("gesture", "alleged", *at("berpose dua jari")),
            Violation("money_politics", "alleged", *at("membagikan uang"), "violation:uang", 0.8),
        ],
        statements=[Statement("Syarif Palsu", said, *at(said), confidence=0.9)],
        totals=[Total(12, "asn", "reported", "21.71", *at("12 ASN dilaporkan"), confidence=0.88)],
        sentences=split_sentences(UNSURE_TEXT),
    )
    build_warehouse(data_dir, [Input(article)], [annotation], is_demonstration=False)
    return data_dir


@pytest.fixture(autouse=True)
def _checked_figures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly checks every property of the figures that tests make; the dashboard itself does not wait for that."""
    if request.node.get_closest_marker("browser") is not None:
        return

    def checked(spec: dict[str, object], _validate: bool = False) -> go.Figure:
        return go.Figure(spec)

    monkeypatch.setattr(drawn, "go", SimpleNamespace(Figure=checked))


@pytest.fixture(scope="session")
def gold_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_gold(tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="session")
def hostile_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def unsure_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_unsure(tmp_path_factory.mktemp("unsure"))


@pytest.fixture(scope="session")
def warehouse(gold_dir: Path) -> Iterator[Warehouse]:
    found = Warehouse(warehouse_path(gold_dir))
    yield found
    found.close()

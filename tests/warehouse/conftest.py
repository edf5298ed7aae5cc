"""Small warehouses of invented articles."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from crawler.items import Article
from nlp.records import Annotation, DateRef, Measure, Mention, Official, Quote, Sentence, Value, Violation
from warehouse.build import build_warehouse
from warehouse.connection import Warehouse, warehouse_path
from warehouse.load import Input
from warehouse.schema import create_schema, domain_values

TEXT = (
    "Pemkot Batam menerbitkan edaran nomor 800/12/2024 menjelang Pilkada 2024. "
    "Sekda Amran Batubara meminta pegawai tidak mengunggah dukungan. "
    '"Kami awasi semua akun," kata Amran.'
)


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def split_sentences(text: str) -> list[Sentence]:
    return [Sentence(*match.span(), paragraph=0) for match in re.finditer(r"\S.*?(?:[.!?]\"?(?=\s)|$)", text, re.S)]


def annotate(article: Article, **values: Any) -> Annotation:
    """An annotation of this article, by default one of relevance core with its sentences and nothing else."""
    defaults: dict[str, Any] = {"relevance": "core", "sentences": split_sentences(article.text)}
    return Annotation(article.id, article.version, "test", **(defaults | values))


def full_annotation(article: Article) -> Annotation:
    """All kinds of items, for an article with TEXT."""
    at = lambda words: span(article.text, words)  # noqa: E731
    return annotate(
        article,
        primary_regions=["21.71"],
        regions=[Value("21.71", *at("Batam"))],
        elections=[Value("pilkada-2024", *at("Pilkada 2024"))],
        documents=[Value("800/12/2024", *at("800/12/2024"))],
        legal=[Value("UU 20/2023", *at("edaran"))],
        dates=[DateRef("2024-11", "event", "Pilkada", *at("Pilkada"))],
        officials=[
            Official(
                "Amran Batubara",
                "regional_secretary",
                None,
                "21.71",
                *at("Sekda Amran Batubara"),
                mentions=(Mention("Amran Batubara", *at("Amran Batubara")), Mention("Amran", *at("Amran."))),
            )
        ],
        measures=[
            Measure("circular", "taken", "Pemkot Batam", *at("menerbitkan edaran")),
            Measure("monitoring", "taken", None, *at("awasi semua akun")),
        ],
        violations=[Violation("social_media", "prohibited", *at("mengunggah dukungan"))],
        quotes=[Quote("Amran Batubara", "Kami awasi semua akun,", *at("Kami awasi semua akun,"))],
    )


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty tables in memory."""
    with duckdb.connect() as connection:
        create_schema(connection)
        yield connection


def make_sample() -> tuple[Article, Annotation]:
    """One article with every kind of item."""
    article = Article(
        "a-1",
        TEXT,
        url="https://www.wartabatam.example/1",
        title="Pemkot Batam awasi akun pegawai",
        published="2024-10-07T23:20:00+07:00",
        outlet="Warta Batam",
        outlet_region="21.71",
        source="a.jsonl:1",
    )
    return article, full_annotation(article)


@pytest.fixture
def sample() -> tuple[Article, Annotation]:
    """That article."""
    return make_sample()


@pytest.fixture
def make_annotation() -> Callable[..., Annotation]:
    """The function that annotates an article."""
    return annotate


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a warehouse of that article, not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    article, annotation = make_sample()
    build_warehouse(folder, [Input(article)], [annotation])
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    shutil.copy(warehouse_path(built_once), tmp_path)
    return tmp_path


def draw_corpus(seed: int, count: int) -> tuple[list[Article], list[Annotation]]:
    """Articles with every kind of value, some copied, some undated, about six provinces and the nation."""
    draw = random.Random(seed)
    domain = {name: sorted(values) for name, values in domain_values().items()}
    codes = ["00", "14", "14.71", "14.03", "21", "21.71", "18.72", "33", "33.74", "96.03"]
    elections = ["pilkada-2020", "pilkada-2024", "pemilu-2024", "pilkada-2010"]
    articles, annotations = [], []
    last = date(2024, 9, 1)
    for number in range(count):
        words = [f"kata{draw.randrange(4000)}" for _ in range(60)]
        text = " ".join(words[:30]) + ". " + " ".join(words[30:]) + "."
        day = date(2024, 9, 1) + timedelta(days=draw.randrange(120))
        if number % 5 == 4:
            text = articles[-1].text.replace("kata1", "kabar1", 1) + " Tambahan penutup."
            day = last + timedelta(days=draw.randrange(6))
        last = day
        spot = lambda: (lambda start: (start, start + draw.randrange(3, 30)))(draw.randrange(len(text) - 40))  # noqa: E731, B023
        article = Article(
            f"r-{number:03}",
            text,
            url=f"https://outlet{number % 7}.example/{number}" if number % 6 else None,
            published=day.isoformat() if number % 4 else None,
            outlet_region=draw.choice([None, "14.71", "33.74"]) if number % 6 else None,
        )
        regions = draw.sample(codes, draw.randrange(0, 4))
        values: dict[str, Any] = {
            "relevance": draw.choice(["core", "core", "mention", "none"]),
            "primary_regions": regions[:2],
            "regions": [Value(code, *spot()) for code in regions],
            "elections": [Value(name, *spot()) for name in draw.sample(elections, draw.randrange(0, 3))],
            "measures": [
                Measure(
                    draw.choice(domain["measure_types"][:4]), draw.choice(domain["measure_statuses"]), None, *spot()
                )
                for _ in range(draw.randrange(4))
            ],
            "violations": [
                Violation(
                    draw.choice(domain["violation_types"][:4]), draw.choice(domain["violation_statuses"]), *spot()
                )
                for _ in range(draw.randrange(4))
            ],
            "officials": [
                Official(f"Orang {place}", draw.choice(domain["official_roles"]), None, draw.choice(codes), *spot())
                for place in range(draw.randrange(3))
            ],
        }
        articles.append(article)
        annotations.append(annotate(article, **values))
    return articles, annotations


@pytest.fixture(scope="session")
def random_corpus() -> Callable[..., tuple[list[Article], list[Annotation]]]:
    """The function that draws such articles."""
    return draw_corpus


@pytest.fixture(scope="session")
def random_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of eighty such articles, opened for reading."""
    folder = tmp_path_factory.mktemp("random")
    articles, annotations = draw_corpus(seed=7, count=80)
    build_warehouse(folder, [Input(article) for article in articles], annotations)
    with Warehouse(warehouse_path(folder)).cursor() as cursor:
        yield cursor

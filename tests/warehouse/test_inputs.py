"""The command `build` over a data directory; what the crawler's store gives is replaced by rows of its form."""

import importlib
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import ModuleType

import pytest
from typer.testing import CliRunner

from crawler.items import Article
from nlp.store import write_annotations
from nlp.version import pipeline_version
from warehouse.__main__ import app
from warehouse.connection import connect, warehouse_path
from warehouse.queries import dataset_info


@dataclass(frozen=True)
class Stored:
    id: str
    text: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    outlet_region: str | None = None
    author: str | None = None
    source: str | None = None
    version: str = ""
    imported_at: datetime | str | None = None


@pytest.fixture
def stored(monkeypatch):
    """The list of what `read_articles` gives."""
    rows = []
    store = ModuleType("crawler.store")
    store.read_articles = lambda data_dir: iter(rows)
    monkeypatch.setitem(sys.modules, "crawler.store", store)
    monkeypatch.delitem(sys.modules, "warehouse.inputs", raising=False)
    yield rows
    sys.modules.pop("warehouse.inputs", None)


def build(data_dir, *options):
    return CliRunner().invoke(app, ["build", "--data", str(data_dir), *options])


def annotate(data_dir, make_annotation, *rows, **values):
    articles = [Article(row.id, row.text, outlet_region=row.outlet_region) for row in rows]
    write_annotations(data_dir, [replace(make_annotation(a, **values), pipeline=pipeline_version()) for a in articles])


def info(data_dir):
    with connect(warehouse_path(data_dir)) as con:
        return dataset_info(con)


def test_build(tmp_path, stored, make_annotation, caplog):
    stored.append(Stored("a", "Teks satu.", imported_at=datetime(2024, 10, 8, 3, tzinfo=UTC)))
    annotate(tmp_path, make_annotation, *stored)
    with caplog.at_level("INFO"):
        assert build(tmp_path).exit_code == 0
    assert "1 articles, 1 independent stories" in caplog.text
    assert (info(tmp_path).article_count, info(tmp_path).is_demonstration) == (1, False)
    assert info(tmp_path).pipeline == pipeline_version()


def test_an_article_that_was_not_read_makes_the_status_one(tmp_path, stored, make_annotation, caplog):
    stored += [Stored("a", "Teks satu."), Stored("b", "Teks dua.")]
    annotate(tmp_path, make_annotation, stored[0])
    assert build(tmp_path).exit_code == 1
    assert "article b: no annotation" in caplog.text
    assert (info(tmp_path).article_count, info(tmp_path).skipped_article_count) == (1, 1)


def test_no_articles_is_told(tmp_path, stored, caplog):
    assert build(tmp_path).exit_code == 1
    assert "no articles in" in caplog.text
    assert "make ingest" in caplog.text
    assert not warehouse_path(tmp_path).exists()


@pytest.mark.parametrize(
    ("url", "options", "is_demonstration"),
    [
        ("https://wartabatam.example/1", [], True),
        ("https://kabar.test/example", [], False),
        (None, [], False),
        (None, ["--demonstration"], True),
    ],
)
def test_invented_articles_are_marked(tmp_path, stored, make_annotation, url, options, is_demonstration):
    stored += [Stored("a", "Teks satu.", url=url), Stored("b", "Teks dua.")]
    annotate(tmp_path, make_annotation, *stored)
    assert build(tmp_path, *options).exit_code == 0
    assert info(tmp_path).is_demonstration is is_demonstration


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (datetime(2024, 10, 8, 3, tzinfo=UTC), datetime(2024, 10, 8, 3)),
        ("2024-10-08T10:00:00+07:00", datetime(2024, 10, 8, 3)),
        (datetime(2024, 10, 8, 3), datetime(2024, 10, 8, 3)),
        (None, None),
    ],
)
def test_time_of_import_is_utc(stored, given, kept):
    inputs = importlib.import_module("warehouse.inputs")
    assert inputs.as_input(Stored("a", "Teks.", imported_at=given)).imported_at == kept

"""The command `build` over a data directory, as the stages before leave it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from crawler.crawl_state import CrawlState, Known
from crawler.items import Article
from crawler.store import read_articles, write_articles
from nlp.store import write_annotations
from nlp.version import pipeline_version
from warehouse.__main__ import app
from warehouse.connection import connect, warehouse_path
from warehouse.queries import article, dataset_info
from warehouse.source import utc_of


def build(data_dir, *options):
    return CliRunner().invoke(app, ["build", "--data", str(data_dir), *options])


def annotate(data_dir, make_annotation, *articles, **values):
    write_annotations(data_dir, [replace(make_annotation(a, **values), pipeline=pipeline_version()) for a in articles])


def info(data_dir):
    with connect(warehouse_path(data_dir)) as con:
        return dataset_info(con)


def test_build(tmp_path, make_annotation, caplog):
    write_articles(tmp_path, [Article("a", "Teks satu.")])
    annotate(tmp_path, make_annotation, *read_articles(tmp_path))
    with caplog.at_level("INFO"):
        assert build(tmp_path).exit_code == 0
    assert "1 articles, 1 independent stories" in caplog.text
    assert (info(tmp_path).article_count, info(tmp_path).is_demonstration) == (1, False)
    assert info(tmp_path).pipeline == pipeline_version()


def test_an_article_that_was_not_read_makes_the_status_one(tmp_path, make_annotation, caplog):
    articles = [Article("a", "Teks satu."), Article("b", "Teks dua.")]
    write_articles(tmp_path, articles)
    annotate(tmp_path, make_annotation, articles[0])
    assert build(tmp_path).exit_code == 1
    assert "article b: no annotation" in caplog.text
    assert (info(tmp_path).article_count, info(tmp_path).skipped_article_count) == (1, 1)


def test_no_articles_is_told(tmp_path, caplog):
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
def test_invented_articles_are_marked(tmp_path, make_annotation, url, options, is_demonstration):
    articles = [Article("a", "Teks satu.", url=url), Article("b", "Teks dua.")]
    write_articles(tmp_path, articles)
    annotate(tmp_path, make_annotation, *articles)
    assert build(tmp_path, *options).exit_code == 0
    assert info(tmp_path).is_demonstration is is_demonstration


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-10-08T03:00:00.000000+00:00", datetime(2024, 10, 8, 3)),
        ("2024-10-08T10:00:00+07:00", datetime(2024, 10, 8, 3)),
        (datetime(2024, 10, 8, 3), datetime(2024, 10, 8, 3)),
        (None, None),
    ],
)
def test_times_are_in_utc(given, kept):
    assert utc_of(given) == kept


def test_time_of_import_comes_from_the_store(tmp_path, make_annotation):
    before = datetime.now(UTC).replace(tzinfo=None)
    write_articles(tmp_path, [Article("a", "Teks.")])
    annotate(tmp_path, make_annotation, Article("a", "Teks."))
    assert build(tmp_path).exit_code == 0
    with connect(warehouse_path(tmp_path)) as con:
        (imported_at,) = con.execute("SELECT imported_at FROM articles").fetchone()
    assert before <= imported_at <= datetime.now(UTC).replace(tzinfo=None)


def test_what_an_outlet_withdrew_is_marked_until_it_comes_back(tmp_path, make_annotation):
    articles = [
        Article("a", "Teks satu.", section="Politik", language="id", tags=("ASN", "pilkada"), is_paid=True),
        Article("b", "Teks dua."),
    ]
    write_articles(tmp_path, articles)
    annotate(tmp_path, make_annotation, *articles)
    state = CrawlState(tmp_path, "all")
    gone = Known("u", "a", "v", 410, None, None, "2024", "2024", "2024-10-08T03:00:00+00:00")
    columns = "article_id, withdrawn_at, section, tags, is_paid, language"
    for known, moment in ((gone, datetime(2024, 10, 8, 3)), (replace(gone, status=200, withdrawn_at=None), None)):
        state.remember("kabar", "kabar:1", known)
        assert build(tmp_path).exit_code == 0
        with connect(warehouse_path(tmp_path)) as con:
            rows = con.execute(f"SELECT {columns} FROM articles ORDER BY article_id").fetchall()
            assert article(con, "a").withdrawn_at == moment
            assert article(con, "a").tags == ["ASN", "pilkada"]
        assert rows == [
            ("a", moment, "Politik", ["ASN", "pilkada"], True, "id"),
            ("b", None, None, [], None, None),
        ]
    state.close()


def test_a_broken_state_of_a_crawl_is_told(tmp_path, make_annotation, caplog):
    write_articles(tmp_path, [Article("a", "Teks satu.")])
    annotate(tmp_path, make_annotation, Article("a", "Teks satu."))
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "state.sqlite").write_bytes(b"no database, words alone" * 99)
    assert build(tmp_path).exit_code == 1
    assert "state.sqlite: cannot be read" in caplog.text


def test_a_marked_directory_is_a_demonstration(tmp_path, make_annotation):
    write_articles(tmp_path, [Article("a", "Teks satu.")])
    (tmp_path / "DEMONSTRATION").write_text("rekaan")
    annotate(tmp_path, make_annotation, Article("a", "Teks satu."))
    assert build(tmp_path).exit_code == 0
    assert info(tmp_path).is_demonstration

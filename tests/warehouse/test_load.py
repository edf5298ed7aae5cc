import random
from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest

from crawler.items import Article
from nlp.records import Value
from warehouse.integrity import base_table
from warehouse.load import Input, fill_tables
from warehouse.schema import create_schema


def load(inputs, annotations):
    con = duckdb.connect()
    create_schema(con)
    return con, fill_tables(con, inputs, annotations)


def dump(con):
    found = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY 1").fetchall()
    tables = [base_table(name) for (name,) in found]
    columns = {table: "* EXCLUDE built_at" if table == "dataset" else "*" for table in tables}
    return {table: con.execute(f"SELECT {columns[table]} FROM {table} ORDER BY ALL").fetchall() for table in tables}


def test_all_of_an_article_is_loaded(sample):
    con, summary = load([Input(sample[0], datetime(2024, 10, 8))], [sample[1]])
    assert (summary.article_count, summary.story_count, summary.skipped) == (1, 1, {})
    article = con.execute(
        "SELECT outlet_id, report_date, report_date_source, story_id, imported_at, pipeline FROM articles"
    ).fetchone()
    assert article == (
        "wartabatam.example",
        date(2024, 10, 7),
        "published",
        "a-1",
        datetime(2024, 10, 8),
        "test",
    )
    counts = con.execute("SELECT kind, count(*) FROM evidence GROUP BY kind").fetchall()
    assert dict(counts) == {
        "region": 1,
        "election": 1,
        "official": 1,
        "date": 1,
        "measure": 2,
        "violation": 1,
        "legal": 1,
        "document": 1,
        "quote": 1,
    }
    assert con.execute("SELECT count(*) FROM evidence WHERE sentence IS NULL").fetchone() == (0,)
    assert con.execute("SELECT first_date, last_date FROM dates").fetchall() == [
        (date(2024, 11, 1), date(2024, 11, 30))
    ]
    assert con.execute("SELECT speaker_official_id FROM quotes").fetchall() == [("a-1#o1",)]
    assert con.execute("SELECT mention_id, text FROM mentions ORDER BY 1").fetchall() == [
        ("a-1#o1.1", "Amran Batubara"),
        ("a-1#o1.2", "Amran"),
    ]
    assert con.execute("SELECT status FROM evidence WHERE kind = 'region'").fetchall() == [("primary",)]


def test_gazetteer_and_calendar_are_whole():
    con, _ = load([], [])
    assert con.execute("SELECT level, count(*) FROM regions GROUP BY ALL ORDER BY ALL").fetchall() == [
        ("city", 98),
        ("nation", 1),
        ("province", 38),
        ("regency", 416),
    ]
    voting = con.execute("SELECT voting_date FROM elections WHERE election_id = 'pilkada-2024'").fetchone()
    assert voting == (date(2024, 11, 27),)
    assert con.execute(
        "SELECT count(*) FROM election_stages WHERE election_id = 'pilkada-2024' AND stage = 'campaign'"
    ).fetchone() == (1,)


def test_same_input_in_any_order_gives_the_same_rows(random_corpus):
    articles, annotations = random_corpus(seed=3, count=25)
    first, _ = load([Input(article) for article in articles], annotations)
    random.Random(1).shuffle(articles)
    second, _ = load([Input(article) for article in articles], reversed(annotations))
    assert dump(first) == dump(second)
    assert len(dump(first)["named.articles"]) == 25


def test_the_version_that_came_in_last_stands(make_annotation):
    old, new = Article("a", "Lama."), Article("a", "Baru.")
    inputs = [Input(new, datetime(2024, 2, 1)), Input(old, datetime(2024, 1, 1)), Input(new, datetime(2024, 1, 5))]
    con, summary = load(inputs, [make_annotation(old), make_annotation(new)])
    assert con.execute("SELECT text FROM articles").fetchall() == [("Baru.",)]
    assert (summary.older_version_count, summary.skipped) == (1, {})


def test_an_article_that_was_not_read_is_told(sample, make_annotation):
    article, annotation = sample
    unread = Article("b", "Belum dibaca.")
    con, summary = load([Input(article), Input(unread)], [annotation, replace(make_annotation(unread), version="0")])
    assert list(summary.skipped) == ["b"]
    assert summary.skipped["b"].startswith(f"article b: no annotation of version {unread.version} ")
    assert con.execute("SELECT article_id, version FROM skipped_articles").fetchall() == [("b", unread.version)]
    assert con.execute("SELECT article_count, skipped_article_count FROM dataset").fetchone() == (1, 1)


def test_an_article_that_does_not_fit_is_told_and_the_others_load(sample, make_annotation):
    odd = Article("b", "Teks.")
    con, summary = load([Input(odd), Input(sample[0])], [make_annotation(odd, relevance="perhaps"), sample[1]])
    assert summary.skipped == {"b": "article b: relevance: unknown value 'perhaps'"}
    assert con.execute("SELECT article_id FROM articles").fetchall() == [("a-1",)]


def test_an_election_outside_the_calendar_is_kept(make_annotation):
    article = Article("a", "Pilkada 2010 di kota ini.")
    con, _ = load([Input(article)], [make_annotation(article, elections=[Value("pilkada-2010", 0, 12)])])
    assert con.execute("SELECT * FROM elections WHERE year = 2010").fetchall() == [
        ("pilkada-2010", "pilkada", 2010, "Pilkada 2010", "Pilkada 2010", None)
    ]


def test_stories_name_articles(random_warehouse):
    orphans = random_warehouse.execute(
        "SELECT count(*) FROM stories ANTI JOIN articles ON articles.article_id = first_article_id"
    ).fetchone()
    assert orphans == (0,)
    wrong = random_warehouse.execute(
        "SELECT story_id, any_value(s.article_count), count(*) FROM articles JOIN stories AS s USING (story_id) "
        "GROUP BY story_id HAVING any_value(s.article_count) <> count(*)"
    ).fetchall()
    assert wrong == []
    copies = random_warehouse.execute("SELECT count(*) FROM stories WHERE article_count > 1").fetchone()
    assert copies is not None
    assert copies[0] > 5


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_article_loads(make_annotation, text):
    article = Article("a", text)
    con, summary = load([Input(article)], [make_annotation(article, sentences=[])])
    assert summary.skipped == {}
    assert con.execute("SELECT display_title, word_count FROM articles").fetchall() == [("a", 0)]

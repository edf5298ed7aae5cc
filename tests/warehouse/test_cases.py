"""The tables of cases, filled and read in DuckDB, and the score on the demonstration corpus."""

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from nlp.forms import annotation_from_dict
from nlp.sentences import find_sentences
from warehouse.agreement import b_cubed
from warehouse.case_clusters import cases_of_articles, cluster_cases
from warehouse.case_conduct import find_kinds, find_penalty_tier, load_kinds
from warehouse.case_reports import find_case_reports
from warehouse.case_words import load_words
from warehouse.cases import TABLES, case_rows, case_status, kind_rows
from warehouse.schema import FOLDER, domain_values

ROOT = Path(__file__).parents[2]
# On the annotations of the demonstration corpus; goes down only on purpose (docs/cases.md).
LOWEST_F1 = 0.92


@pytest.fixture(scope="module")
def gold():
    """(text, annotation, day, story, true cases) of each article of the demonstration corpus."""
    lines = lambda path: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]  # noqa: E731
    articles = {row["id"]: row for row in lines(ROOT / "demo" / "articles.jsonl")}
    found = []
    for row in lines(ROOT / "tests" / "fixtures" / "corpus" / "annotations.jsonl"):
        article = articles[row["id"]]
        text = article["text"]
        annotation = annotation_from_dict(row | {"version": "v", "pipeline": "gold", "sentences": []})
        annotation.sentences.extend(find_sentences(text))
        day = date.fromisoformat(article["published"][:10]) if article["published"] else None
        found.append((text, annotation, day, row["copy_of"] or row["id"], row["cases"]))
    return found


@pytest.fixture(scope="module")
def reports(gold):
    return [report for text, note, day, story, _ in gold for report in find_case_reports(text, note, day, story)]


def fill(con, rows):
    for table, found in rows.items():
        incoming = pa.Table.from_pylist(found)  # noqa: F841 - read by name
        if found:
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")


def test_cases_of_the_corpus_agree_with_its_annotators(gold, reports):
    truth = {note.id: cases for _, note, _, _, cases in gold}
    found = cases_of_articles(cluster_cases(reports))
    agreement = b_cubed(truth, found)
    assert agreement.f1 >= LOWEST_F1, agreement
    assert agreement.precision >= 0.95


def test_every_row_opens_to_words_of_its_article(con, gold, reports):
    fill(con, {"conduct_kinds": kind_rows(), **case_rows(reports)})
    articles = [
        {
            "article_id": note.id,
            "version": "v",
            "display_title": "",
            "tags": [""],
            "text": text,
            "word_count": 1,
            "relevance": "core",
            "story_id": story,
            "pipeline": "gold",
            "report_date": day,
            "report_date_source": day and "published",
        }
        for text, note, day, story, _ in gold
    ]
    fill(con, {"named.articles": articles})
    rows = con.execute("SELECT count(*), count(*) FILTER (words = '' OR words IS NULL) FROM case_evidence").fetchone()
    sizes = [con.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES[2:]]
    assert rows == (sum(sizes), 0)
    assert con.execute(
        "SELECT count(*) FROM case_conduct ANTI JOIN conduct_kinds ON skb_kind = kind_id WHERE skb_kind IS NOT NULL"
    ).fetchone() == (0,)
    for table in TABLES[2:]:
        assert con.execute(f"SELECT count(*) FROM {table} ANTI JOIN cases USING (case_id)").fetchone() == (0,)


def test_counts_of_cases_are_those_of_their_rows(con, reports):
    fill(con, case_rows(reports))
    wrong = con.execute(
        """SELECT case_id FROM cases JOIN (SELECT case_id, count(DISTINCT article_id) AS articles FROM case_articles
        GROUP BY case_id) USING (case_id) WHERE articles <> article_count OR story_count > article_count"""
    ).fetchall()
    assert wrong == []
    total = con.execute(
        "SELECT sum(alleged_count + dropped_count + found_count) FROM cases_by_region_election"
    ).fetchone()
    assert total == con.execute("SELECT count(*) FROM cases").fetchone()


def test_an_allegation_is_never_a_finding(con, reports):
    fill(con, case_rows(reports))
    mixed = con.execute(
        """SELECT case_id FROM cases WHERE status = 'alleged' AND case_id IN
        (SELECT case_id FROM case_conduct WHERE status = 'proven')"""
    ).fetchall()
    assert mixed == []


def test_the_same_reports_in_any_order_give_the_same_rows(reports):
    assert case_rows(reports) == case_rows(list(reversed(reports)))


def test_every_table_and_column_is_explained(con):
    missing = con.execute(
        """SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal
        UNION ALL SELECT table_name, NULL FROM duckdb_tables() WHERE comment IS NULL
        UNION ALL SELECT view_name, NULL FROM duckdb_views() WHERE comment IS NULL AND NOT internal"""
    ).fetchall()
    assert missing == []


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (["alleged", "alleged"], "alleged"),
        (["alleged", "found", "sanctioned"], "sanctioned"),
        (["sanctioned", "found"], "sanctioned"),
        (["alleged", "dropped"], "dropped"),
        (["found", "dropped"], "dropped"),
        (["dropped", "found"], "found"),
        (["found", "convicted", "alleged"], "convicted"),
    ],
)
def test_status_of_a_case(states, status):
    assert case_status(states) == status


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("social_media", "menyukai unggahan bakal calon bupati", "SKB-E4"),
        ("social_media", "menyukai unggahan paslon", "SKB-D6"),
        ("social_media", "menyukai unggahan", None),
        ("campaigning", "menjadi tim sukses caleg", "SKB-D10"),
        ("attributes", "memakai baju bergambar paslon", None),
        ("approaching_party", "mendaftar ke partai sebagai bakal calon", "SKB-D3"),
        ("other", "tidak netral", None),
    ],
)
def test_kind_by_the_joint_decree(kind, words, expected):
    assert find_kinds(kind, words, date(2024, 10, 1)).skb_kind == expected


def test_the_decree_is_not_said_to_hold_before_its_day():
    assert find_kinds("other", "", date(2020, 10, 1)).skb_in_force is False
    assert find_kinds("other", "", None).skb_in_force is None


@pytest.mark.parametrize(
    ("words", "tier"),
    [
        ("dijatuhi hukuman disiplin sedang berupa penundaan kenaikan pangkat", "medium"),
        ("dijatuhi teguran tertulis", "light"),
        ("membebaskan Camat itu dari jabatannya", "heavy"),
        ("sanksi moral berupa pernyataan terbuka", "moral"),
        ("dijatuhi sanksi", None),
    ],
)
def test_tier_of_a_penalty(words, tier):
    assert find_penalty_tier(words) == tier


def test_lists_and_tables_agree():
    sql = (FOLDER / "schema" / "cases.sql").read_text(encoding="utf-8")
    assert all(f"'{step}'" in sql for step in load_words()["steps"])
    assert all(f"'{body}'" in sql for body in load_words()["bodies"])
    assert set(load_words()["extra_conduct"]) <= domain_values()["violation_types"]
    assert {kind.source_url[:8] for kind in load_kinds().values()} == {"https://"}
    assert set(load_words()["roles"]) <= set(load_words()["offices"])
    assert set(load_words()["common_offices"]["words"]) <= set(load_words()["offices"])

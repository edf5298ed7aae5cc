from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warehouse.search_index as index
from warehouse.search import search
from warehouse.search_index import compact, find_outdated, index_articles, needs_compact, remove_articles

SCHEMA = (index.SQL.parent / "schema" / "search.sql").read_text(encoding="utf-8")
TABLES = ("search_documents", "search_postings", "search_segments")
# The tables that search reads beside its own.
READ = """
CREATE TABLE articles (article_id VARCHAR, title VARCHAR, display_title VARCHAR, text VARCHAR, report_date DATE,
    outlet_id VARCHAR);
CREATE TABLE outlets (outlet_id VARCHAR, name VARCHAR);
CREATE TABLE officials (article_id VARCHAR, name VARCHAR);
CREATE TABLE documents (article_id VARCHAR, number VARCHAR);
CREATE TABLE regions (code VARCHAR, name VARCHAR, province_code VARCHAR);
CREATE TABLE provinces (code VARCHAR, name VARCHAR);
CREATE TABLE article_primary_regions (article_id VARCHAR, region_code VARCHAR);
"""
WORDS = ["netralitas", "dilaporkan", "laporan", "asn", "mutasi", "camat", "2024", "undang-undang"]
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
corpora = st.dictionaries(st.sampled_from([f"a-{n}" for n in range(9)]), st.tuples(texts | st.none(), texts))


def make_con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(READ + SCHEMA)
    return con


def put(con, articles):
    """Make these the articles there are: id to (title, text)."""
    con.execute("TRUNCATE articles")
    for key in reversed(list(articles)):
        title, text = articles[key]
        con.execute("INSERT INTO articles VALUES ($1, $2, coalesce($2, $1), $3, NULL, NULL)", [key, title, text])


def rows(con):
    return [con.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in TABLES]


def ids(con, question):
    answer = search(con, question, limit=200)
    assert answer.total_count == len(answer.hits)
    return {hit.article_id for hit in answer.hits}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_con() as connection:
        yield connection


def test_tables_and_columns_are_explained(con):
    missing = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE table_name LIKE 'search%' AND comment IS NULL "
        "UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE table_name LIKE 'search%' AND comment IS NULL"
    ).fetchall()
    assert missing == []
    assert {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()} >= set(TABLES)


def test_postings_say_where_words_stand(con):
    put(con, {"a": ("Mutasi camat", "Camat itu camat.")})
    assert index_articles(con) == 1
    found = con.execute(
        "SELECT title_count, text_count, places FROM search_postings WHERE word_id = md5_number_lower('camat')"
    ).fetchall()
    assert found == [(1, 2, [1, 3, 5])]
    assert con.execute("SELECT title_word_count, word_count FROM search_documents").fetchall() == [(2, 5)]


@settings(max_examples=20)  # every question plans a large statement
@given(corpora, corpora)
def test_an_index_kept_equals_one_made_at_once(before, after):
    with make_con() as kept, make_con() as fresh:
        put(kept, before)
        index_articles(kept)
        put(kept, after)
        assert find_outdated(kept) == sorted(
            key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
        )
        changed = find_outdated(kept)
        assert index_articles(kept, changed) == len(set(changed) & set(after))
        assert find_outdated(kept) == []
        put(fresh, after)
        index_articles(fresh)
        for question in ("laporan", "netralitas asn", '"camat mutasi"', "undang-undang -asn"):
            one, other = search(kept, question), search(fresh, question)
            assert one == other
        compact(kept)
        assert rows(kept)[:2] == rows(fresh)[:2]


def test_what_is_removed_vanishes_at_once(con):
    put(con, {"a": ("Mutasi", "camat"), "b": (None, "camat")})
    index_articles(con)
    assert ids(con, "camat") == {"a", "b"}
    assert remove_articles(con, ["a", "not-there"]) == 1
    assert ids(con, "camat") == {"b"}
    assert find_outdated(con) == ["a"]


def test_the_number_of_a_removed_article_is_not_given_again(con):
    put(con, {"a": (None, "mutasi"), "b": (None, "camat")})
    index_articles(con)
    remove_articles(con, ["b"])
    put(con, {"a": (None, "mutasi"), "c": (None, "lurah")})
    index_articles(con, ["c"])
    assert ids(con, "camat") == set()
    assert ids(con, "lurah") == {"c"}


def test_indexing_twice_is_as_once(con):
    put(con, {"a": ("Mutasi", "camat"), "b": (None, "camat camat")})
    index_articles(con)
    once = rows(con)
    index_articles(con)
    assert rows(con) == once
    index_articles(con, ["a", "a", "b"])
    assert ids(con, "camat") == {"a", "b"}
    compact(con)
    assert rows(con)[:2] == once[:2]


def test_large_builds_are_merged_from_runs_to_the_same_rows(con, monkeypatch, tmp_path):
    articles = {f"a-{n:03}": (f"judul {WORDS[n % 7]}", f"{WORDS[n % 5]} dan kata{n} laporan") for n in range(100)}
    put(con, articles)
    index_articles(con)
    whole = rows(con)
    monkeypatch.setattr(index, "BATCH_SIZE", 7)
    monkeypatch.setattr(index, "DIRECT_LIMIT", 20)
    monkeypatch.setattr(index, "MERGE_SIZE", 50)
    path = tmp_path / "it's.duckdb"
    with duckdb.connect(str(path)) as merged:
        merged.execute(READ + SCHEMA)
        put(merged, articles)
        index_articles(merged)
        assert rows(merged)[:2] == whole[:2]
        assert merged.execute("SELECT is_base, posting_count FROM search_segments").fetchall() == [
            (True, len(whole[1]))
        ]
        stems = [stem for (stem,) in merged.execute("SELECT stem_id FROM search_postings").fetchall()]
        assert stems == sorted(stems)
    assert [left.name for left in tmp_path.iterdir()] == [path.name]


def test_a_loose_index_is_laid_anew(con, monkeypatch):
    monkeypatch.setattr(index, "SMALL_POSTING_COUNT", 0)
    put(con, {f"a-{n}": (None, f"camat kata{n}") for n in range(20)})
    index_articles(con)
    assert not needs_compact(con)
    index_articles(con, ["a-1"])
    assert con.execute("SELECT count(*) FROM search_segments").fetchone() == (2,)
    remove_articles(con, ["a-2", "a-3", "a-4"])
    assert needs_compact(con)
    index_articles(con, ["a-5"])
    assert not needs_compact(con)
    assert con.execute("SELECT count(*) FROM search_segments").fetchone() == (1,)
    assert con.execute("SELECT count(DISTINCT doc_no) FROM search_postings").fetchone() == (17,)


def test_another_source_is_indexed_as_it_shows(con):
    put(con, {"a": ("Camat Budiman", "Budiman hadir.")})
    con.execute("CREATE SCHEMA masked")
    con.execute(
        "CREATE VIEW masked.articles AS SELECT article_id, replace(title, 'Budiman', '[camat]') AS title, "
        "replace(text, 'Budiman', '[camat]') AS text FROM main.articles"
    )
    index_articles(con, source="masked.articles")
    assert ids(con, "budiman") == set()
    assert ids(con, "camat") == {"a"}
    assert find_outdated(con, source="masked.articles") == []
    assert find_outdated(con) == ["a"]


@pytest.mark.parametrize("title", [None, "", "–"])
def test_articles_without_words(con, title):
    put(con, {"a": (title, ""), "b": (None, "camat")})
    assert index_articles(con) == 2
    assert ids(con, "camat") == {"b"}
    assert find_outdated(con) == []


def test_nothing_to_index(con):
    assert index_articles(con) == 0
    assert index_articles(con, []) == 0
    compact(con)
    assert ids(con, "camat") == set()

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.answers import Filters
from warehouse.build import build_warehouse
from warehouse.connection import Warehouse, warehouse_path
from warehouse.load import Input
from warehouse.queries import articles_table
from warehouse.search import MAX_LIMIT, search, show_words
from warehouse.search_index import SQL, index_articles
from warehouse.search_snippets import SNIPPET_WORDS
from warehouse.search_words import find_word_ids, split_words

READ = """
CREATE TABLE articles AS FROM (VALUES
    ('a-1', 'Camat Lembah Sari dilaporkan ke Bawaslu', 'Warga melaporkan Camat Lembah Sari, Rinto Perangin.'),
    ('a-2', 'Apel pagi di Kota Batam', 'Pegawai tidak netral? Netralitas ASN diawasi, kata Sekda. Laporan belum ada.'),
    ('a-3', NULL, 'Nomor 800.1.6.2/524/BKPSDM-PDG/2024 tentang netralitas ASN, bukan 800/77.'),
    ('a-4', 'Angin kencang', 'Angin merusak kantor. Angin, angin, angin. ASN membersihkan netralitas.'),
    ('a-5', 'Pejabat dimutasi', 'Rotasi dan mutasi: undang-undang dikutip. Undang ASN.')
) AS a (article_id, title, text);
ALTER TABLE articles ADD COLUMN display_title VARCHAR;
ALTER TABLE articles ADD COLUMN report_date DATE;
ALTER TABLE articles ADD COLUMN outlet_id VARCHAR;
UPDATE articles SET display_title = coalesce(title, 'Nomor 800'), report_date = DATE '2024-10-07', outlet_id = 'kabar';
CREATE TABLE outlets AS SELECT 'kabar' AS outlet_id, 'Kabar Lembah' AS name;
CREATE TABLE officials AS SELECT 'a-1' AS article_id, 'Rinto Perangin' AS name;
CREATE TABLE documents AS SELECT 'a-3' AS article_id, '800.1.6.2/524/BKPSDM-PDG/2024' AS number;
CREATE TABLE regions AS SELECT '21.71' AS code, 'Kota Batam' AS name, '21' AS province_code;
CREATE TABLE provinces AS SELECT '21' AS code, 'Kepulauan Riau' AS name;
CREATE TABLE article_primary_regions AS SELECT 'a-2' AS article_id, '21.71' AS region_code;
"""
SCHEMA = (SQL.parent / "schema" / "search.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as connection:
        connection.execute(READ + SCHEMA)
        index_articles(connection)
        yield connection


def found(con, question, **options):
    return [hit.article_id for hit in search(con, question, **options).hits]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("dilaporkan", ["a-1", "a-2"]),
        ("LAPORAN Bawaslu", ["a-1"]),
        ("netralitas", ["a-2", "a-3", "a-4"]),
        ("netralitas -angin", ["a-2", "a-3"]),
        ("netralitas -diangin -pegawai", ["a-3"]),
        ('"netralitas asn"', ["a-2", "a-3"]),
        ('"asn netralitas"', []),
        ('-"netralitas asn" asn', ["a-4", "a-5"]),
        ('"tidak netral"', ["a-2"]),
        ('"dilaporkan"', ["a-1"]),
        ("800.1.6.2/524/BKPSDM-PDG/2024", ["a-3"]),
        ("524/bkpsdm", ["a-3"]),
        ("BKPSDM-PDG", ["a-3"]),
        ("800/524", []),
        ("800/77", ["a-3"]),
        ("524", ["a-3"]),
        ("undang-undang", ["a-5"]),
        ("rotasi OR apel", ["a-2", "a-5"]),
        ("rotasi OR apel asn", ["a-2", "a-5"]),
        ('rotasi OR "apel pagi" -mutasi', ["a-2"]),
        ("pejabat:rinto", ["a-1"]),
        ('official:"Rinto Perangin" camat', ["a-1"]),
        ("pejabat:sekda", []),
        ("daerah:batam", ["a-2"]),
        ("daerah:riau netralitas", ["a-2"]),
        ("netralitas -daerah:batam", ["a-3", "a-4"]),
        ("nomor:524/BKPSDM", ["a-3"]),
        ("nomor:800/77", []),
        ("kata-yang-tak-ada", []),
        ("bawaslu batam", []),
        ("-netralitas", []),
        ("", []),
    ],
)
def test_what_is_found(con, question, articles):
    assert sorted(found(con, question)) == articles


def test_a_name_comes_before_words_that_share_its_stem(con):
    ids = find_word_ids(["perangin", "angin"])
    assert ids["perangin"].stem_id == ids["angin"].stem_id  # the stemmer takes per- for a prefix
    assert search(con, "Perangin").total_count == 2
    assert found(con, "angin")[0] == "a-4"
    assert found(con, '"perangin"') == ["a-1"]


def test_title_weighs_more():
    with duckdb.connect() as con:
        con.execute(READ + SCHEMA)
        con.execute("UPDATE articles SET title = 'Sekda lantik camat', text = 'lain kata' WHERE article_id = 'a-5'")
        con.execute("UPDATE articles SET title = 'Apel pagi', text = 'camat lain kata' WHERE article_id = 'a-4'")
        index_articles(con)
        order = found(con, "camat")
        assert order.index("a-5") < order.index("a-4")


def test_exact_form_weighs_more():
    with duckdb.connect() as con:
        con.execute(READ + SCHEMA)
        con.execute("UPDATE articles SET title = NULL, text = 'pelapor hadir' WHERE article_id = 'a-4'")
        con.execute("UPDATE articles SET title = NULL, text = 'terlapor hadir' WHERE article_id = 'a-5'")
        index_articles(con)
        pair = ["a-4", "a-5"]
        assert [key for key in found(con, "pelapor") if key in pair] == pair
        assert [key for key in found(con, "terlapor") if key in pair] == pair[::-1]


def test_hits_are_marked_by_offsets(con):
    (hit,) = search(con, '"netralitas asn" diawasi laporan').hits
    text = con.execute("SELECT text FROM articles WHERE article_id = 'a-2'").fetchone()[0]
    snippet = hit.snippet
    assert snippet.text == text[snippet.start_char : snippet.end_char]
    assert [snippet.text[span.start : span.end] for span in snippet.hits] == ["Netralitas ASN", "diawasi", "Laporan"]
    assert [text[span.start : span.end] for span in snippet.hits_in_article] == ["Netralitas ASN", "diawasi", "Laporan"]
    assert (hit.title, hit.outlet, hit.report_date) == ("Apel pagi di Kota Batam", "Kabar Lembah", date(2024, 10, 7))


def test_title_hits_and_untitled_articles(con):
    (hit,) = search(con, "angin kencang").hits
    assert [hit.title[span.start : span.end] for span in hit.title_hits] == ["Angin", "kencang"]
    (hit,) = search(con, "524").hits
    assert (hit.title, hit.title_hits) == ("Nomor 800", ())


def test_pages_put_together_are_the_whole(con):
    whole = search(con, "asn")
    pages = [search(con, "asn", limit=1, offset=page) for page in range(5)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total_count for page in pages} == {whole.total_count} == {4}
    assert len({hit.article_id for hit in whole.hits}) == 4
    assert search(con, "asn", limit=0).total_count == 4
    assert search(con, "asn", limit=-5, offset=-5).hits == ()


def test_what_is_told_of_the_question(con):
    assert search(con, "yang diawasi").ignored_words == ("yang",)
    assert search(con, "asn " * 5_000).is_cut
    assert not search(con, "asn").is_cut


@pytest.mark.parametrize(
    "question",
    [
        " ".join(f"kata{n}" for n in range(10_000)),
        "-" * 10_000,
        '"' * 999,
        "(" * 500 + "[a-z]*+?{1,9}" * 20,
        "a OR " * 300,
        "\0\ud800'; DROP TABLE articles; --",
        "$1 $limit {source} %s \\",
        '"' + "asn " * 900 + '"',
        "1." * 480,
        "x" * 100_000,
        "pejabat:" * 50,
    ],
)
def test_hostile_questions_are_bounded(con, question):
    assert search(con, question).total_count <= 5


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_characters_can_be_asked(con, question):
    answer = search(con, question)
    assert len(answer.hits) == answer.total_count <= 5


def test_words_of_any_script_are_found():
    with duckdb.connect() as con:
        con.execute(READ + SCHEMA)
        text = "ĲSSEL İstanbul ﬁnal 中文 ẞ ǅ Ⅷ ²"
        con.execute("UPDATE articles SET text = $1 WHERE article_id = 'a-4'", [text])
        index_articles(con)
        for word in text.split():
            assert "a-4" in found(con, word), word


# --- the whole warehouse, read as the dashboard reads it ---


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """A warehouse of demonstration-like articles with its index, opened read-only and locked."""
    from tests.warehouse.conftest import draw_corpus

    folder = tmp_path_factory.mktemp("search")
    articles, annotations = draw_corpus(seed=3, count=120)
    build_warehouse(folder, [Input(article) for article in articles], annotations)
    with duckdb.connect(str(warehouse_path(folder))) as con:
        if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'search_documents'").fetchone():
            con.execute(SCHEMA)
        index_articles(con)
    with Warehouse(warehouse_path(folder)).cursor() as cursor:
        yield cursor


WORD = "tambahan"
FILTERS = [
    Filters(),
    Filters(relevance=()),
    Filters(provinces=("14", "21")),
    Filters(elections=("pilkada-2024",), date_from=date(2024, 10, 1)),
    Filters(violation_statuses=("alleged",)),
    Filters(text="penutup"),
]


@pytest.mark.parametrize("filters", FILTERS)
def test_filters_narrow_what_is_found(warehouse, filters):
    answer = search(warehouse, WORD, filters=filters, limit=MAX_LIMIT)
    having = {
        key
        for key, title, text in warehouse.execute("SELECT article_id, title, text FROM articles").fetchall()
        if WORD in split_words([f"{title} {text}"])[0]
    }
    expected = having & set(articles_table(warehouse, filters)["article_id"])
    assert {hit.article_id for hit in answer.hits} == expected
    assert answer.total_count == len(expected) > 0
    assert all(len(hit.snippet.text.split()) <= SNIPPET_WORDS for hit in answer.hits)


def test_no_filters_is_every_article(warehouse):
    assert search(warehouse, WORD).total_count == search(warehouse, WORD, filters=Filters(relevance=())).total_count


@pytest.mark.parametrize(
    "question",
    ["penutup", "menutup", '"tambahan penutup"', "penutup OR kabar1", "kabar -penutup", "kata1 yang", "-penutup", "!"],
)
def test_a_filter_of_words_is_the_same_search(warehouse, question):
    answer = search(warehouse, question, filters=Filters(), limit=MAX_LIMIT)
    rows = articles_table(warehouse, Filters(text=question))
    assert set(rows["article_id"]) == {hit.article_id for hit in answer.hits}
    assert len(rows) == answer.total_count


def test_blank_words_are_no_filter(warehouse):
    every = list(articles_table(warehouse, Filters())["article_id"])
    assert list(articles_table(warehouse, Filters(text="  "))["article_id"]) == every
    assert 0 < len(articles_table(warehouse, Filters(text="menutup"))) < len(every)


def test_a_search_may_have_a_filter_of_words_beside_its_own(warehouse):
    both = {hit.article_id for hit in search(warehouse, "penutup tambahan", filters=Filters(), limit=MAX_LIMIT).hits}
    narrowed = search(warehouse, "penutup", filters=Filters(text="tambahan"), limit=MAX_LIMIT)
    assert {hit.article_id for hit in narrowed.hits} == both != set()


def test_words_shown_in_given_articles(warehouse):
    ids = list(articles_table(warehouse, Filters(text="penutup"), limit=3)["article_id"])
    shown = show_words(warehouse, "penutup", ids)
    assert list(shown) == ids
    for hit in shown.values():
        assert {hit.snippet.text[span.start : span.end].lower() for span in hit.snippet.hits} == {"penutup"}

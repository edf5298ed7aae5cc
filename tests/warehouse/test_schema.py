import re

import duckdb
import pytest

from warehouse.integrity import base_table, find_broken_keys, load_keys
from warehouse.schema import FOLDER, NAMED_TABLES, VIEWS, create_schema, domain_values

# Where each list of the domain is checked: table, column.
CHECKED = {
    "relevance": ("articles", "relevance"),
    "official_roles": ("officials", "role"),
    "acting": ("officials", "acting"),
    "date_roles": ("dates", "role"),
    "measure_types": ("measures", "type"),
    "measure_statuses": ("measures", "status"),
    "violation_types": ("violations", "type"),
    "violation_statuses": ("violations", "status"),
    "total_kinds": ("totals", "what"),
    "total_states": ("totals", "state"),
}
ARTICLES = (
    "named.articles (article_id, version, display_title, tags, text, word_count, relevance, story_id, pipeline,"
    " outlet_id, report_date)"
)
ROWS = {
    "provinces": "('21', 'Kepulauan Riau')",
    "regions": "('21.71', 'Kota Batam', 'city', '21', 1.1, 104.0, 1, 'Batam')",
    "outlets": "('warta', 'Warta', NULL, '21.71')",
    "elections": "('pilkada-2024', 'pilkada', 2024, 'Pilkada 2024', '2024 regional elections', NULL)",
    "stories": "('a', 'a', 1)",
    ARTICLES: "('a', 'v', 'T', [], 'Teks.', 1, 'core', 'a', 'p', NULL, NULL)",
    "sentences": "('a', 1, 0, 0, 5, false)",
    "named.officials": "('a#o1', 'a', 'Nama', 'mayor', NULL, '21.71', 0, 4, 1, 0.9, 'behind: Wali Kota')",
}


@pytest.fixture
def filled(con):
    for table, row in ROWS.items():
        con.execute(f"INSERT INTO {table} VALUES {row}")
    return con


def test_every_table_view_and_column_is_explained(con):
    missing = con.execute(
        "SELECT name, column_name FROM data_dictionary WHERE comment IS NULL OR length(comment) < 9"
    ).fetchall()
    assert missing == []
    kinds = dict(con.execute("SELECT kind, count(*) FROM data_dictionary GROUP BY kind").fetchall())
    assert kinds["view"] == len(VIEWS) + len(NAMED_TABLES)
    assert kinds["table"] >= 24
    assert kinds["column"] > 150


def test_every_view_file_is_made():
    assert sorted(path.stem for path in (FOLDER / "views").glob("*.sql")) == sorted(VIEWS)


@pytest.mark.parametrize("name", CHECKED)
def test_checks_hold_the_values_of_the_domain(con, name):
    table, column = CHECKED[name]
    checks = con.execute(
        "SELECT constraint_text FROM duckdb_constraints() WHERE table_name = ? AND constraint_type = 'CHECK'", [table]
    ).fetchall()
    lists = [
        frozenset(re.findall(r"'(\w+)'", text))
        for (text,) in checks
        if re.match(rf"CHECK\(\(?{column} IN", text.replace('"', ""))
    ]
    assert lists == [domain_values()[name]]


@pytest.mark.parametrize(
    "insert",
    [
        "regions VALUES ('99.01', 'Nowhere', 'city', '99', 0, 0, 0, '')",
        "regions VALUES ('21', 'Kepulauan Riau', 'province', NULL, 0, 0, 0, '')",
        "outlets VALUES ('x', 'X', NULL, '99.99')",
        "elections VALUES ('pilgub-2024', 'pilkada', 2024, '', '', NULL)",
        "election_stages VALUES ('pilkada-1999', 'campaign', '1999-01-01', '1999-02-01', NULL)",
        "election_stages VALUES ('pilkada-2024', 'campaign', '2024-02-01', '2024-01-01', NULL)",
        f"{ARTICLES} VALUES ('b', 'v', 'T', [], '', 1, 'core', 'a', 'p', NULL, '2024-01-01')",
        f"{ARTICLES} VALUES ('b', 'v', 'T', NULL, '', 1, 'core', 'a', 'p', NULL, NULL)",
        "sentences VALUES ('a', 2, 0, 5, 5, false)",
        "named.officials VALUES ('a#o2', 'a', 'Nama', 'king', NULL, NULL, 0, 4, 1, NULL, NULL)",
        "dates VALUES ('a#d1', 'a', '2024', '2024-12-31', '2024-01-01', 'event', '2024', false, 0, 4, 1, NULL, NULL)",
        "measures VALUES ('a#m1', 'a', 'pledge', 'done', NULL, 0, 4, 1, NULL, NULL)",
        "violations VALUES ('a#v1', 'a', 'gesture', 'likely', 0, 4, 1, NULL, NULL)",
        "violations VALUES ('a#v1', 'a', 'gesture', 'proven', 4, 0, 1, NULL, NULL)",
        "documents VALUES ('a#n1', 'a', NULL, 0, 4, 1, NULL, NULL)",
        "named.quotes VALUES ('a#q1', 'a', 'Nama', NULL, 'Kata', 0, 4, 1, NULL, NULL)",
        "measures VALUES ('a#m1', 'a', 'pledge', 'taken', NULL, 0, 4, 1, 1.2, NULL)",
        "named.statements VALUES ('a#s1', 'a', 'Nama', NULL, 'Kata', 0, 4, 1, NULL, NULL)",
        "totals VALUES ('a#t1', 'a', 12, 'votes', 'found', '21.71', 0, 4, 1, NULL, NULL)",
        "totals VALUES ('a#t1', 'a', 12, 'asn', 'guessed', '21.71', 0, 4, 1, NULL, NULL)",
        "named.article_versions VALUES ('a', 'v', 1, true, NULL, NULL, 'Teks.')",
        "article_copies VALUES ('a', 'a', 0)",
        "crawl_failures VALUES (1, 'kabar', 'refused', 1)",
        "crawl_troubles VALUES (1, 'kabar', 1, 'left: refused')",
    ],
)
def test_rows_that_do_not_hold_are_refused(filled, insert):
    with pytest.raises(duckdb.ConstraintException):
        filled.execute(f"INSERT INTO {insert}")


@pytest.mark.parametrize(
    ("insert", "trouble"),
    [
        (
            f"{ARTICLES} VALUES ('b', 'v', 'T', [], '', 1, 'core', 'no', 'p', NULL, NULL)",
            "articles: story_id = 'no' is",
        ),
        (
            f"{ARTICLES} VALUES ('b', 'v', 'T', [], '', 1, 'core', 'a', 'p', 'no', NULL)",
            "articles: outlet_id = 'no' is",
        ),
        (
            f"{ARTICLES} VALUES ('a', 'v', 'T', [], '', 1, 'core', 'a', 'p', NULL, NULL)",
            "articles: two rows of article",
        ),
        ("stories VALUES ('b', 'b', 1)", "stories: story_id = 'b' is not in articles.article_id"),
        ("sentences VALUES ('a', 1, 0, 0, 5, false)", "sentences: two rows of article_id, sentence_no = 'a', 1"),
        ("article_primary_regions VALUES ('a', '99')", "article_primary_regions: region_code = '99' is not in regions"),
        ("article_regions VALUES ('a#r1', 'a', '99', 0, 4, 1, NULL, NULL)", "article_regions: region_code = '99'"),
        (
            "article_elections VALUES ('a#e1', 'a', 'pilkada-1999', 0, 4, 1, NULL, NULL)",
            "article_elections: election_id",
        ),
        ("named.mentions VALUES ('a#o9.1', 'a', 'a#o9', 'Nama', 0, 4)", "mentions: official_id = 'a#o9' is not in"),
        ("legal_citations VALUES ('b#l1', 'b', 'UU 1/2020', 0, 4, NULL, NULL, NULL)", "legal_citations: article_id"),
        ("named.quotes VALUES ('a#q1', 'a', 'N', 'a#o7', 'K', 0, 4, 1, NULL, NULL)", "quotes: speaker_official_id"),
        ("totals VALUES ('a#t1', 'a', 12, 'asn', 'found', '99', 0, 4, 1, NULL, NULL)", "totals: region_code = '99'"),
    ],
)
def test_broken_keys_are_told(filled, insert, trouble):
    assert list(find_broken_keys(filled)) == []
    filled.execute(f"INSERT INTO {insert}")
    assert trouble in "\n".join(find_broken_keys(filled))


def test_every_table_has_a_key(con):
    """Either DuckDB keeps it, or the build checks it; `dataset` is one row."""
    tables = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT has_primary_key AND table_name <> 'dataset' AND NOT temporary"
    ).fetchall()
    assert {name for (name,) in tables} == set(load_keys())
    for table, keys in load_keys().items():
        columns = {name for name, *_ in con.execute(f"DESCRIBE {base_table(table)}").fetchall()}
        assert {*keys.key, *keys.references} <= columns


def test_an_item_may_stand_outside_all_sentences(filled):
    filled.execute("INSERT INTO measures VALUES ('a#m1', 'a', 'pledge', 'taken', NULL, 0, 4, NULL, NULL, NULL)")
    assert filled.execute("SELECT words, sentence FROM evidence WHERE kind = 'measure'").fetchall() == [("Teks", None)]


def test_schema_is_made_once():
    with duckdb.connect() as con:
        create_schema(con)
        with pytest.raises(duckdb.CatalogException):
            create_schema(con)

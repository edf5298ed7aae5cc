import re

import duckdb
import pytest

from warehouse.integrity import Keys, base_table, find_broken_keys, load_keys
from warehouse.privacy import COVER_NOTE, reading_names
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
ITEM = "start_char, end_char, sentence_no, confidence, rule"
OFFICIALS = f"named.officials (official_id, article_id, name, role, acting, region_code, {ITEM})"
MENTIONS = "named.mentions (mention_id, article_id, official_id, text, start_char, end_char)"
QUOTES = f"named.quotes (quote_id, article_id, speaker, speaker_official_id, text, {ITEM})"
STATEMENTS = f"named.statements (statement_id, article_id, speaker, speaker_official_id, text, {ITEM})"
VERSIONS = "named.article_versions (article_id, version, version_no, is_newest, imported_at, title, text)"
# Made anew from the other tables at the end of every build, and read by the dashboard alone: nothing names their rows.
INTERNAL = re.compile(r"\w+_facts|\w+_numbers|fact_bits")
ROWS = {
    "provinces": "('21', 'Kepulauan Riau')",
    "regions": "('21.71', 'Kota Batam', 'city', '21', 1.1, 104.0, 1, 'Batam')",
    "outlets": "('warta', 'Warta', NULL, '21.71')",
    "elections": "('pilkada-2024', 'pilkada', 2024, 'Pilkada 2024', '2024 regional elections', NULL)",
    "stories": "('a', 'a', 1)",
    ARTICLES: "('a', 'v', 'T', [], 'Teks.', 1, 'core', 'a', 'p', NULL, NULL)",
    "sentences": "('a', 1, 0, 0, 5, false)",
    OFFICIALS: "('a#o1', 'a', 'Nama', 'mayor', NULL, '21.71', 0, 4, 1, 0.9, 'behind: Wali Kota')",
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
    assert kinds["view"] == len(VIEWS) + len(NAMED_TABLES) - len({"masked_spans", "case_reports"})
    assert kinds["table"] >= 24
    assert kinds["column"] > 150


def test_what_holds_names_is_explained_too(con):
    bare = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
    bare += " UNION ALL SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL"
    bare += " UNION ALL SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
    assert con.execute(bare).fetchall() == []
    told = con.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'quotes'").fetchall()
    assert [comment.endswith(COVER_NOTE) for (comment,) in told] == [True]
    told = con.execute(
        "SELECT comment FROM data_dictionary WHERE (name, column_name) = ('quotes', 'speaker')"
    ).fetchall()
    assert [comment.endswith(COVER_NOTE) for (comment,) in told] == [True]


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
        "regions VALUES ('21', 'Kepulauan Riau', 'province', NULL, 0, 0, 0, '')",
        "elections VALUES ('pilgub-2024', 'pilkada', 2024, '', '', NULL)",
        "election_stages VALUES ('pilkada-2024', 'campaign', '2024-02-01', '2024-01-01', NULL)",
        f"{ARTICLES} VALUES ('b', 'v', 'T', [], '', 1, 'core', 'a', 'p', NULL, '2024-01-01')",
        f"{ARTICLES} VALUES ('b', 'v', 'T', NULL, '', 1, 'core', 'a', 'p', NULL, NULL)",
        "sentences VALUES ('a', 2, 0, 5, 5, false)",
        f"{OFFICIALS} VALUES ('a#o2', 'a', 'Nama', 'king', NULL, NULL, 0, 4, 1, NULL, NULL)",
        "dates VALUES ('a#d1', 'a', '2024', '2024-12-31', '2024-01-01', 'event', '2024', false, 0, 4, 1, NULL, NULL)",
        "measures VALUES ('a#m1', 'a', 'pledge', 'done', NULL, 0, 4, 1, NULL, NULL)",
        "violations VALUES ('a#v1', 'a', 'gesture', 'likely', 0, 4, 1, NULL, NULL)",
        "violations VALUES ('a#v1', 'a', 'gesture', 'proven', 4, 0, 1, NULL, NULL)",
        "documents VALUES ('a#n1', 'a', NULL, 0, 4, 1, NULL, NULL)",
        f"{QUOTES} VALUES ('a#q1', 'a', 'Nama', NULL, 'Kata', 0, 4, 1, NULL, NULL)",
        "measures VALUES ('a#m1', 'a', 'pledge', 'taken', NULL, 0, 4, 1, 1.2, NULL)",
        f"{STATEMENTS} VALUES ('a#s1', 'a', 'Nama', NULL, 'Kata', 0, 4, 1, NULL, NULL)",
        "totals VALUES ('a#t1', 'a', 12, 'votes', 'found', '21.71', 0, 4, 1, NULL, NULL)",
        "totals VALUES ('a#t1', 'a', 12, 'asn', 'guessed', '21.71', 0, 4, 1, NULL, NULL)",
        f"{VERSIONS} VALUES ('a', 'v', 1, true, NULL, NULL, 'Teks.')",
        "article_copies VALUES ('a', 'a', 0)",
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
        ("regions VALUES ('99.01', 'Nowhere', 'city', '99', 0, 0, 0, '')", "regions: province_code = '99' is not in"),
        ("outlets VALUES ('x', 'X', NULL, '99.99')", "outlets: region_code = '99.99' is not in regions.code"),
        (
            "election_stages VALUES ('pilkada-1999', 'campaign', '1999-01-01', '1999-02-01', NULL)",
            "election_stages: election_id = 'pilkada-1999' is not in",
        ),
        (
            "case_articles VALUES ('a#k0', 'c', 'a', 'b', NULL, 1, 'w', 'alleged', [], NULL, NULL, 0, 1, 1)",
            "case_articles: case_id",
        ),
        ("official_persons VALUES ('a#o1', 'p', 1, 'alone')", "official_persons: person_id = 'p' is not in persons"),
        ("stories VALUES ('b', 'b', 1)", "stories: story_id = 'b' is not in articles.article_id"),
        ("sentences VALUES ('a', 1, 0, 0, 5, false)", "sentences: two rows of article_id, sentence_no = 'a', 1"),
        ("article_primary_regions VALUES ('a', '99')", "article_primary_regions: region_code = '99' is not in regions"),
        ("article_regions VALUES ('a#r1', 'a', '99', 0, 4, 1, NULL, NULL)", "article_regions: region_code = '99'"),
        (
            "article_elections VALUES ('a#e1', 'a', 'pilkada-1999', 0, 4, 1, NULL, NULL)",
            "article_elections: election_id",
        ),
        (f"{MENTIONS} VALUES ('a#o9.1', 'a', 'a#o9', 'Nama', 0, 4)", "mentions: official_id = 'a#o9' is not in"),
        ("legal_citations VALUES ('b#l1', 'b', 'UU 1/2020', 0, 4, NULL, NULL, NULL)", "legal_citations: article_id"),
        (f"{QUOTES} VALUES ('a#q1', 'a', 'N', 'a#o7', 'K', 0, 4, 1, NULL, NULL)", "quotes: speaker_official_id"),
        ("totals VALUES ('a#t1', 'a', 12, 'asn', 'found', '99', 0, 4, 1, NULL, NULL)", "totals: region_code = '99'"),
    ],
)
def test_broken_keys_are_told(filled, insert, trouble):
    assert list(find_broken_keys(filled)) == []
    filled.execute(f"INSERT INTO {insert}")
    assert trouble in "\n".join(find_broken_keys(filled))


def test_every_table_has_a_key(con):
    """Either DuckDB keeps it, or the build checks it; `dataset` is one row, and what is internal has none."""
    tables = dict(con.execute("SELECT table_name, has_primary_key FROM duckdb_tables() WHERE NOT temporary").fetchall())
    keyless = {name for name, has_key in tables.items() if not has_key and not INTERNAL.fullmatch(name)}
    assert keyless - {"dataset"} == {name for name in load_keys() if not tables[name]}
    for table, keys in load_keys().items():
        columns = {name for name, *_ in con.execute(f"DESCRIBE {base_table(table)}").fetchall()}
        assert {*keys.key, *keys.references} <= columns
        for target, column in keys.references.values():
            assert load_keys().get(target, Keys((column,))).key == (column,), (table, target)


def test_the_dictionary_tells_of_the_file_in_use_alone(con):
    before = con.execute("SELECT count(*) FROM data_dictionary").fetchone()
    con.execute("ATTACH ':memory:' AS beside; CREATE TABLE beside.main.strange (id INTEGER)")
    assert con.execute("SELECT count(*) FROM data_dictionary").fetchone() == before
    with reading_names(con):
        assert con.execute("SELECT count(*) FROM data_dictionary").fetchone() == before
    names = con.execute("SELECT DISTINCT name FROM data_dictionary WHERE column_name LIKE 'masked_%'").fetchall()
    assert names == []


@pytest.mark.parametrize("view", [*VIEWS, *NAMED_TABLES])
def test_every_view_is_read_masked_and_with_names(con, view):
    if view not in ("masked_spans", "case_reports"):
        assert con.execute(f"SELECT count(*) FROM main.{view}").fetchone() is not None
    assert con.execute(f"SELECT count(*) FROM named.{view}").fetchone() is not None


def test_an_item_may_stand_outside_all_sentences(filled):
    filled.execute("INSERT INTO measures VALUES ('a#m1', 'a', 'pledge', 'taken', NULL, 0, 4, NULL, NULL, NULL)")
    assert filled.execute("SELECT words, sentence FROM evidence WHERE kind = 'measure'").fetchall() == [("Teks", None)]


def test_schema_is_made_once():
    with duckdb.connect() as con:
        create_schema(con)
        with pytest.raises(duckdb.CatalogException):
            create_schema(con)

from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import duckdb
import pyarrow as pa
import pytest

from nlp.areas import NATION, load_areas
from nlp.election_calendar import load_elections
from warehouse import official_totals
from warehouse.official_totals import official_total_rows
from warehouse.reference import election_rows, region_rows
from warehouse.region_history import region_on, region_period_rows
from warehouse.schema import FOLDER, domain_values

# What the views ask of tables that are filled from articles: only these columns, so that the test stands on its own.
STUBS = """
CREATE TABLE provinces (code VARCHAR, name VARCHAR);
CREATE TABLE elections (election_id VARCHAR, kind VARCHAR, year INTEGER, name_id VARCHAR, name_en VARCHAR,
    voting_date DATE);
CREATE TABLE articles (article_id VARCHAR, story_id VARCHAR, report_date DATE, relevance VARCHAR);
CREATE TABLE article_elections (article_id VARCHAR, election_id VARCHAR);
CREATE TABLE article_primary_regions (article_id VARCHAR, region_code VARCHAR);
CREATE TABLE totals (total_id VARCHAR, article_id VARCHAR, count INTEGER, what VARCHAR, state VARCHAR,
    region_code VARCHAR, sentence_no INTEGER, start_char INTEGER, end_char INTEGER);
CREATE TABLE sentence_texts (article_id VARCHAR, sentence_no INTEGER, text VARCHAR);
CREATE TABLE cases (case_id VARCHAR, region_code VARCHAR, election_id VARCHAR, status VARCHAR, first_date DATE);
CREATE TABLE fact_bits AS
    SELECT 'relevance' AS facet, unnest(['core', 'mention', 'none']) AS value, unnest([1, 2, 4]) AS bit;
CREATE VIEW numbered AS SELECT *, row_number() OVER (ORDER BY article_id) AS article_no FROM articles;
CREATE VIEW election_numbers AS
    SELECT election_id, row_number() OVER (ORDER BY election_id) AS election_no FROM elections;
CREATE VIEW region_numbers AS
    SELECT code, row_number() OVER (ORDER BY code) AS region_no
    FROM (SELECT DISTINCT region_code AS code FROM article_primary_regions);
CREATE VIEW election_facts AS
    SELECT n.article_no, n.report_date, e.election_no, b.bit AS relevance_bit
    FROM article_elections JOIN numbered AS n USING (article_id) JOIN election_numbers AS e USING (election_id)
    JOIN fact_bits AS b ON b.value = n.relevance;
CREATE VIEW region_facts AS
    SELECT n.article_no, r.region_no
    FROM article_primary_regions AS p JOIN numbered AS n USING (article_id)
    JOIN region_numbers AS r ON r.code = p.region_code;
"""
VIEWS = (
    "election_regions",
    "official_total_regions",
    "official_total_cases",
    "official_total_reports",
    "reconciliation",
)
COLUMNS = "total_id, body, figure, is_exact, what, state, election_id, region_code, as_of_date, title, source_url"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """The views over a few columns of empty tables; areas, elections and maps are there."""
    with duckdb.connect() as connection:
        connection.execute(STUBS)
        connection.execute((FOLDER / "schema" / "reference.sql").read_text(encoding="utf-8"))
        for view in VIEWS:
            connection.execute((FOLDER / "views" / f"{view}.sql").read_text(encoding="utf-8"))
        known = {"provinces": region_rows()["provinces"], "elections": election_rows()["elections"]}
        for table, rows in (known | region_period_rows()).items():
            fill(connection, table, rows)
        yield connection


def fill(con, table, rows):
    names = dict.fromkeys(name for row in rows for name in row)
    con.register("incoming", pa.table({name: [row.get(name) for row in rows] for name in names}))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    con.unregister("incoming")


def official(con, total_id, figure, region, election="pilkada-2020", as_of="2020-10-31", what="asn", state="alleged"):
    con.execute(
        f"INSERT INTO official_totals ({COLUMNS}) VALUES (?, 'kasn', ?, true, ?, ?, ?, ?, ?, 'Dilaporkan', 'http://x')",
        [total_id, figure, what, state, election, region, as_of],
    )


def article(con, key, region, election="pilkada-2020", day="2020-10-01", relevance="core"):
    con.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", [key, key, day, relevance])
    con.execute("INSERT INTO article_elections VALUES (?, ?)", [key, election])
    con.execute("INSERT INTO article_primary_regions VALUES (?, ?)", [key, region])


def case(con, key, region, status="alleged", day="2020-10-02", election="pilkada-2020"):
    con.execute("INSERT INTO cases VALUES (?, ?, ?, ?, ?)", [key, region, election, status, day])


def reconciled(con, *columns):
    return con.execute(f"SELECT {', '.join(columns)} FROM reconciliation ORDER BY total_id").fetchall()


# The file


def test_the_three_elections_have_figures_of_several_bodies():
    rows = official_total_rows()["official_totals"]
    bodies = {election: {r["body"] for r in rows if r["election_id"] == election} for election in load_elections()}
    assert bodies["pilkada-2020"] == {"bawaslu", "kasn", "bkn", "kemendagri"}
    assert bodies["pemilu-2024"] == {"bawaslu", "kasn", "kemendagri"}
    assert bodies["pilkada-2024"] == {"bawaslu", "kemendagri"}
    assert len(rows) == 110
    assert len({r["region_code"] for r in rows if r["region_code"] != NATION}) >= 15


def test_every_row_fits_the_domain_and_names_its_page():
    rows = official_total_rows()["official_totals"]
    assert max(Counter(row["total_id"] for row in rows).values()) == 1
    for row in rows:
        assert row["what"] in domain_values()["total_kinds"]
        assert row["state"] in domain_values()["total_states"]
        election = load_elections()[row["election_id"]]
        assert row["region_code"] == NATION or row["region_code"] in load_areas()
        # The area had that code on the day of the vote: no figure of 2020 is for a province of 2022.
        then = region_on(row["region_code"], election.voting_date)
        assert then is not None
        assert then.code == row["region_code"]
        address = urlsplit(row["source_url"])
        assert address.scheme in {"http", "https"}
        assert "." in address.netloc
        assert row["total_id"].startswith(f"{row['body']}-{row['election_id']}-{row['region_code']}-")
        days = [row[name] for name in ("as_of_date", "said_date", "published_date") if row[name]]
        assert days == sorted(days)
        assert all(date(2018, 1, 1) < day < date(2026, 1, 1) for day in days)
        assert len(row["title"]) > 10
        assert row["is_exact"] or row["note"]


def test_parts_of_one_figure_are_not_larger_than_it():
    figures = {row["total_id"]: row["figure"] for row in official_total_rows()["official_totals"]}
    for whole, *parts in [
        ("kasn-pilkada-2020-00-june-reported", "kasn-pilkada-2020-00-june-proven"),
        ("bawaslu-pilkada-2020-00-october-alleged", "bawaslu-pilkada-2020-00-october-found",
         "bawaslu-pilkada-2020-00-october-reported"),
        ("kasn-pilkada-2020-00-final-reported", "kasn-pilkada-2020-00-final-proven"),
        ("kasn-pemilu-2024-00-june-reported", "kasn-pemilu-2024-00-june-reported-2023",
         "kasn-pemilu-2024-00-june-reported-2024"),
        ("bawaslu-pilkada-2024-00-november-alleged", "bawaslu-pilkada-2024-00-november-proven",
         "bawaslu-pilkada-2024-00-november-stopped"),
    ]:  # fmt: skip
        assert sum(figures[part] for part in parts) <= figures[whole]
    assert figures["bawaslu-pilkada-2020-00-october-found"] + figures["bawaslu-pilkada-2020-00-october-reported"] == 805


def test_a_broken_value_names_its_row(monkeypatch):
    row = {"total_id": "kasn-x", "figure": "12 ASN", "is_exact": "true", "note": ""}
    row |= {"as_of_date": "", "said_date": "", "published_date": ""}
    monkeypatch.setattr(official_totals, "read_reference", lambda name: [row])
    with pytest.raises(ValueError, match="kasn-x"):
        official_total_rows()


def test_the_file_goes_into_the_table(con):
    fill(con, "official_totals", official_total_rows()["official_totals"])
    assert con.execute("SELECT count(*) FROM official_totals").fetchone() == (110,)
    assert len(reconciled(con, "total_id")) == 110


# The views


def test_every_table_view_and_column_is_explained(con):
    missing = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND table_name IN "
        "(SELECT unnest(['region_periods', 'contests', 'contest_votes', 'article_contests', 'official_totals'] || ?))",
        [list(VIEWS)],
    ).fetchall()
    assert missing == []


def test_what_is_not_covered_is_null_and_not_zero(con):
    official(con, "a", 12, "73")
    article(con, "x", "32.01")
    article(con, "late", "73.15", day="2020-11-05")
    article(con, "beside", "73.15", relevance="none")
    case(con, "k", "73.15")
    assert reconciled(con, "is_covered", "case_count", "cases_by_status", "undated_case_count") == [
        (False, None, None, None)
    ]
    article(con, "y", "73.15")
    assert reconciled(con, "is_covered", "case_count", "cases_by_status") == [(True, 1, "alleged: 1")]


def test_covered_without_cases_is_zero(con):
    official(con, "a", 12, "73")
    article(con, "x", "73")
    assert reconciled(con, "case_count", "cases_by_status", "reporting_story_count") == [(0, "", 0)]


def test_cases_count_by_status_in_area_election_and_time(con):
    official(con, "nation", 100, "00")
    official(con, "province", 12, "73")
    official(con, "regency", 3, "73.15")
    article(con, "x", "73.15")
    case(con, "k1", "73.15")
    case(con, "k2", "73.73", "sanctioned")
    case(con, "k3", "32.01", "dropped")
    case(con, "k4", None)
    case(con, "late", "73.15", day="2020-11-01")
    case(con, "other", "73.15", election="pemilu-2024")
    case(con, "undated", "73.15", day=None)
    assert reconciled(con, "total_id", "case_count", "cases_by_status", "undated_case_count") == [
        ("nation", 4, "alleged: 2, dropped: 1, sanctioned: 1", 1),
        ("province", 2, "alleged: 1, sanctioned: 1", 1),
        ("regency", 1, "alleged: 1", 1),
    ]
    behind = con.execute(
        "SELECT case_id FROM official_total_cases WHERE total_id = 'province' AND NOT is_undated ORDER BY case_id"
    ).fetchall()
    assert behind == [("k1",), ("k2",)]


def test_the_area_is_that_of_the_elections_map(con):
    official(con, "then", 5, "91")
    official(con, "now", 5, "91", election="pilkada-2024", as_of="2024-10-31")
    article(con, "x", "93.01")
    article(con, "y", "91.03", election="pilkada-2024", day="2024-09-01")
    case(con, "merauke", "93.01")
    case(con, "merauke24", "93.01", day="2024-09-01", election="pilkada-2024")
    assert reconciled(con, "total_id", "is_covered", "case_count") == [("now", True, 0), ("then", True, 1)]


def number(con, key, article_id, count, region, what="asn", state="alleged"):
    con.execute("INSERT INTO totals VALUES (?, ?, ?, ?, ?, ?, 1, 0, 7)", [key, article_id, count, what, state, region])
    con.execute("INSERT INTO sentence_texts VALUES (?, 1, 'Ada 12 ASN yang dilaporkan.')", [article_id])


def test_reported_totals_that_name_the_figure_stand_beside_it(con):
    official(con, "a", 12, "73", as_of="2020-09-30")
    for key, day in (("same", "2020-10-01"), ("older", "2020-08-01"), ("undated", None)):
        article(con, key, "73", day=day)
        number(con, f"{key}#t1", key, 12, "73")
    article(con, "elsewhere", "32")
    number(con, "elsewhere#t1", "elsewhere", 12, "32")
    article(con, "kind", "73")
    number(con, "kind#t1", "kind", 12, "73", "reports", "reported")
    article(con, "nowhere", "73")
    number(con, "nowhere#t1", "nowhere", 12, None)
    assert reconciled(con, "reporting_story_count", "reporting_total_ids") == [
        (3, ["kind#t1", "same#t1", "undated#t1"])
    ]
    rows = con.execute(
        "SELECT total_id, is_same_kind, sentence FROM official_total_reports ORDER BY total_id"
    ).fetchall()
    assert rows[0] == ("kind#t1", False, "Ada 12 ASN yang dilaporkan.")
    assert [row[1] for row in rows] == [False, True, True]


@pytest.mark.parametrize(
    ("what", "state", "words"),
    [
        ("asn", "alleged", ["counts persons", "No finding of guilt."]),
        ("reports", "reported", ["counts reports", "No finding of guilt."]),
        ("cases", "proven", ["files of the body", "may long be decided"]),
        ("cases", "stopped", ["no breach was shown"]),
    ],
)
def test_each_row_says_how_to_read_it(con, what, state, words):
    official(con, "a", 12, "73", what=what, state=state)
    article(con, "x", "73")
    ((reading,),) = reconciled(con, "reading")
    assert all(word in reading for word in words)
    con.execute("DELETE FROM articles")
    ((reading,),) = reconciled(con, "reading")
    assert reading.startswith("No article read here")


def test_contradicting_figures_stand_side_by_side(con):
    fill(con, "official_totals", official_total_rows()["official_totals"])
    found = con.execute(
        "SELECT body, figure FROM official_totals WHERE election_id = 'pilkada-2020' AND region_code = '00'"
        " AND what = 'asn' AND state = 'reported' AND as_of_date BETWEEN '2020-11-01' AND '2020-12-31' ORDER BY body"
    ).fetchall()
    assert found == [("bkn", 1005), ("kasn", 1305)]

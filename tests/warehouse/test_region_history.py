from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.areas import load_areas
from nlp.election_calendar import load_elections
from warehouse.facts import make_facts
from warehouse.load import insert_rows
from warehouse.reference import election_rows, region_rows
from warehouse.region_history import (
    load_periods,
    province_on,
    read_reference,
    region_on,
    region_period_rows,
)
from warehouse.schema import create_schema

DAYS = st.dates(date(2005, 1, 1), date(2035, 1, 1))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables with areas, elections and their maps, without articles."""
    with duckdb.connect() as connection:
        create_schema(connection)
        insert_rows(connection, region_rows() | election_rows() | region_period_rows())
        yield connection


@pytest.mark.parametrize(
    ("code", "day", "code_then", "name", "province"),
    [
        ("93.01", "2020-12-09", "91.01", "Kabupaten Merauke", "91"),
        ("93.01", "2022-07-24", "91.01", "Kabupaten Merauke", "91"),
        ("93.01", "2022-07-25", "93.01", "Kabupaten Merauke", "93"),
        ("91.01", "2024-11-27", "93.01", "Kabupaten Merauke", "93"),
        ("96.71", "2022-12-07", "92.71", "Kota Sorong", "92"),
        ("96.71", "2022-12-08", "96.71", "Kota Sorong", "96"),
        ("95.06", "2018-06-27", "91.22", "Kabupaten Yalimo", "91"),
        ("12.12", "2020-02-25", "12.12", "Kabupaten Toba Samosir", "12"),
        ("12.12", "2020-12-09", "12.12", "Kabupaten Toba", "12"),
        ("61.02", "2014-07-20", "61.02", "Kabupaten Pontianak", "61"),
        ("14.71", "2015-12-09", "14.71", "Kota Pekanbaru", "14"),
        ("91.71", "2020-12-09", "91.71", "Kota Jayapura", "91"),
    ],
)
def test_region_on(code, day, code_then, name, province):
    period = region_on(code, date.fromisoformat(day))
    assert period is not None
    assert (period.code, period.name, period.province_code, period.is_part) == (code_then, name, province, False)


def test_a_province_before_its_law_is_a_part_of_the_one_it_was_made_from():
    period = region_on("94", date(2020, 12, 9))
    assert period is not None
    assert (period.code, period.name, period.is_part) == ("91", "Papua", True)
    assert province_on("94", date(2020, 12, 9)) == "91"
    assert province_on("94", date(2024, 11, 27)) == "94"


@pytest.mark.parametrize("code", ["", "99", "91.99", "14.710", "Riau"])
def test_no_period_for_what_is_no_code(code):
    assert region_on(code, date(2020, 1, 1)) is None
    assert province_on(code, date(2020, 1, 1)) is None


def test_the_nation_has_no_province():
    assert province_on("00", date(2020, 1, 1)) is None
    period = region_on("00", date(2020, 1, 1))
    assert period is not None
    assert period.level == "nation"


@pytest.mark.parametrize(
    ("day", "count"), [("2022-07-24", 34), ("2022-07-25", 37), ("2022-12-07", 37), ("2022-12-08", 38)]
)
def test_number_of_provinces(day, count):
    provinces = [code for code, area in load_areas().items() if area.level == "province"]
    assert len({province_on(code, date.fromisoformat(day)) for code in provinces}) == count


@given(st.sampled_from(sorted(load_areas())), DAYS)
def test_every_area_has_one_period_on_every_day_and_lies_in_a_province_of_that_day(code, day):
    assert sum(period.holds(day) for period in load_periods()[code]) == 1
    province = province_on(code, day)
    assert province is not None
    then = region_on(province, day)
    assert then is not None
    assert (then.level, then.code, then.is_part) == ("province", province, False)


def test_periods_follow_each_other_and_end_in_what_is_today():
    for code, periods in load_periods().items():
        for earlier, later in pairwise(periods):
            assert earlier.valid_to is not None
            assert later.valid_from == earlier.valid_to + timedelta(days=1)
        assert (periods[0].valid_from, periods[-1].valid_to, periods[-1].code) == (None, None, code)


def test_changes_name_areas_of_today_laws_and_sources():
    rows = read_reference("region_changes")
    assert len(rows) == 34
    moved = [row for row in rows if row["today_code"] != row["former_code"] and row["is_part"] == "false"]
    assert len(moved) == len({row["former_code"] for row in moved}) == 26
    for row in rows:
        area = load_areas()[row["today_code"]]
        assert row["level"] == area.level
        assert row["law"].split()[0] in {"UU", "PP"}
        assert row["source"].startswith("http")
        assert row["former_code"].partition(".")[0] == row["former_province_code"]
    # A code that moved is borne by no area of today: an old code is never taken for another area.
    assert not {row["former_code"] for row in moved} & set(load_areas())
    # What moved kept its name.
    assert all(load_areas()[row["today_code"]].name == row["former_name"] for row in moved)


def test_the_table_answers_as_the_function(con):
    for election in load_elections().values():
        found = con.execute(
            "SELECT today_code, code, province_code FROM election_regions WHERE election_id = ?", [election.election_id]
        ).fetchall()
        assert len(found) == 553
        for today_code, code, province_code in found:
            period = region_on(today_code, election.voting_date)
            assert period is not None
            assert (period.code, period.province_code) == (code, province_code)


def base(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The table itself, where a view of its name masks it."""
    found = con.execute("SELECT schema_name FROM duckdb_tables() WHERE table_name = ?", [table]).fetchone()
    assert found is not None
    return f"{found[0]}.{table}"


def place(con: duckdb.DuckDBPyConnection, key: str, region: str, election: str | None, day: str | None = None) -> None:
    con.execute("INSERT INTO stories VALUES (?, ?, 1)", [key, key])
    con.execute(
        f"INSERT INTO {base(con, 'articles')} (article_id, version, display_title, tags, text, word_count, relevance,"
        " story_id, pipeline, report_date, report_date_source)"
        " VALUES (?, 'v', 'T', [], 'Teks.', 1, 'core', ?, 'p', ?, ?)",
        [key, key, day, "published" if day else None],
    )
    con.execute("INSERT INTO article_primary_regions VALUES (?, ?)", [key, region])
    if election:
        con.execute(
            "INSERT INTO article_elections (article_election_id, article_id, election_id, start_char, end_char)"
            " VALUES (?, ?, ?, 0, 4)",
            [f"{key}#e1", key, election],
        )


def test_articles_count_on_the_map_of_the_vote_and_on_todays(con):
    place(con, "a", "93.01", "pilkada-2020")
    place(con, "b", "91.71", "pilkada-2020")
    place(con, "c", "93.01", "pilkada-2024")
    place(con, "d", "93.01", None, "2021-05-05")
    place(con, "e", "93.01", None)
    con.execute("INSERT INTO article_primary_regions VALUES ('b', '94.01')")  # Nabire lay in Papua then: counted once
    make_facts(con)
    counted = "SELECT election_id, province_code, article_count FROM articles_by_province_then WHERE article_count > 0"
    assert sorted(con.execute(counted).fetchall(), key=str) == [
        ("pilkada-2020", "91", 2),
        ("pilkada-2024", "93", 1),
        (None, "91", 1),
        (None, "93", 1),
    ]
    today = con.execute("SELECT province_code, article_count FROM articles_by_province WHERE article_count > 0")
    assert sorted(today.fetchall()) == [("91", 1), ("93", 4), ("94", 1)]


def test_a_province_of_then_is_there_covered_or_not(con):
    place(con, "a", "93.01", "pilkada-2020")
    make_facts(con)
    rows = dict(
        con.execute(
            "SELECT province_code, article_count FROM articles_by_province_then WHERE election_id = 'pilkada-2020'"
        ).fetchall()
    )
    assert len(rows) == 34
    assert rows["91"] == 1
    assert rows["92"] is None  # not covered, not zero
    covered = con.execute(
        "SELECT article_count FROM articles_by_province_then"
        " WHERE election_id = 'pilkada-2018' AND province_code = '91'"
    ).fetchone()
    assert covered == (0,)

"""What crawls did decides what is covered."""

from datetime import date

import duckdb
import pytest

from crawler.items import Article
from warehouse.load import Input, fill_tables
from warehouse.schema import create_schema
from warehouse.visits import crawl_rows

OUTLET = {"name": "Kabar Uji", "host": "kabar.id", "home": "18.72", "left": None, "problem_count": 0, "problems": []}


def report(run=1, **counts):
    return {
        "run": run,
        "at": "2026-11-28T10:00:00+07:00",
        "is_finished": True,
        "outlets": {"kabar": {**OUTLET, **counts}},
    }


def test_rows():
    rows = crawl_rows([report(found=9, fetched=8, new=5, **{"new version": 1, "failed: Timeout": 2, "status 500": 1})])
    (row,) = rows["crawl_visits"]
    assert (row["found_count"], row["fetched_count"], row["stored_count"], row["failed_count"]) == (9, 8, 6, 3)
    assert (row["outlet_id"], row["region_code"], f"{row['crawled_at']:%H:%M}") == ("kabar.id", "18.72", "03:00")


@pytest.mark.parametrize(
    ("counts", "is_covered"),
    [
        ({"fetched": 3}, True),
        ({"unchanged": 3}, True),
        ({"fetched": 3, "left": "refused"}, False),
        ({"found": 3}, False),
    ],
)
def test_a_crawled_outlet_covers_its_province(make_annotation, counts, is_covered):
    article = Article("a", "Teks tentang Kota Padang.")
    annotation = make_annotation(article, primary_regions=["13.71"])
    with duckdb.connect() as con:
        create_schema(con)
        fill_tables(con, [Input(article)], [annotation], crawls=crawl_rows([report(**counts)]))
        lampung = con.execute("SELECT is_covered, article_count FROM articles_by_province WHERE province_code = '18'")
        assert lampung.fetchall() == [(is_covered, 0 if is_covered else None)]


def test_failures_by_kind_add_up_and_troubles_are_told():
    reports = [
        report(run=1, found=9, fetched=9, new=9),
        report(run=2, left="refused", **{"refused": 3, "failed: TimeoutError": 2, "status 500": 1, "gone": 4}),
    ]
    rows = crawl_rows(reports)
    assert [(row["run_id"], row["kind"], row["failure_count"]) for row in rows["crawl_failures"]] == [
        (2, "failed: TimeoutError", 2),
        (2, "refused", 3),
        (2, "status 500", 1),
    ]
    assert [row["failed_count"] for row in rows["crawl_visits"]] == [0, 6]
    assert [(row["trouble_no"], row["trouble"]) for row in rows["crawl_troubles"]] == [
        (1, "left: refused"),
        (2, "nothing found, 9 before"),
        (3, "3 requests failed (2 TimeoutError, 1 status 500), 0 pages were fetched"),
    ]
    with duckdb.connect() as con:
        create_schema(con)
        fill_tables(con, [], [], crawls=rows)
        sums = con.execute("SELECT run_id, sum(failure_count)::INT FROM crawl_failures GROUP BY ALL").fetchall()
        assert sums == con.execute("SELECT run_id, failed_count FROM crawl_visits WHERE failed_count > 0").fetchall()
        assert con.execute("SELECT count(*) FROM crawl_troubles").fetchone() == (3,)


def test_what_older_reports_do_not_tell_is_null():
    (row,) = crawl_rows([report(new=3)])["crawl_visits"]
    unknown = ("since_date", "is_topic", "without_author_count", "text_length_median", "days_silent")
    assert [row[name] for name in unknown] == [None] * 5
    new_form = report(new=3, text_count=3, text_length_median=900, last_published="2026-11-20", days_silent=8)
    (row,) = crawl_rows([{**new_form, "since": "2026-11-01", "until": None, "is_topic": True}])["crawl_visits"]
    assert (row["since_date"], row["until_date"], row["is_topic"]) == (date(2026, 11, 1), None, True)
    assert (row["without_author_count"], row["text_length_median"], row["days_silent"]) == (0, 900, 8)
    assert row["last_published_date"] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("counts", "window", "days"),
    [
        ({"fetched": 3}, {"since": "2026-11-26"}, {26: (True, 0), 27: (True, 1), 28: (True, 0)}),
        ({"known": 3}, {"since": "2026-11-27", "until": "2026-11-27"}, {27: (True, 1)}),
        ({"unchanged": 3}, {"since": "2026-11-28", "until": "2026-12-24"}, {27: (False, 1), 28: (True, 0)}),
        ({"fetched": 3}, {}, {27: (False, 1)}),
        ({"fetched": 3}, {"since": "2026-11-26", "is_finished": False}, {27: (False, 1)}),
        ({"fetched": 3, "left": "refused"}, {"since": "2026-11-26"}, {27: (False, 1)}),
        ({"found": 3}, {"since": "2026-11-26"}, {27: (False, 1)}),
    ],
)
def test_a_day_without_reports_is_told_from_one_that_was_not_crawled(make_annotation, counts, window, days):
    article = Article("a", "Teks.", url="https://www.kabar.id/1", published="2026-11-27T08:00:00+07:00")
    with duckdb.connect() as con:
        create_schema(con)
        crawls = crawl_rows([{**report(**counts), **window}])
        fill_tables(con, [Input(article)], [make_annotation(article)], crawls=crawls)
        rows = con.execute("SELECT outlet_id, day, is_crawled, article_count FROM coverage_by_outlet_day").fetchall()
    assert {outlet for outlet, *_ in rows} == {"kabar.id"}
    assert {day.day: (is_crawled, count) for _, day, is_crawled, count in rows} == days
    assert len(rows) == len(days)

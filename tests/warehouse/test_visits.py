"""What crawls did decides what is covered."""

import duckdb
import pytest

from crawler.items import Article
from warehouse.load import Input, fill_tables
from warehouse.schema import create_schema
from warehouse.visits import visit_rows

OUTLET = {"name": "Kabar Uji", "host": "kabar.id", "home": "18.72", "left": None, "problem_count": 0, "problems": []}


def report(run=1, **counts):
    return {
        "run": run,
        "at": "2026-11-28T10:00:00+07:00",
        "is_finished": True,
        "outlets": {"kabar": {**OUTLET, **counts}},
    }


def test_rows():
    (row,) = visit_rows(
        [report(found=9, fetched=8, new=5, **{"new version": 1, "failed: Timeout": 2, "status 500": 1})]
    )
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
        fill_tables(con, [Input(article)], [annotation], visits=visit_rows([report(**counts)]))
        lampung = con.execute("SELECT is_covered, article_count FROM articles_by_province WHERE province_code = '18'")
        assert lampung.fetchall() == [(is_covered, 0 if is_covered else None)]

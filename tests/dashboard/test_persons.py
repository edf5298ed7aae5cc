"""The table of persons: one row per person, with the latest office, protected ones under a code."""

import re

import pytest

from dashboard.address import parse_address
from dashboard.components.officials import official_rows
from dashboard.components.request import Request, View
from warehouse import queries
from warehouse.queries import Filters


@pytest.mark.parametrize(
    "f", [Filters(relevance=()), Filters(), Filters(elections=("pilkada-2024",)), Filters(text="asn")]
)
def test_one_row_per_person_with_the_newest_office(warehouse, f):
    with warehouse.cursor() as con:
        persons = queries.persons_table(con, f, limit=10_000)
        assert len(persons) == queries.persons_count(con, f)
        chosen = list(queries.articles_table(con, f).article_id)
        expected = con.execute(
            """
            SELECT x.person_id, count(*) AS article_count, max(report_date) AS newest
            FROM officials_with_region AS w
            JOIN official_persons AS x USING (official_id)
            WHERE list_contains($chosen::VARCHAR[], w.article_id)
            GROUP BY x.person_id
            """,
            {"chosen": chosen},
        ).fetchall()
        who = dict(con.execute("SELECT official_id, person_id FROM official_persons").fetchall())
    found = {who[row.official_id]: (row.article_count, row.report_date) for row in persons.itertuples()}
    assert len(found) == len(persons)
    assert {key: value[0] for key, value in found.items()} == {row[0]: row[1] for row in expected}
    newest = {row[0]: row[2] for row in expected if row[2] is not None}
    assert {key: found[key][1].date() for key in newest} == newest
    assert any(row[1] > 1 for row in expected)


def test_a_person_in_two_offices_is_one_row(warehouse):
    with warehouse.cursor() as con:
        several = con.execute(
            "SELECT person_id FROM offices GROUP BY person_id HAVING count(DISTINCT (role, acting, region_code)) > 1"
        ).fetchall()
        who = dict(con.execute("SELECT official_id, person_id FROM official_persons").fetchall())
        persons = queries.persons_table(con, Filters(relevance=()), limit=10_000)
    rows = [who[one] for one in persons.official_id]
    assert len(several) > 0
    assert all(rows.count(person_id) == 1 for (person_id,) in several)


def test_a_row_opens_to_the_place_where_the_person_is_named(warehouse):
    request = Request(parse_address("/", "?relevance=core,mention,none"), View(), warehouse)
    with request.cursor() as con:
        persons = queries.persons_table(con, request.address.filters, limit=30)
        for row, shown in zip(persons.itertuples(), official_rows(request, persons), strict=True):
            article = queries.article(con, row.article_id)
            assert shown["newest_href"].startswith(f"/articles/{row.article_id}")
            assert shown["newest_href"].endswith(f"#at-{row.start_char}")
            assert re.fullmatch(r"/officials/p-[0-9a-f]{16}\?relevance=core,mention,none", shown["href"])
            assert row.official_id in set(article.officials.official_id)

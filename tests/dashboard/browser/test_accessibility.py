"""axe finds nothing on any page: every rule it has, in both schemes, wide and on a phone."""

import pytest
from playwright.sync_api import expect

from dashboard.address import case_href, href
from warehouse.connection import connect, warehouse_path

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/elections", "/regions", "/regions/33", "/regions/33.74", "/officials", "PERSON", "/cases", "CASE",
    "/evidence", "/articles", "/articles?q=netral", "/articles/c-1-001", "/coverage", "/query",
    "/query?sql=FROM+elections", "/review", "/about", "/nowhere", "/articles?q=nirwana",
)  # fmt: skip


@pytest.fixture(scope="module")
def places(gold_dir):
    """The addresses of the busiest case and person."""
    with connect(warehouse_path(gold_dir)) as con:
        (case_id,) = con.execute("SELECT case_id FROM cases ORDER BY event_count DESC, case_id LIMIT 1").fetchone()
        (person_id,) = con.execute("SELECT person_id FROM persons ORDER BY article_count DESC LIMIT 1").fetchone()
    return {"CASE": case_href(case_id, "en"), "PERSON": href(f"/officials/{person_id}", "en")}


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page, base, places, axe_faults, path, width, scheme):
    page = open_page(width=width, scheme=scheme)
    page.goto(base + places.get(path, path))
    expect(page.locator("h1").first).to_be_visible()
    assert axe_faults(page) == []

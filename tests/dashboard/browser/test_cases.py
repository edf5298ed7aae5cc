"""Measures and cases in a real browser: from a number to the sentence, on wide screens and phones."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.address import case_href
from warehouse import page_cases
from warehouse.page_cases import Chosen
from warehouse.queries import Filters

pytestmark = pytest.mark.browser


@pytest.fixture
def flow(warehouse):
    con = warehouse.cursor()
    found = page_cases.case_flow(con, Filters())
    con.close()
    return found


@pytest.fixture
def told_case(warehouse) -> str:
    """The case with most steps."""
    con = warehouse.cursor()
    case_id = con.execute("SELECT case_id FROM cases ORDER BY event_count DESC, case_id LIMIT 1").fetchone()[0]
    con.close()
    return str(case_id)


@pytest.mark.parametrize(("lang", "words"), [("id", "perkara"), ("en", "cases")])
def test_from_a_number_to_the_sentence(page, base, warehouse, flow, lang, words):
    page.goto(f"{base}/cases?lang={lang}")
    expect(page.locator("#procedure-figure .main-svg").first).to_be_visible()
    expect(page.locator("#count-case-alleged .count-number")).to_have_text(str(flow.states["alleged"]))
    expect(page.locator("#count-case-alleged .glyph-alleged")).to_be_visible()
    page.locator("#count-case-sanctioned").click()
    expect(page).to_have_url(re.compile(r"/cases\?status=sanctioned"))
    expect(page.locator("h1")).to_contain_text(f"{flow.states['sanctioned']} {words}")
    page.locator("#cases-grid .ag-row a").first.click()
    expect(page).to_have_url(re.compile(r"/cases/[^/?]+%23k\d+"))
    expect(page.locator("#track-figure .main-svg").first).to_be_visible()
    expect(page.locator(".case-state .status")).to_have_class(re.compile("status-proven"))
    page.locator(".case-events .byline a[href*='#at-']").first.click()
    expect(page).to_have_url(re.compile(r"/articles/[^?]+(\?lang=en)?#at-\d+"))
    expect(page.locator(".article-text .arrived")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#track-figure .main-svg").first).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_contain_text(f"{flow.states['sanctioned']} {words}")


def test_click_on_a_bar_opens_its_cases(page, base, flow):
    page.goto(f"{base}/cases?lang=en")
    expect(page.locator("#procedure-figure .main-svg").first).to_be_visible()
    expect(page.locator(".opens .js-plotly-plot[data-opens]")).to_have_count(1)
    box = page.locator("#procedure-figure .nsewdrag").bounding_box()
    # The last of six columns.
    page.mouse.move(box["x"] + box["width"] * 0.92, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] * 0.92, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/cases\?show=sanctioned-on&lang=en"))
    expect(page.locator("h1")).to_contain_text(f"{flow.reached['sanctioned']} cases")


def test_a_number_of_the_table_opens_its_sentences(page, base, warehouse):
    page.goto(f"{base}/cases?lang=en")
    cell = page.locator(".measure-table a[href*='of=bawaslu']").first
    count = cell.inner_text()
    cell.click()
    expect(page).to_have_url(re.compile(r"/evidence\?kind=measure&type=\w+&status=taken&of=bawaslu&lang=en"))
    expect(page.locator(".evidence .card-foot .source")).to_contain_text(f"of {count}")


def test_official_figures_stand_beside_ours(page, base, warehouse):
    page.goto(f"{base}/cases?lang=en&show=official")
    link = page.locator(".figures-table a[href*='of=']").first
    words = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(words)
    expect(page.locator("#cases-grid .ag-row").first).to_be_visible()


def test_filters_hold_for_cases(page, base, warehouse):
    con = warehouse.cursor()
    expected = page_cases.case_flow(con, Filters(elections=("pilkada-2020",))).case_count
    con.close()
    page.goto(f"{base}/cases?lang=en")
    expect(page.locator("#cases-foot")).to_contain_text("cases")
    page.locator("#filter-election").click()
    page.get_by_role("option", name=re.compile("Pilkada .*2020")).click()
    expect(page).to_have_url(re.compile(r"/cases\?election=pilkada-2020&lang=en"))
    expect(page.locator("h1")).to_contain_text(f"{expected} cases")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_does_not_scroll_sideways(open_page, base, told_case, scheme):
    page = open_page(390, 844, scheme)
    for path in ("/cases", "/cases?show=official", "/cases?status=alleged", case_href(told_case)):
        page.goto(f"{base}{path}")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".card, .state").first).to_be_visible()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, path


def test_the_article_leads_to_its_case(page, base, warehouse, told_case):
    con = warehouse.cursor()
    article_id = page_cases.case(con, told_case).accounts["article_id"].iloc[0]
    assert page_cases.cases_count(con, Filters(), Chosen()) > 0
    con.close()
    page.goto(f"{base}/articles/{article_id}?lang=en")
    page.locator(".list-case a", has_text="Open the page of the case").first.click()
    expect(page).to_have_url(re.compile(r"/cases/[^/?]+%23k\d+\?lang=en"))
    expect(page.locator("#track-title")).to_be_visible()

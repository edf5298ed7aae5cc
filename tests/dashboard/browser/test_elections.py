"""The page of elections in a real browser: both languages, from a number to its sentence, and back."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.address import parse_address
from dashboard.components.request import Request, View
from dashboard.pages import elections

pytestmark = pytest.mark.browser
FIGURES = ("aligned", "shares", "states", "multiples")


@pytest.fixture
def counts(warehouse):
    """Stories of the two elections that stand there by themselves."""
    found = elections.ask(Request(parse_address("/elections", ""), View(), warehouse))
    return [int(count) for count in found.counts["story_count"]]


@pytest.mark.parametrize(("lang", "words"), [("id", "berita terpisah"), ("en", "independent stories")])
def test_main_path(page, base, counts, lang, words):
    page.goto(f"{base}/elections?lang={lang}")
    for name in FIGURES:
        expect(page.locator(f"#{name}-figure .main-svg").first).to_be_visible()
    numbers = page.locator(".lead .lead-number")
    expect(numbers).to_have_text([f"{count} {words}" for count in counts])
    numbers.first.click()
    expect(page).to_have_url(re.compile(r"/articles\?election=pilkada-2024&from=2024-07-03&to=2025-01-28&kind=stories"))
    expect(page.locator("h1")).to_have_text(f"{counts[0]} {words}")
    page.go_back()
    expect(page.locator("#aligned-figure .main-svg").first).to_be_visible()


def test_from_a_number_to_its_sentence(page, base):
    page.goto(f"{base}/elections?lang=en")
    page.locator("#states-numbers summary").click()
    link = page.locator("#states-numbers li", has_text="Proven").locator("a").first
    count = link.inner_text().split()[0]
    link.click()
    expect(page).to_have_url(re.compile(r"/evidence\?election=pilkada-2024&from=.*kind=violation&status=proven"))
    expect(page.locator(".evidence .card-foot .source")).to_contain_text(f"of {count}")
    page.locator(".evidence-item a", has_text="open this sentence").first.click()
    expect(page.locator(".article-text .arrived")).to_be_in_viewport()


def test_a_point_opens_its_list(page, base):
    page.goto(f"{base}/elections?lang=en")
    bar = page.locator("#states-figure .bars .point path").first
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    page.mouse.click(box["x"] + min(8, box["width"] / 2), box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/evidence\?election=pilkada-2024&from=.*status=prohibited"))


def test_elections_come_and_go_with_the_address(page, base):
    page.goto(f"{base}/elections?lang=en")
    page.locator(".add-election summary").click()
    page.locator(".add-option", has_text="2018").click()
    expect(page).to_have_url(re.compile(r"election=pilkada-2024,pilkada-2020,pilkada-2018"))
    expect(page.locator(".election-chips .active-filter")).to_have_count(3)
    page.locator(".election-chips .active-filter", has_text="2020").click()
    expect(page).to_have_url(re.compile(r"election=pilkada-2024,pilkada-2018"))
    expect(page.locator(".election-chips .active-filter")).to_have_count(2)
    page.go_back()
    expect(page.locator(".election-chips .active-filter")).to_have_count(3)


@pytest.mark.parametrize("search", ["", "?show=all&lang=en"])
def test_phone_does_not_scroll_sideways(open_page, base, search):
    page = open_page(390, 844)
    page.goto(f"{base}/elections{search}")
    expect(page.locator("#multiples-figure .main-svg").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for target in page.locator(".election-chips > a, .election-chips summary, .switches a").all():
        assert target.bounding_box()["height"] >= 44

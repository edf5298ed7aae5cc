"""The page of coverage in a real browser: both languages, from a box to its articles, and back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "words"), [("id", "Yang kami lihat"), ("en", "What we see")])
def test_main_path(page, base, lang, words):
    page.goto(f"{base}/coverage?lang={lang}")
    expect(page.locator("h1")).to_contain_text(words)
    for name in ("watch", "outlet-tiles"):
        expect(page.locator(f"#{name}-figure .main-svg").first).to_be_visible()
    expect(page.locator("#scores-card .dots")).to_have_count(12)


def test_an_outlet_opens_to_as_many_articles(page, base):
    page.goto(f"{base}/coverage?lang=en&show=all")
    table = page.locator("#watch-numbers")
    if table.get_attribute("open") is None:
        table.locator("summary").click()
    link = table.locator("td a").first
    count = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"/articles\?outlet=.*&relevance=core,mention,none"))
    expect(page.locator("h1")).to_have_text(re.compile(rf"^{count} articles?$"))
    page.go_back()
    expect(page.locator("#watch-figure .main-svg").first).to_be_visible()


def test_a_box_opens_its_articles(page, base):
    page.goto(f"{base}/coverage?lang=en&election=pilkada-2024")
    box = page.locator("#watch-figure .bars .point path").first
    expect(box).to_be_visible()
    place = box.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(page).to_have_url(
        re.compile(r"/articles\?outlet=[^&]+&relevance=core,mention,none&from=\d{4}-\d\d-\d\d&to=")
    )


def test_a_tile_opens_the_outlets_of_its_province(page, base):
    page.goto(f"{base}/coverage?lang=en")
    page.locator("#outlet-tiles-card details.numbers summary").click()
    link = page.locator("#outlet-tiles-card .state-lines a").first
    count = link.inner_text().split()[0]
    link.click()
    expect(page).to_have_url(re.compile(r"/coverage\?province=\d\d&show=all"))
    expect(page.locator(".coverage .lead")).to_contain_text(re.compile(rf"^{count} outlets? w"))


def test_phone_does_not_scroll_sideways(open_page, base):
    page = open_page(390, 844)
    page.goto(f"{base}/coverage")
    expect(page.locator("#watch-figure .main-svg").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

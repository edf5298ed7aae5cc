"""Pages of provinces, regencies and cities in a real browser: the main path, from a number to its sentence, a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from warehouse import queries
from warehouse.queries import Filters

pytestmark = pytest.mark.browser

FIGURES = ("region-map", "region-compare", "region-weeks", "region-flow")


def drawn(page: Page, names: tuple[str, ...] = FIGURES) -> None:
    for name in names:
        expect(page.locator(f"#{name}-figure .main-svg").first).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "title", "places"), [("id", "wilayah", "Kabupaten & kota"), ("en", "where", "Regencies & cities")]
)
def test_from_the_list_to_a_place(page, base, lang, title, places):
    page.goto(f"{base}/regions?lang={lang}")
    expect(page.locator("h1")).to_contain_text(title)
    page.get_by_role("link", name=places).click()
    expect(page).to_have_url(re.compile(r"/regions\?show=areas"))
    page.locator("#regions-grid input").first.fill("Rembang")
    page.locator("#regions-grid .ag-cell a", has_text="Kabupaten Rembang").click()
    expect(page).to_have_url(re.compile(r"/regions/33\.17"))
    expect(page.locator("h1")).to_contain_text("Kabupaten Rembang")
    drawn(page, FIGURES[:3])
    page.locator(".crumbs").get_by_role("link", name="Jawa Tengah").click()
    expect(page).to_have_url(re.compile(r"/regions/33(\?lang=en)?$"))
    drawn(page)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Kabupaten Rembang")


def test_from_a_number_to_the_sentence(page, base):
    page.goto(f"{base}/regions/52?lang=en")
    words = page.locator("#count-alleged").inner_text()
    count = re.search(r"\d+", words)[0]
    page.locator("#count-alleged").click()
    expect(page).to_have_url(f"{base}/evidence?province=52&kind=violation&status=alleged&lang=en")
    expect(page.locator(".evidence .card-foot .source")).to_contain_text(f"of {count}")
    page.locator(".evidence-item a", has_text="open this sentence").first.click()
    expect(page.locator(".article-text .arrived")).to_be_in_viewport()
    page.go_back()
    page.go_back()
    expect(page.locator("#count-alleged")).to_have_text(words)


def test_from_cases_to_the_sentence(page, base):
    page.goto(f"{base}/regions/52")
    link = page.locator(".lead-number").nth(2)
    count = re.search(r"\d+", link.inner_text())[0]
    link.click()
    expect(page).to_have_url(f"{base}/regions/52?show=cases")
    expect(page.locator("h1")).to_have_text(f"{count} perkara dari Nusa Tenggara Barat")
    expect(page.locator(".region-cases .evidence-item")).to_have_count(int(count))
    page.locator(".evidence-item a", has_text="buka kalimat pertamanya").first.click()
    expect(page.locator(".article-text .arrived")).to_be_in_viewport()


def test_a_click_on_the_map_opens_the_area(page, base):
    page.goto(f"{base}/regions/33")
    drawn(page)
    point = page.locator("#region-map-figure .scatterlayer .trace .points path.point").last
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/regions/33\.\d\d$"))


def test_filters_hold_and_the_path_is_the_place(page, base, warehouse):
    page.goto(f"{base}/regions/33?province=35")
    drawn(page)
    page.locator("#filter-election").click()
    page.get_by_role("option", name=re.compile("Pilkada .*2024")).click()
    expect(page).to_have_url(re.compile(r"election=pilkada-2024"))
    with warehouse.cursor() as con:
        count = queries.headline_counts(con, Filters(elections=("pilkada-2024",), provinces=("33",))).article_count
    expect(page.locator(".lead-number").first).to_have_text(f"{count} artikel")
    expect(page.locator("#filter-place")).to_be_hidden()


@pytest.mark.parametrize(
    "path", ["/regions", "/regions?show=areas", "/regions/33", "/regions/33.17", "/regions/52?show=cases"]
)
def test_phone_does_not_scroll_sideways(open_page, base, path):
    page = open_page(width=390, height=844, scheme="dark")
    page.goto(base + path)
    expect(page.locator("h1").first).to_be_visible()
    if path == "/regions/33":
        drawn(page)
        page.locator(".region-numbers summary").first.click()
        expect(page.locator(".rate-table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_numbers_behind_the_dots_open(page, base):
    page.goto(f"{base}/regions/33")
    drawn(page)
    page.locator(".region-numbers summary").first.click()
    cell = page.locator(".rate-table tbody tr").first.locator("td a").first
    count = cell.inner_text()
    cell.click()
    expect(page.locator("h1")).to_have_text(f"{count} berita terpisah")

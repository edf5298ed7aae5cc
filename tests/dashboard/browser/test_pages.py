"""The main path of every page, in both languages, in a real browser."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from warehouse import queries
from warehouse.queries import Filters

pytestmark = pytest.mark.browser


def counts(warehouse, filters: Filters) -> tuple[int, int]:
    con = warehouse.cursor()
    headline = queries.headline_counts(con, filters)
    con.close()
    return headline.article_count, headline.story_count


def drawn(page: Page) -> None:
    for name in ("map", "measures", "timeline"):
        expect(page.locator(f"#{name}-figure .main-svg").first).to_be_visible()


@pytest.mark.parametrize(("lang", "words"), [("id", "berita terpisah"), ("en", "independent stories")])
def test_overview(page, base, warehouse, lang, words):
    page.goto(f"{base}/?lang={lang}")
    drawn(page)
    articles, stories = counts(warehouse, Filters())
    expect(page.locator("#count-articles .count-number")).to_have_text(str(articles))
    expect(page.locator("#count-stories")).to_contain_text(f"{stories}{words}")
    expect(page.locator("#demonstration")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.title().endswith("netralitas")
    # Three states, each with glyph and word, and no sum of them.
    for status in ("prohibited", "alleged", "proven"):
        expect(page.locator(f"#count-{status} .glyph")).to_be_visible()
        expect(page.locator(f"#count-{status} .status")).to_have_text(re.compile(r"\w+"))


def test_count_opens_to_as_many_sentences(page, base):
    page.goto(f"{base}/?lang=en&election=pilkada-2024")
    count = page.locator("#count-proven .count-number").inner_text()
    page.locator("#count-proven").click()
    expect(page).to_have_url(re.compile(r"/evidence\?election=pilkada-2024&kind=violation&status=proven&lang=en"))
    expect(page.locator(".evidence .card-foot .source")).to_contain_text(f"of {count}")
    page.locator(".evidence-item a", has_text="open this sentence").first.click()
    expect(page).to_have_url(re.compile(r"/articles/[^?]+\?lang=en#at-\d+"))
    expect(page.locator(".article-text .arrived")).to_be_in_viewport()


def test_numbers_of_the_lead_open(page, base):
    page.goto(f"{base}/?lang=en&election=pilkada-2024")
    number = page.locator(".lead-number").nth(1)
    stories = number.inner_text()
    number.click()
    expect(page).to_have_url(f"{base}/evidence?election=pilkada-2024&kind=measure&type=reminder&status=taken&lang=en")
    expect(page.locator(".evidence .lead")).to_contain_text(f"which are {stories} independent stories")


def test_filters_live_in_the_address(page, base, warehouse):
    page.goto(base)
    drawn(page)
    every = page.locator("#count-articles .count-number").inner_text()
    page.locator("#filter-election").click()
    page.get_by_role("option", name=re.compile("Pilkada .*2020")).click()
    expect(page).to_have_url(re.compile(r"\?election=pilkada-2020$"))
    in_2020 = str(counts(warehouse, Filters(elections=("pilkada-2020",)))[0])
    assert in_2020 != every
    expect(page.locator("#count-articles .count-number")).to_have_text(in_2020)
    page.locator("#filter-place").fill("Jawa Teng")
    page.get_by_role("option", name="Jawa Tengah").click()
    both = str(counts(warehouse, Filters(elections=("pilkada-2020",), provinces=("33",)))[0])
    expect(page.locator("#count-articles .count-number")).to_have_text(both)
    address = page.url
    page.go_back()
    expect(page.locator("#count-articles .count-number")).to_have_text(in_2020)
    expect(page.locator("#filter-place")).to_have_value("")
    page.go_back()
    expect(page.locator("#count-articles .count-number")).to_have_text(every)
    page.go_forward()
    page.go_forward()
    expect(page.locator("#count-articles .count-number")).to_have_text(both)
    # The address alone gives the same view.
    page.goto(address)
    expect(page.locator("#count-articles .count-number")).to_have_text(both)
    expect(page.locator("#filter-place")).to_have_value("Jawa Tengah")


def test_filters_without_a_control_are_shown_and_can_be_taken_away(page, base):
    page.goto(f"{base}/evidence?election=pilkada-2020,pilkada-2024&province=33&kind=measure&lang=en")
    chip = page.locator(".active-filter:visible")
    expect(chip).to_have_count(1)
    expect(chip).to_contain_text("2020, ")
    chip.click()
    expect(page).to_have_url(f"{base}/evidence?province=33&kind=measure&lang=en")
    expect(chip).to_have_count(0)


def test_language_keeps_the_filters(page, base):
    page.goto(f"{base}/?measure=pledge")
    page.locator("#language-en").click()
    expect(page).to_have_url(f"{base}/?measure=pledge&lang=en")
    expect(page.locator("#nav-overview")).to_have_text("Overview")
    page.locator("#nav-articles").click()
    expect(page).to_have_url(f"{base}/articles?measure=pledge&lang=en")


def test_dates_from_the_address(page, base, warehouse):
    page.goto(f"{base}/?from=2024-09-01&to=2024-09-30")
    expected = counts(warehouse, Filters(date_from=date(2024, 9, 1), date_to=date(2024, 9, 30)))[0]
    expect(page.locator("#count-articles .count-number")).to_have_text(str(expected))
    expect(page.locator("#filter-dates")).to_contain_text("1 Sep 2024")


def test_nothing_found_says_what_to_do(page, base):
    page.goto(f"{base}/?from=1999-01-01&to=1999-01-02")
    expect(page.locator(".state")).to_contain_text("Tidak ada berita untuk pilihan ini. Hapus satu saringan")
    expect(page.locator("#overview-cards")).to_be_hidden()
    page.locator(".state a").click()
    drawn(page)


@pytest.mark.parametrize(("lang", "title"), [("id", "artikel"), ("en", "articles")])
def test_articles(page, base, warehouse, lang, title):
    page.goto(f"{base}/articles?lang={lang}&province=33")
    expected = counts(warehouse, Filters(provinces=("33",)))[0]
    expect(page.locator("h1")).to_have_text(f"{expected} {title}")
    link = page.locator("#articles-grid .ag-cell a").first
    words = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(words)


def test_search_finds_articles(page, base, warehouse):
    page.goto(base)
    page.locator("#search").fill("surat edaran")
    page.locator("#search").press("Enter")
    expect(page).to_have_url(f"{base}/articles?q=surat+edaran")
    expect(page.locator("h1")).to_have_text(f"{counts(warehouse, Filters(text='surat edaran'))[0]} artikel")


@pytest.mark.parametrize(("lang", "words"), [("id", "Mengapa ada data peraga?"), ("en", "Why demonstration data?")])
def test_about(page, base, lang, words):
    page.goto(f"{base}/?lang={lang}")
    page.locator(".banner-link").click()
    expect(page.locator("section#demonstration h2")).to_have_text(words)


@pytest.mark.parametrize("path", ["/nowhere", "/articles/no-such-article"])
def test_missing(page, base, path):
    page.goto(base + path)
    expect(page.locator("h1")).to_contain_text("tidak ada")


def test_colour_scheme_is_kept(page, base):
    page.goto(base)
    drawn(page)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#scheme").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.reload()
    # Before anything is drawn the page is dark already.
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == "dark"
    drawn(page)


@pytest.mark.parametrize("path", ["/", "/articles", "/evidence", "/about", "/articles/c-1-001"])
def test_phone_does_not_scroll_sideways(open_page, base, path):
    page = open_page(width=390, height=844)
    page.goto(base + path)
    expect(page.locator("h1").first).to_be_visible()
    if path == "/":
        drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_phone_filters_and_menu_unfold(open_page, base):
    page = open_page(width=390, height=844)
    page.goto(f"{base}/?election=pilkada-2024")
    expect(page.locator("#filter-election")).to_be_hidden()
    page.locator(".filters-button").click()
    expect(page.locator("#filter-election")).to_be_visible()
    expect(page.locator(".active-filter")).to_have_count(1)
    page.locator(".active-filter").click()
    expect(page).to_have_url(f"{base}/")
    page.locator(".menu-button").click()
    page.locator("#nav-elections").click()
    expect(page).to_have_url(f"{base}/elections")


def test_first_page_is_quick(page, base):
    page.goto(base)
    drawn(page)
    page.goto(base)
    drawn(page)
    # Told by the browser itself; the limit leaves room for a busy machine, the aim is two seconds.
    assert page.evaluate("performance.now()") < 5000


def test_a_lost_warehouse_is_told(open_page, serve, tmp_path, hostile_dir):
    data = tmp_path / "data"
    data.mkdir()
    file = data / "netralitas.duckdb"
    file.write_bytes((hostile_dir / "netralitas.duckdb").read_bytes())
    page = open_page()
    page.goto(serve(data))
    drawn(page)
    file.unlink()
    page.locator("#filter-relevance").click()
    page.get_by_role("option").first.click()
    expect(page.locator("[role=alert]")).to_contain_text("Data tidak dapat dibaca")
    expect(page.locator("#overview-cards")).to_be_hidden()
    file.write_bytes((hostile_dir / "netralitas.duckdb").read_bytes())
    page.get_by_role("link", name="Coba lagi").click()
    drawn(page)

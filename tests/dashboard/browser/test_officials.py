"""Persons in a real browser: the list, the search, one person, and the way from a number to the sentence."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "words"), [("id", "Semua jabatan"), ("en", "All offices")])
def test_list_search_and_person(page, base, lang, words):
    page.goto(f"{base}/officials?lang={lang}")
    rows = page.locator(".plain-table tbody tr")
    expect(rows.first).to_be_visible()
    expect(page.locator(".plain-select option").first).to_have_text(words)
    name = rows.first.locator(".person-link").inner_text()
    articles = rows.first.locator("td").nth(2).inner_text()
    page.locator("#person-name").fill(name.upper())
    page.locator("#person-name").press("Enter")
    expect(page).to_have_url(re.compile(rf"[?&]of={'-'.join(re.findall('[a-z0-9]+', name.lower()))}"))
    expect(rows).to_have_count(1)
    rows.first.locator(".person-link").click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(".person .lead .lead-number").first).to_have_text(articles)
    expect(page.locator("#articles .evidence-item")).to_have_count(int(articles))
    page.go_back()
    expect(rows).to_have_count(1)
    page.go_back()
    expect(page.locator("#person-name")).to_have_value("")
    expect(rows.nth(5)).to_be_visible()


def test_choice_of_an_office_and_order_live_in_the_address(page, base):
    page.goto(f"{base}/officials?lang=en")
    page.locator(".plain-select").select_option("bawaslu")
    expect(page).to_have_url(f"{base}/officials?type=bawaslu&lang=en")
    expect(page.locator("h1")).to_contain_text("Bawaslu")
    page.locator("th .sort").nth(1).click()
    expect(page).to_have_url(f"{base}/officials?type=bawaslu&order=mentions&lang=en")
    # Sorted by articles before: it is the head's words that tell the new rows are drawn.
    expect(page.locator("[aria-sort=descending]")).to_have_text(re.compile("Mentions"))
    numbers = [int(text) for text in page.locator(".plain-table tbody tr td:nth-child(5)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(("head", "order", "place"), [("Quotes", "quotes", 6), ("Measures in speech", "measures", 7)])
def test_the_table_sorts_by_speech(page, base, head, order, place):
    page.goto(f"{base}/officials?lang=en")
    page.locator("th").get_by_role("link", name=head).click()
    expect(page).to_have_url(f"{base}/officials?order={order}&lang=en")
    expect(page.locator("[aria-sort=descending]")).to_contain_text(head)
    cells = page.locator(f".plain-table tbody tr td:nth-child({place})")
    numbers = [int(text) for text in cells.all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]
    shown = cells.first.inner_text()
    cells.first.get_by_role("link").click()
    part = "said" if order == "quotes" else "measures"
    expect(page).to_have_url(re.compile(rf"/officials/p-[0-9a-f]{{16}}\?lang=en#{part}$"))
    expect(page.locator(f"#{part}")).to_be_in_viewport()
    expect(page.locator(".person .lead .lead-number").filter(has_text=re.compile(rf"^{shown}$")).first).to_be_visible()


def test_from_a_quote_to_its_sentence(page, base, warehouse):
    con = warehouse.cursor()
    (person_id,) = con.execute(
        "SELECT person_id FROM quotes JOIN official_persons ON official_id = speaker_official_id "
        "JOIN persons USING (person_id) WHERE NOT is_protected LIMIT 1"
    ).fetchone()
    con.close()
    page.goto(f"{base}/officials/{person_id}?relevance=core,mention,none&lang=en")
    said = page.locator("#said .evidence-item").first
    said.get_by_role("link", name="open this sentence").click()
    expect(page).to_have_url(re.compile(r"/articles/[^?]+\?lang=en#at-\d+"))
    expect(page.locator(".article-text .arrived")).to_be_in_viewport()
    page.locator(".list-official .entry-line a").first.click()
    expect(page).to_have_url(re.compile(r"/officials/p-[0-9a-f]{16}\?lang=en"))


def test_a_dot_opens_its_article(page, base, warehouse):
    con = warehouse.cursor()
    (person_id,) = con.execute(
        "SELECT person_id FROM officials_with_region WHERE report_date IS NOT NULL AND NOT is_protected "
        "GROUP BY person_id HAVING count(DISTINCT report_date) > 1 ORDER BY person_id LIMIT 1"
    ).fetchone()
    con.close()
    page.goto(f"{base}/officials/{person_id}?relevance=core,mention,none")
    dot = page.locator("#person_offices-figure .points path").first
    expect(dot).to_be_visible()
    box = dot.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"/articles/.+#at-\d+$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone(open_page, base, warehouse, scheme):
    page = open_page(width=390, height=844, scheme=scheme)
    page.goto(f"{base}/officials")
    first = page.locator(".person-list .person-link").first
    expect(first).to_be_visible()
    assert first.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first.click()
    expect(page.locator("#articles")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

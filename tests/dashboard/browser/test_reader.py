"""The article in a real browser: marks in place, switches, and text of strangers that stays text."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
ARTICLE = "c-1-001"


@pytest.mark.parametrize(("lang", "heading"), [("id", "Pejabat"), ("en", "Officials")])
def test_items_are_marked_in_place(page, base, warehouse, lang, heading):
    page.goto(f"{base}/articles/{ARTICLE}?lang={lang}")
    text = page.locator("#article-text")
    expect(page.locator(".list-official h2")).to_have_text(heading)
    con = warehouse.cursor()
    rows = con.execute(
        "SELECT kind, start_char, words FROM evidence WHERE article_id = ? AND kind <> 'official'", [ARTICLE]
    ).fetchall()
    con.close()
    assert {kind for kind, _, _ in rows} >= {"measure", "violation", "document", "legal", "region", "quote"}
    for _, start, words in rows:
        mark = text.locator(f"#at-{start}")
        expect(mark).to_have_count(1)
        assert words.startswith(mark.inner_text()[:10]) or mark.inner_text().startswith(words[:10])


def test_numbers_lead_to_the_list_and_back(page, base):
    page.goto(f"{base}/articles/{ARTICLE}")
    page.locator("#article-text .number").nth(2).click()
    expect(page.locator("#list-3")).to_have_class("entry arrived")
    page.locator("#list-3 .entry-title").click()
    expect(page.locator("#article-text .arrived")).to_be_in_viewport()


def test_legend_switches_kinds(page, base):
    page.goto(f"{base}/articles/{ARTICLE}")
    numbers = page.locator("#article-text .number.of-prohibited")
    expect(numbers.first).to_be_visible()
    page.locator(".kind-prohibited label").click()
    expect(numbers.first).to_be_hidden()
    expect(page.locator("#article-text .number.of-measures").first).to_be_visible()
    page.locator("#hide-all").click()
    expect(page.locator("#article-text .number.of-measures").first).to_be_hidden()
    page.locator("#hide-all").click()
    expect(numbers.first).to_be_visible()


def test_reported_speech_and_numbers_are_marked_and_switched(page, serve, unsure_dir):
    page.goto(f"{serve(unsure_dir)}/articles/a-1?lang=en")
    corner = "element => getComputedStyle(element, '::before').display"
    line = "element => getComputedStyle(element).getPropertyValue('--line-totals')"
    start, text = page.locator("#article-text .said-start"), page.locator("#article-text")
    expect(start).to_have_text("laporan itu ")
    assert start.evaluate(corner) != "none"
    assert text.evaluate(line) != "transparent"
    page.locator(".kind-statements label").click()
    expect(page.locator("#reader")).to_have_class("reader hide-statements")
    assert start.evaluate(corner) == "none"
    page.locator(".kind-totals label").click()
    expect(page.locator("#reader")).to_have_class("reader hide-statements hide-totals")
    assert text.evaluate(line) == "transparent"
    page.locator(".list-total .entry-title").click()
    expect(page.locator("#article-text .arrived")).to_have_text("12 ASN dilaporkan")


def test_evidence_is_chosen_by_how_sure_it_is(page, serve, unsure_dir):
    page.goto(f"{serve(unsure_dir)}/evidence?lang=en")
    expect(page.locator(".evidence-item")).to_have_count(4)
    page.get_by_role("link", name="Least sure first").press("Enter")
    expect(page.locator(".evidence-item .certainty").first).to_have_text("unsure 41%")
    page.get_by_role("link", name="Sure ones").press("Enter")
    expect(page.locator(".evidence-item .certainty").first).to_have_text("80%")
    expect(page.locator(".evidence .lead")).to_contain_text("2 more are hidden")
    expect(page).to_have_url(re.compile(r"/evidence\?kind=violation&status=alleged&sure=80&order=unsure&lang=en$"))
    page.locator("#language-id").click()
    expect(page.locator(".evidence .lead")).to_contain_text("2 lagi disembunyikan")
    expect(page).to_have_url(re.compile(r"/evidence\?kind=violation&status=alleged&sure=80&order=unsure$"))


def test_markup_in_articles_never_runs(open_page, serve, hostile_dir):
    base = serve(hostile_dir)
    page = open_page()
    page.goto(f"{base}/articles/{quote('x/../<y>?z#1', safe='')}")
    expect(page.locator("h1")).to_contain_text('<script>window.ran="title"</script>')
    expect(page.locator("#article-text")).to_contain_text('<img src=x onerror="window.ran=1">')
    expect(page.locator("#article-text")).to_contain_text("{{7*7}} ${window.ran=3} &lt;b&gt;")
    assert page.locator("a[href^='javascript']").count() == 0
    for path in ("/", "/articles", "/evidence?kind=violation&status=alleged", "/evidence?kind=measure"):
        page.goto(base + path)
        expect(page.locator("h1").first).to_be_visible()
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran === undefined")
        assert page.locator("main script, main img, main svg[onload], main i[onclick]").count() == 0


def test_own_data_wears_no_banner(page, serve, hostile_dir):
    page.goto(serve(hostile_dir))
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("#demonstration")).to_have_count(0)


def test_from_one_result_to_the_next_and_back_to_the_list(page, base):
    page.goto(f"{base}/articles?q=netralitas&lang=en")
    expect(page.locator(".hit-title").nth(2)).to_be_visible()
    titles = page.locator(".hit-title").all_inner_texts()
    page.locator(".hit-title").nth(1).click()
    expect(page.locator("h1")).to_have_text(titles[1])
    place = page.get_by_role("navigation", name="The list this article was opened from")
    expect(place.get_by_role("link").first).to_have_text(re.compile(r"^Article 2 of \d+$"))
    place.get_by_role("link", name="older →").click()
    expect(page.locator("h1")).to_have_text(titles[2])
    expect(place.get_by_role("link").first).to_have_text(re.compile(r"^Article 3 of \d+$"))
    place.get_by_role("link").first.click()
    expect(page.locator(".hit-title").first).to_have_text(titles[0])
    expect(page).to_have_url(f"{base}/articles?q=netralitas&lang=en")

"""The query page in a real browser: an example, a statement typed and run, chart, errors, markup in answers."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "topic", "run"), [("id", "Suara", "Jalankan"), ("en", "Voices", "Run")])
def test_example_then_own_statement(page, base, lang, topic, run):
    page.goto(f"{base}/query?lang={lang}")
    page.locator(".aside-card summary", has_text=topic).click()
    page.locator(".aside-card details[open] .example").first.click()
    expect(page.locator("#answer-grid .ag-row").first).to_be_visible()
    expect(page.locator("#statement")).to_have_value(re.compile("SELECT"))
    assert "sql=" in page.url
    page.locator("#statement").fill("SELECT article_id, word_count FROM articles ORDER BY article_id LIMIT 4")
    page.locator(".query-form").get_by_role("button", name=run).click()
    expect(page.locator("#answer-grid .ag-center-cols-container .ag-row")).to_have_count(4)
    link = page.locator("#answer-grid a.link").first
    article_id = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(rf"/articles/{article_id}"))
    expect(page.locator("#article-text")).to_be_visible()
    page.go_back()
    expect(page.locator("#statement")).to_have_value(re.compile("LIMIT 4"))
    expect(page.locator("#answer-grid .ag-center-cols-container .ag-row")).to_have_count(4)


def test_keys_run_and_the_chart_is_chosen(page, base):
    page.goto(f"{base}/query?lang=en")
    page.locator("#statement").fill(
        "SELECT type, count(*) AS n, count(DISTINCT article_id) AS m FROM measures GROUP BY type"
    )
    page.locator("#statement").press("Control+Enter")
    expect(page.locator("#answer_chart-figure .bars .point").first).to_be_visible()
    expect(page.locator("#answer_chart-title")).to_have_text("n by type")
    page.locator(".chart-form select[name=per]").select_option("3")
    expect(page.locator("#answer_chart-title")).to_have_text("m by type")
    page.locator(".chart-form select[name=show]").select_option("points")
    expect(page).to_have_url(re.compile(r"of=1&show=points&per=3&sql="))
    expect(page.locator("#answer_chart-figure .scatterlayer .point").first).to_be_visible()
    with page.expect_download() as waiting:
        page.locator("#answer_chart-tools [data-format=svg]").click()
    assert waiting.value.suggested_filename.endswith(".svg")


@pytest.mark.parametrize("width", [1440, 390])
def test_error_and_width(open_page, base, width):
    page = open_page(width=width)
    page.goto(f"{base}/query?sql=ATTACH+%27x.db%27")
    expect(page.get_by_role("alert")).to_contain_text("Hanya pernyataan yang membaca")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_markup_in_an_answer_is_text(page, serve, hostile_dir):
    base = serve(hostile_dir)
    page.goto(
        f"{base}/query?sql=SELECT+title+AS+%22%3Cb%3Ex%22,+text,+1+AS+n+FROM+articles+UNION+ALL+SELECT+title,+text,+2+FROM+articles"
    )
    expect(page.locator("#answer-grid .ag-row").first).to_contain_text('<script>window.ran="title"</script>')
    expect(page.locator("#answer-grid .ag-header")).to_contain_text("<b>x")
    assert page.evaluate("window.ran") is None

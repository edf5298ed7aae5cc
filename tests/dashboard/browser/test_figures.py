"""Figures that act on the page: a click on the map, a drag along the timeline, a click on a bar, files to take away."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
# The middle of a province's outline, in pixels of the window.
MIDDLE = """code => {
  const graph = document.querySelector('#map-figure .js-plotly-plot');
  const trace = graph.data.find(trace => trace.meta === code);
  const layout = graph._fullLayout, box = graph.getBoundingClientRect();
  const numbers = trace => [graph._fullData.find(full => full.meta === code)].map(full => [full.x, full.y])[0];
  const middle = values => { const known = Array.from(values).filter(Number.isFinite);
    return (Math.min(...known) + Math.max(...known)) / 2; };
  const [xs, ys] = numbers(trace);
  return [box.left + layout.xaxis._offset + layout.xaxis.d2p(middle(xs)),
          box.top + layout.yaxis._offset + layout.yaxis.d2p(middle(ys))];
}"""
KALIMANTAN_TENGAH = "62"


def drawn(page: Page, name: str) -> None:
    expect(page.locator(f"#{name}-figure .main-svg").first).to_be_visible()
    page.locator(f"#{name}-figure").scroll_into_view_if_needed()


def click_province(page: Page, code: str, address: str) -> None:
    """Click the middle of a province until the page is at `address`: a click before the map is drawn anew is lost."""
    for _ in range(5):
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        page.mouse.click(*page.evaluate(MIDDLE, code))
        try:
            expect(page).to_have_url(address, timeout=6_000)
        except AssertionError:
            continue
        return
    expect(page).to_have_url(address)


@pytest.mark.parametrize("width", [1440, 390])
def test_click_on_a_province_filters_the_page(open_page, base, width):
    page = open_page(width=width)
    page.goto(base)
    drawn(page, "map")
    click_province(page, KALIMANTAN_TENGAH, f"{base}/?province={KALIMANTAN_TENGAH}")
    if width == 1440:
        expect(page.locator("#filter-place")).to_have_value("Kalimantan Tengah")
    click_province(page, KALIMANTAN_TENGAH, f"{base}/")


def test_drag_along_the_timeline_sets_the_dates(page, base):
    page.goto(f"{base}/?election=pilkada-2024")
    drawn(page, "timeline")
    count = page.locator("#count-articles .count-number").inner_text()
    box = page.locator("#timeline-figure .nsewdrag").first.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=6)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"election=pilkada-2024&from=20\d\d-\d\d-\d\d&to=20\d\d-\d\d-\d\d$"))
    expect(page.locator("#count-articles .count-number")).not_to_have_text(count)
    page.go_back()
    expect(page.locator("#count-articles .count-number")).to_have_text(count)


def test_click_on_a_bar_filters_the_page_and_leads_to_its_sentences(page, base):
    page.goto(f"{base}/?lang=en&election=pilkada-2024")
    drawn(page, "measures")
    count = page.locator("#count-articles .count-number").inner_text()
    bar = page.locator("#measures-figure .bars .point path").first.bounding_box()
    page.mouse.click(bar["x"] + 4, bar["y"] + bar["height"] / 2)
    expect(page).to_have_url(re.compile(r"/\?election=pilkada-2024&measure=[a-z_]+&lang=en$"))
    expect(page.locator("#count-articles .count-number")).not_to_have_text(count)
    type_ = re.search(r"measure=([a-z_]+)", page.url)[1]
    page.locator("#measures-tools a[href*='/evidence']").click()
    expect(page).to_have_url(re.compile(rf"/evidence\?election=pilkada-2024&measure={type_}&kind=measure&type={type_}"))
    expect(page.locator(".evidence-item").first).to_be_visible()


def test_the_map_shows_what_is_chosen_and_the_address_keeps_it(page, base):
    page.goto(f"{base}/?lang=en")
    drawn(page, "map")
    page.locator("#map-show").click()
    page.get_by_role("option", name="Cases", exact=True).click()
    expect(page).to_have_url(f"{base}/?show=cases&lang=en")
    expect(page.locator("#map-figure")).to_contain_text("Cases by province")
    page.get_by_text("Per outlet", exact=True).click()
    expect(page).to_have_url(f"{base}/?show=cases&per=outlet&lang=en")
    expect(page.locator("#map-figure")).to_contain_text("Cases per outlet")
    with page.expect_download() as download:
        page.locator("#map-tools").get_by_text("CSV").click()
    assert "case_count" in download.value.path().read_text(encoding="utf-8")
    page.go_back()
    expect(page.locator("#map-figure")).to_contain_text("Cases by province")
    page.go_back()
    expect(page.locator("#map-show")).to_have_value("Independent stories")
    expect(page.locator("#map-figure")).to_contain_text("Independent stories by province")


def test_figures_can_be_taken_away_as_pictures(page, base):
    page.goto(f"{base}/?election=pilkada-2024")
    for name in ("map", "measures", "timeline"):
        drawn(page, name)
        contents = {}
        for kind in ("png", "svg"):
            with page.expect_download() as waiting:
                page.locator(f"#{name}-tools [data-format={kind}]").click()
            assert waiting.value.suggested_filename == f"netralitas-{name}.{kind}"
            contents[kind] = waiting.value.path().read_bytes()
        assert contents["png"].startswith(b"\x89PNG")
        # Title, filters and demonstration notice go with the picture, and the fonts they are set in.
        text = contents["svg"].decode("utf-8")
        assert "DATA PERAGA" in text
        assert "Pilkada 2024" in text
        assert "@font-face" in text
        assert page.locator(f"#{name}-title").inner_text()[:12] in text


def test_copied_link_opens_the_same_view(page, base):
    page.goto(f"{base}/?election=pilkada-2020")
    page.locator("[data-copy]").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{base}/?election=pilkada-2020"

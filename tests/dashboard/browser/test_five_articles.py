"""The whole way, on five real articles: text files, import, extraction, warehouse, and the page in a browser.

The articles are not part of the repository. They lie in `../shared/seeds` beside it on the machines that test it;
elsewhere these tests are skipped and say so.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
CIRCULAR = "800.1.6.2/524/BKPSDM-PDG/2024"
# The provinces that the map colours: those of whose hover box a line counts stories.
COLOURED = """() => document.querySelector('#map-figure .js-plotly-plot').data
  .filter(trace => trace.fill === 'toself' && trace.fillcolor && /\\d+ (berita|articles?|stor)/.test(trace.text))
  .map(trace => trace.name).sort()"""
FOUR = ["Kepulauan Riau", "Lampung", "Riau", "Sumatera Barat"]


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory, serve) -> str:
    """The address of a dashboard over the five articles, brought in by the commands that a user has."""
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip(f"the five real articles are not here ({SEEDS})")
    data = tmp_path_factory.mktemp("five")
    for command in (
        ["crawler", "import", "--data", str(data), *map(str, files)],
        ["nlp", "extract", "--data", str(data)],
        ["warehouse", "build", "--data", str(data)],
    ):
        run = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
    return serve(data)


def drawn(page: Page) -> None:
    expect(page.locator("#map-figure .main-svg").first).to_be_visible()


def test_the_map_shows_four_provinces(page, five):
    page.goto(five)
    drawn(page)
    assert page.evaluate(COLOURED) == FOUR
    expect(page.locator("#count-articles .count-number")).to_have_text("5")
    expect(page.locator("#demonstration")).to_have_count(0)


def test_pilkada_2020_leaves_batam_and_metro(page, five):
    page.goto(five)
    drawn(page)
    page.locator("#filter-election").click()
    page.get_by_role("option", name=re.compile("Pilkada .*2020")).click()
    expect(page.locator("#count-articles .count-number")).to_have_text("2")
    expect(page).to_have_url(re.compile("election=pilkada-2020"))
    assert page.evaluate(COLOURED) == ["Kepulauan Riau", "Lampung"]
    page.locator("#nav-officials").click()
    officials = page.locator("#page-content")
    expect(officials).to_contain_text("Syamsul Bahrum")
    expect(officials).to_contain_text("Achmad Pairin")
    expect(officials).not_to_contain_text("Irwan Suryadi")
    page.locator("#nav-articles").click()
    table = page.locator("#page-content")
    expect(table).to_contain_text("Kota Batam")
    expect(table).to_contain_text("Kota Metro")
    expect(table).not_to_contain_text("Pekanbaru")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_circular_of_padang_is_marked(page, five, lang):
    page.goto(f"{five}/articles?lang={lang}&province=13")
    page.get_by_role("link", name=re.compile("Pemko Padang Keluarkan Surat Edaran")).first.click()
    text = page.locator("#article-text")
    mark = text.locator("[data-kinds~=law]").filter(has_text=CIRCULAR).first
    expect(mark).to_be_visible()
    expect(page.locator(".entry").filter(has_text=CIRCULAR).first).to_be_visible()

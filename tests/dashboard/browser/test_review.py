"""The review page in a browser: the key, decisions by keyboard and by button, the way back; on a phone, too."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.app import create_app
from dashboard.i18n import t
from dashboard.screenshots import serving_app
from dashboard.settings import Settings
from warehouse.corrections import corrections_path, read_corrections

KEY = "kunci-tinjauan-uji"


@pytest.fixture
def data_dir(tmp_path: Path, unsure_dir: Path) -> Path:
    shutil.copytree(unsure_dir, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def desk(data_dir: Path) -> Iterator[str]:
    with serving_app(create_app(data_dir, Settings(review_key=KEY))) as base:
        yield base


def sign_in(page: Page, base: str, lang: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{base}/review?lang={lang}")
    page.get_by_label(t(lang, "review.name")).fill("Sari")
    page.get_by_label(t(lang, "review.key"), exact=True).fill(KEY)
    page.get_by_role("button", name=t(lang, "review.open")).click()
    expect(page.locator(".review-item")).to_be_visible()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_decisions_by_keyboard_and_the_way_back(page, desk, data_dir, lang):
    sign_in(page, desk, lang)
    mark = page.locator(".review-paragraph mark")
    expect(mark).to_have_text("hadir di kampanye")
    expect(page.locator("[data-review-item]")).to_be_focused()
    page.keyboard.press("s")
    expect(mark).to_have_text("masih dikaji")
    page.go_back()
    expect(mark).to_have_text("hadir di kampanye")
    page.locator("[data-review-item]").focus()
    page.keyboard.press("a")
    expect(mark).to_have_text("masih dikaji")
    expect(page.locator(".review-decided li")).to_have_count(1)
    expect(page.locator("[data-review-item]")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".review-told").first).to_have_text(t(lang, "review.said.why_missing"))
    expect(page.get_by_label(t(lang, "review.why"), exact=True)).to_be_focused()
    page.keyboard.type("can not be an item")  # letters in a field are letters
    page.get_by_role("button", name=t(lang, "review.drop")).click()
    expect(page.get_by_text(t(lang, "review.done"))).to_be_visible()
    entries = read_corrections(corrections_path(data_dir)).entries
    assert [(entry.kind, entry.by) for entry in entries] == [("confirm", "Sari"), ("drop", "Sari")]
    page.get_by_role("button", name=t(lang, "review.undo")).click()
    expect(mark).to_have_text("masih dikaji")
    assert [entry.kind for entry in read_corrections(corrections_path(data_dir)).entries] == ["confirm"]
    page.get_by_role("button", name=t(lang, "review.close")).click()
    expect(page.get_by_label(t(lang, "review.key"), exact=True)).to_be_visible()


def test_a_correction_and_from_the_item_to_its_sentence(page, desk, data_dir):
    sign_in(page, desk, "id")
    page.locator("[data-review-item]").focus()
    page.keyboard.press("c")
    expect(page.get_by_label(t("id", "review.type"))).to_be_focused()
    page.get_by_label(t("id", "review.type")).select_option("campaigning")
    page.get_by_label(t("id", "review.why"), exact=True).fill("Berkampanye, bukan hanya hadir")
    page.get_by_role("button", name=t("id", "review.save")).click()
    expect(page.locator(".review-decided li")).to_contain_text(t("id", "violation.campaigning"))
    (entry,) = read_corrections(corrections_path(data_dir)).entries
    assert (entry.kind, entry.field, entry.old, entry.new) == ("fix", "type", "attendance", "campaigning")
    page.locator(".review-decided a").click()
    expect(page.locator(".arrived")).to_contain_text("hadir di kampanye")


def test_a_wrong_key_is_told(browser, desk):
    page = browser.new_page()  # the refusal stands in the console, as it should
    page.goto(f"{desk}/review")
    page.get_by_label(t("id", "review.name")).fill("Sari")
    page.get_by_label(t("id", "review.key"), exact=True).fill("kunci yang salah")
    with page.expect_response("**/review/open") as answer:
        page.get_by_role("button", name=t("id", "review.open")).click()
    assert answer.value.status == 403
    expect(page.locator(".review-told")).to_have_text(t("id", "review.said.wrong_key"))
    page.close()


def test_without_a_key_the_page_says_how_to_set_one(page, serve, unsure_dir):
    page.goto(f"{serve(unsure_dir)}/review")
    expect(page.get_by_text("export NETRALITAS_REVIEW_KEY")).to_be_visible()


def test_on_a_phone(open_page: Callable[..., Page], desk):
    page = open_page(390, 844)
    sign_in(page, desk, "id")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for button in page.locator(".review-buttons .button, .review-buttons .link").all():
        assert button.bounding_box()["height"] >= 44
    page.get_by_role("button", name=t("id", "review.accept")).click()
    expect(page.locator(".review-paragraph mark")).to_have_text("masih dikaji")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_at_the_desk(open_page, desk, axe_faults, width, scheme):
    page = open_page(width=width, scheme=scheme)
    page.context.clear_cookies()
    page.goto(f"{desk}/review?lang=id")
    expect(page.get_by_label(t("id", "review.name"))).to_be_visible()
    assert axe_faults(page) == []
    sign_in(page, desk, "id")
    assert axe_faults(page) == []
    page.keyboard.press("a")
    expect(page.locator(".review-decided li")).to_have_count(1)
    assert axe_faults(page) == []

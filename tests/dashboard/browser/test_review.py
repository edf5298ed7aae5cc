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
from tests.dashboard.review_sitting import KEY, build, covered, every_kind
from warehouse.corrections import corrections_path, read_corrections


@pytest.fixture
def data_dir(tmp_path: Path, unsure_dir: Path) -> Path:
    shutil.copytree(unsure_dir, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def desk(data_dir: Path) -> Iterator[str]:
    with serving_app(create_app(data_dir, Settings(review_key=KEY))) as base:
        yield base


@pytest.fixture(scope="module")
def kinds_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("kinds"), [every_kind("r-1"), covered("s-1")])


@pytest.fixture
def desk_of_kinds(tmp_path: Path, kinds_dir: Path) -> Iterator[tuple[str, Path]]:
    """A desk over doubtful items of every kind, and its data directory."""
    shutil.copytree(kinds_dir, tmp_path / "kinds")
    with serving_app(create_app(tmp_path / "kinds", Settings(review_key=KEY))) as base:
        yield base, tmp_path / "kinds"


def sign_in(page: Page, base: str, lang: str, search: str = "") -> None:
    page.context.clear_cookies()
    page.goto(f"{base}/review?lang={lang}{search}")
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
    expect(mark).to_have_text("Syarif Palsu")
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
    expect(page.get_by_label(t("id", "review.field.violation_type"))).to_be_focused()
    page.get_by_label(t("id", "review.field.violation_type")).select_option("campaigning")
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


def test_an_office_is_corrected_field_by_field(browser, desk_of_kinds):
    base, data_dir = desk_of_kinds
    page = browser.new_page()  # the refusal stands in the console, as it should
    sign_in(page, base, "en", "&kind=official")
    expect(page.locator(".review-paragraph mark")).to_have_text("Kepala Dinas Ujang Rekaan")
    page.locator("[data-review-item]").focus()
    page.keyboard.press("c")
    field = lambda name: page.get_by_label(t("en", f"review.field.official_{name}"))  # noqa: E731
    expect(field("name")).to_be_focused()
    expect(field("name")).to_have_value("Ujang Rekaan")
    expect(field("region")).to_have_value("21.71 Kota Batam")
    expect(field("region")).to_have_attribute("aria-describedby", "review-field-region-help")
    assert page.locator("datalist#review-areas option").count() == 553
    field("role").select_option("agency_head")
    field("acting").select_option("plt")
    field("region").fill("Kota Nirwana")
    page.get_by_label(t("en", "review.why"), exact=True).fill("Read in its paragraph")
    page.get_by_role("button", name=t("en", "review.save")).click()
    wrong = t("en", "review.wrong.area", value="Kota Nirwana")
    expect(page.locator(".review-main .review-told")).to_have_text(
        f"{t('en', 'review.field.official_region')}: {wrong}"
    )
    expect(field("region")).to_be_focused()
    expect(field("region")).to_have_attribute("aria-invalid", "true")
    assert not corrections_path(data_dir).exists()
    field("region").fill("Kabupaten Karimun")
    page.get_by_role("button", name=t("en", "review.save")).click()
    done = page.locator(".review-decided li")
    expect(done).to_contain_text("Head of department, Kota Batam")
    expect(done).to_contain_text("Head of agency, Caretaker (Plt.), Kabupaten Karimun")
    expect(done).not_to_contain_text("Ujang")
    entries = read_corrections(corrections_path(data_dir)).entries
    assert [(entry.field, entry.new) for entry in entries] == [
        ("role", "agency_head"), ("acting", "plt"), ("region", "21.02"),
    ]  # fmt: skip
    page.get_by_role("button", name=t("en", "review.undo")).click()
    expect(page.locator(".review-paragraph mark")).to_have_text("Kepala Dinas Ujang Rekaan")
    assert read_corrections(corrections_path(data_dir)).entries == ()
    page.close()


def test_from_kind_to_kind(page, open_page: Callable[..., Page], desk_of_kinds):
    base, _ = desk_of_kinds
    sign_in(page, base, "id")
    page.locator(".switches").get_by_text(t("id", "review.kind_total"), exact=True).click()
    expect(page.locator(".review-paragraph mark")).to_have_text("12 ASN dilaporkan")
    expect(page.locator(".switch.is-here")).to_have_text(f"{t('id', 'review.kind_total')} 1")
    expect(page.get_by_label(t("id", "review.field.total_count"))).to_be_hidden()
    phone = open_page(390, 844)
    sign_in(phone, base, "id", "&kind=quote")
    folded = phone.locator(".review-kinds")
    expect(folded.locator(".switches")).to_be_hidden()
    folded.locator("summary").click()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    for link in folded.locator("a").all():
        assert link.bounding_box()["height"] >= 44
    folded.get_by_role("link", name=t("id", "review.kind_date")).click()
    expect(phone.locator(".review-paragraph mark")).to_have_text("7 Oktober 2024")
    expect(folded.locator("summary")).to_contain_text(t("id", "review.kind_date"))
    expect(folded.locator(".switches")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
@pytest.mark.parametrize("search", ["&kind=official", "&kind=official&page=2", "&kind=total", "&kind=quote"])
def test_axe_finds_nothing_on_other_kinds(open_page, desk_of_kinds, axe_faults, width, scheme, search):
    page = open_page(width=width, scheme=scheme)
    sign_in(page, desk_of_kinds[0], "id", search)
    page.locator("[data-opens]").click()
    if width == 390:
        page.locator(".review-kinds summary").click()
    expect(page.locator(".review-correction")).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


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

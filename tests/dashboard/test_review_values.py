"""The fields of the review: a control for each, what is refused with words, and what counts as no change."""

import pytest
from flask import Flask

from dashboard.components.request import View
from dashboard.i18n import t
from dashboard.review_desk import DESK
from tests.dashboard.review_sitting import build, every_kind, make_server, open_sitting, page_text, queue, send
from warehouse.page_review_kinds import KINDS, REVIEWED

# A line that is too long, signs that nobody sees, blocks, a pseudonym, and values that are none.
HOSTILE = [
    ("official", "name", "", "name"),
    ("official", "name", "x" * 201, "plain"),
    ("official", "name", "Ujang\u202eRekaan", "plain"),
    ("official", "name", "Ujang\x00Rekaan", "plain"),
    ("official", "name", "Guru ██████", "covered"),
    ("official", "name", "ASN 7KQ2-M4XD", "covered"),
    ("official", "role", "presiden", "choice"),
    ("official", "role", "", "choice"),
    ("official", "acting", "pjx", "choice"),
    ("official", "region", "14.99", "area"),
    ("official", "region", "21.71 Kota Pekanbaru", "area"),
    ("measure", "actor", "Pemko\x1b[31m", "plain"),
    ("quote", "speaker", "Orang Lain", "speaker"),
    ("statement", "speaker", "█", "covered"),
    ("total", "count", "-1", "count"),
    ("total", "count", "12.5", "count"),
    ("total", "count", "2147483648", "count"),
    ("total", "count", "١٢", "count"),
    ("total", "scope", "Kota Nirwana", "area"),
    ("date", "value", "2024-02-30", "day"),
    ("date", "value", "kemarin", "day"),
    ("date", "value", "٢٠٢٤-١٠-٠٧", "day"),
    ("date", "value", "2024-10-07/2024-10-01", "day"),
    ("region", "value", "", "area"),
    ("region", "value", "99", "area"),
    ("election", "value", "pilkada-20244", "election"),
    ("election", "value", "pilkada-٢٠٢٤", "election"),
    ("legal", "value", " ", "text"),
    ("document", "value", "8" * 10_001, "plain"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_server(build(tmp_path_factory.mktemp("desk"), [every_kind("r-1")]))


@pytest.mark.parametrize(("kind", "name", "typed", "reason"), HOSTILE)
def test_a_wrong_value_is_refused_with_words_and_nothing_is_written(desk, kind, name, typed, reason):
    client = desk.test_client()
    token = open_sitting(client)
    item = queue(desk, f"?kind={kind}").item
    for lang in ("id", "en"):
        answer = send(client, token, item, "correct", why="x", lang=lang, **{name: typed})
        assert (answer.status_code, answer.json["field"]) == (422, name)
        words = answer.json["words"]
        assert words.startswith(t(lang, f"review.field.{kind}_{name}") + ": ")
        assert t(lang, f"review.wrong.{reason}", value="@").split("@")[-1] in words
        assert len(words) < 250
        assert words.isprintable()
    assert not desk.extensions[DESK].path.exists()


def test_what_is_left_as_it_is_shown_is_no_change(desk):
    client = desk.test_client()
    token = open_sitting(client)
    for kind, shown in (
        ("official", {"name": "Ujang Rekaan", "acting": "", "region": "21.71 Kota Batam"}),
        ("total", {"count": "12", "scope": "21.71 Kota Batam"}),
        ("region", {"value": "Kota Batam"}),
    ):
        answer = send(client, token, queue(desk, f"?kind={kind}").item, "correct", why="x", **shown)
        assert (answer.status_code, answer.json["words"]) == (422, t("id", "review.said.same"))


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_offers_a_control_for_every_field(desk, kind, lang):
    client = desk.test_client()
    open_sitting(client)
    for view in (View(), View(is_phone=True)):
        text = page_text(desk, client, f"?kind={kind}&lang={lang}", view)
        assert t(lang, f"review.one_{kind}") in text
        for field in REVIEWED[kind].fields:
            assert f'"id": "review-field-{field.name}"' in text
            assert t(lang, f"review.field.{kind}_{field.name}") in text
        for other in KINDS:
            assert t(lang, f"review.kind_{other}") in text

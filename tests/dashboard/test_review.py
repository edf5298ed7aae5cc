"""The review page: whom it lets in, what comes next, what a decision writes, and what it must never do."""

import multiprocessing
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.address import parse_address
from dashboard.app import create_app
from dashboard.components.request import Request, View
from dashboard.i18n import t
from dashboard.pages import review
from dashboard.review_desk import DESK, TRIES, WAIT_SECONDS, CannotDecide, Desk, Tries, as_corrections
from dashboard.settings import Settings
from warehouse import page_review
from warehouse.connection import Warehouse, warehouse_path
from warehouse.correction_parsing import check_correction
from warehouse.correction_writing import append_corrections, as_table
from warehouse.corrections import read_corrections
from warehouse.page_review import ReviewItem

KEY = "kunci-tinjauan-uji"
DAY = date(2026, 11, 28)


@pytest.fixture
def data_dir(tmp_path: Path, unsure_dir: Path) -> Path:
    shutil.copytree(unsure_dir, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def server(data_dir: Path) -> Flask:
    found = create_app(data_dir, Settings(review_key=KEY)).server
    found.extensions[DESK].today = lambda: DAY
    return found


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def open_sitting(client: FlaskClient, name: str = "Sari") -> str:
    """Give the key; the token of the sitting."""
    assert client.post("/review/open", json={"name": name, "key": KEY}).status_code == 200
    with client.session_transaction() as session:
        return str(session["token"])


def queue(server: Flask, search: str = "") -> tuple[int, int, ReviewItem | None]:
    """What the page shows next."""
    desk: Desk = server.extensions[DESK]
    request = Request(parse_address("/review", search), View(), desk.warehouse)
    return review.next_item(request, desk, desk.decisions())


def send(client: FlaskClient, token: str, item: ReviewItem, act: str, **more: str) -> TestResponse:
    body = {"kind": item.kind, "article": item.article_id, "item": item.item_id, "decision": item.decision_id}
    return client.post("/review/decide", json=body | {"act": act} | more, headers={"X-Review-Token": token})


def page_text(server: Flask, client: FlaskClient | None = None, search: str = "") -> str:
    """The page as a reader with this client's cookie gets it."""
    desk: Desk = server.extensions[DESK]
    headers = {}
    if client is not None and (cookie := client.get_cookie("netralitas_review")) is not None:
        headers["Cookie"] = f"netralitas_review={cookie.value}"
    with server.test_request_context("/review", headers=headers):
        return str(review.content(Request(parse_address("/review", search), View(), desk.warehouse)).to_plotly_json())


def test_the_least_sure_comes_first_and_equals_sql(server, unsure_dir):
    con = Warehouse(warehouse_path(unsure_dir)).cursor()
    rows = con.execute("""
        SELECT item_id, confidence FROM (
            SELECT violation_id AS item_id, confidence FROM violations
            UNION ALL SELECT measure_id, confidence FROM measures)
        WHERE confidence < 0.8 ORDER BY confidence""").fetchall()
    assert [confidence for _, confidence in rows] == [0.41, 0.5]
    for place, (item_id, confidence) in enumerate(rows, 1):
        found = queue(server, f"?page={place}")
        assert found[:2] == (place, len(rows))
        assert found[2] is not None
        assert (found[2].item_id, found[2].confidence) == (item_id, confidence)
    assert queue(server, "?page=99")[0] == 2


def test_kind_and_filters_hold(server):
    assert queue(server, "?kind=measure")[1] == 1
    assert queue(server, "?province=21")[1] == 2
    assert queue(server, "?province=14") == (0, 0, None)


def test_every_item_of_the_gold_articles_stands_in_its_paragraph(gold_dir):
    con = Warehouse(warehouse_path(gold_dir)).cursor()
    for kind in page_review.KINDS:
        rows = con.execute(f"""
            SELECT article_id, {kind}_id, substring(text, start_char + 1, end_char - start_char)
            FROM {kind}s JOIN articles USING (article_id) ORDER BY ALL LIMIT 40""").fetchall()
        assert len(rows) == 40
        for article_id, item_id, words in rows:
            item = page_review.review_item(con, kind, article_id, item_id)
            assert item.words == words
            assert item.paragraph[item.start_char - item.paragraph_start :].startswith(words)


def test_the_paragraph_holds_the_item(server):
    item = queue(server)[2]
    assert item.words == "hadir di kampanye"
    assert item.paragraph.startswith("Syarif Palsu mengatakan")
    assert item.paragraph.endswith("membagikan uang.")


def test_without_a_key_reviewing_is_off(data_dir):
    server = create_app(data_dir).server
    assert t("id", "review.off") in page_text(server)
    assert server.test_client().post("/review/open", json={"name": "x", "key": ""}).status_code == 404


def test_nobody_sees_an_item_or_decides_without_the_key(server, client):
    item = queue(server)[2]
    text = page_text(server, client)
    assert t("id", "review.key") in text
    assert "hadir di kampanye" not in text
    assert send(client, "", item, "accept").status_code == 403
    assert read_corrections(server.extensions[DESK].path).entries == ()


def test_a_wrong_key_is_told_and_soon_nobody_may_try(server, client):
    now = [0.0]
    server.extensions[DESK].tries = Tries(clock=lambda: now[0])
    for _ in range(TRIES):
        answer = client.post("/review/open", json={"name": "Sari", "key": KEY + "x", "lang": "en"})
        assert (answer.status_code, answer.json["words"]) == (403, t("en", "review.said.wrong_key"))
    assert client.post("/review/open", json={"name": "Sari", "key": KEY}).status_code == 429
    now[0] += WAIT_SECONDS + 1
    assert client.post("/review/open", json={"name": "Sari", "key": KEY}).status_code == 200


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\u202eb"])
def test_a_reviewer_has_a_name(client, name):
    assert client.post("/review/open", json={"name": name, "key": KEY}).status_code == 422


def test_the_cookie_is_for_this_host_alone(client):
    answer = client.post("/review/open", json={"name": "Sari", "key": KEY})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert KEY not in cookie
    assert "Secure" not in cookie
    secure = client.post("/review/open", json={"name": "Sari", "key": KEY}, base_url="https://localhost")
    assert "Secure" in secure.headers["Set-Cookie"]


def test_another_site_cannot_act(server, client):
    token = open_sitting(client)
    item = queue(server)[2]
    body = {"kind": item.kind, "article": item.article_id, "item": item.item_id, "act": "accept"}
    body["decision"] = item.decision_id
    head = {"X-Review-Token": token}
    assert client.post("/review/decide", data=body, headers=head).status_code == 400
    assert client.post("/review/decide", json=body, headers=head | {"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert client.post("/review/decide", json=body, headers={"X-Review-Token": "x"}).status_code == 403
    assert client.post("/review/decide", json=body).status_code == 403
    assert client.get("/review/decide").status_code != 201
    assert read_corrections(server.extensions[DESK].path).entries == ()
    client.set_cookie("netralitas_review", "eyJuYW1lIjoieCIsInRva2VuIjoieCJ9.aaaa.bbbb")
    assert client.post("/review/decide", json=body, headers={"X-Review-Token": "x"}).status_code == 403


def test_accepting_is_recorded_once_and_the_next_one_comes(server, client):
    token = open_sitting(client)
    item = queue(server)[2]
    assert send(client, token, item, "accept").status_code == 200
    assert send(client, token, item, "accept").status_code == 409
    (entry,) = read_corrections(server.extensions[DESK].path).entries
    assert (entry.kind, entry.id, entry.by, entry.made_on) == ("confirm", item.decision_id, "Sari", DAY)
    assert (entry.words, entry.at) == ("hadir di kampanye", (item.start_char, item.end_char))
    assert dict(entry.where) == {"type": "attendance", "status": "alleged"}
    assert entry.why == t("id", "review.why_accept")
    place, left, following = queue(server)
    assert (place, left) == (1, 1)
    assert following.item_id != item.item_id
    text = page_text(server, client)
    assert t("id", "review.takes_effect") in text
    assert t("id", "review.did_confirm") in text
    assert t("id", "violation_status.alleged").lower() in text


@pytest.mark.parametrize("act", ["correct", "drop"])
def test_a_reason_is_required_but_for_accepting(server, client, act):
    token = open_sitting(client)
    item = queue(server)[2]
    assert send(client, token, item, act, why=" ", type="gesture").status_code == 422
    assert send(client, token, item, act, why="x" * 501, type="gesture").status_code == 422
    assert send(client, token, item, act, why="bukan itu", type="gesture").status_code == 200
    (entry,) = read_corrections(server.extensions[DESK].path).entries
    assert entry.why == "bukan itu"
    assert entry.kind == {"correct": "fix", "drop": "drop"}[act]
    assert (entry.field, entry.old, entry.new) == (
        ("type", "attendance", "gesture") if act == "correct" else (None,) * 3
    )


def test_values_outside_the_domain_are_refused(server, client):
    token = open_sitting(client)
    item = queue(server)[2]
    for more in ({"type": "murder"}, {"status": "taken"}):
        assert send(client, token, item, "correct", why="x", **more).status_code == 400
    assert send(client, token, item, "correct", why="x").status_code == 422
    assert send(client, token, item, "burn", why="x").status_code == 400


def test_an_item_that_a_new_build_reads_otherwise_is_not_decided(server, client):
    token = open_sitting(client)
    item = queue(server)[2]
    body = {"kind": item.kind, "article": item.article_id, "item": item.item_id, "decision": "review-0", "act": "drop"}
    answer = client.post("/review/decide", json=body | {"why": "x"}, headers={"X-Review-Token": token})
    assert answer.status_code == 409
    assert read_corrections(server.extensions[DESK].path).entries == ()


def test_the_last_decision_can_be_taken_back_and_only_by_who_made_it(server, client):
    token = open_sitting(client)
    first = queue(server)[2]
    send(client, token, first, "accept")
    second = queue(server)[2]
    send(client, token, second, "correct", why="dua-duanya", type="referral", status="planned")
    path = server.extensions[DESK].path
    assert [entry.field for entry in read_corrections(path).entries] == [None, "type", "status"]
    other = server.test_client()
    other_token = open_sitting(other, "Budi")
    undo = {"decision": second.decision_id}
    assert other.post("/review/undo", json=undo, headers={"X-Review-Token": other_token}).status_code == 409
    wrong = {"decision": first.decision_id}
    assert client.post("/review/undo", json=wrong, headers={"X-Review-Token": token}).status_code == 409
    assert client.post("/review/undo", json=undo, headers={"X-Review-Token": token}).status_code == 200
    assert [entry.id for entry in read_corrections(path).entries] == [first.decision_id]
    assert queue(server)[2].item_id == second.item_id
    assert client.post("/review/undo", json=wrong, headers={"X-Review-Token": token}).status_code == 200
    assert read_corrections(path).entries == ()


def test_a_broken_file_is_told_and_not_written_to(server, client):
    token = open_sitting(client)
    path = server.extensions[DESK].path
    item = queue(server)[2]
    path.write_text("[[correction\n", encoding="utf-8")
    assert send(client, token, item, "accept").status_code == 409
    assert path.read_text(encoding="utf-8") == "[[correction\n"
    assert t("id", "review.said.broken") in page_text(server, client)


def test_after_good_bye_the_sitting_is_over(server, client):
    token = open_sitting(client)
    assert client.post("/review/close", json={}, headers={"X-Review-Token": token}).status_code == 200
    assert send(client, token, queue(server)[2], "accept").status_code == 403


def decide_all(path: Path, items: list[ReviewItem], by: str) -> None:
    for item in items:
        entries = as_corrections(item, "accept", (item.type, item.status), set(), by, DAY, "dibaca")
        try:
            append_corrections(path, entries)
        except ValueError:
            continue


def test_two_processes_at_once_write_every_decision_once(tmp_path, gold_dir):
    con = Warehouse(warehouse_path(gold_dir)).cursor()
    rows = con.execute("SELECT article_id, violation_id FROM violations ORDER BY ALL LIMIT 8").fetchall()
    items = [page_review.review_item(con, "violation", *row) for row in rows]
    con.close()
    path = tmp_path / "corrections.toml"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=decide_all, args=(path, items, by)) for by in ("Sari", "Budi")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert {writer.exitcode for writer in writers} == {0}
    ids = [entry.id for entry in read_corrections(path).entries]
    assert sorted(ids) == sorted({item.decision_id for item in items if item})
    assert len(ids) == 8


def make(**changes: Any) -> ReviewItem:
    values: dict[str, Any] = {
        "kind": "measure", "article_id": "a", "item_id": "a#m1", "type": "circular", "status": "taken",
        "actor": "Pemko", "start_char": 3, "end_char": 9, "sentence_no": 1, "confidence": 0.4, "rule": "r",
        "version": "0" * 16, "display_title": "J", "report_date": None, "outlet": None, "words": "edaran",
        "paragraph_start": 0, "paragraph": "x  edaran",
    }  # fmt: skip
    return ReviewItem(**values | changes)


def test_two_changes_never_meet_another_item_on_the_way():
    item = make()
    write = lambda beside: as_corrections(item, "correct", ("pledge", "planned"), beside, "x", DAY, "y")  # noqa: E731
    assert [entry.field for entry in write(set())] == ["type", "status"]
    turned = write({("pledge", "taken", "Pemko")})
    assert [entry.field for entry in turned] == ["status", "type"]
    assert dict(turned[1].where) == {"status": "planned", "actor": "Pemko"}
    with pytest.raises(CannotDecide, match="crossed"):
        write({("pledge", "taken", "Pemko"), ("circular", "planned", "Pemko")})
    for entry in turned:
        assert check_correction(as_table(entry)) == []


def test_a_covered_name_is_never_written():
    (entry,) = as_corrections(make(words="oleh ████", actor="████"), "drop", ("", ""), set(), "x", DAY, "y")
    assert (entry.words, entry.at, entry.version) == (None, (3, 9), "0" * 16)
    assert "█" not in str(as_table(entry))
    assert check_correction(as_table(entry)) == []


def test_another_item_has_another_id():
    base = make()
    ids = {
        make(**change).decision_id
        for change in (
            {},
            {"type": "pledge"},
            {"status": "planned"},
            {"start_char": 4},
            {"actor": None},
            {"article_id": "b"},
        )
    }
    assert len(ids) == 6
    assert make(item_id="a#m7", confidence=0.9, rule=None).decision_id == base.decision_id

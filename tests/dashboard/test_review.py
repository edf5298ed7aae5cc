"""The review page: whom it lets in, what comes next, what a decision writes, and what it must never do."""

import multiprocessing
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.i18n import t
from dashboard.review_desk import DESK, TRIES, WAIT_SECONDS, Tries
from dashboard.review_entries import CannotDecide, as_corrections
from tests.dashboard.review_sitting import DAY, KEY, make_server, open_sitting, page_text, queue, send
from warehouse import page_review
from warehouse.connection import Warehouse, warehouse_path
from warehouse.correction_parsing import check_correction
from warehouse.correction_writing import append_corrections, as_table
from warehouse.corrections import Correction, read_corrections
from warehouse.page_review import Neighbour, ReviewItem, decision_id
from warehouse.page_review_kinds import REVIEWED


@pytest.fixture
def data_dir(tmp_path: Path, unsure_dir: Path) -> Path:
    shutil.copytree(unsure_dir, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def server(data_dir: Path) -> Flask:
    return make_server(data_dir)


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def test_the_least_sure_comes_first_and_equals_sql(server, unsure_dir):
    con = Warehouse(warehouse_path(unsure_dir)).cursor()
    rows = con.execute("SELECT item_id, confidence FROM evidence WHERE confidence < 0.8 ORDER BY confidence").fetchall()
    assert [confidence for _, confidence in rows] == [0.41, 0.5, 0.55]
    for place, (item_id, confidence) in enumerate(rows, 1):
        found = queue(server, f"?page={place}")
        assert found[:2] == (place, len(rows))
        assert found.item is not None
        assert (found.item.item_id, found.item.confidence) == (item_id, confidence)
    assert queue(server, "?page=99").place == 3


def test_kind_and_filters_hold(server):
    assert queue(server, "?kind=measure").left == 1
    assert queue(server, "?kind=official").left == 1
    assert queue(server, "?province=21").left == 3
    assert queue(server, "?q=mengunggah").left == 3
    assert queue(server, "?province=14")[:3] == (0, 0, None)


def test_how_many_are_left_of_each_kind(server, client):
    counts = queue(server).counts
    assert list(counts) == list(REVIEWED)
    assert {kind: count for kind, count in counts.items() if count} == {"violation": 1, "measure": 1, "official": 1}
    send(client, open_sitting(client), queue(server).item, "accept")
    assert queue(server).counts["violation"] == 0
    assert queue(server, "?province=14").counts == dict.fromkeys(REVIEWED, 0)


def test_every_item_of_the_gold_articles_stands_in_its_paragraph(gold_dir):
    con = Warehouse(warehouse_path(gold_dir)).cursor()
    (told,) = con.execute("SELECT list(DISTINCT kind) FROM evidence").fetchone()
    assert set(REVIEWED) - set(told) <= {"statement", "total"}  # what was added after these were annotated
    for kind in told:
        rows = con.execute(
            "SELECT article_id, item_id, words FROM evidence WHERE kind = ? ORDER BY ALL LIMIT 40", [kind]
        ).fetchall()
        assert len(rows) > 20
        for article_id, item_id, words in rows:
            item = page_review.review_item(con, kind, article_id, item_id, b"")
            assert item.words == words
            assert item.paragraph[item.start_char - item.paragraph_start :].startswith(words)


def test_the_paragraph_holds_the_item(server):
    item = queue(server).item
    assert item.words == "hadir di kampanye"
    assert item.paragraph.startswith("Syarif Palsu mengatakan")
    assert item.paragraph.endswith("membagikan uang.")


def test_without_a_key_reviewing_is_off(data_dir):
    server = create_app(data_dir).server
    assert t("id", "review.off") in page_text(server)
    assert server.test_client().post("/review/open", json={"name": "x", "key": ""}).status_code == 404


def test_nobody_sees_an_item_or_decides_without_the_key(server, client):
    item = queue(server).item
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
    item = queue(server).item
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
    item = queue(server).item
    assert send(client, token, item, "accept").status_code == 200
    assert send(client, token, item, "accept").status_code == 409
    (entry,) = read_corrections(server.extensions[DESK].path).entries
    assert (entry.kind, entry.id, entry.by, entry.made_on) == ("confirm", item.decision_id, "Sari", DAY)
    assert (entry.words, entry.at) == ("hadir di kampanye", (item.start_char, item.end_char))
    assert dict(entry.where) == {"type": "attendance", "status": "alleged"}
    assert entry.why == t("id", "review.why_accept")
    place, left, following, _ = queue(server)
    assert (place, left) == (1, 2)
    assert following.item_id != item.item_id
    text = page_text(server, client)
    assert t("id", "review.takes_effect") in text
    assert t("id", "review.did_confirm") in text
    assert t("id", "violation_status.alleged").lower() in text


@pytest.mark.parametrize("act", ["correct", "drop"])
def test_a_reason_is_required_but_for_accepting(server, client, act):
    token = open_sitting(client)
    item = queue(server).item
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
    item = queue(server).item
    for more in ({"type": "murder"}, {"status": "taken"}):
        answer = send(client, token, item, "correct", why="x", lang="en", **more)
        assert answer.status_code == 422
        assert t("en", "review.wrong.choice", value=next(iter(more.values()))) in answer.json["words"]
        assert answer.json["field"] == next(iter(more))
    assert send(client, token, item, "correct", why="x").status_code == 422
    assert send(client, token, item, "burn", why="x").status_code == 400


def test_an_item_that_a_new_build_reads_otherwise_is_not_decided(server, client):
    token = open_sitting(client)
    item = queue(server).item
    body = {"kind": item.kind, "article": item.article_id, "item": item.item_id, "decision": "review-0", "act": "drop"}
    answer = client.post("/review/decide", json=body | {"why": "x"}, headers={"X-Review-Token": token})
    assert answer.status_code == 409
    assert read_corrections(server.extensions[DESK].path).entries == ()


def test_the_last_decision_can_be_taken_back_and_only_by_who_made_it(server, client):
    token = open_sitting(client)
    first = queue(server).item
    send(client, token, first, "accept")
    second = queue(server).item
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
    assert queue(server).item.item_id == second.item_id
    assert client.post("/review/undo", json=wrong, headers={"X-Review-Token": token}).status_code == 200
    assert read_corrections(path).entries == ()


def test_a_broken_file_is_told_and_not_written_to(server, client):
    token = open_sitting(client)
    path = server.extensions[DESK].path
    item = queue(server).item
    path.write_text("[[correction\n", encoding="utf-8")
    assert send(client, token, item, "accept").status_code == 409
    assert path.read_text(encoding="utf-8") == "[[correction\n"
    assert t("id", "review.said.broken") in page_text(server, client)


def test_after_good_bye_the_sitting_is_over(server, client):
    token = open_sitting(client)
    assert client.post("/review/close", json={}, headers={"X-Review-Token": token}).status_code == 200
    assert send(client, token, queue(server).item, "accept").status_code == 403


def decide_all(path: Path, items: list[ReviewItem], by: str) -> None:
    for item in items:
        entries = as_corrections(item, "accept", {}, [], by, DAY, "dibaca")
        try:
            append_corrections(path, entries)
        except ValueError:
            continue


def test_two_processes_at_once_write_every_decision_once(tmp_path, gold_dir):
    con = Warehouse(warehouse_path(gold_dir)).cursor()
    rows = con.execute("SELECT article_id, violation_id FROM violations ORDER BY ALL LIMIT 8").fetchall()
    items = [page_review.review_item(con, "violation", *row, b"") for row in rows]
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
        "decision_id": "review-" + "0" * 20, "kind": "measure", "article_id": "a", "item_id": "a#m1", "values": says(),
        "start_char": 3, "end_char": 9, "sentence_no": 1, "confidence": 0.4, "rule": "r", "version": "0" * 16,
        "display_title": "J", "report_date": None, "outlet": None, "words": "edaran", "paragraph_start": 0,
        "paragraph": "x  edaran",
    }  # fmt: skip
    return ReviewItem(**values | changes)


def says(type_: str = "circular", status: str = "taken", actor: str | None = "Pemko") -> dict[str, str | None]:
    return {"type": type_, "status": status, "actor": actor}


def test_changes_never_meet_another_item_on_the_way():
    item = make()

    def write(new: dict[str, str], *beside: dict[str, Any]) -> list[Correction]:
        return as_corrections(item, "correct", new, [Neighbour(one, 20, 30) for one in beside], "x", DAY, "y")

    two = {"type": "pledge", "status": "planned"}
    assert [entry.field for entry in write(two)] == ["type", "status"]
    turned = write(two, says("pledge"))
    assert [entry.field for entry in turned] == ["status", "type"]
    assert dict(turned[1].where) == {"status": "planned", "actor": "Pemko"}
    with pytest.raises(CannotDecide, match="crossed"):
        write(two, says("pledge"), says(status="planned"))
    three = write(two | {"actor": ""}, says("pledge"), says(status="planned"))
    assert [entry.field for entry in three] == ["actor", "type", "status"]
    assert [entry.id.removeprefix(item.decision_id) for entry in three] == ["", "-2", "-3"]
    assert [dict(entry.where) for entry in three] == [
        {"type": "circular", "status": "taken"},
        {"status": "taken", "actor": ""},
        {"type": "pledge", "actor": ""},
    ]
    for entry in (*turned, *three):
        assert check_correction(as_table(entry)) == []


def test_an_item_that_cannot_be_told_from_another_is_not_decided():
    item = make(kind="quote", item_id="a#q1", values={"speaker": None})
    beside = lambda start, end: [Neighbour({"speaker": None}, start, end)]  # noqa: E731
    for act in ("accept", "drop", "correct"):
        with pytest.raises(CannotDecide, match="twin"):
            as_corrections(item, act, {"speaker": "Syarif Palsu"}, beside(0, 9), "x", DAY, "y")
        assert as_corrections(item, act, {"speaker": "Syarif Palsu"}, beside(5, 9), "x", DAY, "y")


def test_a_covered_name_is_never_written():
    (entry,) = as_corrections(make(words="oleh ████", values=says(actor="████")), "drop", {}, [], "x", DAY, "y")
    assert (entry.words, entry.at, entry.version) == (None, (3, 9), "0" * 16)
    assert "█" not in str(as_table(entry))
    assert check_correction(as_table(entry)) == []


def test_a_long_quotation_is_named_by_its_beginning():
    words = "kami awasi semua " * 40
    item = make(kind="quote", item_id="a#q1", values={"speaker": None}, words=words, end_char=3 + len(words))
    (entry,) = as_corrections(item, "accept", {}, [], "x", DAY, "y")
    assert entry.at == (3, 3 + len(words))
    assert words.startswith(entry.words)
    assert 180 < len(entry.words) <= 200
    assert entry.words.split()[-1] in ("kami", "awasi", "semua")


def test_another_item_has_another_id():
    named = lambda article="a", start=3, **said: decision_id("measure", article, start, 9, says(**said), b"")  # noqa: E731
    others = [named("b"), named(start=4), named(type_="pledge"), named(status="planned"), named(actor=None)]
    assert len({named(), *others}) == 6
    assert named() == named()


def test_names_stand_in_ids_under_a_key_alone():
    said = lambda name, key: decision_id("quote", "a", 3, 9, {"speaker": name}, key)  # noqa: E731
    assert said("Ujang Rekaan", b"") == said("Syarif Palsu", b"") != said(None, b"")
    assert said("Ujang Rekaan", b"k") == said("Ujang Rekaan", b"k")
    assert (
        len({said("Ujang Rekaan", b"k"), said("Syarif Palsu", b"k"), said("Ujang Rekaan", b"l"), said(None, b"k")}) == 4
    )
    assert said("ASN 7KQ2-M4XD", b"k") == said("ASN 3JWS-N35W", b"k")


@pytest.mark.parametrize(
    ("kind", "values", "wanted"),
    [
        ("violation", {"type": "gesture", "status": "alleged"}, "review-71345d3127bc8717f4cf"),
        ("measure", says(actor=None), "review-634b60c8601f4cdf980a"),
        ("measure", says(), "review-c64ce3a5fcfae96d30eb"),
    ],
)
def test_ids_that_stand_in_files_stay(kind, values, wanted):
    assert decision_id(kind, "a-1", 3, 9, values, b"k") == wanted

"""Every kind of item at the review: shown in its paragraph, decided, and taken over by the next build.

The articles are copies of one (`review_sitting.every_kind`), one for each decision, so that one build shows them all.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from flask import Flask

from dashboard.i18n import t
from dashboard.review_desk import DESK
from tests.dashboard.review_sitting import (
    EVERY_KIND,
    SECRET,
    build,
    covered,
    every_kind,
    make_server,
    open_sitting,
    page_text,
    queue,
    send,
)
from warehouse import page_review
from warehouse.connection import connect, warehouse_path
from warehouse.correction_fields import RULES
from warehouse.corrections import Correction, corrections_path, read_corrections
from warehouse.page_review import ReviewItem, ReviewKey
from warehouse.page_review_kinds import KINDS, REVIEWED, domain_list
from warehouse.privacy_leaks import find_leaks
from warehouse.pseudonyms import KEY_NAME, make_pseudonyms, read_key
from warehouse.schema import domain_values

# What a reviewer types or chooses in a field, and what the next build is to hold there.
FIELDS: dict[tuple[str, str], tuple[str, Any]] = {
    ("violation", "type"): ("attendance", "attendance"),
    ("violation", "status"): ("prohibited", "prohibited"),
    ("measure", "type"): ("circular", "circular"),
    ("measure", "status"): ("planned", "planned"),
    ("measure", "actor"): (" Pemko  Batam ", "Pemko Batam"),
    ("official", "name"): ("Ujang Rekaan Palsu", "Ujang Rekaan Palsu"),
    ("official", "role"): ("agency_head", "agency_head"),
    ("official", "acting"): ("plt", "plt"),
    ("official", "region"): ("", None),
    ("quote", "speaker"): ("Syarif Palsu", "Syarif Palsu"),
    ("statement", "speaker"): ("", None),
    ("total", "count"): ("14", 14),
    ("total", "what"): ("cases", "cases"),
    ("total", "state"): ("processed", "processed"),
    ("total", "scope"): ("21 Kepulauan Riau", "21"),
    ("date", "value"): ("2024-10-06/2024-10-07", "2024-10-06/2024-10-07"),
    ("date", "role"): ("statement", "statement"),
    ("region", "value"): ("kabupaten karimun", "21.02"),
    ("election", "value"): ("pilkada-2020", "pilkada-2020"),
    ("legal", "value"): ("UU 5/2014", "UU 5/2014"),
    ("document", "value"): ("800/13/BKD", "800/13/BKD"),
}
SEVERAL = {
    "official": ("name", "role", "acting", "region"),
    "total": ("count", "what", "state", "scope"),
    "date": ("value", "role"),
    "measure": ("type", "status", "actor"),
}


class Decided(NamedTuple):
    """Decisions that were sent, before and after the build that applies them."""

    data_dir: Path
    before: dict[str, ReviewItem]
    entries: dict[str, list[Correction]]
    after: duckdb.DuckDBPyConnection
    left: dict[str, int]


def case(what: str, kind: str, name: str = "") -> str:
    """The id of the article that one decision is about."""
    return f"r-{what}-{kind}-{name}".rstrip("-")


def item_of(data_dir: Path, con: duckdb.DuckDBPyConnection, kind: str, article_id: str) -> ReviewItem:
    """The first item of a kind in an article: the doubtful one."""
    item = page_review.review_item(con, kind, article_id, ReviewKey(kind, article_id, 1).item_id, read_key(data_dir))
    assert item is not None
    return item


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decided]:
    """All decisions in a sitting, and the build after it."""
    asked: dict[str, tuple[str, str, dict[str, str]]] = {}
    for kind in KINDS:
        asked[case("accept", kind)] = (kind, "accept", {})
        asked[case("drop", kind)] = (kind, "drop", {})
    for (kind, name), (typed, _) in FIELDS.items():
        asked[case("fix", kind, name)] = (kind, "correct", {name: typed})
    for kind, names in SEVERAL.items():
        asked[case("several", kind)] = (kind, "correct", {name: FIELDS[kind, name][0] for name in names})
    articles = [every_kind(article_id) for article_id in (*asked, "r-untouched")]
    data_dir = build(tmp_path_factory.mktemp("kinds"), articles)
    client = make_server(data_dir).test_client()
    token = open_sitting(client)
    with connect(warehouse_path(data_dir)) as con:
        before = {article_id: item_of(data_dir, con, kind, article_id) for article_id, (kind, _, _) in asked.items()}
    for article_id, (_, act, typed) in asked.items():
        answer = send(client, token, before[article_id], act, why="dibaca", **typed)
        assert (answer.status_code, answer.json["words"]) == (200, t("id", "review.said.decided")), article_id
    entries: dict[str, list[Correction]] = {}
    for entry in read_corrections(corrections_path(data_dir)).entries:
        entries.setdefault(str(entry.article), []).append(entry)
    left = queue(make_server(data_dir)).counts
    build(data_dir, articles)
    with connect(warehouse_path(data_dir)) as con:
        yield Decided(data_dir, before, entries, con, left)


def read_back(con: duckdb.DuckDBPyConnection, kind: str, article_id: str) -> list[tuple[Any, ...]]:
    """Values, confidence and rule of an article's items of a kind that the review could have changed."""
    own = REVIEWED[kind]
    sql = f"SELECT {own.columns}, confidence, rule FROM {own.table} WHERE article_id = ? ORDER BY start_char"
    return [row for row in con.execute(sql, [article_id]).fetchall() if row[-2] != 0.95]


def test_every_kind_and_field_that_a_correction_knows_is_reviewed():
    assert {kind: [field.name for field in own.fields] for kind, own in REVIEWED.items()} == {
        kind: list(rules) for kind, rules in RULES.items()
    }
    assert set(FIELDS) == {(kind, name) for kind, rules in RULES.items() for name in rules}
    for own in REVIEWED.values():
        for field in own.fields:
            listed = domain_list(field.takes)
            assert set(listed) == domain_values().get(field.takes, set())


def test_of_all_kinds_the_least_sure_comes_first(tmp_path):
    data_dir = build(tmp_path, [every_kind("r-1"), every_kind("r-2")])
    server = make_server(data_dir)
    with connect(warehouse_path(data_dir)) as con:
        rows = con.execute("""
            SELECT e.item_id FROM evidence AS e JOIN article_facts AS f USING (article_id)
            WHERE confidence < 0.8 ORDER BY confidence, f.article_no""").fetchall()
    found = [queue(server, f"?page={place}") for place in range(1, 23)]
    assert [one.item.item_id for one in found] == [row[0] for row in rows]
    assert [one.item.kind for one in found[::2]] == [
        "violation", "measure", "official", "quote", "statement", "total", "date", "region", "election", "legal",
        "document",
    ]  # fmt: skip
    assert found[0].counts == dict.fromkeys(KINDS, 2)
    for kind in KINDS:
        one = queue(server, f"?kind={kind}&page=2")
        assert (one.place, one.left, one.item.kind, one.item.article_id) == (2, 2, kind, "r-2")
        start = one.item.start_char - one.item.paragraph_start
        assert one.item.paragraph[start:].startswith(one.item.words)
        assert EVERY_KIND[one.item.start_char : one.item.end_char] == one.item.words
        assert one.item.paragraph in EVERY_KIND.split("\n\n")


def test_of_equal_confidence_the_kinds_keep_their_order(tmp_path):
    given, annotation = every_kind("r-1")
    lists = ("violations", "measures", "officials", "totals", "dates", "documents")
    for name in lists:
        for item in getattr(annotation, name):
            object.__setattr__(item, "confidence", 0.5)
    server = make_server(build(tmp_path, [(given, annotation)]))
    places = [queue(server, f"?page={place}").item for place in range(1, 12)]
    equal = [item.kind for item in places if item.confidence == 0.5]
    assert equal == ["violation", "measure", "official", "official", "total", "date", "document"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_accepted_item_is_sure_in_the_next_build(decided, kind):
    article_id = case("accept", kind)
    item, (entry,) = decided.before[article_id], decided.entries[article_id]
    assert (entry.id, entry.kind, entry.item, entry.words) == (item.decision_id, "confirm", kind, item.words)
    assert dict(entry.where) == {name: "" if value is None else value for name, value in item.values.items()}
    assert read_back(decided.after, kind, article_id) == [(*item.values.values(), 1.0, f"correction:{entry.id}")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_dropped_item_is_gone_from_the_next_build(decided, kind):
    article_id = case("drop", kind)
    (entry,) = decided.entries[article_id]
    assert entry.kind == "drop"
    assert read_back(decided.after, kind, article_id) == []
    assert len(read_back(decided.after, kind, "r-untouched")) == 1


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_corrected_field_stands_in_the_next_build(decided, kind, name):
    article_id = case("fix", kind, name)
    item, (entry,) = decided.before[article_id], decided.entries[article_id]
    held = {key: "" if value is None else value for key, value in item.values.items()}
    wanted = FIELDS[kind, name][1]
    assert (entry.id, entry.kind, entry.field) == (item.decision_id, "fix", name)
    assert (entry.old, entry.new) == (held.pop(name), "" if wanted is None else wanted)
    assert dict(entry.where) == held
    said = dict(item.values) | {name: wanted}
    assert read_back(decided.after, kind, article_id) == [(*said.values(), 1.0, f"correction:{entry.id}")]


@pytest.mark.parametrize("kind", SEVERAL)
def test_several_fields_are_corrected_one_after_the_other(decided, kind):
    article_id = case("several", kind)
    item, entries = decided.before[article_id], decided.entries[article_id]
    assert [entry.field for entry in entries] == list(SEVERAL[kind])
    ends = ["", *(f"-{number}" for number in range(2, len(entries) + 1))]
    assert [entry.id for entry in entries] == [item.decision_id + end for end in ends]
    said = dict(item.values) | {name: FIELDS[kind, name][1] for name in SEVERAL[kind]}
    found = read_back(decided.after, kind, article_id)
    assert found == [(*said.values(), 1.0, f"correction:{entries[-1].id}")]


def test_every_decision_found_its_place(decided):
    lost = decided.after.execute("SELECT correction_id, note FROM corrections WHERE NOT is_applied").fetchall()
    assert lost == []
    assert decided.left == {
        kind: len(decided.before) + 1 - sum(item.kind == kind for item in decided.before.values()) for kind in KINDS
    }


def test_after_the_build_what_was_decided_is_no_longer_in_the_queue(decided):
    (lost,) = decided.after.execute("SELECT count(*) FROM evidence WHERE confidence < 0.8").fetchone()
    found = queue(make_server(decided.data_dir))
    assert (sum(found.counts.values()), found.counts) == (lost, decided.left)


def test_the_main_region_follows_its_correction(decided):
    sql = "SELECT list(region_code) FROM article_primary_regions WHERE article_id = ?"
    ask = lambda what, name="": decided.after.execute(sql, [case(what, "region", name)]).fetchone()[0]  # noqa: E731
    assert (ask("fix", "value"), ask("drop")) == (["21.02"], None)


def test_ids_are_the_same_in_every_build(decided, tmp_path):
    shutil.copy2(decided.data_dir / KEY_NAME, tmp_path)
    data_dir = build(tmp_path, [every_kind(case("accept", kind)) for kind in reversed(KINDS)])
    with connect(warehouse_path(data_dir)) as con:
        for kind in KINDS:
            article_id = case("accept", kind)
            assert item_of(data_dir, con, kind, article_id).decision_id == decided.before[article_id].decision_id
    assert len({item.decision_id for item in decided.before.values()}) == len(decided.before)


def test_an_official_who_is_renamed_takes_waiting_speech_along(tmp_path):
    articles = [every_kind("r-1"), every_kind("r-2"), every_kind("r-3")]
    data_dir = build(tmp_path, articles)
    server = make_server(data_dir)
    client = server.test_client()
    token = open_sitting(client)
    with connect(warehouse_path(data_dir)) as con:
        items = {(kind, key): item_of(data_dir, con, kind, key) for kind in KINDS for key in ("r-1", "r-2", "r-3")}
    renamed = {"why": "nama lengkap", "name": "Ujang Rekaan Palsu"}
    assert send(client, token, items["official", "r-1"], "correct", **renamed).status_code == 200
    assert send(client, token, items["quote", "r-1"], "accept").status_code == 200
    assert (
        send(client, token, items["statement", "r-1"], "correct", why="Ujang", speaker="Ujang Rekaan").status_code
        == 200
    )
    assert send(client, token, items["official", "r-2"], "drop", why="bukan").status_code == 200
    assert send(client, token, items["quote", "r-2"], "accept").status_code == 200
    refused = send(client, token, items["statement", "r-2"], "correct", why="x", speaker="Ujang Rekaan", lang="en")
    assert (refused.status_code, refused.json["field"]) == (422, "speaker")
    assert t("en", "review.wrong.speaker") in refused.json["words"]
    assert "Palsu" not in page_text(server, client, "?kind=quote").split("review-sitting")[1]
    build(data_dir, articles)
    with connect(warehouse_path(data_dir)) as con:
        assert con.execute("SELECT count(*) FROM corrections WHERE NOT is_applied").fetchone() == (0,)
        said = con.execute("SELECT speaker, confidence FROM quotes ORDER BY article_id").fetchall()
        assert said == [("Ujang Rekaan Palsu", 1.0), (None, 1.0), ("Ujang Rekaan", 0.35)]
        assert con.execute("SELECT speaker FROM statements WHERE article_id = 'r-1'").fetchone() == (renamed["name"],)


@pytest.fixture
def secret(tmp_path: Path) -> Flask:
    """The desk over an article whose teacher is covered."""
    return make_server(build(tmp_path, [covered("s-1"), covered("s-2")]))


def test_a_covered_person_is_never_shown_nor_written(secret):
    client = secret.test_client()
    token = open_sitting(client)
    parts = SECRET.split()
    for kind, act, typed in (
        ("official", "correct", {"role": "other", "region": "21.71"}),
        ("quote", "accept", {}),
        ("statement", "drop", {}),
    ):
        item = queue(secret, f"?kind={kind}").item
        name = REVIEWED[kind].fields[0].name
        assert item.hidden == {name}
        text = page_text(secret, client, f"?kind={kind}")
        assert t("id", "review.covered_field") in text or kind != "official"
        assert f"review-field-{name}" not in text
        refused = send(client, token, item, "correct", why="x", lang="en", **{name: "Orang Lain"})
        assert (refused.status_code, refused.json["field"]) == (422, name)
        assert t("en", "review.wrong.covered") in refused.json["words"]
        assert send(client, token, item, act, why="dibaca", **typed).status_code == 200
        assert not any(part in text or part in page_text(secret, client) for part in parts)
    path = secret.extensions[DESK].path
    written = path.read_text(encoding="utf-8")
    assert not any(part in written for part in (*parts, "█", "ASN "))
    assert [entry.kind for entry in read_corrections(path).entries] == ["fix", "fix", "confirm", "drop"]
    build(path.parent, [covered("s-1"), covered("s-2")])
    with connect(warehouse_path(path.parent)) as con:
        assert con.execute("SELECT correction_id, note FROM corrections WHERE NOT is_applied").fetchall() == []
        ask = "SELECT role, region_code, confidence FROM officials ORDER BY article_id"
        assert con.execute(ask).fetchall() == [("other", "21.71", 1.0), ("asn", None, 0.3)]
        assert con.execute("SELECT confidence FROM quotes ORDER BY article_id").fetchall() == [(1.0,), (0.35,)]
        assert con.execute("SELECT article_id FROM statements").fetchall() == [("s-2",)]
    with duckdb.connect(warehouse_path(path.parent), read_only=True) as con:
        assert find_leaks(con) == []


def test_the_id_of_a_covered_item_does_not_know_its_pseudonym(secret, tmp_path):
    ids = {kind: queue(secret, f"?kind={kind}").item.decision_id for kind in ("official", "quote", "statement")}
    other = make_server(build(tmp_path / "other", [covered("s-1")]))  # its key makes other pseudonyms
    found = {kind: queue(other, f"?kind={kind}").item for kind in ids}
    assert {kind: item.decision_id for kind, item in found.items()} == ids
    assert found["official"].values["name"] != queue(secret, "?kind=official").item.values["name"]


def test_what_stands_for_a_name_is_known_as_that():
    name = REVIEWED["official"].fields[0]
    for pseudonym in make_pseudonyms((f"p-{number}" for number in range(500)), b"k" * 32).values():
        assert name.hides(pseudonym)
    assert not name.hides("Asn Rekaan")
    assert not name.hides("ASN Kota Batam")
    assert not REVIEWED["measure"].fields[2].hides("ASN 7KQ2-M4XD")
    assert name.hides("Guru ████")

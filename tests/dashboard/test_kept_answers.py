"""Answers that are kept: the same for all who ask the same; never an error, a reviewer's own, or an old file's."""

import gzip
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import brotli
import duckdb
import pytest

from dashboard import kept_answers, routes, turns
from dashboard.app import create_app
from dashboard.i18n import t
from dashboard.pages import Page, regions
from dashboard.settings import Settings
from tests.dashboard.callbacks import ADDRESS, question
from warehouse.connection import warehouse_path

# The word after "Basic" is redaksi:rahasia.
SIGNED = "Basic cmVkYWtzaTpyYWhhc2lh"
KEY = "sebuah kunci yang panjang"
LIGHT = {"scheme": "light", "width": "wide"}


@pytest.fixture
def data(gold_dir, tmp_path):
    """A data directory of one's own, whose warehouse may be swapped."""
    shutil.copy(warehouse_path(gold_dir), warehouse_path(tmp_path))
    return tmp_path


@pytest.fixture
def built(monkeypatch):
    """The addresses of the views that were built, not taken from what is kept."""
    seen: list[str] = []
    build = routes.build_view

    def count(request):
        seen.append(request.address.path)
        return build(request)

    monkeypatch.setattr(routes, "build_view", count)
    return seen


class Reader:
    """Asks for whole views as a browser does when it arrives."""

    def __init__(self, data, **settings):
        self.app = create_app(data, Settings(**settings)).server
        self.client = self.app.test_client()
        rows = self.client.get("/_dash-dependencies", headers={"Authorization": SIGNED}).get_json()
        self.callback = next(row for row in rows if row["output"].startswith("..frame."))

    def ask(self, path="/", search="", view=LIGHT, shown=None, host="localhost", client=None, **headers):
        values = {
            "address.pathname": path, "address.search": search, "view.data": view, "shown.data": shown,
            "address.href": f"http://{host}{path}{search}",
        }  # fmt: skip
        asked = question(self.callback, values, "view.data")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return (client or self.client).post(ADDRESS, json=asked, headers=named)


def test_the_same_view_is_built_once(data, built):
    reader = Reader(data)
    before = len(built)
    first, again = reader.ask(), reader.ask(host="elsewhere.example")
    assert len(built) == before + 1
    assert first.status_code == again.status_code == 200
    assert first.data == again.data
    assert json.loads(first.data)["response"]["shown"]["data"] == ["/", "id", False]


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/articles"},
        {"search": "?lang=en"},
        {"search": "?province=14"},
        {"view": {"scheme": "dark", "width": "wide"}},
        {"view": {"scheme": "light", "width": "phone"}},
    ],
)
def test_another_view_is_another_answer(data, built, other):
    reader = Reader(data)
    before = len(built)
    assert reader.ask().data != reader.ask(**other).data
    assert len(built) == before + 2


def test_each_browser_gets_what_it_can_read(data):
    reader = Reader(data)
    plain = reader.ask()
    small = reader.ask(Accept_Encoding="br")
    other = reader.ask(Accept_Encoding="gzip")
    assert "Content-Encoding" not in plain.headers
    for _ in range(2):
        assert brotli.decompress(small.data) == gzip.decompress(other.data) == plain.data
        small, other = reader.ask(Accept_Encoding="br"), reader.ask(Accept_Encoding="gzip")
    for answer in (plain, small, other):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.mimetype == "application/json"


def test_a_new_file_is_shown_at_once(data, built):
    reader = Reader(data)
    old = reader.ask("/about")
    before = len(built)
    swapped = data / "other.duckdb"
    shutil.copy(warehouse_path(data), swapped)
    with duckdb.connect(str(swapped)) as con:
        con.execute("UPDATE dataset SET is_demonstration = NOT is_demonstration")
    swapped.replace(warehouse_path(data))
    new = reader.ask("/about")
    assert len(built) == before + 1
    assert new.data != old.data


def test_an_error_is_not_kept(data, monkeypatch):
    reader = Reader(data)
    with monkeypatch.context() as broken:
        broken.setattr(regions, "find", lambda path: Page("regions", lambda request: "x", lambda request: 1 // 0))
        failed = reader.ask("/regions", "?lang=en").get_data(as_text=True)
    assert t("en", "error.broken.title") in failed
    assert t("en", "error.broken.title") not in reader.ask("/regions", "?lang=en").get_data(as_text=True)


def test_what_stands_already_is_not_sent(data):
    reader = Reader(data)
    assert reader.ask(shown=["/", "id", False]).status_code == 204
    assert reader.ask().status_code == 200
    assert reader.ask(shown=["/", "id", False]).status_code == 204


@pytest.mark.parametrize("path", ["/review", "/query"])
def test_what_is_a_readers_own_is_built_for_each(data, built, path):
    reader = Reader(data, review_key=KEY)
    before = len(built)
    assert reader.ask(path).status_code == reader.ask(path).status_code == 200
    assert len(built) == before + 2


def test_a_password_is_asked_for_what_is_kept_too(data):
    reader = Reader(data, user="redaksi", password="rahasia")
    assert reader.ask(Authorization=SIGNED).status_code == 200
    assert reader.ask().status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"output": 1, "inputs": 3}', b'{"output":"x","inputs":[{}]}'])
def test_no_question_breaks_the_server(data, body):
    reader = Reader(data)
    answer = reader.client.post(ADDRESS, data=body, content_type="application/json")
    assert answer.status_code >= 400
    assert reader.ask().status_code == 200


def test_what_was_asked_for_longest_ago_goes(data, built, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST_BYTES", 400_000)
    reader = Reader(data)
    size = len(reader.ask().data)
    assert 100_000 < size < 400_000
    before = len(built)
    for search in ("?lang=en", "?relevance=core", "?relevance=mention", ""):
        reader.ask(search=search)
    assert len(built) == before + 4


def test_one_view_is_built_at_a_time():
    at_work, most, lock = 0, 0, threading.Lock()

    def build():
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        threading.Event().wait(0.02)
        with lock:
            at_work -= 1
        return "built"

    with ThreadPoolExecutor(8) as readers:
        assert list(readers.map(lambda _: turns.in_turn(build), range(16))) == ["built"] * 16
    assert most == 1


def test_a_view_that_fails_lets_the_next_one_in():
    def build():
        raise duckdb.OutOfMemoryException("too large")

    with pytest.raises(duckdb.OutOfMemoryException, match="too large"):
        turns.in_turn(build)
    assert turns.in_turn(lambda: "next") == "next"


def test_files_take_turns_and_a_readers_own_question_does_not(data):
    reader = Reader(data)
    with ThreadPoolExecutor(1) as others:
        with turns._turn:
            waiting = others.submit(reader.app.test_client().get, "/download/measures.csv")
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
            assert reader.client.get("/download/query.csv?sql=SELECT+1").status_code == 200
        assert waiting.result(timeout=60).status_code == 200

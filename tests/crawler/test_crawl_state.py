import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.crawl_state import CrawlState, Known, withdrawn_articles
from crawler.ways.base import Ask, Lead

MOMENT = datetime(2024, 10, 7, 3, tzinfo=UTC)


@pytest.fixture
def state(tmp_path):
    found = CrawlState(tmp_path, "all")
    yield found
    found.close()


def again(tmp_path, arguments="all"):
    return CrawlState(tmp_path, arguments)


def test_what_is_open_survives_a_kill(tmp_path):
    first = again(tmp_path)
    first.add_asks("a", 0, [Ask("https://a.test/1"), Ask("https://a.test/2", 2, {"seen": ["x"]})])
    first.add_leads("a", [("a:1", "https://a.test/b/1", Lead("https://a.test/b/1", "Judul", MOMENT, {"n": 1}))])
    first.finish_ask(first.open_asks("a", 9)[0].id)
    # No close: the process is gone.
    second = again(tmp_path)
    assert second.is_resumed
    assert second.run_id == first.run_id
    assert [(o.way, o.ask) for o in second.open_asks("a", 9)] == [(0, Ask("https://a.test/2", 2, {"seen": ["x"]}))]
    (lead,) = second.open_leads("a", 9)
    assert (lead.key, lead.title, lead.modified, lead.payload) == ("a:1", "Judul", MOMENT, {"n": 1})


def test_a_lead_that_waited_to_be_written_is_open_again(tmp_path):
    first = again(tmp_path)
    first.add_leads("a", [("a:1", "u", Lead("u")), ("a:2", "v", Lead("v"))])
    first.finish_leads("a", [("a:1", "waiting"), ("a:2", "new")])
    assert first.open_leads("a", 9) == []
    assert [lead.key for lead in again(tmp_path).open_leads("a", 9)] == ["a:1"]


def test_a_finished_run_is_not_gone_on_with(tmp_path):
    first = again(tmp_path)
    first.add_leads("a", [("a:1", "u", Lead("u"))])
    first.remember("a", "a:1", Known("u", "x", "v", 200, None, None, "2024-10-07", "2024-10-07", None))
    first.finish()
    second = again(tmp_path)
    assert not second.is_resumed
    assert second.run_id > first.run_id
    assert second.open_leads("a", 9) == []
    known = second.known("a", "a:1")
    assert known is not None
    assert known.article_id == "x"


def test_another_selection_is_another_run(tmp_path):
    first = again(tmp_path, "some")
    assert not again(tmp_path, "others").is_resumed
    assert again(tmp_path, "some").run_id == first.run_id


def test_nothing_is_noted_twice_in_a_run(state):
    assert state.add_asks("a", 0, [Ask("u"), Ask("u"), Ask("u", 2)]) == 2
    assert state.add_asks("a", 0, [Ask("u")]) == 0
    assert state.add_leads("a", [("k", "u", Lead("u")), ("k", "v", Lead("v"))]) == 1
    state.finish_leads("a", [("k", "new")])
    assert state.add_leads("a", [("k", "u", Lead("u"))]) == 0
    assert state.open_leads("a", 9) == []


def test_withdrawn_articles_are_told_without_a_crawl(tmp_path):
    assert withdrawn_articles(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []
    state = CrawlState(tmp_path, "look")
    gone = Known("u", "x", "v", 410, None, None, "2024", "2024", "2024-10-07")
    state.remember("a", "k", gone)
    state.remember("a", "l", Known("u", None, None, 404, None, None, "2024", "2024", "2024-10-07"))
    state.remember("a", "m", replace(gone, article_id="y"))
    state.remember("a", "n", replace(gone, article_id="y", withdrawn_at=None))
    assert withdrawn_articles(tmp_path) == {"x": "2024-10-07"}
    state.remember("a", "k", replace(gone, status=200, withdrawn_at=None))
    assert withdrawn_articles(tmp_path) == {}
    state.close()


def test_withdrawn_articles_of_a_directory_that_is_read_only(tmp_path):
    state = CrawlState(tmp_path, "look")
    state.remember("a", "k", Known("u", "x", "v", 410, None, None, "2024", "2024", "2024-10-07"))
    state.close()
    (tmp_path / "crawl").chmod(0o555)
    try:
        assert withdrawn_articles(tmp_path) == {"x": "2024-10-07"}
    finally:
        (tmp_path / "crawl").chmod(0o755)


@pytest.mark.parametrize("content", [b"no database at all, just words" * 50, b""])
def test_a_broken_state_file_is_named(tmp_path, content):
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "state.sqlite").write_bytes(content)
    with pytest.raises(ValueError, match=r"state\.sqlite: cannot be read"):
        withdrawn_articles(tmp_path)


def test_a_lead_that_brings_the_article_helps_one_that_does_not(tmp_path):
    state = CrawlState(tmp_path, "look")
    assert state.add_leads("kabar", [("kabar:1", "http://a/1", Lead("http://a/1"))]) == 1
    state.finish_leads("kabar", [("kabar:1", "no article")])
    assert state.open_leads("kabar", 5) == []
    brought = Lead("http://a/1", payload={"content_html": "<p>Isi</p>"})
    assert state.add_leads("kabar", [("kabar:1", "http://a/1", brought)]) == 0
    assert [lead.payload for lead in state.open_leads("kabar", 5)] == [{"content_html": "<p>Isi</p>"}]
    state.finish_leads("kabar", [("kabar:1", "stored")])
    state.add_leads("kabar", [("kabar:1", "http://a/1", brought)])
    assert state.open_leads("kabar", 5) == []
    state.close()


def test_articles_that_share_a_moment_are_counted_once_each(state):
    state.add_moments("a", [(MOMENT, "a:1"), (MOMENT, "a:2"), (MOMENT, "a:1"), (MOMENT.replace(hour=4), "a:3")])
    state.add_moments("b", [(MOMENT, "b:1")])
    jakarta = MOMENT.astimezone(timezone(timedelta(hours=7)))
    assert (state.sharing("a", jakarta), state.sharing("b", MOMENT), state.sharing("c", MOMENT)) == (2, 1, 0)
    state.finish()
    assert state.sharing("a", MOMENT) == 0


def test_a_moment_that_a_later_list_tells_is_kept(state):
    state.add_leads("a", [("a:1", "u", Lead("u"))])
    state.add_leads("a", [("a:1", "u", Lead("u", published=MOMENT))])
    state.add_leads("a", [("a:1", "u", Lead("u", published=MOMENT.replace(year=2020)))])
    assert [lead.published for lead in state.open_leads("a", 9)] == [MOMENT]


def test_a_state_file_of_an_earlier_release_is_taken_over(tmp_path):
    again(tmp_path).close()
    with sqlite3.connect(tmp_path / "crawl" / "state.sqlite") as con:
        con.execute("ALTER TABLE leads DROP COLUMN published")
    state = again(tmp_path)
    state.add_leads("a", [("a:1", "u", Lead("u", published=MOMENT))])
    assert [lead.published for lead in state.open_leads("a", 9)] == [MOMENT]
    state.close()


def test_what_was_counted_survives_a_kill_and_ends_with_its_run(tmp_path):
    first = again(tmp_path)
    first.add_leads("a", [("a:1", "u", Lead("u")), ("a:2", "v", Lead("v"))])
    assert first.saved_counts("a") == {"found": 2}
    first.save_counts("a", {"stats": {"new": 1}, "lengths": [700]})
    second = again(tmp_path)
    assert second.saved_counts("a") == {"found": 2, "stats": {"new": 1}, "lengths": [700]}
    second.finish()
    assert second.saved_counts("a") == {"found": 0}


def test_a_way_is_whole_that_never_had_a_problem(state):
    for way, is_problem in ((0, False), (0, False), (1, False), (1, True), (2, True)):
        state.note_answer("a", way, is_problem)
    assert (state.whole_ways("a"), state.whole_ways("b")) == ({0}, set())

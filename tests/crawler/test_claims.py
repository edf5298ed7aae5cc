"""Claims on sites in a folder; `tests/scale/test_shared_crawl.py` does the same in an object store."""

import os
import threading

import pytest

from crawler import claims as module
from crawler.claims import EXPIRED_SECONDS, KEPT, SILENT_SECONDS, Claims
from crawler.signs import FORGOTTEN_SECONDS, Signs

SITE = frozenset({"kabar.test"})
TIED = frozenset({"satu.test", "dua.test"})


def begun(place, crawler, *groups):
    found = Claims(place, crawler, "1/2")
    return found, found.begin(groups)


def sign(place, crawler):
    return place / "crawl" / "crawlers" / f"{crawler}.json"


def make_old(file, seconds):
    moment = file.stat().st_mtime - seconds
    os.utime(file, (moment, moment))


def test_a_site_has_one_crawler_until_it_ends(tmp_path):
    one, refused = begun(tmp_path, "aaa", SITE, TIED)
    assert refused == {}
    assert one.holds(SITE)
    assert one.holds(TIED)
    other, refused = begun(tmp_path, "bbb", SITE)
    assert list(refused) == ["kabar.test"]
    assert "crawler aaa (share 1/2) is at work there" in refused["kabar.test"]
    assert not other.holds(SITE)
    one.end()
    third, refused = begun(tmp_path, "bbb", SITE)
    assert refused == {}
    assert third.holds(SITE)
    assert third.number("kabar.test") == 2


def test_a_group_is_had_whole_or_not_at_all(tmp_path):
    begun(tmp_path, "aaa", frozenset({"satu.test"}))
    other, refused = begun(tmp_path, "bbb", TIED, SITE)
    assert refused.keys() == TIED
    assert other.holds(SITE)
    # What was claimed before the refusal is free for others.
    _, refused = begun(tmp_path, "ccc", frozenset({"dua.test"}))
    assert refused == {}


def test_the_dead_are_followed_and_see_it_when_they_were_not_dead(tmp_path, caplog):
    one, _ = begun(tmp_path, "aaa", SITE)
    make_old(sign(tmp_path, "aaa"), EXPIRED_SECONDS - 30)
    assert begun(tmp_path, "bbb", SITE)[1] != {}
    make_old(sign(tmp_path, "aaa"), 60)
    other, refused = begun(tmp_path, "bbb", SITE)
    assert refused == {}
    assert other.holds(SITE)
    one.beat()
    assert not one.holds(SITE)
    assert "kabar.test: another crawler has taken the site over" in caplog.text
    other.beat()
    assert other.holds(SITE)


def test_whoever_was_silent_for_too_long_stops_for_good(tmp_path, monkeypatch, caplog):
    found, _ = begun(tmp_path, "aaa", SITE)
    moment = module.clock()
    monkeypatch.setattr(module, "clock", lambda: moment + SILENT_SECONDS - 1)
    assert found.holds(SITE)
    monkeypatch.setattr(module, "clock", lambda: moment + SILENT_SECONDS + 1)
    assert not found.holds(SITE)
    before = sign(tmp_path, "aaa").stat().st_mtime_ns
    found.beat()
    assert not found.holds(SITE)
    assert caplog.text.count("no sign of life could be given") == 1
    # It gives none any more either, so that others need not wait for it.
    assert sign(tmp_path, "aaa").stat().st_mtime_ns == before


def test_a_beat_keeps_the_claims(tmp_path, monkeypatch):
    found, _ = begun(tmp_path, "aaa", SITE)
    moment = module.clock()
    for minutes in range(1, 60):
        monkeypatch.setattr(module, "clock", lambda at=moment + 60 * minutes: at)
        found.beat()
    assert found.holds(SITE)


def test_a_store_that_refuses_silences_a_crawler(tmp_path, monkeypatch):
    found, _ = begun(tmp_path, "aaa", SITE)

    def refuse(self, **_):
        raise OSError("no route to the store")

    monkeypatch.setattr(Signs, "give", refuse)
    moment = module.clock()
    monkeypatch.setattr(module, "clock", lambda: moment + SILENT_SECONDS / 2)
    with pytest.raises(OSError, match="no route"):
        found.beat()
    assert found.holds(SITE)
    monkeypatch.setattr(module, "clock", lambda: moment + SILENT_SECONDS + 1)
    assert not found.holds(SITE)


def test_the_silent_stop_long_before_others_may_take_over():
    # Two requests of an outlet may wait for two minutes each when the crawler stops, and take one to be answered.
    assert SILENT_SECONDS + 2 * 120 + 60 < EXPIRED_SECONDS


def begin_at_once(place, names):
    """Several crawlers that begin at the same moment: those that hold the site, and what each was refused."""
    crawlers = [Claims(place, name, "1/1") for name in names]
    line = threading.Barrier(len(crawlers))
    told = {}

    def work(claims):
        line.wait()
        told[claims.crawler] = claims.begin([SITE])

    threads = [threading.Thread(target=work, args=[claims]) for claims in crawlers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [claims for claims in crawlers if claims.holds(SITE)]
    assert sum(not refused for refused in told.values()) == len(winners)
    return winners


def test_of_many_at_once_one_has_a_site(tmp_path):
    names = [f"c{number}" for number in range(12)]
    for _ in range(3):
        (winner,) = begin_at_once(tmp_path, names)
        winner.end()
        names.remove(winner.crawler)


def test_of_many_at_once_none_or_one_has_the_site_of_one_that_comes_back(tmp_path):
    """Who had it last may come back while another takes it over, and both let go of it then."""
    names = [f"c{number}" for number in range(12)]
    for _ in range(4):
        winners = begin_at_once(tmp_path, names)
        assert len(winners) <= 1
        for winner in winners:
            winner.end()
    (winner,) = begin_at_once(tmp_path, ["alone"])
    assert winner.crawler == "alone"


def test_a_crawler_that_was_killed_has_its_sites_again_at_once(tmp_path):
    begun(tmp_path, "aaa", SITE)
    again, refused = begun(tmp_path, "aaa", SITE)
    assert refused == {}
    assert again.holds(SITE)
    assert again.rest("kabar.test") == 0.0  # it may have asked just before it was killed


def test_how_long_a_site_had_rest(tmp_path):
    one, _ = begun(tmp_path, "aaa", SITE)
    assert one.rest("kabar.test") == EXPIRED_SECONDS
    one.end()
    make_old(sign(tmp_path, "aaa"), 20)
    other, _ = begun(tmp_path, "bbb", SITE)
    assert other.rest("kabar.test") == pytest.approx(20, abs=15)
    other.end()
    make_old(sign(tmp_path, "bbb"), 40)
    again, _ = begun(tmp_path, "bbb", SITE)
    assert again.rest("kabar.test") == pytest.approx(40, abs=15)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"owner": 1}'])
def test_a_claim_that_cannot_be_read_counts_until_it_is_old(tmp_path, content):
    file = tmp_path / "crawl" / "claims" / "kabar.test" / "00000007.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert "of an unknown name" in begun(tmp_path, "aaa", SITE)[1]["kabar.test"]
    make_old(file, EXPIRED_SECONDS + 60)
    found, refused = begun(tmp_path, "aaa", SITE)
    assert refused == {}
    assert found.number("kabar.test") == 8


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"is_ended": "yes"}'])
def test_a_sign_that_cannot_be_read_is_a_sign_of_life(tmp_path, content):
    begun(tmp_path, "aaa", SITE)
    sign(tmp_path, "aaa").write_bytes(content)
    assert begun(tmp_path, "bbb", SITE)[1] != {}


def test_strange_files_beside_claims_are_passed_over(tmp_path):
    folder = tmp_path / "crawl" / "claims" / "kabar.test"
    folder.mkdir(parents=True)
    for name in ("notes.json", "٣.json", "00000002.json.tmp", ".00000003.json"):
        (folder / name).write_text("{}")
    found, refused = begun(tmp_path, "aaa", SITE)
    assert refused == {}
    assert found.holds(SITE)


def test_who_sees_an_old_list_does_not_get_a_site(tmp_path, monkeypatch):
    """A network folder may show a list of files that is some seconds old."""
    old, _ = begun(tmp_path, "aaa", SITE)
    old.end()
    seen = Claims._tops(old)
    one, _ = begun(tmp_path, "bbb", SITE)
    assert one.holds(SITE)
    late = Claims(tmp_path, "ccc", "1/1")
    real, lists = late._tops, [seen]
    monkeypatch.setattr(late, "_tops", lambda: lists.pop() if lists else real())
    assert late.begin([SITE]) == {"kabar.test": "another crawler was faster"}
    assert not late.holds(SITE)
    one.beat()
    assert one.holds(SITE)


def test_old_claims_and_signs_are_cleared_away(tmp_path):
    for number in range(KEPT + 5):
        found, _ = begun(tmp_path, f"c{number}", SITE)
        found.end()
    assert len(list((tmp_path / "crawl" / "claims" / "kabar.test").iterdir())) == KEPT
    make_old(sign(tmp_path, "c0"), FORGOTTEN_SECONDS + 60)
    begun(tmp_path, "last", SITE)
    assert not sign(tmp_path, "c0").exists()
    assert sign(tmp_path, "c1").exists()

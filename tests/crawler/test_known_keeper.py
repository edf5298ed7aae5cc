"""What crawlers know, handed from one to the next through a shared folder."""

import random
from datetime import UTC, datetime

import pytest

from crawler import known_keeper, known_parts
from crawler.crawl_state import CrawlState, Known, withdrawn_articles
from crawler.known_keeper import KnownKeeper
from crawler.known_parts import BrokenPart, KnownParts, Part
from crawler.known_reader import KnownReader

MOMENT = datetime(2024, 10, 7, 3, tzinfo=UTC)


def known(version, withdrawn_at=None, id="x"):
    return Known(f"http://kabar.test/{version}", id, version, 200, '"e"', None, "2024-10-01", version, withdrawn_at)


class Machine:
    """A crawler's own folder; `take` and `publish` go to the shared place."""

    def __init__(self, folder, place, name):
        self.place, self.name, self.folder = place, name, folder / name
        self.open()

    def open(self):
        self.state = CrawlState(self.folder, "all")
        self.keeper = KnownKeeper(self.place, self.folder / "crawl" / "state.sqlite", self.name)

    def close(self):
        self.keeper.close()
        self.state.close()

    def kill_and_start(self):
        self.close()
        self.open()

    def versions(self, outlet="kabar", keys="abcdef"):
        found = {key: self.state.known(outlet, key) for key in keys}
        return {key: one.version for key, one in found.items() if one is not None}


@pytest.fixture
def machines(tmp_path):
    made = []

    def make(name):
        made.append(Machine(tmp_path / "machines", tmp_path / "data", name))
        return made[-1]

    yield make
    for machine in made:
        machine.close()


def test_the_next_crawler_knows_all_that_the_last_one_knew(machines):
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    row = Known("http://kabar.test/1", "x", "v", 410, None, "Mon", "2024-10-01", "2024-10-02", "2024-10-03")
    one.state.remember("kabar", "a", row)
    one.state.remember("kabar", "b", known("1"))
    one.state.note_outside("kabar", "b", MOMENT)
    one.state.note_outside("kabar", "c", MOMENT)
    one.state.remember("lain", "a", known("9"))
    one.keeper.publish()
    other.keeper.take({"kabar": 2})
    assert other.state.known("kabar", "a") == row
    assert other.state.known("kabar", "b") == known("1")
    assert other.state.known("kabar", "c") is None
    assert other.state.published_outside("kabar", "b") == other.state.published_outside("kabar", "c") == MOMENT
    assert other.state.known("lain", "a") is None


def test_only_what_changed_is_told_and_learning_is_no_change(machines, tmp_path):
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    for key in "abcde":
        one.state.remember("kabar", key, known("1"))
    one.keeper.publish()
    one.keeper.publish()
    one.state.remember("kabar", "a", known("2"))
    one.keeper.publish()
    parts = KnownParts(tmp_path / "data", "kabar")
    assert [[row["key"] for row in parts.read(part)] for part in parts.parts()] == [list("abcde"), ["a"]]
    other.keeper.take({"kabar": 2})
    other.keeper.publish()
    assert len(parts.parts()) == 2
    assert other.versions() == {"a": "2", **dict.fromkeys("bcde", "1")}


def test_what_was_not_told_before_a_kill_is_told_after(machines):
    one, other, third = machines("aaa"), machines("bbb"), machines("ccc")
    one.keeper.take({"kabar": 1})
    one.state.remember("kabar", "a", known("1"))
    one.state.remember("kabar", "b", known("1"))
    # It dies; the outlet falls to another, which learns `a` anew, and to the first one again.
    other.keeper.take({"kabar": 2})
    other.state.remember("kabar", "a", known("2"))
    other.keeper.publish()
    one.kill_and_start()
    one.keeper.take({"kabar": 3})
    assert one.versions() == {"a": "2", "b": "1"}
    third.keeper.take({"kabar": 4})
    assert third.versions() == {"a": "2", "b": "1"}


def test_what_falls_to_another_is_told_too(machines):
    """After a change of shares the machine has other outlets, and still knows something of the old one."""
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    one.state.remember("kabar", "a", known("1"))
    one.kill_and_start()
    one.keeper.take({"lain": 1})
    other.keeper.take({"kabar": 2})
    assert other.versions() == {"a": "1"}


def test_who_lost_a_site_cannot_spoil_what_the_next_one_learns(machines):
    one, other, third = machines("aaa"), machines("bbb"), machines("ccc")
    one.keeper.take({"kabar": 1})
    other.keeper.take({"kabar": 2})
    other.state.remember("kabar", "a", known("2"))
    other.keeper.publish()
    one.state.remember("kabar", "a", known("1"))
    one.state.remember("kabar", "b", known("1"))
    one.keeper.publish()
    third.keeper.take({"kabar": 3})
    assert third.versions() == {"a": "2", "b": "1"}
    other.keeper.take({"kabar": 4})
    assert other.versions() == {"a": "2", "b": "1"}


def test_a_kill_between_telling_and_noting_it(machines, monkeypatch):
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    one.state.remember("kabar", "a", known("1"))

    def die(self, part, rows):
        real(self, part, rows)
        raise KeyboardInterrupt

    real = KnownParts.write
    with monkeypatch.context() as patch:
        patch.setattr(KnownParts, "write", die)
        with pytest.raises(KeyboardInterrupt):
            one.keeper.publish()
    one.kill_and_start()
    one.state.remember("kabar", "a", known("2"))
    one.keeper.take({"kabar": 2})
    other.keeper.take({"kabar": 3})
    assert one.versions() == other.versions() == {"a": "2"}


def test_a_place_that_refuses_loses_nothing(machines, monkeypatch):
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    one.state.remember("kabar", "a", known("1"))

    def refuse(self, part, rows):
        raise OSError("no route to the store")

    with monkeypatch.context() as patch:
        patch.setattr(KnownParts, "write", refuse)
        with pytest.raises(OSError, match="no route"):
            one.keeper.publish()
    one.keeper.publish()
    other.keeper.take({"kabar": 2})
    assert other.versions() == {"a": "1"}


def test_many_parts_become_one(machines, tmp_path):
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    other.keeper.take({"kabar": 2})
    for number in range(known_parts.MANY_PARTS + 2):
        one.state.remember("kabar", "abcdef"[number % 6], known(f"{number:02}"))
        one.keeper.publish()
    one.state.note_outside("kabar", "g", MOMENT)
    one.keeper.publish()
    parts = KnownParts(tmp_path / "data", "kabar")
    before = list(parts.all_rows())
    one.keeper.join_many(["kabar"])
    assert len(parts.parts()) == 1
    assert list(parts.all_rows()) == before
    assert len(before) == 7
    other.keeper.take({"kabar": 3})
    assert other.versions() == one.versions() == {"a": "24", "b": "25", "c": "20", "d": "21", "e": "22", "f": "23"}
    one.keeper.take({"kabar": 4})
    one.keeper.publish()
    assert len(parts.parts()) == 1


def test_parts_that_are_joined_while_they_are_read(machines, tmp_path, monkeypatch):
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    for number in range(known_parts.MANY_PARTS):
        one.state.remember("kabar", "ab"[number % 2], known(f"{number:02}"))
        one.keeper.publish()
    real, calls = KnownParts.parts, []

    def listed_then_joined(self):
        found = real(self)
        calls.append(None)
        if len(calls) == 1:
            one.keeper.join_many(["kabar"])
        return found

    monkeypatch.setattr(KnownParts, "parts", listed_then_joined)
    other.keeper.take({"kabar": 2})
    assert other.versions() == one.versions() == {"a": "22", "b": "23"}


def test_what_a_lone_crawl_knew_is_taken_over_once(machines, tmp_path):
    lone = CrawlState(tmp_path / "data", "all")
    lone.remember("kabar", "a", known("1"))
    lone.remember("kabar", "b", known("1", "2024-10-09", id="y"))
    lone.remember("lain", "a", known("1", "2024-10-09", id="z"))
    lone.note_outside("kabar", "c", MOMENT)
    lone.close()
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    assert one.versions() == {"a": "1", "b": "1"}
    assert one.state.published_outside("kabar", "c") == MOMENT
    one.state.remember("kabar", "a", known("2", "2024-10-10"))
    one.state.remember("kabar", "b", known("2", id="y"))
    one.keeper.publish()
    other.keeper.take({"kabar": 2})
    assert other.versions() == {"a": "2", "b": "2"}
    # Of `kabar` what the sharing crawlers know counts, of `lain` what the lone one knew.
    assert withdrawn_articles(tmp_path / "data") == {"x": "2024-10-10", "z": "2024-10-09"}


def test_withdrawn_articles_of_several_crawlers(machines, tmp_path):
    one, other = machines("aaa"), machines("bbb")
    one.keeper.take({"kabar": 1})
    other.keeper.take({"lain": 1})
    one.state.remember("kabar", "a", known("1", "2024-10-09"))
    one.state.remember("kabar", "b", known("1", "2024-10-08"))
    one.state.remember("kabar", "c", known("1", "2024-10-08", id="y"))
    one.state.remember("kabar", "d", known("1", None, id="y"))
    one.state.note_outside("kabar", "e", MOMENT)
    other.state.remember("lain", "a", known("1", "2024-10-07", id="z"))
    one.keeper.publish()
    other.keeper.publish()
    assert withdrawn_articles(tmp_path / "data") == {"x": "2024-10-08", "z": "2024-10-07"}
    one.state.remember("kabar", "b", known("1"))
    one.keeper.publish()
    assert withdrawn_articles(tmp_path / "data") == {"z": "2024-10-07"}


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all" * 100])
def test_a_broken_part_is_named(machines, tmp_path, content):
    one = machines("aaa")
    one.keeper.take({"kabar": 1})
    one.state.remember("kabar", "a", known("1"))
    one.keeper.publish()
    (file,) = (tmp_path / "data" / "crawl" / "known" / "kabar").iterdir()
    file.write_bytes(content)
    with pytest.raises(BrokenPart, match=f"{file.name}: cannot be read .*move it away"):
        withdrawn_articles(tmp_path / "data")
    with pytest.raises(BrokenPart, match="cannot be read"):
        machines("bbb").keeper.take({"kabar": 2})


def test_a_broken_state_of_a_lone_crawl_is_named(machines, tmp_path):
    (tmp_path / "data" / "crawl").mkdir(parents=True)
    (tmp_path / "data" / "crawl" / "state.sqlite").write_bytes(b"no database at all, just words" * 50)
    with pytest.raises(OSError, match=r"state\.sqlite: cannot be read"):
        machines("aaa").keeper.take({"kabar": 1})


def test_the_order_of_parts():
    parts = [Part(2, "aaa", 1), Part(1, "bbb", 2), Part(1, "bbb", 10), Part(10, "aaa", 1)]
    assert sorted(parts, key=str) == sorted(parts) == [parts[1], parts[2], parts[0], parts[3]]


@pytest.mark.parametrize("has_joins", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_last_of_each_claim_counts(machines, tmp_path, monkeypatch, seed, has_joins):
    """Crawlers come and go, are killed, come late; of an address the last word under the highest claim is known.

    Where parts are joined meanwhile, no address is forgotten, and all know the same.
    """
    monkeypatch.setattr(known_keeper, "MANY_PARTS", 4)
    chance = random.Random(seed)
    crawlers = [machines(name) for name in ("aaa", "bbb", "ccc")]
    claim = 0
    claims: dict[str, int] = {}
    said: dict[str, tuple[int, str]] = {}
    for step in range(120):
        one = chance.choice(crawlers)
        what = chance.choice(["take", "learn", "learn", "learn", "publish", "kill", "join"])
        if what == "take":
            claim += 1
            one.keeper.take({"kabar": claim})
            claims[one.name] = claim
        elif what == "learn" and one.name in claims:
            key, version = chance.choice("abcdef"), f"{step:03}"
            one.state.remember("kabar", key, known(version))
            said[key] = max(said.get(key, (0, "")), (claims[one.name], version))
        elif what == "publish":
            one.keeper.publish()
        elif what == "kill":
            one.kill_and_start()
        elif what == "join" and has_joins and claims.get(one.name) == claim:
            one.keeper.publish()
            one.keeper.join_many(["kabar"])
    for one in crawlers:
        one.keeper.publish()
    told = {row["key"]: row["version"] for row in KnownParts(tmp_path / "data", "kabar").all_rows()}
    assert told.keys() == said.keys()
    if not has_joins:
        assert told == {key: version for key, (_, version) in said.items()}
    for one in (machines("ddd"), *crawlers):
        claim += 1
        one.keeper.take({"kabar": claim})
        assert one.versions() == told


def test_readers_see_what_several_know_and_else_what_one_knew(machines, tmp_path):
    data = tmp_path / "data"
    assert KnownReader(data).known("kabar", "a") is None
    lone = CrawlState(data, "all")
    lone.remember("kabar", "a", known("1"))
    lone.remember("lain", "a", known("5"))
    lone.close()
    assert KnownReader(data).known("kabar", "a") == known("1")
    one = machines("aaa")
    one.keeper.take({"kabar": 1})
    one.state.remember("kabar", "a", known("2"))
    one.state.note_outside("kabar", "b", MOMENT)
    one.keeper.publish()
    reader = KnownReader(data)
    assert reader.known("kabar", "a") == known("2")
    assert reader.known("kabar", "b") is None
    assert reader.known("lain", "a") == known("5")
    assert reader.known("kabar", "a") == known("2")

"""The small files that crawlers share, in a folder and in an object store."""

import threading
import time

import pytest

from crawler import claims as module
from crawler.claims import Claims
from crawler.known_parts import KnownParts, Part, outlets_with_parts
from scale.places import place_of
from scale.shared_files import is_there, names_below, read, remove, write_new, written_at

SITE = frozenset({"kabar.test"})


@pytest.fixture(params=["folder", "store"])
def place(request, tmp_path):
    if request.param == "folder":
        return tmp_path / "data"
    return place_of(request.getfixturevalue("bucket") + "/data")


def test_of_many_writers_one_makes_a_file(place):
    target = place / "crawl" / "claims" / "kabar.test" / "00000001.json"
    line, told = threading.Barrier(8), []

    def work(number):
        line.wait()
        told.append((write_new(target, f"{number}".encode()), number))

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [number for is_mine, number in told if is_mine]
    assert len(told) == 8
    assert read(target) == f"{winner}".encode()
    # Sent again after its answer was lost: it is still the writer's own.
    assert write_new(target, b"another") is False


def test_a_lost_answer_of_a_store_is_no_lost_file(bucket):
    target = place_of(bucket) / "one.json"
    assert write_new(target, b"mine, 1f2e")
    assert write_new(target, b"mine, 1f2e")
    assert not write_new(target, b"other, 3d4c")


def test_names_times_and_removal(place):
    assert names_below(place / "crawl") == []
    for name in ("b/2", "a/1", "a/3"):
        write_new(place / "crawl" / name, b"x")
    write_new(place / "crawl" / "a" / "deep" / "4", b"x")
    write_new(place / "crawl" / "above", b"x")
    found = [pair for pair in names_below(place / "crawl") if pair[1] != "deep"]
    assert found == [("a", "1"), ("a", "3"), ("b", "2")]
    assert written_at(place / "crawl" / "a" / "1") == pytest.approx(time.time(), abs=60)
    assert is_there(place / "crawl" / "a" / "1")
    remove(place / "crawl" / "a" / "1")
    remove(place / "crawl" / "a" / "1")
    assert not is_there(place / "crawl" / "a" / "1")
    for ask in (read, written_at):
        with pytest.raises(FileNotFoundError):
            ask(place / "crawl" / "a" / "1")


@pytest.mark.parametrize("ask", [read, written_at, is_there, remove, names_below, lambda at: write_new(at, b"x")])
def test_a_store_that_cannot_be_reached_is_an_oserror(store_environment, ask):
    store_environment.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    store_environment.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(OSError, match="127"):
        ask(place_of("s3://netralitas/data") / "one")


def test_a_bucket_that_is_missing_is_an_oserror(bucket):
    with pytest.raises(OSError, match="bucket"):
        write_new(place_of(bucket + "-none") / "one", b"x")


def test_claims(place, monkeypatch):
    one, two = Claims(place, "aaa", "1/2"), Claims(place, "bbb", "1/2")
    assert one.begin([SITE]) == {}
    assert "crawler aaa (share 1/2) is at work there" in two.begin([SITE])["kabar.test"]
    one.end()
    three = Claims(place, "ccc", "1/2")
    assert three.begin([SITE]) == {}
    assert three.number("kabar.test") == 2
    # It is not heard of for long: the next one takes the site over, and the third sees it.
    monkeypatch.setattr(module, "EXPIRED_SECONDS", 2)
    time.sleep(4)
    four = Claims(place, "ddd", "1/2")
    assert four.begin([SITE]) == {}
    three.beat()
    four.beat()
    assert (three.holds(SITE), four.holds(SITE)) == (False, True)


def test_parts(place):
    parts = KnownParts(place, "kabar")
    assert parts.parts() == []
    assert outlets_with_parts(place) == set()
    empty = dict.fromkeys(("article_id", "version", "status", "etag", "last_modified", "withdrawn_at"))
    for number, url in ((1, "first"), (2, "second")):
        row = {**empty, "key": "a", "url": url, "first_at": "x", "fetched_at": "y", "published_outside": None}
        parts.write(Part(number, "aaa", number), [row, {**row, "key": url}])
    assert [(row["key"], row["url"]) for row in parts.all_rows()] == [
        ("a", "second"), ("first", "first"), ("second", "second"),
    ]  # fmt: skip
    before = list(parts.all_rows())
    assert parts.join(Part(3, "aaa", 3)) == [Part(1, "aaa", 1), Part(2, "aaa", 2)]
    assert parts.parts() == [Part(3, "aaa", 3)]
    assert list(parts.all_rows()) == before
    assert outlets_with_parts(place) == {"kabar"}

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ways.base import Ask
from crawler.ways.search import NONSENSE

BOXES = range(900, 930)


def page(*numbers, title="Panen Raya di Sukamaju"):
    return "<html><body>Hasil" + "".join(f'<h2><a href="/berita/{number}/panen">{title}</a></h2>' for number in numbers)


def found(readings):
    return [int(lead.url.split("/")[4]) for reading in readings for lead in reading.leads]


def word_of(ask):
    return parse_qs(urlsplit(ask.url).query)["q"][0]


@pytest.fixture
def way(make):
    return make("search", "/search?q={word}&page={n}")


def test_a_word_that_stands_nowhere_is_asked_for_first(way, window):
    (ask,) = way.start(window(words=("netralitas asn", "pns")))
    assert ask.url == f"https://www.kabar.test/search?q={NONSENSE}&page=1"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("/search?q={word}&page={n}", "/search?q=netralitas+asn+%26+pns&page=1"),
        ("/page/{n}/?s={word}", "/page/1/?s=netralitas+asn+%26+pns"),
        ("/cari/{word}/{n}", "/cari/netralitas%20asn%20%26%20pns/1"),
        ("/tag/{tag}/page/{n}/", "/tag/netralitas-asn-pns/page/1/"),
        ("/topik?t={tag}&hal={n}", "/topik?t=netralitas-asn-pns&hal=1"),
    ],
)
def test_how_a_word_is_written(make, window, reply, url, asked):
    way = make("search", url)
    wanted = window(words=("netralitas asn & pns",))
    (ask,) = way.read(way.start(wanted)[0], reply("<p>Tidak ada</p>"), wanted).asks
    assert ask.url == f"https://www.kabar.test{asked}"


def test_hits(way, window, reply, drive):
    """Menus and boxes come with every answer; they are no hits."""

    def site(ask):
        hits = {NONSENSE: {}, "netralitas asn": {1: [1, 2, 3], 2: [3, 4]}, "pns": {1: [2, 5]}}[word_of(ask)]
        return reply(page(*hits.get(ask.number, []), *BOXES[:5]), ask.url)

    readings, made = drive(way, site, window(words=("netralitas asn", "pns")))
    assert found(readings) == [1, 2, 3, 2, 5, 4]
    assert not any(reading.problem for reading in readings)
    assert len(made) < 12


@pytest.mark.parametrize("status", [200, 404])
def test_a_search_without_hits_may_have_no_page(way, window, reply, drive, status):
    def site(ask):
        return reply("", ask.url, status=404) if word_of(ask) == NONSENSE else reply(page(1), ask.url)

    readings, _ = drive(way, site, window())
    assert found(readings) == [1]


@pytest.mark.parametrize(
    "pages",
    [
        # Every word alike; nearly alike, for one more article has appeared; for a real word fewer.
        (page(*BOXES), page(*BOXES)),
        (page(*BOXES), page(1, *BOXES[:-1])),
        (page(*BOXES), page(*BOXES[:-3])),
    ],
)
def test_a_search_that_answers_every_word_alike(way, window, reply, drive, pages):
    site = lambda ask: reply(pages[word_of(ask) != NONSENSE], ask.url)  # noqa: E731
    readings, made = drive(way, site, window())
    assert [reading.problem for reading in readings] == [None, "answers every word alike"]
    assert (found(readings), len(made)) == ([], 2)


def test_few_hits_among_many_boxes_are_hits_where_they_speak_of_the_word(way, window, reply, drive):
    def site(ask):
        hits = page(1, 2, title="Pegawai ASN Berkumpul") if word_of(ask) != NONSENSE and ask.number == 1 else ""
        return reply(hits + page(*BOXES), ask.url)

    readings, _ = drive(way, site, window())
    assert found(readings) == [1, 2]


def test_an_unknown_word_brings_the_newest_of_which_one_is_a_hit(way, window, reply, drive):
    """WordPress shows the newest articles; those that tell the subject themselves are hits all the same."""
    newest = page(900, title="ASN Sukamaju Ikrar Netral") + page(*BOXES[1:8])

    def site(ask):
        if ask.number > 1:
            return reply("", ask.url, status=404)
        hits = page(1, 2, 3) + page(900, title="ASN Sukamaju Ikrar Netral")
        return reply(newest if word_of(ask) == NONSENSE else hits, ask.url)

    readings, _ = drive(way, site, window())
    assert found(readings) == [1, 2, 3, 900]


def test_results_are_not_strictly_newest_first(make, window, reply, drive):
    way = make("search", "/search?q={word}&page={n}")
    months = {1: "10", 2: "07", 3: "07", 4: "10"}

    def site(ask):
        if word_of(ask) == NONSENSE:
            return reply("<p>Tidak ada", ask.url)
        return reply(f'<a href="/2024/{months.get(ask.number, "06")}/01/asn-netral-{ask.number}">x</a>', ask.url)

    readings, made = drive(way, site, window("2024-10-01"))
    assert len(made) == 1 + 7
    assert sum(len(reading.leads) for reading in readings) == 2


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [("", 403, "answered 403"), ("", 429, "answered 429"), ("<title>Just a moment...</title>", 200, "a challenge")],
)
def test_problems(way, window, reply, body, status, problem):
    reading = way.read(way.start(window())[0], reply(body, status=status), window())
    assert problem in reading.problem
    assert reading.asks == ()


@pytest.mark.parametrize("is_new", [True, False])
def test_an_endless_search_ends(make, window, reply, drive, is_new):
    way = make("search", "/search?q={word}&page={n}", max_pages=8)

    def site(ask):
        if word_of(ask) == NONSENSE:
            return reply("<p>Tidak ada", ask.url)
        first = ask.number * 3_000 if is_new else 0
        return reply(page(*range(first, first + 3_000)), ask.url)

    _, made = drive(way, site, window())
    assert len(made) == 1 + (8 if is_new else 2)
    assert max(len(json.dumps(ask.state)) for ask in made) < 200_000


def test_the_number_of_words_has_a_bound(way, window, reply):
    asked = window(words=tuple(f"kata{n}" for n in range(500)))
    assert len(way.read(way.start(asked)[0], reply("<p>Tidak ada"), asked).asks) == 20


def test_an_address_without_a_word_is_refused(make):
    with pytest.raises(ValueError, match="no \\{word\\}"):
        make("search", "/search")


STATES = st.dictionaries(
    st.sampled_from(["seen", "word", "common", "is_nonsense", "stale"]),
    st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text() | st.integers()),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), STATES)
def test_no_bytes_make_it_raise(way, window, reply, body, state):
    for content in (body, b"<a href=/berita/1/x>" + body):
        assert len(way.read(Ask("https://www.kabar.test/", 1, state), reply(content), window()).asks) <= 1


def test_a_tag_page_that_shows_the_newest_whatever_the_tag_is_not_trusted(make, window, reply, drive):
    way = make("search", "/tag/{tag}/page/{n}/")
    readings, made = drive(way, lambda ask: reply(page(*range(20)), ask.url), window())
    assert [reading.problem for reading in readings] == [None, "answers every word alike"]
    assert (found(readings), len(made)) == ([], 2)


def test_a_tag_that_nobody_used_has_no_page(make, window, reply, drive):
    way = make("search", "/tag/{tag}/page/{n}/")

    def site(ask):
        return reply(page(1, 2, 3), ask.url) if "/tag/netralitas-asn/page/1/" in ask.url else reply("", ask.url, 404)

    readings, _ = drive(way, site, window())
    assert (found(readings), [reading.problem for reading in readings]) == ([1, 2, 3], [None, None, None])

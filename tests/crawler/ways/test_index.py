from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ways.base import Ask
from crawler.ways.index import format_day


def page(*links, more=""):
    return "<html><body>" + "".join(f'<h2><a href="{link}">Camat Diminta Netral</a></h2>' for link in links) + more


def berita(*numbers):
    return [f"/berita/{number}/camat" for number in numbers]


def urls(asks):
    return [ask.url for ask in asks]


def found(readings):
    return [lead.url.split("/")[4] for reading in readings for lead in reading.leads]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("%Y-%m-%d", "2024-10-07"),
        ("%Y-%-m-%-d", "2024-10-7"),
        ("%d-%m-%Y", "07-10-2024"),
        ("%m/%d/%Y", "10/07/2024"),
        ("%y%m%d", "241007"),
        ("%Y/%j", "2024/281"),
    ],
)
def test_a_day_as_sites_write_it(form, written):
    assert format_day(date(2024, 10, 7), form) == written


def test_every_day_of_the_window_newest_first(make, window):
    way = make("index", "/index-news?date={date}", date="%Y-%-m-%-d")
    asks = way.start(window("2024-10-05", "2024-10-07"))
    assert urls(asks) == [f"https://www.kabar.test/index-news?date=2024-10-{day}" for day in (7, 6, 5)]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (None, None, ["20", "19", "18"]),
        (None, "2024-10-10", ["10", "09", "08"]),
        ("2024-10-19", "2030-01-01", ["20", "19"]),
        ("2024-10-21", None, []),
        ("2024-10-12", "2024-10-10", []),
    ],
)
def test_days(make, window, since, until, days):
    asks = make("index", "/indeks?date={date}&page={n}", date="%d").start(window(since, until))
    assert [ask.url.partition("date=")[2].partition("&")[0] for ask in asks] == days


def test_a_long_window_has_an_end(make, window):
    assert len(make("index", "/indeks/{date}").start(window("0001-01-01"))) == 3_660


def test_pages_of_a_day_until_one_brings_nothing_new(make, window, reply, drive):
    way = make("index", "/indeks?date={date}&page={n}", date="%m/%d/%Y")
    popular = page(*berita(900, 901))
    pages = {"1": berita(1, 2), "2": berita(2, 3), "3": []}

    def site(ask):
        return reply(page(*pages[ask.url.partition("page=")[2]], more=popular), ask.url)

    readings, made = drive(way, site, window("2024-10-20"))
    assert urls(made)[0] == "https://www.kabar.test/indeks?date=10/20/2024&page=1"
    assert len(made) == 3
    assert found(readings) == ["1", "2", "900", "901", "3"]


def test_pages_past_the_end_repeat_the_last(make, window, reply, drive):
    way = make("index", "/indeks?date={date}&page={n}")
    readings, made = drive(way, lambda ask: reply(page(*berita(min(ask.number, 2))), ask.url), window("2024-10-20"))
    assert len(made) == 3
    assert found(readings) == ["1", "2"]


def test_a_page_that_is_missing_past_the_end_is_no_problem(make, window, reply, drive):
    way = make("index", "/indeks?date={date}&page={n}")

    def site(ask):
        return reply(page(*berita(1)), ask.url) if ask.number == 1 else reply("", ask.url, status=404)

    readings, _ = drive(way, site, window("2024-10-20"))
    assert [reading.problem for reading in readings] == [None, None]


def test_days_overlap(make, window, reply, drive):
    way = make("index", "/index-news?date={date}", date="%d")
    days = {"20": berita(3, 2), "19": berita(2, 1)}
    readings, _ = drive(way, lambda ask: reply(page(*days[ask.url[-2:]]), ask.url), window("2024-10-19"))
    assert found(readings) == ["3", "2", "2", "1"]


def test_an_index_by_offset(make, window):
    way = make("index", "/indeks/{date}/{n}", first=0, step=20)
    (ask,) = way.start(window("2024-10-20"))
    assert ask.url.endswith("/indeks/2024-10-20/0")


@pytest.mark.parametrize(("first", "second"), [(1, 2), (0, 20)])
def test_the_next_page(make, window, reply, first, second):
    way = make("index", "/indeks/{date}/{n}", first=first, step=second - first)
    asked = window("2024-10-20")
    (ask,) = way.start(asked)
    (following,) = way.read(ask, reply(page(*berita(1)), ask.url), asked).asks
    assert following.url.endswith(f"/indeks/2024-10-20/{second}")


@pytest.mark.parametrize(
    ("body", "status", "problem"), [("", 403, "answered 403"), ("<title>Just a moment...</title>", 200, "a challenge")]
)
def test_problems(make, window, reply, body, status, problem):
    way = make("index", "/indeks/{date}")
    asked = window("2024-10-20")
    assert problem in way.read(way.start(asked)[0], reply(body, status=status), asked).problem


@pytest.mark.parametrize("is_new", [True, False])
def test_an_endless_day_ends(make, window, reply, drive, is_new):
    way = make("index", "/indeks/{date}/{n}", max_pages=6)
    site = lambda ask: reply(page(*berita(ask.number if is_new else 1)), ask.url)  # noqa: E731
    _, made = drive(way, site, window("2024-10-20"))
    assert len(made) == (6 if is_new else 2)


def test_an_address_without_a_day_is_refused(make):
    with pytest.raises(ValueError, match="no \\{date\\}"):
        make("index", "/indeks")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.dictionaries(st.sampled_from(["seen", "day", "stale"]), st.none() | st.integers()))
def test_no_bytes_make_it_raise(make, window, reply, body, state):
    way = make("index", "/indeks/{date}/{n}")
    for content in (body, b"<a href=/berita/1/x>" + body):
        assert len(way.read(Ask("https://www.kabar.test/", 1, state), reply(content), window()).asks) <= 1

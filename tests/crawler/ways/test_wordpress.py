import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ways.base import Ask

ONE = "https://www.kabar.test/pegawai-sukamaju-diminta-netral/"


def post(number=1, link=ONE, **values):
    title = {"rendered": "Pegawai Diminta &#8220;Netral&#8221;"}
    made = {
        "id": number,
        "link": link,
        "title": title,
        "date": "2024-10-07T14:20:00",
        "date_gmt": "2024-10-07T07:20:00",
    }
    return made | values


def query(ask):
    return {name: values[0] for name, values in parse_qs(urlsplit(ask.url).query).items()}


@pytest.fixture
def way(make):
    return make("wordpress", "/wp-json/wp/v2/posts")


def read(way, window, answer, **state):
    return way.read(Ask(way.url, 1, state), answer, window)


def test_the_first_question(way, window):
    (ask,) = way.start(window("2024-10-05", "2024-10-10"))
    assert ask.url.startswith("https://www.kabar.test/wp-json/wp/v2/posts?")
    asked = query(ask)
    assert (asked["per_page"], asked["page"], asked["order"]) == ("100", "1", "desc")
    assert (asked["after"], asked["before"]) == ("2024-10-04T23:59:59", "2024-10-11T00:00:00")
    assert "link" in asked["_fields"].split(",")
    assert "content" not in asked["_fields"].split(",")
    assert "search" not in asked


def test_an_address_without_pretty_links(make, window):
    (ask,) = make("wordpress", "/?rest_route=/wp/v2/posts").start(window())
    assert ask.url.startswith("https://www.kabar.test/?rest_route=/wp/v2/posts&per_page=100")
    assert "after" not in query(ask)


def test_each_word_is_asked_for_by_itself(way, window):
    asks = way.start(window(topic=True, words=("netralitas asn", "pns & pilkada")))
    assert [query(ask).get("search") for ask in asks] == ["netralitas asn", "pns & pilkada", None]


def test_more_posts_than_pages_are_a_problem(make, window, reply):
    way = make("wordpress", "/wp-json/wp/v2/posts", max_pages=1)
    (ask,) = way.start(window())
    reading = way.read(ask, reply(json.dumps([post()]), ask.url, x_wp_totalpages="2"), window())
    assert (len(reading.leads), reading.asks) == (1, ())
    assert "more posts than 1 pages" in reading.problem


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({}, "2024-10-07T07:20:00+00:00"),
        ({"date_gmt": None}, "2024-10-07T07:20:00+00:00"),
        ({"date_gmt": "0000-00-00T00:00:00"}, "2024-10-07T07:20:00+00:00"),
        ({"date": "2019-01-01T00:00:00"}, "2024-10-07T07:20:00+00:00"),
        ({"date": 7, "date_gmt": ["x"]}, None),
    ],
)
def test_a_post(way, window, reply, values, published):
    reading = read(way, window("2024-10-05"), reply(json.dumps([post(**values)]), x_wp_totalpages="1"))
    (lead,) = reading.leads
    assert (lead.url, lead.title) == (ONE, "Pegawai Diminta “Netral”")
    assert (lead.published.isoformat() if lead.published else None) == published
    assert (reading.asks, reading.problem) == ((), None)


@pytest.mark.parametrize(
    ("values", "url"),
    [
        ({"link": "https://www.kabar.test/?p=77"}, "https://www.kabar.test/?p=77"),
        ({"link": "https://www.kabar.test/?p=77&utm_source=rest"}, "https://www.kabar.test/?p=77"),
        ({"link": None, "guid": {"rendered": "https://www.kabar.test/?p=77"}}, "https://www.kabar.test/?p=77"),
        ({"link": "https://lama.test/x", "id": 77}, "https://www.kabar.test/?p=77"),
        ({"link": {"x": []}, "id": "77"}, "https://www.kabar.test/?p=77"),
    ],
)
def test_short_links(way, window, reply, values, url):
    assert [lead.url for lead in read(way, window(), reply(json.dumps([post() | values]))).leads] == [url]


def test_posts_out_of_the_window_are_left_out(way, window, reply):
    """A site may ignore what it was asked."""
    posts = [post(), post(2, "https://www.kabar.test/?p=2", date_gmt="2019-10-07T07:20:00")]
    assert len(read(way, window("2024-10-05"), reply(json.dumps(posts))).leads) == 1


def test_articles_come_along_where_the_rule_asks_for_them(make, window, reply):
    way = make("wordpress", "/wp-json/wp/v2/posts", fields=["content"])
    assert "content" in query(way.start(window())[0])["_fields"].split(",")
    long = {"rendered": "<p>" + "Camat dan lurah diminta menjaga sikap. " * 30 + "</p>", "protected": False}
    locked = long | {"protected": True}
    posts = [post(1, f"{ONE}?p=1", content=long), post(2, "https://www.kabar.test/?p=2", content=locked)]
    first, second = read(way, window(), reply(json.dumps(posts))).leads
    assert first.payload["is_whole"] is True
    assert first.payload["published"] == "2024-10-07T07:20:00+00:00"
    assert second.payload is None


def posts_of(ask, count, per_page):
    first = (ask.number - 1) * per_page
    numbers = range(first + 1, min(first + per_page, count) + 1)
    return json.dumps([post(number, f"https://www.kabar.test/?p={number}") for number in numbers])


@pytest.mark.parametrize("per_page", [100, 20])
@pytest.mark.parametrize("has_header", [True, False])
def test_pages(way, window, reply, drive, per_page, has_header):
    """Without the header a page that is not full is no end: a site may give fewer posts than it was asked for."""
    header = {"x_wp_totalpages": str(-(-50 // per_page))} if has_header else {}
    readings, made = drive(way, lambda ask: reply(posts_of(ask, 50, per_page), ask.url, **header), window())
    assert len({lead.url for reading in readings for lead in reading.leads}) == 50
    assert len(made) == -(-50 // per_page) + (0 if has_header else 1)
    assert [query(ask)["page"] for ask in made] == [str(number) for number in range(1, len(made) + 1)]
    assert not any(reading.problem for reading in readings)


def test_the_page_past_the_end_is_no_problem(way, window, reply):
    body = json.dumps({"code": "rest_post_invalid_page_number", "message": "x", "data": {"status": 400}})
    reading = way.read(Ask(way.url, 3), reply(body, status=400), window())
    assert (reading.asks, reading.problem) == ((), None)


def test_the_word_is_asked_for_on_every_page(way, window, reply):
    asked = window(topic=True, words=("netralitas asn",))
    ask, _ = way.start(asked)
    (following,) = way.read(ask, reply(json.dumps([post()]), x_wp_totalpages="2"), asked).asks
    assert query(following)["search"] == "netralitas asn"
    assert query(following)["page"] == "2"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_closed(way, window, reply, status):
    assert read(way, window(), reply('{"code":"rest_no_route"}', status=status)).problem == f"REST is closed ({status})"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<!DOCTYPE html><html>Beranda</html>", "an HTML page"),
        ('{"code":"rest_disabled"}', "rest_disabled"),
        ("{}", "no list"),
        ("7", "no list"),
        ("[1, null, {}]", "none of 3 posts"),
        ("[" * 100_000, "no JSON"),
        ("9" * 100_000, "no JSON"),
        ("", "nothing"),
    ],
)
def test_problems(way, window, reply, body, problem):
    reading = read(way, window(), reply(body))
    assert problem in reading.problem
    assert reading.leads == ()


@pytest.mark.parametrize("before", ["\ufeff", "<b>Warning</b>: [1] x\n", "\n\n"])
def test_what_stands_before_the_json(way, window, reply, before):
    assert len(read(way, window(), reply(before + json.dumps([post()]))).leads) == 1


@pytest.mark.parametrize("is_new", [True, False])
def test_an_endless_site_ends(make, window, reply, drive, is_new):
    way = make("wordpress", "/wp-json/wp/v2/posts", max_pages=9)

    def site(ask):
        return reply(json.dumps([post(ask.number if is_new else 1)]), ask.url, x_wp_totalpages="100000")

    _, made = drive(way, site, window())
    assert len(made) == (9 if is_new else 2)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from([ONE, "publish"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "link", "guid", "rendered", "title", "date", "date_gmt", "status", "content", "code"]
            ),
            inner,
        )
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=100) | JSON.map(lambda value: json.dumps([value]).encode()), st.text(max_size=4))
def test_no_bytes_make_it_raise(way, window, reply, body, header):
    reading = read(way, window("2024-10-05"), reply(body, x_wp_totalpages=header))
    assert len(reading.asks) <= 1

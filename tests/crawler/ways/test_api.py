import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ways.base import Ask
from crawler.ways.brought import leads_brought

FIELDS = {
    "url": "/berita/{id}/{slug}",
    "title": "judul",
    "published": "{tanggal}Z",
    "status": "status",
    "content": "isi",
}


def item(number=1, **values):
    made = {"id": number, "slug": "camat-netral", "judul": "Camat Diminta Netral", "tanggal": "2024-10-07 07:20:00"}
    return made | {"status": "terbit", "isi": "<p>Camat diminta netral.</p>[baca-juga id=3]"} | values


def answer_of(*items, **beside):
    return json.dumps({"data": {"items": list(items)}, **beside})


def found(readings):
    return [int(lead.url.split("/")[4]) for reading in readings for lead in reading.leads]


@pytest.fixture
def way(make):
    return make("api", "https://api.kabar.test/berita?halaman={n}&limit=1000", items="data.items", fields=FIELDS)


def read(way, window, answer, **state):
    return way.read(Ask("https://api.kabar.test/berita?halaman=1", 1, state), answer, window)


def test_an_item(way, window, reply):
    (ask,) = way.start(window())
    assert ask.url == "https://api.kabar.test/berita?halaman=1&limit=1000"
    (lead,) = way.read(ask, reply(answer_of(item()), ask.url), window()).leads
    assert (lead.url, lead.title) == ("https://www.kabar.test/berita/1/camat-netral", "Camat Diminta Netral")
    assert lead.published.isoformat() == "2024-10-07T07:20:00+00:00"
    assert lead.payload == {
        "content_html": "<p>Camat diminta netral.</p>[baca-juga id=3]",
        "title": "Camat Diminta Netral",
        "published": "2024-10-07T07:20:00+00:00",
        "is_whole": True,
    }


@pytest.mark.parametrize(
    ("published", "value", "moment"),
    [
        ("tanggal", "2024-10-07 14:20:00", "2024-10-07T07:20:00+00:00"),
        ("tanggal", "Senin, 7 Oktober 2024 | 14:20 WIB", "2024-10-07T07:20:00+00:00"),
        ("{tanggal} WITA", "2024-10-07 15:20", "2024-10-07T07:20:00+00:00"),
        ("{tanggal} {jam}", "2024-10-07", "2024-10-07T07:20:00+00:00"),
        ("tanggal", 1728285600, "2024-10-07T07:20:00+00:00"),
        ("tanggal", 1728285600000, "2024-10-07T07:20:00+00:00"),
        ("tanggal", "1728285600", "2024-10-07T07:20:00+00:00"),
        ("tanggal", 10**300, None),
        ("tanggal", True, None),
        ("tanggal", {"date": "2024-10-07"}, None),
        ("tanggal.date", {"date": "2024-10-07 14:20:00"}, "2024-10-07T07:20:00+00:00"),
    ],
)
def test_times(make, window, reply, published, value, moment):
    way = make("api", "/api/berita", items="data.items", fields=FIELDS | {"published": published})
    (lead,) = read(way, window(), reply(answer_of(item(tanggal=value, jam="14:20")))).leads
    assert (lead.published.isoformat() if lead.published else None) == moment


@pytest.mark.parametrize(
    "hidden",
    [
        *(
            {"status": status}
            for status in (
                "draf",
                "Draft",
                "pending",
                "terjadwal",
                "Dihapus",
                "inaktif",
                "0",
                0,
                False,
                "nonaktif",
                "trash",
            )
        ),
        {"tanggal": "2024-10-22 07:20:00"},
        {"tanggal": "2099-01-01 00:00:00"},
    ],
)
def test_what_is_not_published_is_left_out(way, window, reply, hidden):
    reading = read(way, window(), reply(answer_of(item(**hidden), item(2))))
    assert (found([reading]), reading.problem) == ([2], None)


@pytest.mark.parametrize("status", ["terbit", "publish", "Published", "tayang", "aktif", 1, True, None, ["x"]])
def test_what_is_published(way, window, reply, status):
    assert found([read(way, window(), reply(answer_of(item(status=status))))]) == [1]


def test_window(way, window, reply):
    items = [item(n, tanggal=f"2024-{day} 07:20:00") for n, day in enumerate(("09-01", "10-07", "10-19"))]
    assert found([read(way, window("2024-10-05", "2024-10-10"), reply(answer_of(*items)))]) == [1]


def test_pages_may_be_smaller_than_asked_and_repeat_the_last_item(way, window, reply, drive):
    def site(ask):
        first = (ask.number - 1) * 100
        return reply(answer_of(*(item(n) for n in range(max(first - 1, 0), min(first + 100, 250)))), ask.url)

    readings, made = drive(way, site, window())
    assert sorted(found(readings)) == list(range(250))
    assert len(made) == 4
    assert not any(reading.problem for reading in readings)


@pytest.mark.parametrize(("after", "beside"), [("meta.kursor", True), ("id", False)])
def test_a_cursor(make, window, reply, drive, after, beside):
    """Given by the answer, or the last item's number; the last item comes again with the next page."""
    fields = FIELDS | {"after": after}
    way = make("api", "/api/berita?sesudah={after}&limit=50", items="data.items", fields=fields)

    def site(ask):
        start = int(re.search(r"sesudah=(\d+)", ask.url)[1]) if "sesudah" in ask.url else 1
        last = min(start + 2, 9)
        items = [item(n) for n in range(start, last + 1)]
        return reply(answer_of(*items, meta={"kursor": last} if beside else None), ask.url)

    readings, made = drive(way, site, window())
    assert made[0].url == "https://www.kabar.test/api/berita?limit=50"
    assert made[1].url == "https://www.kabar.test/api/berita?sesudah=3&limit=50"
    assert found(readings) == list(range(1, 10))
    assert len(made) == 5


def test_a_cursor_that_stands_still_is_the_end(make, window, reply, drive):
    """Though every answer is of new articles: the question would be the same again."""
    fields = FIELDS | {"after": "meta.kursor"}
    way = make("api", "/api/berita?sesudah={after}", items="data.items", fields=fields)
    _, made = drive(way, lambda ask: reply(answer_of(item(ask.number), meta={"kursor": 7}), ask.url), window())
    assert len(made) == 2


def test_drafts_fill_a_page_and_the_next_is_read_all_the_same(way, window, reply):
    reading = read(way, window(), reply(answer_of(item(status="draf"))))
    assert (reading.leads, len(reading.asks)) == ((), 1)


def test_three_pages_without_anything_of_the_window_end_it(way, window, reply, drive):
    site = lambda ask: reply(answer_of(item(ask.number, tanggal="2019-01-01 00:00:00")), ask.url)  # noqa: E731
    _, made = drive(way, site, window("2024-10-05"))
    assert len(made) == 3


@pytest.fixture
def way_of_details(make):
    fields = FIELDS | {"detail": "https://api.kabar.test/berita/{id}"}
    return make("api", "https://api.kabar.test/berita?halaman={n}", items="data.items", fields=fields)


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: {"data": one, "status": "ok"}])
def test_texts_that_the_list_has_not(way_of_details, window, reply, drive, wrap):
    def site(ask):
        if number := re.search(r"/berita/(\d+)$", ask.url):
            return reply(json.dumps(wrap(item(int(number[1])))), ask.url)
        items = [item(n, isi=None) for n in (1, 2)] if ask.number == 1 else []
        return reply(answer_of(*items), ask.url)

    readings, made = drive(way_of_details, site, window())
    assert len(made) == 4
    assert found(readings) == [1, 2]
    assert all(lead.payload["is_whole"] for reading in readings for lead in reading.leads)


def test_a_text_that_is_nowhere_leaves_the_address(way_of_details, window, reply):
    reading = read(way_of_details, window(), reply(answer_of(item(isi=""))))
    assert reading.leads == ()
    detail = next(ask for ask in reading.asks if ask.state.get("is_detail"))
    for body in ("{}", json.dumps(item(2)), json.dumps(item(isi=None))):
        answered = way_of_details.read(detail, reply(body), window())
        assert (found([answered]), answered.leads[0].payload) == ([1], None)
        assert answered.problem


def test_other_subjects_are_not_asked_for(way_of_details, window, reply):
    body = answer_of(item(isi=None, judul="Jadwal Liga 1", slug="jadwal-liga-1"))
    for is_topic, count in ((False, 1), (True, 0)):
        reading = read(way_of_details, window(topic=is_topic), reply(body))
        assert sum(ask.state.get("is_detail") is True for ask in reading.asks) == count


def test_details_elsewhere_are_not_asked_for(make, window, reply):
    way = make("api", "/api/berita", items="data.items", fields=FIELDS | {"detail": "rinci"})
    for address in ("http://10.0.0.1/1", "file:///etc/passwd", "http://["):
        reading = read(way, window(), reply(answer_of(item(isi=None, rinci=address))))
        assert (reading.asks, len(reading.leads)) == ((), 1)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<!DOCTYPE html><html><body><div id=app></div>", "an HTML page"),
        ("tidak ada", "no JSON"),
        ("[" * 200_000, "no JSON"),
        ('{"data": 7}', "no list at data.items"),
        ('{"data": {"items": {"0": {}}}}', "no list at data.items"),
        ('{"data": {"items": [1, null, [], {"id": []}]}}', "none of 4 items"),
        ("", "nothing"),
    ],
)
def test_problems(way, window, reply, body, problem):
    reading = read(way, window(), reply(body))
    assert problem in reading.problem
    assert reading.leads == reading.asks == ()


def test_a_list_at_the_top(make, window, reply):
    way = make("api", "/api/berita", fields={"url": "tautan"})
    body = json.dumps([{"tautan": "https://www.kabar.test/berita/3/x?utm_source=api"}, {"tautan": "/berita/4/x"}])
    assert found([read(way, window(), reply(body))]) == [3, 4]


@pytest.mark.parametrize("is_new", [True, False])
def test_an_endless_interface_ends(make, window, reply, drive, is_new):
    fields = FIELDS | {"after": "id"}
    for url in ("/api/berita?halaman={n}", "/api/berita?sesudah={after}"):
        way = make("api", url, max_pages=5, items="data.items", fields=fields)
        site = lambda ask: reply(answer_of(item(ask.number if is_new else 1)), ask.url)  # noqa: E731
        _, made = drive(way, site, window())
        assert len(made) == (5 if is_new else 2)


@pytest.mark.parametrize(
    "options", [{}, {"fields": {"title": "judul"}}, {"fields": {"url": 7}}, {"fields": "url", "items": "x"}]
)
def test_broken_rules_are_refused(make, options):
    with pytest.raises(ValueError, match="api /api"):
        make("api", "/api", **options)


NAMES = st.sampled_from(["data", "items", "id", "slug", "judul", "tanggal", "status", "isi", "rinci"])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2024-10-07")
JSON = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6))
STATES = st.dictionaries(st.sampled_from(["seen", "after", "is_detail", "key", "url", "title", "stale"]), PLAIN)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=100) | JSON.map(lambda value: json.dumps({"data": {"items": [value, value]}}).encode()), STATES
)
def test_no_bytes_make_it_raise(make, window, reply, body, state):
    fields = FIELDS | {"detail": "{rinci}", "after": "id", "updated": "tanggal"}
    for url in ("/api?n={n}", "/api?a={after}"):
        way = make("api", url, items="data.items", fields=fields)
        assert len(read(way, window("2024-10-05"), reply(body), **state).asks) <= 3


@pytest.mark.parametrize(
    ("told", "tags"),
    [
        (["netralitas asn", " Pilkada "], ["netralitas asn", "Pilkada"]),
        ([{"name": "netralitas asn"}, {"id": 4}, None, ""], ["netralitas asn"]),
        ("netralitas asn, pilkada", ["netralitas asn", "pilkada"]),
        ([], None),
        (7, None),
    ],
)
def test_what_an_item_is_filed_under(make, window, reply, told, tags):
    fields = FIELDS | {"section": "rubrik", "tags": "topik"}
    way = make("api", "https://api.kabar.test/berita?halaman={n}", items="data.items", fields=fields)
    (lead,) = read(way, window(), reply(answer_of(item(rubrik="Politik", topik=told)))).leads
    assert (lead.payload["section"], lead.payload.get("tags")) == ("Politik", tags)


def test_an_archived_answer_tells_its_article_whatever_was_asked(make, window, reply):
    fields = FIELDS | {"detail": "/berita/{id}"}
    way = make("api", "https://api.kabar.test/berita?halaman={n}", items="data.items", fields=fields)
    for body in (answer_of(item(7)), json.dumps({"data": item(7)}), json.dumps(item(7))):
        (lead,) = leads_brought([way], reply(body, "https://api.kabar.test/berita/7"))
        assert lead.url == "https://www.kabar.test/berita/7/camat-netral"
    for body in (answer_of(item(7, isi="")), "{}", "<html>", answer_of(item(7, status="draf"))):
        assert leads_brought([way], reply(body, "https://api.kabar.test/berita/7")) == []

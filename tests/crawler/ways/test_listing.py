import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ways.base import Ask

FRAME = "<html><body><ul>{}</ul><aside>{}</aside>{}"
POPULAR = range(900, 905)
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober")


def link(number, title="Camat Diminta Netral"):
    address = number if isinstance(number, str) else f"/berita/{number}/camat"
    return f'<li><a href="{address}"><img src="x.jpg"></a><h3><a href="{address}">{title}</a></h3></li>'


def page(*numbers, popular=POPULAR, more=""):
    return FRAME.format("".join(map(link, numbers)), "".join(map(link, popular)), more)


def found(readings):
    return [lead.url.split("/")[4] for reading in readings for lead in reading.leads]


def ids(numbers):
    return [str(number) for number in numbers]


def test_pages(make, window, reply, drive):
    way = make("listing", "/terkini?page={n}", max_pages=4)
    readings, made = drive(way, lambda ask: reply(page(ask.number, ask.number + 1), ask.url), window())
    assert [ask.url for ask in made] == [f"https://www.kabar.test/terkini?page={n}" for n in (1, 2, 3, 4)]
    assert found(readings) == ids([1, 2, *POPULAR, 3, 4, 5])


def test_a_list_of_one_page(make, window, reply, drive):
    readings, made = drive(make("listing", "/tag/netralitas-asn"), lambda ask: reply(page(1), ask.url), window())
    assert (len(made), readings[0].problem) == (1, None)


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        # The first page for ever; the last page for ever.
        ([[1, 2]] * 50, 2),
        ([[1, 2], [3, 4], *[[5]] * 50], 4),
        ([[1, 2], [3, 4], *[[1, 2]] * 50], 3),
        # Past the end the boxes of every page alone: they are the same page again, too.
        ([[1, 2], [3, 4], *[[]] * 50], 4),
    ],
)
def test_the_end_of_a_list(make, window, reply, drive, numbers, count):
    way = make("listing", "/kategori/politik?halaman={n}")
    readings, made = drive(way, lambda ask: reply(page(*numbers[ask.number - 1]), ask.url), window())
    assert len(made) == count
    assert len(set(found(readings))) == len(found(readings))


def test_three_stale_pages_end_a_list(make, window, reply, drive):
    """New addresses, but none of the window; one page of the window in between begins the count anew."""
    way = make("listing", "/terkini?page={n}")
    months = {1: "10", 2: "08", 3: "08", 4: "10"}

    def site(ask):
        month = months.get(ask.number, "07")
        return reply(page(f"/2024/{month}/01/camat-diminta-netral-{ask.number}", popular=()), ask.url)

    readings, made = drive(way, site, window("2024-10-01"))
    assert len(made) == 7
    assert [len(reading.leads) for reading in readings] == [1, 0, 0, 1, 0, 0, 0]


def test_old_boxes_on_new_pages_do_not_end_a_list(make, window, reply, drive):
    way = make("listing", "/terkini?page={n}", max_pages=9)
    old = [f"/2019/01/0{n}/camat-diminta-netral" for n in range(1, 6)]
    site = lambda ask: reply(page(f"/2024/10/10/camat-diminta-netral-{ask.number}", popular=old), ask.url)  # noqa: E731
    readings, made = drive(way, site, window("2024-10-01"))
    assert len(made) == 9
    assert all("/2024/" in lead.url for reading in readings for lead in reading.leads)


def test_the_place_of_the_list(make, window, reply):
    way = make("listing", "/tag/netralitas-asn", topic=True, area="ul")
    reading = way.read(way.start(window())[0], reply(page(1, 2)), window())
    assert found([reading]) == ["1", "2"]


@pytest.mark.parametrize(
    ("options", "more"),
    [
        ({"next": "a.lagi"}, '<a class="lagi" href="/terkini?sesudah=31&utm_source=x">Muat lagi</a>'),
        ({"next": "[data-lanjut]", "next_attribute": "data-lanjut"}, '<div data-lanjut="/terkini?sesudah=31"></div>'),
        (
            {"next": "a[rel~=next], link[rel~=next]"},
            '<link rel="next" href="https://www.kabar.test/terkini?sesudah=31">',
        ),
    ],
)
def test_a_link_to_the_next_page(make, window, reply, options, more):
    way = make("listing", "/terkini", **options)
    (ask,) = way.start(window())
    (following,) = way.read(ask, reply(page(1, more=more), ask.url), window()).asks
    assert following.url == "https://www.kabar.test/terkini?sesudah=31"
    assert way.read(ask, reply(page(1), ask.url), window()).asks == ()


def test_a_cursor(make, window, reply):
    way = make("listing", "/terkini?sesudah={after}&limit=9", next="#akhir", next_attribute="data-id")
    (ask,) = way.start(window())
    assert ask.url == "https://www.kabar.test/terkini?limit=9"
    (following,) = way.read(ask, reply(page(1, more='<b id="akhir" data-id="a&b/3"></b>'), ask.url), window()).asks
    assert following.url == "https://www.kabar.test/terkini?sesudah=a%26b%2F3&limit=9"


def test_a_cursor_in_json(make, window, reply, drive):
    """Every page repeats the last article of the one before; the last gives no cursor."""
    way = make("listing", "/muat?sesudah={after}", html_path="data.html", next_path="data.lanjut")

    def site(ask):
        start = int(ask.url.partition("sesudah=")[2] or 1)
        data = {"html": page(start, start + 1, start + 2, popular=()), "lanjut": start + 2 if start < 5 else None}
        return reply(json.dumps({"data": data}), ask.url)

    readings, made = drive(way, site, window())
    assert len(made) == 3
    assert found(readings) == ids(range(1, 8))


def test_a_next_link_that_leads_away_is_not_followed(make, window, reply):
    way = make("listing", "/terkini", next="a.lagi")
    for address in ("http://10.0.0.1/terkini", "file:///etc/passwd", "javascript:lagi()", "http://["):
        body = page(1, more=f'<a class="lagi" href="{address}">x</a>')
        assert way.read(way.start(window())[0], reply(body), window()).asks == ()


@pytest.mark.parametrize(
    ("anchor", "title"),
    [
        ('<a href="{}">Camat Sukamaju Diminta Netral</a>', "Camat Sukamaju Diminta Netral"),
        (
            '<h2><a href="{}">Camat &amp; Lurah</a></h2><a href="{}">Baca selengkapnya berita ini di sini</a>',
            "Camat & Lurah",
        ),
        ('<a href="{}"><img alt="Foto"></a><a href="{}">Camat Sukamaju Netral</a>', "Camat Sukamaju Netral"),
        ('<a href="{}"><h3>Camat <b>Netral</b></h3><p>Sukamaju, Senin, camat diminta</p></a>', "Camat Netral"),
        ('<a href="{}"><h3>Camat Netral</h3></a><h2><a href="{}">Camat Netral, Ini Pesannya</a></h2>', "Camat Netral"),
        ('<a href="{}" title="Camat Sukamaju Netral"><img></a>', "Camat Sukamaju Netral"),
        ('<a href="{}"><img alt="Camat Sukamaju Netral"></a>', "Camat Sukamaju Netral"),
        ('<a href="{}">12 komentar</a>', None),
        ('<a href="{}"></a>', None),
    ],
)
def test_titles(make, window, reply, anchor, title):
    way = make("listing", "/terkini")
    body = anchor.replace("{}", "/berita/1/camat")
    (lead,) = way.read(way.start(window())[0], reply(body), window()).leads
    assert lead.title == title


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("/berita/1/x", "https://www.kabar.test/berita/1/x"),
        ("berita/1/x", "https://www.kabar.test/berita/1/x"),
        ("//m.kabar.test/berita/1/x", "https://m.kabar.test/berita/1/x"),
        ("HTTPS://WWW.KABAR.TEST/berita/1/x", "https://www.kabar.test/berita/1/x"),
        ("http://kabar.test/berita/1/x", "http://kabar.test/berita/1/x"),
        (" \n/berita/1/x\n", "https://www.kabar.test/berita/1/x"),
        ("/berita/1/camat dan lurah", "https://www.kabar.test/berita/1/camat%20dan%20lurah"),
        ("/berita/1/x?utm_source=a&fbclid=b&gclid=c&jxrecoid=d#e", "https://www.kabar.test/berita/1/x"),
        ("/berita/1/x?source=a&_ga=b&device=c&medium=d&page=2", "https://www.kabar.test/berita/1/x?page=2"),
        ("/?p=77&utm_campaign=x", "https://www.kabar.test/?p=77"),
    ],
)
def test_addresses(make, window, reply, address, url):
    way = make("listing", "/")
    (lead,) = way.read(way.start(window())[0], reply(f'<a href="{address}">Camat Netral Lagi</a>'), window()).leads
    assert lead.url == url


@pytest.mark.parametrize(
    "address",
    ["whatsapp:/send", "@kabar", "#", "", "javascript:x()", "mailto:a@kabar.test", "http://[", "http://kabar.test:x/berita/1/x",
     "https://lain.test/berita/1/x", "https://kabar.test@lain.test/berita/1/x", "/tag/netralitas-asn-pilkada-kota",
     "/berita/1/" + "x" * 2_000, "https://www.facebook.com/sharer?u=https://www.kabar.test/berita/1/x"],
)  # fmt: skip
def test_no_addresses_of_articles(make, window, reply, address):
    way = make("listing", "/tag/camat")
    body = f'<a href="{address}">Camat Diminta Netral</a>'
    assert way.read(way.start(window())[0], reply(body, "https://www.kabar.test/tag/camat"), window()).leads == ()


def test_the_base_of_a_page(make, window, reply):
    way = make("listing", "/tag/camat")
    body = '<base href="https://m.kabar.test/x/"><a href="../berita/1/x">Camat Diminta Netral</a>'
    (lead,) = way.read(way.start(window())[0], reply(body), window()).leads
    assert lead.url == "https://m.kabar.test/berita/1/x"


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ("", 403, "answered 403"),
        ("", 200, "answered with nothing"),
        ("<p>Halaman tidak ditemukan</p>", 200, "no address of an article"),
        ("<title>Attention Required! | Cloudflare</title>", 200, "a challenge"),
        ("\x00\x01", 200, "no HTML"),
    ],
)
def test_problems(make, window, reply, body, status, problem):
    way = make("listing", "/terkini?page={n}")
    reading = way.read(way.start(window())[0], reply(body, status=status), window())
    assert problem in reading.problem
    assert reading.asks == ()


def test_a_missing_page_past_the_end_is_no_problem(make, window, reply):
    way = make("listing", "/terkini?page={n}")
    assert way.read(Ask("x", 4), reply("", status=404), window()).problem is None


@pytest.mark.parametrize(
    "options", [{"area": "ul >"}, {"next": "::nonsense("}, {"first": -1}, {"first": True}, {"area": 7}]
)
def test_broken_rules_are_refused(make, options):
    with pytest.raises(ValueError, match="listing /terkini"):
        make("listing", "/terkini", **options)


@pytest.mark.parametrize("count", [1, 3_000])
def test_an_endless_list_ends(make, window, reply, drive, count):
    """Every page full of links that no page had before."""
    way = make("listing", "/terkini?page={n}", max_pages=12)
    site = lambda ask: reply(page(*range(ask.number * count, (ask.number + 1) * count)), ask.url)  # noqa: E731
    readings, made = drive(way, site, window())
    assert len(made) == 12
    assert max(len(reading.leads) for reading in readings) <= 2_000
    assert max(len(json.dumps(ask.state)) for ask in made) < 100_000


@pytest.mark.parametrize(
    "piece", ["<div>", "<a href=/berita/1/x>", "<a>", "<b><a href=x>", "<h1><a href=/berita/1/x>y", "&x", "<!--"]
)
def test_large_broken_pages_end(make, window, reply, piece):
    way = make("listing", "/terkini?page={n}")
    way.read(way.start(window())[0], reply(piece * (1_000_000 // len(piece))), window())


TAGS = "</a> <h1> </h1> <div> <ul> </ul> <!-- <![CDATA[ <?xml <svg> <template> <a href="
PIECES = st.sampled_from(
    [*TAGS.split(), '<a href="/berita/1/x">', '<base href=" ">', "\x00", "\ufeff", "&#xd800;", "http://["]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200) | st.lists(PIECES | st.text(max_size=5)).map(lambda texts: "".join(texts).encode()),
    st.dictionaries(st.sampled_from(["seen", "pages", "stale"]), st.none() | st.integers() | st.lists(st.text())),
)
def test_no_bytes_make_it_raise(make, window, reply, body, state):
    rules = ({}, {"next": "a"}, {"html_path": "html", "next_path": "next"}, {"area": "ul"})
    for way in [make("listing", "/terkini?page={n}", **rule) for rule in rules]:
        for content in (body, b'{"html": "<a href=/berita/1/x>", "next": "' + body + b'"}'):
            assert (
                len(way.read(Ask("https://www.kabar.test/", 1, state), reply(content), window("2024-10-05")).asks) <= 1
            )


def entry(number, *told):
    lines = "".join(f"<small>{one}</small>" for one in told)
    return f'<div><h3><a href="/berita/{number}/camat">Camat Diminta Netral</a></h3>{lines}</div>'


@pytest.mark.parametrize(
    ("told", "published"),
    [
        (["Selasa, 16 Jul 2024 - 14:05"], "2024-07-16T07:05:00+00:00"),
        (["<time datetime='2024-07-16T14:05:00+07:00'>kemarin</time>"], "2024-07-16T07:05:00+00:00"),
        (["16 Juli 2024"], "2024-07-15T17:00:00+00:00"),
        (["2 jam lalu"], None),
        ([], None),
        # Two moments: which of them is its own, nobody can tell.
        (["16 Juli 2024", "17 Juli 2024"], None),
        (["Dibaca 1.204 kali"], None),
    ],
)
def test_the_moment_that_a_list_prints(make, window, reply, drive, told, published):
    body = f"<html><body><div>{entry(1, *told)}{entry(2, '9 Agustus 2023')}</div></body></html>"
    readings, _ = drive(make("listing", "/terkini"), lambda ask: reply(body, ask.url), window())
    one, other = readings[0].leads
    assert (one.published.isoformat() if one.published else None) == published
    assert other.published.isoformat() == "2023-08-08T17:00:00+00:00"


def test_a_moment_beside_several_articles_is_nobody_s(make, window, reply, drive):
    links = "".join(f'<li><a href="/berita/{n}/camat">Camat Diminta Netral</a></li>' for n in (1, 2))
    body = f"<html><body><div><p>Jumat, 18 Oktober 2024</p><ul>{links}</ul></div></body></html>"
    readings, _ = drive(make("listing", "/terkini"), lambda ask: reply(body, ask.url), window())
    assert [lead.published for lead in readings[0].leads] == [None, None]


def test_a_list_ends_where_its_dates_leave_the_window(make, window, reply, drive):
    def answer(ask):
        month = 10 - ask.number
        rows = "".join(entry(10 * ask.number + n, f"{n + 1} {MONTHS[month - 1]} 2024") for n in range(5))
        return reply(f"<html><body>{rows}</body></html>", ask.url)

    readings, made = drive(make("listing", "/terkini?page={n}", max_pages=9), answer, window(since="2024-08-01"))
    assert len(made) == 2 + 3  # September and August, then three stale pages
    assert len(found(readings)) == 10

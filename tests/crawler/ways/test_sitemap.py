import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ways import sitemap
from crawler.ways.base import Ask
from tests.crawler.warc_making import zipped

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def urls(*entries, head=HEAD):
    inner = "".join(f"<url><loc>{loc}</loc>{rest}</url>" for loc, rest in entries)
    return f'{head}<urlset xmlns="{SPACE}" xmlns:news="{NEWS}">{inner}</urlset>'


def index(*entries):
    inner = "".join(f"<sitemap><loc>{loc}</loc>{rest}</sitemap>" for loc, rest in entries)
    return f'{HEAD}<sitemapindex xmlns="{SPACE}">{inner}</sitemapindex>'


def lastmod(moment):
    return f"<lastmod>{moment}</lastmod>"


ONE = "https://www.kabar.test/pegawai-sukamaju-diminta-netral/"
TWO = "https://www.kabar.test/camat-sukamaju-dipanggil-bawaslu/"


@pytest.fixture
def way(make):
    return make("sitemap", "/sitemap.xml")


def read(way, window, answer):
    return way.read(way.start(window)[0], answer, window)


def test_start(way, window):
    (ask,) = way.start(window())
    assert (ask.url, ask.number) == ("https://www.kabar.test/sitemap.xml", 1)


@pytest.mark.parametrize(
    "body",
    [
        urls((ONE, ""), (TWO, "")),
        urls((ONE, ""), (TWO, ""), head=""),
        "\n  \ufeff" + urls((ONE, ""), (TWO, "")),
        urls((f"\n  {ONE}\n", ""), (f"<![CDATA[{TWO}]]>", "")),
        urls((ONE + "?utm_source=x&utm_medium=y", ""), (TWO + "#komentar", "")),
        urls((ONE, ""), (ONE, ""), (TWO, "")),
        urls((ONE, ""), (TWO, "")).replace("<urlset", '<!DOCTYPE urlset PUBLIC "x" "y.dtd"><urlset'),
        urls((ONE, ""), (TWO, "")).replace("<urlset", "<!-- buatan kami --><?xml-stylesheet href='x'?><urlset"),
        "<br />\n<b>Warning</b>: kosong on line 3<br />\n" + urls((ONE, ""), (TWO, "")),
        urls((ONE, ""), (TWO, "")).removesuffix("</urlset>"),
        urls((ONE, ""), (TWO, "")).removesuffix("</url></urlset>"),
        urls((ONE, "<title>A & B &nbsp; C</title>"), (TWO, "")),
        f"<smap:urlset>{urls((ONE, ''), (TWO, ''), head='')[8:].split('>', 1)[1]}",
        f"{ONE}\n{TWO}\n",
        f"\ufeff{ONE}\r\n\r\n{TWO}",
        urls((ONE, ""), (TWO, "")).encode("utf-16"),
        zipped(urls((ONE, ""), (TWO, "")).encode()),
        zipped(zipped(urls((ONE, ""), (TWO, "")).encode())),
    ],
)
def test_addresses(way, window, reply, body):
    reading = read(way, window(), reply(body))
    assert [lead.url for lead in reading.leads] == [ONE, TWO]
    assert reading.asks == ()
    assert reading.problem is None


def test_addresses_that_are_no_articles_are_left_out(way, window, reply):
    others = ["https://www.kabar.test/", "https://lain.test/pegawai-sukamaju-diminta-netral/", "javascript:alert(1)"]
    reading = read(way, window(), reply(urls((ONE, ""), *((other, "") for other in others), ("http://[", ""))))
    assert [lead.url for lead in reading.leads] == [ONE]


@pytest.mark.parametrize("mark", ["&", "&amp;", "&#38;"])
def test_parameters_of_an_address(way, window, reply, mark):
    (lead,) = read(way, window(), reply(urls(("https://www.kabar.test/berita/1/x?a=1" + mark + "b=2", "")))).leads
    assert lead.url == "https://www.kabar.test/berita/1/x?a=1&b=2"


def test_an_image_in_an_entry_is_no_article(way, window, reply):
    image = f"<image:image><image:loc>{TWO}</image:loc></image:image>"
    reading = read(way, window(), reply(urls((ONE, image))))
    assert [lead.url for lead in reading.leads] == [ONE]


def test_when_no_address_is_known_that_is_told(way, window, reply):
    reading = read(way, window(), reply(urls(("https://www.kabar.test/x", ""), ("https://www.kabar.test/y", ""))))
    assert reading.problem == "none of 2 addresses is known as an article's"


@pytest.mark.parametrize(
    ("changed", "is_in"),
    [
        ("", True),
        (lastmod("2024-10-07T14:20:00+07:00"), True),
        (lastmod("2024-10-06"), True),
        # Published before the window, for it was not changed since.
        (lastmod("2024-09-20"), False),
        # Changed after the window: it may have appeared in it.
        (lastmod("2026-01-01T00:00:00Z"), True),
        (lastmod("kemarin"), True),
        (lastmod("2024-10"), True),
        (lastmod("0001-01-01T00:00:00Z"), True),
    ],
)
def test_window(way, window, reply, changed, is_in):
    reading = read(way, window("2024-10-05", "2024-10-10"), reply(urls((ONE, changed))))
    assert bool(reading.leads) is is_in
    assert reading.problem is None


def test_the_day_in_an_address_counts(way, window, reply):
    entries = [f"https://www.kabar.test/2024/{day}/pegawai-netral" for day in ("09/01", "10/07", "11/30")]
    entries += [f"https://www.kabar.test/2024/{month}/pegawai-netral.html" for month in ("09", "10", "12")]
    reading = read(way, window("2024-10-05", "2024-10-10"), reply(urls(*((entry, "") for entry in entries))))
    assert [lead.url for lead in reading.leads] == [entries[1], entries[4]]


def test_news(way, window, reply):
    def news(day, title):
        return (
            f"<news:news><news:publication><news:name>Kabar</news:name></news:publication><news:publication_date>{day}"
            f"</news:publication_date><news:title>{title}</news:title></news:news>{lastmod('2026-01-01')}"
        )

    body = urls(
        (
            "https://www.kabar.test/amp/berita/12/camat",
            news("2024-10-07T14:20:00+07:00", "Camat &amp;amp; Lurah Netral"),
        ),
        ("https://www.kabar.test/berita/13/lurah", news("2024-12-01", "Lurah")),
    )
    (lead,) = read(way, window("2024-10-05", "2024-10-10"), reply(body)).leads
    assert (lead.url, lead.title) == ("https://www.kabar.test/amp/berita/12/camat", "Camat & Lurah Netral")
    assert lead.published.isoformat() == "2024-10-07T07:20:00+00:00"
    assert lead.modified.year == 2025


CHILD = "https://www.kabar.test/post-sitemap{}.xml"


def test_index(way, window, reply):
    body = index(
        (CHILD.format(1), lastmod("2020-01-01")),
        (CHILD.format(2), lastmod("2024-10-08")),
        (CHILD.format(3), ""),
        ("https://www.kabar.test/category-sitemap.xml", ""),
        ("https://www.kabar.test/wp-sitemap-users-1.xml", ""),
        ("https://www.kabar.test/sitemap.xml", ""),
        ("https://lain.test/post-sitemap9.xml", ""),
        ("file:///etc/passwd", ""),
    )
    reading = read(way, window("2024-10-05"), reply(body, "https://www.kabar.test/sitemap.xml"))
    assert [ask.url for ask in reading.asks] == [CHILD.format(2), CHILD.format(3)]
    assert {ask.number for ask in reading.asks} == {2}


@pytest.mark.parametrize(
    ("followed", "left"),
    [
        # WordPress 6.1, pretty and plain permalinks.
        (
            "/wp-sitemap-posts-post-1.xml",
            ["/wp-sitemap-posts-page-1.xml", "/wp-sitemap-taxonomies-post_tag-1.xml", "/wp-sitemap-users-1.xml"],
        ),
        (
            "/?sitemap=posts&amp;sitemap-subtype=post&amp;paged=1",
            [
                "/?sitemap=posts&amp;sitemap-subtype=page&amp;paged=1",
                "/?sitemap=taxonomies&amp;sitemap-subtype=category&amp;paged=1",
                "/?sitemap=users&amp;paged=1",
            ],
        ),
        ("/post-sitemap2.xml", ["/page-sitemap.xml", "/post_tag-sitemap.xml", "/author-sitemap.xml"]),
    ],
)
def test_maps_that_hold_no_articles_are_left(way, window, reply, followed, left):
    body = index(*((f"https://www.kabar.test{path}", "") for path in (*left, followed)))
    reading = read(way, window(), reply(body))
    assert [ask.url for ask in reading.asks] == [f"https://www.kabar.test{followed.replace('&amp;', '&')}"]


def test_match_tells_which_child_maps_are_followed(make, window, reply):
    way = make("sitemap", "/wp-sitemap.xml", match="posts-post")
    names = ("posts-post-1", "posts-page-1", "taxonomies-category-1")
    body = index(*((f"https://www.kabar.test/wp-sitemap-{name}.xml", "") for name in names))
    assert [ask.url for ask in read(way, window(), reply(body)).asks] == [
        "https://www.kabar.test/wp-sitemap-posts-post-1.xml"
    ]


@pytest.mark.parametrize(("changed", "kept"), [("", [9, 8]), ("dated", [0, 1])])
def test_of_too_many_child_maps_the_newest_are_followed(make, window, reply, changed, kept):
    way = make("sitemap", "/sitemap.xml", max_pages=3)
    body = index(*((CHILD.format(n), changed and lastmod(f"2024-10-{20 - n}")) for n in range(10)))
    reading = read(way, window(), reply(body))
    assert [ask.url for ask in reading.asks] == [CHILD.format(n) for n in kept]
    assert "8 child maps not followed" in reading.problem


def test_a_missing_child_is_a_problem_of_its_own(way, window, reply):
    assert way.read(Ask(CHILD.format(1), 2), reply("", status=404), window()).problem == "answered 404"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<!DOCTYPE html><html><body>Beranda <a href='/berita/1/x'>x</a></body></html>", "an HTML page"),
        ("<html><head><title>Just a moment...</title>", "a challenge"),
        ("Halaman tidak ditemukan", "neither XML nor"),
        ('<rss version="2.0"><channel/></rss>', "the root is <rss>"),
        ("{}", "neither XML nor"),
        ("<", "no XML"),
        ("<!-- ", "no XML"),
        ("<?xml ", "no XML"),
        ('<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', "entities of its own"),
        ("", "answered with nothing"),
    ],
)
def test_problems(way, window, reply, body, problem):
    reading = read(way, window(), reply(body))
    assert problem in reading.problem
    assert reading.leads == reading.asks == ()


def test_entities_are_not_expanded(way, window, reply, tmp_path):
    (tmp_path / "rahasia").write_text(ONE)
    # A comment that looks like a root hides the document type from a reader that trusts the first bracket.
    bomb = f'<!-- <x> --><!DOCTYPE u SYSTEM "{tmp_path}/rahasia"><urlset><url><loc>&a;</loc></url></urlset>'
    assert read(way, window(), reply(bomb)).leads == ()
    inner = (
        f'<x><!DOCTYPE u [<!ENTITY a SYSTEM "file://{tmp_path}/rahasia">]><urlset><url><loc>&a;</loc></url></urlset>'
    )
    assert read(way, window(), reply(inner)).leads == ()


def test_a_bomb_of_gzip_is_cut_off(way, window, reply, monkeypatch):
    monkeypatch.setattr("crawler.ways.answers.LONGEST_BODY", 1_000_000)
    monkeypatch.setattr("crawler.ways.answers.unpack.__defaults__", (1_000_000,))
    body = zipped(urls((ONE, "")).encode().removesuffix(b"</urlset>") + b" " * 50_000_000)
    reading = read(way, window(), reply(body))
    assert [lead.url for lead in reading.leads] == [ONE]
    assert "larger than is read" in reading.problem


def test_gzip_that_breaks_off_gives_what_it_held(way, window, reply):
    entries = [(f"https://www.kabar.test/berita/{n}/camat-{n * 7919}", "") for n in range(2_000)]
    body = zipped(urls(*entries).encode())
    reading = read(way, window(), reply(body[: len(body) // 2]))
    assert 500 < len(reading.leads) < 2_000
    assert "broken off" in reading.problem


def test_so_many_addresses_and_no_more(way, window, reply, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_ENTRIES", 10)
    reading = read(way, window(), reply(urls(*((f"https://www.kabar.test/berita/{n}/x", "") for n in range(20)))))
    assert len(reading.leads) == 10
    assert "more than 10" in reading.problem


@pytest.mark.parametrize(
    "piece",
    ["<a>", "<url>", "<a/>", "<![CDATA[", "&a;", "<!--", "<url><loc>", "<url><loc>x</loc></url>", "<!DOCTYPE", "]]>"],
)
def test_large_broken_maps_end(way, window, reply, piece):
    """Anything that grows faster than the text would not come to an end here."""
    body = f'{HEAD}<urlset xmlns="{SPACE}">' + piece * (1_000_000 // len(piece))
    read(way, window(), reply(body))
    read(way, window(), reply(piece * (1_000_000 // len(piece))))


@pytest.mark.parametrize("width", [1, 3, 30])
def test_an_endless_index_ends(make, window, reply, drive, width):
    way = make("sitemap", "/sitemap.xml", max_pages=40)

    def site(ask):
        children = (f"{ask.url.removesuffix('.xml')}-{n}.xml" for n in range(width))
        return reply(index(*((child, "") for child in children)), ask.url)

    _, made = drive(way, site, window())
    assert len(made) <= 40


def test_maps_that_name_each_other_end(make, window, reply, drive):
    way = make("sitemap", "/a.xml", max_pages=20)
    body = index(("https://www.kabar.test/a.xml", ""), ("https://www.kabar.test/b.xml", ""))
    _, made = drive(way, lambda ask: reply(body, ask.url), window())
    assert len(made) <= 20


TAGS = "<urlset> <sitemapindex> <url> </url> <loc> </loc> <sitemap> </sitemap> <![CDATA[ ]]> <!DOCTYPE <!-- <?xml"
PIECES = st.sampled_from(
    [*TAGS.split(), ONE, "<lastmod>", "&", "&#0;", "&x;", "2024-10-07", "\x00", "\ufffe", '="', "\ufeff"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.lists(PIECES | st.text(max_size=5)).map(lambda texts: "".join(texts).encode()))
def test_no_bytes_make_it_raise(way, window, reply, body):
    asked = window("2024-10-05", "2024-10-10")
    for content in (body, b"<urlset>" + body, zipped(body), zipped(body)[:-9]):
        reading = way.read(Ask("https://www.kabar.test/sitemap.xml", state={"left": 5}), reply(content), asked)
        assert len(reading.asks) <= 5

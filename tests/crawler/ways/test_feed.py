import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ways.base import Ask
from crawler.ways.contents import long_content
from tests.crawler.warc_making import zipped

ONE = "https://www.kabar.test/berita/11/pegawai-diminta-netral"
TWO = "https://www.kabar.test/berita/12/camat-dipanggil"
LONG = "<p>" + "Camat dan lurah diminta menjaga sikap selama masa kampanye. " * 20 + "</p>"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


def item(link=ONE, title="Pegawai Diminta Netral", date="Mon, 07 Oct 2024 14:20:00 +0700", rest=""):
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{rest}</item>"


def rss(*items, head='<?xml version="1.0" encoding="UTF-8"?>', channel=""):
    return f'{head}<rss version="2.0" {SPACES}><channel><title>Kabar</title>{channel}{"".join(items)}</channel></rss>'


def atom(*entries, head=""):
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>K</title>{head}{"".join(entries)}</feed>'


def entry(link=ONE, title="Pegawai Diminta Netral", rest="<published>2024-10-07T14:20:00+07:00</published>"):
    links = f'<link rel="replies" href="{link}#c"/><link rel="edit" href="/x"/><link rel="alternate" href="{link}"/>'
    return f'<entry><id>tag:blogger.com,1999:blog-1.post-2</id>{links}<title type="text">{title}</title>{rest}</entry>'


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><title>K</title></channel>'
    f'<item rdf:about="{ONE}">'
    "<title>Pegawai Diminta Netral</title><dc:date>2024-10-07T14:20:00+07:00</dc:date></item></rdf:RDF>"
)


def read(way, window, answer, number=1):
    return way.read(Ask("https://www.kabar.test/feed/", number), answer, window)


@pytest.fixture
def way(make):
    return make("feed", "/feed/")


@pytest.mark.parametrize(
    "body",
    [
        rss(item()),
        rss(item(), head=""),
        "\n\n \ufeff" + rss(item()),
        zipped(b"\xef\xbb\xbf" + rss(item()).encode()),
        rss(item(), head='<?xml version="1.0" encoding="ISO-8859-1"?>'),
        rss(item(), head='<?xml version="1.0" encoding="UTF-16"?>'),
        rss(item(), head='<?xml version="1.0" encoding="entah"?>'),
        rss(item()).encode("utf-16"),
        rss(item(), head='<!DOCTYPE rss PUBLIC "-//x//DTD RSS 0.91//EN" "http://x.test/rss-0.91.dtd">'),
        rss(item(), head="Notice: kosong in <b>x.php</b>\n<?xml version='1.0'?>"),
        rss(item(title="<![CDATA[Pegawai Diminta Netral]]>")),
        rss(item(title="Pegawai&nbsp;Diminta <b>Netral</b>")),
        rss(item(title="Pegawai Diminta &amp;lt;b&amp;gt;Netral&amp;lt;/b&amp;gt;")),
        rss(item(rest="<media:title>gambar.jpg</media:title>")),
        rss(item().replace("<item>", "<item><media:title>gambar.jpg</media:title>")),
        rss(item(link=f"\n{ONE}?utm_source=feed&utm_medium=rss\n")),
        rss(item(link=f"<![CDATA[{ONE}]]>")),
        rss(item(link="", rest=f'<guid isPermaLink="true">{ONE}</guid>')),
        rss(item(link="http://feeds.test/~r/1", rest=f"<feedburner:origLink>{ONE}</feedburner:origLink>")),
        rss(item(link="/berita/11/pegawai-diminta-netral")),
        rss(item(), item(link="https://lain.test/berita/9/x"), item()),
        rss(item()).replace("</channel></rss>", ""),
        rss(item(date="Sen, 07 Okt 2024 14:20:00 WIB")),
        rss(item(date="Senin, 7 Oktober 2024 14:20:00 +0700")),
        rss(item(date="07 Oct 2024 07:20:00 GMT")),
        rss(item(date="Mon, 7 Oct 24 07:20 UT")),
        rss(item(date="2024-10-07T07:20:00Z")),
        rss(item(date="2024-10-07 14:20:00")),
        rss(item(date="2024-10-07T14:20:00.123+0700")),
        rss(item(date="Senin, 7 Oktober 2024 | 14:20 WIB")),
        rss(item(date="", rest="<dc:date>2024-10-07T14:20:00+07:00</dc:date>")),
        RDF,
        atom(entry()),
        atom(entry(rest="<published>2024-10-07T00:20:00.000-07:00</published><updated>2024-10-07T07:20:00Z</updated>")),
        atom(entry()).replace("<feed xmlns", "<a:feed xmlns:a").replace("</feed>", "</a:feed>"),
    ],
)
def test_an_item(way, window, reply, body):
    reading = read(way, window(), reply(body))
    (lead,) = reading.leads
    assert (lead.url, lead.title) == (ONE, "Pegawai Diminta Netral")
    assert lead.published.isoformat() == "2024-10-07T07:20:00+00:00"
    assert (lead.payload, reading.asks, reading.problem) == (None, (), None)


@pytest.mark.parametrize(
    "date", ["", "kemarin", "Mon, 99 Oct 2024", "Mon, 07 Foo 2024", "0000-00-00 00:00:00", "9" * 5000]
)
def test_a_date_that_is_none(way, window, reply, date):
    (lead,) = read(way, window("2024-10-05"), reply(rss(item(date=date)))).leads
    assert lead.published is lead.modified is None


@pytest.mark.parametrize(
    ("moments", "is_in"),
    [
        ("<published>2024-10-07T01:00:00Z</published>", True),
        ("<published>2024-10-07T01:00:00Z</published><updated>2026-01-01T00:00:00Z</updated>", True),
        ("<published>2024-12-07T01:00:00Z</published>", False),
        ("<published>2024-09-07T01:00:00Z</published>", False),
        ("<updated>2026-01-01T00:00:00Z</updated>", True),
        ("<updated>2024-09-01T00:00:00Z</updated>", False),
        ("", True),
    ],
)
def test_window(way, window, reply, moments, is_in):
    reading = read(way, window("2024-10-05", "2024-10-10"), reply(atom(entry(rest=moments))))
    assert bool(reading.leads) is is_in


@pytest.mark.parametrize(
    ("body", "is_whole"),
    [
        # WordPress: perhaps the first page of several.
        (
            rss(item(rest=f"<description>ringkas</description><content:encoded><![CDATA[{LONG}]]></content:encoded>")),
            False,
        ),
        (rss(item(rest=f"<description><![CDATA[{LONG}]]></description>")), False),
        (atom(entry(rest=f'<content type="html"><![CDATA[{LONG}]]></content>')), True),
        (atom(entry(rest=f"<content type='html'>{LONG.replace('<', '&lt;').replace('>', '&gt;')}</content>")), True),
        (atom(entry(rest=f'<content type="xhtml"><div>{LONG}</div></content>')), True),
        (
            atom(
                entry(rest=f"<content>{LONG.replace('<', '&lt;')}</content>"), head="<generator>WordPress</generator>"
            ),
            False,
        ),
    ],
)
def test_articles_that_come_along(way, window, reply, body, is_whole):
    (lead,) = read(way, window(), reply(body)).leads
    assert "Camat dan lurah diminta menjaga sikap" in lead.payload["content_html"]
    assert lead.payload["is_whole"] is is_whole
    assert lead.payload["title"] == "Pegawai Diminta Netral"


def test_entities_of_html_stay_as_they_are(way, window, reply):
    content = LONG.replace("dan", "&nbsp;&amp;&copy;", 1)
    (lead,) = read(
        way, window(), reply(rss(item(rest=f"<content:encoded><![CDATA[{content}]]></content:encoded>")))
    ).leads
    assert lead.payload["content_html"] == content


@pytest.mark.parametrize(
    "content", ["", "pendek", LONG.replace("</p>", "[&#8230;]</p>"), LONG + "<a>Selengkapnya</a>", "x" * 2_000_000]
)
def test_what_is_not_the_whole_article_does_not_come_along(content):
    assert long_content(content) is None


PAGE = [rss(*(item(f"https://www.kabar.test/berita/{30 * n + k}/camat") for k in range(30))) for n in range(9)]


def numbers(made, name):
    return [ask.url.partition(f"{name}=")[2] for ask in made]


@pytest.mark.parametrize("page", ["?paged={n}", "paged={n}"])
def test_pages(make, window, reply, drive, page):
    way = make("feed", "/feed/", page=page)

    def site(ask):
        return reply(PAGE[ask.number - 1], ask.url) if ask.number <= 3 else reply("", ask.url, status=404)

    readings, made = drive(way, site, window())
    assert numbers(made, "paged") == ["", "2", "3", "4"]
    assert len({lead.url for reading in readings for lead in reading.leads}) == 90
    assert [reading.problem for reading in readings] == [None] * 4


def test_pages_end_where_one_repeats(make, window, reply, drive):
    way = make("feed", "/feed/", page="?paged={n}")
    _, made = drive(way, lambda ask: reply(PAGE[min(ask.number, 3) - 1], ask.url), window())
    assert len(made) == 4


def test_pages_end_where_all_is_too_old(make, window, reply, drive):
    way = make("feed", "/feed/", page="?paged={n}")
    _, made = drive(way, lambda ask: reply(PAGE[ask.number - 1], ask.url), window("2025-01-01"))
    assert len(made) == 1


def test_one_old_item_among_new_ones_is_no_end(make, window, reply):
    way = make("feed", "/feed/", page="?paged={n}")
    body = rss(item(date="Mon, 07 Oct 2019 14:20:00 +0700"), item(TWO))
    reading = read(way, window("2024-10-01"), reply(body))
    assert [lead.url for lead in reading.leads] == [TWO]
    assert len(reading.asks) == 1


def test_blogger_counts_items_and_may_give_fewer_than_asked(make, window, reply, drive):
    way = make("feed", "/feeds/posts/default?max-results=150", start="start-index={n}", step=150)

    def site(ask):
        start = int(ask.url.partition("start-index=")[2] or 1)
        return reply(atom(*(entry(f"https://www.kabar.test/berita/{k}/x") for k in range(start, min(start + 25, 61)))))

    readings, made = drive(way, site, window())
    assert [ask.url.partition("?")[2] for ask in made][:2] == ["max-results=150", "max-results=150&start-index=26"]
    assert len({lead.url for reading in readings for lead in reading.leads}) == 60


@pytest.mark.parametrize("host", ["http://www.blogger.com/feeds/77", "https://www.kabar.test/feeds"])
def test_the_next_link_of_a_feed(make, window, reply, drive, host):
    way = make("feed", "/feeds/posts/default")
    head = (
        f'<link rel="self" href="/x"/><link rel="next" href="{host}/posts/default?start-index=26&amp;max-results=25"/>'
    )
    (ask,) = read(way, window(), reply(atom(entry(), head=head))).asks
    assert ask.url == "https://www.kabar.test/feeds/posts/default?start-index=26&max-results=25"


def test_a_next_link_that_leads_away_is_not_followed(way, window, reply):
    body = atom(entry(), head='<link rel="next" href="http://10.0.0.1/?page=2"/>')
    assert read(way, window(), reply(body)).asks == ()


@pytest.mark.parametrize("options", [{"page": "?paged={n}"}, {"start": "start-index={n}"}, {}])
@pytest.mark.parametrize("is_new", [True, False])
def test_an_endless_feed_ends(make, window, reply, drive, options, is_new):
    way = make("feed", "/feed/", max_pages=7, **options)

    def site(ask):
        link = f'<atom:link rel="next" href="/feed/?x={ask.number + 1}"/>'
        return reply(rss(item(f"https://www.kabar.test/berita/{ask.number if is_new else 1}/x"), channel=link), ask.url)

    _, made = drive(way, site, window())
    assert len(made) == (7 if is_new else 2)


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ("", 404, "answered 404"),
        ("<html><body>Beranda</body></html>", 200, "the root is <html>"),
        ("tidak ada", 200, "no XML"),
        (rss(item("https://lain.test/berita/1/x")), 200, "none of 1 addresses"),
    ],
)
def test_problems(way, window, reply, body, status, problem):
    assert problem in read(way, window(), reply(body, status=status)).problem


def test_unchanged(way, window, reply):
    reading = read(way, window(), reply("", status=304))
    assert (reading.leads, reading.asks, reading.problem) == ((), (), None)


TAGS = (
    "<rss> <channel> <item> </item> <link> </link> <title> <feed> <entry> <content> <rdf:RDF> <pubDate> ]]> <![CDATA["
)
PIECES = st.sampled_from(
    [*TAGS.split(), ONE, '<link rel="next" href="', '"/>', "&", "&#0;", "7 Okt 2024", "<?xml", "\x00"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200) | st.lists(PIECES | st.text(max_size=5)).map(lambda texts: "".join(texts).encode()),
    st.dictionaries(
        st.sampled_from(["seen", "pages", "stale", "start"]), st.none() | st.integers() | st.lists(st.text())
    ),
)
def test_no_bytes_make_it_raise(make, window, reply, body, state):
    for options in ({}, {"page": "?paged={n}"}, {"start": "start-index={n}"}):
        way = make("feed", "/feed/", **options)
        for content in (body, b"<rss><channel>" + body, b"<feed>" + body):
            reading = way.read(Ask("https://www.kabar.test/feed/", 1, state), reply(content), window("2024-10-05"))
            assert len(reading.asks) <= 1


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["Politik"], {"section": "Politik"}),
        (["Politik", "Netralitas ASN"], {"tags": ["Politik", "Netralitas ASN"]}),
        ([], {}),
    ],
)
def test_labels_of_a_blog(way, window, reply, labels, told):
    content = "&lt;p&gt;" + "Camat diminta netral dalam pilkada. " * 40 + "&lt;/p&gt;"
    marks = "".join(f"<category term='{label}'/>" for label in labels)
    entry = f"<entry><link href='https://www.kabar.test/berita/7/camat'/>{marks}<content>{content}</content></entry>"
    (lead,) = way.read(Ask("https://www.kabar.test/feed"), reply(f"<feed>{entry}</feed>"), window()).leads
    assert {name: lead.payload[name] for name in ("section", "tags") if name in lead.payload} == told

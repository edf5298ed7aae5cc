"""Each trap that the templates are there for, found in a page that is served."""

import gzip
import json
import re
from datetime import datetime, timedelta
from html import escape, unescape
from urllib.parse import urljoin

import pytest
from lxml import etree, html

ADDRESS = "http://{host}{path}"


def tree(page):
    return html.fromstring(page.body if isinstance(page.body, str) else page.text)


def body_of(page, css):
    return " ".join(tree(page).cssselect(css)[0].text_content().split())


def hrefs(page, base):
    return [urljoin(base, link) for link in tree(page).xpath("//a/@href")]


def long_one(record):
    return len(record.paragraphs) > 8


def has_caption(record):
    return record.caption is not None


class TestWire:
    @pytest.mark.parametrize("slug", ["", "/lain-sekali", "/whatsapp:/send", "/@baharibiro", "/a/b/c"])
    def test_any_slug(self, client, slug):
        record = client.article("bahari-biro")
        page = client.get(f"http://bahari.biro.test/berita/{record.number}{slug}")
        assert page.status == 200
        assert escape(record.paragraphs[0]) in page.text

    def test_broken_links_lead_back(self, client):
        record = client.article("bahari-biro")
        links = hrefs(client.get(record.url), record.url)
        start = f"http://bahari.biro.test/berita/{record.number}/"
        assert {start + "whatsapp:/send", start + "@baharibiro"} <= set(links)

    def test_national_stories(self, client):
        mine = client.records("bahari-biro", national=True)[0]
        theirs = next(one for one in client.records("pesisir-biro", national=True) if one.number == mine.number)
        canonical = [
            tree(client.get(url)).xpath("string(//link[@rel='canonical']/@href)") for url in (mine.url, theirs.url)
        ]
        assert canonical == [mine.url, "http://www.biro.test" + mine.path]
        assert client.get(canonical[1]).status == 200
        local = client.article("bahari-biro", lambda one: not one.national)
        assert client.get("http://www.biro.test" + local.path).status == 404

    def test_frame(self, client):
        record = client.article("bahari-biro", has_caption)
        page = tree(client.get(record.url))
        items = [item.text_content() for item in page.cssselect("li.list-inline-item")]
        assert len(items) == 3
        assert "dibaca" in items[1]
        assert f"{record.published:%H:%M} WIB" in items[2]
        assert page.cssselect(".blok__label")[0].text_content() == "id " + ",".join(record.tags)
        assert page.cssselect(".blok__gambar span")[0].text_content() == record.title
        assert page.cssselect("figcaption")[0].text_content().endswith(f"BIRO/{record.author.upper()}")

    def test_body(self, client):
        record = client.article("bahari-biro", lambda one: len(one.paragraphs) >= 6)
        page = tree(client.get(record.url))
        blocks = page.cssselect(".blok__isi > p")
        assert len(blocks) in (3, 4)
        assert blocks[0].text_content().startswith(f"{record.dateline} (BIRO) - ")
        assert blocks[0].cssselect("br")
        assert len(page.cssselect("span.blok__baca a")) == 2
        assert not page.cssselect(".blok__isi h2, .blok__isi div")

    def test_pages(self, client):
        record = client.article("bahari-biro", long_one)
        first, second, whole = (client.get(record.url + query) for query in ("", "?page=2", "?page=all"))
        seventh = escape(record.paragraphs[6])
        assert seventh not in first.text
        assert "Pewarta:" not in body_of(first, ".blok__isi")
        assert seventh in second.text
        assert all(escape(text) in whole.text for text in record.paragraphs)

    def test_amp(self, client):
        record = client.article("bahari-biro", lambda one: one.published.year < 2024)
        page = client.get(f"http://bahari.biro.test/amp{record.path}")
        assert page.text.count(escape(record.paragraphs[-1])) == 2
        assert "<p>Baca juga: " in page.text
        assert "BIRO 2025" in page.text
        signature = tree(client.get(record.url + "?page=all")).cssselect(".text-muted")[0].text_content()
        assert re.fullmatch(
            rf"Pewarta: {record.author}Editor: {record.editor}Copyright © BIRO {record.published.year}", signature
        )

    def test_metadata(self, client):
        record = client.article("bahari-biro")
        page = client.get(record.url)
        assert "published_time" not in page.text
        assert "og:title" in page.text
        data = json.loads(tree(page).xpath("string(//script[@type='application/ld+json'])"))
        assert data["datePublished"] == record.published.strftime("%Y-%m-%dT%H:%M:%S")

    def test_weekdays_need_the_date(self, client):
        texts = [one.paragraphs[0] for one in client.records("bahari-biro", relevance="none", kind="news")]
        days = [text for text in texts if re.search(r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)(?! \()", text)]
        assert len(days) > 15

    def test_feeds(self, client):
        packed = client.get("http://bahari.biro.test/rss/terkini.xml")
        assert "content-encoding" not in packed.headers
        assert packed.body.startswith(b"\x1f\x8b")
        assert gzip.decompress(packed.body).count(b"<item>") == 30
        assert client.get("http://pesisir.biro.test/rss/terkini.xml").body.startswith(b"\xef\xbb\xbf<?xml")

    @pytest.mark.parametrize("path", ["/terkini?page=2", "/search?q=netralitas+asn&page=1", "/tag/netralitas-asn"])
    def test_lists(self, client, path):
        page = client.get("http://pesisir.biro.test" + path)
        assert len(tree(page).cssselect(".blok__kartu")) == 10

    def test_search_without_hits(self, client):
        page = client.get("http://pesisir.biro.test/search?q=xqzvk")
        assert page.status == 200
        assert not tree(page).cssselect(".blok__kartu")
        assert page.text.count("/berita/") > 4


class TestDaily:
    def test_pages_go_over_to_other_stories(self, client):
        record = client.article(
            "semarang-nusaharian", lambda one: 5 <= len(one.paragraphs) <= 8 and one.published.year > 2020
        )
        third = client.get(record.url + "?page=3")
        others = [one for one in client.records("semarang-nusaharian") if one.title != record.title]
        headings = [item.text_content() for item in tree(third).cssselect(".teks-artikel p > strong")]
        intruders = [one for one in others if one.title in headings]
        assert len(intruders) == 2
        assert all(one.published < record.published for one in intruders)
        assert all(escape(one.paragraphs[0]) in third.text for one in intruders)
        whole = body_of(client.get(record.url + "?page=all"), ".teks-artikel")
        assert all(" ".join(text.split()) in whole for text in record.paragraphs)
        assert not any(one.paragraphs[0] in whole for one in intruders)

    def test_amp_is_split_likewise(self, client):
        record = client.article("semarang-nusaharian", long_one)
        amp = f"http://semarang.nusaharian.test/amp{record.path}"
        assert escape(record.paragraphs[4]) not in client.get(amp).text
        assert escape(record.paragraphs[4]) in client.get(amp + "?page=2").text

    def test_frame(self, client):
        record = client.article("semarang-nusaharian")
        page = client.get(record.url)
        parts = tree(page)
        assert parts.cssselect(".sisi-artikel.teks-artikel.multi-ukuran")
        assert len(parts.cssselect(".sisi-artikel")) == 2
        assert f"Penulis: {record.author} | Editor: {record.editor}" in page.text
        assert page.text.index("Rabu, 20 Agustus 2025") < page.text.index("arttitle")

    def test_summary_comes_again_in_a_third(self, client):
        records = client.records("semarang-nusaharian", kind="news")
        repeated = [one for one in records if client.get(one.url + "?page=all").text.count("demikian kabar yang") == 2]
        assert 0.25 < len(repeated) / len(records) < 0.45

    def test_in_the_body(self, client):
        pages = [client.get(one.url + "?page=all") for one in client.records("semarang-nusaharian", kind="news")]
        bodies = [body_of(page, ".teks-artikel") for page in pages]
        assert all("NUSAKORAN.COM, " in body for body in bodies)
        related = [len(tree(page).cssselect("p.baca")) for page in pages]
        assert max(related) == 7
        assert sorted(related)[len(related) // 4] >= 3
        assert any("Laporan Wartawan" in body for body in bodies)
        assert any(re.search(r"Halaman 1\d\d", body) for body in bodies)
        assert any("(*)" in body for body in bodies)
        names = {one.author.lower() for one in client.records("semarang-nusaharian")}
        assert any(f"({name})" in body for name in names for body in bodies)

    def test_older_articles(self, client):
        old = [one for one in client.records("semarang-nusaharian") if one.published.year < 2021]
        texts = [client.get(one.url + "?page=all").text for one in old]
        assert any(text.count("<p>• <a") == 5 for text in texts)
        titles = {escape(one.title) for one in client.records("semarang-nusaharian")}
        assert any(sum(f"<p>{title}</p>" in text for title in titles) == 3 for text in texts)

    def test_around_it(self, client):
        record = client.article("semarang-nusaharian")
        text = client.get(record.url).text
        for told in ("Sumber: ", "Ikuti kami di", "saluran WhatsApp", "js/komentar.js", "Isi komentar sepenuhnya"):
            assert told in text

    def test_images(self, client):
        record = client.article("semarang-nusaharian")
        page = tree(client.get(record.url))
        image = page.cssselect("#artimg > img")[0]
        assert image.get("src").startswith("data:image")
        assert image.get("data-src").endswith(".jpg")
        assert page.cssselect("#artimg noscript")
        assert "tidak berkaitan langsung" in image.get("alt")
        assert record.title not in image.get("alt")

    def test_script_holds_the_text(self, client):
        record = client.article("semarang-nusaharian", lambda one: '"' in "".join(one.paragraphs))
        text = client.get(record.url).text
        held = json.loads(re.search(r"var artikelTeks = (\".*?[^\\]\");", text)[1])
        assert "&amp;quot;" in held
        assert unescape(unescape(held)) == " ".join(record.paragraphs)

    def test_ways_in(self, client):
        base = "http://semarang.nusaharian.test"
        news = etree.fromstring(client.get(base + "/sitemap-news.xml").body)
        dates = [datetime.fromisoformat(one.text) for one in news.iter("{*}publication_date")]
        assert len(dates) >= 4
        assert max(dates) - min(dates) <= timedelta(hours=48)
        index = etree.fromstring(client.get(base + "/sitemap-web.xml").body)
        maps = [one.text for one in index.iter("{*}loc")]
        assert f"{base}/politik/sitemap-web.xml" in maps
        assert {client.get(url).status for url in maps} == {200}
        assert client.get(base + "/rss").text.count("<item>") == 20
        assert client.get(base + "/search?q=asn").status == 403

    def test_days_overlap(self, client):
        late = client.article("semarang-nusaharian", lambda one: one.published.hour >= 18)
        following = late.published + timedelta(days=1)
        for day in (late.published, following):
            page = client.get(f"http://semarang.nusaharian.test/index-news?date={day.year}-{day.month}-{day.day}")
            assert late.path in page.text


class TestPortal:
    @pytest.mark.parametrize(("outlet", "status"), [("kabar-metro", 200), ("suara-mahakam", 301)])
    def test_short_link(self, client, outlet, status):
        record = client.article(outlet)
        page = client.get(f"{client.site(outlet).house.base}/?p={record.number}", follow=False)
        assert page.status == status
        told = page.headers.get("location") or tree(page).xpath("string(//link[@rel='canonical']/@href)")
        assert told == record.url

    def test_typing_errors_stay_in_addresses(self, client):
        records = client.records("kabar-metro")
        words = {one.id: re.sub(r"\W+", "-", one.title.lower()).strip("-") for one in records}
        off = [one for one in records if one.path.strip("/") != words[one.id].replace("’", "")]
        assert len(off) >= 6
        assert {client.get(one.url).status for one in off if one.number != client.site("kabar-metro").breaking} == {200}

    def test_pages(self, client):
        record = client.article("kabar-metro", long_one)
        first, second = client.get(record.url), client.get(record.url + "2/")
        assert escape(record.paragraphs[5]) not in first.text
        assert escape(record.paragraphs[5]) in second.text
        assert client.get(record.url + "9/", follow=False).headers["location"] == record.url
        whole = client.get(record.url + "?page=all")
        assert escape(record.paragraphs[5]) not in whole.text

    @pytest.mark.parametrize("end", ["amp", "amp/", "?amp=1"])
    def test_amp(self, client, end):
        record = client.article("kabar-metro", long_one)
        page = client.get(record.url + end)
        assert "<html amp" in page.text
        assert escape(record.paragraphs[-1]) in page.text

    def test_frame_and_body(self, client):
        record = client.article("kabar-metro", lambda one: has_caption(one) and long_one(one) and not one.paid)
        page = client.get(record.url)
        article = tree(page).cssselect(f"article#post-{record.number}.post-{record.number}.category-{record.section}")[
            0
        ]
        inside = article.cssselect(".entry-content.kp-isi-tulisan")[0]
        text = " ".join(inside.text_content().split())
        assert text.startswith(f"1 ×{record.title}Sebarkan artikel ini{record.caption}{record.caption}")
        raw = page.text
        assert raw.count("<p>Baca Juga  <a") == 2
        assert "<p>&nbsp;</p>" in raw
        assert len(inside.cssselect(".kp-terkait-dalam a")) == 3
        assert "Facebook Twitter WhatsApp" in text
        last = " ".join(
            tree(client.get(f"{record.url}2/")).cssselect(".entry-content .entry-footer")[0].text_content().split()
        )
        assert last == f"Writer: {record.author}Editor: {record.editor}Sumber Berita: Kabar Metro"

    def test_paid(self, client):
        records = client.records("kabar-metro")
        paid = [one for one in records if one.paid]
        assert 0.15 < len(paid) / len(records) < 0.3
        page = tree(client.get(paid[0].url))
        lines = [line.text_content() for line in page.cssselect(".entry-content > p")]
        assert lines[:2] == [paid[0].title, "Advertorial Kota"]
        pages = [client.get(url).text for url in (paid[0].url, *paid[0].aliases) if "?p" not in url]
        assert any("(red/Adv)" in text for text in pages)

    def test_metadata(self, client):
        record = client.article("suara-mahakam")
        page = tree(client.get(record.url))
        assert page.xpath("string(//meta[@property='article:published_time']/@content)") == record.published.isoformat()
        assert page.xpath("string(//meta[@property='article:modified_time']/@content)").startswith("2025-06-30")
        times = page.cssselect(".kp-meta time")
        assert len(times) == 2
        assert "display:none" in times[1].get("style")
        graph = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["@graph"]
        assert [item["@type"] for item in graph[:3]] == ["WebSite", "Person", "WebPage"]
        assert graph[2]["datePublished"].endswith("+00:00")
        assert datetime.fromisoformat(graph[2]["datePublished"]) == record.published

    def test_comments(self, client):
        record = client.article("kabar-metro")
        comments = [item.text_content() for item in tree(client.get(record.url)).cssselect("li.comment p")]
        assert len(comments) == 10
        assert record.paragraphs[0].split(". ")[0] in comments[0]
        assert "http://kabar-metro.test/" in comments[1]

    def test_feeds(self, client):
        full = client.get("http://kabar-metro.test/feed/").text
        short = client.get("http://www.suara-mahakam.test/feed/").text
        assert "<content:encoded>" in full
        assert "<content:encoded>" not in short
        assert "[&#8230;]" in short
        newest = client.site("kabar-metro").live[11]
        assert newest.url in client.get("http://kabar-metro.test/feed/?paged=2").text
        assert client.get("http://kabar-metro.test/feed/?paged=99").status == 404

    def test_sitemap(self, client):
        index = client.get("http://kabar-metro.test/wp-sitemap.xml").text
        assert "wp-sitemap-users-1.xml" in index
        posts = client.get("http://kabar-metro.test/wp-sitemap-posts-post-1.xml").text
        assert posts.count("<loc>") == 60
        assert "lastmod" not in posts

    def test_rest(self, client):
        base = "http://kabar-metro.test/wp-json/wp/v2/posts"
        page = client.get(base + "?per_page=100&_fields=link,date")
        assert (page.headers["x-wp-total"], page.headers["x-wp-totalpages"]) == ("60", "1")
        assert set(json.loads(page.body)[0]) == {"link", "date"}
        found = json.loads(client.get(base + "?search=netralitas+asn&per_page=5&page=2").body)
        assert len(found) == 5
        bounded = client.get(base + "?after=2024-10-01T00:00:00&before=2024-11-01T00:00:00&per_page=100")
        assert all(row["date"].startswith("2024-10") for row in json.loads(bounded.body))
        assert client.get(base + "?page=99").status == 400
        assert client.get("http://www.suara-mahakam.test/wp-json/wp/v2/posts").status == 401

    def test_unknown_word_shows_the_newest(self, client):
        page = client.get("http://kabar-metro.test/?s=xqzvk")
        assert escape(client.site("kabar-metro").live[0].title) in page.text
        assert len(tree(page).cssselect(".kp-kotak")) == 10


class TestMagazine:
    BASE = "http://www.ranah-ekspos.test"

    def test_former_addresses_redirect_twice(self, client):
        old = client.article("ranah-ekspos", lambda one: one.published.year < 2022)
        first = client.get(f"{self.BASE}/baca/{old.number}/{old.path.split('/')[-2]}", follow=False)
        second = client.get(first.headers["location"], follow=False)
        assert (first.status, second.status, second.headers["location"]) == (302, 301, old.url)
        assert any("/baca/" in link for link in hrefs(client.get(self.BASE + "/politik/page/2/"), self.BASE))

    def test_frame(self, client):
        record = client.article("ranah-ekspos")
        page = tree(client.get(record.url))
        menus = page.cssselect("ul.mj_menu")
        assert [len(menu) for menu in menus] == [40] * 4
        assert page.text_content().count("Tidak ada hasil") == 4
        assert page.text_content().count("Lihat semua hasil") == 4
        words = sum(len(item.text_content().split()) for menu in menus for item in menu)
        articles = [len(" ".join(one.paragraphs).split()) for one in client.records("ranah-ekspos")]
        assert words > sorted(articles)[len(articles) // 2]
        assert page.cssselect(".mj_hari")[0].text_content() == "Rabu, 20 Agustus 2025"
        first = page.cssselect("body > *")[0]
        assert first.get("id") == "mj_cookie"
        assert len(first.cssselect("p")) == 4
        assert any(re.fullmatch(r"mj_modul_312_\d_66f.*", name) for name in page.xpath("//@class"))

    def test_body(self, client):
        record = client.article("ranah-ekspos", lambda one: one.number % 3 == 0 and long_one(one))
        page = tree(client.get(record.url))
        inner = page.cssselect(".mj_isi > .mj_isi_dalam")[0]
        paragraph = inner.cssselect(".mj_paragraf")[0]
        assert len(paragraph.cssselect(".mj_terapung .mj_kartu")) == 3
        assert paragraph.text.strip() == " ".join(
            record.paragraphs[1].split(" ")[: len(record.paragraphs[1].split(" ")) // 2]
        )
        lines = [line.text_content() for line in inner.cssselect("p")]
        assert lines.index("SCROLL TO RESUME CONTENT") == lines.index("ADVERTISEMENT") + 1
        assert inner.cssselect("blockquote")[0].text_content() in " ".join(record.paragraphs)
        assert len(inner.cssselect(".mj_galeri figcaption")) == 3
        assert lines[-1] == record.paragraphs[-1] + "".join(record.tags)

    def test_endless_scroll(self, client):
        even = client.article("ranah-ekspos", lambda one: one.number % 2 == 0)
        odd = client.article("ranah-ekspos", lambda one: one.number % 2)
        page = tree(client.get(even.url))
        titles = [item.text_content() for item in page.cssselect("article h1")]
        assert len(titles) == 3
        assert titles[0] == even.title
        lone = tree(client.get(odd.url))
        assert len(lone.cssselect("article h1")) == 1
        scroll = lone.cssselect(".mj_gulir")[0]
        assert client.get(scroll.get("data-berikut")).status == 200
        assert "<h1" in client.get(scroll.get("data-muat")).text

    def test_metadata(self, client):
        records = client.records("ranah-ekspos", kind="news")
        pages = [client.get(one.url) for one in records if one.number != client.site("ranah-ekspos").breaking]
        websites = [page for page in pages if 'og:type" content="website"' in page.text]
        assert 0.05 < len(websites) / len(pages) < 0.2
        record = client.article("ranah-ekspos")
        page = tree(client.get(record.url))
        stamp = page.xpath("string(//meta[@property='article:published_time']/@content)")
        assert stamp == record.published.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        assert re.fullmatch(r"\d+ \w+ \d{4} \| \d\d:\d\d WIB", page.cssselect(".mj_tanggal")[0].text_content())
        assert "by Redaksi" in page.cssselect(".mj_meta")[0].text_content()

    def test_sitemaps(self, client):
        index = client.get(self.BASE + "/sitemap_index.xml").text
        maps = [f"{self.BASE}/post-sitemap{n}.xml" for n in (1, 2, 3)]
        assert all(url in index for url in maps)
        assert [client.get(url).status for url in maps] == [200, 404, 200]

    def test_tag_pages_never_end(self, client):
        ends = [client.get(f"{self.BASE}/tag/netralitas-asn/page/{n}/") for n in (1, 2, 3, 40)]
        titles = [[item.text_content() for item in tree(page).cssselect("h3.mj_judul")] for page in ends]
        assert titles[0] != titles[1]
        assert titles[2] == titles[3] != []


class TestNumbered:
    BASE = "http://riau-lintas.test"

    def test_three_generations(self, client):
        record = client.article("riau-lintas")
        pages = [client.get(url, follow=False) for url in (record.url, *record.aliases)]
        assert [page.status for page in pages] == [200] * 3
        canonical = [tree(page).xpath("string(//link[@rel='canonical']/@href)") for page in pages]
        assert canonical == ["", record.url + " ", ""]
        assert any(
            re.search(r"[,.]", one.path.split("/")[-1].removesuffix(".html")) for one in client.records("riau-lintas")
        )

    def test_frame(self, client):
        record = client.article("riau-lintas")
        page = client.get(record.url)
        parts = tree(page)
        assert parts.get("lang") == "en"
        assert not parts.cssselect("article, h1, p")
        assert parts.cssselect("table table font")
        assert parts.cssselect("center")
        assert len(parts.cssselect("#kotak")) > 2
        assert parts.cssselect("td.jdl")[0].text_content() == record.title

    def test_body_and_teasers(self, client):
        record = client.article("riau-lintas", lambda one: not client.site("riau-lintas").is_broken(one))
        page = client.get(record.url)
        body = tree(page).cssselect("#isi")[0]
        pieces = [" ".join(piece.split()) for piece in re.split(r"\n", body.text_content())]
        assert pieces[0].startswith(f"RIAULINTAS.CO, {record.dateline.upper()} - ")
        teasers = pieces[-4:]
        assert all(piece.startswith("RIAULINTAS.CO, ") for piece in teasers)
        assert not any(record.title in piece for piece in teasers)
        assert sum(not piece.endswith((".", "”", '"')) for piece in teasers) >= 3
        assert page.text.count("<br><br>") >= len(record.paragraphs) + 3

    def test_dates(self, client):
        site = client.site("riau-lintas")
        records = client.records("riau-lintas", kind="news")
        empty = next(one for one in records if site.has_no_date(one) and not site.is_undeclared(one))
        dated = client.article("riau-lintas", lambda one: not site.has_no_date(one))
        assert re.search(r"Pada :\s+WIB", tree(client.get(empty.url)).text_content())
        text = tree(client.get(dated.url)).text_content()
        assert re.search(
            rf"\w+, {dated.published.day} \w{{3}} {dated.published.year} - {dated.published:%H:%M} WIB", text
        )
        assert "published_time" not in client.get(dated.url).text
        page = client.get(dated.url).text
        assert page.index("Oleh : ") < page.index('class="jdl"')
        wrong = [one for one in records if f"/{one.published.year + 1})" in one.paragraphs[0]]
        assert 0.05 < len(wrong) / len(records) < 0.2

    def test_bytes(self, client):
        site = client.site("riau-lintas")
        plain = client.article("riau-lintas", lambda one: not (site.is_broken(one) or site.is_undeclared(one)))
        broken = client.article("riau-lintas", lambda one: site.is_broken(one) and "“" in "".join(one.paragraphs))
        bare = client.article("riau-lintas", lambda one: site.is_undeclared(one) and "“" in "".join(one.paragraphs))
        page = client.get(plain.url)
        assert page.headers["content-type"] == "text/html; charset=ISO-8859-1"
        assert b"charset=utf-8" in page.body
        page.body.decode("utf-8")
        assert "â€œ" in client.get(broken.url).text
        page = client.get(bare.url)
        assert page.headers["content-type"] == "text/html"
        assert b"charset" not in page.body
        assert b"\x93" in page.body

    def test_stray_mark_after_colons(self, client):
        site = client.site("riau-lintas")
        broken = [one for one in client.records("riau-lintas") if site.is_broken(one)]
        assert any(":Â " in client.get(one.url).text for one in broken)

    def test_ways_in(self, client):
        pages = [client.get(f"{self.BASE}/kategori/politik?halaman={n}") for n in (1, 2)]
        popular = [
            [link.text for link in tree(page).xpath("//b[.='populer']/following-sibling::ul//a")] for page in pages
        ]
        assert len(popular[0]) == 5
        assert popular[0] == popular[1]
        assert client.get(self.BASE + "/feed").status == 404
        sitemap = client.get(self.BASE + "/sitemap.xml")
        assert sitemap.headers["content-type"].startswith("text/html")


class TestGroup:
    BASE = "http://radar-rafflesia.test"

    def ordinary(self, client, fits=lambda one: True):
        site = client.site("radar-rafflesia")
        return client.article("radar-rafflesia", lambda one: fits(one) and not site.is_run_together(one))

    def test_offsets(self, client):
        record = self.ordinary(client, lambda one: len(one.paragraphs) > 10)
        site = client.site("radar-rafflesia")
        pages = [client.get(f"{record.url}/{offset}").text for offset in (15, 30, 900)]
        assert site.marks(record, record.paragraphs[5]) in pages[0]
        assert site.marks(record, record.paragraphs[10]) in pages[1]
        assert pages[2] == client.get(record.url).text

    def test_related_outnumber_sentences(self, client):
        record = self.ordinary(client)
        text = client.get(record.url).text
        assert text.count("BACA JUGA:<a") > len(record.paragraphs[:5])
        assert "BACA JUGA: " not in text

    def test_marks_keep_their_backslash(self, client):
        record = self.ordinary(client, lambda one: one.number // 7 % 2 and "“" in "".join(one.paragraphs[:5]))
        assert '\\"' in client.get(record.url).text

    def test_run_together(self, client):
        site = client.site("radar-rafflesia")
        record = client.article("radar-rafflesia", site.is_run_together)
        body = tree(client.get(record.url)).cssselect(".text-gray-800.leading-8")[0]
        assert len(body.cssselect("p")) == 1
        assert re.search(r"[a-z]\.[A-Z“]", body.text_content())

    def test_frame(self, client):
        record = self.ordinary(client, has_caption)
        page = client.get(record.url)
        assert page.text.count("image description") == 2
        assert tree(page).cssselect("picture source[srcset]")
        assert tree(page).cssselect("img[width='1']")
        assert "0 Shares" in page.text
        assert re.search(r"Dibaca \d\.\d{3} kali", page.text)
        last = client.get(record.aliases[-1] if record.aliases[-1].endswith(("15", "30", "45")) else record.url)
        assert f"({record.author})" in last.text
        divided = self.ordinary(client, lambda one: one.number // 7 % 2 == 0)
        assert len(tree(client.get(divided.url)).cssselect(".leading-8 > div.mb-5")) > 5
        assert "<p>" in client.get(self.ordinary(client, lambda one: one.number // 7 % 2).url).text

    def test_metadata(self, client):
        record = self.ordinary(client)
        page = tree(client.get(record.url))
        data = page.xpath("string(//script[@type='application/ld+json'])")
        with pytest.raises(json.JSONDecodeError):
            json.loads(data)
        assert record.published.isoformat() in data
        rest = client.get(record.url).text.replace(data, "")
        assert record.published.strftime("%H:%M") not in rest
        description = page.xpath("string(//meta[@property='og:description']/@content)")
        assert description[:60] not in " ".join(record.paragraphs)
        assert any(one.paragraphs[0].startswith(description[:60]) for one in client.records("radar-rafflesia"))

    def test_ways_in(self, client):
        record = self.ordinary(client)
        page = client.get(f"{self.BASE}/indeks?date={record.published:%d-%m-%Y}&page=1")
        assert str(record.number) in page.text
        news = client.get(self.BASE + "/sitemap-news.xml").text
        places = re.findall(r"<loc>(.*?)</loc>", news)
        assert places
        assert all("/amp/" in place for place in places)
        assert client.get(self.BASE + "/tag/netralitas-asn?page=1").status == 200


class TestBlog:
    BASE = "http://warta-timor.blog.test"

    def test_addresses(self, client):
        slugs = [one.path.split("/")[-1].removesuffix(".html") for one in client.records("warta-timor")]
        assert max(len(slug) for slug in slugs) <= 44
        record = client.article("warta-timor")
        for twin in ("?m=1", "?showComment=1600031507000"):
            assert escape(record.paragraphs[0])[1:] in client.get(record.url + twin).text
        assert "samping" not in client.get(record.url + "?m=1").text

    def test_imported_posts(self, client):
        imported = [one for one in client.records("warta-timor") if one.path.startswith("/2019/06/")]
        assert len(imported) >= 4
        assert any(one.published.year < 2019 for one in imported)
        stamps = {tree(client.get(one.url + "?m=1")).xpath("string(//abbr/@title)") for one in imported[:4]}
        assert stamps == {"2019-06-13T17:30:00-08:00"}

    def test_body(self, client):
        record = client.article("warta-timor", has_caption)
        page = client.get(record.url)
        body = tree(page).cssselect(".post-body")[0]
        assert body.cssselect("div > span[style] > span[lang]")
        assert not body.cssselect("p")
        assert "&nbsp;&nbsp; &nbsp;" in page.text
        rows = body.cssselect("table tr")
        assert rows[1].text_content() == record.caption
        initial = body.cssselect("span[style*='float: left']")[0]
        assert initial.text_content() == record.paragraphs[0][0]
        assert escape(record.paragraphs[0])[1:] in page.text
        assert escape(record.paragraphs[0]) not in page.text
        for told in ("Post a Comment", "Powered by"):
            assert told in page.text

    def test_whole_text_again(self, client):
        record = client.article("warta-timor", lambda one: one.number // 7 % 4 == 1)
        again = tree(client.get(record.url)).cssselect(".kutipan-bawah")[0]
        assert again.text_content() == " ".join(record.paragraphs)

    def test_dates(self, client):
        record = client.article("warta-timor", lambda one: one.published.year == 2024)
        stamp = tree(client.get(record.url)).cssselect("abbr.published")[0]
        assert stamp.get("title").endswith("-08:00")
        assert datetime.fromisoformat(stamp.get("title")) == record.published
        assert re.fullmatch(r"\w+ \d{1,2}, 2024", stamp.text_content())

    def test_feed(self, client):
        feed = client.get(self.BASE + "/feeds/posts/default?start-index=26&max-results=25").text
        assert feed.count("<entry>") == 25
        record = client.site("warta-timor").live[25]
        assert record.url in feed
        assert escape(escape(record.paragraphs[-1])) in feed
        assert client.get(self.BASE + "/feeds/posts/default").text.count("<entry>") == 25
        assert "<entry>" not in client.get(self.BASE + "/feeds/posts/default?start-index=500").text

    def test_other_ways(self, client):
        assert "sitemap.xml?page=1" in client.get(self.BASE + "/sitemap.xml").text
        assert client.get(self.BASE + "/sitemap.xml?page=1").text.count("<loc>") == 60
        first = client.get(self.BASE + "/search/label/Politik")
        older = tree(first).cssselect("a.blog-pager-older-link")[0].get("href")
        assert "updated-max=" in older
        assert client.get(self.BASE + older).text != first.text
        assert json.loads(client.get(self.BASE + "/arsip.json?bulan=2024-10").body)


class TestShell:
    BASE, API = "http://maluku-kini.test", "http://layanan-maluku.test/api/berita"

    def test_every_path_is_the_shell(self, client):
        pages = [client.get(self.BASE + path) for path in ("/", "/tiada", "/politik", "/article/1/tiada", "/redaksi")]
        assert {page.status for page in pages} == {200}
        assert len({page.body for page in pages}) == 1
        assert 'id="root"></div>' in pages[0].text
        assert "aktifkan JavaScript" in pages[0].text

    def test_variants(self, client):
        site = client.site("maluku-kini")
        shown = {kind: next(one for one in site.live if site.variant(one) == kind) for kind in "ABC"}
        pages = {kind: client.get(one.url) for kind, one in shown.items()}
        state = json.loads(tree(pages["A"]).xpath("string(//script[@id='__KEADAAN__'])"))
        assert escape(shown["A"].paragraphs[-1]) in unescape(state["berita"]["isi"])
        assert state["berita"]["isi"].startswith("&lt;p&gt;")
        assert state["berita"]["waktu"].endswith(" WIT")
        assert pages["B"].body == client.get(self.BASE + "/").body
        description = tree(pages["C"]).xpath("string(//meta[@name='description']/@content)")
        assert description == shown["C"].paragraphs[0][:160]
        assert shown["C"].paragraphs[-1] not in pages["C"].text

    def test_api(self, client):
        data = json.loads(client.get(f"{self.API}?halaman=2&limit=7").body)["data"]
        assert len(data) == 7
        assert "isi" not in data[0]
        assert len(json.loads(client.get(f"{self.API}?limit=500").body)["data"]) == 65
        record = client.article("maluku-kini")
        whole = json.loads(client.get(f"{self.API}/{record.number}").body)["data"]
        assert whole["tanggal"] == (record.published - timedelta(hours=9)).strftime("%Y-%m-%d %H:%M:%S")
        assert escape(record.paragraphs[-1]) in whole["isi"]
        assert re.search(r"\[baca-juga id=\d+\]", whole["isi"])
        assert client.get(f"{self.API}/1").status == 404

    def test_drafts_and_future(self, client):
        data = json.loads(client.get(f"{self.API}?limit=100").body)["data"]
        assert sum(row["status"] == "draf" for row in data) == 3
        assert sum(row["tanggal"] > "2030" for row in data) == 2

    def test_cursor_repeats_the_last(self, client):
        first = json.loads(client.get(f"{self.API}?limit=10").body)
        second = json.loads(client.get(f"{self.API}?limit=10&sesudah={first['sesudah']}").body)
        assert second["data"][0] == first["data"][-1]

    def test_sitemap_lacks_the_last_week(self, client):
        text = client.get(self.BASE + "/sitemap.xml").text
        new, old = client.site("maluku-kini").live[0], client.site("maluku-kini").live[-1]
        assert new.url not in text
        assert old.url in text


NOT_ARTICLES = {
    "bahari-biro": ["/", "/terkini", "/rubrik/politik", "/tag/bawaslu", "/penulis/redaksi"],
    "semarang-nusaharian": ["/", "/politik", "/tag/bawaslu", "/penulis/redaksi", "/index-news"],
    "kabar-metro": ["/", "/category/politik/", "/tag/bawaslu/", "/author/admin/", "/?s=asn", "/2024/10/"],
    "ranah-ekspos": ["/", "/politik/", "/tag/bawaslu/", "/penulis/redaksi/", "/?s=asn", "/2024/10/"],
    "riau-lintas": ["/", "/kategori/politik", "/tag/bawaslu", "/penulis/redaksi", "/cari?q=asn"],
    "radar-rafflesia": ["/", "/kategori/politik", "/tag/bawaslu", "/penulis/redaksi", "/indeks", "/search?q=asn"],
    "warta-timor": ["/", "/search/label/Politik"],
}


@pytest.mark.parametrize(("outlet", "paths"), NOT_ARTICLES.items())
def test_what_is_no_article(client, outlet, paths):
    site = client.site(outlet)
    end = site.static_slash
    own = [f"/{slug}{end}" for slug in ("pedoman-media-siber", "redaksi", "kebijakan-privasi", "login")]
    for path in (*paths, *own):
        assert client.get(site.house.base + path).status == 200, path


@pytest.mark.parametrize("outlet", ["bahari-biro", "kabar-metro", "semarang-nusaharian", "radar-rafflesia"])
def test_links_carry_trackers(client, outlet):
    site = client.site(outlet)
    links = " ".join(link for one in site.live[:25] for link in hrefs(client.get(one.url + "?x=1"), one.url))
    for mark in ("utm_source=", "fbclid=", "source=widget&medium=", "_ga=", "#komentar"):
        assert mark in links

import gzip
import http.client
import time
from urllib.parse import urlsplit

import pytest

from demo.newsroom.exchange import Request
from demo.newsroom.server import NewsroomServer
from demo.newsroom.site import Newsroom


def test_host_header_and_proxy_give_the_same(client):
    url = client.article("kabar-metro").url
    parts = urlsplit(client.server.address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("GET", urlsplit(url).path, headers={"Host": "kabar-metro.test:8060"})
    assert connection.getresponse().read() == client.get(url).body
    connection.close()


def test_unknown_host(client):
    assert client.get("http://nowhere.test/").status == 502


def test_gzip_where_it_is_asked_for(client):
    url = client.article("kabar-metro").url
    packed = client.get(url, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == client.get(url).body


@pytest.mark.parametrize("outlet", ["bahari-biro", "kabar-metro", "ranah-ekspos", "radar-rafflesia", "warta-timor"])
def test_not_modified(client, outlet):
    url = client.article(outlet).url
    first = client.get(url)
    assert client.get(url, If_None_Match=first.headers["etag"]).status == 304
    assert client.get(url, If_Modified_Since=first.headers["last-modified"]).status == 304
    assert client.get(url, If_None_Match='"other"').status == 200
    assert client.get(url, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200


def steps(client, url):
    path = [url]
    while (page := client.get(path[-1], follow=False)).status in (301, 302):
        path.append(page.headers["location"])
    return page.status, path[1:]


@pytest.mark.parametrize(
    ("url", "hops"),
    [
        ("http://suara-mahakam.test/tag/bawaslu/", ["http://www.suara-mahakam.test/tag/bawaslu/"]),
        ("http://www.kabar-metro.test/?s=asn", ["http://kabar-metro.test/?s=asn"]),
        (
            "http://ranahekspos.test/redaksi/",
            ["http://ranah-ekspos.test/redaksi/", "http://www.ranah-ekspos.test/redaksi/"],
        ),
    ],
)
def test_hosts_redirect(client, url, hops):
    assert steps(client, url) == (200, hops)


def test_slashes(client):
    portal = client.article("kabar-metro")
    assert steps(client, portal.url.rstrip("/")) == (200, [portal.url])
    numbered = client.article("riau-lintas")
    assert client.get(numbered.url + "/").status == client.get(numbered.url).status == 200


def dead(client, outlet, state):
    site = client.site(outlet)
    paths = [path for path in (path for _, path in site.dead_links) if site.dead[path.rstrip("/")] == state]
    return [site.house.base + path for path in paths]


@pytest.mark.parametrize(
    "outlet", ["bahari-biro", "semarang-nusaharian", "suara-mahakam", "riau-lintas", "warta-timor"]
)
def test_dead_addresses(client, outlet):
    front = client.get(client.site(outlet).house.base + "/").text
    assert [client.get(url).status for url in dead(client, outlet, "gone")] == [410]
    assert [client.get(url).status for url in dead(client, outlet, "missing")] == [404] * 3
    soft = [client.get(url) for url in dead(client, outlet, "soft")]
    assert [page.status for page in soft] == [200, 200]
    assert all("Halaman tidak ditemukan" in page.text and page.text.count("<a ") > 15 for page in soft)
    assert all(url in front for state in ("gone", "missing", "soft") for url in dead(client, outlet, state))


def test_slow_and_broken_pages(other):
    with other(delays=False, slow_seconds=0.3) as client:
        site = client.site("kabar-metro")
        began = time.monotonic()
        assert client.get(site.by_number[site.slow].url).status == 200
        assert time.monotonic() - began >= 0.3
        broken = site.by_number[site.breaking]
        with pytest.raises(http.client.IncompleteRead):
            client.get(broken.url)
        assert broken.paragraphs[0][:20] in client.get(broken.url).text


def test_too_many_requests(other):
    with other(delays=True, slow_seconds=0) as client:
        answers = [client.get("http://kabar-metro.test/redaksi/") for _ in range(20)]
        refused = [page for page in answers if page.status == 429]
        assert answers[0].status == 200
        assert refused
        assert refused[0].headers["retry-after"] == "1"
        assert client.get("http://bahari.biro.test/redaksi").status == 200
        assert [client.get("http://kabar-metro.test/robots.txt").status for _ in range(3)] == [200] * 3
        time.sleep(0.1)
        assert client.get("http://kabar-metro.test/redaksi/").status == 200


def test_delays_can_be_off(client):
    assert {client.get("http://kabar-metro.test/redaksi/").status for _ in range(10)} == {200}


def test_challenge_for_strangers(client):
    url = client.article("radar-rafflesia").url
    pages = [client.get(url, User_Agent="Mozilla/5.0") for _ in range(6)]
    assert ["Memeriksa peramban" in page.text for page in pages].count(True) == 2
    assert {page.status for page in pages} == {200}
    assert not any("Memeriksa peramban" in client.get(url).text for _ in range(4))


def test_visits_are_logged(client):
    client.server.forget_visits()
    client.get("http://kabar-metro.test/?s=asn")
    client.get("http://kabar-metro.test/tiada-berita-ini/")
    visits = client.server.visits
    assert [(one.host, one.path, one.status) for one in visits] == [
        ("kabar-metro.test", "/?s=asn", 200),
        ("kabar-metro.test", "/tiada-berita-ini/", 404),
    ]
    assert "@" in visits[0].agent
    assert visits[0].at <= visits[1].at


@pytest.mark.parametrize(
    ("host", "status", "lines"),
    [
        ("bahari.biro.test", 200, ["Disallow: /search", "Disallow: /api/", "Disallow: /*?utm_"]),
        ("pesisir.biro.test", 200, ["User-agent: *", "Disallow:"]),
        ("semarang.nusaharian.test", 200, ["User-agent: GPTBot", "Crawl-delay: 5", "Disallow: /"]),
        ("warta-timor.blog.test", 200, ["Disallow: /search"]),
        ("tutup-warta.test", 503, []),
        ("layanan-maluku.test", 404, []),
    ],
)
def test_robots(client, host, status, lines):
    page = client.get(f"http://{host}/robots.txt")
    assert page.status == status
    assert page.text.startswith("Sitemap: ") or status != 200
    assert set(lines) <= set(page.text.splitlines())


@pytest.mark.parametrize("outlet", ["riau-lintas", "suara-mahakam"])
def test_barred_article_is_linked_and_barred(client, outlet):
    record = client.records(outlet, barred=True)[0]
    rules = client.get(client.site(outlet).house.base + "/robots.txt").text
    barred = [line.removeprefix("Disallow: ").rstrip("$") for line in rules.splitlines() if line.startswith("Disallow")]
    for url in (record.url, *record.aliases):
        assert any(urlsplit(url)._replace(scheme="", netloc="").geturl().startswith(path) for path in barred), url
    assert record.url in client.get("http://kabar-metro.test/").text
    assert client.get(record.url).status == 200


def test_same_bytes_for_the_same_seed():
    first, second = Newsroom(1, 1), Newsroom(1, 1)
    for record in first.records[::9]:
        house = first.houses[record.outlet]
        request = Request(house.host, record.path)
        assert first.respond(request, "").content == second.respond(request, "").content


def test_third_state(client, other):
    with other(delays=False, slow_seconds=0, state=3) as later:
        gone = later.records("suara-mahakam", status="withdrawn")[0]
        assert client.get(gone.url).status == 200
        assert later.get(gone.url).status == 410
        assert gone.url not in later.get("http://www.suara-mahakam.test/wp-sitemap-posts-post-1.xml").text
        corrected = next(one for one in later.records("kabar-metro") if one.updated)
        old, new = client.get(corrected.url), later.get(corrected.url)
        assert old.headers["etag"] != new.headers["etag"]
        assert later.get(corrected.url, If_None_Match=old.headers["etag"]).status == 200
        known = {one.id for one in client.newsroom.records}
        fresh = [one for one in later.newsroom.records if one.id not in known]
        assert {later.get(one.url).status for one in fresh} == {200}
        assert {client.get(one.url).status for one in fresh if one.outlet != "maluku-kini"} == {404}


def test_a_free_port():
    server = NewsroomServer(0)
    assert server.address.startswith("http://127.0.0.1:")
    server.server_close()

"""The real crawl command against a small site on loopback: stored, unchanged, changed, barred, refused, killed."""

import itertools
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.archive import archive_files, read_archive
from crawler.crawl_state import withdrawn_articles
from crawler.demonstration import is_demonstration
from crawler.outlet_files import load_outlets
from crawler.reextract import reextract
from crawler.store import read_articles
from tests.crawler.conftest import HOST, Reply

ROOT = Path(__file__).parents[2]
OUTLET = """
name = "Kabar Uji"
home = "18.72"
base = "http://kabar.test"
timezone = "Asia/Jakarta"
delay = {delay}
evidence = "A site of the tests."

[article]
address = ['^/berita/(?P<id>\\d+)/']
canonical = "/berita/{{id}}/judul"
next = "?page={{n}}"

[[way]]
kind = "sitemap"
url = "/sitemap.xml"
"""
PARAGRAPHS = (
    "Pemerintah Kota Metro nomor {n} mengingatkan seluruh aparatur sipil negara agar menjaga netralitas pada pilkada.",
    "Sekretaris daerah menyampaikan hal itu kepada {n} camat dalam rapat di aula kantor wali kota pada hari Senin.",
    "Ia berharap tidak ada pegawai yang mengunggah dukungan kepada calon wali kota nomor {n} di media sosial.",
)


def page(number, more="", path=None):
    body = "".join(f"<p>{paragraph.format(n=number)}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<html lang='id'><head><title>Judul {number} - Kabar Uji</title>"
        f"<link rel='canonical' href='http://{HOST}{path or f'/berita/{number}/judul'}'>"
        f"<meta property='article:published_time' content='2024-10-{number:02}T08:00:00+07:00'></head>"
        f"<body><article><h1>Judul berita {number}</h1>{body}{more}</article></body></html>"
    )


def sitemap(*paths):
    urls = "".join(f"<url><loc>http://{HOST}{path}</loc></url>" for path in paths)
    return Reply(
        f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>",
        headers={"Content-Type": "application/xml"},
    )


def fill(site, count=4):
    site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /berita/90/\n")
    site.replies["/sitemap.xml"] = sitemap(*(f"/berita/{number}/judul" for number in range(1, count + 1)))
    for number in range(1, count + 1):
        site.replies[f"/berita/{number}/judul"] = Reply(page(number), etag=f'"{number}"')


def command(tmp_path, site, *more, delay=0.01):
    outlets = tmp_path / "outlets"
    outlets.mkdir(exist_ok=True)
    (outlets / "kabar.toml").write_text(OUTLET.format(delay=delay), encoding="utf-8")
    return [
        sys.executable, "-m", "crawler", "crawl", "--data", str(tmp_path / "data"), "--outlets", str(outlets), "--all",
        "--contact", "uji@netralitas.test", "--proxy", site.proxy, "--allow-private", *more,
    ]  # fmt: skip


def crawl(tmp_path, site, *more, **options):
    found = subprocess.run(
        command(tmp_path, site, *more, **options), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in found.stderr, found.stderr
    return found


def stored(tmp_path):
    return list(read_articles(tmp_path / "data"))


def health(tmp_path):
    (newest,) = sorted((tmp_path / "data" / "crawl" / "health").glob("*.json"))[-1:]
    return json.loads(newest.read_text(encoding="utf-8"))["outlets"]["kabar"]


def test_a_crawl_and_the_next_ones(tmp_path, site):
    fill(site)
    first = crawl(tmp_path, site)
    assert first.returncode == 0, first.stderr
    articles = stored(tmp_path)
    assert [article.title for article in articles if article.title == "Judul berita 2"] == ["Judul berita 2"]
    assert len(articles) == 4
    two = next(article for article in articles if article.title == "Judul berita 2")
    assert two.text == "\n\n".join(paragraph.format(n=2) for paragraph in PARAGRAPHS)
    assert (two.published, two.outlet, two.outlet_region) == ("2024-10-02T08:00:00+07:00", "Kabar Uji", "18.72")
    agents = {headers.get("user-agent") for *_, headers in site.asked}
    assert len(agents) == 1
    assert "uji@netralitas.test" in agents.pop()

    site.asked.clear()
    second = crawl(tmp_path, site)
    assert second.returncode == 0, second.stderr
    assert len(stored(tmp_path)) == 4
    assert health(tmp_path)["unchanged"] == 4
    conditional = [headers for _, _, path, headers in site.asked if path.startswith("/berita/")]
    assert all("if-none-match" in headers for headers in conditional)

    site.replies["/berita/2/judul"] = Reply(
        page(2, "<p>Ralat: rapat itu dihadiri seluruh lurah di Kota Metro.</p>"), etag='"2b"'
    )
    site.replies["/berita/3/judul"] = Reply("Dihapus", 410)
    site.replies["/berita/5/judul"] = Reply(page(5))
    site.replies["/sitemap.xml"] = sitemap(*(f"/berita/{number}/judul" for number in range(1, 6)))
    third = crawl(tmp_path, site)
    assert third.returncode == 0, third.stderr
    assert (health(tmp_path)["new"], health(tmp_path)["new version"], health(tmp_path)["withdrawn"]) == (1, 1, 1)
    versions = [article for article in stored(tmp_path) if article.id == two.id]
    assert len(versions) == 2
    assert versions[1].text.endswith("seluruh lurah di Kota Metro.")
    gone = next(article for article in articles if article.title == "Judul berita 3")
    assert list(withdrawn_articles(tmp_path / "data")) == [gone.id]


def test_what_an_article_is_filed_under_is_stored_and_told(tmp_path, site):
    fill(site, 1)
    labels = "<p>(red/Adv)</p><div class='tags'><a rel='tag' href='/tag/asn'>#Netralitas ASN</a></div>"
    text = page(1, labels).replace("<head>", "<head><meta property='article:section' content='Politik'>")
    site.replies["/berita/1/judul"] = Reply(text)
    crawl(tmp_path, site, "--since", "2024-10-01")
    (article,) = stored(tmp_path)
    assert (article.section, article.tags, article.is_paid, article.language) == (
        "Politik", ("Netralitas ASN",), True, "id",
    )  # fmt: skip
    found = health(tmp_path)
    assert (found["without author"], found["text_count"], found["text_length_median"]) == (1, 1, len(article.text))
    assert (found["last_published"], found["days_silent"] > 0) == ("2024-10-01", True)
    summary = reextract(tmp_path / "data", load_outlets(tmp_path / "outlets"))
    assert (summary.article_count, summary.new_version_count) == (1, 0)


@pytest.mark.parametrize("tag", ['"1"', '"other"'])
def test_a_withdrawn_article_that_comes_back_loses_the_mark(tmp_path, site, tag):
    fill(site, 1)
    crawl(tmp_path, site)
    site.replies["/berita/1/judul"] = Reply("Dihapus", 404)
    for _ in range(2):
        crawl(tmp_path, site)
        assert len(withdrawn_articles(tmp_path / "data")) == 1
    assert health(tmp_path)["gone"] == 1
    assert health(tmp_path)["withdrawn"] == 0
    site.replies["/berita/1/judul"] = Reply(page(1), etag=tag)
    crawl(tmp_path, site)
    assert withdrawn_articles(tmp_path / "data") == {}
    assert len(stored(tmp_path)) == 1


def test_an_address_that_leads_to_another_article_has_lost_its_own(tmp_path, site):
    fill(site, 3)
    crawl(tmp_path, site)
    two = next(article.id for article in stored(tmp_path) if article.title == "Judul berita 2")
    site.replies["/berita/2/judul"] = Reply(status=301, headers={"Location": f"http://{HOST}/berita/3/judul"})
    crawl(tmp_path, site)
    assert list(withdrawn_articles(tmp_path / "data")) == [two]
    assert len(stored(tmp_path)) == 3


def test_a_page_that_lost_its_text_is_not_withdrawn_but_one_that_says_so_is(tmp_path, site):
    fill(site, 2)
    crawl(tmp_path, site)
    site.replies["/berita/1/judul"] = Reply("<html><title>Kabar Uji</title><body><div id='app'></div></body></html>")
    site.replies["/berita/2/judul"] = Reply("<html><title>Halaman tidak ditemukan</title><h1>Maaf</h1></html>")
    crawl(tmp_path, site)
    found = health(tmp_path)
    assert (found["text lost"], found["withdrawn"]) == (1, 1)
    assert any("/berita/1/judul" in problem for problem in found["problems"])


def test_every_page_is_archived(tmp_path, site):
    fill(site, 2)
    crawl(tmp_path, site)
    pages = [page for path in archive_files(tmp_path / "data") for page in read_archive(path)]
    assert {page.url for page in pages} == {
        f"http://{HOST}/sitemap.xml",
        *(f"http://{HOST}/berita/{n}/judul" for n in (1, 2)),
    }


def test_twins_and_pages_of_one_article(tmp_path, site):
    fill(site, 1)
    site.replies["/berita/1/judul"] = Reply(page(1, "<p><a href='/berita/1/judul?page=2'>2</a></p>"))
    extra = "Halaman kedua memuat keterangan ketua pengawas pemilu tentang larangan bagi pegawai pemerintah kota."
    site.replies["/berita/1/judul?page=2"] = Reply(page(1, f"<p>{extra}</p>"))
    site.replies["/sitemap.xml"] = sitemap(
        "/berita/1/judul", "/berita/1/lain", "/berita/1/judul?utm_source=x", "/tentang"
    )
    crawl(tmp_path, site)
    (article,) = stored(tmp_path)
    assert article.text == "\n\n".join([*(paragraph.format(n=1) for paragraph in PARAGRAPHS), extra])


def test_robots_are_obeyed_and_other_hosts_left_alone(tmp_path, site):
    fill(site, 2)
    site.replies["/berita/90/rahasia"] = Reply(page(9))
    site.replies["/sitemap.xml"] = sitemap("/berita/1/judul", "/berita/90/rahasia", "/berita/7/pergi")
    site.replies["/berita/7/judul"] = Reply("", 302, {"Location": "http://127.0.0.1:1/rahasia"})
    found = crawl(tmp_path, site)
    assert len(stored(tmp_path)) == 1
    assert not any(path.startswith("/berita/90/") for path in site.paths())
    assert {host for _, host, _, _ in site.asked} == {HOST}
    assert (health(tmp_path)["barred"], health(tmp_path)["leads away"]) == (1, 1), found.stderr


def test_robots_that_fail_bar_everything(tmp_path, site):
    fill(site)
    site.replies["/robots.txt"] = Reply("", 503)
    crawl(tmp_path, site)
    assert stored(tmp_path) == []
    assert set(site.paths()) == {"/robots.txt"}


@pytest.mark.parametrize("reply", [Reply("Forbidden", 403), Reply("<title>Just a moment...</title>")])
def test_refusals_are_respected(tmp_path, site, reply):
    fill(site, 9)
    for number in range(1, 10):
        site.replies[f"/berita/{number}/judul"] = reply
    found = crawl(tmp_path, site)
    assert found.returncode == 1
    assert "kabar: left before its end: refused" in found.stderr
    assert sum(path.startswith("/berita/") for path in site.paths()) <= 4
    assert stored(tmp_path) == []


def test_a_request_to_wait_is_waited_for(tmp_path, site):
    fill(site, 2)
    good = site.replies["/berita/1/judul"]
    site.replies["/berita/1/judul"] = lambda before: good if before else Reply("", 429, {"Retry-After": "1"})
    assert crawl(tmp_path, site).returncode == 0
    assert len(stored(tmp_path)) == 2
    first, second = (moment for moment, _, path, _ in site.asked if path == "/berita/1/judul")
    assert second - first >= 1
    assert not [path for moment, _, path, _ in site.asked if first < moment < first + 0.9]


def test_requests_keep_the_outlet_s_pause(tmp_path, site):
    fill(site, 4)
    crawl(tmp_path, site, delay=0.3)
    moments = [moment for moment, _, path, _ in site.asked if path != "/robots.txt"]
    assert all(later - earlier > 0.28 for earlier, later in itertools.pairwise(moments))


def test_a_killed_crawl_goes_on_where_it_was(tmp_path, site):
    fill(site, 9)
    process = subprocess.Popen(command(tmp_path, site, delay=0.2), cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while sum(path.startswith("/berita/") for path in site.paths()) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    fetched = sum(path.startswith("/berita/") for path in site.paths())
    assert 4 <= fetched < 9
    second = crawl(tmp_path, site)
    assert second.returncode == 0, second.stderr
    assert len(stored(tmp_path)) == 9
    assert len({article.id for article in stored(tmp_path)}) == 9
    # It is told as one run, though what was found had been noted before the kill.
    assert (health(tmp_path)["found"], health(tmp_path)["new"]) == (9, 9)


def test_who_crawls_must_be_said(tmp_path, site):
    fill(site)
    arguments = [part for part in command(tmp_path, site) if part not in ("--contact", "uji@netralitas.test")]
    found = subprocess.run(
        arguments, cwd=ROOT, env={**os.environ, "NETRALITAS_CONTACT": ""}, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert "say who crawls" in found.stderr
    assert site.asked == []


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "crawler", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_articles_are_read_again_from_the_archive(tmp_path, site):
    fill(site, 2)
    site.replies["/berita/1/judul"] = Reply(page(1, "<p><a href='?page=2'>2</a></p>"))
    site.replies["/berita/1/judul?page=2"] = Reply(page(1, f"<p>{PARAGRAPHS[0].format(n=77)}</p>"))
    crawl(tmp_path, site)
    before = {(article.id, article.text, article.published) for article in stored(tmp_path)}
    data, outlets = str(tmp_path / "data"), str(tmp_path / "outlets")
    again = run("reextract", "--data", data, "--outlets", outlets)
    assert "2 articles, 0 new versions" in again.stderr
    for path in (tmp_path / "data" / "articles").iterdir():
        path.unlink()
    site.asked.clear()
    assert run("reextract", "--data", data, "--outlets", outlets).returncode == 0
    assert {(article.id, article.text, article.published) for article in stored(tmp_path)} == before
    assert site.asked == []


def test_health_tells_what_is_wrong(tmp_path, site):
    fill(site)
    data = str(tmp_path / "data")
    assert "no crawl in" in run("health", "--data", data).stdout
    crawl(tmp_path, site)
    well = run("health", "--data", data)
    assert (well.returncode, "!" in well.stdout) == (0, False), well.stdout
    site.replies["/sitemap.xml"] = Reply("<html>rusak</html>")
    crawl(tmp_path, site)
    ill = run("health", "--data", data)
    assert ill.returncode == 1
    assert "! nothing found, 4 before" in ill.stdout


def test_invented_outlets_are_kept_apart_from_real_articles(tmp_path, site):
    fill(site, 2)
    crawl(tmp_path, site)
    assert is_demonstration(tmp_path / "data")
    text = tmp_path / "berita.txt"
    text.write_text(
        "Judul Berita\n\n" + "\n\n".join(paragraph.format(n=1) for paragraph in PARAGRAPHS), encoding="utf-8"
    )
    real = tmp_path / "real"
    assert run("import", "--data", str(real / "data"), str(text)).returncode == 0
    site.asked.clear()
    refused = crawl(real, site)
    assert refused.returncode == 1
    assert "holds real articles" in refused.stderr
    assert site.asked == []


FEED = """
[[way]]
kind = "feed"
url = "/feed"

[[way]]
kind = "listing"
url = "/terbaru"
"""


@pytest.mark.parametrize(("count", "is_told"), [(4, True), (5, False)])
def test_a_moment_that_many_articles_share_is_that_of_their_import(tmp_path, site, count, is_told):
    fill(site, count + 1)
    moments = dict.fromkeys(range(1, count + 1), "Mon, 07 Oct 2024 08:30:00 +0700")
    moments[count + 1] = "Tue, 08 Oct 2024 09:15:00 +0700"
    items = "".join(
        f"<item><link>http://{HOST}/berita/{n}/judul</link><title>Judul {n}</title><pubDate>{moment}</pubDate></item>"
        for n, moment in moments.items()
    )
    site.replies["/feed"] = Reply(f"<rss><channel>{items}</channel></rss>", headers={"Content-Type": "text/xml"})
    for n in moments:
        day, clock = ("07", "08:30") if n <= count else ("08", "09:15")
        told = re.sub(r"2024-10-\d\dT08:00", f"2024-10-{day}T{clock}", page(n))
        site.replies[f"/berita/{n}/judul"] = Reply(told)
    with_feed(tmp_path, site)
    dates = {article.title: article.published for article in stored(tmp_path)}
    assert dates.pop(f"Judul berita {count + 1}") == "2024-10-08T09:15:00+07:00"
    assert set(dates.values()) == {"2024-10-07T08:30:00+07:00" if is_told else None}


def test_a_list_tells_the_date_that_a_page_does_not(tmp_path, site):
    fill(site, 2)
    rows = "".join(
        f"<div><h3><a href='/berita/{n}/judul'>Judul berita {n}</a></h3><small>{told}</small></div>"
        for n, told in ((1, "Senin, 7 Okt 2024 - 14:05"), (2, "8 Oktober 2024"))
    )
    site.replies["/terbaru"] = Reply(f"<html><body>{rows}</body></html>")
    for n in (1, 2):
        site.replies[f"/berita/{n}/judul"] = Reply(re.sub("<meta[^>]*>", "", page(n)))
    with_feed(tmp_path, site)
    dates = {article.title: article.published for article in stored(tmp_path)}
    assert dates == {"Judul berita 1": "2024-10-07T14:05:00+07:00", "Judul berita 2": "2024-10-08"}


FALLBACK = """
[[way]]
kind = "sitemap"
url = "/alle.xml"
fallback = true
"""


@pytest.mark.parametrize("status", [200, 401, 500])
def test_a_fallback_is_asked_where_the_ways_before_it_failed(tmp_path, site, status):
    fill(site, 2)
    site.replies["/alle.xml"] = sitemap("/berita/1/judul", "/berita/2/judul")
    if status != 200:
        site.replies["/sitemap.xml"] = Reply("tidak ada", status)
    with_ways(tmp_path, site, FALLBACK)
    assert ("/alle.xml" in site.paths()) == (status != 200)
    assert len(stored(tmp_path)) == 2


def test_what_lies_outside_the_window_is_fetched_once(tmp_path, site):
    fill(site, 9)
    for _ in range(2):
        crawl(tmp_path, site, "--since", "2024-10-05")
        assert sorted(article.title for article in stored(tmp_path)) == [f"Judul berita {n}" for n in range(4, 10)]
    assert [site.paths().count(f"/berita/{n}/judul") for n in (1, 2, 3)] == [1, 1, 1]
    crawl(tmp_path, site, "--since", "2024-10-03")
    assert len(stored(tmp_path)) == 8


API = """
[[way]]
kind = "api"
url = "/api/berita?halaman={n}"
items = "data"

[way.fields]
url = "/berita/{id}/judul"
title = "judul"
published = "tanggal"
updated = "diperbarui"
content = "isi"
detail = "/api/berita/{id}"
"""


def test_an_interface_is_asked_for_an_article_once(tmp_path, site):
    site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow:\n")
    rows = [{"id": n, "judul": f"Judul berita {n}", "tanggal": "2024-10-07 08:00:00"} for n in (1, 2)]
    texts = ["".join(f"<p>{paragraph.format(n=n)}</p>" for paragraph in PARAGRAPHS) for n in (1, 2)]

    def list_rows():
        site.replies["/api/berita?halaman=1"] = Reply(json.dumps({"data": rows}))
        for row, text in zip(rows, texts, strict=True):
            site.replies[f"/api/berita/{row['id']}"] = Reply(json.dumps(row | {"isi": text}))

    list_rows()
    with_ways(tmp_path, site, API)
    assert sorted(path for path in site.paths() if path.startswith("/api/berita/")) == [
        "/api/berita/1",
        "/api/berita/2",
    ]
    assert len(stored(tmp_path)) == 2

    # Long after it appeared an article is at rest, until the list says that it was changed.
    with sqlite3.connect(tmp_path / "data" / "crawl" / "state.sqlite") as con:
        con.execute(
            "UPDATE articles SET first_at = '2024-10-08T00:00:00+00:00', fetched_at = '2024-12-08T00:00:00+00:00'"
        )
    site.asked.clear()
    rows[1]["diperbarui"] = "2025-01-02 08:00:00"
    texts[1] += "<p>Ralat: rapat itu dihadiri seluruh lurah di Kota Metro pada sore hari.</p>"
    list_rows()
    with_ways(tmp_path, site, API)
    assert [path for path in site.paths() if path.startswith("/api/berita/")] == ["/api/berita/2"]
    assert len(stored(tmp_path)) == 3


def with_feed(tmp_path, site):
    with_ways(tmp_path, site, FEED)


def with_ways(tmp_path, site, ways):
    arguments = command(tmp_path, site)
    outlet = tmp_path / "outlets" / "kabar.toml"
    outlet.write_text(outlet.read_text(encoding="utf-8") + ways, encoding="utf-8")
    found = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in found.stderr, found.stderr

"""The outlets' files themselves, and the examples of the documentation."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from crawler.outlet import Outlet, article_address
from crawler.outlet_check import check_outlets
from crawler.outlet_files import FAMILIES, OUTLETS, load_outlets, read_family
from crawler.ways.base import Window
from crawler.ways.registry import make_way

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def outlets() -> dict[str, Outlet]:
    return {outlet.id: outlet for outlet in load_outlets()}


def test_the_files_have_no_problem():
    assert [str(problem) for problem in check_outlets()] == []


def test_every_family_can_be_read_and_has_members(outlets):
    members = Counter(outlet.family for outlet in outlets.values())
    for path in FAMILIES.glob("*.toml"):
        read_family(path)
        assert members[path.stem], path


def test_every_outlet_of_the_list_is_there(outlets):
    assert len(outlets) == 125
    hosts = Counter(outlet.host.removeprefix("www.") for outlet in outlets.values())
    assert max(hosts.values()) == 1
    few = "riaumandiri.co pekanbarukini.com kepri.antaranews.com tabikpun.com harianhaluan.id detik.com rri.co.id"
    assert set(few.split()) <= hosts.keys()
    groups = {
        end: sum(host.endswith(end) for host in hosts) for end in (".antaranews.com", ".tribunnews.com", ".disway.id")
    }
    assert groups == {".antaranews.com": 21, ".tribunnews.com": 17, ".disway.id": 4}


def test_every_province_has_an_outlet(outlets):
    with (ROOT / "nlp" / "gazetteer" / "areas.csv").open(encoding="utf-8", newline="") as file:
        provinces = {row["code"] for row in csv.DictReader(file) if row["level"] == "province"}
    assert len(provinces) == 38
    assert {outlet.home[:2] for outlet in outlets.values()} == provinces


def test_every_outlet_says_from_where_it_is_known(outlets):
    for outlet in outlets.values():
        assert "nothing tried against the live site" in outlet.evidence, outlet.id
        assert "\n" not in outlet.evidence, outlet.id


def test_an_example_is_of_its_own_outlet_and_no_other(outlets):
    for outlet in outlets.values():
        for url in outlet.article.examples:
            takers = [other.id for other in outlets.values() if article_address(other, url)]
            assert takers == [outlet.id], url


def test_every_way_can_be_asked(outlets):
    window = Window(today=date(2024, 11, 28), since=date(2024, 11, 26), topic=True)
    for outlet in outlets.values():
        for rule in outlet.ways:
            asks = make_way(outlet, rule).start(window)
            assert asks, (outlet.id, rule.url)
            assert all("{" not in ask.url and ask.url.startswith("http") for ask in asks), (outlet.id, rule.url)


TWINS = [
    ("antara_kepri", "https://kepri.antaranews.com/berita/92905/asn-batam", [
        "https://kepri.antaranews.com/amp/berita/92905/asn-batam",
        "https://kepri.antaranews.com/berita/92905/asn-batam?page=all",
        "https://kepri.antaranews.com/berita/92905/@antarakepri",
        "https://kepri.antaranews.com/berita/92905/asn-batam/whatsapp:/send",
    ]),
    ("riaumandiri", "https://riaumandiri.co/article/115946/kepala-bkpsdm", [
        "https://riaumandiri.co/amp/detail/115946/kepala-bkpsdm",
        "https://www.riaumandiri.co/read/detail/115946/kepala-bkpsdm.html",
        "https://riaumandiri.co/article/115946/kepala-bkpsdm?utm_source=x",
    ]),
    ("tabikpun", "http://tabikpun.com/jelang-pikada-asn-netral/", [
        "https://www.tabikpun.com/jelang-pikada-asn-netral",
        "http://tabikpun.com/jelang-pikada-asn-netral/2/",
        "http://tabikpun.com/jelang-pikada-asn-netral/amp",
        "http://tabikpun.com/jelang-pikada-asn-netral/?amp=1",
        "http://tabikpun.com/jelang-pikada-asn-netral/feed/",
    ]),
    ("tribun_batam", "https://batam.tribunnews.com/2024/10/05/bawaslu-terima-6-laporan", [
        "https://batam.tribunnews.com/amp/2024/10/05/bawaslu-terima-6-laporan",
        "https://batam.tribunnews.com/2024/10/05/bawaslu-terima-6-laporan?page=3",
    ]),
    ("tribun_batam", "https://batam.tribunnews.com/news/1158890/bawaslu-terima-laporan", [
        "https://batam.tribunnews.com/amp/news/1158890/bawaslu-terima-laporan",
    ]),
    ("sumateraekspres", "https://sumateraekspres.bacakoran.co/read/53774/komisi-1-dprd", [
        "https://sumateraekspres.bacakoran.co/amp/53774/komisi-1-dprd",
        "https://sumateraekspres.bacakoran.co/53774/komisi-1-dprd/15",
    ]),
    ("krjogja", "https://www.krjogja.com/yogyakarta/1242558459/sultan-minta-asn-netral", [
        "https://krjogja.com/yogyakarta/amp/1242558459/sultan-minta-asn-netral",
        "https://www.krjogja.com/yogyakarta/1242558459/sultan-minta-asn-netral?page=2",
    ]),
    ("bantenekspres", "https://bantenekspres.co.id/2024/09/16/asn-netral/", [
        "https://bantenekspres.co.id/2024/09/16/asn-netral/3",
        "https://bantenekspres.co.id/2024/09/16/asn-netral/amp/",
    ]),
    ("borneotribun", "https://borneotribun.com/2024/10/pj-gubernur-kalbar.html", [
        "https://www.borneotribun.com/2024/10/pj-gubernur-kalbar.html?m=1",
    ]),
    ("beritajakarta", "https://m.beritajakarta.id/read/140883/ketua-dprd", [
        "https://www.beritajakarta.id/read/140883/ketua-dprd",
        "https://beritajakarta.id/read/140883/ketua-dprd",
    ]),
    ("detik", "https://www.detik.com/jabar/berita/d-7153984/bawaslu-20-asn", [
        "https://www.detik.com/jabar/berita/d-7153984/bawaslu-20-asn/amp",
    ]),
    ("jatimtimes", "https://jatimtimes.com/baca/224177/20200920/191100/asn-netral", [
        "https://jatimtimes.com/baca/224177/20200920/191100/privacy",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("id", "first", "others"), TWINS, ids=[f"{id}-{len(first)}" for id, first, _ in TWINS])
def test_twins_have_one_key_and_are_fetched_at_one_address(outlets, id, first, others):
    own = article_address(outlets[id], first)
    assert own.url == first
    for url in others:
        found = article_address(outlets[id], url)
        assert found.key == own.key, url
        # Slugs that the site ignores stay as they were found.
        assert found.url == first or "@" in url or "privacy" in url, url


@pytest.mark.parametrize(
    ("id", "url"),
    [
        ("antara_kepri", "https://kepri.antaranews.com/nasional/berita/92905/asn-batam"),
        ("antara_kepri", "https://batam.antaranews.com/berita/92905/asn-batam"),
        ("tabikpun", "http://tabikpun.com/pedoman-media-siber/"),
        ("tabikpun", "http://tabikpun.com/category/advertorial-kota-metro/"),
        ("tabikpun", "http://tabikpun.com/wp-content/uploads/2020/10/jelang-pilkada-asn.jpg"),
        ("tabikpun", "http://tabikpun.com/?s=netralitas"),
        ("tabikpun", "http://tabikpun.com/kontak/"),
        ("harianhaluan", "https://www.harianhaluan.id/kategori/sumbar-hari-ini/page/2"),
        ("riaumandiri", "https://assets.riaumandiri.co/article/115946/x"),
        ("riaumandiri", "https://riaumandiri.co/galeri/12/foto"),
        ("tribun_batam", "https://batam.tribunnews.com/tag/12345/netralitas"),
        ("tribun_batam", "https://batam.tribunnews.com/topic/pilkada-2024"),
        ("detik", "https://www.detik.com/jabar/indeks?page=2&date=10/07/2024"),
        ("detik", "https://www.detik.com/edu/berita/d-7153984/seleksi"),
        ("jubi", "http://["),
    ],
)
def test_what_is_no_article_has_no_key(outlets, id, url):
    assert article_address(outlets[id], url) is None


def test_short_links_stay_as_they_are(outlets):
    """A post's number tells nothing of its slug; the canonical link of its page does."""
    found = article_address(outlets["harianhaluan"], "https://www.harianhaluan.id/?p=95500")
    assert (found.key, found.url) == ("harianhaluan:95500", "https://www.harianhaluan.id/?p=95500")


def test_the_examples_of_the_documentation_have_no_problem(tmp_path):
    text = (ROOT / "docs" / "outlets.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.+?)```", text, re.DOTALL)
    assert len(examples) == 3
    for number, example in enumerate(examples):
        (tmp_path / f"example{number}.toml").write_text(example, encoding="utf-8")
    assert [str(problem) for problem in check_outlets(tmp_path)] == []


def test_the_readme_names_every_family():
    told = set(re.findall(r"(?m)^\| `(\w+)` \|", (OUTLETS / "README.md").read_text(encoding="utf-8")))
    assert told == {path.stem for path in FAMILIES.glob("*.toml")}

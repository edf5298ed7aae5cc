from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Request

from crawler.manners.patience import DEFAULT_WAIT, seconds_of
from crawler.manners.refusal import is_challenge, is_missing
from crawler.manners.safety import LeadsAway, SafetyMiddleware, _public, is_private_literal
from crawler.outlet import Outlet, PageRule

OUTLET = Outlet("a", "A", "18.72", "https://www.kabar.id", ZoneInfo("Asia/Jakarta"), PageRule(()), (), ("m.kabar.id",))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "localhost",
        "a.localhost",
        "::1",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "0x7f000001",
        "fe80::1",
        "::ffff:127.0.0.1",
    ],
)
def test_private_numbers(host):
    assert is_private_literal(host)


@pytest.mark.parametrize(
    "host", ["kabar.id", "8.8.8.8", "kabar1.id", "1kabar.co.id", "123.kabar.id", "2606:4700::1111"]
)
def test_public_hosts(host):
    assert not is_private_literal(host)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://kabar.id.jahat.test/x",
        "https://jahat.test/kabar.id",
        "http://[::1]/",
        "https://notkabar.id/",
    ],
)
def test_requests_that_are_not_made(url):
    with pytest.raises(LeadsAway):
        SafetyMiddleware(allow_private=False).process_request(Request(url, meta={"outlet": OUTLET}))


@pytest.mark.parametrize("url", ["https://kabar.id/a", "http://www.kabar.id/a", "https://m.kabar.id/a"])
def test_requests_that_are_made(url):
    assert SafetyMiddleware(allow_private=False).process_request(Request(url, meta={"outlet": OUTLET})) is None


def test_names_that_stand_for_private_addresses_are_not_found():
    assert _public("93.184.216.34", "kabar.id") == "93.184.216.34"
    with pytest.raises(LeadsAway, match=r"kabar\.id stands for 10\.1\.2\.3"):
        _public("10.1.2.3", "kabar.id")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5), (" 12 ", 12), (None, DEFAULT_WAIT), ("nanti", DEFAULT_WAIT), ("-3", DEFAULT_WAIT), ("9" * 30, 10**8)],
)
def test_seconds_of(value, seconds):
    assert seconds_of(value) == seconds


def test_seconds_until_a_date():
    assert 50 < seconds_of(format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)) <= 60
    assert seconds_of(format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)) == 0


@given(st.text(max_size=60))
def test_any_value_gives_seconds(value):
    assert 0 <= seconds_of(value) <= 10**11


def test_challenges():
    assert is_challenge(b"<html><title>Just a moment...</title>")
    assert not is_challenge(b"<html><p>Wali Kota meminta ASN netral.</p>")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<title>Halaman Tidak Ditemukan - Kabar</title><h1>Maaf</h1>", True),
        ("<title>Kabar</title><h1 class='x'>404 <b>Not Found</b></h1>", True),
        ("<title>Kabar</title><h1>Rp404.000 untuk Petani</h1>", False),
        ("<title>Kabar</title><h1>Warga Antre</h1><p>Halaman tidak ditemukan</p>", False),
        ("", False),
    ],
)
def test_a_page_that_says_it_is_not_there(page, expected):
    assert is_missing(page) is expected

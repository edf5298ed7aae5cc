import zlib
from io import BytesIO
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.warc_body import NotDecoded, TooLarge, decode_body
from crawler.warc_hosts import HostRule, host_rule
from crawler.warc_records import ReadingFailed, Tally, WarcPages
from tests.crawler.warc_making import other, packed, record, zipped

HTML = b"<html><body>" + bytes(range(32, 127)) * 20 + b"</body></html>"
RECORDS = [record(f"https://kabar{number}.id/a", HTML + str(number).encode()) for number in range(5)]
FIRST, SECOND, THIRD, FOURTH, FIFTH = packed(*RECORDS[:1]), *map(packed, RECORDS[1:])
LIE = {"url": "https://lie.id/", "body": HTML}
OTHER_HOST = {"url": "https://lie.com/", "body": HTML}


def read(content, rule=None, why_not=lambda body: None):
    tally = Tally()
    pages = WarcPages(BytesIO(content), len(content), rule or HostRule(frozenset({"id"})), why_not, tally)
    return [page.url.partition("//")[2].partition(".")[0] for page in pages], tally


def changed(content, at, to=b"\xff\xff\xff"):
    return content[:at] + to + content[at + len(to) :]


@pytest.mark.parametrize(
    "content",
    [
        packed(*RECORDS[:3]),
        b"".join(RECORDS[:3]),
        zipped(b"".join(RECORDS[:3])),
        zipped(RECORDS[0] + RECORDS[1]) + THIRD,
        # Between them what is none of a page, and addresses in angle brackets, as wget writes them.
        packed(other("warcinfo"), RECORDS[0], other("request"), RECORDS[1], other("revisit"), RECORDS[2]),
        packed(*(one.replace(b"https://kabar0.id/a", b"<https://kabar0.id/a>") for one in RECORDS[:3])),
    ],
)
def test_a_sound_file(content):
    urls, tally = read(content)
    assert (urls, dict(tally.troubles)) == (["kabar0", "kabar1", "kabar2"], {})


@pytest.mark.parametrize(
    ("content", "left"),
    [
        # Members torn, cut, with a wrong checksum, with other bytes in them; what is no member between.
        (FIRST + SECOND[:200] + THIRD + FOURTH, "0 2 3"),
        (FIRST + SECOND[:200] + SECOND[:200] + FOURTH, "0 3"),
        (FIRST + SECOND[:30], "0"),
        (FIRST + SECOND[:-4], "0"),
        (FIRST + SECOND[:200], "0"),
        (FIRST + changed(SECOND, len(SECOND) - 6) + THIRD, "0 2"),
        (changed(FIRST, 90) + SECOND, "1"),
        (FIRST + b"no member" * 50 + THIRD, "0 2"),
        (FIRST + b"\x1f\x8b\x08" * 500 + THIRD, "0 2"),
        (FIRST + b"\0" * 500, "0"),
        (FIRST + zipped(b"<html>" * 500) + THIRD, "0 2"),
        (zipped(b"".join(RECORDS))[:-30], "0 1 2"),
        # Plain files.
        (RECORDS[0] + RECORDS[1][:500], "0"),
        (RECORDS[0] + RECORDS[1][:20], "0"),
        (RECORDS[0] + b"nothing\r\n" * 50 + RECORDS[2], "0 2"),
        (RECORDS[0] + RECORDS[1].replace(b"WARC/1.0", b"XXXX/1.0") + RECORDS[2], "0 2"),
        # A length that is a lie: too long, too short, none.
        *((FIRST + packed(record(**LIE, length=n)) + THIRD, "0 2") for n in (9_000, 500, 10**13, -4, "x", 10**30)),
        *((RECORDS[0] + record(**LIE, length=n) + RECORDS[2], "0 2") for n in (9_000, 500, 10**13, -4, "x", 10**30)),
        *((FIRST + packed(record(**OTHER_HOST, length=n)) + THIRD, "0 2") for n in (9_000, 500, 10**13, -4)),
        *((RECORDS[0] + record(**OTHER_HOST, length=n) + RECORDS[2], "0 2") for n in (9_000, 500, 10**13, -4)),
        (FIRST + packed(record(**LIE, length=9_000)), "0"),
        # Headers of megabytes, and of another kind.
        (FIRST + packed(record("https://lie.id/" + "z" * 2_000_000, HTML)) + THIRD, "0 2"),
        (FIRST + packed(RECORDS[1].replace(b"\r\n", b"\n")) + THIRD, "0 2"),
    ],
)  # fmt: skip
def test_reading_goes_on_behind_a_broken_place(content, left):
    urls, tally = read(content)
    assert urls == [f"kabar{number}" for number in left.split()]
    assert tally.troubles["broken places"] == 1


@pytest.mark.parametrize(
    "content", [b"", b"hello\n" * 100, zipped(b"<html>" * 100), b"\x1f\x8b", FIRST[:20], zipped(b"")]
)
def test_no_warc_file(content):
    urls, tally = read(content)
    assert (urls, dict(tally.troubles)) == ([], {"no WARC file": 1})


def test_what_is_passed_over_is_counted():
    urls, tally = read(
        packed(
            other("request"),
            record("https://kabar.com/", HTML),
            record("https://kabar.id/", b"HTML", kind="image/png"),
            record("https://kabar.id/", b"HTML", status="404 Not Found"),
            record("https://kabar.id/", b"x" * 1000).replace(b"HTTP/1.1 200 OK", b"GARBAGE GARBAGE"),
            record("https://large.id/", b"x" * 31_500_000),
            record("https://bomb.id/", zipped(b"\0" * 31_000_000), Content_Encoding="gzip"),
            record("https://packed.id/", b"\x01\x02\x03" * 9, Content_Encoding="br"),
            record("https://kurz.id/", b"<html>short"),
            record("https://kabar.id:8080/x", HTML, kind="application/xhtml+xml"),
            record("https://odd.id/\udcff\x01 \u2028/é", HTML),
            RECORDS[0].replace(b"2024-10-07T07:20:00Z", b"yesterday"),
        ),
        why_not=lambda body: "too short" if len(body) < 50 else None,
    )
    assert urls == ["kabar", "odd", "kabar0"]
    assert dict(tally.passed) == {
        "no response": 1, "another host": 1, "no HTML": 1, "status other than 200": 1, "no answer of HTTP": 1,
        "too large": 2, "not to be unpacked": 1, "too short": 1,
    }  # fmt: skip
    assert (tally.records, dict(tally.troubles)) == (12, {})


@pytest.mark.parametrize(
    ("body", "transfer", "content"),
    [
        (HTML, None, None),
        (zipped(HTML), None, "gzip"),
        (zipped(HTML), None, "X-GZIP"),
        (zlib.compress(HTML), None, "deflate"),
        (zlib.compress(HTML)[2:-4], None, "deflate"),
        (zipped(zipped(HTML)), None, "gzip, gzip"),
        (f"{len(HTML):x}\r\n".encode() + HTML + b"\r\n0\r\n\r\n", "chunked", None),
        (f"{len(zipped(HTML)):x}\r\n".encode() + zipped(HTML) + b"\r\n0\r\n\r\n", "Chunked", "gzip"),
        # Archives that keep the headers of what was sent beside the page as it was read.
        (HTML, "chunked", "gzip"),
        (b"\xef\xbb\xbf\r\n " + HTML, "chunked", "br"),
        (HTML, None, "identity, UTF-8"),
    ],
)
def test_bodies(body, transfer, content):
    assert decode_body(body, transfer, content).strip(b"\xef\xbb\xbf\r\n ") == HTML


def test_bodies_that_are_cut_off_or_broken():
    body = zipped(b"<html>" + bytes(range(256)) * 2_000)
    assert decode_body(body[:-20], None, "gzip").startswith(b"<html>")
    with pytest.raises(NotDecoded):
        decode_body(b"\0\1\2" * 50, None, "gzip")
    with pytest.raises(NotDecoded):
        decode_body(b"\0\1\2" * 50, None, "pack200")
    with pytest.raises(TooLarge):
        decode_body(zipped(b"\0" * 40_000_000), None, "gzip")


@given(st.lists(st.tuples(st.integers(0, len(FIRST + SECOND + THIRD) - 1), st.binary(max_size=8)), max_size=6))
def test_no_bytes_break_the_reading(changes):
    content = FIRST + SECOND + THIRD
    for at, to in changes:
        content = changed(content, at, to)
    urls, tally = read(content)
    assert set(urls) <= {"kabar0", "kabar1", "kabar2"} or tally.records
    assert len(urls) == 3 or tally.troubles or tally.passed


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_no_headers_break_the_reading(headers, body):
    block = b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    head += b"WARC-Target-URI: https://aneh.id/" + headers.replace(b"\r", b"").replace(b"\n", b"")
    one = head + f"\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    urls, _ = read(packed(RECORDS[0], one, RECORDS[1]))
    assert [url for url in urls if url.startswith("kabar")] == ["kabar0", "kabar1"]


def test_many_records_and_many_broken_places_take_no_time_without_end():
    content = packed(record("https://kabar.id/", b"<p>"), other("request")) * 5_000 + (FIRST + SECOND[:90]) * 300
    urls, tally = read(content)
    assert (len(urls), tally.troubles["broken places"]) == (5_300, 300)


@pytest.mark.parametrize("content", [packed(*RECORDS), FIRST + SECOND[:200] + THIRD, FIRST + SECOND[:200], RECORDS[0]])
def test_a_network_that_fails_is_no_broken_record(content):
    """Wherever it fails: in a record, in looking for the next, in looking whether the file ends whole."""

    class Failing(BytesIO):
        left = 0

        def read(self, size=-1):
            self.ask()
            return super().read(size)

        def seek(self, offset, whence=0):
            self.ask()
            return super().seek(offset, whence)

        def ask(self):
            self.left -= 1
            if self.left < 0:
                raise TimeoutError("gone")

    def fails(left):
        file = Failing(content)
        file.left = left
        try:
            list(WarcPages(file, len(content), HostRule(frozenset(), True), lambda body: None, Tally()))
        except ReadingFailed as error:
            return str(error)
        return None

    told = list(takewhile(bool, map(fails, range(1_000))))
    assert len(told) > 3
    assert set(told) == {"TimeoutError: gone"}


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://kabar.id/a", True),
        ("http://WWW.Kabar.co.ID:8080", True),
        ("https://kabar.id./", True),
        ("https://user:x@kabar.id/", True),
        ("https://kabar.com/a.id/", False),
        ("https://kabarid/", False),
        ("https://kabar.id@evil.com/", False),
        ("https://berita.kabar.com/", False),
        ("https://regional.portal.test/x", True),
        ("https://myportal.test/", False),
        ("dns:kabar.id", False),
        ("", False),
        ("https://" + "a." * 50_000 + "com/", False),
    ],
)
def test_hosts(url, taken):
    assert HostRule(frozenset({"id", "portal.test"})).takes(url) is taken
    assert HostRule(frozenset(), is_any=True).takes(url)


def test_rules(tmp_path):
    assert host_rule().takes("https://batam.tribunnews.com/2024/x")
    assert not host_rule().takes("https://www.tribunnews.com/2024/x")
    assert not host_rule(["my"]).takes("https://kabar.id/")
    path = tmp_path / "hosts.txt"
    path.write_text("# ours\nhttps://www.Kabar.test/berita\n\n.portal.test\n", encoding="utf-8")
    assert host_rule((), path).names == {"kabar.test", "portal.test"}
    for content, why in [
        ("\n#\n", "no host in this file"),
        ("kabar test", "no host or domain"),
        ("http://[", "no host"),
    ]:
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ValueError, match=why):
            host_rule((), path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match="cannot be read as a list of hosts"):
        host_rule((), path)

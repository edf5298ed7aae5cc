import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.archive import Archive, archive_files, read_archive

MOMENT = datetime(2024, 10, 7, 3, tzinfo=UTC)


def test_request_and_response_come_back(tmp_path):
    archive = Archive(tmp_path, 7)
    headers = {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip", "etag": '"x"'}
    archive.write("https://kabar.test/a?b=1", {"User-Agent": "netralitas"}, 200, headers, b"<p>Wali Kota</p>", MOMENT)
    archive.write("https://kabar.test/hilang", {}, 410, {}, b"", MOMENT)
    archive.close()
    (path,) = archive_files(tmp_path)
    first, second = read_archive(path)
    assert (first.url, first.status, first.fetched_at) == ("https://kabar.test/a?b=1", 200, MOMENT)
    assert first.body == b"<p>Wali Kota</p>"
    assert first.headers["etag"] == '"x"'
    # The body is kept decoded.
    assert "content-encoding" not in first.headers
    assert (second.status, second.body) == (410, b"")
    raw = gzip.decompress(path.read_bytes())
    assert b"GET /a?b=1 HTTP/1.1" in raw
    assert b"User-Agent: netralitas" in raw


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_torn_end_is_passed_over(tmp_path, cut, caplog):
    archive = Archive(tmp_path, 1)
    for number in range(3):
        archive.write(f"https://kabar.test/{number}", {}, 200, {}, b"isi " * 50, MOMENT)
    archive.close()
    (path,) = archive_files(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    pages = list(read_archive(path))
    assert [page.url for page in pages][:2] == ["https://kabar.test/0", "https://kabar.test/1"]
    assert all(page.body == b"isi " * 50 for page in pages[:2])


@settings(max_examples=30, deadline=None)
@given(body=st.binary(max_size=3000), status=st.integers(200, 599))
def test_any_body_comes_back(tmp_path_factory, body, status):
    folder = tmp_path_factory.mktemp("archive")
    archive = Archive(folder, 1)
    archive.write("https://kabar.test/", {}, status, {"content-type": "text/html"}, body)
    archive.close()
    (page,) = read_archive(archive_files(folder)[0])
    assert (page.body, page.status) == (body, status)


def test_a_file_that_is_no_archive_is_told(tmp_path, caplog):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"no archive at all")
    assert list(read_archive(path)) == []
    assert str(path) in caplog.text

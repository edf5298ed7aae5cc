"""Every response with its request, as WARC (ISO 28500) in `DIR/pages/`: a better reader reads old pages again.

Each record is a gzip member of its own and reaches the disk before the next begins; of a crawl that is killed at most
the last record is torn, and reading passes over it.
"""

import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

log = logging.getLogger(__name__)
# A new file at this size: archives of one gigabyte are what others expect.
LARGEST_FILE = 1_000_000_000
# What warcio raises on a record that ends too early or is none.
TORN = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, zlib.error)
# These no longer fit the body, which is kept decoded.
NOT_KEPT = frozenset({"content-encoding", "transfer-encoding", "content-length"})
MOMENT = re.compile(r"-([0-9]{8}T[0-9]{12})")
REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 403: "Forbidden", 404: "Not Found"}


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One response; header names in lower case, `fetched_at` in UTC."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    fetched_at: datetime


class Archive:
    """The archive of one run, appended to."""

    def __init__(self, data_dir: Path, run_id: int, crawler: str | None = None, largest: int = LARGEST_FILE) -> None:
        """`crawler` is the id of one of several: their runs have the same numbers, their files must not."""
        self._folder = data_dir / "pages"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._run_id = run_id
        self._crawler = crawler
        self._largest = largest
        self._open()

    def write(
        self,
        url: str,
        request_headers: Mapping[str, str],
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        fetched_at: datetime | None = None,
    ) -> None:
        """Add a response and its request. Raises OSError where the disk refuses."""
        moment = (fetched_at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = [(name, value) for name, value in headers.items() if name.lower() not in NOT_KEPT]
        kept.append(("Content-Length", str(len(body))))
        response = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            http_headers=StatusAndHeaders(f"{status} {REASONS.get(status, '')}".strip(), kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": moment},
        )
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = [("Host", parts.netloc), *request_headers.items()]
        request = self._writer.create_warc_record(
            url,
            "request",
            http_headers=StatusAndHeaders(f"GET {path} HTTP/1.1", asked, is_http_request=True),
            warc_headers_dict={"WARC-Date": moment, "WARC-Concurrent-To": response.rec_headers["WARC-Record-ID"]},
        )
        self._writer.write_record(response)
        self._writer.write_record(request)
        self._file.flush()
        if self._file.tell() > self._largest:
            self.close()
            self._open()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _open(self) -> None:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        crawler = f"-{self._crawler}" if self._crawler else ""
        self.path = path = self._folder / f"run{self._run_id:06}-{moment}{crawler}.warc.gz"
        self._file = path.open("xb")
        self._writer = WARCWriter(self._file, gzip=True)
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, {"software": "netralitas"}))


def read_archive(path: Path) -> Iterator[ArchivedPage]:
    """Read the HTML responses of a WARC file from anywhere, in order; a torn end is logged and passed over."""
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                status = record.http_headers.get_statuscode()
                headers = {name.lower(): value for name, value in record.http_headers.headers}
                moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date").replace("Z", "+00:00"))
                body = record.content_stream().read()
                _check_whole(record)
                yield ArchivedPage(
                    record.rec_headers.get_header("WARC-Target-URI"),
                    int(status) if status.isdigit() else 0,
                    headers,
                    body,
                    moment,
                )
        except TORN as error:
            log.warning("%s: torn or broken from here on, the rest is passed over (%s)", path, error)


def _check_whole(record: ArcWarcRecord) -> None:
    """Raise EOFError where a record holds less than it says: warcio gives what there is of it, and no error."""
    if record.rec_headers.get_header("Content-Length") is None:
        raise EOFError("a record without its length")
    while record.raw_stream.read(65_536):
        pass
    if record.raw_stream.limit > 0:
        raise EOFError("a record ends before its length")


def archive_files(data_dir: Path) -> list[Path]:
    """The WARC files of a data directory, oldest first.

    By the moment in their names: of several crawlers each counts its runs by itself.
    """
    return sorted((data_dir / "pages").glob("*.warc.gz"), key=_moment_of)


def _moment_of(path: Path) -> tuple[str, str]:
    found = MOMENT.search(path.name)
    return (found[1] if found else "", path.name)

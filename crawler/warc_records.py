"""The pages in a WARC file, in one pass and without holding more than one: what is cheap to tell is told first.

A record counts as sound when its successor begins where it should, or the file ends there. So a page is handed on one
record late. Where a record is broken, reading goes on at the next place where one begins: in a packed file the next
member that opens to a WARC record, in a plain one the next line that begins one. What lies between is lost and told.
"""

import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from fastwarc.stream_io import GzipReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawler.html_page import LONGEST_PAGE
from crawler.warc_body import NotDecoded, TooLarge, decode_body
from crawler.warc_hosts import HostRule

GZIP = b"\x1f\x8b"
MEMBER = b"\x1f\x8b\x08"
BEGINNING = re.compile(rb"(?:^|(?<=\n))WARC/[01]\.\d+\r?\n")
# A body may be longer packed than unpacked, by a little, and has its headers before it.
LONGEST_RECORD = LONGEST_PAGE + 1_000_000
PIECE = 1 << 20
# Looked at to tell whether a record begins here.
PROBE, OPENED = 4_096, 64
LONGEST_HEADERS = 1 << 16
# A file with more broken places than this is left where it stands; so is one with more that only look like a beginning.
MOST_BROKEN, MOST_PROBES = 10_000, 100_000
RESPONSE = int(WarcRecordType.response)
# Of a header no more is looked at.
LONGEST_ADDRESS = 8_000


class ReadingFailed(OSError):
    """The file could not be read on: its disk, its store or the network failed. Nothing is wrong with its content."""


@dataclass(slots=True)
class Tally:
    """What a file held: `records` of all kinds, `passed` over by reason, `troubles` by what is lost."""

    records: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that passed what is cheap; `body` as the reader of pages takes it."""

    url: str
    body: bytes


@dataclass(slots=True)
class _Last:
    """The record that was read last: where it (or its member) begins, and the page in it that waits."""

    start: int
    length: int = 0
    page: FoundPage | None = None
    is_across: bool = False


class WarcPages:
    """One pass over the pages of a file. `why_not` tells why a body is not worth more, or None."""

    def __init__(
        self, file: BinaryIO, size: int, rule: HostRule, why_not: Callable[[bytes], str | None], tally: Tally
    ) -> None:
        self._file = _Watched(file)
        self._size = size
        self._rule = rule
        self._why_not = why_not
        self._tally = tally
        self._is_broken_here = False
        self._probes = 0

    def __iter__(self) -> Iterator[FoundPage]:
        """The pages, in order. Raises ReadingFailed where the file cannot be read on."""
        self._file.seek(0)
        self._is_packed = self._file.read(2) == GZIP
        start: int | None = 0
        while start is not None:
            start = yield from self._read(start)
        if not self._tally.records:
            self._tally.troubles = Counter({"no WARC file": 1})

    def _read(self, start: int) -> Generator[FoundPage, None, int | None]:
        """Read until the end or the next broken place; gives where to go on, or None at the end."""
        self._file.seek(start)
        stream: Any = GzipReader(self._file) if self._is_packed else self._file
        last: _Last | None = None
        try:
            for record in ArchiveIterator(stream, parse_http=False, stream_detect=False, strict_mode=False):
                if last is not None and last.page is not None:
                    yield last.page
                self._is_broken_here = False
                self._tally.records += 1
                last = _Last(record.stream_pos)
                if self._is_packed:  # of several in one member it is that member's that counts
                    last.start = min(last.start, stream.frame_start_position())
                last.length = record.content_length
                last.page = self._page(record)
                if last.page is not None and self._is_packed:
                    last.is_across = stream.frame_start_position() != last.start
        except BaseException as error:
            # The reader's own failures are no Exception: it is written in another language.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
        else:
            if last is None or self._ends_whole(last):
                if last is not None and last.page is not None:
                    yield last.page
                self._file.check()
                return None
        self._file.check()
        if last is not None and last.page is not None:
            if self._is_sound(last, stream):
                yield last.page
            else:
                self._tally.troubles["pages in broken records"] += 1
        return self._next_start(start if last is None else last.start)

    def _page(self, record: Any) -> FoundPage | None:
        """The page of a record, or None with the reason counted."""
        passed = self._tally.passed
        if int(record.record_type) != RESPONSE:
            passed["no response"] += 1
            return None
        url = _address(record)
        if not self._rule.takes(url):
            passed["another host"] += 1
            return None
        try:
            record.parse_http(strict_mode=False, max_header_len=LONGEST_HEADERS)
            headers = record.http_headers
            status = headers.status_code if headers is not None else None
        except (OSError, ValueError):
            status = None
        if status is None:
            passed["no answer of HTTP"] += 1
            return None
        if status != 200:
            passed["status other than 200"] += 1
            return None
        if "html" not in (headers.get("Content-Type") or "text/html").lower():
            passed["no HTML"] += 1
            return None
        if record.content_length > LONGEST_RECORD:
            passed["too large"] += 1
            return None
        body = record.reader.read()
        if len(body) < record.content_length:
            raise OSError("a record ends before its length")
        try:
            body = decode_body(body, headers.get("Transfer-Encoding"), headers.get("Content-Encoding"))
        except TooLarge:
            passed["too large"] += 1
            return None
        except NotDecoded:
            passed["not to be unpacked"] += 1
            return None
        if reason := self._why_not(body):
            passed[reason] += 1
            return None
        return FoundPage(url, body)

    def _is_sound(self, last: _Last, stream: Any) -> bool:
        """Whether a record before a broken place is whole itself."""
        if self._is_packed:
            return not last.is_across and stream.frame_start_position() > last.start
        end = self._end_of_plain(last)
        if end > self._size:
            return False
        self._file.seek(end)
        return self._file.read(4).startswith((b"\r\n\r\n", b"\n\n"))

    def _ends_whole(self, last: _Last) -> bool:
        """Whether the file ends where its last record does: the reader tells nothing of one that is cut off."""
        if not self._is_packed:
            return self._end_of_plain(last) <= self._size
        head, length = b"", 0
        self._file.seek(last.start)
        member = zlib.decompressobj(31)
        try:
            while piece := self._file.read(PIECE):
                while piece:
                    opened = member.decompress(piece, PIECE)
                    length += len(opened)
                    head += opened[: LONGEST_HEADERS - len(head)]
                    piece = member.unconsumed_tail or member.unused_data
                    if member.eof and piece:
                        member = zlib.decompressobj(31)
        except zlib.error:
            return False
        return member.eof and _after_headers(head) + last.length <= length

    def _end_of_plain(self, last: _Last) -> int:
        """Where the content of a record ends in a plain file, by its own account."""
        self._file.seek(last.start)
        return last.start + _after_headers(self._file.read(LONGEST_HEADERS)) + last.length

    def _next_start(self, after: int) -> int | None:
        """Where reading can go on after a broken place; None where it cannot."""
        if not self._is_broken_here:
            self._tally.troubles["broken places"] += 1
        self._is_broken_here = True
        if self._tally.troubles["broken places"] >= MOST_BROKEN or self._probes >= MOST_PROBES:
            self._tally.troubles["left with too many broken places"] += 1
            return None
        start = self._find(after + 1)
        if start is None:
            self._tally.troubles["files broken to their end"] += 1
        return start

    def _find(self, start: int) -> int | None:
        overlap = PROBE if self._is_packed else OPENED
        while start < self._size:
            self._file.seek(max(0, start - 1))
            window = self._file.read(PIECE)
            offset = start - max(0, start - 1)
            for at in self._candidates(window, offset):
                return max(0, start - 1) + at
            if self._probes >= MOST_PROBES or len(window) <= overlap:
                return None
            start += len(window) - overlap
        return None

    def _candidates(self, window: bytes, offset: int) -> Iterator[int]:
        if not self._is_packed:
            yield from (match.start() for match in BEGINNING.finditer(window, offset))
            return
        at = window.find(MEMBER, offset)
        while at >= 0 and self._probes < MOST_PROBES:
            self._probes += 1
            try:
                opened = zlib.decompressobj(31).decompress(window[at : at + PROBE], OPENED)
            except zlib.error:
                opened = b""
            if opened.lstrip().startswith(b"WARC/"):
                yield at
            at = window.find(MEMBER, at + 1)


def _after_headers(head: bytes) -> int:
    """The length of a record's headers; more than any file's where they do not end."""
    end = re.search(rb"\r?\n\r?\n", head)
    return end.end() if end else sys.maxsize


def _address(record: Any) -> str:
    """The address of a record; some writers put it in angle brackets."""
    told = (record.headers.get("WARC-Target-URI") or "")[:LONGEST_ADDRESS].strip()
    return cast(str, told.removeprefix("<").removesuffix(">"))


class _Watched:
    """A file that remembers what went wrong in reading it, for the reader of archives tells all failures alike."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._failure: ReadingFailed | None = None

    def read(self, size: int = -1) -> bytes:
        """Read on. Raises ReadingFailed."""
        try:
            return self._file.read(size)
        except Exception as error:
            raise self._failed(error) from error

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go elsewhere. Raises ReadingFailed."""
        try:
            return self._file.seek(offset, whence)
        except Exception as error:
            raise self._failed(error) from error

    def tell(self) -> int:
        """Where reading stands."""
        return self._file.tell()

    def close(self) -> None:
        """Nothing: whoever opened the file closes it."""

    def check(self) -> None:
        """Raise ReadingFailed where reading has failed."""
        if self._failure is not None:
            raise self._failure

    def _failed(self, error: Exception) -> ReadingFailed:
        self._failure = ReadingFailed(f"{type(error).__name__}: {error}")
        return self._failure

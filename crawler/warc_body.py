"""The body of a page as it lies in an archive, freed of what the transfer put around it.

Archives keep bodies as they were sent or as they were read, and their headers do not always tell which: Common Crawl's
news until May 2019 says "gzip" and "chunked" of bodies that are neither. So a body is looked at first.
"""

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

from crawler.html_page import LONGEST_PAGE

PIECE = 1 << 16
FIRST_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*\r?\n")
# How a page begins that nothing is packed around any more.
MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
READERS: dict[str, Callable[[bytes], Any]] = {
    "gzip": lambda body: GzipReader(BytesIO(body)),
    "x-gzip": lambda body: GzipReader(BytesIO(body)),
    "deflate": lambda body: GzipReader(BytesIO(_with_zlib_header(body)), zlib=True),
    "br": lambda body: BrotliReader(BytesIO(body)),
    "zstd": lambda body: ZstdReader(BytesIO(body)),
}
PLAIN = frozenset({"", "identity", "none", "utf-8"})


class TooLarge(ValueError):
    """A body is longer than the longest page that we read."""


class NotDecoded(ValueError):
    """A body is packed in a way that we do not know, or broken from its first byte."""


def decode_body(body: bytes, transfer_encoding: str | None, content_encoding: str | None) -> bytes:
    """The page in a body. One that is cut off gives what there is of it; nothing is unpacked beyond LONGEST_PAGE.

    Raises TooLarge, NotDecoded.
    """
    if transfer_encoding and "chunked" in transfer_encoding.lower() and FIRST_CHUNK.match(body):
        body = _read(ChunkedReader(BytesIO(body)))
    for name in reversed((content_encoding or "").lower().split(",")):
        if (name := name.strip()) in PLAIN or MARKUP.match(body):
            continue
        if name not in READERS:
            raise NotDecoded(f"an encoding that is not known: {name!r:.40}")
        body = _read(READERS[name](body))
    if len(body) > LONGEST_PAGE:
        raise TooLarge(f"larger than {LONGEST_PAGE:,} bytes")
    return body


def _read(reader: Any) -> bytes:
    pieces: list[bytes] = []
    length = 0
    while length <= LONGEST_PAGE:
        try:
            piece = cast(bytes, reader.read(PIECE))
        except OSError as error:
            if not pieces:
                raise NotDecoded(str(error)) from error
            break
        if not piece:
            break
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces)


def _with_zlib_header(body: bytes) -> bytes:
    """What servers call "deflate" comes with the header of zlib or without: without one, it gets one."""
    try:
        zlib.decompressobj().decompress(body[:PIECE], 1)
    except zlib.error:
        return b"\x78\x9c" + body
    return body

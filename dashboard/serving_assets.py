"""What goes over the wire: how long a browser may keep an answer, and answers packed small.

A file whose address changes with it is kept for good; others are asked for again, and answered "not changed". Packed
files are held by their content, so that each is packed once in a process.
"""

import gzip
import hashlib
import re

from flask import Flask, Response, request

from dashboard.memory import Memory

try:
    import brotli  # type: ignore[import-untyped]
except ImportError:  # pragma: no cover: not there under PyPy
    brotli = None

# Dash puts version and time of change into a file's name ("dash.v4_4_1m1700000000.min.js"); into ours, `?m=`.
FINGERPRINT = re.compile(r"\.v[0-9_]+m[0-9]+\.")
PACKED = ("text/", "application/json", "application/javascript", "image/svg+xml")
SMALLEST = 1_000  # bytes; less fits into one packet either way
YEAR = 31_536_000
WEEK = 604_800
# Measured on the page's own answers (docs/dashboard.md): files are packed once, answers every time.
FILE_LEVELS = {"br": 9, "gzip": 9}
ANSWER_LEVELS = {"br": 4, "gzip": 4}
FILES: Memory[bytes] = Memory(300)


def add_transport(server: Flask) -> None:
    """Set caching and pack every answer that gets smaller by it."""

    def finish(response: Response) -> Response:
        is_file = request.path.startswith(("/assets/", "/_dash-component-suites/"))
        if response.status_code == 200:
            response.headers["Cache-Control"] = _keeping(request.path, is_file)
        if response.status_code == 200 and request.method in ("GET", "HEAD") and _is_known(response):
            response.set_data(b"")
            response.status_code = 304
            return response
        return _packed(response, is_file)

    server.after_request(finish)


def _keeping(path: str, is_file: bool) -> str:
    if not is_file:
        # What readers see is theirs alone, and as new as the warehouse.
        return "private, no-store" if path.startswith("/_dash-update-component") else "private, no-cache"
    if FINGERPRINT.search(path) or "m" in request.args:
        return f"public, max-age={YEAR}, immutable"
    return f"public, max-age={WEEK}" if path.startswith("/assets/fonts/") else "public, no-cache"


def _is_known(response: Response) -> bool:
    """Whether the browser has this very content."""
    tag, _ = response.get_etag()
    return tag is not None and request.if_none_match.contains_weak(tag)


def _packed(response: Response, is_file: bool) -> Response:
    kind = (response.mimetype or "").lower()
    if response.status_code != 200 or not kind.startswith(PACKED) or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    way = accepted_way()
    if way is None or "Range" in request.headers:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < SMALLEST:
        return response
    if is_file:
        key = (way, hashlib.blake2b(content, digest_size=16).digest())
        small = FILES.get(key, lambda: pack(content, way, FILE_LEVELS[way]))
    else:
        small = pack_answer(content, way)
    if len(small) < len(content):
        tag, _ = response.get_etag()
        response.set_data(small)
        response.headers["Content-Encoding"] = way
        if tag is not None:
            response.set_etag(tag, weak=True)
    return response


def pack_answer(content: bytes, way: str) -> bytes:
    """What is made anew for each reader, packed quickly rather than as small as can be."""
    return pack(content, way, ANSWER_LEVELS[way])


def pack(content: bytes, way: str, level: int) -> bytes:
    """The content packed by "br" or "gzip"; the same bytes for the same content."""
    if way == "br":
        return bytes(brotli.compress(content, quality=level))
    return gzip.compress(content, level, mtime=0)


def accepted_way() -> str | None:
    """The best way of packing that the browser takes ("br" or "gzip"), None where it takes none."""
    accepted = request.accept_encodings
    for way in ("br", "gzip") if brotli is not None else ("gzip",):
        if accepted.quality(way) > 0:
            return way
    return None

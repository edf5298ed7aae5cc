"""WARC files for tests, byte by byte, so that each can be broken in its own way."""

import gzip
from functools import partial

# The same bytes whenever a worker collects the tests: they stand in their names.
zipped = partial(gzip.compress, mtime=0)


def record(url: str, body: bytes, status: str = "200 OK", kind: str = "text/html", length: object = None, **more: str):
    """One response, not packed; `more` are headers of HTTP, `length` a Content-Length of its own."""
    headers = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    block = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-10-07T07:20:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode("utf-8", errors="surrogateescape") + block + b"\r\n\r\n"


def other(kind: str) -> bytes:
    """A record that is no response."""
    return f"WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n".encode()


def packed(*records: bytes) -> bytes:
    """Records, each a gzip member."""
    return b"".join(zipped(one, 6) for one in records)


def page(title: str, text: str) -> str:
    """A page with an article, a menu and a footer around it."""
    body = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line.strip())
    return (
        f"<!DOCTYPE html><html lang='id'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        "<nav><a href='/'>Beranda</a> <a href='/olahraga'>Olahraga</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>Hak cipta</footer></body></html>"
    )

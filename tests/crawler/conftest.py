"""A small news site on loopback, reached as an http proxy under any host name."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

HOST = "kabar.test"


@dataclass
class Reply:
    """What the site answers; `etag` is answered with 304 where the reader has it."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    pause: float = 0.0


@dataclass
class Site:
    """Replies by path (and query); `asked` holds every request: (moment, host, path, headers)."""

    replies: dict[str, Reply | Callable[[int], Reply]] = field(default_factory=dict)
    asked: list[tuple[float, str, str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [path for _, _, path, _ in self.asked]

    def reply(self, host: str, path: str, headers: dict[str, str]) -> Reply:
        before = sum(path == other for _, _, other, _ in self.asked)
        self.asked.append((time.monotonic(), host, path, headers))
        found = self.replies.get(path, Reply("Halaman tidak ditemukan", 404))
        return found(before) if callable(found) else found


@contextmanager
def open_site() -> Iterator[Site]:
    """An empty site, to be filled."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            host = parts.netloc or self.headers.get("Host", "")
            reply = found.reply(host, path, {name.lower(): value for name, value in self.headers.items()})
            time.sleep(reply.pause)
            unchanged = reply.etag is not None and self.headers.get("If-None-Match") == reply.etag
            body = b"" if unchanged else reply.body.encode("utf-8")
            self.send_response(304 if unchanged else reply.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                self.send_header(name, value)
            if reply.etag:
                self.send_header("ETag", reply.etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as found:
        yield found

"""The newsroom as a server on the loopback: virtual hosts by the Host header, or as a forward proxy.

Every request is logged, so that a crawl's manners can be measured.
"""

import gzip
import hashlib
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from demo.newsroom.calendar import http_date
from demo.newsroom.exchange import TEXT, Reply, Request
from demo.newsroom.records import SEED
from demo.newsroom.site import Newsroom

CHALLENGED = "radar-rafflesia"
CHALLENGE = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Memeriksa peramban Anda</h1><p>Mohon "
    "tunggu, "
    "kami memastikan Anda bukan robot. Aktifkan JavaScript dan kuki untuk melanjutkan.</p></body></html>"
)
SLACK = 0.8  # of the delay: what comes that much early is no offence yet
COMPRESSED = ("text/", "application/")
LEAST_PACKED = 500


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the server saw it; `at` in seconds of the monotonic clock, `status` 0 where the body broke off."""

    at: float
    host: str
    path: str
    status: int
    agent: str


class NewsroomServer(ThreadingHTTPServer):
    """Serves a newsroom; with `delays` it answers 429 to those who come faster than an outlet allows."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, port: int = 0, seed: int = SEED, state: int = 1, delays: bool = True, slow_seconds: float = 4.0
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.newsroom = Newsroom(seed, state)
        self.delays = delays
        self.slow_seconds = slow_seconds
        self._lock = threading.Lock()
        self._visits: list[Visit] = []
        self._last: dict[str, float] = {}
        self._broken: set[str] = set()
        self._strangers = 0

    @property
    def address(self) -> str:
        """Where the server listens; as a proxy too."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def visits(self) -> list[Visit]:
        """What was asked for so far."""
        with self._lock:
            return list(self._visits)

    def forget_visits(self) -> None:
        """Begin the log anew."""
        with self._lock:
            self._visits.clear()

    def log_visit(self, visit: Visit) -> None:
        """Remember a request."""
        with self._lock:
            self._visits.append(visit)

    def too_fast(self, host: str) -> bool:
        """Whether this request to a host comes sooner than its outlet allows."""
        house = self.newsroom.house_of(host)
        if not self.delays or house is None:
            return False
        now = time.monotonic()
        with self._lock:
            before = self._last.get(host)
            self._last[host] = now
        return before is not None and now - before < house.delay * SLACK

    def challenges(self, host: str, agent: str) -> bool:
        """Whether an agent without a contact address meets the challenge page: every third time, on one outlet."""
        house = self.newsroom.house_of(host)
        if house is None or house.id != CHALLENGED or "@" in agent or "://" in agent:
            return False
        with self._lock:
            self._strangers += 1
            return self._strangers % 3 == 0

    def breaks_now(self, key: str) -> bool:
        """Whether a breaking page breaks: the first time only."""
        with self._lock:
            fresh = key not in self._broken
            self._broken.add(key)
            return fresh


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    timeout = 30
    server: NewsroomServer

    def do_GET(self) -> None:
        """Answer a GET."""
        self._serve(with_body=True)

    def do_HEAD(self) -> None:
        """Answer a HEAD."""
        self._serve(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet; visits are logged apart."""

    def _serve(self, with_body: bool) -> None:
        arrived = time.monotonic()
        parts = urlsplit(self.path)
        host = (parts.netloc or self.headers.get("Host", "")).partition(":")[0].lower()
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        agent = self.headers.get("User-Agent", "")
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        reply = self._reply(Request(host, unquote(parts.path) or "/", query, agent), target)
        self._send(reply, Visit(arrived, host, target, 0, agent), f"{host}{parts.path}", with_body)

    def _reply(self, request: Request, target: str) -> Reply:
        if request.path != "/robots.txt":
            if self.server.too_fast(request.host):
                return Reply("Terlalu banyak permintaan", 429, TEXT, headers={"Retry-After": "1"})
            if self.server.challenges(request.host, request.agent):
                return Reply(CHALLENGE)
        return self.server.newsroom.respond(request, target)

    def _send(self, reply: Reply, visit: Visit, key: str, with_body: bool) -> None:
        content = reply.content
        if reply.wait:
            time.sleep(self.server.slow_seconds)
        headers = {"Content-Type": reply.type, "Vary": "Accept-Encoding", **reply.headers}
        status = reply.status
        if status == 200:
            headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
            if reply.modified is not None:
                headers["Last-Modified"] = http_date(reply.modified)
            if self._is_known(headers["ETag"], reply):
                status, content = 304, b""
        packed = headers.pop("X-Packed", None)
        wants_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if not packed and wants_gzip and reply.type.startswith(COMPRESSED) and len(content) > LEAST_PACKED:
            content = gzip.compress(content, 5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if status != 304:
            headers["Content-Length"] = str(len(content))
        if reply.breaks and status == 200 and with_body and self.server.breaks_now(key):
            status, content = 0, content[: len(content) // 2]
            self.close_connection = True
        self.server.log_visit(replace(visit, status=status))
        self.send_response(status or 200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            with suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(content)

    def _is_known(self, tag: str, reply: Reply) -> bool:
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tag in tags
        since = self.headers.get("If-Modified-Since")
        if since is None or reply.modified is None:
            return False
        try:
            return reply.modified <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

"""Stores that misbehave, on loopback: one that gives a written answer, and a wire that is held in the middle."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIST = """<?xml version="1.0"?><ListBucketResult><Name>b</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>
<Contents><Key>p/articles/a.parquet</Key><ETag>"1"</ETag><Size>9</Size></Contents></ListBucketResult>"""


def error(code: str, words: str = "words of the store") -> bytes:
    return f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{words}</Message></Error>'.encode()


@contextmanager
def answering(status: int, body: bytes, length: int | None = None) -> Iterator[str]:
    """The address of a server that always answers so; a `length` beyond the body's ends in a broken connection.

    Status 0 closes the connection before any answer.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.close_connection = True
            if status:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body) if length is None else length))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

        def do_GET(self) -> None:
            self.answer()

        def do_PUT(self) -> None:
            self.answer()

        def do_HEAD(self) -> None:
            self.answer()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class HeldWire:
    """A wire to a server that lets so many bytes through, all connections together, and then holds until it is cut."""

    def __init__(self, server: str, most: int) -> None:
        self.is_holding = threading.Event()
        self._left = most
        host, _, port = server.removeprefix("http://").partition(":")
        self._server = host, int(port)
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End all connections, on both sides."""
        for end in [self._listening, *self._open]:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # wakes whoever reads from it
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(self._server)
            self._open += [client, server]
            threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()
            threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_counted: bool) -> None:
        with suppress(OSError):
            while part := source.recv(65_536):
                if is_counted:
                    self._left -= len(part)
                    if self._left < 0:
                        self.is_holding.set()
                        return
                target.sendall(part)

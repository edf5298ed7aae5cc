"""One process that answers: it accepts on a socket that it shares with others, and ends without dropping an answer."""

import logging
import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from waitress.server import create_server

from dashboard.settings import Settings, read_settings

log = logging.getLogger(__name__)
# Most of them wait: a page asks for a few answers at once, and one view is built at a time (`turns.py`).
THREADS = 24
# How long answers that are under way may take when the process is asked to end, in seconds.
GRACE_SECONDS = 25.0
# The largest thing a reader sends is the address of a view.
MAX_BODY = 1_000_000

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class Stop:
    """Asked to end: by a signal, or because whoever started the process is gone."""

    def __init__(self) -> None:
        self.is_asked = False
        self.wake: Any = None

    def ask(self, *_: object) -> None:
        """Ask; the loop wakes at once. Safe in a signal handler and from another thread."""
        self.is_asked = True
        if self.wake is not None:
            with suppress(OSError):  # a second signal, after the server has closed its pipe
                self.wake()


def run_server(application: Any, listener: socket.socket, settings: Settings, threads: int, stop: Stop) -> None:
    """Answer until asked to stop; then accept nothing more and finish what is under way."""
    proxied: dict[str, Any] = {}
    if settings.proxy is not None:
        proxied = {
            "trusted_proxy": settings.proxy,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    server = create_server(
        application,
        sockets=[listener],
        threads=threads,
        ident=None,
        clear_untrusted_proxy_headers=True,
        max_request_body_size=MAX_BODY,
        channel_timeout=75,
        **proxied,
    )
    stop.wake = server.pull_trigger
    try:
        while not stop.is_asked:
            _turn(server, 1.0)
        _drain(server)
    finally:
        server.task_dispatcher.shutdown(timeout=1)
        for channel in list(server.active_channels.values()):
            channel.handle_close()
        server.close()


def _turn(server: Any, seconds: float) -> None:
    """One turn of the loop: wait for something to happen, at most so long, and do it."""
    server.asyncore.loop(timeout=seconds, map=server._map, use_poll=server.adj.asyncore_use_poll, count=1)


def _drain(server: Any) -> None:
    """Finish the answers under way, for a while; what waits to be accepted is left to the other processes."""
    server.accepting = False
    until = time.monotonic() + GRACE_SECONDS
    # One turn more than needed: a request that has just arrived on an open connection is answered, too.
    _turn(server, 0.05)
    while any(_is_busy(channel) for channel in list(server.active_channels.values())):
        if time.monotonic() > until:
            log.warning("dashboard: an answer took longer than %d seconds and was cut off", GRACE_SECONDS)
            return
        _turn(server, 0.05)


def _is_busy(channel: Any) -> bool:
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)


@app.command()
def main(
    data: Annotated[Path, typer.Option()],
    socket_fd: Annotated[int, typer.Option()],
    ready_fd: Annotated[int, typer.Option()],
    life_fd: Annotated[int, typer.Option()],
    threads: Annotated[int, typer.Option()] = THREADS,
    prefix: Annotated[str, typer.Option()] = "",
    proxy: Annotated[str, typer.Option()] = "",
    lenient: Annotated[bool, typer.Option()] = False,
) -> None:
    """Answer on a socket that was handed over. Not called by hand: `python -m dashboard --workers 2` starts it.

    A byte goes into `ready_fd` when readers can come; when `life_fd` ends, so does the process.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a page's answers wait for each other all the time
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the one that started us decides
    stop = Stop()
    signal.signal(signal.SIGTERM, stop.ask)
    from dashboard.app import WAREHOUSE, create_app
    from dashboard.warming import keep_warm
    from warehouse.connection import WarehouseUnavailable

    settings = read_settings(os.environ, prefix, proxy or None)
    try:
        application = create_app(data, settings, must_show=not lenient).server
    except WarehouseUnavailable as error:
        print(f"dashboard: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    threading.Thread(target=_until_alone, args=(life_fd, stop), daemon=True).start()
    os.write(ready_fd, b"1")
    os.close(ready_fd)
    keep_warm(application.extensions[WAREHOUSE])
    run_server(application, socket.socket(fileno=socket_fd), settings, threads, stop)


def _until_alone(life_fd: int, stop: Stop) -> None:
    """Wait until the process that started this one is gone: then its end of the pipe is closed."""
    os.read(life_fd, 1)
    stop.ask()


if __name__ == "__main__":
    app()

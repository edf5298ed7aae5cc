"""Command line of the dashboard: `python -m dashboard`."""

import logging
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.serving import CannotStart, Supervisor
from dashboard.serving_worker import THREADS, Stop, run_server
from dashboard.settings import BadSettings, Settings, read_settings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
# Connections that may wait to be accepted while all processes are busy.
BACKLOG = 512


@app.command(
    epilog="Secrets come by the environment, never by an option: NETRALITAS_USER and NETRALITAS_PASSWORD (readers must "
    "sign in), NETRALITAS_REVIEW_KEY (opens the page /review). NETRALITAS_PASSWORD_FILE and "
    "NETRALITAS_REVIEW_KEY_FILE name files that hold them. All of it: docs/dashboard.md."
)
def main(
    data: Annotated[Path, typer.Option(help="The data directory.")] = Path("data"),
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 is every network of this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8050,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; one per core is a good number.")
    ] = 1,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Answers at once in each process.")] = THREADS,
    prefix: Annotated[
        str, typer.Option(help="The path to stand under behind a proxy: /netralitas/.", envvar="NETRALITAS_PREFIX")
    ] = "",
    proxy: Annotated[
        str,
        typer.Option(
            help="Address of the proxy in front, whose X-Forwarded-For and X-Forwarded-Proto are believed: 127.0.0.1.",
            envvar="NETRALITAS_PROXY",
        ),
    ] = "",
    debug: Annotated[bool, typer.Option("--debug", help="Dash's development server with its tools.")] = False,
) -> None:
    """Show the warehouse of a data directory in the browser.

    SIGTERM and Ctrl-C finish the answers under way. With several workers, one that dies is replaced, and SIGHUP renews
    them one after the other. Exit status 1 where there is no warehouse to show, or the port is taken, 2 where a
    setting cannot be used.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        settings = read_settings(os.environ, prefix, proxy or None)
    except BadSettings as error:
        print(f"dashboard: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    if workers > 1 and not debug:
        _serve(data, settings, _listen(host, port), workers, threads)
    else:
        _show(data, settings, (host, port), threads, debug)


def _serve(data: Path, settings: Settings, listener: socket.socket, workers: int, threads: int) -> None:
    """Several processes on one socket."""
    supervisor = Supervisor(listener, data, settings, workers, threads)
    try:
        supervisor.start()
    except CannotStart as error:
        raise typer.Exit(1) from error
    print(f"netralitas: {_address(listener, settings)}", flush=True)
    supervisor.run()


def _show(data: Path, settings: Settings, where: tuple[str, int], threads: int, is_debug: bool) -> None:
    """This process alone."""
    from dashboard.app import create_app
    from warehouse.connection import WarehouseUnavailable

    try:
        dashboard = create_app(data, settings)
    except WarehouseUnavailable as error:
        print(f"dashboard: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    if is_debug:
        dashboard.run(host=where[0], port=where[1], debug=True)
        return
    listener = _listen(*where)
    stop = Stop()
    signal.signal(signal.SIGTERM, stop.ask)
    signal.signal(signal.SIGINT, stop.ask)
    print(f"netralitas: {_address(listener, settings)}", flush=True)
    run_server(dashboard.server, listener, settings, threads, stop)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Exits with a message where that cannot be."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        print(
            f"dashboard: cannot listen on {host}, port {port} ({error.strerror}): "
            f"if another program has the port, name another one with --port {port + 1}",
            file=sys.stderr,
        )
        raise typer.Exit(1) from error
    return listener


def _address(listener: socket.socket, settings: Settings) -> str:
    host, port = listener.getsockname()[:2]
    path = f"{settings.prefix}/" if settings.prefix else ""
    return f"http://[{host}]:{port}{path}" if ":" in host else f"http://{host}:{port}{path}"


if __name__ == "__main__":
    app()

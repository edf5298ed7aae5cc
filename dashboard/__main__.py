"""Command line of the dashboard: `python -m dashboard`."""

import logging
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
# A page asks for a few answers at once; DuckDB itself works with two threads.
THREADS = 8


@app.command()
def main(
    data: Annotated[Path, typer.Option(help="The data directory.")] = Path("data"),
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 is every network of this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8050,
    debug: Annotated[bool, typer.Option("--debug", help="Dash's development server with its tools.")] = False,
) -> None:
    """Show the warehouse of a data directory in the browser.

    Exit status 1 where there is no warehouse to show, or the port is taken.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    from dashboard.app import create_app
    from warehouse.connection import WarehouseUnavailable

    try:
        dashboard = create_app(data)
    except WarehouseUnavailable as error:
        print(f"dashboard: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    if debug:
        dashboard.run(host=host, port=port, debug=True)
        return
    listener = _listen(host, port)
    from waitress.server import create_server

    server = create_server(dashboard.server, sockets=[listener], threads=THREADS, ident=None)
    print(f"netralitas: {_address(listener)}", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Exits with a message where that cannot be."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(64)
    except OSError as error:
        print(
            f"dashboard: cannot listen on {host}, port {port} ({error.strerror}): "
            f"if another program has the port, name another one with --port {port + 1}",
            file=sys.stderr,
        )
        raise typer.Exit(1) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


if __name__ == "__main__":
    app()

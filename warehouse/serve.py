"""The warehouse over DuckDB's remote protocol (extension `quack`, a beta in DuckDB 1.5), read-only.

Three things keep a client from more than reading: the databases are opened read-only; no file or address can be
reached and no setting changed; and a statement that is no plain SELECT is refused before it runs (`serve_front.sql`).
"""

import ipaddress
import logging
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import duckdb

from warehouse.connection import MEMORY_LIMIT, THREADS, Warehouse, connect

log = logging.getLogger("warehouse.serve")
FRONT = Path(__file__).parent / "serve_front.sql"
TOKEN_VARIABLE = "NETRALITAS_TOKEN"  # noqa: S105
SHORTEST_TOKEN = 16
# Seconds between two looks at the file and at questions that take too long.
LOOK_SECONDS = 1.0
DICTIONARY = """
    SELECT table_name AS name, NULL AS column_name, 'table' AS kind, NULL AS data_type, comment
    FROM duckdb_tables() WHERE database_name = 'warehouse' AND schema_name = 'main'
    UNION ALL
    SELECT view_name, NULL, 'view', NULL, comment
    FROM duckdb_views() WHERE database_name = 'warehouse' AND schema_name = 'main'
    UNION ALL
    SELECT table_name, column_name, 'column', data_type, comment
    FROM duckdb_columns() WHERE database_name = 'warehouse' AND schema_name = 'main'
"""

# What clients see by its bare name, and the schema it is taken from.
SHOWN = """
    SELECT max(schema_name) AS schema_name, table_name
    FROM duckdb_columns()
    WHERE database_name = 'warehouse' AND (schema_name = 'main' OR (schema_name = 'named' AND $with_names))
    GROUP BY table_name
    ORDER BY schema_name, table_name IN (SELECT view_name FROM duckdb_views() WHERE schema_name = 'named'), table_name
"""


class ServeRefused(RuntimeError):
    """It cannot be served like this; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is served and how. `limit_seconds` is for one question; `with_names` opens the schema `named`."""

    path: Path
    host: str
    port: int
    limit_seconds: float
    is_remote: bool = False
    with_names: bool = False

    @property
    def uri(self) -> str:
        """The address as clients write it."""
        return f"quack:{self.host}:{self.port}"


def extension_file(name: str) -> Path:
    """Find an extension in its installed wheel: it is loaded from there, and nothing is written to a home directory.

    Raises ServeRefused where the wheel is missing or of another version of DuckDB.
    """
    spec = find_spec(f"duckdb_extension_{name}")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        file = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if file.is_file():
            return file
    wanted = f"duckdb-extension-{name}=={duckdb.__version__}"
    raise ServeRefused(f"to serve the warehouse, the package {wanted} must be installed")


@contextmanager
def served(service: Service, token: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Serve the file as it is now until the block ends; the connection is the server's own, to look at its clients.

    Raises ServeRefused, and WarehouseUnavailable where there is no warehouse.
    """
    _check(service, token)
    extensions = [extension_file("httpfs"), extension_file("quack")]  # quack draws its session ids with httpfs' OpenSSL
    connect(service.path).close()  # a warehouse, and of this version
    with tempfile.TemporaryDirectory(prefix="netralitas-serve-") as folder:
        front = Path(folder) / "netralitas.duckdb"
        _make_front(front, service)
        con = duckdb.connect(
            str(front),
            read_only=True,
            config={
                "memory_limit": MEMORY_LIMIT,
                "threads": THREADS,
                "temp_directory": "",
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        try:
            for file in extensions:
                con.execute(f"LOAD {_quoted(file)}")
            con.execute(f"ATTACH {_quoted(service.path)} AS warehouse (READ_ONLY)")
            con.execute("SET GLOBAL quack_authorization_function = 'quack_may_read'")
            con.execute("SET enable_external_access = false")
            con.execute(
                "SELECT * FROM quack_serve(?, token := ?, allow_other_hostname := ?)",
                [service.uri, token, service.is_remote],
            ).fetchall()
            con.execute("SET lock_configuration = true")
            yield con
        except duckdb.Error as error:
            raise ServeRefused(f"{service.uri} cannot be served: {str(error).strip()}") from error
        finally:
            con.close()


def serve_forever(service: Service) -> NoReturn:
    """Serve until the process is ended, and always the newest build.

    When a build swaps the file in, or a question runs past its limit, the process starts itself anew on the same
    address with the same token: questions at work get as long as the limit, then they end, all of them, for the beta
    has no way to stop one. Clients attach again.
    """
    token = os.environ.get(TOKEN_VARIABLE) or secrets.token_urlsafe(24)
    is_new = TOKEN_VARIABLE not in os.environ
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the front database is removed
    warehouse = Warehouse(service.path)
    before = warehouse.file()
    with served(service, token) as con:
        log.info("serving %s at %s, read-only", service.path, service.uri)
        if is_new:
            log.info("token: %s", token)
        reason = _watch(con, warehouse, before, service.limit_seconds)
        log.warning("%s: starting anew", reason)
        # quack has no call that ends a running question; a new program image in the same process does.
        _clean(con)
        os.environ[TOKEN_VARIABLE] = token
        os.execv(sys.executable, [sys.executable, "-m", "warehouse", *sys.argv[1:]])  # noqa: S606


def _watch(con: duckdb.DuckDBPyConnection, warehouse: Warehouse, before: object, limit_seconds: float) -> str:
    """Wait until there is a reason to start anew, and tell it."""
    swapped_at: float | None = None
    while True:
        time.sleep(LOOK_SECONDS)
        running = con.execute(
            "SELECT count(*), min(epoch(query_started_at)) FROM quack_active_connections() WHERE state = 'active'"
        ).fetchone()
        count, since = running or (0, None)
        if since is not None and time.time() - since > limit_seconds:
            return f"a question ran for more than {limit_seconds:g} seconds"
        now = warehouse.file()
        if now is not None and now != before:
            swapped_at = swapped_at or time.monotonic()
            if not count or time.monotonic() - swapped_at > limit_seconds:
                return "there is a new build"


def _clean(con: duckdb.DuckDBPyConnection) -> None:
    """Remove the front database, for nothing after `execv` does."""
    row = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = 'netralitas'").fetchone()
    if row is not None and row[0]:
        front = Path(row[0])
        front.unlink(missing_ok=True)
        front.parent.rmdir()


def _make_front(front: Path, service: Service) -> None:
    """Make the database that clients see first: the warehouse's names as views, and the function that judges.

    With names, a table that the schema `named` has is meant by its bare name; views come after the tables they read.
    """
    with duckdb.connect(str(front)) as con:
        con.execute(f"ATTACH {_quoted(service.path)} AS warehouse (READ_ONLY)")
        rule = FRONT.read_text(encoding="utf-8")
        con.execute(rule.replace("getvariable('with_names')", "true" if service.with_names else "false"))
        for schema, name in con.execute(SHOWN, {"with_names": service.with_names}).fetchall():
            source = f"({DICTIONARY})" if name == "data_dictionary" else f'warehouse.{schema}."{name}"'
            con.execute(f'CREATE VIEW "{name}" AS FROM {source}')


def _check(service: Service, token: str) -> None:
    if len(token) < SHORTEST_TOKEN:
        raise ServeRefused(f"the token in {TOKEN_VARIABLE} must have {SHORTEST_TOKEN} characters or more")
    try:
        is_loopback = ipaddress.ip_address(service.host).is_loopback
    except ValueError:
        is_loopback = service.host == "localhost"
    if not is_loopback and not service.is_remote:
        raise ServeRefused(
            f"{service.host} is reached by other machines and the protocol is not encrypted: serve 127.0.0.1 behind a "
            "proxy with TLS, or say --remote"
        )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"  # LOAD and ATTACH take no parameters

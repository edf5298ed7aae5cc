"""Read-only connections to the warehouse file, which a build may replace at any moment.

The file is attached to an in-memory database of its own rather than opened: within one process DuckDB gives every
`connect` to the same path the same database, so that after a swap a reader would go on seeing the old file.
"""

import threading
from pathlib import Path

import duckdb

from warehouse.schema import SCHEMA_VERSION

FILE_NAME = "netralitas.duckdb"
# At a million articles every page and every download is made with 120 MB, beside 47 of the index that stays.
MEMORY_LIMIT = "180MB"
THREADS = 2


class WarehouseUnavailable(RuntimeError):
    """There is no warehouse to read, or it is not one of ours; the message says what to do."""


def warehouse_path(data_dir: Path) -> Path:
    """Where the warehouse of a data directory lies."""
    return data_dir / FILE_NAME


def connect(path: Path, **limits: str | bool | int) -> duckdb.DuckDBPyConnection:
    """Open the file read-only: nothing outside it can be reached, and no setting changed.

    `limits` are settings of DuckDB in place of those here. The connection keeps the file as it is now, also where a
    build swaps another one in. A cursor made of it must be pointed to the file again (`Warehouse.cursor` does).
    Raises WarehouseUnavailable.
    """
    if not path.is_file():
        raise WarehouseUnavailable(f"no warehouse at {path}: `make rebuild` makes it from the articles there")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "threads": THREADS,
        "temp_directory": "",  # no spilling to disk beside a file we only read
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        **limits,
    }
    con = duckdb.connect(":memory:", config=settings)
    try:
        quoted = str(path).replace("'", "''")  # ATTACH takes no parameters
        con.execute(f"ATTACH '{quoted}' AS warehouse (READ_ONLY)")
        con.execute("USE warehouse")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        found = con.execute("SELECT schema_version FROM dataset").fetchone()
    except duckdb.Error as error:
        con.close()
        first_line = str(error).splitlines()[0]
        raise WarehouseUnavailable(
            f"{path} cannot be read as a warehouse ({first_line}): run `make rebuild`"
        ) from error
    if found is None or found[0] != SCHEMA_VERSION:
        con.close()
        raise WarehouseUnavailable(f"{path} was built by another version of netralitas: run `make rebuild`")
    return con


class Warehouse:
    """The warehouse file as one process reads it: cursors always see the newest file. Safe to share among threads.

    A cursor given out before a swap keeps the file it was opened on; close it when its work is done.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._file: tuple[int, int, int, int] | None = None

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Give a cursor of its own to one thread. Raises WarehouseUnavailable where there is no readable file."""
        with self._lock:
            file = self._stat()
            if self._con is None or file != self._file:
                # The old connection is left to the cursors that still read it; the last one closes the file.
                self._con, self._file = connect(self.path), file
            cursor = self._con.cursor()
        cursor.execute("USE warehouse")
        return cursor

    def close(self) -> None:
        """Let the file go; the next cursor opens it again."""
        with self._lock:
            self._con, self._file = None, None

    def file(self) -> tuple[int, int, int, int] | None:
        """What names the present file: another build is another one. None where there is none."""
        return self._stat()

    def _stat(self) -> tuple[int, int, int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size

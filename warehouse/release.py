"""A citable data release: tables as Parquet and CSV, described, with checksums, scores, coverage and known gaps.

The same input gives the same bytes: rows in the order of their key, no time of the making, the data's own date.
"""

import fcntl
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connection import WarehouseUnavailable, warehouse_path
from warehouse.release_catalog import load_policy, quoted, read_catalog
from warehouse.release_facts import find_exposed, find_gaps, read_coverage, read_facts
from warehouse.release_files import bring_to_disk, write_checksums, write_json, write_table, write_text
from warehouse.release_package import describe
from warehouse.release_papers import Contents, citation, known_gaps, licence, quality_page, readme
from warehouse.release_quality import FLOORS_FILE, QUALITY_FILE, read_quality
from warehouse.schema import SCHEMA_VERSION

log = logging.getLogger(__name__)
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,63}")
LOCK_NAME = ".release.lock"
# DuckDB sorts beside the release when this is not enough.
MEMORY_LIMIT = "4GB"


class ReleaseRefused(RuntimeError):
    """A release cannot or must not be written; the message says why. Nothing was left behind."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was written."""

    folder: Path
    version: str
    is_demonstration: bool
    table_count: int
    row_count: int
    gap_count: int

    def __str__(self) -> str:
        told = ", demonstration data" if self.is_demonstration else ""
        return (
            f"{self.folder}: release {self.version}{told}, {self.table_count} tables and views, "
            f"{self.row_count:,} rows, {self.gap_count} known gaps (KNOWN-GAPS.md)"
        )


def release(data_dir: Path, folder: Path, version: str, with_texts: bool = False, named: bool = False) -> Release:
    """Write a release of a data directory's warehouse; what `python -m warehouse release` does."""
    return write_release(warehouse_path(data_dir), folder, version, with_texts, named)


def write_release(
    source: duckdb.DuckDBPyConnection | Path,
    folder: Path,
    version: str,
    with_texts: bool = False,
    named: bool = False,
    quality_file: Path = QUALITY_FILE,
    floors_file: Path = FLOORS_FILE,
) -> Release:
    """Write `folder/netralitas-VERSION`, whole or not at all.

    `with_texts` releases the articles' texts, `named` the names that are masked otherwise: both for those entitled.
    A connection is read as it is; for the same bytes it should run one thread, as one opened from a path does.
    Raises ReleaseRefused (the version is there, a name would get out, the disk is full, another release is at work) and
    WarehouseUnavailable.
    """
    if not VERSION.fullmatch(version):
        raise ReleaseRefused(f"version {version!r}: letters, digits and . _ + - only, such as 2026.11")
    target = folder / f"{load_policy()['publication']['name']}-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    with _only_release(folder):
        if target.exists():
            raise ReleaseRefused(f"{target} is there already: a release is never changed, give another version")
        _clean(folder)
        building = folder / f".{target.name}.building-{os.getpid()}"
        building.mkdir()
        try:
            with _connection(source, building) as con:
                _choose_names(con, named)
                made = _write_all(con, building, version, with_texts, named, quality_file, floors_file)
            shutil.rmtree(_scratch(building), ignore_errors=True)
            write_checksums(building)
            bring_to_disk(building)
            building.rename(target)
            _sync_folder(folder)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise ReleaseRefused(f"release {version} was not written: {error}") from error
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            first_line = str(error).splitlines()[0]
            raise WarehouseUnavailable(
                f"tables are not as they should be ({first_line}): run `make rebuild`"
            ) from error
        finally:
            _clean(folder)
    return Release(target, version, *made)


def _write_all(
    con: duckdb.DuckDBPyConnection,
    building: Path,
    version: str,
    with_texts: bool,
    named: bool,
    quality_file: Path,
    floors_file: Path,
) -> tuple[bool, int, int, int]:
    """Write all files but the checksums: whether it is a demonstration, tables, rows, gaps."""
    facts = read_facts(con)
    if facts.schema_version != SCHEMA_VERSION:  # an older one does not keep names apart
        raise WarehouseUnavailable(
            f"the warehouse has tables of schema {facts.schema_version}, not {SCHEMA_VERSION}: run `make rebuild`"
        )
    tables = read_catalog(con, with_texts)
    if not named and (exposed := find_exposed(con, tables)):
        raise ReleaseRefused(f"the name of a protected person stands in {'; '.join(exposed)}")
    written = []
    for table in tables:
        log.debug("release: %s", table.name)
        written.append(write_table(con, table, building))
    gaps, coverage = find_gaps(con), read_coverage(con)
    quality = read_quality(quality_file, floors_file)
    contents = Contents(version, facts, written, gaps, quality, coverage, with_texts, named)
    write_json(building, "datapackage.json", describe(version, facts, written, with_texts, named))
    write_json(building, "coverage.json", {"demonstration": facts.is_demonstration, **coverage})
    if quality is not None:
        write_json(building, "quality.json", {"demonstration": facts.is_demonstration, **quality})
        write_text(building, "quality.md", quality_page(contents, quality_file.read_text(encoding="utf-8")))
    write_text(building, "README.md", readme(contents))
    write_text(building, "LICENSE.md", licence(contents))
    write_text(building, "KNOWN-GAPS.md", known_gaps(contents))
    write_text(building, "CITATION.cff", citation(contents))
    told = sum(1 for gap in gaps if gap.count)
    return facts.is_demonstration, len(written), sum(item.row_count for item in written), told


@contextmanager
def _connection(source: duckdb.DuckDBPyConnection | Path, building: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The connection given, or one of our own that reads the file with one thread and sorts beside the release."""
    if isinstance(source, duckdb.DuckDBPyConnection):
        yield source
        return
    if not source.is_file():
        raise WarehouseUnavailable(f"no warehouse at {source}: `make rebuild` makes it from the articles there")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(_scratch(building)),
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=settings) as con:
        try:
            con.execute(f"ATTACH {_literal(str(source))} AS warehouse (READ_ONLY)")
            con.execute("USE warehouse")
            con.execute("SELECT schema_version FROM dataset")
        except duckdb.Error as error:
            first_line = str(error).splitlines()[0]
            raise WarehouseUnavailable(f"{source} cannot be read as a warehouse ({first_line})") from error
        yield con


def _choose_names(con: duckdb.DuckDBPyConnection, named: bool) -> None:
    """Have unqualified names mean the tables with names, where they are asked for."""
    if named:
        row = con.execute("SELECT current_database()").fetchone()
        database = quoted(str(row[0])) if row else "memory"
        con.execute(f"SET search_path = '{database}.named,{database}.main'")


@contextmanager
def _only_release(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder of releases; the system frees it when the process ends, however it does."""
    with (folder / LOCK_NAME).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleaseRefused(f"another release is at work in {folder}: wait for it") from error
        yield


def _clean(folder: Path) -> None:
    """Remove what releases left that were killed."""
    for leftover in folder.glob(f".{load_policy()['publication']['name']}-*.building-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _scratch(building: Path) -> Path:
    return building / "sorting"


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

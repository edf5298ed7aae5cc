"""A new warehouse file, made beside the old one and swapped in.

A build begins with a copy of the present file and brings it up to date, where that file was made by the same code and
reference data; otherwise, and where most of the articles changed, it begins with empty tables. The rows are the same.
"""

import fcntl
import gc
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from nlp.crew import default_jobs
from nlp.records import Annotation
from scale.places import Place
from warehouse.connection import warehouse_path
from warehouse.corrections import Corrections, corrections_path, read_corrections
from warehouse.crew import Processes
from warehouse.integrity import BrokenKeys, check_keys
from warehouse.load import Input, Summary, load_tables
from warehouse.pseudonyms import read_key
from warehouse.rows import Row
from warehouse.schema import SCHEMA_VERSION, create_indexes, create_schema
from warehouse.selection import fetch_rows
from warehouse.source import MemorySource, Source
from warehouse.version import build_version

log = logging.getLogger(__name__)
LOCK_NAME = ".netralitas.lock"
BUILDING = ".netralitas.building"
# A build of more articles than this is worth several processes, which take seconds to start.
FEW = 4_000
# Where a larger share of the articles changed, empty tables are quicker to fill than full ones to mend.
MOST_CHANGED = 0.3
MEMORY_LIMIT = "3GB"
# Records made between two collections of garbage: a build holds millions that live to its end, and looking through them
# every few thousand takes a sixth of the time in which persons are resolved.
RARE_COLLECTION = 100_000
# In an error of DuckDB: the disk refuses, and to begin anew would be of no use.
DISK_TROUBLE = ("Could not write", "Could not truncate", "No space left", "Disk quota")


@dataclass(frozen=True, slots=True)
class Given:
    """What a data directory holds beside articles: corrections by hand, and the secret of its pseudonyms."""

    corrections: Corrections
    key: bytes


class BuildRefused(RuntimeError):
    """There is nothing to build from, another build is at work, or the disk refuses; the message says which."""


def build_warehouse(
    data_dir: Path,
    inputs: Iterable[Input],
    annotations: Iterable[Annotation],
    is_demonstration: bool = False,
    crawls: Mapping[str, list[Row]] | None = None,
) -> Summary:
    """Build `DIR/netralitas.duckdb` from a few records (`build_from_source`)."""
    with only_build(data_dir):
        return build_from_source(data_dir, MemorySource(inputs, annotations), is_demonstration, crawls)


def build_from_source(
    data_dir: Path,
    source: Source,
    is_demonstration: bool = False,
    crawls: Mapping[str, list[Row]] | None = None,
    is_full: bool = False,
    workers: int | None = None,
    linked: Place | None = None,
) -> Summary:
    """Build the warehouse; the caller holds the lock (`only_build`).

    Readers see the old file until the new one is whole, and then the new one. A build that is killed leaves the old
    file as it was; its leftovers go with the next build. With `is_full` the present file is not built upon.
    `workers` are processes that make rows; None for one a processor where there are many articles. `linked` is where
    copies were found before, if anywhere. Raises BuildRefused where articles came in and none of them could be loaded,
    where keys do not hold, where a process is killed, and where DuckDB gives up, a full disk included; BadCorrections
    and BadKey where what the data directory holds beside is broken.
    """
    target = warehouse_path(data_dir)
    building = data_dir / f"{BUILDING}-{os.getpid()}.duckdb"
    given = Given(read_corrections(corrections_path(data_dir)), read_key(data_dir))
    size = source.plan().num_rows
    try:
        is_new = is_full or not _is_kin(target, size)
        with _rare_collection(), _crew(size if is_new else 0, workers) as crew:
            if not is_new:
                try:
                    return _build(building, target, source, is_demonstration, crawls, given, crew, linked, is_new=False)
                except (duckdb.Error, BrokenKeys) as error:
                    if any(words in str(error) for words in DISK_TROUBLE):
                        raise
                    log.warning("the present file cannot be built upon (%s): building anew", _first_line(error))
                    _remove(building)
            return _build(building, target, source, is_demonstration, crawls, given, crew, linked, is_new=True)
    except BrokenProcessPool as error:
        raise BuildRefused(
            "the warehouse stays as it was: a process of the build was killed, most often for want of memory; "
            "build with fewer: --workers 1"
        ) from error
    except duckdb.Error as error:
        raise BuildRefused(f"the warehouse stays as it was: {_first_line(error)}") from error
    except BrokenKeys as error:
        raise BuildRefused(f"the warehouse stays as it was: {error}") from error
    finally:
        _remove(building)


@contextmanager
def only_build(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a data directory; the system frees it when the process ends, however it does.

    What killed builds left is removed. Raises BuildRefused where another build is at work.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / LOCK_NAME).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRefused(f"another build is at work in {data_dir}: wait for it, then build again") from error
        _clean(data_dir)
        yield


def _build(
    building: Path,
    target: Path,
    source: Source,
    is_demonstration: bool,
    crawls: Mapping[str, list[Row]] | None,
    given: Given,
    crew: Executor | None,
    linked: Place | None,
    *,
    is_new: bool,
) -> Summary:
    if not is_new:
        try:
            shutil.copyfile(target, building)
        except OSError as error:
            raise BuildRefused(f"the warehouse stays as it was: {error}") from error
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "checkpoint_threshold": "512MB",
    }
    with duckdb.connect(str(building), config=settings) as con:
        if is_new:
            create_schema(con)
        summary = load_tables(
            con,
            source,
            is_demonstration,
            crawls,
            build_version(),
            crew,
            given.corrections,
            given.key,
            _former(target),
            linked,
        )
        if summary.skipped and not summary.article_count:
            why = next(iter(summary.skipped.values()))
            count = len(summary.skipped)
            raise BuildRefused(f"none of {count} articles can be loaded, the warehouse stays as it was; first: {why}")
        if is_new or summary.read_count or summary.gone_count:
            check_keys(con, is_addition=not is_new)
        create_indexes(con)
        con.execute("CHECKPOINT")
    _swap(building, target)
    return summary


def _former(target: Path) -> tuple[datetime | None, datetime | None]:
    """When the present file was built, and what it holds as the build before; None where no file tells."""
    if not target.is_file():
        return None, None
    try:
        with duckdb.connect(str(target), read_only=True) as con:
            rows = fetch_rows(con, "FROM dataset", {})
    except duckdb.Error:
        return None, None
    found = rows[0] if rows else {}
    return found.get("built_at"), found.get("previous_built_at")


def _is_kin(target: Path, size: int) -> bool:
    """Whether the present file was made by this code and holds articles enough to be built upon."""
    if not target.is_file():
        return False
    try:
        with duckdb.connect(str(target), read_only=True) as con:
            found = con.execute("SELECT schema_version, build_version, article_count FROM dataset").fetchone()
    except duckdb.Error:
        return False
    return (
        found is not None and found[:2] == (SCHEMA_VERSION, build_version()) and found[2] >= (1 - MOST_CHANGED) * size
    )


@contextmanager
def _crew(size: int, workers: int | None) -> Iterator[Executor | None]:
    """Processes to make rows with; None where one is enough."""
    jobs = workers or (default_jobs() if size > FEW else 1)
    if jobs == 1:
        yield None
        return
    with Processes(jobs) as crew:
        yield crew


@contextmanager
def _rare_collection() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(RARE_COLLECTION, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _clean(data_dir: Path) -> None:
    """Remove what builds left: databases, logs, and folders that DuckDB makes where memory is short."""
    for leftover in data_dir.glob(f"{BUILDING}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def _remove(building: Path) -> None:
    """Remove a database that was not swapped in, with its log and its spilled blocks."""
    for leftover in building.parent.glob(f"{building.name}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def _swap(building: Path, target: Path) -> None:
    """Put the finished file in place, on disk for good before it replaces the old one."""
    with building.open("rb") as file:
        os.fsync(file.fileno())
    building.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

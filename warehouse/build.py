"""A new warehouse file, built beside the old one and swapped in."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from nlp.records import Annotation
from warehouse.connection import warehouse_path
from warehouse.load import Input, Summary, fill_tables
from warehouse.rows import Row
from warehouse.schema import create_schema

LOCK_NAME = ".netralitas.lock"
BUILDING = ".netralitas.building"


class BuildRefused(RuntimeError):
    """Another build is at work on this data directory, or there is nothing to build from; the message says which."""


def build_warehouse(
    data_dir: Path,
    inputs: Iterable[Input],
    annotations: Iterable[Annotation],
    is_demonstration: bool = False,
    crawls: Mapping[str, list[Row]] | None = None,
) -> Summary:
    """Build `DIR/netralitas.duckdb` anew; readers see the old file until the new one is whole, and then the new one.

    A build that is killed leaves the old file as it was; its leftovers go with the next build. Raises BuildRefused
    where another build is at work, or where articles came in and none of them could be loaded.
    """
    target = warehouse_path(data_dir)
    with only_build(data_dir):
        _clean(data_dir)
        building = data_dir / f"{BUILDING}-{os.getpid()}.duckdb"
        try:
            with duckdb.connect(str(building)) as con:
                create_schema(con)
                summary = fill_tables(con, inputs, annotations, is_demonstration, crawls)
                con.execute("CHECKPOINT")
            if summary.skipped and not summary.article_count:
                why = next(iter(summary.skipped.values()))
                count = len(summary.skipped)
                raise BuildRefused(
                    f"none of {count} articles can be loaded, the warehouse stays as it was; first: {why}"
                )
            _swap(building, target)
        finally:
            _clean(data_dir)
    return summary


@contextmanager
def only_build(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a data directory; the system frees it when the process ends, however it does."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / LOCK_NAME).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRefused(f"another build is at work in {data_dir}: wait for it, then build again") from error
        yield


def _clean(data_dir: Path) -> None:
    """Remove what builds left: database, log, and the folder that DuckDB makes where memory is short."""
    for leftover in data_dir.glob(f"{BUILDING}*"):
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

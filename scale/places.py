"""Where files lie: a folder of this machine, or a prefix of an object store (`s3://bucket/prefix`).

A place is a `pathlib.Path` or, in an object store, a `upath.UPath` with the same methods. Address and keys of the store
come from the environment, as AWS's own tools take them: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_PROFILE, AWS_DEFAULT_REGION. Other stores that fsspec knows (`gs://`, `abfs://`) need its package for them.
"""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias

from upath import UPath

Place: TypeAlias = Path | UPath
# What writers that were killed have left is removed after so many seconds.
TORN_SECONDS = 86_400.0


def place_of(address: "str | Place") -> Place:
    """The place of an address: a path, `file://...`, or `s3://bucket/prefix`.

    Raises ValueError where the kind of store is not known, or its package is not installed.
    """
    if not isinstance(address, str):
        return address
    kind, mark, rest = address.partition("://")
    if not mark:
        return Path(address)
    if kind == "file":
        return Path(rest)
    try:
        # Lists of files are asked for anew each time: other machines write into the store too.
        return UPath(address, use_listings_cache=False)
    except (ValueError, ImportError) as error:
        raise ValueError(f"{address}: {error}") from error


def is_remote(place: Place) -> bool:
    """Whether a place lies in an object store."""
    return not isinstance(place, Path)


def files_in(folder: Place, pattern: str) -> list[Place]:
    """The files of a folder whose names fit a pattern ("*.parquet"), by name; none where there is no such folder."""
    try:
        return sorted(folder.glob(pattern), key=lambda place: place.name)
    except FileNotFoundError:
        return []


def write_whole(target: Place, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that nobody ever sees a part of it; what stood there before is replaced.

    In a folder it is written under a temporary name, brought to disk and renamed. An object store shows an object only
    when all of it has arrived. Raises OSError where the store refuses; then nothing is left.
    """
    if not isinstance(target, Path):
        with tempfile.TemporaryFile() as spool:
            write(spool)
            spool.seek(0)
            target.write_bytes(spool.read())
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_torn(target.parent)
    handle, temporary = tempfile.mkstemp(prefix=".writing-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remove_torn(folder: Path) -> None:
    for path in folder.glob(".writing-*.tmp"):
        with suppress(FileNotFoundError):  # another writer's, renamed meanwhile
            if time.time() - path.stat().st_mtime > TORN_SECONDS:
                path.unlink()

"""Where files lie: a folder of this machine, or a prefix of an object store (`s3://bucket/prefix`).

A place is a `pathlib.Path` or, in an object store, a `upath.UPath` with the same methods. Address and keys of the store
come from the environment, as AWS's own tools take them: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_PROFILE, AWS_DEFAULT_REGION; a place that is sent to another process takes them from the environment there. Other
stores that fsspec knows (`gs://`, `abfs://`) need its package for them.

Of a place in a store use the functions here rather than its own methods: those take a refusal for an empty folder, and
raise what no message explains. These raise `scale.trouble.StoreTrouble`, an OSError, wherever the store does not do
what it should.
"""

import logging
import os
import re
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TypeAlias, TypeVar

import fsspec
import typer
from fsspec.asyn import AsyncFileSystem
from upath import UPath

from scale.trouble import told

Place: TypeAlias = Path | UPath
Result = TypeVar("Result")
DataPlace = Annotated[
    str, typer.Option("--data", metavar="DIR|s3://...", help="The data directory, or a prefix of an object store.")
]
# What writers that were killed have left is removed after so many seconds. A folder is looked through for it now and
# then: to list ten thousands of files before each one that is written would take longer than the writing.
TORN_SECONDS = 86_400.0
LOOKED_SECONDS = 600.0
_looked_at: dict[Path, float] = {}
# Objects that are read at once: as many connections as the library keeps open.
AT_ONCE = 10
# How long a store may take to accept a file: a moment, and more for each byte. It is the only limit: the library waits
# without end for a store that is asked whether it will take the file (`Expect: 100-continue`) and does not answer.
PATIENCE_SECONDS = 60.0
SLOWEST = 20_000  # bytes per second
# Of a store only whole objects are read, each in one request. Lists of files are asked for anew each time: other
# machines write into the store too. One transfer at a time of a large object: else ten parts of 50 MB are in memory.
OPTIONS: dict[str, Any] = {"use_listings_cache": False}
S3_OPTIONS: dict[str, Any] = {**OPTIONS, "max_concurrency": 1}
# They tell at every start where keys and address were found.
TALKATIVE = ("botocore", "aiobotocore")
ONE_SLASH = re.compile(r"(?:s3a?|gc?s|abfss?|az):(?!//)")


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as its store lists it; `mark` changes with its content, `size` is in bytes."""

    place: Place
    mark: str
    size: int


def place_of(address: "str | Place") -> Place:
    """The place of an address: a path, `file://...`, or `s3://bucket/prefix`.

    Raises ValueError where the kind of store is not known, its package is not installed, or no bucket is named.
    """
    if not isinstance(address, str):
        return address
    kind, mark, rest = address.partition("://")
    if not mark:
        if ONE_SLASH.match(address):
            raise ValueError(f"{address}: an address in a store is written s3://bucket/prefix")
        return Path(address)
    kind = kind.lower()
    if kind == "file":
        return Path(rest)
    if not rest.partition("/")[0]:
        raise ValueError(f"{address}: names no bucket; write {kind}://bucket/prefix")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        return UPath(f"{kind}://{rest.rstrip('/')}", **(S3_OPTIONS if kind in {"s3", "s3a"} else OPTIONS))
    except (ValueError, ImportError) as error:
        raise ValueError(f"{address}: {error}") from error


def is_remote(place: Place) -> bool:
    """Whether a place lies in an object store."""
    return not isinstance(place, Path)


def files_in(folder: Place, pattern: str) -> list[Place]:
    """The files of a folder whose names fit a pattern ("*.parquet"), by name; none where there is no such folder.

    Raises StoreTrouble where a store cannot be asked, or has no such bucket.
    """
    if isinstance(folder, Path):
        return sorted(folder.glob(pattern), key=lambda place: place.name)
    return [listed.place for listed in list_objects(folder, pattern)]


def list_objects(folder: UPath, pattern: str) -> list[Listed]:
    """The objects right under a prefix whose names fit a pattern, by name. Raises StoreTrouble as `files_in` does."""
    store = _store(folder)
    with told(folder):
        try:
            entries = store.ls(folder.path, detail=True)
        except FileNotFoundError:  # no object under the prefix, or no bucket; of the bucket this raises it again
            store.info(folder.drive)
            return []
    found = []
    for entry in entries:
        name = entry["name"].rpartition("/")[2]
        if entry["type"] == "file" and fnmatchcase(name, pattern):
            changed = next((entry[key] for key in ("ETag", "etag", "LastModified", "mtime") if entry.get(key)), "")
            found.append(Listed(folder / name, f"{changed} {entry['size']}", int(entry["size"])))
    return sorted(found, key=lambda listed: listed.place.name)


def has_file(place: Place) -> bool:
    """Whether there is a file at a place. Raises StoreTrouble where a store cannot be asked."""
    if isinstance(place, Path):
        return place.exists()
    with told(place):
        return bool(_store(place).exists(place.path))


def source_of(place: Place) -> Path | BytesIO:
    """What a reader of Parquet takes: the path, or a whole object in memory. Raises StoreTrouble as `read_whole`."""
    return place if isinstance(place, Path) else BytesIO(read_whole(place))


def read_whole(place: Place) -> bytes:
    """The content of a file. Raises OSError, of an object StoreTrouble: also where it has gone or came in half."""
    if isinstance(place, Path):
        return place.read_bytes()
    with told(place):
        return bytes(_store(place).cat_file(place.path))


def each(places: Sequence[Place], work: Callable[[Place], Result]) -> Iterator[Result]:
    """What a function gives for each place, in order; of a store several are worked on at once, a few ahead.

    A request to a store takes some 30 ms however little it brings, so that thousands of files would take minutes one
    after another.
    """
    if not any(is_remote(place) for place in places):
        yield from map(work, places)
        return
    for place in places:
        _ = place.fs if isinstance(place, UPath) else None  # made here: each thread would open connections of its own
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading")
    try:
        for place in places:
            waiting.append(pool.submit(work, place))
            if len(waiting) >= 2 * AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def write_whole(target: Place, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that nobody ever sees a part of it; what stood there before is replaced.

    In a folder it is written under a temporary name, brought to disk and renamed. For an object store it is written
    whole to a temporary file first and then sent: a store shows an object only when all of it has arrived (a large one,
    sent in parts, when it is told that they are all there). Raises OSError where disk or store refuses; then nothing is
    left.
    """
    if not isinstance(target, Path):
        with tempfile.NamedTemporaryFile(prefix="netralitas-") as spool:
            write(spool)  # type: ignore[arg-type]
            spool.flush()
            send(Path(spool.name), target)
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


def send(source: Path, target: UPath) -> None:
    """Copy a file of this machine into an object store, however large; it appears whole. Raises StoreTrouble."""
    store = _store(target)
    patience = PATIENCE_SECONDS + source.stat().st_size / SLOWEST
    limit = {"timeout": patience} if isinstance(store, AsyncFileSystem) else {}
    with told(target):
        store.put_file(str(source), target.path, **limit)


def _store(place: UPath) -> Any:
    """The file system of a place; after a fork a new one, for connections and their thread stay with the parent."""
    with told(place):
        store = place.fs
        if getattr(store, "_pid", os.getpid()) != os.getpid():
            store = fsspec.filesystem(place.protocol, **place.storage_options)
    return store


def _remove_torn(folder: Path) -> None:
    now = time.monotonic()
    if now - _looked_at.get(folder, -LOOKED_SECONDS) < LOOKED_SECONDS:
        return
    _looked_at[folder] = now
    for path in folder.glob(".writing-*.tmp"):
        with suppress(FileNotFoundError):  # another writer's, renamed meanwhile
            if time.time() - path.stat().st_mtime > TORN_SECONDS:
                path.unlink()

"""WARC files at their addresses: paths, globs, folders, lists, in object stores or behind http.

Object stores are read as fsspec reads them: `s3://` with the keys of the environment, and without keys where there are
none, for public buckets such as Common Crawl's. A file is read in blocks, a block ahead, never whole.
"""

import gzip
import io
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, cast

import fsspec
from fsspec.core import url_to_fs

from crawler.warc_records import ReadingFailed

ENDINGS = (".warc", ".warc.gz")
BLOCK = 8 << 20
# Questions that are asked of a store at a time: how large a file is, and which one.
ASKED_AT_ONCE = 16
LONGEST_LIST = 200_000_000
STAMPS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "md5Hash")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is found: its address, its size in bytes, and what changes with its content (ETag or time)."""

    address: str
    size: int
    stamp: str

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.address.rsplit("/", 1)[-1]


def find_sources(addresses: Iterable[str], prefix: str = "") -> tuple[list[Source], list[str]]:
    """The files that addresses name, by address, each once; and what is wrong with an address, in words.

    `prefix` stands before each line of a list (`@FILE`) that is no whole address.
    """
    found: dict[str, Source] = {}
    wrong: list[str] = []
    with ThreadPoolExecutor(ASKED_AT_ONCE) as askers:
        for answer in askers.map(_look, _single(addresses, prefix, wrong)):
            if isinstance(answer, str):
                wrong.append(answer)
            else:
                found |= {source.address: source for source in answer}
    return [found[address] for address in sorted(found)], wrong


@contextmanager
def open_source(source: Source) -> Iterator[BinaryIO]:
    """The file, to be read once and here and there again. Raises ReadingFailed where it cannot be opened."""
    try:
        files, path = _files(source.address)
        file = files.open(path, "rb", block_size=BLOCK, cache_type="readahead")
    except Exception as error:  # each store has errors of its own
        raise ReadingFailed(f"{type(error).__name__}: {error}") from error
    with file:
        yield cast(BinaryIO, file)


def _single(addresses: Iterable[str], prefix: str, wrong: list[str]) -> Iterator[str]:
    for address in addresses:
        if not address.startswith("@"):
            yield address
            continue
        try:
            yield from _listed(address[1:], prefix)
        except (OSError, ValueError, ImportError, EOFError) as error:
            wrong.append(f"{address}: cannot be read as a list of addresses: {error}")


def _listed(address: str, prefix: str) -> Iterator[str]:
    files, path = _files(address)
    content = files.cat_file(path)
    if content[:2] == b"\x1f\x8b":
        content = gzip.GzipFile(fileobj=io.BytesIO(content)).read(LONGEST_LIST + 1)
    if len(content) > LONGEST_LIST:
        raise ValueError(f"larger than {LONGEST_LIST:,} bytes; this is no list, or should be several")
    for line in content.decode("utf-8-sig").splitlines():
        if (name := line.strip()) and not name.startswith("#"):
            yield name if "://" in name or name.startswith("/") else prefix + name


def _look(address: str) -> list[Source] | str:
    try:
        files, path = _files(address)
        if set("*?[") & set(path) and not (_is_local(files) and Path(path).is_file()):
            found = _sources(files, files.glob(path, detail=True))
            return found or f"{address}: no file fits this pattern"
        described = files.info(path)
        if described["type"] == "directory":
            inside = _sources(files, files.find(path, detail=True))
            named = [source for source in inside if source.address.endswith(ENDINGS)]
            return named or f"{address}: no .warc or .warc.gz file in this folder"
        if described.get("size") is None:
            return f"{address}: its server does not tell how large it is; fetch the file and name its path"
        return _sources(files, {path: described})
    except FileNotFoundError:
        return f"{address}: no such file"
    except Exception as error:  # each store has errors of its own
        return f"{address}: cannot be looked at: {type(error).__name__}: {error}"


def _sources(files: Any, described: dict[str, dict[str, Any]]) -> list[Source]:
    return [
        Source(
            path if _is_local(files) else files.unstrip_protocol(path),
            int(one["size"] or 0),
            next((f"{name} {one[name]}" for name in STAMPS if one.get(name)), ""),
        )
        for path, one in described.items()
        if one["type"] == "file"
    ]


def _is_local(files: Any) -> bool:
    return "file" in ((files.protocol,) if isinstance(files.protocol, str) else files.protocol)


def _files(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. Raises ValueError where the kind of store is not known."""
    options: dict[str, Any] = {}
    if address.startswith(("s3://", "s3a://")) and not _has_keys():
        options["anon"] = True
    files, path = url_to_fs(address, use_listings_cache=False, **options)
    return files, path


@cache
def _has_keys() -> bool:
    """Whether the environment, or a file of AWS's tools, has keys for S3, or says how to do without."""
    if {"anon", "key", "profile"} & set(fsspec.config.conf.get("s3", {})):
        return True
    from botocore.session import get_session

    try:
        return get_session().get_credentials() is not None
    except Exception:  # a broken file of settings: s3fs tells what is wrong with it
        return True

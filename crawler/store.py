"""Articles at rest: `data/articles/*.parquet`, one row per article version.

A file is written under a temporary name, brought to disk and renamed, so a reader sees whole files only. Its name is
made from the moment and the rows: two imports at once write two files, and no row of either is lost. A version that
both brought in stands in both files and is read once.

A version is an article's `id` and its text. The same text again with another title, date or address adds nothing: the
annotation of a version was made with the particulars of its first import, and must go on fitting the article shown.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.items import Article


@dataclass(frozen=True, slots=True)
class StoredArticle(Article):
    """One article version as it is stored; `imported_at` is ISO 8601 in UTC."""

    imported_at: str | None = None


FIELDS = tuple(field.name for field in fields(StoredArticle))
TORN_SECONDS = 86_400.0
NEEDED = frozenset({"id", "text", "version"})
# Beside the fields the version, so that what is known can be told without reading the texts.
OTHER_TYPES = {"tags": pa.list_(pa.large_string()), "is_paid": pa.bool_()}
SCHEMA = pa.schema([*((name, OTHER_TYPES.get(name, pa.large_string())) for name in FIELDS), ("version", pa.string())])


class BrokenFile(ValueError):
    """A Parquet file of articles that cannot be read; the message names it and says what to do."""


def articles_folder(data_dir: Path) -> Path:
    """Where the articles of a data directory lie."""
    return data_dir / "articles"


def write_articles(data_dir: Path, articles: Sequence[Article], known: set[int] | None = None) -> Path | None:
    """Write those versions that are not stored yet into one file and return its path; None where all are known.

    Who writes often hands in what is stored (`known_marks`), which grows with what is written: to read it anew from
    all files takes the longer, the more there are. Raises OSError where the disk refuses, BrokenFile where what is
    stored cannot be read; then nothing is written.
    """
    known = known_marks(data_dir) if known is None else known
    fresh: dict[tuple[str, str], Article] = {}
    for article in articles:
        if version_mark(article.id, article.version) not in known:
            fresh.setdefault((article.id, article.version), article)
    if not fresh:
        return None
    imported_at = datetime.now(UTC).isoformat(timespec="microseconds")
    rows = [
        {**asdict(article), "imported_at": imported_at, "version": version}
        for (_, version), article in sorted(fresh.items())
    ]
    digest = hashlib.sha256("\n".join(f"{id}\0{version}" for id, version in sorted(fresh)).encode()).hexdigest()[:12]
    name = f"{imported_at[:26].translate(str.maketrans('', '', '-:.'))}Z-{digest}.parquet"
    path = _write(articles_folder(data_dir), name, pa.Table.from_pylist(rows, schema=SCHEMA))
    known.update(version_mark(id, version) for id, version in fresh)
    return path


def read_articles(data_dir: Path) -> Iterator[StoredArticle]:
    """Read every version of every article once, as it first came in, ordered by id and time of import."""
    paths = _files(data_dir)
    if not paths:
        return
    table = pa.concat_tables([_read(path, list(SCHEMA.names)) for path in paths])
    table = table.sort_by([(name, "ascending") for name in ("id", "imported_at", "version")])
    last_id: str | None = None
    seen: set[str] = set()
    for batch in table.to_batches(max_chunksize=1_000):
        for row in batch.to_pylist():
            version = row.pop("version")
            if row["id"] != last_id:
                last_id, seen = row["id"], set()
            if version not in seen:
                seen.add(version)
                yield StoredArticle(**{**row, "tags": tuple(row["tags"] or ())})


def known_versions(data_dir: Path) -> set[tuple[str, str]]:
    """The (article id, version) pairs that are stored."""
    return set(_stored_pairs(data_dir))


def known_marks(data_dir: Path) -> set[int]:
    """The versions that are stored, each as a number of 64 bits: a million take some 70 MB."""
    return {version_mark(id, version) for id, version in _stored_pairs(data_dir)}


def version_mark(id: str, version: str) -> int:
    """A version as a number: the first 64 bits of BLAKE2b of both names."""
    name = f"{id}\0{version}".encode(errors="replace")
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest())


def has_articles(data_dir: Path) -> bool:
    """Whether anything was ever imported into a data directory."""
    return bool(_files(data_dir))


def article_files(data_dir: Path) -> list[Path]:
    """The files of a data directory, oldest first."""
    return _files(data_dir)


def check_article_files(data_dir: Path) -> None:
    """Read every file whole. Raises BrokenFile at the first that cannot be read."""
    for path in _files(data_dir):
        _read(path, list(SCHEMA.names))


def _write(folder: Path, name: str, table: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    _remove_torn(folder)
    handle, temporary = tempfile.mkstemp(prefix=".writing-", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(folder / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return folder / name


def _stored_pairs(data_dir: Path) -> Iterator[tuple[str, str]]:
    for path in _files(data_dir):
        table = _read(path, ["id", "version"])
        yield from zip(table["id"].to_pylist(), table["version"].to_pylist(), strict=True)


def _remove_torn(folder: Path) -> None:
    """Remove what writers that were killed have left, a day after."""
    for path in folder.glob(".writing-*.tmp"):
        with suppress(FileNotFoundError):  # another writer's, renamed meanwhile
            if time.time() - path.stat().st_mtime > TORN_SECONDS:
                path.unlink()


def _files(data_dir: Path) -> list[Path]:
    return sorted(articles_folder(data_dir).glob("*.parquet"))


def _read(path: Path, columns: list[str]) -> Any:
    try:
        # A file of an earlier release may lack a column that came later; one without ids is none of ours.
        held = set(pq.read_schema(path).names)
        table = pq.read_table(path, columns=[name for name in columns if name in held], partitioning=None)
        for name in columns:
            if name not in held and name not in NEEDED:
                table = table.append_column(name, pa.nulls(table.num_rows, SCHEMA.field(name).type))
        return table.select(columns).cast(pa.schema([SCHEMA.field(name) for name in columns]))
    except (pa.ArrowException, KeyError, OSError) as error:
        raise BrokenFile(
            f"{path}: cannot be read ({error}); move it away and import the articles that were in it again"
        ) from error

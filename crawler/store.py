"""Articles at rest: `data/articles/*.parquet`, one row per article version.

A data directory is a folder or a prefix of an object store (`scale.places`); a reader sees whole files only. The name
of a file is made from the moment and the rows: two imports at once write two files, and no row of either is lost. A
version that both brought in stands in both files and is read once.

A version is an article's `id` and its text. The same text again with another title, date or address adds nothing: the
annotation of a version was made with the particulars of its first import, and must go on fitting the article shown.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.items import Article
from scale.places import Place, each, files_in, source_of, write_whole


@dataclass(frozen=True, slots=True)
class StoredArticle(Article):
    """One article version as it is stored; `imported_at` is ISO 8601 in UTC."""

    imported_at: str | None = None


FIELDS = tuple(field.name for field in fields(StoredArticle))
NEEDED = frozenset({"id", "text", "version"})
# Of rows of one version that came in at one moment, the first in the order of these stands, for all who read them.
BESIDE = ("url", "title", "published", "source")
# Beside the fields the version, so that what is known can be told without reading the texts.
OTHER_TYPES = {"tags": pa.list_(pa.large_string()), "is_paid": pa.bool_()}
SCHEMA = pa.schema([*((name, OTHER_TYPES.get(name, pa.large_string())) for name in FIELDS), ("version", pa.string())])


class BrokenFile(ValueError):
    """A Parquet file of articles that cannot be read; the message names it and says what to do."""


def articles_folder(data_dir: Place) -> Place:
    """Where the articles of a data directory lie."""
    return data_dir / "articles"


def write_articles(data_dir: Place, articles: Sequence[Article], known: set[int] | None = None) -> Place | None:
    """Write those versions that are not stored yet into one file and return its path; None where all are known.

    Who writes often hands in what is stored (`known_marks`), which grows with what is written: to read it anew from
    all files takes the longer, the more there are. Raises OSError where disk or store refuses, BrokenFile where what is
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
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    path = articles_folder(data_dir) / name
    write_whole(path, lambda file: pq.write_table(table, file, compression="zstd"))
    known.update(version_mark(id, version) for id, version in fresh)
    return path


def read_articles(data_dir: Place) -> Iterator[StoredArticle]:
    """Read every version of every article once, as it first came in, ordered by id and time of import."""
    paths = _files(data_dir)
    if not paths:
        return
    table = pa.concat_tables(each(paths, read_file))
    table = table.sort_by([(name, "ascending") for name in ("id", "imported_at", "version", *BESIDE)])
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


def known_versions(data_dir: Place) -> set[tuple[str, str]]:
    """The (article id, version) pairs that are stored."""
    return set(_stored_pairs(data_dir))


def known_marks(data_dir: Place) -> set[int]:
    """The versions that are stored, each as a number of 64 bits: a million take some 70 MB."""
    return {version_mark(id, version) for id, version in _stored_pairs(data_dir)}


def version_mark(id: str, version: str) -> int:
    """A version as a number: the first 64 bits of BLAKE2b of both names."""
    name = f"{id}\0{version}".encode(errors="replace")
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest())


def has_articles(data_dir: Place) -> bool:
    """Whether anything was ever imported into a data directory."""
    return bool(_files(data_dir))


def article_files(data_dir: Place) -> list[Place]:
    """The files of a data directory, oldest first."""
    return _files(data_dir)


def check_article_files(data_dir: Place) -> None:
    """Read every file whole. Raises BrokenFile at the first that cannot be read."""
    for _ in each(_files(data_dir), read_file):
        pass


def _stored_pairs(data_dir: Place) -> Iterator[tuple[str, str]]:
    for table in each(_files(data_dir), partial(read_file, columns=["id", "version"])):
        yield from version_pairs(table)


def version_pairs(table: Any) -> Iterator[tuple[str, str]]:
    """Id and version of each row of a table that has both."""
    yield from zip(table["id"].to_pylist(), table["version"].to_pylist(), strict=True)


def _files(data_dir: Place) -> list[Place]:
    return files_in(articles_folder(data_dir), "*.parquet")


def read_file(path: Place, columns: Sequence[str] = SCHEMA.names) -> Any:
    """The columns of one file, as they are stored. Raises BrokenFile, and OSError where the store does not give it."""
    source = source_of(path)
    with broken_file(path):
        held = set(pq.read_schema(source).names)
        return complete(pq.read_table(source, columns=[c for c in columns if c in held], partitioning=None), columns)


def complete(table: Any, columns: Sequence[str]) -> Any:
    """A table with the columns asked for, in the types of the store.

    A file of an earlier release may lack one that came later, which is empty then. Raises KeyError for one without ids.
    """
    for name in columns:
        if name not in table.column_names and name not in NEEDED:
            table = table.append_column(name, pa.nulls(table.num_rows, SCHEMA.field(name).type))
    return table.select(list(columns)).cast(pa.schema([SCHEMA.field(name) for name in columns]))


@contextmanager
def broken_file(path: Place) -> Iterator[None]:
    """Around the reading of a file: what is wrong with its content becomes BrokenFile, what its disk does stays."""
    try:
        yield
    except (pa.ArrowException, KeyError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's: pyarrow tells of a broken file without a number
        raise BrokenFile(
            f"{path}: cannot be read ({error}); move it away and import the articles that were in it again"
        ) from error

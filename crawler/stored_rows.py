"""Rows of single files of articles, for work that is cut into partitions: some rows read, some written.

`crawler.store` reads and writes a data directory as a whole; here nothing is held but what is asked for.
"""

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.items import Article
from crawler.store import NEEDED, SCHEMA, BrokenFile, StoredArticle, articles_folder
from scale.places import Place, is_remote, write_whole

# Files of which columns are read at the same time: from an object store it is waiting that takes the time.
THREADS, THREADS_REMOTE = 2, 16
ROWS_AT_ONCE = 256
Range = tuple[int, int]


def read_columns(files: Sequence[Place], names: Sequence[str]) -> Iterator[pa.Table]:
    """Some columns of each file, in the order of the files, a few files ahead; a column that a file lacks is null.

    Raises BrokenFile where one cannot be read, OSError where the store cannot be reached.
    """
    threads = THREADS_REMOTE if files and is_remote(files[0]) else THREADS
    waiting: deque[Future[pa.Table]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for file in files:
            waiting.append(pool.submit(_columns, file, names))
            if len(waiting) >= 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def read_rows(file: Place, ranges: Sequence[Range]) -> Iterator[StoredArticle]:
    """The articles of some rows of a file, in its order; `ranges` are ascending, their ends exclusive.

    Raises BrokenFile where it cannot be read, OSError where the store cannot be reached.
    """
    with _opened(file) as parquet:
        start = 0
        for group in range(parquet.num_row_groups):
            end = start + parquet.metadata.row_group(group).num_rows
            if any(first < end and last > start for first, last in ranges):
                yield from _rows_of_group(parquet, group, start, ranges)
            start = end


def write_rows(data: Place, articles: Mapping[tuple[str, str], Article], imported_at: str) -> Place | None:
    """Write articles, by id and version, into one file and return its place; None for none.

    Name and bytes are made from the moment (ISO 8601 in UTC) and the rows alone, so the same written twice is one file.
    """
    if not articles:
        return None
    rows = [
        {**asdict(article), "imported_at": imported_at, "version": version}
        for (_, version), article in sorted(articles.items())
    ]
    names = "\n".join(f"{id}\0{version}" for id, version in sorted(articles))
    moment = imported_at[:26].translate(str.maketrans("", "", "-:."))
    target = articles_folder(data) / f"{moment}Z-{hashlib.sha256(names.encode()).hexdigest()[:12]}.parquet"
    table = pa.Table.from_pylist(rows, schema=SCHEMA)

    def write(sink: BinaryIO) -> None:
        pq.write_table(table, sink, compression="zstd")

    write_whole(target, write)
    return target


def _columns(file: Place, names: Sequence[str]) -> pa.Table:
    with _opened(file) as parquet:
        held = [name for name in names if name in parquet.schema_arrow.names]
        return _complete(parquet.read(columns=held), names)


def _rows_of_group(parquet: pq.ParquetFile, group: int, start: int, ranges: Sequence[Range]) -> Iterator[StoredArticle]:
    held = [name for name in SCHEMA.names if name in parquet.schema_arrow.names]
    last_wanted = max(last for _, last in ranges)
    for batch in parquet.iter_batches(batch_size=ROWS_AT_ONCE, row_groups=[group], columns=held):
        table = pa.Table.from_batches([batch])
        for first, last in ranges:
            first, last = max(first, start), min(last, start + len(table))
            if first < last:
                for row in _complete(table.slice(first - start, last - first), SCHEMA.names).to_pylist():
                    del row["version"]
                    yield StoredArticle(**{**row, "tags": tuple(row["tags"] or ())})
        start += len(table)
        if start >= last_wanted:
            return


def _complete(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """The columns in the order asked for, in the types of the store; a file of an earlier release may lack some."""
    for name in names:
        if name not in table.column_names and name not in NEEDED:
            table = table.append_column(name, pa.nulls(table.num_rows, SCHEMA.field(name).type))
    return table.select(list(names)).cast(pa.schema([SCHEMA.field(name) for name in names]))


@contextmanager
def _opened(file: Place) -> Iterator[pq.ParquetFile]:
    try:
        with file.open("rb") as opened:
            yield pq.ParquetFile(opened)
    except (pa.ArrowException, KeyError, OSError) as error:
        if isinstance(error, OSError) and (
            error.errno is not None or isinstance(error, TimeoutError | ConnectionError)
        ):
            raise  # the store's; pyarrow tells of a broken file without a number
        raise BrokenFile(
            f"{file}: cannot be read ({error}); move it away and import the articles that were in it again"
        ) from error


def version_pairs(table: Any) -> Iterator[tuple[str, str]]:
    """Id and version of each row of a table that has both."""
    yield from zip(table["id"].to_pylist(), table["version"].to_pylist(), strict=True)

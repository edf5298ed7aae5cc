"""Rows of single files of articles, for work that is cut into partitions: some rows read, some written.

`crawler.store` reads and writes a data directory as a whole; here nothing is held but what is asked for.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.items import Article
from crawler.store import SCHEMA, StoredArticle, articles_folder, broken_file, complete, read_file
from scale.places import Place, each, source_of, write_whole

ROWS_AT_ONCE = 256
Range = tuple[int, int]


def read_columns(files: Sequence[Place], names: Sequence[str]) -> Iterator[pa.Table]:
    """Some columns of each file, in the order of the files; a column that a file lacks is null.

    Raises BrokenFile where one cannot be read, OSError where the store cannot be reached.
    """
    return each(files, partial(read_file, columns=names))


def read_rows(file: Place, ranges: Sequence[Range]) -> Iterator[StoredArticle]:
    """The articles of some rows of a file, in its order; `ranges` are ascending, their ends exclusive.

    Raises BrokenFile where it cannot be read, OSError where the store cannot be reached.
    """
    source = source_of(file)
    with broken_file(file), pq.ParquetFile(source) as parquet:
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


def _rows_of_group(parquet: pq.ParquetFile, group: int, start: int, ranges: Sequence[Range]) -> Iterator[StoredArticle]:
    held = [name for name in SCHEMA.names if name in parquet.schema_arrow.names]
    last_wanted = max(last for _, last in ranges)
    for batch in parquet.iter_batches(batch_size=ROWS_AT_ONCE, row_groups=[group], columns=held):
        table = pa.Table.from_batches([batch])
        for first, last in ranges:
            first, last = max(first, start), min(last, start + len(table))
            if first < last:
                for row in complete(table.slice(first - start, last - first), SCHEMA.names).to_pylist():
                    del row["version"]
                    yield StoredArticle(**{**row, "tags": tuple(row["tags"] or ())})
        start += len(table)
        if start >= last_wanted:
            return

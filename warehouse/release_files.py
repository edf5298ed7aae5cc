"""The files of a release: the same rows give the same bytes, in whichever process."""

import gzip
import hashlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from warehouse.release_catalog import Table

# Rows of a row group, and of what is held in memory at once.
ROW_GROUP = 50_000
GZIP_LEVEL = 6
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """A table on disk; paths are relative to the release, hash and size are those of the CSV file."""

    table: Table
    row_count: int
    csv: str
    parquet: str
    csv_sha256: str
    csv_bytes: int


def write_table(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> Written:
    """Write `csv/NAME.csv.gz` and `parquet/NAME.parquet`, rows in the order of the key.

    In CSV a list is JSON, a time has the zone Z, NULL is nothing and an empty string is "".
    """
    csv_path, parquet_path = folder / "csv" / f"{table.name}.csv.gz", folder / "parquet" / f"{table.name}.parquet"
    csv_path.parent.mkdir(exist_ok=True)
    parquet_path.parent.mkdir(exist_ok=True)
    reader = con.execute(table.select).to_arrow_reader(ROW_GROUP)
    schema = _described(reader.schema, table)
    csv_schema = pa.schema([pa.field(field.name, _csv_type(field.type)) for field in schema])
    row_count = 0
    with (
        csv_path.open("wb") as raw,
        gzip.GzipFile("", "wb", GZIP_LEVEL, raw, mtime=0) as packed,
        # Arrow writes in small pieces; gzip is many times slower with those.
        io.BufferedWriter(packed, CHUNK) as out,
        pacsv.CSVWriter(out, csv_schema, write_options=pacsv.WriteOptions(quoting_style="needed")) as csv_writer,
        pq.ParquetWriter(
            parquet_path, schema, version="2.6", data_page_version="1.0", compression="zstd", compression_level=3
        ) as parquet_writer,
    ):
        for rows in _even(reader, schema):
            row_count += rows.num_rows
            parquet_writer.write_table(rows, row_group_size=ROW_GROUP)
            csv_writer.write_table(pa.table([_csv_values(column) for column in rows.columns], schema=csv_schema))
    digest, size = sha256(csv_path), csv_path.stat().st_size
    csv_name, parquet_name = csv_path.relative_to(folder).as_posix(), parquet_path.relative_to(folder).as_posix()
    return Written(table, row_count, csv_name, parquet_name, digest, size)


def write_text(folder: Path, name: str, text: str) -> None:
    """Write a text file with LF line ends."""
    (folder / name).write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8", newline="\n")


def write_json(folder: Path, name: str, value: Any) -> None:
    """Write JSON for people and programs: indented, in the order given."""
    write_text(folder, name, json.dumps(value, ensure_ascii=False, indent=2))


def write_checksums(folder: Path) -> None:
    """Write SHA256SUMS over all other files, as `sha256sum --check` reads it."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    write_text(folder, "SHA256SUMS", "\n".join(f"{sha256(folder / name)}  {name}" for name in files))


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bring_to_disk(folder: Path) -> None:
    """Have the system write all files and folders for good."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _described(schema: pa.Schema, table: Table) -> pa.Schema:
    """The schema with each column's meaning, which Parquet keeps."""
    comments = {column.name: column.comment for column in table.columns}
    fields = [field.with_metadata({"description": comments[field.name]}) for field in schema]
    return pa.schema(fields, metadata={"description": table.comment})


def _even(reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.Table]:
    """Tables of ROW_GROUP rows each, the last one shorter, however the reader cuts its batches."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in reader:
        held.append(batch)
        count += batch.num_rows
        while count >= ROW_GROUP:
            rows = pa.Table.from_batches(held).cast(schema)
            yield rows.slice(0, ROW_GROUP).combine_chunks()
            held, count = rows.slice(ROW_GROUP).to_batches(), count - ROW_GROUP
    if count:
        yield pa.Table.from_batches(held).cast(schema).combine_chunks()


def _csv_type(data_type: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_nested(data_type) or pa.types.is_timestamp(data_type) else data_type


def _csv_values(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column, "%Y-%m-%dT%H:%M:%SZ")
    if pa.types.is_nested(column.type):
        values = [
            None if value is None else json.dumps(value, ensure_ascii=False, default=str)
            for value in column.to_pylist()
        ]
        return pa.chunked_array([pa.array(values, pa.string())])
    return column

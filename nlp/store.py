"""Annotations at rest: `data/annotations/*.parquet`, one row per article version and pipeline version.

A data directory is a folder or a prefix of an object store (`scale.places`); a reader sees whole files only. The name
of a file begins with the pipeline version, so that one version is read without opening the files of the others.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.forms import annotation_from_dict, annotation_to_dict
from nlp.records import Annotation
from nlp.version import pipeline_version
from scale.places import Place, each, files_in, source_of, write_whole


def _spans(**fields: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct([*fields.items(), ("start", pa.int64()), ("end", pa.int64())]))


def _items(**fields: pa.DataType) -> pa.DataType:
    return _spans(**fields, rule=pa.string(), confidence=pa.float64())


VALUES = _items(value=pa.string())
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("version", pa.string()),
        ("pipeline", pa.string()),
        ("relevance", pa.string()),
        ("relevance_confidence", pa.float64()),
        ("primary_regions", pa.list_(pa.string())),
        ("regions", VALUES),
        (
            "officials",
            _items(
                name=pa.string(),
                role=pa.string(),
                acting=pa.string(),
                region=pa.string(),
                mentions=_spans(text=pa.string()),
            ),
        ),
        ("dates", _items(value=pa.string(), role=pa.string(), text=pa.string(), weekday_differs=pa.bool_())),
        ("elections", VALUES),
        ("measures", _items(type=pa.string(), status=pa.string(), actor=pa.string())),
        ("violations", _items(type=pa.string(), status=pa.string())),
        ("legal", VALUES),
        ("documents", VALUES),
        ("quotes", _items(speaker=pa.string(), text=pa.string())),
        ("statements", _items(speaker=pa.string(), text=pa.string())),
        ("totals", _items(count=pa.int64(), what=pa.string(), state=pa.string(), scope=pa.string())),
        ("sentences", _spans(paragraph=pa.int64(), is_residue=pa.bool_())),
    ]
)


class BrokenFile(ValueError):
    """A Parquet file of annotations that cannot be read; the message names it and says what to do."""


def annotations_folder(data_dir: Place) -> Place:
    """Where the annotations of a data directory lie."""
    return data_dir / "annotations"


def write_annotations(data_dir: Place, annotations: Sequence[Annotation]) -> Place | None:
    """Write one file of annotations, all of one pipeline version, and return its path; None for none.

    The name is made from the rows, so the same annotations written twice are one file. Raises OSError where disk or
    store refuses; then nothing is written.
    """
    if not annotations:
        return None
    table = pa.Table.from_pylist([annotation_to_dict(item) for item in annotations], schema=SCHEMA)
    names = "\n".join(f"{item.id}\0{item.version}" for item in annotations)
    digest = hashlib.sha256(names.encode()).hexdigest()[:12]
    target = annotations_folder(data_dir) / f"{annotations[0].pipeline}-{digest}.parquet"
    write_whole(target, lambda file: pq.write_table(table, file, compression="zstd"))
    return target


def read_annotations(data_dir: Place, pipeline: str | None = None) -> Iterator[Annotation]:
    """Read the annotations of one pipeline version (the present one), ordered by article id and version."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for table in each(_files(data_dir, pipeline), read_file):
        for row in table.to_pylist():
            rows[row["id"], row["version"]] = row
    for key in sorted(rows):
        yield annotation_from_dict(rows[key])


def annotated_versions(data_dir: Place, pipeline: str | None = None) -> set[tuple[str, str]]:
    """The (article id, version) pairs that one pipeline version (the present one) has read."""
    done: set[tuple[str, str]] = set()
    for table in each(_files(data_dir, pipeline), partial(read_file, columns=["id", "version"])):
        done.update(zip(table["id"].to_pylist(), table["version"].to_pylist(), strict=True))
    return done


def annotation_files(data_dir: Place, pipeline: str | None = None) -> list[Place]:
    """The files of one pipeline version (the present one)."""
    return _files(data_dir, pipeline)


def check_annotation_files(data_dir: Place, pipeline: str | None = None) -> None:
    """Read every file of one pipeline version (the present one) whole. Raises BrokenFile at the first broken one."""
    for _ in each(_files(data_dir, pipeline), read_file):
        pass


def _files(data_dir: Place, pipeline: str | None) -> list[Place]:
    return files_in(annotations_folder(data_dir), f"{pipeline or pipeline_version()}-*.parquet")


def read_file(path: Place, columns: list[str] | None = None) -> pa.Table:
    """The columns of one file. Raises BrokenFile, and OSError where the store does not give it."""
    source = source_of(path)
    try:
        return pq.read_table(source, columns=columns, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise BrokenFile(f"{path}: cannot be read ({error}); delete it and run the extraction again") from error

"""Annotations at rest: `data/annotations/*.parquet`, one row per article version and pipeline version.

A file is written under a temporary name and renamed, so a reader sees whole files only. Its name begins with the
pipeline version, so that one version is read without opening the files of the others.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.forms import annotation_from_dict, annotation_to_dict
from nlp.records import Annotation
from nlp.version import pipeline_version


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


def annotations_folder(data_dir: Path) -> Path:
    """Where the annotations of a data directory lie."""
    return data_dir / "annotations"


def write_annotations(data_dir: Path, annotations: Sequence[Annotation]) -> Path | None:
    """Write one file of annotations, all of one pipeline version, and return its path; None for none.

    The name is made from the rows, so the same annotations written twice are one file.
    """
    if not annotations:
        return None
    folder = annotations_folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist([annotation_to_dict(item) for item in annotations], schema=SCHEMA)
    names = "\n".join(f"{item.id}\0{item.version}" for item in annotations)
    digest = hashlib.sha256(names.encode()).hexdigest()[:12]
    target = folder / f"{annotations[0].pipeline}-{digest}.parquet"
    handle, temporary = tempfile.mkstemp(prefix=".writing-", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return target


def read_annotations(data_dir: Path, pipeline: str | None = None) -> Iterator[Annotation]:
    """Read the annotations of one pipeline version (the present one), ordered by article id and version."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for path in _files(data_dir, pipeline):
        for row in _read(path).to_pylist():
            rows[row["id"], row["version"]] = row
    for key in sorted(rows):
        yield annotation_from_dict(rows[key])


def annotated_versions(data_dir: Path, pipeline: str | None = None) -> set[tuple[str, str]]:
    """The (article id, version) pairs that one pipeline version (the present one) has read."""
    done: set[tuple[str, str]] = set()
    for path in _files(data_dir, pipeline):
        table = _read(path, columns=["id", "version"])
        done.update(zip(table["id"].to_pylist(), table["version"].to_pylist(), strict=True))
    return done


def annotation_files(data_dir: Path, pipeline: str | None = None) -> list[Path]:
    """The files of one pipeline version (the present one)."""
    return _files(data_dir, pipeline)


def check_annotation_files(data_dir: Path, pipeline: str | None = None) -> None:
    """Read every file of one pipeline version (the present one) whole. Raises BrokenFile at the first broken one."""
    for path in _files(data_dir, pipeline):
        _read(path)


def _files(data_dir: Path, pipeline: str | None) -> list[Path]:
    return sorted(annotations_folder(data_dir).glob(f"{pipeline or pipeline_version()}-*.parquet"))


def _read(path: Path, columns: list[str] | None = None) -> pa.Table:
    try:
        return pq.read_table(path, columns=columns, partitioning=None)
    except (pa.ArrowInvalid, OSError) as error:
        raise BrokenFile(f"{path}: cannot be read ({error}); delete it and run the extraction again") from error

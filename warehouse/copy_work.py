"""The two kinds of work of linking, each on a partition that is determined by its input alone.

The texts of one file of annotations become marks and word triples (by far the longer part: it reads every word), and
those of a few weeks, from however many files, become copies. A partition names files and rows, and holds no text.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from crawler.items import Article
from nlp.records import Annotation, DateRef
from scale.places import Place, source_of
from warehouse.copy_files import (
    TRIPLES,
    UNDATED,
    link_version,
    read_triples,
    triples_folder,
    week_name,
    weeks_folder,
    write_rows,
    write_week,
)
from warehouse.copy_marks import (
    Entry,
    Mark,
    Week,
    fold_week,
    in_order,
    moment_of,
    own_digests,
    search_digest,
    week_before,
    without_residue,
)
from warehouse.days import as_utc, find_report_date, parse_published
from warehouse.source import utc_of
from warehouse.stories import find_triples

log = logging.getLogger(__name__)
BATCH_SIZE = 500
Key = tuple[str, str]


class OtherCode(RuntimeError):
    """A worker has other code than whoever planned the work; the message names both versions."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A file of annotations and the files that hold its articles: to become the file `name` of triples."""

    place: Place
    version: str
    name: str
    annotations: str
    articles: tuple[str, ...]

    def __str__(self) -> str:
        return f"texts of {self.annotations}"


@dataclass(frozen=True, slots=True)
class TextsDone:
    """How many articles a file of triples holds, and which were left out: id and why."""

    article_count: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks to be folded, each with the digest of its search, and where their articles and those before them stand.

    `rows` are names of files of triples, each with the numbers of its rows as bytes (of 32 bits each).
    """

    place: Place
    version: str
    weeks: tuple[tuple[Week, str], ...]
    rows: tuple[tuple[str, bytes], ...]

    def __str__(self) -> str:
        return "weeks " + ", ".join(str(week or UNDATED) for week, _ in self.weeks)


def make_triples(partition: Texts) -> TextsDone:
    """Write one file of triples. Raises OtherCode, OSError, and pyarrow.ArrowException where a file cannot be read."""
    _check_code(partition.version)
    read = _read_annotations(partition.place / "annotations" / partition.annotations)
    rows: list[tuple[Mark, bytes]] = []
    left_out: list[str] = []
    for row in _read_articles(partition, set(read)):
        try:
            rows.append(_mark(row, *read[row["id"], row["version"]]))
        except (ValueError, TypeError, OverflowError) as error:
            left_out.append(f"article {row['id']}: {error}")
    rows.sort(key=lambda pair: (*in_order(pair[0]), pair[0].version))
    columns = {name: [getattr(mark, name) for mark, _ in rows] for name in TRIPLES.names if name != "triples"}
    table = pa.table(columns | {"triples": [triples for _, triples in rows]}, schema=TRIPLES)
    write_rows(triples_folder(partition.place) / partition.name, table)
    return TextsDone(len(rows), tuple(sorted(left_out)))


def fold_weeks_apart(partition: Weeks) -> int:
    """Write one file for each week; gives the number of copies in them.

    Raises OtherCode, and ValueError where the triples are not those that the digests name: they changed meanwhile.
    """
    _check_code(partition.version)
    found = [pair for name, rows in partition.rows for pair in _read_rows(partition.place, name, rows)]
    found.sort(key=lambda pair: in_order(pair[0]))
    own = dict(own_digests(mark for mark, _ in found))
    by_week: dict[Week, list[Entry]] = {
        week: [Entry(mark.article_id, mark.day, triples) for mark, triples in pairs]
        for week, pairs in groupby(found, key=lambda pair: pair[0].week)
    }
    count = 0
    for week, digest in partition.weeks:
        if week not in own or search_digest(own, week) != digest:
            raise ValueError(f"the articles of the week of {week} changed meanwhile: link again")
        before = week_before(week)
        copies = list(fold_week(by_week.get(before, []) if before else [], by_week[week]))
        write_week(weeks_folder(partition.place) / week_name(week, digest), copies)
        count += len(copies)
    return count


def _check_code(version: str) -> None:
    if version != link_version():
        raise OtherCode(f"this worker links by code {link_version()}, the run by {version}: give both the same code")


def _read_rows(place: Place, name: str, rows: bytes) -> Iterator[tuple[Mark, np.ndarray]]:
    path = triples_folder(place) / name
    try:
        table = read_triples(path, np.frombuffer(rows, np.int32).tolist())
    except FileNotFoundError as error:
        raise ValueError(f"{path} is gone: link again") from error
    except (pa.ArrowException, OSError, IndexError) as error:
        raise ValueError(f"{path}: cannot be read ({error}); delete it and link again") from error
    for row in table.to_pylist():
        triples = np.frombuffer(row.pop("triples"), np.dtype("<u4"))
        yield Mark(**row), triples


def _read_annotations(path: Place) -> dict[Key, tuple[list[dict[str, Any]], list[list[int]]]]:
    """The dates and the spans of residue of each version; of a version that stands there twice, those it has first."""
    found: dict[Key, tuple[list[dict[str, Any]], list[list[int]]]] = {}
    for batch in _batches(path, ["id", "version", "dates", "sentences"]):
        for row in batch.to_pylist():
            spans = [[part["start"], part["end"]] for part in row["sentences"] or () if part["is_residue"]]
            found.setdefault((row["id"], row["version"]), (row["dates"] or [], spans))
    return found


def _read_articles(partition: Texts, wanted: set[Key]) -> Iterator[dict[str, Any]]:
    """Each wanted version once, as it first came in (`pick`): the keys are read first, then the texts of the picked."""
    paths = [partition.place / "articles" / name for name in partition.articles]
    picked: dict[Key, tuple[tuple[bool, str], int, int]] = {}
    for file, path in enumerate(paths):
        number = 0
        for batch in _batches(path, ["id", "version", "imported_at"]):
            for row in batch.to_pylist():
                key = row["id"], row["version"]
                if key in wanted:
                    age = row["imported_at"] is None, row["imported_at"] or ""
                    picked[key] = min(picked.get(key, (age, file, number)), (age, file, number))
                number += 1
    rows = {(file, number) for _, file, number in picked.values()}
    for file, path in enumerate(paths):
        number = 0
        for batch in _batches(path, ["id", "version", "imported_at", "published", "text"]):
            own = [place for place in range(batch.num_rows) if (file, number + place) in rows]
            number += batch.num_rows
            yield from batch.take(pa.array(own, pa.int64())).to_pylist()


def _batches(path: Place, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """The columns of a file, some rows at a time; one that an older file lacks is empty."""
    with pq.ParquetFile(source_of(path), pre_buffer=True) as file:
        held = [name for name in columns if name in file.schema_arrow.names]
        for batch in file.iter_batches(BATCH_SIZE, columns=held):
            for name in columns:
                if name not in held:
                    batch = batch.append_column(name, pa.nulls(batch.num_rows))
            yield batch


def _mark(row: dict[str, Any], dates: list[dict[str, Any]], residue: list[list[int]]) -> tuple[Mark, bytes]:
    """The mark and the triples of an article. Raises ValueError, TypeError where a value is not what it should be."""
    text = row["text"]
    if not isinstance(row["id"], str) or not isinstance(text, str):
        raise TypeError("it has no id or no text")
    article = Article(row["id"], text, published=row["published"])
    if article.version != row["version"]:
        raise ValueError(f"its version {row['version']} is not that of its text")
    if any(not 0 <= start < end <= len(text) for start, end in residue):
        raise ValueError("a sentence lies outside its text")
    told = [DateRef(item["value"], item["role"], "", 0, 0) for item in dates]
    report_date, _ = find_report_date(article, Annotation(row["id"], row["version"], "", "", dates=told))
    imported_at = utc_of(row["imported_at"])
    day = report_date or (imported_at.date() if imported_at else None)
    moment = moment_of(as_utc(parse_published(article.published)), report_date)
    residue.sort()
    triples = find_triples(without_residue(text, residue))
    return Mark(article.id, article.version, day, moment, str(residue)), triples.astype("<u4").tobytes()

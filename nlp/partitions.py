"""What is to be read of a data directory, cut into partitions that any process can work on by itself.

All article files, oldest first, are taken as one long row of article versions and cut every so many rows; of each
piece those versions are left out that are annotated already, or stand in an earlier file. So the cut follows from the
files alone: whoever reads a partition writes the same annotation file, and a run that was killed is gone on with.

A plan holds versions as numbers of 64 bits (`crawler.store.version_mark`): a million take some 50 MB while it is made.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from crawler.store import article_files, articles_folder, version_mark, version_pairs
from crawler.stored_rows import Range, StoredArticle, read_columns, read_rows
from nlp.crew import Failure, read_one
from nlp.records import Annotation
from nlp.store import annotation_files, read_file, write_annotations
from nlp.version import pipeline_version
from scale.crew import WrongCode
from scale.places import Place, each

# Rows of a partition: a minute's work. Where little is to be read they are fewer, that all workers have a share.
SIZE, SMALL_SIZE = 2_000, 250
LITTLE = 20_000
Marks = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one file of articles: its name, and ranges of rows, their ends exclusive."""

    file: str
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Partition:
    """Article versions that one process reads, the place of the data, and the pipeline that is to read them."""

    number: int
    data: Place
    pipeline: str
    pieces: tuple[Piece, ...]

    @property
    def count(self) -> int:
        """The number of versions."""
        return sum(end - start for piece in self.pieces for start, end in piece.ranges)

    def __str__(self) -> str:
        first, last = self.pieces[0].file, self.pieces[-1].file
        return (
            f"partition {self.number} ({self.count:,} articles of {first if first == last else f'{first} to {last}'})"
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a partition: versions read, those on which the pipeline failed, words of text, seconds of work."""

    read_count: int
    failures: tuple[Failure, ...]
    word_count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The partitions, and how many versions of those that there are were read before."""

    partitions: tuple[Partition, ...]
    known_count: int

    @property
    def count(self) -> int:
        """The number of versions that are to be read."""
        return sum(partition.count for partition in self.partitions)


def plan_partitions(data: Place, size: int | None = None) -> Plan:
    """Find what this pipeline has not read yet. `size` is the number of rows that a partition is cut at.

    Of a version that stands in several files the one that came in first is read. Raises BrokenFile of `crawler.store`
    or `nlp.store`, which name the file.
    """
    pipeline, files = pipeline_version(), article_files(data)
    stored: list[tuple[str, str, Marks]] = []
    for file, table in zip(files, read_columns(files, ["id", "version", "imported_at"]), strict=True):
        moments = [moment for moment in table["imported_at"].unique().to_pylist() if moment]
        # As readers of the store have it, what came in at no known time came in last.
        stored.append((min(moments, default="~"), file.name, _marks(version_pairs(table))))
    stored.sort(key=lambda found: found[:2])
    if not stored:
        return Plan((), 0)
    marks = np.concatenate([found for _, _, found in stored])
    _, first = np.unique(marks, return_index=True)
    is_fresh = np.zeros(len(marks), dtype=bool)
    is_fresh[first] = True
    is_fresh &= ~np.isin(marks, annotated_marks(data))
    fresh = np.flatnonzero(is_fresh)
    ends = np.cumsum([len(found) for _, _, found in stored])
    size = size or (SIZE if len(fresh) > LITTLE else SMALL_SIZE)
    names = [name for _, name, _ in stored]
    partitions = [
        Partition(number, data, pipeline, pieces)
        for number, pieces in enumerate(_cut(fresh, names, ends, size), 1)
    ]  # fmt: skip
    return Plan(tuple(partitions), len(first) - len(fresh))


def annotated_marks(data: Place) -> Marks:
    """The versions that this pipeline has read. Raises nlp.store.BrokenFile."""
    tables = each(annotation_files(data), partial(read_file, columns=["id", "version"]))
    found = [_marks(version_pairs(table)) for table in tables]
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)


def read_partition(partition: Partition) -> Reading:
    """Read the articles of a partition and write one file of annotations: this runs in any process.

    Raises WrongCode where this process has another pipeline than the one who cut the partition; then nothing is
    written. Raises OSError where a file cannot be read or written.
    """
    if partition.pipeline != pipeline_version():
        raise WrongCode(
            f"a worker reads with pipeline {pipeline_version()}, this run is of pipeline {partition.pipeline}: give "
            "all workers the same code, start them anew, and run it again"
        )
    began = time.monotonic()
    annotations: list[Annotation] = []
    failures: list[Failure] = []
    words = 0
    for article in articles_of(partition):
        words += len(article.text.split())
        read = read_one(article)
        if isinstance(read, Failure):
            failures.append(read)
        else:
            annotations.append(read)
    write_annotations(partition.data, annotations)
    return Reading(len(annotations), tuple(failures), words, time.monotonic() - began)


def articles_of(partition: Partition) -> Iterator[StoredArticle]:
    """The articles of a partition, in the order of the files."""
    for piece in partition.pieces:
        yield from read_rows(articles_folder(partition.data) / piece.file, piece.ranges)


def halves(partition: Partition) -> list[Partition]:
    """A partition in two, itself where it holds one version; what has been annotated meanwhile is left out.

    A worker may have been killed after it had written and before it could say so.
    """
    done = frozenset(annotated_marks(partition.data).tolist())
    rows: list[tuple[str, int]] = []
    for piece in partition.pieces:
        numbers = [number for start, end in piece.ranges for number in range(start, end)]
        articles = read_rows(articles_folder(partition.data) / piece.file, piece.ranges)
        for number, article in zip(numbers, articles, strict=True):
            if version_mark(article.id, article.version) not in done:
                rows.append((piece.file, number))
    middle = (len(rows) + 1) // 2
    return [replace(partition, pieces=_pieces(part)) for part in (rows[:middle], rows[middle:]) if part]


def _marks(pairs: Iterable[tuple[str, str]]) -> Marks:
    return np.fromiter((version_mark(id, version) for id, version in pairs), dtype=np.uint64)


def _cut(
    fresh: npt.NDArray[np.intp], names: Sequence[str], ends: npt.NDArray[np.intp], size: int
) -> Iterator[tuple[Piece, ...]]:
    """The fresh rows, numbered through all files, as the pieces of each partition; one without any is left out."""
    if not len(fresh):
        return
    files = np.searchsorted(ends, fresh, side="right")
    cuts = fresh // size
    is_start = np.ones(len(fresh), dtype=bool)
    is_start[1:] = (np.diff(fresh) != 1) | (np.diff(files) != 0) | (np.diff(cuts) != 0)
    starts = np.flatnonzero(is_start)
    lengths = np.diff(np.append(starts, len(fresh)))
    offsets = np.concatenate([[0], ends[:-1]])
    pieces: dict[str, list[Range]] = {}
    cut = int(cuts[0])
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        if int(cuts[start]) != cut:
            yield tuple(Piece(name, tuple(ranges)) for name, ranges in pieces.items())
            pieces, cut = {}, int(cuts[start])
        file = int(files[start])
        row = int(fresh[start] - offsets[file])
        pieces.setdefault(names[file], []).append((row, row + length))
    yield tuple(Piece(name, tuple(ranges)) for name, ranges in pieces.items())


def _pieces(rows: Iterable[tuple[str, int]]) -> tuple[Piece, ...]:
    pieces: dict[str, list[Range]] = {}
    for name, number in rows:
        ranges = pieces.setdefault(name, [])
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return tuple(Piece(name, tuple(ranges)) for name, ranges in pieces.items())

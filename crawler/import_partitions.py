"""The import by several processes or machines: files in groups, each read by itself.

A worker writes what is new of its group as files of articles, made from the group's articles and moment alone, and
gives back what it met; the counts of the summary are made here. What is stored already it knows from a list of marks
(`crawler.store.version_mark`) in `DATA/imports/`. An article that two groups bring is written by both, the later group
with a later moment, and readers of the store take the first.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from crawler.article_lines import BadLine
from crawler.code_version import code_version
from crawler.demonstration import claim
from crawler.hearing import Told, heard, tell
from crawler.importing import (
    BATCH_CHARACTERS,
    BATCH_SIZE,
    Summary,
    articles_of_file,
    find_files,
    objection,
)
from crawler.items import Article
from crawler.store import article_files, version_mark, version_pairs
from crawler.stored_rows import read_columns, write_rows
from scale.crew import Lost, WrongCode, hire, is_passing
from scale.places import Place, place_of, source_of, write_whole
from scale.shared_files import remove

log = logging.getLogger(__name__)
# Files of one group: some seconds of work. A larger file is a group of its own.
GROUP_FILES, GROUP_BYTES = 500, 64_000_000
Marks = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Group:
    """Files that one process imports; `known` is the address of the list of what was stored when the run began.

    `code` is the version that is to read them (`crawler.code_version`).
    """

    number: int
    data: Place
    files: tuple[Path, ...]
    demonstration: bool
    imported_at: str
    known: str
    code: str

    def __str__(self) -> str:
        more = f" and {len(self.files) - 1} files more" if len(self.files) > 1 else ""
        return f"{self.files[0]}{more}"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a group brought: marks of id and version of each article, what was refused, and what was logged."""

    marks: Marks
    refused: tuple[str, ...]
    told: tuple[Told, ...]


def import_in_groups(
    data: Place,
    paths: Sequence[Path],
    demonstration: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    imported_at: datetime | None = None,
) -> Summary:
    """Import files, and the files in folders, by `workers` processes or by the workers of a Dask `scheduler`.

    All see the same files under the same names. `imported_at` is the moment of the run, by default now. Raises
    WrongKind where invented and real articles would mix, scale.crew.NoCluster and WrongCode, and OSError where the disk
    refuses: what was written before stays, and the import can be run again.
    """
    if isinstance(data, Path):
        data = data.absolute()  # a worker may run elsewhere
    claim(data, demonstration)
    moment = (imported_at or datetime.now(UTC)).astimezone(UTC)
    count_up = _Counting()
    files = [path.absolute() for path in find_files(paths, count_up.refuse)]
    if not files:
        return count_up.summary
    code = code_version()
    known = data / "imports" / f"known-{moment:%Y%m%dT%H%M%S%f}.npy"
    later = (moment + timedelta(seconds=1, microseconds=number) for number in count())

    def halve(group: Group) -> list[Group]:
        middle = (len(group.files) + 1) // 2
        if middle == len(group.files):
            return [group]
        # Of another moment: a worker may have written some of it before it was killed.
        return [replace(group, files=half, imported_at=_iso(next(later)))
                for half in (group.files[:middle], group.files[middle:])]  # fmt: skip

    try:
        write_whole(known, lambda file: np.save(file, count_up.learn(data)))
        groups = [
            Group(number, data, part, demonstration, _iso(moment + timedelta(microseconds=number)), str(known), code)
            for number, part in enumerate(_grouped(files))
        ]
        with hire(workers, scheduler) as crew:
            for at, done in enumerate(crew.run(import_group, groups, halve), 1):
                if isinstance(done.result, Lost):
                    if isinstance(done.result.error, OSError) and not is_passing(done.result.error):
                        raise done.result.error  # of a full disk every group would tell the same
                    count_up.refuse(f"{done.item}: not imported: {done.result.why}")
                    continue
                count_up.add(done.result)
                if len(groups) > 1:
                    log.info(
                        "%d of %d groups of files, %s articles", at, len(groups), f"{count_up.summary.read_count:,}"
                    )
    finally:
        remove(known)
    return count_up.summary


def import_group(group: Group) -> Brought:
    """Read the files of a group and write what is new of them: this runs in any process.

    Raises WrongCode where this process reads files by other code than the one who sent it here, OSError where a file
    cannot be written, and crawler.demonstration.WrongKind.
    """
    if group.code != code_version():
        raise WrongCode(
            f"a worker reads files by code {code_version()[:12]}, this run by {group.code[:12]}: give all workers the "
            "same code and libraries, start them anew, and run it again"
        )
    known = _known(group.known)
    written: set[int] = set()
    waiting: dict[tuple[str, str], Article] = {}
    length = 0
    marks: list[tuple[int, int]] = []
    refused: list[str] = []

    def write() -> None:
        if waiting:
            claim(group.data, group.demonstration)
        write_rows(group.data, waiting, group.imported_at)
        waiting.clear()

    with heard() as told:
        for path in group.files:
            places: dict[str, tuple[str, str]] = {}
            for item in articles_of_file(path):
                why = str(item) if isinstance(item, BadLine) else objection(item, places, path, group.demonstration)
                if why is not None or isinstance(item, BadLine):
                    refused.append(str(why))
                    continue
                version = item.version
                mark = version_mark(item.id, version)
                marks.append((version_mark(item.id, ""), mark))
                if mark in written or _holds(known, mark):
                    continue
                written.add(mark)
                waiting[item.id, version] = item
                length += len(item.text)
                if len(waiting) >= BATCH_SIZE or length >= BATCH_CHARACTERS:
                    write()
                    length = 0
        write()
    return Brought(np.array(marks, dtype=np.uint64).reshape(-1, 2), tuple(refused), tuple(told))


@dataclass
class _Counting:
    """The summary of a run, and what is known while it is counted."""

    summary: Summary = field(default_factory=Summary)
    _ids: set[int] = field(default_factory=set)
    _versions: set[int] = field(default_factory=set)

    def learn(self, data: Place) -> Marks:
        """Take in what is stored; gives the marks of all versions in ascending order."""
        for table in read_columns(article_files(data), ["id", "version"]):
            for id, version in version_pairs(table):
                self._ids.add(version_mark(id, ""))
                self._versions.add(version_mark(id, version))
        return np.sort(np.fromiter(self._versions, dtype=np.uint64, count=len(self._versions)))

    def refuse(self, why: str) -> None:
        """Log and count what could not be taken in."""
        log.warning("%s", why)
        self.summary.refused.append(why)

    def add(self, brought: Brought) -> None:
        """Count what a group brought, and tell what it told."""
        tell(brought.told)
        for why in brought.refused:
            self.refuse(why)
        for id, version in brought.marks.tolist():
            self.summary.read_count += 1
            if version in self._versions:
                self.summary.known_count += 1
            elif id in self._ids:
                self.summary.new_version_count += 1
            else:
                self.summary.new_count += 1
            self._ids.add(id)
            self._versions.add(version)


def _grouped(files: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    group: list[Path] = []
    size = 0
    for file in files:
        own = file.stat().st_size if file.is_file() else 0
        if group and (len(group) >= GROUP_FILES or size + own > GROUP_BYTES):
            yield tuple(group)
            group, size = [], 0
        group.append(file)
        size += own
    if group:
        yield tuple(group)


@lru_cache(maxsize=1)
def _known(address: str) -> Marks:
    """The list of what was stored when the run began; read once by each process."""
    return np.asarray(np.load(source_of(place_of(address))), dtype=np.uint64)


def _holds(known: Marks, mark: int) -> bool:
    at = int(np.searchsorted(known, np.uint64(mark)))
    return at < len(known) and int(known[at]) == mark


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")

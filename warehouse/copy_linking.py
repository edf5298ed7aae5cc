"""Copies found ahead of a build, by one process, several, or a Dask cluster: `python -m warehouse link`.

First every file of annotations becomes a file of word triples, then every week a file of copies; what is there already
is not made again. A build takes the weeks that are of the same articles, and folds the others itself: it gives the same
rows with these files and without.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

import pyarrow as pa

from scale.crew import Crew, Done, Lost
from scale.places import Place, each, files_in
from scale.shared_files import remove, written_at
from warehouse.copy_files import kept_names, read_marks, read_week, triples_folder, week_name, weeks_folder
from warehouse.copy_plan import Plan, WeekRows, bundle_size
from warehouse.copy_work import Texts, fold_weeks_apart, make_triples
from warehouse.corrections import FILE_NAME, read_corrections

log = logging.getLogger(__name__)
TELL_SECONDS = 10.0
# What no plan names any more is removed after so long: another machine may be reading it.
OLD_SECONDS = 7 * 86_400.0
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass
class LinkSummary:
    """What was made and what was there.

    `left_out` are articles that a build would not load either, `lost` partitions on which the work failed: both with
    the reason.
    """

    article_count: int = 0
    week_count: int = 0
    read_count: int = 0
    file_count: int = 0
    folded_count: int = 0
    removed_count: int = 0
    left_out: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [
            f"{self.article_count} articles in {self.week_count} weeks",
            f"texts of {self.read_count} of {self.file_count} files read",
            f"{self.folded_count} weeks folded",
        ]
        parts += [f"{self.removed_count} old files removed"] if self.removed_count else []
        parts += [f"{len(self.left_out)} articles left out"] if self.left_out else []
        return ", ".join(parts + ([f"{len(self.lost)} partitions failed"] if self.lost else []))


def link(place: Place, crew: Crew) -> LinkSummary:
    """Make what is missing under `DATA/copies`.

    Where the texts of a file cannot be read, no week is folded: it would have to be folded again. Raises
    crawler.store.BrokenFile, nlp.store.BrokenFile and BadCorrections where a file is broken, OSError where the store
    refuses.
    """
    # An article that a correction withdraws is in no warehouse.
    withdrawn = {
        entry.article for entry in read_corrections(place / FILE_NAME).of_kind("withdraw") if entry.article is not None
    }
    summary = LinkSummary()
    with Plan(place) as plan:
        texts = plan.texts()
        summary.file_count = len(texts)
        marks = _read_texts(place, texts, crew, summary)
        if not summary.lost:
            size = bundle_size(sum(table.num_rows for table in marks))
            needed: set[str] = set()
            is_missing = _missing(place, needed, summary)
            bundles = list(plan.bundles(plan.weeks(marks, withdrawn), texts, size, is_missing))
            for item, _ in _told(crew.run(fold_weeks_apart, bundles), len(bundles), "bundles of weeks", summary):
                summary.folded_count += len(item.weeks)
            summary.removed_count = _remove_old(triples_folder(place), {item.name for item in texts})
            summary.removed_count += _remove_old(weeks_folder(place), needed)
    return summary


def _read_texts(place: Place, texts: list[Texts], crew: Crew, summary: LinkSummary) -> list[pa.Table]:
    """The marks of each file of annotations; those that are missing are made."""
    folder = triples_folder(place)
    held = kept_names(folder)
    marks = _marks(folder, [item.name for item in texts if item.name in held])
    missing = [item for item in texts if item.name not in marks]
    for _, done in _told(crew.run(make_triples, missing), len(missing), "files of texts", summary):
        summary.read_count += 1
        summary.left_out += done.left_out
    marks |= _marks(folder, [item.name for item in missing])
    if not summary.lost:
        summary.lost += [
            f"{item.name}: gone, or cannot be read: link again" for item in missing if item.name not in marks
        ]
    return [marks[item.name] for item in texts if item.name in marks]


def _marks(folder: Place, names: list[str]) -> dict[str, pa.Table]:
    tables = each([folder / name for name in names], read_marks)
    return {name: table for name, table in zip(names, tables, strict=True) if table is not None}


def _missing(place: Place, needed: set[str], summary: LinkSummary) -> Callable[[WeekRows], bool]:
    """Whether the file of a week is not there, or not whole; weeks that are asked about are `needed`, and counted."""
    folder = weeks_folder(place)
    held = sorted(kept_names(folder))
    found = each([folder / name for name in held], read_week)
    whole = {name for name, copies in zip(held, found, strict=True) if copies is not None}

    def is_missing(week: WeekRows) -> bool:
        name = week_name(week.week, week.digest)
        summary.week_count += 1
        summary.article_count += week.article_count
        needed.add(name)
        return name not in whole

    return is_missing


def _told(
    done: Iterable[Done[Item, Result]], count: int, what: str, summary: LinkSummary
) -> Iterator[tuple[Item, Result]]:
    """What came of each partition, save those that failed, which the summary tells; now and then how far it is."""
    told = time.monotonic()
    for number, one in enumerate(done, 1):
        if isinstance(one.result, Lost):
            summary.lost.append(f"{one.item}: {one.result.why}")
        else:
            yield one.item, one.result
        if time.monotonic() - told >= TELL_SECONDS:
            told = time.monotonic()
            log.info("%d of %d %s", number, count, what)


def _remove_old(folder: Place, needed: Collection[str]) -> int:
    """Remove files that no plan names any more; how many. A store that does not let us remove is left as it is."""
    count = 0
    for path in files_in(folder, "*.parquet"):
        if path.name not in needed:
            with suppress(OSError):
                if time.time() - written_at(path) > OLD_SECONDS:
                    remove(path)
                    count += 1
    return count

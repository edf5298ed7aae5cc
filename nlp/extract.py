"""Runs of the pipeline over files: a JSON lines file, or what is new in a data directory.

What was read is kept by article version and pipeline version, so nothing is read twice. Many articles are read by
several processes at once: of a JSON lines file in their order, of a data directory by partitions (`nlp.partitions`),
which processes of other machines can read too.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from crawler.article_lines import BadLine, read_article_lines
from crawler.items import Article
from nlp.crew import FEW, Failure, default_jobs, read_in_order
from nlp.forms import annotation_to_dict
from nlp.partitions import Partition, Plan, Reading, articles_of, halves, plan_partitions, read_partition
from nlp.records import Annotation
from nlp.version import pipeline_version
from scale.crew import Lost, hire, is_passing
from scale.places import Place

log = logging.getLogger(__name__)
# Between two lines of progress.
PROGRESS_SECONDS = 5


@dataclass
class Summary:
    """What a run did: articles read, articles that had been read before, and what was skipped and why."""

    read_count: int = 0
    known_count: int = 0
    skipped: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """True where nothing was skipped."""
        return not self.skipped

    def __str__(self) -> str:
        known = f", {self.known_count} read before" if self.known_count else ""
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"{self.read_count} articles read by pipeline {pipeline_version()}{known}{skipped}"


def extract_file(source: Path, target: Path, jobs: int = 1) -> Summary:
    """Annotate every article of a JSON lines file; `target` appears whole, at the end.

    `jobs` is the number of processes that read. Broken lines and articles on which the pipeline fails are logged and
    counted as skipped. Raises OSError where a file cannot be read or written.
    """
    summary = Summary()
    temporary = target.with_name(f".{target.name}.writing")
    try:
        with temporary.open("w", encoding="utf-8") as lines:
            for annotation in _annotate(_good_articles(source, summary), summary, jobs):
                row = annotation_to_dict(annotation)
                del row["sentences"]
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines.flush()
            os.fsync(lines.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return summary


def extract_data(
    data: Place, workers: int | None = None, scheduler: str | None = None, size: int | None = None
) -> Summary:
    """Annotate the article versions of a data directory that this pipeline version has not read yet.

    `workers` processes of this machine read them, by default one a processor, for a few articles this one alone; or
    the workers of a Dask `scheduler`, which see the same files. `size` is the rows that a partition is cut at.
    Partitions that failed are told and counted as skipped. Raises scale.crew.NoCluster and scale.crew.WrongCode, and
    OSError where the disk refuses: what was written before is kept.
    """
    if isinstance(data, Path):
        data = data.absolute()  # a worker may run elsewhere
    plan = plan_partitions(data, size)
    summary = Summary(known_count=plan.known_count)
    if not plan.partitions:
        return summary
    if workers is None and scheduler is None:
        workers = default_jobs() if plan.count > FEW else 1
    progress = _Progress(plan)
    with hire(workers, scheduler) as crew, progress:
        for done in crew.run(read_partition, plan.partitions, progress.halves):
            if isinstance(done.result, Lost):
                _give_up(summary, done.item, done.result)
            else:
                summary.read_count += done.result.read_count
                for failure in done.result.failures:
                    _skip(summary, str(failure))
                progress.add(done.item, done.result)
    summary.read_count += progress.found_count
    return summary


def _give_up(summary: Summary, partition: Partition, lost: Lost) -> None:
    """Tell of a partition that was not read, by the article where it is one."""
    if isinstance(lost.error, OSError) and not is_passing(lost.error):
        raise lost.error  # of a full disk every partition would tell the same
    if lost.error is None and partition.count == 1:
        _skip(summary, str(Failure(next(articles_of(partition)).id, lost.why)))
        return
    _skip(summary, f"{partition} was not read: {lost.why}")


def _good_articles(source: Path, summary: Summary) -> Iterator[Article]:
    for item in read_article_lines(source):
        if isinstance(item, BadLine):
            _skip(summary, str(item))
        else:
            yield item


def _annotate(articles: Iterable[Article], summary: Summary, jobs: int) -> Iterator[Annotation]:
    for read in read_in_order(articles, jobs):
        if isinstance(read, Failure):
            _skip(summary, str(read))
            continue
        summary.read_count += 1
        yield read


def _skip(summary: Summary, why: str) -> None:
    log.warning("%s", why)
    summary.skipped.append(why)


class _Progress:
    """How far a run is: a bar on a terminal, elsewhere a line now and then."""

    def __init__(self, plan: Plan) -> None:
        self.found_count = 0
        self._partition_count = len(plan.partitions)
        self._left = {partition.number: partition.count for partition in plan.partitions}
        self._read_count = 0
        self._began = self._told_at = time.monotonic()
        self._bar = Progress(console=Console(stderr=True), disable=not sys.stderr.isatty())
        self._task = self._bar.add_task("reading", total=plan.count)

    def __enter__(self) -> None:
        self._bar.start()

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def halves(self, partition: Partition) -> Sequence[Partition]:
        """A partition in two; what a worker wrote before it died is counted as read."""
        parts = halves(partition)
        self._note(partition, found := partition.count - sum(part.count for part in parts))
        self.found_count += found
        return parts

    def add(self, partition: Partition, reading: Reading) -> None:
        """Note what was read."""
        self._note(partition, reading.read_count + len(reading.failures))

    def _note(self, partition: Partition, count: int) -> None:
        self._left[partition.number] -= count
        self._read_count += count
        self._bar.advance(self._task, count)
        done = sum(left <= 0 for left in self._left.values())
        now = time.monotonic()
        if not count or not self._bar.disable or self._partition_count == 1:
            return
        if now - self._told_at >= PROGRESS_SECONDS or done == self._partition_count:
            self._told_at = now
            log.info(
                "%d of %d partitions, %s articles, %.0f articles/s",
                done, self._partition_count, f"{self._read_count:,}", self._read_count / max(now - self._began, 0.001),
            )  # fmt: skip

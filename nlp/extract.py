"""Runs of the pipeline over files: a JSON lines file, or what is new in a data directory.

What was read is kept by article version and pipeline version, so nothing is read twice. Many articles are read by
several processes at once, in their order.
"""

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import track

from crawler.article_lines import BadLine, read_article_lines
from crawler.items import Article
from crawler.store import read_articles
from nlp.crew import FEW, Failure, read_in_order
from nlp.forms import annotation_to_dict
from nlp.records import Annotation
from nlp.store import annotated_versions, write_annotations
from nlp.version import pipeline_version

log = logging.getLogger(__name__)
# Rows of one Parquet file: a run that is stopped loses less than one file's work.
BATCH_SIZE = 2_000


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


def extract_data(data_dir: Path, jobs: int = 1) -> Summary:
    """Annotate the article versions of a data directory that this pipeline version has not read yet.

    `jobs` is the number of processes that read; for a few articles one does.
    """
    summary = Summary()
    done = annotated_versions(data_dir)
    versions: list[Article] = list(read_articles(data_dir))
    fresh = [article for article in versions if (article.id, article.version) not in done]
    summary.known_count = len(versions) - len(fresh)
    annotations = _annotate(_with_progress(fresh), summary, jobs if len(fresh) > FEW else 1)
    while batch := list(islice(annotations, BATCH_SIZE)):
        write_annotations(data_dir, batch)
    return summary


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


def _with_progress(articles: list[Article]) -> Iterable[Article]:
    if sys.stderr.isatty() and articles:
        return track(articles, description="reading", console=Console(stderr=True))
    return articles

"""Where a build reads from: which article versions there are, and their articles and annotations in batches.

A source is asked twice: for its plan, a small table of all versions, and then for the articles and annotations of those
versions that the build has not loaded yet. `FileSource` reads the Parquet files of a data directory through DuckDB, a
range of ids at a time, so that memory stays flat however many there are; `MemorySource` holds a few records.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol, TypeAlias

import pyarrow as pa

from crawler.items import Article
from nlp.forms import annotation_from_dict
from nlp.records import Annotation
from warehouse.days import as_utc

ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
# Articles whose rows are made at once.
BATCH_SIZE = 2_000
PLAN = pa.schema(
    [
        ("article_id", pa.string()),
        ("version", pa.string()),
        ("imported_at", pa.timestamp("us")),
        ("withdrawn_at", pa.timestamp("us")),
        ("pipeline", pa.string()),  # None: this version was not read
    ]
)
OLDER = pa.schema(
    [
        ("article_id", pa.string()),
        ("version", pa.string()),
        ("imported_at", pa.timestamp("us")),
        ("title", pa.string()),
        ("text", pa.large_string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Input:
    """One article version as it came in; times are UTC without zone, `imported_at` None where unknown.

    `withdrawn_at` is when the outlet was found to have taken the article down, None where it stands.
    """

    article: Article
    imported_at: datetime | None = None
    withdrawn_at: datetime | None = None


Pair = tuple[Input, Annotation]
# What a source gives of some articles: pairs, or rows as the files have them, which `read_pairs` turns into pairs.
Batch: TypeAlias = "Sequence[Pair] | pa.RecordBatch"


class Source(Protocol):
    """What a build reads from."""

    def plan(self) -> pa.Table:
        """The newest version of every article, one row each, as in `PLAN`."""
        ...

    def older_count(self) -> int:
        """How many older versions there are."""
        ...

    def older(self, article_ids: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
        """The older versions of these articles (None: of all), as in `OLDER`."""
        ...

    def batches(self, article_ids: Sequence[str]) -> Iterator[Batch]:
        """The newest versions of these articles, which are in order, with their annotations."""
        ...


def read_pairs(batch: Batch) -> list[Pair]:
    """The articles and annotations of a batch, in its order; a version that stands in two files is read once."""
    if not isinstance(batch, pa.RecordBatch):
        return list(batch)
    pairs: dict[str, Pair] = {}
    for row in batch.to_pylist():
        if row["id"] not in pairs:
            article = Article(**{name: row[name] for name in ARTICLE_FIELDS} | {"tags": tuple(row["tags"] or ())})
            pairs[article.id] = (
                Input(article, row["plan_imported_at"], row["plan_withdrawn_at"]),
                annotation_from_dict(row["annotation"]),
            )
    return list(pairs.values())


class MemorySource:
    """A few records. Of several versions of an article the one that came in last is loaded."""

    def __init__(self, inputs: Iterable[Input], annotations: Iterable[Annotation]) -> None:
        self._annotations = {(annotation.id, annotation.version): annotation for annotation in annotations}
        self._versions: dict[str, dict[str, Input]] = {}
        for item in inputs:
            held = self._versions.setdefault(item.article.id, {})
            version = item.article.version
            if version not in held or _age(item) > _age(held[version]):
                held[version] = item

    def plan(self) -> pa.Table:  # noqa: D102 - as in Source
        rows = []
        for article_id in sorted(self._versions):
            newest = self._newest(article_id)
            annotation = self._annotations.get((article_id, newest.article.version))
            rows.append(
                {
                    "article_id": article_id,
                    "version": newest.article.version,
                    "imported_at": newest.imported_at,
                    "withdrawn_at": newest.withdrawn_at,
                    "pipeline": annotation.pipeline if annotation else None,
                }
            )
        return pa.Table.from_pylist(rows, schema=PLAN)

    def older_count(self) -> int:  # noqa: D102
        return sum(len(held) - 1 for held in self._versions.values())

    def older(self, article_ids: Sequence[str] | None) -> Iterator[pa.RecordBatch]:  # noqa: D102
        wanted = self._versions if article_ids is None else article_ids
        rows = [
            {
                "article_id": article_id,
                "version": version,
                "imported_at": item.imported_at,
                "title": item.article.title,
                "text": item.article.text,
            }
            for article_id in wanted
            for version, item in self._versions.get(article_id, {}).items()
            if item is not self._newest(article_id)
        ]
        yield from pa.Table.from_pylist(rows, schema=OLDER).to_batches()

    def batches(self, article_ids: Sequence[str]) -> Iterator[Batch]:  # noqa: D102
        for start in range(0, len(article_ids), BATCH_SIZE):
            items = [self._newest(article_id) for article_id in article_ids[start : start + BATCH_SIZE]]
            yield [(item, self._annotations[item.article.id, item.article.version]) for item in items]

    def _newest(self, article_id: str) -> Input:
        return max(self._versions[article_id].values(), key=_age)


def _age(item: Input) -> tuple[datetime, str]:
    return item.imported_at or datetime.min, item.article.version


def utc_of(moment: datetime | str | None) -> datetime | None:
    """A time in UTC without zone, from a time or its ISO 8601 form."""
    return as_utc(datetime.fromisoformat(moment) if isinstance(moment, str) else moment)


def withdrawn_table(withdrawn: Mapping[str, Any]) -> pa.Table:
    """Times of withdrawal by article id as a table."""
    rows = [{"article_id": key, "withdrawn_at": utc_of(value)} for key, value in withdrawn.items()]
    return pa.Table.from_pylist(rows, schema=pa.schema([PLAN.field("article_id"), PLAN.field("withdrawn_at")]))

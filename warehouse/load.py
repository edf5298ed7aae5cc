"""Articles and annotations into empty tables."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.progress import track

from crawler.items import Article
from nlp.areas import NATION, load_areas
from nlp.records import Annotation
from warehouse.checks import Misfit, check_article
from warehouse.days import find_report_date, publication_order
from warehouse.outlets import resolve_outlets
from warehouse.reference import election_rows, law_rows, region_rows
from warehouse.rows import Row, article_row, as_row, item_rows, read_text
from warehouse.schema import SCHEMA_VERSION
from warehouse.stories import StoryText, fold_stories

# Articles whose rows are held at once.
BATCH_SIZE = 2_000
# A table stands after those it refers to.
IN_ORDER = (
    "articles",
    "sentences",
    "article_primary_regions",
    "article_regions",
    "article_elections",
    "officials",
    "mentions",
    "dates",
    "measures",
    "violations",
    "legal_citations",
    "documents",
    "quotes",
    "statements",
    "totals",
)


@dataclass(frozen=True, slots=True)
class Input:
    """One article version as it came in; times are UTC without zone, `imported_at` None where unknown.

    `withdrawn_at` is when the outlet was found to have taken the article down, None where it stands.
    """

    article: Article
    imported_at: datetime | None = None
    withdrawn_at: datetime | None = None


Batch = list[tuple[Input, Annotation]]


@dataclass
class Summary:
    """What was loaded, and which articles were not, each with the reason."""

    article_count: int = 0
    story_count: int = 0
    older_version_count: int = 0
    skipped: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        older = f", {self.older_version_count} older versions left out" if self.older_version_count else ""
        skipped = f", {len(self.skipped)} articles skipped" if self.skipped else ""
        return f"{self.article_count} articles, {self.story_count} independent stories{older}{skipped}"


def fill_tables(
    con: duckdb.DuckDBPyConnection,
    inputs: Iterable[Input],
    annotations: Iterable[Annotation],
    is_demonstration: bool = False,
    crawls: Mapping[str, list[Row]] | None = None,
) -> Summary:
    """Fill the empty tables; the same input in any order gives the same rows.

    Of several versions of an article the one that came in last is loaded. An article without an annotation of that
    version, or with a value that does not fit, is left out, told in the summary and kept in `skipped_articles`.
    `crawls` are rows of the tables of crawls (`warehouse.visits.crawl_rows`), a table after those it refers to.
    """
    built_at = datetime.now(UTC).replace(tzinfo=None)
    found = {(annotation.id, annotation.version): annotation for annotation in annotations}
    newest, older_version_count = newest_versions(inputs)
    summary = Summary(older_version_count=older_version_count)
    fitting = _fitting(newest, found, summary)
    _insert(con, region_rows())
    _insert(con, law_rows())
    _insert(con, election_rows(annotation for _, annotation in fitting))
    outlets, outlet_ids = resolve_outlets(item.article for item, _ in fitting)
    _insert(con, {"outlets": [as_row(outlet) for outlet in outlets]})
    story_ids = _fold(fitting)
    _insert(con, {"stories": _story_rows(story_ids)})
    for batch in _with_progress(_batches(fitting)):
        _insert(con, _batch_rows(batch, story_ids, outlet_ids))
    summary.article_count, summary.story_count = len(fitting), len(set(story_ids.values()))
    versions = {item.article.id: item.article.version for item in newest}
    skipped = [
        {"article_id": key, "version": versions[key], "reason": why} for key, why in sorted(summary.skipped.items())
    ]
    dataset = {
        "is_demonstration": is_demonstration,
        "built_at": built_at,
        "schema_version": SCHEMA_VERSION,
        "pipeline": ", ".join(sorted({annotation.pipeline for _, annotation in fitting})) or None,
        "article_count": summary.article_count,
        "story_count": summary.story_count,
        "older_version_count": older_version_count,
        "skipped_article_count": len(skipped),
    }
    _insert(con, {"skipped_articles": skipped, "dataset": [dataset], **(crawls or {})})
    return summary


def newest_versions(inputs: Iterable[Input]) -> tuple[list[Input], int]:
    """The version of each article that came in last, in order of id, and how many older ones there were."""
    newest: dict[str, Input] = {}
    versions: set[tuple[str, str]] = set()
    for item in inputs:
        versions.add((item.article.id, item.article.version))
        held = newest.get(item.article.id)
        if held is None or _age(item) > _age(held):
            newest[item.article.id] = item
    return [newest[key] for key in sorted(newest)], len(versions) - len(newest)


def _age(item: Input) -> tuple[datetime, str]:
    return item.imported_at or datetime.min, item.article.version


def _fitting(inputs: Iterable[Input], found: Mapping[tuple[str, str], Annotation], summary: Summary) -> Batch:
    """The articles that can be loaded, with their annotations; the others go to the summary."""
    region_codes = frozenset(load_areas()) | {NATION}
    fitting = []
    for item in inputs:
        article = item.article
        annotation = found.get((article.id, article.version))
        if annotation is None:
            summary.skipped[article.id] = (
                f"article {article.id}: no annotation of version {article.version} by this pipeline; "
                "`make rebuild` reads it"
            )
            continue
        try:
            check_article(article, annotation, region_codes)
        except Misfit as error:
            summary.skipped[article.id] = str(error)
            continue
        fitting.append((item, annotation))
    return fitting


def _fold(fitting: Batch) -> dict[str, str]:
    """The story of each article, by article id."""
    days = {item.article.id: find_report_date(item.article, annotation)[0] for item, annotation in fitting}
    in_order = sorted(fitting, key=lambda pair: publication_order(pair[0].article, days[pair[0].article.id]))
    return fold_stories(
        [
            StoryText(item.article.id, read_text(item.article, annotation), days[item.article.id])
            for item, annotation in in_order
        ]
    )


def _story_rows(story_ids: Mapping[str, str]) -> list[Row]:
    counts: dict[str, int] = {}
    for story_id in story_ids.values():
        counts[story_id] = counts.get(story_id, 0) + 1
    return [
        {"story_id": story_id, "first_article_id": story_id, "article_count": counts[story_id]}
        for story_id in sorted(counts)
    ]


def _batch_rows(batch: Batch, story_ids: Mapping[str, str], outlet_ids: Mapping[str, str]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {table: [] for table in IN_ORDER}
    for item, annotation in batch:
        key = item.article.id
        rows["articles"].append(
            article_row(
                item.article, annotation, item.imported_at, story_ids[key], outlet_ids.get(key), item.withdrawn_at
            )
        )
        for table, row in item_rows(item.article, annotation):
            rows[table].append(row)
    return rows


def _batches(fitting: Batch) -> list[Batch]:
    return [fitting[start : start + BATCH_SIZE] for start in range(0, len(fitting), BATCH_SIZE)]


def _with_progress(batches: list[Batch]) -> Iterable[Batch]:
    if sys.stderr.isatty() and len(batches) > 1:
        return track(batches, description="loading", console=Console(stderr=True))
    return batches


def _insert(con: duckdb.DuckDBPyConnection, tables: Mapping[str, list[Row]]) -> None:
    """Insert rows by the names of their columns."""
    for table, rows in tables.items():
        if not rows:
            continue
        columns = {
            name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)
        }
        con.register("incoming", pa.table(columns))
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 - names of our own tables
        con.unregister("incoming")

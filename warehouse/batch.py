"""The rows of one batch of articles, made by one process or several."""

from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from nlp.areas import NATION, load_areas
from warehouse.case_reports import find_case_reports
from warehouse.case_store import report_row
from warehouse.checks import Misfit, check_article
from warehouse.contest_names import article_contest_rows
from warehouse.correction_applying import apply_corrections
from warehouse.corrections import AppliedCorrection, Corrections
from warehouse.rows import Row, article_row, item_rows
from warehouse.source import Batch, read_pairs

# Tables that a batch fills; a table stands after those it refers to.
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
    "article_contests",
    "case_reports",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows of a batch by table, and what became of the corrections of its articles.

    Articles that do not fit have a row in `skipped_articles`, those that a correction withdraws have none at all.
    """

    tables: dict[str, pa.Table]
    applied: list[AppliedCorrection]


def load_batch(batch: Batch, corrections: Corrections) -> Loaded:
    """Make the rows of some articles; this may run in a process of its own."""
    applied: list[AppliedCorrection] = []
    rows: dict[str, list[Row]] = {table: [] for table in (*IN_ORDER, "skipped_articles")}
    for item, read in read_pairs(batch):
        article = item.article
        annotation, corrected = apply_corrections(article, read, corrections)
        applied += corrected
        if annotation is None:
            continue
        try:
            check_article(article, annotation, _region_codes())
        except Misfit as error:
            rows["skipped_articles"].append(
                {"article_id": article.id, "version": article.version, "reason": str(error)}
            )
            continue
        rows["articles"].append(article_row(article, annotation, item.imported_at, item.withdrawn_at))
        for table, row in item_rows(article, annotation):
            rows[table].append(row)
        for table, row in article_contest_rows(article, annotation):
            rows[table].append(row)
        reports = find_case_reports(article.text, annotation, rows["articles"][-1]["report_date"])
        rows["case_reports"] += map(report_row, reports)
    return Loaded({table: _table(own) for table, own in rows.items() if own}, applied)


def _table(rows: list[Row]) -> pa.Table:
    """Rows as a table; every row of one of our tables has the same columns."""
    return pa.table({name: [row[name] for row in rows] for name in rows[0]})


@cache
def _region_codes() -> frozenset[str]:
    return frozenset(load_areas()) | {NATION}

"""What the review page asks: items that were read with little confidence, and one of them in its paragraph.

An item is a measure or a violation: their facts know the filters. What names it beyond one build is what it says and
where (`decision_id`), for its number may be another's in the next.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from warehouse.answers import Filters
from warehouse.selection import fetch_row, fetch_rows, question, sql_of

KINDS = ("violation", "measure")
WORDS = {
    "measure": {"kind": "measure", "actor": "actor"},
    "violation": {"kind": "violation", "actor": "NULL::VARCHAR"},
}
LETTERS = {"measure": "m", "violation": "v"}
# Ids of decisions in the corrections file begin so; others are written by hand.
DECIDED = "review-"


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """One item of this build: `item_no` counts the items of its kind in the article, `confidence` is 0 to 1."""

    kind: str
    article_id: str
    item_no: int
    confidence: float

    @property
    def item_id(self) -> str:
        """Its id in the tables of this build: "u-1#v2"."""
        return f"{self.article_id}#{LETTERS[self.kind]}{self.item_no}"


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One item to look at; offsets count characters of the article's text, `paragraph_start` that of `paragraph`.

    Texts are those that everybody may read: names of protected persons are covered.
    """

    kind: str
    article_id: str
    item_id: str
    type: str
    status: str
    actor: str | None
    start_char: int
    end_char: int
    sentence_no: int | None
    confidence: float | None
    rule: str | None
    version: str
    display_title: str
    report_date: date | None
    outlet: str | None
    words: str
    paragraph_start: int
    paragraph: str

    @property
    def decision_id(self) -> str:
        """The id of a decision about it: the same in every build that reads the same there."""
        return decision_id(
            self.kind, self.article_id, self.start_char, self.end_char, self.type, self.status, self.actor
        )


def decision_id(kind: str, article_id: str, start: int, end: int, type: str, status: str, actor: str | None) -> str:
    """The id of a decision about an item, by what the item says and where: "review-" and 20 hex digits."""
    text = "\0".join([kind, article_id, str(start), str(end), type, status, actor or ""])
    return DECIDED + hashlib.sha256(text.encode("utf-8")).hexdigest()[:20]


def unsure_count(con: duckdb.DuckDBPyConnection, f: Filters, kinds: Sequence[str], below: float) -> int:
    """How many items of these kinds the selected articles have that were read with less confidence than `below`."""
    return sum(
        fetch_row(con, *question(con, "page_review_count", f, fragments=WORDS[kind], below=below))["item_count"]
        for kind in kinds
    )


def least_sure(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    kinds: Sequence[str],
    below: float,
    limit: int,
    articles: Collection[str] | None = None,
) -> list[ReviewKey]:
    """The items read with the least confidence, under `below`, the least sure first; of these articles alone if given.

    Of equal confidence the kinds come in the order given. At most `limit`.
    """
    among: dict[str, Any] = {"among": "true"}
    bound: dict[str, Any] = {"below": below, "max_rows": limit}
    if articles is not None:
        listed = "SELECT article_no FROM article_facts WHERE article_id IN (SELECT unnest($articles::VARCHAR[]))"
        among["among"] = f"article_no IN ({listed})"
        bound["articles"] = sorted(articles)
    found: list[ReviewKey] = []
    for kind in kinds:
        sql, values = question(con, "page_review_keys", f, fragments={**WORDS[kind], **among}, **bound)
        found += [ReviewKey(**row) for row in fetch_rows(con, sql, values)]
    return sorted(found, key=lambda key: key.confidence)[:limit]


def decided_items(con: duckdb.DuckDBPyConnection, articles: Collection[str], ids: Collection[str]) -> set[str]:
    """The ids in this build of the items in these articles that a decision of these ids is about."""
    if not articles or not ids:
        return set()
    found: set[str] = set()
    for kind in KINDS:
        for row in fetch_rows(con, _sql("page_review_places", kind), {"articles": sorted(articles)}):
            item_id = row.pop("item_id")
            if decision_id(kind, row["article_id"], row["start_char"], row["end_char"], *_says(row)) in ids:
                found.add(item_id)
    return found


def items_beside(con: duckdb.DuckDBPyConnection, item: ReviewItem) -> set[tuple[str, str, str | None]]:
    """Type, status and actor of the other items of its kind in its article."""
    rows = fetch_rows(con, _sql("page_review_places", item.kind), {"articles": [item.article_id]})
    return {_says(row) for row in rows if row["item_id"] != item.item_id}


def review_item(con: duckdb.DuckDBPyConnection, kind: str, article_id: str, item_id: str) -> ReviewItem | None:
    """One item with its paragraph, None where this build has none of this id."""
    rows = fetch_rows(con, _sql("page_review_item", kind), {"article": article_id, "item": item_id})
    return ReviewItem(**rows[0]) if rows else None


def _says(row: dict[str, Any]) -> tuple[str, str, str | None]:
    return row["type"], row["status"], row["actor"]


def _sql(name: str, kind: str) -> str:
    sql = sql_of(name)
    for part, words in WORDS[kind].items():
        sql = sql.replace(f"{{{part}}}", words)
    return sql

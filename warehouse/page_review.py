"""What the review page asks: items that were read with little confidence, and one of them in its paragraph.

The facts of measures and violations know the filters; other kinds are asked in their tables, joined to the selected
articles (`warehouse.page_review_kinds`). What names an item beyond one build is what it says and where (`decision_id`),
for its number may be another's in the next. Everybody reads these ids, so names go into them under the key of the
pseudonyms alone: whose name is covered one day cannot be found by trying names.
"""

import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from warehouse.answers import Filters
from warehouse.page_review_kinds import KINDS, REVIEWED, ReviewField, ReviewKind, Values
from warehouse.privacy_spans import BLOCK
from warehouse.selection import fetch_row, fetch_rows, question, sql_of

# Ids of decisions in the corrections file begin so; others are written by hand.
DECIDED = "review-"
# Ids are made of three values or more: the first ones were type, status and actor, also where there is no actor.
FEWEST_VALUES = 3


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """One item of this build: `item_no` counts the items of its kind in the article."""

    kind: str
    article_id: str
    item_no: int

    @property
    def item_id(self) -> str:
        """Its id in the tables of this build: "u-1#v2"."""
        return f"{self.article_id}#{REVIEWED[self.kind].letter}{self.item_no}"


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One item to look at; offsets count characters of the article's text, `paragraph_start` that of `paragraph`.

    `values` are those of its fields, `decision_id` is the id of a decision about it. Texts are those that everybody may
    read: names of protected persons are covered.
    """

    decision_id: str
    kind: str
    article_id: str
    item_id: str
    values: Values
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
    def hidden(self) -> frozenset[str]:
        """Its fields that hold a covered name."""
        return REVIEWED[self.kind].hidden(self.values)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another item of the same kind in the same article: what it says and where."""

    values: Values
    start_char: int
    end_char: int


def decision_id(kind: str, article_id: str, start: int, end: int, values: Values, key: bytes) -> str:
    """The id of a decision about an item, by what the item says and where: "review-" and 20 hex digits.

    The same in every build that reads the same there. Without a `key` names do not count.
    """
    says = [_said(field, values[field.name], key) for field in REVIEWED[kind].fields]
    says += [""] * (FEWEST_VALUES - len(says))
    text = "\0".join([kind, article_id, str(start), str(end), *says])
    return DECIDED + hashlib.sha256(text.encode("utf-8")).hexdigest()[:20]


def unsure_counts(
    con: duckdb.DuckDBPyConnection, f: Filters, below: float, decided: Collection[ReviewKey] = ()
) -> dict[str, int]:
    """How many items of each kind the selected articles have that were read with less confidence than `below`.

    Those that are decided are left out. Every kind has its number, 0 as well.
    """
    rows = fetch_rows(con, *_question(con, "page_review_count", f, KINDS, below, decided))
    return dict.fromkeys(KINDS, 0) | {KINDS[row["kind_no"]]: row["item_count"] for row in rows}


def unsure_key(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    kinds: Sequence[str],
    below: float,
    place: int = 1,
    decided: Collection[ReviewKey] = (),
) -> ReviewKey | None:
    """The item at this place, from 1, among those that `unsure_counts` counts, the least sure first; None behind them.

    Of equal confidence kinds come in the order of `KINDS`, whatever the order of `kinds`.
    """
    asked = _question(con, "page_review_key", f, kinds, below, decided, skipped=place - 1)
    rows = fetch_rows(con, *asked)
    return ReviewKey(KINDS[rows[0]["kind_no"]], rows[0]["article_id"], rows[0]["item_no"]) if rows else None


def decided_items(
    con: duckdb.DuckDBPyConnection, articles: Mapping[str, Collection[str]], ids: Collection[str], key: bytes
) -> frozenset[ReviewKey]:
    """The items of this build that a decision of these ids is about; `articles` are where to look, by kind."""
    found = set()
    for kind, among in articles.items():
        for row in _places(con, REVIEWED[kind], among):
            item_no, own = row.pop("item_no"), REVIEWED[kind].take(row)
            if decision_id(kind, row["article_id"], row["start_char"], row["end_char"], own, key) in ids:
                found.add(ReviewKey(kind, row["article_id"], item_no))
    return frozenset(found)


def items_beside(con: duckdb.DuckDBPyConnection, item: ReviewItem) -> list[Neighbour]:
    """The other items of its kind in its article."""
    kind = REVIEWED[item.kind]
    rows = [row for row in _places(con, kind, [item.article_id]) if row["item_id"] != item.item_id]
    return [Neighbour(kind.take(row), row["start_char"], row["end_char"]) for row in rows]


def review_item(
    con: duckdb.DuckDBPyConnection, kind: str, article_id: str, item_id: str, key: bytes
) -> ReviewItem | None:
    """One item with its paragraph, None where this build has none of this id."""
    rows = fetch_rows(con, _sql("page_review_item", REVIEWED[kind]), {"article": article_id, "item": item_id})
    if not rows:
        return None
    row = rows[0]
    values = REVIEWED[kind].take(row)
    named = decision_id(kind, article_id, row["start_char"], row["end_char"], values, key)
    return ReviewItem(decision_id=named, values=values, **row)


def article_names(con: duckdb.DuckDBPyConnection, article_id: str) -> tuple[list[str], frozenset[str]]:
    """The names of an article's officials in reading order, and the ids of its corrections that this build knows.

    Names of protected persons are pseudonyms.
    """
    row = fetch_row(con, sql_of("page_review_names"), {"article": article_id})
    return row["names"], frozenset(row["built"])


def applied_ids(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The entries of decisions that this build applied: what they are about counts as sure, or is gone."""
    sql = "SELECT correction_id FROM corrections WHERE is_applied AND starts_with(correction_id, $begin)"
    return frozenset(row["correction_id"] for row in fetch_rows(con, sql, {"begin": DECIDED}))


def area_names(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """All areas by code, the nation first."""
    return {row["code"]: row["name"] for row in fetch_rows(con, "SELECT code, name FROM regions ORDER BY code", {})}


def election_ids(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The elections that the warehouse knows, the newest first."""
    rows = fetch_rows(con, "SELECT election_id FROM elections ORDER BY year DESC, election_id", {})
    return [row["election_id"] for row in rows]


def _said(field: ReviewField, value: str | int | None, key: bytes) -> str:
    """A value in an id. Of a covered name only that it is one: its pseudonym may be another in the next build."""
    if value is None:
        return ""
    if not field.is_name:
        return str(value)
    if not key or field.hides(value):
        return BLOCK
    return hmac.digest(key, str(value).encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def _question(
    con: duckdb.DuckDBPyConnection,
    name: str,
    f: Filters,
    kinds: Collection[str],
    below: float,
    decided: Collection[ReviewKey],
    **more: Any,
) -> tuple[str, dict[str, Any]]:
    asked = [REVIEWED[kind] for kind in KINDS if kind in kinds]
    parts = [_sql("page_review_facts", kind) for kind in asked if kind.has_facts]
    if tables := [_sql("page_review_table", kind) for kind in asked if not kind.has_facts]:
        parts.append(sql_of("page_review_tables").replace("{parts}", "\nUNION ALL\n".join(tables)))
    unsure = sql_of("page_review_unsure").replace("{parts}", "\nUNION ALL\n".join(parts))
    gone: dict[str, Any] = {
        "gone_kinds": [KINDS.index(key.kind) for key in decided],
        "gone_articles": [key.article_id for key in decided],
        "gone_items": [key.item_no for key in decided],
    }
    return question(con, name, f, fragments={"unsure": unsure}, below=below, **gone, **more)


def _places(con: duckdb.DuckDBPyConnection, kind: ReviewKind, articles: Collection[str]) -> list[dict[str, Any]]:
    """The items of one kind in these articles, with their number."""
    rows = fetch_rows(con, _sql("page_review_places", kind), {"articles": sorted(articles)})
    return [row | {"item_no": int(row["item_id"][len(row["article_id"]) + 2 :])} for row in rows]


def _sql(name: str, kind: ReviewKind) -> str:
    sql = sql_of(name)
    words = {"name": kind.name, "table": kind.table, "item_id": kind.item_id, "columns": kind.columns}
    for part, text in (words | {"kind_no": str(KINDS.index(kind.name))}).items():
        sql = sql.replace(f"{{{part}}}", text)
    return sql

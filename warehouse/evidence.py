"""What stands behind a number: the items of one kind in the selected articles, and how many they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import EvidenceCount, Filters
from warehouse.selection import fetch_frame, fetch_row, named_keys, page_values, question, sql_of

# Kinds of evidence with facts of their own, and what their SQL differs in.
COUNTED_KINDS = {
    "measure": {"kind": "measure", "letter": "m", "actor": "m.actor"},
    "violation": {"kind": "violation", "letter": "v", "actor": "NULL::VARCHAR"},
}
# Items whose words are read at once: all 10,000 of a file would take most of a reader's memory.
MOST_ITEMS = 5_000


def evidence_table(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    kind: str,
    type: str | Sequence[str] | None = None,
    status: str | None = None,
    *,
    unsure_first: bool = False,
    min_confidence: float | None = None,
    actor_kind: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """What stands behind a number: the items of one kind in the selected articles, newest report first.

    With `unsure_first` those of the least confidence come first, those without one last; with `min_confidence` only
    those at least as sure come, and none without a confidence.

    Columns: article_id, story_id, display_title, report_date, kind, item_id, type, status, value, actor, start_char,
    end_char, words, confidence (NaN for none), rule, sentence_no, sentence. `type` (one, or any of several) and
    `status` None take all. `actor_kind` (of measures alone) leaves those of one kind of body (`measure_facts`).
    """
    values = _evidence_values(type, status, min_confidence) | page_values(limit, offset)
    if kind in COUNTED_KINDS:
        words = COUNTED_KINDS[kind] | {"order": "unsure_no" if unsure_first else "place_no"}
        keys = con.execute(*question(con, "evidence_keys", f, _acting(kind, actor_kind), words, **values))
        return _evidence_items(con, words, keys)
    order = {"order": "confidence NULLS LAST, article_no" if unsure_first else "article_no"}
    return fetch_frame(con, *question(con, "evidence_table", f, fragments=order, kind=kind, **values))


def evidence_count(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    kind: str,
    type: str | Sequence[str] | None = None,
    status: str | None = None,
    *,
    min_confidence: float | None = None,
    actor_kind: str | None = None,
) -> EvidenceCount:
    """Count the rows of `evidence_table` for the same arguments, without a limit; `kind` is measure or violation.

    Raises ValueError for any other kind.
    """
    if kind not in COUNTED_KINDS:
        raise ValueError(f"kind {kind!r}: one of {', '.join(COUNTED_KINDS)} is counted")
    values = _evidence_values(type, status, min_confidence)
    if acting := _acting(kind, actor_kind):
        return EvidenceCount(
            **fetch_row(con, *question(con, "evidence_actor", f, acting, COUNTED_KINDS[kind], **values))
        )
    if min_confidence is None:
        del values["min_confidence"]
    name = "evidence_count" if min_confidence is None else "evidence_sure"
    return EvidenceCount(**fetch_row(con, *question(con, name, f, fragments=COUNTED_KINDS[kind], **values)))


def _evidence_values(
    type: str | Sequence[str] | None, status: str | None, min_confidence: float | None
) -> dict[str, Any]:
    types = [type] if isinstance(type, str) else list(type or ())
    return {"types": types, "status": status, "min_confidence": min_confidence}


def _evidence_items(
    con: duckdb.DuckDBPyConnection, words: Mapping[str, str], keys: duckdb.DuckDBPyConnection
) -> pd.DataFrame:
    """The rows of `evidence` for items given by article and id, in their order."""
    rows = keys.fetchall()
    parts = [rows[start : start + MOST_ITEMS] for start in range(0, max(len(rows), 1), MOST_ITEMS)]
    return pd.concat([_evidence_part(con, words, part) for part in parts], ignore_index=True)


def _evidence_part(
    con: duckdb.DuckDBPyConnection, words: Mapping[str, str], rows: Sequence[tuple[str, str]]
) -> pd.DataFrame:
    values: dict[str, Any] = {"items": [item_id for _, item_id in rows]}
    articles, named = named_keys("articles", sorted({article_id for article_id, _ in rows}))
    values |= named
    sql = sql_of("evidence_items")
    for name, fragment in ({**words, "articles": articles}).items():
        sql = sql.replace(f"{{{name}}}", fragment)
    return fetch_frame(con, sql, values)


def _acting(kind: str, actor_kind: str | None) -> dict[str, Any]:
    """The filter of measures by the kind of body that acts; conduct has none."""
    return {"actor_kind": actor_kind} if actor_kind and kind == "measure" else {}

"""The truth to compare a crawl with: every record, one JSON object a line."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from demo.newsroom.records import Record


def truth_lines(records: Iterable[Record]) -> Iterable[str]:
    """The records as JSON lines."""
    for record in records:
        yield json.dumps(as_row(record), ensure_ascii=False)


def as_row(record: Record) -> dict[str, Any]:
    """A record with plain values."""
    row = asdict(record)
    for key in ("published", "updated"):
        row[key] = row[key].isoformat() if row[key] else None
    return row

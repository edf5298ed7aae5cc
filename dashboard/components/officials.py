"""Persons in the officials' table: one row per person over the selected articles, with the office of the newest report.

Civil servants without public office who are named only as accused (`is_protected` in the warehouse) stand under a code:
nothing is proven yet, and a searchable list of names would outlive that. The warehouse gives the code as their name.
"""

from typing import Any

import pandas as pd

from dashboard.address import article_href
from dashboard.components.markup import records
from dashboard.components.request import Request
from dashboard.components.words import region_words, report_date_words, role_words


def official_rows(request: Request, persons: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for the grid from `persons_table`, those in most articles first; `href` leads to the newest mention."""
    return [_row(request, row) for row in records(persons)]


def _row(request: Request, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "href": article_href(row["article_id"], request.lang, int(row["start_char"])),
        "name": row["name"],
        "role": role_words(request.lang, row["role"], row["acting"]),
        "region": region_words(request.lang, row["region_code"], row["region_name"]) or "–",
        "mention_count": int(row["mention_count"]),
        "article_count": int(row["article_count"]),
        "report_date": None if pd.isna(row["report_date"]) else f"{row['report_date']:%Y-%m-%d}",
        "report_date_words": report_date_words(request.lang, row) or "–",
    }

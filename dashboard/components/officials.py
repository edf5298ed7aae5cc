"""Persons in the officials' table: one row per person over the selected articles, with the office of the newest report.

Civil servants without public office who are named only as accused (`is_protected` in the warehouse) stand under a code:
nothing is proven yet, and a searchable list of names would outlive that. The warehouse gives the code as their name.
"""

from typing import Any

import pandas as pd

from dashboard.address import article_href, href
from dashboard.components.markup import records
from dashboard.components.request import Request
from dashboard.components.words import region_words, report_date_words, role_words
from warehouse.page_officials import person_ids


def official_rows(request: Request, persons: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for the grid from `persons_table`, those in most articles first.

    `href` leads to the page of the person with the filters of the address, `newest_href` to the newest mention.
    """
    with request.cursor() as con:
        keys = person_ids(con, list(persons["official_id"]))
    return [_row(request, row, keys.get(row["official_id"])) for row in records(persons)]


def _row(request: Request, row: dict[str, Any], person_id: str | None) -> dict[str, Any]:
    newest = article_href(row["article_id"], request.lang, int(row["start_char"]))
    return {
        "href": href(f"/officials/{person_id}", request.lang, request.address.filters) if person_id else newest,
        "newest_href": newest,
        "name": row["name"],
        "role": role_words(request.lang, row["role"], row["acting"]),
        "region": region_words(request.lang, row["region_code"], row["region_name"]) or "–",
        "mention_count": int(row["mention_count"]),
        "article_count": int(row["article_count"]),
        "report_date": None if pd.isna(row["report_date"]) else f"{row['report_date']:%Y-%m-%d}",
        "report_date_words": report_date_words(request.lang, row) or "–",
    }

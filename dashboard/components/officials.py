"""Persons in the officials' table: one row per person and office over the selected articles.

Civil servants of low rank who are named only as accused (`is_protected` in the warehouse) are not listed by name:
nothing is proven yet, and a searchable list of names would outlive that. Their role and region are told instead.
"""

from typing import Any

import pandas as pd

from dashboard.address import article_href
from dashboard.components.markup import records
from dashboard.components.request import Request
from dashboard.components.words import region_words, report_date_words, role_words


def official_rows(request: Request, officials: pd.DataFrame, evidence: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for the grid, most often named first; `href` leads to the newest mention.

    `officials` is `officials_table`, `evidence` the same persons in `evidence_table`: it tells where they are named.
    Two rows of one name, role and region are one person; nobody is folded over different offices.
    """
    if officials.empty:
        return []
    starts = dict(zip(evidence["item_id"], evidence["start_char"], strict=True))
    groups: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in records(officials):
        is_protected = bool(row["is_protected"])
        # A person whose name is not shown cannot be folded with another one.
        key = (row["official_id"],) if is_protected else (row["name"], row["role"], row["acting"], row["region_code"])
        if key in groups:
            groups[key]["mention_count"] += int(row["mention_count"])
            groups[key]["article_count"] += 1
        else:
            groups[key] = _row(request, row, int(starts[row["official_id"]]), is_protected)
    return sorted(groups.values(), key=lambda row: (-row["article_count"], -row["mention_count"], row["name"]))


def _row(request: Request, row: dict[str, Any], start: int, is_protected: bool) -> dict[str, Any]:
    return {
        "href": article_href(row["article_id"], request.lang, start),
        "name": request.t("officials.protected") if is_protected else row["name"],
        "role": role_words(request.lang, row["role"], row["acting"]),
        "region": region_words(request.lang, row["region_code"], row["region_name"]) or "–",
        "mention_count": int(row["mention_count"]),
        "article_count": 1,
        "report_date": None if pd.isna(row["report_date"]) else f"{row['report_date']:%Y-%m-%d}",
        "report_date_words": report_date_words(request.lang, row) or "–",
    }

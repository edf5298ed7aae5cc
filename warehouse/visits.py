"""What crawls did, for the warehouse: one row per run and outlet."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from nlp.areas import load_areas
from warehouse.rows import Row

FAILED = ("refused", "challenged", "barred", "leads away", "asked to wait")


def visit_rows(reports: Iterable[dict[str, Any]]) -> list[Row]:
    """Rows of `crawl_visits` from the reports of `crawler.crawl_health`, in order of run and outlet."""
    rows = []
    for report in reports:
        crawled_at = datetime.fromisoformat(report["at"]).astimezone(UTC).replace(tzinfo=None)
        for outlet, counts in sorted(report["outlets"].items()):
            failed = sum(int(counts.get(name, 0)) for name in FAILED)
            failed += sum(int(count) for name, count in counts.items() if name.startswith(("failed:", "status ")))
            rows.append(
                {
                    "run_id": int(report["run"]),
                    "crawled_at": crawled_at,
                    "outlet": outlet,
                    "outlet_id": counts["host"],
                    "name": counts["name"],
                    "region_code": counts["home"] if counts["home"] in load_areas() else None,
                    "found_count": int(counts.get("found", 0)),
                    "fetched_count": int(counts.get("fetched", 0)),
                    "stored_count": int(counts.get("new", 0)) + int(counts.get("new version", 0)),
                    "unchanged_count": int(counts.get("unchanged", 0)),
                    "withdrawn_count": int(counts.get("withdrawn", 0)),
                    "failed_count": failed,
                    "left_because": counts.get("left"),
                    "is_finished": bool(report["is_finished"]),
                }
            )
    return rows

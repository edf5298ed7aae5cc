"""What crawls did, for the warehouse: one row per run and outlet, with its failures and what is wrong."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from crawler.crawl_health import MOST_REPORTS, entries_of, failures, share_count, troubles
from nlp.areas import load_areas
from warehouse.rows import Row

# Columns of `crawl_visits` that a report counts under these names; it tells none that did not occur.
COUNTS = {
    "found_count": "found",
    "fetched_count": "fetched",
    "new_count": "new",
    "new_version_count": "new version",
    "unchanged_count": "unchanged",
    "known_count": "known",
    "withdrawn_count": "withdrawn",
    "gone_count": "gone",
    "no_article_count": "no article",
    "text_lost_count": "text lost",
    "without_title_count": "without title",
    "without_date_count": "without date",
}


def crawl_rows(reports: Sequence[dict[str, Any]]) -> dict[str, list[Row]]:
    """Rows of `crawl_visits`, `crawl_failures` and `crawl_troubles` from the reports of `crawler.crawl_health`.

    In order of run and outlet; the reports oldest first.
    """
    rows: dict[str, list[Row]] = {"crawl_visits": [], "crawl_failures": [], "crawl_troubles": []}
    for at, report in enumerate(reports):
        earlier = reports[max(0, at - MOST_REPORTS * share_count(report)) : at]
        for outlet in sorted(report["outlets"]):
            (entry,) = entries_of([report], outlet)
            key = {"run_id": int(report["run"]), "outlet": outlet}
            failed = failures(entry)
            rows["crawl_visits"].append(key | _visit(report, entry) | {"failed_count": sum(failed.values())})
            rows["crawl_failures"] += [
                key | {"kind": kind, "failure_count": count} for kind, count in sorted(failed.items())
            ]
            told = troubles(entry, entries_of(earlier, outlet))
            rows["crawl_troubles"] += [key | {"trouble_no": no, "trouble": line} for no, line in enumerate(told, 1)]
    return rows


def _visit(report: dict[str, Any], entry: dict[str, Any]) -> Row:
    counts = {column: int(entry.get(name, 0)) for column, name in COUNTS.items()}
    # Reports of before this was noted do not tell it.
    is_told = "text_count" in entry
    return {
        "crawled_at": datetime.fromisoformat(report["at"]).astimezone(UTC).replace(tzinfo=None),
        "outlet_id": entry["host"],
        "name": entry["name"],
        "region_code": entry["home"] if entry["home"] in load_areas() else None,
        "since_date": _day(entry.get("since")),
        "until_date": _day(entry.get("until")),
        "is_topic": entry.get("is_topic"),
        **counts,
        "stored_count": counts["new_count"] + counts["new_version_count"],
        "without_author_count": int(entry.get("without author", 0)) if is_told else None,
        "text_length_median": entry.get("text_length_median"),
        "last_published_date": _day(entry.get("last_published")),
        "days_silent": entry.get("days_silent"),
        "left_because": entry.get("left"),
        "is_finished": bool(report["is_finished"]),
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None

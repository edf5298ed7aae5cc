"""Whether an outlet still gives what it used to: articles a day, and the length of their texts.

Only earlier health reports are asked, never the articles. Of a run an entry tells on which days the articles appeared
that were new, and the median length of the texts.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

BEFORE_DAYS, RECENT_DAYS = 28, 7
# So many articles must be missing before a silence or a drop says something; by chance none of five are missing once in
# 150 times. Two days without any may be a holiday.
ENOUGH_MISSING, ENOUGH_USUAL = 5, 10
LEAST_SILENT_DAYS = 2
FEW = 0.3
# Texts of so many articles in this run, and before, make a median to go by.
ENOUGH_TEXTS, ENOUGH_TEXTS_BEFORE = 5, 20
SHORT = 0.5


def find_drift(entry: dict[str, Any], before: Sequence[dict[str, Any]]) -> list[str]:
    """What is less than it was, in words with both figures; `before` are entries of earlier runs, oldest first.

    Runs that narrow to the subject are compared with their like only. Entries of before this was noted tell nothing.
    """
    alike = [one for one in before if "today" in one and one.get("is_topic") == entry.get("is_topic")]
    if "today" not in entry:
        return []
    told = _silence(entry, alike) or _drop(entry, alike)
    return [line for line in (told, _shorter(entry, alike)) if line]


def last_day(entry: dict[str, Any]) -> date:
    """The last day that a run was to look at: its own, or that which it was told."""
    until = entry.get("until")
    today = date.fromisoformat(entry["today"])
    return min(today, date.fromisoformat(until)) if until else today


def _silence(entry: dict[str, Any], before: Sequence[dict[str, Any]]) -> str | None:
    if not entry.get("last_published"):
        return None
    newest = date.fromisoformat(entry["last_published"])
    usual = _articles_between(newest - timedelta(days=BEFORE_DAYS - 1), newest, entry, before) / BEFORE_DAYS
    first = max(newest + timedelta(days=1), _first_day(entry))
    # Today is not over yet.
    silent_days = (last_day(entry) - first).days
    if silent_days < LEAST_SILENT_DAYS or usual * silent_days < ENOUGH_MISSING:
        return None
    return f"no article of the last {silent_days} days: the newest is of {newest}; before, {usual:.1f} a day"


def _drop(entry: dict[str, Any], before: Sequence[dict[str, Any]]) -> str | None:
    end = last_day(entry) - timedelta(days=1)
    start = end - timedelta(days=RECENT_DAYS - 1)
    since = max(start, _first_day(entry))
    days = (end - since).days + 1
    if days < LEAST_SILENT_DAYS:
        return None
    found = _articles_between(since, end, entry, before)
    usual = (
        _articles_between(start - timedelta(days=BEFORE_DAYS), start - timedelta(days=1), entry, before) / BEFORE_DAYS
    )
    if usual * days < ENOUGH_USUAL or found >= FEW * usual * days:
        return None
    return f"{found} articles of the last {days} days; {usual * days:.0f} would be usual ({usual:.1f} a day before)"


def _shorter(entry: dict[str, Any], before: Sequence[dict[str, Any]]) -> str | None:
    count, length = entry.get("text_count", 0), entry.get("text_length_median")
    told = sorted((one["text_length_median"], one["text_count"]) for one in before if one.get("text_length_median"))
    total = sum(number for _, number in told)
    if count < ENOUGH_TEXTS or length is None or total < ENOUGH_TEXTS_BEFORE:
        return None
    usual = _middle(told, total)
    if length >= SHORT * usual:
        return None
    return f"texts are short: a median of {length:,} characters in {count} articles, {usual:,} before"


def _middle(told: Sequence[tuple[int, int]], total: int) -> int:
    """The median of medians, each with the weight of its texts."""
    seen = 0
    for length, number in told:
        seen += number
        if 2 * seen >= total:
            return length
    raise AssertionError("weights sum to their total")


def _articles_between(first: date, last: date, entry: dict[str, Any], before: Sequence[dict[str, Any]]) -> int:
    counts: Counter[str] = Counter()
    for one in (*before, entry):
        counts.update(one.get("published_days") or {})
    return sum(number for day, number in counts.items() if first.isoformat() <= day <= last.isoformat())


def _first_day(entry: dict[str, Any]) -> date:
    return date.fromisoformat(entry["since"]) if entry.get("since") else date.min

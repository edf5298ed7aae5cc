"""How a crawl went, by outlet: `DIR/crawl/health/run000001.json`, one file a run.

An outlet is in trouble where it was left, nothing was found in it although it gave articles before, most of what was
fetched failed, articles lost text that they had, most lack a title, a date or an author, or it gives less than it did.
"""

import json
import logging
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median_low
from typing import Any, Protocol

from crawler.crawl_drift import find_drift, last_day
from crawler.crawl_state import now
from crawler.ways.base import Window

log = logging.getLogger(__name__)


class Visited(Protocol):
    """What is told of an outlet's visit."""

    outlet: Any
    stats: Any
    problems: list[str]
    left: str | None
    lengths: list[int]
    published: Counter[str]


# Problems of one outlet that are written out; their number is told in full.
MOST_TOLD = 200
# From so many articles or pages on a share says something, and this one is trouble.
ENOUGH, SHARE = 5, 0.5
# Runs that a last one is compared with, and days before a run of which it tells how many articles appeared.
MOST_REPORTS, MOST_DAYS = 60, 60
COLUMNS = ("found", "fetched", "new", "new version", "unchanged", "withdrawn", "refused", "barred")
# What came of requests that failed, as the counts of a visit name it; beside them "failed: ERROR" and "status 500".
FAILED = ("refused", "challenged", "barred", "leads away", "asked to wait")


def write_health(
    data_dir: Path, run_id: int, visits: Iterable[Visited], is_finished: bool, window: Window | None = None
) -> Path:
    """Write what a run did; the file appears whole. A run that was stopped and gone on with is told as one."""
    folder = _folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"run{run_id:06}.json"
    others = [path for path in _paths(data_dir) if path != target][-MOST_REPORTS:]
    earlier = list(_readable(others))
    stopped: dict[str, Any] = next((report["outlets"] for report in _readable([target])), {})
    since, until = (window.since, window.until) if window else (None, None)
    report: dict[str, Any] = {
        "run": run_id,
        "at": now(),
        "is_finished": is_finished,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "is_topic": bool(window and window.topic),
        "outlets": {visit.outlet.id: _joined(stopped.get(visit.outlet.id), _entry(visit)) for visit in visits},
    }
    for name in report["outlets"]:
        entry = report["outlets"][name]
        days = [entry["last_published"], *(one.get("last_published") for one in entries_of(earlier, name))]
        entry["last_published"] = max((day for day in days if day), default=None)
        entry["days_silent"] = _days_silent(entries_of([report], name)[0])
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(target)
    return target


def read_reports(data_dir: Path, last: int | None = None) -> list[dict[str, Any]]:
    """The reports of all runs, or of the last ones, oldest first. Raises ValueError where one cannot be read."""
    paths = _paths(data_dir)
    return [_read(path) for path in (paths if last is None else paths[-last:])]


def entries_of(reports: Iterable[dict[str, Any]], outlet: str) -> list[dict[str, Any]]:
    """What the reports tell of one outlet, each with the window of its run."""
    return [
        {**{name: report.get(name) for name in ("since", "until", "is_topic")}, **report["outlets"][outlet]}
        for report in reports
        if outlet in report["outlets"]
    ]


def failures(entry: dict[str, Any]) -> dict[str, int]:
    """How many requests came to nothing, by kind: "refused", "status 500", "failed: TimeoutError"."""
    return {
        name: int(count)
        for name, count in entry.items()
        if (name in FAILED or name.startswith(("failed: ", "status "))) and count
    }


def troubles(outlet: dict[str, Any], before: Sequence[dict[str, Any]]) -> list[str]:
    """What is wrong with an outlet in one run, given its earlier ones (`entries_of`), oldest first."""
    found = []
    if outlet.get("left"):
        found.append(f"left: {outlet['left']}")
    usual = [int(one.get("found", 0)) for one in before]
    if not outlet.get("found", 0) and any(usual):
        found.append(f"nothing found, {max(usual)} before")
    elif not outlet.get("leads", outlet.get("found", 0)):
        read = f"{int(outlet.get('asked', 0))} lists were read"
        found.append(f"no list of it named an article: {_kinds(failures(outlet)) or read}")
    fetched = int(outlet.get("fetched", 0))
    failed = {name: count for name, count in failures(outlet).items() if name.startswith(("failed", "status 5"))}
    count = sum(failed.values())
    if count and count >= SHARE * max(1, fetched):
        found.append(f"{count} requests failed ({_kinds(failed)}), {fetched} pages were fetched")
    for what, words in (
        ("text lost", "articles lost their text"),
        ("further page missing", "further pages are missing"),
    ):
        if count := int(outlet.get(what, 0)):
            found.append(f"{count} {words}")
    articles = int(outlet.get("new", 0)) + int(outlet.get("new version", 0))
    for what in ("without title", "without date"):
        if articles >= ENOUGH and int(outlet.get(what, 0)) > SHARE * articles:
            found.append(f"{outlet[what]} of {articles} articles {what}")
    found += _authors_lost(outlet, articles, before)
    if fetched >= ENOUGH and int(outlet.get("no article", 0)) > SHARE * fetched:
        found.append(f"{outlet['no article']} of {fetched} pages were no article")
    return found + find_drift(outlet, before[-MOST_REPORTS:])


def _kinds(failed: dict[str, int]) -> str:
    return ", ".join(f"{number} {name.removeprefix('failed: ')}" for name, number in sorted(failed.items()))


def health_lines(data_dir: Path) -> tuple[list[str], bool]:
    """The last run as lines for a terminal, and whether all is well."""
    reports = read_reports(data_dir, MOST_REPORTS + 1)
    if not reports:
        return [f"no crawl in {data_dir} yet: `python -m crawler crawl` makes one"], False
    last, earlier = reports[-1], reports[:-1]
    state = "came to its end" if last["is_finished"] else "was stopped; run it again to go on"
    lines = [
        f"run {last['run']} of {last['at']} {state}",
        f"{'outlet':24}" + "".join(f"{name:>13}" for name in (*COLUMNS, "days silent")),
    ]
    is_well = bool(last["is_finished"])
    for name, outlet in sorted(last["outlets"].items()):
        silent = outlet.get("days_silent")
        counts = [str(int(outlet.get(column, 0))) for column in COLUMNS]
        lines.append(
            f"{name:24}" + "".join(f"{cell:>13}" for cell in (*counts, "-" if silent is None else str(silent)))
        )
        for trouble in troubles(entries_of([last], name)[0], entries_of(earlier, name)):
            is_well = False
            lines.append(f"  ! {trouble}")
    return lines, is_well


def _folder(data_dir: Path) -> Path:
    return data_dir / "crawl" / "health"


def _paths(data_dir: Path) -> list[Path]:
    return sorted(_folder(data_dir).glob("run*.json"))


def _read(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: cannot be read ({error}); move it away") from error
    if not isinstance(report, dict) or not isinstance(report.get("outlets"), dict):
        raise ValueError(f"{path}: no report of a crawl; move it away")
    return report


def _readable(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Reports that can be read: one that is broken must not cost the report of a crawl that went well."""
    for path in paths:
        try:
            yield _read(path)
        except FileNotFoundError:
            continue
        except ValueError as error:
            log.warning("%s", error)


def _entry(visit: Visited) -> dict[str, Any]:
    today = datetime.fromisoformat(now()).astimezone(visit.outlet.timezone).date()
    first = today - timedelta(days=MOST_DAYS)
    # A page may claim a day that is still to come.
    days = {day: count for day, count in sorted(visit.published.items()) if day <= today.isoformat()}
    return {
        "name": visit.outlet.name,
        "host": visit.outlet.host.removeprefix("www."),
        "home": visit.outlet.home,
        **{name: int(count) for name, count in sorted(visit.stats.items())},
        "left": visit.left,
        "today": today.isoformat(),
        "text_count": len(visit.lengths),
        "text_length_median": median_low(visit.lengths) if visit.lengths else None,
        "published_days": {day: count for day, count in days.items() if day >= first.isoformat()},
        "last_published": max(days, default=None),
        "problem_count": len(visit.problems),
        "problems": visit.problems[:MOST_TOLD],
    }


def _joined(stopped: dict[str, Any] | None, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of a run that was gone on with, and what it had done before it was stopped."""
    if stopped is None:
        return entry
    joined = {**stopped, **entry}
    for name, value in stopped.items():
        if isinstance(value, int) and not isinstance(value, bool) and name not in ("days_silent", "text_length_median"):
            joined[name] = value + int(entry.get(name, 0))
    lengths = [
        (one["text_length_median"], one["text_count"]) for one in (stopped, entry) if one.get("text_length_median")
    ]
    if lengths:  # of two medians the mean by weight: near enough
        joined["text_length_median"] = round(sum(a * b for a, b in lengths) / sum(b for _, b in lengths))
    joined["published_days"] = dict(Counter(stopped.get("published_days") or {}) + Counter(entry["published_days"]))
    joined["problems"] = [*stopped.get("problems", []), *entry["problems"]][:MOST_TOLD]
    newest = [one["last_published"] for one in (stopped, entry) if one.get("last_published")]
    joined["last_published"] = max(newest, default=None)
    return joined


def _days_silent(entry: dict[str, Any]) -> int | None:
    """Days from the newest article known of an outlet to the last that the run was to look at."""
    if not entry["last_published"]:
        return None
    return max(0, (last_day(entry) - date.fromisoformat(entry["last_published"])).days)


def _authors_lost(outlet: dict[str, Any], articles: int, before: Sequence[dict[str, Any]]) -> list[str]:
    """Many houses name no author at all; it is trouble where most articles had one before."""
    told = [one for one in before if "without author" in one]
    earlier = sum(int(one.get("new", 0)) + int(one.get("new version", 0)) for one in told)
    named = earlier - sum(int(one["without author"]) for one in told)
    missing = int(outlet.get("without author", 0))
    if articles < ENOUGH or earlier < ENOUGH or missing <= SHARE * articles or named <= SHARE * earlier:
        return []
    return [f"{missing} of {articles} articles without author; before, {named} of {earlier} had one"]

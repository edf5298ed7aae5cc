"""How a crawl went, by outlet: `DIR/crawl/health/run000001.json`, one file a run.

Of crawlers that share the work each writes its own, `run20261129T080000-CRAWLER.json` by when its run began; the number
of such a run is that moment, in seconds since 1970.

An outlet is in trouble where it was left, nothing was found in it although it gave articles before, most of what was
fetched failed, articles lost text that they had, most lack a title, a date or an author, or it gives less than it did.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median_low
from typing import Any, Protocol

from crawler.crawl_drift import find_drift, last_day
from crawler.crawl_state import now
from crawler.shares import Share, parse_share
from crawler.ways.base import Window
from scale.places import Place, files_in, write_whole
from scale.shared_files import read

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


@dataclass(frozen=True, slots=True)
class Sharer:
    """Whose run it was, of several crawlers that share the work; `begun_at` is ISO 8601 in UTC."""

    crawler: str
    share: Share
    begun_at: str


def write_health(
    data_dir: Place,
    run_id: int,
    visits: Iterable[Visited],
    is_finished: bool,
    window: Window | None = None,
    sharer: Sharer | None = None,
) -> Place:
    """Write what a run did; the file appears whole. A run that was stopped and gone on with is told as one: its visits
    have gone on counting, and an outlet that was not visited again is told as it was when the run was stopped.

    Of one of several crawlers `run_id` is of no account. Raises OSError where the store refuses.
    """
    target = _folder(data_dir) / f"run{run_id:06}.json"
    if sharer is not None:
        begun_at = datetime.fromisoformat(sharer.begun_at).astimezone(UTC)
        run_id = int(begun_at.timestamp())
        target = _folder(data_dir) / f"run{begun_at:%Y%m%dT%H%M%S}-{sharer.crawler}.json"
    others = [path for path in _paths(data_dir) if path.name != target.name]
    others = others[-MOST_REPORTS * (sharer.share.count if sharer else 1) :]
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
        **({"crawler": sharer.crawler, "share": str(sharer.share)} if sharer else {}),
        "outlets": stopped | {visit.outlet.id: _entry(visit) for visit in visits},
    }
    for name in report["outlets"]:
        entry = report["outlets"][name]
        days = [entry["last_published"], *(one.get("last_published") for one in entries_of(earlier, name))]
        entry["last_published"] = max((day for day in days if day), default=None)
        entry["days_silent"] = _days_silent(entries_of([report], name)[0])
    content = json.dumps(report, ensure_ascii=False, indent=1).encode()
    write_whole(target, lambda file: file.write(content))
    return target


def read_reports(data_dir: Place, last: int | None = None) -> list[dict[str, Any]]:
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


def health_lines(data_dir: Place) -> tuple[list[str], bool]:
    """The last run as lines for a terminal, and whether all is well; of several crawlers the last of each."""
    reports = read_reports(data_dir, MOST_REPORTS + 1)
    if not reports:
        return [f"no crawl in {data_dir} yet: `python -m crawler crawl` makes one"], False
    count = share_count(reports[-1])
    if count > 1:
        reports = read_reports(data_dir, (MOST_REPORTS + 1) * count)
    last, absent = last_runs(reports)
    lines = [f"! {line}" for line in absent]
    is_well = not absent
    for report in last:
        state = "came to its end" if report["is_finished"] else "was stopped; run it again to go on"
        share = f" (share {report['share']})" if report.get("share") else ""
        lines.append(f"run {report['run']} of {report['at']}{share} {state}")
        is_well = is_well and bool(report["is_finished"])
    lines.append(f"{'outlet':24}" + "".join(f"{name:>13}" for name in (*COLUMNS, "days silent")))
    # An outlet that went from one share to another stands in the last runs of both: the newest counts.
    newest = {name: report for report in last for name in report["outlets"]}
    for name, report in sorted(newest.items()):
        outlet = report["outlets"][name]
        earlier = reports[: next(at for at, one in enumerate(reports) if one is report)]
        silent = outlet.get("days_silent")
        counts = [str(int(outlet.get(column, 0))) for column in COLUMNS]
        lines.append(
            f"{name:24}" + "".join(f"{cell:>13}" for cell in (*counts, "-" if silent is None else str(silent)))
        )
        for trouble in troubles(entries_of([report], name)[0], entries_of(earlier, name)):
            is_well = False
            lines.append(f"  ! {trouble}")
    return lines, is_well


def share_count(report: dict[str, Any]) -> int:
    """Among how many crawlers the outlets were split in a run."""
    return parse_share(report["share"]).count if report.get("share") else 1


def last_runs(reports: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The last run of each share, oldest first, and what is missing among them; `reports` oldest first, one at least.

    A share is missing where none of the reports is its own, or another share has come to its end twice since.
    """
    count = share_count(reports[-1])
    if count == 1:
        return [reports[-1]], []
    alike = [report for report in reports if report.get("share") and share_count(report) == count]
    last: dict[str, dict[str, Any]] = {}
    since: dict[str, Counter[str]] = {}
    for report in alike:
        share = report["share"]
        for other in since:
            since[other][share] += bool(report["is_finished"])
        last[share], since[share] = report, Counter()
    absent = []
    for number in range(1, count + 1):
        share = str(Share(number, count))
        if share not in last:
            absent.append(f"share {share}: no run of it is known")
        elif (most := max(since[share].values(), default=0)) > 1:
            at = last[share]["at"]
            absent.append(
                f"share {share}: its last run is of {at}; another share has come to its end {most} times since"
            )
    return [report for report in alike if any(report is one for one in last.values())], absent


def _folder(data_dir: Place) -> Place:
    return data_dir / "crawl" / "health"


def _paths(data_dir: Place) -> list[Place]:
    return files_in(_folder(data_dir), "run*.json")


def _read(path: Place) -> dict[str, Any]:
    try:
        report = json.loads(read(path))
    except ValueError as error:
        raise ValueError(f"{path}: cannot be read ({error}); move it away") from error
    if not isinstance(report, dict) or not isinstance(report.get("outlets"), dict):
        raise ValueError(f"{path}: no report of a crawl; move it away")
    return report


def _readable(paths: Iterable[Place]) -> Iterator[dict[str, Any]]:
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

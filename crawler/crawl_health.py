"""How a crawl went, by outlet: `DIR/crawl/health/run000001.json`, one file a run.

An outlet is in trouble where it was left, nothing was found in it although it gave articles before, most of what was
fetched failed, articles lost text that they had, or most lack a title or a date.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from crawler.crawl_state import now


class Visited(Protocol):
    """What is told of an outlet's visit."""

    outlet: Any
    stats: Any
    problems: list[str]
    left: str | None


# Problems of one outlet that are written out; their number is told in full.
MOST_TOLD = 200
# From so many articles or pages on a share says something, and this one is trouble.
ENOUGH, SHARE = 5, 0.5
COLUMNS = ("found", "fetched", "new", "new version", "unchanged", "withdrawn", "refused", "barred")


def write_health(data_dir: Path, run_id: int, visits: Iterable[Visited], is_finished: bool) -> Path:
    """Write what a run did; the file appears whole."""
    folder = data_dir / "crawl" / "health"
    folder.mkdir(parents=True, exist_ok=True)
    report = {
        "run": run_id,
        "at": now(),
        "is_finished": is_finished,
        "outlets": {
            visit.outlet.id: {
                "name": visit.outlet.name,
                "host": visit.outlet.host.removeprefix("www."),
                "home": visit.outlet.home,
                **{name: int(count) for name, count in sorted(visit.stats.items())},
                "left": visit.left,
                "problem_count": len(visit.problems),
                "problems": visit.problems[:MOST_TOLD],
            }
            for visit in visits
        },
    }
    target = folder / f"run{run_id:06}.json"
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(target)
    return target


def read_reports(data_dir: Path) -> list[dict[str, Any]]:
    """The reports of all runs, oldest first."""
    paths = sorted((data_dir / "crawl" / "health").glob("run*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def troubles(outlet: dict[str, Any], before: Iterable[dict[str, Any]]) -> list[str]:
    """What is wrong with an outlet in one run, given its earlier ones."""
    found = []
    if outlet.get("left"):
        found.append(f"left: {outlet['left']}")
    usual = [int(one.get("found", 0)) for one in before]
    if not outlet.get("found", 0) and any(usual):
        found.append(f"nothing found, {max(usual)} before")
    fetched = int(outlet.get("fetched", 0))
    failed = sum(count for name, count in outlet.items() if name.startswith(("failed", "status 5")))
    if failed and failed >= SHARE * max(1, fetched):
        found.append(f"{failed} requests failed")
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
    if fetched >= ENOUGH and int(outlet.get("no article", 0)) > SHARE * fetched:
        found.append(f"{outlet['no article']} of {fetched} pages were no article")
    return found


def health_lines(data_dir: Path) -> tuple[list[str], bool]:
    """The last run as lines for a terminal, and whether all is well."""
    reports = read_reports(data_dir)
    if not reports:
        return [f"no crawl in {data_dir} yet: `python -m crawler crawl` makes one"], False
    last, earlier = reports[-1], reports[:-1]
    state = "came to its end" if last["is_finished"] else "was stopped; run it again to go on"
    lines = [
        f"run {last['run']} of {last['at']} {state}",
        f"{'outlet':24}" + "".join(f"{name:>13}" for name in COLUMNS),
    ]
    is_well = bool(last["is_finished"])
    for name, outlet in sorted(last["outlets"].items()):
        lines.append(f"{name:24}" + "".join(f"{int(outlet.get(column, 0)):>13}" for column in COLUMNS))
        before = [report["outlets"][name] for report in earlier if name in report["outlets"]]
        for trouble in troubles(outlet, before):
            is_well = False
            lines.append(f"  ! {trouble}")
    return lines, is_well

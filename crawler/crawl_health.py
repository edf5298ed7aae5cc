"""How a crawl went, by outlet: `DIR/crawl/health/run000001.json`, one file a run."""

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

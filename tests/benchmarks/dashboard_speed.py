"""How quickly the dashboard answers: `make bench-dashboard` runs this and writes docs/dashboard-speed.md.

    python tests/benchmarks/dashboard_speed.py --data DIR [--users 1,10,50] [--own 0,0.2,0.5] [--seconds 60]

Serves the warehouse of DIR as `make serve` does, in processes of its own, and asks as browsers do: one who arrives gets
the page, the layout and the first view; then every few seconds a reader changes a filter or a page, and the callbacks
of that change are asked at once. The time of a change is that of its slowest callback. Selections are common ones,
which others ask for, too, and which the server may have kept; and some are drawn from so many that hardly anybody asked
before. No browser draws anything here: what the server and the warehouse take is measured, on loopback, with the askers
on the same cores.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from dashboard.components.shell import PAGES  # noqa: E402
from warehouse import queries  # noqa: E402

REPORT = ROOT / "docs" / "dashboard-speed.md"
SEED = 20241127
# Seconds between two changes of a reader, on average; at least the first number.
LEAST_PAUSE, PAUSE = 2.0, 6.0
FILTERS = (
    "", "election=pilkada-2024", "election=pilkada-2020", "election=pemilu-2024", "province=33", "province=14,33",
    "region=14.71", "measure=circular", "measure=sanction_imposed", "violation=social_media", "relevance=core",
    "from=2018-01-01&to=2021-12-31", "election=pilkada-2024&province=35", "election=pilkada-2024&measure=reminder",
)  # fmt: skip
# What makes a selection of one's own: a span of days within these years, alone or with one of these.
OWN_DAYS = (date(2017, 1, 1), date(2025, 12, 31))
SHORTEST, LONGEST = 30, 900
OWN_MORE = (
    "", "province={province}", "region={province}.0{regency}", "province={province}&relevance=core",
    "election=pilkada-2024", "measure=reminder", "violation=social_media", "measure=investigation&province={province}",
)  # fmt: skip
PROVINCES = ("11", "12", "13", "14", "31", "32", "33", "34", "35", "36", "51", "52", "61", "64", "71", "73", "81", "91")
# Half of the changes are on the overview, the rest on the other pages with filters.
SECTIONS = ("elections", "regions", "officials", "cases", "articles", "coverage")
# One reader makes few changes in a minute.
ALONE_SECONDS = 180.0
VIEW = {"scheme": "light", "width": "wide"}


@dataclass
class Load:
    """What one number of readers met: seconds by what was asked; peak memory of a worker in bytes.

    `work` is the processor seconds of all workers meanwhile.
    """

    users: int
    own_share: float = 0.0
    first: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    pages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    common: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    failed: int = 0
    memory: int = 0
    work: float = 0.0


class Asker:
    """A browser without a screen: knows the callbacks, and asks those that an address changes."""

    def __init__(self, session: aiohttp.ClientSession, base: str, load: Load) -> None:
        self.session, self.base, self.load = session, base, load
        self.callbacks: list[dict[str, Any]] = []
        self.shown: list[Any] | None = None

    async def arrive(self, path: str, search: str) -> None:
        """First load: the page, what Dash asks for, and the first view."""
        start = time.perf_counter()
        for part in (path + search, "/_dash-layout", "/_dash-dependencies"):
            async with self.session.get(self.base + part) as answer:
                body = await answer.read()
                if answer.status != 200:
                    self.load.failed += 1
        self.callbacks = json.loads(body)
        await self._ask(self._callback("frame"), path, search, ["address.pathname", "address.search", "view.data"])
        self.load.first.append(time.perf_counter() - start)

    async def change(self, path: str, search: str, name: str) -> float:
        """Another filter on the same page, or another page: all callbacks of that change at once."""
        start = time.perf_counter()
        if self.shown is None or self.shown[0] != path:
            await self._ask(self._callback("frame"), path, search, ["address.pathname"])
        elif path == "/":
            names = ("overview-head", "active-filters")
            await asyncio.gather(*(self._ask(self._callback(n), path, search, ["address.search"]) for n in names))
        else:
            names = ("page-content", "active-filters")
            await asyncio.gather(*(self._ask(self._callback(n), path, search, ["address.search"]) for n in names))
        taken = time.perf_counter() - start
        self.load.changes.append(taken)
        self.load.pages[name].append(taken)
        return taken

    def _callback(self, output: str) -> dict[str, Any]:
        return next(
            c for c in self.callbacks if re.search(rf"(^|\.\.){output}\.", c["output"]) and not c["clientside_function"]
        )

    async def _ask(self, callback: dict[str, Any], path: str, search: str, changed: list[str]) -> None:
        values = {
            "address.pathname": path, "address.search": search, "address.href": self.base + path + search,
            "view.data": VIEW, "shown.data": self.shown,
        }  # fmt: skip
        outputs = [
            dict(zip(("id", "property"), part.rsplit(".", 1), strict=True))
            for part in callback["output"].strip(".").split("...")
        ]
        body = {
            "output": callback["output"],
            "outputs": outputs if callback["output"].startswith("..") else outputs[0],
            "inputs": [{**i, "value": values.get(f"{i['id']}.{i['property']}")} for i in callback["inputs"]],
            "changedPropIds": changed,
            "state": [{**s, "value": values.get(f"{s['id']}.{s['property']}")} for s in callback["state"]],
        }
        async with self.session.post(f"{self.base}/_dash-update-component", json=body) as answer:
            text = await answer.read()
            if answer.status not in (200, 204):
                self.load.failed += 1
            elif answer.status == 200 and outputs[0]["id"] == "frame":
                self.shown = json.loads(text)["response"]["shown"]["data"]
                if self.shown is None:  # an error was shown in place of the page
                    self.load.failed += 1


async def reader(base: str, load: Load, number: int, until: float) -> None:
    """One reader: arrives, then changes something every few seconds."""
    chance = random.Random(SEED + number)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        asker = Asker(session, base, load)
        await asyncio.sleep(chance.random() * PAUSE)
        await asker.arrive("/", "")
        while time.perf_counter() < until:
            await asyncio.sleep(LEAST_PAUSE + chance.expovariate(1 / (PAUSE - LEAST_PAUSE)))
            section = "overview" if chance.random() < 0.5 else chance.choice(SECTIONS)
            is_common = chance.random() >= load.own_share
            search = chance.choice(FILTERS) if is_common else own_selection(chance)
            taken = await asker.change(PAGES[section], f"?{search}" if search else "", section)
            (load.common if is_common else load.own).append(taken)


def own_selection(chance: random.Random) -> str:
    """A selection out of some ten million."""
    first = OWN_DAYS[0] + timedelta(days=chance.randrange((OWN_DAYS[1] - OWN_DAYS[0]).days))
    last = first + timedelta(days=chance.randint(SHORTEST, LONGEST))
    more = chance.choice(OWN_MORE).format(province=chance.choice(PROVINCES), regency=chance.randint(1, 6))
    return "&".join(part for part in (f"from={first}&to={last}", more) if part)


async def measure(base: str, users: int, own_share: float, seconds: float, pids: Sequence[int]) -> Load:
    """So many readers at once, for so long; `own_share` of their selections are nobody else's."""
    load = Load(users, own_share)
    before = _work(pids)
    until = time.perf_counter() + seconds
    tasks = [asyncio.create_task(reader(base, load, number, until)) for number in range(users)]
    while not all(task.done() for task in tasks):
        load.memory = max([load.memory, *(psutil.Process(pid).memory_info().rss for pid in pids)])
        await asyncio.sleep(0.5)
    await asyncio.gather(*tasks)
    load.work = _work(pids) - before
    return load


def _work(pids: Sequence[int]) -> float:
    """Processor seconds that these processes have taken."""
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return sum(one.user + one.system for one in times)


def report(loads: Sequence[Load], articles: int, workers: int, seconds: float) -> str:
    """The page, as Markdown."""
    parts = [
        "# How quickly the dashboard answers",
        "",
        f"Written by `make bench-dashboard` on {os.cpu_count()} cores, Python {platform.python_version()}: a warehouse "
        f"of {articles:,} generated articles, {workers} worker processes, {seconds:.0f} seconds for each number of "
        f"readers, {max(seconds, ALONE_SECONDS):.0f} for one. A reader changes a filter or a page every {PAUSE:.0f} "
        "seconds on average, half of the time on the overview. The readers' own work is done on the same cores. "
        "Milliseconds, p50 / p95.",
        "",
        f"A selection is one of {len(FILTERS)} common ones, which others choose, too, and whose answers are kept; or "
        "one's own, out of some ten million, which nobody chose before.",
    ]
    for share in dict.fromkeys(load.own_share for load in loads):
        parts += [
            "",
            f"## {share:.0%} of the selections one's own",
            "",
            *_table([x for x in loads if x.own_share == share]),
        ]
    return "\n".join([*parts, ""])


def _table(loads: Sequence[Load]) -> list[str]:
    rows: dict[str, list[str]] = {
        "first view": [_percentiles(load.first) for load in loads],
        "**a change of filter or page**": [f"**{_percentiles(load.changes)}**" for load in loads],
        "to a common selection": [_percentiles(load.common) for load in loads],
        "to one of one's own": [_percentiles(load.own) for load in loads],
    }
    for name in ("overview", *SECTIONS):
        rows[f"on {PAGES[name]} ({name})"] = [_percentiles(load.pages[name]) for load in loads]
    rows |= {
        "changes asked": [str(len(load.changes)) for load in loads],
        "processor time of the workers a change": [
            f"{1000 * load.work / max(1, len(load.changes)):.0f}" for load in loads
        ],
        "failed": [str(load.failed) for load in loads],
        "most memory of a worker, MB": [f"{load.memory / 1e6:.0f}" for load in loads],
    }
    return [
        "| readers at once | " + " | ".join(str(load.users) for load in loads) + " |",
        "| --- |" + " --- |" * len(loads),
        *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()),
    ]


def _percentiles(seconds: Sequence[float]) -> str:
    if not seconds:
        return "-"
    in_order = sorted(seconds)
    p95 = in_order[min(len(in_order) - 1, round(0.95 * (len(in_order) - 1)))]
    return f"{1000 * statistics.median(in_order):.0f} / {1000 * p95:.0f}"


def main(arguments: Sequence[str]) -> None:
    """Serve, ask, write the page; the server is ended in any case."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--users", default="1,10,50")
    parser.add_argument("--own", default="0,0.2,0.5", help="Shares of selections that are nobody else's.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--report", type=Path, default=REPORT)
    asked = parser.parse_args(arguments)
    with queries.connect(queries.warehouse_path(asked.data)) as con:
        articles = queries.dataset_info(con).article_count
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "--data",
        str(asked.data),
        "--port",
        "0",
        "--workers",
        str(asked.workers),
    ]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert server.stdout is not None
        base = next(word for line in server.stdout for word in line.split() if word.startswith("http://"))
        pids = [child.pid for child in psutil.Process(server.pid).children(recursive=True)] or [server.pid]
        loads = [
            asyncio.run(
                measure(base, users, share, max(asked.seconds, ALONE_SECONDS) if users == 1 else asked.seconds, pids)
            )
            for share in map(float, asked.own.split(","))
            for users in map(int, asked.users.split(","))
        ]
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
    asked.report.write_text(report(loads, articles, asked.workers, asked.seconds), encoding="utf-8")
    print(asked.report.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])

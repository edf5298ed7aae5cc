"""The suite's part about the dashboard, beside a plain Dash page that asks the same with pandas (`plain_dashboard.py`).

Both are served by waitress in one process, and asked over HTTP as a browser asks when its reader changes a filter.
"""

import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from dashboard_speed import FILTERS, SEED, Asker, Load
from process_tree import TreeWatch
from suite_data import ROOT, warehouse_of
from suite_found import Found, Sizes, middle, ratios, table

PLAIN = Path(__file__).parent / "plain_dashboard.py"
TURNS = 3
WAIT = aiohttp.ClientTimeout(total=120)
Ask = Callable[[str], Awaitable[None]]


def measure(sizes: Sizes, work: Path) -> Found:
    """One reader, then several at once, each change of a filter asked of both in turns."""
    count = sizes.warehouse[-1]
    data = warehouse_of(work, count)
    began = time.perf_counter()
    with served([sys.executable, "-m", "dashboard", "--data", str(data), "--port", "0"]) as (ours, own_watch):
        own_start = time.perf_counter() - began
        began = time.perf_counter()
        with served([sys.executable, str(PLAIN), str(data)]) as (plain, plain_watch):
            plain_start = time.perf_counter() - began
            alone = asyncio.run(_alone(ours, plain))
            crowd = asyncio.run(_crowd(ours, plain, sizes.readers, sizes.rounds))
    rows = [
        _row("a filter chosen for the first time, ms", alone["ours"][0], alone["plain"][0]),
        _row("the same again, ms", alone["ours"][1], alone["plain"][1]),
        _row(f"{sizes.readers} readers without a pause, ms a change", crowd["ours"], crowd["plain"]),
        ["until it listens, s", f"{own_start:.1f}", f"{plain_start:.1f}", f"{plain_start / own_start:.2f}"],
        [
            "peak memory of all processes, MB",
            f"{own_watch.peak / 1e6:.0f}",
            f"{plain_watch.peak / 1e6:.0f}",
            f"{plain_watch.peak / own_watch.peak:.2f}",
        ],
    ]
    lines = [
        f"{count:,} articles, {len(FILTERS)} selections of the first page. The plain page counts articles, stories,",
        "provinces, weeks, measures and violations and draws four rows of bars; ours has a map, findings, the latest",
        "articles and the marks of what is covered besides, keeps what it has built, and holds no table in memory.",
        "",
        *table(["", "netralitas", "plain Dash with pandas", "its, ours being 1"], rows),
        "",
        "docs/dashboard-speed.md measures a million articles and 50 readers (`make bench-dashboard`).",
    ]
    return Found(lines)


def _row(name: str, ours: list[float], plain: list[float]) -> list[str]:
    times = [middle([1000 * one for one in sorted(seconds)], ".0f") for seconds in (ours, plain)]
    return [name, *times, f"{statistics.median(ratios(plain, ours)):.2f}"]


@contextmanager
def served(command: list[str]) -> Iterator[tuple[str, TreeWatch]]:
    """Start a server and wait for the address that it prints. Raises RuntimeError where it prints none."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        address = next((word for line in process.stdout for word in line.split() if word.startswith("http://")), None)
        if address is None:
            raise RuntimeError(f"{' '.join(command[1:3])}: the server ended before it listened")
        with TreeWatch(process.pid) as watch:
            yield address.rstrip("/"), watch
    finally:
        process.terminate()
        process.wait(30)


async def _alone(ours: str, plain: str) -> dict[str, tuple[list[float], list[float]]]:
    """Seconds of each selection, asked of both in turns: for the first time, and again."""
    found: dict[str, tuple[list[float], list[float]]] = {"ours": ([], []), "plain": ([], [])}
    async with aiohttp.ClientSession(timeout=WAIT) as session:
        ways = {"ours": await our_asker(session, ours), "plain": await plain_asker(session, plain)}
        await ways["plain"]("")  # as the arriving of ours has asked all there
        for turn in range(2):
            for search in FILTERS[1:]:
                for name, ask in ways.items():
                    found[name][turn].append(await _seconds(ask, search))
    return found


async def _crowd(ours: str, plain: str, readers: int, rounds: int) -> dict[str, list[float]]:
    """Seconds of a change where so many ask at once without a pause, by round."""
    found: dict[str, list[float]] = {"ours": [], "plain": []}

    async def reader(ask: Ask, number: int) -> None:
        chance = random.Random(SEED + number)
        for search in chance.sample(FILTERS, TURNS):
            await ask(search)

    async with aiohttp.ClientSession(timeout=WAIT, connector=aiohttp.TCPConnector(limit=0)) as session:
        for _ in range(rounds):
            for name, base, make in (("ours", ours, our_asker), ("plain", plain, plain_asker)):
                askers = [await make(session, base) for _ in range(readers)]
                began = time.perf_counter()
                await asyncio.gather(*(reader(ask, number) for number, ask in enumerate(askers)))
                found[name].append((time.perf_counter() - began) / TURNS)
    return found


async def _seconds(ask: Ask, search: str) -> float:
    began = time.perf_counter()
    await ask(search)
    return time.perf_counter() - began


async def our_asker(session: aiohttp.ClientSession, base: str) -> Ask:
    """One who has arrived at the dashboard and may choose filters. The asking raises RuntimeError where it fails."""
    load = Load(1)
    asker = Asker(session, base, load)
    await asker.arrive("/", "")

    async def ask(search: str) -> None:
        await asker.change("/", f"?{search}" if search else "", "overview")
        if load.failed:
            raise RuntimeError(f"the dashboard failed on {search!r}")

    return ask


async def plain_asker(session: aiohttp.ClientSession, base: str) -> Ask:
    """One who has the plain page open. The asking raises ClientResponseError where it fails."""
    async with session.get(f"{base}/_dash-dependencies") as answer:
        callback = json.loads(await answer.read())[0]
    names = [name.rsplit(".", 1) for name in callback["output"].strip(".").split("...")]
    outputs = [{"id": name, "property": value} for name, value in names]

    async def ask(search: str) -> None:
        body = {
            "output": callback["output"],
            "outputs": outputs,
            "inputs": [{"id": "address", "property": "search", "value": f"?{search}" if search else ""}],
            "changedPropIds": ["address.search"],
        }
        async with session.post(f"{base}/_dash-update-component", json=body) as answer:
            await answer.read()
            answer.raise_for_status()

    return ask

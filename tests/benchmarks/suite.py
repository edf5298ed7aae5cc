"""One suite over everything that is measured: `make bench` runs this and writes docs/benchmarks.md.

    python tests/benchmarks/suite.py [--quick] [--only pages,extract] [--report FILE] [--work DIR]

Each part runs in a process of its own, one after the other, so that one that fails, hangs or dies is told as failed and
the rest is measured. The report is written after each part: a run that is stopped leaves what it has. Exit status 1
where a part failed.
"""

import argparse
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).parent))

from suite_found import FULL, QUICK, NotMeasured, found_of  # noqa: E402
from suite_report import Result, report  # noqa: E402

# Name: title, module and function that measure it.
PARTS = {
    "crawl": ("Crawl", "suite_crawl", "measure"),
    "pages": ("Page to text", "suite_pages", "measure"),
    "extract": ("Extraction", "suite_extract", "measure"),
    "warehouse": ("Warehouse: build, questions, search", "suite_warehouse", "measure"),
    "dashboard": ("Dashboard", "suite_dashboard", "measure"),
    "warc": ("Archives in bulk", "suite_others", "measure_warc"),
    "cluster": ("Extraction on a cluster", "suite_others", "measure_cluster"),
    "copies": ("Copies", "suite_others", "measure_copies"),
    "steps": ("A first run, and hostile texts", "suite_steps", "measure"),
    "profiles": ("Where the time goes", "suite_profile", "measure"),
}
REPORT = ROOT / "docs" / "benchmarks.md"
QUICK_REPORT = ROOT / "data-bench" / "benchmarks-quick.md"
# A part that takes longer hangs.
LONGEST_SECONDS = {"full": 1_500.0, "quick": 240.0}
# How a part says that it has nothing to measure, and that this is no fault.
NOT_MEASURED = 3
LONGEST_REASON = 600
# What leads to a file on this machine.
FOLDERS = re.compile(r"(?<![\w:/])/(?:[^\s/:'\"]+/)+")


def run_part(title: str, command: Sequence[str], longest: float) -> Result:
    """Run a part's process; what it found stands in the last line that it prints, as JSON."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        output, errors = process.communicate(timeout=longest)
    except subprocess.TimeoutExpired:
        return Result(title, None, f"took longer than {longest:.0f} seconds", True, time.perf_counter() - began)
    finally:
        _end_all(process)
    seconds = time.perf_counter() - began
    last = (output.strip().splitlines() or [""])[-1]
    if process.returncode == NOT_MEASURED:
        return Result(title, None, last, False, seconds)
    if process.returncode:
        return Result(title, None, _reason(errors, process.returncode), True, seconds)
    try:
        return Result(title, found_of(json.loads(last)), "", False, seconds)
    except (ValueError, KeyError, TypeError) as error:
        return Result(title, None, f"printed no figures ({error})", True, seconds)


def _end_all(process: "subprocess.Popen[str]") -> None:
    """End what a part has left running, itself too: all of them are in a group of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
    process.wait()


def _reason(errors: str, status: int) -> str:
    """The last line of an error that tells something, without where this machine keeps its files."""
    told = [line.strip() for line in errors.splitlines() if line.strip()]
    if not told:
        return f"ended with status {status} and said nothing"
    return FOLDERS.sub("", told[-1])[:LONGEST_REASON]


def measure_part(name: str, quick: bool, work: Path) -> int:
    """Measure one part in this process and print what it found; the exit status."""
    _, module, function = PARTS[name]
    try:
        found = getattr(importlib.import_module(module), function)(QUICK if quick else FULL, work)
    except NotMeasured as error:
        print(error)
        return NOT_MEASURED
    except subprocess.CalledProcessError as error:
        command = " ".join(str(one) for one in error.cmd[1:4])
        words = " ".join((error.stderr or "").split())[-400:]
        print(f"{command} ended with status {error.returncode}: {words}", file=sys.stderr)
        return 1
    print(json.dumps(found.as_json()))
    return 0


def run(names: Iterable[str], quick: bool, target: Path, work: Path) -> int:
    """Run parts one after the other and write the report after each; the exit status."""
    sizes = "quick" if quick else "full"
    results: dict[str, Result] = {}
    target.parent.mkdir(parents=True, exist_ok=True)
    for name in names:
        print(f"{PARTS[name][0]} ...", file=sys.stderr, flush=True)
        command = [sys.executable, __file__, "--part", name, "--work", str(work), *(["--quick"] if quick else [])]
        results[name] = run_part(PARTS[name][0], command, LONGEST_SECONDS[sizes])
        one = results[name]
        outcome = f"failed: {one.why}" if one.failed else one.why or "measured"
        print(f"{one.title}: {outcome} ({one.seconds:.0f} s)", file=sys.stderr, flush=True)
        target.write_text(report(results, sizes), encoding="utf-8")
    return 1 if any(one.failed for one in results.values()) else 0


def main(arguments: Sequence[str]) -> int:
    """Read the command line and run; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes: does the suite run at all?")
    parser.add_argument("--only", help=f"parts, with commas between: {', '.join(PARTS)}")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--work", type=Path, help="where data to measure on is made; by default removed at the end")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    names = asked.only.split(",") if asked.only else list(PARTS)
    if unknown := set(names) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if asked.part:
        return measure_part(asked.part, asked.quick, asked.work)
    # A part measured alone is no whole report.
    whole = QUICK_REPORT if asked.quick or asked.only else REPORT
    work = asked.work or Path(tempfile.mkdtemp(prefix="netralitas-bench-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        return run(names, asked.quick, asked.report or whole, work)
    finally:
        if asked.work is None:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import suite  # noqa: E402
import suite_others  # noqa: E402
import suite_profile  # noqa: E402
from process_tree import run_measured  # noqa: E402
from suite_found import FULL, QUICK, Cost, Found, NotMeasured, beyond, found_of, middle, ratios, table  # noqa: E402
from suite_report import Result, cost_lines, machine, report  # noqa: E402

ROOT = Path(__file__).parents[1]
FOUND = Found(["| a | b |", "| --- | --- |", "| 1 | 2 |"], [Cost("reading", 1_000, (10.0, 12.0, 20.0), 300_000_000)])


def results(**changed):
    found = {name: Result(title, FOUND, seconds=1.0) for name, (title, _, _) in suite.PARTS.items()}
    return {**found, **changed}


def test_the_page_tells_every_part_in_order():
    page = report(results(), "full")
    places = [page.index(f"\n## {title}\n") for title, _, _ in suite.PARTS.values()]
    assert places == sorted(places)
    assert "**Failed" not in page
    assert page.startswith("# Benchmarks\n\nWritten by `make bench` on ")
    assert page.endswith("\n")
    assert "| reading | 1,000 | 12.00 | 10.00–20.00 | 3.3 | 300 |" in page


def test_a_part_that_failed_is_told_and_the_others_stay():
    failed = Result("Copies", None, "MemoryError", True)
    absent = Result("Archives in bulk", None, "Not measured: there is no tests/benchmarks/warc_speed.py.")
    page = report(results(copies=failed, warc=absent), "quick")
    assert "**Failed: Copies.**" in page
    assert "**Failed**: MemoryError" in page
    assert "\nNot measured: there is no" in page
    assert page.count("| 1 | 2 |") == len(suite.PARTS) - 2
    assert "Written by `make bench QUICK=1`, at sizes that show no more" in page


def test_a_page_of_nothing():
    assert "No stage was measured." in report({}, "full")


def test_tables_are_whole():
    tables = re.findall(r"(?:^\|.*\n)+", report(results(), "full"), re.M)
    assert tables
    for one in tables:
        assert len({line.count("|") for line in one.splitlines()}) == 1
    with pytest.raises(ValueError, match="2 columns"):
        table(["a", "b"], [["1"]])


def test_the_machine_is_told_and_nobody_is_named():
    told = machine()
    assert "cores" in told
    assert "duckdb 1.5.5" in told
    assert os.uname().nodename not in told
    assert "/" not in told


def test_figures():
    assert middle([3.0, 1.0, 2.0]) == "2.0 (1.0–3.0)"
    assert middle([1.26], ".2f") == "1.26"
    assert ratios([2.0, 9.0], [1.0, 3.0]) == [2.0, 3.0]
    assert Cost("x", 10, (1.0, 3.0, 2.0), 0).each == pytest.approx(0.2)
    assert beyond("x", (10, 40, 160), (3.0, 4.0, 18.0), 5) == [Cost("x", 150, (15.0,), 5)]
    assert beyond("x", (10, 40), (3.0, 2.9), 5) == []
    dear, cheap = Cost("dear", 1, (2.0,), 0), Cost("cheap", 1, (1.0,), 0)
    assert [line.split(" | ")[0] for line in cost_lines([cheap, dear])[2:4]] == ["| dear", "| cheap"]


def test_what_is_found_goes_from_process_to_process():
    assert found_of(json.loads(json.dumps(FOUND.as_json()))) == FOUND


@pytest.mark.parametrize("sizes", [FULL, QUICK])
def test_sizes_grow_fourfold(sizes):
    for one in (sizes.growth, sizes.warehouse):
        assert len(one) == 3
        assert all(after == 4 * before for before, after in pairwise(one))
    for field in fields(sizes):
        assert getattr(sizes, field.name)


def test_every_part_is_there():
    asked = [f"import {module}; {module}.{function}" for _, module, function in suite.PARTS.values()]
    command = f"import sys; sys.path[:0] = {[str(ROOT), str(BENCHMARKS)]}; " + "; ".join(asked)
    subprocess.run([sys.executable, "-c", command], check=True, timeout=300)


def part(code):
    return suite.run_part("Part", [sys.executable, "-c", code], 60)


def test_a_part_that_runs():
    told = part(f"print('some words'); print({json.dumps(FOUND.as_json())!r})")
    assert told.found == FOUND
    assert not told.failed


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise ValueError('no such article')", "ValueError: no such article"),
        ("import os; os.kill(os.getpid(), 9)", "ended with status -9 and said nothing"),
        ("print('done')", "printed no figures"),
        ("print('{}')", "printed no figures"),
        ("pass", "printed no figures"),
        ("open('/tmp/nowhere/of/mine')", "No such file or directory: 'mine'"),
    ],
)
def test_a_part_that_fails(code, why):
    told = part(code)
    assert told.failed
    assert why in told.why
    assert "/tmp" not in told.why


def test_a_part_with_nothing_to_measure_has_not_failed():
    told = part(f"print('Not measured: why'); raise SystemExit({suite.NOT_MEASURED})")
    assert (told.failed, told.found, told.why) == (False, None, "Not measured: why")


def test_a_part_that_hangs_is_ended_with_all_that_it_started(tmp_path):
    pid = tmp_path / "pid"
    code = (
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(pid)!r}).write_text(str(child.pid))\ntime.sleep(600)"
    )
    told = suite.run_part("Part", [sys.executable, "-c", code], 5)
    assert told.failed
    assert "longer than 5 seconds" in told.why
    child = int(pid.read_text())
    for _ in range(100):
        if not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child of the part is still there")


def test_the_suite_goes_on_behind_a_failure_and_ends_with_status_1(tmp_path, monkeypatch):
    outcomes = {
        "Crawl": Result("Crawl", None, "broken", True),
        "Page to text": Result("Page to text", FOUND),
    }
    monkeypatch.setattr(suite, "run_part", lambda title, command, longest: outcomes[title])
    target = tmp_path / "new" / "page.md"
    assert suite.run(["crawl", "pages"], True, target, tmp_path) == 1
    page = target.read_text(encoding="utf-8")
    assert "**Failed**: broken" in page
    assert "| 1 | 2 |" in page
    assert suite.run(["pages"], True, target, tmp_path) == 0


def test_a_part_measured_alone_or_quickly_leaves_the_report_alone(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(suite, "run", lambda names, quick, target, work: written.append((names, target)) or 0)
    for arguments in (["--quick"], ["--only", "pages,extract"], []):
        suite.main([*arguments, "--work", str(tmp_path)])
    assert [target for _, target in written] == [suite.QUICK_REPORT, suite.QUICK_REPORT, suite.REPORT]
    assert written[1][0] == ["pages", "extract"]
    assert written[2][0] == list(suite.PARTS)
    with pytest.raises(SystemExit):
        suite.main(["--only", "pages,nothing"])


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        ("one\ntwo", ["one", "two"]),
        (["one"], ["one"]),
        ({"seconds": 1.25, "words": 7}, ["|  |  |", "| --- | --- |", "| seconds | 1.25 |", "| words | 7 |"]),
    ],
)
def test_what_other_benchmarks_give(found, lines):
    assert suite_others.lines_of(found) == lines


def test_other_benchmarks(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "some_speed.py").write_text(
        "def measure(size=1):\n    return {'size': size}\n\ndef lines(found):\n    return [f\"size {found['size']}\"]\n"
    )
    assert suite_others.measured("some_speed", size=5, articles=7).lines == ["size 5"]
    with pytest.raises(NotMeasured, match=r"absent_speed\.py"):
        suite_others.measured("absent_speed")
    (tmp_path / "broken_speed.py").write_text("import a_library_that_is_not_there\n")
    with pytest.raises(ModuleNotFoundError):
        suite_others.measured("broken_speed")
    with pytest.raises(TypeError, match="NoneType"):
        suite_others.lines_of(None)


def test_memory_is_that_of_all_processes():
    child = "import time; held = bytearray(60_000_000); time.sleep(1.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('ended')"
    used = run_measured([sys.executable, "-c", parent], ROOT)
    assert used.peak > 60_000_000
    assert used.output == "ended\n"
    assert used.seconds >= 1.5
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run_measured([sys.executable, "-c", "raise SystemExit('no room')"], ROOT)
    assert "no room" in caught.value.stderr


def test_a_profile_names_functions_and_no_places():
    def slow():
        ends = time.process_time() + 0.2
        while time.process_time() < ends:
            _ = [str(number) for number in range(1_000)]

    profiler = suite_profile.Profiler(interval=0.001)
    profiler.start()
    slow()
    profiler.stop()
    lines = suite_profile.lines_of(profiler.last_session)
    shares = [float(share) for share in re.findall(r"\| (\d+\.\d)% \|", "\n".join(lines))]
    assert "test_bench_suite" in "\n".join(lines)
    assert str(ROOT) not in "\n".join(lines)
    assert sum(shares) == pytest.approx(100, abs=2)


def test_modules_by_their_files():
    assert suite_profile.module_of(str(ROOT / "crawler" / "html_page.py")) == "crawler.html_page"
    assert suite_profile.module_of(str(ROOT / "nlp" / "__init__.py")) == "nlp"
    assert suite_profile.module_of(json.__file__) == "json"
    assert suite_profile.module_of("/elsewhere/of/mine/thing.py") == "thing"

"""A build takes what was linked ahead where it holds: the same rows with and without, and after kills."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from crawler.items import Article
from nlp.records import DateRef
from scale.crew import Alone
from tests.benchmarks import warehouse_generator
from tests.warehouse.gold_warehouse import gold_records
from tests.warehouse.linked_places import MONDAY, RELEASE, built, files, folded, write
from warehouse import build, copy_plan
from warehouse.build import BuildRefused, build_warehouse
from warehouse.copy_files import kept_names, read_week, weeks_folder
from warehouse.copy_linking import link
from warehouse.corrections import corrections_path

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The annotated demonstration, not to be changed."""
    inputs, annotations = gold_records()
    return write(tmp_path_factory.mktemp("gold"), [item.article for item in inputs], annotations, 40)


@pytest.fixture(scope="module")
def generated(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three thousand articles in seven files, each with days of two and a half years."""
    folder = tmp_path_factory.mktemp("generated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse_generator, "PER_FILE", 450)
        warehouse_generator.write_corpus(gold, folder, 3_000, last_days=900)
    return folder


def test_the_demonstration_is_built_the_same(gold, tmp_path, caplog):
    place = shutil.copytree(gold, tmp_path / "data")
    summary = link(place, Alone())
    assert (summary.article_count, summary.file_count, summary.lost, summary.left_out) == (150, 4, [], [])
    with caplog.at_level(logging.INFO):
        rows = built(place)
    assert rows["article_copies"] == folded(gold)
    assert f"{summary.week_count} of {summary.week_count} weeks were linked before" in caplog.text
    assert len(rows["article_copies"]) >= 7


def test_many_articles_are_folded_the_same(generated, monkeypatch):
    monkeypatch.setattr(copy_plan, "BUNDLE_SIZE", 200)
    summary = link(generated, Alone())
    assert summary.article_count == 3_000
    assert summary.folded_count == summary.week_count > 120
    found = folded(generated, generated)
    assert len(found) > 250
    # What was linked is what is taken: the rows are those of the files.
    kept = [copy for path in weeks_folder(generated).iterdir() for copy in read_week(path) or ()]
    assert sorted(kept) == found


def test_corrections_make_other_weeks(tmp_path, make_annotation, caplog):
    """A withdrawn original, and a day that is corrected: the build folds these weeks itself."""
    later = MONDAY + timedelta(days=21)
    dated = DateRef(later.isoformat(), "statement", "Senin (28/10)", 0, 5)
    first, second, third = (
        Article("a", RELEASE, published=MONDAY.isoformat()),
        Article("b", RELEASE, published=(MONDAY + timedelta(days=1)).isoformat()),
        Article("c", RELEASE),
    )
    annotations = [make_annotation(first), make_annotation(second), make_annotation(third, dates=[dated])]
    place = write(tmp_path / "data", [first, second, third], annotations)
    link(place, Alone())
    head = '[[correction]]\nby = "redaksi"\nmade_on = 2024-11-05\nwhy = "Diperiksa"\n'
    moved = f'id = "day"\nkind = "fix"\narticle = "c"\nitem = "date"\nat = [0, 5]\nversion = "{third.version}"\n'
    moved += f'field = "value"\nold = "{later}"\nnew = "{MONDAY + timedelta(days=3)}"\n'
    corrections_path(place).write_text(head + moved, encoding="utf-8")
    with caplog.at_level(logging.INFO):
        copies = built(place)["article_copies"]
    assert [copy[:2] for copy in copies] == [("b", "a"), ("c", "a")]
    assert "0 of 1 weeks were linked before" in caplog.text
    withdrawn = head + 'id = "gone"\nkind = "withdraw"\narticle = "a"\n'
    corrections_path(place).write_text(withdrawn, encoding="utf-8")
    assert built(place)["article_copies"] == []
    # Who links knows of withdrawals.
    assert link(place, Alone()).article_count == 2
    caplog.clear()
    with caplog.at_level(logging.INFO):
        assert built(place)["article_copies"] == []
    assert "2 of 2 weeks were linked before" in caplog.text


@pytest.fixture
def running(generated: Path, tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """`warehouse link --workers 2` in a process of its own, over many small partitions."""
    place = tmp_path / "data"
    shutil.copytree(generated, place, ignore=shutil.ignore_patterns("copies"))
    code = "import warehouse.copy_plan as p; p.BUNDLE_SIZE = 10; from warehouse.__main__ import app; app()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "link", "--data", str(place), "--workers", "2"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    yield place, process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)


def wait_for_weeks(place: Path, count: int) -> None:
    until = time.monotonic() + 120
    while len(kept_names(weeks_folder(place))) < count:
        assert time.monotonic() < until
        time.sleep(0.01)


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The workers proper: the children that hold the most memory."""
    children = psutil.Process(process.pid).children(recursive=True)
    return sorted(children, key=lambda child: child.memory_info().rss, reverse=True)[:2]


def test_killed_workers_change_nothing(generated, running):
    place, process = running
    link(generated, Alone())
    for count in (5, 30, 60):
        wait_for_weeks(place, count)
        workers_of(process)[0].kill()
    _, told = process.communicate(timeout=240)
    assert process.returncode == 0, told
    assert files(place) == files(generated)


def test_a_killed_run_is_gone_on_with(generated, running):
    place, process = running
    link(generated, Alone())
    wait_for_weeks(place, 10)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=60)
    held = files(place)
    assert held.items() <= files(generated).items()
    summary = link(place, Alone())
    done = len([name for name in held if name.startswith("copies/weeks/")])
    assert summary.folded_count == summary.week_count - done < summary.week_count
    assert summary.read_count == 0
    assert files(place) == files(generated)


def test_builds_by_several_processes_are_the_same(tmp_path, random_corpus):
    place = write(tmp_path, *random_corpus(seed=3, count=90))
    copies = folded(place)
    assert len(copies) > 5
    assert built(place, workers=2)["article_copies"] == copies
    link(place, Alone())
    assert built(place, workers=2)["article_copies"] == copies


def test_a_build_whose_process_is_killed_says_so(tmp_path, monkeypatch):
    def broken(*_: object) -> None:
        raise BrokenProcessPool("killed")

    monkeypatch.setattr(build, "load_tables", broken)
    with pytest.raises(BuildRefused, match="--workers 1"):
        build_warehouse(tmp_path, [], [])

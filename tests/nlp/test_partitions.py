import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from crawler.items import Article
from crawler.store import article_files, articles_folder, read_articles, version_mark
from crawler.stored_rows import write_rows
from nlp.__main__ import app
from nlp.extract import extract_data
from nlp.partitions import articles_of, halves, plan_partitions, read_partition
from nlp.pipeline import read_article
from nlp.store import annotation_files, annotations_folder, read_annotations, write_annotations
from nlp.version import pipeline_version
from scale.crew import WrongCode
from tests.scale.clusters import cluster

ROOT = Path(__file__).parents[2]
TEXT = "Bupati Alor Budi Santoso mengimbau ASN netral di Pilkada 2024, Senin (7/10/2024). Nomor {}."
OTHER = "Harga cabai di pasar naik, Senin (7/10/2024). Nomor {}."
MINUTE = "2024-10-07T00:{:02}:00.000000+00:00"
COUNT, SIZE = 60, 5


def articles(start, end):
    """Invented articles; one in ten is on the subject, which takes longer to read."""
    return [Article(f"a{number:03}", (OTHER if number % 10 else TEXT).format(number)) for number in range(start, end)]


def store(data, minute, *given):
    return write_rows(data, {(one.id, one.version): one for one in given}, MINUTE.format(minute))


def ids(plan):
    return [[article.id for article in articles_of(partition)] for partition in plan.partitions]


def files(data):
    return {path.name: path.read_bytes() for path in annotation_files(data)}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A data directory whose articles one process has read: its articles alone, and what the files came to be."""
    data = tmp_path_factory.mktemp("undisturbed") / "data"
    for start in range(0, COUNT, 15):
        store(data, start, *articles(start, start + 15))
    before = shutil.copytree(data, data.with_name("before"))
    assert extract_data(data, 1, size=SIZE).read_count == COUNT
    assert len(files(data)) == COUNT // SIZE
    return before, files(data)


@pytest.fixture
def data(tmp_path, undisturbed):
    return shutil.copytree(undisturbed[0], tmp_path / "data")


def begin(data, workers=2):
    """Start an extraction with the odd reader in its workers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__PRELOAD": "tests.nlp.odd_reading"}
    command = [sys.executable, str(ROOT / "tests" / "nlp" / "extract_in_parts.py"), str(data), str(workers), str(SIZE)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def wait_for_files(data, count, process):
    until = time.monotonic() + 120
    while len(files(data)) < count:
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < until
        time.sleep(0.02)


def test_partitions_run_through_the_files_and_hold_each_version_once(tmp_path):
    first, second, third = articles(0, 4), articles(4, 11), articles(11, 12)
    store(tmp_path, 1, *first)
    store(tmp_path, 2, *second, first[0])
    store(tmp_path, 3, *third, second[3])
    assert ids(plan_partitions(tmp_path, 5)) == [
        ["a000", "a001", "a002", "a003"],
        ["a004", "a005", "a006", "a007", "a008"],
        ["a009", "a010", "a011"],
    ]
    write_annotations(tmp_path, [read_article(article) for article in (first[1], second[0])])
    plan = plan_partitions(tmp_path, 5)
    assert ids(plan) == [["a000", "a002", "a003"], ["a005", "a006", "a007", "a008"], ["a009", "a010", "a011"]]
    assert (plan.count, plan.known_count) == (10, 2)


def test_of_a_version_in_two_files_the_one_that_came_in_first_is_read(tmp_path):
    late = store(tmp_path, 30, Article("a", "Teks.", title="Kemudian"))
    store(tmp_path, 20, Article("a", "Teks.", title="Dahulu"))
    late.rename(late.with_name("000-sorts-first.parquet"))
    (partition,) = plan_partitions(tmp_path).partitions
    assert [article.title for article in articles_of(partition)] == ["Dahulu"]
    assert [article.title for article in read_articles(tmp_path)] == ["Dahulu"]


@settings(max_examples=25)
@given(
    stored=st.lists(st.sets(st.integers(0, 30), min_size=1), min_size=1, max_size=5),
    done=st.sets(st.integers(0, 30)),
    size=st.integers(1, 12),
)
def test_what_is_not_annotated_is_read_once_whatever_lies_where(tmp_path_factory, stored, done, size):
    data = tmp_path_factory.mktemp("any")
    for minute, numbers in enumerate(stored):
        store(data, minute, *(Article(f"a{number}", f"Teks {number}.") for number in numbers))
    write_annotations(data, [read_article(Article(f"a{number}", f"Teks {number}.")) for number in sorted(done)])
    plan = plan_partitions(data, size)
    read = [id for partition in ids(plan) for id in partition]
    everything = set().union(*stored)
    assert sorted(read) == sorted(f"a{number}" for number in everything - done)
    assert plan.known_count == len(everything & done)
    assert all(0 < partition.count <= size for partition in plan.partitions)
    assert [partition.count for partition in plan.partitions] == [len(partition) for partition in ids(plan)]


def test_a_partition_in_halves_leaves_out_what_was_written_meanwhile(tmp_path):
    store(tmp_path, 1, *articles(0, 3))
    store(tmp_path, 2, *articles(3, 7))
    (partition,) = plan_partitions(tmp_path).partitions
    first, second = halves(partition)
    assert [[one.id for one in articles_of(half)] for half in (first, second)] == [
        ["a000", "a001", "a002", "a003"],
        ["a004", "a005", "a006"],
    ]
    assert read_partition(second).read_count == 3
    first, second = halves(partition)
    assert [one.id for half in (first, second) for one in articles_of(half)] == ["a000", "a001", "a002", "a003"]
    (only,) = halves(replace(first, pieces=first.pieces[:1]))[:1]
    assert (only.count, [one.count for one in halves(only)]) == (1, [1])
    read_partition(partition)
    assert halves(partition) == []


def test_a_worker_with_another_pipeline_writes_nothing(tmp_path):
    store(tmp_path, 1, *articles(0, 3))
    (partition,) = plan_partitions(tmp_path).partitions
    with pytest.raises(WrongCode, match=r"pipeline 0\.1\.0\+\w+, this run is of pipeline 0\.0\.0\+old") as told:
        read_partition(replace(partition, pipeline="0.0.0+old"))
    assert pipeline_version() in str(told.value)
    assert not annotations_folder(tmp_path).exists()


def test_two_processes_write_the_same_bytes_as_one(data, undisturbed):
    summary = extract_data(data, 2, size=SIZE)
    assert (summary.read_count, summary.is_clean) == (COUNT, True)
    assert files(data) == undisturbed[1]
    again = extract_data(data, 2, size=SIZE)
    assert (again.read_count, again.known_count) == (0, COUNT)


def test_a_cluster_by_address_writes_the_same_bytes(tmp_path, data, undisturbed):
    with cluster(tmp_path) as (address, _, _):
        assert extract_data(data, scheduler=address, size=SIZE).read_count == COUNT
    assert files(data) == undisturbed[1]


def test_a_killed_worker_changes_nothing(data, undisturbed):
    process = begin(data)
    wait_for_files(data, 2, process)
    workers = [child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())]
    workers[0].send_signal(signal.SIGKILL)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0, told
    assert f"{COUNT} articles read" in told
    assert files(data) == undisturbed[1]


def test_a_killed_run_is_gone_on_with(data, undisturbed):
    process = begin(data)
    wait_for_files(data, 2, process)
    family = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=60)
    _, alive = psutil.wait_procs(family, timeout=60)
    assert not alive
    done = len(files(data)) * SIZE
    assert 2 * SIZE <= done < COUNT
    summary = extract_data(data, 1, size=SIZE)
    assert (summary.known_count, summary.read_count) == (done, COUNT - done)
    assert files(data) == undisturbed[1]


def test_the_article_that_kills_its_readers_is_found_and_the_others_are_read(data):
    store(data, 59, Article("a-pembunuh", "Teks yang MEMATIKAN."), *articles(901, 903))
    process = begin(data)
    told, _ = process.communicate(timeout=180)
    assert process.returncode == 0, told
    assert f"{COUNT + 2} articles read by pipeline {pipeline_version()}, 1 skipped" in told
    assert "article a-pembunuh: the pipeline failed: every process that worked on it was killed" in told
    read = [annotation.id for annotation in read_annotations(data)]
    assert read == sorted(article.id for article in read_articles(data) if article.id != "a-pembunuh")
    rows = [row for path in annotation_files(data) for row in marks_of(path)]
    assert len(rows) == len(set(rows)) == COUNT + 2


def marks_of(path):
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=["id", "version"], partitioning=None)
    return [version_mark(row["id"], row["version"]) for row in table.to_pylist()]


def test_an_article_on_which_the_pipeline_fails_ends_no_run(data, monkeypatch, caplog):
    def fail_on_seven(article, always_names=False):
        if article.id == "a007":
            raise RuntimeError("no")
        return read_article(article, always_names)

    monkeypatch.setattr("nlp.pipeline.read_article", fail_on_seven)
    summary = extract_data(data, size=SIZE)
    assert (summary.read_count, len(summary.skipped)) == (COUNT - 1, 1)
    assert "article a007: the pipeline failed: RuntimeError: no" in caplog.text


def run(*arguments, caplog):
    with caplog.at_level("INFO"):
        return CliRunner().invoke(app, ["extract", *arguments]).exit_code, caplog.text


def test_the_command_tells_what_is_wrong(data, caplog, monkeypatch):
    monkeypatch.setattr("scale.cluster.CONNECT_SECONDS", 1)
    status, told = run("--data", str(data), "--scheduler", "tcp://127.0.0.1:9", caplog=caplog)
    assert (status, "no Dask scheduler at tcp://127.0.0.1:9" in told) == (1, True)
    assert run("--data", str(data), "--scheduler", "tcp://x:1", "--workers", "2", caplog=caplog)[0] == 2
    broken = article_files(data)[0]
    broken.write_bytes(broken.read_bytes()[:-100])
    status, told = run("--data", str(data), "--jobs", "1", caplog=caplog)
    assert (status, f"{broken}: cannot be read" in told) == (1, True)


def test_a_broken_file_of_annotations_is_named(data, caplog):
    write_annotations(data, [read_article(article) for article in articles(1, 2)])
    (broken,) = annotation_files(data)
    broken.write_bytes(b"PAR1 but no more")
    status, told = run("--data", str(data), caplog=caplog)
    assert status == 1
    assert f"{broken}: cannot be read" in told
    assert "delete it and run the extraction again" in told


def test_nothing_to_do(tmp_path):
    assert (plan_partitions(tmp_path).partitions, extract_data(tmp_path).read_count) == ((), 0)
    articles_folder(tmp_path).mkdir(parents=True)
    assert extract_data(tmp_path, 2).read_count == 0

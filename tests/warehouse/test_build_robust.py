"""A build on a full disk, with files cut short, and while many read: the old file serves, and the error tells."""

import os
import re
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.store import article_files, write_articles
from nlp.store import annotation_files, write_annotations
from nlp.version import pipeline_version
from warehouse.build import BUILDING, LOCK_NAME, build_warehouse
from warehouse.connection import Warehouse, connect, warehouse_path
from warehouse.inputs import build_from_data
from warehouse.load import Input
from warehouse.pseudonyms import KEY_NAME

ROOT = Path(__file__).parents[2]
READERS = 10


def fill(folder: Path, corpus, start: int, end: int) -> None:
    articles, annotations = corpus
    write_articles(folder, articles[start:end])
    write_annotations(folder, [replace(item, pipeline=pipeline_version()) for item in annotations[start:end]])


def state(folder: Path) -> tuple[bytes, int]:
    """The bytes of the file, and that it can be read: how many articles it shows."""
    with connect(warehouse_path(folder)) as con:
        return warehouse_path(folder).read_bytes(), con.execute("SELECT count(*) FROM articles").fetchone()[0]


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(BUILDING)]


# A limit on the size of files fails in the middle of a write, as a full disk does; the signal would end the process.
FULL_DISK = """
    import resource, signal, sys
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
    sys.argv = ["warehouse", "build", "--data", {folder!r}]
    import runpy
    if {is_full}:
        import warehouse.build as build
        build._is_kin = lambda target, size: False
    runpy.run_module("warehouse", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("share", "is_full"),
    [(0.5, False), (1.0, False), (0.1, True), (0.5, True)],
    ids=["copy", "growth", "new tables", "loaded"],
)
def test_a_full_disk_leaves_the_old_file(tmp_path, random_corpus, share, is_full):
    corpus = random_corpus(seed=3, count=130)
    fill(tmp_path, corpus, 0, 100)
    build_from_data(tmp_path)
    before = state(tmp_path)
    fill(tmp_path, corpus, 100, 130)
    script = textwrap.dedent(FULL_DISK).format(limit=int(len(before[0]) * share), folder=str(tmp_path), is_full=is_full)
    ended = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 1, ended.stderr
    last = ended.stderr.strip().splitlines()[-1]
    assert last.startswith("warehouse build: ")
    assert "Traceback" not in ended.stderr
    assert "File too large" in last
    assert state(tmp_path) == before
    assert leftovers(tmp_path) == []
    assert build_from_data(tmp_path).article_count == 130


@pytest.mark.parametrize("kind", ["articles", "annotations"])
@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("is_full", [False, True])
def test_a_file_cut_short_is_named(broken, kind, keep, is_full):
    folder = broken
    list_files = article_files if kind == "articles" else annotation_files
    before = state(folder)
    path = list_files(folder)[-1]
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    try:
        with pytest.raises(ValueError, match=re.escape(path.name)) as caught:
            build_from_data(folder, is_full=is_full)
    finally:
        path.write_bytes(content)
    assert f"{kind}/" in str(caught.value)
    assert "cannot be read" in str(caught.value)
    assert state(folder) == before
    assert leftovers(folder) == []
    assert {LOCK_NAME, KEY_NAME} <= {path.name for path in folder.iterdir()}


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Path:
    """A directory of two files of each kind, of which the second is not in the warehouse yet."""
    from tests.warehouse.conftest import draw_corpus

    folder = tmp_path_factory.mktemp("broken")
    corpus = draw_corpus(seed=3, count=30)
    fill(folder, corpus, 0, 20)
    build_from_data(folder)
    fill(folder, corpus, 20, 30)
    return folder


def test_ten_readers_see_one_build_each_while_files_are_swapped(tmp_path, random_corpus):
    """Several questions to one cursor are answered by one file: its counts of articles and stories fit each other."""
    articles, annotations = random_corpus(seed=5, count=60)
    builds: set[tuple[int, ...]] = set()

    def build(count: int) -> None:
        summary = build_warehouse(tmp_path, [Input(item) for item in articles[:count]], annotations[:count])
        builds.add((summary.article_count, summary.story_count))

    build(30)
    warehouse = Warehouse(warehouse_path(tmp_path))
    is_over = threading.Event()
    seen: list[list[tuple[int, ...]]] = [[] for _ in range(READERS)]
    failed: list[BaseException] = []

    def read(answers: list[tuple[int, ...]]) -> None:
        try:
            while not is_over.is_set():
                with warehouse.cursor() as cursor:
                    counts = [
                        cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                        for table in ("articles", "stories", "named.articles", "article_facts")
                    ]
                    told = cursor.execute("SELECT article_count, story_count FROM dataset").fetchone()
                    again = cursor.execute("SELECT count(*) FROM articles").fetchone()
                assert counts[0] == counts[2] == counts[3] == told[0] == again[0]
                assert counts[1] == told[1]
                answers.append((counts[0], counts[1]))
                is_over.wait(0.01)
        except BaseException as error:
            failed.append(error)

    readers = [threading.Thread(target=read, args=(answers,)) for answers in seen]
    for reader in readers:
        reader.start()
    for count in (40, 50, 60):
        build(count)
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM articles").fetchone() == (60,)
    is_over.set()
    for reader in readers:
        reader.join(60)
    assert failed == []
    assert len(builds) == 4
    answered = {answer for answers in seen for answer in answers}
    assert answered <= builds
    assert len(answered) > 1
    for answers in seen:
        assert answers == sorted(answers), "nobody goes back to an older file"

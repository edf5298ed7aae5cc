import fcntl
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from crawler.items import Article
from warehouse.build import BUILDING, LOCK_NAME, BuildRefused, build_warehouse
from warehouse.connection import Warehouse, connect, warehouse_path
from warehouse.load import Input
from warehouse.pseudonyms import KEY_NAME

ROOT = Path(__file__).parents[2]
WHAT_STAYS = [LOCK_NAME, "netralitas.duckdb", KEY_NAME]


def texts(data_dir):
    with connect(warehouse_path(data_dir)) as con:
        return [text for (text,) in con.execute("SELECT text FROM articles ORDER BY article_id").fetchall()]


def build_texts(data_dir, make_annotation, *contents):
    articles = [Article(f"t-{number}", text) for number, text in enumerate(contents)]
    return build_warehouse(data_dir, [Input(a) for a in articles], [make_annotation(a) for a in articles])


def left_in(data_dir):
    return sorted(path.name for path in data_dir.iterdir())


def test_build_twice(tmp_path, make_annotation):
    folder = tmp_path / "new folder"
    build_texts(folder, make_annotation, "Satu.")
    assert texts(folder) == ["Satu."]
    build_texts(folder, make_annotation, "Dua.", "Tiga.")
    assert texts(folder) == ["Dua.", "Tiga."]
    assert left_in(folder) == WHAT_STAYS


def test_leftovers_of_all_kinds_go(tmp_path, make_annotation):
    spilled = tmp_path / f"{BUILDING}-1.duckdb.tmp"
    spilled.mkdir()
    (spilled / "block").write_bytes(b"x")
    (tmp_path / f"{BUILDING}-1.duckdb.wal").write_bytes(b"x")
    build_texts(tmp_path, make_annotation, "Satu.")
    assert left_in(tmp_path) == WHAT_STAYS


def test_a_reader_keeps_its_file_and_the_next_cursor_sees_the_new_one(tmp_path, make_annotation):
    build_texts(tmp_path, make_annotation, "Satu.")
    warehouse = Warehouse(warehouse_path(tmp_path))
    count = "SELECT count(*) FROM articles"
    with warehouse.cursor() as reader:
        assert reader.execute(count).fetchone() == (1,)
        build_texts(tmp_path, make_annotation, "Dua.", "Tiga.")
        assert reader.execute(count).fetchone() == (1,)
        assert reader.execute("SELECT text FROM articles").fetchall() == [("Satu.",)]
        with warehouse.cursor() as fresh:
            assert fresh.execute(count).fetchone() == (2,)
        assert reader.execute(count).fetchone() == (1,)


def test_a_second_build_is_refused(tmp_path, make_annotation):
    build_texts(tmp_path, make_annotation, "Satu.")
    with (tmp_path / LOCK_NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildRefused, match="another build is at work"):
            build_texts(tmp_path, make_annotation, "Dua.")
    assert texts(tmp_path) == ["Satu."]
    build_texts(tmp_path, make_annotation, "Dua.")
    assert texts(tmp_path) == ["Dua."]


def test_nothing_that_can_be_loaded_leaves_the_old_file(tmp_path, make_annotation):
    build_texts(tmp_path, make_annotation, "Satu.")
    with pytest.raises(BuildRefused, match=r"none of 1 articles .* article x: no annotation"):
        build_warehouse(tmp_path, [Input(Article("x", "Dua."))], [])
    assert texts(tmp_path) == ["Satu."]
    assert left_in(tmp_path) == WHAT_STAYS


def test_a_failing_build_leaves_the_old_file(tmp_path, make_annotation):
    build_texts(tmp_path, make_annotation, "Satu.")

    def broken():
        yield Input(Article("x", "Dua."))
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        build_warehouse(tmp_path, broken(), [])
    assert texts(tmp_path) == ["Satu."]
    assert left_in(tmp_path) == WHAT_STAYS


# Stops for good at one step of the build: `STEP` is the function after which it waits to be killed.
KILLED = """
    import sys, time
    from pathlib import Path
    from crawler.items import Article
    from nlp.records import Annotation
    import warehouse.build as build
    from warehouse.load import Input

    module, name = {step!r}
    target = sys.modules[module]
    real = getattr(target, name)
    def stop(*args, **kwargs):
        if {after}:
            real(*args, **kwargs)
        print("there", flush=True)
        time.sleep(60)
    setattr(target, name, stop)
    article = Article("t-9", "Baru.")
    build.build_warehouse(Path({folder!r}), [Input(article)], [Annotation("t-9", article.version, "p", "core")])
"""


@pytest.mark.parametrize(
    ("step", "after", "survivor"),
    [
        (("shutil", "copyfile"), True, ["Satu."]),
        (("warehouse.build", "load_tables"), True, ["Satu."]),
        (("warehouse.build", "check_keys"), True, ["Satu."]),
        (("warehouse.build", "_swap"), False, ["Satu."]),
        (("warehouse.build", "_swap"), True, ["Baru."]),
    ],
)
def test_a_killed_build_leaves_a_whole_file(tmp_path, make_annotation, step, after, survivor):
    build_texts(tmp_path, make_annotation, "Satu.")
    script = textwrap.dedent(KILLED).format(step=step, after=after, folder=str(tmp_path))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"there\n"
        with pytest.raises(BuildRefused):
            build_texts(tmp_path, make_annotation, "Dua.")
        build.send_signal(signal.SIGKILL)
        build.wait(10)
    assert texts(tmp_path) == survivor
    assert (len([name for name in left_in(tmp_path) if name.startswith(BUILDING)]) > 0) == (survivor == ["Satu."])
    build_texts(tmp_path, make_annotation, "Dua.")
    assert texts(tmp_path) == ["Dua."]
    assert left_in(tmp_path) == WHAT_STAYS


def test_readers_never_miss_the_file_while_builds_follow_each_other(tmp_path, make_annotation):
    build_texts(tmp_path, make_annotation, "Satu.")
    reading = textwrap.dedent(f"""
        import time
        from pathlib import Path
        from warehouse.connection import Warehouse
        warehouse, seen, end = Warehouse(Path({str(warehouse_path(tmp_path))!r})), set(), time.monotonic() + 60
        print("there", flush=True)
        while "last" not in seen and time.monotonic() < end:
            with warehouse.cursor() as cursor:
                seen.add(cursor.execute("SELECT text FROM articles").fetchall()[0][0])
            time.sleep(0.005)
        print(sorted(seen))
    """)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", reading], stdout=subprocess.PIPE, env=environment) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"there\n"
        for content in ("b", "c", "last"):
            build_texts(tmp_path, make_annotation, content)
            time.sleep(0.1)
        seen = reader.stdout.read().decode()
        assert reader.wait(70) == 0
    assert "'last'" in seen
    assert seen.count("'") >= 4

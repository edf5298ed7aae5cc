import fcntl
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from warehouse.build import build_warehouse
from warehouse.connection import WarehouseUnavailable, warehouse_path
from warehouse.load import Input
from warehouse.release import LOCK_NAME, ReleaseRefused, release, write_release

PROJECT = Path(__file__).parents[2]
NAME, PSEUDONYM = "Saprudin Malarangeng", "asn-4f21"


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != LOCK_NAME)


@pytest.fixture
def demonstration(tmp_path, sample) -> Path:
    folder = tmp_path / "data"
    article, annotation = sample
    build_warehouse(folder, [Input(article)], [annotation], is_demonstration=True)
    return folder


@pytest.fixture
def masked(built) -> Path:
    """A warehouse of real articles that keeps names apart, as schema 6 does: the official is protected."""
    with duckdb.connect(str(warehouse_path(built))) as con:
        con.execute("CREATE SCHEMA named")
        con.execute(f"CREATE TABLE named.officials AS SELECT * REPLACE ('{NAME}' AS name) FROM main.officials")
        con.execute(
            "CREATE TABLE named.persons AS "
            f"SELECT 'p-1' AS person_id, '{NAME}' AS name, true AS is_protected, '{PSEUDONYM}' AS pseudonym"
        )
        con.execute(
            "CREATE TABLE main.official_persons AS SELECT official_id, 'p-1' AS person_id FROM named.officials; "
            "CREATE VIEW main.persons AS SELECT * REPLACE (pseudonym AS name) FROM named.persons; "
            "CREATE TABLE main.leaky AS SELECT article_id, 'tanpa nama' AS remark FROM articles"
        )
        # The table of schema 5 stands for the masked view of schema 6.
        con.execute(f"UPDATE main.articles SET title = 'Pegawai {PSEUDONYM} dilaporkan'")
    return built


def words_of(folder: Path) -> str:
    with duckdb.connect() as con:
        found = con.execute("SELECT string_agg(content, ' ') FROM read_text(?)", [str(folder / "*.*")]).fetchone()[0]
        for path in (folder / "parquet").iterdir():
            rows = con.execute(f"SELECT to_json(t)::VARCHAR FROM read_parquet('{path}') AS t").fetchall()
            found += " ".join(row for (row,) in rows)
    return found


def test_a_masked_release_holds_no_protected_name(masked, tmp_path):
    folder = release(masked, tmp_path / "out", "1").folder
    words = words_of(folder)
    assert NAME not in words
    assert PSEUDONYM in words
    assert "stand under a pseudonym" in (folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("leak", "told"),
    [
        (f"UPDATE main.leaky SET remark = 'Panwas memanggil {NAME.upper()}'", r"leaky\.remark \(a-1\)"),
        ("CREATE OR REPLACE VIEW main.persons AS FROM named.persons", r"persons\.name \(p-1\)"),
    ],
)
def test_a_name_that_would_get_out_stops_the_release(masked, tmp_path, leak, told):
    with duckdb.connect(str(warehouse_path(masked))) as con:
        con.execute(leak)
    with pytest.raises(ReleaseRefused, match=told) as caught:
        release(masked, tmp_path / "out", "1")
    assert NAME.lower() not in str(caught.value).lower()
    assert visible(tmp_path / "out") == []


def test_names_that_cannot_be_searched_for_stop_the_release(masked, tmp_path):
    with duckdb.connect(str(warehouse_path(masked))) as con:
        con.execute("DROP TABLE main.official_persons")
    with pytest.raises(ValueError, match="cannot be searched for"):
        release(masked, tmp_path / "out", "1")
    assert visible(tmp_path / "out") == []


def test_names_for_those_entitled(masked, tmp_path):
    folder = release(masked, tmp_path / "out", "1", named=True).folder
    assert NAME in words_of(folder)
    assert "for those entitled" in (folder / "README.md").read_text(encoding="utf-8")


def test_real_articles_are_not_released_where_names_cannot_be_masked(built, tmp_path):
    with pytest.raises(ReleaseRefused, match="cannot be masked"):
        release(built, tmp_path / "out", "1")
    assert visible(tmp_path / "out") == []


def test_a_release_that_is_killed_leaves_nothing_half(demonstration, tmp_path):
    out = tmp_path / "out"
    code = f"""
import time
from pathlib import Path
import warehouse.release as module
write = module.write_table
def slowly(con, table, folder):
    written = write(con, table, folder)
    if table.name == "elections":
        Path({str(tmp_path / "reached")!r}).touch()
        time.sleep(60)
    return written
module.write_table = slowly
module.release(Path({str(demonstration)!r}), Path({str(out)!r}), "1")
"""
    process = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT)
    try:
        for _ in range(600):
            if (tmp_path / "reached").exists():
                break
            time.sleep(0.05)
        assert visible(out), "nothing was begun"
        with pytest.raises(ReleaseRefused, match="another release"):
            release(demonstration, out, "2")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert "netralitas-1" not in visible(out)
    assert release(demonstration, out, "1").folder.is_dir()
    assert visible(out) == ["netralitas-1"]


def test_a_full_disk_leaves_nothing_half(demonstration, tmp_path):
    """A limit on the size of files fails as a full disk does: in the middle of a write."""
    out = tmp_path / "out"
    code = (
        "from pathlib import Path; from warehouse.release import release, ReleaseRefused\n"
        f"try: release(Path({str(demonstration)!r}), Path({str(out)!r}), '1')\n"
        "except ReleaseRefused as error: print(error); raise SystemExit(3)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert ended.returncode == 3, ended.stderr
    assert "release 1 was not written" in ended.stdout
    assert visible(out) == []


def test_an_error_in_the_middle_leaves_nothing_half(demonstration, tmp_path, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("warehouse.release.describe", fail)
    with pytest.raises(KeyboardInterrupt):
        release(demonstration, tmp_path / "out", "1")
    assert visible(tmp_path / "out") == []


def test_the_lock_is_held_by_one(demonstration, tmp_path):
    with (tmp_path / LOCK_NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ReleaseRefused, match="another release"):
            release(demonstration, tmp_path, "1")


@pytest.mark.parametrize("content", [None, b"no database at all" * 400])
def test_what_is_no_warehouse(tmp_path, content):
    path = tmp_path / "netralitas.duckdb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WarehouseUnavailable, match=r"netralitas\.duckdb"):
        write_release(path, tmp_path / "out", "1")
    assert visible(tmp_path / "out") == []


def test_a_path_with_quotes(demonstration, tmp_path):
    folder = tmp_path / 'o\'ut "x"'
    folder.mkdir()
    warehouse_path(demonstration).rename(folder / "netralitas.duckdb")
    assert release(folder, folder, "1").row_count > 0

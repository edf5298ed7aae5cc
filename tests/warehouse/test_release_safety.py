import fcntl
import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from crawler.items import Article
from nlp.records import Mention, Official, Violation
from warehouse.build import build_warehouse
from warehouse.connection import WarehouseUnavailable, warehouse_path
from warehouse.load import Input
from warehouse.privacy import COVER_NOTE
from warehouse.privacy_leaks import find_leaks
from warehouse.release import LOCK_NAME, ReleaseRefused, release, write_release

PROJECT = Path(__file__).parents[2]
NAME, SENIOR = "Saprudin Malarangeng", "Ujang Rekaan"


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != LOCK_NAME)


@pytest.fixture
def demonstration(tmp_path, sample) -> Path:
    folder = tmp_path / "data"
    article, annotation = sample
    build_warehouse(folder, [Input(article)], [annotation], is_demonstration=True)
    return folder


@pytest.fixture
def masked(tmp_path, make_annotation) -> Path:
    """A warehouse of real articles, in which a teacher is accused and a head of a department acts."""
    text = f"Guru {NAME} diduga ikut kampanye. Kepala Dinas {SENIOR} menegur."
    article = Article("a-1", text, title=f"{NAME} Diduga Kampanye", url="https://warta.id/saprudin-malarangeng-2")
    officials = []
    for name, role in ((NAME, "asn"), (SENIOR, "department_head")):
        place = (text.index(name), text.index(name) + len(name))
        officials.append(Official(name, role, None, None, *place, mentions=(Mention(name, *place),)))
    alleged = Violation("campaigning", "alleged", text.index("ikut"), text.index("kampanye") + 8)
    folder = tmp_path / "masked"
    build_warehouse(folder, [Input(article)], [make_annotation(article, officials=officials, violations=[alleged])])
    with duckdb.connect(str(warehouse_path(folder))) as con:
        con.execute("CREATE TABLE main.leaky AS SELECT article_id, 'tanpa nama' AS remark FROM articles")
    return folder


def read_release(folder: Path, warehouse: Path) -> duckdb.DuckDBPyConnection:
    """The tables of a release, with the names of the warehouse beside them."""
    con = duckdb.connect()
    con.execute(f"ATTACH '{warehouse}' AS warehouse (READ_ONLY)")
    con.execute("CREATE SCHEMA named; CREATE TABLE named.officials AS FROM warehouse.named.officials")
    for path in (folder / "parquet").iterdir():
        con.execute(f"CREATE TABLE main.{path.stem} AS FROM read_parquet('{path}')")
    return con


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
    assert NAME.lower() not in words.lower()
    assert "malarangeng" not in words.lower()
    assert "ASN " in words
    assert SENIOR in words
    assert "stand under a pseudonym" in (folder / "README.md").read_text(encoding="utf-8")
    with read_release(folder, warehouse_path(masked)) as con:
        assert find_leaks(con) == []


@pytest.mark.parametrize(
    ("leak", "told"),
    [
        (f"UPDATE main.leaky SET remark = 'Panwas memanggil {NAME.upper()}'", r"leaky\.remark \(a-1\)"),
        ("CREATE OR REPLACE VIEW main.persons AS FROM named.persons", r"persons\.name \(p-\w+\)"),
        (f"UPDATE cases SET group_words = 'guru {NAME}'", r"cases\.group_words \(a-1\)"),
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
    with pytest.raises(WarehouseUnavailable, match="official_persons"):
        release(masked, tmp_path / "out", "1")
    assert visible(tmp_path / "out") == []


def test_names_for_those_entitled(masked, tmp_path):
    folder = release(masked, tmp_path / "out", "1", named=True).folder
    assert NAME in words_of(folder)
    for paper in ("README.md", "LICENSE.md"):
        assert "for those entitled" in (folder / paper).read_text(encoding="utf-8")
    with read_release(folder, warehouse_path(masked)) as con:
        assert {(leak.table, leak.column) for leak in find_leaks(con)} >= {
            ("officials", "name"),
            ("persons", "name"),
            ("articles", "title"),
            ("articles", "url"),
            ("mentions", "text"),
            ("evidence_by_region_election", "sentence"),
        }
        main = "SELECT column_name FROM duckdb_columns() WHERE database_name = 'memory' AND schema_name = 'main'"
        columns = {name for (name,) in con.execute(main).fetchall()}
    assert [name for name in columns if name.startswith("masked_")] == []
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["withNames"] is True
    assert COVER_NOTE not in json.dumps(package)


@pytest.mark.parametrize("named", [False, True])
def test_tables_of_another_schema_are_not_released(masked, tmp_path, named):
    """Those before schema 6 do not keep names apart."""
    with duckdb.connect(str(warehouse_path(masked))) as con:
        con.execute("UPDATE dataset SET schema_version = 5")
    with pytest.raises(WarehouseUnavailable, match="schema 5, not"):
        release(masked, tmp_path / "out", "1", named=named)
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

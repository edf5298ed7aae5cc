import ast
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import crawler.warc_partition
from crawler.__main__ import app
from crawler.store import SCHEMA, read_articles
from crawler.warc_bulk import import_warc, settings_of
from crawler.warc_partition import OtherReader, Partition, read_partition
from crawler.warc_records import ReadingFailed
from crawler.warc_source import find_sources
from crawler.warc_version import LEXICONS, MODULES
from scale.crew import Alone, hire
from tests.crawler.warc_making import other, packed, page, record

ROOT = Path(__file__).parents[2]
ALL_ROWS = [json.loads(line) for line in (ROOT / "demo" / "articles.jsonl").read_text("utf-8").splitlines()]
ROWS = ALL_ROWS[:12]
MARKET = (
    "Harga cabai di pasar induk turun karena pasokan dari petani sudah kembali lancar dan cuaca membaik.\n"
    "Para pedagang mengatakan bahwa harga itu akan bertahan hingga akhir tahun karena panen masih berlangsung."
)
ENGLISH = "The mayor reminded all employees to remain neutral in the coming election of the head of the region."


def article(row, host="kabar.id"):
    title = row["title"] or "Tanpa judul"
    return record(f"https://{host}/{row['id']}", page(title, row["text"]).encode())


def archive(folder, name, *records):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(other("warcinfo"), *records))
    return path


def run(data, *addresses, crew=None, **settings):
    chosen = {"domains": ["id"], "hosts": None, "is_any_host": False, "is_any_subject": False, **settings}
    return import_warc(data, [str(one) for one in addresses], settings_of(**chosen), crew or Alone())


def files_of(data):
    return {
        str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(data.rglob("*"))
        if path.is_file() and not path.name.startswith("run-")
    }


def keep_moment(source, data):
    """Begin a run as another was begun: as if that one had been killed."""
    (data / "imports").mkdir(parents=True)
    for path in (source / "imports").glob("run-*.json"):
        told = json.loads(path.read_text("utf-8"))
        (data / "imports" / path.name).write_text(json.dumps({**told, "is_finished": False}), encoding="utf-8")


@pytest.fixture
def archives(tmp_path):
    folder = tmp_path / "warc"
    archive(
        folder,
        "a.warc.gz",
        *(article(row) for row in ROWS[:6]),
        record("https://kabar.id/m", page("Harga", MARKET).encode()),
    )
    archive(
        folder,
        "b.warc.gz",
        *(article(row) for row in ROWS[6:]),
        record("https://kabar.id/e", page("E", ENGLISH).encode()),
    )
    archive(
        folder, "in/c.warc.gz", *(article(row) for row in ROWS[:3]), article(ROWS[5], "kabar.com"), article(ROWS[0])
    )
    return folder


def test_a_folder_is_imported(archives, tmp_path):
    data = tmp_path / "data"
    summary = run(data, archives)
    assert (summary.files, summary.records, summary.articles, summary.is_clean) == (3, 7 + 1 + 7 + 1 + 5 + 1, 15, True)
    assert summary.passed == {
        "no response": 3, "another subject": 1, "another language": 1, "another host": 1, "the same again": 1,
    }  # fmt: skip
    found = {one.url: one for one in read_articles(data)}
    assert set(found) == {f"https://kabar.id/{row['id']}" for row in ROWS}
    assert len({one.imported_at for one in found.values()}) == 1
    first = found[f"https://kabar.id/{ROWS[0]['id']}"]
    assert (first.title, first.language) == (ROWS[0]["title"], "id")
    assert first.source in {f"{name}: {first.url}" for name in ("a.warc.gz", "c.warc.gz")}
    for path in (data / "articles").iterdir():
        table = pq.read_table(path)
        assert table.schema == SCHEMA
        assert table["id"].to_pylist() == sorted(table["id"].to_pylist())
    (told,) = [
        one
        for one in map(json.loads, (p.read_text("utf-8") for p in (data / "imports").glob("[!r]*.json")))
        if one["address"].endswith("a.warc.gz")
    ]
    assert (told["records"], told["articles"], [one["rows"] for one in told["files"]]) == (8, 6, [6])


def test_no_core_article_of_the_demonstration_is_lost(tmp_path):
    marks = (ROOT / "tests" / "fixtures" / "corpus" / "annotations.jsonl").read_text("utf-8").splitlines()
    core = {one["id"] for one in map(json.loads, marks) if one["relevance"] == "core"}
    rows = [row for row in ALL_ROWS if row["id"] in core]
    archive(tmp_path, "core.warc.gz", *(article(row) for row in rows))
    summary = run(tmp_path / "data", tmp_path / "core.warc.gz")
    assert (summary.articles, summary.lost) == (100, {})


def test_all_subjects_and_other_hosts(archives, tmp_path):
    assert run(tmp_path / "all", archives / "a.warc.gz", is_any_subject=True).articles == 7
    assert run(tmp_path / "com", archives / "in", domains=["com"]).articles == 1
    assert run(tmp_path / "any", archives / "in", domains=[], is_any_host=True).articles == 4


def test_what_is_there_is_not_read_again(archives, tmp_path, monkeypatch):
    data = tmp_path / "data"
    first = run(data, archives)
    before = files_of(data)
    monkeypatch.setattr(crawler.warc_partition, "open_source", lambda source: pytest.fail("read again"))
    again = run(data, archives / "*.warc.gz", archives / "in", archives / "a.warc.gz")
    assert (again.known, again.articles, again.passed) == (3, first.articles, first.passed)
    assert files_of(data) == before


def test_other_settings_and_another_content_are_read_again(archives, tmp_path):
    data = tmp_path / "data"
    run(data, archives / "a.warc.gz")
    assert run(data, archives / "a.warc.gz", is_any_subject=True).known == 0
    archive(archives, "a.warc.gz", *(article(row) for row in ROWS[:7]))
    assert run(data, archives / "a.warc.gz").known == 0
    # A version that stands in several files is one.
    assert len(list(read_articles(data))) == 8


def test_a_record_that_is_missing_is_made_again_with_the_same_bytes(archives, tmp_path):
    data = tmp_path / "data"
    run(data, archives)
    before = files_of(data)
    copy = tmp_path / "copy"
    keep_moment(data, copy)
    run(copy, archives)
    assert files_of(copy) == before
    # One that came to its end is not gone on with.
    other_data = tmp_path / "other"
    run(other_data, archives)
    assert set(files_of(other_data)) & set(before) == {name for name in before if name.startswith("imports")}


def test_two_processes_write_the_same_bytes(archives, tmp_path):
    data, copy = tmp_path / "data", tmp_path / "copy"
    run(data, archives)
    keep_moment(data, copy)
    with hire(workers=2) as crew:
        summary = run(copy, archives, crew=crew)
    assert summary.articles == 15
    assert files_of(copy) == files_of(data)


def test_large_files_are_written_in_parts(archives, tmp_path, monkeypatch):
    monkeypatch.setattr(crawler.warc_partition, "BATCH_SIZE", 4)
    run(tmp_path / "data", archives / "a.warc.gz")
    paths = sorted((tmp_path / "data" / "articles").iterdir())
    assert [pq.read_metadata(path).num_rows for path in paths] == [4, 2]
    monkeypatch.setattr(crawler.warc_partition, "BATCH_CHARACTERS", 10)
    run(tmp_path / "more", archives / "a.warc.gz")
    assert len(list((tmp_path / "more" / "articles").iterdir())) == 6


def test_two_versions_of_an_address_are_both_kept(tmp_path):
    row = ROWS[0]
    corrected = {**row, "text": row["text"] + "\nRalat: jumlah ASN yang hadir dalam apel itu adalah dua ribu orang."}
    archive(tmp_path, "a.warc.gz", article(row), article(corrected))
    assert run(tmp_path / "data", tmp_path / "a.warc.gz").articles == 2
    assert len({(one.id, one.version) for one in read_articles(tmp_path / "data")}) == 2


def test_what_is_lost_is_counted_and_the_rest_is_taken(archives, tmp_path, caplog):
    broken = archive(archives, "broken.warc.gz", *(article(row) for row in ROWS[:3]))
    content = bytearray(broken.read_bytes())
    at = content.index(b"\x1f\x8b\x08", 300)
    content[at + 40 : at + 44] = b"\xff\xff\xff\xff"
    broken.write_bytes(content)
    (archives / "none.warc").write_bytes(b"<html>")
    data = tmp_path / "data"
    summary = run(data, archives, tmp_path / "missing.warc.gz", tmp_path / "*.warc", "gopher://x/y", "@nothing.txt")
    assert summary.lost == {"broken places": 1, "no WARC file": 1, "addresses without a file": 4}
    assert (summary.files, summary.articles) == (5, 15 + 2)
    for told in (
        "missing.warc.gz: no such file",
        "no file fits this pattern",
        "gopher://x/y: ",
        "@nothing.txt: cannot be",
    ):
        assert told in caplog.text
    # It is told again when it is not read again.
    assert run(data, archives).lost == {"broken places": 1, "no WARC file": 1}


def test_invented_articles_are_kept_apart(tmp_path):
    path = archive(tmp_path, "a.warc.gz", article(ROWS[0], "kabar.example"))
    real = run(tmp_path / "real", path, domains=["example"])
    assert (real.articles, real.lost) == (0, {"refused articles": 1})
    assert run(tmp_path / "demo", path, domains=["example"], demonstration=True).articles == 1
    assert (tmp_path / "demo" / "DEMONSTRATION").exists()
    with pytest.raises(ValueError, match="invented demonstration articles"):
        run(tmp_path / "demo", path)


def test_a_page_on_which_the_reader_fails(archives, tmp_path, monkeypatch, caplog):
    real = crawler.warc_partition.archived_article

    def failing(body, url, source):
        if ROWS[1]["id"] in url:
            raise RecursionError("too deep")
        return real(body, url, source)

    monkeypatch.setattr(crawler.warc_partition, "archived_article", failing)
    summary = run(tmp_path / "data", archives / "a.warc.gz")
    assert (summary.articles, summary.lost) == (5, {"pages on which the reader failed": 1})
    assert "RecursionError: too deep" in caplog.text


def test_a_file_that_cannot_be_read_is_not_taken_for_read(archives, tmp_path, monkeypatch):
    real = crawler.warc_partition.open_source
    asked = []

    def failing(source):
        asked.append(source.name)
        if source.name == "b.warc.gz":
            raise ReadingFailed("TimeoutError: gone")
        return real(source)

    monkeypatch.setattr(crawler.warc_partition, "open_source", failing)
    summary = run(tmp_path / "data", archives)
    assert summary.lost == {"files that could not be read": 1}
    assert asked.count("b.warc.gz") == 3
    monkeypatch.undo()
    again = run(tmp_path / "data", archives)
    assert (again.known, again.articles, again.is_clean) == (2, 15, True)


def test_a_file_may_go_away(archives, tmp_path, monkeypatch):
    real = crawler.warc_bulk.find_sources

    def then_gone(addresses, prefix):
        found = real(addresses, prefix)
        (archives / "b.warc.gz").unlink()
        return found

    monkeypatch.setattr(crawler.warc_bulk, "find_sources", then_gone)
    summary = run(tmp_path / "data", archives)
    assert (summary.articles, summary.lost) == (9, {"files that could not be read": 1})


def test_a_worker_with_other_code_does_nothing(archives, tmp_path):
    (source,), _ = find_sources([str(archives / "a.warc.gz")])
    settings = settings_of(["id"], None, False, False)
    with pytest.raises(OtherReader, match="same version of netralitas"):
        read_partition(Partition(source, tmp_path / "data", settings, "2026-01-01T00:00:00.000000+00:00", "other"))
    assert not (tmp_path / "data").exists()


def test_lists_of_addresses(archives, tmp_path):
    import gzip

    path = tmp_path / "warc.paths.gz"
    path.write_bytes(gzip.compress(b"# two\na.warc.gz\n\nin/c.warc.gz\n"))
    sources, wrong = find_sources([f"@{path}"], f"{archives}/")
    assert ([source.name for source in sources], wrong) == (["a.warc.gz", "c.warc.gz"], [])
    path.write_text(f"{archives}/b.warc.gz\n", encoding="utf-8")
    assert [source.name for source in find_sources([f"@{path}"], "s3://elsewhere/")[0]] == ["b.warc.gz"]
    odd = archive(tmp_path, "odd [1]*.warc.gz", article(ROWS[0]))
    assert [source.address for source in find_sources([str(odd)])[0]] == [str(odd)]


def test_the_version_covers_all_that_decides():
    folder = ROOT / "crawler"
    seen, todo, lexicons = set(), ["warc_records", "warc_file", "warc_words"], set()
    while todo:
        if (name := todo.pop()) in seen:
            continue
        seen.add(name)
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("crawler."):
                todo.append(node.module.removeprefix("crawler."))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "load_lexicon":
                lexicons.add(node.args[0].value)
    # Not asked in reading in bulk: the slow reader of archives; the outlets, whose hosts stand in the settings.
    assert seen - set(MODULES) == {"archive", "outlet_files", "outlet_values"}
    assert set(MODULES) <= seen
    assert lexicons == set(LEXICONS)


def test_the_command(archives, tmp_path):
    call = ["import-warc", "--data", str(tmp_path / "data"), "--domain", "id"]
    result = CliRunner().invoke(app, [*call, str(archives)])
    assert result.exit_code == 0
    assert len(list(read_articles(tmp_path / "data"))) == 12
    assert CliRunner().invoke(app, [*call, str(archives), "missing.warc"]).exit_code == 1
    assert CliRunner().invoke(app, [*call, "--any-host", str(archives)]).exit_code == 1
    assert CliRunner().invoke(app, [*call, "--hosts", "missing.txt", str(archives)]).exit_code == 1


def test_a_killed_run_goes_on(tmp_path):
    """The process is killed after its first file; the second run reads the others, and all has one moment."""
    for number in range(4):
        archive(tmp_path / "warc", f"{number}.warc.gz", *(article(row) for row in ROWS[3 * number : 3 * number + 3]))
    data = tmp_path / "data"
    call = [
        sys.executable,
        "-m",
        "crawler",
        "import-warc",
        "--data",
        str(data),
        "--domain",
        "id",
        str(tmp_path / "warc"),
    ]
    process = subprocess.Popen(call, cwd=ROOT, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and not list((data / "imports").glob("[!r]*.json")) and process.poll() is None:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    subprocess.run(call, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    found = list(read_articles(data))
    assert len(found) == len(ROWS)
    assert len({one.imported_at for one in found}) == 1
    assert len(list((data / "articles").glob("*.parquet"))) == 4

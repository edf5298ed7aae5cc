import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from crawler import importing
from crawler.__main__ import app
from crawler.demonstration import is_demonstration
from crawler.store import articles_folder, read_articles

TEXT = "Sekda Sukamaju meminta seluruh pegawai menjaga netralitas selama masa kampanye pilkada tahun ini."


@pytest.fixture
def run(tmp_path, caplog):
    """Import files into `tmp_path/data`; gives exit status and log."""

    def import_(*files, options=(), data="data"):
        caplog.clear()
        arguments = ["import", "--data", str(tmp_path / data), *options, *map(str, files)]
        with caplog.at_level("INFO"):
            result = CliRunner().invoke(app, arguments)
        return result.exit_code, caplog.text if result.exit_code != 2 else result.output

    return import_


def lines_file(folder, name, *rows):
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def stored(tmp_path, data="data"):
    return list(read_articles(tmp_path / data))


def test_every_format_by_name_and_by_content(tmp_path, run):
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    html = f"<html><head><title>Judul</title></head><body><article><h1>Judul</h1><p>{TEXT}</p></article></body></html>"
    for number, name in enumerate(["a.txt", "b.html", "c.HTM", "d.jsonl", "e.json", "f.csv", "deeper/g.ndjson"]):
        text = TEXT.replace("tahun", f"ke-{number} tahun")
        content = {
            "txt": text,
            "html": html.replace(TEXT, text),
            "htm": html.replace(TEXT, text),
            "csv": f"id;text\nf;{text}\n",
            "json": json.dumps([{"id": "e", "text": text}]),
        }
        ending = name.rsplit(".", 1)[1].lower()
        (folder / name).write_text(content.get(ending, json.dumps({"id": ending, "text": text})))
    (folder / ".hidden.txt").write_text("x")
    (folder / "deeper" / "x.pdf").write_bytes(b"%PDF-1.4")
    status, log = run(folder)
    assert (status, len(stored(tmp_path))) == (0, 7)
    assert "7 articles read: 7 new, 0 new versions, 0 already known; 0 refused" in log
    assert "1 files of other formats left out" in log
    for path in [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pdf"]:
        path.rename(path.with_suffix(""))
    visible = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pdf" and path.name[0] != "."]
    status, log = run(*visible)
    assert (status, len(visible)) == (0, 7)
    assert "7 articles read: 0 new, 0 new versions, 7 already known; 0 refused" in log


def test_again_and_changed(tmp_path, run):
    path = lines_file(tmp_path, "a.jsonl", {"id": "a", "text": "satu", "title": "T"}, {"id": "b", "text": "dua"})
    assert run(path)[0] == 0
    files = sorted(articles_folder(tmp_path / "data").iterdir())
    status, log = run(path)
    assert status == 0
    assert "0 new, 0 new versions, 2 already known" in log
    assert sorted(articles_folder(tmp_path / "data").iterdir()) == files
    lines_file(
        tmp_path, "a.jsonl", {"id": "a", "text": "satu lagi"}, {"id": "b", "text": "dua"}, {"id": "c", "text": "x"}
    )
    assert "3 articles read: 1 new, 1 new versions, 1 already known" in run(path)[1]
    assert [(one.id, one.text) for one in stored(tmp_path)] == [
        ("a", "satu"),
        ("a", "satu lagi"),
        ("b", "dua"),
        ("c", "x"),
    ]


def test_one_id_for_two_texts_in_one_file(tmp_path, run):
    rows = [{"id": "a", "text": "satu"}, {"id": "a", "text": "dua"}, {"id": "a", "text": "satu"}]
    path = lines_file(tmp_path, "a.jsonl", *rows)
    status, log = run(path)
    assert status == 1
    assert f"{path}:2: id 'a' stands at {path}:1 with another text" in log
    assert "2 articles read: 1 new, 0 new versions, 1 already known; 1 refused" in log
    assert [one.text for one in stored(tmp_path)] == ["satu"]


def test_one_id_for_two_texts_in_two_files_is_two_versions(tmp_path, run):
    files = [lines_file(tmp_path, f"{text}.jsonl", {"id": "a", "text": text}) for text in ("satu", "dua")]
    status, log = run(*files)
    assert status == 0
    assert "1 new, 1 new versions" in log
    assert len(stored(tmp_path)) == 2


def test_what_cannot_be_read_is_named_and_the_rest_is_imported(tmp_path, run):
    good = lines_file(tmp_path, "good.jsonl", {"id": "a", "text": "satu"})
    (tmp_path / "empty").mkdir()
    broken = {
        "missing.txt": None,
        "empty.jsonl": b"",
        "a.pdf": b"%PDF-1.4",
        "a.docx": b"PK\x03\x04",
        "a.txt": b"\x93",
        "utf16.csv": "id,text\na,x\n".encode("utf-16"),
        "bad.jsonl": b'{"id": "b", "text": "dua"}\n{"id": \n',
        "page.html": b"<html></html>",
    }
    for name, content in broken.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    os.mkfifo(tmp_path / "pipe")
    status, log = run(*(tmp_path / name for name in broken), tmp_path / "empty", tmp_path / "pipe", good)
    assert status == 1
    assert "2 articles read: 2 new" in log
    assert "10 refused" in log
    for message in (
        "missing.txt: cannot be read: No such file or directory",
        "empty.jsonl: the file is empty",
        "a.pdf: PDF: only text",
        "a.docx: a ZIP archive",
        "a.txt: not UTF-8",
        "utf16.csv: UTF-16",
        "bad.jsonl:2: not JSON",
        "page.html: no article",
        "empty: no .txt",
        "pipe: neither a file nor a folder",
    ):
        assert str(tmp_path / message) in log


def test_a_reader_that_fails_does_not_end_the_run(tmp_path, run, monkeypatch):
    def fail(path):
        raise RuntimeError("boom")
        yield

    real = importing.reader_for
    monkeypatch.setattr(importing, "reader_for", lambda path: fail if path.suffix == ".txt" else real(path))
    (tmp_path / "a.txt").write_text("x")
    status, log = run(tmp_path / "a.txt", lines_file(tmp_path, "b.jsonl", {"id": "a", "text": "satu"}))
    assert status == 1
    assert "a.txt: the reader failed: RuntimeError: boom" in log
    assert len(stored(tmp_path)) == 1


def test_invented_and_real_articles_never_mix(tmp_path, run):
    demo = lines_file(tmp_path, "demo.jsonl", {"id": "d", "url": "https://kabar.example/1", "text": "rekaan"})
    own = lines_file(tmp_path, "own.jsonl", {"id": "o", "url": "https://kabar.test/1", "text": "nyata"})
    status, log = run(demo, own, data="own")
    assert status == 1
    assert f"{demo}:1: https://kabar.example/1 is an invented address" in log
    assert "--demonstration --data DIR" in log
    assert [one.id for one in stored(tmp_path, "own")] == ["o"]
    assert run(demo, options=["--demonstration"], data="demo")[0] == 0
    assert is_demonstration(tmp_path / "demo")
    for file, options, data in ((own, [], "demo"), (demo, ["--demonstration"], "own")):
        status, log = run(file, options=options, data=data)
        assert status == 1
        assert "--data DIR" in log
    assert [one.id for one in stored(tmp_path, "demo")] == ["d"]
    assert [one.id for one in stored(tmp_path, "own")] == ["o"]


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path, run, monkeypatch):
    from crawler import store

    def fail(table, file, **options):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.pq, "write_table", fail)
    status, log = run(lines_file(tmp_path, "a.jsonl", {"id": "a", "text": "satu"}))
    assert status == 1
    assert "the disk is full" in log
    assert list(articles_folder(tmp_path / "data").iterdir()) == []


def test_batches(tmp_path, run, monkeypatch):
    monkeypatch.setattr(importing, "BATCH_SIZE", 3)
    path = lines_file(tmp_path, "a.jsonl", *({"id": f"{at}", "text": "x"} for at in range(8)))
    assert "8 new" in run(path)[1]
    assert len(list(articles_folder(tmp_path / "data").glob("*.parquet"))) == 3
    assert len(stored(tmp_path)) == 8


def test_usage(run):
    status, output = run()
    assert status == 2
    assert "Missing argument" in output


def test_as_a_command(tmp_path):
    path = lines_file(tmp_path, "a.jsonl", {"id": "a", "text": "satu"}, {"id": "b"})
    command = [sys.executable, "-m", "crawler", "import", "--data", str(tmp_path / "data"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{path}:2: not an article: no text",
        f"{tmp_path / 'data'}: 1 articles read: 1 new, 0 new versions, 0 already known; 1 refused",
    ]

"""Import, extraction and build over an object store, beside the same over a folder."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from s3fs import S3FileSystem
from typer.testing import CliRunner

from crawler import store
from crawler.__main__ import app as crawler
from crawler.demonstration import MARK, WrongKind, claim, is_demonstration
from crawler.items import Article
from crawler.store import (
    BrokenFile,
    article_files,
    articles_folder,
    check_article_files,
    has_articles,
    known_marks,
    known_versions,
    read_articles,
    version_mark,
    write_articles,
)
from nlp import store as annotations
from nlp.__main__ import app as nlp
from nlp.records import Annotation
from nlp.version import pipeline_version
from scale.places import files_in, place_of, read_whole, write_whole
from scale.trouble import StoreTrouble
from tests.warehouse.test_incremental import dump
from warehouse.__main__ import app as warehouse
from warehouse.connection import connect, warehouse_path
from warehouse.files import FETCHED, FileSource
from warehouse.pseudonyms import KEY_NAME

ROOT = Path(__file__).parents[2]
DEMONSTRATION = ROOT / "demo" / "articles.jsonl"
# All that a key must be allowed to do: s3:ListBucket, s3:GetObject, s3:PutObject.
ALLOWED = {"list_objects_v2", "head_bucket", "head_object", "get_object", "put_object"}
WRITE = """
import sys
from crawler.items import Article
from crawler.store import write_articles
from scale.places import place_of
for round in range(4):
    write_articles(place_of(sys.argv[1]), [Article(f"{sys.argv[2]}-{round}", "teks"), Article(f"both-{round}", "teks")])
"""


@pytest.fixture
def data(bucket):
    """A data directory in a store."""
    return place_of(f"{bucket}/penelitian/data")


@pytest.fixture
def asked(monkeypatch):
    """The names of the requests that went to the store."""
    names = []
    real = S3FileSystem._call_s3

    async def note(self, method, *arguments, **options):
        names.append(method)
        return await real(self, method, *arguments, **options)

    monkeypatch.setattr(S3FileSystem, "_call_s3", note)
    return names


@pytest.fixture
def one_moment(monkeypatch):
    """All imports happen at once, so that their rows can be compared."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2024, 12, 1, tzinfo=UTC)

    monkeypatch.setattr(store, "datetime", Clock)


@pytest.fixture
def lines(tmp_path):
    """Some articles of the demonstration."""
    path = tmp_path / "some.jsonl"
    path.write_text("".join(DEMONSTRATION.read_text(encoding="utf-8").splitlines(keepends=True)[:12]), encoding="utf-8")
    return path


def run(app, *arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code


def annotate(data_dir, *articles):
    version = pipeline_version()
    annotations.write_annotations(data_dir, [Annotation(a.id, a.version, version, "core") for a in articles])


def command(*arguments):
    line = [sys.executable, "-m", *(str(argument) for argument in arguments)]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def test_a_store_gives_the_warehouse_that_a_folder_gives(data, tmp_path, one_moment, lines, asked, caplog):
    folder, home = tmp_path / "folder", tmp_path / "home"
    home.mkdir()
    caplog.set_level("INFO")
    for place in (folder, data):
        assert run(crawler, "import", "--demonstration", "--data", place, lines) == 0
        assert run(nlp, "extract", "--data", place) == 0
    assert [path.name for path in article_files(data)] == [path.name for path in article_files(folder)]
    assert [read_whole(path) for path in article_files(data)] == [read_whole(path) for path in article_files(folder)]
    assert list(annotations.read_annotations(data)) == list(annotations.read_annotations(folder))
    assert run(warehouse, "build", "--data", folder) == 0
    shutil.copy2(folder / KEY_NAME, home)
    assert run(warehouse, "build", "--data", data, "--into", home) == 0
    assert f"{home}/netralitas.duckdb: 12 articles" in caplog.text
    assert dump(home) == dump(folder)
    assert dump(home)["officials"]
    with connect(warehouse_path(home)) as con:
        assert con.execute("SELECT is_demonstration FROM dataset").fetchone() == (True,)
    assert {path.name for path in files_in(data, "*")} == {MARK}
    assert set(asked) <= ALLOWED

    caplog.clear()
    assert run(crawler, "import", "--demonstration", "--data", data, lines) == 0
    assert run(nlp, "extract", "--data", data) == 0
    assert "0 new, 0 new versions, 12 already known" in caplog.text
    assert "12 read before" in caplog.text
    before = asked.count("get_object")
    assert run(warehouse, "build", "--data", data, "--into", home) == 0
    assert asked.count("get_object") == before
    assert "fetching" not in caplog.text

    for place in (folder, data):
        write_articles(place, [Article("baru", "Bawaslu Batam mengawasi ASN.", "https://wartabatam.example/baru")])
        assert run(nlp, "extract", "--data", place) == 0
    assert run(warehouse, "build", "--data", data, "--into", home) == 0
    assert run(warehouse, "build", "--data", folder) == 0
    assert "fetching 1 of 2 files" in caplog.text
    assert dump(home) == dump(folder)
    assert len(dump(home)["articles"]) == 13


def test_articles_of_a_store_are_told_of(data, capsys):
    articles = [Article("a", "Bawaslu Batam mengawasi netralitas ASN.", title="Judul"), Article("b", "Teks.")]
    write_articles(data, articles)
    assert run(nlp, "extract", "--data", data) == 0
    assert run(nlp, "explain", "a", "--data", data) == 0
    assert run(nlp, "explain", "z", "--data", data) == 1
    assert run(nlp, "unsure", "--data", data) == 0


def test_known_versions_of_many_objects(data):
    articles = [Article(f"{number:02}", f"Teks {number % 7}.") for number in range(40)]
    for article in articles:
        write_articles(data, [article], known=set())
    write_articles(data, articles[:3], known=set())
    assert len(article_files(data)) == 41
    assert known_versions(data) == {(one.id, one.version) for one in articles}
    assert known_marks(data) == {version_mark(one.id, one.version) for one in articles}
    assert [one.id for one in read_articles(data)] == [one.id for one in articles]
    assert write_articles(data, articles) is None


def test_two_processes_at_once_lose_nothing(data):
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(data), name], cwd=ROOT) for name in ("x", "y")]
    assert [writer.wait(300) for writer in writers] == [0, 0]
    names = {f"{who}-{number}" for who in ("x", "y", "both") for number in range(4)}
    assert [one.id for one in read_articles(data)] == sorted(names)


def test_versions_and_copies_come_in_as_from_a_folder(data, tmp_path, one_moment):
    """Versions of an article, one in two files at the same moment, and an article that was not read."""
    folder, home = tmp_path / "folder", tmp_path / "home"
    home.mkdir()
    first, second = Article("a", "Teks satu."), Article("a", "Teks dua.")
    for place in (folder, data):
        write_articles(place, [first, Article("b", "Tak terbaca.")])
        write_articles(place, [replace(first, title="kedua"), second], known=set())
        annotate(place, first, second)
    assert run(warehouse, "build", "--data", folder) == 1
    shutil.copy2(folder / KEY_NAME, home)
    assert run(warehouse, "build", "--data", data, "--into", home) == 1
    assert dump(home) == dump(folder)
    assert len(dump(home)["skipped_articles"]) == 1


@pytest.mark.parametrize("content", [b"", b"PAR1 no", None], ids=["empty", "no Parquet", "cut off"])
def test_a_broken_object_is_named(data, tmp_path, lines, caplog, content):
    article = Article("a", "Teks satu.")
    path = write_articles(data, [article])
    annotate(data, article)
    broken = articles_folder(data) / "broken's.parquet"
    write_whole(broken, lambda file: file.write(read_whole(path)[:-30] if content is None else content))
    for use in (lambda: list(read_articles(data)), lambda: known_marks(data), lambda: check_article_files(data)):
        with pytest.raises(BrokenFile, match=rf"^{re.escape(str(broken))}: cannot be read .* move it away"):
            use()
    assert run(crawler, "import", "--data", data, lines) == 1
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 1
    assert caplog.text.count(f"{broken}: cannot be read") == 2
    assert not warehouse_path(tmp_path).exists()


def test_a_broken_annotation_is_named(data, tmp_path, caplog):
    article = Article("a", "Teks satu.")
    write_articles(data, [article])
    annotate(data, article)
    (path,) = annotations.annotation_files(data)
    content = read_whole(path)
    write_whole(path, lambda file: file.write(content[: len(content) // 2]))
    with pytest.raises(annotations.BrokenFile, match=re.escape(str(path))):
        annotations.annotated_versions(data)
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 1
    assert f"{path}: cannot be read" in caplog.text


def test_a_broken_copy_is_not_blamed_on_the_object(data, tmp_path, caplog):
    article = Article("a", "Teks satu.")
    write_articles(data, [article])
    annotate(data, article)
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 0
    for copy in (tmp_path / FETCHED).rglob("*.parquet"):
        copy.write_bytes(copy.read_bytes()[:-9])
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 1
    (copies,) = (tmp_path / FETCHED).iterdir()
    assert f"remove the folder {copies} and build again" in caplog.text
    shutil.rmtree(copies)
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 0


def test_kinds_are_kept_apart_in_a_store(data):
    demo, own = data / "demo", data / "own"
    claim(demo, demonstration=True)
    claim(demo, demonstration=True)
    assert is_demonstration(demo)
    assert b"rekaan" in read_whole(demo / MARK)
    with pytest.raises(WrongKind, match=re.escape(f"{demo} holds the invented")):
        claim(demo, demonstration=False)
    claim(own, demonstration=False)
    assert not is_demonstration(own)
    assert not has_articles(own)
    write_articles(own, [Article("a", "Teks.")])
    with pytest.raises(WrongKind, match="a directory of its own"):
        claim(own, demonstration=True)


def test_a_folder_with_articles_of_its_own_keeps_its_warehouse(data, tmp_path, caplog):
    for place in (data, tmp_path):
        write_articles(place, [Article("a", "Teks.")])
        annotate(place, Article("a", "Teks."))
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 1
    assert f"{tmp_path} holds articles of its own" in caplog.text
    assert "--into DIR" in caplog.text
    assert not warehouse_path(tmp_path).exists()


def test_a_folder_can_be_built_into_another_one(tmp_path):
    shared, home = tmp_path / "shared", tmp_path / "home"
    write_articles(shared, [Article("a", "Teks.")])
    annotate(shared, Article("a", "Teks."))
    before = sorted(shared.rglob("*"))
    assert run(warehouse, "build", "--data", shared, "--into", home) == 0
    assert warehouse_path(home).exists()
    assert sorted(shared.rglob("*")) == before
    assert not (home / FETCHED).exists()
    assert run(warehouse, "build", "--data", shared, "--into", home / ".." / "shared") == 0


def test_what_is_not_there_is_told(data, tmp_path, lines, caplog):
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 1
    assert f"no articles in {data}: `python -m crawler import --data {data}" in caplog.text
    missing = str(data).replace("/penelitian", "-missing/penelitian")
    for app, line in ((crawler, ["import", lines]), (nlp, ["extract"]), (warehouse, ["build", "--into", tmp_path])):
        caplog.clear()
        assert run(app, *line, "--data", missing) == 1
        assert "no such bucket" in caplog.text
        assert "s3://" in caplog.text
    assert run(nlp, "extract", "--data", "s3:/bucket") == 1
    assert "is written s3://bucket/prefix" in caplog.text
    with pytest.raises(ValueError, match="name a folder of this machine"):
        FileSource(data)


def test_a_store_that_goes_away_leaves_the_warehouse(data, tmp_path, store_environment, caplog):
    article = Article("a", "Teks satu.")
    write_articles(data, [article])
    annotate(data, article)
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 0
    before = warehouse_path(tmp_path).read_bytes()
    store_environment.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    store_environment.setenv("AWS_MAX_ATTEMPTS", "1")
    S3FileSystem.clear_instance_cache()
    assert run(warehouse, "build", "--data", data, "--into", tmp_path) == 1
    assert "mend AWS_ENDPOINT_URL" in caplog.text
    assert warehouse_path(tmp_path).read_bytes() == before
    with pytest.raises(StoreTrouble):
        has_articles(place_of(str(data)))


def test_the_command_line_tells_it_in_one_line(data, tmp_path):
    missing = str(data).replace("/penelitian", "-missing/penelitian")
    told = command("warehouse", "build", "--data", missing, "--into", tmp_path)
    assert told.returncode == 1
    assert told.stderr.startswith("warehouse build: s3://")
    assert told.stderr.count("\n") == 1

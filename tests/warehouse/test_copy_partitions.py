"""Linking over partitions: the same files whoever makes them, whatever happened to them and whatever articles hold."""

import logging
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem
from typer.testing import CliRunner

from crawler.items import Article
from crawler.store import SCHEMA as ARTICLES
from crawler.store import BrokenFile
from scale.crew import Alone, hire
from scale.places import place_of
from tests.warehouse.linked_places import MONDAY, RELEASE, files, folded, write
from warehouse import copy_plan
from warehouse.__main__ import app
from warehouse.copy_files import kept_names, triples_folder, weeks_folder, write_week
from warehouse.copy_linking import OLD_SECONDS, link
from warehouse.copy_marks import Mark, own_digests, search_digest
from warehouse.copy_work import OtherCode, fold_weeks_apart, make_triples

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path: Path, random_corpus: Callable) -> Path:
    """Ninety articles in five files, some without a day, a fifth of them copies."""
    return write(tmp_path / "data", *random_corpus(seed=3, count=90))


def test_an_object_store_holds_the_same_bytes(place, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        S3FileSystem.clear_instance_cache()
        S3FileSystem(use_listings_cache=False).mkdir("linked")
        bucket = place_of("s3://linked/some/prefix")
        for path in place.rglob("*.parquet"):
            (bucket / str(path.relative_to(place))).write_bytes(path.read_bytes())
        assert link(bucket, Alone()).lost == []
        assert link(bucket, Alone()).folded_count == 0
        link(place, Alone())
        names = files(place)
        assert {name: (bucket / name).read_bytes() for name in names} == names
        assert kept_names(weeks_folder(bucket)) == kept_names(weeks_folder(place))
        assert folded(place, bucket)
    finally:
        server.stop()
        S3FileSystem.clear_instance_cache()


def test_whoever_does_it_writes_the_same_bytes(place, tmp_path, monkeypatch):
    monkeypatch.setattr(copy_plan, "BUNDLE_SIZE", 5)
    other = shutil.copytree(place, tmp_path / "other")
    with hire(workers=2) as crew:
        assert link(other, crew).lost == []
    summary = link(place, Alone())
    assert files(place) == files(other)
    assert len(files(place)) == summary.file_count + summary.week_count


def test_running_again_does_only_what_is_missing(place, make_annotation):
    first = link(place, Alone())
    assert first.read_count == first.file_count == 5
    moments = {path: path.stat().st_mtime_ns for path in (place / "copies").rglob("*.parquet")}
    again = link(place, Alone())
    assert (again.read_count, again.folded_count, again.week_count) == (0, 0, first.week_count)
    gone = sorted(weeks_folder(place).iterdir())[0]
    gone.unlink()
    del moments[gone]
    assert link(place, Alone()).folded_count == 1
    late = Article("late", RELEASE, published=MONDAY.isoformat())
    write(place, [late], [make_annotation(late)])
    third = link(place, Alone())
    assert third.read_count == 1
    assert third.folded_count == 2  # its own week and the one after
    assert {path: path.stat().st_mtime_ns for path in moments} == moments


def test_an_unread_article_is_linked_when_it_is_read(tmp_path, make_annotation):
    articles = [Article(name, RELEASE, published=MONDAY.isoformat()) for name in ("a", "b")]
    place = write(tmp_path / "data", articles, [make_annotation(articles[0])])
    assert link(place, Alone()).article_count == 1
    write(place, [], [make_annotation(articles[1])])
    summary = link(place, Alone())
    assert (summary.article_count, summary.read_count) == (2, 1)
    assert folded(place, place) == [("b", "a", 1.0)]


@pytest.mark.parametrize("folder", ["triples", "weeks"])
@pytest.mark.parametrize("damage", ["cut", "empty", "a bit", "other columns"])
def test_a_damaged_file_is_made_anew(place, caplog, folder, damage):
    link(place, Alone())
    whole = files(place)
    path = max((place / "copies" / folder).iterdir(), key=lambda path: path.stat().st_size)
    content = path.read_bytes()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "a bit":  # in the first column's page
        path.write_bytes(content[:60] + bytes([content[60] ^ 4]) + content[61:])
    else:
        pq.write_table(pa.table({"x": [1]}), path)
    if folder == "weeks":
        assert folded(place, place)
        assert "cannot be read" in caplog.text
        caplog.clear()
    summary = link(place, Alone())
    assert summary.lost == []
    assert str(path) in caplog.text
    assert files(place) == whole


def test_triples_damaged_where_only_workers_read_are_told(place, monkeypatch):
    link(place, Alone())
    path = max(triples_folder(place).iterdir(), key=lambda path: path.stat().st_size)
    with pq.ParquetFile(path) as file:
        column = file.metadata.row_group(0).column(5)
        assert column.path_in_schema == "triples"
        start = column.data_page_offset
    content = path.read_bytes()
    path.write_bytes(content[: start + 900] + bytes([content[start + 900] ^ 1]) + content[start + 901 :])
    shutil.rmtree(weeks_folder(place))
    with pytest.raises(ValueError, match=f"{path.name}.*delete it and link again"):
        link(place, Alone())
    path.unlink()
    assert link(place, Alone()).lost == []


def test_a_week_that_names_strangers_is_not_taken(place, caplog):
    link(place, Alone())
    for path in weeks_folder(place).iterdir():
        write_week(path, [("nobody", "noone", 1.0)])
    assert folded(place, place)
    assert "names articles that are not here" in caplog.text


def test_hostile_ids_days_and_versions(tmp_path, make_annotation, caplog):
    names = ["../../etc/passwd", "a\nb", "a', 'b", 'x"y', "", "🦊", "a\x1fb\x00c", "%s {0}", "é", "z" * 3000]
    days = ["0001-01-01", "0001-01-09", "9999-12-31", "9999-12-20", "2024-13-45", "besok", "2024-10-07T23:59:59+14:00"]
    articles = [
        Article(name, f"{RELEASE} {place % 3}", published=days[place % len(days)]) for place, name in enumerate(names)
    ]
    annotations = [make_annotation(article) for article in articles]
    annotations[3] = replace(
        annotations[3], sentences=[replace(s, is_residue=n == 0) for n, s in enumerate(annotations[3].sentences)]
    )
    place = write(tmp_path / "data", articles, annotations, 4)
    summary = link(place, Alone())
    assert (summary.article_count, summary.left_out, summary.lost) == (len(names), [], [])
    with caplog.at_level(logging.INFO):
        assert folded(place, place)
    assert f"{summary.week_count} of {summary.week_count} weeks were linked before" in caplog.text
    assert {path.parent for path in (place / "copies").rglob("*.parquet")} == {
        triples_folder(place),
        weeks_folder(place),
    }


def test_articles_that_no_build_takes_are_left_out_and_told(tmp_path, make_annotation):
    good, outside, wrong = (Article(name, f"{RELEASE} {name}", published="2024-10-07") for name in ("g", "o", "w"))
    annotations = [
        make_annotation(good),
        make_annotation(outside, sentences=[replace(make_annotation(outside).sentences[0], end=9999, is_residue=True)]),
        replace(make_annotation(wrong), version="0" * 16),
    ]
    place = write(tmp_path / "data", [good, outside], annotations)
    row = {"id": "w", "text": wrong.text, "version": "0" * 16, "imported_at": "2024-10-08T00:00:00+00:00"}
    pq.write_table(pa.Table.from_pylist([row], schema=ARTICLES), place / "articles" / "x.parquet")
    summary = link(place, Alone())
    assert summary.article_count == 1
    assert [line.split(":")[0] for line in summary.left_out] == ["article o", "article w"]
    assert "outside its text" in summary.left_out[0]
    assert "not that of its text" in summary.left_out[1]


def test_a_version_in_several_files_counts_as_it_first_came_in(tmp_path, make_annotation):
    """Undated articles are folded on the day they came in: the first one, whichever file has it."""
    old, new = Article("a", RELEASE), Article("a", RELEASE + " Diperbarui.")
    other, undated = Article("b", RELEASE), Article("c", RELEASE)
    annotations = [make_annotation(article) for article in (old, new, other, undated)]
    place = write(tmp_path / "data", [], annotations)
    (place / "articles").mkdir()
    moments: dict[str, list[tuple[Article, str | None]]] = {
        "1": [(old, "2024-10-20T00:00:00+00:00"), (undated, None)],
        "2": [(old, "2024-10-01T00:00:00+00:00"), (other, "2024-10-09T23:00:00-05:00")],
        "3": [(new, "2024-10-08T00:00:00+00:00"), (other, "2024-10-21T00:00:00+00:00"), (undated, None)],
    }
    for name, held in moments.items():
        rows = [
            {"id": article.id, "text": article.text, "version": article.version, "imported_at": moment}
            for article, moment in held
        ]
        pq.write_table(pa.Table.from_pylist(rows, schema=ARTICLES), place / "articles" / f"{name}.parquet")
    summary = link(place, Alone())
    assert (summary.article_count, summary.week_count) == (3, 2)
    assert ("b", "a") in [copy[:2] for copy in folded(place, place)]


def test_broken_articles_are_named(place):
    path = sorted((place / "articles").iterdir())[0]
    path.write_bytes(b"PAR1")
    with pytest.raises(BrokenFile, match=path.name):
        link(place, Alone())


def test_work_of_other_code_is_refused(place):
    with copy_plan.Plan(place) as plan:
        partition = replace(plan.texts()[0], version="another")
    with pytest.raises(OtherCode, match="another"):
        make_triples(partition)
    assert files(place) == {}


def test_a_partition_whose_articles_changed_writes_nothing(place):
    link(place, Alone())
    with copy_plan.Plan(place) as plan:
        texts = plan.texts()
        marks = [pq.read_table(triples_folder(place) / item.name).drop_columns(["triples"]) for item in texts]
        bundle = next(iter(plan.bundles(plan.weeks(marks), texts, 1_000, lambda week: True)))
    name, rows = bundle.rows[0]
    fewer = replace(bundle, rows=((name, rows[4:]), *bundle.rows[1:]))
    whole = files(place)
    shutil.rmtree(weeks_folder(place))
    with pytest.raises(ValueError, match="changed meanwhile"):
        fold_weeks_apart(fewer)
    assert files(place).items() < whole.items()


def test_old_files_are_removed_in_time(place):
    link(place, Alone())
    needed = files(place)
    old, fresh = weeks_folder(place) / "0-old.parquet", triples_folder(place) / "0-fresh.parquet"
    for path in (old, fresh):
        path.write_bytes(b"x")
    then = time.time() - OLD_SECONDS - 60
    for path in [old, *(place / name for name in needed)]:
        os.utime(path, (then, then))
    assert link(place, Alone()).removed_count == 1
    assert files(place) == needed | {str(fresh.relative_to(place)): b"x"}


def test_the_command(place, monkeypatch):
    run = CliRunner()
    monkeypatch.setattr("scale.crew.CONNECT_SECONDS", 1)
    assert run.invoke(app, ["link", "--data", str(place)]).exit_code == 0
    assert files(place)
    assert run.invoke(app, ["link", "--data", str(place / "none")]).exit_code == 0
    assert run.invoke(app, ["link", "--data", "nowhere://x"]).exit_code == 1
    assert run.invoke(app, ["link", "--data", str(place), "--scheduler", "tcp://127.0.0.1:9"]).exit_code == 1


def texts(*names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names) | st.text(alphabet="a',\n()\x00\x1f", max_size=4)


@given(
    st.lists(
        st.tuples(texts("a", "b"), texts("v", "w"), st.integers(0, 6), st.integers(0, 2)), max_size=3, unique=True
    ),
    st.lists(
        st.tuples(texts("a", "b"), texts("v", "w"), st.integers(0, 6), st.integers(0, 2)), max_size=3, unique=True
    ),
)
@settings(max_examples=200)
def test_other_articles_have_another_digest(first, second):
    def digest(rows: list[tuple[str, str, int, int]]) -> str | None:
        marks = [Mark(id, version, MONDAY + timedelta(days=day), moment, "[]") for id, version, day, moment in rows]
        own = dict(own_digests(sorted(marks, key=lambda mark: (mark.moment, mark.article_id))))
        return search_digest(own, MONDAY) if own else None

    as_sets = [sorted(rows, key=lambda row: (row[3], row[0])) for rows in (first, second)]
    assert (digest(first) == digest(second)) == (as_sets[0] == as_sets[1])

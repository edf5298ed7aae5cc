"""A build upon the present file gives the rows that a build from nothing gives, whatever came, went or changed."""

import random
import shutil
from dataclasses import replace
from datetime import datetime, timedelta

import duckdb
import pytest

from crawler.items import Article
from crawler.store import write_articles
from nlp.records import Annotation
from nlp.store import write_annotations
from nlp.version import pipeline_version
from tests.warehouse.gold_warehouse import gold_records
from warehouse import build
from warehouse.build import build_warehouse
from warehouse.connection import warehouse_path
from warehouse.inputs import build_from_data
from warehouse.load import Input
from warehouse.pseudonyms import KEY_NAME
from warehouse.search_index import find_outdated

CAME_IN = datetime(2024, 12, 1)


def dump(data_dir):
    """All rows of all tables, but what only tells of the build itself and the order of the search index."""
    with duckdb.connect(str(warehouse_path(data_dir)), read_only=True) as con:
        tables = con.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        rows = {}
        assert find_outdated(con, source="main.articles") == []
        for schema, table in tables:
            if table.startswith("search_"):
                continue
            columns = "* EXCLUDE (built_at, previous_built_at)" if table == "dataset" else "*"
            rows[table] = con.execute(f"SELECT {columns} FROM {schema}.{table} ORDER BY ALL").fetchall()
        return rows


@pytest.fixture
def anew(monkeypatch):
    """Counts how often tables were made from nothing."""
    made = []
    real = build.create_schema
    monkeypatch.setattr(build, "create_schema", lambda con: made.append(real(con)))
    return made


@pytest.mark.parametrize("seed", range(2))
def test_builds_that_follow_each_other_end_where_one_does(tmp_path, random_corpus, make_annotation, anew, seed):
    draw = random.Random(seed)
    articles, annotations = random_corpus(seed=seed, count=90)
    inputs = [Input(a, CAME_IN + timedelta(hours=draw.randrange(900))) for a in articles]
    held = dict(zip([a.id for a in articles], zip(inputs, annotations, strict=True), strict=True))
    present = {key: held[key] for key in draw.sample(sorted(held), 75)}
    folder = tmp_path / "steps"
    for step in range(4):
        summary = build_warehouse(folder, [i for i, _ in present.values()], [a for _, a in present.values()])
        assert summary.article_count + len(summary.skipped) == len(present)
        for key in draw.sample(sorted(present), 4):
            del present[key]
        for key in draw.sample(sorted(set(held) - set(present)), 5):
            present[key] = held[key]
        for key in draw.sample(sorted(present), 3):  # a new text, a withdrawal, an annotation that is gone
            item, annotation = present[key]
            newer = replace(item.article, text=item.article.text + f" Pembaruan {step}.")
            present[key] = draw.choice(
                [
                    (Input(newer, item.imported_at + timedelta(days=1)), make_annotation(newer)),
                    (replace(item, withdrawn_at=CAME_IN), annotation),
                    (item, Annotation(key, "0", "test", "core")),
                ]
            )
    build_warehouse(folder, [i for i, _ in present.values()], [a for _, a in present.values()])
    assert len(anew) == 1
    other = tmp_path / "once"
    other.mkdir()
    shutil.copy2(folder / KEY_NAME, other)
    shuffled = draw.sample(sorted(present), len(present))
    build_warehouse(other, [present[k][0] for k in shuffled], [present[k][1] for k in shuffled])
    assert dump(folder) == dump(other)
    assert dump(other)["article_copies"]


def test_files_are_read_as_records_are(tmp_path, random_corpus):
    """Versions, duplicates in two files, and articles that were not read, from Parquet files and several builds."""
    articles, annotations = random_corpus(seed=11, count=60)
    annotations = [replace(annotation, pipeline=pipeline_version()) for annotation in annotations]
    newer = [replace(article, text=article.text + " Diperbarui.") for article in articles[:5]]
    written = [articles[:40], articles[30:50], newer, articles[50:]]
    for number, some in enumerate(written):
        write_articles(tmp_path, some)
        names = {(article.id, article.version) for article in some}
        write_annotations(
            tmp_path, [a for a in annotations if (a.id, a.version) in names and not a.id.endswith(f"{number}3")]
        )
        assert build_from_data(tmp_path).article_count > 0
    by_steps = dump(tmp_path)
    assert len(by_steps["skipped_articles"]) >= 5
    versions = [row[:4] for row in by_steps["article_versions"] if row[0] == articles[0].id]
    assert versions == []  # the newest version of it was not read
    build_from_data(tmp_path, is_full=True)
    assert dump(tmp_path) == by_steps


def test_older_versions_keep_their_text(tmp_path, make_annotation):
    old, new = Article("a", "Lama.", title="Dulu"), Article("a", "Baru.", title="Kini")
    inputs = [Input(old, CAME_IN), Input(new, CAME_IN + timedelta(days=1))]
    for count in (1, 2):
        build_warehouse(tmp_path, inputs[:count], [make_annotation(old), make_annotation(new)])
    assert [row[:7] for row in dump(tmp_path)["article_versions"]] == [
        ("a", old.version, 1, False, CAME_IN, "Dulu", "Lama."),
        ("a", new.version, 2, True, CAME_IN + timedelta(days=1), "Kini", None),
    ]


@pytest.mark.parametrize("damage", ["cut", "zeros", "other code"])
def test_a_file_that_cannot_be_built_upon_is_made_anew(tmp_path, random_corpus, anew, monkeypatch, damage):
    articles, annotations = random_corpus(seed=2, count=40)
    build_warehouse(tmp_path, [Input(a) for a in articles[:39]], annotations)
    path = warehouse_path(tmp_path)
    content = path.read_bytes()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "zeros":
        middle = len(content) // 3
        path.write_bytes(content[:middle] + bytes(len(content) // 2) + content[middle + len(content) // 2 :])
    else:
        monkeypatch.setattr(build, "build_version", lambda: "another")
    assert build_warehouse(tmp_path, [Input(a) for a in articles], annotations).article_count == 40
    assert len(anew) == 2
    assert len(dump(tmp_path)["articles"]) == 40


def test_nothing_new_reads_nothing(tmp_path, random_corpus, monkeypatch):
    articles, annotations = random_corpus(seed=2, count=20)
    build_warehouse(tmp_path, [Input(a) for a in articles], annotations)
    before = dump(tmp_path)
    monkeypatch.setattr("warehouse.load.load_batch", lambda batch: pytest.fail(f"read again: {batch}"))
    assert build_warehouse(tmp_path, [Input(a) for a in articles], annotations).read_count == 0
    assert dump(tmp_path) == before


@pytest.mark.parametrize("seed", [1])
def test_cases_and_persons_that_grow_are_those_made_at_once(tmp_path, seed):
    """The annotated corpus, whose persons and cases run through several articles, in four parts and at once."""
    inputs, annotations = gold_records()
    order = list(range(len(inputs)))
    random.Random(seed).shuffle(order)
    folder, other = tmp_path / "steps", tmp_path / "once"
    for count in (40, 90, 130, 100, 150):
        build_warehouse(folder, [inputs[place] for place in order[:count]], annotations)
    other.mkdir()
    shutil.copy2(folder / KEY_NAME, other)
    build_warehouse(other, inputs, annotations)
    found, whole = dump(folder), dump(other)
    assert {table: rows for table, rows in found.items() if rows != whole[table]} == {}
    assert len(whole["cases"]) > 80
    assert len(whole["case_articles"]) > len(whole["cases"])
    assert len(whole["official_persons"]) > len(whole["persons"])

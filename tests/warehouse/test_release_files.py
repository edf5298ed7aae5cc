import csv
import gzip
import json
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse import release_files
from warehouse.release_catalog import Column, Table, find_key
from warehouse.release_files import write_table
from warehouse.release_package import field_type
from warehouse.release_quality import headline, read_quality

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def written(rows: list[tuple[str | None, list[str] | None]], folder: Path) -> tuple[list[list[str]], list[dict]]:
    with duckdb.connect() as con:
        values = {
            "a": pa.array([row[0] for row in rows], pa.string()),
            "b": pa.array([row[1] for row in rows], pa.list_(pa.string())),
        }
        con.register("incoming", pa.table(values))
        con.execute("CREATE TABLE t AS FROM incoming")
        columns = (Column("a", "VARCHAR", "", "source.a"), Column("b", "VARCHAR[]", "", "source.b"))
        write_table(con, Table("t", "table", "", columns, ("a", "b"), False), folder)
    with gzip.open(folder / "csv/t.csv.gz", "rt", encoding="utf-8", newline="") as file:
        told = list(csv.reader(file))
    return told[1:], pq.read_table(folder / "parquet/t.parquet").to_pylist()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.none() | WORDS, st.none() | st.lists(WORDS, max_size=3)), max_size=8))
def test_any_words_come_through(rows):
    with tempfile.TemporaryDirectory() as folder:
        told, kept = written(rows, Path(folder))
    assert sorted((row["a"] or "", json.dumps(row["b"])) for row in kept) == sorted(
        (first or "", json.dumps(second)) for first, second in rows
    )
    assert [(first, second) for first, second in told] == [
        (row["a"] or "", "" if row["b"] is None else json.dumps(row["b"], ensure_ascii=False)) for row in kept
    ]


def test_row_groups_do_not_depend_on_the_reader(tmp_path, monkeypatch):
    monkeypatch.setattr(release_files, "ROW_GROUP", 10)
    rows = [(f"w{number:03}", None) for number in range(25)]
    told, kept = written(rows, tmp_path)
    assert len(told) == len(kept) == 25
    file = pq.ParquetFile(tmp_path / "parquet/t.parquet")
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [10, 10, 5]


@pytest.mark.parametrize(
    ("rows", "declared", "key", "is_unique"),
    [
        ("('a', 1, 5), ('b', 1, 5)", None, ("x",), True),
        ("('a', 1, 5), ('a', 2, 5)", None, ("x", "y"), True),
        ("('a', 1, 5), ('a', 1, 5)", None, ("x", "y", "z"), False),
        ("('a', 1, 5), ('b', 1, 5)", ["x", "y"], ("x", "y"), True),
        ("('a', 1, 5), ('a', 1, 6)", ["x", "y"], ("x", "y", "z"), True),
        ("(NULL, 1, 5), (NULL, 2, 5)", None, ("x", "y"), True),
        ("('a', 1, 5)", ["gone"], ("x",), True),
        ("(NULL, NULL, 5), ('a', 1, 6)", ["x", "y"], ("x", "y", "z"), True),
    ],
)
def test_find_key(rows, declared, key, is_unique):
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t AS FROM (VALUES {rows}) AS v (x, y, z)")
        assert find_key(con, "t", ["x", "y", "z"], declared) == (key, is_unique)


def test_the_key_of_counts_stands_before_the_first_count():
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT 'r' AS region_code, 'x' AS type, 3 AS article_count")
        assert find_key(con, "t", ["region_code", "type", "article_count"], None) == (("region_code", "type"), True)


@pytest.mark.parametrize(
    ("data_type", "told"),
    [("VARCHAR", "string"), ("VARCHAR[]", "array"), ("BIGINT", "integer"), ("UINTEGER", "integer"), ("DATE", "date"),
     ("TIMESTAMP", "datetime"), ("DOUBLE", "number"), ("DECIMAL(18,3)", "number"), ("BOOLEAN", "boolean")],
)  # fmt: skip
def test_field_type(data_type, told):
    assert field_type(data_type) == told


def test_the_scores_of_the_project_are_read():
    quality = read_quality()
    assert quality is not None
    sections = {section["name"]: section for section in quality["sections"]}
    assert {"corpus", "fresh"} <= sections.keys()
    (table,) = sections["corpus"]["tables"]
    rows = {row["figure"]: row["test"] for row in table["rows"]}
    assert 0.5 < rows["measures"]["score"] <= 1
    assert rows["measures"].keys() == {"score", "hit", "missed", "invented"}
    assert rows["relevance"].keys() == {"score", "right", "wrong"}
    assert quality["pipelines"]
    assert dict(headline(quality))["measures"] == f"{rows['measures']['score']:.3f}"
    assert quality["floors"]["train"]["relevance"] > 0.9


def test_a_report_without_scores(tmp_path):
    assert read_quality(tmp_path / "none.md") is None
    (tmp_path / "empty.md").write_text("# Nothing\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no table of scores"):
        read_quality(tmp_path / "empty.md")

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Article
from nlp.records import Measure
from warehouse.build import build_warehouse
from warehouse.connection import warehouse_path
from warehouse.diff import DiffRefused, diff, render
from warehouse.diff_rows import compare_table, prepare_reasons
from warehouse.diff_sources import Side, SideTable
from warehouse.load import Input
from warehouse.release import release

TEXT = "Panwaslu Metro memeriksa lurah. Camat mengimbau pegawai netral."


def make(folder: Path, annotate, texts: dict[str, str], pipeline: str = "test", **inputs) -> Path:
    """A warehouse of one article per text, each with one measure over its first word."""
    articles = [
        Article(key, text, url=f"https://{key}.example/1", published="2024-10-01") for key, text in texts.items()
    ]
    annotations = [
        replace(
            annotate(item, primary_regions=["18.72"], measures=[Measure("reminder", "taken", None, 0, 8)]),
            pipeline=pipeline,
        )
        for item in articles
    ]
    build_warehouse(folder, [Input(item, **inputs.get(item.id, {})) for item in articles], annotations, True)
    return warehouse_path(folder)


def reasons(difference, table: str) -> dict[tuple[str, str], int]:
    (found,) = (item for item in difference.tables if item.name == table)
    return {(row["change"], row["reason"]): row["count"] for row in found.reasons}


def table_of(difference, name: str):
    (found,) = (item for item in difference.tables if item.name == name)
    return found


@pytest.fixture
def first(tmp_path, make_annotation, made_once: dict[str, bytes]) -> Path:
    texts = {"m-1": TEXT, "m-2": "Lurah Yosomulyo membantah. " + TEXT[::-1]}
    if not made_once:
        made_once["first"] = make(tmp_path / "once", make_annotation, texts).read_bytes()
    (tmp_path / "a").mkdir()
    path = warehouse_path(tmp_path / "a")
    path.write_bytes(made_once["first"])
    return path


@pytest.fixture(scope="module")
def made_once() -> dict[str, bytes]:
    """The file that is built once."""
    return {}


def test_nothing_differs(first):
    difference = diff(first, first)
    assert difference.is_same
    assert "no row differs" in render(difference)
    assert all(table.came == table.went == table.changed == 0 for table in difference.tables)
    assert table_of(difference, "articles").same == 2


def test_articles_come_go_and_get_newer(first, tmp_path, make_annotation):
    texts = {"m-1": TEXT + " Ia diperiksa lagi.", "m-3": "Bupati meneken pakta integritas bersama kepala dinas."}
    second = make(tmp_path / "b", make_annotation, texts)
    difference = diff(first, second)
    assert reasons(difference, "articles") == {
        ("came", "new article"): 1,
        ("went", "article no longer there"): 1,
        ("changed", "newer version of the text"): 1,
    }
    assert reasons(difference, "measures")[("came", "new article")] == 1
    assert reasons(difference, "sentences")[("came", "newer version of the text")] == 1
    changed = table_of(difference, "articles").changed_columns
    assert changed == {"version": 1, "text": 1, "word_count": 1}
    internal = ("search_", "fact_bits", "build_inputs", "data_dictionary")
    assert [table.name for table in difference.tables if table.name.startswith(internal)] == []
    assert [table.name for table in difference.tables if table.name.endswith(("_facts", "_numbers"))] == []
    (row,) = (row for row in table_of(difference, "articles").rows if row.change == "changed")
    assert row.key == {"article_id": "m-1"}
    assert row.columns["word_count"] == (str(len(TEXT.split())), str(len(TEXT.split()) + 3))
    told = render(difference)
    assert "+ m-3 (new article)" in told
    assert "- m-2 (article no longer there)" in told
    assert "~ m-1 (newer version of the text); version:" in told
    assert json.loads(difference.as_json())["is_same"] is False


def test_another_pipeline(first, tmp_path, make_annotation):
    texts = {"m-1": TEXT, "m-2": "Lurah Yosomulyo membantah. " + TEXT[::-1]}
    difference = diff(first, make(tmp_path / "b", make_annotation, texts, pipeline="test-2"))
    assert difference.facts == {"pipeline": ("test", "test-2")}
    assert reasons(difference, "articles") == {("changed", "another pipeline version"): 2}


def test_withdrawn_by_its_outlet(first, tmp_path, make_annotation):
    texts = {"m-1": TEXT, "m-2": "Lurah Yosomulyo membantah. " + TEXT[::-1]}
    withdrawn = {"m-2": {"withdrawn_at": datetime(2024, 11, 1)}}
    difference = diff(first, make(tmp_path / "b", make_annotation, texts, **withdrawn))
    assert reasons(difference, "articles") == {("changed", "withdrawn by its outlet"): 1}


@pytest.fixture
def second(first, tmp_path) -> Path:
    path = tmp_path / "second.duckdb"
    path.write_bytes(first.read_bytes())
    return path


def change(path: Path, sql: str) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute(sql)


@pytest.mark.parametrize("target", ["m-1#m1", "m-9#o1 + m-1#m1"])
def test_a_correction_tells_its_rows(first, second, target):
    change(
        second,
        "INSERT INTO named.corrections (correction_id, kind, target, old, new, made_by, made_on, why, is_applied) "
        f"VALUES ('k-1', 'fix', '{target}', 'taken', 'planned', 'redaksi', '2024-11-05', 'Diperiksa', true)",
    )
    change(second, "UPDATE measures SET status = 'planned'")
    difference = diff(first, second)
    assert reasons(difference, "measures") == {("changed", "correction"): 1, ("changed", "not told"): 1}
    assert reasons(difference, "corrections") == {("came", "correction"): 1}
    # A status that a correction names is no id of a row.
    assert {reason for _, reason in reasons(difference, "measures_by_region_month_type")} == {"not told"}


def test_a_person_differs_with_its_articles(first, second):
    made = (
        "INSERT INTO named.persons BY NAME SELECT 'p-000000000000000' || right(article_id, 1) AS person_id, "
        "'Sarmin Rekaan' AS name, 1 AS article_count, false AS is_protected FROM named.articles;"
        "INSERT INTO official_persons SELECT article_id || '#o1', 'p-000000000000000' || right(article_id, 1), "
        "1, 'alone' FROM named.articles;"
        "INSERT INTO named.officials BY NAME SELECT article_id || '#o1' AS official_id, article_id, "
        "'Sarmin Rekaan' AS name, 'mayor' AS role, 0 AS start_char, 3 AS end_char FROM named.articles"
    )
    change(first, made)
    change(
        second,
        f"{made}; UPDATE named.persons SET article_count = 2;"
        "UPDATE named.articles SET version = 'x' WHERE article_id = 'm-2'",
    )
    difference = diff(first, second)
    assert reasons(difference, "persons") == {("changed", "its articles differ"): 1, ("changed", "not told"): 1}


def test_a_skipped_article_is_told(first, tmp_path, make_annotation):
    second = make(tmp_path / "b", make_annotation, {"m-1": TEXT})
    change(second, "INSERT INTO skipped_articles VALUES ('m-2', 'v', 'no annotation')")
    assert reasons(diff(first, second), "articles") == {("went", "article skipped"): 1}


def test_a_schema_change_is_told(first, second):
    change(
        second,
        "ALTER TABLE laws ADD COLUMN note VARCHAR; CREATE TABLE novelties (id VARCHAR); DROP VIEW violations_by_state",
    )
    difference = diff(first, second)
    assert difference.tables_came == ["novelties"]
    assert difference.tables_went == ["violations_by_state"]
    assert table_of(difference, "laws").columns_came == ["note"]
    assert table_of(difference, "laws").changed == 0
    assert not difference.is_same
    assert "column note: schema change, new" in render(difference)


def test_two_releases(first, tmp_path, make_annotation):
    second = make(tmp_path / "b", make_annotation, {"m-1": TEXT, "m-3": "Bupati meneken pakta integritas."})
    before = release(first.parent, tmp_path / "out", "1").folder
    after = release(second.parent, tmp_path / "out", "2").folder
    difference = diff(before, after)
    assert difference.is_demonstration
    assert "every article in it is invented" in render(difference)
    assert reasons(difference, "articles") == {("came", "new article"): 1, ("went", "article no longer there"): 1}
    (measures,) = (table for table in difference.tables if table.name == "measures")
    assert (measures.came, measures.went, measures.same) == (1, 1, 1)
    assert measures.key == ["measure_id"]


def test_the_listing_is_limited_and_says_so(first, tmp_path, make_annotation):
    second = make(tmp_path / "b", make_annotation, {f"n-{number}": f"{TEXT} {number}" for number in range(9)})
    difference = diff(first, second, listed=3)
    assert len([row for row in table_of(difference, "articles").rows if row.change == "came"]) == 3
    assert table_of(difference, "articles").came == 9
    assert "... and 6 more" in render(difference)


@pytest.mark.parametrize("content", [None, "text", "folder", "package"])
def test_what_can_not_be_compared(first, tmp_path, content):
    path = tmp_path / "other"
    if content == "text":
        path.write_text("no warehouse" * 1000)
    elif content:
        path.mkdir()
        if content == "package":
            (path / "datapackage.json").write_text("[]")
    with pytest.raises(DiffRefused, match="other"):
        diff(first, path)


VALUES = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=3)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(VALUES, VALUES), max_size=8, unique_by=lambda row: row[0]),
    st.lists(st.tuples(VALUES, VALUES), max_size=8, unique_by=lambda row: row[0]),
    st.booleans(),
)
def test_what_came_went_and_changed_makes_the_one_of_the_other(before, after, has_key):
    key = ("k",) if has_key else None
    with duckdb.connect() as con:
        sides = []
        for name, rows in (("before", before), ("after", after)):
            con.execute(f"CREATE TABLE {name}_t (k VARCHAR, v VARCHAR)")
            if rows:
                con.executemany(f"INSERT INTO {name}_t VALUES (?, ?)", rows)
            table = SideTable(f"{name}_t", "table", {"k": "VARCHAR", "v": "VARCHAR"}, key)
            sides.append(Side(name, {"t": table}, {}, False))
        prepare_reasons(con, *sides)
        found = compare_table(con, *sides, "t", 100)
    assert found.same + found.went + found.changed == len(before)
    assert found.same + found.came + found.changed == len(after)
    if has_key:
        old, new = dict(before), dict(after)
        assert {row.key["k"] for row in found.rows if row.change == "came"} == new.keys() - old.keys()
        assert {row.key["k"] for row in found.rows if row.change == "went"} == old.keys() - new.keys()
        assert {row.key["k"]: row.columns["v"] for row in found.rows if row.change == "changed"} == {
            k: (old[k], new[k]) for k in old.keys() & new.keys() if old[k] != new[k]
        }
    else:
        came = Counter((row.key["k"], row.key["v"]) for row in found.rows if row.change == "came")
        assert came == Counter(after) - Counter(before)

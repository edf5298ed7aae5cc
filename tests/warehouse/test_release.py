import csv
import gzip
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import yaml

from crawler.items import Article
from warehouse.build import build_warehouse
from warehouse.connection import warehouse_path
from warehouse.integrity import load_keys
from warehouse.load import Input
from warehouse.pseudonyms import KEY_NAME
from warehouse.release import ReleaseRefused, release, write_release
from warehouse.schema import SCHEMA_VERSION

PROJECT = Path(__file__).parents[2]
HOSTILE = 'Kata "Lurah",\r\nbaris\tdua\n\x01\x7f =HYPERLINK("x") \u202e \U0001f600'
PAPERS = ("README.md", "LICENSE.md", "KNOWN-GAPS.md", "CITATION.cff")
# Required and allowed at the top of a file of schema 1.2.0 (citation-file-format, schema.json).
CFF_REQUIRED = {"authors", "cff-version", "message", "title"}
CFF_ALLOWED = CFF_REQUIRED | {
    "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url",
    "preferred-citation", "references", "repository", "repository-artifact", "repository-code", "type", "url",
    "version",
}  # fmt: skip


# Known to the dictionary and not released: the description, sentences that make a text, and what is internal to a file.
INTERNAL = {
    "data_dictionary", "sentence_texts", "build_inputs", "search_documents", "search_postings", "search_segments",
    "search_numbers", "more_facts",
    "fact_bits", "article_facts", "case_facts", "coverage_facts", "election_facts", "measure_facts", "official_facts",
    "province_facts", "region_facts", "violation_facts", "election_numbers", "outlet_numbers", "region_numbers",
}  # fmt: skip


def build(folder: Path, corpus, order: int = 0, is_demonstration: bool = True) -> Path:
    articles, annotations = corpus
    inputs = [Input(article) for article in articles]
    random.Random(order).shuffle(inputs)
    build_warehouse(folder, inputs, annotations, is_demonstration)
    return folder


@pytest.fixture(scope="session")
def corpus():
    """Articles with every kind of value, one with a title that no format likes."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("release_conftest", Path(__file__).with_name("conftest.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    articles, annotations = module.draw_corpus(seed=11, count=40)
    hostile = Article("z-1", module.TEXT, url="https://warta.example/z", title=HOSTILE, tags=("a,b", 'c"d', ""))
    return [*articles, hostile], [*annotations, module.full_annotation(hostile)]


@pytest.fixture(scope="session")
def data_dir(corpus, tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("release-data"), corpus)


@pytest.fixture(scope="session")
def released(data_dir, tmp_path_factory) -> Path:
    return release(data_dir, tmp_path_factory.mktemp("releases"), "2026.11").folder


def read_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with gzip.open(folder / "csv" / f"{table}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_is_a_valid_data_package(released, monkeypatch):
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.chdir(released)
    report = frictionless.validate("datapackage.json")
    assert report.flatten(["name", "type", "rowNumber", "note"]) == []
    assert report.valid


def test_every_table_of_the_dictionary_is_there_and_described(released, data_dir):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    resources = {item["name"]: item for item in package["resources"]}
    with duckdb.connect(str(warehouse_path(data_dir)), read_only=True) as con:
        names = {name for (name,) in con.execute("SELECT DISTINCT name FROM data_dictionary").fetchall()}
    assert names - resources.keys() == INTERNAL
    assert resources.keys() <= names
    assert {"cases", "case_articles", "case_persons", "case_conduct", "case_events"} <= resources.keys()
    for item in resources.values():
        assert item["description"], item["name"]
        assert all(field["description"] for field in item["schema"]["fields"]), item["name"]
    assert resources["mentions"]["schema"]["primaryKey"] == ["mention_id"]
    assert {"fields": ["official_id"], "reference": {"resource": "officials", "fields": ["official_id"]}} in resources[
        "mentions"
    ]["schema"]["foreignKeys"]
    fields = {(name, field["name"]) for name, item in resources.items() for field in item["schema"]["fields"]}
    left_out = {("dataset", "built_at"), ("articles", "text"), ("article_versions", "text")}
    assert left_out & fields == set()
    assert [field for field in fields if field[1].startswith("masked_")] == []


def test_keys_and_references_are_those_that_the_build_checks(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {item["name"]: item["schema"] for item in package["resources"]}
    for name, keys in load_keys().items():
        if name not in schemas:
            continue
        assert schemas[name]["primaryKey"] == list(keys.key), name
        told = {
            key["fields"][0]: (key["reference"]["resource"], key["reference"]["fields"][0])
            for key in schemas[name].get("foreignKeys", [])
        }
        assert told == keys.references, name
    assert schemas["evidence"]["primaryKey"] == ["item_id"]
    assert schemas["official_totals"]["primaryKey"] == ["total_id"]


def test_a_new_table_comes_in_without_code(data_dir, tmp_path):
    copy = tmp_path / "netralitas.duckdb"
    copy.write_bytes(warehouse_path(data_dir).read_bytes())
    with duckdb.connect(str(copy)) as con:
        con.execute(
            "CREATE TABLE novelties (novelty_id VARCHAR, article_id VARCHAR, total HUGEINT, state ENUM('a', 'b'))"
        )
        con.execute("COMMENT ON TABLE novelties IS 'Something new.'; COMMENT ON COLUMN novelties.total IS 'A sum.'")
        con.execute("INSERT INTO novelties VALUES ('n2', 'z-1', 5, 'a'), ('n1', NULL, 7, 'b')")
    folder = write_release(copy, tmp_path, "1").folder
    assert read_csv(folder, "novelties") == [
        {"novelty_id": "n1", "article_id": "", "total": "7", "state": "b"},
        {"novelty_id": "n2", "article_id": "z-1", "total": "5", "state": "a"},
    ]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (item for item in package["resources"] if item["name"] == "novelties")
    assert resource["schema"]["primaryKey"] == ["novelty_id"]
    assert [key["reference"]["resource"] for key in resource["schema"]["foreignKeys"]] == ["articles"]


def test_the_checksums_are_those_of_the_files(released):
    told = dict(
        reversed(line.split("  ", 1)) for line in (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    found = files(released)
    del found["SHA256SUMS"]
    assert told == found


def test_the_same_input_gives_the_same_bytes(released, data_dir, corpus, tmp_path):
    """In another process, built at another time, from articles in another order."""
    (tmp_path / "data").mkdir()
    shutil.copy2(data_dir / KEY_NAME, tmp_path / "data")
    build(tmp_path / "data", corpus, order=5)
    code = (
        "from pathlib import Path; from warehouse.release import release; "
        f"release(Path({str(tmp_path / 'data')!r}), Path({str(tmp_path)!r}), '2026.11')"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Jayapura", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PROJECT, env=environment)
    assert files(tmp_path / "netralitas-2026.11") == files(released)


def test_hostile_values_come_through_both_formats(released):
    (row,) = (row for row in read_csv(released, "articles") if row["article_id"] == "z-1")
    assert row["title"] == HOSTILE
    assert json.loads(row["tags"]) == ["a,b", 'c"d', ""]
    (told,) = (
        row for row in pq.read_table(released / "parquet/articles.parquet").to_pylist() if row["article_id"] == "z-1"
    )
    assert (told["title"], told["tags"]) == (HOSTILE, ["a,b", 'c"d', ""])


def test_rows_stand_in_the_order_of_their_key(released):
    ids = [row["article_id"] for row in read_csv(released, "articles")]
    assert ids == sorted(ids)
    assert len(ids) == 41


def test_no_text_is_released_but_short_quotations(released, corpus):
    articles, _ = corpus
    columns = pq.read_schema(released / "parquet/articles.parquet").names
    assert "text" not in columns
    assert not (released / "csv/sentence_texts.csv.gz").exists()
    texts = {article.text for article in articles}
    for path in (released / "parquet").iterdir():
        for row in pq.read_table(path).to_pylist():
            for name, value in row.items():
                assert not isinstance(value, str) or value not in texts, (path.name, name)
                assert not isinstance(value, str) or len(value) <= 202 or name in {"url", "source", "rule"}, path.name


def test_no_text_can_be_put_together_from_its_quotations(released, corpus):
    """Passages are at most a quarter of an article, or one sentence."""
    texts = {article.id: article.text for article in corpus[0]}
    longest = {item.id: max(sentence.end - sentence.start for sentence in item.sentences) for item in corpus[1]}
    told = {key: bytearray(len(text)) for key, text in texts.items()}
    for path in (released / "parquet").iterdir():
        for row in pq.read_table(path).to_pylist():
            if row.get("article_id") not in texts:
                continue
            for name, value in row.items():
                if name == "display_title":  # of an article without a title it is the beginning of the text
                    continue
                words = value.strip("…") if isinstance(value, str) else ""
                start = texts[row["article_id"]].find(words) if len(words) >= 42 else -1
                if start >= 0:
                    told[row["article_id"]][start : start + len(words)] = b"\1" * len(words)
    shown = {key: sum(marks) for key, marks in told.items()}
    assert sum(count > 0 for count in shown.values()) > 30
    assert {key for key, count in shown.items() if count > max(longest[key], len(texts[key]) / 4)} == set()


def test_the_sentence_around_an_item_holds_its_words(released):
    rows = [row for row in read_csv(released, "evidence") if row["sentence"]]
    assert len(rows) > 50
    within = [row for row in rows if row["words"] in row["sentence"]]
    assert len(within) > 0.8 * len(rows)  # the drawn spans may reach out of their sentence
    assert any(row["sentence"].startswith("…") for row in rows)


def test_texts_for_those_entitled(data_dir, tmp_path, corpus):
    folder = release(data_dir, tmp_path, "1", with_texts=True).folder
    texts = {row["article_id"]: row["text"] for row in read_csv(folder, "articles")}
    assert texts == {article.id: article.text for article in corpus[0]}
    assert (folder / "csv/sentence_texts.csv.gz").exists()
    assert "must not be passed on" in (folder / "LICENSE.md").read_text(encoding="utf-8")


def test_invented_data_says_so_in_every_paper(released):
    for name in PAPERS:
        assert "DEMONSTRATION DATA" in (released / name).read_text(encoding="utf-8"), name
    assert "demonstration" in (released / "quality.md").read_text(encoding="utf-8")[:80]
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    assert package["demonstration"] is True
    assert package["description"].startswith("DEMONSTRATION DATA")


def test_the_citation_fits_its_schema(released):
    found = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    assert found.keys() >= CFF_REQUIRED
    assert found.keys() <= CFF_ALLOWED
    assert found["cff-version"] == "1.2.0"
    assert found["type"] == "dataset"
    assert found["version"] == "2026.11"
    assert found["authors"] == [{"name": "netralitas maintainers"}]
    assert found["date-released"] == "2024-12-28"  # no article tells when it came in: the newest day reported


def test_the_gaps_are_those_of_the_data(released, data_dir):
    page = (released / "KNOWN-GAPS.md").read_text(encoding="utf-8")
    with duckdb.connect(str(warehouse_path(data_dir)), read_only=True) as con:
        undated, protected, uncovered = con.execute(
            "SELECT (SELECT count(*) FROM articles WHERE report_date IS NULL AND relevance <> 'none'), "
            "(SELECT count(*) FROM persons WHERE is_protected), "
            "(SELECT string_agg(name, ', ' ORDER BY province_code) FROM coverage_by_province WHERE NOT is_covered)"
        ).fetchone()
    assert undated > 0
    assert f"- {undated} articles on the subject have no day" in page
    assert uncovered in page
    assert protected > 0
    assert f"- {protected} persons stand under a pseudonym" in page
    assert "lost_corrections" in page.split("Looked for and not found")[1]
    assert "Could not be asked" not in page


@pytest.mark.parametrize("version", ["", "../x", "a/b", ".hidden", "a b", "x" * 65])
def test_a_version_that_is_no_name_is_refused(data_dir, tmp_path, version):
    with pytest.raises(ReleaseRefused, match="version"):
        release(data_dir, tmp_path, version)
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_never_changed(released, data_dir):
    before = files(released)
    with pytest.raises(ReleaseRefused, match="never changed"):
        release(data_dir, released.parent, "2026.11")
    assert files(released) == before


def test_empty_tables(con, tmp_path):
    con.execute("INSERT INTO dataset VALUES (true, '2026-01-01', ?, 'v', NULL, 0, 0, 0, 0, NULL)", [SCHEMA_VERSION])
    made = write_release(con, tmp_path, "0")
    with gzip.open(made.folder / "csv/quotes.csv.gz", "rt", encoding="utf-8") as file:
        assert file.read().startswith('"quote_id","article_id"')
    assert pq.read_table(made.folder / "parquet/quotes.parquet").num_rows == 0
    assert "date-released" not in (made.folder / "CITATION.cff").read_text(encoding="utf-8")

"""A file of corrections in a data directory, through whole builds: found, kept, taken back, and told where lost."""

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from crawler.items import Article
from crawler.store import write_articles
from nlp.records import Annotation, Measure, Mention, Official, Violation
from nlp.store import write_annotations
from nlp.version import pipeline_version
from warehouse.connection import warehouse_path
from warehouse.corrections import corrections_path
from warehouse.inputs import build_from_data
from warehouse.load import Summary
from warehouse.privacy_leaks import find_leaks
from warehouse.pseudonyms import KEY_NAME

HEAD = 'by = "redaksi"\nmade_on = 2024-11-05\nwhy = "Diperiksa"\n'
ENTRIES = {
    "fix": 'kind = "fix"\narticle = "k-1"\nitem = "measure"\nwords = "menerbitkan edaran"\nfield = "status"\n'
    'old = "planned"\nnew = "taken"',
    "withdraw": 'kind = "withdraw"\narticle = "k-2"',
    "merge": 'kind = "merge_persons"\npeople = [{ article = "k-3", name = "Wayan Karangan" }, "k-4#o1"]',
    "split": 'kind = "split_persons"\npeople = [{ article = "k-5", name = "Amran Rekaan" }, '
    '{ article = "k-6", name = "Amran Rekaan" }]',
    "cases": 'kind = "merge_cases"\ncases = [{ article = "k-7" }, { article = "k-8" }]',
    "name": 'kind = "protect"\npeople = [{ article = "k-9", name = "Sarmin Contoh" }]\nprotected = false',
    "lost-words": 'kind = "drop"\narticle = "k-1"\nitem = "measure"\nwords = "tidak pernah ditulis"',
    "lost-article": 'kind = "withdraw"\narticle = "k-99"',
    "lost-person": 'kind = "merge_persons"\npeople = ["k-3#o1", { article = "k-4", name = "Orang Lain" }]',
}
LOST = {"lost-words", "lost-article", "lost-person"}
# Key: text, officials as name and role, measure's words, words of what is alleged.
ARTICLES: dict[str, tuple[str, list[tuple[str, str]], str, str]] = {
    "k-1": ("Pemkot Batam akan menerbitkan edaran bagi pegawai.", [], "menerbitkan edaran", ""),
    "k-2": ("Kabar ini ditarik oleh redaksinya sendiri kemarin.", [], "ditarik", ""),
    "k-3": ("Kepala Dinas Wayan Karangan membuka rapat pagi.", [("Wayan Karangan", "department_head")], "", ""),
    "k-4": ("Rapat lain dibuka Kepala Dinas Made Khayalan.", [("Made Khayalan", "department_head")], "", ""),
    "k-5": ("Wali Kota Amran Rekaan hadir di pasar lama.", [("Amran Rekaan", "mayor")], "", ""),
    "k-6": ("Upacara dipimpin Wali Kota Amran Rekaan.", [("Amran Rekaan", "mayor")], "", ""),
    "k-7": ("Seorang lurah diduga membagikan stiker calon.", [], "", "membagikan stiker"),
    "k-8": ("Seorang guru diduga ikut kampanye di lapangan.", [], "", "ikut kampanye"),
    "k-9": ("Guru Sarmin Contoh diduga berfoto dengan calon.", [("Sarmin Contoh", "asn")], "", "berfoto"),
    "k-10": ("Camat Batam mengimbau warga menjaga ketertiban.", [], "mengimbau", ""),
}


def make(key: str, annotate) -> tuple[Article, Annotation]:
    text, people, measure, alleged = ARTICLES[key]
    place = lambda words: (text.index(words), text.index(words) + len(words))  # noqa: E731
    article = Article(key, text, published=f"2024-10-{len(key) + int(key[2:]):02}")
    annotation = annotate(
        article,
        primary_regions=["21.71"],
        officials=[
            Official(name, role, None, "21.71", *place(name), mentions=(Mention(name, *place(name)),))
            for name, role in people
        ],
        measures=[Measure("circular", "planned", None, *place(measure))] if measure else [],
        violations=[Violation("campaigning", "alleged", *place(alleged))] if alleged else [],
    )
    return article, replace(annotation, pipeline=pipeline_version())


def bring_in(folder: Path, keys: list[str], annotate) -> None:
    pairs = [make(key, annotate) for key in keys]
    write_articles(folder, [article for article, _ in pairs])
    write_annotations(folder, [annotation for _, annotation in pairs])


def correct(folder: Path, *ids: str) -> None:
    entries = [f'[[correction]]\nid = "{key}"\n{ENTRIES[key]}\n{HEAD}' for key in ids]
    corrections_path(folder).write_text("\n".join(entries), encoding="utf-8")


def ask(folder: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(warehouse_path(folder)), read_only=True) as con:
        return con.execute(sql).fetchall()


def dump(folder: Path) -> dict[str, list[tuple]]:
    """All rows of all tables, but the time of the build and the order of the search index."""
    tables = ask(folder, "SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL")
    columns = {"dataset": "* EXCLUDE (built_at, previous_built_at)"}
    return {
        table: ask(folder, f"SELECT {columns.get(table, '*')} FROM {schema}.{table} ORDER BY ALL")
        for schema, table in tables
        if not table.startswith("search_")
    }


@pytest.fixture(scope="module")
def stages(tmp_path_factory) -> dict[str, object]:
    """One directory built without corrections, with them, with one more article, anew, and without them again."""
    from tests.warehouse.conftest import annotate

    folder = tmp_path_factory.mktemp("corrected")
    keys = list(ARTICLES)
    found: dict[str, object] = {"folder": folder}

    def build(name: str, is_full: bool = False) -> Summary:
        summary = build_from_data(folder, is_full=is_full)
        found[name], found[f"{name} summary"] = dump(folder), summary
        return summary

    bring_in(folder, keys[:-1], annotate)
    build("before")
    correct(folder, *ENTRIES)
    build("corrected")
    shutil.copy(warehouse_path(folder), folder / "corrected.copy")
    bring_in(folder, keys[-1:], annotate)
    build("grown")
    build("anew", is_full=True)
    corrections_path(folder).unlink()
    build("taken back")
    return found


def column(rows: dict[str, list[tuple]], table: str, key: str, place: int) -> object:
    (value,) = (row[place] for row in rows[table] if row[0] == key)
    return value


def test_every_entry_is_told_with_what_became_of_it(stages):
    told = {row[0]: row for row in stages["corrected"]["corrections"]}
    assert list(told) == sorted(ENTRIES)
    names = [name for name, *_ in ask(stages["folder"], "DESCRIBE corrections")]
    is_applied = {key: row[names.index("is_applied")] for key, row in told.items()}
    assert {key for key, applied in is_applied.items() if not applied} == LOST
    assert all(told[key][names.index("note")] for key in LOST)


def test_the_summary_names_those_that_found_no_place(stages):
    lost = stages["corrected summary"].lost_corrections
    assert {line.split()[1].rstrip(":") for line in lost} == LOST
    assert any("the words are not in version" in line for line in lost)
    assert any("no article k-99 was loaded" in line for line in lost)
    assert any("k-4 Orang Lain: nothing of this name" in line for line in lost)
    for stage in ("grown", "anew"):
        assert stages[f"{stage} summary"].lost_corrections == lost
    assert stages["before summary"].lost_corrections == stages["taken back summary"].lost_corrections == []


def test_an_item_is_fixed(stages):
    measures = {stage: [row for row in stages[stage]["measures"] if row[1] == "k-1"] for stage in ("before", "grown")}
    assert [row[2:4] for row in measures["before"]] == [("circular", "planned")]
    assert [row[2:4] for row in measures["grown"]] == [("circular", "taken")]
    assert "correction:fix" in measures["grown"][0]


def test_a_withdrawn_article_is_in_no_table_of_articles(stages):
    assert "k-2" in {row[0] for row in stages["before"]["articles"]}
    for table, rows in stages["grown"].items():
        if table not in ("corrections", "build_inputs", "skipped_articles"):
            assert [row for row in rows if any(str(value).split("#")[0] == "k-2" for value in row)] == [], table


def test_two_persons_are_joined_and_two_kept_apart(stages):
    for stage, is_corrected in (("before", False), ("corrected", True), ("grown", True), ("anew", True)):
        person = {row[0]: row[1] for row in stages[stage]["official_persons"]}
        assert (person["k-3#o1"] == person["k-4#o1"]) is is_corrected
        assert (person["k-5#o1"] == person["k-6#o1"]) is not is_corrected
        assert set(person.values()) == {row[0] for row in stages[stage]["persons"]}


def test_two_cases_are_joined(stages):
    for stage, is_corrected in (("before", False), ("corrected", True), ("grown", True), ("anew", True)):
        case = {row[2]: row[1] for row in stages[stage]["case_articles"]}
        assert (case["k-7"] == case["k-8"]) is is_corrected
        assert case["k-9"] not in {case["k-7"], case["k-8"]}


def test_a_name_is_shown_by_choice(stages):
    names = "SELECT name FROM officials WHERE article_id = 'k-9'"
    assert stages["before"]["protections"][0][1:3] == (True, "asn")
    assert stages["grown"]["protections"][0][1:3] == (False, "correction")
    assert ask(stages["folder"], names)[0][0].startswith("ASN ")  # taken back
    with duckdb.connect(str(stages["folder"] / "corrected.copy"), read_only=True) as con:
        assert con.execute(names).fetchall() == [("Sarmin Contoh",)]
        assert "Sarmin Contoh" in con.execute("SELECT text FROM articles WHERE article_id = 'k-9'").fetchone()[0]


def test_an_incremental_build_and_a_full_one_give_the_same_rows(stages):
    assert stages["grown summary"].read_count == 1
    assert stages["anew summary"].read_count == len(ARTICLES)
    assert stages["grown"] == stages["anew"]
    kept = {row[0] for row in stages["corrected"]["corrections"]}
    assert {row[0] for row in stages["grown"]["corrections"]} == kept


def test_corrections_that_are_taken_out_leave_no_trace(stages, tmp_path):
    assert stages["taken back"]["corrections"] == []
    for table in ("measures", "official_persons", "persons", "protections", "case_articles", "cases", "masked_spans"):
        before = [row for row in stages["taken back"][table] if "k-10" not in str(row)]
        assert before == stages["before"][table], table
    for name in ("articles", "annotations"):
        shutil.copytree(stages["folder"] / name, tmp_path / name)
    shutil.copy2(stages["folder"] / KEY_NAME, tmp_path)
    build_from_data(tmp_path)
    assert dump(tmp_path) == stages["taken back"]
    with duckdb.connect(str(warehouse_path(tmp_path)), read_only=True) as con:
        assert find_leaks(con) == []

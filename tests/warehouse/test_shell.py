import csv
import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from tests.warehouse.covered_warehouse import COVERED, TEXT, build_covered_warehouse
from warehouse.__main__ import app
from warehouse.connection import warehouse_path
from warehouse.search import SearchAnswer, SearchHit
from warehouse.search_snippets import Snippet, Span
from warehouse.shell import Answer, write_csv, write_hits, write_json, write_table

ROOT = Path(__file__).parents[2]


def query(data_dir, *arguments):
    return CliRunner().invoke(app, ["query", "--data", str(data_dir), *arguments])


def test_table(built):
    result = query(built, "SELECT type, start_char, actor FROM measures ORDER BY start_char")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "type        start_char  actor",
        "----------  ----------  ------------",
        "circular            13  Pemkot Batam",
        "monitoring         144",
    ]


def test_csv(built):
    result = query(built, "--format", "csv", "SELECT display_title, report_date, author, [1, NULL] AS l FROM articles")
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["display_title", "report_date", "author", "l"],
        ["Pemkot Batam awasi akun pegawai", "2024-10-07", "", "[1, null]"],
    ]


def test_json(built):
    odd = "1.5::DECIMAL(4, 2) AS d, 'nan'::DOUBLE AS n, {'a': [DATE '2024-01-01']} AS s"
    sql = f"SELECT report_date, author, {odd} FROM articles"
    result = query(built, "--format", "json", sql)
    assert json.loads(result.stdout) == [
        {"report_date": "2024-10-07", "author": None, "d": 1.5, "n": None, "s": {"a": ["2024-01-01"]}}
    ]
    assert json.loads(query(built, "--format", "json", "FROM dates LIMIT 0").stdout) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM articles", "nothing"),
        ("DELETE FROM named.articles", "read-only"),
        ("DELETE FROM articles", "only delete from base table"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("", "one statement at a time"),
        ("SELECT * FROM read_csv('/etc/passwd')", "Permission"),
        ("SELECT * FROM repeat_row(1, num_rows=200_000_000) ORDER BY random()", "of memory"),
    ],
)
def test_errors_are_told_without_a_traceback(built, sql, told):
    result = query(built, sql)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_no_warehouse(tmp_path):
    result = query(tmp_path, "SELECT 1")
    assert result.exit_code == 1
    assert "make rebuild" in result.stderr


def test_time_limit(built):
    result = query(built, "--timeout", "0.3", "SELECT count(*) FROM range(10000000) a, range(10000000) b")
    assert result.exit_code == 1
    assert "no answer within 0.3 seconds" in result.stderr


def test_wrong_usage(built):
    assert query(built, "--format", "xml", "SELECT 1").exit_code == 2
    assert query(built).exit_code == 2


def test_article_text_cannot_steer_the_terminal():
    out = io.StringIO()
    write_table(Answer(["a\x1b[2J"], iter([("merah \x1b[31m\x07\n\tx",), ("y" * 500,)])), out)
    assert "\x1b" not in out.getvalue()
    assert "\x07" not in out.getvalue()
    assert [len(line) <= 100 for line in out.getvalue().splitlines()] == [True] * 4


def test_a_long_table_says_that_it_is_cut():
    out = io.StringIO()
    write_table(Answer(["n"], iter([(number,) for number in range(201)])), out)
    assert out.getvalue().splitlines()[-1].startswith("... the first 200 rows")
    assert len(out.getvalue().splitlines()) == 203


def test_an_answer_without_rows():
    for write, expected in [(write_table, "a\n-\n"), (write_csv, "a\n"), (write_json, "[\n]\n")]:
        out = io.StringIO()
        write(Answer(["a"], iter([])), out)
        assert out.getvalue() == expected


def test_a_reader_that_has_seen_enough(built):
    command = f"{sys.executable} -m warehouse query --data '{built}' --format csv 'FROM range(300000)' | head -n 2"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (result.stdout, result.stderr) == ("range\n0\n", "")


def test_parquet(built, tmp_path):
    target = tmp_path / "jawaban.parquet"
    sql = "SELECT report_date, author, ['a'] AS l, 1.5::DECIMAL(4, 2) AS d FROM articles"
    assert query(built, "--format", "parquet", "--output", str(target), sql).exit_code == 0
    table = pyarrow.parquet.read_table(target)
    assert table.to_pylist() == [{"report_date": date(2024, 10, 7), "author": None, "l": ["a"], "d": Decimal("1.50")}]
    assert query(built, "--format", "parquet", "--output", str(target), "FROM totals").exit_code == 0
    assert (pyarrow.parquet.read_table(target).num_rows, pyarrow.parquet.read_schema(target).names[0]) == (
        0,
        "total_id",
    )


def test_parquet_through_a_pipe(built):
    command = [
        sys.executable,
        "-m",
        "warehouse",
        "query",
        "--data",
        str(built),
        "--format",
        "parquet",
        "FROM range(25000)",
    ]
    run = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    assert pyarrow.parquet.read_table(io.BytesIO(run.stdout)).column("range").to_pylist() == list(range(25_000))


def test_an_output_file_is_whole_or_not_there(built, tmp_path):
    target = tmp_path / "jawaban.csv"
    target.write_text("lama\n")
    result = query(built, "--format", "csv", "--output", str(target), "SELECT error('rusak') FROM range(10)")
    assert result.exit_code == 1
    assert target.read_text() == "lama\n"
    assert query(built, "--format", "csv", "--output", str(target), "SELECT 'é' AS a").exit_code == 0
    assert target.read_text(encoding="utf-8") == "a\né\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jawaban.csv", "netralitas.duckdb"]
    assert query(built, "--output", str(tmp_path / "tiada" / "a.csv"), "SELECT 1").exit_code == 1


def test_a_long_answer_streams(built):
    """A hundred million rows: the first line comes at once, and memory stays under the limit."""
    command = f"{sys.executable} -m warehouse query --data '{built}' --format csv 'FROM range(100000000)' | head -n 3"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False, timeout=30)
    assert run.stdout == "range\n0\n1\n"


@pytest.mark.parametrize(
    ("sql", "position", "is_name"),
    [
        ("SELECT nama FROM provinces", "               ^", True),
        ("FROM tiada", "^", True),
        ("SELEC 1", "^", False),
        ("SELECT 'a'::INTEGER", "", False),
    ],
)
def test_errors_show_where_and_names_get_a_hint(built, sql, position, is_name):
    result = query(built, sql)
    assert position in result.stderr
    assert ("data_dictionary" in result.stderr) is is_name


def test_a_recipe_is_asked_as_it_stands(built):
    recipe = (ROOT / "warehouse/cookbook/national_or_local.sql").read_text(encoding="utf-8")
    assert "city" in query(built, "--", recipe).stdout
    run = CliRunner().invoke(
        app, ["query", "--data", str(built), "--file", str(ROOT / "warehouse/cookbook/national_or_local.sql")]
    )
    assert "city" in run.stdout
    assert query(built).exit_code == 2


def test_names_are_covered_unless_said(tmp_path):
    folder = build_covered_warehouse(tmp_path)
    sql = "SELECT o.name, a.text, e.value FROM officials o JOIN articles a USING (article_id), evidence e"
    covered, named = query(folder, sql + " WHERE kind = 'official'"), query(folder, "--names", sql)
    assert (covered.exit_code, named.exit_code) == (0, 0)
    assert COVERED not in covered.stdout
    assert named.stdout.count(COVERED) >= 3
    helped = CliRunner().invoke(app, ["query", "--help"], env={"COLUMNS": "200"})
    assert "only for those entitled" in helped.stdout


def test_search(built):
    found = CliRunner().invoke(app, ["search", "--data", str(built), "edaran", "netral", "OR", "awasi"])
    assert found.exit_code == 0
    assert "Pemkot Batam **awasi** akun pegawai\n  2024-10-07, Warta Batam, a-1\n" in found.stdout
    assert found.stdout.endswith("1 article found\n")
    assert CliRunner().invoke(app, ["search", "--data", str(built), "tiadakata"]).stdout == "0 articles found\n"
    assert CliRunner().invoke(app, ["search", "--data", str(built / "tiada"), "a"]).exit_code == 1


def test_search_finds_no_covered_name(tmp_path):
    folder = build_covered_warehouse(tmp_path)
    assert "0 articles found" in CliRunner().invoke(app, ["search", "--data", str(folder), COVERED]).stdout
    assert "1 article found" in CliRunner().invoke(app, ["search", "--data", str(folder), "berkampanye"]).stdout


def test_hits_are_marked_where_they_stand():
    snippet = Snippet("satu\n\x1b[2J dua tiga", 5, 23, (Span(0, 4), Span(10, 13)))
    hit = SearchHit("a-1", 1.0, "dua kata", (Span(0, 3),), None, None, None, snippet)
    answer = SearchAnswer((hit,), 3, ("yang",), is_cut=True)
    out = io.StringIO()
    write_hits(answer, out, is_terminal=False)
    assert out.getvalue() == (
        "**dua** kata\n  no day, no outlet, a-1\n  **satu** ·[2J **dua** tiga\n\n"
        "left out, for they stand nearly everywhere: yang\nthe question was too long: its end was not asked\n"
        "3 articles found, the best 1 shown\n"
    )
    out = io.StringIO()
    write_hits(answer, out, is_terminal=True)
    assert out.getvalue().count("\x1b[1m") == out.getvalue().count("\x1b[0m") == out.getvalue().count("\x1b") / 2 == 3


def test_release_and_diff(built):
    """Two releases of different articles: written where they should be, never twice, and compared."""
    release = ["release", "--data", str(built)]
    first = CliRunner().invoke(app, [*release, "1"])
    assert first.exit_code == 0, first.output
    assert (built / "releases/netralitas-1/SHA256SUMS").is_file()
    assert CliRunner().invoke(app, [*release, "1"]).exit_code == 1
    assert CliRunner().invoke(app, [*release, "a/b"]).exit_code == 1
    assert CliRunner().invoke(app, ["release", "--data", str(built / "tiada"), "1"]).exit_code == 1
    other = build_covered_warehouse(built / "another")
    second = CliRunner().invoke(app, ["release", "--data", str(other), "--out", str(built / "other"), "2"])
    assert second.exit_code == 0, second.output
    sides = [str(built / "releases/netralitas-1"), str(built / "other/netralitas-2")]
    told = CliRunner().invoke(app, ["diff", *sides])
    assert "+ k-1 (new article)" in told.stdout
    assert "- a-1 (article no longer there)" in told.stdout
    found = json.loads(CliRunner().invoke(app, ["diff", "--json", "--listed", "0", *sides]).stdout)
    (articles,) = [table for table in found["tables"] if table["name"] == "articles"]
    assert (found["is_same"], articles["changed"], articles["rows"]) == (False, 0, [])
    assert CliRunner().invoke(app, ["diff", sides[0], str(built / "tiada")]).exit_code == 1


def test_a_release_with_names_only_when_said(tmp_path):
    folder = build_covered_warehouse(tmp_path)
    for flags, seen in ([], False), (["--named"], True):
        target = tmp_path / f"out{len(flags)}"
        run = CliRunner().invoke(app, ["release", "--data", str(folder), "--out", str(target), *flags, "1"])
        assert run.exit_code == 0, run.output
        names = pyarrow.parquet.read_table(target / "netralitas-1/parquet/officials.parquet").column("name").to_pylist()
        assert (names == [COVERED]) is seen


LOST = """
[[correction]]
id = "lost-1"
kind = "withdraw"
article = "tiada"
by = "redaksi"
made_on = 2024-11-05
why = "Two outlets were mixed up"
"""


def test_a_build_warns_of_lost_corrections(tmp_path, caplog):
    """All else is built, but the exit status says that something wants a look."""
    (tmp_path / "saya.txt").write_text(TEXT, encoding="utf-8")
    data = tmp_path / "data"
    for stage in (["crawler", "import"], ["nlp", "extract"]):
        more = [str(tmp_path / "saya.txt")] if stage[0] == "crawler" else []
        subprocess.run(
            [sys.executable, "-m", *stage, "--data", str(data), *more], cwd=ROOT, check=True, capture_output=True
        )
    caplog.set_level("INFO")
    assert CliRunner().invoke(app, ["build", "--data", str(data)]).exit_code == 0
    (data / "corrections.toml").write_text(LOST, encoding="utf-8")
    for flags in ([], ["--full"]):
        caplog.clear()
        run = CliRunner().invoke(app, ["build", "--data", str(data), *flags])
        assert run.exit_code == 1, run.output
        assert [record.message for record in caplog.records if "lost-1" in record.message], caplog.text
        assert query(data, "--format", "csv", "SELECT count(*) FROM articles").stdout.splitlines()[-1] == "1"
    assert warehouse_path(data).is_file()

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

from warehouse.__main__ import app
from warehouse.shell import Answer, write_csv, write_json, write_table

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

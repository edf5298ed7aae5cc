import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.covered_warehouse import COVERED, build_covered_warehouse
from warehouse.connection import WarehouseUnavailable, warehouse_path
from warehouse.repl import Repl, is_complete

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("SELECT 1;", True),
        ("SELECT 1; \n", True),
        ("SELECT 1", False),
        ("SELECT ';", False),
        ("SELECT ';'", False),
        ("SELECT ';';", True),
        ("SELECT 'it''s;' ;", True),
        ('SELECT ";"', False),
        ("SELECT 1 -- ;", False),
        ("SELECT 1 -- it's\n;", True),
        ("SELECT 1 /* ; ", False),
        ("SELECT 1; /* done */", True),
        ("SELECT $$;", False),
        ("SELECT $a$ ' ; $a$;", True),
        ("SELECT 1; -- said", True),
    ],
)
def test_where_a_statement_ends(text, whole):
    assert is_complete(text) is whole


@given(st.text(alphabet="a;'\"$-/* \n", max_size=40))
def test_a_quoted_text_never_ends_a_statement(text):
    quoted = text.replace("'", "''")
    assert not is_complete(f"SELECT '{quoted}")
    assert not is_complete(f"SELECT '{quoted}'")
    assert is_complete(f"SELECT '{quoted}';")


def typed(built, lines, monkeypatch, limit=20.0, with_names=False):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    Repl(warehouse_path(built), out, limit, with_names).loop()
    return out.getvalue()


def test_questions_over_lines_and_errors(built, monkeypatch):
    lines = [
        "SELECT type",
        "FROM measures",
        "ORDER BY 1;",
        "SELECT typo FROM measures;",
        "",
        "SELECT 1 AS a; SELECT 2 AS b;",
    ]
    out = typed(built, lines, monkeypatch)
    assert "circular\nmonitoring\n" in out
    assert 'Referenced column "typo" not found' in out
    assert "FROM data_dictionary" in out
    assert re.search(r"a\n-\n1\nb\n-\n2\n$", out)


def test_a_last_line_without_semicolon_is_asked(built, monkeypatch):
    assert typed(built, ["SELECT 41 + 1 AS n"], monkeypatch) == " n\n--\n42\n"


def test_commands(built, monkeypatch):
    out = typed(
        built, [".tables", ".columns violations", ".columns tiada", ".wat", ".quit", "SELECT 99999;"], monkeypatch
    )
    assert re.search(r"^evidence +view", out, re.M)
    assert re.search(r"^status +VARCHAR: ", out, re.M)
    assert "no table or view tiada" in out
    assert "Ctrl-C stops a question" in out
    assert "99999" not in out


def test_format(built, monkeypatch):
    assert typed(built, [".format json", "SELECT 1 AS n;"], monkeypatch) == '[\n {"n": 1}\n]\n'


def test_nothing_is_written(built, monkeypatch):
    out = typed(built, ["DELETE FROM measures;", "SELECT count(*) AS n FROM articles;"], monkeypatch)
    assert "read-only" in out
    assert out.endswith("n\n-\n1\n")


def test_names_are_covered_unless_said(tmp_path, monkeypatch):
    folder = build_covered_warehouse(tmp_path)
    asked = ["SELECT name FROM officials;", "SELECT text FROM articles;", "SELECT name FROM officials_with_region;"]
    assert COVERED not in typed(folder, asked, monkeypatch)
    assert typed(folder, asked, monkeypatch, with_names=True).count(COVERED) == 3


def test_a_question_that_takes_too_long(built, monkeypatch):
    lines = ["SELECT count(*) FROM range(10000000) a, range(10000000) b;", "SELECT 7 AS n;"]
    out = typed(built, lines, monkeypatch, limit=0.3)
    assert "no answer within 0.3 seconds" in out
    assert out.endswith("n\n-\n7\n")


def test_no_warehouse(tmp_path, monkeypatch):
    with pytest.raises(WarehouseUnavailable):
        typed(tmp_path, [], monkeypatch)


def hear(terminal, wanted, seconds=20.0):
    """What a terminal says until it has said what is wanted, or the time is over."""
    text, until = "", time.monotonic() + seconds
    while wanted not in text and time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            text += os.read(terminal, 65536).decode()
    return text


def read_until(terminal, wanted):
    text = hear(terminal, wanted)
    assert wanted in text, text


def stop_question(process, terminal, tries=8):
    """Interrupt until the shell says that it stopped: a signal that comes before the question begins is lost.

    What it says may come in pieces, the last of them after the next signal.
    """
    heard = ""
    for _ in range(tries):
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        heard += hear(terminal, "stopped\r\nnetralitas> ", seconds=5)
        if "stopped" in heard and heard.endswith("netralitas> "):
            return
    raise AssertionError(heard)


def test_ctrl_c_stops_the_question_and_not_the_shell(built, tmp_path):
    terminal, theirs = pty.openpty()
    command = [sys.executable, "-m", "warehouse", "shell", "--data", str(built)]
    environment = os.environ | {"HOME": str(tmp_path), "TERM": "dumb"}
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    try:
        read_until(terminal, "netralitas> ")
        os.write(terminal, b"SELECT count(*) FROM range(10000000) a, range(10000000) b;\n")
        stop_question(process, terminal)
        os.write(terminal, b"SELECT 6 * 7 AS answer;\n")
        read_until(terminal, "42\r\nnetralitas> ")
        os.write(terminal, b"\x04")
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
        os.close(theirs)
        os.close(terminal)
    assert "6 * 7" in (tmp_path / ".netralitas_history").read_text()

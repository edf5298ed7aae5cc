"""The interactive prompt: SQL up to a semicolon, and a few commands that begin with a dot. Read-only."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import duckdb

from warehouse.connection import Warehouse
from warehouse.shell import WRITERS, run, told_plainly, uncover

PROMPT, MORE = "netralitas> ", "       ...> "
HISTORY = Path("~/.netralitas_history")
HISTORY_LINES = 1000
# Seconds between two looks whether a question is answered or Ctrl-C was pressed.
LOOK_SECONDS = 0.2
HELP = """Write SQL and end it with a semicolon; it may run over several lines. Nothing can be changed.
  .tables          the tables and views, and what a row of each is
  .columns NAME    the columns of one of them, and what they mean
  .format FORMAT   table, csv or json
  .help  .quit
Ctrl-C stops a question, Ctrl-D ends the shell. FROM data_dictionary tells all there is to ask.
"""
TABLES = "SELECT name, kind, comment FROM data_dictionary WHERE column_name IS NULL ORDER BY kind, name"
COLUMNS = "SELECT column_name, data_type, comment FROM data_dictionary WHERE lower(name) = lower(?) AND kind = 'column'"
# Where a semicolon does not end a statement.
QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$).*?\1|--[^\n]*|/\*.*?\*/""", re.S)
OPEN = re.compile(r"""['"]|\$\w*\$|/\*""")


def is_complete(text: str) -> bool:
    """Whether a statement ends here: with a semicolon that no quotation mark or comment holds."""
    rest = QUOTED.sub(" ", text)
    return rest.rstrip().endswith(";") and OPEN.search(rest) is None


class Repl:
    """The prompt on one warehouse; every question sees the newest build, `with_names` the names that are covered."""

    def __init__(self, path: Path, out: TextIO, limit_seconds: float, with_names: bool = False) -> None:
        self.warehouse = Warehouse(path)
        self.out = out
        self.limit_seconds = limit_seconds
        self.with_names = with_names
        self.format = "table"

    def loop(self) -> None:
        """Read and answer until `.quit` or the end of the input. Raises WarehouseUnavailable before it begins."""
        self.warehouse.cursor().close()
        is_terminal = sys.stdin.isatty()
        if is_terminal:
            _load_history()
            names = ", with names: for those entitled" if self.with_names else ""
            self.out.write(f"{self.warehouse.path}, read-only{names}; .help tells more\n")
        buffer = ""
        try:
            while True:
                try:
                    line = _read_line((MORE if buffer else PROMPT) if is_terminal else "")
                except EOFError:
                    if buffer.strip():
                        self.answer(buffer)
                    break
                except KeyboardInterrupt:
                    buffer = ""
                    self.out.write("\n")
                    continue
                if not buffer and line.strip().startswith("."):
                    if not self.command(line.strip()):
                        break
                    continue
                buffer = f"{buffer}\n{line}" if buffer else line
                if not buffer.strip():
                    buffer = ""
                elif is_complete(buffer):
                    self.answer(buffer)
                    buffer = ""
        finally:
            if is_terminal:
                _save_history()

    def command(self, line: str) -> bool:
        """Do what a line with a dot says; False ends the shell."""
        name, _, argument = line.partition(" ")
        argument = argument.strip().rstrip(";")
        if name in (".quit", ".exit"):
            return False
        if name == ".tables":
            self.answer(TABLES)
        elif name == ".columns" and argument:
            self._columns(argument)
        elif name == ".format" and argument in WRITERS:
            self.format = argument
        else:
            self.out.write(HELP)
        return True

    def answer(self, sql: str) -> None:
        """Run the statements one by one and write each answer, or what is wrong; Ctrl-C stops them and nothing else."""
        try:
            with self.warehouse.cursor() as con:
                if self.with_names:
                    uncover(con)
                with told_plainly():
                    statements = con.extract_statements(sql)
                for statement in statements:
                    self._run(con, statement)
        except KeyboardInterrupt:
            self.out.write("stopped\n")
        except (RuntimeError, duckdb.Error) as error:  # a build may be swapping the file
            self.out.write(f"{error}\n")
        self.out.flush()

    def _run(self, con: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
        """Run one statement in a thread of its own: within a long step DuckDB does not look whether Ctrl-C was pressed.

        Raises KeyboardInterrupt where it was, and what `run` raises.
        """
        is_stopped = False
        with ThreadPoolExecutor(1) as pool:
            write = WRITERS[self.format]
            task = pool.submit(run, con, statement, self.limit_seconds, lambda answer: write(answer, self.out))
            while not task.done():
                try:
                    wait([task], LOOK_SECONDS)
                except KeyboardInterrupt:
                    is_stopped = True
                if is_stopped:
                    con.interrupt()
        if is_stopped:
            raise KeyboardInterrupt
        task.result()

    def _columns(self, name: str) -> None:
        with self.warehouse.cursor() as con:
            rows = con.execute(COLUMNS, [name]).fetchall()
        if not rows:
            self.out.write(f"no table or view {name}: .tables lists them\n")
        width = max((len(column) for column, _, _ in rows), default=0)
        for column, data_type, comment in rows:
            self.out.write(f"{column:{width}}  {data_type}: {comment}\n")


def _read_line(prompt: str) -> str:
    if prompt:
        return input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _load_history() -> None:
    """Arrow keys recall earlier lines; without the readline module, or a home that can be read, they do not."""
    with suppress(ImportError, OSError, RuntimeError):
        import readline

        readline.set_history_length(HISTORY_LINES)
        readline.read_history_file(HISTORY.expanduser())


def _save_history() -> None:
    with suppress(ImportError, OSError, RuntimeError):
        import readline

        readline.write_history_file(HISTORY.expanduser())

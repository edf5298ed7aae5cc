"""The SQL in `sql/`, one question or part of a question to a file."""

from functools import cache
from pathlib import Path

SQL = Path(__file__).parent / "sql"


@cache
def sql_of(name: str) -> str:
    """The text of a file in `sql/`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8").strip()

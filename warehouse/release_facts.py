"""What a release tells of its data: coverage, known gaps, and whether a protected name would get out."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.release_catalog import Table

SQL = Path(__file__).parent / "sql"
GAP = re.compile(r"^-- gap (\w+): (.+)\n((?:(?!--).*\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the papers say of the data; days are ISO 8601, None where none is known."""

    is_demonstration: bool
    schema_version: int
    pipeline: str | None
    article_count: int
    story_count: int
    data_date: str | None
    first_report_date: str | None
    last_report_date: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the release does not hold; `count` None where this file has no table to tell it from."""

    name: str
    sentence: str
    count: int | None
    which: str | None = None

    def __str__(self) -> str:
        told = self.sentence.format(n=f"{self.count:,}" if self.count is not None else "?")
        return f"{told} They are: {self.which}." if self.which else told


def read_facts(con: duckdb.DuckDBPyConnection) -> Facts:
    """Facts of the data set. Raises ValueError where there is no row of it."""
    found = con.execute(_sql("release_facts")).fetchone()
    if found is None:
        raise ValueError("table dataset: no row, so nothing tells what this file was built from")
    return Facts(*found)


def find_gaps(con: duckdb.DuckDBPyConnection) -> list[Gap]:
    """Every gap that is asked for, those with zero among them, in the order of the file."""
    gaps = []
    for name, sentence, sql in GAP.findall(_sql("release_gaps") + "\n"):
        try:
            row = con.execute(sql).fetchone()
        except (duckdb.CatalogException, duckdb.BinderException):  # a file without this table or column
            gaps.append(Gap(name, sentence, None))
            continue
        gaps.append(Gap(name, sentence, int(row[0]) if row else 0, row[1] if row else None))
    return gaps


def read_coverage(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Outlets with the days watched, and provinces."""
    outlets = _rows(con, _sql("release_coverage"))
    provinces = _rows(con, "SELECT * FROM coverage_by_province ORDER BY province_code")
    return {
        "note": "A day of an outlet that was not watched, and a province that is not covered, say nothing: not zero.",
        "outlet_count": len(outlets),
        "watched_outlet_count": sum(outlet["watched_day_count"] > 0 for outlet in outlets),
        "outlet_day_count": sum(outlet["watched_day_count"] for outlet in outlets),
        "covered_province_count": sum(province["is_covered"] for province in provinces),
        "uncovered_provinces": [province["name"] for province in provinces if not province["is_covered"]],
        "outlets": outlets,
        "provinces": provinces,
    }


def find_exposed(con: duckdb.DuckDBPyConnection, tables: list[Table]) -> list[str]:
    """Where a protected person's full name stands in a released row of their article or of themselves.

    Told as "table.column (id of the article or person)", never by the name.
    """
    con.execute(_sql("release_exposed"))
    exposed = []
    for table in tables:
        names = {column.name for column in table.columns}
        key = next((name for name in ("article_id", "first_article_id", "person_id") if name in names), None)
        if key is None:
            continue
        for column in table.columns:
            if column.data_type != "VARCHAR" or column.name.endswith(("_id", "_code")):
                continue
            row = con.execute(
                f"SELECT min(p.id) FROM {table.source} "  # noqa: S608 - names of the catalog
                f"JOIN release_protected AS p ON p.id = source.{key} "
                f"WHERE contains(lower({column.select}), p.name)"
            ).fetchone()
            if row and row[0] is not None:
                exposed.append(f"{table.name}.{column.name} ({row[0]})")
    con.execute("DROP TABLE release_protected")
    return exposed


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = con.execute(sql)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")

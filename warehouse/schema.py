"""The tables and views of the warehouse, from `schema.sql` and `views/`."""

import tomllib
from functools import cache
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent
# Raised with every change of a table or view that a reader would notice; a file of another number is built anew.
SCHEMA_VERSION = 5
# In the order of their making: a view stands after those it reads.
VIEWS = (
    "sentence_texts",
    "article_provinces",
    "evidence",
    "coverage_by_province",
    "coverage_by_outlet_day",
    "articles_by_province",
    "articles_by_outlet",
    "measures_by_region_month_type",
    "violations_by_state",
    "officials_with_region",
    "data_dictionary",
)


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Make all tables and views, empty, with their comments."""
    con.execute((FOLDER / "schema.sql").read_text(encoding="utf-8"))
    for name in VIEWS:
        con.execute((FOLDER / "views" / f"{name}.sql").read_text(encoding="utf-8"))


@cache
def domain_values() -> dict[str, frozenset[str]]:
    """The values that the tables accept, by the names in `domain.toml` (`measure_types`, `relevance`, ...)."""
    with (FOLDER / "domain.toml").open("rb") as file:
        return {name: frozenset(values) for name, values in tomllib.load(file).items()}

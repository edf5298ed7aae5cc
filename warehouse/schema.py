"""The tables and views of the warehouse, from `schema.sql`, `schema/` and `views/`.

Tables that hold names of persons lie in the schema `named`; `main` has a view of the same name for each, which shows
protected names masked (`warehouse.privacy`). Every other view is made twice, over the masked and over the named tables,
so that `SET search_path = 'named,main'` shows everything to those who may see it.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb

from warehouse.facts import make_facts
from warehouse.privacy import create_masked_views, reading_names

FOLDER = Path(__file__).parent
# Raised with every change of a table or view that a reader would notice; a file of another number is built anew.
SCHEMA_VERSION = 10
# Tables of the schema `named`.
NAMED_TABLES = (
    "articles",
    "article_versions",
    "officials",
    "mentions",
    "quotes",
    "statements",
    "persons",
    "corrections",
    "masked_spans",
    "case_reports",
)
# Of a million texts only those of a page are read, which an index finds. A reader holds it in memory, whole (47 MB at a
# million articles), so the other tables, which are narrow, have none.
INDEXES = {"named.articles": "article_id"}
# Files of `schema/` in the order of their making.
PARTS = ("reference", "persons", "corrections", "cases", "search")
# In the order of their making: a view stands after those it reads, and between the two groups the facts are made.
BASE_VIEWS = ("sentence_texts", "article_provinces", "evidence", "officials_with_region")
FACT_VIEWS = (
    "coverage_by_province",
    "coverage_by_outlet_day",
    "articles_by_province",
    "election_regions",
    "articles_by_province_then",
    "contest_articles",
    "official_total_regions",
    "official_total_cases",
    "official_total_reports",
    "reconciliation",
    "articles_by_outlet",
    "measures_by_region_month_type",
    "violations_by_state",
    "evidence_by_region_election",
    "measures_by_region_election_month_type",
    "violations_by_region_election_month_type",
    "rates_by_province_month",
    "cases_by_region_election",
    "case_evidence",
    "data_dictionary",
)
VIEWS = BASE_VIEWS + FACT_VIEWS


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Make all tables and views, empty, with their comments; all or nothing.

    One transaction: hundreds of statements that each went to disk for itself took ten times as long.
    """
    con.execute("BEGIN")
    try:
        _create(con)
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


def create_indexes(con: duckdb.DuckDBPyConnection) -> None:
    """Make the indexes that are not there yet.

    Once all is loaded, for that is quicker; later builds keep them up as they go.
    """
    for table, column in INDEXES.items():
        name = f"{table.rpartition('.')[2]}_by_{column}"
        con.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column})")


def _create(con: duckdb.DuckDBPyConnection) -> None:
    con.execute((FOLDER / "schema.sql").read_text(encoding="utf-8"))
    for name in PARTS:
        con.execute((FOLDER / "schema" / f"{name}.sql").read_text(encoding="utf-8"))
    create_masked_views(con)
    _make_views(con, BASE_VIEWS)
    make_facts(con, is_within=True)  # empty yet
    _make_views(con, FACT_VIEWS)
    with reading_names(con):
        _make_views(con, VIEWS)


def _make_views(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    for name in names:
        con.execute((FOLDER / "views" / f"{name}.sql").read_text(encoding="utf-8"))


@cache
def domain_values() -> dict[str, frozenset[str]]:
    """The values that the tables accept, by the names in `domain.toml` (`measure_types`, `relevance`, ...)."""
    with (FOLDER / "domain.toml").open("rb") as file:
        return {name: frozenset(values) for name, values in tomllib.load(file).items()}

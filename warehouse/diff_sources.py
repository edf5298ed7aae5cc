"""The two sides of a comparison: a release's folder or a warehouse file, as schemas of one connection."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.release_catalog import quoted, read_catalog

FACTS = ("schema_version", "pipeline", "article_count", "story_count")


class DiffRefused(RuntimeError):
    """A path is neither a release nor a warehouse file, or it cannot be read; the message says which."""


@dataclass(frozen=True, slots=True)
class SideTable:
    """A table of one side. `source` is SQL; `key` names a row, None where rows may repeat."""

    source: str
    kind: str
    columns: dict[str, str]
    key: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its tables by name, and what its row of `dataset` says."""

    name: str
    tables: dict[str, SideTable]
    facts: dict[str, Any]
    is_demonstration: bool


def open_side(con: duckdb.DuckDBPyConnection, path: Path, label: str) -> Side:
    """Open a release (folder) or a warehouse file for reading; `label` names its schema. Raises DiffRefused."""
    if (path / "datapackage.json").is_file():
        tables = _release_tables(con, path, label)
    elif path.is_file():
        tables = _file_tables(con, path, label)
    else:
        raise DiffRefused(f"{path}: neither a release (a folder with datapackage.json) nor a warehouse file")
    if "dataset" not in tables:
        raise DiffRefused(f"{path}: no table dataset, so it is no warehouse of netralitas")
    dataset = tables["dataset"]
    names = [name for name in (*FACTS, "is_demonstration") if name in dataset.columns]
    row = con.execute(f"SELECT {', '.join(names)} FROM {dataset.source}").fetchone()  # noqa: S608 - our own names
    values = dict(zip(names, row, strict=True)) if row else {}
    return Side(path.name, tables, {name: values.get(name) for name in FACTS}, bool(values.get("is_demonstration")))


def _release_tables(con: duckdb.DuckDBPyConnection, path: Path, label: str) -> dict[str, SideTable]:
    try:
        package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
        resources = [
            (str(item["name"]), path / item["parquet"], str(item["kind"]), item["schema"].get("primaryKey"))
            for item in package["resources"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise DiffRefused(f"{path}: datapackage.json is not that of a release ({error!r})") from error
    con.execute(f"CREATE SCHEMA {label}")
    tables = {}
    for name, parquet, kind, key in resources:
        source = f"{label}.{quoted(name)}"
        literal = str(parquet).replace("'", "''")
        try:
            con.execute(f"CREATE VIEW {source} AS FROM read_parquet('{literal}')")
            tables[name] = SideTable(source, kind, _columns(con, source), tuple(key) if key else None)
        except duckdb.Error as error:
            raise DiffRefused(f"{parquet}: {str(error).splitlines()[0]}") from error
    return tables


def _file_tables(con: duckdb.DuckDBPyConnection, path: Path, label: str) -> dict[str, SideTable]:
    literal = str(path).replace("'", "''")
    try:
        con.execute(f"ATTACH '{literal}' AS {label} (READ_ONLY)")
        con.execute(f"USE {label}")
        catalog = read_catalog(con, with_texts=True, with_references=False)
    except duckdb.Error as error:
        raise DiffRefused(f"{path}: not a warehouse file ({str(error).splitlines()[0]})") from error
    finally:
        con.execute("USE memory")
    tables = {}
    for table in catalog:
        source = f"{label}.main.{quoted(table.name)}"
        columns = {column.name: column.data_type for column in table.columns}
        tables[table.name] = SideTable(source, table.kind, columns, table.key if table.has_unique_key else None)
    return tables


def _columns(con: duckdb.DuckDBPyConnection, source: str) -> dict[str, str]:
    return {str(name): str(data_type) for name, data_type, *_ in con.execute(f"DESCRIBE {source}").fetchall()}

"""Third stage: articles and annotations as tables in one DuckDB file, and the questions asked of it.

In a notebook or script, `warehouse.connect("data")` opens what was built there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    import duckdb

__all__ = ["connect"]


def connect(data: str | PathLike[str] = "data") -> duckdb.DuckDBPyConnection:
    """Open the warehouse of a data directory, or a warehouse file, for reading.

    `connect("data").sql("FROM articles_by_province")` is a relation: `.df()` makes it a pandas frame, `.pl()` a polars
    one, `.to_arrow_table()` an Arrow table. Nothing can be written and nothing outside the file be reached. The
    connection keeps the file it opened, also when a build puts a new one in its place.
    Raises warehouse.connection.WarehouseUnavailable (a RuntimeError) where there is none.
    """
    from pathlib import Path

    from warehouse.connection import connect as connect_file
    from warehouse.connection import warehouse_path

    path = Path(data)
    return connect_file(warehouse_path(path) if path.is_dir() or not path.suffix else path)

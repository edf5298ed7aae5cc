import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import warehouse
from warehouse.connection import WarehouseUnavailable, warehouse_path

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "form", [str, Path, lambda folder: warehouse_path(folder), lambda folder: str(warehouse_path(folder))]
)
def test_a_directory_or_a_file(built, form):
    with warehouse.connect(form(built)) as con:
        assert con.sql("SELECT article_id FROM articles").fetchall() == [("a-1",)]


def test_frames_of_three_kinds(built):
    with warehouse.connect(built) as con:
        asked = "SELECT measure_id, start_char, actor FROM measures ORDER BY start_char"
        columns = ["measure_id", "start_char", "actor"]
        pandas = con.sql(asked).df()
        assert (list(pandas.columns), pandas.start_char.tolist()) == (columns, [13, 144])
        polars = con.sql(asked).pl()
        assert (polars.columns, polars["actor"].to_list()) == (columns, ["Pemkot Batam", None])
        arrow = con.sql(asked).to_arrow_table()
        assert (arrow.column_names, arrow["start_char"].to_pylist()) == (columns, [13, 144])


def test_values_are_bound_and_nothing_is_written(built):
    with warehouse.connect(built) as con:
        assert con.execute("SELECT count(*) FROM articles WHERE article_id = $id", {"id": "a-1"}).fetchone() == (1,)
        with pytest.raises(duckdb.Error, match="read-only"):
            con.execute("DELETE FROM measures")
        with pytest.raises(duckdb.Error):
            con.execute("SELECT * FROM read_text('/etc/hostname')")


@pytest.mark.parametrize("place", ["", "tiada", "tiada.duckdb"])
def test_none_there(tmp_path, place):
    with pytest.raises(WarehouseUnavailable, match="make rebuild"):
        warehouse.connect(tmp_path / place)


def test_the_import_is_cheap():
    """Neither DuckDB nor pandas is loaded before the first connection."""
    told = "import sys, warehouse; print([name for name in ('duckdb', 'pandas', 'pyarrow') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout == "[]\n"

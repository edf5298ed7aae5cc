import shutil
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from warehouse.connection import Warehouse, WarehouseUnavailable, connect, warehouse_path
from warehouse.schema import SCHEMA_VERSION


def test_no_warehouse_says_what_to_do(tmp_path):
    with pytest.raises(WarehouseUnavailable, match=r"no warehouse at .*netralitas\.duckdb.*make rebuild"):
        Warehouse(warehouse_path(tmp_path)).cursor()


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 20_000])
def test_another_file_is_no_warehouse(tmp_path, content):
    path = warehouse_path(tmp_path)
    path.write_bytes(content)
    with pytest.raises(WarehouseUnavailable, match="make rebuild"):
        connect(path)


def test_another_schema_is_refused(built):
    path = warehouse_path(built)
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE dataset SET schema_version = ?", [SCHEMA_VERSION + 1])
    with pytest.raises(WarehouseUnavailable, match="another version"):
        connect(path)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO provinces VALUES ('99', 'Nowhere')",
        "DELETE FROM measures",
        "CREATE TABLE mine (a INTEGER)",
        "DROP VIEW evidence",
        "UPDATE articles SET text = ''",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "FROM '/etc/passwd'",
        "COPY articles TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "SELECT * FROM 'https://wartabatam.example/x.parquet'",
    ],
)
def test_nothing_can_be_written_or_reached(built, sql):
    before = sorted(path.name for path in built.iterdir())
    with Warehouse(warehouse_path(built)).cursor() as cursor:
        with pytest.raises(duckdb.Error):
            cursor.execute(sql.format(folder=built)).fetchall()
        assert cursor.execute("SELECT count(*) FROM measures").fetchone() == (2,)
    assert sorted(path.name for path in built.iterdir()) == before


def test_a_folder_may_have_any_name(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("o'brien; DROP TABLE x --")
    shutil.copy(warehouse_path(built), warehouse_path(folder))
    with Warehouse(warehouse_path(folder)).cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_threads_share_a_warehouse(built):
    warehouse = Warehouse(warehouse_path(built))

    def count(_: int) -> int:
        with warehouse.cursor() as cursor:
            row = cursor.execute("SELECT count(*) FROM evidence").fetchone()
            assert row is not None
            return row[0]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(count, range(100))) == {10}


def test_a_closed_warehouse_opens_again(built):
    warehouse = Warehouse(warehouse_path(built))
    with warehouse.cursor() as cursor:
        warehouse.close()
        assert cursor.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_a_vanished_file_is_told(built):
    warehouse = Warehouse(warehouse_path(built))
    warehouse.cursor().close()
    warehouse_path(built).unlink()
    with pytest.raises(WarehouseUnavailable, match="no warehouse at"):
        warehouse.cursor()

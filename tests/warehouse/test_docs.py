import re
from pathlib import Path

from warehouse.connection import connect, warehouse_path

PAGE = (Path(__file__).parents[2] / "docs/warehouse.md").read_text(encoding="utf-8")


def test_the_examples_run(built):
    examples = [sql for block in re.findall(r"```sql\n(.*?)```", PAGE, re.S) for sql in block.split(";") if sql.strip()]
    assert len(examples) >= 3
    with connect(warehouse_path(built)) as con:
        for sql in examples:
            con.execute(sql)


def test_every_table_and_view_is_on_the_page(con):
    names = {name for (name,) in con.execute("SELECT DISTINCT name FROM data_dictionary").fetchall()}
    assert {name for name in names if f"`{name}`" not in PAGE} == {"data_dictionary"}

import re
from pathlib import Path

from warehouse.connection import connect, warehouse_path

FACTS = re.compile(r"\w+_facts|\w+_numbers|fact_bits")
PAGE = (Path(__file__).parents[2] / "docs/warehouse.md").read_text(encoding="utf-8")


def test_the_examples_run(built):
    examples = [sql for block in re.findall(r"```sql\n(.*?)```", PAGE, re.S) for sql in block.split(";") if sql.strip()]
    assert len(examples) >= 3
    with connect(warehouse_path(built)) as con:
        for sql in examples:
            con.execute(sql)


def test_every_table_and_view_is_on_the_page(con):
    """But the dictionary itself, and the dashboard's facts, which nobody else is to ask."""
    names = {name for (name,) in con.execute("SELECT DISTINCT name FROM data_dictionary").fetchall()}
    missing = {name for name in names if f"`{name}`" not in PAGE}
    assert {name for name in missing if not FACTS.fullmatch(name)} == {"data_dictionary"}

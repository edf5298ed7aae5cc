"""Rows of `officials` grouped to forms: one name in one office, one person by itself, and the unit that is compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.person_names import Name, load_rules, parse_name
from warehouse.schema import domain_values

SQL = Path(__file__).parent / "sql"
# A short name and its full name: nearer than this in a post that several hold, and in one that one holds.
SHORT_DAYS, SHORT_DAYS_SINGLE = 183, 366
# One row is a person in an article. `day` is the report date; `mentions` the printed forms of the name.
COLUMNS = pa.schema(
    [
        ("official_id", pa.string()),
        ("article_id", pa.string()),
        ("name", pa.string()),
        ("role", pa.string()),
        ("acting", pa.string()),
        ("region_code", pa.string()),
        ("day", pa.date32()),
        ("story_id", pa.string()),
        ("primary_region_codes", pa.list_(pa.string())),
        ("mentions", pa.list_(pa.string())),
    ]
)


@dataclass(frozen=True, slots=True)
class Form:
    """One name in one office: its rows are one person unless a correction says otherwise.

    `number` is its place in the list. `place` is the region code of the office or, where it tells none (`is_inferred`),
    of the story; empty where neither does. Days are those of the first and last report, both None or neither.
    `is_parted` where a correction sets its row apart from another.
    """

    number: int
    is_parted: bool
    printed: str
    name: Name
    role: str
    family: str
    place: str
    is_inferred: bool
    era: str
    first_day: date | None
    last_day: date | None
    article_count: int


def group_forms(con: duckdb.DuckDBPyConnection, pinned: Sequence[str]) -> pa.Table:
    """Group the rows of `person_source` into the tables that the SQL of `sql/person_forms.sql` makes; list the forms.

    The row of an official_id in `pinned` is a form of its own.
    """
    _register_rules(con, pinned)
    con.execute(read_sql("person_forms"))
    return con.execute(read_sql("person_form_list")).to_arrow_table()


def _register_rules(con: duckdb.DuckDBPyConnection, pinned: Sequence[str]) -> None:
    """Give the grouping what it needs to know of names, roles and corrections, as tables."""
    printed = sorted(name for (name,) in con.execute("SELECT DISTINCT name FROM person_source").fetchall())
    names = [parse_name(name) for name in printed]
    key_numbers = {key: number for number, key in enumerate(sorted({name.key for name in names}))}
    con.register(
        "name_keys",
        pa.table(
            {
                "name": pa.array(printed, pa.string()),
                "name_no": pa.array(range(len(printed)), pa.int32()),
                "key_no": pa.array([key_numbers[name.key] for name in names], pa.int32()),
                "is_full": pa.array([name.is_full for name in names], pa.bool_()),
                "word_count": pa.array([len(name.words) for name in names], pa.int32()),
            }
        ),
    )
    rules = load_rules()
    roles = sorted(domain_values()["official_roles"])
    con.register(
        "person_roles",
        pa.table(
            {
                "role": roles,
                "family": [rules["families"].get(role, role) for role in roles],
                "is_national": [role in rules["national"] for role in roles],
                "patience_days": [
                    SHORT_DAYS_SINGLE if role in rules["single_holder"] else SHORT_DAYS for role in roles
                ],
            }
        ),
    )
    con.register("person_pins", pa.table({"official_id": pa.array(pinned, pa.string())}))


def read_forms(listed: pa.Table, parted: Collection[str]) -> list[Form]:
    """The forms of the list that `group_forms` gives; `parted` are official_ids that a correction sets apart."""
    names = ("pin", "name", "role", "family", "place", "is_inferred", "era", "first_day", "last_day", "article_count")
    columns = [listed[column].to_pylist() for column in names]
    return [
        Form(number, pin in parted, name, parse_name(name), *office)
        for number, (pin, name, *office) in enumerate(zip(*columns, strict=True))
    ]


@cache
def read_sql(name: str) -> str:
    """A file of `sql/`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")

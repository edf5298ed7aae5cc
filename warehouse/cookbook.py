"""Questions that researchers, monitors and journalists ask, as SQL with its meaning: `cookbook/*.sql`.

`python -m warehouse.cookbook DIR > docs/cookbook.md` writes the page with the answers of that data directory's
warehouse; the page in the repository shows the demonstration articles.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from warehouse.connection import connect, warehouse_path
from warehouse.schema import SCHEMA_VERSION

FOLDER = Path(__file__).parent / "cookbook"
HEAD = re.compile(r"-- (\w+): (.*)")
KEYS = {"topic", "question", "pertanyaan", "read"}
TOPICS = ("Places", "Measures", "Conduct", "Elections", "Voices", "Rules", "Sources", "Quality", "Following a case")
SHOWN_ROWS = 5
SHOWN_WIDTH = 70
INTRODUCTION = """# Cookbook

Questions to the warehouse, each ready to run: `python -m warehouse query --file warehouse/cookbook/NAME.sql`,
or a question of your own made from one. Under each stand the first rows of its answer for the **invented**
demonstration articles; "No rows." where these were not crawled, corrected or changed. Names are those that everybody
may see ([privacy.md](privacy.md)). This page is generated: [query.md](query.md) tells how.

Counts are kept apart everywhere: **articles**, independent **stories** (copies folded), and items read. `prohibited`,
`alleged` and `proven` are never added up, nor are cases alleged and cases in which a breach was found. NULL in a count
is *not covered*, which is not zero. To open a number, ask the view `evidence` for the same items (of cases:
`case_evidence`): it gives the article, the offsets and the sentence.
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One question in two languages, its SQL, and how to read the answer. `schema` is the first that can answer it."""

    name: str
    topic: str
    question: str
    pertanyaan: str
    read: str
    schema: int
    sql: str


def load_recipes() -> list[Recipe]:
    """Read all recipes, by topic and name. Raises ValueError naming the file whose head is not whole."""
    recipes = [parse_recipe(path.stem, path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.sql")]
    return sorted(recipes, key=lambda recipe: (TOPICS.index(recipe.topic), recipe.name))


def parse_recipe(name: str, text: str) -> Recipe:
    """Take a file apart: comment lines `-- key: value`, then the SQL."""
    lines = text.splitlines()
    count = next((number for number, line in enumerate(lines) if not HEAD.fullmatch(line)), len(lines))
    head = {match[1]: match[2] for line in lines[:count] if (match := HEAD.fullmatch(line))}
    schema = int(head.pop("schema", "6"))
    if set(head) != KEYS or head["topic"] not in TOPICS:
        raise ValueError(f"cookbook/{name}.sql: the head has {sorted(head)}, or a topic that is none")
    sql = "\n".join(lines[count:]).strip().removesuffix(";")
    return Recipe(name=name, schema=schema, sql=sql, **head)


def waiting(recipes: Sequence[Recipe]) -> list[Recipe]:
    """Those that ask for tables of a later schema."""
    return [recipe for recipe in recipes if recipe.schema > SCHEMA_VERSION]


def write_page(con: duckdb.DuckDBPyConnection, recipes: Sequence[Recipe]) -> str:
    """The page with every recipe that this schema can answer and the first rows of its answer; the others by name."""
    parts = [INTRODUCTION]
    later = waiting(recipes)
    topic = None
    for recipe in recipes:
        if recipe in later:
            continue
        if recipe.topic != topic:
            topic = recipe.topic
            parts.append(f"## {topic}\n")
        parts.append(f"### {recipe.question}\n\n*{recipe.pertanyaan}* (`{recipe.name}`)\n\n{recipe.read}\n")
        parts.append(f"```sql\n{recipe.sql};\n```\n\n{_answer(con, recipe.sql)}\n")
    if later:
        names = "\n".join(f"- `{recipe.name}` (schema {recipe.schema}): {recipe.question}" for recipe in later)
        parts.append(f"## Waiting for a later schema\n\n{names}\n")
    return "\n".join(parts)


def _answer(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The first rows as a Markdown table, and how many there are."""
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        return "No rows."
    lines = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in rows[:SHOWN_ROWS])]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return table if len(rows) <= SHOWN_ROWS else f"{table}\n\n{len(rows)} rows; the first {SHOWN_ROWS} are shown."


def _cell(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = "NULL" if value is None else value.isoformat() if isinstance(value, date | datetime) else str(value)
    text = " ".join(text.split())
    if len(text) > SHOWN_WIDTH:
        text = text[: SHOWN_WIDTH - 1] + "…"
    return re.sub(r"([|<>*_`\\\[\]])", r"\\\1", text)


if __name__ == "__main__":
    with connect(warehouse_path(Path(sys.argv[1]))) as connection:
        sys.stdout.write(write_page(connection, load_recipes()))

"""Stories in the warehouse: which articles copy an earlier one, found a week at a time (`warehouse.stories`).

Copies appear within seven days of each other, so an article's original lies in its own week or the one before. A week
is folded over the articles of both alone: what is found depends on nothing else, which lets a build fold again only the
weeks that changed and those after them, with the same result as folding everything. An article without a day is folded
on the day it came in; beyond that only the very same text makes it a copy.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from scale.places import Place
from warehouse.copy_files import COPIES
from warehouse.copy_kept import take_kept
from warehouse.copy_marks import (
    WEEK,
    Copy,
    Entry,
    Week,
    fold_week,
    week_after,
    week_before,
    week_of,
    with_weeks_before,
    without_residue,
)
from warehouse.crew import map_ahead
from warehouse.stories import find_triples

SQL = Path(__file__).parent / "sql"
# Articles of the weeks that one process folds at a time.
CHUNK_SIZE = 5_000


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is folded: `day` is None where nothing tells one, `residue` are spans of its text."""

    article_id: str
    day: date | None
    text: str
    residue: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Articles in order of publication, and the weeks (their Mondays; None: without a day) of those to be folded."""

    texts: Sequence[Text]
    weeks: Sequence[date | None]


def touched_weeks(con: duckdb.DuckDBPyConnection, table: str) -> set[date | None]:
    """The weeks of the articles that a table names, and of those that copy one of them."""
    rows = con.execute(f"""
        SELECT DISTINCT date_trunc('week', coalesce(report_date, imported_at::DATE))::DATE
        FROM named.articles AS a LEFT JOIN article_copies AS c USING (article_id)
        WHERE a.article_id IN (SELECT article_id FROM {table}) OR c.copy_of IN (SELECT article_id FROM {table})
    """).fetchall()  # noqa: S608 - our own name
    return {week for (week,) in rows}


def fold_weeks(
    con: duckdb.DuckDBPyConnection,
    changed: Iterable[Week],
    crew: Executor | None = None,
    linked: Place | None = None,
) -> None:
    """Bring article_copies, stories and the stories of articles up to date, where these weeks have changed.

    Weeks that were linked before at the place `linked` are taken from there (`warehouse.copy_kept`).
    """
    changed = set(changed)
    dated = {week for week in changed if week}
    weeks = sorted(dated | {after for week in dated if (after := week_after(week))})
    con.execute("""
        CREATE OR REPLACE TEMP TABLE residue_spans AS
        SELECT article_id, list([start_char, end_char] ORDER BY start_char, end_char) AS spans
        FROM sentences WHERE is_residue GROUP BY article_id
    """)
    taken = take_kept(con, linked, [*weeks, *changed & {None}]) if linked is not None else {}
    rest, has_undated = [week for week in weeks if week not in taken], None in changed and None not in taken
    _order_texts(con, rest, has_undated)
    chunks = _chunks(con, rest, has_undated)
    copies = [copy for found in (*taken.values(), *map_ahead(crew, fold_chunk, chunks)) for copy in found]
    con.execute("DROP TABLE fold_texts")
    con.register(
        "found_copies", pa.Table.from_pylist([dict(zip(COPIES.names, c, strict=True)) for c in copies], COPIES)
    )
    con.register("folded_weeks", pa.table({"week": pa.array(weeks, pa.date32())}))
    con.execute(
        """
        DELETE FROM article_copies WHERE article_id NOT IN (SELECT article_id FROM named.articles)
            OR article_id IN (
                SELECT article_id
                FROM (
                    SELECT article_id, date_trunc('week', coalesce(report_date, imported_at::DATE))::DATE AS week
                    FROM named.articles
                )
                WHERE if(week IS NULL, $has_undated, week IN (SELECT week FROM folded_weeks)))
        """,
        {"has_undated": None in changed},
    )
    con.execute("INSERT INTO article_copies BY NAME FROM found_copies")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE same_texts AS " + (SQL / "copies_undated.sql").read_text(encoding="utf-8")
    )
    con.execute("DELETE FROM article_copies WHERE article_id IN (SELECT article_id FROM same_texts)")
    con.execute("INSERT INTO article_copies BY NAME FROM same_texts")
    con.unregister("found_copies")
    con.unregister("folded_weeks")
    _tell_stories(con)


def _order_texts(con: duckdb.DuckDBPyConnection, weeks: Sequence[date], has_undated: bool) -> None:
    """Make `fold_texts`, the articles of these weeks and those before them by day: each week is then read alone."""
    needed = with_weeks_before({*weeks, None} if has_undated else weeks)
    con.register("needed_weeks", pa.table({"week": pa.array(list(needed), pa.date32())}))
    con.execute("CREATE OR REPLACE TEMP TABLE fold_texts AS " + (SQL / "copies_texts.sql").read_text(encoding="utf-8"))
    con.unregister("needed_weeks")


def fold_chunk(chunk: Chunk) -> list[Copy]:
    """The copies among the articles of the chunk's weeks; this may run in a process of its own."""
    by_week: dict[Week, list[Entry]] = {}
    for text in chunk.texts:
        triples = find_triples(without_residue(text.text, text.residue))
        by_week.setdefault(week_of(text.day), []).append(Entry(text.article_id, text.day, triples))
    copies: list[Copy] = []
    for week in chunk.weeks:
        before = week_before(week)
        copies += fold_week(by_week.get(before, []) if before else [], by_week.get(week, []))
    return copies


def _chunks(con: duckdb.DuckDBPyConnection, weeks: Sequence[date], has_undated: bool) -> Iterator[Chunk]:
    """The weeks that hold articles, some at a time, with the texts of the week before."""
    counts = con.execute("""
        SELECT date_trunc('week', coalesce(report_date, imported_at::DATE))::DATE AS week, count(*)
        FROM named.articles GROUP BY week
    """).fetchall()
    size = dict(counts)
    if has_undated and size.get(None):
        yield Chunk(_texts(con, None, None), [None])
    waiting: list[date] = []
    held = 0
    for week in weeks:
        if not size.get(week):
            continue
        if waiting and (held >= CHUNK_SIZE or week - waiting[-1] > 8 * WEEK):
            yield _chunk(con, waiting)
            waiting, held = [], 0
        waiting.append(week)
        held += size[week]
    if waiting:
        yield _chunk(con, waiting)


def _chunk(con: duckdb.DuckDBPyConnection, weeks: list[date]) -> Chunk:
    last_day = weeks[-1] + min(timedelta(days=6), date.max - weeks[-1])
    return Chunk(_texts(con, week_before(weeks[0]) or weeks[0], last_day), weeks)


def _texts(con: duckdb.DuckDBPyConnection, first_day: date | None, last_day: date | None) -> list[Text]:
    sql = (SQL / "copies_week.sql").read_text(encoding="utf-8")
    # A condition by the bare column: what lies beyond these days is not read.
    days = "fold_day IS NULL" if first_day is None else f"fold_day BETWEEN DATE '{first_day}' AND DATE '{last_day}'"
    rows = con.execute(sql.replace("{days}", days)).fetchall()
    return [Text(article_id, day, text, spans or ()) for article_id, day, text, spans in rows]


def _tell_stories(con: duckdb.DuckDBPyConnection) -> None:
    """Follow each copy to the first article of its story."""
    parents: dict[str, str] = dict(con.execute("SELECT article_id, copy_of FROM article_copies").fetchall())
    roots: dict[str, str] = {}
    for article_id in parents:
        path = [article_id]
        while (parent := parents.get(path[-1])) is not None and path[-1] not in roots:
            path.append(parent)
        root = roots.get(path[-1], path[-1])
        roots.update((step, root) for step in path if step in parents)
    con.register(
        "roots",
        pa.table(
            {"article_id": pa.array(roots.keys(), pa.string()), "story_id": pa.array(roots.values(), pa.string())}
        ),
    )
    con.execute("""
        UPDATE named.articles AS a SET story_id = r.story_id FROM roots AS r
        WHERE r.article_id = a.article_id AND a.story_id <> r.story_id
    """)
    con.execute("""
        UPDATE named.articles SET story_id = article_id
        WHERE story_id <> article_id AND article_id NOT IN (SELECT article_id FROM roots)
    """)
    con.unregister("roots")
    con.execute("DELETE FROM stories")
    con.execute("""
        INSERT INTO stories
        SELECT story_id, story_id, count(*) FROM named.articles GROUP BY story_id ORDER BY story_id
    """)

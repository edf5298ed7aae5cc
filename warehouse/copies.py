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

from warehouse.crew import map_ahead
from warehouse.stories import Triples, find_parents, find_triples

SQL = Path(__file__).parent / "sql"
WEEK = timedelta(days=7)
# Articles of the weeks that one process folds at a time.
CHUNK_SIZE = 5_000
COPIES = pa.schema([("article_id", pa.string()), ("copy_of", pa.string()), ("share", pa.float64())])


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


Copy = tuple[str, str, float]


def touched_weeks(con: duckdb.DuckDBPyConnection, table: str) -> set[date | None]:
    """The weeks of the articles that a table names, and of those that copy one of them."""
    rows = con.execute(f"""
        SELECT DISTINCT date_trunc('week', coalesce(report_date, imported_at::DATE))::DATE
        FROM named.articles AS a LEFT JOIN article_copies AS c USING (article_id)
        WHERE a.article_id IN (SELECT article_id FROM {table}) OR c.copy_of IN (SELECT article_id FROM {table})
    """).fetchall()  # noqa: S608 - our own name
    return {week for (week,) in rows}


def fold_weeks(con: duckdb.DuckDBPyConnection, changed: Iterable[date | None], crew: Executor | None = None) -> None:
    """Bring article_copies, stories and the stories of articles up to date, where these weeks have changed."""
    changed = set(changed)
    weeks = sorted({week for week in changed if week} | {week + WEEK for week in changed if week})
    con.execute("""
        CREATE OR REPLACE TEMP TABLE residue_spans AS
        SELECT article_id, list([start_char, end_char] ORDER BY start_char) AS spans
        FROM sentences WHERE is_residue GROUP BY article_id
    """)
    _order_texts(con, weeks, None in changed)
    chunks = _chunks(con, weeks, None in changed)
    copies = [copy for found in map_ahead(crew, fold_chunk, chunks) for copy in found]
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
    needed: set[date | None] = {*weeks, *(week - WEEK for week in weeks)} | ({None} if has_undated else set())
    con.register("needed_weeks", pa.table({"week": pa.array(list(needed), pa.date32())}))
    con.execute("CREATE OR REPLACE TEMP TABLE fold_texts AS " + (SQL / "copies_texts.sql").read_text(encoding="utf-8"))
    con.unregister("needed_weeks")


def fold_chunk(chunk: Chunk) -> list[Copy]:
    """The copies among the articles of the chunk's weeks; this may run in a process of its own."""
    triples = {text.article_id: find_triples(_without_residue(text)) for text in chunk.texts}
    by_week: dict[date | None, list[Text]] = {}
    for text in chunk.texts:
        by_week.setdefault(week_of(text.day), []).append(text)
    copies: list[Copy] = []
    for week in chunk.weeks:
        earlier = by_week.get(week - WEEK, []) if week else []
        copies += _fold_week(earlier, by_week.get(week, []), triples)
    return copies


def week_of(day: date | None) -> date | None:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday()) if day else None


def _fold_week(earlier: list[Text], own: list[Text], triples: dict[str, Triples]) -> Iterator[Copy]:
    """Each article of a week that copies one of its own week or the week before.

    An article without a publication time stands last in the order of its week, whatever its day: the two weeks are
    folded in that order, so that an original is always the one that was published earlier.
    """
    texts = [*earlier, *own]
    parents = find_parents([text.day for text in texts], [triples[text.article_id] for text in texts], len(earlier))
    for place, parent in parents.items():
        yield texts[place].article_id, texts[parent.place].article_id, parent.share


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
    return Chunk(_texts(con, weeks[0] - WEEK, weeks[-1] + timedelta(days=6)), weeks)


def _texts(con: duckdb.DuckDBPyConnection, first_day: date | None, last_day: date | None) -> list[Text]:
    sql = (SQL / "copies_week.sql").read_text(encoding="utf-8")
    # A condition by the bare column: what lies beyond these days is not read.
    days = "fold_day IS NULL" if first_day is None else f"fold_day BETWEEN DATE '{first_day}' AND DATE '{last_day}'"
    rows = con.execute(sql.replace("{days}", days)).fetchall()
    return [Text(article_id, day, text, spans or ()) for article_id, day, text, spans in rows]


def _without_residue(text: Text) -> str:
    parts, start = [], 0
    for first, last in text.residue:
        parts.append(text.text[start:first])
        start = last
    return "\n".join([*parts, text.text[start:]])


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

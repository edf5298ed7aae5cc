"""The state file of a crawler that shares its work, and what all know: taken from there at first, brought there often.

A crawler works with the SQLite file of its own machine, for SQLite does not go together with folders of a network, nor
with object stores. Triggers in it note which addresses something was learnt of; `publish` writes these as a part of
their outlet's knowledge (`crawler.known_parts`). What was noted and not yet published outlives a kill.
"""

import json
import logging
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock

from crawler.known_parts import ARTICLE_COLUMNS, COLUMNS, MANY_PARTS, KnownParts, Part, Row
from scale.places import Place
from scale.shared_files import is_there, read

log = logging.getLogger(__name__)
MOST_TRIES = 5
SCHEMA = """
CREATE TABLE IF NOT EXISTS changes (
    change_id INTEGER PRIMARY KEY AUTOINCREMENT, outlet TEXT NOT NULL, key TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS article_changed AFTER INSERT ON articles BEGIN
    INSERT INTO changes (outlet, key) VALUES (new.outlet, new.key);
END;
CREATE TRIGGER IF NOT EXISTS outside_changed AFTER INSERT ON outside BEGIN
    INSERT INTO changes (outlet, key) VALUES (new.outlet, new.key);
END;
CREATE TABLE IF NOT EXISTS parts (
    outlet TEXT PRIMARY KEY, number INTEGER NOT NULL, last_part INTEGER NOT NULL, merged TEXT NOT NULL
);
"""


class KnownKeeper:
    """Keeps a state file and the shared knowledge alike; `publish` may be called by a thread of its own.

    Methods raise OSError where the store refuses and BrokenPart where a part cannot be read.
    """

    def __init__(self, place: Place, state_file: Path, crawler: str) -> None:
        """The state file must have its tables (`crawler.crawl_state`)."""
        self._place = place
        self._crawler = crawler
        self._con = sqlite3.connect(state_file, isolation_level=None, timeout=60, check_same_thread=False)
        self._con.executescript(SCHEMA)
        self._lock = Lock()

    def close(self) -> None:
        """Let the file go."""
        self._con.close()

    def take(self, numbers: Mapping[str, int]) -> None:
        """Learn what others know of outlets, by id, each claimed under a number.

        What an earlier process of this crawler has not brought to the others goes first, under the number that it had,
        also of outlets that are another's by now.
        """
        self.publish()
        for outlet, number in numbers.items():
            self._take(outlet, number)
        self.publish()

    def publish(self) -> None:
        """Bring to the others what was learnt."""
        with self._lock:
            rows = self._con.execute("SELECT outlet, max(change_id) FROM changes GROUP BY outlet").fetchall()
            for outlet, last in rows:
                self._publish(outlet, last)

    def join_many(self, outlets: Iterable[str]) -> None:
        """Join the parts of outlets that have many; only of those that are still claimed."""
        with self._lock:
            for outlet in outlets:
                shared = KnownParts(self._place, outlet)
                if len(shared.parts()) >= MANY_PARTS:
                    number, last_part, merged = self._of(outlet)
                    into = Part(number, self._crawler, last_part + 1)
                    gone = {str(part) for part in shared.join(into)}
                    # What another brought late is in the new part, and not here: then it is to be learnt yet.
                    self._note(outlet, number, into.part, merged - gone | ({str(into)} if gone <= merged else set()))

    def _publish(self, outlet: str, last: int) -> None:
        found = self._con.execute(
            f"SELECT key, {', '.join(ARTICLE_COLUMNS)}, published"  # noqa: S608
            " FROM (SELECT DISTINCT outlet, key FROM changes WHERE outlet = ? AND change_id <= ?)"
            " LEFT JOIN articles USING (outlet, key) LEFT JOIN outside USING (outlet, key) ORDER BY key",
            [outlet, last],
        ).fetchall()
        number, last_part, merged = self._of(outlet)
        part = Part(number, self._crawler, last_part + 1)
        KnownParts(self._place, outlet).write(part, [dict(zip(COLUMNS, row, strict=True)) for row in found])
        self._con.execute("BEGIN IMMEDIATE")
        self._con.execute("DELETE FROM changes WHERE outlet = ? AND change_id <= ?", [outlet, last])
        self._note(outlet, number, part.part, merged | {str(part)})
        self._con.execute("COMMIT")

    def _take(self, outlet: str, number: int) -> None:
        shared = KnownParts(self._place, outlet)
        _, last_part, merged = self._of(outlet)
        parts: list[Part] = []
        for _ in range(MOST_TRIES):
            parts = shared.parts()
            fresh = [part for part in parts if str(part) not in merged]
            # A part that came late stands before others: then all count anew, in their order.
            is_in_order = not fresh or all(part < fresh[0] for part in parts if part not in fresh)
            with suppress(FileNotFoundError):
                self._learn(outlet, (row for part in (fresh if is_in_order else parts) for row in shared.read(part)))
                break
        else:
            raise OSError(f"{outlet}: what is known of it changes while it is read; run the crawl again")
        if not parts and not self._knows(outlet):
            self._take_from_lone_crawl(outlet)
        # The number of a claim begins anew where an outlet moves to another domain; parts must not.
        highest = max((part.number for part in parts), default=0)
        self._note(outlet, max(number, highest + 1), last_part, {str(part) for part in parts})

    def _learn(self, outlet: str, rows: Iterable[Row]) -> None:
        """Take rows of the others over; they are no news to them."""
        self._con.execute("BEGIN IMMEDIATE")
        try:
            (before,) = self._con.execute("SELECT coalesce(max(change_id), 0) FROM changes").fetchone()
            for row in rows:
                self._insert(outlet, row)
            self._con.execute("DELETE FROM changes WHERE change_id > ?", [before])
        except BaseException:
            self._con.execute("ROLLBACK")
            raise
        self._con.execute("COMMIT")

    def _insert(self, outlet: str, row: Row) -> None:
        if row["url"] is not None:
            places = ", ".join("?" * (len(ARTICLE_COLUMNS) + 2))
            self._con.execute(
                f"INSERT OR REPLACE INTO articles (outlet, key, {', '.join(ARTICLE_COLUMNS)}) VALUES ({places})",  # noqa: S608
                [outlet, row["key"], *(row[name] for name in ARTICLE_COLUMNS)],
            )
        if row["published_outside"] is not None:
            self._con.execute(
                "INSERT OR REPLACE INTO outside VALUES (?, ?, ?)", [outlet, row["key"], row["published_outside"]]
            )

    def _take_from_lone_crawl(self, outlet: str) -> None:
        """Begin with what a crawler that worked here alone has left: news to all others."""
        articles, outside = rows_of_lone_crawl(self._place, outlet)
        self._con.execute("BEGIN IMMEDIATE")
        for row in articles:
            self._insert(outlet, dict(zip(COLUMNS, (*row, None), strict=True)))
        self._con.executemany("INSERT OR REPLACE INTO outside VALUES (?, ?, ?)", [(outlet, *row) for row in outside])
        self._con.execute("COMMIT")

    def _knows(self, outlet: str) -> bool:
        row = self._con.execute("SELECT 1 FROM articles WHERE outlet = ? LIMIT 1", [outlet]).fetchone()
        return row is not None

    def _of(self, outlet: str) -> tuple[int, int, set[str]]:
        """Number, last part, and the parts that the state file has in it."""
        row = self._con.execute("SELECT number, last_part, merged FROM parts WHERE outlet = ?", [outlet]).fetchone()
        return (row[0], row[1], set(json.loads(row[2]))) if row else (1, 0, set())

    def _note(self, outlet: str, number: int, last_part: int, merged: set[str]) -> None:
        self._con.execute(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)", [outlet, number, last_part, json.dumps(sorted(merged))]
        )


def rows_of_lone_crawl(place: Place, outlet: str) -> tuple[list[tuple[str | int | None, ...]], list[tuple[str, str]]]:
    """What the state file in a place tells of an outlet: rows as in `known_parts` but for the last, and (key, moment).

    Raises OSError where it cannot be read.
    """
    file = place / "crawl" / "state.sqlite"
    if not is_there(file):
        return [], []
    with tempfile.TemporaryDirectory() as folder:
        path = file if isinstance(file, Path) else Path(folder) / "state.sqlite"
        if not isinstance(file, Path):
            path.write_bytes(read(file))
        try:
            try:
                return _rows_in(path, outlet, "mode=ro")
            except sqlite3.OperationalError:  # a folder that nothing may be written to, not even SQLite's own files
                return _rows_in(path, outlet, "mode=ro&immutable=1")
        except sqlite3.DatabaseError as error:
            raise OSError(f"{file}: cannot be read ({error}); move it away, or crawl without --share") from error


def _rows_in(path: Path, outlet: str, how: str) -> tuple[list[tuple[str | int | None, ...]], list[tuple[str, str]]]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=30)) as con:
        articles = con.execute(
            f"SELECT key, {', '.join(ARTICLE_COLUMNS)} FROM articles WHERE outlet = ?",  # noqa: S608
            [outlet],
        ).fetchall()
        return articles, con.execute("SELECT key, published FROM outside WHERE outlet = ?", [outlet]).fetchall()

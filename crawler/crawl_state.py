"""What a crawl knows: runs, the questions and leads that are still open, and every address it fetched.

One SQLite file, `DIR/crawl/state.sqlite`, written as the crawl goes: a crawl that is killed finds what was open when it
is run again. A lead is finished only when its article is on disk, so that nothing is lost; what was fetched and not yet
stored is fetched once more, and the store takes no version twice.
"""

import json
import sqlite3
import tempfile
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.known_parts import outlets_with_parts, withdrawn_of_parts
from crawler.ways.base import Ask, Lead
from scale.places import Place
from scale.shared_files import is_there, read

# A run that was never gone on with is given up when another one ends so many days after it began.
GIVEN_UP_DAYS = 30
SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    run_id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, arguments TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS asks (
    ask_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL, outlet TEXT NOT NULL, way INTEGER NOT NULL,
    url TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL DEFAULT 1,
    UNIQUE (run_id, outlet, way, url, number)
);
CREATE INDEX IF NOT EXISTS open_asks ON asks (run_id, outlet) WHERE is_open;
CREATE TABLE IF NOT EXISTS leads (
    run_id INTEGER NOT NULL, outlet TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, title TEXT, modified TEXT,
    payload TEXT, result TEXT, published TEXT, PRIMARY KEY (run_id, outlet, key)
);
CREATE INDEX IF NOT EXISTS open_leads ON leads (run_id, outlet) WHERE result IS NULL;
CREATE TABLE IF NOT EXISTS moments (
    run_id INTEGER NOT NULL, outlet TEXT NOT NULL, moment TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (run_id, outlet, moment, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ways (
    run_id INTEGER NOT NULL, outlet TEXT NOT NULL, way INTEGER NOT NULL, answers INTEGER NOT NULL,
    problems INTEGER NOT NULL, PRIMARY KEY (run_id, outlet, way)
);
CREATE TABLE IF NOT EXISTS counts (
    run_id INTEGER NOT NULL, outlet TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (run_id, outlet)
);
CREATE TABLE IF NOT EXISTS outside (
    outlet TEXT NOT NULL, key TEXT NOT NULL, published TEXT NOT NULL, PRIMARY KEY (outlet, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    outlet TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, article_id TEXT, version TEXT, status INTEGER,
    etag TEXT, last_modified TEXT, first_at TEXT NOT NULL, fetched_at TEXT NOT NULL, withdrawn_at TEXT,
    PRIMARY KEY (outlet, key)
);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """An article address as it was last fetched; times are ISO 8601 in UTC."""

    url: str
    article_id: str | None
    version: str | None
    status: int
    etag: str | None
    last_modified: str | None
    first_at: str
    fetched_at: str
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class OpenLead:
    """A lead that is still to be followed."""

    key: str
    url: str
    title: str | None
    modified: datetime | None
    payload: dict[str, object] | None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """A question that is still to be put."""

    id: int
    way: int
    ask: Ask


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def withdrawn_articles(data_dir: Place) -> dict[str, str]:
    """When each article that its outlet has withdrawn was found missing, by article id; empty without a crawl.

    One that still stands at another address of its outlet is not withdrawn. Where crawlers share the work, what they
    know of an outlet counts, and no state file from before. Raises ValueError where something cannot be read; a crawl
    that is at work does not mind.
    """
    shared = outlets_with_parts(data_dir)
    file = data_dir / "crawl" / "state.sqlite"
    if not is_there(file):
        return withdrawn_of_parts(data_dir) if shared else {}
    with tempfile.TemporaryDirectory() as folder:
        path = file if isinstance(file, Path) else Path(folder) / "state.sqlite"
        if not isinstance(file, Path):
            path.write_bytes(read(file))
        try:
            try:
                rows = _read(path, "mode=ro", shared)
            except sqlite3.OperationalError:  # a directory that nothing may be written to, not even SQLite's own files
                rows = _read(path, "mode=ro&immutable=1", shared)
        except sqlite3.DatabaseError as error:
            raise ValueError(f"{file}: cannot be read ({error})") from error
    return {**dict(rows), **withdrawn_of_parts(data_dir)}


def _read(path: Path, how: str, but: Collection[str]) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=30)) as con:
        return con.execute(
            "SELECT article_id, min(withdrawn_at) FROM articles WHERE article_id IS NOT NULL"
            " AND outlet NOT IN (SELECT value FROM json_each(?))"
            " GROUP BY article_id HAVING count(withdrawn_at) = count(*)",
            [json.dumps(sorted(but))],
        ).fetchall()


class CrawlState:
    """The state file of a data directory, for one run. Not to be shared among threads."""

    def __init__(self, data_dir: Path, arguments: str) -> None:
        """Begin a run, or go on with one of the same arguments that did not come to its end (`is_resumed`)."""
        folder = data_dir / "crawl"
        folder.mkdir(parents=True, exist_ok=True)
        self._con = sqlite3.connect(folder / "state.sqlite", isolation_level=None, timeout=30)
        self._con.execute("PRAGMA journal_mode = WAL")
        self._con.execute("PRAGMA synchronous = NORMAL")
        self._con.executescript(SCHEMA)
        if "published" not in {row[1] for row in self._con.execute("PRAGMA table_info(leads)")}:
            self._con.execute("ALTER TABLE leads ADD COLUMN published TEXT")  # a state file from before there was one
        found = self._con.execute(
            "SELECT run_id, started_at FROM runs WHERE finished_at IS NULL AND arguments = ?"
            " ORDER BY run_id DESC LIMIT 1",
            [arguments],
        ).fetchone()
        self.is_resumed = found is not None
        # ISO 8601 in UTC; of a run that is gone on with, when it first began.
        self.started_at = str(found[1]) if found else now()
        if found is None:
            cursor = self._con.execute(
                "INSERT INTO runs (started_at, arguments) VALUES (?, ?)", [self.started_at, arguments]
            )
            self.run_id = int(cursor.lastrowid or 0)
        else:
            self.run_id = int(found[0])
            self._open_again()

    def close(self) -> None:
        """Let the file go; the run stays open."""
        self._con.close()

    def finish(self) -> None:
        """The run came to its end: what it asked and found is forgotten, what it fetched is kept.

        Other runs that were killed keep what they have open, unless they are old: those are given up whole, for a run
        without its questions would seem to be at its end.
        """
        long_ago = (datetime.now(UTC) - timedelta(days=GIVEN_UP_DAYS)).isoformat(timespec="seconds")
        self._con.execute("BEGIN")
        self._con.execute(
            "UPDATE runs SET finished_at = ? WHERE run_id = ? OR (finished_at IS NULL AND started_at < ?)",
            [now(), self.run_id, long_ago],
        )
        for table in ("asks", "leads", "moments", "ways", "counts"):
            self._con.execute(
                f"DELETE FROM {table} WHERE run_id IN (SELECT run_id FROM runs WHERE finished_at IS NOT NULL)"  # noqa: S608
            )
        self._con.execute("COMMIT")

    def _open_again(self) -> None:
        """Take back what the killed run had fetched and not yet stored: leads that waited to be written.

        An address that one of them was about to be stored under is no longer taken, unless it was stored in this run:
        else the lead would be held for the twin of an article that never came.
        """
        self._con.execute("BEGIN")
        self._con.execute("UPDATE leads SET result = NULL WHERE run_id = ? AND result = 'waiting'", [self.run_id])
        self._con.execute(
            "DELETE FROM leads WHERE run_id = ? AND result = 'followed as another' AND NOT EXISTS ("
            " SELECT 1 FROM articles JOIN runs ON runs.run_id = leads.run_id"
            " WHERE articles.outlet = leads.outlet AND articles.key = leads.key"
            " AND articles.fetched_at >= runs.started_at)",
            [self.run_id],
        )
        self._con.execute("COMMIT")

    def add_asks(self, outlet: str, way: int, asks: Iterable[Ask]) -> int:
        """Note questions; those asked before in this run are not asked again. Gives how many are new."""
        rows = [(self.run_id, outlet, way, ask.url, ask.number, json.dumps(ask.state)) for ask in asks]
        before = self._con.total_changes
        self._con.execute("BEGIN")
        self._con.executemany(
            "INSERT OR IGNORE INTO asks (run_id, outlet, way, url, number, state) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        self._con.execute("COMMIT")
        return self._con.total_changes - before

    def open_asks(self, outlet: str, limit: int) -> list[OpenAsk]:
        """Questions still open, in the order of their coming."""
        rows = self._con.execute(
            "SELECT ask_id, way, url, number, state FROM asks WHERE run_id = ? AND outlet = ? AND is_open"
            " ORDER BY ask_id LIMIT ?",
            [self.run_id, outlet, limit],
        )
        return [OpenAsk(id, way, Ask(url, number, json.loads(state))) for id, way, url, number, state in rows]

    def finish_ask(self, ask_id: int) -> None:
        """A question was answered, or never will be."""
        self._con.execute("UPDATE asks SET is_open = 0 WHERE ask_id = ?", [ask_id])

    def note_answer(self, outlet: str, way: int, is_problem: bool) -> None:
        """Count an answer of a way, or the want of one."""
        self._con.execute(
            "INSERT INTO ways VALUES (?, ?, ?, 1, ?) ON CONFLICT DO UPDATE"
            " SET answers = answers + 1, problems = problems + excluded.problems",
            [self.run_id, outlet, way, is_problem],
        )

    def whole_ways(self, outlet: str) -> set[int]:
        """The ways that were asked in this run and never had a problem."""
        rows = self._con.execute(
            "SELECT way FROM ways WHERE run_id = ? AND outlet = ? AND problems = 0", [self.run_id, outlet]
        )
        return {way for (way,) in rows}

    def save_counts(self, outlet: str, counts: dict[str, object]) -> None:
        """Keep what was counted so far: a run that is killed and gone on with is told as one."""
        self._con.execute("INSERT OR REPLACE INTO counts VALUES (?, ?, ?)", [self.run_id, outlet, json.dumps(counts)])

    def saved_counts(self, outlet: str) -> dict[str, Any]:
        """What was kept of this run's counts when its last batch was written, and how many leads it found."""
        row = self._con.execute(
            "SELECT counts FROM counts WHERE run_id = ? AND outlet = ?", [self.run_id, outlet]
        ).fetchone()
        (found,) = self._con.execute(
            "SELECT count(*) FROM leads WHERE run_id = ? AND outlet = ?", [self.run_id, outlet]
        ).fetchone()
        return {"found": found, **(json.loads(row[0]) if row else {})}

    def note_outside(self, outlet: str, key: str, published: datetime) -> None:
        """Remember when an article appeared that was fetched for nothing: it lies outside the window."""
        self._con.execute("INSERT OR REPLACE INTO outside VALUES (?, ?, ?)", [outlet, key, published.isoformat()])

    def published_outside(self, outlet: str, key: str) -> datetime | None:
        """When an article appeared that an earlier run found outside its window; None where none did."""
        row = self._con.execute("SELECT published FROM outside WHERE outlet = ? AND key = ?", [outlet, key]).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def add_leads(self, outlet: str, leads: Iterable[tuple[str, str, Lead]]) -> int:
        """Note leads as (key, address, lead); an article met before in this run is not followed again.

        One that brings the article with it helps where another way found the address alone. Gives how many are new.
        """
        rows = [
            (
                self.run_id,
                outlet,
                key,
                url,
                lead.title,
                lead.modified.isoformat() if lead.modified else None,
                json.dumps(lead.payload) if lead.payload is not None else None,
                lead.published.isoformat() if lead.published else None,
            )
            for key, url, lead in leads
        ]
        before = self._con.total_changes
        self._con.execute("BEGIN")
        self._con.executemany(
            "INSERT INTO leads (run_id, outlet, key, url, title, modified, payload, published)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            rows,
        )
        added = self._con.total_changes - before
        self._con.executemany(
            "UPDATE leads SET published = ? WHERE run_id = ? AND outlet = ? AND key = ? AND published IS NULL",
            [(row[7], *row[:3]) for row in rows if row[7] is not None],
        )
        self._con.executemany(
            "UPDATE leads SET payload = ?, result = NULL WHERE run_id = ? AND outlet = ? AND key = ?"
            " AND payload IS NULL AND (result IS NULL OR result = 'no article')",
            [(row[6], *row[:3]) for row in rows if row[6] is not None],
        )
        self._con.execute("COMMIT")
        return added

    def add_moments(self, outlet: str, moments: Iterable[tuple[datetime, str]]) -> None:
        """Note when articles appeared as lists tell it: (moment, key)."""
        rows = [(self.run_id, outlet, _utc(moment), key) for moment, key in moments]
        self._con.execute("BEGIN")
        self._con.executemany("INSERT OR IGNORE INTO moments VALUES (?, ?, ?, ?)", rows)
        self._con.execute("COMMIT")

    def sharing(self, outlet: str, moment: datetime) -> int:
        """How many articles of an outlet bear this very moment in this run's lists."""
        row = self._con.execute(
            "SELECT count(*) FROM moments WHERE run_id = ? AND outlet = ? AND moment = ?",
            [self.run_id, outlet, _utc(moment)],
        ).fetchone()
        return int(row[0])

    def add_leads_again(self, outlet: str, since: datetime, but: int) -> None:
        """Note as leads the articles that were first met since then and still stand: lists may have let go of them.

        Those whose status is `but` are left out.
        """
        self._con.execute(
            "INSERT INTO leads (run_id, outlet, key, url)"
            " SELECT ?, outlet, key, url FROM articles"
            " WHERE outlet = ? AND first_at >= ? AND version IS NOT NULL AND withdrawn_at IS NULL AND status <> ?"
            " ON CONFLICT DO NOTHING",
            [self.run_id, outlet, since.astimezone(UTC).isoformat(timespec="seconds"), but],
        )

    def open_leads(self, outlet: str, limit: int) -> list[OpenLead]:
        """Leads still open, in the order of their coming."""
        rows = self._con.execute(
            "SELECT key, url, title, modified, payload, published FROM leads"
            " WHERE run_id = ? AND outlet = ? AND result IS NULL ORDER BY rowid LIMIT ?",
            [self.run_id, outlet, limit],
        )
        return [
            OpenLead(
                key,
                url,
                title,
                datetime.fromisoformat(modified) if modified else None,
                json.loads(payload) if payload else None,
                datetime.fromisoformat(published) if published else None,
            )
            for key, url, title, modified, payload, published in rows
        ]

    def finish_leads(self, outlet: str, results: Iterable[tuple[str, str]]) -> None:
        """Leads, by key, came to a result: stored, unchanged, skipped, failed and the like."""
        self._con.execute("BEGIN")
        self._con.executemany(
            "UPDATE leads SET result = ? WHERE run_id = ? AND outlet = ? AND key = ?",
            [(result, self.run_id, outlet, key) for key, result in results],
        )
        self._con.execute("COMMIT")

    def known(self, outlet: str, key: str) -> Known | None:
        """What is known of an article address."""
        row = self._con.execute(
            "SELECT url, article_id, version, status, etag, last_modified, first_at, fetched_at, withdrawn_at"
            " FROM articles WHERE outlet = ? AND key = ?",
            [outlet, key],
        ).fetchone()
        return Known(*row) if row else None

    def remember(self, outlet: str, key: str, known: Known) -> None:
        """Keep what was learnt of an article address."""
        self._con.execute(
            "INSERT OR REPLACE INTO articles (outlet, key, url, article_id, version, status, etag, last_modified,"
            " first_at, fetched_at, withdrawn_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                outlet, key, known.url, known.article_id, known.version, known.status, known.etag, known.last_modified,
                known.first_at, known.fetched_at, known.withdrawn_at,
            ],
        )  # fmt: skip


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")

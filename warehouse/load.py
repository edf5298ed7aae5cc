"""Articles and annotations into the tables: what is new since the last build, and then all that hangs together.

A build first takes out the articles that changed or went, reads those that came or changed, and makes their rows
(`warehouse.batch`, in several processes where there are many). What lies across articles is brought up to date after
that: outlets, stories, elections. The result is the same whether the tables were empty before or not.
"""

import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.progress import track

from nlp.records import Annotation
from scale.places import Place
from warehouse.batch import IN_ORDER, Loaded, load_batch
from warehouse.cases import kind_rows
from warehouse.contests import contest_rows
from warehouse.copies import fold_weeks, touched_weeks
from warehouse.corrections import AppliedCorrection, Corrections
from warehouse.crew import map_ahead
from warehouse.derive import derive, remember
from warehouse.facts import make_facts
from warehouse.integrity import base_table
from warehouse.official_totals import official_total_rows
from warehouse.outlets import Imprint, resolve_outlets
from warehouse.reference import election_rows, law_rows, region_rows, uncharted_election
from warehouse.region_history import region_period_rows
from warehouse.rows import Row, as_row
from warehouse.schema import SCHEMA_VERSION
from warehouse.source import BATCH_SIZE, Batch, Input, MemorySource, Source

log = logging.getLogger(__name__)
NO_CORRECTIONS = Corrections()
UNREAD = (
    "'article ' || article_id || ': no annotation of version ' || version "
    "|| ' by this pipeline; `make rebuild` reads it'"
)


@dataclass
class Summary:
    """What the tables hold, which articles they do not and why, and how many were read anew or taken out."""

    article_count: int = 0
    story_count: int = 0
    older_version_count: int = 0
    read_count: int = 0
    gone_count: int = 0
    skipped: dict[str, str] = field(default_factory=dict)
    lost_corrections: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        older = f", {self.older_version_count} older versions" if self.older_version_count else ""
        skipped = f", {len(self.skipped)} articles skipped" if self.skipped else ""
        return f"{self.article_count} articles, {self.story_count} independent stories{older}{skipped}"


def fill_tables(
    con: duckdb.DuckDBPyConnection,
    inputs: Iterable[Input],
    annotations: Iterable[Annotation],
    is_demonstration: bool = False,
    crawls: Mapping[str, list[Row]] | None = None,
) -> Summary:
    """Fill the tables from a few records (`load_tables`)."""
    return load_tables(con, MemorySource(inputs, annotations), is_demonstration, crawls)


def load_tables(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    is_demonstration: bool = False,
    crawls: Mapping[str, list[Row]] | None = None,
    build_version: str = "",
    crew: Executor | None = None,
    corrections: Corrections = NO_CORRECTIONS,
    key: bytes = b"",
    former: tuple[datetime | None, datetime | None] = (None, None),
    linked: Place | None = None,
) -> Summary:
    """Bring the tables up to date with the source; the same source in any order gives the same rows.

    Of several versions of an article the one that came in last is loaded. An article without an annotation of that
    version, or with a value that does not fit, is left out, told in the summary and kept in `skipped_articles`.
    `crawls` are rows of the tables of crawls (`warehouse.visits.crawl_rows`), a table after those it refers to. `key`
    is the secret that pseudonyms are made with (`warehouse.pseudonyms.read_key`); without one anybody can compute them.
    `former` is `built_at` and `previous_built_at` of the file that this one takes the place of. `linked` is where
    copies were found before, if anywhere (`warehouse.copy_kept`).
    """
    built_at = datetime.now(UTC).replace(tzinfo=None)
    if not _scalar(con, "SELECT count(*) FROM regions"):
        for rows in (
            region_rows(),
            law_rows(),
            election_rows(),
            {"conduct_kinds": kind_rows()},
            region_period_rows(),
            contest_rows(),
            official_total_rows(),
        ):
            insert_rows(con, rows)
    con.register("plan", source.plan())
    weeks = _find_changes(con, corrections)
    before, applied = remember(con), _held_corrections(con, corrections)
    _take_out(con)
    article_ids = [key for (key,) in con.execute("FROM to_read ORDER BY article_id").fetchall()]
    for loaded in _with_progress(_load(source.batches(article_ids), crew, corrections), len(article_ids)):
        applied += loaded.applied
        for table, rows in loaded.tables.items():
            insert_rows(con, {table: rows})
    _tell_versions(con, source)
    con.execute("INSERT INTO build_inputs SELECT article_id, fingerprint FROM changed ORDER BY article_id")
    _tell_elections(con)
    _tell_outlets(con)
    fold_weeks(con, weeks | touched_weeks(con, "changed"), crew, linked)
    changed = [key for (key,) in con.execute("SELECT article_id FROM changed").fetchall()]
    report = derive(con, before, changed, corrections, applied, key)
    for table in reversed(list(crawls or {})):
        con.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables
    insert_rows(con, crawls or {})
    summary = _summarize(con, source)
    summary.read_count = len(article_ids)
    summary.lost_corrections = [f"correction {row.correction_id}: {row.note}" for row in report.lost]
    dataset = {
        "is_demonstration": is_demonstration,
        "built_at": built_at,
        "schema_version": SCHEMA_VERSION,
        "build_version": build_version,
        "pipeline": _scalar(
            con, "SELECT string_agg(pipeline, ', ' ORDER BY pipeline) FROM (SELECT DISTINCT pipeline FROM articles)"
        ),
        "article_count": summary.article_count,
        "story_count": summary.story_count,
        "older_version_count": summary.older_version_count,
        "skipped_article_count": len(summary.skipped),
        "previous_built_at": _previous(con, former),
    }
    con.execute("DELETE FROM dataset")
    insert_rows(con, {"dataset": [dataset]})
    make_facts(con)
    con.unregister("plan")
    return summary


def _previous(con: duckdb.DuckDBPyConnection, former: tuple[datetime | None, datetime | None]) -> datetime | None:
    """The build since which something is new: the last one, or where nothing came in since, the one it names."""
    last, earlier = former
    if last is None:
        return None
    row = con.execute("SELECT max(imported_at) FROM article_versions").fetchone()
    newest = row[0] if row else None
    return last if newest is not None and newest > last else earlier


def insert_rows(con: duckdb.DuckDBPyConnection, tables: Mapping[str, list[Row] | pa.Table]) -> None:
    """Insert rows by the names of their columns."""
    for table, rows in tables.items():
        if isinstance(rows, list):
            columns = dict.fromkeys(name for row in rows for name in row)
            rows = pa.table({name: [row.get(name) for row in rows] for name in columns})
        if rows.num_rows:
            con.register("incoming", rows)
            con.execute(f"INSERT INTO {base_table(table)} BY NAME SELECT * FROM incoming")  # noqa: S608
            con.unregister("incoming")


def _find_changes(con: duckdb.DuckDBPyConnection, corrections: Corrections) -> set[date | None]:
    """Make `changed` (with fingerprint), `to_read` and `touched`; give the weeks of what changed or went."""
    digests = {key: corrections.fingerprint(key) for key in corrections.by_article}
    con.register("corrected", pa.table({"article_id": pa.array(digests, pa.string()), "digest": [*digests.values()]}))
    con.execute("""
        CREATE OR REPLACE TEMP TABLE changed AS
        SELECT p.article_id, p.version, p.pipeline, p.fingerprint
        FROM (
            SELECT plan.*, concat_ws(
                ' ', version, coalesce(pipeline, 'unread'), coalesce(imported_at::VARCHAR, '-'),
                coalesce(withdrawn_at::VARCHAR, '-'), digest) AS fingerprint
            FROM plan LEFT JOIN corrected USING (article_id)
        ) AS p
        ANTI JOIN build_inputs AS b USING (article_id, fingerprint)
    """)
    con.unregister("corrected")
    con.execute("CREATE OR REPLACE TEMP TABLE to_read AS SELECT article_id FROM changed WHERE pipeline IS NOT NULL")
    con.execute("""
        CREATE OR REPLACE TEMP TABLE touched AS
        SELECT article_id FROM build_inputs SEMI JOIN changed USING (article_id)
        UNION ALL
        SELECT article_id FROM build_inputs ANTI JOIN plan USING (article_id)
    """)
    return touched_weeks(con, "touched")


def _take_out(con: duckdb.DuckDBPyConnection) -> None:
    """Take the articles that changed or went out of every table."""
    if _scalar(con, "SELECT count(*) FROM touched"):
        for table in reversed((*IN_ORDER, "article_versions", "skipped_articles", "build_inputs")):
            con.execute(
                f"DELETE FROM {base_table(table)} WHERE article_id IN (SELECT article_id FROM touched)"  # noqa: S608
            )
    con.execute(
        f"INSERT INTO skipped_articles SELECT article_id, version, {UNREAD} "  # noqa: S608
        "FROM changed WHERE pipeline IS NULL ORDER BY article_id"
    )


def _held_corrections(con: duckdb.DuckDBPyConnection, corrections: Corrections) -> list[AppliedCorrection]:
    """What became of the corrections of articles that are not read again."""
    names = [part.name for part in fields(AppliedCorrection)]
    rows = con.execute(
        f"SELECT {', '.join(names)} FROM named.corrections "  # noqa: S608 - our own names
        "WHERE article_id IN (SELECT article_id FROM build_inputs ANTI JOIN touched USING (article_id))"
    ).fetchall()
    known = {entry.id for entry in corrections.entries}
    return [held for row in rows if (held := AppliedCorrection(*row)).correction_id in known]


def _load(batches: Iterable[Batch], crew: Executor | None, corrections: Corrections) -> Iterator[Loaded]:
    """The rows of each batch, in order; with a crew some batches are worked on at once."""
    return map_ahead(crew, partial(load_batch, corrections=corrections), batches)


def _with_progress(loaded: Iterable[Loaded], article_count: int) -> Iterable[Loaded]:
    if sys.stderr.isatty() and article_count > BATCH_SIZE:
        total = -(-article_count // BATCH_SIZE)
        return track(loaded, description="loading", total=total, console=Console(stderr=True))
    return loaded


def _tell_versions(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Every version of the articles that changed, the newest without its text."""
    is_all = _scalar(con, "SELECT count(*) FROM build_inputs") == 0
    changed = None if is_all else [key for (key,) in con.execute("SELECT article_id FROM changed").fetchall()]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE older (article_id VARCHAR, version VARCHAR, imported_at TIMESTAMP, "
        "title VARCHAR, text VARCHAR)"
    )
    for batch in source.older(changed):
        con.register("incoming", pa.Table.from_batches([batch]))
        con.execute("INSERT INTO older BY NAME FROM incoming")
        con.unregister("incoming")
    con.execute("""
        INSERT INTO named.article_versions BY NAME
        SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY is_newest, imported_at NULLS FIRST, version)
            AS version_no
        FROM (
            SELECT article_id, version, false AS is_newest, imported_at, title, text FROM older
            UNION ALL
            SELECT p.article_id, p.version, true, p.imported_at, a.title, NULL
            FROM changed AS c JOIN plan AS p USING (article_id) JOIN named.articles AS a USING (article_id)
        )
        WHERE article_id IN (SELECT article_id FROM named.articles)
    """)


def _tell_elections(con: duckdb.DuckDBPyConnection) -> None:
    """The elections that articles name and the calendar does not know."""
    named = con.execute(
        "SELECT DISTINCT election_id FROM article_elections ANTI JOIN elections USING (election_id) ORDER BY ALL"
    ).fetchall()
    con.execute("""
        DELETE FROM elections WHERE voting_date IS NULL
            AND election_id NOT IN (SELECT election_id FROM article_elections)
            AND election_id NOT IN (SELECT election_id FROM election_stages)
    """)
    insert_rows(con, {"elections": [uncharted_election(election_id) for (election_id,) in named]})


def _tell_outlets(con: duckdb.DuckDBPyConnection) -> None:
    """The outlets as all articles together tell them."""
    imprints = con.execute("""
        SELECT outlet_host, outlet_printed, outlet_region_printed, count(*)
        FROM named.articles GROUP BY ALL ORDER BY ALL
    """).fetchall()
    outlets, ids = resolve_outlets(Imprint(*row) for row in imprints)
    con.execute("DELETE FROM outlets")
    insert_rows(con, {"outlets": [as_row(outlet) for outlet in outlets]})
    rows = [{"host": host, "name": name, "outlet_id": ids.get((host, name))} for host, name, _, _ in imprints]
    if rows:
        con.register("imprints", pa.Table.from_pylist(rows, pa.schema([(n, pa.string()) for n in rows[0]])))
        con.execute("""
            UPDATE named.articles AS a SET outlet_id = i.outlet_id FROM (SELECT DISTINCT * FROM imprints) AS i
            WHERE a.outlet_host IS NOT DISTINCT FROM i.host AND a.outlet_printed IS NOT DISTINCT FROM i.name
                AND a.outlet_id IS DISTINCT FROM i.outlet_id
        """)
        con.unregister("imprints")


def _summarize(con: duckdb.DuckDBPyConnection, source: Source) -> Summary:
    return Summary(
        article_count=_scalar(con, "SELECT count(*) FROM named.articles"),
        story_count=_scalar(con, "SELECT count(*) FROM stories"),
        older_version_count=source.older_count(),
        gone_count=_scalar(con, "SELECT count(*) FROM touched ANTI JOIN plan USING (article_id)"),
        skipped=dict(con.execute("SELECT article_id, reason FROM skipped_articles ORDER BY article_id").fetchall()),
    )


def _scalar(con: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    return row[0] if row else None

"""The index of full-text search, kept in the warehouse file itself (`schema/search.sql`).

New articles are appended as a run of ordered postings: what they cost does not depend on how many are there. An
article that is taken out loses its row in `search_documents`, and its postings count no more. Where too much has been
appended or taken out, the index is laid anew in one order (`compact`); it then equals one made at once.

None of this may run within a transaction: the index is written with checkpoints between, to hold memory down.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.search_words import define_words, stem_table

logger = logging.getLogger(__name__)

SQL = Path(__file__).parent / "sql"
# Articles whose words are held at once: 20,000 of 260 words take about 0.6 GB.
BATCH_SIZE = 20_000
# Above so many articles, runs are first written to a file of their own and then merged.
DIRECT_LIMIT = 5 * BATCH_SIZE
# Postings ordered at once in a merge: about 0.5 GB.
MERGE_SIZE = 4_000_000
# Share of postings outside the base, or of articles taken out, from which the index is laid anew.
LOOSE_SHARE = 0.1
# An index smaller than this is read in an instant in whatever order.
SMALL_POSTING_COUNT = 2_000_000
STEM_IDS = 2**64


def index_articles(
    con: duckdb.DuckDBPyConnection,
    article_ids: Iterable[str] | None = None,
    *,
    source: str = "articles",
    keep_order: bool = True,
) -> int:
    """Bring articles into the index as `source` has them now, and tell how many; None is all there are.

    Those already indexed are indexed again; ids that `source` lacks are taken out. `source` is a table or view with
    article_id, title and text: index what readers are shown. With `keep_order` the index is laid anew where it needs
    to be (`needs_compact`).
    """
    define_words(con)
    name = _quoted(source)
    if article_ids is None:
        _empty(con)
        con.execute(f"CREATE OR REPLACE TEMP TABLE search_wanted AS SELECT article_id FROM {name}")  # noqa: S608
    else:
        wanted = sorted(set(article_ids))
        remove_articles(con, wanted)
        _register(con, "search_incoming", wanted)
        con.execute(
            "CREATE OR REPLACE TEMP TABLE search_wanted AS "  # noqa: S608 - the name is quoted
            f"SELECT article_id FROM {name} SEMI JOIN search_incoming USING (article_id)"
        )
        con.unregister("search_incoming")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE search_wanted AS SELECT article_id, "
        "((row_number() OVER (ORDER BY article_id) - 1) // $1)::INTEGER AS batch_no FROM search_wanted",
        [BATCH_SIZE],
    )
    count, batch_count = _one(con, "SELECT count(*), coalesce(max(batch_no) + 1, 0) FROM search_wanted")
    if count > DIRECT_LIMIT:
        with _scratch(con) as scratch:
            con.execute(f"CREATE TABLE {scratch}.main.runs AS FROM search_postings")
            for batch_no in range(batch_count):
                _add_batch(con, name, batch_no, f"{scratch}.main.runs")
            _merge(con, scratch)
    else:
        for batch_no in range(batch_count):
            _add_batch(con, name, batch_no, "search_postings")
        if keep_order and needs_compact(con):
            compact(con)
    for table in ("search_wanted", "search_batch", "search_grouped"):
        con.execute(f"DROP TABLE IF EXISTS temp.{table}")
    return int(count)


def remove_articles(con: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> int:
    """Take articles out of the index at once; tells how many were in it."""
    _register(con, "search_incoming", sorted(set(article_ids)))
    (count,) = _one(con, "SELECT count(*) FROM search_documents SEMI JOIN search_incoming USING (article_id)")
    con.execute("DELETE FROM search_documents WHERE article_id IN (SELECT article_id FROM search_incoming)")
    con.unregister("search_incoming")
    return int(count)


def find_outdated(con: duckdb.DuckDBPyConnection, *, source: str = "articles") -> list[str]:
    """Articles that the index lacks, has twice or in other words than `source`, and those that `source` has no more.

    In order of id; empty where search tells the truth. Reads every text: 2 GB in a few seconds.
    """
    sql = (SQL / "search_outdated.sql").read_text(encoding="utf-8").replace("{source}", _quoted(source))
    return [key for (key,) in con.execute(sql).fetchall()]


def needs_compact(con: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether questions would read much for nothing."""
    postings, loose, given = _one(
        con,
        "SELECT coalesce(sum(posting_count), 0), coalesce(sum(posting_count) FILTER (NOT is_base), 0), "
        "coalesce(sum(last_doc_no - first_doc_no + 1), 0) FROM search_segments",
    )
    (standing,) = _one(con, "SELECT count(*) FROM search_documents")
    if postings < SMALL_POSTING_COUNT:
        return False
    return bool(loose > LOOSE_SHARE * postings or given - standing > LOOSE_SHARE * given)


def compact(con: duckdb.DuckDBPyConnection) -> None:
    """Lay the index anew in one order, without the postings of articles taken out: as a full build would make it.

    Needs as much room beside the warehouse file as the index takes; the room the old one took is used again.
    """
    with _scratch(con) as scratch:
        con.execute(f"CREATE TABLE {scratch}.main.runs AS FROM search_postings")
        _merge(con, scratch)


def _add_batch(con: duckdb.DuckDBPyConnection, source: str, batch_no: int, target: str) -> None:
    """Append the postings of one batch to `target`, and its articles to search_documents."""
    (first,) = _one(con, "SELECT coalesce(max(last_doc_no) + 1, 0) FROM search_segments")
    con.execute(_sql("search_texts", source=source), {"first_doc_no": first, "batch_no": batch_no})
    con.execute(_sql("search_grouped"))
    ids = stem_table(con.execute("SELECT DISTINCT word FROM search_grouped").to_arrow_table())
    con.register("search_ids", ids)
    con.execute(_sql("search_append", target=target))
    con.unregister("search_ids")
    con.execute(
        "INSERT INTO search_documents SELECT doc_no, article_id, len(title_words), "
        "len(title_words) + len(text_words), content_key FROM search_batch ORDER BY doc_no"
    )
    con.execute(
        "INSERT INTO search_segments SELECT min(doc_no), max(doc_no), (SELECT count(*) FROM search_grouped), false "
        "FROM search_batch HAVING count(*) > 0"
    )
    logger.debug("search: batch %d indexed, articles from number %d", batch_no, first)


def _merge(con: duckdb.DuckDBPyConnection, scratch: str) -> None:
    """Fill search_postings anew from the runs in the scratch file; numbers follow the order of article_id."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE search_numbers AS "
        "SELECT doc_no, (row_number() OVER (ORDER BY article_id) - 1)::INTEGER AS new_doc_no FROM search_documents"
    )
    con.execute("TRUNCATE search_postings")
    con.execute("CHECKPOINT")
    (count,) = _one(con, f"SELECT count(*) FROM {scratch}.main.runs")  # noqa: S608 - a name of ours
    parts = max(1, -(-count // MERGE_SIZE))
    sql = _sql("search_merge", source=f"{scratch}.main.runs")
    for part in range(parts):
        first, last = STEM_IDS * part // parts, STEM_IDS * (part + 1) // parts - 1
        con.execute(sql, {"first_stem_id": first, "last_stem_id": last})
    con.execute(
        "CREATE OR REPLACE TEMP TABLE search_numbered AS SELECT d.* REPLACE (n.new_doc_no AS doc_no) "
        "FROM search_documents AS d JOIN search_numbers AS n USING (doc_no) ORDER BY n.new_doc_no"
    )
    con.execute("TRUNCATE search_documents")
    con.execute("INSERT INTO search_documents FROM search_numbered ORDER BY doc_no")
    con.execute("TRUNCATE search_segments")
    con.execute(
        "INSERT INTO search_segments SELECT min(doc_no), max(doc_no), (SELECT count(*) FROM search_postings), true "
        "FROM search_documents HAVING count(*) > 0"
    )
    con.execute("DROP TABLE temp.search_numbers")
    con.execute("DROP TABLE temp.search_numbered")
    con.execute("CHECKPOINT")


@contextmanager
def _scratch(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """A database for the time of a merge, beside the warehouse file (its name begins like it), gone afterwards."""
    (path,) = _one(con, "SELECT path FROM duckdb_databases() WHERE database_name = current_database()")
    file = Path(f"{path}.search-{os.getpid()}") if path else None
    name = "search_scratch"
    con.execute(f"ATTACH '{str(file).replace(chr(39), chr(39) * 2) if file else ':memory:'}' AS {name}")
    try:
        yield name
    finally:
        con.execute(f"DETACH {name}")
        if file:
            for left in file.parent.glob(f"{file.name}*"):
                left.unlink()


def _empty(con: duckdb.DuckDBPyConnection) -> None:
    for table in ("search_documents", "search_postings", "search_segments"):
        con.execute(f"TRUNCATE {table}")


def _register(con: duckdb.DuckDBPyConnection, name: str, article_ids: list[str]) -> None:
    con.register(name, pa.table({"article_id": pa.array(article_ids, pa.string())}))


def _quoted(name: str) -> str:
    """A table's name, with or without its schema, safe within SQL."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def _sql(name: str, **names: str) -> str:
    sql = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    for key, value in names.items():
        sql = sql.replace(f"{{{key}}}", value)
    return sql


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    """The one row of a statement that always gives one."""
    (row,) = con.execute(sql).fetchall()
    return tuple(row)

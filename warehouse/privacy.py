"""Whose name is covered, and covering it: civil servants without public office who are named only in allegations.

The tables with names stand in the schema `named`; `main` has views of the same names without (`docs/privacy.md`).
The steps of a build, after persons are resolved: `find_protected`, `cover_names`, and once `create_masked_views`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.privacy_cover import Cover, Forms, cover_article, cover_corrections, cover_version
from warehouse.privacy_terms import load_terms
from warehouse.pseudonyms import make_pseudonyms

FOLDER = Path(__file__).parent
SQL = FOLDER / "sql"
# Articles whose texts are held at once.
BATCH_SIZE = 2_000
COVER_NOTE = "Names of protected persons are covered."
# The tables of schema named, each with its key and the columns that can hold a name.
MASKED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "articles": (("article_id",), ("text", "title", "display_title", "url", "source", "tags")),
    "article_versions": (("article_id", "version"), ("text", "title")),
    "officials": (("official_id",), ("name",)),
    "mentions": (("mention_id",), ("text",)),
    "quotes": (("quote_id",), ("speaker", "text")),
    "statements": (("statement_id",), ("speaker", "text")),
    "corrections": (("correction_id",), ("target", "old", "new", "why", "source", "note")),
}
COVERED = {table: columns for table, (_, columns) in MASKED.items()} | {"persons": ("name",)}
PSEUDONYM_COLUMNS = pa.schema([("person_id", pa.string()), ("pseudonym", pa.string())])
CHOICE_COLUMNS = pa.schema([("official_id", pa.string()), ("is_protected", pa.bool_())])


def find_protected(
    con: duckdb.DuckDBPyConnection, key: bytes, choices: Mapping[str, bool] | None = None
) -> dict[str, str]:
    """Fill `protections` anew, and `is_protected` and `pseudonym` of `named.persons`; give the pseudonyms by person.

    `choices` are those of a reviewer by official_id (`warehouse.correction_links.protection_choices`).
    """
    terms = load_terms()
    chosen = {"official_id": list(choices or {}), "is_protected": list((choices or {}).values())}
    with reading_names(con), _registered(con, "protection_choices", pa.table(chosen, schema=CHOICE_COLUMNS)):
        con.execute("DELETE FROM main.protections")
        con.execute(
            (SQL / "protected_persons.sql").read_text(encoding="utf-8"),
            {
                "senior_roles": list(terms.senior_roles),
                "low_roles": list(terms.low_roles),
                "protected_roles": list(terms.protected_roles),
                "deciding_bodies": terms.deciding_bodies,
                "verdicts": terms.verdicts,
                "doubts": terms.doubts,
                "defence": terms.defence,
            },
        )
    found = con.execute("SELECT person_id FROM main.protections WHERE is_protected").fetchall()
    pseudonyms = make_pseudonyms((row[0] for row in found), key)
    con.execute("UPDATE named.persons SET is_protected = false, pseudonym = NULL WHERE is_protected OR pseudonym <> ''")
    rows = pa.table({"person_id": list(pseudonyms), "pseudonym": list(pseudonyms.values())}, schema=PSEUDONYM_COLUMNS)
    with _registered(con, "incoming_pseudonyms", rows):
        con.execute(
            "UPDATE named.persons SET is_protected = true, pseudonym = i.pseudonym "
            "FROM incoming_pseudonyms AS i WHERE i.person_id = persons.person_id"
        )
    return pseudonyms


def cover_names(
    con: duckdb.DuckDBPyConnection, pseudonyms: Mapping[str, str], only: Iterable[str] | None = None
) -> int:
    """Fill the columns `masked_...` of schema named and `named.masked_spans` anew; give the number of articles covered.

    Columns that are not there yet are added. An incremental build gives `only` the articles to be done again
    (`find_changed`): the others stay as they are.
    """
    con.execute((SQL / "protected_columns.sql").read_text(encoding="utf-8"))
    chosen = None if only is None else sorted(only)
    _uncover(con, chosen)
    with reading_names(con):
        names: dict[str, list[dict[str, Any]]] = {}
        for row in _rows(con, (SQL / "protected_names.sql").read_text(encoding="utf-8"), {"only": chosen}):
            names.setdefault(row["article_id"], []).append(row)
        covered = 0
        reached = sorted(names)
        for start in range(0, len(reached), BATCH_SIZE):
            cover = _cover_batch(con, reached[start : start + BATCH_SIZE], names, pseudonyms)
            covered += len(cover.rows.get("articles", []))
            _write(con, cover)
        cover = Cover()
        everybody = _rows(con, (SQL / "protected_everybody.sql").read_text(encoding="utf-8"))
        cover_corrections(cover, _rows(con, "FROM named.corrections"), [row["name"] for row in everybody])
        _write(con, cover)
    return covered


def find_changed(
    con: duckdb.DuckDBPyConnection, before: Mapping[str, str], after: Mapping[str, str], new: Iterable[str]
) -> set[str]:
    """The articles to be covered again, after the `new` or changed articles came in.

    They are those, the articles of persons whose pseudonym came, went or changed, or who are protected and named in a
    new article (under a spelling that counts in all), and the copies of all of these.
    """
    persons = {person_id for person_id, _ in set(before.items()) ^ set(after.items())}
    values = {"persons": sorted(persons), "protected": sorted(after), "articles": sorted(new)}
    with reading_names(con):
        rows = con.execute((SQL / "protected_changed.sql").read_text(encoding="utf-8"), values).fetchall()
    return {row[0] for row in rows}


def create_masked_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make the views of schema main over the tables of schema named, with the comments of these."""
    con.execute((SQL / "protected_columns.sql").read_text(encoding="utf-8"))
    con.execute((SQL / "protected_views.sql").read_text(encoding="utf-8"))
    tables = _rows(con, "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'named'")
    columns = _rows(con, "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'named'")
    for row in tables:
        if row["table_name"] in COVERED:
            _comment(con, f"VIEW main.{row['table_name']}", row["comment"], COVER_NOTE)
    for row in columns:
        table, column = row["table_name"], row["column_name"]
        if table in COVERED and not column.startswith("masked_"):
            added = COVER_NOTE if column in COVERED[table] else ""
            _comment(con, f'COLUMN main.{table}."{column}"', row["comment"], added)


@contextmanager
def reading_names(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within, unqualified names are those of the tables with names; what `named` does not have comes from `main`."""
    found = con.execute("SELECT current_setting('search_path'), current_database()").fetchone()
    before, database = found if found else ("main", "memory")
    quoted = '"' + database.replace('"', '""').replace("'", "''") + '"'
    con.execute(f"SET search_path = '{quoted}.named,{quoted}.main'")
    try:
        yield
    finally:
        con.execute("SET search_path = '" + before.replace("'", "''") + "'")


def _uncover(con: duckdb.DuckDBPyConnection, article_ids: list[str] | None) -> None:
    """Empty the columns `masked_...`, of these articles only where they are given."""
    of = "TRUE" if article_ids is None else "article_id IN (SELECT unnest($articles))"
    values = {} if article_ids is None else {"articles": article_ids}
    con.execute(f"DELETE FROM named.masked_spans WHERE {of}", values)  # noqa: S608 - our own names
    for table, (_, columns) in MASKED.items():
        masked = [f"masked_{column}" for column in columns]
        held = " OR ".join(f"{column} IS NOT NULL" for column in masked)
        is_all = article_ids is None or table == "corrections"  # corrections are few and always done again
        con.execute(
            f"UPDATE named.{table} SET {', '.join(f'{column} = NULL' for column in masked)} "  # noqa: S608
            f"WHERE ({held}) AND {'TRUE' if is_all else of}",
            {} if is_all else values,
        )


def _cover_batch(
    con: duckdb.DuckDBPyConnection,
    article_ids: list[str],
    names: Mapping[str, list[dict[str, Any]]],
    pseudonyms: Mapping[str, str],
) -> Cover:
    of = {"articles": article_ids}
    chosen = "WHERE article_id IN (SELECT unnest($articles)) ORDER BY article_id"
    said: dict[str, list[dict[str, Any]]] = {}
    for table, item_id in (("quotes", "quote_id"), ("statements", "statement_id")):
        columns = f"'{table}' AS table, article_id, {item_id} AS item_id, speaker_official_id, start_char, end_char"
        for row in _rows(con, f"SELECT {columns} FROM named.{table} {chosen}", of):  # noqa: S608 - our own names
            said.setdefault(row["article_id"], []).append(row)
    cover = Cover()
    forms: dict[str, Forms] = {}
    columns = "article_id, version, title, display_title, url, source, tags, text"
    for row in _rows(con, f"SELECT {columns} FROM named.articles {chosen}", of):  # noqa: S608 - our own names
        key = row["article_id"]
        forms[key] = cover_article(cover, row, names[key], said.get(key, []), pseudonyms)
    for row in _rows(con, f"SELECT article_id, version, title, text FROM named.article_versions {chosen}", of):  # noqa: S608
        if row["article_id"] in forms:
            cover_version(cover, row, forms[row["article_id"]])
    return cover


def _write(con: duckdb.DuckDBPyConnection, cover: Cover) -> None:
    for table, rows in cover.rows.items():
        with _registered(con, "incoming_masks", pa.Table.from_pylist(rows, schema=_columns(table))):
            if table == "masked_spans":
                con.execute("INSERT INTO named.masked_spans BY NAME FROM incoming_masks")
                continue
            keys, columns = MASKED[table]
            to_set = ", ".join(f"masked_{column} = i.masked_{column}" for column in columns)
            same = " AND ".join(f"i.{key} = t.{key}" for key in keys)
            con.execute(f"UPDATE named.{table} AS t SET {to_set} FROM incoming_masks AS i WHERE {same}")  # noqa: S608


def _columns(table: str) -> pa.Schema:
    if table == "masked_spans":
        numbers = [("start_char", pa.int32()), ("end_char", pa.int32())]
        return pa.schema([("article_id", pa.string()), ("version", pa.string()), *numbers])
    keys, columns = MASKED[table]
    return pa.schema([(name, pa.string()) for name in (*keys, *(f"masked_{column}" for column in columns))])


def _rows(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    result = con.execute(sql, dict(parameters)) if parameters else con.execute(sql)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@contextmanager
def _registered(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> Iterator[None]:
    con.register(name, rows)
    try:
        yield
    finally:
        con.unregister(name)


def _comment(con: duckdb.DuckDBPyConnection, what: str, comment: str | None, added: str) -> None:
    text = " ".join(part for part in (comment, added) if part).replace("'", "''")
    con.execute(f"COMMENT ON {what} IS '{text}'")

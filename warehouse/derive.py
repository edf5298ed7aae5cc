"""What is made of the loaded articles: persons, whose names are covered, and what hangs on them.

Each step takes the tables as the steps before left them and gives the same rows whether the file was built upon or made
anew. The order matters: persons before their protection, protection before anything that shows texts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.case_clusters import CaseOverrides
from warehouse.case_store import join_cases
from warehouse.correction_links import Known, Links, case_links, person_links, protection_choices
from warehouse.corrections import AppliedCorrection, CorrectionReport, Corrections, report_corrections
from warehouse.persons import fill_persons
from warehouse.privacy import cover_names, find_changed, find_protected, reading_names
from warehouse.search_index import index_articles, remove_articles

PERSON_CORRECTIONS = ("merge_persons", "split_persons", "protect")
CASE_CORRECTIONS = ("merge_cases", "split_cases")
SQL = Path(__file__).parent / "sql"
PERSON_TABLES = ("official_persons", "offices", "named.persons")


@dataclass(frozen=True, slots=True)
class Before:
    """What the file held before the articles that changed or went were taken out.

    `pseudonyms` by person; `persons` are those whom the articles that were taken out name, `blocks` those of their
    cases; `had_case_corrections` where cases were joined or parted by hand.
    """

    pseudonyms: dict[str, str] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    had_case_corrections: bool = False


def remember(con: duckdb.DuckDBPyConnection) -> Before:
    """What `derive` needs to know of the present file; the table `touched` names the articles to be taken out."""
    pseudonyms = con.execute("SELECT person_id, pseudonym FROM named.persons WHERE pseudonym IS NOT NULL").fetchall()
    persons = con.execute("""
        SELECT DISTINCT person_id FROM official_persons
        SEMI JOIN (FROM named.officials SEMI JOIN touched USING (article_id)) AS o USING (official_id)
    """).fetchall()
    blocks = con.execute("SELECT DISTINCT block FROM case_articles SEMI JOIN touched USING (article_id)").fetchall()
    kinds = con.execute("SELECT DISTINCT kind FROM named.corrections").fetchall()
    return Before(
        dict(pseudonyms),
        frozenset(person_id for (person_id,) in persons),
        frozenset(block for (block,) in blocks),
        any(kind in CASE_CORRECTIONS for (kind,) in kinds),
    )


def derive(
    con: duckdb.DuckDBPyConnection,
    before: Before,
    changed: Iterable[str],
    corrections: Corrections,
    applied: Iterable[AppliedCorrection],
    key: bytes,
) -> CorrectionReport:
    """Bring all that is made of the articles up to date; `changed` are those that came or changed since `before`.

    `applied` is what became of the corrections of single articles, `key` the secret that pseudonyms are made with.
    Gives what became of all corrections. Raises ContradictoryCorrections where one speaks against another.
    """
    rows = list(applied)
    known = _known_officials(con) if corrections.of_kind(*PERSON_CORRECTIONS) else []
    links, linked = person_links(corrections, known)
    for table in PERSON_TABLES:
        con.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables
    with reading_names(con):
        fill_persons(con, links.together, links.apart)
    parted = _join_cases(con, before, corrections)
    choices, chosen = protection_choices(corrections, known)
    report = report_corrections(corrections, [*rows, *linked, *parted, *chosen])
    _tell_corrections(con, report)
    pseudonyms = find_protected(con, key, choices)
    others = {person: sign for person, sign in before.pseudonyms.items() if person not in before.persons}
    shown_anew = find_changed(con, others, pseudonyms, changed)
    cover_names(con, pseudonyms, shown_anew)
    con.execute((SQL / "cases_covered.sql").read_text(encoding="utf-8"))
    _index(con, shown_anew)
    return report


def _join_cases(con: duckdb.DuckDBPyConnection, before: Before, corrections: Corrections) -> list[AppliedCorrection]:
    """Join the reports of the blocks that changed; of all where corrections join or part cases, or did so before."""
    links = Links()
    rows: list[AppliedCorrection] = []
    blocks: set[str] | None = None
    if corrections.of_kind(*CASE_CORRECTIONS):
        sql = (SQL / "case_reports_known.sql").read_text(encoding="utf-8")
        links, rows = case_links(corrections, [Known(*row) for row in con.execute(sql).fetchall()])
    elif not before.had_case_corrections:
        sql = (SQL / "case_blocks_changed.sql").read_text(encoding="utf-8")
        blocks = {block for (block,) in con.execute(sql).fetchall()} | before.blocks
    overrides = CaseOverrides(links.together, tuple(frozenset(pair) for pair in links.apart))
    join_cases(con, overrides, blocks, before.blocks)
    return rows


def _index(con: duckdb.DuckDBPyConnection, shown_anew: Iterable[str]) -> None:
    """Full-text search over what everybody is shown, without names that are covered."""
    gone = con.execute("SELECT article_id FROM search_documents ANTI JOIN named.articles USING (article_id)").fetchall()
    remove_articles(con, [article_id for (article_id,) in gone])
    (held,) = con.execute("SELECT count(*) FROM search_documents").fetchone() or (0,)
    index_articles(con, shown_anew if held else None, source="main.articles")


def _known_officials(con: duckdb.DuckDBPyConnection) -> list[Known]:
    return [Known(*row) for row in con.execute("SELECT official_id, article_id, name FROM named.officials").fetchall()]


def _tell_corrections(con: duckdb.DuckDBPyConnection, report: CorrectionReport) -> None:
    from warehouse.load import insert_rows

    con.execute("DELETE FROM named.corrections")
    insert_rows(con, {"corrections": [row.as_row() for row in report.rows]})

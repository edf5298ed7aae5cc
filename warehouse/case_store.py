"""Reports of cases between builds, and the cases made of them anew where something changed.

A build keeps what each article tells of cases (`named.case_reports`), so that the block of a new report can be joined
again without reading its other articles. Blocks are taken one after the other, so that memory does not grow with them.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.case_clusters import CaseOverrides, Held, Membership, cluster_cases
from warehouse.case_conduct import KindsOfAct
from warehouse.case_events import CaseEvent
from warehouse.case_marks import Marks
from warehouse.case_records import CaseReport, Conduct, NamedPerson
from warehouse.cases import membership_rows
from warehouse.rows import Row

CASE_TABLES = ("cases", "case_articles", "case_persons", "case_conduct", "case_events")
JOINING = Path(__file__).parent / "sql" / "case_joining.sql"
# Reports that are joined at once, but that a block is never cut.
CHUNK_SIZE = 20_000


def report_row(report: CaseReport) -> Row:
    """The row of `named.case_reports`."""
    return {
        "report_id": report.report_id,
        "article_id": report.article_id,
        "block": report.block,
        "report": json.dumps(_values(report), default=_plain, ensure_ascii=False),
    }


def read_report(text: str) -> CaseReport:
    """The inverse of the column `report`."""
    row: dict[str, Any] = json.loads(text)
    conduct = tuple(Conduct(**act | {"kinds": KindsOfAct(**act["kinds"])}) for act in row["conduct"])
    events = tuple(CaseEvent(**event | {"event_date": _day(event["event_date"])}) for event in row["events"])
    values = {
        "report_date": _day(row["report_date"]),
        "named": tuple(NamedPerson(**person) for person in row["named"]),
        "initials": tuple(row["initials"]),
        "conduct": conduct,
        "marks": Marks(frozenset(row["marks"]["near"]), frozenset(row["marks"]["wide"])),
        "events": events,
    }
    return CaseReport(**row | values)


def join_cases(
    con: duckdb.DuckDBPyConnection,
    overrides: CaseOverrides,
    blocks: Iterable[str] | None,
    emptied: Iterable[str] = (),
) -> None:
    """Make the cases of these blocks anew (None: of all), and take out those that have no report any more.

    Reports may be gone from the blocks of `emptied`; from the others none is, so that there the fit of reports before
    the first new one stands. What is in the tables was made with the same overrides where blocks are given.
    """
    is_all = blocks is None
    con.register("chosen_blocks", _blocks(blocks or ()))
    con.register("emptied_blocks", _blocks(emptied))
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE old_cases AS SELECT DISTINCT case_id FROM case_articles
        WHERE $is_all OR report_id NOT IN (SELECT report_id FROM named.case_reports)
        """,
        {"is_all": is_all},
    )
    for table in CASE_TABLES:
        con.execute(f"DELETE FROM {table} WHERE case_id IN (FROM old_cases)")  # noqa: S608 - our own
    con.execute(JOINING.read_text(encoding="utf-8"), {"is_all": is_all})
    is_by_hand = bool(overrides.merged or overrides.parted)
    for first, last in _ranges(con, is_by_hand):
        before = _Before()
        memberships = cluster_cases(list(_reports(con, first, last, before)), overrides, before.held)
        kept = before.cases_as_before(memberships)
        _take_out(con, before.cases - kept)
        for table, rows in membership_rows(item for item in memberships if item.case_id not in kept).items():
            _insert(con, table, rows)
    con.execute("DROP TABLE joining")
    con.unregister("chosen_blocks")
    con.unregister("emptied_blocks")


@dataclass(slots=True)
class _Before:
    """What the tables hold of the reports that are joined anew.

    `held` are those that are the same since, by id; `cases` all cases that they are in, `changed` those of a report
    that is not the same.
    """

    held: dict[str, Held] = field(default_factory=dict)
    cases: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def cases_as_before(self, memberships: Iterable[Membership]) -> set[str]:
        """The cases whose rows are the same: no report of theirs changed, came or went, nor what it was joined by."""
        sizes = Counter(held.case_id for held in self.held.values())
        same: Counter[str] = Counter()
        others: set[str] = set()
        for item in memberships:
            if self.held.get(item.report.report_id) == Held(item.case_id, item.score, item.reason):
                same[item.case_id] += 1
            else:
                others.add(item.case_id)
        return {key for key, count in same.items() if count == sizes[key]} - others - self.changed


def _ranges(con: duckdb.DuckDBPyConnection, is_one: bool) -> Iterator[tuple[str, str]]:
    """The first and last block of each chunk; all in one where corrections join over blocks."""
    held: list[str] = []
    size = 0
    for block, count in con.execute("SELECT block, count(*) FROM joining GROUP BY block ORDER BY block").fetchall():
        held.append(block)
        size += count
        if size >= CHUNK_SIZE and not is_one:
            yield held[0], held[-1]
            held, size = [], 0
    if held:
        yield held[0], held[-1]


def _reports(con: duckdb.DuckDBPyConnection, first: str, last: str, before: _Before) -> Iterator[CaseReport]:
    """The reports of a chunk; what the tables hold of them goes into `before`."""
    rows = con.execute(
        """
        SELECT report, story_id, persons, is_same, case_id, score, reason FROM joining
        WHERE block BETWEEN $first AND $last ORDER BY block, report_id
        """,
        {"first": first, "last": last},
    ).fetchall()
    for text, story_id, persons, is_same, *membership in rows:
        report = read_report(text)
        held = Held(*membership)
        if is_same:
            before.held[report.report_id] = held
        elif held.case_id is not None:
            before.changed.add(held.case_id)
        if held.case_id is not None:
            before.cases.add(held.case_id)
        known = {person["number"]: person["id"] for person in persons or ()}
        named = tuple(replace(one, person_id=known.get(one.official_number)) for one in report.named)
        yield replace(report, story_id=story_id, named=named)


def _blocks(blocks: Iterable[str]) -> pa.Table:
    return pa.table({"block": pa.array(sorted(set(blocks)), pa.string())})


def _take_out(con: duckdb.DuckDBPyConnection, case_ids: Iterable[str]) -> None:
    con.register("outdated", pa.table({"case_id": pa.array(sorted(case_ids), pa.string())}))
    for table in CASE_TABLES:
        con.execute(f"DELETE FROM {table} WHERE case_id IN (FROM outdated)")  # noqa: S608 - our own
    con.unregister("outdated")


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    if rows:
        con.register("incoming", pa.table({name: [row[name] for row in rows] for name in rows[0]}))
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 - our own tables
        con.unregister("incoming")


def _values(record: Any) -> dict[str, Any]:
    """The fields of a record by name; what is in them is left as it is, for a copy of all would take long."""
    return {name: getattr(record, name) for name in record.__slots__}


def _plain(value: object) -> Any:
    """What JSON has no form for: records as objects, days as ISO 8601, sets as sorted lists."""
    if is_dataclass(value):
        return _values(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"no JSON form for {value!r}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

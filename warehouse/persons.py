"""Persons across articles: which rows of `officials` are one person, how sure, and which offices they were named in.

`resolve_persons` takes a table and returns tables; `fill_persons` reads and fills the tables of a warehouse. The rows
are grouped in SQL (`sql/person_*.sql`), the groups compared and joined here. The same rows in any order give the same
result, and there is no memory: adding articles and resolving anew is the same as resolving all at once.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from warehouse.person_clusters import Clusters, ContradictoryCorrections, Decision, cluster_forms, decide
from warehouse.person_forms import COLUMNS, group_forms, read_forms, read_sql
from warehouse.person_links import Link, find_short_links, find_sure_links

__all__ = ["COLUMNS", "ContradictoryCorrections", "PersonTables", "fill_persons", "person_id_of", "resolve_persons"]

TABLES = ("persons", "official_persons", "offices")


@dataclass(frozen=True, slots=True)
class PersonTables:
    """Rows for the tables of `schema/persons.sql`, in order of their ids, and what corrections named in vain.

    `persons` has neither is_protected nor pseudonym: who is protected is decided elsewhere. `unknown_ids` are
    official_ids of corrections that are in no row, in order.
    """

    persons: pa.Table
    official_persons: pa.Table
    offices: pa.Table
    unknown_ids: tuple[str, ...] = ()


def resolve_persons(
    officials: pa.Table,
    together: Sequence[Collection[str]] = (),
    apart: Sequence[tuple[str, str]] = (),
) -> PersonTables:
    """Tell who is who among rows with the columns of `COLUMNS`, whose order does not matter.

    Corrections go by official_id: those of one set of `together` are one person with all that goes with each of them;
    the two of a pair of `apart` are two, and what fits both stays with the first. Raises ContradictoryCorrections where
    one speaks against another.
    """
    with TemporaryDirectory() as folder, duckdb.connect(config={"temp_directory": folder}) as con:
        con.register("person_source", officials)
        return _resolve(con, together, apart)


def fill_persons(
    con: duckdb.DuckDBPyConnection,
    together: Sequence[Collection[str]] = (),
    apart: Sequence[tuple[str, str]] = (),
) -> PersonTables:
    """Fill the empty tables persons, official_persons and offices from the other tables of the warehouse."""
    found = resolve_persons(con.execute(read_sql("person_source")).to_arrow_table(), together, apart)
    for table in TABLES:
        con.register("incoming_persons", getattr(found, table))
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming_persons")  # noqa: S608 - our own tables
        con.unregister("incoming_persons")
    return found


def _resolve(
    con: duckdb.DuckDBPyConnection, together: Sequence[Collection[str]], apart: Sequence[tuple[str, str]]
) -> PersonTables:
    pinned = sorted({official_id for ids in (*together, *apart) for official_id in ids})
    listed = group_forms(con, pinned)
    _check_all_told(con)
    forms = read_forms(listed, {second for _, second in apart})
    numbers = {pin: number for number, pin in enumerate(listed["pin"].to_pylist()) if pin}
    joined = [[numbers[key] for key in sorted(ids) if key in numbers] for ids in together]
    kept_apart = [(numbers[one], numbers[other]) for one, other in apart if one in numbers and other in numbers]

    stories = [row[0] for row in con.execute(read_sql("person_story_forms")).fetchall()]
    nicknames = con.execute(read_sql("person_nicknames")).fetchall()
    sure, short = find_sure_links(forms, stories), find_short_links(forms, stories, nicknames)
    shared = _shared_articles(con, len(forms), [*sure, *short], joined)
    clusters = cluster_forms(forms, sure, short, [*shared, *kept_apart], joined)
    _check_corrections(clusters, apart, numbers)
    _register_decisions(con, clusters, listed)
    con.execute(read_sql("person_results"))
    return PersonTables(
        persons=con.execute("FROM persons_found ORDER BY person_id").to_arrow_table(),
        official_persons=con.execute(read_sql("person_officials")).to_arrow_table(),
        offices=con.execute("FROM offices_found ORDER BY ALL").to_arrow_table(),
        unknown_ids=tuple(key for key in pinned if key not in numbers),
    )


def _shared_articles(
    con: duckdb.DuckDBPyConnection, form_count: int, links: Iterable[Link], joined: Iterable[Sequence[int]]
) -> list[tuple[int, int]]:
    """Pairs of forms that links connect, in however many steps, and that one article names."""
    parent = list(range(form_count))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for link in links:
        parent[find(link.one)] = find(link.other)
    for numbers in joined:
        for one, other in pairwise(numbers):
            parent[find(one)] = find(other)
    roots = [find(number) for number in range(form_count)]
    sizes: dict[int, int] = {}
    for root in roots:
        sizes[root] = sizes.get(root, 0) + 1
    connected = [number for number in range(form_count) if sizes[roots[number]] > 1]
    components = {
        "form_no": pa.array(connected, pa.int64()),
        "component": pa.array([roots[number] for number in connected], pa.int64()),
    }
    con.register("person_components", pa.table(components))
    shared = con.execute(read_sql("person_shared_articles")).fetchall()
    return sorted({pair for (numbers,) in shared for pair in combinations(numbers, 2)})


def _check_corrections(clusters: Clusters, apart: Iterable[tuple[str, str]], numbers: dict[str, int]) -> None:
    for one, other in apart:
        if one == other or (
            one in numbers and other in numbers and clusters.find(numbers[one]) == clusters.find(numbers[other])
        ):
            raise ContradictoryCorrections(f"{one} and {other} are to be two persons, and one by another correction")


def _check_all_told(con: duckdb.DuckDBPyConnection) -> None:
    """Raise ValueError naming a row that no form holds, or several."""
    wrong = con.execute(read_sql("person_untold")).fetchone()
    if wrong is not None:
        raise ValueError(f"official {wrong[0]}, role {wrong[1]!r}: in {wrong[2]} groups of rows, not in one")


def _register_decisions(con: duckdb.DuckDBPyConnection, clusters: Clusters, listed: pa.Table) -> None:
    """Give the SQL the person of each form, as table person_decisions."""
    first_reports, row_counts = listed["first_report"].to_pylist(), listed["row_count"].to_pylist()
    first_forms: dict[int, int] = {}
    totals: dict[int, int] = {}
    for number in range(len(first_reports)):
        root = clusters.find(number)
        totals[root] = totals.get(root, 0) + row_counts[number]
        if root not in first_forms or first_reports[number] < first_reports[first_forms[root]]:
            first_forms[root] = number
    first_ids = {root: first_reports[number].split(" ", 1)[1] for root, number in first_forms.items()}
    decisions: list[Decision] = decide(clusters, first_forms)
    con.register(
        "person_decisions",
        pa.table(
            {
                "form_no": pa.array(range(len(decisions)), pa.int64()),
                "person_id": [person_id_of(first_ids[decision.cluster]) for decision in decisions],
                "first_official_id": [first_ids[decision.cluster] for decision in decisions],
                "row_count": [totals[decision.cluster] for decision in decisions],
                "score": [decision.score for decision in decisions],
                "reason": [decision.reason for decision in decisions],
            }
        ),
    )


def person_id_of(first_official_id: str) -> str:
    """The person_id that goes with the row of the earliest report. Not of the name, which could be guessed from it."""
    return "p-" + hashlib.sha256(first_official_id.encode()).hexdigest()[:16]

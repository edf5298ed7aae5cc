"""The bits that the values of a filter stand for (`schema/facts.sql`).

A view asks ten questions with the same filters, and looking the bits up took longer than some of them: so the table of
bits, some hundred rows, is read once a view (`bits_kept`) and the bits are put together here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import duckdb

from warehouse.sql_text import sql_of

# A filter that is a bit in every fact, and the parameter that its bits are bound to.
BIT_FILTERS = {
    "relevance": "relevance_bits",
    "provinces": "province_bits",
    "measures": "measure_bits",
    "measure_statuses": "measure_bits",
    "violations": "violation_bits",
    "violation_statuses": "violation_bits",
    "elections": "election_bits",
}
# For each of these parameters the facet, the filter of its values, and the filter of their status.
FACETS = {
    "relevance_bits": ("relevance", "relevance", None),
    "province_bits": ("province", "provinces", None),
    "measure_bits": ("measure", "measures", "measure_statuses"),
    "violation_bits": ("violation", "violations", "violation_statuses"),
    "election_bits": ("election", "elections", None),
}


@dataclass(frozen=True, slots=True)
class Bits:
    """The table of bits: (value, status, bit) by facet, and the elections that no bit is left for."""

    rows: Mapping[str, Sequence[tuple[str, str | None, int]]]
    elections_without: frozenset[str]

    def parameters(self, asked: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """The bits of the filters that are asked; 0 where none of the values is there: then no article is picked."""
        found = {}
        for parameter in dict.fromkeys(BIT_FILTERS[name] for name in asked if name in BIT_FILTERS):
            facet, of_values, of_status = FACETS[parameter]
            values, statuses = asked.get(of_values), asked.get(of_status) if of_status else None
            # Values differ in their bits: or is a sum of them.
            found[parameter] = sum(
                bit
                for value, status, bit in self.rows.get(facet, ())
                if (not values or value in values) and (not statuses or status in statuses)
            )
        return found

    def lacks(self, elections: Sequence[str]) -> bool:
        """Whether one of these elections has no bit."""
        return not self.elections_without.isdisjoint(elections)


_KEPT: ContextVar[list[Bits] | None] = ContextVar("bits of this view", default=None)


@contextmanager
def bits_kept() -> Iterator[None]:
    """Read the table once for all questions within: to be put around the use of one cursor, which sees one file."""
    before = _KEPT.get()
    _KEPT.set([])
    try:
        yield
    finally:
        _KEPT.set(before)


def read_bits(con: duckdb.DuckDBPyConnection) -> Bits:
    """The table of bits of the file that this connection reads."""
    kept = _KEPT.get()
    if not kept:
        found = _table(con.execute(sql_of("filter_bits")).fetchall())
        if kept is None:
            return found
        kept.append(found)
    return kept[0]


def _table(found: Iterable[tuple[str, str, str | None, int | None]]) -> Bits:
    rows: dict[str, list[tuple[str, str | None, int]]] = {}
    without = set()
    for facet, value, status, bit in found:
        if bit is None:
            without.add(value)
        else:
            rows.setdefault(facet, []).append((value, status, bit))
    return Bits(rows, frozenset(without))

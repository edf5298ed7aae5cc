from itertools import product

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.filter_bits import Bits, bits_kept, read_bits

TYPES = ("circular", "pledge", "reminder")
STATUSES = ("taken", "planned")
MEASURES = [(kind, status, 1 << at) for at, (kind, status) in enumerate(product(TYPES, STATUSES))]
BITS = Bits({"measure": MEASURES, "relevance": [("core", None, 1), ("none", None, 2)]}, frozenset({"pilkades-2019"}))


@given(st.lists(st.sampled_from([*TYPES, "unknown"])), st.lists(st.sampled_from([*STATUSES, "unknown"])))
def test_bits_are_those_of_the_pairs_picked(types, statuses):
    asked = {name: value for name, value in (("measures", types), ("measure_statuses", statuses)) if value}
    found = BITS.parameters(asked)
    if not asked:
        assert found == {}
        return
    picked = {
        bit for kind, status, bit in MEASURES if (not types or kind in types) and (not statuses or status in statuses)
    }
    assert {bit for _, _, bit in MEASURES if found["measure_bits"] & bit} == picked


def test_unknown_values_pick_nothing():
    assert BITS.parameters({"relevance": ["nonsense"], "provinces": ["99"]}) == {
        "relevance_bits": 0,
        "province_bits": 0,
    }


def test_elections_without_a_bit_are_told():
    assert BITS.lacks(["pilkada-2024", "pilkades-2019"])
    assert not BITS.lacks(["pilkada-2024"])


def _file(*values: str) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("CREATE TABLE fact_bits (facet VARCHAR, value VARCHAR, status VARCHAR, bit BIGINT)")
    con.execute("CREATE TABLE election_numbers (election_id VARCHAR)")
    for at, value in enumerate(values):
        con.execute("INSERT INTO fact_bits VALUES ('election', $value, NULL, 1 << $at)", {"value": value, "at": at})
        con.execute("INSERT INTO election_numbers VALUES ($value)", {"value": value})
    return con


def test_table_is_read_once_within_a_view_and_anew_in_the_next():
    first, second = _file("pilkada-2020"), _file("pemilu-2024", "pilkada-2020")
    asked = {"elections": ["pilkada-2020"]}
    with bits_kept():
        assert read_bits(first).parameters(asked) == {"election_bits": 1}
        assert read_bits(first) is read_bits(first)
        with bits_kept():  # a view within a view has a cursor of its own, which may see another file
            assert read_bits(second).parameters(asked) == {"election_bits": 2}
        assert read_bits(first).parameters(asked) == {"election_bits": 1}
    assert read_bits(second).parameters(asked) == {"election_bits": 2}


def _fail_within() -> None:
    with bits_kept():
        read_bits(_file("pilkada-2020"))
        raise RuntimeError


def test_nothing_is_kept_after_an_error():
    with pytest.raises(RuntimeError):
        _fail_within()
    later = read_bits(_file("pemilu-2024", "pilkada-2020"))
    assert later.parameters({"elections": ["pilkada-2020"]}) == {"election_bits": 2}

"""Persons and cases that a reviewer joined or kept apart."""

from itertools import permutations

import pytest

from warehouse.correction_links import Known, case_links, person_links, protection_choices
from warehouse.correction_parsing import parse_corrections

OFFICIALS = [
    Known("a#o1", "a", "Abdul Karangan"),
    Known("a#o2", "a", "Ujang Rekaan"),
    Known("b#o1", "b", "Abd Karangan"),
    Known("c#o1", "c", "Abdul Karangan"),
    Known("d#o1", "d", "Siti"),
    Known("d#o2", "d", "Siti"),
]


def read(*entries: str):
    head = 'by = "redaksi"\nmade_on = 2024-11-05\nwhy = "sama"\n'
    return parse_corrections(
        "".join(f'[[correction]]\nid = "k-{n}"\n{head}{entry}\n' for n, entry in enumerate(entries, 1)), "test"
    )


MERGE_AB = 'kind = "merge_persons"\npeople = [{ article = "a", name = "abdul  karangan" }, "b#o1"]'
MERGE_BC = 'kind = "merge_persons"\npeople = ["b#o1", { article = "c", name = "Abdul Karangan" }]'
SPLIT_AC = 'kind = "split_persons"\npeople = ["a#o1", "c#o1"]'
SPLIT_12 = 'kind = "split_persons"\npeople = ["a#o2", "a#o1"]'


@pytest.mark.parametrize("entries", list(permutations([MERGE_AB, MERGE_BC, SPLIT_12])))
def test_groups_join_up_in_whatever_order(entries):
    links, rows = person_links(read(*entries), OFFICIALS)
    assert links.together == (frozenset({"a#o1", "b#o1", "c#o1"}),)
    assert links.apart == (("a#o1", "a#o2"),)
    assert all(row.is_applied and row.note is None for row in rows)


def test_a_pair_cannot_be_both():
    links, rows = person_links(read(MERGE_AB, MERGE_BC, SPLIT_AC), OFFICIALS)
    assert links.apart == ()
    assert [(row.is_applied, row.note) for row in rows][2] == (False, "a#o1 and c#o1 are joined by another correction")


@pytest.mark.parametrize(
    ("people", "note", "is_applied"),
    [
        ('["a#o1", "z#o1"]', "z#o1: no such id", False),
        ('["a#o1", { article = "z", name = "Siti" }]', "z Siti: no such article", False),
        ('["a#o1", { article = "d", name = "Siti" }]', "d Siti: 2 fit, give the id", False),
        ('["a#o1", { article = "a", name = "Siti" }]', "a Siti: nothing of this name", False),
        ('["a#o1", "b#o1", "z#o1"]', "z#o1: no such id", True),
        ('["a#o1", { article = "a", name = "Abdul Karangan" }]', "these are one already", False),
    ],
)
def test_who_is_not_found_is_told(people, note, is_applied):
    links, [row] = person_links(read(f'kind = "merge_persons"\npeople = {people}'), OFFICIALS)
    assert (row.is_applied, row.note) == (is_applied, note)
    assert links.together == ((frozenset({"a#o1", "b#o1"}),) if is_applied else ())


def test_cases_are_named_by_article_and_conduct():
    cases = [
        Known("s-1", "a", None, "gesture"),
        Known("s-2", "a", None, "campaigning"),
        Known("s-3", "b", None, "gesture"),
    ]
    entry = 'kind = "merge_cases"\ncases = [{ article = "a", type = "gesture" }, { article = "b" }]'
    links, [row] = case_links(read(entry, MERGE_AB), cases)
    assert links.together == (frozenset({"s-1", "s-3"}),)
    assert (row.is_applied, row.target) == (True, "a gesture + b")


def test_the_last_choice_of_protection_counts():
    entry = 'kind = "protect"\npeople = [{ article = "a", name = "Ujang Rekaan" }]\nprotected = '
    chosen, rows = protection_choices(read(entry + "true", entry + "false"), OFFICIALS)
    assert chosen == {"a#o2": False}
    assert [(row.is_applied, row.new) for row in rows] == [(True, "true"), (True, "false")]

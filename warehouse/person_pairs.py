"""Pairs of forms of different names that are worth comparing: few of all, found by what the names share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from warehouse.person_forms import Form

# Forms that share something and are compared each with each; what more forms than this share tells nothing.
MOST_COMPARED = 150


def compare_in_place(forms: Iterable[Form]) -> Iterator[tuple[Form, Form]]:
    """Pairs of forms in one place that share enough of their names to be looked at; a pair may come twice.

    What very many share tells nothing: it makes no pairs.
    """
    sharing: dict[str, list[Form]] = defaultdict(list)
    singles: dict[str, list[Form]] = defaultdict(list)
    longer: list[Form] = []
    for form in forms:
        for block in _blocks(form.name.words):
            sharing[f"{form.place} {block}"].append(form)
        if len(form.name.words) == 1:
            singles[f"{form.place} {form.name.words[0]}"].append(form)
        else:
            longer.append(form)
    for alike in sharing.values():
        if 1 < len(alike) <= MOST_COMPARED:
            yield from _of_different_names(alike)
    holding: dict[str, list[Form]] = defaultdict(list)
    for form in longer:
        for word in set(form.name.words):
            at = f"{form.place} {word}"
            if at in singles:
                holding[at].append(form)
    for at, holders in holding.items():
        if len(holders) <= MOST_COMPARED:
            yield from product(singles[at], holders)


def compare_in_story(forms: Sequence[Form]) -> Iterator[tuple[Form, Form]]:
    """Pairs of forms in one story that share a word; a release that ran under very many forms makes none."""
    if len(forms) <= MOST_COMPARED:
        for one, other in _of_different_names(forms):
            if not set(one.name.words).isdisjoint(other.name.words):
                yield one, other


def _of_different_names(forms: Sequence[Form]) -> Iterator[tuple[Form, Form]]:
    return ((one, other) for one, other in combinations(forms, 2) if one.name.key != other.name.key)


def _blocks(words: Sequence[str]) -> Iterator[str]:
    """What names of several words have in common to be compared: two words, or one of two and the other's first letter.

    For a single word its first two letters. All letters too, for words may be written in one ("Trihandoko").
    """
    distinct = sorted(set(words))
    if len(distinct) == 1:
        yield distinct[0][:2]
        yield distinct[0]
        return
    yield "".join(words)
    yield from map(" ".join, combinations(distinct, 2))
    if len(distinct) == 2:
        yield f"{distinct[0]} {distinct[1][0]}"
        yield f"{distinct[1]} {distinct[0][0]}"

"""How well a grouping agrees with the true one: B-cubed (Bagga and Baldwin 1998), extended to items of several groups.

An item may be in several groups (an article that tells three cases). For two items that share groups on one side, the
extended measure (Amigó and others, "A comparison of extrinsic clustering evaluation metrics", 2009) asks how many of
them the other side lets them share. With one group an item it is plain B-cubed.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(truth: Mapping[Hashable, Iterable[Hashable]], found: Mapping[Hashable, Iterable[Hashable]]) -> BCubed:
    """Compare the groups of each item. An item that one side lacks is in no group there; no items at all agree."""
    items = list(dict.fromkeys([*truth, *found]))
    true_groups = {item: frozenset(truth.get(item, ())) for item in items}
    found_groups = {item: frozenset(found.get(item, ())) for item in items}
    return BCubed(_agreement(items, found_groups, true_groups), _agreement(items, true_groups, found_groups))


def _agreement(
    items: list[Hashable],
    own: Mapping[Hashable, frozenset[Hashable]],
    other: Mapping[Hashable, frozenset[Hashable]],
) -> float:
    """The mean over items in a group of `own`: of their pairs there, the share that `other` joins as often."""
    members: dict[Hashable, list[Hashable]] = {}
    for item in items:
        for group in own[item]:
            members.setdefault(group, []).append(item)
    shares = []
    for item in items:
        neighbours = {neighbour for group in own[item] for neighbour in members[group]}
        if neighbours:
            shares.append(sum(_share(item, mate, own, other) for mate in neighbours) / len(neighbours))
    return sum(shares) / len(shares) if shares else 1.0


def _share(
    item: Hashable,
    mate: Hashable,
    own: Mapping[Hashable, frozenset[Hashable]],
    other: Mapping[Hashable, frozenset[Hashable]],
) -> float:
    joined = len(own[item] & own[mate])
    return min(joined, len(other[item] & other[mate])) / joined

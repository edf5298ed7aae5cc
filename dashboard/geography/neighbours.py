"""Which provinces have a border in common: read off the outlines, in which neighbours share the points of their border.

Provinces that only a strait divides (Jawa Timur and Bali) are none.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import combinations, pairwise
from types import MappingProxyType

from dashboard.geography.outlines import load_outlines


@cache
def load_neighbours() -> Mapping[str, tuple[str, ...]]:
    """The codes of the neighbours of each province, that with the longest border first; none for an island province."""
    owners: defaultdict[frozenset[tuple[float, float]], set[str]] = defaultdict(set)
    for code, outline in load_outlines().items():
        for xs, ys in outline.rings:
            for edge in pairwise(zip(xs, ys, strict=True)):
                owners[frozenset(edge)].add(code)
    lengths: dict[str, defaultdict[str, float]] = {code: defaultdict(float) for code in load_outlines()}
    for border, codes in owners.items():
        if len(codes) < 2:
            continue
        (x1, y1), (x2, y2) = border
        length = ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5
        for one, other in combinations(codes, 2):
            lengths[one][other] += length
            lengths[other][one] += length
    return MappingProxyType(
        {code: tuple(sorted(found, key=lambda other: (-round(found[other]), other))) for code, found in lengths.items()}
    )

"""Classes of counts for a map: whole numbers, no class empty, none overlapping."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from dashboard.i18n import format_number
from dashboard.theme import Theme

MOST = 5
# Which steps of the ramp serve one, two, ... five classes.
STEPS = {0: (), 1: (2,), 2: (1, 3), 3: (0, 2, 3), 4: (0, 1, 2, 3), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True, slots=True)
class CountClass:
    """Counts from `low` to `high`, both included; `step` is its place in the ramp, 0 to 4."""

    low: int
    high: int
    step: int
    is_last: bool

    def label(self, lang: str, *, in_tenths: bool = False) -> str:
        """The class in figures: "3", "4–9", "40+"; "0,3" of counts that are tenths."""
        ends = (self.low, self.high)
        low, high = (format_number(end / 10, lang, 1) if in_tenths else format_number(end, lang) for end in ends)
        if self.low == self.high:
            return low
        return f"{low}+" if self.is_last else f"{low}–{high}"

    def colour(self, theme: Theme) -> str:
        """The fill of the class."""
        return theme.ramp[self.step]


def count_classes(counts: Iterable[int]) -> list[CountClass]:
    """Up to five classes from 1 to the largest count; counts below 1 have no class.

    Cuts are those that leave the least spread within the classes (Fisher 1958) on a logarithmic scale, so that one
    great count does not push all others into one class. Every class holds at least one of the counts.
    """
    values = sorted(count for count in counts if count > 0)
    if not values:
        return []
    lows = [1, *_cuts(values, min(MOST, len(set(values))))]
    highs = [*(low - 1 for low in lows[1:]), values[-1]]
    steps = STEPS[len(lows)]
    return [
        CountClass(low, high, step, at == len(lows) - 1)
        for at, (low, high, step) in enumerate(zip(lows, highs, steps, strict=True))
    ]


def class_of(count: int, classes: Sequence[CountClass]) -> CountClass | None:
    """The class of a count; None below 1, and where there are no classes."""
    return next((found for found in classes if found.low <= count <= found.high), None)


def _cuts(values: list[int], number: int) -> list[int]:
    """Where each class but the first begins: round numbers where the gap between two counts has room for one."""
    distinct = sorted(set(values))
    weights = [values.count(value) for value in distinct]
    logs = [log(value) for value in distinct]
    size = len(distinct)

    # Sums up to each value: the spread of a class is then a matter of differences.
    sums = [(0.0, 0.0, 0.0)]
    for weight, value in zip(weights, logs, strict=True):
        count, total, squares = sums[-1]
        sums.append((count + weight, total + weight * value, squares + weight * value * value))

    def spread(start: int, end: int) -> float:
        count, total, squares = (last - first for first, last in zip(sums[start], sums[end], strict=True))
        return squares - total * total / count

    # best[k][n]: the least spread of the first n distinct values in k + 1 classes, and where the last one starts.
    best: list[list[tuple[float, int]]] = [[(spread(0, n), 0) if n else (0.0, 0) for n in range(size + 1)]]
    for classes in range(1, number):
        row = [(float("inf"), 0)] * (size + 1)
        for n in range(classes + 1, size + 1):
            row[n] = min((best[-1][start][0] + spread(start, n), start) for start in range(classes, n))
        best.append(row)
    starts: list[int] = []
    end = size
    for classes in range(number - 1, 0, -1):
        end = best[classes][end][1]
        starts.append(end)
    return [_round_between(distinct[start - 1] + 1, distinct[start]) for start in reversed(starts)]


def _round_between(low: int, high: int) -> int:
    """The roundest number from `low` to `high`, of several the one in their middle: 10 of 8 to 14."""
    size = 10 ** len(str(high))
    while size > 1:
        for part in (size, size // 2):
            found = range(-(-low // part) * part, high + 1, part)
            if found:
                return found[len(found) // 2]
        size //= 10
    return high

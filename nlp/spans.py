"""Stretches of a text in which nothing is read: page residue, and what another component has taken."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class ClosedSpans:
    """Spans, merged where they touch, so that a question costs the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, offset: int) -> bool:
        """Whether the character at `offset` lies in one of them."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with the span."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start

"""Where names find room on a map: beside, above or below their circle, over no other name and no circle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Pixels: a letter's width in bold, half a line's height, the gap between circle and words.
LETTER, HALF_LINE, GAP = 6.4, 7.0, 3.0

Label = tuple[str, float, float, float]
Anchor = tuple[str, str, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "Box") -> bool:
        """Whether they share any ground."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


def place_labels(
    wanted: Sequence[Label], dots: Sequence[tuple[float, float, float]], size: tuple[float, float]
) -> Iterator[tuple[str, float, float, Box, Anchor]]:
    """Those labels that find room, the first ones first: text, place, box, and how the words hang at the place.

    `wanted`: text, x, y, radius of its circle; `dots`: x, y, radius of all circles; `size` of the plot: all in pixels.
    The anchor is Plotly's (xanchor, yanchor, xshift, yshift).
    """
    taken: list[Box] = []
    circles = [Box(x - r, y - r, x + r, y + r) for x, y, r in dots]
    for text, x, y, radius in wanted:
        own = Box(x - radius, y - radius, x + radius, y + radius)
        others = [circle for circle in circles if not (circle.x0 < x < circle.x1 and circle.y0 < y < circle.y1)]
        for box, anchor in _candidates(text, x, y, radius):
            is_inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= size[0] and box.y1 <= size[1]
            if is_inside and not any(box.meets(other) for other in (*taken, *others)):
                taken += [box, own]
                yield text, x, y, box, anchor
                break


def _candidates(text: str, x: float, y: float, radius: float) -> Iterator[tuple[Box, Anchor]]:
    width, off = LETTER * len(text), radius + GAP
    yield Box(x + off, y - HALF_LINE, x + off + width, y + HALF_LINE), ("left", "middle", off, 0)
    yield Box(x - off - width, y - HALF_LINE, x - off, y + HALF_LINE), ("right", "middle", -off, 0)
    yield Box(x - width / 2, y + off - 2, x + width / 2, y + off + 12), ("center", "bottom", 0, off - 2)
    yield Box(x - width / 2, y - off - 12, x + width / 2, y - off + 2), ("center", "top", 0, -off + 2)
    for side, name in ((1, "left"), (-1, "right")):
        left = x if side > 0 else x - width
        yield Box(left, y + off - 2, left + width, y + off + 12), (name, "bottom", 0, off - 2)
        yield Box(left, y - off - 12, left + width, y - off + 2), (name, "top", 0, -off + 2)

"""A small map that shows where a province lies in the country: a picture, for it says nothing that words do not."""

from base64 import b64encode
from functools import cache

from dashboard.geography.outlines import load_outlines
from dashboard.theme import theme_of

# Kilometres around the outlines, and the least distance of two points: a pixel of the picture is some 25 of them.
BOX = (-20.0, -690.0, 5170.0, 1940.0)
STEP = 12.0
WIDTH = 200


@cache
def locator_picture(code: str, scheme: str) -> str:
    """The picture of a province as a `data:` address of an SVG, 200 pixels wide."""
    theme = theme_of(scheme)
    left, top, width, height = BOX
    land = "".join(_path(other) for other in load_outlines() if other != code)
    chosen = load_outlines()[code].rings
    xs = [x for ring, _ in chosen for x in ring]
    ys = [y for _, ring in chosen for y in ring]
    middle = ((min(xs) + max(xs)) / 2, -(min(ys) + max(ys)) / 2)
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    # A province of a few pixels has a ring around it.
    ring = (
        f'<circle cx="{middle[0]:.0f}" cy="{middle[1]:.0f}" r="150" fill="none" stroke="{theme.ink}" '
        'stroke-width="22"/>'
        if size < 260
        else ""
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{round(WIDTH * height / width)}" '
        f'viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}">'
        f'<path d="{land}" fill="{theme.line_strong}"/><path d="{_path(code)}" fill="{theme.ramp[4]}" '
        f'stroke="{theme.ramp[4]}" stroke-width="14"/>{ring}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _path(code: str) -> str:
    """All rings of a province, points that lie closer than a step left out."""
    parts = []
    for xs, ys in load_outlines()[code].rings:
        kept: list[tuple[float, float]] = []
        for x, y in zip(xs, ys, strict=True):
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= STEP:
                kept.append((x, y))
        if len(kept) > 2:
            parts.append("M" + "L".join(f"{x:.0f} {-y:.0f}" for x, y in kept) + "Z")
    return "".join(parts)

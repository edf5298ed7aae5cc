"""The map of one province: its regencies and cities as circles at their seats, its neighbours around."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from math import floor, log10, sqrt
from typing import Any

import pandas as pd

from dashboard.figures.areas import hatch_swatch, pixel_box, pixel_text, whole
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.figures.region_labels import Box, place_labels
from dashboard.geography.outlines import Outline, load_outlines, project
from dashboard.i18n import format_number, t
from dashboard.theme import SMALL_SIZE, Theme, blend, plotly_template, theme_of

# Pixels that the plot has at least, on a wide screen and on a phone; labels are placed for these.
WIDE, NARROW = (540.0, 330.0), (330.0, 270.0)
# Room for the legend below the plot.
LEGEND = 50
MARGIN = 0.06
# An island smaller than this share of the largest one does not widen the map.
LEAST_ISLAND = 0.01
# Diameters of the circles in pixels; the area grows with the count.
SMALLEST, LARGEST = 6.0, 22.0
HOLLOW, SQUARE = 6.0, 9.0
HATCHED_SQUARE = "M-4,-4L4,-4L4,4L-4,4Z M-4,0L0,4 M-4,-4L4,4 M0,-4L4,0"
MOST_LABELS, MOST_LABELS_PHONE = 9, 5
BARS_KM = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)
# Of the width: how long the bar may be at most.
LONGEST_BAR = 0.22

Row = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of the map that is drawn, in kilometres, and how many of them a pixel is at most."""

    x0: float
    x1: float
    y0: float
    y1: float
    km: float

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """A place in pixels from the lower left corner."""
        return (x - self.x0) / self.km, (y - self.y0) / self.km


def region_map(
    areas: pd.DataFrame,
    names: dict[str, str],
    province: str,
    scheme: str,
    lang: str,
    *,
    opens: Callable[[str], str],
    chosen: str | None = None,
    is_phone: bool = False,
) -> Drawing:
    """Draw the areas of a province by independent stories.

    `areas`: code, name, lat, lon, story_count, article_count, is_covered (counts NA where not covered). `names` are the
    provinces by code; `opens` gives the address of an area's page, which becomes its `customdata`. `chosen` is an area
    that is pointed out.
    """
    theme = theme_of(scheme)
    rows = [row for row in areas.to_dict("records") if not pd.isna(row["lat"])]
    outline = load_outlines()[province]
    ground = _ground(outline, rows, NARROW if is_phone else WIDE)
    around = [other for code, other in load_outlines().items() if code != province and _meets(other, ground)]
    counted = sorted(
        (row for row in rows if whole(row["story_count"])), key=lambda row: (-whole(row["story_count"]), row["code"])
    )
    most = whole(counted[0]["story_count"]) if counted else 0
    quiet = [row for row in rows if row["is_covered"] and not whole(row["story_count"])]
    unseen = [row for row in rows if not row["is_covered"]]
    traces = [
        *(_land(other, theme, is_here=False) for other in around),
        _land(outline, theme, is_here=True),
        *_markers(unseen, {"symbol": "square", "size": SQUARE + 4, "opacity": 0}, lang, opens),
        *_markers(
            quiet, {"size": HOLLOW, "color": theme.surface, "line": {"width": 1.3, "color": theme.stories}}, lang, opens
        ),
        *_markers(
            counted,
            {
                "size": [round(diameter(whole(row["story_count"]), most), 1) for row in counted],
                "color": theme.stories,
                "line": {"width": 0.8, "color": theme.surface},
            },
            lang,
            opens,
        ),
        *_ring(next((row for row in rows if row["code"] == chosen), None), most, theme),
    ]
    labels = _labels(counted, rows, most, chosen, ground, theme, lang, is_phone)
    shapes, words = _legend(most, bool(quiet), bool(unseen), theme, lang, is_phone)
    bar_shapes, bar_words = _scale_bar(ground, theme, lang)
    axis = {"visible": False, "fixedrange": True}
    return drawn_figure(
        data=traces,
        layout={
            "template": plotly_template(scheme),
            "dragmode": False,
            "hovermode": "closest",
            "hoverdistance": 16,
            "clickmode": "event",
            "margin": {"l": 0, "r": 0, "t": 0, "b": LEGEND},
            "xaxis": {**axis, "range": (ground.x0, ground.x1)},
            "yaxis": {**axis, "range": (ground.y0, ground.y1), "scaleanchor": "x", "scaleratio": 1},
            "shapes": [*_hatched(unseen, theme), *shapes, *bar_shapes],
            "annotations": [*_neighbour_names(around, names, ground, labels[1], theme), *labels[0], *words, *bar_words],
        },
    )


def diameter(count: int, most: int) -> float:
    """The diameter of a circle in pixels, its area growing with the count; where all counts are small so are they."""
    scale = min(LARGEST / sqrt(max(most, 1)), SMALLEST)
    return max(SMALLEST * 0.8, scale * sqrt(count))


def bar_length(width_km: float) -> int:
    """The length of the scale bar in kilometres: round, and no longer than its share of the width."""
    return max((km for km in BARS_KM if km <= LONGEST_BAR * width_km), default=BARS_KM[0])


def _ground(outline: Outline, rows: Sequence[Row], size: tuple[float, float]) -> Ground:
    """The land of the province and the seats with a little around, in the form of the plot."""
    places = [project(float(row["lat"]), float(row["lon"])) for row in rows]
    # An islet far off would make all else small: it is left to the edge unless a government sits there.
    sizes = [(max(xs) - min(xs)) * (max(ys) - min(ys)) for xs, ys in outline.rings]
    large = [ring for ring, size in zip(outline.rings, sizes, strict=True) if size >= LEAST_ISLAND * max(sizes)]
    xs = [x for ring, _ in large for x in ring] + [x for x, _ in places]
    ys = [y for _, ring in large for y in ring] + [y for _, y in places]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    km = max(width * (1 + 2 * MARGIN) / size[0], height * (1 + 2 * MARGIN) / size[1])
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    half_x, half_y = km * size[0] / 2, km * size[1] / 2
    return Ground(middle_x - half_x, middle_x + half_x, middle_y - half_y, middle_y + half_y, km)


def _meets(outline: Outline, ground: Ground) -> bool:
    """Whether any of this land may be seen; the plot may be wider than the ground."""
    more = (ground.x1 - ground.x0) / 3
    return any(
        max(xs) > ground.x0 - more and min(xs) < ground.x1 + more and max(ys) > ground.y0 and min(ys) < ground.y1
        for xs, ys in outline.rings
    )


def _land(outline: Outline, theme: Theme, *, is_here: bool) -> Row:
    xs, ys = outline.path()
    style: Row = (
        {"fillcolor": blend(theme.articles, theme.surface, 0.22), "line": {"width": 1.1, "color": theme.stories}}
        if is_here
        else {"fillcolor": theme.hatch_ground, "line": {"width": 0.7, "color": theme.line_strong}}
    )
    return {"type": "scatter", "x": xs, "y": ys, "mode": "lines", "fill": "toself", "hoverinfo": "skip", **style}


def _hatched(rows: Sequence[Row], theme: Theme) -> list[Row]:
    """A hatched square at each seat: markers know no patterns, so they are shapes of a few pixels."""
    shapes = []
    for row in rows:
        x, y = project(float(row["lat"]), float(row["lon"]))
        place = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": round(x, 1), "yanchor": round(y, 1)}
        style = {"fillcolor": theme.hatch_ground, "line": {"width": 1, "color": theme.hatch}}
        shapes.append({"type": "path", "path": HATCHED_SQUARE, "xref": "x", "yref": "y", **place, **style})
    return shapes


def _markers(rows: Sequence[Row], marker: Row, lang: str, opens: Callable[[str], str]) -> list[Row]:
    if not rows:
        return []
    places = [project(float(row["lat"]), float(row["lon"])) for row in rows]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [round(x, 1) for x, _ in places],
            "y": [round(y, 1) for _, y in places],
            "marker": {"opacity": 1, **marker},
            "hoverinfo": "text",
            "hovertext": [_words(row, lang) for row in rows],
            "customdata": [opens(str(row["code"])) for row in rows],
        }
    ]


def _words(row: Row, lang: str) -> str:
    if not row["is_covered"]:
        lines = [t(lang, "figure.not_covered")]
    elif not whole(row["story_count"]):
        lines = [t(lang, "figure.no_reports")]
    else:
        lines = [
            t(lang, "figure.stories", n=whole(row["story_count"])),
            t(lang, "figure.articles", n=whole(row["article_count"])),
        ]
    return "<br>".join([f"<b>{escape(str(row['name']))}</b>", *lines])


def _ring(row: Row | None, most: int, theme: Theme) -> list[Row]:
    """A ring around the area that the page is about."""
    if row is None:
        return []
    x, y = project(float(row["lat"]), float(row["lon"]))
    count = whole(row["story_count"])
    size = (diameter(count, most) if count else SQUARE) + 8
    marker = {"size": size, "symbol": "circle-open", "color": theme.ink, "line": {"width": 2}, "opacity": 1}
    return [{"type": "scatter", "mode": "markers", "x": [x], "y": [y], "marker": marker, "hoverinfo": "skip"}]


def _labels(
    counted: Sequence[Row],
    rows: Sequence[Row],
    most: int,
    chosen: str | None,
    ground: Ground,
    theme: Theme,
    lang: str,
    is_phone: bool,
) -> tuple[list[Row], list[Box]]:
    """Names and counts beside the circles: the page's own area first, then those with most stories, where they fit."""
    here = [row for row in rows if row["code"] == chosen]
    named = [*here, *(row for row in counted if row["code"] != chosen)]
    named = named[: MOST_LABELS_PHONE if is_phone else MOST_LABELS]
    dots = [
        (*ground.pixels(*project(float(row["lat"]), float(row["lon"]))), diameter(whole(row["story_count"]), most) / 2)
        for row in rows
    ]
    wanted = []
    for row in named:
        x, y = ground.pixels(*project(float(row["lat"]), float(row["lon"])))
        count = whole(row["story_count"])
        text = (
            f"{short_name(str(row['name']), str(row['level']))} {format_number(count, lang)}"
            if count
            else str(row["name"])
        )
        radius = diameter(count, most) / 2 + (4 if row["code"] == chosen else 0)
        wanted.append((text, x, y, radius))
    size = ((ground.x1 - ground.x0) / ground.km, (ground.y1 - ground.y0) / ground.km)
    found, taken = [], []
    for text, x, y, box, anchor in place_labels(wanted, dots, size):
        taken.append(box)
        found.append(
            {
                "text": f"<b>{escape(text)}</b>",
                "x": ground.x0 + x * ground.km,
                "y": ground.y0 + y * ground.km,
                "xanchor": anchor[0],
                "yanchor": anchor[1],
                "xshift": anchor[2],
                "yshift": anchor[3],
                "showarrow": False,
                "borderpad": 0,
                # Lines of the map run under the words, not through them.
                "bgcolor": _clear(theme.surface, 0.72),
                "font": {"size": SMALL_SIZE, "color": theme.ink},
                "captureevents": False,
            }
        )
    return found, taken


def _clear(colour: str, share: float) -> str:
    """A colour that lets the ground through."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def short_name(name: str, level: str) -> str:
    """A regency without the word for it; a city keeps its own, for a regency may bear the same name."""
    return name.removeprefix("Kabupaten ") if level == "regency" else name


def _neighbour_names(
    around: Sequence[Outline], names: dict[str, str], ground: Ground, taken: Sequence[Box], theme: Theme
) -> list[Row]:
    """The neighbours' names in the middle of what is seen of them, where that is wide enough."""
    found: list[Row] = []
    boxes = list(taken)
    for outline in around:
        seen = _seen(outline.code, ground)
        name = names.get(outline.code, outline.code)
        half = 3.1 * len(name) + 4
        middle = (sum(x for x, _ in seen) / len(seen), sum(y for _, y in seen) / len(seen)) if seen else (0.0, 0.0)
        for x, y in sorted(seen, key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2):
            px, py = ground.pixels(x, y)
            box = Box(px - half, py - 8, px + half, py + 8)
            is_inside = box.x0 >= 0 and box.x1 <= (ground.x1 - ground.x0) / ground.km
            on_land = all(outline.holds(x + side * half * ground.km, y) for side in (-1, 1))
            if is_inside and on_land and not any(box.meets(other) for other in boxes):
                boxes.append(box)
                font = {"size": SMALL_SIZE, "color": theme.muted}
                found.append({"text": f"<i>{escape(name)}</i>", "x": x, "y": y, "showarrow": False, "font": font})
                break
    return found


@cache
def _seen(code: str, ground: Ground) -> tuple[tuple[float, float], ...]:
    """Places on a province's largest land that lie on the drawn ground, as a grid; the same for every selection."""
    outline = load_outlines()[code]
    xs, ys = max(outline.rings, key=lambda ring: len(ring[0]))
    return tuple(
        (x, y)
        for x in _steps(ground.x0, ground.x1, 24)
        for y in _steps(ground.y0, ground.y1, 16)
        if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys) and outline.holds(x, y)
    )


def _steps(start: float, end: float, count: int) -> list[float]:
    return [start + (end - start) * (at + 0.5) / count for at in range(count)]


def _legend(
    most: int, has_quiet: bool, has_unseen: bool, theme: Theme, lang: str, is_phone: bool
) -> tuple[list[Row], list[Row]]:
    """What the signs mean, below the map: only what is drawn is explained."""
    shapes: list[Row] = []
    words: list[Row] = []
    font = {"size": SMALL_SIZE, "color": theme.muted}
    x, y = 8.0, -16.0
    for count in dict.fromkeys([1, round_count(most)]) if most else []:
        size = diameter(count, most)
        shapes.append(pixel_box(x, y - size / 2, size, size, type="circle", fillcolor=theme.stories))
        text = t(lang, "figure.reports", n=count)
        words.append(pixel_text(text, x + size + 6, y, font=font))
        x += size + 6 + 6.2 * len(text) + 14
    x, y = 8.0, -38.0
    if has_quiet:
        shapes.append(
            pixel_box(
                x, y - 3, 6, 6, type="circle", fillcolor=theme.surface, line={"width": 1.3, "color": theme.stories}
            )
        )
        text = t(lang, "figure.no_reports")
        words.append(pixel_text(text, x + 12, y, font=font))
        x += 12 + 6 * len(text) + 14
    if has_unseen:
        shapes += hatch_swatch(x, y - 5, 10, 10, theme)
        words.append(pixel_text(t(lang, "figure.not_covered"), x + 16, y, font=font))
    return shapes, words


def round_count(most: int) -> int:
    """A round number for the legend's large circle: the greatest count itself where that is below ten."""
    if most < 10:
        return most
    step = 10 ** floor(log10(most))
    return most // step * step


def _scale_bar(ground: Ground, theme: Theme, lang: str) -> tuple[list[Row], list[Row]]:
    km = bar_length(ground.x1 - ground.x0)
    right = ground.x1 - 6 * ground.km
    line = {"width": 1, "color": theme.muted}
    place = {"type": "line", "xref": "x", "yref": "paper", "ysizemode": "pixel", "yanchor": 0, "line": line}
    ends = [(right - km, -12, right - km, -17), (right - km, -17, right, -17), (right, -17, right, -12)]
    shapes = [{**place, "x0": x0, "y0": y0, "x1": x1, "y1": y1} for x0, y0, x1, y1 in ends]
    words = {
        "text": t(lang, "figure.kilometres", n=km),
        "x": right - km / 2,
        "xref": "x",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -19,
        "showarrow": False,
        "font": {"size": SMALL_SIZE, "color": theme.muted},
    }
    return shapes, [words]


__all__ = ["bar_length", "diameter", "region_map", "round_count", "short_name"]

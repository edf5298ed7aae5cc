"""The map for small screens: one tile per province with two letters, large enough to read and to touch."""

from collections.abc import Collection, Sequence
from math import cos, pi, sin
from typing import Any

import pandas as pd

from dashboard.figures.areas import (
    NOTHING,
    STORIES,
    Province,
    Shown,
    hatch_swatch,
    land_style,
    pixel_box,
    pixel_text,
    read_provinces,
)
from dashboard.figures.classes import CountClass, class_of, count_classes
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.geography.outlines import load_tiles
from dashboard.i18n import t
from dashboard.theme import SMALL_SIZE, Theme, plotly_template, theme_in

# In tiles: half the side, and the radius of the corners.
HALF, CORNER = 0.47, 0.1
ROWS, COLUMNS = 8, 13
# Free ground in the lower right of the grid, for the legend: its left edge in columns.
LEGEND_COLUMN = 5.9
LEGEND_SWATCH = 37


def tile_map(
    frame: pd.DataFrame,
    scheme: str,
    lang: str,
    *,
    shown: Shown = STORIES,
    selected: Collection[str] = (),
) -> Drawing:
    """Draw one tile per province, coloured as `province_map` colours its land; same columns, same clicks."""
    theme = theme_in(scheme, shown.hue)
    provinces = read_provinces(frame)
    classes = count_classes(shown.value(province) for province in provinces)
    traces = [_tile(province, shown, classes, theme, lang, province.code in selected) for province in provinces]
    shapes, words = _legend(provinces, classes, shown, theme, lang)
    layout: dict[str, Any] = {
        "template": plotly_template(scheme),
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event",
        "xaxis": {"range": (-0.5, COLUMNS - 0.5), "visible": False, "fixedrange": True},
        "yaxis": {
            "range": (ROWS - 0.5, -0.5),
            "visible": False,
            "fixedrange": True,
            "scaleanchor": "x",
            "scaleratio": 1,
            "constraintoward": "top",
        },
        "shapes": shapes,
        "annotations": words,
    }
    return drawn_figure(data=[*traces, _letters(provinces, shown, classes, theme)], layout=layout)


def _tile(
    province: Province, shown: Shown, classes: Sequence[CountClass], theme: Theme, lang: str, is_selected: bool
) -> dict[str, Any]:
    tile = load_tiles()[province.code]
    style = land_style(province, shown, classes, theme)
    if is_selected:
        style["line"] = {"width": 2.5, "color": theme.ink}
    return {
        "type": "scatter",
        "x": [round(tile.col + x, 3) for x, _ in CORNERS],
        "y": [round(tile.row + y, 3) for _, y in CORNERS],
        "mode": "lines",
        "fill": "toself",
        "hoveron": "fills",
        "hoverinfo": "text",
        "name": province.name,
        "text": shown.words(province, lang),
        "meta": province.code,
        "customdata": [province.code],
        **style,
    }


def _letters(
    provinces: Sequence[Province], shown: Shown, classes: Sequence[CountClass], theme: Theme
) -> dict[str, Any]:
    tiles = [load_tiles()[province.code] for province in provinces]
    found = [class_of(shown.value(province), classes) for province in provinces]
    return {
        "type": "scatter",
        "x": [tile.col for tile in tiles],
        "y": [tile.row for tile in tiles],
        "mode": "text",
        "text": [f"<b>{tile.letters}</b>" for tile in tiles],
        "textfont": {
            "size": SMALL_SIZE,
            "color": [theme.ramp_ink[step.step] if step else theme.ink for step in found],
        },
        "hoverinfo": "skip",
    }


def _legend(
    provinces: Sequence[Province], classes: Sequence[CountClass], shown: Shown, theme: Theme, lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Scale and states in the free corner, as far from the left edge as the grid's columns tell."""
    muted = {"size": SMALL_SIZE, "color": theme.muted}
    place = {"xref": "x", "yref": "y", "xanchor": LEGEND_COLUMN, "yanchor": 7.4}
    words_place = {"xref": "x", "yref": "y", "x": LEGEND_COLUMN, "y": 7.4}
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    y = 6.0
    if any(not shown.is_known(province) for province in provinces):
        shapes += [shape | place for shape in hatch_swatch(0, y - 5, 18, 10, theme)]
        words.append(pixel_text(shown.unknown(lang), 24, y, font=muted) | words_place)
        y += 17
    if any(shown.is_known(province) and not shown.value(province) for province in provinces):
        pale = {"fillcolor": theme.zero, "line": {"width": 0.7, "color": theme.line_strong}}
        shapes.append(pixel_box(0, y - 5, 18, 10, **pale) | place)
        words.append(
            pixel_text(t(lang, NOTHING.get(shown.count, "figure.no_reports")), 24, y, font=muted) | words_place
        )
        y += 19
    for at, found in enumerate(classes):
        x = at * LEGEND_SWATCH
        shapes.append(pixel_box(x, y + 9, LEGEND_SWATCH - 1, 9, fillcolor=found.colour(theme)) | place)
        words.append(pixel_text(found.label(lang, in_tenths=shown.per_outlet), x, y + 1, font=muted) | words_place)
    return shapes, words


def _rounded_square() -> tuple[tuple[float, float], ...]:
    """The outline of one tile around 0, four points to the corner."""
    points = []
    inner = HALF - CORNER
    for turn, (side_x, side_y) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for part in range(4):
            angle = (turn + part / 3) * pi / 2
            points.append((side_x * inner + CORNER * cos(angle), side_y * inner + CORNER * sin(angle)))
    return (*points, points[0])


CORNERS = _rounded_square()

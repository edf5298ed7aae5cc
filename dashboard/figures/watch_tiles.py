"""Outlets per province on the tile grid: how many, none of its own, or not looked at."""

from html import escape
from typing import Any

import pandas as pd

from dashboard.figures.areas import read_provinces
from dashboard.figures.classes import class_of, count_classes
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.figures.tiles import COLUMNS, CORNERS, ROWS
from dashboard.geography.outlines import load_tiles
from dashboard.i18n import format_number, t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, plotly_template, theme_of


def outlet_tiles(frame: pd.DataFrame, scheme: str, lang: str) -> Drawing:
    """Draw one tile per province with its number of outlets; `frame` as of `articles_by_province`.

    Pale: covered by outlets from elsewhere alone. Hatched: not covered. A click leads to the address in column `href`.
    """
    theme = theme_of(scheme)
    provinces = read_provinces(frame)
    links = dict(zip(frame["province_code"].astype(str), frame["href"], strict=True))
    classes = count_classes(province.outlet_count for province in provinces)
    traces: list[dict[str, Any]] = []
    labels: dict[str, list[Any]] = {name: [] for name in ("x", "y", "text", "color", "hovertext", "customdata")}
    for province in provinces:
        tile = load_tiles()[province.code]
        found = class_of(province.outlet_count, classes)
        style: dict[str, Any] = {"fillcolor": theme.zero, "line": {"width": 0.7, "color": theme.line_strong}}
        state = t(lang, "coverage.tile_elsewhere")
        if found is not None:
            style = {"fillcolor": found.colour(theme), "line": {"width": 0.6, "color": theme.surface}}
            state = t(lang, "figure.outlets", n=province.outlet_count)
        elif not province.is_covered:
            pattern = {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": theme.hatch, "bgcolor": theme.hatch_ground}
            style = {"fillpattern": pattern, "line": {"width": 0.7, "color": theme.hatch}}
            state = t(lang, "figure.not_covered")
        traces.append(
            {
                "type": "scatter",
                "x": [round(tile.col + x, 3) for x, _ in CORNERS],
                "y": [round(tile.row + y, 3) for _, y in CORNERS],
                "mode": "lines",
                "fill": "toself",
                "hoverinfo": "skip",
                **style,
            }
        )
        labels["hovertext"].append(f"<b>{escape(province.name)}</b><br>{state}")
        labels["customdata"].append(links[province.code])
        number = format_number(province.outlet_count, lang) if found else ""
        labels["x"].append(tile.col)
        labels["y"].append(tile.row)
        labels["text"].append(f"<b>{number}</b>" if number else tile.letters)
        labels["color"].append(theme.ramp_ink[found.step] if found else theme.muted)
    # Fills give no address with a click: an unseen square over each tile does.
    words = {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"symbol": "square", "size": 26, "color": "rgba(0,0,0,0)"},
        "hoverinfo": "text",
        "hovertext": labels["hovertext"],
        "customdata": labels["customdata"],
        "x": labels["x"],
        "y": labels["y"],
        "text": labels["text"],
        "textfont": {"size": CHART_SIZE, "color": labels["color"]},
    }
    axis: dict[str, Any] = {"visible": False, "fixedrange": True}
    layout: dict[str, Any] = {
        "template": plotly_template(scheme),
        "dragmode": False,
        "hovermode": "closest",
        "font": {"size": SMALL_SIZE},
        "xaxis": {**axis, "range": (-0.5, COLUMNS - 0.5)},
        "yaxis": {**axis, "range": (ROWS - 0.5, -0.5), "scaleanchor": "x", "scaleratio": 1, "constraintoward": "top"},
    }
    return drawn_figure([*traces, words], layout)

"""Places compared: for each rate a line with a dark dot for this place, light ones for others, a stroke for all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, plotly_template, theme_of

# Pixels: width of the lines at least, height of a row, a letter; the column of the names of the rates on a wide screen.
WIDE, NARROW = 400.0, 300.0
ROW, ROW_PHONE = 66, 84
LETTER = 6.2
NAMES = 0.27
DOT, OTHER = 11, 8
HEAD_ROOM = 1.12

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """One place on a line. `value` is None where it is not known: it then has no dot. `href` is where a click leads."""

    name: str
    value: float | None
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """One line: its name, this place, the others, all places together, and words where this place has no value."""

    name: str
    here: Point
    whole: Point
    others: Sequence[Point] = field(default=())
    unknown: str = ""


def compare_dots(rates: Sequence[Rate], scheme: str, *, is_phone: bool = False) -> Drawing:
    """Draw the rates below each other, each on its own scale from zero to its greatest value."""
    theme = theme_of(scheme)
    traces: list[Row] = []
    shapes: list[Row] = []
    words: list[Row] = []
    for at, rate in enumerate(rates):
        y = len(rates) - 1 - at
        shapes.append(_line(0, 1, y, y, theme.line_strong))
        words.append(_name(rate.name, y, theme, is_phone))
        known = [point.value for point in (rate.here, rate.whole, *rate.others) if point.value is not None]
        top = max(known, default=0) * HEAD_ROOM or 1.0
        others = [point for point in rate.others if point.value is not None]
        traces += _dots(others, y, top, OTHER, theme.articles, theme)
        traces += _dots([rate.here] if rate.here.value is not None else [], y, top, DOT, theme.ramp[4], theme)
        width = NARROW if is_phone else WIDE
        words += _labels(rate, others, y, top, width, theme)
        if rate.whole.value is not None:
            x = rate.whole.value / top
            shapes.append({**_line(x, x, y, y, theme.ink, 2), "ysizemode": "pixel", "yanchor": y, "y0": -9, "y1": 9})
            text = f"{escape(rate.whole.name)} {rate.whole.words}"
            words.append(_text(text, x, y, -13, "top", theme.muted, half=LETTER * len(text) / 2, width=width))
            traces.append(_hover(rate.whole, x, y))
        if rate.here.value is None:
            words.append({**_text(escape(rate.unknown), 0, y, 6, "bottom", theme.muted), "xanchor": "left"})
    axis = {"visible": False, "fixedrange": True}
    return drawn_figure(
        data=traces,
        layout={
            "template": plotly_template(scheme),
            "height": len(rates) * (ROW_PHONE if is_phone else ROW),
            "dragmode": False,
            "hovermode": "closest",
            "hoverdistance": 16,
            "clickmode": "event",
            "margin": {"l": 0, "r": 12, "t": 0, "b": 0},
            "xaxis": {**axis, "range": (0, 1), "domain": (0 if is_phone else NAMES, 1)},
            "yaxis": {**axis, "range": (-0.55, len(rates) - 0.35 if is_phone else len(rates) - 0.45)},
            "shapes": shapes,
            "annotations": words,
        },
    )


def _dots(points: Sequence[Point], y: float, top: float, size: float, colour: str, theme: Theme) -> list[Row]:
    if not points:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [(point.value or 0) / top for point in points],
            "y": [y] * len(points),
            "marker": {"size": size, "color": colour, "opacity": 1, "line": {"width": 1, "color": theme.surface}},
            "hoverinfo": "text",
            "hovertext": [f"<b>{escape(point.name)}</b><br>{point.words}" for point in points],
            "customdata": [point.href for point in points],
            "cliponaxis": False,
        }
    ]


def _hover(point: Point, x: float, y: float) -> Row:
    """The stroke for all places has a hover box and opens, too."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "marker": {"size": 14, "opacity": 0},
        "hoverinfo": "text",
        "hovertext": [f"<b>{escape(point.name)}</b><br>{point.words}"],
        "customdata": [point.href],
    }


def _labels(rate: Rate, others: Sequence[Point], y: float, top: float, width: float, theme: Theme) -> list[Row]:
    """This place's name and value in bold; the others' names where there is room above the line, in two rows."""
    found: list[Row] = []
    # The words that this place is not known stand at the left end of the first row.
    taken: list[tuple[float, float, int]] = [(0.0, LETTER * len(rate.unknown) if rate.here.value is None else 0.0, 0)]
    if rate.here.value is not None:
        text = f"{rate.here.name} {rate.here.words}"
        half = LETTER * 1.06 * len(text) / 2
        x = rate.here.value / top
        middle = min(max(x * width, half), width - half)
        taken.append((middle - half, middle + half, 0))
        font = {"size": CHART_SIZE, "color": theme.ink}
        found.append({**_text(f"<b>{escape(text)}</b>", x, y, 8, "bottom", theme.ink, half, width), "font": font})
    for point in sorted(others, key=lambda point: point.value or 0):
        x = (point.value or 0) / top
        half = LETTER * len(point.name) / 2 + 3
        middle = min(max(x * width, half), width - half)
        for level in (0, 1):
            if not any(lv == level and middle - half < end and start < middle + half for start, end, lv in taken):
                taken.append((middle - half, middle + half, level))
                found.append(_text(escape(point.name), x, y, 7 + 14 * level, "bottom", theme.muted, half, width))
                break
    return found


def _text(
    text: str, x: float, y: float, shift: float, anchor: str, colour: str, half: float = 0.0, width: float = 0.0
) -> Row:
    """Words over or under a place on a line; near an end of it they stay within."""
    moved = min(max(x * width, half), width - half) - x * width if width else 0.0
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": "center",
        "yanchor": anchor,
        "xshift": moved,
        "yshift": shift,
        "showarrow": False,
        "borderpad": 0,
        "captureevents": False,
        "font": {"size": SMALL_SIZE, "color": colour},
    }


def _name(name: str, y: float, theme: Theme, is_phone: bool) -> Row:
    place: Row = {
        "x": 0,
        "xref": "paper",
        "y": y,
        "xanchor": "left",
        "showarrow": False,
        "align": "left",
        "borderpad": 0,
    }
    shift = {"yanchor": "bottom", "yshift": 34} if is_phone else {"yanchor": "middle"}
    text = f"<b>{escape(name)}</b>" if is_phone else escape(name).replace("\n", "<br>")
    return {"text": text.replace("\n", " "), **place, **shift, "font": {"size": CHART_SIZE, "color": theme.ink}}


def _line(x0: float, x1: float, y0: float, y1: float, colour: str, width: float = 1) -> Row:
    return {
        "type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": "below",
        "line": {"width": width, "color": colour},
    }  # fmt: skip

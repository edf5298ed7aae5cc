"""How far cases have come: a bar for each stop of the procedure with the cases in which an article tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.figures.areas import whole
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.i18n import format_number, t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, blend, plotly_template, theme_of

BAR = 0.2
# So few cases do not fill the figure.
LEAST_TOP = 5
# Which stops have another colour than the line's: what a body found or a court decided, and what was given up.
PROVEN = ("sanctioned", "convicted")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """One bar: cases in which the step is told. `days` is the median from the stop before, over `pair_count` cases."""

    key: str
    name: str
    case_count: int
    href: str
    days: float | None = None
    pair_count: int = 0
    is_aside: bool = False


def case_flow(stops: Sequence[Stop], scheme: str, lang: str, *, is_phone: bool = False) -> Drawing:
    """Draw the stops from left to right; those beside the line stand apart at the right end."""
    theme = theme_of(scheme)
    if is_phone:
        return _rows(stops, theme, scheme, lang)
    most = max((stop.case_count for stop in stops), default=0) or 1
    xs = _places(stops)
    shapes: list[Row] = []
    for (x0, one), (x1, other) in zip(zip(xs, stops, strict=True), zip(xs[1:], stops[1:], strict=True), strict=False):
        if not other.is_aside:
            path = f"M {x0 + BAR} 0 L {x0 + BAR} {one.case_count} L {x1 - BAR} {other.case_count} L {x1 - BAR} 0 Z"
            fill = blend(theme.articles, theme.surface, 0.28)
            shapes.append({"type": "path", "path": path, "fillcolor": fill, "line": {"width": 0}, "layer": "below"})
    words: list[Row] = []
    for x, stop in zip(xs, stops, strict=True):
        number = f"<b>{format_number(stop.case_count, lang)}</b>"
        words.append(_text(number, x, stop.case_count, "bottom", 3, CHART_SIZE + 1, theme.ink))
        words.append(_text(escape(stop.name).replace("\n", "<br>"), x, 0, "top", -6, SMALL_SIZE, theme.ink))
    for at in range(1, len(stops)):
        if stops[at].days is not None and not stops[at].is_aside:
            days = t(lang, "regions.days", n=whole(stops[at].days))
            middle = (xs[at - 1] + xs[at]) / 2
            words.append(_text(f"{days}<br>(n={stops[at].pair_count})", middle, 0, "bottom", 3, SMALL_SIZE, theme.ink))
    return drawn_figure(
        data=[_bars(stops, xs, theme, lang)],
        layout={
            "template": plotly_template(scheme),
            "dragmode": False,
            "hovermode": "closest",
            "clickmode": "event",
            "margin": {"l": 0, "r": 0, "t": 22, "b": 40},
            "xaxis": {"visible": False, "fixedrange": True, "range": (xs[0] - 0.5, xs[-1] + 0.5)},
            "yaxis": {"visible": False, "fixedrange": True, "range": (0, max(most, LEAST_TOP) * 1.02)},
            "shapes": [*shapes, _ground(theme)],
            "annotations": words,
        },
    )


def _places(stops: Sequence[Stop]) -> list[float]:
    """One step apart; a gap before those beside the line."""
    gap = 0.0
    found = []
    for at, stop in enumerate(stops):
        if stop.is_aside and not gap:
            gap = 0.25
        found.append(at + gap)
    return found


def _bars(stops: Sequence[Stop], xs: Sequence[float], theme: Theme, lang: str, is_flat: bool = False) -> Row:
    counts = [stop.case_count for stop in stops]
    return {
        "type": "bar",
        "orientation": "h" if is_flat else "v",
        "x": counts if is_flat else list(xs),
        "y": list(xs) if is_flat else counts,
        "width": 0.3 if is_flat else 2 * BAR,
        "marker": {"color": [_colour(stop, theme) for stop in stops], "line": {"width": 0}},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{escape(stop.name)}</b>".replace("\n", " ") + f"<br>{t(lang, 'regions.n_cases', n=stop.case_count)}"
            for stop in stops
        ],
        "customdata": [stop.href for stop in stops],
        "textposition": "none",
    }


def _colour(stop: Stop, theme: Theme) -> str:
    if stop.key in PROVEN:
        return theme.states["proven"].fill
    return theme.states["recited"].fill if stop.key == "dropped" else theme.stories


def _rows(stops: Sequence[Stop], theme: Theme, scheme: str, lang: str) -> Drawing:
    """On a phone one row per stop, its words above the bar."""
    ys = [float(-at) for at in range(len(stops))]
    most = max((stop.case_count for stop in stops), default=0) or 1
    words: list[Row] = []
    for y, stop in zip(ys, stops, strict=True):
        days = "" if stop.days is None else f" · {t(lang, 'regions.days', n=whole(stop.days))} (n={stop.pair_count})"
        text = f"{escape(stop.name)} <b>{format_number(stop.case_count, lang)}</b>{days}".replace("\n", " ")
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": y + 0.16, "yanchor": "bottom"}
        font = {"size": CHART_SIZE, "color": theme.ink}
        words.append({"text": text, **place, "showarrow": False, "borderpad": 0, "font": font})
    return drawn_figure(
        data=[_bars(stops, ys, theme, lang, is_flat=True)],
        layout={
            "template": plotly_template(scheme),
            "dragmode": False,
            "hovermode": "closest",
            "clickmode": "event",
            "xaxis": {"visible": False, "fixedrange": True, "range": (0, max(most, LEAST_TOP) * 1.02)},
            "yaxis": {"visible": False, "fixedrange": True, "range": (ys[-1] - 0.3, 0.75)},
            "annotations": words,
        },
    )


def _ground(theme: Theme) -> Row:
    place = {"x0": 0, "x1": 1, "xref": "paper", "y0": 0, "y1": 0}
    return {"type": "line", **place, "line": {"width": 1, "color": theme.line_strong}}


def _text(text: str, x: float, y: float, anchor: str, shift: float, size: int, colour: str) -> Row:
    return {
        "text": text,
        "x": x,
        "y": y,
        "yanchor": anchor,
        "yshift": shift,
        "showarrow": False,
        "borderpad": 0,
        "captureevents": False,
        "font": {"size": size, "color": colour},
    }

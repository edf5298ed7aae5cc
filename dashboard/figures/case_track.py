"""One case along the six stops of the procedure: what is told of each, the days between, and the way not taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.i18n import t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, plotly_template, theme_of

LINE_CHARACTERS = 24
# A case can be dropped before one of the first so many stops leads on.
LAST_TURN = 4
# A pill around the days: half its height, and its width by characters, in pixels.
PILL_HEIGHT, PILL_CHARACTER = 9, 3.3


@dataclass(frozen=True, slots=True)
class TrackStop:
    """One stop by its key in the texts (`procedure.<name>`).

    `day` (one line or two) and `detail` are words; a stop told without a day is hollow, one not told is not on the way.
    `colour` is that of the theme's states for the stop at which the case stands, else None.
    """

    name: str
    day: str
    detail: str
    is_told: bool
    is_dated: bool
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class TrackGap:
    """Days between two dated stops, by their places, and words on other cases ("median 14, 12 cases"), "" for none."""

    first: int
    last: int
    days: str
    median: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """The way beside: the stops on it (dropped, or the criminal court), and words under it."""

    stops: Sequence[TrackStop]
    words: str


def case_track(
    stops: Sequence[TrackStop],
    gaps: Sequence[TrackGap],
    branch: Branch,
    scheme: str,
    lang: str,
    *,
    is_phone: bool = False,
) -> Drawing:
    """Draw the track; on a phone it runs down."""
    theme = theme_of(scheme)
    draw = _down if is_phone else _across
    data, layout = draw(stops, gaps, branch, theme, lang)
    frame = {"template": plotly_template(scheme), "dragmode": False, "hovermode": False}
    return drawn_figure(data=data, layout=frame | layout)


def _last_told(stops: Sequence[TrackStop]) -> int:
    return max((place for place, stop in enumerate(stops) if stop.is_told), default=0)


def _first_told(stops: Sequence[TrackStop]) -> int:
    return min((place for place, stop in enumerate(stops) if stop.is_told), default=0)


def _across(
    stops: Sequence[TrackStop], gaps: Sequence[TrackGap], branch: Branch, theme: Theme, lang: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    first, last = _first_told(stops), _last_told(stops)
    end = len(stops) - 1
    shapes = [_way(0, 0, first, 0, theme, is_taken=False)] if first else []
    shapes.append(_way(first, 0, last, 0, theme, is_taken=True))
    if last < end:
        shapes.append(_way(last, 0, end, 0, theme, is_taken=False))
    words = []
    for place, stop in enumerate(stops):
        words += _above(place, stop, theme, lang)
    for gap in gaps:
        middle = (gap.first + gap.last) / 2
        shapes.append(_pill(middle, gap.days, theme))
        words.append(_plain(middle, 0, gap.days, theme.ink, xanchor="center", yanchor="middle"))
        if gap.median:
            words.append(_plain(middle, 0, gap.median, theme.muted, xanchor="center", yanchor="top", yshift=-15))
    is_taken = any(stop.is_told for stop in branch.stops)
    at = [end - len(branch.stops) + 1 + n for n in range(len(branch.stops))]
    # It leaves the track at the last stop told before anybody decides on a penalty.
    start = max((place for place, stop in enumerate(stops[: at[0]][:LAST_TURN]) if stop.is_told), default=0)
    bend = start + 0.45
    shapes.append(
        {
            "type": "path",
            "path": f"M {start} 0 C {start + 0.25} 0, {start + 0.2} -1, {bend} -1 L {at[-1]} -1",
            "line": _line(theme, is_taken=is_taken),
            "layer": "below",
        }
    )
    for place, stop in zip(at, branch.stops, strict=True):
        ink = _ink(stop, theme) if stop.colour else theme.ink if stop.is_told else theme.muted
        under = {"xanchor": "left", "yanchor": "top", "xshift": -8, "align": "left"}
        words.append(
            _plain(place, -1, f"<b>{t(lang, 'procedure.' + stop.name)}</b>", ink, CHART_SIZE) | under | {"yshift": -12}
        )
        day = "<br>".join(stop.day.split("\n"))
        words.append(_plain(place, -1, day, theme.muted) | under | {"yshift": -28})
    words.append(_plain(bend + 0.05, -1, branch.words, theme.muted, xanchor="left", yanchor="bottom", yshift=6))
    data = [
        _dots(list(range(len(stops))), [0] * len(stops), stops, theme),
        _dots(at, [-1] * len(at), branch.stops, theme),
    ]
    layout = {
        "margin": {"l": 8, "r": 0, "t": 92, "b": 50},
        "xaxis": {"range": (0, len(stops) - 0.05), "visible": False, "fixedrange": True},
        "yaxis": {"range": (-1.06, 0.06), "visible": False, "fixedrange": True},
        "shapes": shapes,
        "annotations": words,
    }
    return data, layout


def _down(
    stops: Sequence[TrackStop], gaps: Sequence[TrackGap], branch: Branch, theme: Theme, lang: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    first, last, end = _first_told(stops), _last_told(stops), len(stops) - 1
    shapes = [_way(0, 0, 0, first, theme, is_taken=False)] if first else []
    shapes.append(_way(0, first, 0, last, theme, is_taken=True))
    if last < end:
        shapes.append(_way(0, last, 0, end, theme, is_taken=False))
    words = []
    for place, stop in enumerate([*stops, *branch.stops]):
        ink = theme.ink if stop.is_told else theme.muted
        name = f"<b>{t(lang, 'procedure.' + stop.name)}</b>"
        small = [part for part in (stop.day.replace("\n", ", "), stop.detail) if part]
        text = name + "".join(f"<br><span style='color:{theme.muted}'>{part}</span>" for part in small)
        words.append(
            _plain(0, place, text, _ink(stop, theme) if stop.colour else ink, size=13)
            | {"xanchor": "left", "yanchor": "top", "xshift": 20, "yshift": 9, "align": "left"}
        )
    for gap in gaps:
        text = f"<b>{gap.days}</b>" + (f"<br>{gap.median}" if gap.median else "")
        middle = (gap.first + gap.last) / 2
        words.append(
            {**_plain(0.99, middle, text, theme.muted), "xanchor": "right", "yanchor": "middle", "align": "right"}
        )
    at = [end + 1 + n for n in range(len(branch.stops))]
    taken = any(stop.is_told for stop in branch.stops)
    shapes.append(_way(0, end if not taken else last, 0, at[-1], theme, is_taken=taken))
    places = list(range(len(stops)))
    data = [_dots([0] * len(stops), places, stops, theme), _dots([0] * len(at), at, branch.stops, theme)]
    layout = {
        "margin": {"l": 0, "r": 0, "t": 6, "b": 0},
        "xaxis": {"range": (-0.03, 1), "visible": False, "fixedrange": True},
        "yaxis": {"range": (at[-1] + 0.75, -0.15), "visible": False, "fixedrange": True},
        "shapes": shapes,
        "annotations": words,
    }
    return data, layout


def _above(place: int, stop: TrackStop, theme: Theme, lang: str) -> list[dict[str, Any]]:
    """Name, day and detail over a stop, the name in the colour of the state where the case stands there."""
    left = {"xanchor": "left", "yanchor": "top", "xshift": -8, "align": "left"}
    ink = theme.ink if stop.is_told else theme.muted
    lines = [*stop.day.split("\n"), *wrap(stop.detail, LINE_CHARACTERS)[:2]]
    name = f"<b>{t(lang, 'procedure.' + stop.name)}</b>"
    return [
        _plain(place, 0, name, _ink(stop, theme) if stop.colour else ink, size=13) | left | {"yshift": 90},
        _plain(place, 0, "<br>".join(lines), theme.muted, size=CHART_SIZE) | left | {"yshift": 72},
    ]


def _ink(stop: TrackStop, theme: Theme) -> str:
    return theme.states[stop.colour].text if stop.colour else theme.ink


def _dots(x: Sequence[float], y: Sequence[float], stops: Sequence[TrackStop], theme: Theme) -> dict[str, Any]:
    def fill(stop: TrackStop) -> str:
        full = theme.states[stop.colour].fill if stop.colour else theme.ink
        return full if stop.is_told and stop.is_dated else theme.surface

    def edge(stop: TrackStop) -> str:
        if not stop.is_told:
            return theme.line_strong
        return theme.states[stop.colour].fill if stop.colour else theme.ink

    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "size": [14 if stop.is_told else 9 for stop in stops],
            "color": [fill(stop) for stop in stops],
            "line": {
                "width": [2.5 if stop.is_told else 1.5 for stop in stops],
                "color": [edge(stop) for stop in stops],
            },
            "opacity": 1,
        },
    }


def _line(theme: Theme, *, is_taken: bool) -> dict[str, Any]:
    if is_taken:
        return {"color": theme.ink, "width": 2.5}
    return {"color": theme.line_strong, "width": 1.5, "dash": "dot"}


def _way(x0: float, y0: float, x1: float, y1: float, theme: Theme, *, is_taken: bool) -> dict[str, Any]:
    line = _line(theme, is_taken=is_taken)
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": line, "layer": "below"}


def _pill(x: float, words: str, theme: Theme) -> dict[str, Any]:
    half = len(words) * PILL_CHARACTER + 4
    h = PILL_HEIGHT
    path = f"M {-half},{-h} L {half},{-h} Q {half + h},{-h} {half + h},0 Q {half + h},{h} {half},{h} "
    path += f"L {-half},{h} Q {-half - h},{h} {-half - h},0 Q {-half - h},{-h} {-half},{-h} Z"
    place = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": 0}
    return {"type": "path", "path": path, **place, "fillcolor": theme.surface, "line": {"color": theme.ink, "width": 1}}


def _plain(x: float, y: float, text: str, color: str, size: float = SMALL_SIZE, **place: Any) -> dict[str, Any]:
    font = {"size": size, "color": color}
    return {"x": x, "y": y, "text": text, "showarrow": False, "borderpad": 0, "font": font, **place}

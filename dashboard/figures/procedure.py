"""How far cases came: the stops of the procedure, what reached each, and the days between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.i18n import format_number, t
from dashboard.theme import SMALL_SIZE, Theme, plotly_template, theme_of

# The bar of a stop takes this share of its column; the rest is the way to the next.
BAR = 0.2
# Fewer cases with both days than this give no median: one more could turn it over.
MIN_DATED = 3


@dataclass(frozen=True, slots=True)
class StopCount:
    """One stop: cases of which an article tells it (`told`), or it or a later one (`reached`).

    `median_days` from the stop before over `dated_count` cases; `href` is where a click leads.
    """

    name: str
    reached: int
    told: int
    dated_count: int = 0
    median_days: float | None = None
    href: str = ""


def procedure_flow(stops: Sequence[StopCount], scheme: str, lang: str, *, is_phone: bool = False) -> Drawing:
    """Draw the stops as bars, dark where told, light where only a later stop is; the last in the colour of findings.

    `stops` in order; an empty list gives an empty figure. On a phone the bars lie.
    """
    theme = theme_of(scheme)
    most = max((stop.reached for stop in stops), default=0) or 1
    draw = _lying if is_phone else _standing
    return drawn_figure(**draw(stops, most, theme, scheme, lang))


def _colour(theme: Theme, place: int, count: int) -> str:
    return theme.states["proven"].fill if place == count - 1 else theme.stories


def _standing(stops: Sequence[StopCount], most: int, theme: Theme, scheme: str, lang: str) -> dict[str, Any]:
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for place, stop in enumerate(stops):
        if place + 1 < len(stops):
            data.append(_band(place, stop.reached, stops[place + 1].reached, theme))
    x = [place + BAR / 2 for place in range(len(stops))]
    data.append(_bars(x, [stop.reached for stop in stops], [theme.articles] * len(stops), BAR))
    data.append(
        _bars(x, [stop.told for stop in stops], [_colour(theme, n, len(stops)) for n in range(len(stops))], BAR)
    )
    for place, stop in enumerate(stops):
        at = {"x": place, "xanchor": "left", "showarrow": False, "borderpad": 0, "align": "left"}
        under = at | {"yref": "paper", "y": 0, "yanchor": "top"}
        words.append(
            at
            | {
                "y": stop.reached,
                "yanchor": "bottom",
                "yshift": 3,
                "text": f"<b>{format_number(stop.reached, lang)}</b>",
            }
            | {"font": {"size": 16}}
        )
        words.append(under | {"yshift": -7, "text": f"<b>{t(lang, 'procedure.' + stop.name)}</b>"})
        told = t(lang, "procedure.told", n=stop.told)
        words.append(under | {"yshift": -25, "text": told, "font": {"size": SMALL_SIZE, "color": theme.muted}})
        if place and stop.dated_count:
            words.append(
                {
                    **under,
                    "x": place - (1 - BAR) / 2,
                    "xanchor": "center",
                    "align": "center",
                    "yanchor": "bottom",
                    "yshift": 5,
                    "text": gap_words(stop, lang),
                    "font": {"size": SMALL_SIZE, "color": theme.muted},
                }
            )
    data.append(_touch([place + 0.5 for place in range(len(stops))], [most * 1.2] * len(stops), 1, stops, lang, "v"))
    layout = _layout(scheme) | {
        "margin": {"l": 0, "r": 0, "t": 4, "b": 46},
        "xaxis": {"range": (0, len(stops) - 0.45), "visible": False, "fixedrange": True},
        "yaxis": {"range": (0, most * 1.2), "visible": False, "fixedrange": True},
        "annotations": words,
    }
    return {"data": data, "layout": layout}


def _lying(stops: Sequence[StopCount], most: int, theme: Theme, scheme: str, lang: str) -> dict[str, Any]:
    y = list(range(len(stops)))
    colours = [_colour(theme, place, len(stops)) for place in y]
    data = [
        _bars([stop.reached for stop in stops], y, [theme.articles] * len(stops), 0.3, "h"),
        _bars([stop.told for stop in stops], y, colours, 0.3, "h"),
        _touch([most * 1.2] * len(stops), y, 1, stops, lang, "h"),
    ]
    words = []
    for place, stop in enumerate(stops):
        line = {"xref": "paper", "y": place, "yshift": 17, "showarrow": False, "borderpad": 0}
        told = t(lang, "procedure.told", n=stop.told)
        name = f"<b>{t(lang, 'procedure.' + stop.name)}</b>"
        small = f"<span style='font-size:{SMALL_SIZE}px;color:{theme.muted}'>  {told}</span>"
        words.append(line | {"x": 0, "xanchor": "left", "text": name + small})
        words.append(line | {"x": 1, "xanchor": "right", "text": f"<b>{format_number(stop.reached, lang)}</b>"})
    layout = _layout(scheme) | {
        "xaxis": {"range": (0, most), "visible": False, "fixedrange": True},
        "yaxis": {"range": (len(stops) - 0.6, -0.75), "visible": False, "fixedrange": True},
        "annotations": words,
    }
    return {"data": data, "layout": layout}


def gap_words(stop: StopCount, lang: str) -> str:
    """The median of the days from the stop before, with how many cases it is of; word where too few give both days."""
    if stop.median_days is None or stop.dated_count < MIN_DATED:
        return t(lang, "procedure.few_dated", n=stop.dated_count)
    days = t(lang, "procedure.days", n=round(stop.median_days))
    return f"{days}<br>{t(lang, 'procedure.dated', n=stop.dated_count)}"


def _layout(scheme: str) -> dict[str, Any]:
    return {
        "template": plotly_template(scheme),
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event",
    }


def _band(place: int, first: int, second: int, theme: Theme) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [place + BAR, place + 1, place + 1, place + BAR],
        "y": [first, second, 0, 0],
        "fill": "toself",
        "fillcolor": theme.zero,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _bars(x: Sequence[float], y: Sequence[float], colours: list[str], width: float, way: str = "v") -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": way,
        "x": list(x),
        "y": list(y),
        "width": width,
        "marker": {"color": colours, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _touch(
    x: Sequence[float], y: Sequence[float], width: float, stops: Sequence[StopCount], lang: str, way: str
) -> dict[str, Any]:
    """Bars over the whole column or row, not seen: a small stop is as easy to hit as a large one."""
    unseen: Mapping[str, Any] = {"color": "rgba(0,0,0,0)", "line": {"width": 0}}
    return {
        **_bars(x, y, [], width, way),
        "marker": unseen,
        "customdata": [stop.href for stop in stops],
        "hoverinfo": "text",
        "hovertext": [_hover(stop, lang) for stop in stops],
    }


def _hover(stop: StopCount, lang: str) -> str:
    name = t(lang, f"procedure.{stop.name}")
    reached = t(lang, "procedure.reached", n=stop.reached)
    return f"<b>{name}</b><br>{reached}<br>{t(lang, 'procedure.told', n=stop.told)}"

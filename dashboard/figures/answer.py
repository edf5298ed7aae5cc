"""A quick chart of a reader's answer: bars, a line or points of one column over another, as the rows stand.

Nothing is added up: every row is a bar or a point of its own. A missing value is not drawn, and not zero.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.i18n import format_number
from dashboard.theme import CHART_SIZE, plotly_template, theme_of

KINDS = ("bar", "line", "points")
# Bars that still have room for their words, and the pixels that each takes.
MOST_BARS = 30
BAR, LETTER, LONGEST_NAME = 26, 6.6, 34
HEIGHT = 340


def answer_chart(
    rows: Sequence[tuple[Any, float | None]], kind: str, x_name: str, y_name: str, scheme: str, lang: str
) -> go.Figure:
    """Draw pairs of a label (a text, number or ISO day) and a number; `kind` is one of `KINDS`. Rows keep their order.

    Bars lie, the first at the top, and only the first `MOST_BARS` are drawn. Raises ValueError on an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"no chart {kind!r}: {', '.join(KINDS)}")
    known = [(label, value) for label, value in rows if value is not None]
    return (
        _bars(known[:MOST_BARS], y_name, scheme, lang)
        if kind == "bar"
        else _curve(known, kind, x_name, y_name, scheme, lang)
    )


def chart_height(count: int, kind: str) -> int:
    """Pixels for a chart of so many drawn rows."""
    return BAR * min(count, MOST_BARS) + 34 if kind == "bar" else HEIGHT


def _bars(rows: Sequence[tuple[Any, float]], y_name: str, scheme: str, lang: str) -> go.Figure:
    theme = theme_of(scheme)
    names = [_short(label) for label, _ in rows]
    values = [value for _, value in rows]
    places = list(range(len(rows)))
    figure = go.Figure(
        go.Bar(
            x=values,
            y=places,
            orientation="h",
            marker={"color": theme.stories},
            text=[_number(value, lang) for value in values],
            textposition="outside",
            textfont={"size": CHART_SIZE, "color": theme.ink},
            cliponaxis=False,
            hovertext=[
                f"<b>{escape(str(label))}</b><br>{escape(y_name)}: {_number(value, lang)}" for label, value in rows
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    room = LETTER * max((len(name) for name in names), default=1) + 14
    figure.update_layout(
        template=plotly_template(scheme),
        height=chart_height(len(rows), "bar"),
        margin={"l": room, "r": 64, "t": 4, "b": 8},
        bargap=0.35,
        xaxis={"visible": False, "fixedrange": True, "rangemode": "tozero"},
        yaxis={
            "tickvals": places,
            "ticktext": [escape(name) for name in names],
            "tickfont": {"size": CHART_SIZE, "color": theme.ink},
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
            "fixedrange": True,
        },
    )
    return figure


def _curve(rows: Sequence[tuple[Any, float]], kind: str, x_name: str, y_name: str, scheme: str, lang: str) -> go.Figure:
    theme = theme_of(scheme)
    figure = go.Figure(
        go.Scatter(
            x=[label for label, _ in rows],
            y=[value for _, value in rows],
            mode="lines+markers" if kind == "line" else "markers",
            line={"width": 2, "color": theme.stories},
            marker={"size": 5 if kind == "line" else 8, "color": theme.stories},
            hovertext=[
                f"<b>{escape(str(label))}</b><br>{escape(y_name)}: {_number(value, lang)}" for label, value in rows
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    is_zero_based = all(value >= 0 for _, value in rows)
    title = {"font": {"size": CHART_SIZE, "color": theme.muted}}
    figure.update_layout(
        template=plotly_template(scheme),
        height=HEIGHT,
        margin={"l": 64, "r": 16, "t": 28, "b": 52},
        separators=",." if lang == "id" else ".,",
        xaxis={"title": {"text": escape(x_name), **title}, "showgrid": False, "fixedrange": True, "nticks": 8},
        yaxis={"nticks": 5, "fixedrange": True, "rangemode": "tozero" if is_zero_based else "normal"},
    )
    figure.add_annotation(
        text=escape(y_name), x=0, xref="paper", y=1, yref="paper", xanchor="left", yanchor="bottom",
        xshift=-58, yshift=6, showarrow=False, borderpad=0, font={"size": CHART_SIZE, "color": theme.muted},
    )  # fmt: skip
    return figure


def _short(label: Any) -> str:
    words = " ".join(str("–" if label is None else label).split())
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"


def _number(value: float, lang: str) -> str:
    is_whole = float(value).is_integer()
    return format_number(value, lang) if is_whole else format_number(value, lang, 3 if abs(value) < 1 else 2)

"""How long cases took: one dot a case, this one marked."""

from typing import Any

import pandas as pd

from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.i18n import format_number, t
from dashboard.theme import SMALL_SIZE, plotly_template, theme_of

BINS = 40
# Dots on top of each other at most; where there are more, a dot stands for several cases.
HIGHEST = 9


def duration_dots(
    frame: pd.DataFrame, own_days: int, median_days: float, scheme: str, lang: str
) -> tuple[Drawing, int]:
    """Draw the cases that ended by the days they took, and how many cases a dot stands for.

    `frame`: ended_days, case_count, this case among them. Dots are binned to the left edge of a fortieth of the range.
    """
    theme = theme_of(scheme)
    longest = max(int(frame["ended_days"].max()), own_days, 1)
    width = max(-(-(longest + 1) // BINS), 1)
    bins = frame.assign(bin=frame["ended_days"] // width).groupby("bin")["case_count"].sum()
    each = max(-(-int(bins.max()) // HIGHEST), 1)
    own_bin = own_days // width
    x: list[float] = []
    y: list[float] = []
    for at, count in bins.items():
        dots = -(-int(count) // each)
        # The lowest dot of its own column is this case.
        first = 1 if at == own_bin else 0
        x += [(int(str(at)) + 0.5) * width] * (dots - first)
        y += [place + 0.5 for place in range(first, dots)]
    top = HIGHEST + 3
    own = (own_bin + 0.5) * width
    span = width * BINS
    layout: dict[str, Any] = {
        "template": plotly_template(scheme),
        "dragmode": False,
        "hovermode": False,
        "margin": {"l": 6, "r": 2, "t": 2, "b": 24},
        "xaxis": {
            "range": (0, span),
            "fixedrange": True,
            "showgrid": False,
            "showline": True,
            "linecolor": theme.ink,
            "ticks": "outside",
            "ticklen": 4,
            "tickvals": [0, span / 4, span / 2, span * 3 / 4],
            "ticktext": ["0", *(format_number(span * part / 4, lang) for part in (1, 2, 3))],
            "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
        },
        "yaxis": {"range": (0, top), "visible": False, "fixedrange": True},
        "shapes": [
            {
                "type": "line",
                "x0": median_days,
                "x1": median_days,
                "y0": 0,
                "y1": top - 1.2,
                "line": {"color": theme.muted, "width": 1, "dash": "dot"},
            }
        ],
        "annotations": [
            {
                "x": median_days,
                "y": top,
                "yanchor": "top",
                "xanchor": "left" if median_days < span / 2 else "right",
                "text": t(lang, "durations.median", n=round(median_days)),
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": SMALL_SIZE, "color": theme.muted},
            },
            {
                "x": own,
                "y": 0.9,
                "ax": 14 if own < span / 2 else -14,
                "ay": -78,
                "xanchor": "left" if own < span / 2 else "right",
                "text": f"<b>{t(lang, 'durations.this', n=own_days)}</b>",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": theme.ink,
                "borderpad": 1,
                "bgcolor": theme.surface,
                "font": {"size": SMALL_SIZE + 0.5, "color": theme.ink},
            },
        ],
    }
    plain: dict[str, Any] = {"type": "scatter", "mode": "markers", "hoverinfo": "skip", "cliponaxis": False}
    data = [
        {
            **plain,
            "x": x,
            "y": y,
            "marker": {"size": 7, "color": theme.ramp[1] if scheme == "light" else theme.ramp[2]},
        },
        {**plain, "x": [own], "y": [0.5], "marker": {"size": 10, "color": theme.ink}},
    ]
    return drawn_figure(data=data, layout=layout), each

"""In which offices reports name a person, and when: a row for each office, a dot for each report.

A line runs between reports of one office that follow each other closely; what lies further apart is left open, for
nobody reported who held the office then. Acting and former holders have hollow dots and a broken line.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.spans import ticks
from dashboard.i18n import format_date, format_month, t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, plotly_template, theme_of

# Pixels: a row with its words, the scale beneath, the width that the scale's words are set for.
ROW, SCALE_ROOM = 46, 30
WIDTHS = {False: 1230, True: 340}
# Reports further apart than this leave a gap (docs/persons.md holds a short name to the same bound).
GAP = timedelta(days=183)


def office_spans(reports: pd.DataFrame, scheme: str, lang: str, *, is_phone: bool = False) -> go.Figure:
    """Draw the dated reports of one person: office (words), is_held (False for acting and former), report_date, href.

    One row of the table per report; the office with the newest report stands at the top.
    """
    theme = theme_of(scheme)
    dated = reports[reports["report_date"].notna()]
    days = [pd.Timestamp(value).date() for value in dated["report_date"]]
    first, last = _room(min(days), max(days))
    offices = list(dict.fromkeys(dated.sort_values("report_date", ascending=False)["office"]))
    figure = go.Figure()
    for place, office in enumerate(offices):
        own = dated[dated["office"] == office].sort_values("report_date")
        _add_office(figure, office, own, len(offices) - place, theme, lang)
    marks = ticks(first, last, WIDTHS[is_phone], lambda month: format_month(month, lang))
    figure.update_layout(
        template=plotly_template(scheme),
        height=figure_height(reports),
        margin={"l": 6, "r": 6, "t": 2, "b": SCALE_ROOM},
        hovermode="closest",
        dragmode=False,
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "tickvals": [day.isoformat() for day, _ in marks],
            "ticktext": [words for _, words in marks],
            "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
            "showgrid": True,
            "fixedrange": True,
        },
        yaxis={"range": [0.45, len(offices) + 0.75], "visible": False, "fixedrange": True},
    )
    return figure


def figure_height(reports: pd.DataFrame) -> int:
    """Pixels that the figure takes."""
    return ROW * reports[reports["report_date"].notna()]["office"].nunique() + SCALE_ROOM


def has_time(reports: pd.DataFrame) -> bool:
    """Whether there is anything over time to draw: two days at least."""
    return int(reports["report_date"].dropna().nunique()) > 1


def pieces(days: Sequence[date]) -> list[tuple[date, date]]:
    """Stretches of days in order of which none is further from the next than `GAP`; a lone day is none."""
    found: list[tuple[date, date]] = []
    start = before = days[0]
    for day in days[1:]:
        if day - before > GAP:
            found.append((start, before))
            start = day
        before = day
    found.append((start, before))
    return [piece for piece in found if piece[0] < piece[1]]


def _add_office(figure: go.Figure, office: str, own: pd.DataFrame, level: int, theme: Theme, lang: str) -> None:
    days = [pd.Timestamp(value).date() for value in own["report_date"]]
    is_held = bool(own["is_held"].iloc[0])
    for start, end in pieces(days):
        figure.add_scatter(
            x=[start.isoformat(), end.isoformat()],
            y=[level, level],
            mode="lines",
            line={"width": 6 if is_held else 2, "color": theme.ramp[1] if is_held else theme.stories,
                  "dash": "solid" if is_held else "dot"},
            hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=[day.isoformat() for day in days],
        y=[level] * len(days),
        mode="markers",
        marker={
            "size": 10,
            "color": theme.stories if is_held else theme.surface,
            "line": {"width": 2, "color": theme.stories},
        },
        customdata=list(own["href"]),
        hovertext=[_words(office, day, lang) for day in days],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_annotation(
        text=f"<b>{escape(office)}</b>",
        x=0, xref="paper", xanchor="left",
        y=level, yref="y", yanchor="bottom", yshift=8,
        showarrow=False, borderpad=0,
        font={"size": CHART_SIZE, "color": theme.ink},
    )  # fmt: skip


def _words(office: str, day: date, lang: str) -> str:
    return f"<b>{format_date(day, lang)}</b><br>{escape(office)}<br>{t(lang, 'person.figure_open')}"


def _room(first: date, last: date) -> tuple[date, date]:
    """The stretch with a little room on both sides, a month at least."""
    room = max(timedelta(days=15), (last - first) / 40)
    return first - room, last + room

"""Elections compared kind by kind: the mix of measures as dots on a line, conduct by state as bars side by side."""

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from dashboard.figures.aligned import Compared
from dashboard.figures.drawn import Drawing, drawn_figure, table_rows
from dashboard.figures.stages import LETTER
from dashboard.i18n import format_number, format_share, t
from dashboard.theme import CHART_SIZE, GROUPS, SMALL_SIZE, STATES, Theme, blend, plotly_template, theme_of

Row = dict[str, Any]

GROUP_ORDER = tuple(GROUPS)
STATE_ORDER = tuple(STATES)
NAMES_WIDTH = 112
ROW_HEIGHT, TOP, BOTTOM = 40, 30, 26
BAR_ROW, STATE_GAP, STATE_NAME = 22, 10, 22
# First to fourth election: filled, then outlines of other forms.
SYMBOLS = ("circle", "circle-open", "diamond-open", "square-open")
# First to fourth election: how strong its bar is.
STRENGTHS = (1.0, 0.5, 0.35, 0.22)


def shares_height() -> int:
    """Pixels of the dots."""
    return TOP + BOTTOM + ROW_HEIGHT * len(GROUP_ORDER)


def states_height(count: int) -> int:
    """Pixels of the bars, for so many elections."""
    return len(STATE_ORDER) * (STATE_NAME + count * BAR_ROW + STATE_GAP)


def group_shares(elections: Sequence[Compared], groups: pd.DataFrame, scheme: str, lang: str) -> Drawing:
    """Share of each group among the measures taken of an election.

    `groups`: election_id, group, item_count, total, href. Elections without measures have no dots.
    """
    theme = theme_of(scheme)
    rows = [row for row in table_rows(groups) if row["total"]]
    most = max((row["item_count"] / row["total"] for row in rows), default=0.5)
    top = min(1.0, 0.1 * (int(most * 10) + 1) + 0.04)
    traces: list[Row] = []
    words: list[Row] = []
    for at, group in enumerate(GROUP_ORDER):
        hue, y = theme.groups[group], len(GROUP_ORDER) - 1 - at
        place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -NAMES_WIDTH, "y": y, "yanchor": "middle"}
        font = {"size": CHART_SIZE, "color": hue.text}
        name = f"<b>{t(lang, f'group.{group}')}</b>"
        words.append({"text": name, **place, "showarrow": False, "borderpad": 0, "font": font})
        own = {row["election_id"]: row for row in rows if row["group"] == group}
        shares = {name: row["item_count"] / row["total"] for name, row in own.items()}
        if len(shares) > 1:
            ends = [min(shares.values()), max(shares.values())]
            line = {"width": 2.4, "color": hue.fill}
            traces.append(
                {"type": "scatter", "mode": "lines", "x": ends, "y": [y, y], "line": line, "hoverinfo": "skip"}
            )
        for place_no in range(len(elections) - 1, -1, -1):
            election = elections[place_no]
            if election.election_id in own:
                row, share = own[election.election_id], shares[election.election_id]
                traces.append(_dot(row, share, y, place_no, hue.fill, election, group, theme, lang))
        if len(elections) <= 2:
            words += _dot_words(elections, shares, y, theme, lang)
    ticks = [step / 10 for step in range(0, 11, 2) if step / 10 <= top]
    layout: Row = {
        "template": plotly_template(scheme),
        "margin": {"l": NAMES_WIDTH, "r": 24, "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            "range": (0, top),
            "tickvals": ticks,
            "ticktext": [format_number(100 * tick, lang) + ("%" if tick == ticks[-1] else "") for tick in ticks],
            "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
            "fixedrange": True,
        },
        "yaxis": {"range": (-0.5, len(GROUP_ORDER) - 0.5), "visible": False, "fixedrange": True},
        "annotations": [*words, _legend(elections, theme)],
    }
    return drawn_figure(traces, layout)


def _dot(
    row: Row, share: float, y: float, at: int, colour: str, election: Compared, group: str, theme: Theme, lang: str
) -> Row:
    hollow = at > 0
    counts = t(lang, "elections.of_items", n=int(row["item_count"]), total=format_number(row["total"], lang))
    name = t(lang, f"group.{group}")
    marker = {
        "symbol": SYMBOLS[at].removesuffix("-open"),
        "size": 13 if at < 2 else 11,
        "color": theme.surface if hollow else colour,
        "line": {"width": 2.4, "color": colour},
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [share],
        "y": [y],
        "marker": marker,
        "hoverinfo": "text",
        "hovertext": [f"<b>{name}, {escape(election.name)}</b><br>{format_share(share, lang, 1)}<br>{counts}"],
        "customdata": [row["href"]],
    }


def _dot_words(elections: Sequence[Compared], shares: dict[str, float], y: float, theme: Theme, lang: str) -> list[Row]:
    """The percentages outside the two dots."""
    found = []
    for election in elections:
        share = shares.get(election.election_id)
        if share is None:
            continue
        others = [value for name, value in shares.items() if name != election.election_id]
        is_left = bool(others) and (share < others[0] or (share == others[0] and election is not elections[0]))
        if is_left and share < 0.04:
            is_left = False
        side = {"xanchor": "right", "xshift": -11} if is_left else {"xanchor": "left", "xshift": 11}
        colour = theme.ink if election is elections[0] else theme.muted
        text = format_number(round(100 * share), lang)
        place = {"x": share, "y": y, "yanchor": "middle", "showarrow": False, "borderpad": 0}
        found.append({"text": text, **place, **side, "font": {"size": CHART_SIZE, "color": colour}})
    return found


def _legend(elections: Sequence[Compared], theme: Theme) -> Row:
    """Which mark is which election, above the dots."""
    glyphs = ("●", "○", "◇", "□")
    parts = [
        f"<span style='color:{theme.ink if at == 0 else theme.muted}'>{glyphs[at]} "
        f"{'<b>' if at == 0 else ''}{escape(election.label)}{'</b>' if at == 0 else ''}</span>"
        for at, election in enumerate(elections)
    ]
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 8}
    return {"text": "    ".join(parts), **place, "showarrow": False, "borderpad": 0, "font": {"size": SMALL_SIZE}}


def state_bars(
    elections: Sequence[Compared], states: pd.DataFrame, scheme: str, lang: str, *, is_phone: bool = False
) -> Drawing:
    """Conduct by state, each state by itself; bars of the elections under its name.

    `states`: election_id, status, item_count, value (the bar's length), words (at its end), href.
    """
    theme = theme_of(scheme)
    rows = {(row["status"], row["election_id"]): row for row in table_rows(states)}
    most = max((row["value"] for row in rows.values()), default=0) or 1
    longest = max((len(row["words"]) for row in rows.values()), default=1)
    label_width = LETTER * max(len(election.label) for election in elections) + 10
    traces: list[Row] = []
    words: list[Row] = []
    y = 0.0
    for status in STATE_ORDER:
        hue = theme.states[STATES[status][0]]
        words.append(_state_name(status, y + STATE_NAME / 2, label_width, hue.text, lang))
        y += STATE_NAME
        for at, election in enumerate(elections):
            row = rows.get((status, election.election_id))
            middle = y + BAR_ROW / 2 - 1
            words.append(_year(election, middle, theme, is_first=at == 0))
            if row is not None:
                colour = blend(hue.fill, theme.surface, STRENGTHS[at])
                traces.append(_bar(row, middle, colour, election, status, lang))
                words.append(_bar_words(row, middle, theme))
            y += BAR_ROW
        y += STATE_GAP
    width = 250 if is_phone else 370 - label_width
    room = max(0.3, 1 - (LETTER * longest + 14) / width)
    layout: Row = {
        "template": plotly_template(scheme),
        "margin": {"l": label_width, "r": 0, "t": 0, "b": 0},
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0,
        "xaxis": {"range": (0, most / room), "visible": False, "fixedrange": True},
        "yaxis": {"range": (y, 0), "visible": False, "fixedrange": True},
        "annotations": words,
    }
    return drawn_figure(traces, layout)


def _state_name(status: str, y: float, left: float, colour: str, lang: str) -> Row:
    glyph = STATES[status][1]
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -left, "y": y, "yanchor": "middle"}
    text = f"<b>{glyph} {t(lang, f'violation_status.{status}')}</b>"
    font = {"size": CHART_SIZE, "color": colour}
    return {"text": text, **place, "showarrow": False, "borderpad": 0, "font": font}


def _year(election: Compared, y: float, theme: Theme, *, is_first: bool) -> Row:
    place = {"x": 0, "xref": "paper", "xanchor": "right", "xshift": -6, "y": y, "yanchor": "middle"}
    font = {"size": SMALL_SIZE, "color": theme.ink if is_first else theme.muted}
    return {"text": escape(election.label), **place, "showarrow": False, "borderpad": 0, "font": font}


def _bar(row: Row, y: float, colour: str, election: Compared, status: str, lang: str) -> Row:
    state = f"{STATES[status][1]} {t(lang, f'violation_status.{status}')}"
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row["value"]],
        "y": [y],
        "width": BAR_ROW - 6,
        "marker": {"color": colour, "line": {"width": 0}},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{escape(election.name)}</b><br>{state}<br>{t(lang, 'figure.items', n=int(row['item_count']))}"
        ],
        "customdata": [row["href"]],
    }


def _bar_words(row: Row, y: float, theme: Theme) -> Row:
    place = {"x": row["value"], "y": y, "xanchor": "left", "yanchor": "middle", "xshift": 6}
    font = {"size": CHART_SIZE, "color": theme.ink}
    return {"text": escape(row["words"]), **place, "showarrow": False, "borderpad": 0, "font": font}

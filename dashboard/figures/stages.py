"""What an election's calendar draws behind a chart over time: stages as bands, voting days as lines."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

import pandas as pd

from dashboard.figures.spans import Scale
from dashboard.i18n import format_date, t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme

# Pixels: a letter's width, the height of a row of words.
LETTER = 6.6
TOP_ROW = 17
# The campaign and the quiet days after it have the stronger band.
STRONG = frozenset({"campaign", "quiet"})

Row = dict[str, Any]


def calendar(
    stages: pd.DataFrame, scale: Scale, theme: Theme, lang: str, is_phone: bool
) -> tuple[list[Row], list[Row], int]:
    """Bands, voting days, their words, and the number of rows of words above the plot."""
    shapes: list[Row] = []
    words: list[Row] = []
    votes: list[tuple[date, str]] = []
    for row in stages.sort_values(["start_date", "end_date"]).to_dict("records"):
        start, end = pd.Timestamp(row["start_date"]).date(), pd.Timestamp(row["end_date"]).date()
        if end < scale.first or start > scale.last:
            continue
        if row["stage"] == "voting":
            votes.append((start, str(row["election_id"])))
            continue
        start, end = max(start, scale.first), min(end + timedelta(days=1), scale.last)
        shapes.append(_band(start, end, theme.bands[row["stage"] in STRONG]))
        name = t(lang, f"stage.{row['stage']}")
        if scale.pixels(start, end) >= LETTER * len(name) + 8:
            words.append(_band_words(name, start, theme))
    vote_words, heights = _vote_words(votes, scale, theme, lang, is_phone)
    shapes += [line for day, _ in votes for line in _vote_lines(day, heights.get(day, 0), theme)]
    return shapes, [*words, *vote_words], max(heights.values(), default=-1) + 1


def _band(start: date, end: date, colour: str) -> Row:
    place = {"x0": start.isoformat(), "x1": end.isoformat(), "y0": 0, "y1": 1, "xref": "x", "yref": "paper"}
    return {"type": "rect", **place, "fillcolor": colour, "line": {"width": 0}, "layer": "below"}


def _band_words(name: str, start: date, theme: Theme) -> Row:
    place = {"x": start.isoformat(), "y": 1, "xref": "x", "yref": "paper", "xanchor": "left", "yanchor": "top"}
    shift = {"xshift": 4, "yshift": -3, "borderpad": 0}
    return {"text": name, **place, **shift, "showarrow": False, "font": {"size": SMALL_SIZE, "color": theme.muted}}


def _vote_lines(day: date, height: int, theme: Theme) -> list[Row]:
    """The line through the plot, and beyond it up to words in a higher row."""
    style = {"type": "line", "xref": "x", "yref": "paper", "line": {"width": 1.4, "color": theme.ink}}
    place = {"x0": day.isoformat(), "x1": day.isoformat()}
    lines = [{**style, **place, "y0": 0, "y1": 1}]
    if height:
        lines.append({**style, **place, "ysizemode": "pixel", "yanchor": 1, "y0": 0, "y1": TOP_ROW * height})
    return lines


def _vote_words(
    votes: Sequence[tuple[date, str]], scale: Scale, theme: Theme, lang: str, is_phone: bool
) -> tuple[list[Row], dict[date, int]]:
    """The day in words where there is one; the elections' names where there are several, in up to two rows.

    With each day's row of words, 0 the lowest; a name that finds no room in either is left out.
    """
    words: list[Row] = []
    heights: dict[date, int] = {}
    ends: list[float] = []
    for day, election_id in votes:
        text = _vote_name(day, election_id, lang, len(votes) == 1, is_phone)
        half = LETTER * len(text) / 2 + 4
        # Off the next line, where the words do not leave their own for that.
        after = min((scale.at(other) for other, _ in votes if other > day), default=scale.width + 4) - 4
        middle = max(min(scale.at(day), after - half), scale.at(day) - half, half)
        middle = min(middle, scale.width - half)
        row = next((row for row, end in enumerate(ends) if end <= middle - half), len(ends))
        if row > 1:
            continue
        ends[row : row + 1] = [middle + half]
        heights[day] = row
        place = {"x": middle / scale.width, "xref": "paper", "y": 1, "yref": "paper", "xanchor": "center"}
        font = {"size": CHART_SIZE, "color": theme.ink}
        shift = {"yanchor": "bottom", "yshift": 2 + TOP_ROW * row, "borderpad": 0}
        words.append({"text": f"<b>{escape(text)}</b>", **place, **shift, "showarrow": False, "font": font})
    return words, heights


def _vote_name(day: date, election_id: str, lang: str, is_only: bool, is_phone: bool) -> str:
    if is_only:
        words = format_date(day, lang)
        return words.rsplit(" ", 1)[0] if is_phone else t(lang, "figure.voting_day", day=words)
    kind, _, year = election_id.partition("-")
    return t(lang, f"election.{kind}", year=year) if kind in ("pilkada", "pemilu") else election_id

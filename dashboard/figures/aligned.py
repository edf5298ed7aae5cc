"""Elections laid upon each other by days to the vote: lines of reports, each one's stages, and days with pledges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from dashboard.figures.drawn import Drawing, Row, drawn_figure, table_rows
from dashboard.figures.stages import LETTER, STRONG
from dashboard.figures.weeks import tick_step
from dashboard.i18n import format_days_to, format_range, t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, blend, plotly_template, theme_of

# Pixels: the plot of the lines, the room for its scale, a row of stages and one of pledges, margins.
LINES_WIDE, LINES_NARROW, SCALE_HEIGHT, STAGE_ROW, PLEDGE_ROW, GAP = 550, 240, 30, 21, 22, 12
TOP = 22
WIDE, NARROW = 790.0, 350.0
LEFT_WIDE, LEFT_NARROW = 52, 36
# Room for the topmost label above the highest line.
HEAD_ROOM = 1.2
LABEL_HEIGHT = 19
TICKS = {False: (-150, -120, -90, -60, -30, 30, 60), True: (-120, -60, 60)}


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the elections; `label` is the shortest word that tells it from the others: "2024"."""

    election_id: str
    name: str
    label: str
    voting_date: date


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks that are compared, both included; week 0 begins on voting day."""

    first_week: int
    last_week: int

    @property
    def days(self) -> tuple[int, int]:
        """The first and last day, to the vote."""
        return 7 * self.first_week, 7 * self.last_week + 6


def line_styles(theme: Theme) -> list[Row]:
    """How the first to fourth election is drawn: dark and solid, then ever lighter strokes."""
    muted = blend(theme.muted, theme.surface, 0.85)
    return [
        {"color": theme.ramp[4], "width": 2.4, "dash": "solid"},
        {"color": theme.ramp[2], "width": 2, "dash": "4px,3px"},
        {"color": muted, "width": 2, "dash": "1px,3px"},
        {"color": theme.ramp[3], "width": 1.4, "dash": "9px,3px,2px,3px"},
    ]


def aligned_height(count: int, *, is_phone: bool = False) -> int:
    """The height of the figure in pixels for so many elections."""
    return TOP + _lines_height(is_phone) + SCALE_HEIGHT + _lower_height(count)


def _lines_height(is_phone: bool) -> int:
    return LINES_NARROW if is_phone else LINES_WIDE


def aligned_lines(
    elections: Sequence[Compared],
    weeks: pd.DataFrame,
    stages: pd.DataFrame,
    pledges: pd.DataFrame,
    span: Span,
    scheme: str,
    lang: str,
    *,
    measure: str = "story_count",
    is_phone: bool = False,
) -> Drawing:
    """Draw the elections, the first of `elections` strongest.

    `weeks`: election_id, week_no, article_count, story_count, href. `stages`: election_id, stage, start_date, end_date.
    `pledges`: election_id, days (negative: before the vote), item_count, href. Points lead to their `href`.
    """
    theme = theme_of(scheme)
    styles = line_styles(theme)
    pixels = (NARROW if is_phone else WIDE) / (span.days[1] - span.days[0] + 1)
    traces: list[Row] = []
    peaks: list[tuple[int, int, Row, Compared]] = []
    for at, election in enumerate(elections):
        own = weeks[weeks["election_id"] == election.election_id]
        counts = {int(row["week_no"]): row for row in table_rows(own)}
        traces += _line(election, counts, span, measure, styles[at], theme, lang, is_filled=at == 0)
        if counts:
            week = max((row[measure], no) for no, row in counts.items())[1]
            if counts[week][measure] > 0:
                peaks.append((week, int(counts[week][measure]), styles[at], election))
    highest = max((count for _, count, _, _ in peaks), default=0)
    top = max(4.0, HEAD_ROOM * highest)
    labels = _peak_labels(peaks, top, (pixels, _lines_height(is_phone)), span, measure, theme, lang)
    marks = [_peak_dot(week, count, style) for week, count, style, _ in peaks]
    lower, shapes, words = _lower(elections, stages, pledges, span, pixels, theme, styles, lang, is_phone)
    height = aligned_height(len(elections), is_phone=is_phone) - TOP
    split = _lower_height(len(elections)) / height
    step = tick_step(highest) if highest else 1
    layout: Row = {
        "template": plotly_template(scheme),
        "margin": {"l": _left(elections, is_phone), "r": 10, "t": TOP, "b": 0},
        "hovermode": "closest",
        "hoverdistance": 24,
        "dragmode": False,
        "clickmode": "event",
        "xaxis": _days_axis(span, theme, lang, is_phone),
        "yaxis": {
            "domain": (split + SCALE_HEIGHT / height, 1),
            "range": (0, top),
            "tickvals": [value for value in range(0, int(top) + 1, step) if value <= highest or value == 0],
            "tickfont": {"size": CHART_SIZE, "color": theme.muted},
            "fixedrange": True,
            "tickformat": ",d",
        },
        "yaxis2": {
            "domain": (0, split),
            "range": (_lower_height(len(elections)), 0),
            "visible": False,
            "fixedrange": True,
        },
        "shapes": [*shapes, _vote_line(theme)],
        "annotations": [_vote_word(theme, lang), *words, *labels],
        "separators": ",." if lang == "id" else ".,",
    }
    return drawn_figure([*traces, *marks, *lower], layout)


def _left(elections: Sequence[Compared], is_phone: bool) -> int:
    """Room for the scale, and for the names of the rows under it."""
    longest = max((len(election.label) for election in elections), default=0)
    return max(LEFT_NARROW if is_phone else LEFT_WIDE, round(LETTER * 1.05 * longest) + 10)


def _line(
    election: Compared,
    counts: dict[int, Row],
    span: Span,
    measure: str,
    style: Row,
    theme: Theme,
    lang: str,
    *,
    is_filled: bool,
) -> list[Row]:
    """The line, and unseen points on it that tell and open their week; a week without reports opens nothing."""
    numbers = range(span.first_week, span.last_week + 1)
    x = [7 * no + 3 for no in numbers]
    y = [int(counts[no][measure]) if no in counts else 0 for no in numbers]
    line: Row = {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": style, "hoverinfo": "skip"}
    if is_filled:
        line |= {"fill": "tozeroy", "fillcolor": blend(theme.ramp[2], theme.surface, 0.13)}
    points: Row = {
        "type": "scatter",
        "mode": "markers",
        "name": election.name,
        "x": x,
        "y": y,
        "marker": {"size": 13, "color": "rgba(0,0,0,0)"},
        "hoverinfo": "text",
        "hovertext": [_week_words(election, no, counts.get(no), lang) for no in numbers],
        "customdata": [counts[no]["href"] if no in counts else "" for no in numbers],
    }
    return [line, points]


def _week_words(election: Compared, week_no: int, row: Row | None, lang: str) -> str:
    first = date.fromordinal(election.voting_date.toordinal() + 7 * week_no)
    last = date.fromordinal(first.toordinal() + 6)
    days = f"{format_days_to(7 * week_no, lang)} … {format_days_to(7 * week_no + 6, lang)}"
    lines = [f"<b>{escape(election.name)}</b>, {days}", format_range(first, last, lang)]
    lines.append(t(lang, "figure.stories", n=int(row["story_count"]) if row else 0))
    lines.append(t(lang, "figure.articles", n=int(row["article_count"]) if row else 0))
    return "<br>".join(lines)


def _peak_dot(week: int, count: int, style: Row) -> Row:
    place: Row = {"type": "scatter", "mode": "markers", "x": [7 * week + 3], "y": [count], "hoverinfo": "skip"}
    return place | {"marker": {"size": 8, "color": style["color"]}}


def _peak_labels(
    peaks: Sequence[tuple[int, int, Row, Compared]],
    top: float,
    size: tuple[float, int],
    span: Span,
    measure: str,
    theme: Theme,
    lang: str,
) -> list[Row]:
    """Each peak named above its point; a label that would lie upon another is lifted over it.

    `size`: the pixels of a day, and of the height of the plot.
    """
    pixels, height = size
    boxes: list[tuple[float, float, float]] = []
    found = []
    width = pixels * (span.days[1] - span.days[0] + 1)
    for week, count, style, election in sorted(peaks, key=lambda peak: peak[1]):
        text = t(lang, f"elections.peak_{measure}", name=election.label, n=count)
        half = LETTER * len(text) / 2 + 4
        middle = pixels * (7 * week + 3 - span.days[0])
        middle = min(max(middle, half), width - half)
        at = height * count / top + 8
        while any(abs(middle - x) < half + other and abs(at - y) < LABEL_HEIGHT for x, y, other in boxes):
            at += LABEL_HEIGHT
        at = min(at, height - LABEL_HEIGHT + 2)
        boxes.append((middle, at, half))
        found.append(
            {
                "text": f"<b>{escape(text)}</b>",
                "x": span.days[0] + middle / pixels,
                "y": 0,
                "xref": "x",
                "yref": "y",
                "yshift": at,
                "yanchor": "bottom",
                "showarrow": False,
                "borderpad": 1,
                "bgcolor": theme.surface,
                "font": {"size": CHART_SIZE, "color": style["color"]},
            }
        )
    return found


def _lower_height(count: int) -> int:
    return count * (STAGE_ROW + PLEDGE_ROW) + GAP


def _lower(
    elections: Sequence[Compared],
    stages: pd.DataFrame,
    pledges: pd.DataFrame,
    span: Span,
    pixels: float,
    theme: Theme,
    styles: Sequence[Row],
    lang: str,
    is_phone: bool,
) -> tuple[list[Row], list[Row], list[Row]]:
    """Under the lines: a row of stages for each election, then a row of days with pledges."""
    traces: list[Row] = []
    shapes: list[Row] = []
    words: list[Row] = []
    for at, election in enumerate(elections):
        y = at * STAGE_ROW
        words.append(_row_name(election, y + STAGE_ROW / 2, styles[at]))
        own = stages[stages["election_id"] == election.election_id]
        for row in table_rows(own.sort_values("start_date")):
            found = _stage(row, election, span, y, pixels, theme, lang)
            shapes += found[0]
            words += found[1]
    below = len(elections) * STAGE_ROW + GAP
    for at, election in enumerate(elections):
        middle = below + at * PLEDGE_ROW + PLEDGE_ROW / 2
        own = pledges[pledges["election_id"] == election.election_id]
        traces += _pledge_ticks(own, middle, styles[at], election, lang)
        words += _pledge_words(own, middle, span, pixels, theme, election, lang, is_phone)
    return traces, shapes, words


def _row_name(election: Compared, y: float, style: Row) -> Row:
    place = {"x": 0, "xref": "paper", "xanchor": "right", "xshift": -6, "y": y, "yref": "y2", "yanchor": "middle"}
    font = {"size": SMALL_SIZE, "color": style["color"]}
    return {"text": f"<b>{escape(election.label)}</b>", **place, "showarrow": False, "borderpad": 0, "font": font}


def _stage(
    row: Row, election: Compared, span: Span, y: float, pixels: float, theme: Theme, lang: str
) -> tuple[list[Row], list[Row]]:
    """The bar of a stage, and its name where it fits; nothing for voting day, which is the line."""
    start = (pd.Timestamp(row["start_date"]).date() - election.voting_date).days
    end = (pd.Timestamp(row["end_date"]).date() - election.voting_date).days + 1
    if row["stage"] == "voting" or end < span.days[0] or start > span.days[1]:
        return [], []
    start, end = max(start, span.days[0]), min(end, span.days[1] + 1)
    colour = theme.bands[row["stage"] in STRONG]
    place = {"x0": start, "x1": end, "y0": y + 1, "y1": y + STAGE_ROW - 3, "xref": "x", "yref": "y2"}
    bar = {"type": "rect", **place, "fillcolor": colour, "line": {"width": 0}, "layer": "below"}
    name = t(lang, f"stage.{row['stage']}")
    if (end - start) * pixels < LETTER * len(name) + 6:
        return [bar], []
    word = {
        "text": name,
        "x": start,
        "xref": "x",
        "xanchor": "left",
        "xshift": 4,
        "y": y + STAGE_ROW / 2 - 1,
        "yref": "y2",
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_SIZE, "color": theme.muted},
    }
    return [bar], [word]


def _pledge_ticks(own: pd.DataFrame, y: float, style: Row, election: Compared, lang: str) -> list[Row]:
    if own.empty:
        return []
    rows = table_rows(own)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [int(row["days"]) for row in rows],
            "y": [y] * len(rows),
            "yaxis": "y2",
            "marker": {"symbol": "line-ns", "size": 14, "line": {"width": 1.8, "color": style["color"]}},
            "hoverinfo": "text",
            "hovertext": [
                f"<b>{escape(election.name)}</b>, {format_days_to(int(row['days']), lang)}<br>"
                + t(lang, "elections.pledges", n=int(row["item_count"]))
                for row in rows
            ],
            "customdata": [row["href"] for row in rows],
        }
    ]


def _pledge_words(
    own: pd.DataFrame, y: float, span: Span, pixels: float, theme: Theme, election: Compared, lang: str, is_phone: bool
) -> list[Row]:
    """The first pledge before its tick, the last one behind voting day; word where there is none."""
    common = {"xref": "x", "y": y, "yref": "y2", "yanchor": "middle", "showarrow": False, "borderpad": 0}
    font = {"font": {"size": SMALL_SIZE, "color": theme.muted}}
    label = escape(election.label)
    if own.empty:
        text = t(lang, "elections.no_pledge", name=label)
        return [{"text": text, "x": 0, "xanchor": "right", "xshift": -6, **common, **font}]
    first, last = int(own["days"].min()), int(own["days"].max())
    short = "_phone" if is_phone else ""
    before = t(lang, f"elections.first_pledge{short}", name=label, day=format_days_to(first, lang))
    after = t(lang, f"elections.last_pledge{short}", day=format_days_to(last, lang))
    words = [{"text": after, "x": 0, "xanchor": "left", "xshift": 8, **common, **font}]
    room = (first - span.days[0]) * pixels
    if room >= LETTER * len(before) + 10:
        return [*words, {"text": before, "x": first, "xanchor": "right", "xshift": -6, **common, **font}]
    # No room before the tick: both told behind voting day.
    both = t(lang, f"elections.pledge_days{short}", first=format_days_to(first, lang), last=format_days_to(last, lang))
    return [words[0] | {"text": both}]


def _days_axis(span: Span, theme: Theme, lang: str, is_phone: bool) -> Row:
    return {
        "range": (span.days[0] - 1, span.days[1] + 1),
        "tickvals": [day for day in TICKS[is_phone] if span.days[0] <= day <= span.days[1]],
        "ticktext": [format_days_to(day, lang) for day in TICKS[is_phone] if span.days[0] <= day <= span.days[1]],
        "anchor": "y",
        "showgrid": False,
        "showline": True,
        "linecolor": theme.ink,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": theme.ink,
        "tickfont": {"size": CHART_SIZE, "color": theme.muted},
        "fixedrange": True,
    }


def _vote_line(theme: Theme) -> Row:
    place = {"x0": 0, "x1": 0, "y0": 0, "y1": 1, "xref": "x", "yref": "paper"}
    return {"type": "line", **place, "line": {"width": 1.4, "color": theme.ink}}


def _vote_word(theme: Theme, lang: str) -> Row:
    place = {"x": 0, "xref": "x", "xanchor": "center", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 3}
    font = {"size": CHART_SIZE, "color": theme.ink}
    return {
        "text": f"<b>{t(lang, 'elections.voting_day')}</b>",
        **place,
        "showarrow": False,
        "borderpad": 0,
        "font": font,
    }

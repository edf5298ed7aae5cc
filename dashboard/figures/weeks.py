"""When it was reported: bars over time, the stages of the elections behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import pandas as pd

from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.figures.spans import WIDTHS, Bar, Scale, bars_of, choose_unit, end_of, ticks
from dashboard.figures.stages import LETTER, TOP_ROW, calendar
from dashboard.i18n import format_month, format_number, format_range, t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, plotly_template, theme_of

# A voting day so near before or after the reports is drawn too; a shorter time is widened to this many days.
NEAR = timedelta(days=45)
SHORTEST = 70
MOST_LINES = 4
# Pixels; the widths are those that the chart has at least on a wide screen, and on a phone.
WIDE, NARROW = 700.0, 350.0
BOTTOM = 22
# Room at the left for the numbers on the lines, and for the words on the topmost one.
NUMBERS_WIDTH, UNIT_WIDTH = 30.0, 135.0
HEAD_ROOM = 1.12
# The words on a line stand above it: none is drawn higher than this share of the plot.
LINE_GROUND = 0.92
# Bars lower than this share of the plot leave the ground above free for words.
LABEL_GROUND = 0.5
LABEL_DISTANCES = (14, 50, 90, 140, 200, 260)

Row = dict[str, Any]


def timeline(
    weeks: pd.DataFrame,
    stages: pd.DataFrame,
    scheme: str,
    lang: str,
    *,
    spans: pd.DataFrame | None = None,
    is_phone: bool = False,
) -> Drawing:
    """Draw reports over time: dark the independent stories, light their copies.

    `weeks`: week_start_date, article_count, story_count. `stages`: election_id, stage, start_date, end_date. `spans`
    (unit, start_date, article_count, story_count) is needed for the dark part where the time is so long that bars hold
    months or more. A drag along the chart zooms, and gives the chosen days as the new range of its x axis;
    `customdata` of a bar is its first day in ISO 8601.
    """
    theme = theme_of(scheme)
    counted = weeks[weeks["article_count"] > 0]
    if counted.empty:
        return _nothing(theme, scheme, lang)
    first, last = _stretch(counted, stages)
    scale = Scale(first, last, NARROW if is_phone else WIDE)
    unit = choose_unit(first, last, scale.width)
    bars = bars_of(weeks, spans, unit)
    lines, top = _count_lines(bars, scale)
    if any(scale.at(bar.first) < NUMBERS_WIDTH and bar.article_count >= lines[0] for bar in bars):
        scale = Scale(first - scale.days(NUMBERS_WIDTH), last, scale.width)
    shapes, words, rows = calendar(stages, scale, theme, lang, is_phone)
    names = [] if is_phone else _direct_labels(bars, top, scale, _voting_days(stages), theme, lang)
    if names and not names[0]["showarrow"]:
        names[0]["yshift"] += TOP_ROW * rows
        rows += 1
    layout: Row = {
        "template": plotly_template(scheme),
        "barmode": "stack",
        "bargap": 0.08 if unit == "week" else 0.12,
        "dragmode": "zoom",
        "hovermode": "x",
        "hoverdistance": -1,
        "margin": {"l": 0, "r": 0, "t": TOP_ROW * rows + 4, "b": BOTTOM},
        "xaxis": _time_axis(scale, theme, lang),
        "yaxis": {"range": (0, top), "tickvals": lines, "showticklabels": False, "fixedrange": True},
        "shapes": shapes,
        "annotations": [
            *words,
            *_scale_words(lines, unit, theme, lang),
            *names,
        ],
    }
    return drawn_figure(data=_traces(bars, unit, theme, lang), layout=layout)


def _count_lines(bars: Sequence[Bar], scale: Scale) -> tuple[list[int], float]:
    """The lines across the plot, and its upper end. The words on the topmost line must not stand on a bar."""
    most = max(bar.article_count for bar in bars)
    step = tick_step(most)
    top = max(step, HEAD_ROOM * most)
    lines = [line for line in range(step, MOST_LINES * step + 1, step) if line <= LINE_GROUND * top]
    at_left = [bar.article_count for bar in bars if scale.at(bar.first) < UNIT_WIDTH]
    if not lines or max(at_left, default=0) > lines[-1]:
        lines = [*range(step, most, step), step * -(-most // step)]
        top = lines[-1] / LINE_GROUND
    return lines, top


def tick_step(most: int) -> int:
    """The distance of the lines so that there are at most four: 1, 2 or 5 times a power of ten."""
    step = 1
    factors = (2, 2.5, 2)
    at = 0
    while most / step > MOST_LINES:
        step = int(step * factors[at % 3])
        at += 1
    return step


def _stretch(weeks: pd.DataFrame, stages: pd.DataFrame) -> tuple[date, date]:
    """From the first week with reports to the last, and to voting days near either."""
    days = [pd.Timestamp(day).date() for day in weeks["week_start_date"]]
    first, last = min(days), end_of(max(days), "week")
    for day in _voting_days(stages):
        if last < day <= last + NEAR:
            last = end_of(day - timedelta(days=day.weekday()), "week")
        elif first - NEAR <= day < first:
            first = day - timedelta(days=day.weekday())
    lacking = max(0, SHORTEST - (last - first).days) // 14
    return first - timedelta(weeks=lacking), last + timedelta(weeks=lacking, days=1)


def _voting_days(stages: pd.DataFrame) -> list[date]:
    return [pd.Timestamp(day).date() for day in stages.loc[stages["stage"] == "voting", "start_date"]]


def _time_axis(scale: Scale, theme: Theme, lang: str) -> Row:
    marks = ticks(scale.first, scale.last, scale.width, lambda month: format_month(month, lang))
    return {
        "type": "date",
        "range": (scale.first.isoformat(), scale.last.isoformat()),
        "tickvals": [day.isoformat() for day, _ in marks],
        "ticktext": [words for _, words in marks],
        "ticklabelposition": "outside right",
        "ticks": "outside",
        "ticklen": 5,
        "showgrid": False,
        "showline": True,
        "linecolor": theme.ink,
        "linewidth": 1,
        "tickcolor": theme.ink,
        "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
    }


def _traces(bars: Sequence[Bar], unit: str, theme: Theme, lang: str) -> list[Row]:
    """Dark below, light above. Where stories cannot be told, one colour."""
    middle = [(bar.first + timedelta(days=WIDTHS[unit] / 2)).isoformat() for bar in bars]
    width = [((bar.last - bar.first).days + 1) * 86_400_000 * (0.9 if unit == "week" else 0.86) for bar in bars]
    common: Row = {
        "type": "bar",
        "x": middle,
        "width": width,
        "customdata": [bar.first.isoformat() for bar in bars],
        "hoverinfo": "text",
        "marker": {"line": {"width": 0}},
    }
    words = [_bar_words(bar, lang) for bar in bars]
    if any(bar.story_count is None for bar in bars):
        color = theme.ramp[2]
        return [common | {"y": [bar.article_count for bar in bars], "marker": {"color": color}, "hovertext": words}]
    stories = [bar.story_count or 0 for bar in bars]
    copies = [bar.article_count - (bar.story_count or 0) for bar in bars]
    return [
        common | {"y": stories, "marker": {"color": theme.stories, "line": {"width": 0}}, "hovertext": words},
        common | {"y": copies, "marker": {"color": theme.articles, "line": {"width": 0}}, "hoverinfo": "skip"},
    ]


def _bar_words(bar: Bar, lang: str) -> str:
    lines = [f"<b>{format_range(bar.first, bar.last, lang)}</b>", t(lang, "figure.articles", n=bar.article_count)]
    if bar.story_count is not None:
        lines.append(t(lang, "figure.stories", n=bar.story_count))
    return "<br>".join(lines)


def _scale_words(lines: Sequence[int], unit: str, theme: Theme, lang: str) -> list[Row]:
    """The scale stands on its lines at the left; the topmost line says what is counted."""
    found = []
    for line in lines:
        number = format_number(line, lang)
        text = number if line != lines[-1] else f"{number} {t(lang, f'figure.per.{unit}')}"
        place = {"x": 0, "xref": "paper", "y": line, "yref": "y", "xanchor": "left", "yanchor": "bottom"}
        font = {"size": SMALL_SIZE, "color": theme.muted}
        # On the ground's colour, so that no line of an election runs through the words.
        ground = {"bgcolor": theme.surface} if line == lines[-1] else {}
        found.append({"text": text, **place, "yshift": 1, "showarrow": False, "borderpad": 0, "font": font} | ground)
    return found


def _direct_labels(
    bars: Sequence[Bar], top: float, scale: Scale, votes: Sequence[date], theme: Theme, lang: str
) -> list[Row]:
    """Names of the two parts beside the first high bar, or beyond the last one, where there is empty ground."""
    if any(bar.story_count is None for bar in bars):
        return []
    texts = (t(lang, "figure.copies_label"), t(lang, "figure.stories_label"))
    need = LETTER * 1.05 * max(len(text) for text in texts) + 24
    found = _bar_with_room(bars, votes, top, scale, need)
    if found is None:
        return [_row_of_labels(texts, theme)]
    return [_direct_label(found, at, text, top, theme) for at, text in enumerate(texts)]


def _row_of_labels(texts: tuple[str, str], theme: Theme) -> Row:
    """Where no bar has room beside it: both names in a row above the plot."""
    copies, stories = texts
    text = f"{_square(theme.stories)} {stories}   {_square(theme.articles)} {copies}"
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    font = {"size": SMALL_SIZE, "color": theme.muted}
    return {"text": text, **place, "yshift": 3, "showarrow": False, "borderpad": 0, "font": font}


def _square(colour: str) -> str:
    return f"<span style='color:{colour}'>■</span>"


@dataclass(frozen=True, slots=True)
class Room:
    """Where the words stand: before (`side` -1) or after (1) a bar, so many pixels from it."""

    bar: Bar
    side: int
    distance: int


def _bar_with_room(bars: Sequence[Bar], lines: Sequence[date], top: float, scale: Scale, need: float) -> Room | None:
    """The highest bar with copies that has room for `need` pixels of words: on low ground, and no line through them."""
    with_copies = [bar for bar in bars if bar.article_count > (bar.story_count or 0)]
    tops = [scale.at(bar.first) for bar in bars if bar.article_count >= LABEL_GROUND * top]
    for bar in sorted(with_copies, key=lambda bar: -bar.article_count):
        if bar.article_count < LABEL_GROUND * top:
            return None
        start = scale.at(bar.first)
        for distance, side in product(LABEL_DISTANCES, (-1, 1)):
            edge = scale.at(bar.first if side < 0 else bar.last)
            end = distance + need
            fits = end <= (edge if side < 0 else scale.width - edge)
            is_low = not any(0 < side * (other - start) < end for other in tops)
            is_crossed = any(distance - 4 <= side * (scale.at(day) - edge) < end for day in lines)
            if fits and is_low and not is_crossed:
                return Room(bar, side, distance)
    return None


def _direct_label(room: Room, at: int, text: str, top: float, theme: Theme) -> Row:
    bar, side = room.bar, room.side
    stories = bar.story_count or 0
    height = (stories + bar.article_count) / 2 if at == 0 else stories * 0.9
    edge = bar.first + timedelta(days=1) if side < 0 else bar.last
    return {
        "text": f"<b>{text}</b>",
        "x": edge.isoformat(),
        "y": height,
        "xref": "x",
        "yref": "y",
        "ax": side * room.distance,
        "ayref": "y",
        "ay": top * (0.74 if at == 0 else 0.58),
        "xanchor": "right" if side < 0 else "left",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": theme.articles if at == 0 else theme.stories,
        "borderpad": 1,
        "font": {"size": SMALL_SIZE, "color": theme.link if at == 0 else theme.stories},
    }


def _nothing(theme: Theme, scheme: str, lang: str) -> Drawing:
    """The figure's place with words in it."""
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    words = {"text": t(lang, "figure.no_data"), **place, "font": {"size": CHART_SIZE + 1, "color": theme.muted}}
    axes = {"visible": False, "fixedrange": True}
    layout = {"template": plotly_template(scheme), "xaxis": axes, "yaxis": axes, "dragmode": False}
    return drawn_figure(data=[], layout=layout | {"annotations": [words]})

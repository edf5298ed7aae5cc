"""What was watched: a strip of spans of time for every outlet, from few articles to many, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from dashboard.figures.areas import hatch_swatch, pixel_box, pixel_text
from dashboard.figures.classes import CountClass, class_of, count_classes
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.figures.spans import ticks
from dashboard.figures.stages import LETTER
from dashboard.i18n import format_month, format_range, t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, plotly_template, theme_of

Row = dict[str, Any]

# Pixels: a row, the gap between islands, margins; room for names, provinces and shares.
ROW, GAP, TOP, BOTTOM = 22, 8, 26, 50
NAMES_WIDE, PLACES_WIDE, NAMES_NARROW, SHARES = 150, 88, 112, 52
WIDE, NARROW = 560.0, 180.0
# A run of so many spans has room for its words.
RUN_WIDE, RUN_NARROW = 6, 12
CELL = 0.9
# What a span of an outlet is.
ARTICLES, EMPTY, FAILED, UNKNOWN = "articles", "empty", "failed", "unknown"


@dataclass(frozen=True, slots=True)
class Watched:
    """One outlet's row: what is known of each span, and where the articles of a span are listed ("" for none).

    `share` is the success of its requests in words; `is_low` sets it bold. `island` groups rows.
    `is_silent`: nothing came from it after the last span either.
    """

    name: str
    place: str
    island: str
    counts: tuple[int, ...]
    states: tuple[str, ...]
    hrefs: tuple[str, ...]
    share: str
    is_low: bool
    is_crawled: bool
    is_silent: bool


def watch_height(outlets: Sequence[Watched]) -> int:
    """Pixels of the strip."""
    return TOP + BOTTOM + ROW * len(outlets) + GAP * _gaps(outlets)[-1] if outlets else TOP + BOTTOM


def watch_strip(
    outlets: Sequence[Watched],
    spans: Sequence[tuple[date, date]],
    votes: Sequence[date],
    scheme: str,
    lang: str,
    *,
    is_phone: bool = False,
) -> Drawing:
    """Draw the strip; `spans` are the first and last days of its columns, `votes` voting days among them."""
    theme = theme_of(scheme)
    classes = _four_classes([count for outlet in outlets for count in outlet.counts])
    gaps = _gaps(outlets)
    middles = [at * ROW + gaps[at] * GAP + ROW / 2 for at in range(len(outlets))]
    height = len(outlets) * ROW + (gaps[-1] if gaps else 0) * GAP
    names = NAMES_NARROW if is_phone else NAMES_WIDE + PLACES_WIDE
    traces = _cells(outlets, middles, spans, classes, theme, lang)
    words = _names(outlets, middles, names, theme, is_phone)
    words += _runs(outlets, middles, theme, lang, RUN_NARROW if is_phone else RUN_WIDE)
    width = NARROW if is_phone else WIDE
    shapes, legend = _legend(classes, theme, lang, -names if is_phone else 0, is_narrow=is_phone)
    layout: Row = {
        "template": plotly_template(scheme),
        "margin": {"l": names, "r": SHARES, "t": TOP, "b": BOTTOM},
        "barmode": "overlay",
        "bargap": 0,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": _time_axis(spans, width, theme, lang),
        "yaxis": {"range": (height, 0), "visible": False, "fixedrange": True},
        "shapes": [*shapes, *_vote_lines(votes, spans, theme)],
        "annotations": [*words, *legend, _share_head(theme, lang)],
    }
    return drawn_figure(traces, layout)


def _gaps(outlets: Sequence[Watched]) -> list[int]:
    """How many gaps lie above each row: one wherever another island begins."""
    found, count = [], 0
    for at, outlet in enumerate(outlets):
        count += at > 0 and outlet.island != outlets[at - 1].island
        found.append(count)
    return found


def _four_classes(counts: Sequence[int]) -> list[CountClass]:
    """Classes of few to many; the darkest step of the ramp is left to the ink."""
    found = count_classes(counts)
    return [CountClass(c.low, c.high, min(c.step, 3), c.is_last) for c in found]


def _cells(
    outlets: Sequence[Watched],
    middles: Sequence[float],
    spans: Sequence[tuple[date, date]],
    classes: Sequence[CountClass],
    theme: Theme,
    lang: str,
) -> list[Row]:
    """One trace per kind of cell."""
    kinds: dict[Any, Row] = {}
    for outlet, y in zip(outlets, middles, strict=True):
        for at, (state, count) in enumerate(zip(outlet.states, outlet.counts, strict=True)):
            if state == UNKNOWN:
                continue
            found = class_of(count, classes) if state == ARTICLES else None
            key = found.colour(theme) if found else state
            cells = kinds.setdefault(key, {"base": [], "y": [], "hovertext": [], "customdata": [], "count": count})
            cells["base"].append(at + (1 - CELL) / 2)
            cells["y"].append(y)
            cells["hovertext"].append(_cell_words(outlet, spans[at], state, count, lang))
            cells["customdata"].append(outlet.hrefs[at])
    traces = []
    for key, cells in kinds.items():
        marker: Row = {"color": theme.zero if key == EMPTY else key, "line": {"width": 0}}
        if key == FAILED:
            pattern = {"shape": "/", "size": 5, "solidity": 0.3, "fgcolor": theme.hatch, "bgcolor": theme.hatch_ground}
            marker = {"color": theme.hatch_ground, "pattern": pattern, "line": {"width": 0.7, "color": theme.hatch}}
        del cells["count"]
        size = {"x": [CELL] * len(cells["y"]), "width": ROW - 4}
        bar = {"type": "bar", "orientation": "h", "marker": marker, "hoverinfo": "text", "name": ""}
        traces.append({**bar, **size, **cells})
    return traces


def _cell_words(outlet: Watched, span: tuple[date, date], state: str, count: int, lang: str) -> str:
    words = t(lang, "figure.articles", n=count) if state == ARTICLES else t(lang, f"coverage.cell_{state}")
    return f"<b>{escape(outlet.name)}</b><br>{format_range(*span, lang)}<br>{words}"


def _names(outlets: Sequence[Watched], middles: Sequence[float], left: int, theme: Theme, is_phone: bool) -> list[Row]:
    found: list[Row] = []
    room = int((left if is_phone else NAMES_WIDE) / (LETTER * 0.95))
    common: Row = {"yref": "y", "yanchor": "middle", "showarrow": False, "borderpad": 0}
    for outlet, y in zip(outlets, middles, strict=True):
        name = outlet.name if len(outlet.name) <= room else outlet.name[: room - 1].rstrip() + "…"
        at_left = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -left}
        found.append(
            {"text": escape(name), "y": y, **common, **at_left, "font": {"size": CHART_SIZE, "color": theme.ink}}
        )
        muted = {"font": {"size": SMALL_SIZE, "color": theme.muted}}
        if not is_phone:
            beside = {"x": 0, "xref": "paper", "xanchor": "right", "xshift": -8}
            found.append({"text": escape(outlet.place), "y": y, **common, **beside, **muted})
        share = f"<b>{outlet.share}</b>" if outlet.is_low else outlet.share
        colour = theme.ink if outlet.is_low else theme.muted
        at_right = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": SHARES}
        found.append({"text": share, "y": y, **common, **at_right, "font": {"size": SMALL_SIZE, "color": colour}})
    return found


def _runs(outlets: Sequence[Watched], middles: Sequence[float], theme: Theme, lang: str, least: int) -> list[Row]:
    """Words in long runs: not watched yet, and connected without publishing."""
    found: list[Row] = []
    for outlet, y in zip(outlets, middles, strict=True):
        size = len(outlet.states)
        known = [at for at, state in enumerate(outlet.states) if state != UNKNOWN]
        start = known[0] if known else size
        last = max((at for at, state in enumerate(outlet.states) if state != EMPTY), default=-1)
        place = {"y": y, "yref": "y", "xref": "x", "yanchor": "middle", "showarrow": False, "borderpad": 0}
        font = {"font": {"size": SMALL_SIZE, "color": theme.muted}}
        if start >= least:
            key = "not_yet" if outlet.is_crawled and known else "no_record"
            found.append({"text": t(lang, f"coverage.run_{key}"), "x": 0.2, "xanchor": "left", **place, **font})
        if outlet.is_silent and size - 1 - last >= least and known:
            middle = (last + 1 + size) / 2
            text = t(lang, "coverage.run_silent")
            found.append({"text": text, "x": middle, "xanchor": "center", **place, **font, "bgcolor": theme.zero})
    return found


def _time_axis(spans: Sequence[tuple[date, date]], width: float, theme: Theme, lang: str) -> Row:
    marks = ticks(spans[0][0], spans[-1][1], width, lambda month: format_month(month, lang))
    return {
        "range": (0, len(spans)),
        "side": "top",
        "tickvals": [_place(day, spans) for day, _ in marks],
        "ticktext": [words for _, words in marks],
        "tickfont": {"size": SMALL_SIZE, "color": theme.muted},
        "showgrid": False,
        "fixedrange": True,
    }


def _place(day: date, spans: Sequence[tuple[date, date]]) -> float:
    """Where a day lies among the columns, from 0."""
    for at, (first, last) in enumerate(spans):
        if day <= last:
            return at + max(0, (day - first).days) / ((last - first).days + 1)
    return len(spans)


def _vote_lines(votes: Sequence[date], spans: Sequence[tuple[date, date]], theme: Theme) -> list[Row]:
    inside = [day for day in votes if spans[0][0] <= day <= spans[-1][1]]
    style = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 1.4, "color": theme.ink}}
    return [{**style, "x0": _place(day, spans), "x1": _place(day, spans)} for day in inside]


def _share_head(theme: Theme, lang: str) -> Row:
    place = {
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "xshift": SHARES,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
    }
    font = {"size": SMALL_SIZE, "color": theme.muted}
    return {
        "text": t(lang, "coverage.share_head"),
        **place,
        "yshift": 4,
        "showarrow": False,
        "borderpad": 0,
        "font": font,
    }


def _legend(
    classes: Sequence[CountClass], theme: Theme, lang: str, left: float, *, is_narrow: bool
) -> tuple[list[Row], list[Row]]:
    """Samples under the strip, in pixels from its left edge; in two rows on a narrow screen."""
    font = {"size": SMALL_SIZE, "color": theme.muted}
    shapes: list[Row] = []
    words: list[Row] = []
    x = left
    for found in classes:
        shapes.append(pixel_box(x, -26, 15, 11, fillcolor=found.colour(theme)))
        x += 16
    if classes:
        many = t(lang, "coverage.legend_articles")
        words.append(pixel_text(many, x + 5, -20.5, font=font))
        x += 18 + LETTER * len(many)
    low = -44 if is_narrow else -26
    x = left if is_narrow else x
    shapes.append(pixel_box(x, low, 15, 11, fillcolor=theme.zero))
    words.append(pixel_text(t(lang, "coverage.legend_empty"), x + 20, low + 5.5, font=font))
    x += 34 + LETTER * len(t(lang, "coverage.legend_empty"))
    shapes += hatch_swatch(x, low, 15, 11, theme)
    words.append(pixel_text(t(lang, "coverage.legend_failed"), x + 20, low + 5.5, font=font))
    return shapes, words

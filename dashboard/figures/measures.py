"""What is done, by kind and status. Conduct (violations) never stands in this figure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.figures.areas import whole
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.i18n import format_number, t
from dashboard.theme import GROUPS, SMALL_SIZE, STATUS_OPACITY, Theme, blend, plotly_template, theme_of

STATUSES = tuple(STATUS_OPACITY)
# Rows of the figure, in units of one bar's row; the gap stands between groups.
GAP = 0.5
BAR, WIDE_BAR = 0.66, 0.34
# Room for the words on the left, in pixels, and for the figures behind the bars, as a share of the longest.
LEFT = 132
BEHIND = 0.16
LEGEND = 26

Counts = Mapping[tuple[str, str], Mapping[str, int]]
COLUMNS = ("item_count", "article_count", "story_count")


def measure_bars(frame: pd.DataFrame, scheme: str, lang: str, *, compact: bool = False) -> Drawing:
    """Draw one bar per type of measure, its statuses side by side, under the heading of its group.

    `frame`: type, status, story_count, article_count, item_count. A bar's length is `item_count`, the one that may be
    summed over statuses and types; the hover box tells the other two by status. `compact` draws the groups alone, for
    small screens. A click gives the type as `customdata`, in the compact form the group's types joined by commas.
    """
    theme = theme_of(scheme)
    counts = _read(frame)
    rows = _group_rows(counts) if compact else _type_rows(counts)
    height = rows[-1]["y"] + (0.5 if compact else 0.6)
    longest = max((sum(row["items"]) for row in rows), default=0) or 1
    width = longest * (1.0 if compact else 1 + BEHIND)
    layout: dict[str, Any] = {
        "template": plotly_template(scheme),
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event",
        "margin": {"l": 0 if compact else LEFT, "r": 0, "t": 0, "b": LEGEND},
        "xaxis": {"range": (0, width), "visible": False, "fixedrange": True},
        "yaxis": {"range": (height, -0.6), "visible": False, "fixedrange": True},
        "shapes": _legend_boxes(theme, compact),
        "annotations": [*_words(rows, theme, lang, compact), *_legend_words(theme, lang, compact)],
    }
    bars = [_bars(rows, at, theme, compact) for at in range(len(STATUSES))]
    touch = _touch(rows, width, lang, compact)
    numbers = [] if compact else [_numbers(rows, theme, lang)]
    return drawn_figure(data=[*bars, *numbers, touch], layout=layout)


def _read(frame: pd.DataFrame) -> Counts:
    return {
        (str(row["type"]), str(row["status"])): {column: whole(row[column]) for column in COLUMNS}
        for row in frame.to_dict("records")
    }


def _type_rows(counts: Counts) -> list[dict[str, Any]]:
    """One row per type, and one per group that carries its heading."""
    rows: list[dict[str, Any]] = []
    y = 0.0
    for group, types in GROUPS.items():
        heading = {"y": y, "group": group, "type": None, "items": (0, 0, 0), "types": types}
        heading["total"] = sum(sum(_items(counts, type_)) for type_ in types)
        rows.append(heading)
        y += 1
        for type_ in types:
            rows.append({"y": y, "group": group, "type": type_, "items": _items(counts, type_), "types": (type_,)})
            rows[-1]["detail"] = {status: counts.get((type_, status)) for status in STATUSES}
            y += 1
        y += GAP
    return rows


def _group_rows(counts: Counts) -> list[dict[str, Any]]:
    """One row per group; only what may be summed is."""
    rows: list[dict[str, Any]] = []
    for y, (group, types) in enumerate(GROUPS.items()):
        items = tuple(sum(part) for part in zip(*(_items(counts, type_) for type_ in types), strict=True))
        rows.append({"y": float(y), "group": group, "type": None, "items": items, "types": types, "total": sum(items)})
    return rows


def _items(counts: Counts, type_: str) -> tuple[int, ...]:
    return tuple(counts.get((type_, status), {}).get("item_count", 0) for status in STATUSES)


def _bars(rows: list[dict[str, Any]], at: int, theme: Theme, compact: bool) -> dict[str, Any]:
    """The bars of one status, each beginning where the status before it ends."""
    status = STATUSES[at]
    drawn = [row for row in rows if row["items"][at]]
    hues = [theme.groups[row["group"]].fill for row in drawn]
    is_outline = STATUS_OPACITY[status] == 0
    fills = [theme.surface if is_outline else blend(hue, theme.surface, STATUS_OPACITY[status]) for hue in hues]
    return {
        "type": "bar",
        "orientation": "h",
        "name": status,
        "y": [row["y"] + (0.22 if compact else 0) for row in drawn],
        "x": [row["items"][at] for row in drawn],
        "base": [sum(row["items"][:at]) for row in drawn],
        "width": WIDE_BAR if compact else BAR,
        "marker": {"color": fills, "line": {"width": 1 if is_outline else 0, "color": hues}},
        "customdata": [",".join(row["types"]) for row in drawn],
        "hoverinfo": "skip",
    }


def _touch(rows: list[dict[str, Any]], width: float, lang: str, compact: bool) -> dict[str, Any]:
    """A bar over the whole row, not seen: a small bar is as easy to hit as a long one."""
    hit = [row for row in rows if compact or row["type"]]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "",
        "y": [row["y"] for row in hit],
        "x": [width] * len(hit),
        "width": 1,
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "customdata": [",".join(row["types"]) for row in hit],
        "hoverinfo": "text",
        "hovertext": [_hover(row, lang) for row in hit],
    }


def _hover(row: dict[str, Any], lang: str) -> str:
    name = t(lang, f"measure.{row['type']}") if row["type"] else t(lang, f"group.{row['group']}")
    lines = []
    for status, items in zip(STATUSES, row["items"], strict=True):
        if not items:
            continue
        words = f"{t(lang, f'measure_status.{status}')}: {t(lang, 'figure.items', n=items)}"
        detail = row.get("detail", {}).get(status)
        if detail:
            words += f", {t(lang, 'figure.stories', n=detail['story_count'])}"
        lines.append(words)
    return f"<b>{name}</b><br>" + "<br>".join(lines or [t(lang, "figure.items", n=0)])


def _numbers(rows: list[dict[str, Any]], theme: Theme, lang: str) -> dict[str, Any]:
    typed = [row for row in rows if row["type"]]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [sum(row["items"]) for row in typed],
        "y": [row["y"] for row in typed],
        "text": [f" {format_number(sum(row['items']), lang)}" for row in typed],
        "textposition": "middle right",
        "textfont": {"size": SMALL_SIZE, "color": theme.muted},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _words(rows: list[dict[str, Any]], theme: Theme, lang: str, compact: bool) -> list[dict[str, Any]]:
    """Types on the left of their bars; groups as headings, their totals on the right."""
    found: list[dict[str, Any]] = []
    for row in rows:
        place: dict[str, Any] = {"xref": "paper", "yref": "y", "showarrow": False, "borderpad": 0}
        place["y"] = row["y"] - (0.2 if compact else 0)
        if row["type"]:
            color = theme.ink if sum(row["items"]) else theme.muted
            side = {"x": 0, "xanchor": "right", "xshift": -7, "font": {"color": color}}
            found.append(place | side | {"text": t(lang, f"measure.{row['type']}")})
            continue
        hue = theme.groups[row["group"]]
        square = "" if compact else f"<span style='color:{hue.fill}'>■</span> "
        left = {"x": 0, "xanchor": "left", "xshift": 0 if compact else -LEFT, "font": {"color": hue.text}}
        found.append(place | left | {"text": f"{square}<b>{t(lang, 'group.' + row['group'])}</b>"})
        right = {"x": 1, "xanchor": "right", "font": {"color": theme.ink}}
        found.append(place | right | {"text": f"<b>{format_number(row['total'], lang)}</b>"})
    return found


def _legend_places(compact: bool) -> list[float]:
    """Left edges of the three samples, in pixels from the left edge of the plot."""
    start = 0 if compact else -LEFT
    return [start, start + 88, start + 196]


def _legend_boxes(theme: Theme, compact: bool) -> list[dict[str, Any]]:
    boxes = []
    for x, (status, share) in zip(_legend_places(compact), STATUS_OPACITY.items(), strict=True):
        fill = theme.surface if status == "called_for" else blend(theme.muted, theme.surface, share)
        box = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 0}
        corners = {"x0": x, "x1": x + 18, "y0": -18, "y1": -9}
        line = {"width": 1 if status == "called_for" else 0, "color": theme.muted}
        boxes.append({"type": "rect", **box, **corners, "fillcolor": fill, "line": line})
    return boxes


def _legend_words(theme: Theme, lang: str, compact: bool) -> list[dict[str, Any]]:
    return [
        {
            "text": t(lang, f"measure_status.{status}"),
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 0,
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": x + 23,
            "yshift": -13.5,
            "borderpad": 0,
            "showarrow": False,
            "font": {"size": SMALL_SIZE, "color": theme.muted},
        }
        for x, status in zip(_legend_places(compact), STATUSES, strict=True)
    ]

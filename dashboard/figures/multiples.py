"""Small multiples: one panel per province, all on one scale, the elections laid upon each other in each."""

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.figures.aligned import Compared, Span, line_styles
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.figures.stages import LETTER
from dashboard.i18n import format_number, t
from dashboard.theme import SMALL_SIZE, Theme, blend, plotly_template, theme_of

Row = dict[str, Any]

SHORT_NAMES = {
    "Kepulauan Bangka Belitung": "Babel",
    "Nusa Tenggara Barat": "NTB",
    "Nusa Tenggara Timur": "NTT",
    "Kepulauan Riau": "Kepri",
}
SHORT_WORDS = {"Sumatera": "Sum.", "Kalimantan": "Kal.", "Sulawesi": "Sul."}

COLUMNS_WIDE, COLUMNS_NARROW = 8, 2
# Pixels: the panel, its head of words, the gap between columns; the widths of a figure.
PANEL, HEAD, COLUMN_GAP = 62, 36, 16
WIDE, NARROW = 1270.0, 350.0


def multiples_height(count: int, *, is_phone: bool = False) -> int:
    """Pixels of the figure for so many panels."""
    return max(1, -(-count // _columns(is_phone))) * (PANEL + HEAD)


def short_place(name: str) -> str:
    """A province's name as tables shorten it: "Sum. Utara", "NTB"."""
    return SHORT_NAMES.get(name) or " ".join(SHORT_WORDS.get(word, word) for word in name.split())


def province_multiples(
    elections: Sequence[Compared],
    panels: Sequence[Row],
    campaign: tuple[int, int] | None,
    span: Span,
    scheme: str,
    lang: str,
    *,
    is_phone: bool = False,
) -> Drawing:
    """Draw a panel per province in the order given.

    A panel: `name`, `is_covered`, `totals` (election_id: count, None where there was no such province or it is not
    covered), `weeks` (election_id: {week: count}), `note` (instead of the totals, or None), `href`. `campaign`: days to
    the vote of the first election's campaign, shaded. A click on a panel leads to its `href`.
    """
    theme = theme_of(scheme)
    styles = line_styles(theme)
    columns = _columns(is_phone)
    rows = max(1, -(-len(panels) // columns))
    height = multiples_height(len(panels), is_phone=is_phone)
    width = NARROW if is_phone else WIDE
    gap = COLUMN_GAP / width
    side = (1 - gap * (columns - 1)) / columns
    most = max((count for panel in panels for weeks in panel["weeks"].values() for count in weeks.values()), default=0)
    top = max(2, most) * 1.04
    traces: list[Row] = []
    layout: Row = {
        "template": plotly_template(scheme),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 1},
        "hovermode": "closest",
        "dragmode": False,
        "shapes": [],
        "annotations": [],
    }
    for at, panel in enumerate(panels):
        row, column = divmod(at, columns)
        mark = "" if at == 0 else str(at + 1)
        left = column * (side + gap)
        ceiling = 1 - (row * (PANEL + HEAD) + HEAD) / height
        floor = 1 - (row + 1) * (PANEL + HEAD) / height
        layout[f"xaxis{mark}"] = {
            "domain": (left, left + side),
            "range": (span.days[0], span.days[1] + 1),
            "anchor": f"y{mark}",
            "showgrid": False,
            "showticklabels": False,
            "showline": True,
            "linecolor": theme.line_strong,
            "fixedrange": True,
        }
        layout[f"yaxis{mark}"] = {
            "domain": (floor, ceiling),
            "range": (0, top),
            "anchor": f"x{mark}",
            "visible": False,
            "fixedrange": True,
        }
        axes = {"xaxis": f"x{mark}", "yaxis": f"y{mark}"}
        if panel["is_covered"]:
            layout["shapes"] += _ground(campaign, mark, theme)
            for place, election in reversed(list(enumerate(elections))):
                weeks = panel["weeks"].get(election.election_id)
                if weeks is not None:
                    traces.append(_line(weeks, span, styles[place], axes, theme, is_filled=place == 0))
        traces.append(_target(panel, elections, span, top, axes, theme, lang))
        layout["annotations"] += _words(panel, elections, (left, left + side), side * width, ceiling, theme, lang)
    if rows and not panels:
        layout["xaxis"], layout["yaxis"] = {"visible": False}, {"visible": False}
    return drawn_figure(traces, layout)


def _columns(is_phone: bool) -> int:
    return COLUMNS_NARROW if is_phone else COLUMNS_WIDE


def _ground(campaign: tuple[int, int] | None, mark: str, theme: Theme) -> list[Row]:
    place = {"xref": f"x{mark}", "yref": f"y{mark} domain", "y0": 0, "y1": 1}
    band = []
    if campaign is not None:
        fill = {"fillcolor": theme.bands[0], "line": {"width": 0}, "layer": "below"}
        band = [{"type": "rect", "x0": campaign[0], "x1": campaign[1], **place, **fill}]
    return [*band, {"type": "line", "x0": 0, "x1": 0, **place, "line": {"width": 1, "color": theme.ink}}]


def _line(weeks: dict[int, int], span: Span, style: Row, axes: Row, theme: Theme, *, is_filled: bool) -> Row:
    numbers = range(span.first_week, span.last_week + 1)
    dash = "2px,2px" if style["dash"] == "4px,3px" else style["dash"]
    line = {**style, "width": 0.65 * style["width"], "dash": dash}
    found = {
        "type": "scatter",
        "mode": "lines",
        "x": [7 * no + 3 for no in numbers],
        "y": [weeks.get(no, 0) for no in numbers],
        "line": line,
        "hoverinfo": "skip",
        **axes,
    }
    return found | ({"fill": "tozeroy", "fillcolor": blend(theme.ramp[2], theme.surface, 0.12)} if is_filled else {})


def _target(
    panel: Row, elections: Sequence[Compared], span: Span, top: float, axes: Row, theme: Theme, lang: str
) -> Row:
    """The whole panel, to point at and to open; hatched where the province is not covered."""
    first, last = span.days
    found: Row = {
        "type": "bar",
        "x": [(first + last + 1) / 2],
        "y": [top],
        "width": [last - first + 1],
        "hoverinfo": "text",
        "hovertext": [_hover(panel, elections, lang)],
        "customdata": [panel["href"]],
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        **axes,
    }
    if not panel["is_covered"]:
        pattern = {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": theme.hatch, "bgcolor": theme.hatch_ground}
        found["marker"] = {"color": theme.hatch_ground, "line": {"width": 0}, "pattern": pattern}
    return found


def _hover(panel: Row, elections: Sequence[Compared], lang: str) -> str:
    lines = [f"<b>{escape(panel['name'])}</b>"]
    if not panel["is_covered"]:
        return "<br>".join([*lines, t(lang, "figure.not_covered")])
    for election in elections:
        count = panel["totals"].get(election.election_id)
        words = t(lang, "elections.no_province") if count is None else format_number(count, lang)
        lines.append(f"{escape(election.name)}: {words}")
    return "<br>".join(lines)


def _words(
    panel: Row,
    elections: Sequence[Compared],
    sides: tuple[float, float],
    width: float,
    ceiling: float,
    theme: Theme,
    lang: str,
) -> list[Row]:
    """Name and totals over the panel, from the oldest election to the newest; a note on a second line."""
    place = {"xref": "paper", "yref": "paper", "showarrow": False, "borderpad": 0, "y": ceiling, "yanchor": "bottom"}
    counts = [panel["totals"].get(election.election_id) for election in reversed(elections)]
    known = [format_number(count, lang) for count in counts if count is not None]
    totals = " → ".join(known) if panel["is_covered"] else "–"
    # Three numbers or more leave a name no room beside them: it stands above.
    is_stacked = len(known) > 2
    room = int((width - (0 if is_stacked else LETTER * len(totals)) - 6) / (LETTER * 0.98))
    shown = short_place(panel["name"]) if len(panel["name"]) > room else panel["name"]
    name = shown if len(shown) <= room else shown[: max(4, room - 1)].rstrip() + "…"
    found = [
        {"text": f"<b>{escape(name)}</b>", "x": sides[0], "xanchor": "left", "yshift": 17 if is_stacked else 3, **place}
        | {"font": {"size": SMALL_SIZE, "color": theme.ink}},
        {
            "text": totals,
            "x": sides[0 if is_stacked else 1],
            "xanchor": "left" if is_stacked else "right",
            "yshift": 3,
            **place,
        }
        | {"font": {"size": SMALL_SIZE, "color": theme.muted}},
    ]
    if panel["note"]:
        note = {"text": escape(panel["note"]), "x": sides[0], "xanchor": "left", "xshift": 2, **place}
        found.append(note | {"yanchor": "top", "yshift": -2, "font": {"size": SMALL_SIZE, "color": theme.muted}})
    return found

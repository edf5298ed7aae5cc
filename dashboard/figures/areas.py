"""What both maps share: a province's count, state, colour and words, and pieces of the legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from dashboard.figures.classes import CountClass, class_of
from dashboard.i18n import format_number, t
from dashboard.theme import SMALL_SIZE, STATES, Theme


@dataclass(frozen=True, slots=True)
class Province:
    """One row of the map's table. Counts are 0 where the province is not covered, which is not a count of 0."""

    code: str
    name: str
    article_count: int
    story_count: int
    outlet_count: int
    is_covered: bool
    case_count: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a map shows of each province: one count, as it is or by outlet at home there.

    `count` is story_count, article_count or case_count. `hue` names the group of measures or the state of conduct whose
    colour the map wears, "" for none.
    """

    count: str = "story_count"
    per_outlet: bool = False
    hue: str = ""

    def is_known(self, province: Province) -> bool:
        """Whether there is a value: where nobody watched there is none, and by outlet none without an outlet."""
        return province.is_covered and (province.outlet_count > 0 or not self.per_outlet)

    def value(self, province: Province) -> int:
        """The count; by outlet in tenths, so that it is whole. 0 where it is not known."""
        if not self.is_known(province):
            return 0
        count: int = getattr(province, self.count)
        return round(10 * count / province.outlet_count) if self.per_outlet else count

    def number(self, value: int, lang: str) -> str:
        """A value in figures: "12", by outlet "1,2"."""
        return format_number(value / 10, lang, 1) if self.per_outlet else format_number(value, lang)

    def name(self, lang: str) -> str:
        """The group or state whose colour the map wears."""
        state = next((status for status, (hue, _) in STATES.items() if hue == self.hue), None)
        return t(lang, f"violation_status.{state}" if state else f"group.{self.hue}")

    def words(self, province: Province, lang: str) -> str:
        """What the hover box says."""
        return f"<b>{escape(province.name)}</b><br>" + "<br>".join(self._lines(province, lang))

    def unknown(self, lang: str) -> str:
        """What is said where there is no value."""
        return t(lang, "figure.no_outlet" if self.per_outlet else "figure.not_covered")

    def label(self, value: int, lang: str) -> str:
        """The value in figures and words: "12 stories"."""
        if self.per_outlet:
            return t(lang, "figure.per_outlet", n=self.number(value, lang))
        return t(lang, LABELS[self.count], n=value)

    def _lines(self, province: Province, lang: str) -> list[str]:
        if not province.is_covered:
            return [t(lang, "figure.not_covered")]
        outlets = [t(lang, "figure.outlets", n=province.outlet_count)] if province.outlet_count else []
        if self.per_outlet:
            rate = self.label(self.value(province), lang) if self.is_known(province) else self.unknown(lang)
            return [rate, t(lang, LABELS[self.count], n=getattr(province, self.count)), *outlets]
        if not getattr(province, self.count):
            return [t(lang, NOTHING.get(self.count, "figure.no_reports")), *outlets]
        if self.count == "case_count":
            return [t(lang, "figure.cases", n=province.case_count), *outlets]
        stories, articles = (
            t(lang, "figure.stories", n=province.story_count),
            t(lang, "figure.articles", n=province.article_count),
        )
        return [stories, articles, *outlets]


STORIES = Shown()
LABELS = {"story_count": "figure.reports", "article_count": "figure.articles", "case_count": "figure.cases"}
NOTHING = {"case_count": "figure.no_cases"}


def read_provinces(frame: pd.DataFrame) -> list[Province]:
    """The rows of a table by province; counts that it has not become 0, and so do those of a province not covered."""
    return [
        Province(
            code=str(row["province_code"]),
            name=str(row["name"]),
            article_count=whole(row.get("article_count")) if row["is_covered"] else 0,
            story_count=whole(row.get("story_count")) if row["is_covered"] else 0,
            outlet_count=whole(row["outlet_count"]),
            is_covered=bool(row["is_covered"]),
            case_count=whole(row.get("case_count")) if row["is_covered"] else 0,
        )
        for row in frame.to_dict("records")
    ]


def whole(value: Any) -> int:
    """A count of a table, 0 where it is missing."""
    return 0 if value is None or pd.isna(value) else int(value)


def land_style(province: Province, shown: Shown, classes: Sequence[CountClass], theme: Theme) -> dict[str, Any]:
    """Fill and outline of a province as properties of a Plotly trace: coloured, pale and outlined, or hatched."""
    if not shown.is_known(province):
        return {
            "fillpattern": {
                "shape": "/",
                "size": 6,
                "solidity": 0.25,
                "fgcolor": theme.hatch,
                "bgcolor": theme.hatch_ground,
            },
            "line": {"width": 0.7, "color": theme.hatch},
        }
    found = class_of(shown.value(province), classes)
    if found is None:
        return {"fillcolor": theme.zero, "line": {"width": 0.7, "color": theme.line_strong}}
    return {"fillcolor": found.colour(theme), "line": {"width": 0.6, "color": theme.surface}}


def pixel_box(x: float, y: float, width: float, height: float, **style: Any) -> dict[str, Any]:
    """A rectangle of pixels; `x` and `y` are its lower left corner, counted from that of the plot."""
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 0,
        "yanchor": 0,
        "x0": x,
        "x1": x + width,
        "y0": y,
        "y1": y + height,
        "line": {"width": 0},
        **style,
    }


def pixel_text(text: str, x: float, y: float, **style: Any) -> dict[str, Any]:
    """Words whose left middle is at these pixels from the lower left corner of the plot."""
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": x,
        "yshift": y,
        "borderpad": 0,
        "font": {"size": SMALL_SIZE},
        **style,
    }


def hatch_swatch(x: float, y: float, width: float, height: float, theme: Theme) -> list[dict[str, Any]]:
    """The sample of the hatching in a legend: a box with oblique lines, all in pixels (shapes know no patterns)."""
    box = pixel_box(x, y, width, height, fillcolor=theme.hatch_ground, line={"width": 0.7, "color": theme.hatch})
    step, lines = 4.0, []
    start = -height + step
    while start < width:
        low, high = max(0.0, -start), min(height, width - start)
        if high > low:
            line = {"type": "line", "line": {"width": 1, "color": theme.hatch}, "fillcolor": None}
            lines.append(pixel_box(x + start + low, y + low, high - low, high - low, **line))
        start += step
    return [box, *lines]

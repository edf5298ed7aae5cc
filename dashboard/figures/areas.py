"""What both maps share: a province's count, state, colour and words, and pieces of the legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from dashboard.figures.classes import CountClass, class_of
from dashboard.i18n import t
from dashboard.theme import SMALL_SIZE, Theme


@dataclass(frozen=True, slots=True)
class Province:
    """One row of the map's table. Counts are 0 where the province is not covered, which is not a count of 0."""

    code: str
    name: str
    article_count: int
    story_count: int
    outlet_count: int
    is_covered: bool

    def count(self, measure: str) -> int:
        """`story_count` or `article_count`."""
        return self.article_count if measure == "article_count" else self.story_count

    def words(self, lang: str) -> str:
        """What the hover box says."""
        return f"<b>{escape(self.name)}</b><br>" + "<br>".join(self._lines(lang))

    def _lines(self, lang: str) -> list[str]:
        if not self.is_covered:
            return [t(lang, "figure.not_covered")]
        outlets = [t(lang, "figure.outlets", n=self.outlet_count)] if self.outlet_count else []
        if not self.article_count:
            return [t(lang, "figure.no_reports"), *outlets]
        stories, articles = (
            t(lang, "figure.stories", n=self.story_count),
            t(lang, "figure.articles", n=self.article_count),
        )
        return [stories, articles, *outlets]


def read_provinces(frame: pd.DataFrame) -> list[Province]:
    """The rows of `articles_by_province`; missing counts become 0, and so do those of a province not covered."""
    return [
        Province(
            code=str(row["province_code"]),
            name=str(row["name"]),
            article_count=whole(row["article_count"]) if row["is_covered"] else 0,
            story_count=whole(row["story_count"]) if row["is_covered"] else 0,
            outlet_count=whole(row["outlet_count"]),
            is_covered=bool(row["is_covered"]),
        )
        for row in frame.to_dict("records")
    ]


def whole(value: Any) -> int:
    """A count of a table, 0 where it is missing."""
    return 0 if pd.isna(value) else int(value)


def land_style(province: Province, measure: str, classes: Sequence[CountClass], theme: Theme) -> dict[str, Any]:
    """Fill and outline of a province as properties of a Plotly trace: coloured, pale and outlined, or hatched."""
    if not province.is_covered:
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
    found = class_of(province.count(measure), classes)
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

"""The timeline of one place, whose bars open."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from dashboard.figures.drawn import Drawing
from dashboard.figures.spans import end_of
from dashboard.figures.weeks import timeline

# Longest days of a bar's unit; a bar is drawn a little narrower than its days.
UNITS = ((7, "week"), (31, "month"), (92, "quarter"), (366, "year"))


def region_weeks(
    weeks: pd.DataFrame,
    spans: pd.DataFrame,
    stages: pd.DataFrame,
    scheme: str,
    lang: str,
    *,
    opens: Callable[[date, date], str],
    is_phone: bool = False,
) -> Drawing:
    """The timeline of `weeks`, `spans` and `stages` (see there); `opens` gives the address of a bar's days."""
    figure = timeline(weeks, stages, scheme, lang, spans=spans, is_phone=is_phone)
    traces, layout = figure["data"], figure["layout"]
    for trace in traces:
        starts = [date.fromisoformat(str(day)) for day in trace["customdata"]]
        trace["customdata"] = [
            opens(start, end_of(start, unit_of(float(width))))
            for start, width in zip(starts, trace["width"], strict=True)
        ]
        # The copies on top of a bar say and open the same as the stories under them.
        trace |= {"hoverinfo": "text", "hovertext": traces[0]["hovertext"]}
    layout |= {"dragmode": False, "hovermode": "closest", "clickmode": "event"}
    layout["xaxis"] = layout.get("xaxis", {}) | {"fixedrange": True}
    return figure


def unit_of(width_ms: float) -> str:
    """The unit of a bar by its width, which is 0.86 to 0.9 of its days."""
    days = timedelta(milliseconds=width_ms) / timedelta(days=1)
    return next((unit for longest, unit in UNITS if days <= longest * 0.9 + 0.01), "year")


__all__ = ["region_weeks", "unit_of"]

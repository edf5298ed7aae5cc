"""Spans of time for a chart: weeks, months, quarters or years, so that a bar stays wide enough to be seen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import pandas as pd

DAY = timedelta(days=1)
# Months between two marks of the scale, and the pixels their words need.
TICK_ROOM = ((1, 44), (3, 66), (12, 36))
# Days of a unit, and the pixels that a bar of it takes at least.
UNITS = (("week", 7, 6.0), ("month", 30.4, 4.0), ("quarter", 91.3, 4.0))


@dataclass(frozen=True, slots=True)
class Bar:
    """The reports of one span, both days included. `story_count` is None where it cannot be told for such a span."""

    first: date
    last: date
    article_count: int
    story_count: int | None


class Scale:
    """The stretch of time that is drawn, over a width in pixels."""

    def __init__(self, first: date, last: date, width: float) -> None:
        self.first, self.last, self.width = first, last, width

    def pixels(self, first: date, last: date) -> float:
        """The width of some days."""
        return (last - first).days / max((self.last - self.first).days, 1) * self.width

    def days(self, pixels: float) -> timedelta:
        """The days that take so many pixels, rounded up."""
        return timedelta(days=ceil(pixels / self.width * (self.last - self.first).days))

    def at(self, day: date) -> float:
        """A day's distance from the left edge."""
        return self.pixels(self.first, day)


def choose_unit(first: date, last: date, width: float) -> str:
    """The unit for a stretch of time over `width` pixels: week, month, quarter or year."""
    pixels = width / max((last - first).days, 1)
    return next((unit for unit, days, least in UNITS if days * pixels >= least), "year")


def start_of(day: date, unit: str) -> date:
    """The first day of the unit that a day lies in; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": 3 * ((day.month - 1) // 3) + 1, "year": 1}[unit]
    return date(day.year, month, 1)


def end_of(start: date, unit: str) -> date:
    """The last day of the unit that begins on `start`."""
    if unit == "week":
        return start + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1) - DAY


def bars_of(weeks: pd.DataFrame, spans: pd.DataFrame | None, unit: str) -> list[Bar]:
    """The bars that hold anything, in order of time.

    `weeks`: week_start_date, article_count, story_count. Stories cannot be summed over weeks, for the copies of one may
    lie in two: longer bars take them from `spans` (unit, start_date, article_count, story_count) and without it leave
    them out, a week then counting for the span its Thursday lies in, as in ISO 8601.
    """
    if unit == "week":
        rows = ((_day(row["week_start_date"]), row) for row in weeks.to_dict("records"))
        return [
            Bar(day, end_of(day, unit), int(row["article_count"]), int(row["story_count"]))
            for day, row in rows
            if int(row["article_count"])
        ]
    if spans is not None:
        found = ((_day(row["start_date"]), row) for row in spans[spans["unit"] == unit].to_dict("records"))
        return [Bar(day, end_of(day, unit), int(row["article_count"]), int(row["story_count"])) for day, row in found]
    sums: dict[date, int] = {}
    for row in weeks.to_dict("records"):
        start = start_of(_day(row["week_start_date"]) + 3 * DAY, unit)
        sums[start] = sums.get(start, 0) + int(row["article_count"])
    return [Bar(day, end_of(day, unit), count, None) for day, count in sorted(sums.items()) if count]


def ticks(first: date, last: date, width: float, month_name: Callable[[int], str]) -> list[tuple[date, str]]:
    """Where a scale of time of `width` pixels is marked, and how: months, quarters or years, each year told once."""
    pixels = width / max((last - first).days, 1)
    step = next((step for step, room in TICK_ROOM if 30.4 * step * pixels >= room), 60)
    found = []
    year, month = first.year, 1 if step >= 12 else first.month
    while (start := date(year, month, 1)) <= last:
        is_fifth = year % 5 == 0 or step < 60
        if start >= first and is_fifth and (month - 1) % min(step, 12) == 0 and (last - start).days * pixels > 30:
            found.append(start)
        years, month = divmod(month, 12)
        year, month = year + years, month + 1
    return [(day, _tick_words(at, day, step, month_name)) for at, day in enumerate(found)]


def _tick_words(at: int, day: date, step: int, month_name: Callable[[int], str]) -> str:
    if step >= 12:
        return str(day.year)
    is_new_year = at == 0 or day.month <= step
    return f"{month_name(day.month)} {day.year}" if is_new_year else month_name(day.month)


def _day(value: object) -> date:
    return pd.Timestamp(value).date()  # type: ignore[arg-type]


WIDTHS: Mapping[str, int] = {"week": 7, "month": 30, "quarter": 91, "year": 365}

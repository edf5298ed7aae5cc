"""Places compared, and how far their cases came: small tables made of those of `warehouse.page_regions`."""

from collections.abc import Sequence
from math import nan
from statistics import median
from typing import Any

import pandas as pd

from warehouse.page_regions import STOPS

# A rate over fewer stories or measures, or a median over fewer cases, says more about chance than about a place.
MIN_BASE = 5
MIN_DAYS = 3
SUMS = ("story_count", "outlet_count", "case_count", "taken_count", "punish_count")
# Stops from which a median is counted to the next; the last two leave the line.
LINE = ("reported", "clarified", "decided", "recommended", "official", "sanctioned")


def rates(frame: pd.DataFrame, durations: pd.DataFrame, whole: tuple[str, str]) -> pd.DataFrame:
    """The rates of places, and of all of them together in a last row of the code and name `whole`.

    `frame` has the columns of `page_regions.provinces` or `areas`, `durations` code and days, its codes those of
    `frame` or of areas within. Columns: code, name, is_covered, the counts of `SUMS`, and

    - stories_per_outlet: stories about the place by outlets at home in it; NaN without an outlet;
    - cases_per_100: cases by stories, times 100; NaN below MIN_BASE stories;
    - punish_share: measures taken that punish, of all taken; NaN below MIN_BASE;
    - days, day_count: median days from report to penalty over so many cases; NaN below MIN_DAYS cases.

    Together means all counts added up, then divided: a story about two places counts in each. Stories about places
    without an outlet at home are not in the first rate of all.
    """
    rows: list[dict[str, Any]] = []
    for row in frame[["code", "name", "is_covered", *SUMS]].to_dict("records"):
        counts = {name: None if pd.isna(row[name]) else int(row[name]) for name in SUMS}
        rows.append({"code": str(row["code"]), "name": row["name"], "is_covered": bool(row["is_covered"]), **counts})
    together = {name: sum(row[name] or 0 for row in rows) for name in SUMS}
    watched = sum(row["story_count"] or 0 for row in rows if row["outlet_count"])
    days: dict[str, list[int]] = {row["code"]: [] for row in rows}
    for code, between in zip(durations["code"], durations["days"], strict=True):
        for place in {str(code), str(code)[:2]} & days.keys():
            days[place].append(int(between))
    every = {"code": whole[0], "name": whole[1], "is_covered": True, **together}
    found = [_rated(row, row["story_count"], days[row["code"]]) for row in rows]
    return pd.DataFrame([*found, _rated(every, watched, [int(n) for n in durations["days"]])])


def _rated(row: dict[str, Any], watched: int | None, days: Sequence[int]) -> dict[str, Any]:
    """A row of counts with its rates; `watched` are the stories that count by outlet."""
    per_100 = _ratio(row["case_count"], row["story_count"], MIN_BASE)
    return row | {
        "stories_per_outlet": _ratio(watched, row["outlet_count"], 1),
        "cases_per_100": 100 * per_100,
        "punish_share": _ratio(row["punish_count"], row["taken_count"], MIN_BASE),
        "day_count": len(days),
        "days": float(median(days)) if len(days) >= MIN_DAYS else nan,
    }


def _ratio(above: int | None, below: int | None, least: int) -> float:
    return nan if above is None or below is None or below < least else above / below


def stops(cases: pd.DataFrame) -> pd.DataFrame:
    """The stops of `STOPS` in order: stop, case_count, days, pair_count.

    `cases` is `page_regions.case_stops`. `case_count` is the cases in which an article tells the step: none is supposed
    because a later one is told. `days` is the median from the stop before, over the `pair_count` cases that have the
    very day of both, NaN where there is none.
    """
    days = cases.dropna(subset=["stop"]).pivot(index="case_id", columns="stop", values="day")
    rows = []
    for stop in STOPS:
        row = {"stop": stop, "case_count": int((cases["stop"] == stop).sum()), "days": float("nan"), "pair_count": 0}
        at = LINE.index(stop) if stop in LINE else 0
        if at and stop in days and LINE[at - 1] in days:
            between = (pd.to_datetime(days[stop]) - pd.to_datetime(days[LINE[at - 1]])).dt.days.dropna()
            between = between[between >= 0]
            row |= {"days": float(between.median()), "pair_count": len(between)}
        rows.append(row)
    return pd.DataFrame(rows)


def nearest(frame: pd.DataFrame, code: str, most: int = 4) -> Sequence[str]:
    """The codes of the areas whose seats lie nearest to that of an area, the nearest first."""
    placed = frame.dropna(subset=["lat", "lon"])
    here = placed[placed["code"] == code]
    if here.empty:
        return []
    lat, lon = float(here["lat"].iloc[0]), float(here["lon"].iloc[0])
    others = placed[placed["code"] != code]
    distance = (others["lat"] - lat) ** 2 + (others["lon"] - lon) ** 2
    return [str(other) for other in others.assign(distance=distance).sort_values(["distance", "code"])["code"][:most]]

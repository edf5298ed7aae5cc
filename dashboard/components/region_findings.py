"""Titles of the pages of places: what the counts show clearly, else the question (see `findings`)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components.findings import CLEAR_RATIO, MIN_STORIES, Finding

# So many measures must be known before it is said that few of them punish.
MIN_MEASURES = 20
# The index says where half of the stories are about, where that is so few provinces.
FEW_PROVINCES = 5


def place_findings(
    here: Mapping[str, Any], whole: Mapping[str, Any], peers: pd.DataFrame, *, by_outlet: bool = True
) -> list[Finding]:
    """What can be said of a place, at most two things; none where nothing is clear.

    `here` and `whole` are rows of `rates`, `peers` the places of its level (code, story_count). `by_outlet`: whether
    stories by outlets at home compare at this level.
    """
    found = []
    stories = float(here["story_count"])
    others = peers.loc[peers["code"] != here["code"], "story_count"].dropna()
    if stories >= MIN_STORIES and len(others) and stories >= CLEAR_RATIO * float(others.max()):
        found.append(Finding("regions.finding.most"))
    elif (
        by_outlet
        and stories >= MIN_STORIES
        and (side := _side(here["stories_per_outlet"], whole["stories_per_outlet"]))
    ):
        found.append(Finding(f"regions.finding.stories_{side}"))
    side = _side(here["punish_share"], whole["punish_share"])
    is_enough = {"more": here["punish_count"] >= MIN_STORIES, "less": here["taken_count"] >= MIN_MEASURES, None: False}
    if is_enough[side]:
        found.append(Finding(f"regions.finding.punish_{side}"))
    return found


def compare_finding(here: Mapping[str, Any], whole: Mapping[str, Any]) -> Finding:
    """Whether a place has clearly more or fewer cases by its stories than all together."""
    side = _side(here["cases_per_100"], whole["cases_per_100"])
    expected = float(whole["cases_per_100"]) / 100 * float(here["story_count"]) if side else 0.0
    if side and max(float(here["case_count"]), expected) >= MIN_STORIES:
        return Finding(f"regions.compare.{side}")
    return Finding("regions.compare.question")


def map_finding(areas: pd.DataFrame) -> Finding:
    """Which area has clearly most stories."""
    counts = areas.dropna(subset=["story_count"]).sort_values("story_count", ascending=False)
    if len(counts):
        first = int(counts["story_count"].iloc[0])
        second = int(counts["story_count"].iloc[1]) if len(counts) > 1 else 0
        if first >= MIN_STORIES and first >= CLEAR_RATIO * second:
            return Finding("regions.map.most", {"name": str(counts["name"].iloc[0])})
    return Finding("regions.map.question")


def flow_finding(case_count: int, sanctioned: int) -> Finding:
    """How many of the cases are told to have ended in a penalty."""
    if case_count >= MIN_STORIES:
        return Finding("regions.flow.found" if sanctioned else "regions.flow.none", {"n": case_count, "k": sanctioned})
    return Finding("regions.flow.question")


def outlets_finding(outlets: pd.DataFrame) -> Finding:
    """Whether the articles come mostly from outlets at home in the place, or mostly from others."""
    every = int(outlets["article_count"].sum())
    home = int(outlets.loc[outlets["is_home"], "article_count"].sum())
    if every >= 2 * MIN_STORIES and home >= CLEAR_RATIO * (every - home):
        return Finding("regions.outlets.home")
    if every >= 2 * MIN_STORIES and every - home >= CLEAR_RATIO * home:
        return Finding("regions.outlets.away")
    return Finding("regions.outlets.question")


def index_finding(provinces: pd.DataFrame) -> Finding:
    """The few provinces that half of the stories are about, each story counted in every province it is about."""
    counts = provinces.dropna(subset=["story_count"]).sort_values(["story_count", "code"], ascending=[False, True])
    total = int(counts["story_count"].sum())
    if total >= 4 * MIN_STORIES:
        reached = counts["story_count"].cumsum() * 2 >= total
        number = int(reached.to_numpy().argmax()) + 1
        if number <= FEW_PROVINCES:
            return Finding("regions.index.half", {"n": number})
    return Finding("regions.index.question")


def _side(here: float, whole: float) -> str | None:
    """ "more" or "less" where one is clearly ahead of the other; None where not, or where one is not known."""
    if pd.isna(here) or pd.isna(whole):
        return None
    if here >= CLEAR_RATIO * whole and here > 0:
        return "more"
    return "less" if whole >= CLEAR_RATIO * here and whole > 0 else None

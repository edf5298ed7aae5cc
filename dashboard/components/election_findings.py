"""What the comparison of elections shows clearly enough to stand in a title; else the question stands there.

Heights depend on how many outlets were read, so a title compares times and shares, and counts per outlet only.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

from dashboard.components.findings import CLEAR_RATIO, MIN_STORIES, Finding

# Peaks nearer to each other than this may have changed places by one release more.
MIN_WEEKS_APART = 2
# A peak stands out where no week that does not touch it comes nearer than this.
PEAK_RATIO = 1.25
# Shares of fewer measures than this are not compared; they differ where chance would do so once in twenty or less.
MIN_ITEMS, MIN_POINTS, Z_95 = 40, 0.05, 1.96


def clear_peak(weeks: Mapping[int, int]) -> int | None:
    """The week to the vote in which reporting peaks, None where no week stands out; `weeks` are stories by week."""
    if not weeks:
        return None
    week = max(weeks, key=lambda no: (weeks[no], no))
    rivals = [count for no, count in weeks.items() if abs(no - week) > 1]
    if weeks[week] < MIN_STORIES or weeks[week] < PEAK_RATIO * max(rivals, default=0):
        return None
    return week


def timing_finding(weeks: Sequence[Mapping[int, int]]) -> Finding:
    """Whether the first election's peak lies nearer to its vote than the second's, both before it."""
    if len(weeks) != 2:
        return Finding("elections.question_when")
    first, second = (clear_peak(found) for found in weeks)
    if first is None or second is None or max(first, second) >= 0 or abs(first - second) < MIN_WEEKS_APART:
        return Finding("elections.question_when")
    key = "elections.peak_nearer" if first > second else "elections.peak_earlier"
    return Finding(key, {"n": abs(first - second)})


def shares_finding(groups: Sequence[Mapping[str, int]]) -> Finding:
    """Whether acting and punishing have another share in the first election than in the second; items by group."""
    if len(groups) != 2:
        return Finding("elections.question_shares")
    totals = [sum(found.values()) for found in groups]
    if min(totals) < MIN_ITEMS:
        return Finding("elections.question_shares")
    hard = [found.get("act", 0) + found.get("punish", 0) for found in groups]
    shares = [count / total for count, total in zip(hard, totals, strict=True)]
    together = sum(hard) / sum(totals)
    error = sqrt(together * (1 - together) * sum(1 / total for total in totals))
    gap = shares[0] - shares[1]
    if abs(gap) < MIN_POINTS or not error or abs(gap) / error < Z_95:
        return Finding("elections.question_shares")
    return Finding("elections.shares_harder" if gap > 0 else "elections.shares_softer")


def states_finding(proven: Sequence[int], outlets: Sequence[int], *, is_comparable: bool) -> Finding:
    """Whether proven conduct is told more often per outlet in the first election than in the second."""
    if not is_comparable or len(proven) != 2 or min(proven) < 2 * MIN_STORIES or not min(outlets):
        return Finding("elections.question_states")
    rates = [count / outlet for count, outlet in zip(proven, outlets, strict=True)]
    if rates[0] >= CLEAR_RATIO * rates[1]:
        return Finding("elections.proven_more")
    if rates[1] >= CLEAR_RATIO * rates[0]:
        return Finding("elections.proven_fewer")
    return Finding("elections.question_states")


def places_finding(pairs: Sequence[tuple[int, int]], *, is_comparable: bool) -> Finding:
    """In how many provinces there are more stories in the first election than in the second, of those in both.

    Only where the outlets are known and equally many (`is_comparable`): else more outlets alone would raise it.
    """
    told = [(now, then) for now, then in pairs if now or then]
    if not is_comparable or len(told) < MIN_STORIES:
        return Finding("elections.question_places")
    rose = sum(now > then for now, then in told)
    if rose >= 0.75 * len(told):
        return Finding("elections.places_rose", {"n": rose, "total": len(told)})
    return Finding("elections.question_places")

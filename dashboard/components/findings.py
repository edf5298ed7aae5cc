"""Titles that say what the data shows, and fall back to the question where it does not show it clearly.

Plain functions from counts to a key of the texts and its values; nobody writes a title by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from warehouse.queries import Filters

# A ratio of fewer stories than this on either side says more about chance than about the press.
MIN_STORIES = 5
# How far ahead the leading side must be, so that one more story would not turn the title over.
CLEAR_RATIO = 1.5
# Two weeks before voting day are the last of the campaign and the quiet period.
LAST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Finding:
    """The key of a text and the values it takes."""

    key: str
    values: dict[str, int | str] = field(default_factory=dict)


def main_finding(stories: Mapping[str, int]) -> Finding:
    """Reminders against sanctions, in independent stories that report at least one of the kind.

    `stories` are counts by measure type, taken measures only.
    """
    reminders, sanctions = stories.get("reminder", 0), stories.get("sanction_imposed", 0)
    if min(reminders, sanctions) < MIN_STORIES:
        return Finding("finding.question")
    if reminders >= CLEAR_RATIO * sanctions:
        ratio = reminders / sanctions
        nearest = round(ratio)
        if abs(ratio - nearest) <= 0.15 and nearest >= 2:
            return Finding("finding.reminders_per_sanction", {"n": nearest})
        return (
            Finding("finding.more_reminders") if ratio < 2 else Finding("finding.over_per_sanction", {"n": int(ratio)})
        )
    if sanctions >= CLEAR_RATIO * reminders:
        return Finding("finding.more_sanctions")
    return Finding("finding.question")


def peak_finding(weeks: pd.DataFrame, voting_date: date | None) -> Finding:
    """Whether reporting peaks in the last two weeks before the vote.

    It does where these two weeks (full days, by the Mondays the weeks begin on) hold more articles than any other two
    weeks in a row, by the clear ratio. `weeks` are the columns of `articles_by_week`.
    """
    if voting_date is None or weeks.empty:
        return Finding("finding.when")
    counts = weeks.set_index(pd.to_datetime(weeks["week_start_date"]).dt.date)["article_count"]
    monday = voting_date - timedelta(days=voting_date.weekday())
    last = {monday - timedelta(days=7), monday}
    pairs = counts + counts.shift(-1, fill_value=0)
    in_last = int(counts[[day in last for day in counts.index]].sum())
    # Pairs that share a week with the last two are part of the peak, not its rivals.
    rivals = [int(n) for day, n in pairs.items() if not {day, day + timedelta(days=7)} & last]  # type: ignore[operator]
    if in_last >= 2 * MIN_STORIES and in_last >= CLEAR_RATIO * max(rivals, default=0):
        return Finding("finding.peak_before_vote")
    return Finding("finding.when")


def voting_date(f: Filters, stages: pd.DataFrame) -> date | None:
    """The voting day where one election is chosen."""
    if len(f.elections) != 1 or stages.empty or pd.isna(stages["voting_date"].iloc[0]):
        return None
    return pd.Timestamp(stages["voting_date"].iloc[0]).date()

"""Titles follow the counts, and ask where the counts are not clear."""

from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.components.findings import Finding, main_finding, peak_finding


@pytest.mark.parametrize(
    ("stories", "finding"),
    [
        ({}, Finding("finding.question")),
        ({"reminder": 400, "sanction_imposed": 4}, Finding("finding.question")),
        ({"reminder": 61, "sanction_imposed": 20}, Finding("finding.reminders_per_sanction", {"n": 3})),
        ({"reminder": 68, "sanction_imposed": 20}, Finding("finding.over_per_sanction", {"n": 3})),
        ({"reminder": 34, "sanction_imposed": 20}, Finding("finding.more_reminders")),
        ({"reminder": 22, "sanction_imposed": 20}, Finding("finding.question")),
        ({"reminder": 10, "sanction_imposed": 20}, Finding("finding.more_sanctions")),
    ],
)
def test_main_finding(stories, finding):
    assert main_finding(stories) == finding


def weeks(counts: list[int], last: date) -> pd.DataFrame:
    days = [last - timedelta(days=7 * back) for back in reversed(range(len(counts)))]
    return pd.DataFrame({"week_start_date": pd.to_datetime(days), "article_count": counts})


VOTING = date(2024, 11, 27)  # a Wednesday; its week begins on the 25th
MONDAY = date(2024, 11, 25)


@pytest.mark.parametrize(
    ("counts", "voting", "key"),
    [
        ([2, 3, 2, 8, 9], VOTING, "finding.peak_before_vote"),
        ([8, 9, 2, 8, 9], VOTING, "finding.when"),
        ([1, 0, 0, 3, 3], VOTING, "finding.when"),
        ([2, 3, 2, 8, 9], None, "finding.when"),
        ([], VOTING, "finding.when"),
    ],
)
def test_peak_finding(counts, voting, key):
    assert peak_finding(weeks(counts, MONDAY), voting).key == key

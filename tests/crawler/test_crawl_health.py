"""A run's report, what is told of it, and what an outlet's own history makes of it."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from crawler import crawl_health
from crawler.__main__ import app
from crawler.crawl_drift import find_drift
from crawler.crawl_health import (
    Sharer,
    entries_of,
    failures,
    health_lines,
    last_runs,
    read_reports,
    troubles,
    write_health,
)
from crawler.items import Article
from crawler.shares import Share
from crawler.visit import Visit
from crawler.ways.base import Window

TODAY = date(2026, 11, 30)
OUTLET = SimpleNamespace(
    id="kabar", name="Kabar", host="www.kabar.id", home="18.72", timezone=ZoneInfo("Asia/Jayapura")
)


@dataclass
class Seen:
    stats: Counter = field(default_factory=Counter)
    problems: list = field(default_factory=list)
    left: str | None = None
    lengths: list = field(default_factory=list)
    published: Counter = field(default_factory=Counter)
    outlet: object = field(default_factory=lambda: OUTLET)


def days_ago(first, last, count):
    """So many articles on each day, from so many days ago to so many."""
    return {(TODAY - timedelta(days=n)).isoformat(): count for n in range(last, first + 1)}


@pytest.fixture
def clock(monkeypatch):
    """Sets the moment of the reports; in Jayapura it is the next day from 15:00 UTC on."""

    def at(moment):
        monkeypatch.setattr(crawl_health, "now", lambda: moment)

    at("2026-11-29T20:00:00+00:00")
    return at


def test_a_visit_counts_what_is_missing_and_what_is_stored():
    visit = Visit(OUTLET, [])
    visit.count(Article("a", "x" * 100, title="T", published="2026-11-29T08:00:00+09:00"), "new")
    visit.count(Article("b", "x" * 300, author="Siti"), "new version")
    visit.count(Article("c", "x" * 900), "unchanged")
    assert visit.stats == Counter(
        {"new": 1, "new version": 1, "unchanged": 1, "without title": 1, "without date": 1, "without author": 1}
    )
    assert (visit.lengths, visit.published) == ([100, 300], Counter({"2026-11-29": 1}))


def test_a_report(tmp_path, clock):
    seen = Seen(
        stats=Counter({"found": 9, "new": 2}), lengths=[300, 100, 200],
        published=Counter({"2026-11-20": 1, "2026-11-29": 2, "2020-01-01": 1, "2027-01-01": 1}),
    )  # fmt: skip
    window = Window(TODAY, since=date(2026, 11, 1), until=date(2026, 12, 5), topic=True)
    write_health(tmp_path, 1, [seen], True, window)
    (report,) = read_reports(tmp_path)
    assert (report["since"], report["until"], report["is_topic"]) == ("2026-11-01", "2026-12-05", True)
    (entry,) = entries_of([report], "kabar")
    assert (entry["today"], entry["since"], entry["found"]) == ("2026-11-30", "2026-11-01", 9)
    assert (entry["text_count"], entry["text_length_median"]) == (3, 200)
    assert entry["published_days"] == {"2026-11-20": 1, "2026-11-29": 2}
    assert (entry["last_published"], entry["days_silent"]) == ("2026-11-29", 1)


def test_the_newest_article_is_remembered_over_runs(tmp_path, clock):
    write_health(tmp_path, 1, [Seen(published=Counter({"2026-11-29": 2}))], True)
    clock("2026-12-03T03:00:00+00:00")
    write_health(tmp_path, 2, [Seen()], True)
    (entry,) = entries_of(read_reports(tmp_path, 1), "kabar")
    assert (entry["last_published"], entry["days_silent"]) == ("2026-11-29", 4)
    write_health(tmp_path, 3, [Seen(outlet=SimpleNamespace(**{**vars(OUTLET), "id": "lain"}))], True)
    (entry,) = entries_of(read_reports(tmp_path, 1), "lain")
    assert (entry["last_published"], entry["days_silent"]) == (None, None)


def test_a_run_that_was_stopped_and_gone_on_with_is_told_as_one(tmp_path, clock):
    first = Seen(Counter({"found": 9, "refused": 1}), ["a"], None, [100], Counter({"2026-11-28": 1}))
    other = Seen(Counter({"found": 5}), outlet=SimpleNamespace(**{**vars(OUTLET), "id": "lain"}))
    # It has gone on counting from where it was stopped; the other outlet was not visited any more.
    second = Seen(Counter({"found": 9, "refused": 1, "new": 3}), ["a", "b"], "refused", [100, 400, 400, 400])
    write_health(tmp_path, 1, [first, other], False)
    write_health(tmp_path, 1, [second], True)
    (report,) = read_reports(tmp_path)
    entry = report["outlets"]["kabar"]
    assert report["is_finished"]
    assert (entry["found"], entry["new"], entry["refused"], entry["left"]) == (9, 3, 1, "refused")
    assert (entry["problems"], entry["problem_count"]) == (["a", "b"], 2)
    assert entry["text_count"] == 4
    assert report["outlets"]["lain"]["found"] == 5


def test_a_broken_report_costs_no_other(tmp_path, clock, caplog):
    write_health(tmp_path, 1, [Seen(published=Counter({"2026-11-29": 2}))], True)
    broken = tmp_path / "crawl" / "health" / "run000002.json"
    broken.write_text("{")
    write_health(tmp_path, 3, [Seen()], True)
    assert "run000002.json: cannot be read" in caplog.text
    assert json.loads((broken.parent / "run000003.json").read_text())["outlets"]["kabar"]["days_silent"] == 1
    with pytest.raises(ValueError, match=r"run000002\.json: cannot be read"):
        read_reports(tmp_path)
    broken.write_text("[]")
    found = CliRunner().invoke(app, ["health", "--data", str(tmp_path)])
    assert found.exit_code == 1
    assert "run000002.json: no report of a crawl" in caplog.text


def test_failures_by_kind():
    entry = {"refused": 2, "status 500": 1, "failed: TimeoutError": 3, "barred": 0, "gone": 7, "found": 9, "left": None}
    assert failures(entry) == {"refused": 2, "status 500": 1, "failed: TimeoutError": 3}


@pytest.mark.parametrize(
    ("entry", "before", "line"),
    [
        ({"left": "refused", "found": 3}, [], "left: refused"),
        ({"found": 0}, [{"found": 7}], "nothing found, 7 before"),
        ({"found": 0, "leads": 0, "barred": 5}, [], "no list of it named an article: 5 barred"),
        ({"found": 0, "asked": 2}, [{"found": 0}], "no list of it named an article: 2 lists were read"),
        (
            {"found": 9, "fetched": 4, "failed: TimeoutError": 2, "status 502": 1},
            [],
            "3 requests failed (2 TimeoutError, 1 status 502), 4 pages were fetched",
        ),
        ({"found": 9, "text lost": 2}, [], "2 articles lost their text"),
        ({"found": 9, "new": 6, "without date": 4}, [], "4 of 6 articles without date"),
        (
            {"found": 9, "new": 6, "without author": 6},
            [{"found": 9, "new": 10, "without author": 1}],
            "6 of 6 articles without author; before, 9 of 10 had one",
        ),
        ({"found": 9, "new": 6, "without author": 6}, [{"found": 9, "new": 10, "without author": 9}], None),
        ({"found": 9, "new": 6, "without author": 6}, [{"found": 9, "new": 10}], None),
        ({"found": 9, "fetched": 6, "no article": 4}, [], "4 of 6 pages were no article"),
        ({"found": 9, "fetched": 9, "new": 9, "without date": 1, "status 500": 1}, [{"found": 9}], None),
    ],
)
def test_troubles(entry, before, line):
    assert troubles(entry, before) == ([line] if line else [])


def entry_of(published=None, last=None, **values):
    published = published or {}
    newest = last or max(published, default=None)
    return {
        "today": TODAY.isoformat(),
        "is_topic": False,
        "published_days": published,
        "last_published": newest,
    } | values


@pytest.mark.parametrize(
    ("entry", "before", "line"),
    [
        # Twenty a day, and none for four whole days.
        (
            entry_of(last="2026-11-25"),
            [days_ago(40, 5, 20)],
            "no article of the last 4 days: the newest is of 2026-11-25; before, 20.0 a day",
        ),
        # Yesterday may be late, and today is not over.
        (entry_of(last="2026-11-28"), [days_ago(40, 2, 20)], None),
        # One a week is silent for two weeks now and then, but not for nine.
        (entry_of(last="2026-11-15"), [{"2026-11-15": 1, "2026-11-08": 1, "2026-11-01": 1, "2026-10-25": 1}], None),
        (
            entry_of(last="2026-10-01"),
            [{"2026-10-01": 1, "2026-09-24": 1, "2026-09-17": 1, "2026-09-10": 1}],
            "no article of the last 59 days: the newest is of 2026-10-01; before, 0.1 a day",
        ),
        # A run that was to look at old days alone says nothing of new ones.
        (entry_of(last="2026-11-25", until="2026-11-26"), [days_ago(40, 5, 20)], None),
        # What the run did not ask for is not silent.
        (entry_of(last="2026-11-20", since="2026-11-29"), [days_ago(40, 10, 20)], None),
        (
            entry_of(days_ago(7, 1, 2)),
            [days_ago(40, 8, 20)],
            "14 articles of the last 7 days; 140 would be usual (20.0 a day before)",
        ),
        (entry_of(days_ago(7, 1, 10)), [days_ago(40, 8, 20)], None),
        (
            entry_of(days_ago(3, 1, 2), since="2026-11-27"),
            [days_ago(40, 8, 20)],
            "6 articles of the last 3 days; 60 would be usual (20.0 a day before)",
        ),
        # A run for the subject alone is no measure for one of everything.
        (entry_of(days_ago(7, 1, 2), is_topic=True), [days_ago(40, 8, 20)], None),
        (entry_of(), [], None),
    ],
)
def test_articles_a_day(entry, before, line):
    earlier = [entry_of(one) for one in before]
    assert find_drift(entry, earlier) == ([line] if line else [])


@pytest.mark.parametrize(
    ("count", "length", "before", "line"),
    [
        (12, 420, [(30, 1900), (5, 100)], "texts are short: a median of 420 characters in 12 articles, 1,900 before"),
        (12, 1000, [(30, 1900)], None),
        (4, 420, [(30, 1900)], None),
        (12, 420, [(19, 1900)], None),
        (0, None, [(30, 1900)], None),
        (12, 420, [(0, None)], None),
    ],
)
def test_length_of_texts(count, length, before, line):
    earlier = [entry_of(text_count=number, text_length_median=median) for number, median in before]
    assert find_drift(entry_of(text_count=count, text_length_median=length), earlier) == ([line] if line else [])


def test_reports_of_an_earlier_release_tell_no_drift():
    assert find_drift({"found": 3}, [entry_of(days_ago(40, 5, 20))]) == []
    assert find_drift(entry_of(last="2026-11-25"), [{"found": 3}]) == []


@given(
    st.dictionaries(st.dates(date(2026, 9, 1), TODAY).map(date.isoformat), st.integers(0, 50)),
    st.dictionaries(st.dates(date(2026, 9, 1), TODAY).map(date.isoformat), st.integers(0, 50)),
    st.none() | st.dates(date(2026, 9, 1), TODAY).map(date.isoformat),
)
def test_any_history_is_read(now, before, since):
    assert len(find_drift(entry_of(now, since=since), [entry_of(before)])) <= 1


def test_lines(tmp_path, clock):
    assert health_lines(tmp_path) == ([f"no crawl in {tmp_path} yet: `python -m crawler crawl` makes one"], False)
    write_health(tmp_path, 1, [Seen(Counter({"found": 9, "new": 9}), published=Counter({"2026-11-29": 9}))], True)
    lines, is_well = health_lines(tmp_path)
    assert is_well
    assert lines[1].split()[-2:] == ["days", "silent"]
    assert lines[2].split()[0] == "kabar"
    assert lines[2].split()[-1] == "1"
    write_health(tmp_path, 2, [Seen()], True)
    lines, is_well = health_lines(tmp_path)
    assert (lines[-1], is_well) == ("  ! nothing found, 9 before", False)


def sharer(number, count, hour, crawler=None):
    return Sharer(crawler or f"c{number}", Share(number, count), f"2026-11-29T{hour:02}:00:00+00:00")


def test_reports_of_several_crawlers(tmp_path, clock):
    other = SimpleNamespace(**{**vars(OUTLET), "id": "lain"})
    write_health(tmp_path, 7, [Seen(Counter({"found": 9}))], True)
    write_health(tmp_path, 1, [Seen(Counter({"found": 8}))], True, sharer=sharer(1, 2, 3))
    write_health(tmp_path, 1, [Seen(Counter({"found": 7}), outlet=other)], True, sharer=sharer(2, 2, 3))
    write_health(tmp_path, 2, [Seen(Counter({"found": 6}))], True, sharer=sharer(1, 2, 4))
    reports = read_reports(tmp_path)
    assert [(report["run"], report.get("share")) for report in reports] == [
        (7, None), (1795921200, "1/2"), (1795921200, "2/2"), (1795924800, "1/2"),
    ]  # fmt: skip
    last, absent = last_runs(reports)
    assert (last, absent) == (reports[2:], [])
    lines, is_well = health_lines(tmp_path)
    assert is_well, lines
    assert [line.split()[:2] for line in lines if line.startswith(("kabar", "lain"))] == [["kabar", "6"], ["lain", "7"]]


def test_a_share_that_is_behind_or_never_came_is_told(tmp_path, clock):
    for hour in (3, 4):
        write_health(tmp_path, 1, [Seen(Counter({"found": 9}))], True, sharer=sharer(1, 3, hour))
    write_health(tmp_path, 1, [], True, sharer=sharer(2, 3, 2))
    _, absent = last_runs(read_reports(tmp_path))
    assert len(absent) == 2
    assert absent[0].startswith("share 2/3: its last run is of ")
    assert absent[0].endswith("another share has come to its end 2 times since")
    assert absent[1] == "share 3/3: no run of it is known"
    assert not health_lines(tmp_path)[1]
    # When the outlets are split anew, the old shares are of no account any more.
    write_health(tmp_path, 1, [Seen(Counter({"found": 9}))], True, sharer=sharer(1, 2, 5))
    assert last_runs(read_reports(tmp_path))[1] == ["share 2/2: no run of it is known"]


def test_an_outlet_that_went_to_another_share_is_told_once(tmp_path, clock):
    write_health(tmp_path, 1, [Seen(Counter({"found": 9}))], True, sharer=sharer(1, 2, 3))
    write_health(tmp_path, 1, [Seen(Counter({"found": 4}))], True, sharer=sharer(2, 2, 4))
    lines, _ = health_lines(tmp_path)
    assert [line.split()[1] for line in lines if line.startswith("kabar")] == ["4"]

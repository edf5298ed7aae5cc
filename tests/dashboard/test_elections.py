"""The page of elections: every count against SQL written by hand over the base tables, and against what it opens."""

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd
import plotly.graph_objects as go
import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.address import parse_address
from dashboard.app import create_app
from dashboard.components.election_findings import (
    clear_peak,
    places_finding,
    shares_finding,
    states_finding,
    timing_finding,
)
from dashboard.components.election_parts import chosen_elections, group_rows, panel_rows, state_rows
from dashboard.components.request import Request, View
from dashboard.figures.aligned import Compared, Span, aligned_lines
from dashboard.figures.multiples import short_place
from dashboard.pages import elections
from dashboard.theme import GROUPS
from tests.dashboard.shown_pages import figures_of, words_of
from warehouse import page_elections as asked_of
from warehouse import queries
from warehouse.connection import Warehouse, warehouse_path
from warehouse.queries import Filters

IDS = ("pilkada-2024", "pilkada-2020")
SELECTIONS = [
    Filters(),
    Filters(relevance=("core",)),
    Filters(provinces=("64", "91")),
    Filters(measures=("reminder",), measure_statuses=("taken",)),
    Filters(text="netralitas"),
]
SEARCHES = [
    "",
    "&show=articles",
    "&show=all",
    "&election=pilkada-2024",
    "&election=pilkada-2020,pemilu-2024,pilkada-2018,pemilu-2019",
]
WINDOW = "a.report_date BETWEEN e.voting_date - 147 AND e.voting_date + 62"


def request_of(warehouse: Warehouse, search: str = "", view: View | None = None) -> Request:
    return Request(parse_address("/elections", search), view or View(), warehouse)


@pytest.fixture
def con(warehouse):
    cursor = warehouse.cursor()
    yield cursor
    cursor.close()


def test_counts_and_weeks_are_those_of_the_base_tables(con):
    expected = con.execute(
        f"""SELECT e.election_id,
                count(*) FILTER (WHERE {WINDOW}),
                count(DISTINCT a.story_id) FILTER (WHERE {WINDOW}),
                count(DISTINCT a.outlet_id) FILTER (WHERE {WINDOW}),
                count(*) FILTER (WHERE a.report_date < e.voting_date - 147),
                count(*) FILTER (WHERE a.report_date > e.voting_date + 62),
                count(*) FILTER (WHERE a.report_date IS NULL)
            FROM articles AS a JOIN article_elections USING (article_id) JOIN elections AS e USING (election_id)
            WHERE e.election_id IN ('pilkada-2024', 'pilkada-2020') AND a.relevance IN ('core', 'mention')
            GROUP BY ALL ORDER BY e.election_id DESC"""
    ).fetchall()
    frame = asked_of.election_counts(con, Filters(), IDS)
    assert frame.drop(columns="voting_date").to_numpy().tolist() == [list(row) for row in expected]
    weeks = con.execute(
        f"""SELECT e.election_id, floor((a.report_date - e.voting_date) / 7)::INTEGER AS week_no,
                count(*), count(DISTINCT a.story_id)
            FROM articles AS a JOIN article_elections USING (article_id) JOIN elections AS e USING (election_id)
            WHERE e.election_id IN ('pilkada-2024', 'pilkada-2020') AND a.relevance IN ('core', 'mention') AND {WINDOW}
            GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    assert asked_of.stories_by_week(con, Filters(), IDS).to_numpy().tolist() == [list(row) for row in weeks]
    assert len(weeks) > 10


@pytest.mark.parametrize("f", SELECTIONS)
def test_every_week_opens_to_as_many(con, f):
    votes = dict(con.execute("SELECT election_id, voting_date FROM elections").fetchall())
    for row in asked_of.stories_by_week(con, f, IDS).to_dict("records"):
        days = asked_of.week_days(votes[row["election_id"]], row["week_no"])
        found = queries.articles_count(con, asked_of.within(f, row["election_id"], *days))
        assert (found.article_count, found.story_count) == (row["article_count"], row["story_count"])
    for row in asked_of.election_counts(con, f, IDS).to_dict("records"):
        days = asked_of.window(votes[row["election_id"]])
        found = queries.articles_count(con, asked_of.within(f, row["election_id"], *days))
        assert (found.article_count, found.story_count) == (row["article_count"], row["story_count"])


@pytest.mark.parametrize("f", SELECTIONS)
def test_items_and_pledges_open_to_as_many_sentences(con, f):
    votes = dict(con.execute("SELECT election_id, voting_date FROM elections").fetchall())
    for row in asked_of.items_by_type(con, f, IDS).to_dict("records"):
        own = asked_of.within(f, row["election_id"], *asked_of.window(votes[row["election_id"]]))
        assert queries.evidence_count(con, own, row["kind"], row["type"], row["status"]).item_count == row["item_count"]
    pledges = asked_of.pledge_days(con, f, IDS)
    for row in pledges.to_dict("records"):
        day = row["day"].date()
        own = asked_of.within(f, row["election_id"], day, day)
        assert queries.evidence_count(con, own, "measure", "pledge", "taken").item_count == row["item_count"]
        assert asked_of.FIRST_DAY <= row["days"] < 0


@pytest.mark.parametrize("f", SELECTIONS)
def test_provinces_count_on_the_map_of_the_day(con, f):
    votes = dict(con.execute("SELECT election_id, voting_date FROM elections").fetchall())
    frame = asked_of.stories_by_province(con, f, IDS)
    whole = frame[frame["is_total"]]
    assert whole.groupby("election_id").size().to_dict() == {"pilkada-2020": 34, "pilkada-2024": 38}
    for row in whole[whole["is_covered"]].to_dict("records"):
        days = asked_of.window(votes[row["election_id"]])
        own = asked_of.within(f, row["election_id"], *days)
        # The list that the number opens: any of today's provinces that lay in it, and those of the filter as well.
        chosen = [code for code in row["today_codes"] if not f.provinces or code in f.provinces]
        if f.provinces:
            continue
        found = queries.articles_count(con, replace(own, provinces=tuple(chosen)))
        assert (found.article_count, found.story_count) == (row["article_count"], row["story_count"])
    papua = whole[(whole["province_code"] == "91")].set_index("election_id")["today_codes"]
    assert papua["pilkada-2020"] == ["91", "93", "94", "95"]
    assert papua["pilkada-2024"] == ["91"]


def test_provinces_are_those_of_region_periods(con):
    expected = con.execute(
        f"""SELECT r.election_id, r.province_code, count(DISTINCT a.article_id), count(DISTINCT a.story_id)
            FROM articles AS a
            JOIN article_elections AS x USING (article_id)
            JOIN elections AS e USING (election_id)
            JOIN article_primary_regions AS p USING (article_id)
            JOIN election_regions AS r ON r.election_id = e.election_id AND r.today_code = p.region_code
            WHERE e.election_id IN ('pilkada-2024', 'pilkada-2020') AND a.relevance IN ('core', 'mention')
                AND r.province_code IS NOT NULL AND {WINDOW}
            GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    frame = asked_of.stories_by_province(con, Filters(), IDS)
    told = frame[frame["is_total"] & (frame["article_count"].fillna(0) > 0)]
    rows = told.sort_values(["election_id", "province_code"])
    columns = ["election_id", "province_code", "article_count", "story_count"]
    assert rows[columns].to_numpy().tolist() == [list(row) for row in expected]


def test_every_province_of_then_is_whole_provinces_of_today(con):
    cut = con.execute(
        """SELECT count(*) FROM (
            SELECT election_id, t.province_code FROM election_regions AS r JOIN regions AS t ON t.code = r.today_code
            WHERE r.province_code IS NOT NULL GROUP BY ALL HAVING count(DISTINCT r.province_code) > 1)"""
    ).fetchone()
    assert cut == (0,)


def test_default_is_the_two_latest_of_the_kind_most_told(warehouse):
    assert [found.election_id for found in chosen_elections(request_of(warehouse))] == list(IDS)
    asked = chosen_elections(request_of(warehouse, "?election=pemilu-2024,pilkada-2024,nothing-2024"))
    assert [found.election_id for found in asked] == ["pilkada-2024", "pemilu-2024"]
    # Two of one year need more than the year to be told apart.
    assert [found.label for found in asked] == ["Pilkada 2024", "Pemilu 2024"]
    many = request_of(warehouse, "?election=pemilu-2024,pilkada-2024,pilkada-2020,pilkada-2018,pemilu-2019")
    assert len(chosen_elections(many)) == 4


@pytest.fixture
def watched_dir(gold_dir, tmp_path):
    """The gold warehouse with the record of one crawl: of all outlets, over the days of one election only."""
    data_dir = tmp_path / "watched"
    data_dir.mkdir()
    shutil.copy(warehouse_path(gold_dir), warehouse_path(data_dir))
    con = duckdb.connect(str(warehouse_path(data_dir)))
    con.execute(
        """INSERT INTO crawl_visits BY NAME
        SELECT 1 AS run_id, TIMESTAMP '2025-03-01' AS crawled_at, outlet_id AS outlet, outlet_id, name, region_code,
            DATE '2024-06-01' AS since_date, false AS is_topic, 1 AS found_count, 1 AS fetched_count, 1 AS stored_count,
            1 AS new_count, 0 AS new_version_count, 0 AS unchanged_count, 0 AS known_count, 0 AS withdrawn_count,
            0 AS gone_count, 0 AS failed_count, 0 AS no_article_count, 0 AS text_lost_count, 0 AS without_title_count,
            0 AS without_date_count, true AS is_finished FROM outlets"""
    )
    con.close()
    return data_dir


def test_outlets_are_watched_where_a_window_touches(watched_dir, warehouse):
    watched = Warehouse(warehouse_path(watched_dir))
    con = watched.cursor()
    rows = asked_of.outlets_watched(con, IDS).set_index("election_id")
    outlets = con.execute("SELECT count(*) FROM outlets").fetchone()[0]
    assert rows.loc["pilkada-2024"].tolist() == [outlets, 0]
    assert rows.loc["pilkada-2020", "watched_count"] == 0
    assert rows.loc["pilkada-2020", "unwatched_count"] > 0
    con.close()
    # Of one election it is known, of two it is not: rates are shown for the one alone.
    one = elections.ask(request_of(watched, "?election=pilkada-2024"))
    assert one.is_comparable
    assert not elections.ask(request_of(watched)).is_comparable
    assert not elections.ask(request_of(warehouse, "?election=pilkada-2024")).is_comparable
    rates = state_rows(request_of(watched), one.elections, one.items, one.outlets, is_comparable=True)
    for row in rates.to_dict("records"):
        assert row["value"] == pytest.approx(100 * row["item_count"] / outlets)
        assert row["words"].endswith(f"({row['item_count']})")
    watched.close()


def test_groups_hold_all_measures_taken(warehouse, con):
    request = request_of(warehouse)
    found = elections.ask(request)
    rows = group_rows(request, found.elections, found.items)
    for election in found.elections:
        own = rows[rows["election_id"] == election.election_id]
        days = asked_of.window(election.voting_date)
        f = asked_of.within(Filters(), election.election_id, *days)
        assert own["item_count"].sum() == queries.evidence_count(con, f, "measure", None, "taken").item_count
        for row in own.to_dict("records"):
            types = GROUPS[row["group"]]
            assert queries.evidence_count(con, f, "measure", types, "taken").item_count == row["item_count"]
            opened = parse_address(*row["href"].split("?", 1))
            assert opened.extra["type"].split(",") == list(types)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("view", [View(), View("dark", is_phone=True)])
def test_page_is_built_and_every_point_opens_within(warehouse, lang, search, view):
    page = elections.content(request_of(warehouse, f"?lang={lang}{search}", view))
    text = words_of(page)
    targets = [value for value in _customdata(json.loads(text)) if value]
    drawn = figures_of(page)
    assert len(drawn) == 4
    for figure in drawn:
        go.Figure(figure)  # ValueError on what Plotly does not know
    assert targets
    assert all(value.startswith(("/articles?", "/evidence?")) for value in targets)
    assert ("lang=en" in targets[0]) == (lang == "en")


def _customdata(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key == "customdata" and isinstance(inner, list) else _customdata(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _customdata(inner)


def test_no_province_is_zero_where_it_is_not_covered(warehouse):
    request = request_of(warehouse, "?show=all")
    found = elections.ask(request)
    every, shown = panel_rows(request, found.elections, found.provinces, "story_count")
    assert [panel["code"] for panel in shown] == sorted(panel["code"] for panel in every)
    assert len(shown) == 38
    hidden = found.provinces.copy()
    is_papua = hidden["province_code"] == "92"
    hidden.loc[is_papua, "is_covered"] = False
    hidden.loc[is_papua, ["article_count", "story_count"]] = pd.NA
    every, _ = panel_rows(request, found.elections, hidden, "story_count")
    (panel,) = [panel for panel in every if panel["code"] == "92"]
    assert set(panel["totals"].values()) == {None}
    assert panel["weeks"] == {}
    assert panel["href"] == ""
    young = next(panel for panel in every if panel["code"] == "96")
    assert young["totals"]["pilkada-2020"] is None


def test_empty_selection_says_what_to_do(warehouse):
    page = elections.content(request_of(warehouse, "?outlet=nobody.example"))
    text = words_of(page)
    assert "Hapus satu saringan" in text
    assert "aligned-figure" not in text


def test_dates_of_other_pages_are_told_not_used(warehouse):
    with_dates, without = (
        json.dumps(elections.content(request_of(warehouse, search)).to_plotly_json(), cls=PlotlyJSONEncoder)
        for search in ("?from=2024-10-01&to=2024-10-31", "")
    )
    assert "tidak dipakai di sini" in with_dates
    assert "tidak dipakai di sini" not in without
    assert elections.ask(request_of(warehouse, "?from=2024-10-01&to=2024-10-31")).counts.equals(
        elections.ask(request_of(warehouse)).counts
    )


def test_names_of_protected_persons_stand_nowhere(warehouse, con):
    names = [row[0] for row in con.execute("SELECT name FROM named.persons WHERE is_protected").fetchall()]
    page = elections.content(request_of(warehouse, "?show=all"))
    text = words_of(page)
    assert not [name for name in names if name in text]


@pytest.mark.parametrize("name", sorted(elections.TABLES))
def test_files_are_what_the_warehouse_tells(gold_dir, con, name):
    answer = create_app(gold_dir).server.test_client().get(f"/download/{name}.csv?lang=en")
    lines = answer.get_data(as_text=True).splitlines()
    rows = list(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))
    assert any("-147" in line or "−147" in line for line in lines if line.startswith("#"))
    base = f"""articles AS a JOIN article_elections USING (article_id) JOIN elections AS e USING (election_id)
        {{}} WHERE e.election_id IN ('pilkada-2024', 'pilkada-2020')
            AND a.relevance IN ('core', 'mention') AND {WINDOW}"""
    expected = {
        "election_weeks": f"SELECT count(*) FROM {base.format('')}",
        "election_measures": f"SELECT count(*) FROM {base.format('JOIN measures AS m USING (article_id)')}",
        "election_violations": f"SELECT count(*) FROM {base.format('JOIN violations AS v USING (article_id)')}",
        "election_provinces": None,
    }[name]
    column = "article_count" if name in ("election_weeks", "election_provinces") else "item_count"
    if expected is None:
        assert len(rows) == 34 + 38
        told = {(row["election_id"], row["province_code"]): row["article_count"] for row in rows}
        frame = asked_of.stories_by_province(con, Filters(), IDS)
        for row in frame[frame["is_total"]].to_dict("records"):
            count = "" if pd.isna(row["article_count"]) else str(row["article_count"])
            assert told[(row["election_id"], row["province_code"])] == count
        return
    assert sum(int(row[column]) for row in rows) == con.execute(expected).fetchone()[0] > 0


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ({-4: 10, -9: 2}, {-9: 8, -2: 3}, "elections.peak_nearer"),
        ({-9: 10}, {-3: 8}, "elections.peak_earlier"),
        ({-4: 10}, {-5: 8}, "elections.question_when"),  # a week apart is chance
        ({-4: 4}, {-9: 8}, "elections.question_when"),  # too few
        ({-4: 10, -9: 9}, {-12: 8}, "elections.question_when"),  # no clear peak
        ({2: 10}, {-9: 8}, "elections.question_when"),  # after the vote
    ],
)
def test_timing(first, second, key):
    assert timing_finding([first, second]).key == key
    assert timing_finding([first]).key == "elections.question_when"


def test_other_findings():
    assert clear_peak({}) is None
    harder, softer = {"prevent": 40, "act": 40, "punish": 20}, {"prevent": 70, "act": 20, "punish": 10}
    assert shares_finding([harder, softer]).key == "elections.shares_harder"
    assert shares_finding([softer, harder]).key == "elections.shares_softer"
    assert shares_finding([harder, {"prevent": 5}]).key == "elections.question_shares"
    assert shares_finding([harder, {"prevent": 42, "act": 38, "punish": 20}]).key == "elections.question_shares"
    assert states_finding([30, 15], [100, 100], is_comparable=True).key == "elections.proven_more"
    assert states_finding([30, 15], [200, 100], is_comparable=True).key == "elections.question_states"
    assert states_finding([30, 15], [100, 100], is_comparable=False).key == "elections.question_states"
    assert states_finding([10, 30], [100, 100], is_comparable=True).key == "elections.proven_fewer"
    assert places_finding([(2, 1)] * 6, is_comparable=True).values == {"n": 6, "total": 6}
    assert places_finding([(2, 1)] * 6, is_comparable=False).key == "elections.question_places"


def test_long_names_are_text_in_figures():
    election = Compared("pilkada-2024", "<b>x</b>" * 20, "<i>2024</i>", date(2024, 11, 27))
    weeks = pd.DataFrame(
        [{"election_id": "pilkada-2024", "week_no": -3, "article_count": 2, "story_count": 1, "href": "/articles"}]
    )
    stages = pd.DataFrame(columns=["election_id", "stage", "start_date", "end_date"])
    pledges = pd.DataFrame(columns=["election_id", "days", "item_count", "href"])
    figure = aligned_lines([election], weeks, stages, pledges, Span(-21, 8), "light", "id")
    text = figure.checked().to_json()
    assert "<i>2024" not in text
    assert "\\u003ci\\u003e2024" not in text
    assert short_place("Kalimantan Utara") == "Kal. Utara"

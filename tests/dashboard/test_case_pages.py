"""The pages of measures and cases: every number against SQL written by hand over the base tables."""

import csv
import io
import json
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from dashboard.address import case_href, parse_address
from dashboard.app import create_app
from dashboard.components.case_track import stop_of
from dashboard.components.case_words import step_state
from dashboard.components.official_figures import figures_table
from dashboard.components.procedure import flow_finding
from dashboard.components.request import Request, View
from dashboard.components.who_did_what import actor_finding
from dashboard.figures.case_track import Branch, TrackStop, case_track
from dashboard.figures.durations import duration_dots
from dashboard.figures.procedure import StopCount, procedure_flow
from dashboard.pages import case as case_page
from dashboard.pages import cases as cases_page
from dashboard.routes import find_page
from warehouse import page_cases, queries
from warehouse.page_cases import EVERY_CASE, REACHED, STATUSES, STOP_BITS, STOPS, Chosen
from warehouse.queries import Filters

FILTERS = [
    Filters(),
    Filters(elections=("pilkada-2020",)),
    Filters(violations=("social_media",), violation_statuses=("alleged",)),
    Filters(measures=("investigation",), measure_statuses=("taken",)),
    Filters(relevance=("core", "mention", "none")),
]


@pytest.fixture(scope="module")
def con(warehouse):
    cursor = warehouse.cursor()
    yield cursor
    cursor.close()


@pytest.fixture(scope="module")
def client(gold_dir):
    return create_app(gold_dir).server.test_client()


@pytest.fixture
def request_of(warehouse):
    def make(address: str, view: View | None = None) -> Request:
        path, _, search = address.partition("?")
        return Request(parse_address(path, f"?{search}"), view or View(), warehouse)

    return make


def by_hand(con, f: Filters) -> set[str]:
    """The cases one of whose articles fits, by the base tables."""
    ids = list(queries.articles_table(con, replace(f, provinces=(), regions=()))["article_id"])
    rows = con.execute(
        "SELECT DISTINCT c.case_id FROM case_articles AS x JOIN cases AS c USING (case_id) "
        "LEFT JOIN regions AS r ON r.code = c.region_code "
        "WHERE list_contains($ids, x.article_id) "
        "AND (len($provinces) = 0 OR list_contains($provinces, r.province_code)) "
        "AND (len($regions) = 0 OR list_contains($regions, c.region_code))",
        {"ids": ids, "provinces": list(f.provinces) or [""][:0], "regions": list(f.regions) or [""][:0]},
    ).fetchall()
    return {case_id for (case_id,) in rows}


def told(con, cases: set[str], stop: str) -> set[str]:
    """Cases of which an article tells a stop, by the events alone."""
    rows = con.execute("SELECT case_id, step, body FROM case_events").fetchall()
    return {case_id for case_id, step, body in rows if case_id in cases and stop in stop_of(step, body)}


def places(con) -> list[Filters]:
    region, province = con.execute(
        "SELECT c.region_code, r.province_code FROM cases AS c JOIN regions AS r ON r.code = c.region_code "
        "WHERE c.region_code LIKE '%.%' GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1"
    ).fetchone()
    return [Filters(regions=(region,)), Filters(provinces=(province,))]


def all_filters(con) -> list[Filters]:
    return [*FILTERS, *places(con)]


def test_a_case_is_selected_where_one_of_its_articles_is(con):
    for f in all_filters(con):
        expected = by_hand(con, f)
        assert expected, f
        table = page_cases.cases_table(con, f)
        assert list(table["case_id"]) == list(dict.fromkeys(table["case_id"]))
        assert set(table["case_id"]) == expected
        assert page_cases.cases_count(con, f) == page_cases.case_flow(con, f).case_count == len(expected)


def test_the_flow_counts_cases_at_every_stop(con):
    for f in all_filters(con):
        cases = by_hand(con, f)
        flow = page_cases.case_flow(con, f)
        at = {stop: told(con, cases, stop) for stop in STOP_BITS}
        assert flow.told == {stop: len(found) for stop, found in at.items()}
        later = {stop: set().union(*(at[name] for name in STOPS[place:])) for place, stop in enumerate(STOPS)}
        assert flow.reached == {**{stop: len(found) for stop, found in later.items()}, "reported": len(cases)}
        states = pd.Series(dict(con.execute("SELECT case_id, status FROM cases").fetchall()), dtype=object).reindex(
            sorted(cases)
        )
        assert flow.states == {status: int((states == status).sum()) for status in STATUSES}
        # Every number opens to as many cases.
        for stop in STOP_BITS:
            assert page_cases.cases_count(con, f, Chosen(stop=stop)) == flow.told[stop]
        for stop in STOPS:
            assert page_cases.cases_count(con, f, Chosen(stop=stop + REACHED)) == flow.reached[stop]
        for status in STATUSES:
            assert page_cases.cases_count(con, f, Chosen(status=status)) == flow.states[status]
        assert page_cases.cases_count(con, f, Chosen(is_ended=True)) == flow.ended_count
        assert page_cases.ended_durations(con, f)["case_count"].sum() == flow.ended_count


def test_days_between_stops_are_of_dated_pairs_only(con):
    events = con.execute(
        "SELECT case_id, step, body, event_date FROM case_events WHERE date_precision = 'day'"
    ).fetchall()
    first: dict[tuple[str, str], object] = {}
    for case_id, step, body, day in events:
        for stop in stop_of(step, body):
            if stop == "official" and step == "sanctioned":
                continue  # the sanction itself is no step before it
            first[case_id, stop] = min(first.get((case_id, stop), day), day)
    cases = by_hand(con, Filters())
    for before, after in pairwise(STOPS):
        days = sorted(
            (first[case, after] - first[case, before]).days
            for case in cases
            if (case, before) in first and (case, after) in first and first[case, after] >= first[case, before]
        )
        gap = page_cases.case_flow(con, Filters()).gaps[after]
        assert gap.case_count == len(days)
        assert gap.median_days == (pd.Series(days).median() if days else None)


def test_only_cases_that_ended_and_are_known_on_two_days_have_a_length(con):
    rows = con.execute(
        "SELECT c.case_id, c.status, f.ended_days, c.first_date FROM cases AS c "
        "JOIN (SELECT DISTINCT case_id, ended_days FROM case_facts) AS f USING (case_id)"
    ).fetchall()
    ends = {"sanctioned": ("sanctioned",), "convicted": ("convicted",), "dropped": ("dropped", "acquitted")}
    found = 0
    for case_id, status, days, first in rows:
        events = con.execute(
            "SELECT step, if(date_precision = 'day', event_date, NULL), reported_date FROM case_events "
            "WHERE case_id = $id",
            {"id": case_id},
        ).fetchall()
        known = [day for _, told, reported in events for day in (told, reported) if day] + ([first] if first else [])
        ended = [
            told or reported for step, told, reported in events if step in ends.get(status, ()) and (told or reported)
        ]
        expected = (min(ended) - min(known)).days if ended and known else None
        assert days == (expected if expected and expected > 0 else None), case_id
        found += days is not None
    assert found >= 3


def test_measures_by_actor_open_to_as_many_sentences(con):
    for f in (Filters(), Filters(elections=("pilkada-2020",))):
        frame = page_cases.measures_by_actor(con, f)
        whole = queries.measures_by_type(con, f)
        assert frame["item_count"].sum() == whole["item_count"].sum()
        assert set(frame["actor_kind"]) >= {"regional", "bawaslu", "central"}
        for row in frame.to_dict("records"):
            asked = (row["type"], row["status"])
            rows = queries.evidence_table(con, f, "measure", *asked, actor_kind=row["actor_kind"])
            count = queries.evidence_count(con, f, "measure", *asked, actor_kind=row["actor_kind"])
            assert row["item_count"] == count.item_count == len(rows)
            assert count.article_count == rows["article_id"].nunique()
            assert count.story_count == rows["story_id"].nunique()


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        ("Bawaslu%", "bawaslu"), ("Panwas%", "bawaslu"), ("KASN", "central"), ("Kemendagri", "central"),
        ("Pemk%", "regional"), ("BKPSDM%", "regional"), ("Inspektorat%", "regional"), ("Kejari%", "justice"),
        ("DPRD%", "other"), (None, "untold"),
    ],
)  # fmt: skip
def test_actors_are_told_by_their_names(con, actor, kind):
    found = con.execute(
        "SELECT DISTINCT f.actor_kind FROM measure_facts AS f JOIN article_facts AS a USING (article_no) "
        "JOIN measures AS m ON m.measure_id = concat(a.article_id, '#m', f.item_no) "
        "WHERE m.actor LIKE $actor OR ($actor IS NULL AND m.actor IS NULL)",
        {"actor": actor},
    ).fetchall()
    assert found in ([(kind,)], [])


def test_sure_evidence_of_one_actor_says_how_much_it_hides(con):
    every = queries.evidence_count(con, Filters(), "measure", actor_kind="bawaslu")
    sure = queries.evidence_count(con, Filters(), "measure", actor_kind="bawaslu", min_confidence=0.8)
    assert sure.item_count + sure.hidden_count == every.item_count > 0
    # Conduct has no actor: asked for one, it stays whole.
    whole = queries.evidence_count(con, Filters(), "violation", status="alleged")
    assert queries.evidence_count(con, Filters(), "violation", status="alleged", actor_kind="bawaslu") == whole


def test_official_figures_open_to_our_cases(con, request_of):
    frame = figures_table(request_of("/cases"))
    assert len(frame) == con.execute("SELECT count(*) FROM official_totals").fetchone()[0]
    every = Filters(relevance=("core", "mention", "none"))
    covered = frame[frame["is_covered"]]
    assert len(covered) > 5
    for row in covered.to_dict("records"):
        chosen = Chosen(total_id=row["total_id"])
        assert page_cases.cases_count(con, every, chosen) == row["case_count"], row["total_id"]
    assert frame.loc[~frame["is_covered"], "case_count"].isna().all()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("view", [View(), View("dark", True)])
def test_every_case_has_its_page(con, request_of, lang, view):
    for (case_id,) in con.execute("SELECT case_id FROM cases ORDER BY event_count DESC, case_id LIMIT 12").fetchall():
        address = case_href(case_id, lang)
        request = request_of(address, view)
        page = find_page(request.address.path)
        text = str(page.content(request).to_plotly_json())
        assert page.section == "cases"
        assert f"/download/case.csv?id={case_id.replace('#', '%23')}" in text
        assert page.title(request)


def test_an_allegation_is_never_shown_as_a_finding(con, request_of):
    for (case_id,) in con.execute(
        "SELECT case_id FROM cases WHERE status = 'alleged' ORDER BY event_count DESC, 1 LIMIT 20"
    ).fetchall():
        request = request_of(case_href(case_id))
        shown = case_page.find(request.address.path).content(request).to_plotly_json()
        head = str(shown["props"]["children"][1])
        assert "glyph-alleged" in head
        assert "glyph-proven" not in head
    for status in ("alleged", "dropped"):
        rows = [
            cases_page.case_row(request_of("/cases"), row)
            for row in page_cases.cases_table(con, Filters(), Chosen(status=status)).to_dict("records")
        ]
        assert rows
        assert not any("●" in row["status"] for row in rows)


@pytest.mark.parametrize(
    ("step", "account", "state"),
    [
        ("reported", "sanctioned", "alleged"), ("recommended", "alleged", "alleged"), ("recommended", "found", "found"),
        ("decided", None, "alleged"), ("sanctioned", "sanctioned", "sanctioned"), ("dropped", "found", "dropped"),
        ("acquitted", "alleged", "dropped"), ("charged", "convicted", "alleged"),
    ],
)  # fmt: skip
def test_a_step_says_no_more_than_it_decides(step, account, state):
    assert step_state(step, account) == state


def test_sentences_of_events_hold_their_words(con):
    for (case_id,) in con.execute("SELECT case_id FROM cases WHERE event_count > 0 ORDER BY 1 LIMIT 20").fetchall():
        found = page_cases.case(con, case_id)
        rows = con.execute(
            "SELECT what, article_id, start_char, words FROM case_evidence WHERE case_id = $id AND kind = 'event'",
            {"id": case_id},
        ).fetchall()
        told = found.events[["step", "article_id", "start_char", "words"]]
        assert sorted(map(tuple, told.to_numpy().tolist())) == sorted(rows)
        assert all(row["words"] in row["sentence"] for row in found.events.to_dict("records") if row["sentence"])
        assert len(found.accounts) == found.row["article_count"] or found.row["article_count"] < len(found.accounts)


def test_an_unknown_case_is_said_to_be_none(con, request_of):
    assert page_cases.case(con, "none#k1") is None
    page = find_page("/cases/none%23k1")
    assert "Perkara ini tidak ada" in str(page.content(request_of("/cases/none%23k1")).to_plotly_json())


def test_nothing_selected_says_what_to_do(request_of):
    for address in ("/cases?from=1990-01-01&to=1990-01-02", "/cases?show=recommended&to=1990-01-02"):
        page = cases_page.content(request_of(address))
        assert "Hapus satu saringan" in str(page.to_plotly_json())


@pytest.mark.parametrize(
    "search", ["show=none", "status=proven", "of=none-such", "show=recommended-on", "kind=planned"]
)
def test_no_address_breaks_the_page(request_of, search):
    assert cases_page.content(request_of(f"/cases?{search}&lang=en"))


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    lines = [line for line in answer.get_data(as_text=True).splitlines(keepends=True) if not line.startswith("# ")]
    return list(csv.DictReader(io.StringIO("".join(lines))))


def test_files_equal_sql(client, con):
    f = Filters(elections=("pilkada-2024",))
    rows = rows_of(client.get("/download/cases.csv?election=pilkada-2024"))
    assert {row["case_id"] for row in rows} == by_hand(con, f)
    status = dict(con.execute("SELECT case_id, status FROM cases").fetchall())
    assert all(row["status"] == status[row["case_id"]] for row in rows)
    assert {
        row["case_id"] for row in rows_of(client.get("/download/cases.csv?election=pilkada-2024&status=alleged"))
    } == {case for case in by_hand(con, f) if status[case] == "alleged"}
    flow = page_cases.case_flow(con, f)
    procedure = rows_of(client.get("/download/procedure.csv?election=pilkada-2024"))
    assert {row["stop"]: int(row["told_count"]) for row in procedure} == dict(flow.told)
    expected = con.execute(
        "SELECT m.type, m.status, count(*) FROM measures AS m JOIN article_elections AS e USING (article_id) "
        "JOIN articles AS a USING (article_id) WHERE e.election_id = 'pilkada-2024' AND a.relevance <> 'none' "
        "GROUP BY ALL"
    ).fetchall()
    actors = pd.DataFrame(rows_of(client.get("/download/actors.csv?election=pilkada-2024")))
    sums = actors.astype({"item_count": int}).groupby(["type", "status"])["item_count"].sum()
    assert {(*key, int(n)) for key, n in sums.items()} == set(expected)
    figures = rows_of(client.get("/download/figures.csv?election=pilkada-2024"))
    ids = con.execute("SELECT total_id FROM official_totals WHERE election_id = 'pilkada-2024'").fetchall()
    assert {row["total_id"] for row in figures} == {total_id for (total_id,) in ids}
    lengths = rows_of(client.get("/download/durations.csv?election=pilkada-2024"))
    assert sum(int(row["case_count"]) for row in lengths) == flow.ended_count


def test_the_file_of_a_case_holds_its_events(client, con):
    case_id, count = con.execute(
        "SELECT case_id, event_count FROM cases ORDER BY event_count DESC, 1 LIMIT 1"
    ).fetchone()
    rows = rows_of(client.get(f"/download/case.csv?id={case_id.replace('#', '%23')}&lang=en"))
    ids = con.execute("SELECT case_event_id FROM case_events WHERE case_id = $id", {"id": case_id}).fetchall()
    assert len(rows) == count == len(ids)
    assert {row["case_event_id"] for row in rows} == {event_id for (event_id,) in ids}
    assert client.get("/download/case.csv?id=none").status_code == 404


def test_no_page_and_no_file_tells_a_protected_name(client, con, request_of):
    named = con.execute(
        "SELECT DISTINCT o.name FROM named.officials AS o JOIN officials AS m USING (official_id) "
        "WHERE o.name <> m.name"
    ).fetchall()
    names = {name for (name,) in named if " " in name}
    assert names
    shown = [client.get(f"/download/{name}.csv").get_data(as_text=True) for name in ("cases", "figures", "actors")]
    shown.append(str(cases_page.content(request_of("/cases")).to_plotly_json()))
    cases = con.execute(
        "SELECT DISTINCT case_id FROM case_articles WHERE article_id IN (SELECT o.article_id FROM named.officials AS o "
        "JOIN officials AS m USING (official_id) WHERE o.name <> m.name) ORDER BY 1"
    ).fetchall()
    assert len(cases) > 5
    for (case_id,) in cases:
        request = request_of(case_href(case_id))
        shown.append(json.dumps(case_page.find(request.address.path).content(request).to_plotly_json(), default=str))
        shown.append(client.get(f"/download/case.csv?id={case_id.replace('#', '%23')}").get_data(as_text=True))
    text = "\n".join(shown)
    assert [name for name in names if name in text] == []


def test_every_link_of_the_page_keeps_the_filters(request_of):
    page = str(cases_page.content(request_of("/cases?election=pilkada-2020")).to_plotly_json())
    links = [part.split("'")[0] for part in page.split("href='")[1:]]
    counted = [link for link in links if link.startswith(("/cases?", "/evidence?")) and "of=" not in link]
    assert len(counted) > 20
    assert all(dict(parse_qsl(urlsplit(link).query)).get("election") == "pilkada-2020" for link in counted)
    sentences = [link for link in links if link.startswith("/evidence?") and "of=" in link]
    assert sentences
    assert all("election=pilkada-2020" in link for link in sentences)


@pytest.mark.parametrize("is_phone", [False, True])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_flow_draws_what_it_is_given(is_phone, lang):
    stops = [StopCount("reported", 12, 5, href="/cases?show=reported-on")]
    stops += [StopCount("sanctioned", 4, 4, 3, 21.0, "/cases?show=sanctioned-on")]
    figure = procedure_flow(stops, "light", lang, is_phone=is_phone)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    lengths = [list(bar.x if is_phone else bar.y) for bar in bars]
    assert lengths[:2] == [[12, 4], [5, 4]]
    assert list(bars[-1].customdata) == [stop.href for stop in stops]
    words = " ".join(note.text for note in figure.layout.annotations)
    assert is_phone or "21" in words


def test_few_dates_give_no_median():
    stops = [StopCount("reported", 9, 9), StopCount("clarified", 9, 9, 2, 5.0)]
    words = " ".join(note.text for note in procedure_flow(stops, "light", "en").layout.annotations)
    assert "5 day" not in words
    assert "dated: 2" in words


@pytest.mark.parametrize("is_phone", [False, True])
def test_track_draws_undated_stops_hollow(is_phone):
    stops = [
        TrackStop("reported", "8 Okt 2024", "Bawaslu", True, True),
        TrackStop("clarified", "tanpa tanggal", "", True, False),
        TrackStop("sanctioned", "22 Jan 2025", "", True, True, "proven"),
    ]
    branch = Branch([TrackStop("dropped", "", "", False, False)], "x")
    figure = case_track(stops, [], branch, "light", "id", is_phone=is_phone)
    colours = figure.data[0].marker.color
    assert colours[0] != colours[1] == "#FFFFFF"
    assert colours[2] == "#9A1B1E"
    assert figure.data[1].marker.size[0] < figure.data[0].marker.size[0]


def test_dots_stand_for_all_cases():
    frame = pd.DataFrame({"ended_days": [10, 40, 106, 300], "case_count": [3, 2, 1, 1]})
    figure, each = duration_dots(frame, 106, 40, "light", "id")
    assert each == 1
    assert len(figure.data[0].x) + len(figure.data[1].x) == 7
    many = pd.DataFrame({"ended_days": [10, 100], "case_count": [100, 1]})
    figure, each = duration_dots(many, 100, 10, "dark", "en")
    assert each > 1
    assert len(figure.data[0].x) <= -(-100 // each)


@pytest.mark.parametrize(
    ("days", "key"), [(100, "durations.longer"), (1, "durations.shorter"), (50, "durations.question")]
)
def test_duration_titles_follow_the_data(days, key):
    frame = pd.DataFrame({"ended_days": [1, 20, 50, 80, 100], "case_count": [1, 4, 1, 4, 1]})
    assert case_page.duration_finding(frame, days).key == key
    few = pd.DataFrame({"ended_days": [1, 100], "case_count": [3, 1]})
    assert case_page.duration_finding(few, 100).key == "durations.question"


def test_titles_need_enough_cases(con):
    flow = page_cases.case_flow(con, Filters())
    few = replace(flow, case_count=4)
    assert flow_finding(few).key == "procedure.question"
    clear = replace(flow, case_count=50, told={**flow.told, "sanctioned": 9})
    assert flow_finding(clear).values == {"n": 50, "sanctioned": 9}
    assert actor_finding({("reminder", "regional"): 30, ("reminder", "bawaslu"): 20}, "taken").key == "actors.finding"
    assert actor_finding({("reminder", "regional"): 29, ("reminder", "bawaslu"): 20}, "taken").key == "actors.question"
    assert actor_finding({("reminder", "regional"): 30}, "planned").key == "actors.question"


def test_every_chosen_list_is_told_apart():
    assert Chosen() == EVERY_CASE
    with pytest.raises(KeyError):
        Chosen(stop="nowhere").values()

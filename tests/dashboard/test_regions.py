"""Pages of provinces, regencies and cities: numbers against SQL over the base tables, and the rules of showing them."""

import csv
import io
from statistics import median

import pandas as pd
import pytest
from flask import Flask

from dashboard.address import parse_address
from dashboard.components import region_view
from dashboard.components.region_cards import place_cards
from dashboard.components.region_cases import STATUSES
from dashboard.components.region_findings import (
    compare_finding,
    flow_finding,
    index_finding,
    map_finding,
    outlets_finding,
    place_findings,
)
from dashboard.components.region_head import title_words
from dashboard.components.region_rates import COUNTS, count_target, rate_lines, rate_words
from dashboard.components.request import Request, View
from dashboard.downloads import add_downloads
from dashboard.geography.locator import locator_picture
from dashboard.geography.neighbours import load_neighbours
from dashboard.pages import articles, evidence, regions
from dashboard.routes import build_view, find_page
from dashboard.theme import GROUPS
from warehouse import page_regions, queries
from warehouse.connection import Warehouse, warehouse_path
from warehouse.page_regions_rates import MIN_BASE, nearest, rates, stops
from warehouse.queries import Filters

PUNISH = GROUPS["punish"]
FILTERS = [
    Filters(),
    Filters(relevance=()),
    Filters(elections=("pilkada-2024",)),
    Filters(measures=("sanction_imposed",)),
]
# A place by each level that has articles, cases and sanctions.
CODES = ["33", "52", "36.02", "52.72"]


def ask(warehouse, code: str, search: str = "", view: View | None = None) -> region_view.PlaceView:
    request = regions.without_place(Request(parse_address(f"/regions/{code}", search), view or View(), warehouse))
    with request.cursor() as con:
        place = page_regions.place(con, code)
    return region_view.ask(request, place)


def chosen(con, f: Filters) -> list[str]:
    return list(queries.articles_table(con, f).article_id)


def shown(component) -> str:
    return str(component.to_plotly_json())


@pytest.mark.parametrize("f", FILTERS)
def test_provinces_count_what_the_base_tables_say(warehouse, f):
    with warehouse.cursor() as con:
        found = page_regions.provinces(con, f, PUNISH).set_index("code")
        ids = {"ids": chosen(con, f)}
        expected = con.execute(
            """
            WITH here AS (
                SELECT DISTINCT p.article_id, r.province_code AS code
                FROM article_primary_regions AS p JOIN regions AS r ON r.code = p.region_code
                WHERE list_contains($ids::VARCHAR[], p.article_id) AND r.province_code IS NOT NULL
            )
            SELECT h.code, count(DISTINCT a.article_id), count(DISTINCT a.story_id),
                (SELECT count(*) FROM measures AS m JOIN here AS x USING (article_id)
                 WHERE x.code = h.code AND m.status = 'taken'),
                (SELECT count(*) FROM measures AS m JOIN here AS x USING (article_id)
                 WHERE x.code = h.code AND m.status = 'taken' AND m.type IN ('sanction_imposed', 'prosecution')),
                (SELECT count(*) FROM violations AS v JOIN here AS x USING (article_id)
                 WHERE x.code = h.code AND v.status = 'prohibited'),
                (SELECT count(*) FROM violations AS v JOIN here AS x USING (article_id)
                 WHERE x.code = h.code AND v.status = 'alleged'),
                (SELECT count(*) FROM violations AS v JOIN here AS x USING (article_id)
                 WHERE x.code = h.code AND v.status = 'proven')
            FROM here AS h JOIN articles AS a USING (article_id) GROUP BY h.code
            """,
            ids,
        ).fetchall()
        cases = con.execute(
            """
            SELECT substring(region_code, 1, 2), count(*), count(*) FILTER (WHERE status = 'alleged')
            FROM cases WHERE case_id IN (
                SELECT case_id FROM case_articles WHERE list_contains($ids::VARCHAR[], article_id))
            GROUP BY 1
            """,
            ids,
        ).fetchall()
    columns = ["article_count", "story_count", *page_regions.ITEM_COUNTS]
    assert len(found) == 38
    assert expected
    for code, *counts in expected:
        assert list(found.loc[code, columns]) == counts, code
    for code, *counts in cases:
        assert list(found.loc[code, ["case_count", "alleged_case_count"]]) == counts if code in found.index else True
    silent = set(found.index) - {row[0] for row in expected}
    for code in silent:
        is_covered = found.loc[code, "is_covered"]
        assert all((value == 0) if is_covered else pd.isna(value) for value in found.loc[code, columns]), code


@pytest.mark.parametrize("f", FILTERS)
def test_areas_count_what_the_base_tables_say(warehouse, f):
    with warehouse.cursor() as con:
        found = page_regions.areas(con, f, PUNISH).set_index("code")
        ids = {"ids": chosen(con, f)}
        expected = con.execute(
            """
            SELECT p.region_code, count(DISTINCT a.article_id), count(DISTINCT a.story_id),
                (SELECT count(*) FROM measures AS m JOIN article_primary_regions AS x USING (article_id)
                 WHERE x.region_code = p.region_code AND m.status = 'taken'
                    AND list_contains($ids::VARCHAR[], m.article_id)),
                (SELECT count(*) FROM violations AS v JOIN article_primary_regions AS x USING (article_id)
                 WHERE x.region_code = p.region_code AND v.status = 'alleged'
                    AND list_contains($ids::VARCHAR[], v.article_id))
            FROM article_primary_regions AS p
            JOIN articles AS a USING (article_id)
            JOIN regions AS r ON r.code = p.region_code
            WHERE r.level IN ('regency', 'city') AND list_contains($ids::VARCHAR[], p.article_id)
            GROUP BY p.region_code
            """,
            ids,
        ).fetchall()
        part = page_regions.areas(con, f, PUNISH, "33")
        seats = page_regions.seats(con, f, "33")
    assert len(found) == 514
    for code, *counts in expected:
        assert list(found.loc[code, ["article_count", "story_count", "taken_count", "alleged_count"]]) == counts, code
    assert found["story_count"].fillna(0).gt(0).sum() == len(expected)
    assert part.set_index("code").equals(found[found["province_code"] == "33"].loc[part["code"]])
    assert seats.equals(part[seats.columns])


def test_coverage_of_areas_follows_the_rule(warehouse):
    with warehouse.cursor() as con:
        found = page_regions.areas(con, Filters(), PUNISH)
        expected = con.execute(
            """
            SELECT code FROM regions AS r
            WHERE level IN ('regency', 'city') AND (
                code IN (SELECT region_code FROM outlets) OR province_code IN (SELECT region_code FROM outlets)
                OR code IN (SELECT region_code FROM article_primary_regions) OR code IN (SELECT region_code FROM cases))
            """
        ).fetchall()
    assert set(found.loc[found["is_covered"], "code"]) == {code for (code,) in expected}
    assert 0 < len(expected) < 514
    assert found.loc[~found["is_covered"], "story_count"].isna().all()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("search", ["", "?election=pilkada-2024", "?relevance=core,mention,none"])
def test_every_number_of_a_page_opens_to_as_many(warehouse, code, search):
    view = ask(warehouse, code, search)
    row = view.rates.to_dict("records")[0]
    for column in COUNTS:
        if column == "outlet_count" or pd.isna(row[column]):
            continue
        path, _, query = count_target(view, code, column).partition("?")
        request = Request(parse_address(path, f"?{query}"), View(), warehouse)
        if column == "case_count":
            assert len(listed(request, view.place)) == row[column]
        else:
            page = articles if path == "/articles" else evidence
            count = page.row_count(request) if page is articles else page.counted(request).item_count
            assert count == row[column], column
    head = view.headline
    assert (row["story_count"], view.case_count) == (head.story_count, row["case_count"])
    assert articles.row_count(asked(warehouse, view.articles())) == head.article_count
    for status in ("prohibited", "alleged", "proven"):
        request = asked(warehouse, view.evidence(kind="violation", status=status))
        assert evidence.counted(request).item_count == getattr(head, status).item_count


@pytest.mark.parametrize("code", CODES)
def test_stops_open_to_as_many_cases(warehouse, code):
    view = ask(warehouse, code)
    assert view.case_count > 0
    for stop, count in zip(view.stops["stop"], view.stops["case_count"], strict=True):
        request = asked(warehouse, view.page(code, show="cases", of=stop))
        assert len(listed(request, view.place)) == count, stop
    by_state = [
        len(listed(asked(warehouse, view.page(code, show="cases", status=name)), view.place)) for name in STATUSES
    ]
    assert sum(by_state) == view.case_count


@pytest.mark.parametrize("f", FILTERS)
@pytest.mark.parametrize("code", CODES)
def test_stops_count_what_the_base_tables_say(warehouse, f, code):
    with warehouse.cursor() as con:
        found = stops(page_regions.case_stops(con, f, code)).set_index("stop")["case_count"]
        expected = con.execute(
            """
            SELECT e.step, count(DISTINCT e.case_id)
            FROM (SELECT * REPLACE (if(step = 'found', 'reported', step) AS step) FROM case_events) AS e
            JOIN cases AS c USING (case_id)
            WHERE (c.region_code = $code OR c.region_code LIKE $code || '.%') AND c.case_id IN (
                SELECT case_id FROM case_articles WHERE list_contains($ids::VARCHAR[], article_id))
            GROUP BY e.step
            """,
            {"code": code, "ids": chosen(con, f)},
        ).fetchall()
        events = con.execute("SELECT DISTINCT step FROM case_events").fetchall()
    told = dict(expected)
    for stop in ("reported", "clarified", "sanctioned", "dropped", "convicted"):
        assert found[stop] == told.get(stop, 0), stop
    # Decisions, recommendations and what lies with the official are told by these three steps and a penalty's body.
    assert max(found[["decided", "recommended", "official"]]) <= sum(
        told.get(step, 0) for step in ("decided", "referred", "recommended", "sanctioned")
    )
    assert ("sanctioned",) in events


def test_bars_of_the_timeline_open_to_their_articles(warehouse):
    view = ask(warehouse, "33", "?from=2018-01-15")
    cards = place_cards(view)
    figure = find(cards, "region-weeks-figure").figure
    bars = [(int(y), href) for trace in figure.data[:1] for y, href in zip(trace.y, trace.customdata, strict=True)]
    assert len(bars) > 3
    for stories, href in bars:
        request = asked(warehouse, href)
        with request.cursor() as con:
            week = request.address.extra.get("week")
            day = pd.Timestamp(week).date() if week else None
            assert queries.articles_count(con, request.address.filters, week_start_date=day).story_count == stories


def asked(warehouse, href: str) -> Request:
    path, _, query = href.partition("?")
    return Request(parse_address(path, f"?{query}"), View(), warehouse)


def listed(request: Request, place) -> pd.DataFrame:
    with request.cursor() as con:
        return page_regions.case_list(con, request.address.filters, place.code, **regions.region_cases.asked(request))


def find(component, name: str):
    """The component of an id."""
    return next(child for child in component._traverse() if getattr(child, "id", None) == name)


def frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows).astype(dict.fromkeys(("story_count", "outlet_count", "case_count"), "Int64"))


def test_rates_and_all_together():
    rows = [
        {"code": "33", "name": "A", "is_covered": True, "story_count": 20, "outlet_count": 4, "case_count": 5},
        {"code": "34", "name": "B", "is_covered": True, "story_count": 10, "outlet_count": 0, "case_count": 1},
        {"code": "35", "name": "C", "is_covered": False, "story_count": None, "outlet_count": 0, "case_count": None},
        {
            "code": "36",
            "name": "D",
            "is_covered": True,
            "story_count": MIN_BASE - 1,
            "outlet_count": 2,
            "case_count": 2,
        },
    ]
    for row in rows:
        row |= {"taken_count": row["story_count"], "punish_count": 2 if row["story_count"] else None}
    durations = pd.DataFrame({"code": ["33.01", "33", "33.02", "34"], "case_id": list("abcd"), "days": [3, 9, 4, 100]})
    found = rates(frame(rows), durations, ("00", "all")).set_index("code")
    assert found.loc["33", ["stories_per_outlet", "cases_per_100", "punish_share", "days", "day_count"]].to_list() == [
        5,
        25,
        0.1,
        4,
        3,
    ]
    # No outlet at home, too few stories, too few days, not covered: not known, never 0.
    assert pd.isna(found.loc["34", "stories_per_outlet"])
    assert found.loc["34", "cases_per_100"] == 10
    assert found.loc["34", "day_count"] == 1
    assert pd.isna(found.loc["34", "days"])
    assert found.loc["35", ["stories_per_outlet", "cases_per_100", "punish_share", "days"]].isna().all()
    assert found.loc["36", "stories_per_outlet"] == 2
    assert pd.isna(found.loc["36", "cases_per_100"])
    assert found.loc["00", "stories_per_outlet"] == (20 + 4) / 6
    assert found.loc["00", "cases_per_100"] == pytest.approx(100 * 8 / 34)
    assert found.loc["00", "days"] == median([3, 9, 4, 100])


def test_stops_count_only_what_is_told():
    days = pd.to_datetime(["2024-10-01", "2024-10-08", None, "2024-10-02", "2024-10-01", None])
    cases = pd.DataFrame(
        {
            "case_id": ["a", "a", "b", "c", "c", "d"],
            "status": ["alleged"] * 6,
            "stop": ["reported", "clarified", "sanctioned", "reported", "clarified", None],
            "day": days,
        }
    )
    found = stops(cases).set_index("stop")
    assert found.loc["reported", "case_count"] == 2
    assert found.loc["sanctioned", "case_count"] == 1
    assert found.loc["decided", "case_count"] == 0
    # The second pair runs backwards: one of its days is wrong, and it tells nothing.
    assert (found.loc["clarified", "days"], found.loc["clarified", "pair_count"]) == (7, 1)
    assert pd.isna(found.loc["sanctioned", "days"])


def test_neighbours_share_a_border():
    found = load_neighbours()
    assert set(found["33"]) == {"32", "34", "35"}
    assert found["51"] == found["52"] == found["21"] == ()
    assert all(code in found[other] for code in found for other in found[code])


def test_nearest_seats():
    rows = [("33.01", 0.0, 0.0), ("33.02", 0.0, 1.0), ("33.03", 0.0, 0.4), ("33.04", None, None)]
    places = pd.DataFrame(rows, columns=["code", "lat", "lon"])
    assert nearest(places, "33.01", 1) == ["33.03"]
    assert nearest(places, "33.04") == []


def test_titles_need_a_clear_difference():
    whole = {"stories_per_outlet": 4.0, "punish_share": 0.1, "cases_per_100": 20.0}
    peers = pd.DataFrame({"code": ["33", "35"], "story_count": [20, 19]})
    here = {"code": "33", "story_count": 20, "stories_per_outlet": 6.0, "punish_share": 0.16, "punish_count": 8,
            "taken_count": 50, "cases_per_100": 30.0, "case_count": 6}  # fmt: skip
    keys = lambda **changes: [found.key for found in place_findings(here | changes, whole, peers)]  # noqa: E731
    assert keys() == ["regions.finding.stories_more", "regions.finding.punish_more"]
    assert keys(stories_per_outlet=5.9, punish_share=0.14) == []
    assert keys(punish_count=4) == ["regions.finding.stories_more"]
    assert keys(story_count=4, punish_share=float("nan")) == []
    assert keys(story_count=29)[0] == "regions.finding.most"
    assert [f.key for f in place_findings(here, whole, peers, by_outlet=False)] == ["regions.finding.punish_more"]
    assert compare_finding(here, whole).key == "regions.compare.more"
    assert compare_finding(here | {"case_count": 4, "story_count": 13}, whole).key == "regions.compare.question"
    assert flow_finding(4, 2).key == "regions.flow.question"
    assert flow_finding(5, 2).values == {"n": 5, "k": 2}
    assert map_finding(pd.DataFrame({"name": ["x", "y"], "story_count": [9, 6]})).values == {"name": "x"}
    assert map_finding(pd.DataFrame({"name": ["x", "y"], "story_count": [8, 6]})).key == "regions.map.question"
    outlets = pd.DataFrame({"article_count": [6, 4], "is_home": [True, False]})
    assert outlets_finding(outlets).key == "regions.outlets.home"
    assert outlets_finding(outlets.assign(article_count=[5, 5])).key == "regions.outlets.question"
    counts = pd.DataFrame({"code": list("abcd"), "story_count": [9, 6, 5, 5]})
    assert index_finding(counts).values == {"n": 2}
    assert index_finding(counts.assign(story_count=1)).key == "regions.index.question"


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("view", [View(), View("dark", is_phone=True)])
@pytest.mark.parametrize(
    "path", ["/regions", "/regions/00", "/regions/33", "/regions/92", "/regions/33.17", "/regions/91.01", "/regions/99"]
)
def test_every_page_builds(warehouse, path, lang, view):
    found, title = build_view(Request(parse_address(path, f"?lang={lang}"), view, warehouse))
    assert find_page(path).section == "regions"
    assert title.endswith("– netralitas")
    assert found is not None


@pytest.mark.parametrize("path", ["/regions", "/regions/33", "/regions/33.17", "/regions/33.1", "/regions/x"])
@pytest.mark.parametrize(
    "search",
    ["?show=areas&area=nosuch", "?show=cases&status=nosuch&of=nosuch&page=999",
     "?show=cases&of=sanctioned&status=alleged", "?from=9999-12-31&to=0001-01-01",
     "?q=%25'%22&province=99&region=nosuch"],
)  # fmt: skip
def test_no_address_breaks_a_page(warehouse, path, search):
    assert build_view(Request(parse_address(path, search), View(), warehouse))[0] is not None


def test_the_path_is_the_place(warehouse):
    with_place = ask(warehouse, "33", "?province=35&region=35.78")
    assert with_place.filters == Filters(provinces=("33",))
    assert with_place.headline == ask(warehouse, "33").headline


def unseen(warehouse) -> tuple[str, str]:
    """Code and name of the first area that is not covered."""
    with warehouse.cursor() as con:
        found = page_regions.areas(con, Filters(), PUNISH)
    row = found[~found["is_covered"]].iloc[0]
    return str(row["code"]), str(row["name"])


def test_what_is_not_covered_is_said_and_never_zero(warehouse):
    code, name = unseen(warehouse)
    view = ask(warehouse, code)
    assert title_words(view) == f"{name}: tidak tercakup"
    page = shown(regions.content(Request(parse_address(f"/regions/{code}", ""), View(), warehouse), code))
    assert "itu bukan nol" in page
    assert "0 artikel menjadi" not in page
    assert all(line.here.value is None and line.unknown for line in rate_lines(view))
    assert rate_words("id", "days", float("nan")) == "–"


def test_an_empty_selection_says_what_to_do(warehouse):
    page = shown(
        regions.content(
            Request(parse_address("/regions/33", "?from=1999-01-01&to=1999-01-02"), View(), warehouse), "33"
        )
    )
    assert "Tidak ada berita untuk pilihan ini. Hapus satu saringan" in page
    assert "Jawa Tengah: tidak ada berita dalam pilihan ini" in page


def test_a_former_code_finds_the_area_of_today(warehouse):
    page = shown(regions.content(Request(parse_address("/regions/91.01", ""), View(), warehouse), "91.01"))
    assert "Kode 91.01 dipakai untuk Kabupaten Merauke sampai 24 Jul 2022. Sekarang kodenya 93.01" in page
    new = shown(regions.content(Request(parse_address("/regions/93", ""), View(), warehouse), "93"))
    assert "Sampai 24 Jul 2022 wilayah ini bagian dari Papua" in new
    assert "Wilayah ini tidak ada" in shown(
        regions.missing(Request(parse_address("/regions/99", ""), View(), warehouse))
    )


def test_places_compared_have_no_dot_where_nothing_is_known(warehouse):
    view = ask(warehouse, "33")
    figure = find(place_cards(view), "region-compare-figure").figure
    drawn = sum(len(trace.x) for trace in figure.data)
    lines = rate_lines(view)
    known = [p.value for line in lines for p in (line.here, line.whole, *line.others) if p.value is not None]
    assert drawn == len(known) > 0
    assert len(lines) == 4
    assert len(rate_lines(ask(warehouse, "33.17"))) == 3, "outlets sit in few cities: areas do not compare by them"


def test_the_map_draws_every_area_in_its_state(warehouse):
    view = ask(warehouse, unseen(warehouse)[0][:2])
    figure = find(place_cards(view), "region-map-figure").figure
    codes = [str(href) for trace in figure.data if trace.customdata is not None for href in trace.customdata]
    assert sorted(codes) == [f"/regions/{code}" for code in sorted(view.areas["code"])]
    hatched = [shape for shape in figure.layout.shapes if shape.type == "path"]
    assert len(hatched) == int((~view.areas["is_covered"]).sum()) > 0


def test_locator_is_a_picture_of_our_own():
    assert locator_picture("33", "light").startswith("data:image/svg+xml;base64,")
    assert locator_picture("33", "light") != locator_picture("33", "dark") != locator_picture("34", "dark")


@pytest.mark.parametrize("code", CODES)
def test_no_protected_name_is_shown(warehouse, gold_dir, code):
    with warehouse.cursor() as con:
        names = [
            name for (name,) in con.execute("SELECT name FROM named.officials WHERE masked_name IS NOT NULL").fetchall()
        ]
    assert names
    for search in ("", "?show=cases"):
        page = shown(regions.content(Request(parse_address(f"/regions/{code}", search), View(), warehouse), code))
        assert not [name for name in names if " " in name and name in page]


def test_hostile_text_stays_text(hostile_dir):
    found = Warehouse(warehouse_path(hostile_dir))
    page = regions.content(Request(parse_address("/regions/13.71", ""), View(), found), "13.71")
    titles = [child.children for child in page._traverse() if getattr(child, "className", None) == "latest-title"]
    assert titles == ['<script>window.ran="title"</script> & "kutip" <b>tebal</b>']
    found.close()


@pytest.mark.parametrize(
    ("name", "query", "ask_table"),
    [
        ("regions", "election=pilkada-2024", lambda con, f: page_regions.provinces(con, f, PUNISH)),
        ("areas", "area=33", lambda con, f: page_regions.areas(con, f, PUNISH, "33")),
        (
            "region-cases",
            "area=52&status=alleged",
            lambda con, f: page_regions.case_list(con, f, "52", statuses=("alleged",)),
        ),
        ("region-outlets", "area=33", lambda con, f: page_regions.outlets(con, Filters(provinces=("33",)), "33")),
        ("region-flow", "area=52", lambda con, f: stops(page_regions.case_stops(con, f, "52"))),
    ],
)
def test_files_hold_the_tables(warehouse, name, query, ask_table):
    server = Flask(__name__)
    add_downloads(server, warehouse)
    text = server.test_client().get(f"/download/{name}.csv?{query}").get_data(as_text=True)
    notes = [line for line in text.splitlines() if line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\n".join(line for line in text.splitlines() if not line.startswith("#")))))
    with warehouse.cursor() as con:
        expected = ask_table(con, parse_address("/", f"?{query}").filters)
    assert len(rows) == len(expected) > 0
    key = expected.columns[0]
    assert [row[key] for row in rows] == [str(value) for value in expected[key]]
    counts = [column for column in expected.columns if column.endswith("_count")]
    for column in counts:
        assert [row[column] for row in rows] == ["" if pd.isna(n) else str(int(n)) for n in expected[column]]
    assert any("Wilayah:" in note for note in notes) == ("area=" in query)


def test_files_of_no_place_are_empty(warehouse):
    server = Flask(__name__)
    add_downloads(server, warehouse)
    for name in ("region-compare", "region-flow", "region-cases", "region-outlets"):
        assert server.test_client().get(f"/download/{name}.csv?area=nosuch").status_code == 200

"""What the map of the overview can show: every choice against SQL over the base tables, in counts and by outlet."""

from datetime import datetime, timedelta

import pandas as pd
import pytest

from crawler.items import Article
from dashboard.address import parse_address
from dashboard.components.map_choice import CHOICES, map_choice, map_tables
from dashboard.components.request import Request, View
from dashboard.figures import province_map, tile_map
from dashboard.figures.areas import Shown, read_provinces
from dashboard.pages import overview
from dashboard.theme import GROUPS, LIGHT, THEMES, contrast, theme_in
from nlp.records import Annotation
from warehouse import queries
from warehouse.build import build_warehouse
from warehouse.connection import Warehouse, connect, warehouse_path
from warehouse.load import Input
from warehouse.queries import Filters

PLACES = """
    SELECT DISTINCT p.article_id, a.story_id, r.province_code
    FROM article_primary_regions AS p
    JOIN articles AS a USING (article_id)
    JOIN regions AS r ON r.code = p.region_code
    WHERE a.relevance IN ('core', 'mention')
"""
REPORTS = f"SELECT province_code, count(DISTINCT story_id) FROM ({PLACES}) WHERE article_id IN ({{}}) GROUP BY ALL"
CASES = """
    SELECT r.province_code, count(DISTINCT c.case_id)
    FROM cases AS c
    JOIN case_articles AS t USING (case_id)
    JOIN articles AS a USING (article_id)
    JOIN regions AS r ON r.code = c.region_code
    WHERE a.relevance IN ('core', 'mention')
    GROUP BY ALL
"""


def asked(warehouse, search, is_phone=False):
    return Request(parse_address("/", search), View("light", is_phone), warehouse)


def counts(frame, column):
    known = frame[frame[column].fillna(0) > 0]
    return dict(zip(known["province_code"], known[column].astype(int), strict=True))


def expected(con, name):
    if name == "cases":
        sql = CASES
    elif name == "articles":
        sql = f"SELECT province_code, count(DISTINCT article_id) FROM ({PLACES}) GROUP BY ALL"
    elif name == "stories":
        sql = f"SELECT province_code, count(DISTINCT story_id) FROM ({PLACES}) GROUP BY ALL"
    elif name in GROUPS:
        types = ", ".join(f"'{type_}'" for type_ in GROUPS[name])
        sql = REPORTS.format(f"SELECT article_id FROM measures WHERE status = 'taken' AND type IN ({types})")
    else:
        sql = REPORTS.format(f"SELECT article_id FROM violations WHERE status = '{name}'")
    return {code: count for code, count in con.execute(sql).fetchall() if code is not None}


@pytest.mark.parametrize("name", CHOICES)
def test_every_choice_counts_what_it_says(warehouse, gold_dir, name):
    request = asked(warehouse, f"?show={name}")
    with request.cursor() as con:
        provinces, _ = map_tables(con, request, map_choice(request))
    assert len(provinces) == 38
    column = map_choice(request).shown.count
    with connect(warehouse_path(gold_dir)) as con:
        wanted = expected(con, name)
    assert len(set(wanted.values())) > 1  # a map of one colour would hide a mistake
    assert counts(provinces, column) == wanted


def test_the_circles_are_those_of_the_choice(warehouse, gold_dir):
    request = asked(warehouse, "?show=cases")
    with request.cursor() as con:
        _, areas = map_tables(con, request, map_choice(request))
    with connect(warehouse_path(gold_dir)) as con:
        rows = con.execute(
            "SELECT region_code, count(*) FROM cases JOIN regions AS r ON r.code = region_code "
            "WHERE r.level IN ('city', 'regency') AND case_id IN (SELECT case_id FROM case_articles "
            "JOIN articles USING (article_id) WHERE relevance IN ('core', 'mention')) GROUP BY ALL"
        ).fetchall()
    assert dict(zip(areas["code"], areas["case_count"], strict=True)) == dict(rows)


def test_an_address_that_asks_for_nothing_known_shows_stories(warehouse):
    assert map_choice(asked(warehouse, "?show=nonsense&per=capita")).shown == Shown()


def test_by_outlet_there_is_no_value_where_no_outlet_is():
    frame = pd.DataFrame(
        [
            ("11", "Aceh", 30, 7, 4, True),
            ("12", "Sumatera Utara", 9, 9, 0, True),
            ("13", "Sumatera Barat", 0, 0, 2, False),
        ],
        columns=["province_code", "name", "article_count", "story_count", "outlet_count", "is_covered"],
    )
    shown = Shown(per_outlet=True)
    aceh, utara, barat = read_provinces(frame)
    assert [shown.value(province) for province in (aceh, utara, barat)] == [18, 0, 0]
    assert [shown.is_known(province) for province in (aceh, utara, barat)] == [True, False, False]
    assert shown.words(aceh, "id") == "<b>Aceh</b><br>1,8 per media<br>7 berita<br>4 media"
    assert "tanpa media setempat" in shown.words(utara, "id")
    figure = province_map(frame, pd.DataFrame(), "light", "id", shown=shown)
    hatched = [trace.meta for trace in figure.data if trace.fillpattern and trace.fillpattern.shape]
    assert hatched == ["12", "13"]


@pytest.mark.parametrize("scheme", THEMES)
@pytest.mark.parametrize("hue", [*GROUPS, "recited", "alleged", "proven"])
def test_the_letters_on_every_step_of_a_hue_can_be_read(scheme, hue):
    theme = theme_in(scheme, hue)
    assert len(set(theme.ramp)) == 5
    assert all(contrast(ink, step) >= 4.5 for ink, step in zip(theme.ramp_ink, theme.ramp, strict=True))


def test_an_unknown_hue_is_refused():
    with pytest.raises(KeyError):
        theme_in("light", "mauve")


def test_a_map_of_a_group_wears_its_colour(warehouse):
    request = asked(warehouse, "?show=punish", is_phone=True)
    with request.cursor() as con:
        provinces, _ = map_tables(con, request, map_choice(request))
    figure = tile_map(provinces, "light", "en", shown=map_choice(request).shown)
    fills = {trace.fillcolor for trace in figure.data if trace.fillcolor}
    assert fills & set(theme_in("light", "punish").ramp)
    assert not fills & set(LIGHT.ramp)


def test_cases_are_counted_beside_articles_and_stories(warehouse, gold_dir):
    with connect(warehouse_path(gold_dir)) as con:
        (every,) = con.execute("SELECT count(*) FROM cases").fetchone()
        (here,) = con.execute(
            "SELECT count(*) FROM cases JOIN regions AS r ON r.code = region_code WHERE r.province_code = '33'"
        ).fetchone()
    assert overview.ask(asked(warehouse, "?relevance=core,mention,none")).case_count == every
    assert overview.ask(asked(warehouse, "?relevance=core,mention,none&province=33")).case_count == here
    assert 0 < here < every


def article(number):
    return Article(
        id=f"a-{number}", text=f"PADANG - Wali Kota meminta ASN netral, kali ke-{number}.", title=f"Judul {number}",
        url=f"https://media.example/{number}", published="2024-10-01", outlet="Media",
    )  # fmt: skip


def test_what_is_new_is_what_came_in_since_the_last_build_that_had_less(tmp_path):
    early, late = datetime(2020, 1, 1), datetime.now() + timedelta(days=2)
    inputs = [Input(article(n), early if n < 3 else late) for n in range(5)]
    marks = [Annotation(i.article.id, i.article.version, "test", "core", sentences=[]) for i in inputs]
    build_warehouse(tmp_path, inputs[:3], marks[:3])
    warehouse = Warehouse(warehouse_path(tmp_path))
    assert overview.ask(asked(warehouse, "")).new is None  # no earlier build is known
    with warehouse.cursor() as con:
        first = queries.dataset_info(con).built_at
    build_warehouse(tmp_path, inputs, marks)
    new = overview.ask(asked(warehouse, "")).new
    assert (new.since, new.article_count, new.case_count) == (first, 2, 0)
    build_warehouse(tmp_path, inputs, marks, is_demonstration=True)
    with warehouse.cursor() as con:
        info = queries.dataset_info(con)
        assert info.built_at > first
        newer = queries.articles_table(con, Filters(), new_since=first)
        assert queries.articles_count(con, Filters(), new_since=first).article_count == 2
    assert sorted(newer["article_id"]) == ["a-3", "a-4"]
    assert overview.ask(asked(warehouse, "?q=nirwana")).new is None
    warehouse.close()

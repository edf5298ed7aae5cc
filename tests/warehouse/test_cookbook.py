import dataclasses
import re
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.gold_warehouse import build_gold_warehouse
from warehouse.build import build_warehouse
from warehouse.connection import connect, warehouse_path
from warehouse.cookbook import TOPICS, load_recipes, parse_recipe, waiting, write_page
from warehouse.load import Input
from warehouse.schema import SCHEMA_VERSION

RECIPES = load_recipes()
WAITING = waiting(RECIPES)
# Reads counts that are right only if nothing is covered twice: as `count(*)` over a join would.
ADDED_UP = re.compile(r"(?i)\bsum\s*\(")


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    folder = build_gold_warehouse(tmp_path_factory.mktemp("cookbook"))
    with connect(warehouse_path(folder)) as con:
        yield con


def answer(con, name):
    (recipe,) = [recipe for recipe in RECIPES if recipe.name == name]
    return con.execute(recipe.sql).fetchall()


def test_there_is_enough_and_every_topic_has_some():
    assert len(RECIPES) >= 60
    assert not WAITING
    assert {recipe.topic for recipe in RECIPES} == set(TOPICS)
    assert len({recipe.question for recipe in RECIPES}) == len(RECIPES)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_it_can_be_asked(recipe, gold):
    if recipe in WAITING:
        pytest.skip(f"asks for schema {recipe.schema}, this is {SCHEMA_VERSION}")
    rows = gold.execute(recipe.sql).fetchall()
    assert gold.execute(recipe.sql).fetchall() == rows
    assert len(set(map(str, rows))) == len(rows), "a row stands twice"


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_it_is_written_as_it_should(recipe):
    assert recipe.question.endswith("?")
    assert recipe.pertanyaan.endswith("?")
    assert len(recipe.read) > 60
    assert re.search(r"(?i)\border by\b", recipe.sql)
    assert not ADDED_UP.search(recipe.sql)
    assert "named." not in recipe.sql
    if re.search(r"\bviolations\b", recipe.sql):
        assert "status" in recipe.sql or recipe.name == "core_articles_without_items"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "-- topic: Places\n-- question: a?\nSELECT 1",
        "-- topic: x\n-- question: a?\n-- pertanyaan: a?\n-- read: a\nFROM b",
    ],
)
def test_a_head_that_is_not_whole(text):
    with pytest.raises(ValueError, match=r"cookbook/mine\.sql"):
        parse_recipe("mine", text)


def test_the_page_is_current(gold):
    """docs/query.md tells how it is written anew."""
    page = (Path(__file__).parents[2] / "docs/cookbook.md").read_text(encoding="utf-8")
    assert write_page(gold, RECIPES) == page


def test_the_numbers_open_to_their_evidence(gold):
    """Counts of the recipes against the view that opens them, asked another way."""
    stories = dict(
        gold.execute(
            "SELECT type, count(DISTINCT story_id) FROM evidence "
            "WHERE kind = 'violation' AND status = 'alleged' GROUP BY ALL"
        ).fetchall()
    )
    assert {row[0]: row[2] for row in answer(gold, "conduct_by_status") if row[2]} == stories
    assert (
        len(answer(gold, "allegations_with_their_sentence"))
        == gold.execute("SELECT count(*) FROM violations WHERE status = 'alleged'").fetchone()[0]
    )
    named = gold.execute(
        "SELECT count(DISTINCT story_id) FROM articles JOIN article_elections USING (article_id) "
        "WHERE election_id = 'pilkada-2020' AND relevance <> 'none'"
    ).fetchone()[0]
    assert {row[0]: row[2] for row in answer(gold, "elections_compared")}["pilkada-2020"] == named


def test_steps_of_a_case_stand_in_order_and_the_days_add_up(gold):
    rows = answer(gold, "steps_and_days_between")
    by_case = {row[0]: [other for other in rows if other[0] == row[0]] for row in rows}
    assert len(by_case) > 5
    for steps in by_case.values():
        assert [step_no for _, step_no, *_ in steps] == list(range(1, len(steps) + 1))
        assert len(steps) >= 3
        assert steps[0][6] is None
        days = 0
        for _, _, _, _, _, _, since_before, since_first, _ in steps:
            days += since_before or 0
            assert days == since_first
    known = {row[0] for row in gold.execute("SELECT case_event_id FROM case_events").fetchall()}
    assert {row[-1] for row in rows} <= known


def test_cases_are_counted_once_and_allegations_apart(gold):
    """Every case stands in one column of the counts by region, and the counts by kind open to rows of case_conduct."""
    rows = answer(gold, "cases_by_region_and_status")
    counted = [sum(row[place] for row in rows) for place in (2, 3, 4)]
    asked = "SELECT count(*) FILTER (WHERE status = 'alleged'), count(*) FILTER (WHERE status = 'dropped') FROM cases"
    assert tuple(counted[:2]) == gold.execute(asked).fetchone()
    assert sum(counted) == gold.execute("SELECT count(*) FROM cases").fetchone()[0]
    for kind, _, _, alleged, found in answer(gold, "conduct_by_skb_kind"):
        behind = gold.execute(
            "SELECT status, count(DISTINCT case_id) FROM case_conduct WHERE skb_kind IS NOT DISTINCT FROM ? GROUP BY 1",
            [kind],
        ).fetchall()
        assert {"alleged": alleged, "proven": found} == {"alleged": 0, "proven": 0} | dict(behind)


def test_an_official_total_opens_to_its_cases(gold):
    totals = {row[-1]: row for row in answer(gold, "official_totals_beside_ours")}
    cases = answer(gold, "cases_behind_an_official_total")
    dated = [case for case in cases if case[3] is not None]
    assert totals["kasn-pilkada-2020-00-november-sanctioned"][4] == len(dated) > 0


def test_the_map_of_then_has_two_provinces_of_papua(gold):
    maps = [row[0] for row in answer(gold, "papua_then_and_today")]
    assert (maps.count("as on the voting day"), maps.count("today")) == (2, 6)
    names = {row[0]: row for row in gold.execute("SELECT today_code, code FROM election_regions").fetchall()}
    assert names
    areas = {row[1]: row[3] for row in answer(gold, "areas_with_another_code") if row[0] == "pilkada-2020"}
    assert areas["93.01"] == "91.01"


def test_words_are_found_in_their_forms(gold):
    """Full-text search in SQL against the texts themselves: each article has a form of both words."""
    rows = answer(gold, "articles_with_two_words")
    texts = dict(gold.execute("SELECT article_id, lower(concat_ws(' ', title, text)) FROM articles").fetchall())
    plain = {key for key, text in texts.items() if "dilaporkan" in text and re.search(r"\bcamat\b", text)}
    found = {row[0] for row in rows}
    assert plain <= found
    assert all("lapor" in texts[key] and "camat" in texts[key] for key in found)


def test_covered_names_are_counted_and_stand_nowhere(gold):
    cursor = gold.cursor()
    cursor.execute("SET search_path = 'warehouse.named,warehouse.main'")
    covered = [name for (name,) in cursor.execute("SELECT name FROM persons WHERE is_protected").fetchall()]
    assert len(covered) == sum(row[2] for row in answer(gold, "names_covered") if row[0]) > 5
    rows = {recipe.name: str(gold.execute(recipe.sql).fetchall()) for recipe in RECIPES}
    assert not [(recipe, name) for name in covered for recipe, told in rows.items() if name in told]


CORRECTIONS = """
[[correction]]
id = "k-1"
kind = "drop"
article = "a-1"
item = "measure"
words = "menerbitkan edaran"
by = "redaksi"
made_on = 2024-11-05
why = "An older circular"

[[correction]]
id = "k-2"
kind = "withdraw"
article = "tiada"
by = "redaksi"
made_on = 2024-11-04
why = "Two outlets were mixed up"
"""


def test_corrections_and_changes_of_articles(sample, tmp_path):
    """Neither stands in the demonstration articles."""
    article, annotation = sample
    older = dataclasses.replace(article, text="Kabar pendek.", title="Judul Lama")
    (tmp_path / "corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    days = [datetime(2024, 10, 7), datetime(2024, 10, 8)]
    inputs = [Input(older, imported_at=days[0]), Input(article, imported_at=days[1])]
    build_warehouse(tmp_path, inputs, [annotation])
    with connect(warehouse_path(tmp_path)) as con:
        assert answer(con, "articles_that_changed") == [
            ("a-1", 1, *days, True, len(older.text), len(article.text), None)
        ]
        told = answer(con, "corrections_applied")
    assert [row[:4] for row in told] == [(False, "k-2", "withdraw", "tiada"), (True, "k-1", "drop", "a-1")]
    assert told[0][-1]


def test_what_followed_never_exceeds_what_was_alleged(gold):
    for _, alleged, *steps in answer(gold, "allegations_and_what_followed"):
        assert all(0 <= step <= alleged for step in steps)


def test_not_covered_is_not_zero(built):
    """In a warehouse of one article 37 provinces were not looked at."""
    with connect(warehouse_path(built)) as con:
        rows = answer(con, "where_is_it_reported")
        assert sum(row[3] is None for row in rows) == 37
        assert len(answer(con, "where_nobody_looked")) == 37
        assert [row[0] for row in answer(con, "provinces_in_two_elections")] == ["Kepulauan Riau"]


@pytest.mark.parametrize(
    "recipe", [recipe for recipe in RECIPES if recipe not in WAITING], ids=lambda recipe: recipe.name
)
def test_on_any_corpus(recipe, random_warehouse):
    try:
        random_warehouse.execute(recipe.sql).fetchall()
    except duckdb.Error as error:
        pytest.fail(f"{recipe.name}: {error}")

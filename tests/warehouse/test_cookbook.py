import re
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.gold_warehouse import build_gold_warehouse
from warehouse.connection import connect, warehouse_path
from warehouse.cookbook import TOPICS, load_recipes, parse_recipe, waiting, write_page
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
    assert len(RECIPES) - len(WAITING) >= 30
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

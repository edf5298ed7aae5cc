import importlib.util
import json
import random
from pathlib import Path

import pytest

from nlp.score import compare, count_offsets, load_rows, same_person

CORPUS = Path(__file__).parent.parent / "fixtures" / "corpus" / "annotations.jsonl"
SCORER = Path(__file__).parents[2].parent / "shared" / "score.py"
EMPTY = {"relevance": "none"}
ITEM_KEYS = ("officials", "dates", "measures", "violations", "quotes", "regions", "elections", "legal", "documents")


def disturbed(rows, seed):
    """Gold with items dropped, doubled and changed, in the same way for one seed."""
    chance = random.Random(seed)
    rows = json.loads(json.dumps(rows))
    for row in rows.values():
        row["relevance"] = chance.choice([row["relevance"], "mention"])
        for key in ITEM_KEYS:
            row[key] = [item for item in row[key] for _ in range(chance.choice([0, 1, 1, 1, 2]))]
            for item in row[key]:
                for part in {"role", "status", "type", "acting", "speaker", "actor", "region"} & item.keys():
                    if chance.random() < 0.1:
                        item[part] = chance.choice(["other", None])
    return rows


def test_gold_against_itself_is_perfect():
    gold = load_rows(CORPUS)
    scores = compare(gold, gold)
    assert {figure.value for figure in scores.figures.values()} == {1.0}
    assert scores.errors == []


def test_nothing_found_is_all_missed():
    gold = {"a": {"relevance": "core", "regions": ["14"], "primary_regions": ["14"], "legal": ["UU 5/2014"]}}
    figures = compare(gold, {}).figures
    assert figures["relevance"].value == 0
    assert figures["regions"].value == 0
    assert figures["legal"].missed == 1
    assert figures["dates"].value is None


@pytest.mark.parametrize(
    ("gold", "found", "key", "value"),
    [
        ({"regions": ["14", "21"]}, {"regions": [{"value": "14"}, {"value": "13"}]}, "regions", 0.5),
        ({"measures": [{"type": "pledge", "status": "taken", "actor": "Pemko X"}]},
         {"measures": [{"type": "pledge", "status": "planned", "actor": "Bawaslu X"}]}, "measures_with_status", 0),
        ({"measures": [{"type": "pledge", "status": "taken", "actor": "Pemko X"}]},
         {"measures": [{"type": "pledge", "status": "planned", "actor": "Bawaslu X"}]}, "measure_actor", 1),
        ({"documents": ["800/1/2024"]}, {"documents": ["800 / 1 / 2024"]}, "documents", 1),
        ({"quotes": [{"speaker": None, "text": "Satu dua"}]}, {"quotes": [{"speaker": "A", "text": "satu dua."}]},
         "quotes_with_speaker", 0),
    ],
)  # fmt: skip
def test_compare(gold, found, key, value):
    assert compare({"a": {**EMPTY, **gold}}, {"a": {**EMPTY, **found}}).figures[key].value == value


def test_same_person():
    assert same_person("Abdul Barri", "Barri")
    assert not same_person("Abdul Barri", "Abdul Karim")
    assert not same_person("", "Barri")
    assert not same_person(None, None)


def test_count_offsets():
    found = {
        "a": {"regions": [{"value": "14", "start": 0, "end": 4}, {"value": "21", "start": 2, "end": 5}, {"value": "x"}]}
    }
    assert count_offsets(found, {"a": "Riau"}) == (3, 2)


@pytest.mark.skipif(not SCORER.exists(), reason="the owner's scorer (../shared/score.py) is not at hand")
@pytest.mark.parametrize("seed", range(5))
def test_figures_agree_with_the_owner_s_scorer(seed):
    spec = importlib.util.spec_from_file_location("owner_score", SCORER)
    owner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(owner)
    gold = load_rows(CORPUS)
    found = disturbed(gold, seed)
    theirs = owner.score(gold, found)
    ours = compare(gold, found).figures
    assert {key: round(figure.value, 9) for key, figure in ours.items()} == {key: round(theirs[key], 9) for key in ours}

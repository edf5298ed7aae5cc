import json
import math
import random

import pytest

from nlp import confidence
from nlp.confidence import WEIGHED, WEIGHTS, load_weights, probability
from nlp.correctness import right_items
from nlp.quality_confidence import Told, brier, brier_of_rate, calibration_error, confidence_section
from nlp.training.calibration import IN_SIGHT, Case, learn


def test_what_a_feature_is_worth_is_learned():
    chance = random.Random(3)
    cases = [
        Case((f"family {name}",), chance.random() < share, f"article {number % 50}")
        for name, share in (("strong", 0.95), ("weak", 0.5))
        for number in range(400)
    ]
    weights, _ = learn(cases)
    told = {name: 1 / (1 + math.exp(-weights[""] - weights[f"family {name}"])) for name in ("strong", "weak")}
    assert told["strong"] == pytest.approx(0.95, abs=0.04)
    assert told["weak"] == pytest.approx(0.5, abs=0.06)


def test_articles_in_sight_of_the_rules_do_not_make_others_surer():
    seen = [Case(("family a", IN_SIGHT), True, f"seen {number}") for number in range(300)]
    fresh = [Case(("family a",), number % 2 == 0, f"fresh {number}") for number in range(100)]
    weights, _ = learn([*seen, *fresh])
    assert IN_SIGHT not in weights
    assert 1 / (1 + math.exp(-weights[""] - weights["family a"])) == pytest.approx(0.5, abs=0.08)


def test_what_was_never_wrong_is_not_certain():
    weights, _ = learn([Case(("family a",), True, f"article {number}") for number in range(50)])
    assert 1 / (1 + math.exp(-weights[""] - weights.get("family a", 0))) < 0.995


def test_a_probability_is_the_sum_of_its_features(monkeypatch):
    monkeypatch.setattr(confidence, "load_weights", lambda: {"dates": {"": 1.0, "role event": -1.0}})
    assert probability("dates", []) == 0.731
    assert probability("dates", ["role event", "unheard of"]) == 0.5
    assert probability("totals", []) is None


def test_the_weights_in_use_know_every_kind():
    assert set(load_weights()) == {"relevance", *WEIGHED}
    record = json.loads(WEIGHTS.read_text())
    assert "test" not in record["learned_from"]
    assert all(record["kinds"][kind]["right"] <= record["kinds"][kind]["items"] for kind in record["kinds"])


def test_scores_of_probabilities():
    sure = [Told(1.0, True)] * 8 + [Told(0.0, False)] * 2
    blind = [Told(0.8, True)] * 8 + [Told(0.8, False)] * 2
    wrong = [Told(0.3, True)] * 8 + [Told(0.3, False)] * 2
    assert (brier(sure), calibration_error(sure)) == (0, 0)
    assert brier(blind) == pytest.approx(brier_of_rate(blind)) == pytest.approx(0.16)
    assert calibration_error(blind) == pytest.approx(0)
    assert calibration_error(wrong) == pytest.approx(0.5)
    assert "| dates | 10 | 0.800 | 0.800 | 0.160 (0.160) | 0.000 |" in confidence_section({"x": {"dates": blind}})


def test_an_item_is_right_by_the_rules_of_scoring():
    gold = {
        "measures": [{"type": "pledge", "status": "taken", "actor": "Pemkab X"}],
        "legal": ["UU 20/2023"],
        "quotes": [{"speaker": "Budi Santoso", "text": "satu dua tiga empat lima enam tujuh"}],
        "statements": [{"speaker": None, "text": "", "start": 10, "end": 20}],
    }
    measures = [
        {"type": "pledge", "status": "taken", "actor": None},
        {"type": "pledge", "status": "planned", "actor": "Pemkab X"},
    ]
    assert right_items("measures", gold, measures) == [True, False]
    assert right_items("legal", gold, [{"value": "UU 20 / 2023"}, {"value": "UU 5/2014"}]) == [True, False]
    said = [
        {"speaker": name, "text": "satu dua tiga empat lima enam delapan"} for name in ("Santoso", "Budi Hartono", None)
    ]
    assert right_items("quotes", gold, said) == [True, False, False]
    places = [{"speaker": None, "start": start, "end": 22} for start in (11, 18)]
    assert right_items("statements", gold, places) == [True, False]
    assert right_items("totals", gold, []) is None

"""How far each item is to be trusted: the probability that a careful reader would annotate the same.

The rules say what an item is and which family of them found it; how often such items are right was counted against
gold (`nlp.training.calibration`), as a logistic regression for each kind of item over features that are there or not:
the family, the values, where in the text it stands. Its weights are `nlp/models/confidence.json`, with the record of
what they were learned from. Measures and conduct have theirs from the choice that tells them (`nlp.act_choice`). A
probability is calibrated where of all items with 0.8 eight in ten are right;
`docs/quality.md` shows how nearly that holds for articles that took no part in the learning.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from nlp.records import ITEM_LISTS

WEIGHTS = Path(__file__).parent / "models" / "confidence.json"
KINDS = ITEM_LISTS
# What is weighed here; acts were weighed where they were chosen.
WEIGHED = tuple(kind for kind in KINDS if kind not in {"measures", "violations"})
# The fields of a kind that tell what its items are and how hard; None is a value too.
FIELDS: dict[str, tuple[str, ...]] = {
    "officials": ("role", "acting"),
    "dates": ("role",),
    "measures": ("type", "status"),
    "violations": ("type", "status"),
    "totals": ("what", "state"),
}
ABSENT: dict[str, str] = {"officials": "region", "measures": "actor", "quotes": "speaker", "statements": "speaker"}
OPENING_SHARE, MIDDLE_SHARE = 0.2, 0.7
MANY = 6


@Language.component("confidence")
def mark(doc: Doc) -> Doc:
    """Set the confidence of every item on the Doc, and `doc._.relevance_confidence`."""
    context = Context(doc)
    for kind in WEIGHED:
        items = getattr(doc._, kind)
        doc._.set(kind, [replace(item, confidence=probability(kind, context.of(kind, item, items))) for item in items])
    doc._.relevance_confidence = probability("relevance", relevance_features(doc))
    return doc


class Context:
    """What is known of the surroundings of an article's items."""

    def __init__(self, doc: Doc) -> None:
        self._text: str = doc.text
        self._relevance = doc._.relevance

    def of(self, kind: str, item: Any, items: list[Any]) -> list[str]:
        """The features of one item among all items of its kind."""
        return [*self._own(kind, item), *self._around(kind, item, len(items))]

    def _own(self, kind: str, item: Any) -> Iterator[str]:
        yield f"family {item.rule.split(':')[0]}"
        for name in FIELDS.get(kind, ()):
            yield f"{name} {getattr(item, name)}"
        if kind in ABSENT and getattr(item, ABSENT[kind]) is None:
            yield f"no {ABSENT[kind]}"
        if kind == "officials":
            yield "named once" if len(item.mentions) == 1 else "named again"
        if kind == "regions":
            yield "province" if "." not in item.value else "regency"

    def _around(self, kind: str, item: Any, count: int) -> Iterator[str]:
        yield f"in {self._relevance}"
        share = item.start / max(1, len(self._text))
        yield "opening" if share < OPENING_SHARE else "middle" if share < MIDDLE_SHARE else "end"
        if count > MANY:
            yield "one of many"


def relevance_features(doc: Doc) -> list[str]:
    """What tells how clear an article's relevance is."""
    weight = doc._.weight
    features = [f"told {doc._.relevance}"]
    if weight is None:
        return features
    features += [place for place in ("headline", "opening") if getattr(weight, place)]
    for name, value, steps in (
        ("points", weight.points, (0.5, 1, 2, 4, 8)),
        ("count", weight.count, (1, 2, 3, 5)),
        ("share", weight.count / max(1, weight.sentences), (0.1, 0.2, 0.4)),
        ("elsewhere", weight.elsewhere, (1,)),
    ):
        features += [f"{doc._.relevance} {name} {step}" for step in steps if value >= step]
    return features


def probability(kind: str, features: list[str]) -> float | None:
    """The probability that goes with an item's features, to three digits; None for a kind that nothing is known of."""
    weights = load_weights().get(kind)
    if weights is None:
        return None
    score = weights[""] + sum(weights.get(feature, 0.0) for feature in features)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 3)


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of the features by kind of item; "" is the one that all items have."""
    if not WEIGHTS.exists():  # before the first calibration
        return {}
    weights: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights

"""How far each item is to be trusted: the probability that a careful reader would annotate the same.

The rules say what an item is and which family of them found it; how often such items are right was counted against
gold (`nlp.training.calibration`), as a logistic regression for each kind of item over features that are there or not:
the family, the values, where in the text it stands, what the words of its sentence tell. Its weights are
`nlp/models/confidence.json`, with the record of what they were learned from. Conduct that hardly anything speaks for is
left out again (`drop_doubts`). A probability is calibrated where of all items with 0.8 eight in ten are right;
`docs/quality.md` shows how nearly that holds for articles that took no part in the learning.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from nlp.act_words import read_words
from nlp.modality import told_as
from nlp.records import ITEM_LISTS, Violation
from nlp.sentences import sentence_at
from nlp.spans import ClosedSpans
from nlp.subject import is_on_subject

WEIGHTS = Path(__file__).parent / "models" / "confidence.json"
KINDS = ITEM_LISTS
ACTS = frozenset({"measures", "violations"})
# The fields of a kind that tell how hard its items are; None is a value too.
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
# Conduct that is less likely right than this is not told; where the words of its sentence tell it with the chance of
# the third, the second is enough. Chosen on invented stories (docs/extraction.md).
LEAST, LEAST_WITH_WORDS, BORNE_OUT = 0.2, 0.1, 0.4
# Steps of the chance that the words of a sentence give an act (`nlp.act_words`).
CHANCES = (0.02, 0.1, 0.3, 0.6, 0.9)


@Language.component("confidence")
def mark(doc: Doc) -> Doc:
    """Set the confidence of every item on the Doc, and `doc._.relevance_confidence`."""
    context = Context(doc)
    for kind in KINDS:
        items = getattr(doc._, kind)
        doc._.set(kind, [replace(item, confidence=probability(kind, context.of(kind, item, items))) for item in items])
    doc._.relevance_confidence = probability("relevance", relevance_features(doc))
    return doc


@Language.component("doubts")
def drop_doubts(doc: Doc) -> Doc:
    """Leave out conduct that is hardly likely: an accusation needs more than a hint."""
    doc._.violations = [item for item in doc._.violations if _is_likely(doc, item)]
    return doc


def _is_likely(doc: Doc, item: Violation) -> bool:
    if item.confidence is None:
        return True
    sentence = sentence_at(doc, item.start)
    chance = read_words(doc).chance(sentence, item.type) if sentence is not None else 0.0
    return item.confidence >= (LEAST_WITH_WORDS if chance >= BORNE_OUT else LEAST)


class Context:
    """What is known of the surroundings of an article's items."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text: str = doc.text
        self._relevance = doc._.relevance
        self._quotes = ClosedSpans((quote.start, quote.end) for quote in doc._.quotes)

    def of(self, kind: str, item: Any, items: list[Any]) -> list[str]:
        """The features of one item among all items of its kind."""
        return [*self._own(kind, item), *self._around(kind, item, len(items))]

    def _own(self, kind: str, item: Any) -> Iterator[str]:
        yield f"family {item.rule.split(':')[0]}"
        for name in FIELDS.get(kind, ()):
            yield f"{name} {getattr(item, name)}"
        if kind == "violations":
            yield f"{item.type} {item.status}"
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
        if kind not in ACTS:
            return
        sentence = sentence_at(self._doc, item.start)
        if sentence is None:
            return
        start, end = sentence.start, sentence.end
        yield f"by words {bisect_right(CHANCES, read_words(self._doc).chance(sentence, item.type))}"
        if self._quotes.hold(item.start):
            yield "quoted"
        if is_on_subject(self._text, start, end):
            yield "on the subject"
        if told_as("condition", self._text, start, end) >= 0:
            yield "supposed"
        if told_as("negation", self._text, start, end) >= 0:
            yield "denied"


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

import json

import pytest

from nlp.forms import annotation_from_dict, annotation_to_dict
from nlp.records import (
    Annotation,
    DateRef,
    Measure,
    Mention,
    Official,
    Quote,
    Sentence,
    Value,
    Violation,
)

FULL = Annotation(
    id="a",
    version="v",
    pipeline="p",
    relevance="core",
    primary_regions=["14.71"],
    regions=[Value("14.71", 0, 4)],
    officials=[Official("Amir", "mayor", None, "14.71", 0, 9, (Mention("Amir", 5, 9),))],
    dates=[DateRef("2024-11", "event", "November 2024", 1, 14)],
    elections=[Value("pilkada-2024", 0, 12)],
    measures=[Measure("pledge", "taken", None, 0, 3)],
    violations=[Violation("gesture", "alleged", 2, 5)],
    legal=[Value("UU 20/2023", 0, 10)],
    documents=[Value("800/1/2024", 0, 10)],
    quotes=[Quote(None, "Netral", 0, 6)],
    sentences=[Sentence(0, 20, 0)],
)


@pytest.mark.parametrize("annotation", [FULL, Annotation("a", "v", "p", "none")])
def test_annotation_survives_json(annotation):
    assert annotation_from_dict(json.loads(json.dumps(annotation_to_dict(annotation)))) == annotation

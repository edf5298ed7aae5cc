import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from nlp.forms import BadLine, annotation_from_dict, annotation_to_dict, article_from_dict, read_article_lines
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


def test_article_from_dict_takes_what_it_knows():
    assert article_from_dict({"id": 7, "text": "x", "title": None, "kind": "news"}) == Article("7", "x")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([], "not an object"),
        ({"text": "x"}, "no id"),
        ({"id": "a"}, "no text"),
        ({"id": "a", "text": ["x"]}, "text is no text"),
        ({"id": True, "text": "x"}, "id is no text"),
        ({"id": "a", "text": "x", "title": 3}, "title is no text"),
        ({"id": "a", "text": "\ud800"}, "half a surrogate pair"),
    ],
)
def test_article_from_dict_names_what_is_wrong(row, message):
    with pytest.raises(ValueError, match=message):
        article_from_dict(row)


def test_read_article_lines_goes_on_after_a_broken_one(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"id": "a", "text": "x"}\n\n{"id": \n\xff\xfe\n' + b"[" * 100_000 + b'\n{"id": "b", "text": ""}'
    )
    found = list(read_article_lines(path))
    assert [item.id for item in found if isinstance(item, Article)] == ["a", "b"]
    errors = [str(item) for item in found if isinstance(item, BadLine)]
    assert [error.split(":")[1] for error in errors] == ["3", "4", "5"]
    assert all(str(path) in error for error in errors)


@given(st.binary())
def test_read_article_lines_never_raises(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(content)
    assert all(isinstance(item, Article | BadLine) for item in read_article_lines(path))

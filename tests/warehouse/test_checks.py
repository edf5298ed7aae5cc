from dataclasses import replace

import pytest

from crawler.items import Article
from nlp.records import DateRef, Measure, Mention, Official, Quote, Value, Violation
from warehouse.checks import Misfit, check_article

CODES = frozenset({"00", "21", "21.71"})


def test_a_full_article_fits(sample):
    check_article(*sample, CODES)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"relevance": "maybe"}, "relevance: unknown value 'maybe'"),
        ({"primary_regions": ["99.99"]}, "primary_regions: unknown value '99.99'"),
        ({"primary_regions": ["21", "21"]}, "primary_regions: '21' stands 2 times"),
        ({"regions": [Value("Batam", 0, 3)]}, "regions: unknown value 'Batam'"),
        ({"regions": [Value("21", 0, 3), Value("21", 5, 7)]}, "regions: '21' stands 2 times"),
        ({"elections": [Value("pilgub-2024", 0, 3)]}, "elections: no election id: 'pilgub-2024'"),
        ({"elections": [Value("pemilu-2024", 0, 3), Value("pemilu-2024", 4, 9)]}, "'pemilu-2024' stands 2 times"),
        ({"officials": [Official("A", "king", None, None, 0, 3)]}, "officials.role: unknown value 'king'"),
        ({"officials": [Official("A", "mayor", "pjj", None, 0, 3)]}, "officials.acting: unknown value 'pjj'"),
        ({"officials": [Official("A", "mayor", None, "7", 0, 3)]}, "officials.region: unknown value '7'"),
        ({"dates": [DateRef("2024-02-31", "event", "x", 0, 3)]}, "dates: "),
        ({"dates": [DateRef("2024", "birthday", "x", 0, 3)]}, "dates.role: unknown value 'birthday'"),
        ({"measures": [Measure("oath", "taken", None, 0, 3)]}, "measures.type: unknown value 'oath'"),
        ({"measures": [Measure("pledge", "done", None, 0, 3)]}, "measures.status: unknown value 'done'"),
        ({"violations": [Violation("gesture", "likely", 0, 3)]}, "violations.status: unknown value 'likely'"),
        ({"quotes": [Quote("Nobody", "x", 0, 3)]}, "quotes.speaker: unknown value 'Nobody'"),
        ({"documents": [Value("1", 3, 3)]}, "documents: offsets 3 to 3"),
        ({"legal": [Value("UU 1/2020", -1, 3)]}, "legal: offsets -1 to 3"),
        ({"legal": [Value("UU 1/2020", 1, 4000)]}, "legal: offsets 1 to 4000 in a text of"),
        ({"officials": [Official("A", "mayor", None, None, 0, 3, (Mention("A", 9, 2),))]}, "mentions: offsets 9 to 2"),
    ],
)
def test_a_value_that_does_not_fit_is_named(sample, values, told):
    article, annotation = sample
    broken = replace(annotation, **({"quotes": []} | values))
    with pytest.raises(Misfit, match=r"^article a-1: ") as error:
        check_article(article, broken, CODES)
    assert told in str(error.value)


def test_an_outlet_region_must_be_known(make_annotation):
    article = Article("a", "Teks.", outlet_region="Riau")
    with pytest.raises(Misfit, match="article a: outlet_region: unknown value 'Riau'"):
        check_article(article, make_annotation(article), CODES)

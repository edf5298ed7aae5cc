from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from nlp.records import Annotation, DateRef
from warehouse.days import find_report_date, parse_published, parse_span, publication_order


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-07-16", "2024-07-16", "2024-07-16"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2023-11-28/2024-02-10", "2023-11-28", "2024-02-10"),
        ("2023-11/2024", "2023-11-01", "2024-12-31"),
    ],
)
def test_parse_span(value, first, last):
    assert parse_span(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", ["", "27 November", "2024-13", "2024-02-30", "2024-1-1", "2024/", "2024/2023", "0000"]
)
def test_parse_span_refuses(value):
    with pytest.raises(ValueError):  # noqa: PT011 - the messages are Python's own in part
        parse_span(value)


@given(st.text())
def test_parse_span_on_anything(value):
    try:
        first, last = parse_span(value)
    except ValueError:
        return
    assert first <= last


@pytest.mark.parametrize(
    ("published", "dates", "expected"),
    [
        ("2024-10-07T23:30:00+07:00", [("2024-10-01", "statement")], ("2024-10-07", "published")),
        ("2024-10-07", [], ("2024-10-07", "published")),
        ("kemarin", [("2024-10-01", "statement")], ("2024-10-01", "statement")),
        (None, [("2024-10-01", "statement"), ("2024-10-03", "statement")], ("2024-10-03", "statement")),
        (
            None,
            [("2024-11-27", "voting_day"), ("2024-10-05", "event"), ("2024-10-02", "event")],
            ("2024-10-05", "event"),
        ),
        (None, [("2024-10", "statement"), ("2024-11-27", "voting_day"), ("2024-10-01/2024-10-02", "event")], None),
        (None, [], None),
    ],
)
def test_find_report_date(published, dates, expected):
    article = Article("a", "teks", published=published)
    annotation = Annotation("a", "v", "p", "core", dates=[DateRef(value, role, "", 0, 1) for value, role in dates])
    found, source = find_report_date(article, annotation)
    assert (found and found.isoformat(), source) == (expected or (None, None))


def test_publication_order_knows_zones():
    jayapura = Article("b", "", published="2024-10-07T09:00:00+09:00")
    jakarta = Article("a", "", published="2024-10-07T08:00:00+07:00")
    undated = Article("0", "")
    assert sorted([undated, jakarta, jayapura], key=lambda a: publication_order(a, None)) == [
        jayapura,
        jakarta,
        undated,
    ]


def test_time_without_zone_is_western_indonesian():
    assert parse_published("2024-10-07 08:00") == parse_published("2024-10-07T08:00:00+07:00")

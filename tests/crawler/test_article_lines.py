import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import article_lines
from crawler.article_lines import BadLine, article_from_dict, read_article_lines
from crawler.items import Article


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
        ({"id": "a", "text": "x", "tags": 3}, "tags is no list of texts: 3"),
        ({"id": "a", "text": "x", "tags": ["a", None]}, "tags is no list of texts"),
        ({"id": "a", "text": "x", "is_paid": "mungkin"}, "is_paid is neither true nor false: 'mungkin'"),
        ({"id": "a", "text": "x", "is_paid": 2}, "is_paid is neither true nor false"),
        ({"id": "a", "text": "x", "section": ["x"]}, "section is no text"),
    ],
)
def test_article_from_dict_names_what_is_wrong(row, message):
    with pytest.raises(ValueError, match=message):
        article_from_dict(row)


@pytest.mark.parametrize(
    ("row", "tags", "is_paid"),
    [
        ({}, (), None),
        ({"tags": None, "is_paid": None}, (), None),
        ({"tags": ["#ASN", "dua, tiga"], "is_paid": True}, ("ASN", "dua, tiga"), True),
        ({"tags": "ASN; pilkada,dua|tiga", "is_paid": "Ya"}, ("ASN", "pilkada", "dua", "tiga"), True),
        ({"tags": "", "is_paid": ""}, (), None),
        ({"is_paid": "false"}, (), False),
        ({"is_paid": 0}, (), False),
    ],
)
def test_tags_and_payment(row, tags, is_paid):
    article = article_from_dict({"id": "a", "text": "x", "section": "Politik", "language": "id", **row})
    assert (article.tags, article.is_paid, article.section, article.language) == (tags, is_paid, "Politik", "id")


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


def test_a_line_without_end_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(article_lines, "LONGEST_LINE", 40)
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "' + "x" * 100 + '"}\n{"id": "b", "text": "x"}\n' + "y" * 80)
    long, good, last = read_article_lines(path)
    assert str(long) == f"{path}:1: longer than 40 bytes"
    assert good == Article("b", "x")
    assert str(last) == f"{path}:3: longer than 40 bytes"


def test_a_line_of_fifty_megabytes_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "' + "x" * 50_000_000 + '"}')
    (article,) = read_article_lines(path)
    assert len(article.text) == 50_000_000


def test_numbers_without_end_and_nulls(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": ' + "1" * 5000 + ', "text": "x"}\n{"id": "b", "text": "x", "url": null}\n')
    broken, good = read_article_lines(path)
    assert "a.jsonl:1: not an article" in str(broken)
    assert good.url is None

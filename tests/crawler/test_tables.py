import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article_lines import BadLine
from crawler.items import Article
from crawler.tables import read_csv_file, read_lines_file, read_list_file

HEADER = "id,url,title,published,text\n"


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(items):
    return [item.text for item in items if isinstance(item, Article)]


def errors(path, items):
    return [str(item).removeprefix(str(path)) for item in items if isinstance(item, BadLine)]


def test_csv(tmp_path):
    rows = 'a,https://kabar.test/1,"Judul, dua",2024-10-07,"Teks ""satu"".\r\nBaris dua.\n"\n,,,,Teks dua.\n\n'
    path = written(tmp_path, "a.csv", HEADER + rows)
    first, second = read_csv_file(path)
    assert first == Article(
        "a", 'Teks "satu".\r\nBaris dua.\n', "https://kabar.test/1", "Judul, dua", "2024-10-07", source="a.csv:2",
        language="id",
    )  # fmt: skip
    assert (second.id[:2], second.text, second.title, second.source) == ("t-", "Teks dua.", None, "a.csv:5")


def test_csv_with_section_tags_and_payment(tmp_path):
    rows = 'id,text,section,tags,is_paid,language\na,Teks.,Politik,"ASN, pilkada",ya,id\nb,Teks.,,,,\nc,x,,,entah,\n'
    path = written(tmp_path, "a.csv", rows)
    first, second, third = read_csv_file(path)
    assert (first.section, first.tags, first.is_paid, first.language) == ("Politik", ("ASN", "pilkada"), True, "id")
    assert (second.section, second.tags, second.is_paid, second.language) == (None, (), None, None)
    assert errors(path, [third]) == [":4: not an article: is_paid is neither true nor false: 'entah'"]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid,text\na,Teks.\n",
        "ID ; Text\na;Teks.\n",
        "id\ttext\na\tTeks.\n",
        '"id","text","lain"\n"a","Teks.","x"\n',
        "text,id\r\nTeks.,a\r\n",
    ],
)
def test_headers(tmp_path, content):
    (article,) = read_csv_file(written(tmp_path, "a.csv", content))
    assert (article.id, article.text) == ("a", "Teks.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,teks\na,x\n", ":1: no column named text"),
        ("text,text\na,x\n", ":1: two columns named text"),
        ("\n\n", ":1: the file is empty"),
        (HEADER + "a,,,,x\nb,,,x\nc,,,,x\n", ":3: 4 cells where the header has 5"),
        (HEADER + "a,,,,x\nb,,,,x,y\nc,,,,x\n", ":3: 6 cells where the header has 5"),
        (HEADER + "a,,,,x\nb,,,,\nc,,,,x\n", ":3: not an article: no text"),
        (HEADER + 'a,,,,x\nb,,,," "\nc,,,,x\n', ":3: not an article: text is empty"),
        (HEADER + "a,,,,x\nb,,,kemarin,x\nc,,,,x\n", ":3: not an article: published is no date"),
        (HEADER + "a,,,,x\nb,kabar.test,,,x\nc,,,,x\n", ":3: not an article: url is no http"),
        (HEADER + 'a,,,,x\nb,,,,"x"y\nc,,,,x\n', ":3: not CSV: "),
        (HEADER.encode() + b"a,,,,x\nb,,,,\x93x\nc,,,,x\n", ":3: not UTF-8"),
        (HEADER.encode() + b"a,,,,x\nb,,,,y\0\nc,,,,x\n", ":3: not an article: text holds NUL"),
        (HEADER + 'a,,,,x\nc,,,,x\nb,,,,"x\ny\n', ":4: not CSV: unexpected end of data"),
        (HEADER + f"a,,,,x\nb,,,,{'x' * 6_100_000}\nc,,,,x\n", ":3: not CSV: field larger than"),
        (HEADER + f"a,,,,x\nb,,,,{'x' * 5_500_000}\nc,,,,x\n", ":3: not an article: text has 5,500,000"),
    ],
)
def test_what_is_wrong_in_csv_is_named_and_the_rest_is_read(tmp_path, content, message):
    limit = csv.field_size_limit()
    path = written(tmp_path, "a.csv", content)
    items = list(read_csv_file(path))
    (error,) = errors(path, items)
    assert error.startswith(message)
    assert texts(items) == ([] if message.startswith(":1:") else ["x", "x"])
    assert csv.field_size_limit() == limit


def test_a_long_field_is_read(tmp_path):
    path = written(tmp_path, "a.csv", f'id,text\na,"{"x" * 1_000_000}"\n')
    assert [len(text) for text in texts(read_csv_file(path))] == [1_000_000]


def test_json_lines(tmp_path):
    rows = [{"id": 7, "text": "Teks. (*)", "lain": []}, {"url": "https://kabar.test/1", "text": "Teks."}]
    path = written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)) + '\n{"id": "c"}\nx\n')
    items = list(read_lines_file(path))
    assert texts(items) == ["Teks. (*)", "Teks."]
    assert [item.id[:2] for item in items[:2]] == ["7", "u-"]
    assert items[1].source == "a.jsonl:2"
    assert errors(path, items) == [":3: not an article: no text", ":4: not JSON: Expecting value at column 1"]


@pytest.mark.parametrize(
    ("content", "found", "message"),
    [
        ('[{"id": "a", "text": "x"}, {"id": "b"}]', ["x"], ": item 2: not an article: no text"),
        ('{"id": "a", "text": "x"}', ["x"], None),
        ('{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}', ["x", "y"], None),
        ("[]", [], None),
        ("7", [], ": not a list of articles"),
        ('[\n{"id": }]', [], ":2: not JSON: Expecting value at column 8"),
        ("[" * 100_000, [], ": not a list of articles: nested too deeply"),
        (b"[\xff]", [], ": not UTF-8"),
        ('[{"id": "a", "text": "\\ud800"}]', [], ": item 1: not an article: text holds half a surrogate pair"),
    ],
)
def test_json_list(tmp_path, content, found, message):
    path = written(tmp_path, "a.json", content)
    items = list(read_list_file(path))
    assert texts(items) == found
    assert [error.startswith(message) for error in errors(path, items)] == ([True] if message else [])


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip)


@given(st.lists(CELL, min_size=1))
def test_what_csv_writes_is_read(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *([at, cell] for at, cell in enumerate(cells))])
    assert texts(read_csv_file(path)) == cells


@pytest.mark.parametrize("reader", [read_csv_file, read_lines_file, read_list_file])
@given(st.binary() | st.binary().map(b"id,text\na,".__add__) | st.binary().map(b'[{"text": "x'.__add__))
def test_never_raises(reader, tmp_path_factory, content):
    path = tmp_path_factory.mktemp("table") / "a"
    path.write_bytes(content)
    assert all(isinstance(item, Article | BadLine) for item in reader(path))

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import address_id, check_address, is_invented
from crawler.article_form import LONGEST_TEXT, make_article, parse_published, text_id

URL = "https://kabar.test/2024/10/sekda?id=7"


def test_id_is_the_given_one_else_of_the_address_else_of_the_text():
    assert make_article({"id": " a-1 ", "url": URL, "text": "Teks."}, "f").id == "a-1"
    assert make_article({"url": URL, "text": "Teks."}, "f").id == address_id(URL)
    assert make_article({"id": "", "text": "Teks."}, "f").id == text_id("Teks.")
    assert address_id(URL).startswith("u-")
    assert len(address_id(URL)) == len(text_id("x")) == 18


@pytest.mark.parametrize(
    "same",
    [
        f"{URL}#komentar",
        f"{URL}&utm_source=fb&fbclid=x",
        "http://KABAR.test:80/2024/10/sekda?id=7",
    ],
)
def test_one_address_has_one_id(same):
    assert address_id(same) == address_id(URL)


@pytest.mark.parametrize("other", ["https://kabar.test/2024/10/sekda?id=8", "https://kabar.test/2024/10/sekda"])
def test_other_addresses_have_other_ids(other):
    assert address_id(other) != address_id(URL)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://kabar.test/x",
        "kabar.test/x",
        "https://",
        "https:///x",
        "https://kabar.test/a b",
        "https://kabar.test/\u202e",
        "https://user:pw@kabar.test/",
        "https://[::1",
        "https://kabar.test:99999/",
        "https://kabar.test/" + "x" * 3000,
    ],
)
def test_no_address(url):
    with pytest.raises(ValueError, match="url is no http"):
        check_address(url)


@given(st.text() | st.text().map("https://{}".format))
def test_addresses_never_crash(url):
    with suppress(ValueError):
        assert address_id(check_address(url)).startswith("u-")


def test_invented_hosts():
    assert is_invented("https://kabar.example/x")
    assert is_invented("https://www.kabar.EXAMPLE./x")
    assert not is_invented("https://kabar.test/.example")
    assert not is_invented("https://kabar.example.com/")
    assert not is_invented(None)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2024-10-07", "2024-10-07"),
        ("2024-10-07T14:20:00+07:00", "2024-10-07T14:20:00+07:00"),
        ("2024-10-07 14:20", "2024-10-07T14:20"),
        ("2024-10-07T07:20:00Z", "2024-10-07T07:20:00Z"),
        ("2024-10-07 14:20:00 +0700", "2024-10-07T14:20:00+0700"),
        ("Senin, 7 Oktober 2024 | 14:20 WIB", "2024-10-07T14:20:00+07:00"),
        ("7 Oktober 2024", "2024-10-07"),
    ],
)
def test_published(value, kept):
    assert parse_published(value) == kept


@pytest.mark.parametrize(
    "value", ["kemarin", "2024-13-01", "2024-02-30", "7/10/2024", "10-07-2024", "2024", "20241007", "Senin"]
)
def test_published_is_no_date(value):
    with pytest.raises(ValueError, match="published is no date"):
        parse_published(value)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "no text"),
        ({"text": " \n\xa0"}, "text is empty"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "5,000,001 characters"),
        ({"text": "x", "url": "x"}, "url is no http"),
        ({"text": "x", "published": "x"}, "published is no date"),
        ({"text": "x", "outlet_region": "Riau"}, "outlet_region is no Kemendagri code"),
        ({"text": "x", "title": "a\x07"}, "title holds control characters"),
        ({"text": "x", "author": "\ud800"}, "author holds"),
        ({"text": "x", "title": "x" * 2000}, "title has 2,000 characters"),
        ({"text": "x", "id": "x" * 201}, "id has more than"),
        ({"text": "x", "language": "Indonesia"}, "language is no code of two letters: 'indonesia'"),
    ],
)
def test_what_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        make_article(values, "f")


@pytest.mark.parametrize(
    ("given", "text", "language"),
    [("id-ID", "x", "id"), (" MS ", "x", "ms"), ("", "Pegawai yang netral dan adil.", "id"), (None, "x y z", None)],
)
def test_language_is_as_given_else_told_from_the_text(given, text, language):
    assert make_article({"text": text, "language": given}, "f").language == language


def test_labels_are_no_part_of_a_version():
    bare = make_article({"id": "a", "text": "Teks."}, "f")
    filed = make_article({"id": "a", "text": "Teks.", "section": "Politik"}, "f", ["#ASN", "asn", ""], is_paid=True)
    assert (filed.tags, filed.is_paid, filed.section) == (("ASN",), True, "Politik")
    assert (bare.tags, bare.is_paid) == ((), None)
    assert bare.version == filed.version


def test_text_is_taken_as_it_is_and_empty_values_are_none():
    article = make_article(
        {"text": " Teks.\xa0\r\n", "title": " ", "outlet": " Kabar  Kita ", "outlet_region": "14.71"}, "f\udcff"
    )
    assert (article.text, article.title, article.outlet, article.outlet_region) == (
        " Teks.\xa0\r\n",
        None,
        "Kabar Kita",
        "14.71",
    )
    assert article.source == "f?"

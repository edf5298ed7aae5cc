import html
import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.warc_words import PageWords
from crawler.warc_words import test_article as is_on_subject
from crawler.warc_words import test_page as why_not
from nlp.subject import may_be_on_subject
from tests.crawler.warc_making import page

ROOT = Path(__file__).parents[2]
STAFF = "Aparatur sipil negara (ASN) diminta untuk menjaga netralitas dan tidak ikut berkampanye pada pilkada."
MARKET = "Harga cabai di pasar induk turun karena pasokan dari petani sudah kembali lancar dan cuaca membaik."
ENGLISH = "The mayor reminded all employees to remain neutral in the coming election of the head of the region."
WORD = re.compile(r"[A-Za-z]{2,}")


@cache
def demonstration():
    rows = [json.loads(line) for line in (ROOT / "demo" / "articles.jsonl").read_text("utf-8").splitlines()]
    marks = (ROOT / "tests" / "fixtures" / "corpus" / "annotations.jsonl").read_text("utf-8").splitlines()
    relevance = {one["id"]: one["relevance"] for one in map(json.loads, marks)}
    return [row for row in rows if relevance[row["id"]] != "none"]


def of_words(change):
    """A page whose every word of letters is written in another way."""

    def write(title, text):
        title, text = (
            WORD.sub(lambda word: change(word[0]), html.escape(one, quote=False).replace("&amp;", "+"))
            for one in (title or "", text)
        )
        return page(title, text).encode()

    return write


def split(middle):
    return of_words(lambda word: word[: len(word) // 2] + middle + word[len(word) // 2 :])


def in_script(title, text):
    data = json.dumps({"headline": title or "", "articleBody": text}).replace("<", "\\u003c")
    return f"<html><head><script type='application/ld+json'>{data}</script></head><body></body></html>".encode()


def as_markup_in_script(title, text):
    told = json.dumps("".join(f"<p>{line}</p>" for line in text.split("\n"))).replace("<", "\\u003c")
    return f"<html><script>window.state={{body:{told.replace('>', chr(92) + 'u003e')}}}</script></html>".encode()


MANNERS = {
    "plain": of_words(str),
    "upper case": of_words(str.upper),
    "letters as decimal entities": of_words(lambda word: "".join(f"&#{ord(char)};" for char in word)),
    "letters as hexadecimal entities": of_words(lambda word: "".join(f"&#X{ord(char):x};" for char in word)),
    "entities without semicolon": of_words(lambda word: f"&#{ord(word[0])}" + word[1:]),
    "one letter as an entity, with noughts": of_words(lambda word: word[0] + f"&#000{ord(word[1])};" + word[2:]),
    "a tag in the word": split("<b>"),
    "two tags in the word": split("</b><i class='x y'>"),
    "a comment in the word": split("<!-- netral -->"),
    "a wbr in the word": split("<wbr>"),
    "soft hyphens": split("&shy;"),
    "soft hyphens as bytes": split("\u00ad"),
    "spaces without width": split("\u200b"),
    "joiners as entities": split("&zwnj;"),
    "control characters": split("\x01"),
    "hard spaces": lambda title, text: page(title, text).replace(" ", "&nbsp;").replace("&nbsp;lang", " lang").encode(),
    "hard spaces as bytes": lambda title, text: page(title, text.replace(" ", "\u00a0")).encode(),
    "line breaks and double blanks": lambda title, text: page(title, text.replace(" ", " \r\n\t ")).encode(),
    "every word linked": of_words(lambda word: f"<a href='/tag/x'>{word}</a>"),
    "words without blanks between their tags": lambda title, text: page(
        title, " ".join(f"<span>{word}</span>" for word in html.escape(text).split()).replace("</span> <", "</span><")
    ).encode(),
    "minified": lambda title, text: re.sub(r">\s+<", "><", page(title, text)).encode(),
    "utf-16": lambda title, text: page(title, text).encode("utf-16"),
    "utf-16, big end first": lambda title, text: b"\xfe\xff" + page(title, text).encode("utf-16-be"),
    "windows-1252": lambda title, text: page(title, text).replace("utf-8", "windows-1252").encode("cp1252", "replace"),
    "json": in_script,
    "markup in json": as_markup_in_script,
    "letters escaped in json": lambda title, text: (
        "<script>x=" + "".join(f"\\u{ord(char):04x}" if char.isalpha() else char for char in text) + "</script>"
    ).encode(errors="replace"),
    "escaped markup": lambda title, text: html.escape(html.escape(page(title, text))).encode(),
    "amp": lambda title, text: page(title, text).replace("<html", "<html ⚡ amp4ads").encode(),
    "attributes only": lambda title, text: f"<meta property='og:description' content='{html.escape(text)}'>".encode(),
    "attributes with entities": lambda title, text: (
        "<meta content='" + "".join(f"&#{ord(char)};" for char in text) + "'>"
    ).encode(),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_no_page_of_the_demonstration_is_lost_in_any_manner(manner):
    write = MANNERS[manner]
    lost = [row["id"] for row in demonstration() if why_not(write(row["title"], row["text"]), False)]
    assert lost == []


def test_no_article_of_the_demonstration_is_lost():
    assert [row["id"] for row in demonstration() if not is_on_subject(row["title"], row["text"])] == []


def test_what_the_language_pipeline_would_look_at_is_not_lost():
    from demo.newsroom.records import all_records

    for record in all_records():
        text = "\n".join(record.paragraphs)
        assert is_on_subject(record.title, text) or not may_be_on_subject(f"{record.title}\n{text}"), record.id


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (STAFF, None),
        (MARKET, "another subject"),
        (ENGLISH, "another language"),
        ("", "another language"),
        # "asn" is in many a word, "kpu" begins some.
        ("Tugasnya dan kelasnya di sekolah sudah jelasnya itu, kata dia.", "another subject"),
        # Staff without an election, an election without staff.
        ("Camat dan lurah akan membuka pasar murah untuk warga.", "another subject"),
        ("Pilkada akan digelar dan surat suara sudah tiba.", "another subject"),
        ("Camat itu akan maju pada pilkada dan sudah cuti.", None),
        ("KPUD dan camat sudah bertemu untuk rapat.", None),
    ],
)
def test_why_not(text, why):
    assert why_not(page("Judul", text).encode(), is_any_subject=False) == why
    assert is_on_subject("", text) is (why is None)


def test_any_subject():
    assert why_not(page("Judul", MARKET).encode(), is_any_subject=True) is None
    assert why_not(page("Title", ENGLISH).encode(), is_any_subject=True) == "another language"


@given(st.text(), st.text(), st.text())
@example("&#" + "9" * 5000 + ";", "\\ud800", "<!--" * 50)
@example("<" * 50, "&#x0;", "\0")
def test_what_an_article_has_its_page_has(before, after, between):
    """Whatever stands around: a page passes where the words of an article in it do."""
    around = before.replace(">", "") + "\n>" + STAFF + "<\n" + after
    assert why_not(around.encode(errors="replace"), False) is None
    assert not why_not((MARKET + between + STAFF).encode(errors="replace"), False) or between[-1:].isalnum()


@given(st.binary(max_size=3_000), st.booleans())
def test_no_bytes_break_it(content, is_any_subject):
    assert why_not(content, is_any_subject) in (None, "another language", "another subject")


@pytest.mark.parametrize("at", [0, 10, (1 << 20) - 40, (1 << 20) - 3, (1 << 20) + 1, 2 << 20])
def test_a_long_page_is_looked_at_to_its_end(at):
    content = (MARKET + " ").encode() + b"x " * (at // 2) + b" netralitas " + b"<br>" * 300_000
    assert why_not(content, False) is None
    words = PageWords()
    words.add(b"-" * at + b" netralitas")
    assert words.may_be_on_subject

"""Tests of `crawler.page_state` and of outlets whose pages hold their articles in a script."""

import json
import sys
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.html_page import parse_page
from crawler.outlet import StateRule
from crawler.outlet_files import OutletError, load_outlets, read_outlet
from crawler.page_article import values_of_page
from crawler.page_state import payload_of_state
from crawler.store import read_articles
from demo.newsroom.records import records_at
from demo.newsroom.server import NewsroomServer

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from crawl_report import OUTLETS, compare, crawl, newsroom

WIT = ZoneInfo("Asia/Jayapura")
STATE = """
[article.state]
script = "script#__KEADAAN__"
item = "berita"
content = "isi"
title = "judul"
published = "{tanggal}Z"
author = "penulis"
section = "rubrik"
tags = "topik"
"""
RULE = StateRule(
    "script#__KEADAAN__",
    "berita",
    {"content": "isi", "title": "judul", "published": "{tanggal}Z", "author": "penulis", "tags": "topik"},
)
TEXT = "<p>Wali kota mengingatkan seluruh pegawai agar menjaga netralitas pada pemilihan kepala daerah.</p>"
ITEM = {
    "judul": "Wali Kota Ingatkan ASN",
    "isi": TEXT,
    "tanggal": "2024-10-07 03:20:00",
    "penulis": "Siti",
    "topik": ["asn"],
}


def shell(state, name="__KEADAAN__"):
    text = state if isinstance(state, str) else json.dumps(state)
    return f'<html><body><div id="root"></div><script id="{name}" type="application/json">{text}</script></body></html>'


@pytest.mark.parametrize("content", [TEXT, escape(TEXT)])
def test_an_article_in_the_state(content):
    payload = payload_of_state(parse_page(shell({"berita": ITEM | {"isi": content}})), RULE, WIT)
    assert payload == {
        "content_html": TEXT,
        "title": "Wali Kota Ingatkan ASN",
        "published": "2024-10-07T03:20:00+00:00",
        "is_whole": True,
        "author": "Siti",
        "tags": ["asn"],
    }


@pytest.mark.parametrize(
    "page",
    [
        shell({"berita": ITEM}, name="lain"),
        shell({"lain": ITEM}),
        shell({"berita": [ITEM]}),
        shell({"berita": {"judul": "Tanpa isi"}}),
        shell("{ rusak"),
        shell(""),
        "<html><body><p>tanpa naskah</p></body></html>",
    ],
)
def test_no_article_in_the_state(page):
    assert payload_of_state(parse_page(page), RULE, WIT) is None


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["berita", "isi", "judul", "tanggal", "topik"]), inner)
        ),
    )
)
def test_any_state(state):
    payload = payload_of_state(parse_page(shell(json.dumps(state).replace("<", "\\u003c"))), RULE, WIT)
    assert payload is None or payload["content_html"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("[article.state]\nitem = 'berita'\ncontent = 'isi'", "script"),
        ("[article.state]\nscript = 'script#x'", "content"),
        ("[article.state]\nscript = 'script#x'\ncontent = 'isi'\nurl = 'alamat'", "url"),
        ("[article.state]\nscript = 'script['\ncontent = 'isi'", "selector"),
    ],
)
def test_what_is_wrong_with_the_rule_is_told(tmp_path, lines, problem):
    with pytest.raises(OutletError, match=problem):
        read_outlet(shell_outlet(tmp_path, lines))


def test_shells_of_the_newsroom_are_read_by_their_state(tmp_path):
    path = shell_outlet(tmp_path, STATE)
    server = NewsroomServer()
    site = server.newsroom.sites["maluku-kini.test"]
    server.server_close()
    with_state = {
        record.url
        for record in records_at(1)
        if record.outlet == "maluku-kini" and record.status == "published" and site.variant(record) == "A"
    }
    assert len(with_state) >= 15
    (outlet,) = load_outlets(tmp_path)
    with newsroom(1, slow_seconds=0.2) as server:
        crawl(server, tmp_path / "data", "--outlets", str(path.parent))
    articles = list(read_articles(tmp_path / "data"))
    # Shells without a state, and those with an address card alone, hold no article.
    assert {article.url for article in articles} == with_state
    counts = compare([record for record in records_at(1) if record.url in with_state], articles)["all"].counts
    assert counts["paragraphs present"] == counts["paragraphs"] > 0
    assert (counts["minutes right"], counts["people right"]) == (len(with_state), counts["people"])
    assert counts["foreign characters"] == 0
    assert values_of_page(shell({"berita": ITEM}), outlet).published == "2024-10-07T12:20:00+09:00"


def shell_outlet(folder, state):
    """The script shell by its sitemap alone, without the interface."""
    text = (OUTLETS / "maluku-kini.toml").read_text(encoding="utf-8")
    before, _, _ = text.partition("[[way]]")
    path = folder / "maluku-kini.toml"
    way = '[[way]]\nkind = "sitemap"\nurl = "/sitemap.xml"\n'
    path.write_text(f"{before}\n{state}\n{way}", encoding="utf-8")
    return path

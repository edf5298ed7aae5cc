import sys
from pathlib import Path

import pytest
from trafilatura.metadata import extract_metadata

from crawler.html_page import parse_page, read_values
from crawler.title_author import find_author, find_title, read_head

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

PROSE = "Bawaslu Kabupaten Contoh mengingatkan seluruh aparatur sipil negara agar menjaga netralitas. " * 5
JSON = '<script type="application/ld+json">{}</script>'
HEADS = {
    "nothing": "",
    "title element": "<title>Bawaslu Ingatkan ASN - Kabar Contoh</title>",
    "a name": '<meta name="author" content="Siti Contoh">',
    "a login": '<meta name="author" content="admin1">',
    "two names": '<meta property="article:author" content="Siti Contoh and Budi Contoh">',
    "og:title": '<meta property="og:title" content="Judul &amp; lain  lagi">',
    "markup in it": '<meta name="title" content="Judul &amp;lt;b&amp;gt;tebal">',
    "very long": f'<meta name="title" content="{"panjang " * 2_000}">',
    "JSON": JSON.format(
        '{"@type": "NewsArticle", "headline": "Judul JSON", "author": {"@type": "Person", "name": "Ani Contoh"}}'
    ),
    "JSON cut off": JSON.format('{"@type": "NewsArticle", "headline": "Judul JSON", "author": {"name": "Ani Con'),
    "JSON of numbers": JSON.format("[[[1, 2], 3], null]"),
    "JSON that nests": JSON.format("[" * 5_000),
}
BODIES = {
    "headline": f"<h1>Bawaslu Ingatkan ASN</h1><p>{PROSE}</p>",
    "two headlines": f"<h1>Kabar Contoh</h1><h1 class='entry-title'>Bawaslu Ingatkan</h1><p>{PROSE}</p>",
    "author element": f"<h1>Judul</h1><a rel='author' href='/a'>Dewi Contoh</a><p>{PROSE}</p>",
    "no headline": f"<p>{PROSE}</p>",
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("head", HEADS)
def test_as_trafilatura_reads_them(head, body):
    page = f"<html><head>{HEADS[head]}</head><body><article>{BODIES[body]}</article></body></html>"
    tree = parse_page(page)
    whole = extract_metadata(tree)
    told = read_head(tree)
    assert (find_title(tree, told), find_author(tree, told)) == (whole.title, whole.author)


def test_as_trafilatura_reads_them_on_the_newsrooms_pages():
    from suite_pages import newsroom_pages

    for _, page in newsroom_pages(66):
        tree = parse_page(page)
        whole, told = extract_metadata(tree), read_head(tree)
        assert (find_title(tree, told), find_author(tree, told)) == (whole.title, whole.author)


@pytest.mark.parametrize("name", ["examine_meta", "extract_meta_json", "extract_title", "extract_author"])
def test_what_is_too_much_for_trafilatura_costs_no_page(monkeypatch, name):
    def fail(*given):
        raise ValueError("no address")

    monkeypatch.setattr(f"crawler.title_author.{name}", fail)
    found = read_values(
        f"<html><head><title>Judul</title></head><body><article>{BODIES['headline']}</article></body></html>"
    )
    assert "Bawaslu Kabupaten Contoh mengingatkan" in found.body
    assert found.title == (None if name == "extract_title" else "Bawaslu Ingatkan ASN")


def test_the_tree_is_whole_after_the_text_was_read():
    # The author is looked for in it afterwards.
    page = f"<html><body><article><p class='author'>Dewi Contoh</p>{BODIES['headline']}</article></body></html>"
    assert read_values(page).author == "Dewi Contoh"


@pytest.mark.parametrize("colon", [":", "：", " :"])
def test_people_behind_either_colon(colon):
    page = f"<html><body><article>{BODIES['headline']}<p>Penulis{colon} Rina Contoh</p></article></body></html>"
    assert read_values(page).author == "Rina Contoh"

from zoneinfo import ZoneInfo

import pytest

from crawler.html_page import PageValues
from crawler.outlet import Outlet, PageRule
from crawler.pages_joined import join_pages, next_page


def outlet(**rule):
    return Outlet("a", "A", "18.72", "https://a.test", ZoneInfo("Asia/Jakarta"), PageRule((), **rule), ())


def page(body="Isi.", links=(), **values):
    fields = dict.fromkeys(("title", "url", "published", "updated", "outlet", "author", "editor", "section"))
    return PageValues(**{**fields, "body": body, "links": tuple(links), **values})


@pytest.mark.parametrize(
    ("rule", "url", "links", "number", "following", "is_whole"),
    [
        ({"whole": "?page=all"}, "https://a.test/b/1", ["?page=all"], 1, "https://a.test/b/1?page=all", True),
        (
            {"whole": "?page=all"},
            "https://a.test/b/1?utm_source=x",
            ["/b/1?page=all"],
            1,
            "https://a.test/b/1?page=all",
            True,
        ),
        ({"next": "?page={n}"}, "https://a.test/b/1", ["/b/1?page=2"], 1, "https://a.test/b/1?page=2", False),
        ({"next": "?page={n}"}, "https://a.test/b/1?page=2", ["/b/1?page=3"], 2, "https://a.test/b/1?page=3", False),
        (
            {"next": "{n}/"},
            "https://a.test/judul/",
            ["https://www.a.test/judul/2/"],
            1,
            "https://a.test/judul/2/",
            False,
        ),
        (
            {"next": "?page={n}", "canonical": "/?p={id}"},
            "https://a.test/?p=9&utm_source=x",
            ["/?p=9&page=2"],
            1,
            "https://a.test/?p=9&page=2",
            False,
        ),
        (
            {"next": "?page={n}", "canonical": "/?p={id}"},
            "https://a.test/?p=9&page=2",
            ["/?p=9", "/?p=9&page=3"],
            2,
            "https://a.test/?p=9&page=3",
            False,
        ),
    ],
)
def test_a_page_leads_on(rule, url, links, number, following, is_whole):
    found = next_page(outlet(**rule), url, page(links=links), number)
    assert found is not None
    assert (found.url, found.is_whole) == (following, is_whole)


@pytest.mark.parametrize(
    ("rule", "url", "links", "number"),
    [
        ({}, "https://a.test/b/1", ["?page=2", "?page=all"], 1),
        ({"whole": "?page=all"}, "https://a.test/b/1", ["/b/2?page=all"], 1),
        ({"whole": "?page=all"}, "https://a.test/b/1?page=all", ["?page=all"], 1),
        ({"whole": "?page=all", "next": "?page={n}"}, "https://a.test/b/1?page=all", ["?page=2"], 1),
        ({"next": "?page={n}"}, "https://a.test/b/1", ["?page=3"], 1),
        ({"next": "?page={n}", "canonical": "/?p={id}"}, "https://a.test/?p=9", ["/?p=8&page=2"], 1),
    ],
)
def test_a_page_is_the_last(rule, url, links, number):
    assert next_page(outlet(**rule), url, page(links=links), number) is None


def test_pages_behind_a_path_are_counted_from_the_first():
    links = ["/judul/2/", "/judul/3/"]
    rule = outlet(next="{n}/")
    found = next_page(rule, "https://a.test/judul/2/", page(links=links), 2, "https://a.test/judul/")
    assert found is not None
    assert found.url == "https://a.test/judul/3/"


def test_pages_by_offset_follow_the_links():
    rule = outlet(next="/{offset}")
    links = ["/1/judul/30", "/1/judul/15", "/1/lain/20", "/1/judul"]
    second = next_page(rule, "https://a.test/1/judul", page(links=links), 1)
    assert second is not None
    assert second.url == "https://a.test/1/judul/15"
    third = next_page(rule, second.url, page(links=links), 2, "https://a.test/1/judul")
    assert third is not None
    assert third.url == "https://a.test/1/judul/30"
    assert next_page(rule, third.url, page(links=links), 3, "https://a.test/1/judul") is None


def test_pages_are_joined_and_nothing_stands_twice():
    first = page("Satu.\n\nDua.", title="Judul", author=None)
    second = page("Dua.\n\nTiga.", title="Judul - Halaman 2", author="A", editor="B")
    joined = join_pages([first, second])
    assert joined.body == "Satu.\n\nDua.\n\nTiga."
    assert (joined.title, joined.author, joined.editor) == ("Judul", "A", "B")

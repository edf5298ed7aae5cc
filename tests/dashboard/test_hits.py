"""Articles found by words: the list, its marks, and what it says of the question."""

import pytest
from dash import html

from dashboard.address import parse_address
from dashboard.components.hits import marked, question_notes
from dashboard.components.pager import page_count, page_number
from dashboard.components.request import Request, View
from dashboard.pages import articles
from warehouse import queries
from warehouse.queries import Filters, Span


def request_of(warehouse, search: str) -> Request:
    return Request(parse_address("/articles", search), View(), warehouse)


def parts_of(component, kind):
    """All components of a class within this one."""
    found = [component] if isinstance(component, kind) else []
    children = getattr(component, "children", None) or []
    for child in children if isinstance(children, (list, tuple)) else [children]:
        found += parts_of(child, kind)
    return found


@pytest.mark.parametrize(
    ("spans", "words"),
    [((), []), (((0, 3),), ["ASN"]), (((4, 10), (15, 19)), ["netral", "dari"])],
)
def test_hits_are_marked_and_no_text_is_lost(spans, words):
    text = "ASN netral? Ya dari dulu."
    parts = marked(text, [Span(start, end) for start, end in spans])
    assert "".join(part if isinstance(part, str) else part.children for part in parts) == text
    assert [part.children for part in parts if isinstance(part, html.Mark)] == words


def test_every_article_counted_is_on_a_page_with_a_hit(warehouse):
    with warehouse.cursor() as con:
        expected = queries.articles_table(con, Filters(text="dilaporkan"))
    seen = []
    for page in range(1, page_count(len(expected), articles.PAGE_SIZE) + 1):
        shown = articles.content(request_of(warehouse, f"?q=dilaporkan&page={page}"))
        entries = [item for item in parts_of(shown, html.Li) if item.className == "evidence-item"]
        assert all(parts_of(item, html.Mark) for item in entries)
        seen += entries
    assert len(seen) == len(expected) > articles.PAGE_SIZE
    assert {mark.children.lower() for item in seen for mark in parts_of(item, html.Mark)} >= {
        "dilaporkan",
        "melaporkan",
    }


@pytest.mark.parametrize("field", ["areas", "weeks"])
def test_counts_of_words_open_to_their_rows(warehouse, field):
    f = Filters(text="dilaporkan OR laporan")
    with warehouse.cursor() as con:
        if field == "areas":
            counts = queries.articles_by_area(con, f)
            opened = [queries.articles_table(con, f, area=row.code) for row in counts.itertuples()]
        else:
            counts = queries.articles_by_week(con, f)
            opened = [
                queries.articles_table(con, f, week_start_date=row.week_start_date.date())
                for row in counts.itertuples()
            ]
    assert len(counts) > 3
    assert list(counts.article_count) == [len(rows) for rows in opened]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("dilaporkan", None),
        ("yang dilaporkan", "words.ignored"),
        ("yang", None),
        ("-dilaporkan", "words.nothing_required"),
        ("!", "words.nothing_required"),
        (" ".join(f"kata{n}" for n in range(30)), "words.cut"),
    ],
)
def test_readers_are_told_what_was_not_asked(warehouse, lang, asked, key):
    request = request_of(warehouse, f"?lang={lang}&q={asked}")
    notes = [note.children for note in question_notes(request)]
    assert notes == ([] if key is None else [request.t(key, words="“yang”")])


def test_what_requires_no_word_finds_nothing(warehouse):
    with warehouse.cursor() as con:
        assert queries.articles_count(con, Filters(text="yang")).article_count > 20
        for text in ("-dilaporkan", "!", "-yang"):
            assert queries.articles_count(con, Filters(text=text)).article_count == 0


@pytest.mark.parametrize(("asked", "page"), [("", 1), ("?page=2", 2), ("?page=99", 3), ("?page=0", 1), ("?page=x", 1)])
def test_page_number(warehouse, asked, page):
    assert page_number(request_of(warehouse, asked), 3) == page

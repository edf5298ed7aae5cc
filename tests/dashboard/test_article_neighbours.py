"""An article that was opened from a list: its place there, and the whole list by going on to the next."""

import pytest

from dashboard.address import listed_article_href, parse_address
from dashboard.components.request import Request, View
from dashboard.pages import article, articles
from tests.dashboard.shown_pages import words_of
from warehouse import queries
from warehouse.connection import Warehouse


def request_of(warehouse: Warehouse, address: str) -> Request:
    path, _, search = address.partition("?")
    return Request(parse_address(path, search), View(), warehouse)


def neighbours(warehouse: Warehouse, article_id: str, request: Request) -> queries.ArticleNeighbours | None:
    with warehouse.cursor() as con:
        return queries.article_neighbours(
            con,
            article_id,
            request.address.filters,
            **articles.opened(request),
            stories=request.address.extra.get("kind") == "stories",
        )


@pytest.mark.parametrize(
    "search",
    [
        "",
        "?q=netralitas",
        "?kind=stories&election=pilkada-2024",
        "?province=14",
        "?measure=circular,pledge",
        "?week=2024-09-23",
    ],
)
def test_going_on_walks_the_whole_list(warehouse, search):
    request = request_of(warehouse, f"/articles{search}")
    listed = list(articles.selected(request)["article_id"])
    assert listed
    walked, here = [], listed[0]
    while here is not None:
        found = neighbours(warehouse, here, request)
        assert found is not None
        assert (found.place, found.total) == (len(walked) + 1, len(listed))
        assert found.previous_id == (walked[-1] if walked else None)
        walked.append(here)
        here = found.next_id
    assert walked == listed


def test_an_article_that_the_list_lacks_has_no_place(warehouse):
    request = request_of(warehouse, "/articles?province=14")
    inside = set(articles.selected(request)["article_id"])
    outside = next(a for a in articles.selected(request_of(warehouse, "/articles"))["article_id"] if a not in inside)
    assert neighbours(warehouse, outside, request) is None
    assert neighbours(warehouse, "no such article", request) is None


def test_the_page_leads_to_its_neighbours_and_back(warehouse):
    listed = request_of(warehouse, "/articles?q=netralitas&lang=en&page=2")
    first, second, third = articles.selected(listed)["article_id"][:3]
    address = listed_article_href(second, listed.address)
    request = request_of(warehouse, address)
    page = words_of(article.find(request.address.path).content(request))
    assert f'"{listed_article_href(first, listed.address)}"' in page
    assert f'"{listed_article_href(third, listed.address)}"' in page
    assert '"/articles?q=netralitas&lang=en"' in page
    total = len(articles.selected(listed))
    assert f"Article 2 of {total}" in page


def test_an_article_opened_from_elsewhere_tells_no_place(warehouse):
    request = request_of(warehouse, "/articles/c-1-001?q=netralitas&lang=en")
    assert "neighbours" not in words_of(article.find(request.address.path).content(request))

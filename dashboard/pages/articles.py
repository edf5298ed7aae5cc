"""The articles behind a selection or a count, newest first: a table to sort, or the places where words are found."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href, listed_article_href, parse_day
from dashboard.components.grid import date_column, grid, link_column, number_column, text_column
from dashboard.components.hits import hit_list, question_notes
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import records
from dashboard.components.pager import page_count, page_number, pager, range_words
from dashboard.components.request import Request
from dashboard.components.states import empty_state, part_words
from dashboard.components.words import election_name, measure_name, report_date_words
from dashboard.pages import CONTROLS, Page, titled
from warehouse import queries

PAGE_SIZE = 20
# Rows that the browser gets at most, to sort and search in; the page then says of how many.
MOST_ROWS = 1_000
STORIES = "stories"
# What came in since the last build.
NEW = "new"


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("articles", titled("nav.articles"), content, CONTROLS) if path == "/articles" else None


def content(request: Request) -> html.Div:
    """Head and table, or the list of places where the words asked for were found."""
    has_words = bool(request.address.filters.text)
    count = row_count(request)
    pages = page_count(count, PAGE_SIZE)
    page = page_number(request, pages)
    rows = selected(request, PAGE_SIZE, (page - 1) * PAGE_SIZE) if has_words else selected(request, MOST_ROWS)
    is_stories = request.address.extra.get("kind") == STORIES
    key = "articles.stories" if is_stories else "articles.title"
    head = [
        html.H1(request.t(key, n=count) if count else request.t("articles.none")),
        html.P(request.t("articles.lead_stories" if is_stories else "articles.lead"), className="lead"),
        *_restrictions(request),
        *question_notes(request),
    ]
    if rows.empty:
        return html.Div([*head, empty_state(request)], className="articles")
    if has_words:
        head.append(html.P(request.t("words.help"), className="muted"))
        found: Any = hit_list(request, records(rows), _hits(request, rows))
        source, steps = range_words(request, (page - 1) * PAGE_SIZE + 1, len(rows), count), pager(request, page, pages)
    else:
        first = part_words(request, "articles.first", len(rows), count)
        head += [html.P(words, className="muted") for words in first]
        found = grid(
            request, "articles", _columns(request), _records(request, rows), request.t("nav.articles"), PAGE_SIZE
        )
        source, steps = request.t("articles.source"), []
    files = href("/download/articles.csv", request.lang, request.address.filters, **request.address.extra)
    tools = html.Span([*steps, download_link("CSV", files)], className="tools")
    body = [found, html.Footer([html.Span(source, className="source"), tools], className="card-foot")]
    return html.Div([*head, html.Section(body, className="card")], className="articles")


def selected(request: Request, limit: int | None = None, offset: int = 0) -> pd.DataFrame:
    """The rows that the address asks for, the newest; one per independent story where it asks for stories."""
    with request.cursor() as con:
        return queries.articles_table(
            con,
            request.address.filters,
            **opened(request),
            stories=request.address.extra.get("kind") == STORIES,
            limit=limit,
            offset=offset,
        )


def _hits(request: Request, rows: pd.DataFrame) -> dict[str, queries.SearchHit]:
    """Where the words asked for stand in these articles, by id."""
    with request.cursor() as con:
        return queries.article_words(con, request.address.filters, list(rows["article_id"]))


def row_count(request: Request) -> int:
    """How many rows `selected` has without a limit."""
    with request.cursor() as con:
        count = queries.articles_count(con, request.address.filters, **opened(request))
    return count.story_count if request.address.extra.get("kind") == STORIES else count.article_count


def opened(request: Request) -> dict[str, Any]:
    """The one count that the address opens."""
    extra = request.address.extra
    return {
        "area": extra.get("area"),
        "week_start_date": parse_day(extra.get("week")),
        "undated": extra.get("undated") == "1",
        "new_since": _new_since(request),
    }


def _new_since(request: Request) -> datetime | None:
    """The build since which articles are new, where the address asks for these."""
    if request.address.extra.get("show") != NEW:
        return None
    with request.cursor() as con:
        return queries.dataset_info(con).previous_built_at


def _restrictions(request: Request) -> list[Any]:
    """What the address narrows beyond the filter row, with the way out."""
    extra, new_since = request.address.extra, _new_since(request)
    found = [
        word
        for word, is_set in (
            (request.t("articles.undated"), extra.get("undated") == "1"),
            (request.t("articles.week", day=extra.get("week", "")), parse_day(extra.get("week")) is not None),
            (request.t("articles.new", day=new_since or ""), new_since is not None),
            (request.t("articles.area", code=extra.get("area", "")), "area" in extra),
            (f"“{request.address.filters.text}”", bool(request.address.filters.text)),
        )
        if is_set
    ]
    out = href(request.address.path, request.lang, replace(request.address.filters, text=None))
    return (
        [html.P([*(f"{word} · " for word in found), internal_link(request.t("articles.all"), out)], className="muted")]
        if found
        else []
    )


def _columns(request: Request) -> list[dict[str, Any]]:
    title = link_column(
        "title", request.t("articles.column_title"), flex=3, minWidth=200, wrapText=True, autoHeight=True
    )
    day = date_column("report_date", request.t("articles.column_date"), width=112, flex=0, sort="desc")
    if request.view.is_phone:
        return [title, {**day, "width": 104}]
    return [
        day,
        title,
        text_column("outlet", request.t("articles.column_outlet"), flex=1.2, minWidth=130),
        text_column("regions", request.t("articles.column_region"), flex=1.4, minWidth=140),
        text_column("elections", request.t("articles.column_election"), flex=1, minWidth=110),
        text_column("measures", request.t("articles.column_measures"), flex=1.6, minWidth=150),
        number_column("copy_count", request.t("articles.column_copies"), width=96, flex=0),
    ]


def _records(request: Request, rows: pd.DataFrame) -> list[dict[str, Any]]:
    lang = request.lang
    return [
        {
            "href": listed_article_href(row["article_id"], request.address),
            "title": row["display_title"],
            "report_date": None if pd.isna(row["report_date"]) else f"{row['report_date']:%Y-%m-%d}",
            "report_date_words": report_date_words(lang, row) or request.t("evidence.undated"),
            "outlet": row["outlet"] or "–",
            "regions": ", ".join(row["primary_region_names"]) or "–",
            "elections": ", ".join(election_name(lang, value) for value in row["election_ids"]) or "–",
            "measures": ", ".join(measure_name(lang, value) for value in row["measure_types"]) or "–",
            "copy_count": int(row["copy_count"]),
        }
        for row in records(rows)
    ]

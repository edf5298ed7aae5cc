"""One article: its text with everything that was read out of it marked in place.

An article opened from a list of articles (key `list` in its address, beside the list's own keys) tells its place there
and leads to its neighbours.
"""

from typing import Any
from urllib.parse import quote, unquote

import pandas as pd
from dash import html

from dashboard.address import article_href, href, listed_article_href
from dashboard.components.cases import case_list
from dashboard.components.certainty import SURE_FROM, certainty_words, is_known
from dashboard.components.links import external_link, internal_link, is_covered
from dashboard.components.markup import attributes, records
from dashboard.components.reader import lists, reader, text_marks
from dashboard.components.request import Request
from dashboard.components.states import missing_state
from dashboard.components.words import published_words, report_date_words
from dashboard.i18n import format_date, format_number
from dashboard.pages import Page, articles
from warehouse import queries
from warehouse.queries import ArticleView

PREFIX = "/articles/"


def article_id_of(path: str) -> str | None:
    """The id in the address of an article, None where the address is of another page."""
    return unquote(path.removeprefix(PREFIX)) if path.startswith(PREFIX) and len(path) > len(PREFIX) else None


def find(path: str) -> Page | None:
    """The page of one article, or word that there is none of this id."""
    article_id = article_id_of(path)
    if article_id is None:
        return None

    def title(request: Request) -> str:
        with request.cursor() as con:
            found = queries.article_title(con, article_id)
        return request.t("missing.article.title") if found is None else found

    def content(request: Request) -> html.Div:
        with request.cursor() as con:
            article = queries.article(con, article_id)
        return missing_state(request, "missing.article") if article is None else layout(request, article)

    return Page("articles", title, content)


def layout(request: Request, article: ArticleView) -> html.Div:
    """Text and lists of one article."""
    marks = text_marks(article)
    cases = case_list(request, article, {mark.start for mark in marks})
    return html.Div(
        [
            html.Article(
                [
                    html.Div([_crumbs(request, article), *_neighbours(request, article)], className="article-head"),
                    html.H1(article.display_title, lang="id"),
                    _byline(request, article),
                    *_withdrawn(request, article),
                    *_covered(request, article),
                    reader(request, article, marks),
                ],
                className="article",
            ),
            html.Aside(
                [*([cases] if cases else []), *lists(request, article, marks), _about(request, article)],
                className="lists",
                **attributes(aria_label=request.t("reader.lists")),
            ),
        ],
        className="article-page",
    )


def _crumbs(request: Request, article: ArticleView) -> html.Nav:
    return html.Nav(
        [
            internal_link(request.t("nav.articles"), request.address.to("/articles")),
            html.Span(" / "),
            html.Span(article.outlet or request.t("reader.no_outlet")),
        ],
        className="crumbs",
        **attributes(aria_label=request.t("reader.crumbs")),
    )


def _neighbours(request: Request, article: ArticleView) -> list[html.Nav]:
    """The place of the article in the list that it was opened from, with the way back to it, before and after."""
    address = request.address
    if address.extra.get("list") != "articles":
        return []
    with request.cursor() as con:
        found = queries.article_neighbours(
            con,
            article.article_id,
            address.filters,
            **articles.opened(request),
            stories=address.extra.get("kind") == articles.STORIES,
        )
    if found is None:
        return []
    extra = {key: value for key, value in address.extra.items() if key != "list"}
    numbers = {"place": format_number(found.place, request.lang), "total": format_number(found.total, request.lang)}
    back = internal_link(
        request.t("reader.neighbours.place", **numbers), href("/articles", request.lang, address.filters, **extra)
    )
    steps = (("previous", found.previous_id), ("next", found.next_id))
    links = [
        internal_link(request.t(f"reader.neighbours.{name}"), listed_article_href(article_id, address))
        for name, article_id in steps
        if article_id is not None
    ]
    return [
        html.Nav(
            [back, *links], className="crumbs neighbours", **attributes(aria_label=request.t("reader.neighbours.label"))
        )
    ]


def _byline(request: Request, article: ArticleView) -> html.P:
    place = article.outlet_region_name
    parts: list[Any] = [", ".join(part for part in (article.outlet, place) if part) or request.t("reader.no_outlet")]
    parts.append(published_words(request.lang, article.published) or report_date_words(request.lang, article))
    if article.author:
        parts.append(article.author)
    parts.append(_relevance(request, article))
    if article.is_paid:
        parts.append(html.Strong(request.t("reader.paid"), title=request.t("reader.paid_help")))
    source = external_link([request.t("reader.source"), html.Span(className="icon icon-external")], article.url)
    if source is not None:
        parts.append(source)
    elif is_covered(article.url):
        parts.append(html.Span(request.t("reader.source_covered"), title=request.t("reader.source_covered_help")))
    shown: list[Any] = []
    for part in parts:
        shown += [" · ", part] if shown else [part]
    return html.P(shown, className="byline")


def _relevance(request: Request, article: ArticleView) -> Any:
    """Whether the article is about the subject; where the machine is not sure of that, how sure."""
    words, sure = request.t(f"relevance.{article.relevance}"), article.relevance_confidence
    if not is_known(sure) or sure >= SURE_FROM:
        return words
    return html.Span(f"{words} ({certainty_words(request.lang, sure)})", title=request.t("certainty.help"))


def _withdrawn(request: Request, article: ArticleView) -> list[html.P]:
    """Word that the outlet no longer shows the article, where a crawl found that."""
    if article.withdrawn_at is None:
        return []
    day = format_date(article.withdrawn_at.date(), request.lang)
    return [html.P(request.t("reader.withdrawn", day=day), className="byline withdrawn", role="note")]


def _covered(request: Request, article: ArticleView) -> list[html.P]:
    """What the blocks in title and text are, where there are any."""
    if not is_covered(article.display_title + article.text):
        return []
    why = internal_link(request.t("reader.covered_why"), f"{request.address.to('/about')}#privacy")
    return [html.P([request.t("reader.covered_text"), " ", why], className="byline", role="note")]


def _versions(request: Request, article: ArticleView) -> list[html.P]:
    """How many texts of the article came in, and when; nothing where it never changed."""
    rows = records(article.versions)
    if len(rows) < 2:
        return []
    days = [
        format_date(pd.Timestamp(row["imported_at"]).date(), request.lang)
        for row in rows
        if is_known(row["imported_at"])
    ]
    words = [request.t("reader.versions", n=len(rows))]
    if days:
        words.append(request.t("reader.versions_days", days=", ".join(dict.fromkeys(days))))
    return [html.P(" ".join(words))]


def _about(request: Request, article: ArticleView) -> html.Section:
    """Where the article comes from, its copies, how it was read."""
    copies = records(article.copies)
    children: list[Any] = [html.Div(html.H2(request.t("reader.this"), className="card-title"), className="list-head")]
    if copies:
        children += [
            html.P(request.t("reader.copies", n=len(copies))),
            html.Ul(
                [
                    html.Li(
                        [
                            internal_link(row["display_title"], article_href(row["article_id"], request.lang)),
                            html.Span(
                                " · ".join(
                                    part
                                    for part in (
                                        row["outlet"],
                                        report_date_words(request.lang, row),
                                        request.t("reader.first") if row["is_first"] else None,
                                    )
                                    if part
                                ),
                                className="entry-line",
                            ),
                        ]
                    )
                    for row in copies
                ],
                className="copies",
            ),
        ]
    else:
        children.append(html.P(request.t("reader.no_copies")))
    children += _versions(request, article)
    children.append(html.P(request.t("reader.read_by", pipeline=article.pipeline), className="muted"))
    if any(is_known(value) for value in article.items["confidence"]):
        children.append(html.P(request.t("certainty.help"), className="muted"))
    children.append(
        html.A(
            request.t("reader.items_csv"),
            href=f"{href('/download/items.csv')}?id={quote(article.article_id, safe='')}",
            className="link",
        )
    )
    return html.Section(children, className="card list list-about")

"""Articles in which words were found: each with the words around, the hits marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard.address import listed_article_href
from dashboard.components.links import internal_link
from dashboard.components.request import Request
from dashboard.components.words import report_date_words
from warehouse import queries
from warehouse.queries import SearchHit, Span


def question_notes(request: Request) -> list[html.P]:
    """What was not asked of the words typed, or that they ask for nothing; nothing where all was asked."""
    if not request.address.filters.text:
        return []
    question = queries.parse_question(request.address.filters.text)
    notes = []
    if not question.required:
        notes.append(request.t("words.nothing_required"))
    if question.ignored_words:
        notes.append(request.t("words.ignored", words=", ".join(f"“{word}”" for word in question.ignored_words)))
    if question.is_cut:
        notes.append(request.t("words.cut"))
    return [html.P(note, className="muted", role="note") for note in notes]


def hit_list(request: Request, rows: Sequence[Mapping[str, Any]], hits: Mapping[str, SearchHit]) -> html.Ol:
    """One entry per row of `articles_table`, with what `article_words` found in it."""
    return html.Ol([_entry(request, row, hits.get(row["article_id"])) for row in rows], className="sentences")


def _entry(request: Request, row: Mapping[str, Any], hit: SearchHit | None) -> html.Li:
    title = marked(row["display_title"], hit.title_hits) if hit else [row["display_title"]]
    parts = [row["outlet"], ", ".join(row["primary_region_names"])]
    if row["copy_count"]:
        parts.append(request.t("words.copies", n=int(row["copy_count"])))
    return html.Li(
        [
            html.Div(report_date_words(request.lang, row) or request.t("evidence.undated"), className="when"),
            html.Div(
                [
                    internal_link(
                        html.Span(title, lang="id"),
                        listed_article_href(row["article_id"], request.address),
                        "hit-title",
                    ),
                    html.P(" · ".join(part for part in parts if part), className="byline"),
                    *_snippet(hit),
                ]
            ),
        ],
        className="evidence-item",
    )


def _snippet(hit: SearchHit | None) -> list[html.P]:
    """The words around the hits, unchanged; nothing where no word stands in the text (a field was asked)."""
    if hit is None or not hit.snippet.hits:
        return []
    before = ["… "] if hit.snippet.start_char else []
    return [html.P([*before, *marked(hit.snippet.text, hit.snippet.hits), " …"], className="snippet", lang="id")]


def marked(text: str, spans: Sequence[Span]) -> list[Any]:
    """The text with the spans marked; they follow each other and do not overlap."""
    parts: list[Any] = []
    position = 0
    for span in spans:
        parts += [text[position : span.start], html.Mark(text[span.start : span.end])]
        position = span.end
    return [part for part in [*parts, text[position:]] if part != ""]

"""The article reader: the text with every item marked in place, the legend that switches kinds, the lists beside it.

The text is only ever a child of an element, never markup: what a stranger's page holds is shown, not run.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.components.certainty import certainty, with_certainty
from dashboard.components.links import internal_link
from dashboard.components.marks import STATES, SWITCHES, TINTS, Mark, Paragraph, Piece, cut_paragraphs, find_marks
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.states import glyph
from dashboard.components.words import (
    MEASURE_GROUPS,
    date_words,
    election_name,
    measure_name,
    office_words,
    region_words,
    total_words,
    value_name,
    violation_name,
)
from warehouse.queries import ArticleView

LEGEND = ("officials", "regions", "time", "law", "quotes", "statements", "measures", "totals", *STATES)
# What a chip of speech wears in place of a sample: the form that the text has there.
WORN = {"quotes": "quote-sample", "statements": "said-sample said-start said-end"}
STATE_COLOURS = {"prohibited": "recited", "alleged": "alleged", "proven": "proven"}
# Distance of underlines that lie above each other, and their thickness, in px.
UNDERLINE_STEP = 4
MEASURE_LINE = 2
VIOLATION_LINE = 3
TOTAL_LINE = 2
# Lists whose head says something beside the title.
NOTES = ("violation", "total", "statement")


def reader(request: Request, article: ArticleView, marks: Sequence[Mark]) -> html.Div:
    """Legend and text."""
    counts = _counts(article)
    return html.Div(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.Span(request.t("reader.legend"), id="legend-words"),
                            html.Button(request.t("reader.hide_all"), id="hide-all", type="button", className="link"),
                        ],
                        className="legend-head",
                    ),
                    dmc.ChipGroup(
                        [_chip(request, kind, counts[kind]) for kind in LEGEND],
                        id="kinds",
                        multiple=True,
                        value=list(LEGEND),
                    ),
                ],
                className="legend",
                role="group",
                **attributes(aria_labelledby="legend-words"),
            ),
            html.Div(
                [_paragraph(request, article.text, paragraph) for paragraph in cut_paragraphs(article, marks)],
                id="article-text",
                className="article-text",
                lang="id",
            ),
        ],
        id="reader",
        className="reader",
    )


def lists(request: Request, article: ArticleView, marks: Sequence[Mark]) -> list[html.Section]:
    """All that was read out of the article, by kind; every entry leads to its place in the text."""
    numbers = {mark.item_id: mark.number for mark in marks if mark.number}
    sections = [
        _section(request, "violation", [_violation(request, row, numbers) for row in _rows(article, "violation")]),
        _section(request, "measure", [_measure(request, row, numbers) for row in _rows(article, "measure")]),
        _section(request, "total", [_total(request, row) for row in _rows(article, "total")]),
        _section(request, "official", [_official(request, row) for row in _officials(article)]),
        _section(
            request,
            "time",
            [
                _entry(
                    request,
                    date_words(request.lang, row["value"]),
                    [f"“{row['words']}”"],
                    row,
                    aside=request.t(f"date_role.{row['type']}"),
                )
                for row in _rows(article, "date")
            ]
            + [
                _entry(request, election_name(request.lang, row["value"]), [f"“{_shorten(row['words'])}”"], row)
                for row in _rows(article, "election")
            ]
            + [
                _entry(request, row["name_id"], [f"“{_shorten(row['printed'])}”"], row | {"confidence": None})
                for row in records(article.contests)
            ],
        ),
        _section(request, "region", [_region(request, row) for row in _rows(article, "region")]),
        _section(
            request,
            "law",
            [
                _entry(request, row["value"], [row["value_name"] or request.t(f"reader.{row['kind']}")], row)
                for kind in ("legal", "document")
                for row in _rows(article, kind)
            ],
        ),
        _section(
            request,
            "quote",
            [
                _entry(request, row["actor"] or request.t("reader.no_speaker"), [f"“{_shorten(row['value'])}”"], row)
                for row in _rows(article, "quote")
            ],
        ),
        _section(
            request,
            "statement",
            [
                _entry(request, row["actor"] or request.t("reader.no_speaker"), [_shorten(row["value"])], row)
                for row in _rows(article, "statement")
            ],
        ),
    ]
    return [section for section in sections if section is not None]


def text_marks(article: ArticleView) -> list[Mark]:
    """The marks of an article, found once for text and lists."""
    return find_marks(article)


def _counts(article: ArticleView) -> Counter[str]:
    """Items of each switch; officials count once however often they are named."""
    counts = Counter(SWITCHES.get(row["kind"]) or str(row["status"]) for row in records(article.items))
    counts[SWITCHES["contest"]] += len(article.contests)
    return counts


def _chip(request: Request, kind: str, count: int) -> dmc.Chip:
    if kind in STATES:
        sample: Any = glyph(kind)
    elif kind in WORN:
        sample = None
    else:
        sample = html.Span(className=f"sample sample-{kind}", **attributes(aria_hidden="true"))
    word = html.Span(request.t(f"reader.kind_{kind}"), className=WORN.get(kind))
    return dmc.Chip(
        html.Span(
            [*([sample] if sample is not None else []), word, html.Span(str(count), className="count")],
            className="chip-label",
        ),
        value=kind,
        icon=html.Span(),
        className=f"kind-chip kind-{kind}",
    )


def _paragraph(request: Request, text: str, paragraph: Paragraph) -> html.P:
    if paragraph.is_residue:
        words = text[paragraph.start : paragraph.end]
        return html.P(
            [words, html.Span(f" ({request.t('reader.residue')})", className="residue-note")], className="residue"
        )
    children: list[Any] = []
    for piece in paragraph.pieces:
        children += [_number(request, mark) for mark in piece.begins if mark.number]
        children.append(_piece(text, piece))
    return html.P(children)


def _number(request: Request, mark: Mark) -> html.A:
    if mark.kind == "violation":
        colour, name = STATE_COLOURS[str(mark.status)], violation_name(request.lang, str(mark.type))
        name = f"{name}, {request.t(f'violation_status.{mark.status}')}"
    else:
        colour, name = MEASURE_GROUPS[str(mark.type)], measure_name(request.lang, str(mark.type))
    name = with_certainty(request.lang, name, mark.confidence)
    return html.A(
        str(mark.number),
        id=f"item-{mark.number}",
        href=f"#list-{mark.number}",
        className=f"number fill-{colour} of-{mark.switch}",
        title=name,
        **attributes(aria_label=f"{mark.number}: {name}"),
    )


def _piece(text: str, piece: Piece) -> Any:
    words = text[piece.start : piece.end]
    if not piece.marks:
        return words
    layers, depth = [], 0
    for mark in piece.underlines:
        image, line = _underline(mark)
        layers.append((image, f"0 calc(100% - {depth}px)", f"100% {line}px"))
        depth += max(UNDERLINE_STEP, line + 1)
    layers += [(_solid(f"tint-{mark.switch}"), "0 0", f"100% calc(100% - {depth}px)") for mark in piece.tints]
    edges = [
        name
        for mark in piece.tints[:1]
        for name, is_edge in (("tint-start", mark.start == piece.start), ("tint-end", mark.end == piece.end))
        if is_edge
    ]
    said = [(piece.is_quote, "quote"), (piece.begins_statement, "said-start"), (piece.ends_statement, "said-end")]
    classes = ["mark", *(name for is_so, name in said if is_so), *(["tinted", *edges] if piece.tints else [])]
    style = {"backgroundImage": ", ".join(layer[0] for layer in layers)} if layers else {}
    if layers:
        style |= {
            "backgroundPosition": ", ".join(layer[1] for layer in layers),
            "backgroundSize": ", ".join(layer[2] for layer in layers),
            "paddingBottom": f"{max(depth, 1)}px",
        }
    properties: dict[str, Any] = {"id": f"at-{piece.start}"} if piece.begins else {}
    kinds = " ".join(dict.fromkeys(mark.switch for mark in piece.marks))
    return html.Span(words, className=" ".join(classes), style=style, **attributes(data_kinds=kinds), **properties)


def _underline(mark: Mark) -> tuple[str, int]:
    """The line under a mark and its thickness: solid for what is done or alleged, dotted for a reported number."""
    if mark.kind == "total":
        return "repeating-linear-gradient(90deg, var(--line-totals) 0 2px, transparent 2px 5px)", TOTAL_LINE
    if mark.kind == "violation":
        return _solid(f"line-{mark.switch}-{STATE_COLOURS[str(mark.status)]}"), VIOLATION_LINE
    return _solid(f"line-{mark.switch}-{MEASURE_GROUPS[str(mark.type)]}"), MEASURE_LINE


def _solid(colour: str) -> str:
    return f"linear-gradient(var(--{colour}), var(--{colour}))"


def _rows(article: ArticleView, kind: str) -> list[dict[str, Any]]:
    return records(article.items_of(kind))


def _officials(article: ArticleView) -> list[dict[str, Any]]:
    """The persons with their offices, and how sure each one is."""
    sure = {row["item_id"]: row["confidence"] for row in _rows(article, "official")}
    return [row | {"confidence": sure.get(row["official_id"])} for row in records(article.officials)]


def _section(request: Request, name: str, entries: list[html.Li]) -> html.Section | None:
    if not entries:
        return None
    head: list[Any] = [html.H2(request.t(f"reader.list_{name}"), className="card-title")]
    if name in NOTES:
        head.append(html.Span(request.t(f"reader.note_{name}"), className="unit"))
    return html.Section(
        [html.Div(head, className="list-head"), html.Ul(entries, className="entries")],
        className=f"card list list-{name}",
    )


def _entry(
    request: Request, title: Any, lines: Sequence[Any], row: dict[str, Any], aside: Any = None, number: Any = None
) -> html.Li:
    body: list[Any] = [html.A(title, href=f"#at-{int(row['start_char'])}", className="entry-title")]
    asides = [part for part in (aside, certainty(request, row["confidence"])) if part is not None]
    if asides:
        body.append(html.Span([html.Span(part) for part in asides], className="entry-aside"))
    shown = [html.Span(line, className="entry-line") for line in lines if line]
    properties: dict[str, Any] = {} if number is None else {"id": f"list-{number.children}"}
    return html.Li(
        [*([number] if number is not None else []), html.Div([html.Div(body, className="entry-head"), *shown])],
        className="entry",
        **properties,
    )


def _badge(number: int | None, colour: str, row: dict[str, Any]) -> html.A | None:
    if number is None:
        return None
    return html.A(str(number), href=f"#at-{int(row['start_char'])}", className=f"number fill-{colour}", tabIndex=-1)


def _violation(request: Request, row: dict[str, Any], numbers: dict[str, int]) -> html.Li:
    status = str(row["status"])
    badge = _badge(numbers.get(row["item_id"]), STATE_COLOURS[status], row)
    state = html.Span(
        [glyph(status), request.t(f"violation_status.{status}")], className=f"status status-{STATE_COLOURS[status]}"
    )
    title = [violation_name(request.lang, row["type"]), " ", state]
    return _entry(request, title, [f"“{_shorten(row['words'])}”"], row, number=badge)


def _measure(request: Request, row: dict[str, Any], numbers: dict[str, int]) -> html.Li:
    badge = _badge(numbers.get(row["item_id"]), MEASURE_GROUPS[row["type"]], row)
    actor = row["actor"] or request.t("reader.no_actor")
    return _entry(
        request,
        measure_name(request.lang, row["type"]),
        [f"{actor} · {request.t('measure_status.' + row['status'])}"],
        row,
        number=badge,
    )


def _total(request: Request, row: dict[str, Any]) -> html.Li:
    """Count, what is counted, what is said of it, and where: a number that somebody reports."""
    state = value_name(request.lang, "total_state", row["status"])
    said = " · ".join(part for part in (state, row["value_name"]) if part)
    words = total_words(request.lang, int(row["value"]), row["type"])
    return _entry(request, words, [said, f"“{_shorten(row['words'])}”"], row)


def _official(request: Request, row: dict[str, Any]) -> html.Li:
    office = office_words(request.lang, row["role"], row["acting"], row["region_code"], row["region_name"])
    covered = request.t("officials.covered") if row["is_protected"] else None
    return _entry(
        request,
        row["name"],
        [office, covered, _person(request, row)],
        row,
        aside=request.t("reader.mentions", n=int(row["mention_count"])),
    )


def _person(request: Request, row: dict[str, Any]) -> Any:
    """The way to the person over all articles, None where nobody told persons apart."""
    if row["person_id"] is None:
        return None
    return internal_link(request.t("person.open"), request.address.to(f"/officials/{row['person_id']}"))


def _region(request: Request, row: dict[str, Any]) -> html.Li:
    note = request.t("reader.primary") if row["status"] == "primary" else None
    return _entry(request, region_words(request.lang, row["value"], row["value_name"]), [note], row)


def _shorten(words: str, size: int = 140) -> str:
    words = " ".join(words.split())
    return words if len(words) <= size else words[:size].rsplit(" ", 1)[0] + " …"


__all__ = ["LEGEND", "TINTS", "lists", "reader", "text_marks"]

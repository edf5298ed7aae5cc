"""The parts of the page of one person: offices over time, speech, measures in it, cases, articles, the joining."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import article_href, href
from dashboard.components.accused import case_heading
from dashboard.components.card import card, graph, image_buttons
from dashboard.components.cases import COLOURS, STATE_MARKS
from dashboard.components.certainty import certainty
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.pager import page_count, page_number, range_words
from dashboard.components.request import Request
from dashboard.components.states import glyph
from dashboard.components.words import (
    MEASURE_GROUPS,
    measure_name,
    office_words,
    report_date_words,
    value_name,
)
from dashboard.figures import offices as figures
from dashboard.i18n import format_number, format_range
from warehouse.page_officials import Person

NOT_HELD = ("pj", "pjs", "plt", "plh", "former")
# Signs around a quotation, which the page sets itself.
QUOTATION = ' “”"'
# Rows of each list on the page.
SAID_SIZE, MEASURES_SIZE, ARTICLES_SIZE = 12, 12, 30


@dataclass(frozen=True, slots=True)
class Found:
    """All that the page shows. Of a protected person `speech`, `measures` and `cases` are empty."""

    person: Person
    rows: pd.DataFrame
    speech: pd.DataFrame
    measures: pd.DataFrame
    cases: pd.DataFrame
    titles: dict[str, dict[str, Any]]


def office_of(request: Request, row: dict[str, Any]) -> str:
    """Office and area of a row, in words."""
    return office_words(request.lang, row["role"], row["acting"], row["region_code"], row["region_name"])


def reports(request: Request, found: Found) -> pd.DataFrame:
    """The table of the figure: office, is_held, report_date, href; one row per article."""
    return pd.DataFrame(
        [
            {
                "office": office_of(request, row),
                "is_held": row["acting"] not in NOT_HELD,
                "report_date": row["report_date"],
                "href": article_href(row["article_id"], request.lang, int(row["start_char"])),
            }
            for row in records(found.rows)
        ],
        columns=["office", "is_held", "report_date", "href"],
    )


def offices_card(request: Request, found: Found) -> html.Section:
    """Offices over time: the figure where there is time to draw, and always the table."""
    table = reports(request, found)
    body: list[Any] = []
    has_time = figures.has_time(table)
    if has_time:
        drawn = figures.office_spans(table, request.view.scheme, request.lang, is_phone=request.view.is_phone)
        height = figures.figure_height(table)
        body.append(graph("person_offices", drawn, request.t("person.offices_title"), "opens", height))
    body.append(_office_table(request, table))
    count = table["office"].nunique()
    tools = [_csv(request, found, "person-articles"), *(image_buttons("person_offices", request) if has_time else [])]
    return card(
        request,
        "person_offices",
        body,
        title=request.t("person.offices_several", n=count) if count > 1 else request.t("person.offices_title"),
        unit=request.t("person.offices_unit" if has_time else "person.offices_unit_plain"),
        foot=request.t("person.source", n=len(found.rows)),
        tools=tools,
    )


def _office_table(request: Request, table: pd.DataFrame) -> html.Ul:
    lines = []
    for office, own in table.groupby("office", sort=False):
        days = sorted(pd.Timestamp(value).date() for value in own["report_date"].dropna())
        undated = int(own["report_date"].isna().sum())
        told = [request.t("persons.articles", n=len(own))]
        if days:
            told.append(format_range(days[0], days[-1], request.lang))
        if undated and days:
            told.append(request.t("person.undated", n=undated))
        elif undated:
            told.append(request.t("evidence.undated"))
        lines.append(html.Li([html.Strong(str(office)), html.Span(" · ".join(told), className="muted")]))
    return html.Ul(lines, className="office-list")


def said_card(request: Request, found: Found) -> html.Section | None:
    """Quotations and reported speech, newest first, in pages."""
    count = len(found.speech)
    if not count:
        return None
    part = _part(request, "said", count, SAID_SIZE)
    items = [_speech(request, row) for row in records(found.speech.iloc[part.rows])]
    return _list_card(
        request,
        "said",
        html.Ol(items, className="sentences"),
        title=request.t("person.said_title"),
        unit=request.t("person.said_unit"),
        foot=part.words,
        tools=[*part.steps, _csv(request, found, "person-said")],
    )


def _speech(request: Request, row: dict[str, Any]) -> html.Li:
    where = article_href(row["article_id"], request.lang, int(row["start_char"]))
    is_quote = row["kind"] == "quote"
    label = [html.Span(request.t(f"person.{row['kind']}"), className="muted")]
    if (sure := certainty(request, row["confidence"])) is not None:
        label.append(sure)
    text = f"“{row['text'].strip(QUOTATION)}”" if is_quote else row["text"]
    return _sentence(request, row, label, html.Span(text, className="quote" if is_quote else ""), where)


def measures_card(request: Request, found: Found) -> html.Section | None:
    """Measures told in what the person says."""
    count = len(found.measures)
    if not count:
        return None
    items = []
    part = _part(request, "measures", count, MEASURES_SIZE)
    for row in records(found.measures.iloc[part.rows]):
        where = article_href(row["article_id"], request.lang, int(row["start_char"]))
        actor = row["actor"] or request.t("reader.no_actor")
        words = f" · {actor} · {request.t('measure_status.' + row['status'])}"
        label = [html.Strong(measure_name(request.lang, row["type"])), html.Span(words, className="muted")]
        if (sure := certainty(request, row["confidence"])) is not None:
            label.append(sure)
        proof = html.Span(row["words"], className=f"proof line-{MEASURE_GROUPS[row['type']]}")
        before, matched, after = (row["sentence"] or "").partition(row["words"])
        items.append(_sentence(request, row, label, [before, proof, after] if matched else proof, where))
    return _list_card(
        request,
        "measures",
        html.Ol(items, className="sentences"),
        title=request.t("person.measures_title", n=count),
        unit=request.t("person.measures_unit"),
        foot=part.words,
        tools=[*part.steps, _csv(request, found, "person-measures")],
    )


def _sentence(request: Request, row: dict[str, Any], label: list[Any], words: Any, where: str) -> html.Li:
    return html.Li(
        [
            html.Div(report_date_words(request.lang, row) or request.t("evidence.undated"), className="when"),
            html.Div(
                [
                    html.Div(label, className="what"),
                    html.Blockquote(words, lang="id", className="sentence"),
                    html.P(
                        [
                            internal_link(row["display_title"], article_href(row["article_id"], request.lang)),
                            " · ",
                            internal_link(request.t("evidence.open"), where),
                        ],
                        className="byline",
                    ),
                ]
            ),
        ],
        className="evidence-item",
    )


def cases_card(request: Request, found: Found) -> html.Section | None:
    """Cases told against the person by name, each with how far it has come; none of a protected person."""
    if found.cases.empty:
        return None
    items = []
    for row in records(found.cases):
        mark = STATE_MARKS[row["status"]]
        target = f"/cases/{_quoted(row['case_id'])}"
        status = html.Span(
            [glyph(mark), request.t(f"case.status_{row['status']}")],
            className=f"status status-{COLOURS.get(mark, mark)}",
        )
        where = article_href(row["article_id"], request.lang, int(row["start_char"]))
        items.append(
            html.Li(
                [
                    internal_link(
                        case_heading(request, row),
                        request.address.to(target),
                        "person-link",
                    ),
                    " ",
                    status,
                    html.Div(
                        [
                            request.t("case.articles", n=int(row["article_count"]), stories=int(row["story_count"])),
                            " · ",
                            internal_link(request.t("evidence.open"), where),
                        ],
                        className="muted",
                    ),
                ]
            )
        )
    return _list_card(
        request,
        "cases",
        html.Ul(items, className="person-list"),
        title=request.t("person.cases_title", n=len(items)),
        unit=request.t("person.cases_unit"),
        foot=request.t("person.cases_foot"),
        tools=[],
    )


def _quoted(case_id: str) -> str:
    return article_href(case_id).removeprefix("/articles/")


def articles_card(request: Request, found: Found) -> html.Section:
    """Every article that names the person: how, how often, and why it is taken to be them."""
    part = article_part(request, len(found.rows))
    items = [_article(request, found, row) for row in records(found.rows.iloc[part.rows])]
    mentions = int(found.rows["mention_count"].sum())
    return _list_card(
        request,
        "articles",
        html.Ul(items, className="person-articles"),
        title=request.t("person.articles_title", n=len(found.rows)),
        unit=request.t("person.articles_unit", n=mentions),
        foot=part.words,
        tools=[*part.steps, _csv(request, found, "person-articles")],
    )


def _article(request: Request, found: Found, row: dict[str, Any]) -> html.Li:
    about = found.titles[row["article_id"]]
    where = article_href(row["article_id"], request.lang, int(row["start_char"]))
    told = [about["outlet"], office_of(request, row), request.t("reader.mentions", n=int(row["mention_count"]))]
    if not found.person.is_protected and row["name"] != found.person.name:
        told.insert(1, request.t("person.printed", name=row["name"]))
    return html.Li(
        [
            html.Div(report_date_words(request.lang, row) or request.t("evidence.undated"), className="when"),
            html.Div(
                [
                    internal_link(html.Span(about["display_title"], lang="id"), where, "person-link"),
                    html.Div(" · ".join(part for part in told if part), className="muted"),
                    html.Div(
                        reason_words(request, row["reason"], float(row["score"])), className="muted person-reason"
                    ),
                ]
            ),
        ],
        className="evidence-item",
    )


def reason_words(request: Request, reason: str, score: float) -> str:
    """Why a row is taken to be the person, in the reader's language; the score of joins."""
    parts = [value_name(request.lang, "person_reason", part.replace(" ", "_")) for part in reason.split(", ")]
    words = ", ".join(parts)
    if reason in ("alone", "first report", "correction"):
        return words[:1].upper() + words[1:]
    return request.t("person.joined", reason=words, score=format_number(score, request.lang, 2))


def joining_card(request: Request, found: Found) -> html.Section:
    """How the rows were joined, and what to write where that is wrong."""
    ids = [f'"{value}"' for value in found.rows["official_id"][:2]]
    kind, more = ("split_persons", "") if len(ids) > 1 else ("merge_persons", ', "…"')
    sample = (
        f'[[correction]]\nid = "…"\nkind = "{kind}"\npeople = [{", ".join(ids)}{more}]\n'
        'by = "…"\nmade_on = …\nwhy = "…"'
    )
    return _list_card(
        request,
        "joining",
        [
            html.P(request.t("person.joining_text")),
            html.P([request.t("person.joining_correct"), " ", html.Code(found.person.person_id)]),
            html.Details(
                [
                    html.Summary(request.t("person.joining_sample"), className="link"),
                    html.Pre(sample, className="sample-toml"),
                ]
            ),
        ],
        title=request.t("person.joining_title"),
        unit=request.t("person.joining_unit"),
        foot=None,
        tools=[],
    )


def _list_card(
    request: Request, name: str, body: Any, *, title: str, unit: str, foot: Any, tools: list[Any]
) -> html.Section:
    """A card of sentences or lines; its id is where a number leads to."""
    children: list[Any] = [
        html.Div(
            [html.H2(title, className="card-title", id=f"{name}-heading"), html.P(unit, className="unit")],
            className="card-head",
        ),
        html.Div(body, className="card-body"),
    ]
    if foot or tools:
        children.append(
            html.Footer(
                [html.Span(foot, className="source"), html.Span(tools, className="tools")], className="card-foot"
            )
        )
    return html.Section(children, id=name, className="card", **attributes(aria_labelledby=f"{name}-heading"))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: which rows, of how many in words, and the links to the parts before and after."""

    rows: slice
    words: str | None
    steps: list[Any]


def article_part(request: Request, count: int) -> Part:
    """The articles that stand on the page."""
    return _part(request, "articles", count, ARTICLES_SIZE)


def _part(request: Request, name: str, count: int, size: int) -> Part:
    """The part of one list that the address asks for (`show` names the list, `page` the part); else its first."""
    pages = page_count(count, size)
    page = page_number(request, pages) if request.address.extra.get("show") == name else 1
    first, last = (page - 1) * size, min(page * size, count)
    steps = [
        internal_link(
            request.t(key),
            href(request.address.path, request.lang, request.address.filters, show=name, page=str(target)) + f"#{name}",
        )
        for target, key in ((page - 1, "pager.previous"), (page + 1, "pager.next"))
        if 1 <= target <= pages
    ]
    return Part(slice(first, last), range_words(request, first + 1, last - first, count) if steps else None, steps)


def _csv(request: Request, found: Found, name: str) -> html.A:
    target = href(f"/download/{name}.csv", request.lang, request.address.filters, of=found.person.person_id)
    return download_link("CSV", target)

"""One person over all the articles of the selection: offices over time, what they said, measures in it, articles.

Of a protected person the page tells the pseudonym, the offices and the articles, and nothing that may identify them:
no speech, no measures, no cases (docs/privacy.md).
"""

import re
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.hits import question_notes
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.person import (
    Found,
    article_part,
    articles_card,
    cases_card,
    joining_card,
    measures_card,
    office_of,
    offices_card,
    said_card,
)
from dashboard.components.request import Request
from dashboard.components.states import empty_state, missing_state
from dashboard.components.words import region_words
from dashboard.i18n import format_date, format_number, format_range
from dashboard.pages import CONTROLS, Page
from warehouse import page_officials as ask
from warehouse.page_officials import Person

PREFIX = "/officials/"
PERSON_ID = re.compile(r"p-[0-9a-f]{16}")
NOBODY = Found(Person("", "", True, None), pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), {})


def find(path: str) -> Page | None:
    """The page of one person, or word that there is none of this key."""
    person_id = path.removeprefix(PREFIX)
    if not path.startswith(PREFIX) or not person_id:
        return None

    def title(request: Request) -> str:
        person = _person(request, person_id)
        return request.t("missing.person.title") if person is None else person.name

    def content(request: Request) -> html.Div:
        found = collect(request, person_id)
        return missing_state(request, "missing.person") if found is None else layout(request, found)

    return Page("officials", title, content, CONTROLS)


def collect(request: Request, person_id: str) -> Found | None:
    """Ask for everything of a person in the selection; None where there is no such person."""
    person = _person(request, person_id)
    if person is None:
        return None
    with request.cursor() as con:
        rows = ask.person_rows(con, request.address.filters, person_id)
        told = rows[:0] if person.is_protected else rows
        return Found(
            person=person,
            rows=rows,
            speech=ask.person_speech(con, told),
            measures=ask.person_measures(con, told),
            cases=ask.person_cases(con, person, told),
            titles=ask.titles(con, list(rows["article_id"].iloc[article_part(request, len(rows)).rows])),
        )


def layout(request: Request, found: Found) -> html.Div:
    """Head and cards."""
    head = [
        _crumbs(request, found),
        html.H1(found.person.name, lang="id", className="person-name-title"),
    ]
    if found.rows.empty:
        return html.Div([*head, *question_notes(request), empty_state(request)], className="person")
    head += [
        html.P(_lead(request, found), className="lead"),
        html.P(_standing(request, found.person), className="muted person-standing", role="note"),
        *question_notes(request),
    ]
    cards = [offices_card(request, found)]
    if not found.person.is_protected:
        cards += [
            part
            for part in (said_card(request, found), measures_card(request, found), cases_card(request, found))
            if part
        ]
    cards += [articles_card(request, found), joining_card(request, found)]
    return html.Div([*head, html.Div(cards, className="person-cards")], className="person")


def _person(request: Request, person_id: str) -> Person | None:
    if not PERSON_ID.fullmatch(person_id):
        return None
    with request.cursor() as con:
        return ask.person(con, person_id)


def _crumbs(request: Request, found: Found) -> html.Div:
    areas = {
        str(row["region_code"]): region_words(request.lang, row["region_code"], row["region_name"])
        for row in records(found.rows)
        if row["region_code"] is not None
    }
    links: list[Any] = []
    for code, name in list(areas.items())[:4]:
        links += [" · " if links else f"{request.t('person.areas')} "]
        links.append(internal_link(name, request.address.to(f"/regions/{code}", keep_filters=True)))
    crumbs = html.Nav(
        [
            internal_link(request.t("nav.officials"), request.address.to("/officials", keep_filters=True)),
            html.Span(" / "),
            html.Span(found.person.name),
        ],
        **attributes(aria_label=request.t("reader.crumbs")),
    )
    return html.Div([crumbs, html.Span(links)], className="crumbs person-crumbs")


def _lead(request: Request, found: Found) -> list[Any]:
    """Office by the newest report, and how much there is; every number leads to its part of the page."""
    rows, lang = found.rows, request.lang
    newest = records(rows)[0]
    days = [pd.Timestamp(value).date() for value in rows["report_date"].dropna()]
    words = request.t(
        "person.lead_office" if days else "person.lead_office_undated",
        office=office_of(request, newest),
        day=format_date(max(days), lang) if days else "",
    )
    article_count, stories = len(rows), int(rows["story_no"].nunique())
    parts: list[Any] = [
        words,
        " ",
        _jump(format_number(article_count, lang), "articles"),
        " ",
        request.t("person.lead_articles", n=article_count, stories=stories),
    ]
    if days and min(days) < max(days):
        parts.append(f", {format_range(min(days), max(days), lang)}")
    if found.person.is_protected:
        return [*parts, "."]
    quotes = int((found.speech["kind"] == "quote").sum())
    told = [(quotes, "said", "person.lead_quotes"), (len(found.speech) - quotes, "said", "person.lead_statements")]
    told.append((len(found.measures), "measures", "person.lead_measures"))
    for count, place, key in told:
        if count:
            parts += ["; ", _jump(format_number(count, lang), place), " ", request.t(key, n=count)]
    return [*parts, "."]


def _jump(words: str, place: str) -> html.A:
    return html.A(words, href=f"#{place}", className="lead-number")


def _standing(request: Request, person: Person) -> list[Any]:
    """That being named is no accusation, and why the name is shown or is not."""
    key = f"person.why_{person.reason}_{'covered' if person.is_protected else 'named'}" if person.reason else None
    words = [request.t("person.covered" if person.is_protected else "person.no_accusation")]
    if key:
        words.append(request.t(key))
    return [
        " ".join(words),
        " ",
        internal_link(request.t("reader.covered_why"), f"{request.address.to('/about')}#privacy"),
    ]


def _asked(request: Request) -> Found:
    found = collect(request, request.address.extra.get("of", ""))
    return found if found is not None else NOBODY


def _file(part: str, names: list[str]) -> Any:
    def table(request: Request) -> pd.DataFrame:
        frame: pd.DataFrame = getattr(_asked(request), part)
        return frame.reindex(columns=names)

    return table


TABLES = {
    "person-articles": _file(
        "rows",
        ["article_id", "official_id", "report_date", "name", "role", "acting", "region_code", "region_name",
         "mention_count", "start_char", "score", "reason"],
    ),
    "person-said": _file(
        "speech", ["kind", "item_id", "article_id", "report_date", "display_title", "text", "start_char", "confidence"]
    ),
    "person-measures": _file(
        "measures",
        ["measure_id", "type", "status", "actor", "article_id", "report_date", "display_title", "words", "sentence",
         "start_char", "confidence"],
    ),
}  # fmt: skip
NOTES: dict[str, Any] = {}

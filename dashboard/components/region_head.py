"""The head of a page of a place: a computed title, numbers that open, its state by conduct, its neighbours."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.filters import scope_words
from dashboard.components.links import external_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.region_findings import place_findings
from dashboard.components.region_view import PlaceView
from dashboard.components.request import Request
from dashboard.components.states import GLYPHS, glyph
from dashboard.geography.locator import WIDTH, locator_picture
from dashboard.i18n import format_date
from warehouse.page_regions import FormerPlace, Place

# Stands in no text: cuts a sentence where its linked parts belong.
MARK = "\N{INVISIBLE SEPARATOR}"


def place_head(view: PlaceView, former: Sequence[FormerPlace]) -> html.Div:
    """Everything above the cards."""
    request, place = view.request, view.place
    return html.Div(
        [
            html.Div([crumbs(request, place), _neighbours(view)], className="region-crumbs"),
            html.Div(
                [
                    html.Div(
                        [
                            html.H1(title_words(view), className="title"),
                            *_leads(view),
                            *former_notes(request, place, former),
                            *_states(view),
                        ]
                    ),
                    html.Img(
                        src=locator_picture(place.province_code, request.view.scheme),
                        alt=request.t("regions.locator", name=place.province_name),
                        width=WIDTH,
                        className="locator",
                    ),
                ],
                className="region-head",
            ),
        ]
    )


def crumbs(request: Request, place: Place) -> html.Nav:
    """Where the place stands: all places, its province, itself."""
    parts: list[Any] = [internal_link(request.t("nav.regions"), request.address.to("/regions", keep_filters=True))]
    if not place.is_province:
        parts += [
            " / ",
            internal_link(
                place.province_name, request.address.to(f"/regions/{place.province_code}", keep_filters=True)
            ),
        ]
    return html.Nav(
        [*parts, " / ", html.Span(place.name)], className="crumbs", **attributes(aria_label=request.t("reader.crumbs"))
    )


def title_words(view: PlaceView) -> str:
    """A finding or two where the counts are clear, else the question; or that nothing is known."""
    t, name = view.request.t, view.place.name
    here = view.here
    if not here["is_covered"]:
        return t("regions.title.not_covered", name=name)
    if not view.headline.article_count:
        return t("regions.title.none", name=name)
    rows = records(view.rates)
    level = "province" if view.place.is_province else "area"
    found = place_findings(rows[0], rows[-1], view.siblings, by_outlet=view.place.is_province)
    words = [t(f"{finding.key}_{level}", province=view.place.province_name) for finding in found]
    return (
        t("regions.title.found", name=name, words=", ".join(words)) if words else t("regions.title.question", name=name)
    )


def _leads(view: PlaceView) -> list[html.P]:
    """How much there is, and how far the cases came: the numbers are links."""
    t, counts = view.request.t, view.headline
    if not view.here["is_covered"] and not view.case_count:
        return [html.P(t("regions.lead.not_covered", name=view.place.name), className="lead")]
    parts = {
        "articles": (t("regions.n_articles", n=counts.article_count), view.articles()),
        "stories": (t("regions.n_stories", n=counts.story_count), view.articles(kind="stories")),
        "cases": (t("regions.n_cases", n=view.case_count), view.page(view.place.code, show="cases")),
    }
    scope = scope_words(view.request)
    key = "regions.lead.within" if scope else "regions.lead.everywhere"
    sentences = _linked(t(key, scope=scope, **{name: f"{MARK}{name}{MARK}" for name in parts}), parts)
    states = view.cases.drop_duplicates("case_id")["status"].value_counts()
    ends = {
        status: (
            t(f"regions.ended.{status}", n=int(states[status])),
            view.page(view.place.code, show="cases", status=status),
        )
        for status in ("alleged", "found", "sanctioned", "convicted", "dropped")
        if status in states
    }
    if ends:
        marks = [f"{MARK}{status}{MARK}" for status in ends]
        ended = ", ".join(marks)
        sentences += [" ", *_linked(t("regions.lead.ended", ends=ended), ends)]
    return [html.P(sentences, className="lead")]


def _linked(text: str, parts: dict[str, tuple[str, str]]) -> list[Any]:
    return [
        internal_link(parts[part][0], parts[part][1], "lead-number") if place % 2 else part
        for place, part in enumerate(text.split(MARK))
    ]


def _states(view: PlaceView) -> list[html.Div]:
    """Conduct by state, each apart, with glyph and word; nothing where nothing was read."""
    t = view.request.t
    if not view.headline.article_count:
        return []
    links = []
    for status in ("prohibited", "alleged", "proven"):
        count = getattr(view.headline, status).item_count
        words = html.Span(
            [glyph(status), t(f"regions.state.{status}", n=count)], className=f"status status-{GLYPHS[status]}"
        )
        target = view.evidence(kind="violation", status=status)
        links.append(internal_link(words, target, "state-link", id=f"count-{status}"))
    return [html.Div(links, className="states", role="group", **attributes(aria_label=t("overview.states")))]


def _neighbours(view: PlaceView) -> html.Nav:
    """Links to the places it is compared with; word where no border is shared."""
    t = view.request.t
    key = "neighbours" if view.place.is_province else "nearest"
    names = dict(zip(view.siblings["code"], view.siblings["name"], strict=True))
    if not view.peers:
        words: list[Any] = [t("regions.no_neighbours")]
    else:
        words = [f"{t(f'regions.{key}')} "]
        for at, code in enumerate(view.peers):
            words += [*([" · "] if at else []), internal_link(names[code], view.page(code))]
    return html.Nav(words, className="neighbours", **attributes(aria_label=t(f"regions.{key}")))


def former_notes(request: Request, place: Place, former: Sequence[FormerPlace]) -> list[html.P]:
    """What the area was before, with the law that changed it."""
    notes: list[html.P] = []
    for period in former:
        if period.today_code != place.code or pd.isna(period.valid_to):
            continue
        values = {
            "name": period.name,
            "code": period.code,
            "day": format_date(period.valid_to, request.lang),
            "province": period.province_name or "",
        }
        key = "part" if period.is_part else "province" if period.name == place.name else "name"
        law = external_link(period.law, period.source) or period.law
        notes.append(html.P([request.t(f"regions.former.{key}", **values), " (", law, ")."], className="muted"))
    return notes


def code_note(request: Request, code: str, former: FormerPlace) -> html.P:
    """That the code asked for is a former one of this area."""
    words = request.t(
        "regions.former.code",
        code=code,
        name=former.name,
        day=format_date(former.valid_to, request.lang),
        today=former.today_code,
    )
    return html.P(words, className="muted code-note", role="note")

"""The cases of a place as a list: what stands behind every number of cases on its page."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.address import article_href, case_href, href
from dashboard.components.accused import accused
from dashboard.components.cases import COLOURS, STATE_MARKS
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import records
from dashboard.components.pager import page_count, page_number, pager, range_words
from dashboard.components.region_head import crumbs
from dashboard.components.request import Request
from dashboard.components.states import glyph
from dashboard.components.words import election_name, region_words
from dashboard.i18n import format_date
from warehouse import page_regions
from warehouse.page_regions import STOPS, Place

PAGE_SIZE = 40
STATUSES = ("alleged", "found", "sanctioned", "convicted", "dropped")


def asked(request: Request) -> dict[str, Any]:
    """Which cases the address asks for: of a state, or in which a stop is told; all where it names none known."""
    status, stop = request.address.extra.get("status"), request.address.extra.get("of")
    return {
        "statuses": (status,) if status in STATUSES else (),
        "stop": stop if stop in STOPS else None,
    }


def case_page(request: Request, place: Place) -> html.Div:
    """Head, switches and the list."""
    t, what = request.t, asked(request)
    with request.cursor() as con:
        rows = page_regions.case_list(con, request.address.filters, place.code, **what)
    pages = page_count(len(rows), PAGE_SIZE)
    page = page_number(request, pages)
    first = (page - 1) * PAGE_SIZE
    shown = records(rows.iloc[first : first + PAGE_SIZE])
    path = f"/regions/{place.code}"
    stop = request.address.extra.get("of")
    chosen = what["statuses"][0] if what["statuses"] else None
    back = request.address.to(path, keep_filters=True)
    heading = t(
        f"regions.cases.title_{'stop' if what['stop'] else 'all'}",
        cases=t("regions.n_cases", n=len(rows)),
        name=place.name,
    )
    head = [
        html.Div([crumbs(request, place)], className="region-crumbs"),
        html.H1(heading),
        html.P(t("regions.cases.lead"), className="lead"),
        *(
            [html.P(t("regions.cases.stop", stop=t(f"regions.stop.{stop}").replace("\n", " ")), className="muted")]
            if what["stop"]
            else []
        ),
        html.Div([_switch(request, path, value, chosen, stop) for value in (None, *STATUSES)], className="switches"),
        html.P(internal_link(["← ", t("regions.cases.back", name=place.name)], back), className="back"),
    ]
    if not shown:
        return html.Div(
            [*head, html.P(t("regions.cases.none"), className="state-words", role="status")],
            className="evidence region-cases",
        )
    extra = {"area": place.code} | {key: value for key in ("status", "of") if (value := request.address.extra.get(key))}
    files = href("/download/region-cases.csv", request.lang, request.address.filters, **extra)
    foot = html.Footer(
        [
            html.Span(range_words(request, first + 1, len(shown), len(rows)), className="source"),
            html.Span([*pager(request, page, pages), download_link("CSV", files)], className="tools"),
        ],
        className="card-foot",
    )
    entries = html.Ol([_entry(request, row) for row in shown], className="sentences")
    return html.Div([*head, html.Section([entries, foot], className="card")], className="evidence region-cases")


def _switch(request: Request, path: str, value: str | None, chosen: str | None, stop: str | None) -> Any:
    words: Any = (
        request.t("regions.cases.every")
        if value is None
        else [glyph(STATE_MARKS[value]), request.t(f"case.status_{value}")]
    )
    colour = "" if value is None else f" status status-{COLOURS.get(STATE_MARKS[value], STATE_MARKS[value])}"
    extra = {"show": "cases"} | ({"status": value} if value else {}) | ({"of": stop} if stop else {})
    target = href(path, request.lang, request.address.filters, **extra)
    return internal_link(
        html.Span(words, className=colour.strip() or None), target, "switch is-here" if value == chosen else "switch"
    )


def _entry(request: Request, row: dict[str, Any]) -> html.Li:
    """A case by office or group, never by name; it leads to its page and to the sentence that tells it first."""
    lang, t = request.lang, request.t
    mark = STATE_MARKS[row["status"]]
    state = html.Span(
        [glyph(mark), t(f"case.status_{row['status']}")], className=f"status status-{COLOURS.get(mark, mark)}"
    )
    count = int(row["article_count"])
    told = t("case.articles" if count > 1 else "regions.n_articles", n=count, stories=int(row["story_count"]))
    words = [
        region_words(lang, row["region_code"], row["region_name"]),
        election_name(lang, row["election_id"] or ""),
        told,
    ]
    day = t("evidence.undated") if pd.isna(row["first_date"]) else format_date(row["first_date"].date(), lang)
    return html.Li(
        [
            html.Div(day, className="when"),
            html.Div(
                [
                    html.Div(
                        [
                            internal_link(
                                accused(lang, row).spans(),
                                case_href(row["case_id"], lang),
                                "entry-title link",
                            ),
                            state,
                        ],
                        className="what",
                    ),
                    html.P(
                        [
                            " · ".join(word for word in words if word),
                            " · ",
                            internal_link(
                                t("regions.cases.first"), article_href(row["article_id"], lang, int(row["start_char"]))
                            ),
                        ],
                        className="byline",
                    ),
                ]
            ),
        ],
        className="evidence-item",
    )

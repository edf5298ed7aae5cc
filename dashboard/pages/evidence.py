"""The sentences behind a number: every item of one kind, type and status in the selected articles."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.address import article_href, href
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import records
from dashboard.components.request import Request
from dashboard.components.states import empty_state, violation_status
from dashboard.components.words import MEASURE_GROUPS, measure_name, report_date_words, violation_name
from dashboard.i18n import format_number
from dashboard.theme import GROUPS
from warehouse import queries

KINDS = ("violation", "measure")
STATUSES = {"violation": ("prohibited", "alleged", "proven"), "measure": ("taken", "planned", "called_for")}
PAGE_SIZE = 40


def content(request: Request) -> html.Div:
    """Head, switches and the sentences, newest report first."""
    kind, type_, status = asked(request)
    rows = selected(request)
    head = [
        html.H1(_title(request, kind, type_, status)),
        html.P(_lead(request, rows), className="lead"),
        _switches(request, kind, status),
        *_type_note(request, kind, type_, status),
    ]
    if rows.empty:
        return html.Div([*head, empty_state(request)], className="evidence")
    pages = -(-len(rows) // PAGE_SIZE)
    page = min(max(_number(request.address.extra.get("page")), 1), pages)
    shown = rows.iloc[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    files = href("/download/evidence.csv", request.lang, request.address.filters, **_asked(kind, type_, status))
    return html.Div(
        [
            *head,
            html.Section(
                [
                    html.Ol([_item(request, row) for row in records(shown)], className="sentences"),
                    html.Footer(
                        [
                            html.Span(_range(request, page, shown, rows), className="source"),
                            html.Span([*_pager(request, page, pages), download_link("CSV", files)], className="tools"),
                        ],
                        className="card-foot",
                    ),
                ],
                className="card",
            ),
        ],
        className="evidence",
    )


def selected(request: Request) -> pd.DataFrame:
    """The rows of `evidence_table` that the address asks for; of several types (a group of measures) all."""
    kind, type_, status = asked(request)
    types = type_.split(",") if type_ else []
    one = types[0] if len(types) == 1 else None
    with request.cursor() as con:
        rows = queries.evidence_table(con, request.address.filters, kind, one, status)
    return rows[rows["type"].isin(types)] if len(types) > 1 else rows


def asked(request: Request) -> tuple[str, str | None, str | None]:
    """Kind, type and status that the address asks for; allegations where it asks for nothing known."""
    extra = request.address.extra
    kind = extra.get("kind", KINDS[0])
    if kind not in KINDS:
        kind = KINDS[0]
    status = extra.get("status")
    status = status if status in STATUSES[kind] else None
    if kind == "violation" and status is None:
        status = "alleged"  # the three states are never listed, let alone counted, as one
    return kind, extra.get("type"), status


def _asked(kind: str, type_: str | None, status: str | None) -> dict[str, str]:
    return {key: value for key, value in (("kind", kind), ("type", type_), ("status", status)) if value}


def _title(request: Request, kind: str, type_: str | None, status: str | None) -> str:
    subject = _subject(request, kind, type_) if type_ else request.t(f"evidence.all_{kind}")
    return f"{subject}: {request.t(f'{kind}_status.{status}').lower()}" if status else subject


def _subject(request: Request, kind: str, type_: str) -> str:
    types = type_.split(",")
    group = next((name for name, members in GROUPS.items() if set(members) == set(types)), None)
    if kind == "measure" and group:
        return request.t(f"group.{group}")
    name = violation_name if kind == "violation" else measure_name
    return ", ".join(name(request.lang, value) for value in types)


def _lead(request: Request, rows: pd.DataFrame) -> str:
    counts = {
        "items": len(rows),
        "articles": int(rows["article_id"].nunique()),
        "stories": int(rows["story_id"].nunique()),
    }
    return request.t("evidence.lead", **{key: format_number(value, request.lang) for key, value in counts.items()})


def _switches(request: Request, kind: str, status: str | None) -> html.Div:
    """Which kind and status is shown: one at a time."""
    links = [
        _switch(request, violation_status(request, value), "violation", value, kind == "violation" and status == value)
        for value in STATUSES["violation"]
    ]
    links.append(_switch(request, request.t("evidence.all_measure"), "measure", None, kind == "measure"))
    return html.Div(links, className="switches")


def _switch(request: Request, label: Any, kind: str, status: str | None, is_here: bool) -> Any:
    target = href("/evidence", request.lang, request.address.filters, **_asked(kind, None, status))
    return internal_link(label, target, "switch is-here" if is_here else "switch")


def _type_note(request: Request, kind: str, type_: str | None, status: str | None) -> list[Any]:
    if not type_:
        return []
    target = href("/evidence", request.lang, request.address.filters, **_asked(kind, None, status))
    return [html.P(internal_link(request.t("evidence.every_type"), target), className="muted")]


def _item(request: Request, row: dict[str, Any]) -> html.Li:
    where = article_href(row["article_id"], request.lang, int(row["start_char"]))
    lang = request.lang
    if row["kind"] == "violation":
        label: Any = [html.Strong(violation_name(lang, row["type"])), " ", violation_status(request, row["status"])]
        colour = {"prohibited": "recited"}.get(row["status"], row["status"])
    else:
        actor = row["actor"] or request.t("reader.no_actor")
        words = f" · {actor} · {request.t('measure_status.' + row['status'])}"
        label = [html.Strong(measure_name(lang, row["type"])), html.Span(words, className="muted")]
        colour = MEASURE_GROUPS[row["type"]]
    return html.Li(
        [
            html.Div(report_date_words(lang, row) or request.t("evidence.undated"), className="when"),
            html.Div(
                [
                    html.Div(label, className="what"),
                    html.Blockquote(marked_sentence(row, colour), lang="id", className="sentence"),
                    html.P(
                        [
                            internal_link(row["display_title"], article_href(row["article_id"], lang)),
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


def marked_sentence(row: dict[str, Any], colour: str) -> list[Any]:
    """The sentence with the evidence underlined; the evidence alone where it lies in no one sentence."""
    sentence, words = row["sentence"] or "", row["words"]
    before, found, after = sentence.partition(words)
    if not found:
        # Evidence over several sentences begins in this one.
        return [html.Span(words, className=f"proof line-{colour}")]
    return [before, html.Span(found, className=f"proof line-{colour}"), after]


def _range(request: Request, page: int, shown: pd.DataFrame, rows: pd.DataFrame) -> str:
    first = (page - 1) * PAGE_SIZE + 1
    return request.t(
        "evidence.range",
        first=format_number(first, request.lang),
        last=format_number(first + len(shown) - 1, request.lang),
        total=format_number(len(rows), request.lang),
    )


def _pager(request: Request, page: int, pages: int) -> list[Any]:
    steps = ((page - 1, "evidence.previous"), (page + 1, "evidence.next"))
    extra = {key: value for key, value in request.address.extra.items() if key != "page"}
    return [
        internal_link(
            request.t(key), href("/evidence", request.lang, request.address.filters, **extra, page=str(target))
        )
        for target, key in steps
        if 1 <= target <= pages
    ]


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else 1

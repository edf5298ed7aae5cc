"""The sentences behind a number: every item of one kind, type and status in the selected articles."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import article_href, href
from dashboard.components.certainty import SURE_FROM, certainty, is_known
from dashboard.components.hits import question_notes
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.pager import page_count, page_number, pager, range_words
from dashboard.components.request import Request
from dashboard.components.states import empty_state, violation_status
from dashboard.components.words import MEASURE_GROUPS, measure_name, report_date_words, violation_name
from dashboard.i18n import format_number
from dashboard.pages import CONTROLS, Page, titled
from dashboard.theme import GROUPS
from warehouse import queries
from warehouse.queries import EvidenceCount

KINDS = ("violation", "measure")
# Kinds of bodies that act, as in measure_facts.
ACTORS = ("regional", "bawaslu", "central", "justice", "other", "untold")
STATUSES = {"violation": ("prohibited", "alleged", "proven"), "measure": ("taken", "planned", "called_for")}
PAGE_SIZE = 40
# Values of the keys `sure` and `order` in the address; without them all evidence is shown, the newest report first.
SURE = f"{SURE_FROM:.0%}".removesuffix("%")
UNSURE_FIRST = "unsure"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `type` may name several, joined by commas: a group of measures.

    `actor` (the key `of`) is a kind of body that acts, for measures alone.
    """

    kind: str
    type: str | None = None
    status: str | None = None
    is_sure: bool = False
    is_unsure_first: bool = False
    actor: str | None = None

    @property
    def types(self) -> list[str]:
        """The types one by one; none stands for all."""
        return self.type.split(",") if self.type else []

    @property
    def min_confidence(self) -> float | None:
        """The least confidence of evidence that is shown; what carries none is then not shown."""
        return SURE_FROM if self.is_sure else None

    @property
    def extra(self) -> dict[str, str]:
        """The keys of the address that ask for this."""
        values = {
            "kind": self.kind,
            "type": self.type,
            "status": self.status,
            "sure": SURE if self.is_sure else None,
            "order": UNSURE_FIRST if self.is_unsure_first else None,
            "of": self.actor,
        }
        return {key: value for key, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of `evidence_table`, and what all rows of this kind count, the hidden ones apart."""

    rows: pd.DataFrame
    count: EvidenceCount


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("cases", titled("nav.evidence"), content, CONTROLS) if path == "/evidence" else None


def content(request: Request) -> html.Div:
    """Head, switches and the sentences."""
    what = asked(request)
    count = counted(request)
    pages = page_count(count.item_count, PAGE_SIZE)
    page = page_number(request, pages)
    selection = Selection(selected(request, PAGE_SIZE, (page - 1) * PAGE_SIZE), count)
    rows = selection.rows
    head = [
        html.H1(_title(request, what)),
        html.P(_lead(request, what, selection), className="lead"),
        _switches(request, what),
        _reading_switches(request, what),
        *_type_note(request, what),
        *question_notes(request),
        *_certainty_note(request, rows),
    ]
    if rows.empty:
        empty = _all_hidden(request, what) if count.hidden_count else empty_state(request)
        return html.Div([*head, empty], className="evidence")
    files = href("/download/evidence.csv", request.lang, request.address.filters, **what.extra)
    return html.Div(
        [
            *head,
            html.Section(
                [
                    html.Ol([_item(request, row) for row in records(rows)], className="sentences"),
                    html.Footer(
                        [
                            html.Span(
                                range_words(request, (page - 1) * PAGE_SIZE + 1, len(rows), count.item_count),
                                className="source",
                            ),
                            html.Span([*pager(request, page, pages), download_link("CSV", files)], className="tools"),
                        ],
                        className="card-foot",
                    ),
                ],
                className="card",
            ),
        ],
        className="evidence",
    )


def selected(request: Request, limit: int | None = None, offset: int = 0) -> pd.DataFrame:
    """A part of the evidence that the address asks for; of several types (a group of measures) all."""
    what = asked(request)
    with request.cursor() as con:
        return queries.evidence_table(
            con,
            request.address.filters,
            what.kind,
            what.types,
            what.status,
            unsure_first=what.is_unsure_first,
            min_confidence=what.min_confidence,
            actor_kind=what.actor,
            limit=limit,
            offset=offset,
        )


def counted(request: Request) -> EvidenceCount:
    """The whole of it: items, articles and stories, and how much is hidden as less sure."""
    what = asked(request)
    with request.cursor() as con:
        return queries.evidence_count(
            con,
            request.address.filters,
            what.kind,
            what.types,
            what.status,
            min_confidence=what.min_confidence,
            actor_kind=what.actor,
        )


def file_notes(request: Request) -> list[str]:
    """What a file of this evidence must say of itself: which evidence it holds, and how much it leaves out."""
    what = asked(request)
    notes = [request.t("evidence.file", asked="; ".join(f"{key}={value}" for key, value in what.extra.items()))]
    return [*notes, *_hidden_words(request, counted(request))] if what.is_sure else notes


def asked(request: Request) -> Asked:
    """What the address asks for; allegations where it asks for nothing known."""
    extra = request.address.extra
    kind = extra.get("kind", KINDS[0])
    if kind not in KINDS:
        kind = KINDS[0]
    status = extra.get("status")
    status = status if status in STATUSES[kind] else None
    if kind == "violation" and status is None:
        status = "alleged"  # the three states are never listed, let alone counted, as one
    actor = extra.get("of") if kind == "measure" and extra.get("of") in ACTORS else None
    return Asked(kind, extra.get("type"), status, extra.get("sure") == SURE, extra.get("order") == UNSURE_FIRST, actor)


def _title(request: Request, what: Asked) -> str:
    subject = _subject(request, what.kind, what.type) if what.type else request.t(f"evidence.all_{what.kind}")
    if what.actor:
        subject = f"{subject} ({request.t(f'actor_kind.{what.actor}')})"
    return f"{subject}: {request.t(f'{what.kind}_status.{what.status}').lower()}" if what.status else subject


def _subject(request: Request, kind: str, type_: str) -> str:
    types = type_.split(",")
    group = next((name for name, members in GROUPS.items() if set(members) == set(types)), None)
    if kind == "measure" and group:
        return request.t(f"group.{group}")
    name = violation_name if kind == "violation" else measure_name
    return ", ".join(name(request.lang, value) for value in types)


def _lead(request: Request, what: Asked, selection: Selection) -> str:
    count = selection.count
    counts = {"items": count.item_count, "articles": count.article_count, "stories": count.story_count}
    shown = request.t("evidence.lead", **{key: format_number(value, request.lang) for key, value in counts.items()})
    return " ".join([shown, *(_hidden_words(request, count) if what.is_sure else [])])


def _hidden_words(request: Request, count: EvidenceCount) -> list[str]:
    """How much the switch to sure evidence hides, none included: nothing is silently missing."""
    key = "evidence.hidden" if count.hidden_count else "evidence.none_hidden"
    return [request.t(key, n=count.hidden_count, sure=SURE)]


def _switches(request: Request, what: Asked) -> html.Div:
    """Which kind and status is shown: one at a time."""
    every = replace(what, type=None, actor=None)
    links = [
        _switch(
            request,
            violation_status(request, value),
            replace(every, kind="violation", status=value),
            what.kind == "violation" and what.status == value,
        )
        for value in STATUSES["violation"]
    ]
    measures = replace(every, kind="measure", status=None)
    links.append(_switch(request, request.t("evidence.all_measure"), measures, what.kind == "measure"))
    return html.Div(links, className="switches")


def _reading_switches(request: Request, what: Asked) -> html.Div:
    """How sure evidence must be, and which comes first."""
    narrow = "_phone" if request.view.is_phone else ""
    choices = {
        "sure": [(request.t(f"evidence.sure_{name}", sure=SURE), replace(what, is_sure=value))
                 for name, value in (("all", False), (f"only{narrow}", True))],
        "order": [(request.t(f"evidence.order_{name}"), replace(what, is_unsure_first=value))
                  for name, value in (("newest", False), (f"unsure{narrow}", True))],
    }  # fmt: skip
    return html.Div(
        [
            html.Div(
                [
                    html.Span(request.t(f"evidence.{name}_label"), id=f"{name}-label", className="muted"),
                    *(_switch(request, words, target, target == what) for words, target in options),
                ],
                className="switches",
                role="group",
                **attributes(aria_labelledby=f"{name}-label"),
            )
            for name, options in choices.items()
        ],
        className="reading-switches",
    )


def _switch(request: Request, label: Any, target: Asked, is_here: bool) -> Any:
    return internal_link(label, _target(request, target), "switch is-here" if is_here else "switch")


def _target(request: Request, what: Asked) -> str:
    return href("/evidence", request.lang, request.address.filters, **what.extra)


def _type_note(request: Request, what: Asked) -> list[Any]:
    if not (what.type or what.actor):
        return []
    target = _target(request, replace(what, type=None, actor=None))
    return [html.P(internal_link(request.t("evidence.every_type"), target), className="muted")]


def _certainty_note(request: Request, rows: pd.DataFrame) -> list[Any]:
    """What the figures beside the sentences mean, where there are any."""
    if not any(is_known(value) for value in rows["confidence"]):
        return []
    return [html.P(request.t("certainty.help"), className="muted certainty-note")]


def _all_hidden(request: Request, what: Asked) -> html.Div:
    """Word that there is evidence, but none as sure as asked for, with the way to it."""
    return html.Div(
        [
            html.P(request.t("evidence.all_hidden", sure=SURE), className="state-words"),
            internal_link(request.t("evidence.show_all"), _target(request, replace(what, is_sure=False)), "button"),
        ],
        className="state",
        role="status",
    )


def _item(request: Request, row: dict[str, Any]) -> html.Li:
    where = article_href(row["article_id"], request.lang, int(row["start_char"]))
    lang, sure = request.lang, certainty(request, row["confidence"])
    if row["kind"] == "violation":
        label: list[Any] = [
            html.Strong(violation_name(lang, row["type"])),
            " ",
            violation_status(request, row["status"]),
        ]
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
                    html.Div(label if sure is None else [*label, sure], className="what"),
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

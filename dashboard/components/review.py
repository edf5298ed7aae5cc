"""Parts of the review page: the way in, the item in its paragraph, and what was decided so far."""

from typing import Any

from dash import dcc, html

from dashboard.address import article_href
from dashboard.components.certainty import certainty
from dashboard.components.links import internal_link
from dashboard.components.request import Request
from dashboard.components.review_controls import labelled, sent_form, told
from dashboard.components.review_words import Areas, field_words, reading
from dashboard.components.states import violation_status
from dashboard.components.words import MEASURE_GROUPS, violation_name
from dashboard.i18n import format_date
from dashboard.review_desk import LONGEST_NAME
from dashboard.review_entries import decision_of
from warehouse.corrections import Correction
from warehouse.page_review import ReviewItem
from warehouse.page_review_kinds import REVIEWED


def sign_in_form(request: Request) -> html.Form:
    """Name and key, asked once a sitting."""
    return html.Form(
        [
            labelled(
                request.t("review.name"),
                dcc.Input(
                    id="review-name",
                    name="name",
                    type="text",
                    required=True,
                    maxLength=LONGEST_NAME,
                    autoComplete="name",
                    className="review-input",
                ),
                "review-name",
                request.t("review.name_help"),
            ),
            labelled(
                request.t("review.key"),
                dcc.Input(
                    id="review-key",
                    name="key",
                    type="password",
                    required=True,
                    autoComplete="current-password",
                    className="review-input",
                ),
                "review-key",
            ),
            html.Div(
                html.Button(request.t("review.open"), type="submit", className="button is-main"),
                className="review-buttons",
            ),
            told(),
        ],
        className="card review-form",
        **sent_form(request, "open"),
    )


def item_card(request: Request, item: ReviewItem, areas: Areas) -> html.Article:
    """What was read, how sure, by which rule, and the paragraph it stands in with the words marked."""
    lang = request.lang
    sure = certainty(request, item.confidence)
    day = request.t("evidence.undated") if item.report_date is None else format_date(item.report_date, lang)
    where = article_href(item.article_id, lang, item.start_char)
    label = _label(request, item, areas)
    facts: list[tuple[str, Any]] = [
        (request.t("review.kind"), request.t(f"review.one_{item.kind}")),
        (request.t("review.read_as"), html.Span(label if sure is None else [*label, sure], className="what")),
        (request.t("review.words"), html.Span(f"“{item.words}”", lang="id")),
        (request.t("review.rule"), html.Code(item.rule) if item.rule else request.t("review.no_rule")),
    ]
    return html.Article(
        [
            html.H2(item.display_title, className="card-title", lang="id"),
            html.P(
                [
                    " · ".join(part for part in (item.outlet, day) if part),
                    " · ",
                    internal_link(request.t("evidence.open"), where),
                ],
                className="byline",
            ),
            html.Blockquote(marked_paragraph(item, _colour(item)), className="sentence review-paragraph", lang="id"),
            html.Dl(
                [part for name, value in facts for part in (html.Dt(name), html.Dd(value))], className="item-facts"
            ),
        ],
        className="card review-item",
    )


def _label(request: Request, item: ReviewItem, areas: Areas) -> list[Any]:
    """What was read; the name of a protected person stands here as everybody reads it."""
    values = item.values
    if item.kind == "violation":
        name = violation_name(request.lang, str(values["type"]))
        return [html.Strong(name), " ", violation_status(request, str(values["status"]))]
    said = reading(request, item.kind, values, areas)
    if item.kind == "measure":
        head, actor = said[0], str(values["actor"] or request.t("reader.no_actor"))
        said = [actor, *said[1:]]
    elif item.kind in ("official", "quote", "statement"):
        head = str(values.get("name") or values.get("speaker") or request.t("reader.no_speaker"))
        said += [request.t("review.covered_name")] if item.hidden else []
    else:
        head, *said = said
    return [html.Strong(head), *([html.Span("· " + " · ".join(said), className="muted")] if said else [])]


def _colour(item: ReviewItem) -> str:
    """The line under the words: the state of conduct, the group of a measure, else one for all that is read."""
    if item.kind == "violation":
        return {"prohibited": "recited"}.get(str(item.values["status"]), str(item.values["status"]))
    return MEASURE_GROUPS[str(item.values["type"])] if item.kind == "measure" else "read"


def marked_paragraph(item: ReviewItem, colour: str) -> list[Any]:
    """The paragraph with the item marked by its offsets: the same words may stand there twice."""
    first = item.start_char - item.paragraph_start
    last = item.end_char - item.paragraph_start
    mark = html.Mark(item.paragraph[first:last], className=f"proof line-{colour}")
    return [part for part in (item.paragraph[:first], mark, item.paragraph[last:]) if part]


def sitting_list(
    request: Request, held: dict[str, Any], own: list[Correction], waiting: int, areas: Areas
) -> html.Aside:
    """Who reviews, what was decided in this sitting, the latest first, and the way back from the last one.

    `waiting` is the number of decisions of all reviewers in the file.
    """
    t = request.t
    by_id: dict[str, list[Correction]] = {}
    for entry in own:
        by_id.setdefault(decision_of(entry.id), []).append(entry)
    latest = [by_id[id_] for id_ in reversed(held["ids"]) if id_ in by_id]
    said = request.t("review.takes_effect") if latest else request.t("review.nothing_yet")
    undo = html.Button(t("review.undo"), type="submit", className="button", title=t("review.undo_help"))
    last = held["ids"][-1] if held["ids"] else ""
    token = held["token"]
    return html.Aside(
        [
            html.H2(t("review.sitting", name=held["name"]), className="card-title"),
            html.P(said, className="unit", role="status"),
            html.Ol([_decision(request, entries, areas) for entries in latest], className="review-decided"),
            html.P(t("review.waiting", n=waiting), className="muted"),
            html.Div(
                [
                    *(
                        [html.Form(undo, **sent_form(request, "undo", data_decision=last, data_token=token))]
                        if last
                        else []
                    ),
                    html.Form(
                        html.Button(t("review.close"), type="submit", className="link"),
                        **sent_form(request, "close", data_token=token),
                    ),
                ],
                className="review-buttons",
            ),
        ],
        className="card review-sitting",
    )


def _decision(request: Request, entries: list[Correction], areas: Areas) -> html.Li:
    """One decision, by its entries in their order: what was read and what it was made. Names are not told again."""
    entry = entries[0]
    kind = REVIEWED[str(entry.item)]
    held = dict(entry.where) | ({entry.field: entry.old} if entry.field else {})
    head, *said = reading(request, kind.name, held, areas) or [""]
    what = f"{head} ({', '.join(said)})" if said else head
    if kind.name not in ("violation", "measure"):
        what = ": ".join(part for part in (request.t(f"review.one_{kind.name}"), what) if part)
    fields = {field.name: field for field in kind.fields}
    changes = [field_words(request, fields[fix.field], fix.new, areas) for fix in entries if fix.field in fields]
    where = article_href(str(entry.article), request.lang, entry.at[0] if entry.at else None)
    link = internal_link(f"{what} → {', '.join(changes)}" if changes else what, where)
    return html.Li([html.Span(request.t(f"review.did_{entry.kind}"), className="review-did"), " ", link])

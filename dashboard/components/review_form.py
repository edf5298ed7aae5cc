"""The decision about an item: accept, correct field by field, not an item, or the next one."""

from typing import Any

from dash import html

from dashboard.components.links import BLOCK, internal_link
from dashboard.components.markup import attributes
from dashboard.components.request import Request
from dashboard.components.review_controls import choice, labelled, offered, sent_form, told, typed
from dashboard.components.review_words import field_words
from dashboard.review_desk import LONGEST_WHY
from dashboard.review_values import LONGEST_VALUE, Choices, value_text
from warehouse.page_review import ReviewItem
from warehouse.page_review_kinds import (
    AREA,
    COUNT,
    DAY,
    ELECTION,
    REVIEWED,
    SPEAKER,
    ReviewField,
    domain_list,
)

AREAS, ELECTIONS = "review-areas", "review-elections"
# Fields that are typed, and what the browser is told of them.
TYPED: dict[str, dict[str, Any]] = {
    AREA: {"list": AREAS},
    ELECTION: {"list": ELECTIONS},
    COUNT: {"inputMode": "numeric"},
}
# Kinds of which a decision reaches further than the words, or says less than it seems.
NOTED = ("official", "total", "region", "election")
HELPED = (AREA, DAY, ELECTION, COUNT, SPEAKER)


def decision_form(request: Request, item: ReviewItem, choices: Choices, token: str, skip: str | None) -> html.Form:
    """What can be decided, each with its key. `skip` None: it is the last of the queue."""
    t = request.t
    notes = ["review.covered"] if BLOCK in item.words else []
    notes += [f"review.note_{item.kind}"] if item.kind in NOTED and not item.hidden else []
    return html.Form(
        [
            labelled(
                t("review.why"),
                html.Textarea(
                    id="review-why",
                    name="why",
                    rows=2,
                    maxLength=LONGEST_WHY,
                    className="review-input",
                    **attributes(aria_describedby="review-why-help"),
                ),
                "review-why",
                t("review.why_help", words=t("review.why_accept")),
            ),
            html.Div(
                [
                    _act(t("review.accept"), "accept", "a", "button is-main"),
                    *([_opens(t("review.correct"))] if _editable(item) else []),
                    _act(t("review.drop"), "drop", "n"),
                    *([] if skip is None else [_skip(t("review.skip"), skip)]),
                ],
                className="review-buttons",
            ),
            *([_correction(request, item, choices)] if _editable(item) else []),
            told(),
            html.P(t("review.keys"), className="muted review-keys"),
            *(html.P(t(note), className="muted review-note") for note in notes),
        ],
        key=item.decision_id,
        className="card review-form",
        **sent_form(
            request,
            "decide",
            data_why_missing=t("review.said.why_missing"),
            data_token=token,
            data_kind=item.kind,
            data_article=item.article_id,
            data_item=item.item_id,
            data_decision=item.decision_id,
        ),
    )


def _editable(item: ReviewItem) -> list[ReviewField]:
    """The fields that can be set: what a covered one holds is not known here."""
    return [field for field in REVIEWED[item.kind].fields if field.name not in item.hidden]


def _correction(request: Request, item: ReviewItem, choices: Choices) -> html.Div:
    fields = _editable(item)
    takes = {field.takes for field in fields}
    lists = {
        AREA: (AREAS, [f"{code} {name}" for code, name in choices.areas.items()]),
        ELECTION: (ELECTIONS, choices.elections),
    }
    hidden = [request.t("review.covered_field")] if item.hidden else []
    return html.Div(
        [
            html.Div([_control(request, item, field, choices) for field in fields], className="review-fields"),
            *(html.P(words, className="muted") for words in hidden),
            *(offered(*lists[one]) for one in (AREA, ELECTION) if one in takes),
            html.Button(
                request.t("review.save"), type="button", className="button is-main", **attributes(data_act="correct")
            ),
        ],
        id="review-correction",
        className="review-correction",
        hidden=True,
    )


def _control(request: Request, item: ReviewItem, field: ReviewField, choices: Choices) -> html.Div:
    t, kind = request.t, REVIEWED[item.kind]
    label = t(f"review.field.{item.kind}_{field.name}")
    held = value_text(field, item.values[field.name], choices.areas)
    none = [("", t("review.nothing"))] if kind.is_optional(field) else []
    help_ = [t(f"review.help_{field.takes}")] if field.takes in HELPED else []
    if field.takes == SPEAKER:
        names = dict.fromkeys([*choices.names, *([held] if held else [])])
        return choice(label, field.name, [*none, *((name, name) for name in names)], held, *help_)
    if listed := domain_list(field.takes):
        options = [(value, field_words(request, field, value, choices.areas)) for value in listed]
        return choice(label, field.name, [*options, *none], held)
    help_ += [t("review.may_be_empty")] if none else []
    return typed(label, field.name, held, LONGEST_VALUE, " ".join(help_) or None, **TYPED.get(field.takes, {}))


def _act(label: str, act: str, key: str, class_name: str = "button") -> html.Button:
    return html.Button(
        [label, html.Kbd(key, **attributes(aria_hidden="true"))],
        type="button",
        className=class_name,
        **attributes(data_act=act, data_key=key, aria_keyshortcuts=key),
    )


def _opens(label: str) -> html.Button:
    """The button that opens the fields to be corrected."""
    return html.Button(
        [label, html.Kbd("c", **attributes(aria_hidden="true"))],
        type="button",
        className="button",
        **attributes(
            data_opens="review-correction",
            data_key="c",
            aria_keyshortcuts="c",
            aria_expanded="false",
            aria_controls="review-correction",
        ),
    )


def _skip(label: str, target: str) -> Any:
    return internal_link([label, html.Kbd("s")], target, "button", id="review-skip")

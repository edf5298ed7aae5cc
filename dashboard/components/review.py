"""Parts of the review page: the way in, the item in its paragraph, the decision, and what was decided so far."""

from typing import Any

from dash import dcc, html

from dashboard.address import article_href
from dashboard.components.certainty import certainty
from dashboard.components.links import BLOCK, internal_link
from dashboard.components.markup import attributes
from dashboard.components.request import Request
from dashboard.components.states import violation_status
from dashboard.components.words import MEASURE_GROUPS, measure_name, value_name, violation_name
from dashboard.i18n import format_date
from dashboard.review_desk import LONGEST_NAME, LONGEST_WHY
from dashboard.theme import GROUPS
from warehouse.corrections import Correction
from warehouse.page_review import ReviewItem

STATUSES = {"violation": ("prohibited", "alleged", "proven"), "measure": ("taken", "planned", "called_for")}
VIOLATIONS = (
    "social_media", "campaigning", "candidate_support", "attributes", "attendance", "gesture", "policy_abuse",
    "state_facilities", "party_membership", "approaching_party", "money_politics", "intimidation", "hate_or_hoax",
    "other",
)  # fmt: skip
TYPES = {"violation": VIOLATIONS, "measure": tuple(type_ for group in GROUPS.values() for type_ in group)}


def sign_in_form(request: Request) -> html.Form:
    """Name and key, asked once a sitting."""
    return html.Form(
        [
            _field(
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
            _field(
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
            _told(),
        ],
        className="card review-form",
        **_sent(request, "open"),
    )


def item_card(request: Request, item: ReviewItem) -> html.Article:
    """What was read, how sure, by which rule, and the paragraph it stands in with the words marked."""
    lang = request.lang
    if item.kind == "violation":
        label: list[Any] = [html.Strong(violation_name(lang, item.type)), " ", violation_status(request, item.status)]
        colour = {"prohibited": "recited"}.get(item.status, item.status)
    else:
        words = f" · {item.actor or request.t('reader.no_actor')} · {request.t(f'measure_status.{item.status}')}"
        label = [html.Strong(measure_name(lang, item.type)), html.Span(words, className="muted")]
        colour = MEASURE_GROUPS[item.type]
    sure = certainty(request, item.confidence)
    day = request.t("evidence.undated") if item.report_date is None else format_date(item.report_date, lang)
    where = article_href(item.article_id, lang, item.start_char)
    facts = [
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
            html.Blockquote(marked_paragraph(item, colour), className="sentence review-paragraph", lang="id"),
            html.Dl(
                [part for name, value in facts for part in (html.Dt(name), html.Dd(value))], className="item-facts"
            ),
        ],
        className="card review-item",
    )


def marked_paragraph(item: ReviewItem, colour: str) -> list[Any]:
    """The paragraph with the item marked by its offsets: the same words may stand there twice."""
    first = item.start_char - item.paragraph_start
    last = item.end_char - item.paragraph_start
    mark = html.Mark(item.paragraph[first:last], className=f"proof line-{colour}")
    return [part for part in (item.paragraph[:first], mark, item.paragraph[last:]) if part]


def decision_form(request: Request, item: ReviewItem, token: str, skip: str | None) -> html.Form:
    """Accept, correct, not an item, or the next one; each with its key. `skip` None: it is the last of the queue."""
    t = request.t
    name = violation_name if item.kind == "violation" else measure_name
    types = [(value, name(request.lang, value)) for value in TYPES[item.kind]]
    statuses = [(value, value_name(request.lang, f"{item.kind}_status", value)) for value in STATUSES[item.kind]]
    covered = BLOCK in item.words
    return html.Form(
        [
            _field(
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
                    _act(t("review.correct"), "correct", "c", "button", data_opens="review-correction"),
                    _act(t("review.drop"), "drop", "n"),
                    *([] if skip is None else [_skip(t("review.skip"), skip)]),
                ],
                className="review-buttons",
            ),
            html.Div(
                [
                    _select(t("review.type"), "type", types, item.type),
                    _select(t("review.status"), "status", statuses, item.status),
                    html.Button(
                        t("review.save"), type="button", className="button is-main", **attributes(data_act="correct")
                    ),
                ],
                id="review-correction",
                className="review-correction",
                hidden=True,
            ),
            _told(),
            html.P(t("review.keys"), className="muted review-keys"),
            *([html.P(t("review.covered"), className="muted")] if covered else []),
        ],
        key=item.decision_id,
        className="card review-form",
        **_sent(
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


def sitting_list(request: Request, held: dict[str, Any], own: list[Correction], waiting: int) -> html.Aside:
    """Who reviews, what was decided in this sitting, the latest first, and the way back from the last one.

    `waiting` is the number of decisions of all reviewers in the file.
    """
    t = request.t
    by_id = {entry.id: entry for entry in own}
    latest = [by_id[id_] for id_ in reversed(held["ids"]) if id_ in by_id]
    more = {entry.id.removesuffix("-2"): entry for entry in own if entry.id.endswith("-2")}
    said = request.t("review.takes_effect") if latest else request.t("review.nothing_yet")
    undo = html.Button(t("review.undo"), type="submit", className="button", title=t("review.undo_help"))
    last = held["ids"][-1] if held["ids"] else ""
    token = held["token"]
    return html.Aside(
        [
            html.H2(t("review.sitting", name=held["name"]), className="card-title"),
            html.P(said, className="unit", role="status"),
            html.Ol([_decision(request, entry, more.get(entry.id)) for entry in latest], className="review-decided"),
            html.P(t("review.waiting", n=waiting), className="muted"),
            html.Div(
                [
                    *(
                        [html.Form(undo, **_sent(request, "undo", data_decision=last, data_token=token))]
                        if last
                        else []
                    ),
                    html.Form(
                        html.Button(t("review.close"), type="submit", className="link"),
                        **_sent(request, "close", data_token=token),
                    ),
                ],
                className="review-buttons",
            ),
        ],
        className="card review-sitting",
    )


def _decision(request: Request, entry: Correction, second: Correction | None) -> html.Li:
    name = violation_name if entry.item == "violation" else measure_name
    held = dict(entry.where) | ({entry.field: entry.old} if entry.field else {})
    state = value_name(request.lang, f"{entry.item}_status", str(held.get("status", "")))
    words = f"{name(request.lang, str(held.get('type', '')))} ({state.lower()})"
    changes = []
    for fix in (entry, second):
        if fix is not None and fix.field:
            new = str(fix.new)
            changes.append(
                name(request.lang, new) if fix.field == "type"
                else value_name(request.lang, f"{entry.item}_status", new)
            )  # fmt: skip
    what = f"{words} → {', '.join(changes)}" if changes else words
    where = article_href(str(entry.article), request.lang, entry.at[0] if entry.at else None)
    return html.Li(
        [html.Span(request.t(f"review.did_{entry.kind}"), className="review-did"), " ", internal_link(what, where)]
    )


def _sent(request: Request, act: str, **more: str) -> dict[str, Any]:
    """What the browser's script reads off a form."""
    told = {"data_lang": request.lang, "data_no_answer": request.t("review.said.no_answer")}
    return attributes(data_review=act, **told, **more)


def _act(label: str, act: str, key: str, class_name: str = "button", **more: str) -> html.Button:
    told = {"data_act": act} if "data_opens" not in more else {}
    extra = {"aria_expanded": "false", "aria_controls": more["data_opens"]} if "data_opens" in more else {}
    return html.Button(
        [label, html.Kbd(key, **attributes(aria_hidden="true"))],
        type="button",
        className=class_name,
        **attributes(data_key=key, aria_keyshortcuts=key, **told, **more, **extra),
    )


def _skip(label: str, target: str) -> Any:
    return internal_link([label, html.Kbd("s")], target, "button", id="review-skip")


def _select(label: str, name: str, options: list[tuple[str, str]], held: str) -> html.Div:
    """A plain select: it is read by the browser's script when the decision is sent."""
    first = sorted(options, key=lambda option: option[0] != held)
    return _field(
        label,
        html.Select(
            [html.Option(words, value=value) for value, words in first],
            id=f"review-{name}",
            className="review-input",
            **attributes(data_name=name),
        ),
        f"review-{name}",
    )


def _field(label: str, control: Any, for_: str, help_: str | None = None) -> html.Div:
    parts: list[Any] = [html.Label(label, htmlFor=for_), control]
    if help_:
        parts.append(html.Small(help_, id=f"{for_}-help", className="muted"))
    return html.Div(parts, className="review-field")


def _told() -> html.P:
    """Where it is said what went wrong."""
    return html.P("", className="review-told", role="alert")

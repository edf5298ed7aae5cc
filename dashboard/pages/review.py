"""Uncertain items, one by one: what was read with little confidence, in its paragraph, to be confirmed or corrected."""

from typing import Any, NamedTuple

from dash import html

from dashboard.address import href
from dashboard.components.certainty import SURE_FROM, share_words
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes
from dashboard.components.pager import page_number
from dashboard.components.request import Request
from dashboard.components.review import item_card, sign_in_form, sitting_list
from dashboard.components.review_form import decision_form
from dashboard.i18n import format_number
from dashboard.pages import CONTROLS, Page, titled
from dashboard.review_desk import Desk, find_desk, sitting
from dashboard.review_entries import decision_of
from dashboard.review_values import Choices
from warehouse import page_review
from warehouse.corrections import BadCorrections, Correction
from warehouse.page_review import ReviewItem
from warehouse.page_review_kinds import KINDS, REVIEWED


class Next(NamedTuple):
    """What comes next: its place in the queue from 1, the length of that, the item, and how many of each kind are left.

    Where nothing is left, place and length are 0 and there is no item.
    """

    place: int
    left: int
    item: ReviewItem | None
    counts: dict[str, int]


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("review", titled("nav.review"), content, CONTROLS) if path == "/review" else None


def content(request: Request) -> html.Div:
    """The next item with what can be decided about it; before that, the way in."""
    desk = find_desk()
    head = [html.H1(request.t("review.title")), html.P(request.t("review.lead"), className="lead")]
    if desk is None:
        return html.Div([*head, _off(request)], className="review")
    held = sitting()
    if held is None:
        return html.Div([*head, sign_in_form(request)], className="review")
    try:
        decisions = desk.decisions()
    except BadCorrections as error:
        return html.Div([*head, _broken(request, str(error))], className="review")
    return html.Div([*head, *_queue(request, held, decisions, desk)], className="review")


def kinds(request: Request) -> tuple[str, ...]:
    """The kinds of items that the address asks for; all where it asks for none."""
    kind = request.address.extra.get("kind")
    return (kind,) if kind in KINDS else KINDS


def next_item(request: Request, desk: Desk, decisions: list[Correction]) -> Next:
    """Of the uncertain items of the selection that nobody has decided, the least sure first, the one asked for."""
    filters, wanted = request.address.filters, kinds(request)
    with request.cursor() as con:
        decided = desk.decided_items(con, decisions)
        counts = desk.unsure_counts(con, filters, SURE_FROM, decided)
        left = sum(counts[kind] for kind in wanted)
        place = page_number(request, left)
        key = page_review.unsure_key(con, filters, wanted, SURE_FROM, place, decided) if left else None
        if key is None:
            return Next(0, 0, None, counts)
        return Next(place, left, desk.item(con, key.kind, key.article_id, key.item_id), counts)


def _queue(request: Request, held: dict[str, Any], decisions: list[Correction], desk: Desk) -> list[Any]:
    place, left, item, counts = next_item(request, desk, decisions)
    with request.cursor() as con:
        choices = Choices(*desk.places(con)) if item is None else desk.choices(con, item)
    own = [entry for entry in decisions if decision_of(entry.id) in held["ids"] and entry.item in REVIEWED]
    aside = sitting_list(request, held, own, len({decision_of(entry.id) for entry in decisions}), choices.areas)
    if item is None:
        return [_switches(request, counts), html.Div([_done(request), aside], className="review-columns")]
    skip = href(
        request.address.path, request.lang, request.address.filters,
        **(request.address.extra | {"page": str(place + 1)}),
    )  # fmt: skip
    numbers = {"place": format_number(place, request.lang), "left": format_number(left, request.lang)}
    share = share_words(request.lang, SURE_FROM)
    main = html.Div(
        [
            html.P(request.t("review.progress", share=share, **numbers), id="review-progress", className="muted"),
            item_card(request, item, choices.areas),
            decision_form(request, item, choices, held["token"], skip if place < left else None),
        ],
        className="review-main",
        tabIndex=0,
        role="region",
        **attributes(aria_label=request.t("review.item_label"), data_review_item=item.decision_id),
    )
    return [_switches(request, counts), html.Div([main, aside], className="review-columns")]


def _switches(request: Request, counts: dict[str, int]) -> Any:
    """Which kind of items comes, with how many are left of each; folded on a phone."""
    here = kinds(request)
    chosen = here[0] if len(here) == 1 else "all"
    numbers = {"all": sum(counts.values()), **counts}
    links = html.Div(
        [
            internal_link(
                _switch_words(request, name, numbers[name]),
                href(request.address.path, request.lang, request.address.filters, kind="" if name == "all" else name),
                "switch is-here" if name == chosen else "switch",
            )
            for name in ("all", *KINDS)
        ],
        className="switches",
        role="group",
        **attributes(aria_label=request.t("review.kind")),
    )
    if not request.view.is_phone:
        return links
    words = [html.Span(f"{request.t('review.kind')}:"), *_switch_words(request, chosen, numbers[chosen])]
    return html.Details([html.Summary(words, className="switch"), links], key=chosen, className="review-kinds")


def _switch_words(request: Request, name: str, count: int) -> list[Any]:
    number = html.Span(format_number(count, request.lang), className="count")
    return [html.Span(request.t(f"review.kind_{name}")), " ", number]


def _off(request: Request) -> html.Div:
    """That reviewing is off, and how whoever runs the dashboard turns it on."""
    return html.Div(
        [
            html.P(request.t("review.off"), className="state-words"),
            html.Pre("export NETRALITAS_REVIEW_KEY=…\nmake serve", className="detail"),
            html.P(request.t("review.off_more"), className="muted"),
        ],
        className="state",
        role="status",
    )


def _broken(request: Request, why: str) -> html.Div:
    """That the file of corrections cannot be read: nothing may be added to it."""
    return html.Div(
        [html.P(request.t("review.said.broken"), className="state-words"), html.Pre(why, className="detail")],
        className="state",
        role="alert",
    )


def _done(request: Request) -> html.Div:
    """That nothing is left in this selection."""
    return html.Div(
        [
            html.P(request.t("review.done"), className="state-words"),
            internal_link(request.t("state.clear"), request.address.to(request.address.path), "button"),
        ],
        className="state review-main",
        role="status",
        **attributes(data_review_item="done"),
    )

"""Uncertain items, one by one: what was read with little confidence, in its paragraph, to be confirmed or corrected."""

from typing import Any

from dash import html

from dashboard.address import href
from dashboard.components.certainty import SURE_FROM, share_words
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes
from dashboard.components.pager import page_number
from dashboard.components.request import Request
from dashboard.components.review import decision_form, item_card, sign_in_form, sitting_list
from dashboard.i18n import format_number
from dashboard.pages import CONTROLS, Page, titled
from dashboard.review_desk import Desk, find_desk, sitting
from warehouse import page_review
from warehouse.corrections import BadCorrections, Correction
from warehouse.page_review import KINDS, ReviewItem


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


def next_item(request: Request, desk: Desk, decisions: list[Correction]) -> tuple[int, int, ReviewItem | None]:
    """Place in the queue from 1, its length, and the item there; (0, 0, None) where nothing is left.

    The queue holds the uncertain items of the selection that nobody has decided yet, the least sure first.
    """
    filters, wanted = request.address.filters, kinds(request)
    articles = {entry.article for entry in decisions if entry.article is not None}
    with request.cursor() as con:
        count = page_review.unsure_count(con, filters, wanted, SURE_FROM)
        decided = desk.decided_items(con, decisions)
        gone = 0
        if decided:
            keys = page_review.least_sure(con, filters, wanted, SURE_FROM, count, articles)
            gone = sum(key.item_id in decided for key in keys)
        left = count - gone
        if not left:
            return 0, 0, None
        place = page_number(request, left)
        keys = page_review.least_sure(con, filters, wanted, SURE_FROM, place + gone)
        key = [key for key in keys if key.item_id not in decided][place - 1]
        return place, left, page_review.review_item(con, key.kind, key.article_id, key.item_id)


def _queue(request: Request, held: dict[str, Any], decisions: list[Correction], desk: Desk) -> list[Any]:
    place, left, item = next_item(request, desk, decisions)
    own = [entry for entry in decisions if entry.id in held["ids"]]
    aside = sitting_list(request, held, own, len({entry.id.removesuffix("-2") for entry in decisions}))
    if item is None:
        return [_switches(request), html.Div([_done(request), aside], className="review-columns")]
    skip = href(
        request.address.path, request.lang, request.address.filters,
        **(request.address.extra | {"page": str(place + 1)}),
    )  # fmt: skip
    numbers = {"place": format_number(place, request.lang), "left": format_number(left, request.lang)}
    share = share_words(request.lang, SURE_FROM)
    main = html.Div(
        [
            html.P(request.t("review.progress", share=share, **numbers), id="review-progress", className="muted"),
            item_card(request, item),
            decision_form(request, item, held["token"], skip if place < left else None),
        ],
        className="review-main",
        tabIndex=0,
        role="region",
        **attributes(aria_label=request.t("review.item_label"), data_review_item=item.decision_id),
    )
    return [_switches(request), html.Div([main, aside], className="review-columns")]


def _switches(request: Request) -> html.Div:
    """Which kind of items comes."""
    here = kinds(request)
    address = request.address
    choices = ((KINDS, "all", ""), *(((kind,), kind, kind) for kind in KINDS))
    return html.Div(
        [
            internal_link(
                request.t(f"review.kind_{name}"),
                href(address.path, request.lang, address.filters, kind=value),
                "switch is-here" if wanted == here else "switch",
            )
            for wanted, name, value in choices
        ],
        className="switches",
    )


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

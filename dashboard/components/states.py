"""What stands where there is nothing to show: nothing found, something failed, no such page."""

from typing import Any

from dash import html

from dashboard.components.links import internal_link
from dashboard.components.markup import attributes
from dashboard.components.request import Request
from dashboard.i18n import format_number

GLYPHS = {"prohibited": "recited", "alleged": "alleged", "proven": "proven"}


def empty_state(request: Request) -> html.Div:
    """No article fits the filters, with the way out."""
    return html.Div(
        [
            html.P(request.t("state.empty"), className="state-words"),
            internal_link(request.t("state.clear"), request.address.to(request.address.path), "button"),
        ],
        className="state",
        role="status",
    )


def error_state(request: Request, what: str, detail: str | None = None) -> html.Div:
    """What failed, what still holds, and a way to try again. `detail` is for whoever runs the dashboard."""
    return html.Div(
        [
            html.H1(request.t(f"{what}.title")),
            html.P(request.t(f"{what}.text"), className="state-words"),
            *([html.Pre(detail, className="detail")] if detail else []),
            html.A(request.t("state.again"), href=request.address.in_language(request.lang), className="button"),
        ],
        className=f"state {what.replace('.', '-')}",
        role="alert",
    )


def missing_state(request: Request, key: str) -> html.Div:
    """No such page or article."""
    return html.Div(
        [
            html.H1(request.t(f"{key}.title")),
            html.P(request.t(f"{key}.text"), className="state-words"),
            internal_link(request.t("nav.articles"), request.address.to("/articles"), "button"),
        ],
        className="state",
    )


def violation_status(request: Request, status: str) -> html.Span:
    """The state of a conduct: always its glyph and its word, in the colour of the state."""
    return html.Span(
        [glyph(status), html.Span(request.t(f"violation_status.{status}"))], className=f"status status-{GLYPHS[status]}"
    )


def glyph(status: str) -> Any:
    """○ recited, ◐ alleged, ● proven, drawn; a word must stand beside it."""
    return html.Span(className=f"glyph glyph-{GLYPHS[status]}", **attributes(aria_hidden="true"))


def part_words(request: Request, key: str, shown: int, count: int) -> list[str]:
    """That a list is only the first part of a longer one; nothing where it is whole. `key` is the text for it."""
    if shown >= count:
        return []
    numbers = {"shown": format_number(shown, request.lang), "total": format_number(count, request.lang)}
    return [request.t(key, **numbers)]

"""Controls of the review page. All are plain: the browser's script reads them when a form is sent."""

from collections.abc import Iterable
from typing import Any

from dash import dcc, html

from dashboard.components.markup import attributes
from dashboard.components.request import Request


def sent_form(request: Request, act: str, **more: str) -> dict[str, Any]:
    """What the browser's script reads off a form."""
    told = {"data_lang": request.lang, "data_no_answer": request.t("review.said.no_answer")}
    return attributes(data_review=act, **told, **more)


def told() -> html.P:
    """Where it is said what went wrong."""
    return html.P("", className="review-told", role="alert")


def labelled(label: str, control: Any, for_: str, help_: str | None = None) -> html.Div:
    """A control under its label, with a word of help below; a control refers to that as `for_` and "-help"."""
    parts: list[Any] = [html.Label(label, htmlFor=for_), control]
    if help_:
        parts.append(html.Small(help_, id=f"{for_}-help", className="muted"))
    return html.Div(parts, className="review-field")


def choice(label: str, name: str, options: Iterable[tuple[str, str]], held: str, help_: str | None = None) -> html.Div:
    """A select of values with their words; what is held stands first, and so is chosen."""
    first = sorted(options, key=lambda option: option[0] != held)
    place = f"review-field-{name}"
    return labelled(
        label,
        html.Select(
            [html.Option(words, value=value) for value, words in first],
            id=place,
            className="review-input",
            **attributes(data_name=name, **({"aria_describedby": f"{place}-help"} if help_ else {})),
        ),
        place,
        help_,
    )


def typed(label: str, name: str, held: str, longest: int, help_: str | None = None, **more: Any) -> html.Div:
    """A line of text; `more` are further properties of the input."""
    place = f"review-field-{name}"
    line = dcc.Input(
        id=place,
        name=name,
        type="text",
        value=held,
        maxLength=longest,
        autoComplete="off",
        spellCheck="false",
        className="review-input",
        **more,
    )
    return labelled(label, line, place, help_)


def offered(name: str, values: Iterable[str]) -> html.Datalist:
    """What a line of text offers; its `list` names this."""
    return html.Datalist([html.Option(value=value) for value in values], id=name)

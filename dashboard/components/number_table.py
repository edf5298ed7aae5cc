"""A figure's numbers as a table, folded: each a link to what it counts, for keyboards, phones and screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from dashboard.components.links import internal_link
from dashboard.components.markup import attributes


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; without an address only words."""

    words: str
    href: str | None = None
    is_number: bool = True


def number_table(
    name: str, summary: str, header: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], *, is_open: bool = False
) -> html.Details:
    """The table under its summary. `header`: of the first column and the others; a row: its name and cells."""
    head = html.Thead(html.Tr([html.Th(word, scope="col") for word in header]))
    body = html.Tbody(
        [html.Tr([html.Th(words, scope="row"), *(_cell(cell) for cell in cells)]) for words, cells in rows]
    )
    table = html.Div(
        html.Table([html.Caption(summary, className="sr-only"), head, body], className="number-table"),
        className="number-table-holder",
        tabIndex=0,
        role="region",
        **attributes(aria_label=summary),
    )
    return html.Details(
        [html.Summary(summary, className="link"), table], id=f"{name}-numbers", className="numbers", open=is_open
    )


def _cell(cell: Cell) -> Any:
    content = internal_link(cell.words, cell.href) if cell.href else cell.words
    return html.Td(content, className="is-number" if cell.is_number else "")

"""The card around a figure or table: title, unit line, figure, foot with source, explanation, files and articles."""

from typing import Any

from dash import dcc, html

from dashboard.components.markup import attributes
from dashboard.components.request import Request

GRAPH_CONFIG: Any = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": "reset"}
IMAGE_FORMATS = ("png", "svg")


def card(
    request: Request,
    name: str,
    body: Any,
    *,
    title: Any,
    unit: Any,
    foot: Any = None,
    tools: Any = None,
    controls: Any = None,
    class_name: str = "",
) -> html.Section:
    """One card. `name` is the prefix of its ids and of the explanation's key (`read.<name>`).

    `controls` stand beside the title. `foot` (the source) and `tools` (files and the way to the articles) change with
    the filters, the rest with the language alone.
    """
    return html.Section(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.H2(title, id=f"{name}-title", className="card-title"),
                            html.P(unit, id=f"{name}-unit", className="unit"),
                        ],
                        className="card-words",
                    ),
                    *([controls] if controls is not None else []),
                ],
                className="card-head",
            ),
            html.Div(body, className="card-body"),
            html.Footer(
                [
                    html.Span(foot, id=f"{name}-foot", className="source"),
                    html.Details(
                        [html.Summary(request.t("card.read"), className="link"), html.P(request.t(f"read.{name}"))],
                        className="read",
                    ),
                    html.Span(tools, id=f"{name}-tools", className="tools"),
                ],
                className="card-foot",
            ),
        ],
        id=f"{name}-card",
        className=f"card {class_name}".strip(),
        **attributes(aria_labelledby=f"{name}-title"),
    )


def graph(name: str, figure: Any, label: str, class_name: str = "", height: int | None = None) -> html.Div:
    """A figure with the place it takes while it loads; `label` is what a screen reader says of it.

    `height` is in pixels, for figures whose rows differ in number; else the style sheet tells it.
    """
    return html.Div(
        dcc.Graph(id=f"{name}-figure", figure=figure, config=GRAPH_CONFIG, responsive=True, className="graph"),
        id=f"{name}-holder",
        className=f"figure figure-{name} {class_name}".strip(),
        role="figure",
        style=None if height is None else {"height": height},
        **attributes(aria_label=label),
    )


def image_buttons(name: str, request: Request) -> list[html.Button]:
    """PNG and SVG of a figure, made in the browser, with title, source and the demonstration notice in the picture."""
    return [
        html.Button(
            kind.upper(),
            type="button",
            className="link",
            title=request.t("card.image", kind=kind.upper()),
            **attributes(data_image=name, data_format=kind),
        )
        for kind in IMAGE_FORMATS
    ]

"""Measures by type and by the kind of body that acts, one status at a time; each number opens to its sentences."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.address import href
from dashboard.components.card import card
from dashboard.components.findings import CLEAR_RATIO, Finding
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes
from dashboard.components.request import Request
from dashboard.components.words import measure_name
from dashboard.i18n import format_number
from dashboard.pages.evidence import ACTORS, STATUSES
from dashboard.theme import GROUPS

# Fewer sentences than this name no one who does most.
MIN_ITEMS = 20


def measures_card(request: Request, frame: pd.DataFrame) -> html.Section:
    """The table of one status. `frame`: type, status, actor_kind, item_count."""
    status = chosen_status(request)
    rows = frame[frame["status"] == status]
    counts = {(str(row["type"]), str(row["actor_kind"])): int(row["item_count"]) for row in rows.to_dict("records")}
    finding = actor_finding(counts, status)
    values = {key: request.t(f"actor_kind.{value}") for key, value in finding.values.items()}
    files = href("/download/actors.csv", request.lang, request.address.filters)
    total = sum(counts.values())
    evidence = internal_link(
        [request.t("actors.sentences", n=total), " →"],
        href("/evidence", request.lang, request.address.filters, kind="measure", status=status),
    )
    return card(
        request,
        "actors",
        [_switches(request, status), _table(request, counts, status)],
        title=request.t(finding.key, **values),
        unit=request.t("actors.unit"),
        foot=request.t("actors.source", n=total),
        tools=[download_link("CSV", files), evidence],
        class_name="card-full",
    )


def chosen_status(request: Request) -> str:
    """The status of measures that the address asks for (`kind`), taken ones else."""
    kind = request.address.extra.get("kind")
    return kind if kind in STATUSES["measure"] else "taken"


def actor_finding(counts: Mapping[tuple[str, str], int], status: str) -> Finding:
    """Who does most of what is taken, where one kind of body is clearly ahead of the next; else the question."""
    by_actor = {actor: sum(n for (_, kind), n in counts.items() if kind == actor) for actor in ACTORS[:-2]}
    first, second = sorted(by_actor, key=lambda name: -by_actor[name])[:2]
    if status == "taken" and by_actor[first] >= MIN_ITEMS and by_actor[first] >= CLEAR_RATIO * by_actor[second]:
        return Finding("actors.finding", {"actor": first})
    return Finding("actors.question")


def _switches(request: Request, status: str) -> html.Div:
    links = [
        internal_link(
            request.t(f"measure_status.{value}").capitalize(),
            href("/cases", request.lang, request.address.filters, **({} if value == "taken" else {"kind": value})),
            "switch is-here" if value == status else "switch",
        )
        for value in STATUSES["measure"]
    ]
    return html.Div(links, className="switches", role="group", **attributes(aria_label=request.t("actors.status")))


def _table(request: Request, counts: Mapping[tuple[str, str], int], status: str) -> html.Div:
    most = max(counts.values(), default=0) or 1
    head = html.Tr(
        [
            html.Th(request.t("actors.measure"), scope="col"),
            *[html.Th(request.t(f"actor_kind.{actor}"), scope="col", className="number-cell") for actor in ACTORS],
            html.Th(request.t("actors.all"), scope="col", className="number-cell"),
        ]
    )
    body: list[Any] = []
    for group, types in GROUPS.items():
        body.append(
            html.Tr(
                html.Th(
                    request.t(f"group.{group}"), colSpan=len(ACTORS) + 2, scope="colgroup", className=f"text-{group}"
                ),
                className="group-row",
            )
        )
        for type_ in types:
            total = sum(counts.get((type_, actor), 0) for actor in ACTORS)
            cells = [
                _cell(request, counts.get((type_, actor), 0), most, type_, status, actor, group) for actor in ACTORS
            ]
            every = _cell(request, total, 0, type_, status, None, group)
            name = html.Th(measure_name(request.lang, type_), scope="row")
            body.append(html.Tr([name, *cells, every]))
    table = html.Table([html.Thead(head), html.Tbody(body)], className="measure-table")
    return html.Div(
        table, className="table-scroll", tabIndex=0, role="group", **attributes(aria_labelledby="actors-title")
    )


def _cell(request: Request, count: int, most: int, type_: str, status: str, actor: str | None, group: str) -> html.Td:
    """A number, with a thin bar of its share of the largest; the sum of a row has none."""
    label = attributes(data_label=request.t(f"actor_kind.{actor}") if actor else request.t("actors.all"))
    if not count:
        return html.Td(html.Span("–", className="muted"), className="number-cell is-none", **label)
    asks = {"kind": "measure", "type": type_, "status": status, **({"of": actor} if actor else {})}
    link = internal_link(
        format_number(count, request.lang),
        href("/evidence", request.lang, request.address.filters, **asks),
        "cell-link",
    )
    bar = [html.Span(className=f"cell-bar fill-{group}", style={"width": f"{100 * count / most:.1f}%"})] if most else []
    return html.Td([link, *bar], className="number-cell", **label)

"""A place compared with others: the lines of the figure, and the numbers behind them as a table whose numbers open."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.region_view import NATION, PlaceView
from dashboard.figures.compare import Point, Rate
from dashboard.i18n import format_number, format_share
from dashboard.theme import GROUPS

# Each rate with the counts that it is made of; the first is what is missing where it cannot be told.
RATES = {
    "stories_per_outlet": "outlet_count",
    "cases_per_100": "story_count",
    "punish_share": "taken_count",
    "days": "day_count",
}
COUNTS = ("story_count", "outlet_count", "case_count", "taken_count", "punish_count")
# Long names on a line.
SHORT = {
    "Nusa Tenggara Barat": "NTB",
    "Nusa Tenggara Timur": "NTT",
    "DI Yogyakarta": "DIY",
    "DKI Jakarta": "Jakarta",
    "Kepulauan": "Kep.",
    "Kabupaten": "",
    "Kalimantan": "Kal.",
    "Sulawesi": "Sul.",
    "Sumatera": "Sum.",
    "Pegunungan": "Peg.",
}


def rate_lines(view: PlaceView) -> list[Rate]:
    """The lines of the figure. A rate that is not known has no dot and says why."""
    rows = records(view.rates)
    here, others, whole = rows[0], rows[1:-1], rows[-1]
    t = view.request.t
    together = t("regions.nation") if view.place.is_province else short_place(str(whole["name"]))
    return [
        Rate(
            name=t(f"regions.rate.{key}"),
            here=_point(view, here, key, short_place(str(here["name"]))),
            whole=_point(view, whole, key, together),
            others=[_point(view, row, key, short_place(str(row["name"]))) for row in others],
            unknown=unknown_words(view, here, key),
        )
        for key in rates_shown(view)
    ]


def rates_shown(view: PlaceView) -> tuple[str, ...]:
    """The rates that mean something here: most outlets sit in a few cities, so by outlet only provinces compare."""
    return tuple(RATES)[0 if view.place.is_province else 1 :]


def unknown_words(view: PlaceView, row: Mapping[str, Any], key: str) -> str:
    """Why a rate is not known: nothing was looked at, or too little was found."""
    name = short_place(str(row["name"]))
    if not row["is_covered"]:
        return view.request.t("regions.unknown.not_covered", name=name)
    count = row[RATES[key]]
    return view.request.t(f"regions.unknown.{key}", name=name, n=0 if pd.isna(count) else int(count))


def rate_words(lang: str, key: str, value: float | None) -> str:
    """A rate in figures; "–" where it is not known."""
    if value is None or pd.isna(value):
        return "–"
    if key == "punish_share":
        return format_share(float(value), lang)
    return format_number(float(value), lang, 1 if key == "stories_per_outlet" and value < 10 else 0)


def rate_table(view: PlaceView) -> html.Details:
    """The counts behind the dots, each opening to what it counts."""
    t = view.request.t
    head = [
        t("regions.column_name"),
        *(t(f"regions.column_{name}") for name in COUNTS),
        *(t(f"regions.rate.{key}") for key in rates_shown(view)),
    ]
    body = [_table_row(view, row, at == 0) for at, row in enumerate(records(view.rates))]
    table = html.Table(
        [
            html.Caption(t("regions.compare.caption"), className="visually-hidden"),
            html.Thead(html.Tr([html.Th(words.replace("\n", " "), scope="col") for words in head])),
            html.Tbody(body),
        ],
        className="rate-table",
    )
    # Wider than a phone: it scrolls within itself, also by keyboard.
    scroll = html.Div(
        table,
        className="rate-scroll",
        tabIndex=0,
        role="region",
        **attributes(aria_label=t("regions.compare.caption")),
    )
    summary = html.Summary(t("regions.compare.table"), className="link")
    return html.Details([summary, scroll], className="region-numbers")


def short_place(name: str) -> str:
    """A place's name as short as a line has room for."""
    for word, short in SHORT.items():
        name = name.replace(word, short)
    return name.strip()


def _point(view: PlaceView, row: Mapping[str, Any], key: str, name: str) -> Point:
    value = None if pd.isna(row[key]) else float(row[key])
    words = rate_words(view.request.lang, key, value)
    if key == "days" and value is not None:
        words = view.request.t("regions.days", n=round(value))
    code = str(row["code"])
    return Point(name, value, words, _page(view, code))


def _page(view: PlaceView, code: str) -> str:
    """The page of a place; of all provinces together the list of them."""
    if code == NATION:
        return view.request.address.to("/regions", keep_filters=True)
    return view.page(code)


def _table_row(view: PlaceView, row: Mapping[str, Any], is_here: bool) -> html.Tr:
    code, lang = str(row["code"]), view.request.lang
    name = html.Strong(row["name"]) if is_here else internal_link(row["name"], _page(view, code))
    cells: list[Any] = [html.Th(name, scope="row")]
    for column in COUNTS:
        if pd.isna(row[column]):
            cells.append(html.Td("–"))
            continue
        words = format_number(int(row[column]), lang)
        target = None if code == NATION else count_target(view, code, column)
        cells.append(html.Td(internal_link(words, target) if target and int(row[column]) else words))
    return html.Tr([*cells, *(html.Td(rate_words(lang, key, row[key])) for key in rates_shown(view))])


def count_target(view: PlaceView, code: str, column: str) -> str:
    """Where a count of a place opens."""
    taken = {"kind": "measure", "status": "taken"}
    return {
        "story_count": view.articles(code, kind="stories"),
        "outlet_count": f"{view.page(code)}#region-outlets-card",
        "case_count": view.page(code, show="cases"),
        "taken_count": view.evidence(code, **taken),
        "punish_count": view.evidence(code, type=",".join(GROUPS["punish"]), **taken),
    }[column]

"""The filter row. Its values are those of the address: the browser writes them there and reads them from there."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import dash_mantine_components as dmc
import pandas as pd
from dash import html

from dashboard.address import LIST_KEYS
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.components.words import election_name, measure_name, value_name, violation_name
from dashboard.i18n import format_date, format_number
from warehouse import queries
from warehouse.queries import FilterOptions, Filters, Warehouse

# The selects; of a value that has no control a link takes it away.
SELECTS = ("election", "measure", "violation", "outlet")
# Where the name of a value stands: field of FilterOptions and column of the value.
NAMED = {
    "province": ("provinces", "province_code"),
    "region": ("regions", "code"),
    "outlet": ("outlets", "outlet_id"),
}
# Values of the relevance filter; the first one is the default and stands in no address.
RELEVANCE = ("", "core", "core,mention,none")
# Pages that show the values of some filters by themselves.
OWN_CHIPS = {"/elections": ("election",)}
_CHOICES: WeakKeyDictionary[Warehouse, tuple[datetime, FilterOptions]] = WeakKeyDictionary()


def filter_choices(request: Request) -> FilterOptions:
    """What can be chosen in the filter row; asked once of each warehouse file."""
    with request.cursor() as con:
        built_at = queries.dataset_info(con).built_at
        found = _CHOICES.get(request.warehouse)
        if found is None or found[0] != built_at:
            found = _CHOICES[request.warehouse] = built_at, queries.filter_options(con)
    return found[1]


def filter_bar(request: Request, shown: Collection[str], updated: str) -> html.Div:
    """The filters, each with the number of articles behind every choice.

    Those that are not `shown` stand hidden: the browser's callbacks want all of them or none.
    """
    options = filter_choices(request)
    controls = {
        "election": _select(
            request, "election", _counted(request, options.elections, "election_id", _election(request))
        ),
        "dates": _dates(request, options),
        "place": _select(request, "place", _places(request, options)),
        "measure": _select(request, "measure", _counted(request, options.measures, "type", _measure(request))),
        "violation": _select(request, "violation", _violations(request, options.violations)),
        "outlet": _select(request, "outlet", _counted(request, options.outlets, "outlet_id", _name)),
        "relevance": _relevance(request),
    }
    return html.Div(
        [
            html.Div(
                [
                    html.Div(active_filters(request), id="active-filters", className="active-filters"),
                    html.Button(
                        [html.Span(className="icon icon-filter"), request.t("filters.open")],
                        type="button",
                        className="filters-button",
                        **attributes(data_toggles="filters", aria_controls="filters", aria_expanded="false"),
                    ),
                ],
                className="filters-phone",
            ),
            html.Div(
                [
                    html.Div(control, className="filter-place" if name in shown else "filter-place is-absent")
                    for name, control in controls.items()
                ],
                id="filters",
                className="filters",
                role="group",
                **attributes(aria_label=request.t("filters.label")),
            ),
            html.Div(
                [
                    html.Span(updated),
                    html.Button(
                        request.t("filters.copy"),
                        type="button",
                        className="link copy",
                        **attributes(data_copied=request.t("filters.copied"), data_copy="address"),
                    ),
                ],
                className="filters-note",
            ),
        ],
        className="filter-row",
    )


def active_filters(request: Request) -> list[Any]:
    """Every filter that restricts something, as a link that takes it away.

    A wide screen hides those whose control shows the value (`has-control`).
    """
    options, filters = filter_choices(request), request.address.filters
    found = [
        (word, request.address.with_filters(**{name: _default(name)}), _has_control(key, getattr(filters, name)))
        for key, name in LIST_KEYS.items()
        if getattr(filters, name) != _default(name) and key not in OWN_CHIPS.get(request.address.path, ())
        for word in [", ".join(_word(request, options, key, value) for value in getattr(filters, name))]
    ]
    if filters.date_from or filters.date_to:
        found.append((_range(request, filters), request.address.with_filters(date_from=None, date_to=None), True))
    if filters.text:
        found.append((f"“{filters.text}”", request.address.with_filters(text=None), False))
    return [
        internal_link(
            [word, html.Span(" ×", **attributes(aria_hidden="true"))],
            target,
            "active-filter has-control" if has_control else "active-filter",
            title=request.t("filters.remove", name=word),
        )
        for word, target, has_control in found
    ]


def scope_words(request: Request) -> str:
    """The election and places that are chosen, for titles; "" where none is."""
    options, filters = filter_choices(request), request.address.filters
    elections = [_word(request, options, "election", value) for value in filters.elections]
    provinces = [_word(request, options, "province", value) for value in filters.provinces]
    regions = [_word(request, options, "region", value) for value in filters.regions]
    return ", ".join([*elections, *regions, *(provinces if not regions else ())])


def _has_control(key: str, values: tuple[str, ...]) -> bool:
    """Whether a control of the filter row can show this: one value, or one of the choices of relevance."""
    if key == "relevance":
        return ",".join(values) in RELEVANCE
    return key in (*SELECTS, "province", "region") and len(values) == 1


def _default(name: str) -> Any:
    return getattr(Filters(), name)


def _word(request: Request, options: FilterOptions, key: str, value: str) -> str:
    if key == "election":
        return election_name(request.lang, value)
    if key in NAMED:
        field, column = NAMED[key]
        frame = getattr(options, field)
        names = frame.loc[frame[column] == value, "name"]
        return str(names.iloc[0]) if len(names) else value
    if key in ("measure", "violation"):
        return (measure_name if key == "measure" else violation_name)(request.lang, value)
    return value_name(request.lang, key, value)


def _range(request: Request, filters: Filters) -> str:
    ends = [format_date(day, request.lang) if day else "…" for day in (filters.date_from, filters.date_to)]
    return " – ".join(ends)


def _select(request: Request, key: str, data: list[dict[str, Any]]) -> dmc.Select:
    filters = request.address.filters
    # A place is a regency or city, else a province: the narrower one is shown.
    values = filters.regions or filters.provinces if key == "place" else getattr(filters, LIST_KEYS[key])
    return dmc.Select(
        id=f"filter-{key}",
        data=data,
        value=values[0] if len(values) == 1 else None,
        placeholder=request.t(f"filters.all_{key}"),
        searchable=key != "election",
        clearable=True,
        nothingFoundMessage=request.t("filters.nothing"),
        renderOption={"function": "countedOption"},
        comboboxProps={"width": 280, "position": "bottom-start", "shadow": None},
        maxDropdownHeight=340,
        className="filter",
        clearButtonProps={"aria-label": request.t("filters.clear")},
        **attributes(aria_label=request.t(f"filters.{key}")),
    )


def _relevance(request: Request) -> dmc.Select:
    value = ",".join(request.address.filters.relevance)
    return dmc.Select(
        id="filter-relevance",
        data=[
            {"value": "core", "label": request.t("filters.relevance_core")},
            {"value": "core,mention,none", "label": request.t("filters.relevance_all")},
        ],
        value=value if value in RELEVANCE else None,
        placeholder=request.t("filters.relevance_default"),
        clearable=True,
        comboboxProps={"width": 280, "position": "bottom-start", "shadow": None},
        className="filter",
        clearButtonProps={"aria-label": request.t("filters.clear")},
        **attributes(aria_label=request.t("filters.relevance")),
    )


def _dates(request: Request, options: FilterOptions) -> dmc.DatesProvider:
    filters = request.address.filters
    control = dmc.DatePickerInput(
        id="filter-dates",
        type="range",
        value=[day.isoformat() if day else None for day in (filters.date_from, filters.date_to)],
        placeholder=request.t("filters.all_dates"),
        valueFormat="D MMM YYYY",
        clearable=True,
        allowSingleDateInRange=True,
        defaultDate=options.last_date.isoformat() if options.last_date else None,
        numberOfColumns=1 if request.view.is_phone else 2,
        popoverProps={"shadow": None, "position": "bottom-start"},
        className="filter",
        clearButtonProps={"aria-label": request.t("filters.clear")},
        **attributes(aria_label=request.t("filters.dates")),
    )
    # Names of months and days: assets/mantine.js brings the Indonesian ones.
    return dmc.DatesProvider(control, settings={"locale": request.lang, "firstDayOfWeek": 1, "weekendDays": []})


def _counted(request: Request, frame: pd.DataFrame, column: str, name: Any) -> list[dict[str, str]]:
    return [
        {
            "value": str(row[column]),
            "label": name(row),
            "count": format_number(int(row["article_count"]), request.lang),
        }
        for row in records(frame)
    ]


def _places(request: Request, options: FilterOptions) -> list[dict[str, Any]]:
    """Each province with its regencies and cities under it."""
    within = options.regions[options.regions["level"] != "province"].groupby("province_code")
    areas = {str(code): _counted(request, frame, "code", _name) for code, frame in within}
    provinces = _counted(request, options.provinces, "province_code", _name)
    return [{"group": entry["label"], "items": [entry, *areas.get(entry["value"], ())]} for entry in provinces]


def _violations(request: Request, frame: pd.DataFrame) -> list[dict[str, str]]:
    # One entry per type. Its count over the three states would be a sum that must not be made, so there is none.
    types = [
        {"value": str(found), "label": violation_name(request.lang, str(found))} for found in frame["type"].unique()
    ]
    return sorted(types, key=lambda entry: entry["label"])


def _election(request: Request) -> Any:
    return lambda row: election_name(request.lang, row["election_id"])


def _measure(request: Request) -> Any:
    return lambda row: measure_name(request.lang, row["type"])


def _name(row: dict[str, Any]) -> str:
    return str(row["name"])

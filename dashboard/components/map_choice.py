"""What the map shows: the switch in its card, and the tables for each choice. The address keeps it (`show`, `per`)."""

from dataclasses import dataclass, replace
from typing import Any

import dash_mantine_components as dmc
import duckdb
import pandas as pd
from dash import html

from dashboard.components.markup import attributes
from dashboard.components.request import Request
from dashboard.figures.areas import Shown
from dashboard.theme import GROUPS, STATES
from warehouse import page_overview, queries
from warehouse.queries import Filters

STATUSES = ("prohibited", "alleged", "proven")
CHOICES = ("stories", "articles", "cases", *GROUPS, *STATUSES)
PER_OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class MapChoice:
    """One of `CHOICES`, as a count or by outlet at home in the province."""

    name: str = CHOICES[0]
    is_per_outlet: bool = False

    @property
    def shown(self) -> Shown:
        """How the figure draws it."""
        hue = STATES[self.name][0] if self.name in STATUSES else self.name if self.name in GROUPS else ""
        count = {"articles": "article_count", "cases": "case_count"}.get(self.name, "story_count")
        return Shown(count, self.is_per_outlet, hue)


def map_choice(request: Request) -> MapChoice:
    """What the address asks for; stories where it asks for nothing known."""
    extra = request.address.extra
    name = extra.get("show", CHOICES[0])
    return MapChoice(name if name in CHOICES else CHOICES[0], extra.get("per") == PER_OUTLET)


def map_tables(
    con: duckdb.DuckDBPyConnection, request: Request, choice: MapChoice
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Provinces, and regencies and cities, with the counts of the choice.

    The provinces are those of all other filters, so that another can be chosen.
    """
    f = request.address.filters
    everywhere: Filters = replace(f, provinces=(), regions=())
    if choice.name == "cases":
        return page_overview.cases_by_province(con, everywhere), page_overview.cases_by_area(con, f)
    if choice.name in ("stories", "articles"):
        return queries.articles_by_province(con, everywhere), queries.articles_by_area(con, f)
    only: dict[str, Any] = {"state": choice.name} if choice.name in STATUSES else {"measures": GROUPS[choice.name]}
    return (
        page_overview.reports_by_province(con, everywhere, **only),
        page_overview.reports_by_area(con, f, **only),
    )


def map_switch(request: Request) -> html.Div:
    """The choice in the head of the card."""
    choice = map_choice(request)
    groups = {"counted": CHOICES[:3], "measures": tuple(GROUPS), "states": STATUSES}
    data = [
        {
            "group": request.t(f"map.choose_{group}"),
            "items": [{"value": name, "label": request.t(f"map.show_{name}")} for name in names],
        }
        for group, names in groups.items()
    ]
    return html.Div(
        [
            dmc.Select(
                id="map-show",
                data=data,
                value=choice.name,
                allowDeselect=False,
                withCheckIcon=False,
                comboboxProps={"width": 260, "position": "bottom-end", "shadow": None},
                maxDropdownHeight=420,
                className="choice",
                **attributes(aria_label=request.t("map.choose")),
            ),
            dmc.SegmentedControl(
                id="map-per",
                data=[
                    {"value": value, "label": request.t(f"map.per_{value or 'count'}")} for value in ("", PER_OUTLET)
                ],
                value=PER_OUTLET if choice.is_per_outlet else "",
                size="xs",
                className="segments",
                **attributes(aria_label=request.t("map.per")),
            ),
        ],
        className="card-controls",
    )

"""The pages. Each is a module that tells which addresses are its own (`find`) and builds what stands there.

A module may also hold `TABLES` and `NOTES`: its tables to take away (`dashboard/downloads.py`). What it asks of the
warehouse stands in `warehouse/page_<name>.py` and `warehouse/sql/page_<name>_*.sql`, its texts in
`locales/<name>_{id,en}.toml`, its figures in `dashboard/figures/`.

Dash's own pages (`use_pages`) draw a page anew with every change of the query; here filters are the query, and only
what they change is drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.components.request import Request

# The filters that a page can have, in the order of the row.
CONTROLS = ("election", "dates", "place", "measure", "violation", "outlet", "relevance")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an address.

    `section` is the entry of the navigation that it belongs to. `content` is built anew with every change of the
    address, within the same frame and filter row. `controls` are the filters that mean something on it; with none the
    row only tells the day of the data and copies the address, and None stands for no row. `title` is that of the
    browser's tab. Both raise what the warehouse raises.
    """

    section: str
    title: Callable[[Request], str]
    content: Callable[[Request], Any]
    controls: tuple[str, ...] | None = None


def titled(key: str) -> Callable[[Request], str]:
    """The title by the key of a text."""
    return lambda request: request.t(key)

"""Long lists in pages: which one the address asks for, what it holds, and the way to its neighbours."""

from typing import Any

from dashboard.address import href
from dashboard.components.links import internal_link
from dashboard.components.request import Request
from dashboard.i18n import format_number


def page_count(count: int, size: int) -> int:
    """How many pages a list has; an empty one has one."""
    return max(-(-count // size), 1)


def page_number(request: Request, pages: int) -> int:
    """The page that the address asks for, from 1; the nearest one that there is."""
    value = request.address.extra.get("page", "")
    return min(max(int(value) if value.isdecimal() and len(value) < 7 else 1, 1), pages)


def range_words(request: Request, first: int, shown: int, total: int) -> str:
    """Which rows of how many stand on the page."""
    numbers = {"first": first, "last": first + shown - 1, "total": total}
    return request.t("pager.range", **{name: format_number(value, request.lang) for name, value in numbers.items()})


def pager(request: Request, page: int, pages: int) -> list[Any]:
    """Links to the pages before and after."""
    steps = ((page - 1, "pager.previous"), (page + 1, "pager.next"))
    address = request.address
    extra = {key: value for key, value in address.extra.items() if key != "page"}
    return [
        internal_link(request.t(key), href(address.path, request.lang, address.filters, **extra, page=str(target)))
        for target, key in steps
        if 1 <= target <= pages
    ]

"""What a page is built for: an address, the reader's screen, and the data behind both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from dashboard.address import Address
from dashboard.i18n import t
from warehouse.filter_bits import bits_kept
from warehouse.queries import Warehouse


@dataclass(frozen=True, slots=True)
class View:
    """The reader's screen: `scheme` is light or dark; a phone is narrower than 600 px."""

    scheme: str = "light"
    is_phone: bool = False

    @classmethod
    def from_store(cls, data: dict[str, object] | None) -> "View":
        """Read what the browser tells; anything unknown is a light wide screen."""
        data = data or {}
        return cls("dark" if data.get("scheme") == "dark" else "light", data.get("width") == "phone")


@dataclass(frozen=True, slots=True)
class Request:
    """One view to build."""

    address: Address
    view: View
    warehouse: Warehouse

    @property
    def lang(self) -> str:
        """The language of the address: id or en."""
        return self.address.lang

    def t(self, key: str, **values: object) -> str:
        """A text of the interface in the language of the address."""
        return t(self.lang, key, **values)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on the newest warehouse file, closed at the end. Raises WarehouseUnavailable."""
        con = self.warehouse.cursor()
        try:
            with bits_kept():
                yield con
        finally:
            con.close()

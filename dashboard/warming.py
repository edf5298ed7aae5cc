"""Pages that readers begin with, built before anyone asks: when a process starts, and when there is a new warehouse."""

import logging
import threading
from functools import partial

import duckdb

from dashboard.address import parse_address
from dashboard.components.request import Request, View
from dashboard.components.shell import PAGES
from dashboard.routes import build_view
from dashboard.turns import in_turn
from warehouse.connection import Warehouse, WarehouseUnavailable

log = logging.getLogger(__name__)
# How often it is looked whether there is another warehouse file, in seconds.
EVERY_SECONDS = 10.0


def keep_warm(warehouse: Warehouse, every_seconds: float = EVERY_SECONDS) -> threading.Event:
    """Build the first view of every section in a thread of its own, again for every new file, until the event is set.

    What takes long once for a file, such as the official figures beside ours, is then there for the first reader.
    """
    done = threading.Event()
    threading.Thread(target=_watch, args=(warehouse, every_seconds, done), daemon=True).start()
    return done


def warm(warehouse: Warehouse) -> None:
    """Build the first views once; a page that cannot be built is told to the reader who asks for it."""
    for path in PAGES.values():
        try:
            in_turn(partial(build_view, Request(parse_address(path, None), View(), warehouse)))
        except (WarehouseUnavailable, duckdb.Error, OSError) as error:
            log.debug("warming %s", path, exc_info=error)


def _watch(warehouse: Warehouse, every_seconds: float, done: threading.Event) -> None:
    seen: object = None
    while not done.is_set():
        file = warehouse.file()
        if file is not None and file != seen:
            seen = file
            warm(warehouse)
        done.wait(every_seconds)

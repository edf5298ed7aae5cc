"""First views are built before readers ask, once for every warehouse file."""

import threading
from itertools import count

import pytest

from dashboard import warming
from dashboard.components.shell import PAGES
from warehouse.connection import WarehouseUnavailable


class Files:
    """A warehouse of which only the file is looked at."""

    def __init__(self, *files) -> None:
        self.files = list(files)
        self.looked = threading.Semaphore(0)

    def file(self):
        self.looked.release()
        return self.files.pop(0) if len(self.files) > 1 else self.files[0]


def test_every_new_file_is_warmed_once(monkeypatch):
    warmed = []
    monkeypatch.setattr(warming, "warm", lambda warehouse: warmed.append(warehouse))
    warehouse = Files(None, "first", "first", "second", "second")
    done = warming.keep_warm(warehouse, every_seconds=0.001)
    for _ in range(8):
        assert warehouse.looked.acquire(timeout=20)
    done.set()
    assert warmed == [warehouse, warehouse]


def test_all_sections_are_built_and_one_that_fails_stops_none(monkeypatch, warehouse):
    built = []
    numbers = count()

    def build(request):
        built.append(request.address.path)
        if next(numbers) == 0:
            raise WarehouseUnavailable("gone")

    monkeypatch.setattr(warming, "build_view", build)
    warming.warm(warehouse)
    assert built == list(PAGES.values())


def test_errors_of_our_own_are_not_hidden(monkeypatch, warehouse):
    def build(request):
        raise KeyError(request)

    monkeypatch.setattr(warming, "build_view", build)
    with pytest.raises(KeyError):
        warming.warm(warehouse)


def test_the_first_views_can_be_built(warehouse, caplog):
    caplog.set_level("DEBUG", logger="dashboard.warming")
    warming.warm(warehouse)
    assert caplog.records == []

"""Tables to take away: `/download/<name>.csv` with the filters of the address, source and date in the file."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache

import pandas as pd
from flask import Flask, Response, abort, request

from dashboard.address import Address, parse_address, query_pairs
from dashboard.components.map_choice import map_choice, map_tables
from dashboard.components.officials import official_rows
from dashboard.components.request import Request, View
from dashboard.components.states import part_words
from dashboard.i18n import t
from dashboard.pages import articles, evidence
from dashboard.routes import MODULES
from dashboard.turns import in_turn
from warehouse import queries
from warehouse.connection import WarehouseUnavailable
from warehouse.queries import Warehouse

Table = Callable[[Request], pd.DataFrame]
Notes = Callable[[Request], list[str]]
# Rows of a file at most: it is made in memory. A longer table says that it is a part.
MOST_ROWS = 20_000
OWN_QUESTION = "query"
# A cell that a spreadsheet would run begins with one of these.
FORMULA = re.compile(r"^[=+\-@\t\r]")


def add_downloads(server: Flask, warehouse: Warehouse) -> None:
    """Bind the address of the files."""

    @server.get("/download/<name>.csv")
    def download(name: str) -> Response:
        tables, notes_of = _offered()
        table = tables.get(name)
        if table is None:
            abort(404)
        address = parse_address("/", request.query_string.decode("utf-8", "replace"))
        asked = Request(address, View(), warehouse)

        def make() -> tuple[pd.DataFrame, Sequence[str]]:
            return table(asked), notes_of[name](asked) if name in notes_of else []

        try:
            # In its turn like a page, for it takes as much memory; a reader's own question has a process of its own.
            frame, notes = make() if name == OWN_QUESTION else in_turn(make)
            with asked.cursor() as con:
                dataset = queries.dataset_info(con)
        except WarehouseUnavailable as error:
            return Response(f"{error}\n", 503, mimetype="text/plain")
        text = csv_text(frame, address, dataset, notes)
        headers = {"Content-Disposition": f'attachment; filename="netralitas-{name}.csv"'}
        return Response(text, mimetype="text/csv", headers=headers)


def csv_text(
    frame: pd.DataFrame, address: Address, dataset: queries.DatasetInfo, more_notes: Sequence[str] = ()
) -> str:
    """The table as CSV after comment lines that tell source, filters, dates and whether the data is invented.

    `more_notes` is what this table alone has to say of itself.
    """
    filters = "; ".join(f"{key}={value}" for key, value in query_pairs(address.filters)) or "-"
    notes = [
        t(address.lang, "download.source", built=f"{dataset.built_at:%Y-%m-%d}", pipeline=dataset.pipeline or "-"),
        t(address.lang, "download.filters", filters=filters),
        *more_notes,
        t(address.lang, "download.taken", day=f"{datetime.now(UTC):%Y-%m-%d}"),
    ]
    if dataset.is_demonstration:
        notes.insert(0, f"{t(address.lang, 'demo.label')}: {t(address.lang, 'demo.text')}")
    lines = "".join(f"# {' '.join(note.split())}\n" for note in notes)
    return lines + _plain(frame).to_csv(index=False, lineterminator="\n")


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Lists joined by "; ", and no cell that a spreadsheet takes for a formula."""

    def plain(value: object) -> object:
        if isinstance(value, list):
            value = "; ".join(str(part) for part in value)
        return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value

    return frame.map(plain)


def _map(asked: Request) -> pd.DataFrame:
    """The provinces as the map shows them (`show` in the address)."""
    with asked.cursor() as con:
        return map_tables(con, asked, map_choice(asked))[0]


def _measures(asked: Request) -> pd.DataFrame:
    with asked.cursor() as con:
        return queries.measures_by_type(con, asked.address.filters)


def _timeline(asked: Request) -> pd.DataFrame:
    with asked.cursor() as con:
        return queries.articles_by_week(con, asked.address.filters)


def _officials(asked: Request) -> pd.DataFrame:
    """The rows of the table on the screen: protected persons without their names here too."""
    with asked.cursor() as con:
        persons = queries.persons_table(con, asked.address.filters, limit=MOST_ROWS)
    columns = ["name", "role", "region", "article_count", "mention_count", "report_date", "newest_href"]
    return pd.DataFrame(official_rows(asked, persons), columns=columns)


def _part_note(asked: Request, count: int) -> list[str]:
    """That the file is only a part, where it is."""
    return part_words(asked, "download.part", min(count, MOST_ROWS), count)


def _article_notes(asked: Request) -> list[str]:
    return _part_note(asked, articles.row_count(asked))


def _evidence_notes(asked: Request) -> list[str]:
    return [*evidence.file_notes(asked), *_part_note(asked, evidence.counted(asked).item_count)]


def _officials_notes(asked: Request) -> list[str]:
    with asked.cursor() as con:
        return _part_note(asked, queries.persons_count(con, asked.address.filters))


def _items(asked: Request) -> pd.DataFrame:
    """Everything that was read out of one article (`?id=`)."""
    with asked.cursor() as con:
        found = queries.article(con, request.args.get("id", ""))
    if found is None:
        abort(404)
    return found.items


TABLES: dict[str, Table] = {
    "articles": lambda asked: articles.selected(asked, MOST_ROWS),
    "evidence": lambda asked: evidence.selected(asked, MOST_ROWS),
    "items": _items,
    "map": _map,
    "measures": _measures,
    "officials": _officials,
    "timeline": _timeline,
}
# What a table says of itself in the lines above it.
NOTES: dict[str, Notes] = {
    "articles": _article_notes,
    "evidence": _evidence_notes,
    "officials": _officials_notes,
}


@cache
def _offered() -> tuple[dict[str, Table], dict[str, Notes]]:
    """All tables and notes by name: those of this module, and those that the pages hold."""
    tables, notes = dict(TABLES), dict(NOTES)
    for module in MODULES:
        tables |= getattr(module, "TABLES", {})
        notes |= getattr(module, "NOTES", {})
    return tables, notes

"""What crawlers know of addresses, in the data directory: `DIR/crawl/known/OUTLET/NUMBER-CRAWLER-PART.parquet`.

A part holds what was learnt since the one before: of each address the whole row as it then was. Parts are read in the
order of their names, and of an address the last row counts. The number is that of the claim under which its crawler
worked, so that a part which comes late from a crawler that had lost its site stands before those of the crawler that
took it over. Nothing is ever changed; many parts are joined into one, which then takes their place.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from scale.places import Place, files_in, write_whole
from scale.shared_files import names_below, read, remove

log = logging.getLogger(__name__)
ARTICLE_COLUMNS = (
    "url", "article_id", "version", "status", "etag", "last_modified", "first_at", "fetched_at", "withdrawn_at",
)  # fmt: skip
# `published_outside`: when an article appeared that was fetched and lay outside its window. `url` is empty where
# nothing else is known of the address.
COLUMNS = ("key", *ARTICLE_COLUMNS, "published_outside")
SCHEMA = pa.schema([(name, pa.int32() if name == "status" else pa.string()) for name in COLUMNS])
NAME = re.compile(r"([0-9]{8,})-([0-9a-z]+)-([0-9]{5,})\.parquet")
# From so many parts on they are joined.
MANY_PARTS = 24
MOST_TRIES = 5

Row = dict[str, Any]


class BrokenPart(ValueError):
    """A part cannot be read; the message names it and says what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """The name of a part; in the order in which parts count."""

    number: int
    crawler: str
    part: int

    def __str__(self) -> str:
        return f"{self.number:08}-{self.crawler}-{self.part:05}.parquet"


class KnownParts:
    """The parts of one outlet. Methods raise OSError where the store refuses, BrokenPart where one cannot be read."""

    def __init__(self, place: Place, outlet: str) -> None:
        self._folder = _known_folder(place) / outlet

    def parts(self) -> list[Part]:
        """All parts, in the order in which they count."""
        return _parts(files_in(self._folder, "*.parquet"))

    def read(self, part: Part) -> Iterator[Row]:
        """The rows of a part. Raises FileNotFoundError where it was joined with others meanwhile."""
        for batch in _read(self._folder / str(part), COLUMNS).to_batches(max_chunksize=1_000):
            yield from batch.to_pylist()

    def write(self, part: Part, rows: Sequence[Row]) -> None:
        """Write a part."""
        self._write(part, pa.Table.from_pylist(list(rows), schema=SCHEMA))

    def all_rows(self) -> Iterator[Row]:
        """What is known in the end, one row a key, in order of keys."""
        for batch in _last_rows(self._folder, COLUMNS).to_batches(max_chunksize=1_000):
            yield from batch.to_pylist()

    def join(self, into: Part) -> list[Part]:
        """Write all that stands before `into` as one part and remove the others; gives those. To be called by whoever
        has claimed the outlet, and with a part of theirs."""
        parts = [part for part in self.parts() if part < into]
        self._write(into, _last_of([_read(self._folder / str(part), COLUMNS) for part in parts]))
        for part in parts:
            remove(self._folder / str(part))
        return parts

    def _write(self, part: Part, table: Any) -> None:
        buffer = BytesIO()
        pq.write_table(table, buffer, compression="zstd")
        write_whole(self._folder / str(part), lambda file: file.write(buffer.getbuffer()))


def outlets_with_parts(place: Place) -> set[str]:
    """The outlets that crawlers sharing a data directory know something of."""
    return {folder for folder, name in names_below(_known_folder(place)) if NAME.fullmatch(name)}


def withdrawn_of_parts(place: Place) -> dict[str, str]:
    """When each article that its outlet has withdrawn was found missing, by article id.

    One that still stands at another address of its outlet is not withdrawn.
    """
    withdrawn: dict[str, str] = {}
    for outlet in sorted(outlets_with_parts(place)):
        rows = _last_rows(_known_folder(place) / outlet, ("key", "article_id", "withdrawn_at")).to_pylist()
        standing = {row["article_id"] for row in rows if row["withdrawn_at"] is None}
        for row in rows:
            id, moment = row["article_id"], row["withdrawn_at"]
            if id is not None and id not in standing:
                withdrawn[id] = min(moment, withdrawn.get(id, moment))
    return withdrawn


def _known_folder(place: Place) -> Place:
    return place / "crawl" / "known"


def _parts(files: Iterable[Place]) -> list[Part]:
    found = [NAME.fullmatch(file.name) for file in files]
    return sorted(Part(int(name[1]), name[2], int(name[3])) for name in found if name is not None)


def _last_rows(folder: Place, columns: Sequence[str]) -> Any:
    """A table of the last row of each key; where parts are joined while they are read, from the beginning."""
    for _ in range(MOST_TRIES):
        with suppress(FileNotFoundError):
            return _last_of([_read(folder / str(part), columns) for part in _parts(files_in(folder, "*.parquet"))])
    raise OSError(f"{folder}: its files go while they are read; run it again")


def _last_of(tables: Sequence[Any]) -> Any:
    """Of tables one behind the other the last row of each key, in order of keys."""
    if not tables:
        return SCHEMA.empty_table()
    table = pa.concat_tables(tables)
    numbered = table.select(["key"]).append_column("place", pa.array(range(len(table)), pa.int64()))
    last = numbered.group_by("key").aggregate([("place", "max")]).sort_by("key")
    return table.take(last["place_max"])


def _read(file: Place, columns: Sequence[str]) -> Any:
    try:
        return pq.read_table(BytesIO(read(file)), columns=list(columns)).select(list(columns))
    except FileNotFoundError:
        raise
    except (pa.ArrowException, KeyError) as error:
        raise BrokenPart(
            f"{file}: cannot be read ({error}); move it away: the addresses in it will be fetched once more"
        ) from error

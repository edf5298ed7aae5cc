"""Archived pages read again by several processes or machines, in two steps.

First each WARC file is read by itself, which takes nearly all of the time: what its pages and answers hold goes, by
outlet, to a file in `DATA/reextract/`, named for the WARC file, its size, and the reader (our code, the libraries and
the outlets). Then what the files hold of each outlet is joined to articles as `crawler.reextract` does it, one outlet
at a time. A run that was killed, and one after another crawl, read only those WARC files that were not read so.
"""

import hashlib
import json
import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.archive import ArchivedPage, archive_files, read_archive
from crawler.code_version import code_version
from crawler.hearing import heard, tell
from crawler.html_page import LEAST_WORDS, LEAST_WORDS_FURTHER, PageValues, decode_page
from crawler.outlet import Outlet, article_address
from crawler.page_article import values_of_page
from crawler.reextract import Found, Reader, Reread, leads_of, reader_for, readers_of, store_found
from crawler.ways.base import Lead
from scale.crew import Lost, WrongCode, hire, is_passing
from scale.places import Place, files_in, write_whole

log = logging.getLogger(__name__)
# Files of another reader are removed after so many seconds: another run may be at work with them.
OLD_SECONDS = 7 * 86_400
# A row is what one page or answer held of one article: `found` by the least words of a first page, `further` by those
# of a further page, both JSON; NULL where there is no article in it, and `further` is "=" where it is the same.
SCHEMA = pa.schema(
    [
        ("outlet", pa.string()), ("kind", pa.string()), ("key", pa.string()), ("url", pa.string()),
        ("found", pa.large_string()), ("further", pa.large_string()),
    ]
)  # fmt: skip
PAGE, LEAD = "page", "lead"
SAME = "="
Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One WARC file, and where what it holds goes."""

    warc: Place
    target: Place
    outlets: tuple[Outlet, ...]
    reader: str

    def __str__(self) -> str:
        return str(self.warc)


def reextract_in_parts(
    data_dir: Path, outlets: Sequence[Outlet], workers: int | None = None, scheduler: str | None = None
) -> Reread:
    """Read all archived pages of these outlets again, as `crawler.reextract.reextract` does.

    `workers` processes of this machine do it, or the workers of a Dask `scheduler`, which see the same files. Raises
    scale.crew.NoCluster, OSError where the disk refuses, and ValueError where WARC files could not be read: then
    nothing is stored, and what was read of the others is kept for the next run.
    """
    folder = data_dir.absolute() / "reextract"
    reader = reader_version(outlets)
    parts = [
        Part(warc, folder / f"{reader}-{_name_of(warc)}.parquet", tuple(outlets), reader)
        for warc in archive_files(data_dir.absolute())
    ]
    missing = [part for part in parts if not _is_read(part.target)]
    if len(missing) < len(parts):
        log.info("%d of %d WARC files were read before", len(parts) - len(missing), len(parts))
    lost: list[str] = []
    if missing:
        with hire(workers, scheduler) as crew:
            for at, done in enumerate(crew.run(read_part, missing), 1):
                if isinstance(done.result, Lost):
                    if isinstance(done.result.error, OSError) and not is_passing(done.result.error):
                        raise done.result.error
                    lost.append(f"{done.item}: {done.result.why}")
                    log.warning("%s", lost[-1])
                log.info("%d of %d WARC files", at, len(missing))
    if lost:
        raise ValueError(f"{len(lost)} WARC files could not be read, so nothing was stored; the first: {lost[0]}")
    summary = Reread()
    places: dict[str, list[tuple[Place, int]]] = {outlet.id: [] for outlet in outlets}
    for part in parts:
        with part.target.open("rb") as file:
            parquet = pq.ParquetFile(file)
            own = json.loads(parquet.schema_arrow.metadata[b"read"])
            for group, outlet in enumerate(own["outlets"]):
                places[outlet].append((part.target, group))
        summary.page_count += own["page_count"]
        tell((level, words) for level, words in own["told"])
    store_found(data_dir, (_found(outlet, places[outlet.id]) for outlet in outlets), summary)
    _remove_old(folder, reader)
    return summary


def read_part(part: Part) -> int:
    """Read a WARC file and write what it holds; gives the number of its pages. This runs in any process.

    Raises WrongCode where this process reads pages otherwise than the one who sent it here, and OSError where a file
    cannot be read or written.
    """
    own_reader = reader_version(part.outlets)
    if own_reader != part.reader:
        raise WrongCode(
            f"a worker reads pages with reader {own_reader}, this run is of reader {part.reader}: give all workers the "
            "same code and libraries, start them anew, and run it again"
        )
    with heard() as told:
        rows, page_count = _rows_of(part)
    outlets = [outlet.id for outlet in part.outlets if outlet.id in rows]
    own = json.dumps({"outlets": outlets, "page_count": page_count, "told": told})

    def write(sink: BinaryIO) -> None:
        schema = SCHEMA.with_metadata({"read": own})
        with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
            for outlet in outlets:  # a row group each, that one is read without the others
                writer.write_table(pa.Table.from_pylist(rows[outlet], schema=schema), row_group_size=2**31 - 1)

    write_whole(part.target, write)
    return page_count


def reader_version(outlets: Sequence[Outlet]) -> str:
    """The name of all that decides what is read out of a page: code, word lists, libraries, outlets."""
    told = json.dumps([asdict(outlet) for outlet in outlets], default=_plain, sort_keys=True)
    return hashlib.sha256(f"{code_version()}\0{told}".encode()).hexdigest()[:12]


def _rows_of(part: Part) -> tuple[dict[str, list[Row]], int]:
    readers = readers_of(part.outlets)
    rows: dict[str, list[Row]] = {}
    page_count = 0
    for page in read_archive(part.warc):  # type: ignore[arg-type]  # it opens what it is given
        page_count += 1
        reader = reader_for(readers, page)
        if reader is not None:
            rows.setdefault(reader.outlet.id, []).extend(_rows_of_page(reader, page))
    return {outlet: found for outlet, found in rows.items() if found}, page_count


def _rows_of_page(reader: Reader, page: ArchivedPage) -> Iterator[Row]:
    outlet = reader.outlet
    address = article_address(outlet, page.url)
    if address is None:
        for key, lead in leads_of(reader, page):
            told = json.dumps(asdict(lead), default=_plain, ensure_ascii=True)
            yield {"outlet": outlet.id, "kind": LEAD, "key": key, "url": lead.url, "found": told, "further": None}
        return
    text = decode_page(page.body)
    first = _values(text, outlet, LEAST_WORDS)
    is_same = first is not None and _reads_as_further(first)
    further = None if is_same else _values(text, outlet, LEAST_WORDS_FURTHER)
    yield {
        "outlet": outlet.id, "kind": PAGE, "key": address.key, "url": page.url,
        "found": _as_json(first), "further": SAME if is_same else _as_json(further),
    }  # fmt: skip


def _values(page: str, outlet: Outlet, least_words: int) -> PageValues | None:
    try:
        return replace(values_of_page(page, outlet, least_words), links=())
    except ValueError as error:
        log.debug("%s", error)
        return None


def _reads_as_further(values: PageValues) -> bool:
    """Whether a page surely gives the same read as a further page (`crawler.html_page.read_values`).

    It does where it has several paragraphs and a sentence with an end. Which page is a further one only the join knows,
    and to read all of them both ways would take twice the time.
    """
    lines = values.body.splitlines()
    is_sentence = any(line.endswith((".", "!", "?")) and len(line.split()) >= LEAST_WORDS_FURTHER for line in lines)
    return len(lines) > 1 and is_sentence


def _found(outlet: Outlet, places: Sequence[tuple[Place, int]]) -> Found:
    """What the files hold of an outlet, in the order of the archive."""
    found = Found(outlet)
    for place, group in places:
        with place.open("rb") as file:
            rows = pq.ParquetFile(file).read_row_group(group).to_pylist()
        for row in rows:
            if row["kind"] == LEAD:
                found.take_lead(row["key"], _lead(json.loads(row["found"])))
            else:
                found.take_page(row["key"], row["url"], partial(_values_of_row, row))
    return found


def _values_of_row(row: Row, least_words: int) -> PageValues:
    told = row["found"] if least_words >= LEAST_WORDS or row["further"] == SAME else row["further"]
    if told is None:
        raise ValueError("no article text found in the page")
    values = json.loads(told)
    return PageValues(**{**values, "links": (), "tags": tuple(values["tags"])})


def _lead(told: dict[str, Any]) -> Lead:
    for name in ("modified", "published"):
        told[name] = datetime.fromisoformat(told[name]) if told[name] else None
    return Lead(**told)


def _as_json(values: PageValues | None) -> str | None:
    return None if values is None else json.dumps(asdict(values), ensure_ascii=True)  # half surrogate pairs, too


def _plain(value: object) -> object:
    """What JSON does not know: expressions, moments, time zones."""
    if isinstance(value, re.Pattern):
        return [value.pattern, value.flags]
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _name_of(warc: Place) -> str:
    """A name for a WARC file as it is now: one that a crawl goes on writing is another one then."""
    return hashlib.sha256(f"{warc.name}\0{warc.stat().st_size}".encode()).hexdigest()[:16]


def _is_read(target: Place) -> bool:
    """Whether the file is there; one that cannot be read is as good as none."""
    try:
        with target.open("rb") as file:
            return b"read" in (pq.ParquetFile(file).schema_arrow.metadata or {})
    except FileNotFoundError:
        return False
    except (pa.ArrowException, OSError) as error:
        log.warning("%s: cannot be read (%s), made anew", target, error)
        return False


def _remove_old(folder: Place, reader: str) -> None:
    """Remove what other readers left, after a while."""
    for file in files_in(folder, "*.parquet"):
        if not file.name.startswith(f"{reader}-"):
            with suppress(FileNotFoundError):
                if time.time() - file.stat().st_mtime > OLD_SECONDS:
                    file.unlink()

"""One WARC file read into articles: what a worker does, and what stays of it in the data directory.

`DATA/articles/MOMENT-KEY-N.parquet` are its articles, sorted, in files of a bounded size; `DATA/imports/KEY.json`,
written after them, tells what was read, how and what came of it. The key is made of everything that decides the
articles: address, size and stamp of the file, filters, and the version of the reader. So what has its record is not
read again, and whoever reads the file anew, with the same key and moment, writes the same bytes under the same names.
"""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.addresses import is_invented
from crawler.items import Article
from crawler.store import SCHEMA, articles_folder, version_mark
from crawler.warc_file import PassedOver, archived_article
from crawler.warc_hosts import HostRule
from crawler.warc_records import ReadingFailed, Tally, WarcPages
from crawler.warc_source import Source, open_source
from crawler.warc_version import reader_version
from crawler.warc_words import test_article, test_page
from scale.places import Place, write_whole

log = logging.getLogger(__name__)
# Articles of one Parquet file, and characters of their texts: what is held in memory at a time.
BATCH_SIZE = 2_000
BATCH_CHARACTERS = 50_000_000
# How often a file is tried whose disk or network fails.
TRIES = 3
# Troubles of one file that are told in words.
MOST_TOLD = 20


class OtherReader(RuntimeError):
    """A worker runs another version of the code than who sent it work."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is taken: hosts (or any), articles on every subject or on ours, invented ones or real ones."""

    hosts: tuple[str, ...] = ()
    is_any_host: bool = False
    is_any_subject: bool = False
    demonstration: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """As they stand in a record; the hosts as a hash, for there may be thousands."""
        hosts = "any" if self.is_any_host else hashlib.sha256("\n".join(sorted(self.hosts)).encode()).hexdigest()[:16]
        return {"hosts": hosts, "all": self.is_any_subject, "demonstration": self.demonstration}


@dataclass(frozen=True, slots=True)
class Partition:
    """The work on one file. `moment` becomes `imported_at` of its rows: ISO 8601 in UTC, one for a whole run."""

    source: Source
    data: Place
    settings: Settings
    moment: str
    reader: str

    @property
    def key(self) -> str:
        """16 hex digits: the name of this work, whoever does it and whenever."""
        told = {"source": asdict(self.source), "settings": self.settings.told, "reader": self.reader}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Outcome:
    """What came of a file: records and articles counted, what was passed over and what was lost, by reason."""

    records: int = 0
    articles: int = 0
    passed: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)


def record_of(data: Place, key: str) -> Place:
    """Where the record of a partition lies."""
    return data / "imports" / f"{key}.json"


def read_partition(partition: Partition) -> Outcome:
    """Read a file into articles and write its record. Nothing in a file makes this fail.

    Raises ReadingFailed where disk, store or network failed again and again, OSError where the data directory cannot
    be written to, OtherReader.
    """
    if partition.reader != reader_version():
        raise OtherReader(
            f"this worker's reader is {reader_version()}, the work is for {partition.reader}: "
            "run the same version of netralitas on all machines"
        )
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for further in reversed(range(TRIES)):
        reading = _Reading(partition)
        try:
            with open_source(partition.source) as file:
                reading.read(WarcPages(file, partition.source.size, reading.rule, reading.why_not, reading.tally))
            break
        except ReadingFailed as error:
            if not further:
                raise
            log.info("%s: %s; tried again", partition.source.address, error)
    outcome = reading.outcome()
    record = {
        "address": partition.source.address, "size": partition.source.size, "stamp": partition.source.stamp,
        "settings": partition.settings.told, "reader": partition.reader, "imported_at": partition.moment,
        **asdict(outcome),
    }  # fmt: skip
    content = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode(errors="replace") + b"\n"
    write_whole(record_of(partition.data, partition.key), lambda out: out.write(content))
    return outcome


class _Reading:
    """The pass over one file: articles that wait to be written, and counts."""

    def __init__(self, partition: Partition) -> None:
        self._partition = partition
        self._settings = partition.settings
        self.rule = HostRule(frozenset(partition.settings.hosts), partition.settings.is_any_host)
        self.why_not = partial(test_page, is_any_subject=partition.settings.is_any_subject)
        self.tally = Tally()
        self._lost: Counter[str] = Counter()
        self._told: list[str] = []
        self._marks: set[int] = set()
        self._waiting: list[Article] = []
        self._length = 0
        self._files: list[dict[str, Any]] = []

    def read(self, pages: WarcPages) -> None:
        """Take the articles of all pages, and write them."""
        for article in self._articles(pages):
            mark = version_mark(article.id, article.version)
            if mark in self._marks:
                self.tally.passed["the same again"] += 1
                continue
            self._marks.add(mark)
            self._waiting.append(article)
            self._length += len(article.text)
            if len(self._waiting) >= BATCH_SIZE or self._length >= BATCH_CHARACTERS:
                self._write()
        self._write()

    def outcome(self) -> Outcome:
        """What came of it."""
        rows = sum(one["rows"] for one in self._files)
        lost = self.tally.troubles + self._lost
        return Outcome(
            self.tally.records, rows, dict(sorted(self.tally.passed.items())), dict(sorted(lost.items())), self._told,
            self._files,
        )  # fmt: skip

    def _articles(self, pages: WarcPages) -> Iterator[Article]:
        for page in pages:
            try:
                article = archived_article(page.body, page.url, f"{self._partition.source.name}: {page.url}")
            except PassedOver as why:
                self.tally.passed[str(why)] += 1
            except ValueError as error:
                self._lose("refused articles", page.url, str(error))
            except Exception as error:  # one page must not end the run, whatever it holds
                self._lose("pages on which the reader failed", page.url, f"{type(error).__name__}: {error}")
            else:
                if is_invented(article.url) and not self._settings.demonstration:
                    told = "an invented address (.example); take such articles with --demonstration --data DIR"
                    self._lose("refused articles", page.url, told)
                elif not self._settings.is_any_subject and not test_article(article.title, article.text):
                    self.tally.passed["article on another subject"] += 1
                else:
                    yield article

    def _lose(self, what: str, url: str, why: str) -> None:
        self._lost[what] += 1
        if len(self._told) < MOST_TOLD:
            self._told.append(f"{url[:300]}: {why[:300]}".encode(errors="replace").decode())

    def _write(self) -> None:
        if not self._waiting:
            return
        rows = [
            {**asdict(article), "imported_at": self._partition.moment, "version": article.version}
            for article in sorted(self._waiting, key=lambda one: (one.id, one.version))
        ]
        table = pa.Table.from_pylist(rows, schema=SCHEMA)
        moment = self._partition.moment[:26].translate(str.maketrans("", "", "-:."))
        name = f"{moment}Z-{self._partition.key}-{len(self._files):04}.parquet"
        write_whole(
            articles_folder(self._partition.data) / name,
            lambda out: pq.write_table(table, out, compression="zstd"),
        )
        self._files.append({"name": name, "rows": len(rows)})
        self._waiting = []
        self._length = 0

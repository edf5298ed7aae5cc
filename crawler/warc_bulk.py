"""A run of the import from WARC files in bulk: which files are new, who reads them, and what came of it all.

All rows of a run have one moment as their `imported_at`, whoever reads the file: the driver fixes it when the run
begins and keeps it in `DATA/imports/run-DIGEST.json`, the digest being that of what was asked for. A run that was
killed and is called again in the same way goes on with the same moment, and so writes the same files again. One that
came to its end marks its record, and the next run has a moment of its own.
"""

import hashlib
import json
import logging
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.demonstration import claim
from crawler.warc_hosts import host_rule
from crawler.warc_partition import Outcome, Partition, Settings, read_partition, record_of
from crawler.warc_records import ReadingFailed
from crawler.warc_source import find_sources
from crawler.warc_version import reader_version
from scale.crew import Crew, Lost
from scale.places import Place, files_in, write_whole

log = logging.getLogger(__name__)
# Seconds between two lines of progress.
TOLD_EVERY = 10.0
READ_AT_ONCE = 16


@dataclass
class Summary:
    """What came of the files that were named, those included that an earlier run had read."""

    files: int = 0
    known: int = 0
    records: int = 0
    articles: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        """True where nothing was lost."""
        return not self.lost

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self.files += 1
        self.records += outcome.records
        self.articles += outcome.articles
        self.passed.update(outcome.passed)
        self.lost.update(outcome.lost)

    def __str__(self) -> str:
        known = f" ({self.known} of them read before)" if self.known else ""
        lines = [f"{self.files} files{known}, {self.records} records, {self.articles} articles"]
        if self.passed:
            lines.append(f"passed over: {_listed(self.passed)}")
        if self.lost:
            lines.append(f"lost: {_listed(self.lost)}")
        return "; ".join(lines)


def import_warc(data: Place, addresses: Sequence[str], settings: Settings, crew: Crew, prefix: str = "") -> Summary:
    """Read the articles of WARC files into a data directory; what is there already is not read again.

    Raises WrongKind where invented and real articles would mix, OSError where the data directory cannot be read or
    written to: what was written stays, and the import can be run again.
    """
    claim(data, settings.demonstration)
    summary = Summary()
    sources, wrong = find_sources(addresses, prefix)
    for why in wrong:
        log.warning("%s", why)
    summary.lost["addresses without a file"] += len(wrong)
    run = _Run(data, addresses, settings, prefix)
    moment = run.begin()
    partitions = [Partition(source, data, settings, moment, reader_version()) for source in sources]
    there = {place.name for place in files_in(data / "imports", "*.json")}
    known = [one for one in partitions if record_of(data, one.key).name in there]
    for outcome in _outcomes(known):
        summary.add(outcome)
        summary.known += 1
    fresh = [one for one in partitions if record_of(data, one.key).name not in there]
    _work(crew, fresh, summary)
    summary.lost = +summary.lost
    run.end()
    return summary


def settings_of(
    domains: Sequence[str], hosts: Path | None, is_any_host: bool, is_any_subject: bool, demonstration: bool = False
) -> Settings:
    """The settings of an import. Raises ValueError where a list of hosts cannot be used."""
    rule = host_rule(domains, hosts, is_any_host)
    return Settings(tuple(sorted(rule.names)), rule.is_any, is_any_subject, demonstration)


def _work(crew: Crew, partitions: list[Partition], summary: Summary) -> None:
    told_at = time.monotonic()
    for number, done in enumerate(crew.run(read_safely, partitions), 1):
        address = done.item.source.address
        if isinstance(done.result, Lost | str):
            why = done.result.why if isinstance(done.result, Lost) else done.result
            log.warning("%s: not read: %s", address, why)
            summary.files += 1
            summary.lost["files that could not be read"] += 1
        else:
            for line in done.result.told:
                log.warning("%s: %s", address, line)
            if done.result.lost:
                log.warning("%s: lost: %s", address, _listed(done.result.lost))
            summary.add(done.result)
        if time.monotonic() - told_at >= TOLD_EVERY or number == len(partitions):
            told_at = time.monotonic()
            log.info(
                "%s of %s files, %s records, %s articles", number, len(partitions), summary.records, summary.articles
            )


def read_safely(partition: Partition) -> Outcome | str:
    """Read a partition; where its file cannot be read, the reason instead, for the others are to be read still."""
    try:
        return read_partition(partition)
    except ReadingFailed as error:
        return str(error)


def _outcomes(partitions: list[Partition]) -> Iterator[Outcome]:
    """What the records of partitions tell."""

    def read(partition: Partition) -> Outcome:
        place = record_of(partition.data, partition.key)
        try:
            told = json.loads(place.read_bytes())
            return Outcome(**{name: told[name] for name in ("records", "articles", "passed", "lost", "told", "files")})
        except (ValueError, KeyError, TypeError) as error:
            raise OSError(f"{place}: cannot be read as the record of an import ({error}); remove it") from error

    with ThreadPoolExecutor(READ_AT_ONCE) as readers:
        yield from readers.map(read, partitions)


class _Run:
    """The record of a run: when it began, and whether it came to its end."""

    def __init__(self, data: Place, addresses: Sequence[str], settings: Settings, prefix: str) -> None:
        self._told = {"addresses": sorted(addresses), "settings": settings.told, "prefix": prefix}
        digest = hashlib.sha256(json.dumps(self._told, sort_keys=True).encode(errors="replace")).hexdigest()[:16]
        self._place = data / "imports" / f"run-{digest}.json"

    def begin(self) -> str:
        """The moment of the run: that of one that was killed, or now."""
        try:
            kept = json.loads(self._place.read_bytes())
            if not kept["is_finished"]:
                return str(datetime.fromisoformat(kept["moment"]).astimezone(UTC).isoformat(timespec="microseconds"))
        except FileNotFoundError:
            pass
        except (ValueError, KeyError, TypeError) as error:
            raise OSError(f"{self._place}: cannot be read as the record of a run ({error}); remove it") from error
        self._told["moment"] = datetime.now(UTC).isoformat(timespec="microseconds")
        self._write(is_finished=False)
        return str(self._told["moment"])

    def end(self) -> None:
        """Mark that the run came to its end."""
        self._write(is_finished=True)

    def _write(self, is_finished: bool) -> None:
        content = json.dumps({**self._told, "is_finished": is_finished}, ensure_ascii=True, indent=1).encode()
        write_whole(self._place, lambda out: out.write(content + b"\n"))


def _listed(counts: "Counter[str] | dict[str, int]") -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))

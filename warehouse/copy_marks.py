"""The weeks that copies are looked for in, and the name of what one week's search depends on.

Copies appear within seven days of each other, so the copies among a week's articles depend on that week and the one
before, and on nothing else. What counts of an article is its mark: id, version (which stands for its text), the day it
is folded by, its place in the order of publication, and the page residue in it. The digest of the marks of two weeks
names the search: who has the same marks finds the same copies, on whatever machine, and need not search again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from warehouse.stories import Triples, find_parents

WEEK = timedelta(days=7)
EPOCH = datetime(1970, 1, 1)
MICROSECOND = timedelta(microseconds=1)
WIB_MICROSECONDS = timedelta(hours=7) // MICROSECOND
EMPTY = bytes(16)
Week = date | None
Copy = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """What counts of an article.

    `moment` orders by publication: microseconds since 1970, UTC. `residue` is a text: "[[0, 12], [80, 95]]".
    """

    article_id: str
    version: str
    day: date | None
    moment: int
    residue: str

    @property
    def week(self) -> Week:
        """The Monday of its week; None where nothing tells a day."""
        return week_of(self.day)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as it is folded: its id, its day (None where nothing tells one) and its word triples."""

    article_id: str
    day: date | None
    triples: Triples


def moment_of(published_at: datetime | None, report_date: date | None) -> int:
    """The place in the order of publication (`Mark.moment`), of a time in UTC without zone.

    Without one the day of the report begins by Western Indonesian time; an article of which nothing tells comes last.
    """
    if published_at is None:
        published_at = datetime.combine(report_date or date.max, time())
        return (published_at - EPOCH) // MICROSECOND - (WIB_MICROSECONDS if report_date else 0)
    return (published_at - EPOCH) // MICROSECOND


def week_of(day: date | None) -> Week:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday()) if day else None


def in_order(mark: Mark) -> tuple[bool, date, int, str]:
    """Sort key: by week, those without one first, then by time of publication, then by id."""
    return mark.day is not None, mark.week or date.min, mark.moment, mark.article_id


def own_digests(marks: Iterable[Mark]) -> Iterator[tuple[Week, bytes]]:
    """Each week with the digest of its own marks, which come in order (`in_order`)."""
    for week, own in groupby(marks, key=lambda mark: mark.week):
        digest = hashlib.blake2b(digest_size=16)
        for mark in own:
            named = (mark.article_id, mark.version, str(mark.day), mark.moment, mark.residue)
            # As Python writes a tuple: no id, whatever stands in it, can be taken for two values.
            digest.update(repr(named).encode(errors="surrogatepass"))
        yield week, digest.digest()


def search_digest(own: Mapping[Week, bytes], week: Week) -> str:
    """The name of the search for one week's copies, 32 hex digits."""
    before = week_before(week)
    earlier = own.get(before, EMPTY) if before else EMPTY
    return hashlib.blake2b(earlier + own[week], digest_size=16).hexdigest()


def week_before(week: Week) -> Week:
    """The week before; None where there is none, or no such day."""
    return week - WEEK if week is not None and week >= date.min + WEEK else None


def week_after(week: date) -> Week:
    """The week after; None where there is no such day."""
    return week + WEEK if week <= date.max - 2 * WEEK else None


def with_weeks_before(weeks: Iterable[Week]) -> set[Week]:
    """Weeks, and the one before each: all that their copies depend on."""
    held = set(weeks)
    return held | {before for week in held if (before := week_before(week))}


def fold_week(earlier: Sequence[Entry], own: Sequence[Entry]) -> Iterator[Copy]:
    """Each article of a week that copies one of its own week or the week before, with what it copies and how much.

    Both come in order of publication. An article without a publication time stands last in the order of its week,
    whatever its day: the two weeks are folded in that order, so that an original is always the one published earlier.
    """
    entries = [*earlier, *own]
    parents = find_parents([entry.day for entry in entries], [entry.triples for entry in entries], len(earlier))
    for place, parent in sorted(parents.items()):
        yield entries[place].article_id, entries[parent.place].article_id, parent.share


def without_residue(text: str, residue: Iterable[Sequence[int]]) -> str:
    """A text without these spans of it, which are in order."""
    parts, start = [], 0
    for first, last in residue:
        parts.append(text[start:first])
        start = last
    return "\n".join([*parts, text[start:]])

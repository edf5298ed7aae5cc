"""What every way has: questions to a site, its answers, and what was read out of them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from crawler.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked for: days from `since` to `until`, both included; None is no bound. `topic` narrows.

    `words` are what searches ask for. `today` bounds what is open to the future.
    """

    today: date
    since: date | None = None
    until: date | None = None
    topic: bool = False
    words: tuple[str, ...] = ("netralitas asn",)

    def holds(self, moment: datetime | date | None) -> bool:
        """Whether a moment may lie in the window; one that is not known may. A day's slack covers zones."""
        if moment is None:
            return True
        day = moment.date() if isinstance(moment, datetime) else moment
        before = self.since is not None and (self.since - day).days > 1
        after = self.until is not None and (day - self.until).days > 1
        return not before and not after


@dataclass(frozen=True, slots=True)
class Ask:
    """A page of a way to be fetched; `number` counts from 1, `state` is the way's own memory and JSON.

    `about` is the one article that the answer will bring, where it brings one: of an article that is known and needs no
    second look nothing is asked.
    """

    url: str
    number: int = 1
    state: dict[str, object] = field(default_factory=dict)
    about: "Lead | None" = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in lower case."""

    url: str
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that may be an article. `modified` has a zone; `payload` the whole article.

    `published` is told apart where the way knows it: what was changed after the window may well have appeared in it.
    """

    url: str
    title: str | None = None
    modified: datetime | None = None
    payload: dict[str, object] | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer held: leads in the order of the page, further questions, what was wrong with it."""

    leads: tuple[Lead, ...] = ()
    asks: tuple[Ask, ...] = ()
    problem: str | None = None


class Way(Protocol):
    """One kind of way, bound to an outlet and a rule."""

    def start(self, window: Window) -> tuple[Ask, ...]:
        """The first questions."""
        ...

    def read(self, ask: Ask, answer: Answer, window: Window) -> Reading:
        """Read an answer. Never raises for what a site sends: broken answers are a `problem`."""
        ...


def as_moment(value: datetime, outlet: Outlet) -> datetime:
    """A moment in UTC; one without a zone is the outlet's local time."""
    return (value if value.tzinfo else value.replace(tzinfo=outlet.timezone)).astimezone(UTC)

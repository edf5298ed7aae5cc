"""What one article tells of one case, as the first stage of making cases hands it to the second."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nlp.election_calendar import load_elections
from warehouse.case_conduct import UNKNOWN, KindsOfAct
from warehouse.case_events import CaseEvent
from warehouse.case_marks import Marks


@dataclass(frozen=True, slots=True)
class Conduct:
    """What an accused person did or is said to have done; `status` is alleged or proven, `type` the domain's.

    `kinds` is what it is by the rules (`warehouse.case_conduct`).
    """

    type: str
    status: str
    start: int
    end: int
    sentence_no: int | None
    kinds: KindsOfAct = UNKNOWN


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person whom the article names: number of the official, from 1, with office and name's place in the text."""

    official_number: int
    person_id: str | None
    name: str
    start: int
    end: int
    sentence_no: int | None


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One article's account of one case; `report_id` is made of the article's id and the place in reading order.

    `office` and `group_words` describe the
    accused, the words as printed; `person_count` is None where the text does not tell. `state` is how far it has come
    by this article's account. `marks` are the words that tell this case from another one (`warehouse.case_marks`).
    `start`, `end` are the best evidence.
    """

    report_id: str
    article_id: str
    state: str
    region_code: str | None
    election_id: str | None
    report_date: date | None
    story_id: str | None
    named: tuple[NamedPerson, ...]
    initials: tuple[str, ...]
    office: str | None
    group_words: str | None
    person_count: int | None
    conduct: tuple[Conduct, ...]
    marks: Marks
    start: int
    end: int
    sentence_no: int | None
    events: tuple[CaseEvent, ...] = ()

    @property
    def persons(self) -> tuple[str, ...]:
        """What the named ones are called across articles: the id of the resolved person, else the name."""
        return tuple(person.person_id or person.name for person in self.named)

    @property
    def block(self) -> str:
        """What cases never reach over: the area, and the election told or else nearest to the day of the report."""
        when = self.election_id or nearest_election(load_elections(), self.report_date) or "undated"
        return f"{self.region_code or '-'}|{when}"


def nearest_election(names: Iterable[str], report_date: date | None) -> str | None:
    """Which of the elections has its voting day nearest to a day; None for no day or no election."""
    if report_date is None:
        return None
    days = {name: abs((load_elections()[name].voting_date - report_date).days) for name in names}
    return min(days, key=lambda name: (days[name], name), default=None)

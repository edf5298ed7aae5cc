"""The calendar of elections, from `nlp/gazetteer/elections.csv` and `election_stages.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from nlp.areas import read_table

# How long an election is still the one spoken of after its vote, and how long before it.
AFTERMATH = timedelta(days=150)
AHEAD = timedelta(days=760)


@dataclass(frozen=True, slots=True)
class Election:
    """An election; `kind` is pemilu (general) or pilkada (heads of regions), `voting_date` its (first) voting day."""

    election_id: str
    kind: str
    name_id: str
    name_en: str
    voting_date: date


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an election's calendar, both days included; `source` is the regulation that set it."""

    election_id: str
    stage: str
    start_date: date
    end_date: date
    source: str


@cache
def load_elections() -> Mapping[str, Election]:
    """All elections by id, in the order of their voting days."""
    rows = (
        Election(
            election_id=row["election_id"],
            kind=row["kind"],
            name_id=row["name_id"],
            name_en=row["name_en"],
            voting_date=date.fromisoformat(row["voting_date"]),
        )
        for row in read_table("elections")
    )
    return MappingProxyType({e.election_id: e for e in sorted(rows, key=lambda e: e.voting_date)})


@cache
def load_stages() -> tuple[Stage, ...]:
    """All stages, election by election."""
    return tuple(
        Stage(
            election_id=row["election_id"],
            stage=row["stage"],
            start_date=date.fromisoformat(row["start_date"]),
            end_date=date.fromisoformat(row["end_date"]),
            source=row["source"],
        )
        for row in read_table("election_stages")
    )


@cache
def campaign_periods() -> frozenset[str]:
    """The campaign of each election as an ISO 8601 range."""
    stages = (stage for stage in load_stages() if stage.stage == "campaign")
    return frozenset(f"{stage.start_date.isoformat()}/{stage.end_date.isoformat()}" for stage in stages)


def election_of_year(kind: str, year: int) -> str | None:
    """The id of the election of that kind and year; None where there was none.

    Before 2015 the heads of regions were elected in every year. An election of the other kind stands in where the year
    had only that one: "Pemilu 2020" is the pilkada.
    """
    other = "pilkada" if kind == "pemilu" else "pemilu"
    for name in (f"{kind}-{year}", f"{other}-{year}"):
        if name in load_elections():
            return name
    if kind == "pemilu":
        return f"pemilu-{year}" if year >= 1999 and year % 5 == 4 else None
    return f"pilkada-{year}" if 2005 <= year <= 2014 else None


def last_election(kind: str, day: date) -> str | None:
    """The latest election of that kind whose vote was on that day or before it."""
    before = [e for e in load_elections().values() if e.kind == kind and e.voting_date <= day]
    return before[-1].election_id if before else None


def current_election(kind: str, day: date) -> str | None:
    """The election of that kind that people speak of on that day: the next one, or one just held; else None."""
    near = [
        election
        for election in load_elections().values()
        if election.kind == kind and -AFTERMATH <= election.voting_date - day <= AHEAD
    ]
    if near:
        return near[0].election_id
    last = last_election(kind, day)
    return last if last and day - load_elections()[last].voting_date <= AHEAD else None

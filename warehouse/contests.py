"""Contests: one pilgub, pilbup or pilwako each, of every pilkada from 2015 to 2024.

The lists are in `warehouse/gazetteer/`: `contests.csv` (which area voted in which election), `contest_votes.csv` (votes
on another day than the election's: postponed, held again), `contest_lists.csv` (how many there were, and the sources).
A vote held again belongs to the contest it repeats, as `docs/domain.md` counts elections.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from nlp.areas import LEVEL_WORDS, load_areas
from nlp.election_calendar import load_elections
from warehouse.region_history import read_reference, region_on
from warehouse.rows import Row, as_row

KINDS = MappingProxyType({"province": "pilgub", "regency": "pilbup", "city": "pilwako"})
LEVELS = MappingProxyType({kind: level for level, kind in KINDS.items()})


@dataclass(frozen=True, slots=True)
class ContestVote:
    """A day on which a contest was voted on.

    `kind` is vote (with all others), postponed (its first vote, on another day), partial_revote (again at some polling
    stations, `polling_station_count` of them where known), revote (again at all), new_election (with new candidates,
    after the empty column won). `voting_date` is None where the day of a postponed vote is not known.
    """

    contest_vote_id: str
    contest_id: str
    voting_date: date | None
    kind: str
    polling_station_count: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest. `region_code` is today's, `region_code_then` that of the election's day.

    `voting_date` is the day of its first vote, None where that was postponed to a day not known here.
    """

    contest_id: str
    election_id: str
    kind: str
    region_code: str
    region_code_then: str
    name_id: str
    voting_date: date | None
    source: str

    @property
    def year(self) -> int:
        """The year by which the contest is called."""
        return int(self.election_id.rpartition("-")[2])


@cache
def load_contests() -> Mapping[str, Contest]:
    """All contests by id, election by election, in the order of today's codes."""
    sources = {row["election_id"]: row["list_source"] for row in read_reference("contest_lists")}
    postponed = {
        contest_id: vote.voting_date
        for contest_id, votes in _votes_elsewhen().items()
        for vote in votes
        if vote.kind == "postponed"
    }
    found: dict[str, Contest] = {}
    for row in read_reference("contests"):
        election_id, code = row["election_id"], row["region_code"]
        day = load_elections()[election_id].voting_date
        area, then = load_areas()[code], region_on(code, day)
        kind, contest_id = KINDS[area.level], contest_id_of(election_id, code)
        found[contest_id] = Contest(
            contest_id=contest_id,
            election_id=election_id,
            kind=kind,
            region_code=code,
            region_code_then=then.code if then else code,
            name_id=f"{kind.capitalize()} {bare_name(then.name if then else area.name)} {day.year}",
            voting_date=postponed.get(contest_id, day),
            source=sources[election_id],
        )
    return MappingProxyType(found)


@cache
def load_contest_votes() -> tuple[ContestVote, ...]:
    """Every vote of every contest, contest by contest, oldest first; days not known stand first."""
    elsewhen = _votes_elsewhen()
    votes: list[ContestVote] = []
    for contest in load_contests().values():
        own = elsewhen.get(contest.contest_id, ())
        if not any(vote.kind == "postponed" for vote in own):
            votes.append(_vote(contest.contest_id, contest.voting_date, "vote", None, contest.source))
        votes.extend(own)
    return tuple(votes)


@cache
def contests_of(region_code: str) -> tuple[Contest, ...]:
    """The contests of an area (today's code), oldest first."""
    return _by_region().get(region_code, ())


@cache
def contest_years(contest_id: str) -> frozenset[int]:
    """The years by which the press may call a contest: its election's, and those in which it was voted on."""
    return _years()[contest_id]


def contest_id_of(election_id: str, region_code: str) -> str:
    """The id that a contest of that election and area (today's code) has: "pilwako-2024-14.71"."""
    return f"{KINDS[load_areas()[region_code].level]}-{election_id.rpartition('-')[2]}-{region_code}"


def contest_rows() -> dict[str, list[Row]]:
    """The rows of `contests` and `contest_votes`."""
    return {
        "contests": [as_row(contest) for contest in load_contests().values()],
        "contest_votes": [as_row(vote) for vote in load_contest_votes()],
    }


def bare_name(name: str) -> str:
    """The name of an area without its level: "Bogor" for both Kota Bogor and Kabupaten Bogor."""
    return next((name[len(word) :] for word in LEVEL_WORDS if name.startswith(word)), name)


@cache
def _votes_elsewhen() -> Mapping[str, tuple[ContestVote, ...]]:
    found: dict[str, list[ContestVote]] = defaultdict(list)
    for row in read_reference("contest_votes"):
        contest_id = contest_id_of(row["election_id"], row["region_code"])
        day = date.fromisoformat(row["voting_date"]) if row["voting_date"] else None
        count = int(row["polling_station_count"]) if row["polling_station_count"] else None
        found[contest_id].append(_vote(contest_id, day, row["kind"], count, row["source"]))
    return {key: tuple(sorted(votes, key=lambda vote: vote.voting_date or date.min)) for key, votes in found.items()}


def _vote(contest_id: str, day: date | None, kind: str, count: int | None, source: str) -> ContestVote:
    return ContestVote(f"{contest_id}@{day.isoformat() if day else 'unknown'}", contest_id, day, kind, count, source)


@cache
def _by_region() -> Mapping[str, tuple[Contest, ...]]:
    found: dict[str, list[Contest]] = defaultdict(list)
    for contest in load_contests().values():
        found[contest.region_code].append(contest)
    return {code: tuple(sorted(contests, key=lambda c: c.election_id)) for code, contests in found.items()}


@cache
def _years() -> Mapping[str, frozenset[int]]:
    found = {contest.contest_id: {contest.year} for contest in load_contests().values()}
    for vote in load_contest_votes():
        if vote.voting_date:
            found[vote.contest_id].add(vote.voting_date.year)
    return {contest_id: frozenset(years) for contest_id, years in found.items()}

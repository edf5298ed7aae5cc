"""Reports of one case joined over articles: the second stage (the first is `warehouse.case_reports`).

Reports are compared within a block (`CaseReport.block`: area and election), in the order of their days, and each joins
the case it fits best, or opens its own. Only cases that share a person, initials, a story, or an office with an act are
looked at, so the time grows with the number of reports. Two reports of one article are two cases: it told them apart.
What joins has a score and a reason; corrections override both.

A report is fitted to those before it alone, so reports that come later leave the first ones of a block where they are:
`Held` tells where those are, and fitting begins at the first report that came or changed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from heapq import nsmallest
from itertools import groupby

from warehouse.case_marks import weigh_marks
from warehouse.case_records import CaseReport
from warehouse.case_words import general_words, load_words

# Measured on train and dev of tests/fixtures/corpus (`docs/cases.md`).
THRESHOLD = 0.5
# A procedure takes its months: from the report to the penalty up to 14 are told in the corpus.
LONGEST_GAP_DAYS = 430
# One person with another act and not a word in common: further apart these are two cases.
OTHER_ACT_GAP_DAYS = 120
# Two anonymous accounts further apart than this need the same story.
ANONYMOUS_GAP_DAYS = 240
# Weight of the words that two anonymous accounts share (`case_marks.weigh_marks`), and its share of the shorter one's.
# Few hold the office of a kepala dinas, many that of a guru.
SHARED_WEIGHT_RARE_OFFICE = 2
SHARED_WEIGHT_COMMON_OFFICE = 3
SHARED_WEIGHT_NO_OFFICE = 3
# More where the two accounts tell different acts.
WITHOUT_ACT = 2
SHARED_SHARE = 0.1
SIMILAR_NAMES = 0.88
# Members of a case that a new report is compared with: its first and its latest ones.
COMPARED = 4
# A word that so many cases of a block share tells none of them.
MOST_CASES_OF_A_WORD = 40
CANDIDATES = 8
# A fit so sure that no other case is looked at.
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Membership:
    """A report in a case: `score` 0 to 1, 1 for the report that opened the case, and why it was joined."""

    case_id: str
    report: CaseReport
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """Where a build before put a report, whose story and persons are the same since."""

    case_id: str
    score: float
    reason: str


NOTHING_HELD: Mapping[str, Held] = {}


@dataclass(frozen=True, slots=True)
class CaseOverrides:
    """Corrections by hand, as sets of report ids: `merged` ones are one case, `parted` ones are not."""

    merged: tuple[frozenset[str], ...] = ()
    parted: tuple[frozenset[str], ...] = ()


@dataclass(slots=True)
class _Case:
    members: list[tuple[CaseReport, float, str]] = field(default_factory=list)


def cluster_cases(
    reports: Iterable[CaseReport],
    overrides: CaseOverrides = CaseOverrides(),
    held: Mapping[str, Held] = NOTHING_HELD,
) -> list[Membership]:
    """Join reports into cases; memberships in the order of cases and reports, the same for any order of the input.

    A case bears the id of its earliest report. `held` is, by report_id, what the same function gave before, with the
    same overrides, of blocks from which no report went since: the result is the same with it and without. Raises
    ValueError where two reports have one id.
    """
    ordered = sorted(reports, key=lambda report: (report.block, *_order(report)))
    if len({report.report_id for report in ordered}) != len(ordered):
        raise ValueError("two case reports have the same report_id")
    cases: list[_Case] = []
    for _, block in groupby(ordered, key=lambda report: report.block):
        cases.extend(_cluster_block(list(block), overrides, held))
    cases = _merge_by_hand(cases, overrides)
    return sorted(_memberships(cases), key=lambda item: (item.case_id, *_order(item.report)))


def score_pair(first: CaseReport, second: CaseReport) -> tuple[float, str]:
    """How surely two reports of different articles in one block are of one case, and what says so."""
    gap = _gap_days(first.report_date, second.report_date)
    if gap is not None and gap > LONGEST_GAP_DAYS:
        return 0.0, ""
    shared = sorted(set(first.persons) & set(second.persons))
    acts = _shared_acts(first, second)
    marks = first.marks.shared(second.marks)
    if shared:
        if not acts and not marks and gap is not None and gap > OTHER_ACT_GAP_DAYS:
            return 0.0, ""  # another act of the same person, told much later
        return (0.95 if acts or marks else 0.85), "same person"
    if first.persons and second.persons:
        return (0.75, "names alike, same act") if acts and _similar_names(first, second) else (0.0, "")
    office = _office_fit(first, second)
    if office == 0:
        return 0.0, ""
    initials = _shared_initials(first, second)
    if len(initials) >= (1 if office == 2 else 2):
        return 0.85, "same initials and office"
    if _told_apart(first, second):
        return 0.0, ""
    same_story = first.story_id is not None and first.story_id == second.story_id
    weight = weigh_marks(marks)
    if weight < SHARED_WEIGHT_RARE_OFFICE and not same_story and not _first_letter_fits(first, second):
        return 0.0, ""
    share = weight / max(1, min(weigh_marks(first.marks.near), weigh_marks(second.marks.near)))
    if same_story and (acts or share >= SHARED_SHARE):
        return 0.9, "copies of one story"
    if gap is not None and gap > ANONYMOUS_GAP_DAYS:
        return 0.0, ""
    if office == 2 and acts and _first_letter_fits(first, second):
        return 0.6, "same office, act and first letter of the name"
    enough = _enough(first, office)
    if (
        weight >= enough
        and (share >= SHARED_SHARE or weight >= 3 * enough)
        and (acts or weight >= enough + WITHOUT_ACT)
    ):
        return min(
            0.84, 0.55 + 0.02 * weight + 0.3 * share
        ), "same office and telling words" if office == 2 else "same telling words"
    return 0.0, ""


def _cluster_block(block: Sequence[CaseReport], overrides: CaseOverrides, held: Mapping[str, Held]) -> list[_Case]:
    cases: list[_Case] = []
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    places: dict[str, int] = {}
    is_held = True
    for _, group in groupby(block, key=lambda report: report.article_id):
        reports = list(group)
        is_held = is_held and all(report.report_id in held for report in reports)
        if is_held:
            fitted = [_as_held(report, held[report.report_id], places) for report in reports]
        else:
            fitted = _fit_article(reports, cases, index, overrides)
        for report, place, score, reason in fitted:
            if place < 0:
                place = len(cases)
                cases.append(_Case())
                places[report.report_id] = place
            cases[place].members.append((report, round(score, 3), reason))
            for key in _keys(report):
                if len(index[key]) < MOST_CASES_OF_A_WORD and place not in index[key][-COMPARED:]:
                    index[key].append(place)
    return cases


def _as_held(report: CaseReport, held: Held, places: Mapping[str, int]) -> tuple[CaseReport, int, float, str]:
    return report, places.get(held.case_id, -1), held.score, held.reason


def _fit_article(
    reports: Sequence[CaseReport],
    cases: Sequence[_Case],
    index: Mapping[tuple[str, str], Sequence[int]],
    overrides: CaseOverrides,
) -> list[tuple[CaseReport, int, float, str]]:
    """The case of each report of one article, no case twice, the best fits first; -1 where none fits."""
    fits: list[tuple[float, int, int, str]] = []
    for number, report in enumerate(reports):
        for place in _candidates(report, index):
            if not _is_parted(report, cases[place], overrides):
                score, reason = _best_of(report, cases[place])
                if score >= THRESHOLD:
                    fits.append((score, number, place, reason))
                if score >= SURE:
                    break
    chosen: dict[int, tuple[int, float, str]] = {}
    for score, number, place, reason in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if number not in chosen and all(place != taken for taken, _, _ in chosen.values()):
            chosen[number] = (place, score, reason)
    return [(report, *chosen.get(number, (-1, 1.0, "first report"))) for number, report in enumerate(reports)]


def _candidates(report: CaseReport, index: Mapping[tuple[str, str], Sequence[int]]) -> list[int]:
    """The cases that share most with a report, at most `CANDIDATES`: persons, initials and stories before words."""
    shared: Counter[int] = Counter()
    for key in _keys(report):
        places = index.get(key)
        if places:
            weight = 1 if key[0] == "mark" else CANDIDATES
            for place in places:
                shared[place] += weight
    return nsmallest(CANDIDATES, shared, key=lambda place: (-shared[place], place))


def _best_of(report: CaseReport, case: _Case) -> tuple[float, str]:
    members = case.members if len(case.members) <= COMPARED else [*case.members[:2], *case.members[-COMPARED + 2 :]]
    return max((score_pair(report, member) for member, _, _ in members), key=lambda pair: pair[0])


def _keys(report: CaseReport) -> Iterator[tuple[str, str]]:
    """What two reports of one case share at least one of."""
    for person in report.named:
        yield "person", person.person_id or person.name
        yield "initials", _initials_of(person.name)
        yield "letter", f"{report.office}|{person.name[:1].upper()}"
        for word in person.name.split():
            yield "name", word
    for initials in report.initials:
        yield "initials", initials
        yield "letter", f"{report.office}|{initials[0]}"
    if report.story_id is not None:
        yield "story", report.story_id
    for mark in _rarest(report.marks.wide):
        yield "mark", mark


def _rarest(marks: frozenset[str]) -> list[str]:
    """Names first, then long words. Two accounts that share enough mostly share one of these."""
    return sorted(marks, key=lambda word: (not word[:1].isupper(), -len(word), word))[:20]


def _office_fit(first: CaseReport, second: CaseReport) -> int:
    """2 where the offices are the same, 1 where one of them is not told, 0 where they are two."""
    known = [report.office for report in (first, second) if report.office and report.office not in general_words()]
    if len(known) < 2:
        return 1
    return 2 if known[0] == known[1] else 0


def _shared_acts(first: CaseReport, second: CaseReport) -> bool:
    """Whether both tell an act of one type; one that is told as `other` may be any."""
    of_first, of_second = ({item.type for item in report.conduct} for report in (first, second))
    return bool(of_first & of_second) or {"other"} in (of_first, of_second)


def _enough(report: CaseReport, office: int) -> int:
    if office < 2:
        return SHARED_WEIGHT_NO_OFFICE
    common = report.office in load_words()["common_offices"]["words"]
    return SHARED_WEIGHT_COMMON_OFFICE if common else SHARED_WEIGHT_RARE_OFFICE


def _shared_initials(first: CaseReport, second: CaseReport) -> list[str]:
    of_first, of_second = (
        {*report.initials, *(_initials_of(person.name) for person in report.named)} for report in (first, second)
    )
    return sorted(of_first & of_second)


def _initials_of(name: str) -> str:
    """HN for "hendi nuryadin"; for a single word nothing that would match."""
    words = [word for word in name.replace(".", " ").split() if word[:1].isalpha()]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else f"?{name}"


def _similar_names(first: CaseReport, second: CaseReport) -> bool:
    """Whether two names are one with a word left out or a letter changed; not where both persons were resolved."""
    for one in first.named:
        for other in second.named:
            if one.person_id and other.person_id:
                continue
            words, others = set(one.name.split()), set(other.name.split())
            is_part = words <= others or others <= words
            is_like = SequenceMatcher(None, one.name, other.name).ratio() >= SIMILAR_NAMES
            if min(len(words), len(others)) > 1 and (is_part or is_like):
                return True
    return False


def _first_letter_fits(first: CaseReport, second: CaseReport) -> bool:
    """Whether one gives a name of one word ("Hasnawiah") and the other initials that begin with its letter ("HS")."""
    for named, short in ((first, second), (second, first)):
        single = [person.name[0].upper() for person in named.named if person.name.isalpha()]
        if single and short.initials and all(initials[0] in single for initials in short.initials):
            return True
    return False


def _told_apart(first: CaseReport, second: CaseReport) -> bool:
    """Whether both give initials or a number of persons, and not the same."""
    if first.initials and second.initials and not set(first.initials) & set(second.initials):
        return True
    counts = (first.person_count, second.person_count)
    return None not in counts and counts[0] != counts[1] and 1 in counts


def _gap_days(first: date | None, second: date | None) -> int | None:
    return abs((first - second).days) if first and second else None


def _is_parted(report: CaseReport, case: _Case, overrides: CaseOverrides) -> bool:
    return any(
        report.report_id in parted and any(member.report_id in parted for member, _, _ in case.members)
        for parted in overrides.parted
    )


def _merge_by_hand(cases: list[_Case], overrides: CaseOverrides) -> list[_Case]:
    """Put together what a correction says is one, over blocks too; ids of reports that are gone are passed over."""
    wanted = {report_id for merged in overrides.merged for report_id in merged}
    place_of = {
        member.report_id: place
        for place, case in enumerate(cases)
        for member, _, _ in case.members
        if member.report_id in wanted
    }
    root: dict[int, int] = {}
    for merged in sorted(overrides.merged, key=sorted):
        places = sorted({_find_root(root, place_of[report_id]) for report_id in merged if report_id in place_of})
        root |= dict.fromkeys(places[1:], places[0])
    joined = {*root, *root.values()}
    whole: dict[int, _Case] = {}
    for place, case in enumerate(cases):
        target = whole.setdefault(_find_root(root, place), _Case())
        for report, score, reason in case.members:
            target.members.append((report, 1.0, "corrected by hand") if place in joined else (report, score, reason))
    return list(whole.values())


def _find_root(root: Mapping[int, int], place: int) -> int:
    while place in root:
        place = root[place]
    return place


def _memberships(cases: Iterable[_Case]) -> Iterator[Membership]:
    for case in cases:
        members = sorted(case.members, key=lambda member: _order(member[0]))
        case_id = members[0][0].report_id
        for report, score, reason in members:
            yield Membership(case_id, report, score, reason)


def _order(report: CaseReport) -> tuple[date, str, str]:
    return report.report_date or date.max, report.article_id, report.report_id


def cases_of_articles(memberships: Iterable[Membership]) -> Mapping[str, frozenset[str]]:
    """The ids of the cases of each article."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in memberships:
        found[item.report.article_id].add(item.case_id)
    return {article: frozenset(cases) for article, cases in found.items()}

"""Which forms may be one person: pairs of forms with a score and the reason.

Two forms are compared only where something beside the name speaks for them: the same
office, area, story, or province. Equal names (under spellings) are `sure` links; a shorter, abbreviated or misprinted
one is a `short` link, and only holds where it fits one person (`warehouse.person_clusters`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from nlp.areas import NATION
from warehouse.person_forms import SHORT_DAYS, SHORT_DAYS_SINGLE, Form
from warehouse.person_names import load_rules, relate_names
from warehouse.person_pairs import compare_in_place, compare_in_story

# Scores order the links, and say how weak the weakest is; no probabilities. How much each kind is right was looked at
# on the corpus and on the invented hard rows (docs/persons.md has the counts).
NAME_SCORES = {
    "same name": 1.0,
    "spelling": 0.98,
    "initial": 0.93,
    "cut": 0.9,
    "misprint": 0.9,
    "shorter": 0.9,
    "single": 0.85,
    "nickname": 0.85,
}
SUPPORT_SCORES = {"same office": 0.98, "same story": 0.97, "same region": 0.92, "same area": 0.88, "same province": 0.8}
COMMON_NAME = 0.93
# A common name in another office of its area is one person within a term of office.
TERM_DAYS = 5 * 366
# Forms of one name in one place that are linked each with each; beyond, each with the one before.
MOST_TIED = 24


@dataclass(frozen=True, slots=True)
class Link:
    """Two forms that may be one person; in a short link `one` is the form that lacks something."""

    one: int
    other: int
    score: float
    relation: str
    support: str

    @property
    def reason(self) -> str:
        """What the score is for: how the names agree, and what else speaks for one person."""
        return f"{self.relation}, {self.support}" if self.support else self.relation

    @property
    def support_score(self) -> float:
        """How strong the support is, whatever the names."""
        return SUPPORT_SCORES.get(self.support, 1.0)


def find_sure_links(forms: Sequence[Form], stories: Iterable[Sequence[int]]) -> list[Link]:
    """Links of equal names: in one office, area or story; of a rare name in one province."""
    by_key: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        by_key[form.name.key].append(form)
    links: list[Link] = []
    for bearers in by_key.values():
        if len(bearers) > 1:
            links += _links_of_bearers(bearers)
    for numbers in stories:
        told: dict[str, list[Form]] = defaultdict(list)
        for number in numbers:
            told[forms[number].name.key].append(forms[number])
        for bearers in told.values():
            for one, other in _pairs(bearers):
                if one.name.is_full or one.family == other.family:
                    links.append(_link(one, other, _equality(one, other), "same story"))
    return links


def find_short_links(
    forms: Sequence[Form], stories: Iterable[Sequence[int]], nicknames: Iterable[tuple[int, int]]
) -> list[Link]:
    """Links of a name with a fuller or another form of it: in one post, or in one story."""
    links: dict[tuple[int, int], Link] = {}
    for one, other in compare_in_place(form for form in forms if form.place):
        relation = relate_names(one.name, other.name)
        support = _short_support(one, other, relation) if relation else None
        if relation and support:
            links[_pair(one, other)] = _short_link(one, other, relation, support)
    for numbers in stories:
        for one, other in compare_in_story([forms[number] for number in numbers]):
            relation = relate_names(one.name, other.name)
            if relation and (relation != "single" or one.family == other.family):
                links[_pair(one, other)] = _short_link(one, other, relation, "same story")
    for nickname, full in nicknames:
        one, other = forms[nickname], forms[full]
        if _pair(one, other) not in links and _is_close(one, other, "nickname"):
            links[_pair(one, other)] = _link(one, other, "nickname", _post_support(one, other))
    return list(links.values())


def _links_of_bearers(bearers: Sequence[Form]) -> Iterator[Link]:
    """Links of the forms of one name."""
    by_place: dict[str, list[Form]] = defaultdict(list)
    for form in bearers:
        by_place[form.place].append(form)
    by_place.pop("", None)
    for place, neighbours in by_place.items():
        for one, other in _pairs(neighbours):
            support = _same_place_support(one, other, place)
            if support:
                yield _link(one, other, _equality(one, other), support)
    if bearers[0].name.is_full and not bearers[0].name.is_common:
        yield from _links_in_province(by_place)


def _links_in_province(by_place: dict[str, list[Form]]) -> Iterator[Link]:
    """A rare name at a province and in one regency or city of it, and in no other area of the country."""
    places = sorted(place for place in by_place if place != NATION)
    if len(places) == 2 and places[1].startswith(places[0] + "."):
        province, regency = (by_place[place] for place in places)
        links = [
            _link(one, other, _equality(one, other), "same province")
            for one in province
            for other in regency
            if _fit_careers(one, other)
        ]
        yield from sorted(links, key=lambda link: (-link.score, link.one, link.other))[:MOST_TIED]


def _same_place_support(one: Form, other: Form, place: str) -> str | None:
    """What speaks for two forms of one name in one place; None where too little does."""
    if not one.name.is_full:
        return _post_support(one, other) if one.family == other.family and one.era == other.era else None
    if one.family == other.family:
        return _post_support(one, other)
    if place == NATION and one.name.is_common:
        return None
    if one.name.is_common and not (_fit_careers(one, other) and _days_between(one, other) <= TERM_DAYS):
        return None
    return "same area" if one.is_inferred or other.is_inferred else "same region"


def _post_support(one: Form, other: Form) -> str:
    return "same area" if one.is_inferred or other.is_inferred else "same office"


def _fit_careers(one: Form, other: Form) -> bool:
    careers = {career_of(one.role), career_of(other.role)} - {None}
    return len(careers) < 2


def _short_support(one: Form, other: Form, relation: str) -> str | None:
    """What speaks for two forms in one place of which one lacks something; None where too little does."""
    if one.family == other.family:
        return _post_support(one, other) if _is_close(one, other, relation) else None
    if relation in ("single", "cut") or one.name.is_common or other.name.is_common or one.place == NATION:
        return None
    is_held_together = one.name.is_full and other.name.is_full and _fit_careers(one, other)
    if not is_held_together or _days_between(one, other) > TERM_DAYS:
        return None
    return "same area" if one.is_inferred or other.is_inferred else "same region"


def _is_close(one: Form, other: Form, relation: str) -> bool:
    """Whether two forms of a post are near enough in time; names of several words need not be, unless one is common."""
    if relation in ("spelling", "initial", "cut", "misprint", "shorter") and one.name.is_full and other.name.is_full:
        return not (one.name.is_common and other.name.is_common) or _days_between(one, other) <= TERM_DAYS
    is_held_by_one = one.role in load_rules()["single_holder"]
    if relation == "misprint" and not is_held_by_one:
        return False
    return _days_between(one, other) <= (SHORT_DAYS_SINGLE if is_held_by_one else SHORT_DAYS)


def _days_between(one: Form, other: Form) -> float:
    """Days from the last report of one to the first of the other, 0 where they overlap; no day is far from all."""
    if one.first_day is None or other.first_day is None or one.last_day is None or other.last_day is None:
        return float("inf")
    return max(0, (one.first_day - other.last_day).days, (other.first_day - one.last_day).days)


def _equality(one: Form, other: Form) -> str:
    return "same name" if one.printed.casefold() == other.printed.casefold() else "spelling"


def _short_link(one: Form, other: Form, relation: str, support: str) -> Link:
    """The form that lacks something first: of fewer words, then with more initials, then in fewer articles."""
    short, full = sorted(
        (one, other),
        key=lambda form: (len(form.name.words), len("".join(form.name.words)), form.article_count, form.number),
    )
    if relation == "misprint":
        short, full = sorted((one, other), key=lambda form: (form.article_count, form.number))
    return _link(short, full, relation, support)


def _link(one: Form, other: Form, relation: str, support: str) -> Link:
    score = NAME_SCORES[relation] * SUPPORT_SCORES[support] * (COMMON_NAME if one.name.is_common else 1)
    return Link(one.number, other.number, round(score, 3), relation, support)


def _pairs(forms: Sequence[Form]) -> Iterator[tuple[Form, Form]]:
    """Each with each; of many, each with the one before."""
    if len(forms) <= MOST_TIED:
        return combinations(forms, 2)
    in_order = sorted(forms, key=lambda form: (form.family, form.number))
    return pairwise(in_order)


def _pair(one: Form, other: Form) -> tuple[int, int]:
    return min(one.number, other.number), max(one.number, other.number)


@cache
def career_of(role: str) -> str | None:
    """The career that an office belongs to, None where it fits every one."""
    return next((career for career, roles in load_rules()["careers"].items() if role in roles), None)

"""Forms joined into persons: the best-supported link first, and none against what tells two persons apart."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warehouse.person_links import Form, Link
from warehouse.person_names import relate_names

CORRECTION = "correction"


class ContradictoryCorrections(ValueError):
    """Two officials are said to be one person and to be two; the message names them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The person of a form: `cluster` is a number, `score` and `reason` those of the weakest link to the first form."""

    cluster: int
    score: float
    reason: str


class Clusters:
    """Forms as they are joined: a union-find that knows which forms are apart."""

    def __init__(self, forms: Sequence[Form], apart: Iterable[tuple[int, int]]) -> None:
        self.forms = forms
        self.parent = list(range(len(forms)))
        self.members: dict[int, list[int]] = {}
        self.corrected: set[int] = set()
        self.nicknames: set[int] = set()
        self.enemies: dict[int, set[int]] = defaultdict(set)
        self.links: dict[int, list[Link]] = defaultdict(list)
        for one, other in apart:
            self.enemies[one].add(other)
            self.enemies[other].add(one)

    def find(self, form: int) -> int:
        """The form that stands for the cluster."""
        while self.parent[form] != form:
            self.parent[form] = self.parent[self.parent[form]]
            form = self.parent[form]
        return form

    def forms_of(self, root: int) -> list[int]:
        """The forms of a cluster."""
        return self.members.get(root, [root])

    def may_join(self, one: int, other: int) -> bool:
        """Whether no article, correction or full name tells the clusters of two forms apart."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        return not self._are_apart(one, other) and self._names_fit(one, other)

    def join(self, link: Link) -> bool:
        """Join the clusters of a link, or keep it as one more link within; False where they are told apart."""
        if not self.may_join(link.one, link.other):
            return False
        self._unite(link)
        return True

    def join_short(self, links: Iterable[Link]) -> None:
        """Join a short form where the persons that it fits with the best support are one."""
        links = sorted(links, key=lambda link: (-link.support_score, -link.score, link.other))
        if links[0].relation == "nickname":
            self.nicknames.add(links[0].one)
        fitting = [link for link in links if self.may_join(link.one, link.other)]
        best = [link for link in fitting if link.support_score == fitting[0].support_score]
        if len({self.find(link.other) for link in best}) == 1:
            for link in best:
                self.join(link)

    def correct(self, one: int, other: int) -> None:
        """Join two forms whatever speaks against it."""
        roots = self.find(one), self.find(other)
        self._unite(Link(one, other, 1.0, CORRECTION, ""))
        self.corrected.update((*roots, self.find(one)))

    def _unite(self, link: Link) -> None:
        self.links[link.one].append(link)
        self.links[link.other].append(link)
        one, other = self.find(link.one), self.find(link.other)
        if one == other:
            return
        first, second = sorted((one, other), key=lambda root: (-len(self.forms_of(root)), root))
        self.members[first] = self.forms_of(first) + self.forms_of(second)
        self.members.pop(second, None)
        self.parent[second] = first
        if second in self.corrected:
            self.corrected.add(first)

    def _are_apart(self, one: int, other: int) -> bool:
        few, many = sorted((self.forms_of(one), self.forms_of(other)), key=len)
        return any(self.find(enemy) == self.find(many[0]) for form in few for enemy in self.enemies.get(form, ()))

    def _names_fit(self, one: int, other: int) -> bool:
        """Whether all full names can be one; in a cluster that a correction made, whether any can."""
        full = [
            {self.forms[f].name for f in self.forms_of(root) if self.forms[f].name.is_full and f not in self.nicknames}
            for root in (one, other)
        ]
        if not all(full):
            return True
        fits = any if self.corrected & {one, other} else all
        return fits(a.key == b.key or relate_names(a, b) is not None for a in full[0] for b in full[1])


def cluster_forms(
    forms: Sequence[Form],
    sure: Iterable[Link],
    short: Iterable[Link],
    apart: Iterable[tuple[int, int]],
    together: Iterable[Sequence[int]] = (),
) -> Clusters:
    """Join the forms. `apart` are pairs of forms that are never one, `together` such as a correction makes one.

    First the corrections, then equal names, the best first; then short forms, those of most words first, where all
    persons that one fits are one by then.
    """
    clusters = Clusters(forms, apart)
    for numbers in together:
        for one, other in pairwise(numbers):
            clusters.correct(one, other)
    for link in sorted(sure, key=lambda link: (_is_parted(forms, link), -link.score, link.one, link.other)):
        clusters.join(link)
    fitting: dict[int, list[Link]] = defaultdict(list)
    for link in short:
        fitting[link.one].append(link)
    for number in sorted(fitting, key=lambda number: _fullness(forms[number])):
        clusters.join_short(fitting[number])
    return clusters


def decide(clusters: Clusters, first_forms: Mapping[int, int]) -> list[Decision]:
    """The decision on each form, in order; `first_forms` gives the form of the earliest report by cluster root.

    A form in itself is joined by name and office, told as such; the others by the way of links to the first form whose
    weakest link is the strongest, which is what their score and reason tell.
    """
    decisions: list[Decision | None] = [None] * len(clusters.forms)
    for root, first in first_forms.items():
        if root not in clusters.members:
            own = own_link(clusters.forms[first])
            decisions[first] = Decision(root, own.score, own.reason)
            continue
        for number, link in _ways(clusters, first).items():
            decisions[number] = Decision(root, link.score, link.reason)
    return [decision for decision in decisions if decision is not None]


def own_link(form: Form) -> Link:
    """The link of the rows of one form with each other."""
    score = 0.98 * (1.0 if form.name.is_full else 0.9) * (0.93 if form.name.is_common else 1.0)
    support = "same area" if form.is_inferred else "same office"
    return Link(form.number, form.number, round(score, 3), "same name", support)


def _ways(clusters: Clusters, first: int) -> dict[int, Link]:
    """By form of a cluster the weakest link on the best way from the first form, along the links that were made."""
    ways = {first: own_link(clusters.forms[first])}
    start = Link(first, first, 2.0, "", "")
    weakest = {first: start}
    queue = deque([first])
    while queue:
        number = queue.popleft()
        for link in sorted(clusters.links.get(number, ()), key=lambda link: (-link.score, link.one, link.other)):
            other = link.other if link.one == number else link.one
            bottleneck = min(weakest[number], link, key=lambda way: way.score)
            if other != first and (other not in weakest or weakest[other].score < bottleneck.score):
                weakest[other] = bottleneck
                queue.append(other)
    return ways | {number: link for number, link in weakest.items() if number != first}


def _is_parted(forms: Sequence[Form], link: Link) -> bool:
    return forms[link.one].is_parted or forms[link.other].is_parted


def _fullness(form: Form) -> tuple[int, int, int]:
    return -len(form.name.words), -len("".join(form.name.words)), form.number

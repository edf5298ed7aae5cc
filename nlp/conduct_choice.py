"""Which of the conduct that an article may tell it does tell (`nlp.act_choice`).

What may not be said is not weighed: a status that the words around a conduct rule out (`nlp.conduct_status`: no proof
without a word of proof, no case in a supposition, nothing in a denial) has no chance here either.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from nlp.act_choice import LEAST, ArticleWords, counted, log_odds, read_forest
from nlp.act_words import CONDUCT_STATUSES, CONDUCTS, UNTOLD
from nlp.conduct_features import FORMS, Case
from nlp.conduct_finder import Conduct
from nlp.conduct_status import NONE, PROHIBITED, Verdict
from nlp.conduct_totals import NOTHING, CaseTotals
from nlp.conduct_untold import LEAST as LEAST_UNTOLD
from nlp.records import Violation
from nlp.scenes import Scene, evidence_end

TREES = Path(__file__).parent / "models" / "conduct_choice.npz"
TYPES = (*CONDUCTS, UNTOLD)
# Beside what the rules find a conduct is weighed where its sentence's words give it the first chance, or where a phrase
# tells it and they give it the second one; and where the words around it leave its status this share. A case without
# its conduct that a total or a phrase tells needs no more than the first reading asks for.
MAY_BE_TOLD, MAY_BE_MEANT = 0.3, 0.1
MAY_BE_SO = 0.02
LONGEST_SOURCE = 60


class Told(NamedTuple):
    """A conduct that a sentence may tell, the share of each status by the words around it, and what the rules say."""

    scene: Scene
    conduct: Conduct
    shares: Mapping[str, float]
    verdict: Verdict | None
    is_by_phrase: bool
    # The law's own wording tells no case.
    is_statutory: bool = False

    @property
    def least(self) -> float:
        """The chance by words from which on it is weighed."""
        if not self.is_by_phrase:
            return MAY_BE_TOLD
        return LEAST_UNTOLD if self.conduct.type == UNTOLD else MAY_BE_MEANT

    def violation(self, text: str, status: str) -> Violation:
        """The conduct as one of a status, with the clause that tells it."""
        end = self.conduct.end
        if self.conduct.type != UNTOLD:
            end = evidence_end(text, self.scene, self.conduct.start, end)
        rule = f"{status}.weighed: {self.conduct.source[:LONGEST_SOURCE]}"
        return Violation(self.conduct.type, status, self.conduct.start, end, rule)

    def allows(self, status: str) -> bool:
        """Whether the words around it leave a status possible."""
        return self.shares[status] > MAY_BE_SO and not (self.is_statutory and status != PROHIBITED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conduct that the article may tell, with what speaks for it: numbers by name."""

    violation: Violation
    features: Mapping[str, float]

    @property
    def act(self) -> tuple[str, str]:
        """Its type and status."""
        return self.violation.type, self.violation.status


class Choice:
    """One article's conduct to choose from."""

    def __init__(self, case: Case, read: Iterable[Scene], doc: Doc) -> None:
        self.case = case
        self.read = {scene.start for scene in read}
        self.relevance = doc._.relevance
        self.words = ArticleWords(case.reader, case.scenes, case.title, TYPES, CONDUCT_STATUSES)
        self.totals = CaseTotals(doc, self.words)

    def candidates(self, first: Sequence[Violation], told: Sequence[Told]) -> list[Candidate]:
        """What may be told: what the rules found first, and every other status that a sentence's words allow."""
        found = {(item.type, item.status): item for item in first}
        kinds = {item.type for item in first} | {one.conduct.type for one in told}
        candidates = []
        for kind in sorted(kinds):
            mine = [one for one in told if one.conduct.type == kind]
            for status in CONDUCT_STATUSES:
                best = self._best(mine, status)
                item = found.get((kind, status))
                if item is None and best is not None:
                    item = best.violation(self.case.text, status)
                if item is not None:
                    candidates.append(Candidate(item, self._features(item, found, mine, best)))
        return candidates

    def _best(self, told: Sequence[Told], status: str) -> Told | None:
        """Of several sentences that may tell a type the one that speaks most for a status; None where none may."""
        allowed = [one for one in told if one.allows(status) and self._chance(one) >= one.least]
        return max(allowed, key=lambda one: self._speaks(one, status), default=None)

    def _chance(self, one: Told) -> float:
        return self.case.reader.chance(one.scene, one.conduct.type)

    def _speaks(self, one: Told, status: str) -> float:
        share = one.shares[status] * (1 - one.shares[NONE])
        return share * (0.02 + self._chance(one)) * (0.05 + self.case.reader.chance(one.scene, status))

    def _features(
        self,
        item: Violation,
        found: Mapping[tuple[str, str], Violation],
        told: Sequence[Told],
        best: Told | None,
    ) -> dict[str, float]:
        """What speaks for a type and status: the words, what those around it leave possible, what the rules found."""
        kind, status = item.type, item.status
        at = self.words.sentence_at(best.scene.start if best else item.start)
        verdicts = [one.verdict.status for one in told if one.verdict is not None]
        same = verdicts.count(status)
        rule = found[kind, status].rule if (kind, status) in found else ""
        others = sum((kind, name) in found for name in CONDUCT_STATUSES if name != status)
        features = self.words.features(kind, status, at) | {
            "core": float(self.relevance == "core"),
            "here.read": float(self.case.scenes[at].start in self.read),
            "told": counted(len(told)),
            "told.phrases": counted(sum(one.is_by_phrase for one in told)),
            "told.phrase": float(best is not None and best.is_by_phrase),
            "told.share": log_odds(best.shares[status] if best else 0.0),
            "told.none": log_odds(best.shares[NONE] if best else 0.0),
            "told.verdicts": counted(same),
            "told.verdict": float(same > 0),
            "told.otherwise": float(len(verdicts) > same),
            "found": float(bool(rule)),
            "found.sure": float(".sure" in rule),
            "found.near": float(".near" in rule),
            "found.words": float("words" in rule),
            "found.otherwise": float(others),
            "found.all": float(len(found)),
            "found.status": float(sum(name == status for _, name in found)),
        }
        forms = self.case.forms(self.case.scenes[at])
        features |= {f"forms.{name}": float(name in forms) for name in (*FORMS, "before")}
        for name in CONDUCT_STATUSES:
            shares = (one.shares[name] * (1 - one.shares[NONE]) for one in told)
            features[f"share.{name}"] = log_odds(max(shares, default=0.0))
        return features | (self.totals.features(at) if kind == UNTOLD else NOTHING)


def choose(candidates: Sequence[Candidate]) -> list[Violation]:
    """Those that are likely enough, with their probability, in reading order; of what one wording tells one status."""
    chances = read_forest(TREES).chances([(one.act, one.features) for one in candidates])
    weighed = sorted(zip(chances, candidates, strict=True), key=lambda pair: pair[0])
    best = {
        (one.violation.type, one.violation.start): replace(one.violation, confidence=round(chance, 3))
        for chance, one in weighed
        if chance >= LEAST
    }
    return sorted(best.values(), key=lambda item: (item.start, item.type, item.status))

"""Which of the measures that an article may tell it does tell (`nlp.act_choice`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from nlp.act_choice import LEAST, ArticleWords, counted, read_forest
from nlp.act_words import BY_WORDS, CONDUCTS, MEASURE_STATUSES, MEASURES
from nlp.records import Measure
from nlp.scenes import Scene

TREES = Path(__file__).parent / "models" / "measure_choice.npz"
TYPES = MEASURES
# A measure may have another status than grammar gives it where its sentence's words give both these chances.
MAY_BE_TOLD, MAY_BE_SO = 0.3, 0.3
DONE = "taken"
# The families of rules that tell a measure less clearly than a phrase for it does.
FAMILIES = ("title", "reference", "must", "rule", "plea")


class Told(NamedTuple):
    """A measure that a sentence may tell, and what it would be with another status."""

    scene: Scene
    measure: Measure
    is_on_subject: bool
    as_status: Callable[[str], Measure]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A type and status that the article may tell: its measures, one for each actor, and what speaks for it."""

    measures: tuple[Measure, ...]
    features: Mapping[str, float]

    @property
    def act(self) -> tuple[str, str]:
        """Its type and status."""
        return self.measures[0].type, self.measures[0].status


class Choice:
    """One article's measures to choose from."""

    def __init__(self, words: ArticleWords, relevance: str) -> None:
        self.words = words
        self.relevance = relevance

    def candidates(self, first: Sequence[Measure], told: Sequence[Told]) -> list[Candidate]:
        """What may be told: what the rules found first, and every other type and status that words leave possible."""
        found: dict[tuple[str, str], list[Measure]] = {}
        for measure in first:
            found.setdefault((measure.type, measure.status), []).append(measure)
        kinds = {measure.type for measure in first} | {one.measure.type for one in told}
        candidates = []
        for kind in sorted(kinds):
            mine = [one for one in told if one.measure.type == kind]
            for status in MEASURE_STATUSES:
                own = [one for one in mine if one.measure.status == status]
                known = found.get((kind, status), [])
                best = self._best(own or [one for one in mine if self._may_be(one, status)], status)
                if best is not None or known:
                    measures = known or ([best.as_status(status)] if best else [])
                    features = self._features((kind, status), found, mine, own, best)
                    candidates.append(Candidate(tuple(measures), features))
        return candidates

    def _best(self, told: Sequence[Told], status: str) -> Told | None:
        return max(told, key=lambda one: self._speaks(one, status), default=None)

    def _may_be(self, one: Told, status: str) -> bool:
        """Whether the words of its sentence leave it another status than the grammar gives it.

        What grammar tells as planned or asked for was not done, whatever the other words are.
        """
        if status == DONE and _is_by_phrase(one.measure):
            return False
        chance = self.words.reader.chance
        return chance(one.scene, one.measure.type) >= MAY_BE_TOLD and chance(one.scene, status) >= MAY_BE_SO

    def _speaks(self, one: Told, status: str) -> float:
        chance = self.words.reader.chance
        return (0.02 + chance(one.scene, one.measure.type)) * (0.05 + chance(one.scene, status))

    def _features(
        self,
        act: tuple[str, str],
        found: Mapping[tuple[str, str], Sequence[Measure]],
        told: Sequence[Told],
        own: Sequence[Told],
        best: Told | None,
    ) -> dict[str, float]:
        """What speaks for a type and status: the words, and what phrases and grammar tell."""
        kind, status = act
        measure = best.measure if best else found[act][0]
        at = self.words.sentence_at(best.scene.start if best else measure.start)
        family = measure.rule.partition(":")[0]
        features = self.words.features(kind, status, at) | {
            "core": float(self.relevance == "core"),
            "here.subject": float(best is not None and best.is_on_subject),
            "here.conduct": max(self.words.odds[name][at] for name in CONDUCTS),
            "told": counted(len(told)),
            "told.so": counted(len(own)),
            "told.so.once": float(bool(own)),
            "told.otherwise": float(len(told) > len(own)),
            "told.phrase": float(_is_by_phrase(measure)),
            "told.phrases": counted(sum(_is_by_phrase(one.measure) for one in told)),
            "told.actor": float(measure.actor is not None),
            "found": float(act in found),
            "found.otherwise": float(sum((kind, name) in found for name in MEASURE_STATUSES if name != status)),
            "found.all": float(len(found)),
        }
        return features | {f"told.{name}": float(family.endswith(name)) for name in FAMILIES}


def _is_by_phrase(measure: Measure) -> bool:
    return not measure.rule.endswith(f": {BY_WORDS}")


def choose(candidates: Sequence[Candidate]) -> list[Measure]:
    """Those that are likely enough, with their probability, in reading order."""
    chances = read_forest(TREES).chances([(one.act, one.features) for one in candidates])
    kept = [
        replace(measure, confidence=round(chance, 3))
        for chance, one in zip(chances, candidates, strict=True)
        if chance >= LEAST
        for measure in one.measures
    ]
    return sorted(kept, key=lambda measure: (measure.start, measure.type, measure.status, measure.actor or ""))

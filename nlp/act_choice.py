"""Which of the acts that an article may tell it does tell: what speaks for each type and status, weighed together.

A sentence alone often leaves open whether it tells an act, and of which status: a phrase may stand there by chance, a
word may be said of somebody else, the verdict may follow two paragraphs later. So conduct and measures are read in two
steps. The first one finds what phrases and words tell sentence by sentence, by rules (`nlp.violations`,
`nlp.measures`). The second one looks at the article as a whole: of every type and status that some sentence may tell,
found by the rules or not, it asks how many sentences tell it and how clearly, what stands beside them, what the
headline and the rest are about. Gradient boosted trees over these numbers (`Forest`), learned by
`nlp.training.choice`, give the probability that a careful reader would annotate it. From `LEAST` on it is told, and
the probability is its confidence.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from nlp.act_words import SPOKEN, TOLD, WordReader
from nlp.scenes import Scene

# From this probability on an act is told. Chosen on invented stories by writers whom the trees did not know, and on
# annotated articles (docs/extraction.md).
LEAST = 0.45
# Chances are weighed as logarithms of their odds, none fainter than this or surer than its contrary.
FAINTEST = 0.003
# Counts are weighed up to here.
MOST = 4
# What stands for a chance beyond the article's edge, in log odds.
NOBODY = -2.0

Act = tuple[str, str]


def log_odds(chance: float) -> float:
    """The logarithm of the odds of a chance, within bounds."""
    chance = min(max(float(chance), FAINTEST), 1 - FAINTEST)
    return math.log(chance / (1 - chance))


def counted(number: int) -> float:
    """A count as it is weighed."""
    return float(min(number, MOST))


@dataclass(frozen=True)
class Forest:
    """Decision trees whose sum is the log odds of an act: gradient boosting, each tree as deep as every other.

    `names` are the features in their order, type and status last ("is social_media"). A tree asks at each of its nodes,
    `nodes` in all and in the order of a heap, whether a feature is above a threshold; below the last ones lie its
    leaves. Shapes: `features` and `thresholds` (trees, nodes), `leaves` (trees, nodes + 1).
    """

    names: tuple[str, ...]
    features: np.ndarray
    thresholds: np.ndarray
    leaves: np.ndarray
    start: float

    def chances(self, acts: Sequence[tuple[Act, Mapping[str, float]]]) -> list[float]:
        """The probability of each act that an article may tell, from its features. Raises KeyError."""
        if not acts:
            return []
        given = np.array([self.row(act, features) for act, features in acts], np.float32)
        rows, trees = np.arange(len(acts))[:, None], np.arange(len(self.leaves))[None, :]
        node = np.zeros((len(acts), len(self.leaves)), np.intp)
        while node[0, 0] < self.features.shape[1]:
            above = given[rows, self.features[trees, node]] > self.thresholds[trees, node]
            node = 2 * node + 1 + above
        sums = self.start + self.leaves[trees, node - self.features.shape[1]].sum(axis=1, dtype=np.float64)
        return [float(chance) for chance in 1 / (1 + np.exp(-sums))]

    def row(self, act: Act, features: Mapping[str, float]) -> list[float]:
        """The features of an act in their order. Raises KeyError."""
        known = {**features, **{f"is {name}": 1.0 for name in act}}
        return [known.get(name, 0.0) if name.startswith("is ") else known[name] for name in self.names]


@cache
def read_forest(path: Path) -> Forest:
    """The trees of the repository. Raises FileNotFoundError."""
    with np.load(path) as held:
        names = tuple(held["names"].tolist())
        return Forest(names, held["features"], held["thresholds"], held["leaves"], float(held["start"]))


class ArticleWords:
    """What the words of one article tell of acts of one family (conduct, or measures), sentence by sentence."""

    def __init__(
        self, reader: WordReader, scenes: Sequence[Scene], title: str, types: Sequence[str], statuses: Sequence[str]
    ) -> None:
        self.reader = reader
        self.scenes = scenes
        self.title = title
        self.types = types
        self.statuses = statuses
        self.column = reader.model.column
        self.starts = [scene.start for scene in scenes]

    def sentence_at(self, start: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self.starts, start) - 1)

    @cached_property
    def chances(self) -> np.ndarray:
        """Shape (sentences, columns): the chances of `nlp.act_words.COLUMNS`."""
        return np.array([self.reader.chances(scene) for scene in self.scenes])

    @cached_property
    def odds(self) -> dict[str, list[float]]:
        """The log odds of each column, by sentence."""
        held = self.chances.clip(FAINTEST, 1 - FAINTEST)
        return dict(zip(self.column, np.log(held / (1 - held)).T.tolist(), strict=True))

    @cached_property
    def common(self) -> dict[str, float]:
        """What is the same for all acts: the headline, the article's statuses on average, its length."""
        told = self.chances[:, self.column[TOLD]]
        weights = told * (told > SPOKEN)
        whole = max(1e-9, float(weights.sum()))
        features = {"sentences": math.log(len(self.scenes))}
        for name in self.statuses:
            features[f"article.{name}"] = log_odds(float(weights @ self.chances[:, self.column[name]]) / whole)
        for name in (*self.statuses, TOLD):
            features[f"headline.{name}"] = self.headline(name)
        return features

    @cached_property
    def _headline(self) -> np.ndarray:
        return self.reader.model.chances(self.title)

    def headline(self, name: str) -> float:
        """What the headline's words tell, in log odds."""
        return log_odds(self._headline[self.column[name]])

    def features(self, kind: str, status: str, at: int) -> dict[str, float]:
        """What the words tell of a type and status whose best evidence is the sentence `at`.

        Of the type `best` and `second` in any sentence; `so` is its chance times the status's; `here` is the sentence
        itself, `before` and `behind` its neighbours, `rival` the likeliest other type beside it.
        """
        chances = self.chances[:, self.column[kind]]
        so = np.sort(chances * self.chances[:, self.column[status]])
        best = int(chances.argmax())
        odds = self.odds
        ranked = sorted(odds[kind])
        features = {
            "type.best": ranked[-1],
            "type.second": ranked[-2] if len(ranked) > 1 else log_odds(0.0),
            "type.sum": min(float(chances.sum()), MOST),
            "so.best": log_odds(so[-1]),
            "so.second": log_odds(so[-2] if len(so) > 1 else 0.0),
            "here.type": odds[kind][at],
            "here.place": at / len(self.scenes),
            "here.rival": self._rival(kind, at),
            "best.rival": self._rival(kind, best),
            "headline.type": self.headline(kind),
        } | self.common
        for name in self.statuses:
            features[f"best.{name}"] = odds[name][best]
        for side, near in (("here", at), ("before", at - 1), ("behind", at + 1)):
            inside = 0 <= near < len(self.scenes)
            for name in (*self.statuses, TOLD):
                features[f"{side}.{name}"] = odds[name][near] if inside else NOBODY
            features[f"{side}.type"] = odds[kind][near] if inside else NOBODY
        return features

    def _rival(self, kind: str, at: int) -> float:
        return max(self.odds[other][at] for other in self.types if other != kind)

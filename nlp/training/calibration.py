"""Learning how often items are right: `make calibrate` counts against gold and writes `nlp/models/confidence.json`.

The rules were written with the part `train` of the demonstration corpus in sight, so they are right more often there
than elsewhere. Its items are used, for there are many, but with a feature of their own ("in sight") that no article
has when it is read: what they know better goes into that feature's weight and out of the others. The words that tell
acts learned from annotated articles, too: such an article is read by words that did not learn from it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from crawler.items import Article
from nlp.act_words import Model
from nlp.confidence import KINDS, WEIGHED, WEIGHTS, Context, relevance_features
from nlp.correctness import right_items
from nlp.score import Row

IN_SIGHT = "in sight"
# Strengths of the penalty on weights that are tried; the one with the least loss on articles left out is taken.
PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0)
FOLDS = 10
STEPS = 30
RARE = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One item with its features, whether it is right, and the group of articles that it must not be parted from.

    `given` is the probability that it was given.
    """

    features: tuple[str, ...]
    is_right: bool
    group: str
    given: float | None = None


# Laplace's rule of succession: what was never wrong may be so the next time.
DOUBT = (Case((), True, "doubt"), Case((), False, "doubt"))


def learn(cases: Sequence[Case]) -> tuple[dict[str, float], float]:
    """Weights of the features, and the penalty that was chosen for them."""
    cases = [*cases, *DOUBT]
    names = _names(cases)
    folds = _folds(cases)
    losses = {penalty: _loss_left_out(cases, names, folds, penalty) for penalty in PENALTIES}
    best = min(losses, key=lambda penalty: losses[penalty])
    weights = _fit(_matrix(cases, names), _truth(cases), best)
    found = {"": float(weights[0])} | dict(zip(names, map(float, weights[1:]), strict=True))
    found.pop(IN_SIGHT, None)
    return {name: round(weight, 4) for name, weight in found.items()}, best


def _names(cases: Sequence[Case]) -> list[str]:
    counts: dict[str, int] = {}
    for case in cases:
        for feature in case.features:
            counts[feature] = counts.get(feature, 0) + 1
    return sorted(name for name, count in counts.items() if count >= RARE)


def _folds(cases: Sequence[Case]) -> np.ndarray:
    groups = sorted({case.group for case in cases})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    return np.array([fold[case.group] for case in cases])


def _matrix(cases: Sequence[Case], names: Sequence[str]) -> np.ndarray:
    """Shape (cases, 1 + names): ones in front."""
    column = {name: number for number, name in enumerate(names, 1)}
    matrix = np.zeros((len(cases), len(names) + 1))
    matrix[:, 0] = 1
    for row, case in enumerate(cases):
        for feature in case.features:
            if feature in column:
                matrix[row, column[feature]] = 1
    return matrix


def _truth(cases: Sequence[Case]) -> np.ndarray:
    return np.array([case.is_right for case in cases], dtype=float)


def _fit(matrix: np.ndarray, truth: np.ndarray, penalty: float) -> np.ndarray:
    """Logistic regression with a penalty on the squares of all weights but the first, by Newton's method."""
    penalties = np.full(matrix.shape[1], penalty)
    penalties[0] = 1e-3
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        guess = _sigmoid(matrix @ weights)
        slope = matrix.T @ (truth - guess) - penalties * weights
        curve = (matrix * (guess * (1 - guess))[:, None]).T @ matrix + np.diag(penalties)
        step = np.linalg.solve(curve, slope)
        weights += np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _sigmoid(score: np.ndarray) -> np.ndarray:
    clipped: np.ndarray = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    return clipped


def _loss_left_out(cases: Sequence[Case], names: Sequence[str], folds: np.ndarray, penalty: float) -> float:
    """The mean logarithmic loss on items of articles that the weights were not learned from."""
    matrix, truth = _matrix(cases, names), _truth(cases)
    loss = 0.0
    for fold in sorted(set(folds.tolist())):
        held = folds == fold
        guess = _sigmoid(matrix[held] @ _fit(matrix[~held], truth[~held], penalty)).clip(1e-6, 1 - 1e-6)
        loss -= float((truth[held] * np.log(guess) + (1 - truth[held]) * np.log(1 - guess)).sum())
    return loss / len(cases)


def gather_cases(
    articles: Sequence[Article], gold: dict[str, Row], is_in_sight: bool, words: Mapping[str, Model] | None = None
) -> dict[str, list[Case]]:
    """The items that the pipeline finds in articles, by kind, and whether gold has them.

    `words` are weights of the words that tell acts, by article, where they are not the repository's.
    """
    from nlp.pipeline import read_doc

    cases: dict[str, list[Case]] = {kind: [] for kind in ("relevance", *KINDS)}
    sight = (IN_SIGHT,) if is_in_sight else ()
    for article in articles:
        row, doc = gold[article.id], read_doc(article, words=words.get(article.id) if words else None)
        group = str(row.get("story") or article.id)
        is_right = row["relevance"] == doc._.relevance
        sure = doc._.relevance_confidence
        cases["relevance"].append(Case((*relevance_features(doc), *sight), is_right, group, sure))
        context = Context(doc)
        for kind in KINDS:
            items = getattr(doc._, kind)
            right = right_items(kind, row, [asdict(item) for item in items])
            for item, is_right in zip(items, right or [], strict=False):
                cases[kind].append(Case((*context.of(kind, item, items), *sight), is_right, group, item.confidence))
    return cases


def calibrate(
    sets: Sequence[tuple[str, Sequence[Article], dict[str, Row], bool]],
    target: Path = WEIGHTS,
    words: Mapping[str, Model] | None = None,
) -> Row:
    """Learn the weights from sets of (name, articles, gold, in sight) and write them with their record.

    `words` as in `gather_cases`: an article that the words learned from has to be read by others.
    """
    cases: dict[str, list[Case]] = {kind: [] for kind in ("relevance", *KINDS)}
    for _, articles, gold, is_in_sight in sets:
        for kind, found in gather_cases(articles, gold, is_in_sight, words).items():
            cases[kind] += found
    weights, record = {}, {}
    for kind, found in cases.items():
        if not found or kind not in ("relevance", *WEIGHED):
            continue
        weights[kind], penalty = learn(found)
        right = sum(case.is_right for case in found)
        record[kind] = {"items": len(found), "right": right, "penalty": penalty}
    told = {
        "made_by": "make calibrate",
        "learned_from": {name: len(articles) for name, articles, _, _ in sets},
        "kinds": record,
        "weights": weights,
    }
    target.write_text(json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return record

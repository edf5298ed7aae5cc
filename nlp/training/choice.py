"""Grows the trees by which an article's acts are chosen (`nlp.act_choice`): `python -m nlp.training.choice`.

Every conduct and every measure that an invented story or an annotated article may tell is one row: its features, and
whether the labels have its type and status. All is read by words and by weights of the statuses that did not learn
from the story's writer or the article, so that both are as unsure here as on a strange text.

Prints how well left-out writers and articles are read, then writes nlp/models/conduct_choice.npz and
measure_choice.npz. The second part of `make train-acts`: it fits the weights of conduct's statuses
(`nlp.training.conduct`) first, which the trees build on. Needs scikit-learn. Two runs with the same data and versions
give the same trees.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from spacy.tokens import Doc

from crawler.items import Article
from nlp import conduct_choice, measure_choice, measures, violations
from nlp.act_choice import LEAST, Act, Forest
from nlp.act_words import CONDUCT_STATUSES, MEASURE_STATUSES, UNTOLD, Model, WordReader, load_model
from nlp.conduct_features import Weights
from nlp.conduct_status import load_weights
from nlp.pipeline import load_pipeline
from nlp.quality import fresh_part
from nlp.reading import start_reading
from nlp.score import Row as Gold
from nlp.tokenizer import make_doc
from nlp.training import conduct
from nlp.training.act_words import FOLDERS, STORIES, Story, crossed_models, read_all_stories, read_stories
from nlp.training.sources import read_annotated

Features = Mapping[str, float]

FOLDS = 8
# Gradient boosting: how many trees, how deep, how much of what is left each of them takes, and what it sees of the rows
# and features. Chosen on stories and articles left out (docs/extraction.md).
TREES, DEPTH, RATE = 400, 4, 0.03
FEWEST, SHARE_OF_ROWS, SHARE_OF_FEATURES = 20, 0.5, 0.2
# So many pieces of a story are read for themselves, at most.
PIECES = 3
# Kinds of texts: invented stories and pieces of them, articles that phrases were written with, articles that were not.
KINDS = STORY, PIECE, IN_SIGHT, STRANGE = ("stories", "pieces", "articles in sight of the phrases", "strange articles")
# What comes behind the choice is not needed.
LATER = ("violations", "measures", "primary_regions", "totals", "confidence")


@dataclass(frozen=True, slots=True)
class Family:
    """Conduct or measures: their types and statuses, what may be told of them, and where the trees lie."""

    name: str
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    candidates: Callable[[Doc], Sequence[Any]]
    path: Path


FAMILIES = (
    Family(
        "violations",
        conduct_choice.TYPES,
        CONDUCT_STATUSES,
        violations.find_candidates,
        conduct_choice.TREES,
    ),
    Family(
        "measures",
        measure_choice.TYPES,
        MEASURE_STATUSES,
        measures.find_candidates,
        measure_choice.TREES,
    ),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text may tell of a family, what its labels say it tells, and the group it must not be parted from."""

    id: str
    group: str
    kind: str
    may_tell: tuple[tuple[Act, Features], ...]
    wanted: frozenset[Act]


@dataclass(frozen=True, slots=True)
class Row:
    """One act that a text may tell."""

    reading: Reading
    act: Act
    features: Features

    @property
    def is_right(self) -> bool:
        """Whether the labels have it."""
        return self.act in self.reading.wanted


def read_all(models: Mapping[str, Model]) -> dict[str, list[Reading]]:
    """All stories and annotated articles by family, each read by what did not learn from it.

    `models` are words by writer and article.
    """
    readings: dict[str, list[Reading]] = {family.name: [] for family in FAMILIES}
    weights = crossed_weights(models)
    unlabelled = {
        story.id: labels for folder, labels in FOLDERS.items() for story in read_stories(folder / STORIES) if labels
    }
    for kind, story in _stories():
        article = Article(story.id, "\n".join(text for text, _ in story.told), title=story.title)
        doc = _read(article, models[story.group], weights[story.group])
        for family in FAMILIES:
            if not unlabelled.get(story.id.partition(".")[0], frozenset()) & set(family.types):
                told, may_tell = _acts(story, family), _may_tell(doc, family)
                if kind == PIECE:  # what the rest of the story tells is unknown to it
                    may_tell = tuple(one for one in may_tell if one[0][0] != UNTOLD)
                readings[family.name].append(Reading(story.id, story.group, kind, may_tell, told))
    whole = load_model()
    for article, gold, kind in _annotated():
        doc = _read(article, models.get(article.id, whole), weights.get(article.id))
        for family in FAMILIES:
            told = frozenset((act["type"], act["status"]) for act in gold[family.name] or ())
            group = str(gold.get("story") or article.id)
            readings[family.name].append(Reading(article.id, group, kind, _may_tell(doc, family), told))
    return readings


def crossed_weights(models: Mapping[str, Model]) -> dict[str, Weights]:
    """For each writer and annotated article the weights of conduct's statuses that were fitted on the others."""
    stories = list(read_all_stories())
    rows, story_rows = list(conduct.read_rows(models)), list(conduct.read_story_rows(stories, models))
    writers = {story.id: story.group for story in stories}
    groups = sorted(models)
    left_out: dict[str, Weights] = {}
    for fold in range(FOLDS):
        held = set(groups[fold::FOLDS])
        others = [row for row in rows if row.article not in held]
        strange = [row for row in story_rows if writers[row.article] not in held]
        names, weights = conduct.fit(conduct.weighted(others, strange))
        table = dict(zip(names, map(tuple, weights), strict=False)), tuple(weights[-1])
        left_out |= dict.fromkeys(held, table)
    return left_out


def _stories() -> Iterator[tuple[str, Story]]:
    """All stories, and pieces of them: a notice of few sentences tells its acts as clearly as a long report does."""
    for story in read_all_stories():
        yield STORY, story
        places = [place for place, (_, acts) in enumerate(story.told) if acts]
        for number, place in enumerate(places[:: max(1, len(places) // PIECES)][:PIECES]):
            piece = story.told[max(0, place - number % 2) : place + 1 + number // 2]
            title = story.title if number == 1 else ""
            yield PIECE, Story(f"{story.id}.{place}", story.group, title, piece)


def _annotated() -> Iterator[tuple[Article, Gold, str]]:
    """The annotated articles with their annotations and kind."""
    yield from ((article, gold, IN_SIGHT) for article, gold in read_annotated())
    articles, gold = fresh_part("calibration")
    yield from ((article, gold[article.id], STRANGE) for article in articles)


def _acts(story: Story, family: Family) -> frozenset[Act]:
    return frozenset(act for _, told in story.told for act in told if act[0] in family.types)


def _read(article: Article, model: Model, weights: Weights | None) -> Doc:
    nlp = load_pipeline()
    doc = start_reading(make_doc(nlp, article.text), article)
    doc.user_data |= {"words": WordReader(article.text, model), "conduct_weights": weights}
    with nlp.select_pipes(disable=LATER):
        return nlp(doc)


def _may_tell(doc: Doc, family: Family) -> tuple[tuple[Act, Features], ...]:
    if doc._.relevance == "none":
        return ()
    return tuple((one.act, one.features) for one in family.candidates(doc))


def rows_of(readings: Iterable[Reading]) -> list[Row]:
    """One row an act."""
    return [Row(reading, act, features) for reading in readings for act, features in reading.may_tell]


class Table:
    """The rows as numbers: the features by name, then type and status. Shape of `columns`: (rows, names)."""

    def __init__(self, family: Family, rows: Sequence[Row]) -> None:
        features = sorted({name for row in rows for name in row.features})
        self.names = (*features, *(f"is {name}" for name in (*family.types, *family.statuses)))
        empty = Forest(self.names, np.zeros((0, 0)), np.zeros((0, 0)), np.zeros((0, 0)), 0.0)
        self.columns = np.array([empty.row(row.act, row.features) for row in rows], np.float32)
        self.truth = np.array([row.is_right for row in rows])


def fit(columns: np.ndarray, truth: np.ndarray) -> GradientBoostingClassifier:
    """The trees over the columns."""
    return GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_depth=DEPTH,
        min_samples_leaf=FEWEST,
        subsample=SHARE_OF_ROWS,
        max_features=SHARE_OF_FEATURES,
        random_state=0,
    ).fit(columns, truth)


def forest(learned: GradientBoostingClassifier, names: Sequence[str], truth: np.ndarray) -> Forest:
    """The trees as the pipeline reads them, each filled up to the same depth."""
    count = 2**DEPTH - 1
    features = np.zeros((TREES, count), np.int16)
    thresholds = np.full((TREES, count), np.inf, np.float32)
    leaves = np.zeros((TREES, count + 1), np.float32)
    for index, (one,) in enumerate(learned.estimators_):
        tree = one.tree_
        places = {0: 0}
        for place in range(2 * count + 1):
            node = places[place]
            is_leaf = tree.children_left[node] < 0
            if place >= count:
                leaves[index, place - count] = RATE * tree.value[node, 0, 0]
                continue
            places[2 * place + 1] = node if is_leaf else int(tree.children_left[node])
            places[2 * place + 2] = node if is_leaf else int(tree.children_right[node])
            if not is_leaf:
                features[index, place], thresholds[index, place] = tree.feature[node], _below(tree.threshold[node])
    rate = float(truth.mean())
    return Forest(tuple(names), features, thresholds, leaves, math.log(rate / (1 - rate)))


def _below(threshold: float) -> np.float32:
    """A threshold in 32 bits, that the same numbers of 32 bits are above."""
    short = np.float32(threshold)
    return short if short <= threshold else np.nextafter(short, np.float32(-np.inf))


def write_forest(path: Path, trees: Forest) -> None:
    """Write the trees where the pipeline reads them."""
    np.savez_compressed(
        path,
        names=np.array(trees.names),
        features=trees.features,
        thresholds=trees.thresholds,
        leaves=trees.leaves,
        start=trees.start,
    )


def left_out(rows: Sequence[Row], table: Table) -> np.ndarray:
    """The probability of each row by what was learned from other groups."""
    groups = sorted({row.reading.group for row in rows})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    of = np.array([fold[row.reading.group] for row in rows])
    guesses = np.zeros(len(rows))
    for number in range(FOLDS):
        held = of == number
        learned = fit(table.columns[~held], table.truth[~held])
        guesses[held] = learned.predict_proba(table.columns[held])[:, 1]
    return guesses


def f1(readings: Iterable[Reading], told: Mapping[str, set[Act]]) -> tuple[float, float]:
    """F1 of types, and of types with status."""
    counts = np.zeros((2, 2))
    for reading in readings:
        found, wanted = told.get(reading.id, set()), reading.wanted
        types, given = {kind for kind, _ in found}, {kind for kind, _ in wanted}
        counts[0] += len(types & given), len(types) + len(given)
        counts[1] += len(found & wanted), len(found) + len(wanted)
    shares = 2 * counts[:, 0] / np.maximum(counts[:, 1], 1)
    return float(shares[0]), float(shares[1])


def learn(family: Family, readings: Sequence[Reading]) -> None:
    """Say how left-out texts are read, and replace the trees by those of all."""
    rows = rows_of(readings)
    table = Table(family, rows)
    told: dict[str, set[Act]] = defaultdict(set)
    for row, guess in zip(rows, left_out(rows, table), strict=True):
        told[row.reading.id] |= {row.act} if guess >= LEAST else set()
    for kind in KINDS:
        some = [reading for reading in readings if reading.kind == kind]
        types, statuses = f1(some, told)
        print(f"{family.name}: {len(some)} {kind}, left out: types {types:.3f}, with status {statuses:.3f}")
    write_forest(family.path, forest(fit(table.columns, table.truth), table.names, table.truth))
    print(f"{len(rows)} {family.name} that {len(readings)} stories and articles may tell")


def main() -> None:
    """Fit the weights of conduct's statuses anew, then grow the trees of all families."""
    models = crossed_models()
    conduct.learn(models)
    load_weights.cache_clear()
    readings = read_all(models)
    for family in FAMILIES:
        learn(family, readings[family.name])


if __name__ == "__main__":
    main()

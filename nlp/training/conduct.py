"""Fits the weights by which a conduct's status is read (`nlp/lexicons/conduct_weights.toml`).

Every conduct that phrases and words find in annotated articles and invented stories is one row: its features, and the
statuses that the gold has for its type in that article, or the story's labels in its sentence (none where the type is
not told at all). Several statuses are all allowed: the fit decides. The words' features are those of a model that did
not learn from the article or the story's writer.

`python -m nlp.training.conduct` reads what `nlp.training.act_words` learns from, prints how well articles left out of
the fit are read, and replaces the weights; `make train-acts` does it within `nlp.training.choice`. Two runs on the same
articles, stories and phrases give the same table.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np

from crawler.items import Article
from nlp.act_words import Model, WordReader
from nlp.conduct_features import Case
from nlp.conduct_finder import Conduct, ConductFinder
from nlp.conduct_status import ALLEGED, LEAST, NONE, PROHIBITED, PROVEN, STATUSES, weigh
from nlp.lexicons import FOLDER
from nlp.pipeline import load_pipeline
from nlp.reading import start_reading
from nlp.tokenizer import make_doc
from nlp.training.act_words import Story, crossed_models, read_all_stories
from nlp.training.sources import read_annotated
from nlp.violations import scenes_read, told_conducts

# Features rarer than this are left out.
LEAST_COUNT = 5
PENALTY = 4
# An annotated article counts for so many invented stories: two readers settled what it tells.
ARTICLE_WEIGHT = 2
STEPS = 600
RATE = 0.05
# How readily a conduct is none although the gold has its type: another sentence may be the one that tells it.
SPARE = 0.15
# How readily it is of a status that its sentence does not point at, where the gold has several for its type.
ASIDE = 0.3
RULE_FIRST = frozenset({"first.ruled", "first.list", "first.weak"})
CASE_FIRST = frozenset({"first.alleged", "first.case", "first.charged", "first.proven"})
CASES = frozenset({ALLEGED, PROVEN})
FOLDS = 6

Table = tuple[list[str], np.ndarray]


@dataclass(frozen=True, slots=True)
class Row:
    """One conduct found: its article, its type, its features, and the statuses that the gold allows."""

    article: str
    type: str
    features: frozenset[str]
    wanted: frozenset[str]


def read_rows(models: Mapping[str, Model]) -> Iterator[Row]:
    """One row for each conduct found in the annotated articles that may be learned from."""
    for article, gold in read_annotated():
        for conduct, features in _found(article, models[article.id]):
            wanted = {act["status"] for act in gold["violations"] if act["type"] == conduct.type}
            yield Row(article.id, conduct.type, features, frozenset(wanted or {NONE}))


def read_story_rows(stories: Iterable[Story], models: Mapping[str, Model]) -> Iterator[Row]:
    """One row for each conduct found in invented stories, whose sentences have labels of their own.

    Where the sentence has none of the type, another one of the story may tell it: its statuses are wanted then.
    """
    for story in stories:
        every = {act for _, acts in story.told for act in acts}
        starts = [0, *accumulate(len(text) + 1 for text, _ in story.told)]
        article = Article(story.id, "\n".join(text for text, _ in story.told), title=story.title)
        for conduct, features in _found(article, models[story.group]):
            _, acts = story.told[bisect_right(starts, conduct.start) - 1]
            here = {status for kind, status in acts if kind == conduct.type}
            wanted = here or {status for kind, status in every if kind == conduct.type}
            yield Row(story.id, conduct.type, features, frozenset(wanted or {NONE}))


def _found(article: Article, model: Model) -> Iterator[tuple[Conduct, frozenset[str]]]:
    """The conducts of an article with their features, by words that did not learn from it."""
    nlp = load_pipeline()
    with nlp.select_pipes(disable=["violations", "measures", "confidence"]):
        doc = nlp(start_reading(make_doc(nlp, article.text), article))
    if doc._.relevance == "none":
        return
    scenes, read = scenes_read(doc)
    case = Case(article.text, article.title or "", scenes, WordReader(article.text, model))
    for scene, conducts in told_conducts(case, read, ConductFinder(article.text, scenes)):
        for conduct in conducts:
            yield conduct, case.features(scene, conduct.start, conduct.end, conduct.type)


def fit(rows: list[Row]) -> Table:
    """Feature names and their weights per status; the last row is what each status starts with."""
    counts = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    column = {name: index for index, name in enumerate(names)}
    given = np.zeros((len(rows), len(names) + 1))
    given[:, -1] = 1
    allowed = np.zeros((len(rows), len(STATUSES)))
    for index, row in enumerate(rows):
        given[index, [column[name] for name in row.features if name in column]] = 1
        allowed[index] = _allowed(row.features, row.wanted)
    weights = np.zeros((len(names) + 1, len(STATUSES)))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        shares = _shares(given @ weights)
        target = shares * allowed
        slope = given.T @ (shares - target / target.sum(axis=1, keepdims=True))
        slope[:-1] += PENALTY * weights[:-1]
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return names, weights


def write_weights(names: list[str], weights: np.ndarray, path: Path, note: str = "") -> None:
    """Write the table that `nlp.conduct_status` reads; `note` says what it was fitted on."""

    def numbers(row: Iterable[float]) -> str:
        return f"[{', '.join(f'{value:.2f}' for value in row)}]"

    lines = ["# How much each feature (nlp/conduct_features.py) speaks for none, prohibited, alleged, proven."]
    lines += [f"# {note}"] if note else []
    lines += ["", f"start = {numbers(weights[-1] - weights[-1].mean())}"]
    lines += ["", "[features]", *(f'"{name}" = {numbers(row)}' for name, row in zip(names, weights, strict=False))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def crossed(rows: list[Row], stories: list[Row]) -> tuple[float, float]:
    """F1 of types, and of types with status, where each article is read with weights fitted on the others and stories.

    Of the conducts that the phrases find alone: what they miss altogether does not count.
    """
    articles = sorted({row.article for row in rows})
    found: set[tuple[str, str, str]] = set()
    wanted: set[tuple[str, str, str]] = set()
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        names, weights = fit(weighted([row for row in rows if row.article not in held], stories))
        table = dict(zip(names, map(tuple, weights), strict=False))
        for row in rows:
            if row.article in held:
                shares = weigh(row.features, (table, tuple(weights[-1])))
                best = max(STATUSES[1:], key=lambda status: shares[status])
                found |= {(row.article, row.type, best)} if shares[NONE] < LEAST else set()
                wanted |= {(row.article, row.type, status) for status in row.wanted if status != NONE}
    return _f1({one[:2] for one in found}, {one[:2] for one in wanted}), _f1(found, wanted)


def weighted(rows: list[Row], stories: list[Row]) -> list[Row]:
    """The rows of articles and stories to fit on, those of articles several times."""
    return [*rows * ARTICLE_WEIGHT, *stories]


def _f1(found: Set[tuple[str, ...]], wanted: Set[tuple[str, ...]]) -> float:
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 1.0


def _allowed(features: frozenset[str], wanted: frozenset[str]) -> list[float]:
    """How far each status is right for a conduct; proven only where a word of proof stands near."""
    proof = any(name.endswith(".proven") for name in features)
    fits = [float(status in wanted and (status != PROVEN or proof)) for status in STATUSES]
    if len(wanted) > 1:  # several are told somewhere: what this sentence says first of all points at one
        aside = CASES if features & RULE_FIRST else {PROHIBITED} if features & CASE_FIRST else set()
        fits = [fit * ASIDE if status in aside else fit for status, fit in zip(STATUSES, fits, strict=True)]
    if NONE not in wanted:
        fits[0] = SPARE if any(fits) else 1.0
    return fits


def _shares(sums: np.ndarray) -> np.ndarray:
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def learn(models: Mapping[str, Model]) -> None:
    """Fit on all articles that may be learned from, say how left-out ones fare, and replace the weights."""
    rows, stories = list(read_rows(models)), list(read_story_rows(read_all_stories(), models))
    types, statuses = crossed(rows, stories)
    every = [*rows, *stories]
    count = len({row.article for row in every})
    print(f"{len(every)} conducts of {count} articles; left out: types {types:.3f}, with status {statuses:.3f}")
    note = (
        f"Made by python -m nlp.training.conduct: {len(every)} conducts found in {count} articles of tests/fixtures"
        " (corpus: train and dev; fresh: dev; conduct and acts: stories)."
    )
    write_weights(*fit(weighted(rows, stories)), FOLDER / "conduct_weights.toml", note)


if __name__ == "__main__":
    learn(crossed_models())

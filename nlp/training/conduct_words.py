"""Fits the model of words that tell conduct (`nlp.conduct_words`): `python -m nlp.training.conduct_words`.

It learns from sentences: invented ones with their labels, alone and in stories (tests/fixtures/conduct), and those of
the annotated articles that `nlp.training.conduct` learns from. In such an article a sentence has the labels whose best
evidence lies in it; of the article's other labels it may tell too, so that nothing is learned of them from it.

Prints how well what was left out is read, then writes nlp/models/conduct_words.npz. Needs scikit-learn. Two runs with
the same data and versions give the same weights.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from crawler.article_lines import article_from_dict
from nlp.conduct_words import ENOUGH, PATH, TYPES, Model, blocks, words_of
from nlp.pipeline import load_pipeline
from nlp.quality import CORPUS
from nlp.reading import start_reading
from nlp.scenes import read_scenes
from nlp.score import load_rows
from nlp.tokenizer import make_doc
from nlp.training.conduct import SOURCES

SENTENCES = CORPUS.parent / "conduct" / "sentences.tsv"
STORIES = CORPUS.parent / "conduct" / "stories.tsv"
TITLE = "#"
# A case whose conduct is not told: in the files, and of no use here.
UNTOLD = "other"
STATUSES = ("prohibited", "alleged", "proven")
LEAST_COUNT = 2
STRENGTH = 10
# Conduct is rarer than its absence; what is missed counts for three of what is invented.
COSTS = {True: 3, False: 1}
FOLDS = 4
STEPS = 127


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the types of conduct that it tells, those that it may tell too, and its group.

    A group is a writer of invented sentences and stories, or an annotated article.
    """

    text: str
    types: frozenset[str]
    open: frozenset[str]
    group: str


@dataclass(frozen=True, slots=True)
class Story:
    """An invented article: its id, its writer, and its sentences with the acts (type and status) that each tells."""

    id: str
    group: str
    title: str
    told: tuple[tuple[str, frozenset[tuple[str, str]]], ...]


def read_sentences(path: Path = SENTENCES) -> Iterator[Told]:
    """The invented sentences that stand alone. Raises ValueError naming the line where one has no such form."""
    for number, (group, given, text) in read_lines(path):
        yield Told(text, _types(read_acts(given, f"{path}, line {number}")), frozenset(), group)


def read_stories(path: Path = STORIES) -> Iterator[Story]:
    """The invented stories. Raises ValueError as `read_sentences` does."""
    for name, lines in groupby(read_lines(path), key=lambda line: line[1][0]):
        (first, (_, mark, title)), *rest = lines
        if mark != TITLE:
            raise ValueError(f"{path}, line {first}: {name} begins without a title")
        told = tuple((text, read_acts(given, f"{path}, line {number}")) for number, (_, given, text) in rest)
        yield Story(name, name.rstrip("0123456789"), title, told)


def read_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file of three columns, with their numbers. Raises ValueError."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if len(row) != 3:
                raise ValueError(f"{path}, line {number}: {len(row)} columns, not three")
            yield number, row


def read_acts(given: str, where: str) -> frozenset[tuple[str, str]]:
    """The acts of a line: `attendance:alleged,gesture:alleged`, or `-`. Raises ValueError."""
    acts = set()
    for item in given.split(",") if given != "-" else ():
        kind, _, status = item.partition(":")
        if kind not in (*TYPES, UNTOLD) or status not in STATUSES:
            raise ValueError(f"{where}: no such act: {item}")
        acts.add((kind, status))
    return frozenset(acts)


def read_told() -> list[Told]:
    """All sentences that are learned from."""
    stories = (
        Told(text, _types(acts), frozenset(), story.group) for story in read_stories() for text, acts in story.told
    )
    return [*read_sentences(), *stories, *read_articles()]


def read_articles() -> Iterator[Told]:
    """The sentences of the articles that may be learned from."""
    nlp = load_pipeline()
    for articles, annotated, parts in SOURCES:
        with (annotated / "split.csv").open(encoding="utf-8", newline="") as lines:
            ids = {line["id"] for line in csv.DictReader(lines) if line["part"] in parts}
        gold = load_rows(annotated / "annotations.jsonl")
        with articles.open(encoding="utf-8") as lines:
            kept = [article_from_dict(row) for line in lines if (row := json.loads(line))["id"] in ids]
        with nlp.select_pipes(disable=["violations", "confidence"]):  # violations are read with what is fitted here
            docs = [nlp(start_reading(make_doc(nlp, article.text), article)) for article in kept]
        for article, doc in zip(kept, docs, strict=True):
            if doc._.relevance == "none":
                continue
            acts = gold[article.id]["violations"]
            every = frozenset(act["type"] for act in acts)
            for scene in read_scenes(doc):
                own = frozenset(act["type"] for act in acts if scene.start <= act["start"] < scene.end)
                yield Told(article.text[scene.start : scene.end], own, every - own, article.id)


def _types(acts: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(kind for kind, _ in acts)


def fit(told: Sequence[Told]) -> Model:
    """The model of these sentences; features rarer than `LEAST_COUNT` sentences are left out."""
    cut = [blocks(words_of(one.text)) for one in told]
    seen = np.concatenate([np.unique(np.concatenate(pair)) for pair in cut])
    ids, counts = np.unique(seen, return_counts=True)
    ids, counts = ids[counts >= LEAST_COUNT], counts[counts >= LEAST_COUNT]
    idf = np.log((1 + len(told)) / (1 + counts)) + 1
    empty = Model(TYPES, ids, idf, np.zeros((len(ids), 0)), np.zeros(0))
    rows = [[empty.weigh(block) for block in pair] for pair in cut]
    values = np.concatenate([weights for row in rows for weights, _ in row])
    places = np.concatenate([at for row in rows for _, at in row]).astype(np.int32)
    ends = np.cumsum([0, *(sum(len(at) for _, at in row) for row in rows)], dtype=np.int32)
    given = csr_array((values, places, ends), shape=(len(told), len(ids)))
    columns, starts = [], []
    for kind in TYPES:
        kept = np.array([kind not in one.open for one in told])
        wanted = np.array([kind in one.types for one in told])
        learned = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight=COSTS, random_state=0)
        learned.fit(given[kept], wanted[kept])
        columns.append(learned.coef_[0])
        starts.append(float(learned.intercept_[0]))
    return Model(TYPES, ids, idf, np.stack(columns, axis=1), np.array(starts))


def crossed(told: Sequence[Told]) -> Iterator[tuple[frozenset[str], Model]]:
    """The groups in `FOLDS` parts, each with a model that learned from the others alone."""
    groups = sorted({one.group for one in told})
    for start in range(FOLDS):
        held = frozenset(groups[start::FOLDS])
        yield held, fit([one for one in told if one.group not in held])


def write_model(model: Model, path: Path = PATH) -> None:
    """Write the weights in 8 bits each, scaled by type."""
    scale = np.abs(model.weights).max(axis=0) / STEPS
    np.savez_compressed(
        path,
        types=np.array(model.types),
        ids=model.ids.astype(np.uint32),
        idf=model.idf.astype(np.float32),
        weights=np.round(model.weights / scale).astype(np.int8),
        scale=scale,
        start=model.start,
    )


def main() -> None:
    """Say how left-out sentences are read, and replace the weights by those of all."""
    told = read_told()
    hit = missed = invented = 0
    for held, model in crossed(told):
        for one in told:
            if one.group in held and not one.open:
                chances = model.chances(one.text)
                found = {kind for kind, chance in zip(TYPES, chances, strict=True) if chance >= ENOUGH}
                wanted = one.types & set(TYPES)
                hit += len(found & wanted)
                missed += len(wanted - found)
                invented += len(found - wanted)
    print(f"{len(told)} sentences; left out: {hit} types hit, {missed} missed, {invented} invented at {ENOUGH}")
    write_model(fit(told))


if __name__ == "__main__":
    main()

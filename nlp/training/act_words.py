"""Fits the model of words that tell acts (`nlp.act_words`): `python -m nlp.training.act_words`.

It learns from sentences: invented ones with their labels, alone and in stories (tests/fixtures/conduct, where only
conduct is labelled, and tests/fixtures/acts, where measures are too), and those of the annotated articles that
`nlp.training.conduct` learns from. In such an article a sentence has the labels whose best evidence lies in it; of the
article's other labels it may tell too, so that nothing is learned of them from it.

Prints how well what was left out is read, then writes nlp/models/act_words.npz. Needs scikit-learn. Two runs with
the same data and versions give the same weights.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from nlp.act_words import (
    COLUMNS,
    CONDUCT_STATUSES,
    CONDUCTS,
    MEASURE_STATUSES,
    MEASURES,
    PATH,
    TOLD,
    UNTOLD,
    Model,
    blocks,
    words_of,
)
from nlp.pipeline import load_pipeline
from nlp.quality import CORPUS
from nlp.reading import start_reading
from nlp.scenes import read_scenes
from nlp.tokenizer import make_doc
from nlp.training.sources import read_annotated

# Folders of labelled sentences, and what is not labelled there.
FOLDERS = {CORPUS.parent / "conduct": frozenset((*MEASURES, TOLD)), CORPUS.parent / "acts": frozenset()}
SENTENCES, STORIES = "sentences.tsv", "stories.tsv"
# Articles that are not on the subject: what they tell may be done about neutrality elsewhere, in the same words.
OTHERS = CORPUS.parent / "acts" / "others.tsv"
OFF_SUBJECT = frozenset((*CONDUCTS, UNTOLD, *MEASURES))
TITLE = "#"
LEAST_COUNT = 2
STRENGTH = 10
# Conduct is rarer than its absence; what is missed counts for three of what is invented.
COSTS = {True: 3, False: 1}
FOLDS = 4
STEPS = 127
ENOUGH = 0.8
STATUSES = dict.fromkeys((*CONDUCTS, UNTOLD), CONDUCT_STATUSES) | dict.fromkeys(MEASURES, MEASURE_STATUSES)
FAMILIES = ((CONDUCTS, CONDUCT_STATUSES), (MEASURES, MEASURE_STATUSES))


Act = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the acts (type and status) that it tells, the columns that it may tell too, and its group.

    A group is a writer of invented sentences and stories, or an annotated article.
    """

    text: str
    acts: frozenset[Act]
    open: frozenset[str]
    group: str

    @property
    def types(self) -> frozenset[str]:
        """The types of its acts."""
        return frozenset(kind for kind, _ in self.acts)


@dataclass(frozen=True, slots=True)
class Story:
    """An invented article: its id, its writer, and its sentences with the acts (type and status) that each tells."""

    id: str
    group: str
    title: str
    told: tuple[tuple[str, frozenset[Act]], ...]


def read_sentences(path: Path, unlabelled: frozenset[str] = frozenset()) -> Iterator[Told]:
    """The invented sentences that stand alone. Raises ValueError naming the line where one has no such form."""
    for number, (group, given, text) in read_lines(path):
        yield Told(text, read_acts(given, f"{path}, line {number}"), unlabelled, group)


def read_stories(path: Path) -> Iterator[Story]:
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


def read_acts(given: str, where: str) -> frozenset[Act]:
    """The acts of a line: `attendance:alleged,gesture:alleged`, or `-`. Raises ValueError."""
    acts = set()
    for item in given.split(",") if given != "-" else ():
        kind, _, status = item.partition(":")
        if status not in STATUSES.get(kind, ()):
            raise ValueError(f"{where}: no such act: {item}")
        acts.add((kind, status))
    return frozenset(acts)


def read_told() -> list[Told]:
    """All sentences that are learned from."""
    told: list[Told] = []
    for folder, unlabelled in FOLDERS.items():
        told += read_sentences(folder / SENTENCES, unlabelled)
        for story in read_stories(folder / STORIES):
            told += [Told(text, acts, unlabelled, story.group) for text, acts in story.told]
    for story in read_stories(OTHERS):
        told += [Told(text, frozenset(), OFF_SUBJECT, story.group) for text, _ in story.told]
    return [*told, *read_articles()]


def read_all_stories() -> Iterator[Story]:
    """The invented stories of all folders."""
    for folder in FOLDERS:
        yield from read_stories(folder / STORIES)


def read_articles() -> Iterator[Told]:
    """The sentences of the articles that may be learned from."""
    nlp = load_pipeline()
    for article, gold in read_annotated():
        with nlp.select_pipes(enable=["residue", "sentences"]):
            doc = nlp(start_reading(make_doc(nlp, article.text), article))
        is_off = gold["relevance"] == "none"
        acts = gold["violations"] + gold["measures"]
        every = frozenset(act["type"] for act in acts)
        for scene in read_scenes(doc):
            here = [act for act in acts if scene.start <= act["start"] < scene.end]
            own = frozenset((act["type"], act["status"]) for act in here)
            others = every - {kind for kind, _ in own}
            unlabelled = OFF_SUBJECT if is_off else others | {TOLD} if others else others
            yield Told(article.text[scene.start : scene.end], own, unlabelled, article.id)


def fit(told: Sequence[Told]) -> Model:
    """The model of these sentences; features rarer than `LEAST_COUNT` sentences are left out."""
    cut = [blocks(words_of(one.text)) for one in told]
    seen = np.concatenate([np.unique(np.concatenate(pair)) for pair in cut])
    ids, counts = np.unique(seen, return_counts=True)
    ids, counts = ids[counts >= LEAST_COUNT], counts[counts >= LEAST_COUNT]
    idf = np.log((1 + len(told)) / (1 + counts)) + 1
    empty = Model(COLUMNS, ids, idf, np.zeros((len(ids), 0)), np.zeros(0))
    rows = [[empty.weigh(block) for block in pair] for pair in cut]
    values = np.concatenate([weights for row in rows for weights, _ in row])
    places = np.concatenate([at for row in rows for _, at in row]).astype(np.int32)
    ends = np.cumsum([0, *(sum(len(at) for _, at in row) for row in rows)], dtype=np.int32)
    given = csr_array((values, places, ends), shape=(len(told), len(ids)))
    columns, starts = [], []
    for kept, wanted, costs in _columns(told):
        learned = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight=costs, random_state=0)
        learned.fit(given[kept], wanted[kept])
        columns.append(learned.coef_[0])
        starts.append(float(learned.intercept_[0]))
    return Model(COLUMNS, ids, idf, np.stack(columns, axis=1), np.array(starts))


def _columns(told: Sequence[Told]) -> Iterator[tuple[np.ndarray, np.ndarray, dict[bool, int] | None]]:
    """For each column which sentences teach it, for which of them it is true, and what a miss and an invention cost."""
    for kinds, _ in FAMILIES:
        for kind in kinds:
            yield np.array([kind not in one.open for one in told]), np.array([kind in one.types for one in told]), COSTS
    for kinds, statuses in FAMILIES:
        of = {*kinds, UNTOLD}
        said = [{status for kind, status in one.acts if kind in of and status in statuses} for one in told]
        for status in statuses:
            yield np.array([bool(one) for one in said]), np.array([status in one for one in said]), None
    yield (
        np.array([TOLD not in one.open or bool(one.acts) for one in told]),
        np.array([bool(one.acts) for one in told]),
        None,
    )
    yield np.array([UNTOLD not in one.open for one in told]), np.array([UNTOLD in one.types for one in told]), COSTS


def crossed(told: Sequence[Told]) -> Iterator[tuple[frozenset[str], Model]]:
    """The groups in `FOLDS` parts, each with a model that learned from the others alone."""
    groups = sorted({one.group for one in told})
    for start in range(FOLDS):
        held = frozenset(groups[start::FOLDS])
        yield held, fit([one for one in told if one.group not in held])


def crossed_models() -> dict[str, Model]:
    """For each group a model that did not learn from it."""
    return {group: model for held, model in crossed(read_told()) for group in held}


def write_model(model: Model, path: Path = PATH) -> None:
    """Write the weights in 8 bits each, scaled by type."""
    scale = np.abs(model.weights).max(axis=0) / STEPS
    np.savez_compressed(
        path,
        columns=np.array(model.columns),
        ids=model.ids.astype(np.uint32),
        idf=model.idf.astype(np.float32),
        weights=np.round(model.weights / scale).astype(np.int8),
        scale=scale,
        start=model.start,
    )


def main() -> None:
    """Say how left-out sentences are read, and replace the weights by those of all."""
    told = read_told()
    counts = {kinds: [0, 0, 0] for kinds in (CONDUCTS, MEASURES)}
    for held, model in crossed(told):
        for one in told:
            if one.group in held:
                likely = {
                    kind for kind, chance in zip(COLUMNS, model.chances(one.text), strict=True) if chance >= ENOUGH
                }
                for kinds, count in counts.items():
                    if not one.open & set(kinds):
                        found, wanted = likely & set(kinds), one.types & set(kinds)
                        for place, some in enumerate((found & wanted, wanted - found, found - wanted)):
                            count[place] += len(some)
    print(f"{len(told)} sentences; what was left out, at {ENOUGH}:")
    for name, (hit, missed, invented) in zip(("conduct", "measures"), counts.values(), strict=True):
        print(f"{name}: {hit} types hit, {missed} missed, {invented} invented")
    write_model(fit(told))


if __name__ == "__main__":
    main()

"""Fits the weights by which a conduct's status is read (`nlp/lexicons/conduct_weights.toml`).

Every conduct that the phrases find in annotated articles is one row: its features, and the statuses that the gold has
for its type in that article (none where it has the type not at all). Several statuses are all allowed: the fit decides.
Run as `python -m nlp.training.conduct FOLDER...`; a folder holds `articles.jsonl` and `gold.jsonl`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from crawler.article_lines import article_from_dict
from nlp.conduct_features import Case
from nlp.conduct_status import NONE, PROVEN, STATUSES
from nlp.lexicons import FOLDER
from nlp.pipeline import load_pipeline
from nlp.reading import start_reading
from nlp.score import load_rows
from nlp.tokenizer import make_doc
from nlp.violations import find_conduct, rules_for, scenes_read

Row = tuple[frozenset[str], set[str]]
# Features rarer than this are left out.
LEAST_COUNT = 5
PENALTY = 1.0
STEPS = 600
RATE = 0.05
# How readily a conduct is none although the gold has its type: another sentence may be the one that tells it.
SPARE = 0.15


def read_rows(folder: Path) -> Iterator[Row]:
    """One row for each conduct found in the annotated articles of a folder."""
    nlp = load_pipeline()
    gold = load_rows(folder / "gold.jsonl")
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        articles = [article_from_dict(json.loads(line)) for line in lines]
    for article in articles:
        if article.id not in gold:
            continue
        doc = nlp(start_reading(make_doc(nlp, article.text), article))
        scenes, read = scenes_read(doc)
        case = Case(article.text, article.title or "", scenes)
        rules = rules_for(article.text)
        for scene in read:
            for conduct in find_conduct(article.text, scene, rules):
                wanted = {v["status"] for v in gold[article.id]["violations"] if v["type"] == conduct.type}
                yield case.features(scene, conduct.start, conduct.end), wanted or {NONE}


def fit(rows: list[Row]) -> tuple[list[str], np.ndarray]:
    """Feature names and their weights per status; the last row is what each status starts with."""
    counts = Counter(name for features, _ in rows for name in features)
    names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    column = {name: index for index, name in enumerate(names)}
    given = np.zeros((len(rows), len(names) + 1))
    given[:, -1] = 1
    allowed = np.zeros((len(rows), len(STATUSES)))
    for index, (features, wanted) in enumerate(rows):
        given[index, [column[name] for name in features if name in column]] = 1
        allowed[index] = _allowed(features, wanted)
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


def write_weights(names: list[str], weights: np.ndarray, path: Path) -> None:
    """Write the table that `nlp.conduct_status` reads."""

    def numbers(row: Iterable[float]) -> str:
        return f"[{', '.join(f'{value:.2f}' for value in row)}]"

    lines = ["# How much each feature (nlp/conduct_features.py) speaks for none, prohibited, alleged, proven."]
    lines += ["# Fitted by nlp/training/conduct.py.", "", f"start = {numbers(weights[-1] - weights[-1].mean())}"]
    lines += ["", "[features]", *(f'"{name}" = {numbers(row)}' for name, row in zip(names, weights, strict=False))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _allowed(features: frozenset[str], wanted: set[str]) -> list[float]:
    """How far each status is right for a conduct; proven only where a word of proof stands near."""
    proof = any(name.endswith(".proven") for name in features)
    fits = [float(status in wanted and (status != PROVEN or proof)) for status in STATUSES]
    if NONE not in wanted:
        fits[0] = SPARE if any(fits) else 1.0
    return fits


def _shares(sums: np.ndarray) -> np.ndarray:
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def main(folders: list[str]) -> None:
    """Fit on all folders together and replace the weights."""
    rows = [row for folder in folders for row in read_rows(Path(folder))]
    names, weights = fit(rows)
    write_weights(names, weights, FOLDER / "conduct_weights.toml")


if __name__ == "__main__":
    main(sys.argv[1:])

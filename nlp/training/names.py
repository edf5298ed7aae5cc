"""Train the recognizer of names (spaCy `ner`: PER, ORG, LOC) on sentences whose licences let the result be given on.

The data are JSON lines with `tokens`, `ner_tags` (BIO; "-" where nobody looked) and `source`. The model goes into a
folder, with a record beside it: the data by file with their digests, the seed, versions, and the scores on held-out
sentences. The same data, seed, versions and machine give the same weights.
"""

import hashlib
import json
import platform
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.train import train as train_pipeline
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

CONFIG = Path(__file__).with_name("names.cfg")
TRAIN_FILES = ("train.jsonl", "train_partial.jsonl")
DEV_FILE, TEST_FILE = "dev.jsonl", "test.jsonl"
RECORD = "record.json"
# What a user of the model needs of it; the rest is for going on with the training.
LEFT_OUT = ("vocab/lookups.bin",)
STRINGS = "vocab/strings.json"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the data; a tag of "-" says that nobody looked."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    source: str


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file. Raises ValueError where a line is none; it names the line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            tokens, tags = tuple(row["tokens"]), tuple(row["ner_tags"])
            if len(tokens) != len(tags) or not tokens:
                raise ValueError(f"{path}:{number}: {len(tokens)} tokens and {len(tags)} tags")
            yield Sentence(tokens, tags, row["source"])


def biluo(tags: Sequence[str]) -> list[str]:
    """BIO tags as spaCy's BILUO; "-" stays. An `I-` that continues nothing begins."""
    made: list[str] = []
    for at, tag in enumerate(tags):
        if tag in ("O", "-"):
            made.append(tag)
            continue
        kind = tag[2:]
        begins = tag[0] == "B" or at == 0 or tags[at - 1][2:] != kind or tags[at - 1] in ("O", "-")
        ends = at + 1 == len(tags) or tags[at + 1] != f"I-{kind}"
        made.append(f"{'U' if begins and ends else 'B' if begins else 'L' if ends else 'I'}-{kind}")
    return made


def train_names(data: Path, output: Path, steps: int | None = None) -> dict[str, Any]:
    """Train on the data folder and write model and record; gives the record."""
    nlp = spacy.blank("id")
    with tempfile.TemporaryDirectory() as folder:
        parts = {"train": TRAIN_FILES, "dev": (DEV_FILE,)}
        for part, files in parts.items():
            sentences = [sentence for name in files for sentence in read_sentences(data / name)]
            _write(nlp, sentences, Path(folder) / f"{part}.spacy")
        overrides: dict[str, Any] = {f"paths.{part}": str(Path(folder) / f"{part}.spacy") for part in parts}
        if steps is not None:
            overrides["training.max_steps"] = steps
        train_pipeline(CONFIG, Path(folder) / "model", overrides=overrides)
        best = spacy.load(Path(folder) / "model" / "model-best")
    best.config["paths"] = dict.fromkeys(best.config["paths"])
    output.mkdir(parents=True, exist_ok=True)
    best.to_disk(output)
    for name in LEFT_OUT:
        (output / name).unlink(missing_ok=True)
    # Of the words that training saw the model keeps hashes; their spellings are not needed to read.
    (output / STRINGS).write_text(json.dumps(sorted(best.pipe_labels["ner"])), encoding="utf-8")
    record = {
        "what": "spaCy ner: PER, ORG, LOC",
        "data": {name: _about(data / name) for name in (*TRAIN_FILES, DEV_FILE, TEST_FILE)},
        "seed": best.config["system"]["seed"],
        "steps": best.config["training"]["max_steps"],
        "versions": {"spacy": spacy.__version__, "python": platform.python_version()},
        "scores": {name: score_names(best, read_sentences(data / name)) for name in (DEV_FILE, TEST_FILE)},
    }
    (output / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return record


def score_names(nlp: Language, sentences: Iterator[Sentence]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each label over sentences, exact spans."""
    examples = []
    for sentence in sentences:
        gold = _doc(nlp, sentence)
        found = nlp(Doc(nlp.vocab, words=list(sentence.tokens)))
        examples.append(Example(found, gold))
    told = Scorer.score_spans(examples, "ents")["ents_per_type"]
    return {
        label: {name: round(value, 4) for name, value in figures.items()} for label, figures in sorted(told.items())
    }


def _doc(nlp: Language, sentence: Sentence) -> Doc:
    doc = Doc(nlp.vocab, words=list(sentence.tokens))
    return Example.from_dict(doc, {"entities": biluo(sentence.tags)}).reference


def _write(nlp: Language, sentences: Sequence[Sentence], path: Path) -> None:
    DocBin(docs=[_doc(nlp, sentence) for sentence in sentences]).to_disk(path)


def _about(path: Path) -> dict[str, Any]:
    sentences = list(read_sentences(path))
    return {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "sentences": len(sentences),
        "by_source": dict(sorted(Counter(sentence.source for sentence in sentences).items())),
    }

"""Acts that a sentence's words tell whether a phrase knows them or not: the chance of each type of conduct and measure.

The phrases of the lexicons are exact where they know a wording and blind where they do not. This model half knows every
wording: a logistic regression over the words and the letters of one sentence (`Model`), learned by `python -m
nlp.training.act_words` from annotated articles and from invented sentences in many reporters' manners
(tests/fixtures/conduct, tests/fixtures/acts). `nlp.conduct_words` and `nlp.measure_words` set it beside the phrases.

What a sentence is taken apart to: the words, pairs of neighbours, and runs of three to five letters within a word,
which see through prefixes and misprints. Each weighs by its rarity (tf-idf); words and letters have length one each.
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from spacy.tokens import Doc

from nlp.phrases import lowered_text

PATH = Path(__file__).parent / "models" / "act_words.npz"
WORD = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")
SHORTEST_RUN, LONGEST_RUN = 3, 5
# What stands for the phrase in the rule of an act that the words alone tell.
BY_WORDS = "words"
# The words of one act, at most.
LONGEST = 8
CONDUCTS = (
    "social_media", "campaigning", "candidate_support", "attributes", "attendance", "gesture", "policy_abuse",
    "state_facilities", "party_membership", "approaching_party", "money_politics", "intimidation", "hate_or_hoax",
)  # fmt: skip
MEASURES = (
    "pledge", "integrity_pact", "circular", "regulation", "outreach", "reminder", "monitoring", "coordination",
    "publicity", "reporting_channel", "investigation", "referral", "sanction_imposed", "sanction_warning",
    "leave_or_resignation", "prosecution",
)  # fmt: skip
CONDUCT_STATUSES = ("prohibited", "alleged", "proven")
MEASURE_STATUSES = ("taken", "planned", "called_for")
# That a sentence tells any act at all: what makes an article one on the subject.
TOLD = "told"
# A case whose conduct is not told, as far as one sentence shows it.
UNTOLD = "other"
# Sentences that tell acts with this chance speak for the article.
SPOKEN = 0.3
# What has a chance for each sentence: that it tells an act of this type; where it tells any, that it is of this status.
COLUMNS = (*CONDUCTS, *MEASURES, *CONDUCT_STATUSES, *MEASURE_STATUSES, TOLD, UNTOLD)

Positions = np.ndarray


@dataclass(frozen=True)
class Model:
    """Weights by feature: `ids` are the features' hashes in order, `idf` their rarity, `weights` one column a type.

    `columns` tell what each column is the chance of (`COLUMNS`); `start` is what each sum starts with.
    """

    columns: tuple[str, ...]
    ids: np.ndarray
    idf: np.ndarray
    weights: np.ndarray
    start: np.ndarray

    @cached_property
    def column(self) -> dict[str, int]:
        """The place of each column."""
        return {name: index for index, name in enumerate(self.columns)}

    def chances(self, text: str) -> np.ndarray:
        """The chances of a sentence, 0 to 1, in the order of `columns`."""
        sums = self.start.copy()
        for block in blocks(words_of(text)):
            values, places = self.weigh(block)
            sums += values @ self.weights[places]
        return np.asarray(1 / (1 + np.exp(-sums)))

    def weigh(self, hashes: Positions) -> tuple[np.ndarray, Positions]:
        """The features of one block that are known: what each weighs in this sentence, and its place."""
        found, counts = np.unique(hashes, return_counts=True)
        places = np.minimum(np.searchsorted(self.ids, found), len(self.ids) - 1)
        known = self.ids[places] == found
        places = places[known]
        values = (1 + np.log(counts[known])) * self.idf[places]
        length = np.sqrt(values @ values)
        return (values / length if length else values), places

    def telling(self, text: str, kind: str) -> tuple[int, int]:
        """Where the words stand that speak most for a type, at most `LONGEST`, in a sentence in lower case."""
        words = list(WORD.finditer(text))
        column = self.weights[:, self.column[kind]]
        speak = [self._speaks(word[0], column) for word in words]
        best, found = 0.0, (0, len(words))
        for first in range(len(words)):
            for last in range(first + 1, min(first + LONGEST, len(words)) + 1):
                if sum(speak[first:last]) > best:
                    best, found = sum(speak[first:last]), (first, last)
        if not words:
            return 0, len(text)
        return words[found[0]].start(), words[found[1] - 1].end()

    def _speaks(self, word: str, column: np.ndarray) -> float:
        total = 0.0
        for block in blocks([word]):
            values, places = self.weigh(block)
            total += float(values @ column[places])
        return total


def words_of(text: str) -> list[str]:
    """The words of a sentence as the model knows them."""
    return WORD.findall(text.lower())


def blocks(words: Sequence[str]) -> tuple[Positions, Positions]:
    """The hashes of a sentence's features: words with pairs of neighbours, and runs of letters."""
    pairs = [_hash(f"{one} {other}") for one, other in pairwise(words)]
    own = [_hash(word) for word in words]
    runs = [_runs(word) for word in words]
    return np.array(own + pairs, np.uint32), np.concatenate(runs) if runs else np.array([], np.uint32)


@lru_cache(maxsize=50_000)
def _runs(word: str) -> Positions:
    padded = f" {word} "
    lengths = range(SHORTEST_RUN, LONGEST_RUN + 1)
    runs = [padded[at : at + length] for length in lengths for at in range(len(padded) - length + 1)]
    return np.array([_hash("-" + run) for run in runs], np.uint32)


def _hash(feature: str) -> int:
    """32 bits: of 200,000 features five pairs share theirs."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


class Span(Protocol):
    """What has a place in the text: a sentence."""

    @property
    def start(self) -> int:
        """The offset of its first character."""

    @property
    def end(self) -> int:
        """The offset behind its last."""


class WordReader:
    """The chances of one text's sentences, each worked out once."""

    def __init__(self, text: str, model: Model | None = None) -> None:
        self.text = text
        self.model = model or load_model()
        self._held: dict[int, np.ndarray] = {}

    def chance(self, span: Span, kind: str) -> float:
        """The chance of a column in a sentence. Raises KeyError."""
        return float(self.chances(span)[self.model.column[kind]])

    def likely(self, span: Span, kinds: Iterable[str], enough: float) -> list[str]:
        """Those of some types that the words alone are enough for."""
        chances = self.chances(span)
        return [kind for kind in kinds if chances[self.model.column[kind]] >= enough]

    def telling(self, span: Span, kind: str) -> tuple[int, int]:
        """Where in the text the words of a sentence stand that speak most for a type."""
        start, end = self.model.telling(lowered_text(self.text)[span.start : span.end], kind)
        return span.start + start, span.start + end

    def chances(self, span: Span) -> np.ndarray:
        """The chances of all columns in a sentence."""
        if span.start not in self._held:
            self._held[span.start] = self.model.chances(self.text[span.start : span.end])
        return self._held[span.start]


def read_words(doc: Doc) -> WordReader:
    """The chances of an article's sentences: worked out once, as several components ask."""
    reader: WordReader | None = doc.user_data.get("words")
    if reader is None:
        reader = doc.user_data["words"] = WordReader(doc.text)
    return reader


@cache
def load_model() -> Model:
    """The weights of the repository. Raises FileNotFoundError."""
    with np.load(PATH) as held:
        weights = held["weights"] * held["scale"].astype(np.float32)
        return Model(
            tuple(held["columns"].tolist()), held["ids"], held["idf"].astype(np.float64), weights, held["start"]
        )

"""Conduct that a sentence's words tell whether a phrase knows them or not: the chance of each type.

The phrases of the lexicon "violations" are exact where they know a wording and blind where they do not. This model half
knows every wording: a logistic regression over the words and the letters of one sentence (`Model`), learned by `python
-m nlp.training.conduct_words` from annotated articles and from invented sentences in many reporters' manners
(tests/fixtures/conduct). `weigh_conducts` sets one beside the other: where the words leave little doubt of a conduct
that no phrase knows, they tell it alone; of two phrases that tell one act the one goes that the words speak against.

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

import numpy as np

from nlp.conduct_finder import Conduct, ConductFinder, is_parted
from nlp.phrases import lowered_text
from nlp.scenes import Scene

PATH = Path(__file__).parent / "models" / "conduct_words.npz"
WORD = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")
SHORTEST_RUN, LONGEST_RUN = 3, 5
# The words alone are believed from this chance on. This and the next ones were chosen on invented stories whose writers
# neither the phrases nor the weights knew, and on real articles that are not kept here (docs/extraction.md).
ENOUGH = 0.8
# In a sentence that names neither staff nor neutrality, a phrase is believed from here on, the words alone from there.
LEAST_ASIDE, ENOUGH_ASIDE = 0.3, 0.9
# Of two conducts told in one breath one below the first goes where the other is above the second.
HARDLY, OUTSPOKEN = 0.1, 0.5
# What stands for the phrase in the rule of a conduct that the words alone tell.
BY_WORDS = "words"
# The words of one conduct, at most.
LONGEST = 8
TYPES = (
    "social_media", "campaigning", "candidate_support", "attributes", "attendance", "gesture", "policy_abuse",
    "state_facilities", "party_membership", "approaching_party", "money_politics", "intimidation", "hate_or_hoax",
)  # fmt: skip

Positions = np.ndarray


@dataclass(frozen=True)
class Model:
    """Weights by feature: `ids` are the features' hashes in order, `idf` their rarity, `weights` one column a type.

    `types` are the columns' types of conduct; `start` is what each type's sum starts with.
    """

    types: tuple[str, ...]
    ids: np.ndarray
    idf: np.ndarray
    weights: np.ndarray
    start: np.ndarray

    @cached_property
    def column(self) -> dict[str, int]:
        """The place of each type."""
        return {kind: index for index, kind in enumerate(self.types)}

    def chances(self, text: str) -> np.ndarray:
        """The chance of each type for a sentence, 0 to 1, in the order of `types`."""
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


class WordReader:
    """The chances of one text's sentences, each worked out once."""

    def __init__(self, text: str, model: Model | None = None) -> None:
        self.text = text
        self.model = model or load_model()
        self._held: dict[int, np.ndarray] = {}

    def chance(self, scene: Scene, kind: str) -> float:
        """The chance of a type in a sentence; of one that only the article as a whole can tell (`other`) it is 0."""
        return float(self._of(scene)[self.model.column[kind]]) if kind in self.model.column else 0.0

    def likely(self, scene: Scene, enough: float) -> list[str]:
        """The types that the words alone are enough for."""
        chances = self._of(scene)
        return [kind for kind, index in self.model.column.items() if chances[index] >= enough]

    def _of(self, scene: Scene) -> np.ndarray:
        if scene.start not in self._held:
            self._held[scene.start] = self.model.chances(self.text[scene.start : scene.end])
        return self._held[scene.start]


def weigh_conducts(reader: WordReader, scene: Scene, finder: ConductFinder, is_on_subject: bool) -> list[Conduct]:
    """The conduct of a sentence by phrases and words together; more is asked where it is not on the subject."""
    found = finder.of(scene)
    if not is_on_subject:
        found = [one for one in found if reader.chance(scene, one.type) >= LEAST_ASIDE]
    known = {one.type for one in found}
    borne_out = [one for one in found if one.type not in TYPES or reader.chance(scene, one.type) >= HARDLY]
    added: list[Conduct] = []
    for kind in reader.likely(scene, ENOUGH if is_on_subject else ENOUGH_ASIDE):
        if kind not in known and finder.may_tell(scene, kind, borne_out):
            text = lowered_text(reader.text)[scene.start : scene.end]
            start, end = (scene.start + at for at in reader.model.telling(text, kind))
            added.append(Conduct(kind, start, end, BY_WORDS, end))
    sure = [one for one in found if reader.chance(scene, one.type) >= OUTSPOKEN] + added
    return [one for one in found if one in borne_out or not _is_told_by_another(reader.text, one, sure)] + added


def _is_told_by_another(text: str, conduct: Conduct, sure: Iterable[Conduct]) -> bool:
    """Whether a phrase that the words hardly bear out stands in the telling of a conduct that they bear out."""
    return any(not is_parted(text, conduct.start, other.start) for other in sure)


@cache
def load_model() -> Model:
    """The weights of the repository. Raises FileNotFoundError."""
    with np.load(PATH) as held:
        weights = held["weights"] * held["scale"].astype(np.float32)
        return Model(tuple(held["types"].tolist()), held["ids"], held["idf"].astype(np.float64), weights, held["start"])

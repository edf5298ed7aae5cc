"""Copies of one story folded together: wire copy and press releases that run in several outlets.

Two articles are one story where the shorter one shares at least `CONTAINMENT` of its word triples with the other and
both appeared within `MAX_DAYS_APART` of each other; an article joins the story of the earlier one that it shares most
with. Candidates come from an index of all triples, and every one is checked exactly. (MinHash LSH, which looks at the
share of both texts together, missed one of the eight demonstration copies: a release cut to a third.)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

# Of 32 bits: by chance two articles of 300 words share one of them once in 50,000 pairs, and it takes ten to fold.
Triples = NDArray[np.uint32]

WORD = re.compile(r"\w+")
# On the 150 demonstration articles: 0.37 is the lowest among the copies (a release cut to a third and reworded), 0.08
# the highest among all other pairs (docs/warehouse.md).
CONTAINMENT = 0.3
# Fewer common triples prove nothing (a caption, a motto), unless the texts are the same.
MIN_SHARED = 10
# Copies of a release follow within a day or two; the same words a month later are another event of the same form.
MAX_DAYS_APART = 7
# A triple in more articles than this is a phrase of the trade ("aparatur sipil negara") or of a release that ran
# everywhere: it then makes candidates of neighbours in time only, so that the work stays in proportion.
COMMON = 20
# Shared triples that make a pair worth checking; fewer than MIN_SHARED, for common ones are not all counted.
WORTH_CHECKING = 3
FIRST, SECOND, THIRD = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
HALF, LOWER_HALF = np.uint64(32), np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Parent:
    """The place of the article that another one copies, and the share of the shorter text that both have, 0 to 1."""

    place: int
    share: float


@dataclass(frozen=True, slots=True)
class StoryText:
    """What is compared of an article: its text without page residue, and its day. Given in order of publication."""

    article_id: str
    text: str
    day: date | None


def fold_stories(texts: Sequence[StoryText]) -> dict[str, str]:
    """Give every article the id of its story's first article, its own where it is alone. First is first in `texts`."""
    parents = find_parents([text.day for text in texts], [find_triples(text.text) for text in texts])
    story_places: list[int] = []
    for place in range(len(texts)):
        # An article copies one earlier one, and two stories never become one: a round-up of both would join them.
        story_places.append(story_places[parents[place].place] if place in parents else place)
    return {item.article_id: texts[story].article_id for item, story in zip(texts, story_places, strict=True)}


def find_parents(days: Sequence[date | None], triples: Sequence[Triples], first_child: int = 0) -> dict[int, "Parent"]:
    """The earlier article that each one shares most with, by places in order of publication; none for originals.

    Only articles from the place `first_child` on are looked at as copies. Of equal shares the earliest article counts.
    """
    parents: dict[int, Parent] = {}
    for first, second in _candidates(triples):
        if second >= first_child and _are_close(days[first], days[second]):
            share = copied_share(triples[first], triples[second])
            if share and (second not in parents or share > parents[second].share):
                parents[second] = Parent(first, share)
    return parents


def find_triples(text: str) -> Triples:
    """The different runs of three words as sorted numbers of 32 bits, case and punctuation aside.

    A text of one or two words is one run, one without words has none. The numbers are the same in every process.
    """
    words = WORD.findall(text.lower())
    if not words:
        return np.empty(0, dtype=np.uint32)
    numbers = np.zeros(max(3, len(words)), dtype=np.uint64)
    numbers[: len(words)] = np.fromiter(map(_word_number, words), np.uint64, len(words))
    # Odd factors (of 2^64 by the golden ratio, and two primes): a product modulo 2^64 loses nothing of the number.
    with np.errstate(over="ignore"):
        mixed = numbers[:-2] * FIRST ^ numbers[1:-1] * SECOND ^ numbers[2:] * THIRD
    # The upper half depends on every bit of the three words.
    runs = np.sort((mixed >> HALF).astype(np.uint32))
    return runs[np.concatenate(([True], runs[1:] != runs[:-1]))]


@lru_cache(maxsize=400_000)
def _word_number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest())


def copied_share(first: Triples, second: Triples) -> float:
    """The share of the smaller set that lies in the other, 0 to 1; 0 where it is too small to make a copy."""
    shorter = min(len(first), len(second))
    shared = len(np.intersect1d(first, second, assume_unique=True))
    if 0 < shared == len(first) == len(second):
        return 1.0
    return shared / shorter if shared >= MIN_SHARED and shared >= CONTAINMENT * shorter else 0.0


def _candidates(triples: Sequence[Triples]) -> Iterator[tuple[int, int]]:
    """Pairs of places that share enough triples to be worth checking, the lower place first, in order."""
    if not any(map(len, triples)):
        return
    # A triple and the place that has it are one number of 64 bits, which sorts several times as fast as two. Within one
    # triple the places come in order of publication.
    held_by = np.concatenate(triples).astype(np.uint64) << HALF
    held_by |= np.repeat(np.arange(len(triples), dtype=np.uint64), [len(own) for own in triples])
    held_by.sort()
    held_by = held_by[_is_shared((held_by >> HALF).astype(np.uint32))]
    values, places = held_by >> HALF, (held_by & LOWER_HALF).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    sizes = np.diff(starts, append=len(values))
    count = len(triples)
    # A pair is one number: to sort rows of two takes several times as long.
    keys = []
    for size in range(2, COMMON + 1):
        first, second = np.triu_indices(size, 1)
        held = places[starts[sizes == size, None] + np.arange(size)]
        keys.append((held[:, first] * count + held[:, second]).ravel())
    neighbours = values[:-1] == values[1:]
    neighbours &= np.repeat(sizes, sizes)[:-1] > COMMON
    keys.append(places[:-1][neighbours] * count + places[1:][neighbours])
    # The same text twice may be too short to share enough.
    keys.extend(np.array([first * count + second] * WORTH_CHECKING) for first, second in _same(triples))
    found, counts = np.unique(np.concatenate(keys), return_counts=True)
    yield from np.column_stack(divmod(found[counts >= WORTH_CHECKING], count)).tolist()


def _is_shared(values: Triples) -> NDArray[np.bool_]:
    """Which of these sorted numbers stand there more than once: most of a week's triples are of one article alone."""
    same = values[1:] == values[:-1]
    return np.concatenate((same, [False])) | np.concatenate(([False], same))


def _same(triples: Sequence[Triples]) -> Iterator[tuple[int, int]]:
    """Each article with the one before it that has the very same triples."""
    last: dict[bytes, int] = {}
    for place, own in enumerate(triples):
        if len(own):
            key = own.tobytes()
            if key in last:
                yield last[key], place
            last[key] = place


def _are_close(first: date | None, second: date | None) -> bool:
    return first is None or second is None or abs((first - second).days) <= MAX_DAYS_APART

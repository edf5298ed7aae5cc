"""Many phrases in all sentences of one text: some hundred phrases meet some dozen sentences.

Where the needles of all phrases stand is known (`nlp.needles`). Phrases are looked at only where a needle of their
rarest word stands in the text, and their regular expressions are asked only in the sentences that hold a needle of
every one of their words. Sets of sentences are bits of a number.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from nlp.phrases import Phrase, Phrases, lowered_text, text_needles

Span = tuple[int, int]
UNKNOWN = -1


@lru_cache(maxsize=4)
def search_spans(text: str, spans: tuple[Span, ...]) -> "SpanSearch":
    """The search in some spans of a text, one for all who ask."""
    return SpanSearch(text, spans)


class SpanSearch:
    """Phrases in the spans (sentences) of a text, which are in order, do not overlap, and begin with no word's rest."""

    def __init__(self, text: str, spans: tuple[Span, ...]) -> None:
        self.spans = spans
        self.everywhere = (1 << len(spans)) - 1
        self._text = text
        self._lowered = lowered_text(text)
        self._needles = text_needles(text)
        self._starts = [start for start, _ in spans]
        self._printed: dict[str, int] = {}
        self._words: dict[int, int] = {}

    def matches(self, phrases: Phrases, wanted: int) -> Iterator[tuple[Phrase, int, re.Match[str]]]:
        """Every match, in lower case, of a list's phrases in some spans (as bits), with the number of its span.

        Phrase by phrase, and for each in the order of the spans.
        """
        for phrase in phrases.possible(self._text):
            held = self.where(phrase, wanted)
            while held:
                lowest = held & -held
                held ^= lowest
                index = lowest.bit_length() - 1
                for found in phrase.lowered.finditer(self._lowered, *self.spans[index]):
                    yield phrase, index, found

    def where(self, phrase: Phrase, wanted: int) -> int:
        """Of some spans (as bits) those that hold a needle of every word of a phrase."""
        for needles in phrase.words:
            held = self._words.get(id(needles), UNKNOWN)
            wanted &= self._any(needles) if held == UNKNOWN else held
            if not wanted:
                return 0
        return wanted

    def _any(self, needles: tuple[str, ...]) -> int:
        """The spans, as bits, that hold one of several needles; kept for the next phrase with this word."""
        held = 0
        words = self._needles.words
        for needle in needles:
            for word, _ in words.get(needle, ()):
                held |= self._printed[word] if word in self._printed else self._spans_of(word)
        self._words[id(needles)] = held
        return held

    def _spans_of(self, word: str) -> int:
        """The spans, as bits, in which a word is printed."""
        held = 0
        for start in self._needles.starts[word]:
            index = bisect_right(self._starts, start) - 1
            held |= 1 << index if index >= 0 else 0
        self._printed[word] = held
        return held

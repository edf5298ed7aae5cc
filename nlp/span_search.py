"""Many phrases in all sentences of one text: some hundred phrases meet some dozen sentences.

The text is searched once for each needle of the phrases (`nlp.phrases`), and a phrase's regular expression is asked
only in the sentences that hold a needle of every one of its words. Sets of sentences are bits of a number.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from nlp.phrases import Phrase, lowered_text

Span = tuple[int, int]
UNKNOWN = -1


class SpanSearch:
    """Phrases in the spans (sentences) of a text, which are in order and do not overlap."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.everywhere = (1 << len(spans)) - 1
        self._text = text
        self._lowered = lowered_text(text)
        self._starts = [start for start, _ in spans]
        self._met: dict[str, int] = {}
        self._words: dict[tuple[str, ...], int] = {}

    def matches(self, phrase: Phrase, wanted: int) -> Iterable[tuple[int, re.Match[str]]]:
        """Every match of a phrase in some spans (as bits), with the number of its span, in order."""
        held = self.where(phrase, wanted)
        return self._found(phrase, held) if held else ()

    def _found(self, phrase: Phrase, held: int) -> Iterator[tuple[int, re.Match[str]]]:
        for index in range(held.bit_length()):
            if held >> index & 1:
                for found in phrase.pattern.finditer(self._text, *self.spans[index]):
                    yield index, found

    def where(self, phrase: Phrase, wanted: int) -> int:
        """Of some spans (as bits) those that hold a needle of every word of a phrase."""
        for needles in phrase.words:
            held = self._words.get(needles, UNKNOWN)
            wanted &= self._any(needles) if held == UNKNOWN else held
            if not wanted:
                return 0
        return wanted

    def _any(self, needles: tuple[str, ...]) -> int:
        """The spans, as bits, that hold one of several needles; kept for the next phrase with this word."""
        held = 0
        for needle in needles:
            held |= self._met[needle] if needle in self._met else self._search(needle)
        self._words[needles] = held
        return held

    def _search(self, needle: str) -> int:
        """The spans, as bits, that hold a needle; kept for the next phrase that has it."""
        held = 0
        at = self._lowered.find(needle)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            held |= 1 << index if index >= 0 else 0
            # The rest of a span tells nothing new.
            following = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._lowered)
            at = self._lowered.find(needle, following)
        self._met[needle] = held
        return held

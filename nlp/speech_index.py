"""Where an article has words of speech, found in one pass, so that sentences without any cost nothing."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from nlp.quote_speech import (
    according_pattern,
    active_pattern,
    interview_pattern,
    passive_pattern,
    response_pattern,
    sentence_tag_pattern,
    speech_words,
)
from nlp.speaker_offices import office_anywhere, office_openings

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
KINDS = ("tags", "active", "passive", "according", "response", "interview")
# Before a tag inside a sentence: a comma or the end of the words that were said.
BEFORE_TAG = re.compile(r"[,.?!…;][’'\"”]?\s{0,2}$")


def has_nya(tag: re.Match[str]) -> bool:
    """Whether a tag inside a sentence points back with -nya."""
    return tag["nya"] is not None or tag["loose_nya"] is not None


class SpeechIndex:
    """The offsets at which words of speech may begin, by kind; the patterns of `nlp.quote_speech` decide."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: dict[str, list[int]] = {kind: [] for kind in (*KINDS, "offices")}
        kinds = _kinds()
        lowered = text.lower()
        # A few letters change their number in lower case: then each word is lowered on its own.
        for word in WORD.finditer(lowered if len(lowered) == len(text) else text):
            low = word[0] if len(lowered) == len(text) else word[0].lower()
            told = kinds.get(low)
            if told is None and low.endswith("nya"):
                told = kinds.get(low[:-3])
            for kind in told or ():
                self._starts[kind].append(word.start())

    def matches(self, kind: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every word of one kind between two offsets, in order."""
        pattern = _patterns()[kind]
        for at in self._between(kind, start, end):
            found = pattern.match(self.text, at, end)
            if found is not None:
                yield found

    def tags(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every tag inside a sentence ("..., kata X, ..."), behind a comma or the end of words that were said."""
        pattern = sentence_tag_pattern()
        for at in self._between("tags", start, end):
            if at > start and not BEFORE_TAG.search(self.text, max(start, at - 4), at):
                continue
            found = pattern.match(self.text, at, end)
            if found is not None and (at > start or has_nya(found) or not found["loose"]):
                yield found

    def offices(self, start: int, end: int) -> list[re.Match[str]]:
        """Every office between two offsets, whether a name follows or not; none overlap."""
        found: list[re.Match[str]] = []
        for at in self._between("offices", start, end):
            if found and at < found[-1].end():
                continue
            office = office_anywhere().match(self.text, at, end)
            if office is not None:
                found.append(office)
        return found

    def _between(self, kind: str, start: int, end: int) -> list[int]:
        starts = self._starts[kind]
        return starts[bisect_left(starts, start) : bisect_left(starts, end)]


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """The kinds of each first word, -nya left out."""
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        for phrase in speech_words(kind):
            kinds = found.setdefault(re.split(r"[ _]", phrase)[0], [])
            if kind not in kinds:
                kinds.append(kind)
    for word in office_openings():
        found.setdefault(word, []).append("offices")
    return {word: tuple(kinds) for word, kinds in found.items()}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "active": active_pattern(),
        "passive": passive_pattern(),
        "according": according_pattern(),
        "response": response_pattern(),
        "interview": interview_pattern(),
    }

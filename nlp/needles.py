"""Where pieces of words ("needles") stand in a text: those of all phrases at once, in one pass over its words.

An article has some hundred different words, and other articles had most of them before: which needles a word holds is
looked up, not searched for. So a text costs the same however many phrases the lexicons hold.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

WORD = re.compile(r"\w+")
# Needles are told apart by so many first letters.
HEAD = 3
# Longer ones are no words, and few come again.
LONGEST_KEPT = 40
MOST_WORDS = 20_000
# A word, and where in it a needle begins.
Place = tuple[str, int]
Held = tuple[tuple[str, Place], ...]


class Register:
    """All needles that texts are searched for."""

    def __init__(self) -> None:
        self.needles: dict[str, None] = {}
        # Those with a hyphen, which stand in no word.
        self.joined: list[str] = []
        self._short: dict[str, list[str]] = {}
        self._tuples: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._by_head: dict[str, list[str]] = {}

    def add(self, needles: Iterable[str]) -> None:
        """Have texts searched for these, too."""
        for needle in needles:
            if needle in self.needles:
                continue
            self.needles[needle] = None
            if not WORD.fullmatch(needle):
                self.joined.append(needle)
            elif len(needle) < HEAD:
                self._short.setdefault(needle[0], []).append(needle)
            else:
                self._by_head.setdefault(needle[:HEAD], []).append(needle)
            held_by.cache_clear()

    def same(self, needles: tuple[str, ...]) -> tuple[str, ...]:
        """These needles as the one tuple that all phrases have of them, so that its `id` tells it."""
        return self._tuples.setdefault(needles, needles)

    def find(self, word: str) -> Held:
        """The needles that a word holds, each with the word and where in it the needle begins."""
        found: list[tuple[str, Place]] = []
        for at in range(len(word)):
            head = word[at : at + HEAD]
            for needle in self._by_head.get(head, ()):
                if word.startswith(needle, at):
                    found.append((needle, (word, at)))
            found += [(needle, (word, at)) for needle in self._short.get(head[0], ()) if head.startswith(needle)]
        return tuple(found)


REGISTER = Register()


@lru_cache(maxsize=MOST_WORDS)
def held_by(word: str) -> Held:
    """The needles that a word holds, kept from text to text."""
    return REGISTER.find(word)


class TextNeedles:
    """The needles of one text, which is in lower case.

    `words` has for each needle that stands in the text the words that hold it, each with where in the word it begins;
    `starts` has where each of these words begins.
    """

    def __init__(self, lowered: str) -> None:
        self.words: dict[str, list[Place]] = {}
        self.starts: dict[str, list[int]] = {}
        self._lowered = lowered
        self._known = len(REGISTER.needles)
        starts: dict[str, list[int]] = {}
        for found in WORD.finditer(lowered):
            starts.setdefault(found[0], []).append(found.start())
        words = self.words
        for word, places in starts.items():
            held = held_by(word) if len(word) <= LONGEST_KEPT else REGISTER.find(word)
            if held:
                self.starts[word] = places
                for needle, place in held:
                    if needle in words:
                        words[needle].append(place)
                    else:
                        words[needle] = [place]
        self._search(needle for needle in REGISTER.joined)

    def offsets(self, needle: str) -> list[int]:
        """Where a needle stands, in no order."""
        return [start + shift for word, shift in self.words.get(needle, ()) for start in self.starts[word]]

    def catch_up(self) -> None:
        """Search for the needles of phrases that were compiled after this text was read."""
        known = len(REGISTER.needles)
        if known != self._known:
            self._search(islice(REGISTER.needles, self._known, known))
            self._known = known

    def _search(self, needles: Iterable[str]) -> None:
        """Search for needles one by one."""
        for needle in needles:
            places: list[int] = []
            at = self._lowered.find(needle)
            while at >= 0:
                places.append(at)
                at = self._lowered.find(needle, at + 1)
            if places:
                self.starts[f" {needle}"] = places
                self.words[needle] = [(f" {needle}", 0)]

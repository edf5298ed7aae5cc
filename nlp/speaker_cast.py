"""Who may speak in an article: its officials, where and how they are named."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from nlp.persons import are_spellings
from nlp.quote_speech import speech_words
from nlp.records import Official
from nlp.regions import Place
from nlp.speaker_offices import OFFICE_HEADS, Offices, office_at, office_words
from nlp.speech_index import SpeechIndex

TOKEN = re.compile(r"[\w’'./-]+|[^\w\s]")
WORD = re.compile(r"\w+")
CAPITAL = re.compile(r"[A-Z]\w*")
LOW_WORD = re.compile(r"\b[a-z]+\b")
INNER_NAME = re.compile(r"(?:(?<=[\w,] )|(?<=\bH. )|(?<=\bHj. )|(?<=\bIr. )|(?<=[Dd]r. )|(?<=\bDr[as]. ))[A-Z]\w+")
# How far to the left of a name its office is looked for.
OFFICE_REACH = 120
SHORTEST_ALIAS = 5
# A word with the full stop of a sentence, longer than an abbreviation.
ENDS_SENTENCE = re.compile(r"\w{5}\.$")
PASSIVE = re.compile(r"di(?!nas\b|rektur|visi|strik|rjen|sdik|kbud|kpora)[a-z]{3,}")
# Within the name of an office, unless an office or the name itself follows: "Badan X dan Y", "dosen dari Z".
LINKS = frozenset({"dan", "serta"})
ORIGINS = frozenset({"dari", "di", "pada", "untuk"})


@dataclass(frozen=True, slots=True)
class Named:
    """One place where an official is named; `np_start` is where the naming begins, office and honorifics included."""

    start: int
    end: int
    official: Official
    np_start: int
    is_aside: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """Who is meant: `official`, one who is no official (`is_other`), or, with neither, the one who spoke last."""

    official: Official | None = None
    is_other: bool = False


SAME = Reference()
OTHER = Reference(None, True)


class Cast:
    """The officials of one article and where each is named, in order."""

    def __init__(self, text: str, officials: Sequence[Official], places: Sequence[Place] = ()) -> None:
        self.text = text
        self.officials = merge_aliases(officials)
        self.speech = SpeechIndex(text)
        # Capitalised words within sentences, and words in small letters: gathered when first asked for.
        self._inner: tuple[frozenset[str], frozenset[str]] | None = None
        self._by_word: dict[str, set[int]] = {}
        for index, official in enumerate(self.officials):
            for word in _names_of(official):
                self._by_word.setdefault(word, set()).add(index)
        self.named = self._find_named()
        self._starts = [named.start for named in self.named]
        starts: dict[str, list[int]] = {official.name: [] for official in self.officials}
        for named in self.named:
            starts[named.official.name].append(named.start)
        self._offices = Offices(text, self.officials, places, starts)

    def _find_named(self) -> list[Named]:
        spans: dict[tuple[int, int], Official] = {}
        for official in self.officials:
            for mention in official.mentions:
                spans.setdefault((mention.start, mention.end), official)
            if not official.mentions:
                spans.setdefault((official.start, official.end), official)
        found: list[Named] = []
        last = 0
        for (start, end), official in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if start < last or not 0 <= start < end <= len(self.text):
                continue
            np_start, is_aside = self._naming_start(start, official)
            found.append(Named(start, end, official, np_start, is_aside))
            last = end
        return found

    def _naming_start(self, start: int, official: Official) -> tuple[int, bool]:
        """Where the naming begins that ends in the name at `start`, and whether what stands before sets it aside."""
        at = start
        if official.start <= start < official.end:
            at = official.start
        words = list(TOKEN.finditer(self.text, max(0, at - OFFICE_REACH), at))
        following = ""
        for word in reversed(words):
            low = word[0].casefold()
            if low in LINKS | ORIGINS and following and not self._begins_office(at, following):
                if low in ORIGINS:
                    return at, False
            elif PASSIVE.fullmatch(word[0]) or (low in _aside() and self._is_running(word)):
                return at, low not in _stand_in()
            elif not self._is_part(word, at):
                return at, False
            at, following = word.start(), low
        return at, False

    def _begins_office(self, at: int, word: str) -> bool:
        return word in OFFICE_HEADS or office_at(self.text, at, len(self.text)) is not None

    def _is_running(self, word: re.Match[str]) -> bool:
        """Whether a word is no part of a name: in small letters, or capitalised only because its sentence begins."""
        before = self.text[max(0, word.start() - 3) : word.start()].rstrip()
        return word[0][0].islower() or not before or before[-1] in '.!?"”»:'

    def _is_part(self, word: re.Match[str], at: int) -> bool:
        """Whether a word may belong to the naming that goes on at `at`."""
        is_office = CAPITAL.match(word[0]) is not None or word[0].casefold() in office_words()
        return is_office and not ENDS_SENTENCE.search(word[0]) and "\n" not in self.text[word.end() : at]

    def is_stranger(self, start: int, end: int) -> bool:
        """Whether a span of capitalised words names a person who is no official, as far as the text tells."""
        words = [word for word in WORD.findall(self.text[start:end]) if len(word) > 1]
        if not words or not all(word[0].isupper() for word in words) or all(word.isupper() for word in words):
            return False
        if words[0].casefold() in _bodies() | _pronouns() or self._offices.names_place(start, end):
            return False
        if len(words) == 1:
            return self._is_inner_name(words[0])
        return words[-1].casefold() not in _bodies()

    def _is_inner_name(self, word: str) -> bool:
        """Whether a word stands capitalised within sentences and nowhere in small letters."""
        if self._inner is None:
            self._inner = frozenset(INNER_NAME.findall(self.text)), frozenset(LOW_WORD.findall(self.text))
        return word in self._inner[0] and word.casefold() not in self._inner[1]

    def between(self, start: int, end: int) -> list[Named]:
        """The namings whose name begins in a span, in order."""
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def holder(self, start: int, end: int, current: Official | None) -> Reference | None:
        """Whom an office without a name means ("Bupati", "Ketua Bawaslu itu"); None where the span begins with none."""
        holders = self._offices.holders(start, end)
        if holders is None:
            return None
        if not holders:
            return OTHER
        return Reference(current if current in holders else holders[0])

    def by_name(self, words: Sequence[str]) -> Official | None:
        """The one official whose names hold all these words, where no mention was marked; None for none or several."""
        wanted = {word.casefold() for word in words if len(word) > 2} - _addresses()
        if not wanted or not wanted <= self._by_word.keys():
            return self._by_spelling(tuple(word.casefold() for word in words))
        fitting = set.intersection(*(self._by_word[word] for word in wanted))
        return self.officials[fitting.pop()] if len(fitting) == 1 else None

    def _by_spelling(self, words: tuple[str, ...]) -> Official | None:
        """The one official whose whole name these words spell, but for a letter."""
        fitting = [one for one in self.officials if one.name.count(" ") + 1 == len(words)]
        fitting = [one for one in fitting if are_spellings(words, one.name.casefold().split())]
        return fitting[0] if len(fitting) == 1 else None


def merge_aliases(officials: Sequence[Official]) -> list[Official]:
    """The officials, those of one word left out that only shorten another's name; their mentions become the other's.

    "Rahawi" and "Raha" are Raharja Wibowo, where only one of the same role can be meant.
    """
    whole = {official.name: official for official in officials}
    for alias in officials:
        if len(alias.name) < SHORTEST_ALIAS or " " in alias.name:
            continue
        meant = [one for one in officials if one.role == alias.role and _shortens(alias.name, one.name)]
        if len(meant) == 1 and meant[0].name in whole:
            main = whole[meant[0].name]
            mentions = sorted((*main.mentions, *alias.mentions), key=lambda mention: mention.start)
            whole[main.name] = replace(main, mentions=tuple(mentions))
            whole.pop(alias.name, None)
    return list(whole.values())


def _shortens(alias: str, name: str) -> bool:
    """Whether a word is the beginning of one of a name's words, or the beginnings of its first two in one."""
    low, words = alias.casefold(), name.casefold().split()
    if len(words) < 2 or low in words:
        return False
    is_blend = any(words[0].startswith(low[:at]) and words[1].startswith(low[at:]) for at in range(2, len(low) - 1))
    return is_blend or any(word.startswith(low) for word in words)


def _names_of(official: Official) -> frozenset[str]:
    names = " ".join((official.name, *(mention.text for mention in official.mentions)))
    return frozenset(word.casefold() for word in WORD.findall(names))


@cache
def _addresses() -> frozenset[str]:
    return frozenset(speech_words("addresses"))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(speech_words("bodies"))


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(speech_words("pronouns"))


@cache
def _aside() -> frozenset[str]:
    return frozenset(speech_words("aside")) | _stand_in()


@cache
def _stand_in() -> frozenset[str]:
    return frozenset(speech_words("stand_in"))

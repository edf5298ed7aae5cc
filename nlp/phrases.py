"""Telling phrases as the lexicons write them, made into regular expressions.

A phrase is words with single blanks between, matched without regard to case:

`word`        the word itself; `word*` any word that begins so
`a|b|c`       one of several, each of them `word`, `word*` or `~root`
`~root`       any usual form of the verb: `~unggah` is unggah, mengunggah, diunggah, unggahan, pengunggahan, nge-unggah
`@name`       one of the words of the lexicon's `[sets]`, alone or among alternatives
`..`          up to four words between, `...` up to ten; neither leaves the sentence

Every repetition has a bound, so that matching stays linear in the length of the text.

A regular expression is asked last: each phrase knows pieces of lower-case text one of which must occur (its needles).
Where those of all phrases stand in a text is found once (`nlp.needles`), so that to ask a list about one more sentence
costs next to nothing, however long it is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from nlp.needles import REGISTER, TextNeedles

GAPS = {"..": 4, "...": 10}
# Between two words of a phrase: blank, hyphen, slash, marks of brackets and quotes, but no comma or full stop.
NEXT = r"[^\w,.;:!?\n]{1,3}"
GAP_WORD = r"[^\w;!?\n]{1,3}+\w{1,40}+"
SUFFIX = r"(?:kan|i|an)?(?:nya|lah|ku)?"
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: `needles` are pieces of lower-case text one of which stands in every match; none: it always may.

    `lowered` finds it in a text in lower case (`lowered_text`), which takes two thirds of the time of `pattern`, which
    finds it in any. `words` are the needles of each of its words, the rarest first: one of each stands in every match.
    """

    source: str
    lowered: re.Pattern[str]
    needles: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase in a text as printed."""
        return _in_any_case(self.lowered.pattern)

    def may_occur(self, lowered: str) -> bool:
        """Whether it may stand in a text; `lowered` is the text in lower case."""
        if not self.needles:
            return True
        for needle in self.needles:  # noqa: SIM110 -- asked some hundred times a sentence; `any` takes twice the time
            if needle in lowered:
                return True
        return False


class Phrases(tuple[Phrase, ...]):
    """A list of the lexicon, ready to be searched; two of them are equal only where they are the same."""

    @cached_property
    def by_needle(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the phrases that have a needle, by the needle."""
        numbers: dict[str, tuple[int, ...]] = {}
        for number, phrase in enumerate(self):
            for needle in phrase.needles:
                numbers[needle] = (*numbers.get(needle, ()), number)
        return numbers

    @cached_property
    def anywhere(self) -> tuple[int, ...]:
        """The numbers of the phrases without needles."""
        return tuple(number for number, phrase in enumerate(self) if not phrase.needles)

    def possible(self, text: str) -> list[Phrase]:
        """The phrases a needle of which stands in a text, and those without any, in their order."""
        held = text_needles(text).words.keys() & self.by_needle.keys()
        if not held and not self.anywhere:
            return []
        numbers = set(self.anywhere).union(*(self.by_needle[needle] for needle in held))
        return [self[number] for number in sorted(numbers)]

    __hash__ = object.__hash__
    __eq__ = object.__eq__


def compile_phrase(source: str, sets: Mapping[str, Iterable[str]] | None = None) -> Phrase:
    """Make a phrase ready to be searched. Raises KeyError where it names a set that is not there."""
    parts: list[str] = []
    words: list[tuple[str, ...]] = []
    glue = ""
    for word in source.split():
        if word in GAPS:
            glue = rf"(?:{GAP_WORD}){{0,{GAPS[word]}}}?{NEXT.replace(',.', '')}"
            continue
        choices = [choice.lower() for choice in _choices(word, sets or {})]
        words += [REGISTER.same(needles)] if (needles := _needles(choices)) else []
        parts.append((glue or NEXT) if parts else "")
        parts.append(f"(?:{'|'.join(map(_form, choices))})")
        glue = ""
    words.sort(key=_rarity, reverse=True)
    REGISTER.add(needle for needles in words for needle in needles)
    lowered = re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")
    return Phrase(source, lowered, words[0] if words else (), tuple(words))


def compile_phrases(sources: Iterable[str], sets: Mapping[str, Iterable[str]] | None = None) -> Phrases:
    """Make several phrases ready, in their order."""
    return Phrases(compile_phrase(source, sets) for source in sources)


def search_any(phrases: Iterable[Phrase], text: str, start: int = 0, end: int = LONGEST) -> re.Match[str] | None:
    """The first match, in lower case, of the first phrase that occurs between two offsets."""
    for phrase in candidates(phrases, text, start, end):
        if found := phrase.lowered.search(lowered_text(text), start, end):
            return found
    return None


def find_all(phrases: Iterable[Phrase], text: str, start: int = 0, end: int = LONGEST) -> list[re.Match[str]]:
    """Every match, in lower case, of every phrase between two offsets, phrase by phrase."""
    return [
        found
        for phrase in candidates(phrases, text, start, end)
        for found in phrase.lowered.finditer(lowered_text(text), start, end)
    ]


def candidates(phrases: Iterable[Phrase], text: str, start: int, end: int) -> Iterable[Phrase]:
    """The phrases that may stand between two offsets, in their order."""
    if isinstance(phrases, Phrases):
        return _index(phrases, text).between(start, end)
    lowered = text[start:end].lower()
    return (phrase for phrase in phrases if phrase.may_occur(lowered))


class _Index:
    """Where the needles of a list stand in one text."""

    def __init__(self, phrases: Phrases, needles: TextNeedles) -> None:
        self._phrases = phrases
        numbers = phrases.by_needle
        found = [
            (offset, number)
            for needle in needles.words.keys() & numbers.keys()
            for offset in needles.offsets(needle)
            for number in numbers[needle]
        ]
        found.sort()
        self._offsets = [offset for offset, _ in found]
        self._numbers = [number for _, number in found]

    def between(self, start: int, end: int) -> Iterable[Phrase]:
        """The phrases with a needle between two offsets, and those without any, in their order."""
        first = bisect_left(self._offsets, start)
        near = self._numbers[first : bisect_left(self._offsets, end, first)]
        phrases = self._phrases
        if len(near) > 1 or phrases.anywhere:
            return [phrases[number] for number in sorted({*near, *phrases.anywhere})]
        return [phrases[near[0]]] if near else ()


@lru_cache(maxsize=256)
def _index(phrases: Phrases, text: str) -> _Index:
    """The index of a list for a text, once a text."""
    return _Index(phrases, text_needles(text))


def text_needles(text: str) -> TextNeedles:
    """Where the needles of all phrases stand in a text."""
    needles = _text_needles(text)
    needles.catch_up()
    return needles


@lru_cache(maxsize=8)
def _text_needles(text: str) -> TextNeedles:
    return TextNeedles(lowered_text(text))


@lru_cache(maxsize=8)
def lowered_text(text: str) -> str:
    """A text in lower case, every character at its place: a few letters ("İ") have two in lower case, and stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


@cache
def _in_any_case(source: str) -> re.Pattern[str]:
    return re.compile(f"(?i){source}")


def _needles(choices: Iterable[str]) -> tuple[str, ...]:
    """Pieces of text one of which stands in every form of the alternatives of a word; none where one has no such."""
    pieces = {_needle(choice) for choice in choices}
    if "" in pieces:
        return ()
    return tuple(sorted(one for one in pieces if not any(other in one and other != one for other in pieces)))


def _rarity(needles: tuple[str, ...]) -> tuple[int, int]:
    """Greater where the needles stand in fewer texts: a short one stands anywhere, many of them do."""
    return min(map(len, needles), default=0), -len(needles)


def _choices(word: str, sets: Mapping[str, Iterable[str]]) -> list[str]:
    """The alternatives of one word, named sets spelled out."""
    choices: list[str] = []
    for choice in word.split("|"):
        choices += list(sets[choice[1:]]) if choice.startswith("@") else [choice]
    return choices


def _form(choice: str) -> str:
    if choice.startswith("~"):
        return f"(?:{'|'.join(_verb_forms(choice[1:]))}){SUFFIX}"
    words = choice.rstrip("*").split("_")
    return NEXT.join(map(re.escape, words)) + (r"\w{0,20}" if choice.endswith("*") else "")


def _needle(choice: str) -> str:
    if choice.startswith("~"):
        return choice[2:] if len(choice) > 3 else ""
    return max(choice.rstrip("*").lower().split("_"), key=len)


@cache
def _verb_forms(root: str) -> tuple[str, ...]:
    """Active, passive and noun forms of a root, the regular sound change of meN- and peN- applied."""
    nasal, rest = _nasal(root)
    bare = re.escape(root)
    changed = [f"{prefix}{nasal}{re.escape(rest)}" for prefix in ("me", "pe", "memp", "nge")[:2]]
    # Loan words keep their first letter ("memposting", "menge-share"), and speech shortens ("nge-like").
    spoken = [f"(?:mem|men|menge|meng|me|nge|nga|di|ter|ku|ber|ke|penge|pe|se|ba|per|diper|memper)-?{bare}"]
    return (*changed, *spoken, bare)


def _nasal(root: str) -> tuple[str, str]:
    first = root[0]
    if first in "pt":
        return ("m" if first == "p" else "n"), root[1:]
    if first in "sk":
        return ("ny" if first == "s" else "ng"), root[1:]
    if first in "bfv":
        return "m", root
    if first in "djcz":
        return "n", root
    return ("ng" if first in "gh" or first in "aiueo" else ""), root

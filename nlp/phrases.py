"""Telling phrases as the lexicons write them, made into regular expressions.

A phrase is words with single blanks between, matched without regard to case:

`word`        the word itself; `word*` any word that begins so
`a|b|c`       one of several, each of them `word`, `word*` or `~root`
`~root`       any usual form of the verb: `~unggah` is unggah, mengunggah, diunggah, unggahan, pengunggahan, nge-unggah
`@name`       one of the words of the lexicon's `[sets]`, alone or among alternatives
`..`          up to four words between, `...` up to ten; neither leaves the sentence

Every repetition has a bound, so that matching stays linear in the length of the text.

A regular expression is asked last: each phrase knows pieces of lower-case text one of which must occur (its needles),
and looking for those takes a fortieth of the time. Where they stand in a text is found once for each list, so that to
ask a list about one more sentence costs next to nothing, however long it is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

GAPS = {"..": 4, "...": 10}
# Between two words of a phrase: blank, hyphen, slash, marks of brackets and quotes, but no comma or full stop.
NEXT = r"[^\w,.;:!?\n]{1,3}"
GAP_WORD = r"[^\w;!?\n]{1,3}+\w{1,40}+"
SUFFIX = r"(?:kan|i|an)?(?:nya|lah|ku)?"
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: `needles` are pieces of lower-case text one of which stands in every match; none: it always may.

    `words` are the needles of each of its words, the rarest first: one of each stands in every match.
    """

    source: str
    pattern: re.Pattern[str]
    needles: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()

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

    __slots__ = ()
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
        choices = _choices(word, sets or {})
        words += [needles] if (needles := _needles(choices)) else []
        parts.append((glue or NEXT) if parts else "")
        parts.append(f"(?:{'|'.join(map(_form, choices))})")
        glue = ""
    words.sort(key=_rarity, reverse=True)
    pattern = re.compile(rf"(?i)(?<!\w){''.join(parts)}(?!\w)")
    return Phrase(source, pattern, words[0] if words else (), tuple(words))


def compile_phrases(sources: Iterable[str], sets: Mapping[str, Iterable[str]] | None = None) -> Phrases:
    """Make several phrases ready, in their order."""
    return Phrases(compile_phrase(source, sets) for source in sources)


def possible(phrases: Iterable[Phrase], lowered: str) -> list[Phrase]:
    """The phrases that may occur in a text; `lowered` is the whole text in lower case."""
    return [phrase for phrase in phrases if phrase.may_occur(lowered)]


def search_any(phrases: Iterable[Phrase], text: str, start: int = 0, end: int = LONGEST) -> re.Match[str] | None:
    """The first match of the first phrase that occurs between two offsets."""
    for phrase in _candidates(phrases, text, start, end):
        if found := phrase.pattern.search(text, start, end):
            return found
    return None


def find_all(phrases: Iterable[Phrase], text: str, start: int = 0, end: int = LONGEST) -> list[re.Match[str]]:
    """Every match of every phrase between two offsets, phrase by phrase."""
    return [
        found
        for phrase in _candidates(phrases, text, start, end)
        for found in phrase.pattern.finditer(text, start, end)
    ]


def _candidates(phrases: Iterable[Phrase], text: str, start: int, end: int) -> Iterable[Phrase]:
    """The phrases that may stand between two offsets, in their order."""
    if isinstance(phrases, Phrases):
        return _index(phrases, text).between(start, end)
    lowered = text[start:end].lower()
    return (phrase for phrase in phrases if phrase.may_occur(lowered))


class _Index:
    """Where the needles of a list stand in one text."""

    def __init__(self, phrases: Phrases, lowered: str) -> None:
        self._phrases = phrases
        self._anywhere = [number for number, phrase in enumerate(phrases) if not phrase.needles]
        found = sorted(
            (offset, number)
            for number, phrase in enumerate(phrases)
            for needle in phrase.needles
            for offset in _offsets(needle, lowered)
        )
        self._offsets = [offset for offset, _ in found]
        self._numbers = [number for _, number in found]

    def between(self, start: int, end: int) -> list[Phrase]:
        """The phrases with a needle between two offsets, and those without any, in their order."""
        first = bisect_left(self._offsets, start)
        near = self._numbers[first : bisect_left(self._offsets, end, first)]
        if not near and not self._anywhere:
            return []
        return [self._phrases[number] for number in sorted({*near, *self._anywhere})]


def _offsets(needle: str, lowered: str) -> Iterator[int]:
    at = lowered.find(needle)
    while at >= 0:
        yield at
        at = lowered.find(needle, at + 1)


@lru_cache(maxsize=256)
def _index(phrases: Phrases, text: str) -> _Index:
    """The index of a list for a text, once a text."""
    return _Index(phrases, lowered_text(text))


@lru_cache(maxsize=8)
def lowered_text(text: str) -> str:
    """A text in lower case, every character at its place: a few letters ("İ") have two in lower case, and stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


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

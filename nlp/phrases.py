"""Telling phrases as the lexicons write them, made into regular expressions.

A phrase is words with single blanks between, matched without regard to case:

`word`        the word itself; `word*` any word that begins so
`a|b|c`       one of several, each of them `word`, `word*` or `~root`
`~root`       any usual form of the verb: `~unggah` is unggah, mengunggah, diunggah, unggahan, pengunggahan, nge-unggah
`@name`       one of the words of the lexicon's `[sets]`, alone or among alternatives
`..`          up to four words between, `...` up to ten; neither leaves the sentence

Every repetition has a bound, so that matching stays linear in the length of the text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

GAPS = {"..": 4, "...": 10}
# Between two words of a phrase: blank, hyphen, slash, marks of brackets and quotes, but no comma or full stop.
NEXT = r"[^\w,.;:!?\n]{1,3}"
GAP_WORD = r"[^\w;!?\n]{1,3}+\w{1,40}+"
SUFFIX = r"(?:kan|i|an)?(?:nya|lah|ku)?"
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: `needle` is a piece of lower-case text without which it cannot occur ("" where there is none)."""

    source: str
    pattern: re.Pattern[str]
    needle: str


def compile_phrase(source: str, sets: Mapping[str, Iterable[str]] | None = None) -> Phrase:
    """Make a phrase ready to be searched. Raises KeyError where it names a set that is not there."""
    parts: list[str] = []
    needle = ""
    glue = ""
    for word in source.split():
        if word in GAPS:
            glue = rf"(?:{GAP_WORD}){{0,{GAPS[word]}}}?{NEXT.replace(',.', '')}"
            continue
        choices = _choices(word, sets or {})
        if len(choices) == 1 and len(stem := _needle(choices[0])) > len(needle):
            needle = stem
        parts.append((glue or NEXT) if parts else "")
        parts.append(f"(?:{'|'.join(map(_form, choices))})")
        glue = ""
    return Phrase(source, re.compile(rf"(?i)(?<!\w){''.join(parts)}(?!\w)"), needle)


def compile_phrases(sources: Iterable[str], sets: Mapping[str, Iterable[str]] | None = None) -> tuple[Phrase, ...]:
    """Make several phrases ready, in their order."""
    return tuple(compile_phrase(source, sets) for source in sources)


def possible(phrases: Iterable[Phrase], lowered: str) -> list[Phrase]:
    """The phrases that may occur in a text; `lowered` is the whole text in lower case."""
    return [phrase for phrase in phrases if phrase.needle in lowered]


def search_any(phrases: Iterable[Phrase], text: str, start: int = 0, end: int = LONGEST) -> re.Match[str] | None:
    """The first match of the first phrase that occurs between two offsets."""
    return next((found for phrase in phrases if (found := phrase.pattern.search(text, start, end))), None)


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
    return choice.rstrip("*").split("_")[0].casefold()


@cache
def _verb_forms(root: str) -> tuple[str, ...]:
    """Active, passive and noun forms of a root, the regular sound change of meN- and peN- applied."""
    nasal, rest = _nasal(root)
    bare = re.escape(root)
    changed = [f"{prefix}{nasal}{re.escape(rest)}" for prefix in ("me", "pe", "memp", "nge")[:2]]
    # Loan words keep their first letter ("memposting", "menge-share"), and speech shortens ("nge-like").
    spoken = [f"(?:mem|men|meng|me|nge|nga|di|ter|ku|ber|ke|pe|se|ba|per|diper|memper)-?{bare}"]
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

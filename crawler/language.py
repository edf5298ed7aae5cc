"""In which language a text is written, told by its small words."""

import re
from functools import cache

from crawler.lexicons import load_lexicon

WORD = re.compile(r"[^\W\d_]+")
READ_WORDS = 600
# Shares of small words. Measured on the 150 demonstration articles: the lowest of Indonesian is 0.143, the highest of
# any other language 0.023. Malay has Indonesian's small words, and of its own one for eight of these or more.
LEAST_SHARE = 0.07
MALAY_PART = 8
# A short text may be a list of names with a word between: there few small words tell, where no other language has more.
SHORT_TEXT = 80
# Several different words are asked for, the more the longer the text: "di" alone is Italian, "para" alone Spanish.
WORDS_A_KIND, MOST_KINDS = 20, 4
# A proverb in Javanese does not make a report Javanese.
LEAST_WORDS, LEAST_TIMES = 3, 2


def find_language(text: str) -> str | None:
    """The language, ISO 639-1, of the first words of a text: id, ms, en, jv or su; None where its words tell none."""
    words = _first_words(text)
    if not words:
        return None
    found = {name: [word for word in words if word in small] for name, small in _lexicon().items()}
    own, malay = found.pop("id"), found.pop("ms")
    other = max(found, key=lambda name: len(found[name]))
    count = len(found[other])
    if count >= LEAST_WORDS and count >= LEAST_TIMES * len(own) and count >= LEAST_SHARE * len(words):
        return other
    is_enough = len(own) >= LEAST_SHARE * len(words) or (own and len(words) < SHORT_TEXT)
    if not is_enough or len(own) <= count or len(set(own)) < min(1 + len(words) // WORDS_A_KIND, MOST_KINDS):
        return None
    return "ms" if len(malay) > 1 and len(malay) >= len(own) / MALAY_PART else "id"


def is_indonesian(text: str) -> bool:
    """Whether a text from anywhere in the world is surely Indonesian: enough small words, and hardly any of Malay's."""
    words = _first_words(text)
    own = sum(word in _lexicon()["id"] for word in words)
    return own >= LEAST_SHARE * max(1, len(words)) and find_language(text) == "id"


def _first_words(text: str) -> list[str]:
    return [match[0].casefold() for match, _ in zip(WORD.finditer(text), range(READ_WORDS), strict=False)]


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_lexicon("language").items()}

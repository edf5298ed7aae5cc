"""Whether a text is Indonesian, told by its small words; Malay, a near relative, is told apart by a few of its own."""

import re
from functools import cache

from crawler.lexicons import load_lexicon

WORD = re.compile(r"[^\W\d_]+")
READ_WORDS = 600
# Measured on the 150 demonstration articles: the lowest share is 0.092, and none has a word of Malay.
LEAST_SHARE = 0.07


def is_indonesian(text: str) -> bool:
    """Whether enough of the first words of a text are small words of Indonesian, and hardly any of Malay's own."""
    words = [match[0].casefold() for match, _ in zip(WORD.finditer(text), range(READ_WORDS), strict=False)]
    if not words:
        return False
    own = sum(word in _words("indonesian") for word in words) / len(words)
    malay = sum(word in _words("malay") for word in words) / len(words)
    return own >= LEAST_SHARE and malay < own / 8


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("language")[name])

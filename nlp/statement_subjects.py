"""Whether a verb of speech reports something said, and whether a body is its subject."""

import re
from functools import cache

from nlp.lexicons import load_lexicon

WORD = re.compile(r"[\w’'-]+")
REACH = 160
# A clause begins behind one of these.
CLAUSE = re.compile(r"(?:[,;:(]\s|[–—]\s|\b(?i:sementara\s{1,2}itu|sementara|sedangkan|namun|terpisah|bahwa)\s)")
BEFORE_VERB = frozenset(
    {"juga", "pun", "kembali", "lagi", "terus", "sekaligus", "secara", "tegas", "keras", "kemudian", "lalu", "lantas"}
    | {"sendiri", "sebelumnya", "langsung", "turut", "ikut", "dan", "serta"}
)
FINITE = re.compile(r"(?:me|ber)[a-z]{4,}")
LONGEST_SUBJECT = 12
DONE = re.compile(r"(?i)\b(?:sudah|telah|pernah)\s(?:juga\s)?$")


def is_said(text: str, start: int, verb_at: int) -> bool:
    """Whether nothing before a verb makes it a wish, a duty or a purpose: "akan mengatakan", "untuk menegaskan"."""
    words = [word.casefold() for word in WORD.findall(text, max(start, verb_at - 50), verb_at)]
    while words and words[-1] in BEFORE_VERB - {"dan", "serta"}:
        words.pop()
    return not words or words[-1] not in _words("unsaid")


def is_done(text: str, verb_at: int) -> bool:
    """Whether a verb tells of an act done before: "sudah meminta", "telah mengimbau"."""
    return DONE.search(text, max(0, verb_at - 16), verb_at) is not None


def body_before(text: str, start: int, end: int, is_head: bool = False) -> bool:
    """Whether a body that can speak is the subject before `end`; with `is_head` it stands at `start`."""
    left = max(start, end - REACH)
    if not is_head:
        for clause in CLAUSE.finditer(text, left, end):
            if end - clause.end() > 2:
                left = clause.end()
    words = WORD.findall(text, left, end)
    while words and words[-1].casefold() in BEFORE_VERB:
        words.pop()
    if not words or (not is_head and len(words) > LONGEST_SUBJECT):
        return False
    low = [word.casefold() for word in words]
    if low[0] not in _words("bodies"):
        return False
    return is_head or not any(FINITE.fullmatch(word) for word in low)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("statements")[name])

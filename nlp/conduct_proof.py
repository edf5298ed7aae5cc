"""Whether a word of proof proves.

It does not where it is denied, doubted or only asked for, where an accuser claims it, or where it was overturned.
What is claimed or overturned still tells a case.
"""

import re
from functools import cache, lru_cache

from nlp.lexicons import load_lexicon
from nlp.modality import clause_start, is_negated, status_of, stretch_start, wide_clause_start
from nlp.phrases import Phrases, compile_phrases, find_all, search_any

# How far behind a word of proof one that undoes it may end ("ditegur Bawaslu").
BEHIND = 30
# How far before a word of proof its clause may be ruled by a word that disputes it.
BEFORE = 160
# What parts a word that disputes from a word of proof behind it: "meski membantah, ia terbukti".
PARTED = re.compile(r"[,;:!?\n]|\. |\b(?:tetapi|tapi|namun|sebelum|setelah|usai)\b")
# Whose view decides: "majelis hakim berpendapat ... terbukti".
DECIDER = re.compile(r"(?i)\b(?:hakim|majelis|kasn|bkn|komisi asn|pengadilan|mahkamah)\b")
QUESTION = re.compile(r"\?[\s\"”'’»)]{0,3}$")
CLOSING = 6
# What only somebody wishes, or nobody granted, overturns nothing: "permohonan agar sanksi dicabut ditolak".
WISHED = re.compile(r"(?i)\b(?:agar|supaya|meminta|minta|memohon|berharap)\b")
REFUSED = re.compile(r"(?i)\b(?:ditolak|menolak|kandas)\b")


def is_undone(text: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Whether the word of proof between two offsets is asked, denied, only threatened or still to come."""
    if QUESTION.search(text, max(sentence[0], sentence[1] - CLOSING), sentence[1]):
        return True
    if is_negated(text, sentence[0], start):
        return True
    left = clause_start(text, sentence[0], start)
    if search_any(_phrases("not_proven"), text, left, end + BEHIND) is not None:
        return True
    return search_any(_phrases("set_aside"), text, stretch_start(text, sentence[0], start), end) is not None


def is_claimed(text: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Whether the word of proof between two offsets is claimed by who cannot decide, asked for, or was overturned.

    It proves nothing, but there is a case.
    """
    if is_overturned(text, *sentence) or _is_untrue(text, *sentence):
        return True
    if is_accused(text, *sentence) and _first_decider(text, *sentence) > start:
        return True
    return _is_disputed(text, max(sentence[0], start - BEFORE), start)


@lru_cache(maxsize=64)
def is_overturned(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells that a ruling or a penalty was taken back: not that it may be, or that somebody asks."""
    for found in find_all(_phrases("overturned"), text, start, end):
        if is_negated(text, start, found.start()) or REFUSED.search(text, found.end(), end):
            continue
        if WISHED.search(text, wide_clause_start(text, start, found.start()), found.start()):
            continue
        if status_of(text, start, found.start(), found.end()) == "taken":
            return True
    return False


# Asked for every word of proof in a sentence, which may be as long as the text: each sentence is looked at once.
@lru_cache(maxsize=64)
def is_accused(text: str, start: int, end: int) -> bool:
    """Whether a sentence cites one who accuses, not one who decides."""
    return search_any(_phrases("accuser"), text, start, end) is not None


@lru_cache(maxsize=64)
def _is_untrue(text: str, start: int, end: int) -> bool:
    return search_any(_phrases("untrue"), text, start, end) is not None


@lru_cache(maxsize=64)
def _first_decider(text: str, start: int, end: int) -> int:
    """Where a sentence first names one who decides, its end where it does not."""
    found = DECIDER.search(text, start, end)
    return end if found is None else found.end()


def _is_disputed(text: str, start: int, at: int) -> bool:
    """Whether a word before the proof, in one breath with it, takes it back or only asks for it."""
    for found in find_all(_phrases("disputed"), text, start, at):
        if PARTED.search(text, found.end(), at) is None and not DECIDER.search(text, start, found.start()):
            return True
    return False


@cache
def _phrases(kind: str) -> Phrases:
    lexicon = load_lexicon("violations")
    return compile_phrases(lexicon["status"][kind], lexicon["sets"])

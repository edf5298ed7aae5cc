"""Whose words a sentence of reported speech gives: "X menilai ...", "Menurut X, ...", "Hal itu disampaikan X"."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.quote_speech import (
    according_pattern,
    active_pattern,
    any_of,
    inner_tag_pattern,
    passive_pattern,
    speech_words,
)
from nlp.records import Official
from nlp.speaker_cast import SAME, Cast, Reference
from nlp.speaker_naming import is_private, read_naming
from nlp.speaker_subjects import NAME, find_entry, find_subject

# So many verbs of a sentence are tried.
VERBS_LIMIT = 6
INTERVIEW_REACH = 400


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says of who speaks.

    `is_strong` where a word of speech tells, not only the subject's place; `is_entry` where the sentence brings someone
    into the article.
    """

    who: Reference
    is_strong: bool
    is_entry: bool = False


def read_sentence(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """Whose words or doings the sentence from `start` to `end` gives; None where it names nobody who could speak."""
    for reader in (_after_colon, _interviewed, _tagged, _according, _passive, _active):
        who = reader(cast, start, end, current)
        if who is not None:
            return Told(who, True)
    entry = find_entry(cast, start, end)
    return Told(entry[0], False, entry[1]) if entry is not None else None


def _after_colon(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    """A name and a colon before a quotation."""
    piece = cast.text[max(start, end - 4) : end].rstrip("\"“„«'‘’ \t\n")
    if not piece.endswith(":"):
        return None
    at = max(start, end - 4) + len(piece) - 1
    last = cast.between(max(start, at - 60), at)
    return Reference(last[-1].official) if last and last[-1].end >= at - 2 else None


def _interviewed(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    found = _interview().search(cast.text, start, end)
    if found is None:
        return None
    named = cast.between(found.end(), min(end, found.end() + INTERVIEW_REACH))
    return Reference(named[0].official) if named else None


def _tagged(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    """The first tag in the sentence: "..., kata X, ..."."""
    found = inner_tag_pattern().search(cast.text, start, end)
    if found is None:
        return None
    return SAME if found["nya"] else read_naming(cast, found.end(), end, current)


def _according(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    found = according_pattern().search(cast.text, start, end)
    if found is None:
        return None
    if found["nya"]:
        return SAME
    who = read_naming(cast, found.end(), end, current)
    return None if who.is_other and not _is_someone(cast, found.end(), end) else who


def _passive(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    for found, _ in zip(passive_pattern().finditer(cast.text, start, end), range(VERBS_LIMIT), strict=False):
        if found["nya"]:
            return SAME
        if not cast.text[found.end() : found.end() + 1].isspace():
            continue
        who = read_naming(cast, found.end() + 1, end, current)
        if who.official is not None or (who.is_other and _is_someone(cast, found.end(), end)):
            return who
    return None


def _active(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    """The subject of the first verb of speech that has one."""
    verbs = active_pattern().finditer(cast.text, start, end)
    for verb, _ in zip(verbs, range(VERBS_LIMIT), strict=False):
        who = find_subject(cast, start, verb.start(), current)
        if who is not None:
            return who
    return None


def _is_someone(cast: Cast, at: int, end: int) -> bool:
    """Whether a person is named at an offset, rather than a body or a thing."""
    while at < end and cast.text[at].isspace():
        at += 1
    name = NAME.match(cast.text, at, end)
    return is_private(cast.text[at : at + 40]) or (name is not None and cast.is_stranger(*name.span()))


@cache
def _interview() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{any_of(speech_words('interview'))}\b[^.!?\n]{{0,60}}?\b(?:dengan|bersama)\s")

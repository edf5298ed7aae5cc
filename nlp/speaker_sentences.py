"""Whose words a sentence of reported speech gives: "X menilai ...", "Menurut X, ...", "Hal itu disampaikan X"."""

import re
from collections.abc import Iterator
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
from nlp.speaker_cast import OTHER, SAME, Cast, Reference, find_offices
from nlp.speaker_naming import is_private, read_naming

# Before a verb of speech its subject is looked for this far; so many verbs of a sentence are tried.
SUBJECT_REACH = 400
VERBS_LIMIT = 6
# Before an official who enters: "Sementara itu, ", "Di tempat terpisah, ".
ENTRY_REACH = 40
CLAUSE_START = re.compile(r"(?:[,;:(—–-]\s|\b(?:sementara|sedangkan|namun|tetapi|dan|serta|bahwa|kata)\s)\s{0,2}")
INITIALS = re.compile(r"(?<![\w.])(?:[a-z]{2}\.\s)?([A-Z]{2,3})(?![\w.-])")
# Between a subject without name and its verb.
TO_VERB = re.compile(
    r"\s{0,2}(?:(?:sendiri|juga|pun|lalu|kemudian|sempat|lantas|hanya|tidak|tak|belum|pernah|yang|itu|ini|tersebut)"
    r"\s{1,2}){0,4}"
)
# A person without office: name and age, or name and "warga".
PERSON = re.compile(
    r"(?:[A-Z][\w’'.-]+\s){0,3}[A-Z][\w’'.-]+(?=\s?\(\d{2}\s?(?:tahun|th)?\)|\s?,\s(?:warga|seorang|salah)\b)"
)
NAME = re.compile(r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,9}")
CAPITALISED = re.compile(r"(?:\s(?:[A-Z][\w’'.-]*|itu|ini|setempat))*")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says of who speaks.

    `is_strong` where a word of speech tells, not only the subject's place; `is_entry` where the sentence begins with an
    official who enters the article here.
    """

    who: Reference
    is_strong: bool
    is_entry: bool = False


def read_sentence(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """Whose words or doings the sentence from `start` to `end` gives; None where it names nobody who could speak."""
    for who in (
        _after_colon(cast, start, end),
        _interviewed(cast, start, end),
        _tagged(cast, start, end, current),
        _according(cast, start, end, current),
        _passive(cast, start, end, current),
        _subject(cast, start, end, current),
    ):
        if who is not None:
            return Told(who, True)
    first = next((named for named in cast.between(start, end) if not named.is_aside), None)
    person = PERSON.search(cast.text, start, end)
    if first is not None and (person is None or person.end() >= first.start):
        official = first.official
        is_entry = official.start <= first.start < official.end and first.np_start - start <= ENTRY_REACH
        return Told(Reference(official), False, is_entry)
    return Told(OTHER, False) if person is not None else None


def _after_colon(cast: Cast, start: int, end: int) -> Reference | None:
    """ "X: " before a quotation."""
    if not cast.text[start:end].rstrip().endswith(":"):
        return None
    at = start + len(cast.text[start:end].rstrip()) - 1
    last = cast.between(max(start, at - 60), at)
    return Reference(last[-1].official) if last and last[-1].end >= at - 2 else None


def _interviewed(cast: Cast, start: int, end: int) -> Reference | None:
    found = _interview().search(cast.text, start, end)
    if found is None:
        return None
    named = cast.between(found.end(), min(end, found.end() + SUBJECT_REACH))
    return Reference(named[0].official) if named else None


def _tagged(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    """ "..., kata X, ...": the first tag in the sentence."""
    for found in inner_tag_pattern().finditer(cast.text, start, end):
        if found["nya"]:
            return SAME
        return read_naming(cast, found.end(), end, current)
    return None


def _according(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    found = according_pattern().search(cast.text, start, end)
    if found is None:
        return None
    if found["nya"]:
        return SAME
    who = read_naming(cast, found.end(), end, current)
    return None if who.is_other and not is_private(cast.text[found.end() : end]) else who


def _passive(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    for found, _ in zip(passive_pattern().finditer(cast.text, start, end), range(VERBS_LIMIT), strict=False):
        if found["nya"]:
            return SAME
        rest = cast.text[found.end() : found.end() + 60]
        if not rest[:1].isspace():
            continue
        who = read_naming(cast, found.end() + 1, end, current)
        if who.official is not None or (who.is_other and is_private(rest.lstrip())):
            return who
    return None


def _subject(cast: Cast, start: int, end: int, current: Official | None) -> Reference | None:
    """The subject of the first verb of speech that has one."""
    verbs = active_pattern().finditer(cast.text, start, end)
    for verb, _ in zip(verbs, range(VERBS_LIMIT), strict=False):
        left = max(start, verb.start() - SUBJECT_REACH)
        choices = list(_subjects(cast, left, verb.start(), current))
        if choices:
            return max(choices, key=lambda choice: choice[0])[1]
        if _pronoun().search(cast.text, left, verb.start()):
            return SAME
    return None


def _subjects(cast: Cast, start: int, end: int, current: Official | None) -> Iterator[tuple[int, Reference]]:
    """Whoever may be the subject of a verb at `end`, with the offset at which each is named."""
    text = cast.text
    named = cast.between(start, end)
    for one in named:
        if not one.is_aside:
            yield one.start, Reference(one.official)
    spans = [(one.np_start, one.end) for one in named]
    for office in find_offices(text, start, end):
        if any(first <= office.start() < last for first, last in spans) or _is_aside_at(text, start, office.start()):
            continue
        holder = cast.holder(office.start(), _phrase_end(text, office.end(), end), current)
        if holder is not None and holder.official is not None:
            yield office.start(), holder
        elif holder is not None and TO_VERB.fullmatch(text, office.end(), end):
            yield office.start(), OTHER
    for at in (start, *(clause.end() for clause in CLAUSE_START.finditer(text, start, end))):
        if is_private(text[at : min(end, at + 40)]):
            yield at, OTHER
        initials = INITIALS.match(text, at, end)
        if initials and initials[1] not in _not_initials() and TO_VERB.fullmatch(text, initials.end(), end):
            yield at, OTHER
        name = NAME.match(text, at, end)
        if name is None or any(first < name.end() and at < last for first, last in spans):
            continue
        is_subject = TO_VERB.fullmatch(text, name.end(), end) or text.startswith(",", name.end())
        if PERSON.match(text, at, end) or (is_subject and cast.is_stranger(*name.span())):
            yield at, OTHER


def _phrase_end(text: str, at: int, end: int) -> int:
    """The end of the capitalised words that follow an office."""
    found = CAPITALISED.match(text, at, end)
    return found.end() if found else at


def _is_aside_at(text: str, start: int, at: int) -> bool:
    before = re.findall(r"[\w-]+", text[max(start, at - 30) : at])
    return bool(before) and (before[-1].casefold() in _aside() or before[-1].startswith("di"))


@cache
def _aside() -> frozenset[str]:
    return frozenset(speech_words("aside")) | {"calon", "bakal", "mantan", "wakil", "jabatan", "kursi", "pemilihan"}


@cache
def _interview() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{any_of(speech_words('interview'))}\b[^.!?\n]{{0,60}}?\b(?:dengan|bersama)\s")


@cache
def _pronoun() -> re.Pattern[str]:
    words = [word for word in speech_words("pronouns") if word != "nya"]
    return re.compile(rf"(?i)\b{any_of(words)}\b")


@cache
def _not_initials() -> frozenset[str]:
    return frozenset(speech_words("not_initials"))

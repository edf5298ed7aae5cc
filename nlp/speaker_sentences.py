"""Whose words a sentence of reported speech gives: "X menilai ...", "Menurut X, ...", "Hal itu disampaikan X"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from nlp.records import Official
from nlp.speaker_cast import SAME, Cast, Reference
from nlp.speaker_naming import is_private, read_naming
from nlp.speaker_subjects import NAME, find_entry, find_subject
from nlp.speech_index import has_nya

# So many verbs of a sentence are tried.
VERBS_LIMIT = 6
INTERVIEW_REACH = 400
# "imbauan yang disampaikan X" is no news of what X says.
RELATIVE = re.compile(r"\b(?:yang|seperti|sebagaimana)\s{1,2}(?:pernah\s|telah\s|juga\s)?$")

# "mengundang X untuk menyampaikan ..." tells what for, not what X says.
PURPOSE = re.compile(r"\b(?:untuk|guna|demi|agar|supaya)\s{1,2}(?:(?:turut|ikut|terus|selalu|segera|kembali)\s)?$")
CONNECTIVE = re.compile(r"(?i)(?:(?:lebih|lanjut|jauh|juga|kemudian|selanjutnya|kembali|selain|itu|pula),?\s){0,4}")
CLAUSE_AHEAD = re.compile(r"(?:\s(?:pula|lagi|juga))?(?:,\s(?=[a-z0-9]|[A-Z]{2})|\sbahwa\s)")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says of who speaks.

    `is_strong` where a word of speech tells, not only the subject's place; `is_entry` where the sentence brings someone
    into the article. `kind` names the way it is told, `start` and `end` are the word of speech.
    """

    who: Reference
    is_strong: bool
    is_entry: bool = False
    kind: str = ""
    start: int = -1
    end: int = -1


Reader = Callable[[Cast, int, int, Official | None], Told | None]


def read_sentence(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """Whose words or doings the sentence from `start` to `end` gives; None where it names nobody who could speak."""
    for reader in _readers():
        told = reader(cast, start, end, current)
        if told is not None:
            return told
    entry = find_entry(cast, start, end)
    return Told(entry[0], False, entry[1], "entry") if entry is not None else None


@cache
def _readers() -> tuple[Reader, ...]:
    return (_after_colon, _interviewed, read_tagged, read_according, _passive, read_active, _passive_relative, _reacted)


def _strong(who: Reference, kind: str, found: re.Match[str]) -> Told:
    return Told(who, True, False, kind, *found.span())


def _after_colon(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """A name and a colon before a quotation."""
    piece = cast.text[max(start, end - 4) : end].rstrip("\"“„«'‘’ \t\n")
    if not piece.endswith(":"):
        return None
    at = max(start, end - 4) + len(piece) - 1
    last = cast.between(max(start, at - 60), at)
    return Told(Reference(last[-1].official), True, False, "colon") if last and last[-1].end >= at - 2 else None


def _interviewed(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    found = next(cast.speech.matches("interview", start, end), None)
    if found is None:
        return None
    named = cast.between(found.end(), min(end, found.end() + INTERVIEW_REACH))
    return _strong(Reference(named[0].official), "interview", found) if named else None


def read_tagged(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """The first tag in the sentence: "..., kata X, ..."."""
    for found in cast.speech.tags(start, end):
        if has_nya(found):
            return _strong(SAME, "tag", found)
        who = read_naming(cast, found.end(), end, current)
        if found["verb"] or who.official is not None:
            return _strong(who, "tag", found)
    return None


def read_according(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """The first "menurut X" of the sentence."""
    found = next(cast.speech.matches("according", start, end), None)
    if found is None:
        return None
    if found["nya"]:
        return _strong(SAME, "according", found)
    who = read_naming(cast, found.end(), end, current)
    return None if who.is_other and not _is_someone(cast, found.end(), end) else _strong(who, "according", found)


def _passive(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    return _read_passive(cast, start, end, current, is_relative=False)


def _passive_relative(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    return _read_passive(cast, start, end, current, is_relative=True)


def _read_passive(cast: Cast, start: int, end: int, current: Official | None, is_relative: bool) -> Told | None:
    for found, _ in zip(cast.speech.matches("passive", start, end), range(VERBS_LIMIT), strict=False):
        if (RELATIVE.search(cast.text, max(start, found.start() - 24), found.start()) is not None) != is_relative:
            continue
        if found["nya"] or _is_agentless_head(cast.text, start, found, end):
            return _strong(SAME, "passive", found)
        if not cast.text[found.end() : found.end() + 1].isspace():
            continue
        who = read_naming(cast, found.end() + 1, end, current)
        if who.official is not None or (who.is_other and _is_someone(cast, found.end(), end)):
            return _strong(who, "passive", found)
    return None


def _is_agentless_head(text: str, start: int, passive: re.Match[str], end: int) -> bool:
    """Whether a sentence begins with a passive and goes on with what was said: "Lebih lanjut dikatakan, ..."."""
    return CLAUSE_AHEAD.match(text, passive.end(), end) is not None and bool(
        CONNECTIVE.fullmatch(text, start, passive.start())
    )


def read_active(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """The subject of the first verb of speech that has one."""
    for verb, _ in zip(cast.speech.matches("active", start, end), range(VERBS_LIMIT), strict=False):
        if PURPOSE.search(cast.text, max(start, verb.start() - 24), verb.start()):
            continue
        who = find_subject(cast, start, verb.start(), current)
        if who is not None:
            return _strong(who, "active", verb)
    return None


def _reacted(cast: Cast, start: int, end: int, current: Official | None) -> Told | None:
    """An official whose reaction the sentence tells of: "mendapat kritik keras dari X", "hal itu dibantah X"."""
    for found, _ in zip(cast.speech.matches("response", start, end), range(VERBS_LIMIT), strict=False):
        who = read_naming(cast, found.end() + 1, end, current)
        if who.official is not None:
            return _strong(who, "passive", found)
    return None


def _is_someone(cast: Cast, at: int, end: int) -> bool:
    """Whether a person is named at an offset, rather than a body or a thing."""
    while at < end and cast.text[at].isspace():
        at += 1
    name = NAME.match(cast.text, at, end)
    return is_private(cast.text[at : at + 40]) or (name is not None and cast.is_stranger(*name.span()))

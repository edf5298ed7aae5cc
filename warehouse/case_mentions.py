"""Where an article speaks of persons who may be accused: officials by name, initials, descriptions ("seorang lurah").

Persons of supervising bodies are never the accused. A named official is one only by the words beside the name: to name
somebody who is not accused would be the worst error here, so spokesmen who deny and superiors who comment need more.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nlp.records import Annotation, Official, Sentence
from warehouse.case_words import (
    alternatives,
    find_described,
    general_words,
    initials_pattern,
    load_words,
    lower_plain,
    plain_words,
)

# Roles whose holders watch, judge or comment: these cases are not about them.
NEVER_ACCUSED = frozenset({"bawaslu", "kpu", "kasn", "police", "prosecutor", "academic", "civil_society"})
# No civil servants, or heads that speak in nearly every article: they need more than one sign.
SELDOM_ACCUSED = frozenset(
    {"governor", "mayor", "regent", "vice_governor", "vice_mayor", "vice_regent", "minister", "ministry_official"}
    | {"legislator", "candidate", "party", "military", "agency_head", "regional_secretary", "inspector"}
)
SIGNS, MORE_SIGNS = 2, 4
# How far beside a name the words stand that tell an accused person.
REACH = 60
LARGEST_GROUP = 10
SPEAKS = "mengatakan|menjelaskan|menyebut|menegaskan|menuturkan|mengungkapkan|menerangkan|menambahkan|membenarkan"
SPEAKS_ON = "merinci|memastikan|menilai|mengingatkan|meminta|mengimbau|berharap|mengapresiasi|menyatakan|memaparkan"
SAID_BEFORE = re.compile(
    r"(?i)\b(?:kata|ujar|ucap|tutur|jelas|terang|ungkap|imbuh|papar|tegas|tandas|sebut|menurut|lanjut|sambung|beber)"
    r"(?:nya)?[ \u00a0]$"
)
SAID_AFTER = re.compile(rf"(?i)^[ \u00a0,]*(?:\w+[ \u00a0]){{0,2}}(?:{SPEAKS}|{SPEAKS_ON})\b")
INITIALS_OF = re.compile(r"(?:ber)?inisial\s+\(?([A-Z]{1,4})\b")
LISTED = re.compile(r"^[ \u00a0]?(?:\(|,[ \u00a0][a-z])")
JOINED = re.compile(r"[ \u00a0](?:dan|serta)[ \u00a0]$")
JOINS = re.compile(r"(?:,| dan | serta |, dan |, serta )+")
VERB_BEHIND = re.compile(r"[ \u00a0](?:di|me|mem|ber|ter)[a-z]{4,}")
OTHER_ONE = re.compile(r"[ \u00a0]lain\b")
GROUP_NAMED = re.compile(
    r"(?i)\b(?:dua|tiga|empat|lima|kedua|ketiga|keempat)[ \u00a0](?:orang[ \u00a0])?[^.;!?\n]{2,40}?"
    r"\b(?:adalah|ialah|yakni|yaitu|masing-masing|antara lain)\b[^.;!?\n]{0,8}$"
)


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A place where an article speaks of somebody who may be accused.

    `office` is the described office, a word of `general_words()` for "ASN"; `count` how many persons, None for a
    definite one ("camat itu"), 0 for a vague number; `official` is the number of an official in the annotation, from 0.
    """

    start: int
    end: int
    office: str | None = None
    count: int | None = None
    initials: str | None = None
    official: int | None = None

    @property
    def is_general(self) -> bool:
        """True where no office tells the persons apart."""
        return self.office in general_words()

    @property
    def is_new(self) -> bool:
        """True where the words bring somebody in: "seorang lurah", "dua guru"."""
        return self.count is not None


def sentence_index(sentences: Sequence[Sentence], offset: int) -> int:
    """The index of the sentence at an offset, or of the one before it; -1 before the first."""
    return bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1


def find_mentions(text: str, annotation: Annotation) -> list[PersonMention]:
    """Every mention of somebody who may be accused, in reading order, page residue left out."""
    found: list[PersonMention] = []
    named = accused_officials(text, annotation)
    for number in named:
        for mention in annotation.officials[number].mentions:
            if any(
                other.start <= mention.start and mention.end < other.end
                for place, other in enumerate(annotation.officials)
                if place != number
            ):
                continue  # part of another one's name or office, taken for theirs
            found.append(PersonMention(mention.start, mention.end, official=number))
    held = [(official.start, official.end) for official in annotation.officials]
    plain = lower_plain(text)
    known = _initials(text)
    for sentence in annotation.sentences:
        if sentence.is_residue:
            continue
        for person in find_described(plain, sentence.start, sentence.end):
            if person.count is None and any(start <= person.start < end for start, end in held):
                continue  # the office of somebody named, who has a mention of their own
            count = _count(person.count)
            if count is None and OTHER_ONE.match(text, person.end):
                count = 1
            found.append(PersonMention(person.start, person.end, office=person.office, count=count))
        for match in initials_pattern().finditer(text, sentence.start, sentence.end):
            if match[0] in known and not any(start <= match.start() < end for start, end in held):
                found.append(PersonMention(*match.span(), initials=match[0]))
    return sorted(set(found), key=lambda mention: (mention.start, mention.end))


def accused_officials(text: str, annotation: Annotation) -> list[int]:
    """The numbers of the officials whom the article accuses, told by the words right beside their names."""
    found = []
    acts = _acts(annotation)
    listed = {number for group in listed_officials(text, annotation) for number in group}
    for number, official in enumerate(annotation.officials):
        if official.role in NEVER_ACCUSED:
            continue
        if number in listed:
            found.append(number)
            continue
        others = [other for other in annotation.officials if other is not official]
        spans = sorted(
            {
                (start, end)
                for start, end in ((official.start, official.end), *((m.start, m.end) for m in official.mentions))
                if not any(other.start <= start and end < other.end for other in others)
            }
        )
        weights: dict[int, int] = {}  # by where the name ends: an office with its name and the name are one place
        for start, end in spans:
            here = _accusation_weight(text, start, end, _sentence_end(annotation, end), acts)
            weights[end] = max(here, weights.get(end, 0))
        weight = sum(weights.values())
        if weight >= (MORE_SIGNS if official.role in SELDOM_ACCUSED else SIGNS):
            found.append(number)
    return found


def listed_officials(text: str, annotation: Annotation) -> list[list[int]]:
    """Groups of officials that are told one by one: "Dua ASN itu adalah A dan B"."""
    groups: list[list[int]] = []
    for number, official in enumerate(annotation.officials):
        if groups and groups[-1][-1] == number - 1:
            between = text[annotation.officials[number - 1].end : official.start]
            if JOINS.fullmatch(between):
                groups[-1].append(number)
                continue
        if GROUP_NAMED.search(text[max(0, official.start - 90) : official.start]):
            groups.append([number])
    return [group for group in groups if len(group) > 1]


def office_of(text: str, official: Official) -> str | None:
    """The office printed with a name, by its name in the word list; None where none of them is."""
    words = lower_plain(text[official.start : official.end])
    return next((person.office for person in find_described(words, 0, len(words))), None)


def is_bulk(mention: PersonMention) -> bool:
    """Whether so many are meant that it is a reported total and no described group."""
    return mention.count is not None and (mention.count == 0 or mention.count > LARGEST_GROUP)


def _accusation_weight(text: str, start: int, end: int, limit: int, acts: Sequence[tuple[int, int]]) -> int:
    """2 where the words beside the name, or an act told in the same sentence behind it, accuse; 1 where they may."""
    before, cut = text[max(0, start - REACH) : start], text[end : min(limit, end + REACH)]
    if SAID_BEFORE.search(before) or SAID_AFTER.match(cut):
        return 0
    if beside("before_strong").search(before) or beside("after").search(cut):
        return 2
    if any(first <= start and end <= act for first, act in acts):
        return 2
    return 1 if beside("before").search(before) or beside("after_weak").search(cut) else 0


@cache
def beside(key: str) -> re.Pattern[str]:
    """The words of a list of `accused` beside a name: before it no comma between, behind it in the same sentence."""
    words = alternatives(load_words()["accused"][key])
    return re.compile(
        rf"(?i)\b(?:{words})"
        if key.startswith("after")
        else rf"(?i)\b(?:{words})(?![ \u00a0](?:itu|ini|tersebut))[^.!?,\n]{{0,24}}$"
    )


def _sentence_end(annotation: Annotation, offset: int) -> int:
    at = sentence_index(annotation.sentences, max(0, offset - 1))
    return max(offset, annotation.sentences[at].end) if at >= 0 else offset


def _acts(annotation: Annotation) -> list[tuple[int, int]]:
    """Where each sentence with an alleged or proven act begins, and where the act does."""
    found = []
    for act in annotation.violations:
        at = sentence_index(annotation.sentences, act.start)
        if act.status != "prohibited" and act.type != "other" and at >= 0:
            found.append((annotation.sentences[at].start, act.start))
    return found


def _initials(text: str) -> frozenset[str]:
    """Initials that the article brings in as somebody's: after "berinisial", or in a list with an office behind."""
    found = {match[1] for match in INITIALS_OF.finditer(text)}
    matches = list(initials_pattern().finditer(text))
    for match in matches:
        if LISTED.match(text[match.end() : match.end() + 4]):
            found.add(match[0])
    for match in matches:
        if len(match[0]) == 2 and VERB_BEHIND.match(text, match.end()):
            found.add(match[0])
    for first, second in pairwise(matches):
        if JOINED.search(text[first.end() : second.start()]) and second.start() - first.end() < 8:
            found |= {first[0], second[0]}
    return frozenset(found)


def _count(printed: str | None) -> int | None:
    if printed is None:
        return None
    words = load_words()
    plain = plain_words(printed)
    if plain in words["vague"]["words"]:
        return 0
    return int(plain) if plain.isdigit() else words["counts"][plain]

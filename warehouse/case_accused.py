"""Who an article accuses: mentions joined to one person or group.

A person is followed through the article: "seorang camat" is the camat whose name comes later, "camat itu" is the camat
spoken of, "berinisial HN" belongs to the description before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.records import Annotation, Official
from warehouse.case_mentions import PersonMention, listed_officials, office_of, sentence_index
from warehouse.case_words import general_words, load_words

ON_TRIAL = frozenset({"terdakwa", "terpidana", "tersangka", "terlapor"})
INITIALS_BEHIND = re.compile(r"[^.;!?\n]{0,60}?(?:ber)?inisial[ \u00a0]\(?")
TITLE_BETWEEN = re.compile(r",?[ \u00a0](?:\(|(?:dr|drg|Drs|Ir)\.?[ \u00a0])?")
APPOSED = re.compile(r"(?i)\b(?:yakni|yaitu|ialah|adalah)\b")


@dataclass(slots=True)
class Accused:
    """One person, or one group that acted together, in one article; `key` numbers them in reading order."""

    key: int
    office: str | None = None
    count: int | None = None
    initials: list[str] = field(default_factory=list)
    officials: list[int] = field(default_factory=list)
    mentions: list[PersonMention] = field(default_factory=list)
    members: list["Accused"] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """True where several persons are meant."""
        return (self.count or 1) > 1


def resolve_accused(text: str, annotation: Annotation, mentions: Sequence[PersonMention]) -> list[Accused]:
    """Join mentions of one person or group; every mention is in one `Accused`, in reading order."""
    people: list[Accused] = []
    last: Accused | None = None
    listed = listed_officials(text, annotation)
    for mention in mentions:
        place = _next_to(text, last, mention) or _find_known(text, annotation, people, mention, listed)
        if place is None:
            place = Accused(len(people), office=mention.office, count=mention.count)
            people.append(place)
        place.mentions.append(mention)
        if mention.initials and mention.initials not in place.initials:
            place.initials.append(mention.initials)
        if mention.official is not None and mention.official not in place.officials:
            place.officials.append(mention.official)
            place.office = place.office or office_of(text, annotation.officials[mention.official])
        if place.office is None or (place.office in general_words() and not mention.is_general and mention.office):
            place.office = mention.office or place.office
        last = place
    _find_members(people, listed)
    _find_initials(people)
    return people


def _next_to(text: str, last: Accused | None, mention: PersonMention) -> Accused | None:
    """Whoever was named right before, where the words between say that it is the same: "guru berinisial EN"."""
    if last is None or last.is_group:
        return None
    between = text[last.mentions[-1].end : mention.start]
    is_beside = INITIALS_BEHIND.fullmatch(between) or TITLE_BETWEEN.fullmatch(between)
    if mention.initials is not None and not last.initials and is_beside:
        return last
    if mention.count == 1 and last.office in general_words() and not last.initials and APPOSED.search(between):
        return last if len(between) < 80 else None
    return None


def _find_known(
    text: str,
    annotation: Annotation,
    people: Sequence[Accused],
    mention: PersonMention,
    listed: Sequence[Sequence[int]],
) -> Accused | None:
    if mention.official is not None:
        for person in people:
            if mention.official in person.officials:
                return person
        if any(mention.official in group for group in listed):
            return None
        return _described_before(text, annotation, people, mention)
    if mention.initials is not None:
        return next((person for person in people if mention.initials in person.initials), None)
    if mention.is_new:
        return _same_description(text, annotation, people, mention)
    if mention.office in ON_TRIAL and people:
        return min(people, key=lambda person: (not person.officials, not person.initials, person.key))
    for person in reversed(people):
        if person.office == mention.office or (mention.is_general and not person.is_group):
            return person
        if (
            person.officials
            and mention.office
            and _holds(text, annotation.officials[person.officials[0]], mention.office)
        ):
            return person
    return None


def _find_members(people: Sequence[Accused], listed: Sequence[Sequence[int]]) -> None:
    """Give the group that was told one by one its members."""
    for numbers in listed:
        members = [person for person in people if set(person.officials) & set(numbers)]
        groups = [person for person in people if person.count == len(numbers) and not person.officials]
        for group in groups:
            group.members = members


def _find_initials(people: Sequence[Accused]) -> None:
    """Give the one group of an article the initials that stand in it without an office: "ketiganya SW, TH, MR"."""
    groups = [person for person in people if person.is_group and not person.members and person.count != 0]
    alone = [person for person in people if person.initials and person.office is None and not person.officials]
    if groups and len(alone) > 1:
        first = groups[0]
        first.initials.extend(i for person in alone for i in person.initials if i not in first.initials)


def _described_before(
    text: str, annotation: Annotation, people: Sequence[Accused], mention: PersonMention
) -> Accused | None:
    """The one described person ("seorang panewu") whose name now comes."""
    assert mention.official is not None  # noqa: S101 - the caller asked
    official = annotation.officials[mention.official]
    for person in people:
        if person.officials or person.initials or person.is_group or person.office is None:
            continue
        if person.office in general_words() or _holds(text, official, person.office):
            return person
    return None


def _same_description(
    text: str, annotation: Annotation, people: Sequence[Accused], mention: PersonMention
) -> Accused | None:
    """Whoever was described by the same count and office before, in the same election and place."""
    elsewhere = _tells_elsewhere(text, annotation, mention.start)
    if elsewhere:
        return None
    for person in people:
        if (person.office, person.count) == (mention.office, mention.count):
            return person
        is_one = mention.count == 1 and person.officials and mention.office
        if is_one and _holds(text, annotation.officials[person.officials[0]], str(mention.office)):
            return person
    return None


def _tells_elsewhere(text: str, annotation: Annotation, offset: int) -> bool:
    """Whether the sentence at an offset names an election or area that is not the article's own."""
    at = sentence_index(annotation.sentences, offset)
    if at < 0:
        return False
    sentence = annotation.sentences[at]
    elections = {item.value for item in annotation.elections if sentence.start <= item.start < sentence.end}
    main = annotation.elections[0].value if annotation.elections else None
    own = set(annotation.primary_regions)
    areas = {item.value for item in annotation.regions if sentence.start <= item.start < sentence.end}
    is_other_area = bool(areas) and not any(_within(area, code) for area in areas for code in own)
    return bool(elections - {main}) or (is_other_area and bool(own))


def _within(area: str, code: str) -> bool:
    return area == code or area.startswith(code) or code.startswith(area) or "00" in (area, code)


def _holds(text: str, official: Official, office: str) -> bool:
    printed = office_of(text, official)
    if printed is not None and printed not in general_words():
        return printed == office
    return official.role in load_words()["roles"].get(office, ())

"""Where a case is, and which election it is about."""

import re
from collections.abc import Sequence
from datetime import date

from nlp.election_calendar import load_elections
from nlp.records import Annotation
from warehouse.case_mentions import sentence_index
from warehouse.case_records import nearest_election

EARLIER = re.compile(
    r"(?i)\b(?:pilkada|pemilu|pileg|pilgub|pilbup|pemilihan)[ \u00a0](?:terdahulu|sebelumnya|yang lalu)\b"
)


def areas_at(text: str, annotation: Annotation, at: int) -> set[str]:
    """The regencies and cities that a sentence names."""
    if not 0 <= at < len(annotation.sentences):
        return set()
    sentence = annotation.sentences[at]
    words = text[sentence.start : sentence.end]
    return {
        item.value
        for item in annotation.regions
        if "." in item.value and _stands_in(text[item.start : item.end], words)
    }


def _stands_in(name: str, words: str) -> bool:
    """Whether a name stands among words, and not as a part of one."""
    at = words.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and _is_letter(words[at - 1])) and not (end < len(words) and _is_letter(words[end])):
            return True
        at = words.find(name, at + 1)
    return False


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def find_region(text: str, annotation: Annotation, officials: Sequence[int], places: Sequence[int]) -> str | None:
    """The area of the accused's office, else the regency or city told beside person or act, else the article's first.

    `officials` are numbers from 0, `places` the offsets where person and acts stand.
    """
    for number in officials:
        code = annotation.officials[number].region
        if code is not None and "." in code:
            return code
    primary = annotation.primary_regions[0] if annotation.primary_regions else None
    for offset in places:
        at = sentence_index(annotation.sentences, offset)
        if at < 0:
            continue
        sentence = annotation.sentences[at]
        told = areas_at(text, annotation, at)
        if not told and at and annotation.sentences[at - 1].paragraph == sentence.paragraph:
            told = areas_at(text, annotation, at - 1)
        if len(told) == 1:
            return told.pop()
    return primary


def find_election(text: str, annotation: Annotation, offset: int, report_date: date | None) -> str | None:
    """The election named in the sentence of the act or the one before, else the article's nearest to its day."""
    at = sentence_index(annotation.sentences, offset)
    for place in (at, at - 1):
        if place < 0:
            continue
        sentence = annotation.sentences[place]
        if place == at and EARLIER.search(text, sentence.start, sentence.end):
            return None
        if place < at and sentence.paragraph != annotation.sentences[at].paragraph:
            continue
        for item in annotation.elections:
            if sentence.start <= item.start < sentence.end:
                return item.value
    if not annotation.elections:
        return None
    told = [item.value for item in annotation.elections if item.value in load_elections()]
    return nearest_election(told, report_date) or annotation.elections[0].value

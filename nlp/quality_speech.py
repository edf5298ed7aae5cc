"""Quotations and who says them, measured on articles of a newspaper: PFSA-ID, development part, outside the repository.

All direct quotations of public figures are annotated, and these persons; of others nothing is. So what is missed can be
counted, what is invented cannot. Real articles on any subject: they tell how the reading fares on a strange one.
"""

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from crawler.items import Article
from nlp.version import pipeline_version

WORD = re.compile(r"\w+")
# Of an annotated quotation, so much must lie in one that was found.
LEAST_OVERLAP = 0.5
# So far behind a quotation its tag may name the speaker.
TAG_REACH = 90
# In the rule of a quotation whose tag names somebody without a public office.
PRIVATE = ".stranger"


@dataclass(slots=True)
class Speech:
    """Counts over all articles; `attributed` are quotations found whose speaker is one of the article's persons.

    Of those given to others, `named_behind` name that other right behind the quotation: the annotation lacks a person.
    `private` are those given to nobody because who is named there holds no public office: on purpose
    (`docs/domain.md`), while the annotation has every speaker.
    """

    article_count: int = 0
    quotation_count: int = 0
    found: int = 0
    attributed: int = 0
    given_to_others: int = 0
    named_behind: int = 0
    private: int = 0
    person_count: int = 0
    persons_found: int = 0


def measure_speech(path: Path, most: int | None = None) -> Speech:
    """Read the articles of a file, on whatever subject, or the first `most` of them, and compare."""
    from nlp.pipeline import read_article

    told = Speech()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, most)):
            annotation = read_article(Article(row["id"], row["text"]), always_names=True)
            _count(told, row, annotation.quotes, [official.name for official in annotation.officials])
    return told


def _count(told: Speech, row: dict[str, Any], quotes: Iterable[Any], officials: list[str]) -> None:
    told.article_count += 1
    persons = [person["text"] for person in row["persons"]]
    for statement in row["statements"]:
        if not statement["direct"]:
            continue
        told.quotation_count += 1
        start, end = statement["start"], statement["end"]
        shared = (
            quote for quote in quotes if min(quote.end, end) - max(quote.start, start) >= LEAST_OVERLAP * (end - start)
        )
        quote = next(shared, None)
        if quote is None:
            continue
        told.found += 1
        is_theirs = quote.speaker is not None and any(is_same_name(quote.speaker, person) for person in persons)
        told.attributed += is_theirs
        is_others = quote.speaker is not None and not is_theirs
        told.given_to_others += is_others
        told.private += quote.speaker is None and PRIVATE in quote.rule
        told.named_behind += is_others and is_named_in(quote.speaker, row["text"][quote.end : quote.end + TAG_REACH])
    told.person_count += len(persons)
    told.persons_found += sum(any(is_same_name(name, person) for name in officials) for person in persons)


def is_same_name(one: str, other: str) -> bool:
    """Whether all words of the shorter name stand in the other."""
    first, second = (set(WORD.findall(name.casefold())) for name in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def is_named_in(name: str, text: str) -> bool:
    """Whether a word of the name stands in a piece of text."""
    return not set(WORD.findall(name.casefold())).isdisjoint(WORD.findall(text.casefold()))


def speech_section(told: Speech) -> str:
    """The counts as a section of the report."""
    rows = (
        ("direct quotations found, by half", told.found, told.quotation_count),
        ("of these, said by one of the article's persons", told.attributed, told.found),
        ("of these, left to nobody: who is named holds no public office", told.private, told.found),
        ("of the others, said by one of the article's persons", told.attributed, told.found - told.private),
        ("of those found, given to somebody else", told.given_to_others, told.found),
        ("of these others, named directly behind the quotation", told.named_behind, told.given_to_others),
        ("persons found", told.persons_found, told.person_count),
    )
    lines = [
        "## Speech in a newspaper",
        "",
        f"{told.article_count} articles of a national newspaper on all subjects (PFSA-ID, development part), pipeline",
        f"{pipeline_version()}, with the model of names asked everywhere. What is invented cannot be counted there.",
        "",
        "| figure | share | of |",
        "| --- | --- | --- |",
        *(f"| {name} | {part / whole:.3f} | {whole:,} |" for name, part, whole in rows if whole),
    ]
    return "\n".join(lines) + "\n"

"""The words that tell one case from another: names of places and things, numbers, rare nouns around the act."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from spacy.lang.id.stop_words import STOP_WORDS

from nlp.records import Annotation, Sentence
from warehouse.case_mentions import NEVER_ACCUSED, SELDOM_ACCUSED
from warehouse.case_words import load_words, office_names

WORD = re.compile(r"[^\W\d_][\w’'-]{3,}|\d{2,}")
# A capital that no sentence, quotation or line calls for.
INSIDE = re.compile(r"[\w,)][ \u00a0]$")
DAY = len("2024-11-27")
DAY_FORM = re.compile(r"\d{4}-")
# What happened a day or two before is the press conference, not the act.
ON_THE_DAY = timedelta(days=2)
YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Marks:
    """Telling words: `near` of the sentences of the act, `wide` of their paragraphs, the near ones among them."""

    near: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()

    def shared(self, other: "Marks") -> frozenset[str]:
        """What the sentences of either act share with the other's paragraphs."""
        return (self.near & other.wide) | (self.wide & other.near)


def find_marks(
    text: str,
    annotation: Annotation,
    places: Iterable[int],
    accused: Sequence[int] = (),
    report_date: date | None = None,
    is_only: bool = False,
) -> Marks:
    """The telling words around the offsets where the acts stand and the accused is brought in.

    A word with a capital inside a sentence is kept with it ("Sluke"): the name of a place or thing, which tells most.
    Others are in lower case. Names of areas, and of supervisors and heads who are not among the `accused` (numbers from
    0), are left out: the same ones speak on all cases of a regency. Where the article tells one case only, `is_only`,
    the days before the report on which something happened ("2023-12-10") are marks too.
    """
    wanted = list(places)
    beside = [s for s in annotation.sentences if any(s.start <= start < s.end for start in wanted)]
    paragraphs = {sentence.paragraph for sentence in beside}
    others = _other_names(text, annotation, accused)
    near = _telling(text, beside, others)
    wide = _telling(text, [s for s in annotation.sentences if s.paragraph in paragraphs], others)
    days = {
        item.value
        for item in annotation.dates
        if is_only and item.role == "event" and len(item.value) == DAY
        if report_date is None or date.fromisoformat(item.value) < report_date - ON_THE_DAY
    }
    return Marks(near | days, wide | near | days)


def _telling(text: str, sentences: Iterable[Sentence], others: set[str]) -> frozenset[str]:
    found: dict[str, bool] = {}
    for sentence in sentences:
        if sentence.is_residue:
            continue
        for match in WORD.finditer(text, sentence.start, sentence.end):
            plain = match[0].lower().strip("-'’")
            if plain in common_words() or plain in others or YEAR.fullmatch(plain):
                continue
            is_name = match[0].istitle() and INSIDE.search(text[max(sentence.start, match.start() - 2) : match.start()])
            found[plain] = found.get(plain, True) and bool(is_name)
    return frozenset(word.title() if is_name else word for word, is_name in found.items())


def _other_names(text: str, annotation: Annotation, accused: Sequence[int]) -> set[str]:
    names = {
        word
        for number, official in enumerate(annotation.officials)
        if number not in accused and official.role in NEVER_ACCUSED | SELDOM_ACCUSED
        for name in (official.name, *(mention.text for mention in official.mentions))
        for word in _words(name)
    }
    return names | {word for item in annotation.regions for word in _words(text[item.start : item.end])}


def weigh_marks(marks: frozenset[str]) -> int:
    """How much words tell: a name or a day two, any other one, those of the acts themselves nothing."""
    plain = marks - act_words()
    return len(plain) + sum(1 for mark in plain if mark[0].isupper() or DAY_FORM.match(mark))


def _words(text: str) -> set[str]:
    return {word.lower().strip("-'’") for word in WORD.findall(text)}


@cache
def act_words() -> frozenset[str]:
    """Words for the acts, which many cases share."""
    return frozenset(load_words()["common"]["acts"])


@cache
def common_words() -> frozenset[str]:
    """Words that say nothing about which case it is: the language's small words and those of the subject."""
    offices = {part for name in office_names() for part in name.split()}
    return frozenset(load_words()["common"]["words"]) | offices | frozenset(STOP_WORDS)

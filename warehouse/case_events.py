"""The steps of a case's procedure that an article tells: who did what, on which day, in which words.

Only what happened counts: what is planned, asked for, supposed or denied is left out (`nlp.modality`). In an article on
several cases a step belongs to the case whose person or act its sentence names, else to the last one named in the
paragraph; where that does not tell it is left out rather than given to a case it may not be of.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlp.modality import is_negated, is_supposed, status_of
from nlp.records import Annotation, DateRef, Sentence
from warehouse.case_conduct import find_penalty_tier
from warehouse.case_words import alternatives, load_words
from warehouse.days import parse_span

# Denial is part of what these words say.
DENIALS = frozenset({"dropped", "criminal_dropped", "acquitted"})
CRIMINAL = re.compile(r"(?i)\b(?:pidana\w*|gakkumdu|penyidikan)\b")
BULK = re.compile(
    r"(?i)\b(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)[ \u00a0](?:laporan|kasus|aduan|perkara)\b"
)
# Steps that say that somebody was punished.
PENALTIES = frozenset({"sanctioned", "convicted"})
# How far behind the name of a penalty its word of giving stands ("Teguran dituangkan dalam surat ...").
NOUN_REACH = 30
FOUND_GUILTY = re.compile(r"(?<!tidak )(?<!belum )(?<!tak )\b(?:terbukti|dinyatakan melanggar|dinyatakan bersalah)\b")
PRECISION = {4: "year", 7: "month", 10: "day"}
DATE_ROLES = frozenset({"event", "document"})


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """A step that was taken. `body` is a kind of body, `body_words` how it is printed, both None where not told.

    `event_date` is the first day of what the text gives, `date_precision` day, month, year, range or unknown.
    """

    step: str
    body: str | None
    body_words: str | None
    event_date: date | None
    date_precision: str
    penalty_tier: str | None
    start: int
    end: int
    sentence_no: int


@dataclass(frozen=True, slots=True)
class Told:
    """Where an article speaks of one case: the offsets of its persons and acts."""

    places: tuple[int, ...]


def find_events(text: str, annotation: Annotation, cases: Sequence[Told]) -> list[list[CaseEvent]]:
    """The steps of each case of one article, in reading order; a step told twice with one date is kept once."""
    found: list[list[CaseEvent]] = [[] for _ in cases]
    if not cases:
        return found
    owner, paragraph = -1, -1
    for number, sentence in enumerate(annotation.sentences, 1):
        if sentence.is_residue:
            continue
        named = [k for k, case in enumerate(cases) if any(sentence.start <= at < sentence.end for at in case.places)]
        if len(cases) == 1:
            owner = 0
        elif len(named) == 1:
            owner = named[0]
        elif len(named) > 1 or sentence.paragraph != paragraph:
            owner = -1
        paragraph = sentence.paragraph
        if owner >= 0:
            for event in _sentence_events(text, annotation.dates, sentence, number):
                told = [(other.step, other.event_date) for other in found[owner]]
                if (event.step, event.event_date) not in told:
                    found[owner].append(event)
    return found


def state_of(events: Iterable[CaseEvent], is_proven: bool) -> str:
    """How far a case has come by one article: alleged, found, sanctioned, convicted or dropped.

    A finding needs a word of finding; dropping the criminal side alone drops no case.
    """
    steps = {event.step for event in events}
    if "convicted" in steps:
        return "convicted"
    if "sanctioned" in steps:
        return "sanctioned"
    if is_proven:
        return "found"
    return "dropped" if steps & {"dropped", "acquitted"} else "alleged"


def _sentence_events(text: str, dates: Sequence[DateRef], sentence: Sentence, number: int) -> list[CaseEvent]:
    found: dict[str, CaseEvent] = {}
    plain = text[sentence.start : sentence.end].lower()
    for step, first_words, pattern in _step_patterns():
        if not any(word in plain for word in first_words):
            continue
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if not _happened(text, sentence, match.start(), match.end(), step):
                continue
            words = text[sentence.start : sentence.end]
            if step in ("reported", "found") and BULK.search(words):
                continue
            body, body_words = _body_near(text, sentence, match.start(), match.end())
            told = _settle(step, body, words)
            if told is None or told in found:
                continue
            value = _date_near(dates, sentence, match.start())
            found[told] = CaseEvent(
                step=told,
                body=body,
                body_words=body_words,
                event_date=parse_span(value)[0] if value else None,
                date_precision=PRECISION.get(len(value), "range") if value else "unknown",
                penalty_tier=find_penalty_tier(words) if told == "sanctioned" else None,
                start=match.start(),
                end=match.end(),
                sentence_no=number,
            )
            break
    if "recommended" in found:
        found.pop("sanctioned", None)  # the penalty is what is recommended
    if "dropped" in found or "criminal_dropped" in found:
        found.pop("decided", None)
    if "dropped" in found and FOUND_GUILTY.search(plain):
        found.pop("dropped")  # one sentence finds some guilty and others not: of whom it is, is not told
    return sorted(found.values(), key=lambda event: (event.start, event.step))


def _settle(step: str, body: str | None, words: str) -> str | None:
    """The step by who takes it: only KASN and BKN recommend, a court's penalty is a sentence."""
    if step == "recommended" and body not in ("kasn", "bkn"):
        return "referred" if body == "bawaslu" else None
    if step == "sanctioned" and (body in ("court", "prosecutor") or re.search(r"(?i)\bpidana\b", words)):
        return None
    if step == "reported" and body in ("appointing_official", "kasn", "bkn"):
        return None  # that the penalty was carried out is reported to them
    if step == "dropped" and CRIMINAL.search(words):
        return "criminal_dropped"
    return step


def _happened(text: str, sentence: Sentence, start: int, end: int, step: str) -> bool:
    if status_of(text, sentence.start, start, end) != "taken" or is_supposed(text, sentence.start, start):
        return False
    if step == "dropped" and _stopped_things().search(text, sentence.start, start):
        return False
    if step in PENALTIES and not _was_given(text, sentence, start, end):
        return False
    return step in DENIALS or not is_negated(text, sentence.start, start)


def _was_given(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a penalty or verdict was given: a list of what may come, a threat or a demand is none.

    In doubt it is none: a case that is told as only alleged does less harm than an allegation told as punished.
    """
    if _announced("words").search(text, sentence.start, start):
        return False
    if not _announced("nouns").fullmatch(text, start, end):
        return True
    return _announced("giving").search(text, sentence.start, min(sentence.end, end + NOUN_REACH)) is not None


@cache
def _stopped_things() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{alternatives(load_words()['stopped_things']['words'])})[ \u00a0]$")


@cache
def _announced(key: str) -> re.Pattern[str]:
    words = load_words()["announced"][key]
    return re.compile(rf"(?i)(?<![\w-])(?:{alternatives(words)})(?![\w-])")


def _body_near(text: str, sentence: Sentence, start: int, end: int) -> tuple[str | None, str | None]:
    """The last body named before the step in its sentence, else the first behind it."""
    before = list(_body_pattern().finditer(text, sentence.start, start))
    match = before[-1] if before else _body_pattern().search(text, end, sentence.end)
    if match is None:
        return None, None
    return _body_kinds()[" ".join(match[0].lower().split())], match[0]


def _date_near(dates: Sequence[DateRef], sentence: Sentence, at: int) -> str | None:
    inside = [d for d in dates if sentence.start <= d.start < sentence.end and d.role in DATE_ROLES]
    return min(inside, key=lambda item: (abs(item.start - at), item.start)).value if inside else None


@cache
def _step_patterns() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Each step with the first words of what tells it, by which most sentences are passed over, and the pattern."""
    return tuple(
        (
            step,
            tuple({word.split()[0] for word in words}),
            re.compile(rf"(?i)\b(?:{alternatives(words, '(?:nya)?')})"),
        )
        for step, words in load_words()["steps"].items()
    )


@cache
def _body_kinds() -> dict[str, str]:
    return {word.strip(): kind for kind, words in load_words()["bodies"].items() for word in words}


@cache
def _body_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{alternatives(_body_kinds())})")

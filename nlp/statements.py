"""Reported speech: what the text says that somebody said, in the paper's words and not in quotation marks.

`nlp.speakers` reads who has the word in each sentence; here the clause is cut out that gives what was said: "X
menegaskan, ...", "Menurut X, ...", "..., kata X", "Ditegaskannya, ...". Bodies speak as well ("Bawaslu mengimbau ..."),
with speaker None. A sentence gives one clause at most. Nothing is said to be true by it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.lexicons import load_lexicon
from nlp.records import Official, Quote, Sentence, Statement
from nlp.regions import Place
from nlp.speaker_cast import SAME, Cast, Reference
from nlp.speaker_sentences import Told, read_according, read_tagged
from nlp.speaker_subjects import find_subject
from nlp.speakers import Heard, read_speech
from nlp.statement_clauses import (
    POINTED,
    clause_span,
    has_predicate,
    is_empty,
    is_headline,
    is_opening,
    is_thing,
    is_topic,
    naming_end,
    skip_circumstances,
    trim_lead,
    word_count,
    words_of,
)
from nlp.statement_subjects import body_before, is_done, is_said

FEWEST_WORDS = 3
# A tag's clause before it, where one stands behind it as well.
FEWEST_BEFORE = 5
# Behind a bare verb of saying, where no predicate tells a clause.
FEWEST_BARE = 7
# "Ditegaskannya, ..." stands at the head of its sentence, a connective before it.
PASSIVE_HEAD = re.compile(r"(?:[\w-]{1,15}\s){0,3}(?:,\s)?$")
THAT = re.compile(r"[,:]?\s{0,2}\bbahwa\b,?\s")
AFTER_VERB = re.compile(r"(?i)[^,.;:]{0,90}?(?P<that>,?\s(?:bahwa|bahwasanya)\s)")
ADVERB = re.compile(
    r"(?i)(?:\s(?:juga|pula|lagi|kembali|bahwasanya|dan\s(?:me|ber)\w{3,20}|serta\s(?:me|ber)\w{3,20}))?"
)
ADDRESSEE = re.compile(r"(?i)\s(?:kepada|pada|ke)\s[^,.;:]{2,80}?(?=,\s|\sbahwa\s|\sagar\s|\suntuk\s)")
LEAD = re.compile(r"(?i)\s{0,2}(?:[,:]\s{0,2})?")
# Whom a verb of asking is put to: "mengimbau kepada seluruh ASN untuk ..."; they are part of the clause.
ASKED = re.compile(r"(?i)\s{0,2}(?:kepada|pada)\s(?=\w)")

SECOND_VERB = re.compile(r"(?i)\b(?:seraya|sambil|sembari|dan|serta|lalu|kemudian)\s(?:juga\s)?$")
# Before a passive at the head of its sentence: no thing that was said, but a word that joins.
JOINING = frozenset({"selain", "lebih", "juga", "kemudian", "lalu", "selanjutnya", "lanjut", "kembali"})
POINTING = frozenset({"hal", "itu", "ini", "tersebut", "yang"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A reported clause and the rule that found it."""

    start: int
    end: int
    rule: str
    who: Reference


def read_statements(
    text: str,
    quotes: Sequence[Quote],
    sentences: Sequence[Sentence],
    officials: Sequence[Official],
    places: Sequence[Place] = (),
) -> tuple[list[Quote], list[Statement]]:
    """The quotations with speakers and the reported clauses, for texts read outside the pipeline."""
    cast = Cast(text, officials, places)
    spoken, heard = read_speech(cast, quotes, sentences)
    return spoken, find_statements(cast, heard)


def find_statements(cast: Cast, heard: Sequence[Heard]) -> list[Statement]:
    """Every reported clause, in reading order; `heard` is what `nlp.speakers` read."""
    found = []
    previous: Official | None = None
    for piece in heard:
        clause = _read_piece(cast, piece, previous)
        previous = piece.speaker
        if clause is None:
            continue
        official = piece.speaker if clause.who == SAME else clause.who.official
        name = official.name if official is not None else None
        found.append(Statement(name, cast.text[clause.start : clause.end], clause.start, clause.end, clause.rule))
    return found


def _read_piece(cast: Cast, piece: Heard, previous: Official | None) -> Clause | None:
    text = cast.text
    if text[piece.start : piece.end].rstrip(" \"”’'").endswith("?") or is_headline(text, piece):
        return None
    start = trim_lead(text, piece.start, piece.end)
    if piece.is_rest:
        return _from_rest(cast, piece)
    for reader in (_from_passive, _from_tag, _from_according, _from_active, _from_body):
        for clause in reader(cast, start, piece, previous):
            whole = _whole(text, clause)
            if whole is not None:
                return whole
    return None


def _whole(text: str, clause: Clause) -> Clause | None:
    """The clause cut to what was said, or None where that is nothing."""
    span = clause_span(text, clause.start, clause.end)
    if span is None or is_empty(text, *span) or word_count(text, *span) < FEWEST_WORDS:
        return None
    return Clause(*span, clause.rule, clause.who)


def _from_rest(cast: Cast, piece: Heard) -> Clause | None:
    """After a quotation and its tag a second verb may report more: `"...," kata X seraya menambahkan bahwa ...`"""
    at = piece.told.end if piece.told is not None and piece.told.end > piece.start else piece.start
    for verb in cast.speech.matches("active", at, piece.end):
        if not SECOND_VERB.search(cast.text, max(at, verb.start() - 24), verb.start()):
            continue
        for clause in _after_verb(cast, verb, piece.end, Reference(piece.speaker), "rest"):
            return _whole(cast.text, clause)
    return None


def _from_passive(cast: Cast, start: int, piece: Heard, current: Official | None) -> Iterator[Clause]:
    """ "Ditegaskannya, ...", "Diakui X, ..."; elsewhere in a sentence only with "bahwa" behind the speaker."""
    text = cast.text
    found = next(cast.speech.matches("passive", start, piece.end), None)
    if found is None:
        return
    told = piece.told if piece.told is not None and piece.told.kind == "passive" else None
    who = told.who if told is not None else SAME
    is_its = told is not None and told.start == found.start()
    that = THAT.search(text, found.end(), min(piece.end, found.end() + 260))
    word = found[0].strip()
    if PASSIVE_HEAD.fullmatch(text, start, found.start()) and not _has_agentless_subject(text, start, found.start()):
        named = _names_someone(found, piece)
        at = naming_end(cast, found.end(), piece.end) if named else _behind_adverb(text, found.end(), piece.end)
        begin = that.end() if that is not None else at + len(_lead(text, at, piece.end))
        yield Clause(begin, piece.end, f"statement.passive: {word}", who)
    elif that is not None and is_its:
        yield Clause(that.end(), piece.end, f"statement.passive_that: {word}", who)
    elif told is not None and is_its and _is_tag(text, found):
        yield from _around(cast, start, piece.end, told, "tag")


def _is_tag(text: str, passive: re.Match[str]) -> bool:
    """Whether a passive stands between commas as a tag does: "..., dikatakan X, ..."."""
    return text[max(0, passive.start() - 3) : passive.start()].rstrip().endswith(",")


def _names_someone(passive: re.Match[str], piece: Heard) -> bool:
    told = piece.told
    if told is None or told.start != passive.start() or passive["nya"] is not None:
        return False
    return told.who.official is not None or told.who.is_other


def _has_agentless_subject(text: str, start: int, at: int) -> bool:
    """Whether a thing stands before the passive: "Hal itu disampaikan", "Imbauan tersebut disampaikan"."""
    words = words_of(text, start, at)
    return bool(words) and (words[0] not in JOINING or not POINTING.isdisjoint(words))


def _from_tag(cast: Cast, start: int, piece: Heard, current: Official | None) -> Iterator[Clause]:
    """ "..., kata X", "Bahkan, kata X, ...", "..., katanya"."""
    told = read_tagged(cast, start, piece.end, current)
    if told is None:
        return
    yield from _around(cast, start, piece.end, told, "tag")


def _from_according(cast: Cast, start: int, piece: Heard, current: Official | None) -> Iterator[Clause]:
    """ "Menurut X, ...", "..., menurut X, ..."."""
    found = next(cast.speech.matches("according", start, piece.end), None)
    if found is None:
        return
    told = read_according(cast, start, piece.end, current)
    if told is None and body_before(cast.text, found.end(), min(piece.end, found.end() + 60), is_head=True):
        told = Told(Reference(None, True), True, False, "according", *found.span())
    if told is not None:
        yield from _around(cast, start, piece.end, told, "according")


def _around(cast: Cast, start: int, end: int, told: Told, kind: str) -> Iterator[Clause]:
    """The clause before a tag or behind its speaker, whichever is a whole one; the longer of two."""
    text = cast.text
    at = told.end if _points_back(text, told) else naming_end(cast, told.end, end)
    count = word_count(text, start, told.start)
    is_subordinate = is_opening(text, start, told.start)
    is_whole = count >= FEWEST_BEFORE and not is_subordinate and has_predicate(text, start, told.start)
    behind = skip_circumstances(text, at, end, is_tag=kind != "according")
    if behind is None and not is_whole and text[at : at + 2] == ", " and has_predicate(text, at, end):
        behind = at + 2
    rest = word_count(text, behind, end) if behind is not None else 0
    rule = f"statement.{kind}"
    word = text[told.start : told.end].strip()
    is_consequence = behind is not None and is_opening(text, behind, end) and is_whole
    if behind is not None and rest >= FEWEST_WORDS and (not is_whole or (rest > count and not is_consequence)):
        yield Clause(behind, end, f"{rule}_after: {word}", told.who)
    if is_whole or (count >= FEWEST_WORDS and kind != "according" and not is_subordinate):
        yield Clause(start, told.start, f"{rule}_before: {word}", told.who)


def _points_back(text: str, told: Told) -> bool:
    return text[told.start : told.end].casefold().endswith("nya")


def _from_active(cast: Cast, start: int, piece: Heard, current: Official | None) -> Iterator[Clause]:
    """ "X mengatakan (bahwa) ..."."""
    for verb in cast.speech.matches("active", start, piece.end):
        if not is_said(cast.text, start, verb.start()) or verb.start() == start:
            continue
        who = find_subject(cast, start, verb.start(), current)
        if who is None:
            continue
        yield from _after_verb(cast, verb, piece.end, who, "")


def _from_body(cast: Cast, start: int, piece: Heard, current: Official | None) -> Iterator[Clause]:
    """ "Bawaslu mengimbau ...": a body speaks, and no person."""
    for verb in cast.speech.matches("active", start, piece.end):
        if not is_said(cast.text, start, verb.start()) or not body_before(cast.text, start, verb.start()):
            continue
        yield from _after_verb(cast, verb, piece.end, Reference(None, True), "body")


def _after_verb(cast: Cast, verb: re.Match[str], end: int, who: Reference, family: str) -> Iterator[Clause]:
    """The clause behind an active verb of speech, where the verb takes one."""
    word = verb[0].casefold().removesuffix("nya")
    kind = verb_kind(word)
    if kind is None or (verb[0][0].isupper() and verb.start() > 0):
        return
    found = _asked(cast.text, verb, end) if kind == "asks" else _told(cast.text, verb, end, kind)
    if found is not None:
        yield Clause(found[0], end, f"statement.{family or found[1]}: {word}", who)


def _asked(text: str, verb: re.Match[str], end: int) -> tuple[int, str] | None:
    """Where what is asked for begins behind "meminta", "mengimbau kepada", "berpesan agar"."""
    at = _behind_adverb(text, verb.end(), end)
    asked = ASKED.match(text, at, end)
    begin = asked.end() if asked else at + len(_lead(text, at, end))
    if begin >= end or begin == at or is_done(text, verb.start()) or is_topic(text, begin, end):
        return None
    return (begin, "asks") if has_predicate(text, begin, end) else None


def _told(text: str, verb: re.Match[str], end: int, kind: str) -> tuple[int, str] | None:
    """Where what is told begins behind "mengatakan bahwa", "menegaskan, " or a bare "menyebut"."""
    at = _behind_adverb(text, verb.end(), end)
    that = AFTER_VERB.match(text, at, end)
    if that is not None:
        return that.end(), "that"
    addressee = ADDRESSEE.match(text, at, end)
    at = addressee.end() if addressee is not None else at
    begin = at + len(_lead(text, at, end))
    if begin >= end or begin == at:
        return None
    if text[at] in ",:":
        return begin, "comma"
    is_handed_over = kind == "tells" and is_thing(text, begin, end) and POINTED.match(text, begin, end) is None
    if kind == "rarely" or is_handed_over or is_topic(text, begin, end):
        return None
    is_clause = has_predicate(text, begin, end) or (kind == "says" and word_count(text, begin, end) >= FEWEST_BARE)
    return (begin, "bare") if is_clause else None


def _behind_adverb(text: str, at: int, end: int) -> int:
    """Behind "juga", "kembali" or a second verb: "mengingatkan dan mengajak"."""
    found = ADVERB.match(text, at, end)
    return found.end() if found else at


def _lead(text: str, at: int, end: int) -> str:
    found = LEAD.match(text, at, end)
    return found[0] if found else ""


def verb_kind(word: str) -> str | None:
    """Which list of the lexicon "statements" holds a verb: says, tells or asks; None for verbs that report nothing."""
    return _verb_kinds().get(word)


@cache
def _verb_kinds() -> dict[str, str]:
    lexicon = load_lexicon("statements")
    return {verb: kind for kind in ("rarely", "asks", "tells", "says") for verb in lexicon[kind]}


@Language.component("statements")
def mark_statements(doc: Doc) -> Doc:
    """Set `doc._.statements`, from what the component "speakers" left."""
    if doc._.speech is not None:
        doc._.statements = find_statements(*doc._.speech)
    return doc

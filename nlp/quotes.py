"""Direct quotations: what stands between quotation marks and was said by someone.

Names, titles, slogans and terms are set off by the same marks, and pledges and laws are cited in them: `is_quotation`
tells them apart by the words around. Who spoke is the matter of `nlp.speakers`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.lexicons import load_lexicon
from nlp.quote_marks import Marked, find_marked
from nlp.quote_speech import (
    BREAK,
    according_pattern,
    active_pattern,
    any_of,
    closing_tag_pattern,
    inner_tag_pattern,
    line_after,
    line_before,
    speech_words,
    tag_pattern,
)
from nlp.records import Quote

WORD = re.compile(r"\w+")
LAST_WORDS = re.compile(r"[\w-]+")
# What follows the last closing mark.
LAST_PIECE = re.compile(r"(?<=[\"”»’'])[^\"“”„«»]{2,}+$")
SENTENCE_END = ".!?…"
# A tag that no list has, or a misprint of one, and the end of its sentence: `" tandasya.`
ODD_TAG = re.compile(r"[\s,]{0,2}[a-z]{3,12}n?ya\b(?=\s?[.,(]|\s*$)")
BEFORE, AFTER = 90, 100
# A quotation without a closing mark and without a tag: shorter ones are stray marks.
FEWEST_UNCLOSED = 6
# Words in marks that fill a line and do not end as a sentence does: fewer are a title.
FEWEST_ALONE = 12
# Words in marks inside another's sentence: fewer are a term.
FEWEST_PARTIAL = 6
FEWEST_TOLD = 4
LONGEST = 8_000


def find_quotes(text: str, residue: Sequence[tuple[int, int]] = ()) -> list[Quote]:
    """Find every direct quotation, in reading order, without speaker.

    `residue` is sorted and does not overlap; nothing in it is read. `text[start:end]` is the quotation as printed.
    """
    quotes: list[Quote] = []
    for marked in find_marked(text, residue):
        start = marked.start if marked.is_opened else _behind_residue(residue, marked.start, marked.end)
        span = _trim(text, *_outside(residue, start, marked.end))
        rest = None
        if marked.is_closed and (stop := _forgotten_close(text, *span)) is not None:
            rest = _last_line(text, marked, stop)
            marked = replace(marked, end=stop, closed_at=stop, is_closed=False)
            span = _trim(text, span[0], stop)
        if not marked.is_closed:
            span = _trim(text, span[0], _cut_at_tag(text, *span))
        if span[0] < span[1] and is_quotation(text, marked, span):
            quotes.append(Quote(None, text[span[0] : span[1]], *span, rule=_mark_kind(marked)))
        if rest is not None and is_quotation(text, rest, span := _trim(text, *_outside(residue, rest.start, rest.end))):
            quotes.append(Quote(None, text[span[0] : span[1]], *span, rule=_mark_kind(rest)))
    return quotes


def _last_line(text: str, marked: Marked, stop: int) -> Marked:
    """The last line up to a closing mark, whose opening one was forgotten, too."""
    breaks = [found.end() for found in BREAK.finditer(text, max(stop, marked.end - LONGEST), marked.end)]
    start = breaks[-1] if breaks else stop
    return Marked(start, marked.end, start, marked.closed_at, is_opened=False)


def _forgotten_close(text: str, start: int, end: int) -> int | None:
    """Where the first line ends in a tag of its own, its closing mark forgotten: `"..., ujarnya.` and more lines."""
    line_end = BREAK.search(text, start, min(end, start + LONGEST))
    if line_end is None:
        return None
    tag = closing_tag_pattern().search(text, max(start, line_end.start() - 160), line_end.start())
    return line_end.start() if tag is not None else None


def _mark_kind(marked: Marked) -> str:
    """How the words are marked, where it is not a plain pair of double marks."""
    if not marked.is_closed:
        return "unclosed"
    if not marked.is_opened:
        return "unopened"
    return "single" if marked.is_single else ""


def is_quotation(text: str, marked: Marked, span: tuple[int, int]) -> bool:
    """Whether the words of `span`, set off by the marks of `marked`, are someone's own words."""
    content = text[span[0] : min(span[1], span[0] + LONGEST)]
    word_count = sum(1 for _ in WORD.finditer(content))
    if not word_count or (not marked.is_opened and word_count < FEWEST_UNCLOSED):
        return False
    before = line_before(text, marked.opened_at, BEFORE).rstrip()
    after = line_after(text, marked.closed_at, AFTER) if marked.is_closed else text[span[1] : span[1] + AFTER]
    if _text_tag().match(after) or _reading_out().search(after):
        return False
    if tag_pattern().match(after):
        return marked.is_opened or inner_tag_pattern().search(text, *span) is None
    if not marked.is_opened:
        return False
    if marked.is_single and not _is_told(before):
        return False
    if not marked.is_closed:
        return word_count >= FEWEST_UNCLOSED and _at_head(before) and content[0].isupper()
    return not _is_named(before, content, word_count) and _is_speech(before, content, after, word_count)


def _is_speech(before: str, content: str, after: str, word_count: int) -> bool:
    is_whole = content[-1] in SENTENCE_END
    if content.endswith(",") and word_count > 1:
        return True
    if _is_told(before):
        return word_count >= FEWEST_TOLD or (is_whole and word_count > 1)
    if word_count > 1 and _goes_on(before) and (is_whole or before.endswith(",")):
        return True
    if before.endswith(",") and word_count >= FEWEST_TOLD:
        clause = before[max(before.rfind(mark) for mark in ".!?") + 1 :]
        if active_pattern().search(clause) or according_pattern().search(clause):
            return True
    if _at_head(before) and word_count >= FEWEST_PARTIAL and content[0].isupper() and ODD_TAG.match(after):
        return True
    if not before and not after.strip() and word_count >= FEWEST_ALONE and content[0].isupper():
        return True
    if is_whole and _at_head(before):
        return word_count > 1 and not content[0].islower()
    return word_count >= FEWEST_PARTIAL and (is_whole or bool(active_pattern().search(before)))


def _is_told(before: str) -> bool:
    """Whether a word of speech leads to the mark: "X mengatakan, ", "kata dia: ", "ujarnya "."""
    if before.endswith(":"):
        return True
    words = [word.casefold() for word in LAST_WORDS.findall(before[-40:].rstrip(", "))[-2:]]
    if not words:
        return False
    verbs, followers = _leads()
    if words[-1] in followers and len(words) > 1:
        words.pop()
    return words[-1] in verbs or words[-1].removesuffix("nya") in verbs


def _goes_on(before: str) -> bool:
    """Whether nothing but a tag stands between the mark and the quotation before it: `"...," kata X, "...`"""
    piece = LAST_PIECE.search(before)
    return piece is not None and before[-1] in ",." and tag_pattern().match(piece[0]) is not None


def _at_head(before: str) -> bool:
    return not before or before[-1] in SENTENCE_END + ":”\"’')]*»"


def _is_named(before: str, content: str, word_count: int) -> bool:
    """Whether a word for a name, a title or a text stands directly before the mark."""
    if before.endswith((".", "!", "?")):
        return False
    words = [word.casefold() for word in LAST_WORDS.findall(before)[-6:]]
    lexicon = _naming()
    if before.endswith(":") and any(word in lexicon["read_out"] for word in words):
        return True
    if not words:
        return False
    reach = 3 if word_count <= FEWEST_PARTIAL and content[-1] not in ",.!?" else 1
    return any(word in lexicon["naming"] or word.removesuffix("nya") in lexicon["naming"] for word in words[-reach:])


def _cut_at_tag(text: str, start: int, end: int) -> int:
    """Where a quotation without closing mark ends: before the tag that hands it on, else where its line ends."""
    found = inner_tag_pattern().search(text, start + 1, min(end, start + LONGEST))
    return found.start() if found else end


def _outside(residue: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The first stretch of a span that no residue touches."""
    at = max(bisect_right(residue, start, key=lambda part: part[0]) - 1, 0)
    for first, last in residue[at:]:
        if first > start:
            return start, min(end, first)
        start = max(start, min(last, end))
    return start, end


def _behind_residue(residue: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Where text that counts goes on, for a quotation whose beginning nobody marked."""
    for first, last in residue[bisect_right(residue, start, key=lambda part: part[1]) :]:
        if first >= end:
            break
        start = max(start, min(last, end))
    return start


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def _naming() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_lexicon("quotes").items()}


@cache
def _text_tag() -> re.Pattern[str]:
    return re.compile(rf"(?i)[\s,.]{{0,4}}{any_of(_naming()['text_tags'])}\b")


@cache
def _reading_out() -> re.Pattern[str]:
    return re.compile(
        r"(?i)\b(?:memimpin|membacakan|menirukan|bunyi|isi)\s{1,2}(?:pembacaan\s|naskah\s|teks\s)?(?:ikrar|deklarasi|pakta|sumpah|naskah)"
    )


@cache
def _leads() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs of speech, and what may stand between them and the mark."""
    verbs = frozenset((*speech_words("active"), *speech_words("tags")))
    return verbs, frozenset(speech_words("pronouns")) | {"bahwa", "begini", "demikian", "singkat", "lagi"}


@Language.component("quote_marks")
def mark_quotes(doc: Doc) -> Doc:
    """Set `doc._.quotes`, speakers not yet known."""
    doc._.quotes = find_quotes(doc.text, doc._.residue)
    return doc

"""Quotation marks and their pairs: “ ”, „ “, " ", « », ’’ ’’, ‘’ ’’, ' '.

The press opens and closes with whatever its keyboard gives, forgets a mark, doubles it or leaves a blank inside it.
So a mark is read by what stands around it first (a blank before and a letter after opens), by its shape where that
does not tell, and by turns where the shape does not tell either.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.quote_speech import astray_tag_pattern, tag_word_pattern

OPENING = frozenset("“„‟«‹‘‚`")
CLOSING = frozenset("”»›")
# A run of double marks, or one single mark that does not stand between two letters (as in "Jum'at").
MARK = re.compile(r"(?:[“”„‟\"＂«»‹›]|''|[‘’]{2}|``|´´){1,4}|(?<!\w)['‘’‚](?=\w)|(?<=[\w.,?!…])['’](?!\w)")
ANY_MARK = re.compile(r"[“”„‟\"＂«»‹›'‘’‚`´]")
LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
OPENS_AFTER = frozenset("([{—–-:;/|*")
CLOSES_BEFORE = frozenset(")]}.,;:!?…—–|*(")
# A quotation that no mark closes on its own line is followed this far, and no nesting goes deeper than two.
REACH = 2_000
MARKS_LIMIT = 40
DEEPEST = 2
SENTENCE_ENDS = frozenset(".!?…")
COMMA_OR_STOP = frozenset(",.?!…")  # before a closing mark


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark or run of marks; `turn` is 1 where it opens, -1 where it closes, 0 where it may do either."""

    start: int
    end: int
    line: int
    turn: int
    is_single: bool
    width: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between two marks. Without a closing mark `end` is where its line or the next quotation begins.

    Without an opening one (`is_opened` is false) `start` is where the line begins.
    """

    start: int
    end: int
    opened_at: int
    closed_at: int
    is_closed: bool = True
    is_single: bool = False
    is_opened: bool = True


def find_marked(text: str, residue: Sequence[tuple[int, int]] = ()) -> list[Marked]:
    """Find what stands between marks, in order and not overlapping; nested marks stay inside.

    `residue` is sorted and does not overlap; marks inside it are not read.
    """
    line_ends = [found.start() for found in LINE_END.finditer(text)] + [len(text)]
    marks = list(_find_marks(text, line_ends, residue))
    found: list[Marked] = []
    at = 0
    while at < len(marks):
        mark = marks[at]
        if not _may_open(text, mark):
            line_start = line_ends[mark.line - 1] + 1 if mark.line else 0
            is_first = at == 0 or marks[at - 1].line != mark.line
            if is_first and not mark.is_single and text[mark.start - 1 : mark.start] in COMMA_OR_STOP:
                found.append(Marked(line_start, mark.start, line_start, mark.end, is_opened=False))
            at += 1
            continue
        closed_by = _find_close(marks, at)
        if closed_by is not None:
            found.append(
                Marked(mark.end, marks[closed_by].start, mark.start, marks[closed_by].end, True, mark.is_single)
            )
            at = closed_by + 1
            continue
        if not mark.is_single and mark.turn == 1:
            stop = line_ends[mark.line]
            later = next((m.start for m in marks[at + 1 : at + 3] if not m.is_single), stop)
            found.append(Marked(mark.end, min(stop, later), mark.start, min(stop, later), False))
        at += 1
    return found


def _find_marks(text: str, line_ends: Sequence[int], residue: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    starts = [start for start, _ in residue]
    line = 0
    for found in _matches(text):
        while line_ends[line] < found.start():
            line += 1
        inside = bisect_right(starts, found.start()) - 1
        if inside >= 0 and found.start() < residue[inside][1]:
            continue
        glyphs = found[0]
        is_single = len(glyphs) == 1 and glyphs in "'‘’‚"
        width = len(glyphs) if glyphs[0] not in "'’‘`´" else max(1, len(glyphs) // 2)
        yield Mark(found.start(), found.end(), line, _turn(text, found.start(), found.end()), is_single, width)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every match of `MARK`; it is tried only where a character of a mark stands, which is much faster."""
    at = 0
    while (first := ANY_MARK.search(text, at)) is not None:
        found = MARK.match(text, first.start())
        at = found.end() if found is not None else first.end()
        if found is not None:
            yield found


def _turn(text: str, start: int, end: int) -> int:
    before, after = text[start - 1 : start], text[end : end + 1]
    is_free_before = not before or before.isspace() or before in OPENS_AFTER
    is_free_after = not after or after.isspace() or after in CLOSES_BEFORE
    if is_free_before and not is_free_after:
        return -1 if _is_astray(text, start, end) else 1
    if is_free_after and not is_free_before:
        is_early = text[start] in OPENING and before in ",:" and text[end : end + 3].lstrip()[:1].isupper()
        return 1 if is_early else -1
    if text[start] in OPENING:
        return 1
    is_at_head = is_free_before and is_free_after and (not before or before in "\n\r")
    if is_at_head and not tag_word_pattern().match(text, end + (after == " ")):
        return 1  # `" Kami netral` and `” Kami netral` at the head of a line
    if text[end - 1] in CLOSING:
        is_between = before in SENTENCE_ENDS and after.isupper()  # `netral.”Titik` closes one or opens the next
        return 0 if is_between else -1
    return 1 if is_at_head else 0


def _is_astray(text: str, start: int, end: int) -> bool:
    """Whether a mark that seems to open was set a blank too late: `siap, "katanya.`, `siap, “ujar Rahmat.`"""
    return text[max(0, start - 3) : start].rstrip()[-1:] in COMMA_OR_STOP and bool(
        astray_tag_pattern().match(text, end + (text[end : end + 1] == " "))
    )


def _may_open(text: str, mark: Mark) -> bool:
    """A mark outside quotations opens one unless it plainly closes; a single one must plainly open."""
    if mark.is_single:
        return mark.turn == 1
    return mark.turn >= 0


def _find_close(marks: Sequence[Mark], opened: int) -> int | None:
    """The index of the mark that closes the one at `opened`, or None where no mark does."""
    first = marks[opened]
    depth = 1
    for at in range(opened + 1, min(len(marks), opened + MARKS_LIMIT)):
        mark = marks[at]
        if mark.start - first.end > REACH * (4 if mark.line == first.line else 1):
            return None
        if first.is_single and not mark.is_single:
            return None
        if mark.is_single and not first.is_single:
            continue
        if mark.line != first.line and (mark.turn == 1 or first.is_single):
            return None
        if mark.turn == 1:
            depth += 1
            if depth > DEEPEST:
                return None
        else:
            depth -= max(1, min(mark.width, depth)) if mark.turn == -1 else 1
            if depth <= 0:
                return at
    return None

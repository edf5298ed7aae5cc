"""A text without its page residue."""

import re
from collections.abc import Sequence
from itertools import chain

# One line with its break, as `crawler.residue` breaks lines.
LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|$)")


def take_off(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without the spans (sorted, not overlapping); all other characters stay as they are.

    A line that held nothing else goes with its line break, and the blank line behind it, where one stands before it
    too or nothing does; white space before a span at the end of a line goes as well. A text without spans comes back
    unchanged.
    """
    if not spans:
        return text
    kept: list[str] = []
    waiting = 0
    is_hole = False
    for found in LINE.finditer(text):
        start, end = found.span()
        while waiting < len(spans) and spans[waiting][1] <= start:
            waiting += 1
        line = _without(text, start, end, spans, waiting)
        if line != found[0] and not line.strip():
            is_hole = is_hole or bool(found[0].strip())
        elif line.strip():
            kept.append(line)
            is_hole = False
        elif not (is_hole and (not kept or not kept[-1].strip())):
            kept.append(line)
    if is_hole:
        while kept and not kept[-1].strip():
            kept.pop()
        if kept:
            kept[-1] = kept[-1].rstrip("\n\r\x0b\x0c\x85\u2028\u2029")
    return "".join(kept)


def _without(text: str, start: int, end: int, spans: Sequence[tuple[int, int]], at: int) -> str:
    """The piece of the text from `start` to `end` without what the spans from number `at` on cover."""
    pieces = []
    here = start
    while at < len(spans) and spans[at][0] < end:
        pieces.append(text[here : max(here, spans[at][0])].rstrip(" \t\xa0"))
        here = max(here, spans[at][1])
        at += 1
    if not pieces:
        return text[start:end]
    return "".join(chain(pieces, [text[min(here, end) : end]]))

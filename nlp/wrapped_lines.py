"""Articles whose lines end within sentences, as pages set by hand have them: they are read as if each paragraph ran on.

Such line breaks become blanks, one for each character, so that every offset holds; the items that repeat a piece of
the text get it back as it is printed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from crawler.items import Article
from crawler.residue import find_residue
from nlp.records import Annotation, DateRef, Quote, Statement
from nlp.spans import ClosedSpans

# One line break, no empty line, with the blanks around it.
BREAK = re.compile(r"(?<=[^\s])[ \t\u00a0]{0,3}\r?\n[ \t\u00a0]{0,3}(?=[^\s])")
WORD = re.compile(r"\S{1,40}")
# What goes on with a sentence: small letters that number no item of a list.
RUNS_ON = re.compile(r"(?![a-z][.)])[a-z]")
# A line that ends so ends its sentence, or a heading or list does.
ENDED = frozenset('.!?:;"”»…')
# So many breaks before a small letter tell that the lines are wrapped, and that share of all that end no sentence.
FEWEST, SHARE = 3, 0.25
# Characters of a wrapped line; the share of the longest that a line fills whose last words did not end a paragraph.
SHORTEST, LONGEST = 30, 130
FULL = 0.75

Printed = TypeVar("Printed", Quote, Statement, DateRef)


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def join_lines(text: str) -> str:
    """The text with blanks for the line breaks within its sentences, as long as before; itself where it has none."""
    open_breaks = [found for found in BREAK.finditer(text) if text[found.start() - 1] not in ENDED]
    running = [found for found in open_breaks if RUNS_ON.match(text, found.end()) and _is_wrapped(text, found)]
    if len(running) < max(FEWEST, SHARE * len(open_breaks)):
        return text
    width = max(_line_length(text, found) for found in running)
    pieces, done, headline_end = [], 0, text.find("\n")
    residue = ClosedSpans(find_residue(text))
    for found in open_breaks:
        if residue.hold(found.start() - 1) or residue.hold(found.end()):
            continue
        is_full = found.start() > headline_end and _is_full(text, found, width)
        if not (RUNS_ON.match(text, found.end()) or is_full):
            continue
        pieces += [text[done : found.start()], " " * len(found[0])]
        done = found.end()
    return "".join((*pieces, text[done:]))


def as_printed(annotation: Annotation, article: Article) -> Annotation:
    """The annotation of an article that was read with its lines joined, its texts and version those of the article."""
    text = article.text
    officials = [
        replace(one, mentions=tuple(replace(said, text=_piece(text, said)) for said in one.mentions))
        for one in annotation.officials
    ]
    return replace(
        annotation,
        version=article.version,
        officials=officials,
        dates=list(_texts(text, annotation.dates)),
        quotes=list(_texts(text, annotation.quotes)),
        statements=list(_texts(text, annotation.statements)),
    )


def _texts(text: str, items: Iterable[Printed]) -> Iterator[Printed]:
    return (replace(item, text=_piece(text, item)) for item in items)


def _piece(text: str, item: _Spanned) -> str:
    return text[item.start : item.end]


def _line_length(text: str, found: re.Match[str]) -> int:
    """The length of the line that a break ends."""
    return found.start() - text.rfind("\n", 0, found.start()) - 1


def _is_wrapped(text: str, found: re.Match[str]) -> bool:
    return SHORTEST <= _line_length(text, found) <= LONGEST


def _is_full(text: str, found: re.Match[str], width: int) -> bool:
    """Whether the first word of the next line did not fit on the line before."""
    word = WORD.match(text, found.end())
    return word is not None and _line_length(text, found) + 1 + len(word[0]) > FULL * width

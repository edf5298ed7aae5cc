"""What an article's text is cut into for the reader: paragraphs, and in them pieces that carry the same marks.

Items overlap as they like (a name within a quotation within an allegation), so the text is cut at every boundary and
each piece knows all items that cover it. Offsets count code points of the text, `end` exclusive.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from dashboard.components.markup import records
from warehouse.queries import ArticleView

# Kind of item: what the legend switches. Violations are switched by their state.
SWITCHES = {
    "official": "officials",
    "region": "regions",
    "date": "time",
    "election": "time",
    "contest": "time",
    "legal": "law",
    "document": "law",
    "quote": "quotes",
    "statement": "statements",
    "total": "totals",
    "measure": "measures",
}
TINTS = ("officials", "regions", "time", "law")
UNDERLINES = ("violation", "measure", "total")
STATES = ("prohibited", "alleged", "proven")


@dataclass(frozen=True, slots=True)
class Mark:
    """One item where it stands in the text. `number` leads to the list beside it: measures and violations have one."""

    kind: str
    item_id: str
    start: int
    end: int
    type: str | None = None
    status: str | None = None
    number: int | None = None
    confidence: float | None = None

    @property
    def switch(self) -> str:
        """The switch of the legend that shows and hides this mark."""
        return SWITCHES.get(self.kind) or str(self.status)

    @property
    def length(self) -> int:
        """Characters covered."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text without a boundary inside. `begins` are the marks that start here, longest first."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()

    @property
    def tints(self) -> tuple[Mark, ...]:
        """Who, where, when, by which rule: shortest first, for of several the shortest wins."""
        return tuple(sorted((mark for mark in self.marks if mark.switch in TINTS), key=lambda mark: mark.length))

    @property
    def underlines(self) -> tuple[Mark, ...]:
        """Violations, then measures, then reported numbers: from the lowest line up."""
        return tuple(mark for kind in UNDERLINES for mark in self.marks if mark.kind == kind)

    @property
    def is_quote(self) -> bool:
        """Whether these are words within quotation marks."""
        return any(mark.kind == "quote" for mark in self.marks)

    @property
    def begins_statement(self) -> bool:
        """Whether reported speech begins here."""
        return any(mark.kind == "statement" and mark.start == self.start for mark in self.marks)

    @property
    def ends_statement(self) -> bool:
        """Whether reported speech ends here."""
        return any(mark.kind == "statement" and mark.end == self.end for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, cut into pieces. Residue (share boxes, related links) was not read and carries no marks."""

    start: int
    end: int
    is_residue: bool
    pieces: tuple[Piece, ...] = ()


def find_marks(article: ArticleView) -> list[Mark]:
    """Every item of an article in reading order, measures and violations numbered from 1. Empty spans are left out.

    An official is marked wherever the text names them, all other items at their best evidence.
    """
    named = set(article.mentions["official_id"])
    marks = [
        Mark(
            str(row["kind"]),
            str(row["item_id"]),
            int(row["start_char"]),
            int(row["end_char"]),
            row["type"],
            row["status"],
            confidence=row["confidence"],
        )
        for row in records(article.items)
        if not (row["kind"] == "official" and row["item_id"] in named)
    ]
    marks += [
        Mark("official", str(row["official_id"]), int(row["start_char"]), int(row["end_char"]), row["role"])
        for row in records(article.mentions)
    ]
    marks += [
        Mark("contest", str(row["article_contest_id"]), int(row["start_char"]), int(row["end_char"]))
        for row in records(article.contests)
    ]
    size = len(article.text)
    marks = sorted(
        (mark for mark in marks if 0 <= mark.start < mark.end <= size),
        key=lambda mark: (mark.start, mark.end, mark.item_id),
    )
    numbers = iter(range(1, len(marks) + 1))
    return [replace(mark, number=next(numbers)) if mark.kind in ("measure", "violation") else mark for mark in marks]


def cut_paragraphs(article: ArticleView, marks: Sequence[Mark]) -> list[Paragraph]:
    """The whole text in paragraphs and pieces. Only white space between paragraphs is left out."""
    paragraphs = []
    for start, end, is_residue in _stretches(article):
        inside = [] if is_residue else [mark for mark in marks if mark.start < end and mark.end > start]
        paragraphs.append(Paragraph(start, end, is_residue, cut_pieces(start, end, inside)))
    return paragraphs


def cut_pieces(start: int, end: int, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Cut one stretch at every boundary of a mark. The pieces follow each other without gaps and cover it wholly."""
    marks = list(marks)
    edges = {start, end, *(mark.start for mark in marks), *(mark.end for mark in marks)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    pieces = []
    for left, right in pairwise(cuts):
        covering = tuple(mark for mark in marks if mark.start <= left and mark.end >= right)
        begins = sorted(
            (mark for mark in covering if mark.start == left), key=lambda mark: (-mark.length, mark.item_id)
        )
        pieces.append(Piece(left, right, covering, tuple(begins)))
    return tuple(pieces)


def _stretches(article: ArticleView) -> list[tuple[int, int, bool]]:
    """Start, end and residue of each paragraph; text that no sentence covers is kept as a paragraph of its own."""
    rows = records(article.sentences)
    found: list[tuple[int, int, bool]] = []
    for (_, is_residue), group in groupby(rows, key=lambda row: (row["paragraph"], bool(row["is_residue"]))):
        sentences = list(group)
        found.append((int(sentences[0]["start_char"]), int(sentences[-1]["end_char"]), is_residue))
    stretches: list[tuple[int, int, bool]] = []
    position = 0
    for start, end, is_residue in [*found, (len(article.text), len(article.text), False)]:
        stretches += _uncovered(article.text, position, start)
        if end > start:
            stretches.append((start, end, is_residue))
        position = max(position, end)
    return stretches


def _uncovered(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    gap = text[start:end]
    if not gap.strip():
        return []
    lead = len(gap) - len(gap.lstrip())
    return [(start + lead, start + len(gap.rstrip()), False)]

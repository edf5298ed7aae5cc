"""How well articles are read, in words: of ten things read so many right, of ten that are there so many found.

The scores are those that the project publishes (docs/quality.md), of the articles that its rules were not written with.
"""

from dataclasses import dataclass
from typing import Any

from warehouse.release_quality import read_quality

# Parts of the report whose column `test` is of articles kept apart, and the figures that a journalist asks about.
SECTIONS = ("corpus", "fresh")
FIGURES = ("regions", "officials", "dates", "measures", "violations", "violations_with_status")
COLUMN = "test"


@dataclass(frozen=True, slots=True)
class Score:
    """One figure: `hit` were read and are there, `missed` are there alone, `invented` were read alone."""

    figure: str
    hit: int
    missed: int
    invented: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.hit / max(self.hit + self.invented, 1)

    @property
    def recall(self) -> float:
        """The share of what is there that was read."""
        return self.hit / max(self.hit + self.missed, 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """The scores, on how many articles they were measured, and which versions of the pipeline read them."""

    scores: tuple[Score, ...]
    article_count: int
    pipelines: tuple[str, ...]


def read_scores() -> Reading | None:
    """The scores of the report; None where it is not there, cannot be read, or lacks them."""
    try:
        quality = read_quality()
    except ValueError:
        return None
    tables = [_rows(section) for section in (quality or {}).get("sections", ()) if section["name"] in SECTIONS]
    scores = []
    for figure in FIGURES:
        cells = [rows[figure] for rows in tables if "hit" in rows.get(figure, {})]
        if cells:
            scores.append(Score(figure, *(sum(cell[key] for cell in cells) for key in ("hit", "missed", "invented"))))
    # Of relevance there is one answer per article: right ones and wrong ones are all of them.
    articles = sum(cell["right"] + cell["wrong"] for rows in tables if (cell := rows.get("relevance")) is not None)
    if quality is None or not scores:
        return None
    return Reading(tuple(scores), articles, tuple(quality["pipelines"]))


def of_ten(share: float) -> int:
    """So many of ten, rounded; ten only where hardly one in thirty is wrong."""
    return 10 if share >= 0.97 else min(9, round(10 * share))


def _rows(section: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The figures of the first table by name, where their cell holds counts."""
    rows = section["tables"][0]["rows"] if section["tables"] else []
    return {row["figure"]: row[COLUMN] for row in rows if isinstance(row.get(COLUMN), dict) and "figure" in row}

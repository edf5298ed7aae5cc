"""Corrections by hand: what a reviewer found wrong in what was read, in a file under review like code.

`corrections.toml` in the data directory holds one `[[correction]]` per change, with who made it, when and why
(`docs/corrections.md`). It survives every rebuild: an item is named by what it says and by its words, never by a
running number, and a correction that no longer finds its place is reported, never dropped in silence.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from scale.places import Place

FILE_NAME = "corrections.toml"
FieldValue = str | int | list[str] | bool


class BadCorrections(ValueError):
    """The file of corrections cannot be used; the message names file and entry, and says what to do."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A person or a case as a correction names it: by its `id`, or by an article and what is told there.

    `name` is the person's name as printed in that article; `type` the kind of conduct of a case.
    """

    id: str | None = None
    article: str | None = None
    name: str | None = None
    type: str | None = None

    def __str__(self) -> str:
        if self.id is not None:
            return self.id
        return " ".join(part for part in (self.article, self.name, self.type) if part)


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file. Which fields it has goes by its `kind`; the others are None or empty.

    `at` are offsets into the text of the article's `version`; `words` are what stands there. `where` are further
    values that the item must have, `values` those of an item to be added, each as pairs in the order of the file.
    An empty text in `old`, `new`, `where` or `values` says that the field holds nothing.
    """

    id: str
    kind: str
    by: str
    made_on: date
    why: str
    source: str | None = None
    article: str | None = None
    item: str | None = None
    field: str | None = None
    old: FieldValue | None = None
    new: FieldValue | None = None
    words: str | None = None
    at: tuple[int, int] | None = None
    version: str | None = None
    where: tuple[tuple[str, FieldValue], ...] = ()
    values: tuple[tuple[str, FieldValue], ...] = ()
    people: tuple[Ref, ...] = ()
    cases: tuple[Ref, ...] = ()
    protected: bool | None = None


@dataclass(frozen=True, slots=True)
class AppliedCorrection:
    """What became of a correction: one row of the table `corrections`. `note` says why one was not applied."""

    correction_id: str
    kind: str
    article_id: str | None
    target: str
    field: str | None
    old: str | None
    new: str | None
    made_by: str
    made_on: date
    why: str
    source: str | None
    is_applied: bool
    note: str | None

    def as_row(self) -> dict[str, Any]:
        """The row, by the names of its columns."""
        return {part.name: getattr(self, part.name) for part in fields(self)}


@dataclass(frozen=True)
class Corrections:
    """The corrections of one file, in its order, which is the order in which they are applied."""

    entries: tuple[Correction, ...] = ()

    @cached_property
    def by_article(self) -> Mapping[str, tuple[Correction, ...]]:
        """Those that change one article or its items, by article."""
        found: dict[str, list[Correction]] = {}
        for entry in self.entries:
            if entry.article is not None:
                found.setdefault(entry.article, []).append(entry)
        return {article: tuple(entries) for article, entries in found.items()}

    def of_kind(self, *kinds: str) -> tuple[Correction, ...]:
        """Those of these kinds, in order."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    def fingerprint(self, article_id: str) -> str:
        """A digest of all that is corrected in an article, "" where nothing is.

        An incremental build does an article anew where it differs from the one that it was loaded with.
        """
        entries = self.by_article.get(article_id, ())
        return hashlib.sha256(repr(entries).encode()).hexdigest()[:16] if entries else ""


@dataclass
class CorrectionReport:
    """What became of every correction in one build."""

    rows: list[AppliedCorrection] = field(default_factory=list)

    @property
    def lost(self) -> list[AppliedCorrection]:
        """Those that were not applied: somebody must look at them."""
        return [row for row in self.rows if not row.is_applied]


def corrections_path(data_dir: Path) -> Path:
    """Where the corrections of a data directory lie."""
    return data_dir / FILE_NAME


def read_corrections(path: Place) -> Corrections:
    """Read the file; none where there is no file. Raises BadCorrections, which tells every broken entry at once."""
    from warehouse.correction_parsing import parse_corrections

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Corrections()
    except UnicodeDecodeError as error:
        raise BadCorrections(f"{path}: not UTF-8 at byte {error.start}: save the file as UTF-8") from error
    return parse_corrections(text, str(path))


def make_row(correction: Correction, is_applied: bool, note: str | None = None) -> AppliedCorrection:
    """The row that tells what became of a correction."""
    return AppliedCorrection(
        correction_id=correction.id,
        kind=correction.kind,
        article_id=correction.article,
        target=describe_target(correction),
        field=correction.field,
        old=as_text(correction.old),
        new=as_text(correction.new if correction.protected is None else correction.protected),
        made_by=correction.by,
        made_on=correction.made_on,
        why=correction.why,
        source=correction.source,
        is_applied=is_applied,
        note=note,
    )


def describe_target(correction: Correction) -> str:
    """What a correction is about, in short: `measure "menerbitkan edaran" (type=circular)`."""
    if correction.people or correction.cases:
        return " + ".join(str(ref) for ref in correction.people + correction.cases)
    if correction.item is None:
        return "article"
    place = f' "{correction.words}"' if correction.words else ""
    if correction.at:
        place += f" at {correction.at[0]}-{correction.at[1]}"
    named = ", ".join(f"{name}={as_text(value)}" for name, value in correction.where + correction.values)
    return f"{correction.item}{place}" + (f" ({named})" if named else "")


def as_text(value: FieldValue | None) -> str | None:
    """A value of a correction as the table shows it: lists joined by commas, nothing as None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, list) else str(value)


def report_corrections(corrections: Corrections, applied: Iterable[AppliedCorrection]) -> CorrectionReport:
    """All corrections in the order of the file: those that met no article, person or case are told as not applied."""
    found = {row.correction_id: row for row in applied}
    missing = "the build had nothing of this name to apply it to"
    return CorrectionReport(
        [
            found.get(entry.id)
            or make_row(entry, False, f"no article {entry.article} was loaded" if entry.article else missing)
            for entry in corrections.entries
        ]
    )

"""Who wrote an article and who edited it, as the page prints it: "Penulis: A | Editor: B", "Pewarta: A", "Oleh: A"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.residue import credit_at_end

AUTHOR = r"penulis|pewarta|reporter|wartawan|writer|laporan|kontributor|jurnalis|oleh|by|author"
EDITOR = r"editor|redaktur|penyunting|redaktur pelaksana"
# A label, a colon, and a name up to the next label or bar.
LABEL = re.compile(rf"(?i)\b(?P<label>{AUTHOR}|{EDITOR})\s{{0,3}}[:：]\s{{0,3}}")
END = re.compile(
    rf"(?i)\s*(?:[|/•·;\n]|\s[-–—]\s|copyright\b|©|\b(?:{AUTHOR}|{EDITOR})\s{{0,3}}[:：]|\b(?:pada|tanggal|tgl)\s{{0,3}}[:：]|sumber\b|\()"
)
NAME = re.compile(r"[A-Za-z][\w.,'’/ -]{1,58}[\w.]$")
# Below the text: "(Maria Bere)", or the initials that the house knows its reporter by, "(een)".
FULL_NAME = re.compile(r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){1,3}$")
INITIALS = re.compile(r"[a-z]{2,5}$")
LINES_AT_END = 6
NOBODY = frozenset({"admin", "administrator", "redaksi", "tim redaksi", "editor", "-"})


@dataclass(frozen=True, slots=True)
class People:
    """Names as printed, None where the page prints none."""

    author: str | None = None
    editor: str | None = None


def find_people(lines: Iterable[str]) -> People:
    """The first author and the first editor that a line names behind a label."""
    author: str | None = None
    editor: str | None = None
    for line in lines:
        for found in LABEL.finditer(line):
            name = _name(line[found.end() :])
            if name is None:
                continue
            if re.fullmatch(EDITOR, found["label"].lower()):
                editor = editor or name
            else:
                author = author or name
        if author and editor:
            break
    return People(author, editor)


def find_signature(text: str) -> str | None:
    """The name or initials in brackets at the end of an article's text; None where it ends without."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in reversed(lines[-LINES_AT_END:]):
        credit = credit_at_end(line)
        if credit and credit.casefold() not in NOBODY and (FULL_NAME.match(credit) or INITIALS.match(credit)):
            return credit
    return None


def is_nobody(name: str | None) -> bool:
    """Whether a name stands for no person: none at all, "admin", "Redaksi"."""
    return not name or name.strip().casefold() in NOBODY


def _name(rest: str) -> str | None:
    end = END.search(rest)
    name = (rest[: end.start()] if end else rest).strip(" .,*-")
    is_name = NAME.match(name) is not None and len(name.split()) <= 6 and name.casefold() not in NOBODY
    return name if is_name else None

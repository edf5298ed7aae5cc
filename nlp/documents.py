"""Numbers of letters, circulars, decrees and recommendations, as printed: `800.1.6.2/524/BKPSDM-PDG/2024`.

Laws are `nlp.legal`'s; rulings and case numbers of courts, dates and telephone numbers are no documents.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from spacy.language import Language
from spacy.tokens import Doc

from nlp.records import Value
from nlp.spans import ClosedSpans

S = r"[ \t\u00a0]*+"
NO = rf"(?:nomor(?:nya)?|nomer|bernomor|no){S}[.:]?{S}"
PART = r"[A-Za-z0-9][\w.\-–]*+"
# Two strokes or more, close together: a number by its form alone.
FORM = re.compile(rf"(?<![\w/.@-])(?:[A-Za-z0-9][\w.\-–]*+)(?:/{PART}){{2,12}}+")
# After the word "Nomor": with one stroke or more, blanks beside them allowed.
CALLED = re.compile(rf"(?i)\b{NO}({PART}(?:{S}/{S}{PART}){{1,12}}+)")
# After an instrument and "Nomor": without any stroke, with or without its year.
INSTRUMENT = re.compile(
    rf"(?i)\b(?:surat(?!{S}suara)|edaran|SE|SK|keputusan(?!{S}bersama)|kepmen\w*|instruksi|pengumuman|rekomendasi"
    rf"|nota dinas|maklumat)\b[^\n.;!?\d]{{0,90}}?\b{NO}(\d[\w.\-–]*+(?:{S}tahun{S}\d{{4}})?)(?!{S}/)"
)
NO_GLUED = re.compile(r"(?i)^(?:no|nomor)\.")
DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:\d{4}|\d\d)")
COURT = re.compile(r"(?i)[/.](?:pid|pdt|puu|php|phpu|tun|pdt|g)\b|\bPHP")
COURT_BEFORE = re.compile(
    r"(?i)\b(?:putusan|perkara|ruling|mahkamah|pengadilan|laporan|register|registrasi|formulir)\b[^\n]{0,60}$"
)
WEB_BEFORE = re.compile(r"(?i)(?:https?:/+|www\.)\S*$")
FEWEST_DIGITS = 3
# No number of a document goes on in the next line.
LINE = re.compile(r"[^\n]+")
DIGIT = re.compile(r"\d")


@Language.component("documents")
def mark_documents(doc: Doc) -> Doc:
    """Set `doc._.documents`: every number once, at its first place."""
    closed = [*doc._.residue, *((law.start, law.end) for law in doc._.legal)]
    first: dict[str, Value] = {}
    for number in find_documents(doc._.article.text, closed):
        first.setdefault(re.sub(r"\W+", "", number.value).casefold(), number)
    doc._.documents = list(first.values())
    return doc


def find_documents(text: str, closed: Sequence[tuple[int, int]] = ()) -> list[Value]:
    """Find every number of a document, in reading order. `closed` are spans that are not read (residue, laws)."""
    found: list[Value] = []
    spans = ClosedSpans(closed)
    for value in sorted(_candidates(text), key=lambda value: (value.start, -value.end)):
        if found and value.start < found[-1].end:
            continue
        if spans.touch(value.start, value.end):
            continue
        if _is_document(text, value):
            found.append(value)
    return found


def _candidates(text: str) -> Iterator[Value]:
    lines = [line.span() for line in LINE.finditer(text) if DIGIT.search(text, *line.span())]
    kinds = (("form", FORM, 0), ("called", CALLED, 1), ("instrument", INSTRUMENT, 1))
    for (family, pattern, group), line in product(kinds, lines):
        for match in pattern.finditer(text, *line):
            start = match.start(group) + len(match[group]) - len(NO_GLUED.sub("", match[group]))
            printed = text[start : match.end(group)].rstrip(".-–")
            told = match[0][:24].split()[0].casefold() if group else ""
            yield Value(printed, start, start + len(printed), f"{family}: {told}")


def _is_document(text: str, number: Value) -> bool:
    printed = number.value
    if sum(map(str.isdigit, printed)) < FEWEST_DIGITS or DATE.fullmatch(printed) or COURT.search(printed):
        return False
    before = text[max(0, number.start - 90) : number.start]
    return not WEB_BEFORE.search(before) and not COURT_BEFORE.search(before)

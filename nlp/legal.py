"""Laws and rules cited in an article, in short form: "PP Nomor 94 Tahun 2021" is `PP 94/2021`.

Only citations with number and year count. A joint decree (SKB) numbered by each of its makers goes by its first number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from nlp.areas import read_table
from nlp.lexicons import load_lexicon
from nlp.long_patterns import begins_like
from nlp.records import Value
from nlp.spans import ClosedSpans

S = r"[ \t\u00a0]*+"
NO = rf"(?:nomor|nomer|no){S}[.:]?{S}"
NEXT = rf"{S}(?:[,;]{S}(?:dan|serta)?|dan|serta|&|jo\.?|juncto){S}"
# Groups: the first number, the further ones ("27, 28 dan 29"; those of an SKB may be letters' numbers), the year.
CITATION = re.compile(
    rf"(?i)(?:{NO}|(?<![\w./-]))(\d{{1,4}})\b((?:{NEXT}(?:{NO})?\d[\w./-]{{0,40}}+){{0,9}})"
    rf"{S}(?:/{S}|,?{S}\(?(?:tahun|thn|th)\b\.?{S})(\d{{4}})\b"
)
# The next citation of the same kind: " dan Nomor 8 Tahun 2015".
MORE = re.compile(rf"(?i){NEXT}(?={NO}\d)")
NUMBER = re.compile(rf"(?i){NEXT}(?:{NO})?(\d{{1,4}})(?![\w/-]|\.\d)")
# The numbers that the other makers of a joint decree gave it.
OTHER_NUMBERS = re.compile(
    rf"(?i)(?:{NEXT}(?:{NO})?\d[\w.-]*+(?:{S}/{S}[\w.-]++){{0,6}}(?:{S}tahun{S}\d{{4}})?){{0,9}}"
)
# Between kind and number: brackets, the state, a maker or a short title. Never another instrument or a new sentence.
TITLE_STOP = re.compile(
    r"(?i)[\n!?;]|\.[ \u00a0]+(?=[A-Z])|\b(?:surat|edaran|SE|SK|putusan|pasal|instruksi|rekomendasi|tanggal)\b"
)
LONGEST_TITLE = 200
CLOSE = 4
FIRST_YEAR, LAST_YEAR = 1945, 2099


@dataclass(frozen=True, slots=True)
class Law:
    """A law as the gazetteer has it; `in_force_from` is ISO 8601, and what is not known is "".

    `repealed_by` is the value of the law that took its place, `source` the address of an official text.
    """

    value: str
    name: str
    in_force_from: str
    repealed_by: str
    source: str


@Language.component("legal")
def mark_legal(doc: Doc) -> Doc:
    """Set `doc._.legal`: every citation once, at its first place."""
    first: dict[str, Value] = {}
    residue = ClosedSpans(doc._.residue)
    for citation in find_legal(doc._.article.text):
        if not residue.hold(citation.start):
            first.setdefault(citation.value, citation)
    doc._.legal = list(first.values())
    return doc


@cache
def load_laws() -> Mapping[str, Law]:
    """The laws whose names are known, by value."""
    return MappingProxyType({row["value"]: Law(**row) for row in read_table("laws")})


def law_name(value: str) -> str | None:
    """The plain Indonesian name of a law ("UU 20/2023" is "Aparatur Sipil Negara"), None where it is not known."""
    law = load_laws().get(value)
    return law.name if law else None


def find_legal(text: str) -> list[Value]:
    """Find every citation, in reading order. One without number or year ("UU ASN") fits several laws: left out."""
    kinds = list(_kind_pattern().finditer(text))
    found: list[Value] = []
    for at, kind in enumerate(kinds):
        limit = kinds[at + 1].start() if at + 1 < len(kinds) else len(text)
        start = kind.start()
        if at and text[kinds[at - 1].end() : start].strip() == "(":  # "Peraturan Pemerintah (PP) Nomor 53"
            start = kinds[at - 1].start()
        found += _citations(text, start, kind, limit)
    return found


def _citations(text: str, start: int, kind: re.Match[str], limit: int) -> Iterator[Value]:
    short = _short_form(kind[0])
    match = CITATION.search(text, kind.end(), min(limit, kind.end() + LONGEST_TITLE))
    if not short or match is None or TITLE_STOP.search(text, kind.end(), match.start()):
        return
    is_named = match[0][:1].isdigit()
    if is_named and re.search(
        r"\w", re.sub(r"(?i)\b(?:RI|republik indonesia|PP|UU|SKB)\b", "", text[kind.end() : match.start()])
    ):
        return
    family = "law.named" if match.start() - kind.end() <= CLOSE else "law.titled"
    while match:
        numbers = [match[1], *NUMBER.findall(match[2])]
        for number in numbers[:1] if short == "SKB" else numbers:
            if FIRST_YEAR <= int(match[3]) <= LAST_YEAR:
                others = OTHER_NUMBERS.match(text, match.end(), limit) if short == "SKB" else None
                end = others.end() if others else match.end()
                yield Value(f"{short} {int(number)}/{match[3]}", start, end, f"{family}: {kind[0].casefold()}")
        more = MORE.match(text, match.end(), limit)
        match = CITATION.match(text, more.end(), limit) if more and short != "SKB" else None
        start = match.start() if match else start
        family = "law.listed"


def _short_form(printed: str) -> str:
    """The short form of a kind as printed; "" for a kind that is not cited by number."""
    key = re.sub(r"[\s\u00a0]+", " ", printed.casefold()).strip()
    key = re.sub(r"undang[ -]*undang", "undang-undang", key)
    known: dict[str, str] = load_lexicon("legal")["kinds"]
    return known[key] if key in known else printed.capitalize()


@cache
def _kind_pattern() -> re.Pattern[str]:
    kinds: Sequence[str] = sorted(load_lexicon("legal")["kinds"], key=len, reverse=True)
    spelt = (
        re.escape(kind).replace(r"\ ", r"[\s\u00a0]+").replace(r"undang\-undang", r"undang[ -]*undang")
        for kind in kinds
    )
    # Further rules of ministries go by the name as printed: "Permendikbud 7/2021".
    opening = begins_like([*kinds, "permen"])
    return re.compile(rf"(?i)(?<![\w/.-])(?<!satpol ){opening}(?:{'|'.join(spelt)}|permen[a-z]{{2,14}})(?![\w])")

"""Numbers as an Indonesian text prints them, and what they count: "12 ASN", "dua belas laporan", "1.204 orang".

Only numbers that may count persons or cases: not those of laws, dates, money, shares, ranks and years.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon

S = r"[ \t\u00a0]"
ONES = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
}
ALONE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
SCALES = {"belas": 0, "puluh": 10, "ratus": 100, "ribu": 1000}
ONE = "|".join(ONES)
# "dua puluh lima", "seratus dua puluh", "tiga ribu dua ratus": a word with a scale, up to three more.
SCALED = rf"(?:{'|'.join(ALONE)}|(?:{ONE}){S}+(?:belas|puluh|ratus|ribu))"
WORDS = rf"{SCALED}(?:{S}+{SCALED}){{0,3}}(?:{S}+(?:{ONE}))?|{ONE}"
NUMBER = re.compile(
    rf"(?<![\w./,\-–:@#+])(?:(?P<digits>\d{{1,3}}(?:\.\d{{3}}){{1,2}}|\d{{1,5}})(?:{S}*\({S}*[a-z ]{{2,40}}\))?"
    rf"|(?i:(?P<words>{WORDS}))(?:{S}*\({S}*\d{{1,5}}{S}*\))?)"
    rf"(?![\w%]|[.,:]\d|[/\-–]\w|{S}*(?:persen|%))"
)
# Before a number that counts nothing: articles of law, ordinals, money, years, "salah satu".
NO_COUNT_BEFORE = re.compile(
    r"(?i)(?:\b(?:pasal|ayat|nomor|nomer|no|huruf|angka|butir|poin|tahun|pukul|jam|rp|usd|eselon|golongan|ke|urut"
    r"|usia"
    r"|lantai|tahap|pilkada|pemilu|pilpres|pileg|tanggal"
    r"|kampanye|salah|kelas|tingkat|rt|rw|tps|sdn|smpn|sman|sd|smp|sma|km"
    r"|jalan|dapil|hut|halaman|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)"
    r"\.?|rp\.?)[ \t\u00a0]*\(?$"
)
NO_COUNT_AFTER = re.compile(
    r"(?i)[ \t\u00a0]*(?:per satu|pun\b|sama lain|kali\b|hari\b|bulan\b|tahun\b|jam\b|menit\b|detik\b|juta\b|miliar\b"
    r"|pekan\b|minggu\b|periode\b|januari|februari|maret|april|mei\b|juni|juli|agustus|september|oktober|november|nopember|desember"
    r"|eksemplar|meter|kilometer|km\b|derajat|poin|butir|bentuk|jenis|kategori|cara|hal\b)"
)
FIRST_YEAR, LAST_YEAR = 1945, 2045
LONGEST_UNIT = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed; `unit` is the kind of what it counts ("asn", "person", ...), "" where none follows.

    `end` is that of the unit where there is one. `is_digits` tells how it is printed.
    """

    value: int
    unit: str
    start: int
    end: int
    number_end: int
    is_digits: bool


def find_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Every number between two offsets that may be a count, in order."""
    for match in NUMBER.finditer(text, start, end):
        if NO_COUNT_BEFORE.search(text, max(start, match.start() - 14), match.start()):
            continue
        if NO_COUNT_AFTER.match(text, match.end(), end):
            continue
        value = _value(match)
        unit = _unit_pattern().match(text, match.end(), min(end, match.end() + LONGEST_UNIT))
        kind = _kind(unit) if unit else ""
        if kind in {"cases", "reports"} and unit and _other_cases().match(text, unit.end(), unit.end() + LONGEST_UNIT):
            continue
        if not kind and match["digits"] and FIRST_YEAR <= value <= LAST_YEAR and "." not in match["digits"]:
            continue
        yield Number(
            value, kind, match.start(), unit.end() if unit else match.end(), match.end(), match["digits"] is not None
        )


def _value(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"].replace(".", ""))
    total, held = 0, 0
    for word in match["words"].casefold().split():
        if word in ONES:
            total, held = total + held, ONES[word]
        elif word in ALONE:
            total, held = total + held, ALONE[word]
        elif word == "belas":
            held += 10
        elif word == "ribu":
            total, held = (total + held) * SCALES[word], 0
        else:
            held *= SCALES[word]
    return total + held


def _kind(unit: re.Match[str]) -> str:
    return unit.lastgroup or ""


@cache
def _other_cases() -> re.Pattern[str]:
    """What tells, behind a number of cases, that they are of another kind: "3 dugaan politik uang"."""
    names = "|".join(map(re.escape, load_lexicon("totals")["context"]["other_cases"]))
    return re.compile(rf"(?i)(?:{S}+(?:dugaan|pelanggaran|kasus|soal|terkait|perkara)){{0,2}}{S}+(?:{names})\b")


@cache
def _unit_pattern() -> re.Pattern[str]:
    """What a number counts, directly behind it or behind a word or two such as "orang oknum"."""
    lexicon = load_lexicon("totals")
    between = "|".join(map(re.escape, lexicon["between"]["words"]))
    kinds = []
    for kind, names in lexicon["units"].items():
        spelt = "|".join(_spelt(name) for name in sorted(names, key=len, reverse=True))
        kinds.append(f"(?P<{kind}>{spelt})")
    # Village heads before staff ("aparatur desa"), staff before persons of no kind ("orang ASN").
    order = ("village_officials", "other_officials", "asn", "reports", "cases", "person")
    kinds.sort(key=lambda group: next(at for at, name in enumerate(order) if f"<{name}>" in group))
    share = rf"(?:{S}+atau{S}+[\d.,]{{1,6}}{S}*(?:persen|%))?"  # "1.588 atau 79,1 persen ASN"
    return re.compile(rf"(?i){share}(?:{S}+(?:{between}))?(?:{S}+(?:{between}))?{S}+(?:{'|'.join(kinds)})(?!\w)")


def _spelt(name: str) -> str:
    ending = r"\w{0,6}" if name.endswith("*") else ""
    return rf"{S}+".join(map(re.escape, name.rstrip("*").split())) + ending

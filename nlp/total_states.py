"""How far it has come with what a number counts: reported, found, processed, recommended, proven, sanctioned, stopped.

Phrases of the lexicon "totals" around a number tell it. Nothing is proven or punished that is denied, doubted, a
condition or yet to come.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, Phrases, compile_phrases, lowered_text
from nlp.scenes import Scene
from nlp.total_numbers import Number

# From the strongest to the weakest; of two phrases that begin together the first one is taken.
STRONG = ("stopped", "sanctioned", "proven", "recommended", "processed", "reported")
WEAK = ("found", "alleged", "conduct")
DENIED = "denied"
ORDER = {state: at for at, state in enumerate((*STRONG, *WEAK, DENIED))}
PERSONS = frozenset({"asn", "village_officials", "other_officials"})
# What its own unit tells of a number: "temuan" is found by a supervisor, "laporan" is reported.
UNIT_STATES = (
    ("laporan", "reported"),
    ("aduan", "reported"),
    ("informasi", "reported"),
    ("temuan", "found"),
    ("rekomendasi", "recommended"),
    ("pidana", "processed"),
    ("dugaan", "alleged"),
)
# What nobody is blamed for who takes part: a pledge, a training, a meeting, an event of all candidates for peace.
EVENT = (
    r"(?:ikrar|pakta|komitmen|sumpah|sosialisasi|bimtek|bimbingan|pembekalan|pelatihan|pembinaan|apel|upacara|rakor|seminar|"
    r"diskusi|workshop|webinar|simulasi|pengarahan|arahan|pelantikan|penandatanganan|"
    r"rapat(?![ \t\u00a0](?:tim|relawan|partai|parpol|pemenangan|konsolidasi|calon|caleg|paslon|akbar|umum)\b)|"
    r"(?:deklarasi|kampanye|pemilu|pilkada)[ \t\u00a0](?:\w+[ \t\u00a0]){0,3}"
    r"(?:netral\w*|damai|integritas|berintegritas))"
)
# Behind a number of staff: they take part, pledge, are called together or spoken to.
TAKES_PART = re.compile(
    r"(?i)\b(?:(?:mengikuti|ikut|menghadiri|hadir|terlibat|dilibatkan|berpartisipasi|diundang|memenuhi|menyaksikan)\b"
    rf"[^.;:\n]{{0,60}}?\b{EVENT}|mengucap\w*|berikrar|berjanji|bersumpah|dibekali|dilatih|dibina|diingatkan|diimbau|"
    r"dilantik|(?:dikumpulkan|berkumpul|menandatangani|meneken|membaca\w*|menyatakan|mendeklarasikan)\b"
    r"(?![^.;:\n]{0,30}\b(?:dukungan|mendukung|memenangkan|calon|paslon|caleg|petahana)\b)|"
    r"(?:menjadi|sebagai|selaku)[ \t\u00a0](?:saksi|pelapor)|"
    r"diminta(?![ \t\u00a0](?:klarifikasi|keterangan|penjelasan)))\b"
)
LONGEST_EVENT = 90
# The same before it: "sosialisasi ... diikuti 350 pegawai", "di hadapan 200 ASN".
TAKEN_PART = re.compile(
    r"(?i)\b(?:diikuti|dihadiri|mengumpulkan|mengundang|hadapan|depan|peserta|pesertanya|membekali|melatih|mengajak|"
    r"meminta|mengingatkan|mengimbau|melantik|memimpin)[ \t\u00a0]+"
    r"(?:(?:oleh|kepada|sebanyak|sekitar|sedikitnya|setidaknya|lebih|dari|kurang|hampir|total|seluruh|para)"
    r"[ \t\u00a0]+){0,3}$"
)
LONGEST_TAKEN = 60
WORD_BEFORE = re.compile(r"(\w+)[^\w.;]{1,3}(?:(\w+)[^\w.;]{1,3})?$")
NOT = frozenset({"tidak", "tak", "belum", "bukan", "tanpa", "tdk"})
NOT_WITHIN = re.compile(r"(?i)\b(?:tidak|tak|belum|bukan|tanpa|diduga|dugaan)\b")
DOUBT = frozenset({"diduga", "dugaan", "disebut", "dituding", "dianggap", "dinilai", "terindikasi"})
PART_OF = re.compile(
    r"(?i)\b(?:dari (?:jumlah|total|angka|data|\d[\d.]*|\w+) (?:itu|tersebut|ini|di atas)|di ?antaranya"
    r"|di antara mereka|sisanya|rinciannya)\b"
)
RELATIVE = re.compile(r"(?i)\W{0,3}(?:\w+\W{1,3}){0,5}?yang\b")
AMOUNT = re.compile(
    r"(?i)\b(?:sebanyak|sejumlah|berjumlah|mencapai|jumlah|total|ada|yakni|yaitu|hanya|baru|sudah|telah)[ \t\u00a0]+$"
)
AMONG = re.compile(r"(?i)\b(?:di ?antaranya|yakni|yaitu|terdiri (?:dari|atas)|meliputi)[ \t\u00a0]+$")
# A number that is spoken of again: "tiga ASN itu", "nama dimaksud".
# Between a state told before and a number that opens its own clause: "yang diteruskan, baru 10 ASN yang ...".
NEW_CLAUSE = re.compile(
    r"(?i)[^,;]{0,60}[,;][ \t\u00a0]*(?:baru|hanya|cuma|sudah|ada|sebanyak|tercatat|terdapat)[ \t\u00a0]+"
)
# Between an active verb and the number that is its object: "menangani total 14 laporan".
OBJECT = re.compile(r"(?i)[ \t\u00a0]+(?:(?:sebanyak|sejumlah|total|sekitar|setidaknya|sedikitnya)[ \t\u00a0]+)?")
# Before areas with their numbers: "paling banyak di Bone dengan 31 ASN".
MOST = re.compile(
    r"(?i)\b(?:sebaran|tersebar|terbanyak|terbesar|tertinggi|teratas|paling banyak|menyumbang|disusul"
    r"|diikuti|urutan|kemudian|masing-masing)\b"
)
# A phrase must not reach over another number: "dilaporkan, 29 di antaranya direkomendasikan ke KASN".
OVER_NUMBER = re.compile(
    r"(?i),[ \t\u00a0]*(?:(?:dan|sebanyak|ada)[ \t\u00a0]+)?(?:\d|(?:se|satu|dua|tiga|empat|lima|enam|tujuh"
    r"|delapan|sembilan)"
    r"(?:puluh|belas|ratus)?\b)"
)
DEFINITE = re.compile(r"(?i)[ \t\u00a0]+(?:itu|tersebut|ini|dimaksud|tadi|di atas)\b")
# "dua dari tiga ASN": a part and its whole.
OUT_OF = re.compile(
    r"(?i)(?:[ \t\u00a0]+(?:orang|kasus|nama|di antaranya))?[ \t\u00a0]+dari(?:[ \t\u00a0]+total)?[ \t\u00a0]+"
)
ADJACENT = 30
NEXT_VERB = 14
PASSIVE_BEFORE = 45


@dataclass(frozen=True, slots=True)
class Found:
    """A telling phrase: the state it tells, where it stands, and the phrase as the lexicon has it."""

    state: str
    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What the total before leaves to the next ones: what is counted, its state, its sentence and the number itself.

    `count` stays that of the whole where parts of it are told one after the other.
    """

    what: str
    state: str
    scene: int
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """A state, the family of rules that told it, and the phrase ("" and None where nothing tells one)."""

    state: str
    family: str
    found: Found | None = None


NOTHING = Told("", "")


def find_states(text: str, scene: Scene, phrases: Mapping[str, Sequence[Phrase]]) -> list[Found]:
    """Every phrase in a sentence that tells a state, in order; the longer of two that begin together."""
    found = [
        Found(real, match.start(), match.end(), phrase.source)
        for state, kinds in phrases.items()
        for phrase in kinds
        for match in phrase.lowered.finditer(lowered_text(text), scene.start, scene.end)
        if not OVER_NUMBER.search(match[0]) and (real := _real_state(text, scene, match, state))
    ]
    found.sort(key=lambda item: (item.start, -item.end, ORDER[item.state]))
    kept: list[Found] = []
    for item in found:
        if not kept or item.start >= kept[-1].end or (item.state != kept[-1].state and item.start > kept[-1].start):
            kept.append(item)
    return kept


def _real_state(text: str, scene: Scene, match: re.Match[str], state: str) -> str:
    """The state that a phrase tells; DENIED after "belum", "" where it is doubted, a condition or yet to come."""
    if state in STRONG[1:] and NOT_WITHIN.search(match[0]):  # "dinyatakan tidak terbukti melanggar"
        return ""
    start = match.start()
    before = WORD_BEFORE.search(text, max(scene.start, start - 32), start)
    if before is None:
        return state
    near = {word.casefold() for word in before.groups() if word}
    if near & NOT and state != "stopped":
        return DENIED if state in STRONG else ""
    if near & _unreal_words() or (state in {"proven", "sanctioned"} and near & DOUBT):
        return ""
    return state


def state_of(
    text: str,
    number: Number,
    span: tuple[int, int],
    found: Sequence[Found],
    carried: Carried | None,
    what: str,
    is_listed: bool,
) -> Told:
    """The state of a number; `span` is where what is told of it stands, `carried` the total that it may go on from."""
    left, right = span
    after = _between(found, number.end - 1, right)
    if what in PERSONS and _takes_part(text, number, left, after):
        return NOTHING
    before = [item for item in _between(found, left, number.start) if _is_close(text, item, number)]
    definite = DEFINITE.match(text, number.end) is not None
    strong = _strong(text, number, after, [] if definite else before)
    if strong is not None:
        return strong
    if definite:
        return NOTHING
    own = _unit_state(text, number)
    if own and own != "alleged":
        return Told(own, "unit")
    is_listed = is_listed and (number.unit not in PERSONS or MOST.search(text, left, number.start) is not None)
    if carried and (_is_part(text, number, left) or not number.unit or is_listed):
        is_detail = number.unit in PERSONS and AMONG.search(text, left, number.start) is not None
        return NOTHING if is_detail else Told(carried.state, "listed" if is_listed else "carried")
    weak = next((item for item in (*reversed(before), *after) if item.state == "found"), None)
    if weak:
        is_blamed = "catat" in weak.source and bool(after) and after[0].state == "alleged"
        return Told("alleged", "alleged", after[0]) if is_blamed else Told("found", "found", weak)
    blamed = before[-1] if before and before[-1].state == "alleged" else None
    if blamed and number.unit == "person" and OBJECT.fullmatch(text, blamed.end, number.start):
        return Told("alleged", "alleged", blamed)
    if carried and number.unit == "person" and not after:
        return Told(carried.state, "carried")
    blame = {"alleged", "conduct"} if what in PERSONS else {"alleged"}
    alleged = next((item for item in (*after, *before) if item.state in blame), None)
    return Told("alleged", "alleged", alleged) if alleged or own else NOTHING


def _takes_part(text: str, number: Number, left: int, after: Sequence[Found]) -> bool:
    """Whether staff are counted as those who pledge, are trained or spoken to: "350 pegawai mengikuti sosialisasi"."""
    if TAKEN_PART.search(text, max(left, number.start - LONGEST_TAKEN), number.start):
        return not (after and after[0].state in STRONG)
    if not after:
        return False
    part = TAKES_PART.search(text, number.end, after[0].end + LONGEST_EVENT)
    return part is not None and part.start() <= after[0].start


def _strong(text: str, number: Number, after: Sequence[Found], before: Sequence[Found]) -> Told | None:
    """What is told outright: behind the number, or before it."""
    behind = [item for item in after if item.state in STRONG]
    ahead = [item for item in before if item.state in STRONG]
    first, last = behind[0] if behind else None, ahead[-1] if ahead else None
    if after and after[0].state == DENIED:
        is_near = last is not None and number.start - last.end <= ADJACENT
        is_relative = RELATIVE.match(text, number.end, after[0].start + 1) is not None
        return Told(last.state, "before", last) if last and is_near and is_relative else NOTHING
    if number.unit == "person" and first and "keterangan" in first.source:
        first = None
    is_relative = first is not None and RELATIVE.match(text, number.end, first.start + 1) is not None
    if first and "terdakwa" in first.source and "," in text[number.end : first.start]:  # the accused is another one
        first = None
    if first and is_relative:
        if last and number.start - last.end <= ADJACENT and not NEW_CLAUSE.fullmatch(text, last.end, number.start):
            return Told(last.state, "before", last)
        if len(behind) > 1 and (behind[1].start - first.end <= NEXT_VERB or OUT_OF.match(text, number.number_end)):
            return Told(behind[1].state, "after", behind[1])
    if first:
        return Told(first.state, "after", first)
    if last is None:
        return None
    if _unit_state(text, number) not in {"", "alleged"}:
        is_object = text[last.start].casefold() == "m" and OBJECT.fullmatch(text, last.end, number.start)
        return Told(last.state, "object", last) if is_object and last.state != "reported" else None
    asked = next((item for item in ahead if item.state == "recommended"), None)
    if last.state == "sanctioned" and asked:  # "merekomendasikan bupati menjatuhkan sanksi kepada dua ASN"
        return Told("recommended", "before", asked)
    return Told(last.state, "before", last)


def _is_close(text: str, found: Found, number: Number) -> bool:
    """Whether a phrase before a number reaches it: a passive ("diproses") only from near, or with "sebanyak"."""
    if not text[found.start : found.end].casefold().startswith("di") or number.start - found.end <= PASSIVE_BEFORE:
        return True
    return AMOUNT.search(text, found.end, number.start) is not None


def _is_part(text: str, number: Number, left: int) -> bool:
    """Whether the number is a part of the total before it."""
    if "antara" in text[number.number_end : number.end]:
        return True
    return PART_OF.search(text, max(left - 1, 0), number.start) is not None


def _unit_state(text: str, number: Number) -> str:
    printed = text[number.number_end : number.end].casefold()
    return next((state for word, state in UNIT_STATES if word in printed), "")


def _between(found: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """The phrases that begin in a span."""
    first, last = (bisect_left(found, offset, key=lambda item: item.start) for offset in (start, end))
    return found[first:last]


@cache
def state_phrases() -> dict[str, Phrases]:
    """The phrases of each state."""
    table = load_lexicon("totals")["states"]
    return {state: compile_phrases(table[state]) for state in (*STRONG, *WEAK)}


@cache
def _unreal_words() -> frozenset[str]:
    return frozenset(load_lexicon("totals")["context"]["unreal"])

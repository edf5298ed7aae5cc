"""Numbers of persons and cases that an article reports: "12 ASN dilaporkan, tujuh terbukti" are two totals.

A number counts where it stands with what it counts (`nlp.total_numbers`) and with words that tell how far that has
come. A number without a unit ("tujuh terbukti"), or without a state of its own ("Wakatobi 37 orang"), goes on from the
total before it. An allegation is never a finding: `proven` needs its own word, without doubt or condition.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, compile_phrases, search_any
from nlp.records import Total
from nlp.scenes import Scene, is_headline, is_question, read_scenes, words
from nlp.spans import ClosedSpans
from nlp.subject import is_on_subject
from nlp.total_areas import listed_area, scope_of
from nlp.total_numbers import Number, find_numbers
from nlp.total_states import OUT_OF, PERSONS, STRONG, Carried, Found, find_states, state_of, state_phrases

BREAK = re.compile(r"(?i)[;:]|\b(?:sedangkan|sementara itu|sementara|adapun|namun|tetapi|tapi|padahal)\b")
JOINED = re.compile(
    r"(?i)[ \t\u00a0]*(?:,|,?[ \t\u00a0]*(?:dan|serta|maupun|ditambah))[ \t\u00a0]*(?:ada[ \t\u00a0]+)?"
)
# Before a number that is denied: "tidak satu pun dari 27 camat".
DENIED_BEFORE = re.compile(
    r"(?i)\b(?:tidak|tak|bukan|belum|tanpa|jangan)\b(?! (?:hanya|kurang|sedikit))"
    r"(?:[^.,;]{0,24}|[^.,;]{0,24}\b(?:satu|seorang)[ \t\u00a0]?pun[^.,;]{0,16})$"
)
# Between a number without a unit and what has become of them.
BARE_GAP = re.compile(
    r"(?i)\W{1,3}(?:(?:sudah|telah|masih|sedang|tengah|baru|kami|pihaknya|yang|lainnya|lain|lagi|saja|pun|dinyatakan"
    r"|di antaranya|dari mereka|juga|akhirnya|sisanya|hanya|dalam"
    r"|di|pada|proses|tahap|kita|kini|langsung|berkas|perkara)\W{1,3}){0,5}"
)
# Behind a number without a unit that is a part of those told before: "hanya empat yang berkaitan dengan ASN".
PART_AFTER = re.compile(
    r"(?i)[ \t\u00a0]+(?:(?:lagi|lainnya|di antaranya|diantaranya)[ \t\u00a0]+)?yang[ \t\u00a0]+"
    r"(?:berkaitan|terkait|berhubungan|menyangkut|melibatkan|menyeret)\b"
)
# Before one person who counts as a total: "baru satu pegawai", "dua lurah dan satu guru".
ONE_COUNTED = re.compile(
    r"(?i)(?:\b(?:baru|hanya|cuma|sudah|ada|terdapat|tercatat|dan|serta|total|sebanyak|menjadi)|[,:])[ \t\u00a0]+$"
)
# Before the whole of which parts are told behind the comma: "dari 80 laporan, 61 diteruskan".
FROM = re.compile(r"(?i)\bdari(?: total| sebanyak)?[ \t\u00a0]+$")
COMMA = re.compile(r"[,;:]")
CLAUSE_ENDS = re.compile(r"[ \t\u00a0]*(?:[.,;:)\n”\"]|$)")
# Behind a number of persons: they are no staff, or staff are but a part of them ("enam orang, termasuk dua ASN").
OTHERS_AFTER = re.compile(
    r"(?i)[ \t\u00a0]+(?:saksi|pelapor|ahli|warga|tim|relawan|pengurus|kader|simpatisan|komisioner|penyelenggara|caleg|"
    r"calon|pendukung|anggota[ \t\u00a0](?:dprd|dpr|partai|kpu|bawaslu|kpps|pps|panwas\w*))\b|"
    r",?[ \t\u00a0](?:termasuk|terdiri)\b"
)
HAS_AMOUNT = re.compile(r"(?i)\b(?:sebanyak|sejumlah|berjumlah|mencapai|ada|yakni|yaitu|totalnya)[ \t\u00a0]+$")
LONGEST_AMOUNT = 45
LONGEST_BEFORE, LONGEST_REACH = 90, 160
# A total is gone on from in so many sentences behind it.
CARRY_SCENES = 2
# Families of rules by which a total goes on from the one before.
GOING_ON = ("carried", "listed")
MOST_NUMBERS = 80
# Where a Doc keeps what was counted in it.
COUNTINGS = "countings"
MOST_JOINED = 12


class Counting(NamedTuple):
    """A total whose area is not told yet, its sentence, its number, and how far what is told of it reaches."""

    total: Total
    scene: Scene
    number: Number
    right: int


@Language.component("totals")
def mark_totals(doc: Doc) -> Doc:
    """Set `doc._.totals`: each number once for what it counts, its state and area; empty where relevance is none."""
    doc._.totals = [] if doc._.relevance == "none" else find_totals(doc)
    return doc


def find_totals(doc: Doc) -> list[Total]:
    """Every total in reading order; what only repeats another one in the headline is left out."""
    text: str = doc._.article.text  # what `doc.text` puts together anew each time
    first: dict[tuple[int, str, str, str | None], Total] = {}
    headlines: list[Total] = []
    for total, scene, number, right in find_countings(doc):
        total = replace(total, scope=scope_of(doc, text, scene, number, right))
        if is_headline(text, doc._.article.title or "", scene):
            headlines.append(total)
        else:
            first.setdefault((total.count, total.what, total.state, total.scope), total)
    told = {(total.count, total.state) for total in first.values()}
    alone = [_renamed(total, "headline") for total in headlines if (total.count, total.state) not in told]
    return sorted([*first.values(), *alone], key=lambda total: total.start)


def find_countings(doc: Doc) -> list[Counting]:
    """Every total in reading order, its area left open; what is found is kept for whoever asks again."""
    if COUNTINGS not in doc.user_data:
        doc.user_data[COUNTINGS] = list(_countings(doc))
    found: list[Counting] = doc.user_data[COUNTINGS]
    return found


def _countings(doc: Doc) -> Iterator[Counting]:
    text: str = doc._.article.text
    closed = ClosedSpans(
        (item.start, item.end) for item in (*doc._.dates, *doc._.legal, *doc._.documents, *doc._.elections)
    )
    phrases = {state: kinds.possible(text) for state, kinds in state_phrases().items()}
    last: Carried | None = None
    main: Carried | None = None
    for at, scene in enumerate(read_scenes(doc)):
        found = islice(find_numbers(text, scene.start, scene.end), MOST_NUMBERS)
        numbers = [number for number in found if not closed.touch(number.start, number.number_end)]
        if not numbers or is_question(text, scene) or not _is_read(doc, text, scene):
            continue
        if last and at - last.scene > CARRY_SCENES:
            last = None
        for counting in _of_scene(doc, text, scene, at, numbers, phrases, (last, main)):
            last = _left(counting.total, at, last)
            main = main or last
            yield counting


def _renamed(total: Total, family: str) -> Total:
    told = total.rule.partition(": ")[2]
    return Total(total.count, total.what, total.state, total.scope, total.start, total.end, f"{family}: {told}")


def _is_read(doc: Doc, text: str, scene: Scene) -> bool:
    """Whether numbers in a sentence may be about breaches: in an article in passing, only those on the subject."""
    if search_any(_context("elsewhere"), text, scene.start, scene.end):
        return search_any(words("netral"), text, scene.start, scene.end) is not None
    if doc._.relevance == "core" or is_on_subject(text, scene.start, scene.end):
        return True
    has_staff = search_any(words("servants"), text, scene.start, scene.end) is not None
    return has_staff and search_any(_context("breach"), text, scene.start, scene.end) is not None


def _of_scene(
    doc: Doc,
    text: str,
    scene: Scene,
    at: int,
    numbers: Sequence[Number],
    phrases: dict[str, list[Phrase]],
    carry: tuple[Carried | None, Carried | None],
) -> Iterator[Counting]:
    """The totals of one sentence. `carry` is the total before and the one that areas are listed of."""
    told = find_states(text, scene, phrases)
    counted = [number for number in _with_parts(text, numbers) if number.unit or _may_be_bare(doc, text, number, told)]
    last, listed = carry
    for index, number in enumerate(counted):
        left = _begin(text, counted, index, scene.start)
        right = _reach(text, counted, index, scene.end)
        if _is_odd(text, number, numbers, counted):
            continue
        beside = listed_area(doc, text, number)
        if beside is not None and not number.unit and last is None and listed is None:
            continue
        is_near = last is not None and at - last.scene <= 1
        whole = _whole(number, last, listed) if is_near or not beside else listed
        counting = _counting(doc, text, scene, number, (left, right), told, whole)
        if counting:
            last = _left(counting.total, at, whole)
            yield counting


def _whole(number: Number, last: Carried | None, main: Carried | None) -> Carried | None:
    """Of which total before the number may be a part: the last, or the first of that state where the last is less."""
    if last and main and number.value > last.count and main.state == last.state:
        return main
    return last


def _left(total: Total, at: int, before: Carried | None) -> Carried:
    """What a total leaves to those behind it; a part leaves its whole's number."""
    is_part = before is not None and total.rule.startswith(GOING_ON)
    return Carried(total.what, total.state, at, before.count if before and is_part else total.count)


def _with_parts(text: str, numbers: Sequence[Number]) -> list[Number]:
    """ "dua dari tiga ASN" are two of the staff, "satu dari tiga perkara" is three cases."""
    found: list[Number] = []
    for number in numbers:
        part = found[-1] if found else None
        if part and not part.unit and OUT_OF.fullmatch(text, part.number_end, number.start):
            if part.value == 1:
                found[-1] = number
            else:
                found[-1] = replace(part, unit=number.unit, end=number.end)
            continue
        found.append(number)
    return found


def _reach(text: str, counted: Sequence[Number], index: int, end: int) -> int:
    """Where what is told of a number ends: at the next one, unless both are joined ("dua guru dan satu camat").

    One that counts nothing of its own begins anew: "58 temuan, 132 laporan, 128 diregister".
    """
    chain = counted[index : index + MOST_JOINED]
    for before, following in pairwise(chain):
        if not JOINED.fullmatch(text, before.end, following.start) or (before.unit and not following.unit):
            return following.start
    return chain[-1].end if len(chain) == MOST_JOINED else end


def _begin(text: str, counted: Sequence[Number], index: int, start: int) -> int:
    """Where what is told of a number begins: behind the one before, unless both are joined, and behind a break."""
    at = index
    while at > max(0, index - MOST_JOINED) and JOINED.fullmatch(text, counted[at - 1].end, counted[at].start):
        at -= 1
    begin = counted[at - 1].end if at else start
    return max((stop.end() for stop in BREAK.finditer(text, begin, counted[index].start)), default=begin)


def _is_odd(text: str, number: Number, numbers: Sequence[Number], counted: Sequence[Number]) -> bool:
    """Whether a number is denied ("tidak satu pun dari 27 camat"), or is of what is not counted.

    "21 tautan, empat di antaranya": the four are links, too.
    """
    if DENIED_BEFORE.search(text, max(0, number.start - 60), number.start):
        return True
    if number.unit != "person" or "antara" not in text[number.number_end : number.end]:
        return False
    before = [other for other in numbers if other.start < number.start]
    return bool(before) and before[-1] not in counted


def _may_be_bare(doc: Doc, text: str, number: Number, told: Sequence[Found]) -> bool:
    """Whether a number without a unit stands for one: a state follows closely, or an area stands before it."""
    if any(found.state in STRONG and BARE_GAP.fullmatch(text, number.end, found.start) for found in told):
        return True
    if PART_AFTER.match(text, number.end):
        return True
    return listed_area(doc, text, number) is not None or _ends_clause(text, number, told)


def _ends_clause(text: str, number: Number, told: Sequence[Found]) -> bool:
    """Whether a number closes what is told before it: "yang kami teruskan ke KASN ada 324"."""
    if (
        CLAUSE_ENDS.match(text, number.end) is None
        or HAS_AMOUNT.search(text, max(0, number.start - 14), number.start) is None
    ):
        return False
    reach = number.start - LONGEST_AMOUNT
    return any(found.state in STRONG and reach <= found.end <= number.start for found in told)


def _counting(
    doc: Doc,
    text: str,
    scene: Scene,
    number: Number,
    span: tuple[int, int],
    found: Sequence[Found],
    carried: Carried | None,
) -> Counting | None:
    what = _what(text, scene, number, carried)
    if what is None:
        return None
    left, right = max(span[0], number.start - LONGEST_BEFORE), min(span[1], number.end + LONGEST_REACH)
    is_whole = FROM.search(text, max(0, number.start - 14), number.start) is not None
    stop = (COMMA if is_whole else BREAK).search(text, number.end, right)
    right = stop.start() if stop else right
    told = state_of(text, number, (left, right), found, carried, what, listed_area(doc, text, number) is not None)
    if not told.state:
        return None
    if (
        number.value == 1
        and what in PERSONS
        and (
            told.family not in {"after", "before", "listed"}
            or not (told.family == "listed" or ONE_COUNTED.search(text, max(0, number.start - 16), number.start))
        )
    ):
        return None
    is_reported = told.family == "after" and told.state == "reported"
    goes_on = told.family in GOING_ON
    if goes_on and carried and number.value > carried.count:  # no part is more than its whole
        return None
    is_listed = told.family == "listed" or (goes_on and number.unit in PERSONS)
    if what in PERSONS and not is_reported and not is_listed and not _is_breach(text, scene, told.state):
        return None
    source = told.found.source if told.found else text[number.number_end : number.end].strip().casefold()
    end = max(number.end, told.found.end) if told.found and told.found.start >= number.end else number.end
    state = "alleged" if told.state == "conduct" else told.state
    total = Total(number.value, what, state, None, number.start, end, f"{told.family}: {source}")
    return Counting(total, scene, number, right)


def _is_breach(text: str, scene: Scene, state: str) -> bool:
    """Whether persons that are found, reported or blamed are so for a breach: the sentence has a word of it."""
    if state not in {"found", "alleged", "conduct", "reported"}:
        return True
    if search_any(_context("breach"), text, scene.start, scene.end):
        return True
    return state == "reported" and search_any(_context("deciders"), text, scene.start, scene.end) is not None


def _what(text: str, scene: Scene, number: Number, carried: Carried | None) -> str | None:
    if number.unit not in {"", "person"}:
        return number.unit
    if number.unit == "person" and OTHERS_AFTER.match(text, number.end, scene.end):
        return None
    is_part = "antara" in text[number.number_end : number.end]
    if carried and (not number.unit or is_part or carried.what in PERSONS):
        return carried.what
    if is_part:
        return None
    if not number.unit and not search_any(words("servants"), text, scene.start, number.start):
        return None
    has_village = _village_pattern().search(text, scene.start, scene.end)
    if has_village and not search_any(words("servants"), text, scene.start, scene.end):
        return "village_officials"
    return "asn"


@cache
def _context(key: str) -> tuple[Phrase, ...]:
    return compile_phrases(load_lexicon("totals")["context"][key])


@cache
def _village_pattern() -> re.Pattern[str]:
    names = load_lexicon("totals")["units"]["village_officials"]
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, names))})\b")

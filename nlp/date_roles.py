"""What a date is the date of: something said, done, written, due, or the voting day.

The words around the date in its sentence decide, the strongest first. The roles are those of the domain page.
"""

import re
from collections.abc import Iterable
from functools import cache

from nlp.date_grammar import Printed
from nlp.lexicons import load_lexicon

CLOSING_QUOTE = re.compile(r"[\"”»]|''|’’")
CAMPAIGN = re.compile(r"(?i)\bkampanye\b")
QUIET = re.compile(r"(?i)\b(?:masa|minggu|hari) tenang\b")
PERIOD = re.compile(
    r"(?i)\b(?:dimulai|mulai|berlangsung|berakhir|hingga|sampai|sejak|selama|digelar|dijadwalkan|masa|jadwal|tahapan)\b"
)
COUNTED = re.compile(r"(?i)\b(?:per|data|catatan)(?: tanggal| akhir| awal)?$")
COUNTED_AFTER = re.compile(r"(?i)^\W*(?:lalu |ini |kemarin )?(?:tercatat|terdapat|baru|sudah|telah|total|ada)\b")
UP_TO = re.compile(r"(?i)\b(?:sampai|hingga)(?: hari| akhir| awal| tanggal)?\s*$")
GATHERED = re.compile(r"(?i)\b(?:data|laporan)\b[^.]*\b(?:dihimpun|dikumpulkan|direkap|dicatat)\b")
WITH_TANGGAL = r"(?:\s+(?:pada|tanggal|tgl\.?|hari|bulan|akhir|awal|pertengahan))*\s*[,:(]?\s*$"
EVENT_LEAD = re.compile(
    r"(?i)\b(?:sejak|digelar|ditayangkan|terjadi|berlangsung|dilakukan|dimulai|mulai|setelah|usai rapat)\b[^,]{0,60}$"
)
ISSUED_AFTER = re.compile(
    r"(?i)^\W*(?:lalu |kemarin )?(?:sudah|telah) (?:ada|terbit|keluar) (?:surat|edaran|imbauan|SE)\b"
)
VERB = re.compile(r",?\s+[a-z]{3,}(?:nya)?\b")
GATHERING = re.compile(
    r"(?i)\b(?:saat|pada|ketika|dalam)\s+(?:apel|upacara|rapat|rakor|sosialisasi|pelantikan|deklarasi|kegiatan|acara)\b"
)
# A passive directly before the date, and none of holding a vote: "putusan PSU yang dibacakan 22 Maret".
OTHER_VERB = re.compile(
    r"(?i)\bdi(?!gelar|jadwalkan|laksanakan|selenggarakan|helat|langsungkan|lakukan|adakan|tetapkan)[a-z]{5,}"
    r"(?:\s+(?:pada|tanggal|tgl|hari))*\s*$"
)
TARGET = re.compile(r"(?i)\b(?:di)?target(?:kan|nya)?\b[^.]*$")
SINCE = re.compile(r"(?i)\b(?:sejak|dari)(?: bulan| awal| akhir)?\s*$")
DATED = re.compile(r"(?i)\b(?:tanggal|tgl\.?)\s*:?\s*$")
ISSUED_ON = re.compile(r"(?i)\b(?:bertanggal|tertanggal)\s*$")
REACH = 140


def role_of(printed: Printed, before: str, after: str, *, is_voting_day: bool, is_past: bool = False) -> str:
    """The role of a date; `before` and `after` are what stands around it in its sentence.

    `is_past` is whether it lies before publication: "hingga Senin" is then the state of a count, not a deadline.
    """
    near = before[-REACH:]
    is_said = _is_said(printed, before, after)
    if _is_voting(printed, before, is_said, is_voting_day=is_voting_day):
        return "voting_day"
    if QUIET.search(near[-60:]):
        return "other"
    if not is_said and _is_campaign(printed, near):
        return "campaign_period"
    if (
        COUNTED.search(near.rstrip())
        or GATHERED.search(near)
        or (UP_TO.search(near) and (is_past or COUNTED_AFTER.match(after)))
    ):
        return "other"
    if _ends_with(near, "deadline") or TARGET.search(near[-60:]):
        return "deadline"
    if _is_document(near, after, is_said):
        return "document"
    if SINCE.search(near) and not any(day.day for day in printed.days):
        return "other"
    return "statement" if is_said else "event"


def _is_voting(printed: Printed, before: str, is_said: bool, *, is_voting_day: bool) -> bool:
    if len(printed.days) != 1 or printed.days[0].month is None:
        return False
    if printed.days[0].day is None:
        return _ends_with(before, "election", gap=r"(?: serentak)?(?: pada)?(?: bulan)?\s*$")
    if is_voting_day and (printed.weekday is None or not is_said):
        return True
    if is_said or QUIET.search(before[-40:]) or OTHER_VERB.search(before[-50:]):
        return False
    clause = before[before.rfind(",", 0, -20) + 1 :][-120:]
    return _pattern("voting").search(clause) is not None or _held_on().search(before[-120:]) is not None


@cache
def _held_on() -> re.Pattern[str]:
    """An election's name, then at most its area and that it is held, then the date."""
    names = _alternatives("election")
    held = "serentak|dijadwalkan|digelar|dilaksanakan|diselenggarakan|dihelat|berlangsung"
    others = r"(?!.*\b(?:kampanye|debat|pendaftaran|deklarasi|sosialisasi)\b)"
    return re.compile(rf"(?i)\b(?:{names})\b{others}[^.;]*\b(?:{held})(?: pada)?\s*$")


def _is_campaign(printed: Printed, near: str) -> bool:
    named = list(CAMPAIGN.finditer(near))
    if not named or (len(printed.days) == 1 and printed.weekday is not None):
        return False  # "deklarasi kampanye damai digelar Selasa (24/9)" is an event
    start, end = named[-1].span()
    return len(printed.days) == 2 or PERIOD.search(near[max(0, start - 12) : start] + near[end:]) is not None


def _is_said(printed: Printed, before: str, after: str) -> bool:
    said = before  # what follows the last quotation: "…," kata X
    for mark in CLOSING_QUOTE.finditer(before):
        said = before[mark.end() :]
    if EVENT_LEAD.search(said[-70:]):
        return False
    if _pattern("speaking").search(said) or (said is not before and VERB.match(said)):
        return True
    spoken = _pattern("spoken").search(said)
    if spoken:
        return GATHERING.search(said, spoken.end()) is None
    if re.search(rf"(?i)\b(?:{_alternatives('reporting')}) (?:hal |demikian|itu\b|tersebut|pernyataan)", said):
        return True
    on_stage = _pattern("stage").search(said) is not None
    reach = 90 if on_stage else 28 if printed.weekday is not None else 0
    return re.search(rf"(?i)\b(?:{_alternatives('said_after')})\b", after[:reach]) is not None


def _is_document(near: str, after: str, is_said: bool) -> bool:
    if ISSUED_AFTER.search(after) or ISSUED_ON.search(near):
        return True
    nouns = list(_pattern("documents").finditer(near))
    if not nouns or _pattern("handed").search(near):
        return False
    if _ends_with(near, "issued") or DATED.search(near) or (SINCE.search(near) and nouns[-1].end() > len(near) - 30):
        return True
    if is_said or EVENT_LEAD.search(near):
        return False
    is_firm = any(noun[0].casefold() not in {"izin", "keputusan"} for noun in nouns)
    return is_firm and _pattern("issued").search(near) is not None


def _ends_with(before: str, key: str, gap: str = WITH_TANGGAL) -> bool:
    return re.search(rf"(?i)(?<!\w)(?:{_alternatives(key)}){gap}", before[-60:]) is not None


def _alternatives(key: str) -> str:
    words: Iterable[str] = load_lexicon("dates")["roles"][key]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-])(?:{_alternatives(key)})(?![\w-])")

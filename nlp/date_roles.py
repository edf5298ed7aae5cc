"""What a date is the date of: something said, done, written, due, or the voting day.

The words around the date in its sentence decide, the strongest first. The roles are those of the domain page. Each role
comes with the rule that told it: a family such as "statement.speech" and the word that was found.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from nlp.date_grammar import Printed
from nlp.lexicons import load_lexicon

CLOSING_QUOTE = re.compile(r"[\"”»]|''|’’")
CAMPAIGN = re.compile(r"(?i)\bkampanye\b")
QUIET = re.compile(r"(?i)\b(?:di)?(?:masa|minggu|hari) tenang\b")
QUIET_AFTER = re.compile(r"(?i)^\W*(?:\w+ ){0,4}?(?:masa|hari) tenang\b")
PERIOD = re.compile(
    r"(?i)\b(?:dimulai|mulai|berlangsung|berakhir|hingga|sampai|sejak|selama|digelar|dijadwalkan|masa|jadwal|tahapan)\b"
)
COUNTED = re.compile(r"(?i)\b(?:per|data|catatan)(?: tanggal| akhir| awal)?$")
COUNT_WORD = re.compile(r"(?i)\b(?:\d[\d.]*|data|catatan|jumlah|total|tercatat|rekap\w*|nihil)\b")
COUNTED_AFTER = re.compile(
    r"(?i)^\W*(?:lalu |ini |kemarin )?(?:\w+\W){0,4}?(?:tercatat|mencatat|terdapat|baru|sudah|telah|total|ada"
    r"|menunjukkan|menangani|meregistrasi)\b"
)
# A date that was given up: "sedianya digelar 23 September, tetapi diundur".
GIVEN_UP = re.compile(r"(?i)\b(?:sedianya|semula|awalnya|mulanya|tadinya|seharusnya)\b[^.;]{0,80}$")
GIVEN_UP_AFTER = re.compile(
    r"(?i)^[^.;]{0,60}\b(?:diundur|mundur|ditunda|tertunda|digeser|bergeser|dimajukan"
    r"|dipindah\w*|dijadwalkan ulang|dibatalkan|batal)\b"
)
# What a paper was sent, and when: the day is neither that of what it shows nor of a statement.
RECEIVED = re.compile(
    r"(?i)\b(?:video|rekaman|foto|tangkapan layar|salinan)\b[^.;]{0,40}\b(?:diterima|diperoleh|didapat|dihimpun)"
    r" (?:oleh )?(?:media ini|redaksi|wartawan|awak media|tim redaksi|jurnalis)\b[^.;]{0,12}$"
)
# The days on which one may apply for a post.
REGISTERING = re.compile(
    r"(?i)\b(?:pendaftaran|registrasi|pelamaran)\b[^.;]{0,40}\b(?:daring|online|cpns|pppk|casn|sscasn|berlangsung)\b"
)
# An activity that began: "sudah berjalan sejak Januari".
BEGUN = re.compile(
    r"(?i)\b(?:dilakukan|dilaksanakan|digelar|dijalankan|dimulai|jalan|berjalan|aktif|beroperasi|dibentuk|dibuka|bergulir|digencarkan|diterapkan|diberlakukan)\b"
    r"[^.,;]{0,60}\b(?:sejak|dari)\b[^.,;]{0,16}$"
)
# A plan that takes all of the time: "menjadwalkan penyuluhan sepanjang April".
PLANNED = re.compile(r"(?i)\b(?:menjadwalkan|dijadwalkan|mengagendakan|diagendakan|menggelar|digelar)\b[^.;]{0,60}$")
UP_TO = re.compile(r"(?i)\b(?:sampai|hingga)(?: dengan)?(?: hari| akhir| awal| tanggal| bulan)?\s*$")
# How long something goes on: "bertugas sampai Desember".
LASTING = re.compile(
    r"(?i)\b(?:bekerja|bertugas|berlaku|berjaga|menjabat|berkantor|berpatroli|siaga|disiagakan|berjalan)"
    r"(?: \w+){0,3} (?:sampai|hingga)(?: dengan)?(?: akhir| tanggal| bulan)?\s*$"
)
GATHERED = re.compile(r"(?i)\b(?:data|laporan)\b[^.]*\b(?:dihimpun|dikumpulkan|direkap|dicatat)\b")
WITH_TANGGAL = r"(?:\s+(?:pada|tanggal|tgl\.?|hari|bulan|akhir|awal|pertengahan))*\s*[,:(]?\s*$"
EVENT_LEAD = re.compile(
    r"(?i)\b(?:sejak|digelar|ditayangkan|terjadi|berlangsung|dilakukan|dimulai|mulai|setelah|usai rapat"
    r"|yang (?:akan |bakal |telah |sudah )?(?:dibuka|ditutup|dilaksanakan|diselenggarakan|diadakan|dihelat|berakhir))\b"
    r"[^,]{0,60}(?:\bpada, ?)?$"
)
ISSUED_AFTER = re.compile(
    r"(?i)^\W*(?:lalu |kemarin )?(?:sudah|telah) (?:ada|terbit|keluar) (?:surat|edaran|imbauan|SE)\b"
)
VERB = re.compile(r",?\s+[a-z]{3,}(?:nya)?\b")
# Behind a passive of speech that opens a sentence: what was said, dates and all ("Dijelaskannya, hal itu terjadi ...").
CONTENT = re.compile(r"\s*(?:bahwa\b\s+\S|,\s(?:\S+\s+){4})")
# What is told to an office, not to the press: "disampaikan warga ke Sekretariat Bawaslu".
LODGED = re.compile(
    r"(?i)\bke (?:kantor|sekretariat|bawaslu|panwas\w{0,12}|kasn|bkn|kpu|gakkumdu|sentra|inspektorat|polres|polda)\b"
)
# What somebody answers, denies, confirms: "mengonfirmasi temuan tersebut, Selasa".
SUBJECTS = (
    "informasi|kabar|temuan|dugaan|kasus|tudingan|tuduhan|isu|peristiwa|kejadian|rencana|penegasan|imbauan|himbauan"
    "|pesan|peringatan|ajakan|harapan|permintaan"
)
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
ALL_ALONG = re.compile(r"(?i)\b(?:sepanjang|selama)(?: tahun| bulan)?\s*$")
DATED = re.compile(r"(?i)\b(?:tanggal|tgl\.?)\s*:?\s*$")
ISSUED_ON = re.compile(r"(?i)\b(?:bertanggal|tertanggal)\s*$")
# "tanggal" behind the number of a letter, which may stand far from its noun: "Nomor 800/77/BKD tanggal 2 September".
NUMBER_DATED = re.compile(
    r"(?i)(?:/|\bno(?:mor|\.)?\b)[^.;]{0,160}?\b(?:tanggal|tgl\.?|bertanggal|tertanggal)\s*:?\s*$"
)
# What a paper has from elsewhere and when: "berdasarkan data yang diterima redaksi, Selasa".
SOURCE = re.compile(
    r"(?i)\b(?:berdasarkan|menurut|dari|dalam|mengutip|sesuai)\s+(?:\w+\s+){0,2}?"
    r"(?:data|keterangan|rilis|siaran|pernyataan|laman|unggahan|akun|informasi)\b"
    r"[^.]{0,120}\b(?:diterima|dihimpun|dikutip|diperoleh|dirilis|dilansir|dilihat|diunggah|disampaikan"
    r"|dibagikan|resmi|tertulis|persnya?|website)\b[^.]{0,60}$"
)
ACCORDING_TO = re.compile(r"(?i)\bmenurut(?:nya| dia| beliau)\s*,\s*$")
BALLOT = re.compile(
    r"(?i)\b(?:hak suara|hak pilih(?:nya)?|memilih|pemungutan|mencoblos|pencoblosan|ke tps|hari h)\b[^.;]*"
    r"\b(?:pilkada|pemilu|pemilihan|pilgub|pilbup|pilpres|pileg|pilwalkot)\b[^.;]*$"
)
REACH = 140
SOURCE_REACH = 240
OPENING_WORDS = 4


class Role(NamedTuple):
    """A role and the rule that told it: its family, and the words found ("" where there are none)."""

    role: str
    family: str
    told: str = ""


def role_of(printed: Printed, before: str, after: str, *, is_voting_day: bool, is_past: bool = False) -> Role:
    """The role of a date; `before` and `after` are what stands around it in its sentence.

    `is_past` is whether it lies before publication: "hingga Senin" is then the state of a count, not a deadline.
    """
    near = before[-REACH:]
    if GIVEN_UP.search(near) and GIVEN_UP_AFTER.search(after):
        return Role("other", "other.given_up", "semula")
    said = _said(printed, before, after)
    voting = _voting(printed, before, said is not None, is_voting_day=is_voting_day)
    if voting:
        return voting
    if QUIET.search(near[-60:]) or QUIET_AFTER.match(after):
        return Role("other", "other.quiet", "tenang")
    if said is None and _is_campaign(printed, near):
        return Role("campaign_period", "campaign.word", "kampanye")
    if RECEIVED.search(near):
        return Role("other", "other.received", "diterima")
    if len(printed.days) == 2 and REGISTERING.search(near):
        return Role("other", "other.registering", "pendaftaran")
    if COUNTED.search(near.rstrip()) and COUNT_WORD.search(before + after):
        return Role("other", "other.counted", "per")
    if GATHERED.search(near) and printed.weekday is None:
        return Role("other", "other.counted", "data")
    if UP_TO.search(near) and (is_past or COUNTED_AFTER.match(after)):
        return Role("other", "other.up_to", "sampai")
    if LASTING.search(near):
        return Role("other", "other.lasting", "sampai")
    if _ends_with(near, "deadline") or TARGET.search(near[-60:]) or (not is_past and _ends_with(near, "due")):
        return Role("deadline", "deadline.word")
    document = _document(printed, before, after, said is not None)
    if document:
        return document
    is_long = not any(day.day for day in printed.days)
    if len(printed.days) == 2 and ALL_ALONG.search(near) and COUNT_WORD.search(before + after):
        return Role("other", "other.counted", "sepanjang")
    if is_long and (span := _span_role(near, before + after)):
        return span
    if said:
        return said
    lead = EVENT_LEAD.search(near[-70:])
    if lead:
        return Role("event", "event.lead", lead[0].split()[0].casefold())
    return Role("event", "event.default" if printed.weekday is not None else "event.bare")


def _span_role(near: str, sentence: str) -> Role | None:
    """The role of a month or a year that something takes or begins in, None where it does neither."""
    if ALL_ALONG.search(near):
        is_plan = PLANNED.search(near) is not None
        return Role("event", "event.planned", "sepanjang") if is_plan else Role("other", "other.since", "sepanjang")
    if SINCE.search(near):
        is_begun = BEGUN.search(near) is not None and not COUNT_WORD.search(sentence)
        return Role("event", "event.begun", "sejak") if is_begun else Role("other", "other.since", "sejak")
    return None


def _voting(printed: Printed, before: str, is_said: bool, *, is_voting_day: bool) -> Role | None:
    if len(printed.days) != 1 or printed.days[0].month is None:
        return None
    if printed.days[0].day is None:
        gap = r"\)?(?: serentak)?(?:(?: \w+){0,3},)?(?: pada)?(?: bulan)?\s*$"
        held = _ends_with(before, "election", gap=gap) or _ends_with(before, "voting", gap=r" (?:pada )(?:bulan )?\s*$")
        return Role("voting_day", "voting.month") if held else None
    if is_voting_day and (printed.weekday is None or not is_said):
        return Role("voting_day", "voting.calendar")
    if printed.weekday is None and BALLOT.search(before[-150:]):
        return Role("voting_day", "voting.word", "hak suara")
    if is_said or QUIET.search(before[-40:]) or OTHER_VERB.search(before[-50:]):
        return None
    clause = before[before.rfind(",", 0, -20) + 1 :][-120:]
    if _pattern("voting").search(clause):
        return Role("voting_day", "voting.word")
    if printed.weekday is not None:
        return None  # votes that the calendar has not are told without a weekday: what else was held is an event
    return Role("voting_day", "voting.held") if _held_on().search(before[-120:]) else None


@cache
def _held_on() -> re.Pattern[str]:
    """An election's name, then at most its area and that it is held, then the date."""
    names = _alternatives("election")
    held = "serentak|dijadwalkan|digelar|dilaksanakan|diselenggarakan|dihelat|berlangsung"
    others = r"(?!.*\b(?:kampanye|debat|pendaftaran|deklarasi|sosialisasi)\b)"
    return re.compile(rf"(?i)\b(?:{names})\b{others}[^.;]*\b(?:{held}),?(?: pada)?\s*$")


def _is_campaign(printed: Printed, near: str) -> bool:
    named = list(CAMPAIGN.finditer(near))
    if not named or (len(printed.days) == 1 and printed.weekday is not None):
        return False  # "deklarasi kampanye damai digelar Selasa (24/9)" is an event
    start, end = named[-1].span()
    return len(printed.days) == 2 or PERIOD.search(near[max(0, start - 12) : start] + near[end:]) is not None


def _said(printed: Printed, before: str, after: str) -> Role | None:
    """The role "statement" with what tells it, or None."""
    said = before  # what follows the last quotation: "…," kata X
    for mark in CLOSING_QUOTE.finditer(before):
        said = before[mark.end() :]
    if printed.weekday is not None and SOURCE.search(said[-SOURCE_REACH:]):
        return Role("statement", "statement.source")
    if ACCORDING_TO.search(said):
        return Role("statement", "statement.speech", "menurutnya")
    if EVENT_LEAD.search(said[-70:]):
        return None
    speaking = _pattern("speaking").search(said)
    if speaking:
        return Role("statement", "statement.speech", speaking[0].casefold())
    if said is not before and VERB.match(said):
        return Role("statement", "statement.quote")
    spoken = _pattern("spoken").search(said)
    if spoken and not CONTENT.match(said, spoken.end()):
        is_elsewhere = GATHERING.search(said, spoken.end()) or LODGED.search(said, spoken.end())
        return None if is_elsewhere else Role("statement", "statement.passive", spoken[0].casefold())
    reporting = _reporting_this().search(said)
    if reporting:
        return Role("statement", "statement.reporting", reporting[0].split()[0].casefold())
    on_stage = _pattern("stage").search(said) is not None
    opens = len(before.split()) <= OPENING_WORDS
    reach = (
        90 if on_stage else 70 if opens and printed.weekday is not None else 28 if printed.weekday is not None else 0
    )
    if re.match(r"(?i)kemarin \($", before.strip()):
        reach = 90
    following = _said_after().search(after[:reach])
    return Role("statement", "statement.after", following[0].casefold()) if following else None


def _document(printed: Printed, before: str, after: str, is_said: bool) -> Role | None:
    near = before[-REACH:]
    if (
        ISSUED_AFTER.search(after)
        or ISSUED_ON.search(near)
        or (DATED.search(before[-14:]) and NUMBER_DATED.search(before))
    ):
        return Role("document", "document.dated")
    nouns = list(_pattern("documents").finditer(near))
    if not nouns or _pattern("handed").search(near, nouns[-1].end() if printed.weekday is not None else 0):
        return None
    if _ends_with(near, "issued") or DATED.search(near) or (SINCE.search(near) and nouns[-1].end() > len(near) - 30):
        return Role("document", "document.issued")
    verb = _pattern("issued").search(near)
    if verb is None or EVENT_LEAD.search(near) or (is_said and printed.weekday is not None):
        return None
    is_firm = any(noun[0].casefold() not in {"izin", "keputusan"} for noun in nouns)
    return Role("document", "document.verb", verb[0].casefold()) if is_firm else None


def _ends_with(before: str, key: str, gap: str = WITH_TANGGAL) -> bool:
    return _ending(key, gap).search(before[-60:]) is not None


@cache
def _ending(key: str, gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{_alternatives(key)}){gap}")


@cache
def _reporting_this() -> re.Pattern[str]:
    """A verb of reporting with "this" as its object: "membeberkan hal itu"."""
    verbs = _alternatives("reporting")
    this = r"(?:itu|ini|tersebut)\b"
    return re.compile(
        rf"(?i)\b(?:{verbs}) (?:hal |demikian|{this}|pernyataan|(?:adanya )?(?:{SUBJECTS})(?: \w+){{0,3}} {this})"
    )


@cache
def _said_after() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{_alternatives('said_after')})\b")


def _alternatives(key: str) -> str:
    words: Iterable[str] = load_lexicon("dates")["roles"][key]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    words = _alternatives(key)
    if key == "spoken":  # also "di sampaikan" and "dikemukakannya"
        words = rf"(?:{words}|di[ \u00a0](?:sampaikan|ungkapkan|tegaskan|katakan|jelaskan|utarakan))(?:nya)?(?!\s+ke\b)"
    return re.compile(rf"(?i)(?<![\w-])(?:{words})(?![\w-])")

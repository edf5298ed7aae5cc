"""Where a reported clause begins and ends, and whether it says anything."""

import re
from functools import cache
from itertools import pairwise

from nlp.lexicons import load_lexicon
from nlp.quote_speech import any_of, speech_words
from nlp.speaker_cast import Cast
from nlp.speaker_subjects import apposition_end
from nlp.speakers import Heard

WORD = re.compile(r"[\w’'-]+")
# Words that open a clause and are looked at to tell whether it has a predicate.
PREDICATE_REACH = 200
VERB = re.compile(r"(?:me|ber|di|ter)[a-z]{3,}")
# "KUPANG, HARIAN - ", "Ternate (ANTARA) – ": capitalised words and a dash.
DATELINE = re.compile(
    r"(?:[A-Z(][\w.,()/]{0,30}\s{1,2}){0,6}[A-Z(][\w.,()/]{0,30}(?:\s{0,2}[–—]\s{0,2}|\s{0,2}-{1,2}\s{1,2})(?=\S)"
)
WEEKDAYS = r"(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu|Ahad)"
DAY_PARTS = r"(?:\s(?:pagi|siang|sore|petang|malam|kemarin|lalu))?(?:\s?\([^)]{1,20}\))?"
TAIL_DAY = re.compile(
    rf"(?:,\s(?:[Pp]ada\s)?(?:[Hh]ari\s)?{WEEKDAYS}\b[^.,;]{{0,40}}|\s[Pp]ada\s(?:[Hh]ari\s)?{WEEKDAYS}{DAY_PARTS}"
    rf"|(?<!sejak)(?<!mulai)(?<!hingga)(?<!sampai)(?<!lambat)(?<!setiap)(?<!tiap)(?<!dari)\s{WEEKDAYS}(?=[\s(]){DAY_PARTS}"
    r"|(?<!Senin)(?<!Selasa)(?<!Rabu)(?<!Kamis)(?<!Jumat)(?<!Sabtu)(?<!Minggu)\s\(\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\))$"
)
DEGREE = re.compile(
    r"\s{0,2}(?:[A-Z][a-z]{0,4}\.){1,3}[A-Z]?[a-zA-Z]{0,3}\.?(?=[,\s])|\s{0,2}(?:SH|MH|SE|MM|ST|MT|SIP|MSi|SSos|SPd|MPd|MAP)(?=[,\s])"
)
RELATIVE = re.compile(r",?\s(?:yang|selaku|sebagai)\s[^,.;:\"“”]{3,120}(?=,\s)")
CLOSING = " \t\u00a0.,;:!…\"“”„«»'’‘`-–—(*"
# The reporter's sign behind the last sentence: "... (hen)", "[tm/r2]".
SIGN = re.compile(
    r"[.!]['\"”’]?\s{0,2}[\(\[][\w/ .,&-]{1,30}[\)\]]\s{0,2}$|(?<=[.!])[\"”’]?\s{0,2}[\(\[]\*{1,3}[\)\]]$"
)
# "agar", "supaya" and "untuk" join a clause to its verb as "bahwa" does.
JOINT = re.compile(r"(?i)(?:agar|supaya|untuk|bahwa|bahwasanya)\s{1,2}")
# A pointing word, and the clause behind it: "menitip pesan agar ...".
POINTED = re.compile(r"(?i)[^,.;:]{0,70}?\s(?:agar|supaya|bahwa|bahwasanya)\s{1,2}")
MARKS = re.compile(r"[\"“”«»]|(?<!\w)['‘]|['’](?!\w)")
SHORT_HEADLINE = 120


def words_of(text: str, start: int, end: int) -> list[str]:
    """The words between two offsets, in lower case."""
    return [word.casefold() for word in WORD.findall(text, start, end)]


def word_count(text: str, start: int, end: int) -> int:
    """How many words stand between two offsets."""
    return sum(1 for _ in WORD.finditer(text, start, end))


def is_headline(text: str, piece: Heard) -> bool:
    """Whether a stretch is a headline printed in the text: short, in the first paragraphs, without a stop."""
    line_end = text[piece.end : piece.end + 1]
    is_bare = text[piece.end - 1].isalnum() and (not line_end or line_end in "\r\n")
    is_line = piece.start == 0 or text[piece.start - 1] in "\r\n"
    return is_bare and is_line and piece.paragraph <= 1 and piece.end - piece.start < SHORT_HEADLINE


def trim_lead(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind a dateline: "KUPANG, HARIAN - ", "Ternate (ANTARA) – "."""
    if start and text[start - 1] not in "\r\n":
        return start
    found = DATELINE.match(text, start, min(end, start + 100))
    return found.end() if found else start


def clause_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The clause without what hangs on it: a tag at its end, when and where it was said, marks and blanks."""
    sign = SIGN.search(text, max(start, end - 40), end)
    end = _cut_tail(text, start, sign.start() if sign else end)
    while start < end and text[start] in CLOSING + ")":
        start += 1
    pointed = POINTED.match(text, start, end) if is_thing(text, start, end) else None
    start = pointed.end() if pointed else start
    joint = JOINT.match(text, start, end)
    start = joint.end() if joint else start
    while end > start and text[end - 1] in CLOSING and not _closes_inner(text, start, end):
        end -= 1
    return (start, end) if start < end else None


def _closes_inner(text: str, start: int, end: int) -> bool:
    """Whether the mark at the end closes one inside the clause: `stiker "Netral"`."""
    if text[end - 1] not in "\"”»’'":
        return False
    return sum(1 for mark in MARKS.finditer(text, start, end)) % 2 == 0


def _cut_tail(text: str, start: int, end: int) -> int:
    end = _rstrip(text, start, end)
    found = _tail_tag().search(text, start, end)
    if found is not None:
        end = _rstrip(text, start, found.start())
    for _ in range(3):
        day = TAIL_DAY.search(text, max(start, end - 60), end)
        when = _said_when().search(text, max(start, end - 140), end)
        cut = min((one.start() for one in (day, when) if one is not None), default=None)
        if cut is None:
            break
        end = _rstrip(text, start, cut)
    return end


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in CLOSING and not _closes_inner(text, start, end):
        end -= 1
    return end


def is_empty(text: str, start: int, end: int) -> bool:
    """Whether a clause only points to what is said elsewhere: "hal itu", "itu saat membuka rapat"."""
    found = _pointers().match(text, start, end)
    if found is None:
        return False
    words = words_of(text, found.end(), end)
    return not words or words[0] in _words("asides") or not has_predicate(text, found.end(), end)


def is_thing(text: str, start: int, end: int) -> bool:
    """Whether a thing stands behind a verb of telling: "sambutan", "terima kasih", "pesan agar ..."."""
    return _things().match(text, start, end) is not None


def is_topic(text: str, start: int, end: int) -> bool:
    """Whether only the subject of the talk is told: "soal netralitas"."""
    return next(iter(words_of(text, start, min(end, start + 40))), "") in _words("topics")


def is_opening(text: str, start: int, end: int) -> bool:
    """Whether words before a tag are a subordinate opening and no whole clause."""
    words = words_of(text, start, min(end, start + 40))
    return bool(words) and words[0] in _words("openings")


def has_predicate(text: str, start: int, end: int) -> bool:
    """Whether a word that makes a sentence stands near the head of a clause."""
    words = words_of(text, start, min(end, start + PREDICATE_REACH))
    told = (word for before, word in pairwise(("", *words)) if before != "yang")
    return any(word in _words("predicates") or _is_verb(word) for word in told)


def _is_verb(word: str) -> bool:
    return VERB.fullmatch(word) is not None and word not in _words("no_verbs")


def naming_end(cast: Cast, at: int, end: int) -> int:
    """Where the naming of a speaker ends that begins at `at`: "X", "dia", "Ketua Bawaslu Nusa, X, S.H."."""
    text = cast.text
    pronoun = _pronoun().match(text, at, end)
    if pronoun is not None:
        return pronoun.end()
    named = next(iter(cast.between(at, min(end, at + 160))), None)
    comma = text.find(",", at, end)
    if named is not None and (comma < 0 or named.start < comma or _is_apposition(cast, at, comma, named.start)):
        stop = apposition_end(cast, named.end, end)
        while text[stop : stop + 1] == "," and (degree := DEGREE.match(text, stop + 1, end)) is not None:
            stop = degree.end()
        return _relative_end(text, apposition_end(cast, stop, end), end)
    return _relative_end(text, comma, end) if comma >= 0 else end


def _relative_end(text: str, at: int, end: int) -> int:
    """The end of a clause that only describes the speaker: "..., yang juga hadir, ..."."""
    found = RELATIVE.match(text, at, end)
    return found.end() if found else at


def _is_apposition(cast: Cast, at: int, comma: int, name: int) -> bool:
    """Whether a name behind a comma belongs to the office before it: few words between, none of them a verb."""
    between = words_of(cast.text, comma, name)
    return (
        len(between) <= 4 and not any(word.islower() and VERB.fullmatch(word) for word in between) and name - at < 120
    )


def skip_circumstances(text: str, at: int, end: int, is_tag: bool) -> int | None:
    """Where words go on behind a speaker, or None where only place and time follow."""
    for _ in range(4):
        while at < end and text[at] in " ,:)\u00a0":
            at += 1
        if at >= end or text[at] in ".;!":
            return None
        words = words_of(text, at, min(end, at + 40))
        if not words:
            return None
        is_day = re.match(rf"{WEEKDAYS}\b|\(|\d{{1,2}}[/ ]", text[at:end]) is not None
        is_place = is_tag and words[0] in _words("circumstances")
        if not is_day and not is_place:
            return at
        comma = text.find(",", at, end)
        if comma < 0:
            return None
        at = comma + 1
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("statements")[name])


@cache
def _pointers() -> re.Pattern[str]:
    return re.compile(rf"(?i){any_of(load_lexicon('statements')['pointers'])}\b")


@cache
def _things() -> re.Pattern[str]:
    return re.compile(rf"(?i){any_of(load_lexicon('statements')['things'])}\b")


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s{{0,2}}{any_of(speech_words('pronouns'))}\b")


@cache
def _tail_tag() -> re.Pattern[str]:
    """A tag that closes a clause: ", katanya", ", ujar X kepada wartawan"."""
    loose = set(speech_words("loose_tags"))
    verbs = any_of(word for word in speech_words("tags") if word not in loose)
    return re.compile(
        rf"[,.]['’\"”]?\s{{0,2}}(?:{verbs}(?:nya\b[^,]{{0,80}}$|\s(?:dia|ia|beliau|[A-Z])[^\n]{{0,160}}$)|{any_of(loose)}nya$)"
    )


@cache
def _said_when() -> re.Pattern[str]:
    words = any_of(load_lexicon("statements")["said_when"])
    told_to = any_of(load_lexicon("statements")["told_to"])
    moments = "saat|ketika|usai|seusai|dalam|melalui|lewat|setelah|sesudah"
    return re.compile(rf"(?i)[,\s]\s?(?:kepada\s{told_to}|(?:{moments})\s{words})\b[^;]{{0,110}}$")

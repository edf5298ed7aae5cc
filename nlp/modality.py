"""Whether an act is told as done, planned, asked for, supposed or denied, by the small words before it in its clause.

Indonesian verbs carry no tense: "akan", "sudah", "jika", "meminta" do. Only words of the same clause count, and where
several stand before the act the nearest decides.
"""

import re
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, compile_phrases, find_all

MARKS = r"[;:!?\n—–\"“”]|\. "
# No comma behind a word of asking, within a number or a list of names.
COMMA = (
    r"(?<!\d)(?<!berharap)(?<!meminta)(?<!mendesak)(?<!mengimbau),"
    r"(?!\d|[ \u00a0][A-Z]\w{1,20}(?:,|[ \u00a0](?:dan|serta)\b))"
)
# "dan" joins names and things; before a verb it opens a clause.
AND = r"(?i:\b(?:dan|serta)[ \u00a0](?:juga[ \u00a0])?(?=(?:me|ber|ter|di)[a-z]{4}|(?:akan|bakal|sudah|telah)\b))"
TURN = "namun|tetapi|tapi|sementara|sedangkan|sehingga|karena|setelah|usai|bahwa"
# Who speaks, put into what is said.
INSERTED = re.compile(
    r"(?i),[ \u00a0](?:kata|ujar|ucap|tutur|terang|jelas|ungkap|sebut|tegas|lanjut|tambah|sambung|menurut|imbuh)"
    r"(?:nya)?(?:[ \u00a0][^,;:!?\n]{1,40})?,"
)
# What ends a clause to the left: strong marks, commas, words that open a new one.
BOUNDARY = re.compile(rf"{MARKS}|{COMMA}|{AND}|(?i:\b(?:{TURN}|lalu|kemudian|sambil|yang)\b)")
HARD_BOUNDARY = re.compile(MARKS)
# A word of asking reaches over "dan": "diminta mendata dan mengawasi".
CALL_BOUNDARY = re.compile(rf"{MARKS}|{COMMA}|(?i:\b(?:{TURN})\b)")
# The words just before an act.
BEFORE = re.compile(r"(?:[^\s.,;:!?\"“]{1,20}[ \u00a0]){1,3}$")
# "belum ada pegawai yang": nobody has.
NONE = re.compile(r"(?i)\b(?:belum|tidak|tak)[ \u00a0]ada(?:[ \u00a0][\w-]{1,20}){0,4}[ \u00a0]yang[ \u00a0]$")
# "tidak pernah menulis surat pengunduran diri": never.
NEVER = re.compile(r"(?i)\b(?:belum|tidak|tak)[ \u00a0]pernah[ \u00a0](?:[\w-]{1,20}[ \u00a0]){0,4}$")
# What a sentence opens with that tells of what is to come: "Nanti, setelah kajian, ...".
LATER = re.compile(r"(?i)[\s\"“]{0,3}(?:nanti|nantinya|besok|lusa|rencananya|ke depan(?:nya)?)\b")
# Directly before an act: something else comes first.
NOT_YET = re.compile(r"(?i)\bsebelum[ \u00a0](?:[\w-]{1,20}[ \u00a0]){0,2}$")
# Directly before an act: it goes on with the one told before.
JOINED = re.compile(
    r"(?i)\b(?:dan|serta|lalu|kemudian|sekaligus|untuk|guna)[ \u00a0](?:juga[ \u00a0]|langsung[ \u00a0])?$"
)
# Directly before an act: somebody asked for it in the stretch before, commas or not.
PURPOSE = re.compile(r"(?i)\b(?:untuk|agar|supaya)[ \u00a0](?:(?:ikut|turut|terus|tetap|bersama)[ \u00a0])?$")
# Before an act: a role or duty, whose act it is.
ROLE = re.compile(
    r"(?i)\b(?:berkewajiban|(?<!lembaga )(?<!pihak )(?<!instansi )berwenang|berperan|bertugas[ \u00a0]untuk|"
    r"(?:tugas|kewajiban|kewenangan|wewenang|fungsi|tupoksi|peran)(?:nya)?"
    r"(?:[ \u00a0][\w-]{1,20}){0,3}[ \u00a0](?:adalah|ialah|yakni|yaitu|untuk|hanya|cuma|sebatas))"
    r"(?:[ \u00a0][\w-]{1,20}){0,4}[ \u00a0]$"
)
ROLE_BEHIND = re.compile(
    r"(?i)(?:[ \u00a0][\w-]{1,20}){0,5}[ \u00a0](?:(?:ber)?ada[ \u00a0]di[ \u00a0]tangan|"
    r"(?:menjadi|merupakan|adalah|itu)[ \u00a0](?:[\w-]{1,20}[ \u00a0]){0,2}"
    r"(?:kewenangan|wewenang|ranah|tugas|tanggung[ \u00a0]jawab|domain|tupoksi|kewajiban|fungsi)\b)"
)
# Directly before an act: others of a row stand before it; what opens the next of a row; what breaks a row off.
LISTED = re.compile(r"(?i),[ \u00a0](?:(?:dan|serta|juga)[ \u00a0])?$")
ACTIVE = re.compile(r"(?i)(?:me|pe)[a-z]{4}")
TURNED = re.compile(rf"(?i)\b(?:{TURN}|lalu|kemudian|sambil|kata|ujar)\b")
BEFORE_REACH = 24
REACH = 90
AFTER = 30


def clause_start(text: str, start: int, at: int) -> int:
    """Where the clause around `at` begins; not before `start`, the sentence's."""
    return _last_end(BOUNDARY, text, max(start, at - REACH), at)


def stretch_start(text: str, start: int, at: int) -> int:
    """Where the stretch around `at` begins that no strong mark divides: wider than a clause."""
    return _last_end(HARD_BOUNDARY, text, max(start, at - 2 * REACH), at)


def wide_clause_start(text: str, start: int, at: int) -> int:
    """Where the clause around `at` begins, what "dan" and "yang" join taken along."""
    return _last_end(CALL_BOUNDARY, text, max(start, at - REACH), at)


def told_as(kind: str, text: str, start: int, end: int) -> int:
    """The offset of the last word of a kind, a list of the lexicon "modality", in a span, or -1."""
    return max((found.start() for found in find_all(_words(kind), text, start, end)), default=-1)


def is_negated(text: str, start: int, at: int) -> bool:
    """Whether the act at `at` is denied: a word of negation among the three words before it."""
    if NEVER.search(text, max(start, at - REACH), at):
        return True
    if NONE.search(text[max(start, at - REACH) : at]):
        return True
    before = BEFORE.search(text, max(start, at - 64), at)
    if before is None:
        return False
    last = told_as("negation", text, before.start(), at)
    return last >= 0 and told_as("fault", text, last, at) < 0


def is_called_off(text: str, end: int) -> bool:
    """Whether the act told up to `end` did not come about: "deklarasi netralitas batal digelar"."""
    stop = BOUNDARY.search(text, end, end + AFTER)
    return told_as("called_off", text, end, stop.start() if stop else end + AFTER) >= 0


def is_disclaimed(text: str, start: int, at: int) -> bool:
    """Whether somebody denies the act at `at`, directly before it: "membantah mengimbau"."""
    before = BEFORE.search(text, max(start, at - 64), at)
    return before is not None and told_as("denial", text, before.start(), at) >= 0


def is_pressed(text: str, start: int, at: int) -> bool:
    """Whether somebody presses for the act at `at`: "warga mendesak Gakkumdu menetapkan"."""
    return told_as("pressing", text, wide_clause_start(text, start, at), at) >= 0


def is_role(text: str, start: int, at: int, end: int) -> bool:
    """Whether an act is only what somebody is there for: "berwenang memanggil", "pembinaan ASN ranah bupati"."""
    return ROLE.search(text, max(start, at - REACH), at) is not None or ROLE_BEHIND.match(text, end) is not None


def is_supposed(text: str, start: int, at: int) -> bool:
    """Whether a supposition ("jika", "apabila") stands before `at` in the sentence, or in front of its clause."""
    return told_as("condition", text, max(start, at - 2 * REACH), at) >= 0


def is_possible(text: str, start: int, at: int, end: int) -> bool:
    """Whether the act told at `at` to `end` is only one that may come: "bisa dilayangkan", "dapat saja diproses"."""
    before = BEFORE.search(text, max(start, at - 64), at)
    return told_as("may", text, before.start() if before else at, end) >= 0


def status_of(text: str, start: int, at: int, end: int) -> str:
    """taken, planned or called_for, for the act told at `at` to `end` in the sentence that begins at `start`."""
    left = clause_start(text, start, at)
    future = max(told_as("future", text, left, end), told_as("agreed", text, stretch_start(text, start, at), at))
    is_purpose = PURPOSE.search(text, max(start, at - BEFORE_REACH), at) is not None
    wide = stretch_start(text, start, at) if is_purpose else wide_clause_start(text, start, at)
    call = max(told_as("call", text, wide, at), told_as("call", text, min(at + 1, end), end))
    if call < 0:
        future = max(future, told_as("urgent", text, left, end))
    done = told_as("done", text, left, end)
    if done >= 0 and told_as("overdue", text, left, end) >= 0:
        done = -1
    if call < 0 and NOT_YET.search(text, max(start, at - BEFORE_REACH), at):
        return "planned"
    if max(future, call, done) < 0 and LATER.match(text, start, min(at, start + REACH)):
        return "planned"
    if max(future, call, done) < 0 and _goes_on_planned(text, start, left, at):
        return "planned"
    if future < 0 and done < 0:
        clause_end = BOUNDARY.search(text, end, end + AFTER)
        future = told_as("future_after", text, end, clause_end.start() if clause_end else end + AFTER)
    if max(future, call, done) < 0 and _goes_on_called(text, start, at):
        return "called_for"
    if max(future, call, done) < 0:
        return "planned" if is_supposed(text, stretch_start(text, start, at), at) else "taken"
    if done >= max(future, call):
        return "taken"
    return "planned" if future > call else "called_for"


def _goes_on_planned(text: str, start: int, left: int, at: int) -> bool:
    """Whether an act is joined to one that is to come: "akan memanggil guru yang mengunggah dan memeriksa saksi"."""
    if JOINED.search(text, max(start, at - BEFORE_REACH), at) is None:
        return False
    begin = stretch_start(text, start, at)
    return told_as("future", text, begin, left) > told_as("done", text, begin, left)


def _goes_on_called(text: str, start: int, at: int) -> bool:
    """Whether an act stands in a row of acts that somebody asks for: "wajib mendata staf, mengawasi akun, melapor"."""
    if LISTED.search(text, max(start, at - BEFORE_REACH), at) is None or ACTIVE.match(text, at) is None:
        return False
    begin = stretch_start(text, start, at)
    call = told_as("call", text, begin, at)
    return call >= 0 and told_as("done", text, call, at) < 0 and TURNED.search(text, call, at) is None


@cache
def _words(kind: str) -> tuple[Phrase, ...]:
    return compile_phrases(load_lexicon("modality")[kind])


def _last_end(pattern: re.Pattern[str], text: str, start: int, at: int) -> int:
    """Where the last boundary before `at` ends; the commas of an insertion, ", kata Sari,", are none."""
    inserted = [found.span() for found in INSERTED.finditer(text, start, at)]
    last = start
    for found in pattern.finditer(text, start, at):
        if not any(a <= found.start() < b for a, b in inserted):
            last = found.end()
    return last

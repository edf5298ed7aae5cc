"""The subject of a verb of speech: an official by name or office, or a stranger ("HN", "seorang guru")."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from nlp.quote_speech import any_of, speech_words
from nlp.records import Official
from nlp.speaker_cast import OTHER, SAME, Cast, Named, Reference
from nlp.speaker_naming import is_private
from nlp.speaker_offices import office_words

# Before a verb its subject is looked for this far.
SUBJECT_REACH = 400
# "... itu juga" directly before a verb.
DEMONSTRATED = re.compile(r"\b(?:itu|ini|tersebut)\s(?:(?:juga|pun|kembali|lalu|kemudian|sendiri|sekaligus)\s){0,2}$")
# Between a name and another inside its apposition: a comma and a description in small letters.
LOW_APPOSITION = re.compile(r",\s[a-z][^,;:.]{2,80}")
FINITE = re.compile(r"\b(?:me|ber|di)[a-z]{4,}|\b(?:dan|serta|bersama|yang)\b")
CLAUSE_START = re.compile(
    r"(?:[,;:(—–-]\s|\b(?i:sementara\s{1,2}itu|sementara|sedangkan|namun|tetapi|bahwa|kata)\s)\s{0,2}"
)
CAPITAL_WORD = r"[A-Z][\w’'.-]{1,30}"
INITIALS = re.compile(r"(?<![\w.])(?:[a-z]{2}\.\s)?([A-Z]{2,3})(?![\w.-])")
# Between a subject and its verb, where nothing else stands there.
TO_VERB = re.compile(
    r"\s{0,2}(?:(?:sendiri|juga|pun|lalu|kemudian|sempat|lantas|hanya|tidak|tak|belum|pernah|yang|itu|ini|tersebut)"
    r"\s{1,2}){0,4}"
)
# What may begin a longer insertion between the two: "X, warga Y, mengaku", "X saat ditemui membantah".
INSERTION = re.compile(
    r"(?:\s(?:sendiri|juga|pun))?(?:,|\s\(|\s(?:yang|saat|ketika|usai|dalam|di|melalui|selaku|sebagai|kepada)\b)"
)
# A person without office: name and age, or name and "warga".
PERSON = re.compile(
    rf"(?<!\w)(?:{CAPITAL_WORD}\s){{0,3}}{CAPITAL_WORD}(?=\s?\(\d{{2}}\s?(?:tahun|th)?\)|\s?,\s(?:warga|seorang|salah)\b)"
)
NAME = re.compile(rf"{CAPITAL_WORD}(?:\s{CAPITAL_WORD}){{0,9}}")
WORD_BEFORE = re.compile(r"([\w-]{1,30}+)\s{1,3}$")
# A comma, degrees before it.
BEFORE_APPOSITION = re.compile(r"(?:,\s{0,2}[A-Z][\w.]{0,7}(?=,)){0,4},\s{1,2}")
CAPITALISED = re.compile(r"(?:\s(?:[A-Z][\w’'.-]{0,30}|itu|ini|setempat)){0,20}")
# A sentence about so many officials without a word of speech, or with such a word before them, lists them.
FEWEST_LISTED = 4
LIST_OPENING = re.compile(
    r"(?i)\b(?:masing-masing|yakni|yaitu|(?:mereka|keduanya|ketiganya) (?:adalah|ialah)|antara lain)\b"
)
SUBORDINATE = re.compile(
    r"\s*(?i:setelah|sesudah|sebelum|jika|apabila|bila|kalau|andai|meski|meskipun|walau|walaupun|kendati|karena|lantaran)\s"
)
# Before an official who enters: "Sementara itu, ", "Di tempat terpisah, ".
ENTRY_REACH = 40


def find_subject(cast: Cast, start: int, verb_at: int, current: Official | None) -> Reference | None:
    """The subject of the verb at `verb_at` in a sentence from `start`: the one named nearest before it."""
    left = max(start, verb_at - SUBJECT_REACH)
    choices = list(_subjects(cast, left, verb_at, current))
    if choices:
        at, who = max(choices, key=lambda choice: choice[0])
        return _described(cast, left, verb_at, at) or who
    return SAME if _pronoun().search(cast.text, left, verb_at) or _is_epithet_before(cast.text, left, verb_at) else None


def _described(cast: Cast, start: int, verb_at: int, at: int) -> Reference | None:
    """Whom an apposition describes that ends in the name at `at`: "X, sekretaris tim Y, mengaku" is about X."""
    named = [one for one in cast.between(start, verb_at) if not one.is_aside or one.start == at]
    for outer, inner in pairwise(named):
        if inner.start != at or cast.text[inner.end : inner.end + 1] != ",":
            continue
        between = cast.text[outer.end : inner.np_start]
        if LOW_APPOSITION.fullmatch(between) and not FINITE.search(between):
            return Reference(outer.official)
    return None


def _is_epithet_before(text: str, start: int, verb_at: int) -> bool:
    """Whether a common noun that stands for the last speaker is the subject: "Mantan Kabag Hukum itu meminta"."""
    pointed = DEMONSTRATED.search(text, max(start, verb_at - 60), verb_at)
    if pointed is None:
        return False
    starts = [start, *(clause.end() for clause in CLAUSE_START.finditer(text, start, pointed.start()))]
    first = re.compile(r"[\w-]+").match(text, starts[-1], verb_at)
    return first is not None and first[0].casefold() in _epithets()


def find_entry(cast: Cast, start: int, end: int) -> tuple[Reference, bool] | None:
    """Whom a sentence without a word of speech is about, and whether they enter the article here; None for nobody."""
    everyone = cast.between(start, end)
    named = [one for one in everyone if not one.is_aside]
    if _is_list(cast.text, start, everyone):
        return None
    first = named[0] if named else None
    if first is not None and _is_subordinate(cast.text, start, first.start):
        return None
    limit = first.np_start if first is not None else end
    if PERSON.search(cast.text, start, limit):
        return OTHER, False
    for office in cast.speech.offices(start, min(limit, start + ENTRY_REACH)):
        stop = _phrase_end(cast.text, office.end(), end)
        is_named = re.search(r"\s[A-Z]", cast.text[office.end() : stop]) is not None
        holder = cast.holder(office.start(), stop, None)
        if is_named and holder == OTHER and not _is_aside_at(cast.text, start, office.start()):
            return OTHER, True
    if first is None:
        return None
    official = first.official
    is_entry = official.start <= first.start < official.end and first.np_start - start <= ENTRY_REACH
    return Reference(official), is_entry


def _is_subordinate(text: str, start: int, at: int) -> bool:
    """Whether somebody at an offset is named in a clause that only leads to the sentence ("Jika X mundur, ...")."""
    opening = SUBORDINATE.match(text, start, at)
    return opening is not None and "," not in text[opening.end() : at]


def _is_list(text: str, start: int, named: Sequence[Named]) -> bool:
    """Whether a sentence lists persons ("Hadir di sana Bupati A, Sekda B dan Camat C"): it is about none of them."""
    if len({one.official.name for one in named}) < 2:
        return False
    side_by_side = {one.official.name for one in named if not one.is_aside}
    return len(side_by_side) >= FEWEST_LISTED or LIST_OPENING.search(text, start, named[0].start) is not None


def _subjects(cast: Cast, start: int, end: int, current: Official | None) -> Iterator[tuple[int, Reference]]:
    """Whoever may be the subject of a verb at `end`, with the offset at which each is named."""
    named = cast.between(start, end)
    yield from ((one.start, Reference(one.official)) for one in named if not one.is_aside)
    spans = [(one.np_start, apposition_end(cast, one.end, end)) for one in named]
    for office in cast.speech.offices(start, end):
        at = office.start()
        if any(first <= at < last for first, last in spans) or _is_aside_at(cast.text, start, at):
            continue
        stop = _phrase_end(cast.text, office.end(), end)
        holder = cast.holder(at, stop, current)
        if holder is not None and (holder.official is not None or _leads_to_verb(cast.text, stop, end)):
            yield at, holder
    for at in (start, *(clause.end() for clause in CLAUSE_START.finditer(cast.text, start, end))):
        if any(first <= at < last for first, last in spans):
            continue
        name = NAME.match(cast.text, at, end)
        if name is not None and (official := cast.by_name(name[0].split())) is not None:
            yield at, Reference(official)
        elif _is_stranger_at(cast, at, end, spans):
            yield at, OTHER


def _is_stranger_at(cast: Cast, at: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a clause begins with someone who is no official and is the subject of the verb at `end`."""
    text = cast.text
    if is_private(text[at : min(end, at + 40)]):
        return DEMONSTRATED.search(text, max(at, end - 60), end) is None
    initials = INITIALS.match(text, at, end)
    if initials and initials[1] not in _not_initials() and TO_VERB.fullmatch(text, initials.end(), end):
        return True
    name = NAME.match(text, at, end)
    if name is None or any(first < name.end() and at < last for first, last in spans):
        return False
    if PERSON.match(text, at, end):
        return True
    return _leads_to_verb(text, name.end(), end) and cast.is_stranger(*name.span())


def _leads_to_verb(text: str, at: int, end: int) -> bool:
    return TO_VERB.fullmatch(text, at, end) is not None or INSERTION.match(text, at, end) is not None


def apposition_end(cast: Cast, at: int, end: int) -> int:
    """The end of an office that follows a name behind a comma ("X, S.H., Wali Kota Nusa"), else the end of the name."""
    text = cast.text
    comma = BEFORE_APPOSITION.match(text, at, end)
    office = next(iter(cast.speech.offices(comma.end(), min(end, comma.end() + ENTRY_REACH))), None) if comma else None
    if comma is None or office is None or office.start() != comma.end():
        return at
    return _phrase_end(text, office.end(), end)


def _phrase_end(text: str, at: int, end: int) -> int:
    """The end of the capitalised words that follow an office."""
    found = CAPITALISED.match(text, at, end)
    return found.end() if found else at


def _is_aside_at(text: str, start: int, at: int) -> bool:
    before = WORD_BEFORE.search(text, max(start, at - 30), at)
    return before is not None and (before[1].casefold() in _aside() or before[1].startswith("di"))


@cache
def _aside() -> frozenset[str]:
    return frozenset(speech_words("aside")) | {"calon", "bakal", "mantan", "wakil", "jabatan", "kursi", "pemilihan"}


@cache
def _pronoun() -> re.Pattern[str]:
    words = [word for word in speech_words("pronouns") if word != "nya"]
    return re.compile(rf"(?i)\b{any_of(words)}\b")


@cache
def _epithets() -> frozenset[str]:
    """Nouns that stand for the one who spoke last, offices among them."""
    words = {word.split()[0] for word in (*speech_words("epithets"), *speech_words("private"))}
    return frozenset(words) | office_words() | {"pejabat", "tokoh", "kader", "anggota", "ketua", "kepala"}


@cache
def _not_initials() -> frozenset[str]:
    return frozenset(speech_words("not_initials"))

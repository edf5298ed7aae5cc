"""Who is named after a word of speech: "kata Ketua Bawaslu X", "ujar dia", "tutur mantan camat itu", "kata warga"."""

import re
from functools import cache

from nlp.quote_speech import any_of, speech_words
from nlp.records import Official
from nlp.speaker_cast import OTHER, SAME, Cast, Named, Reference

TOKEN = re.compile(r"[\w’'/-]+|[^\w\s]")
# Characters and tokens within which a naming ends.
REACH = 260
TOKENS_LIMIT = 40
# Between a comma and the name in apposition: honorifics and titles.
APPOSITION = re.compile(r"(?:[\w.’'()-]{1,12}\s{1,2}){0,3}")
# The end of the article: "kata X. (adv)".
SIGNED = re.compile(r"\.\s{0,2}[(\[]")
# Where a naming without a name ends: "Presiden dari Istana ...", "Bupati (tengah)".
HEAD_END = re.compile(r",|\s\(|\sdari\s(?=[A-Z])|\.\s{0,2}$")
# Of a supervisor or commission, who has one of these titles beside "Anggota".
COMMISSIONS = frozenset({"bawaslu", "kpu"})
SECOND_TITLES = frozenset({"koordinator", "kordiv", "koordiv", "komisioner", "anggota"})
WEEKDAY = re.compile(r"(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu|Ahad)\b")


def read_naming(cast: Cast, start: int, limit: int, current: Official | None) -> Reference:
    """Who is named from `start` on; `current` is the one who spoke last, `limit` the end of the sentence."""
    text = cast.text
    limit = min(limit, start + REACH)
    if _pronoun().match(text, start, limit):
        return SAME
    end = _naming_end(text, start, limit)
    named = _first_fitting(cast, start, end)
    if named is not None:
        return _unless_proxy(cast, named, start, end)
    return _nameless(cast, start, end, limit, current)


def _naming_end(text: str, start: int, limit: int) -> int:
    """Where the naming ends: at a word such as "saat" or "kepada", or a mark other than a comma, dot or bracket."""
    ends, known_as = _ends(), _known_as()
    tokens = list(TOKEN.finditer(text, start, limit))[:TOKENS_LIMIT]
    for at, token in enumerate(tokens):
        word = token[0]
        if word in ends:
            following = [later[0] for later in tokens[at + 1 : at + 4]]
            is_origin = word == "dari" and at > 0 and following and following[0][0].isupper()
            if not is_origin and not any(later.casefold() in known_as for later in following):
                return token.start()
        if word in ';:"“”„«»?!' or SIGNED.match(text, token.start(), limit):
            return token.start()
    return tokens[-1].end() if tokens else start


def _first_fitting(cast: Cast, start: int, end: int) -> Named | None:
    """The first name of the naming; one after a comma must follow it directly ("Ketua Bawaslu Lebak, X")."""
    for named in cast.between(start, end):
        before = cast.text[start : named.start]
        comma = before.rfind(",")
        if comma < 0 or APPOSITION.fullmatch(before[comma + 1 :].lstrip()) or _known_word().search(before):
            return named
        if named.np_start <= start + comma + 2:
            return named
        return None
    return None


def _unless_proxy(cast: Cast, named: Named, start: int, end: int) -> Reference:
    """The official named, or the one who speaks for them: "kuasa hukum X, Y"."""
    proxy = _proxy().search(cast.text, start, named.start)
    if proxy is None or named.official.start <= proxy.start() < named.official.end:
        return Reference(named.official)
    later = next((one for one in cast.between(named.end, end) if one.official is not named.official), None)
    if later is not None:
        return Reference(later.official)
    return Reference(named.official) if named.official.role == "other" else OTHER


def _nameless(cast: Cast, start: int, end: int, limit: int, current: Official | None) -> Reference:
    text = cast.text
    cut = HEAD_END.search(text, start, end)
    head = (start, cut.start() if cut is not None else end)
    words = [token[0] for token in TOKEN.finditer(text, *head) if token[0][0].isalnum()]
    if not words or WEEKDAY.match(words[0]):
        return SAME
    if _known_word().search(text, start, min(limit, head[1] + 50)):
        return SAME
    if words[0][0].isupper() and (official := cast.by_name(words)) is not None:
        return Reference(official)
    lowered = [word.casefold() for word in words]
    is_definite = any(word in _demonstratives() for word in lowered)
    if lowered[0] in _epithets() or " ".join(lowered[:2]) in _epithets():
        return SAME
    holder = cast.holder(*head, current)
    if holder is not None:
        is_second_title = current is not None and current.role in COMMISSIONS and lowered[0] in SECOND_TITLES
        return SAME if holder.is_other and (is_definite or is_second_title) else holder
    is_pointed = words[0][0].islower() or lowered[-1] in _demonstratives()  # "tegas Sestama Nusa ini"
    if is_definite and is_pointed and not is_private(text[head[0] : head[1]]):
        return SAME
    return OTHER


def is_private(phrase: str) -> bool:
    """Whether a phrase begins with a noun for someone without public office, or with "seorang", "salah satu"."""
    return _private().match(phrase) is not None


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s{{0,2}}{any_of(speech_words('pronouns'))}\b")


@cache
def _proxy() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{any_of(speech_words('proxies'))}\b")


@cache
def _private() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s*{any_of(speech_words('private'))}\b")


@cache
def _known_word() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{any_of(speech_words('known_as'))}\b")


@cache
def _ends() -> frozenset[str]:
    return frozenset(speech_words("ends"))


@cache
def _known_as() -> frozenset[str]:
    return frozenset(speech_words("known_as")) | {"akrab", "biasa"}


@cache
def _epithets() -> frozenset[str]:
    return frozenset(speech_words("epithets"))


@cache
def _demonstratives() -> frozenset[str]:
    return frozenset(speech_words("demonstratives"))

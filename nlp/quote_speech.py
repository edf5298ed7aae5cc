"""The press's words of speech as regular expressions, and the line around a quotation.

`lexicons/speech.toml` holds the words. A tag is what hands a quotation on: "kata X", "ujarnya", "lanjut dia".
"""

import re
from collections.abc import Iterable
from functools import cache

from nlp.lexicons import load_lexicon

BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
# Between a quotation's end and its tag.
BEFORE_TAG = r"[\s,.;…*—–’'\"”»-]{0,6}"
ADVERB = r"(?:(?:lagi|demikian|begitu|pula|dan)\s{1,2})?"


def any_of(words: Iterable[str]) -> str:
    """An alternation of phrases, the longest first; blanks and underscores match any short white space."""
    ordered = sorted({re.sub(r"[ _]", " ", word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in ordered) + ")"


def speech_words(name: str) -> tuple[str, ...]:
    """One list of the speech lexicon."""
    return tuple(load_lexicon("speech")[name])


@cache
def telling() -> frozenset[str]:
    """Words of speech before the one who speaks: "kata Nama", "disampaikan Nama", "menurut Nama"."""
    return frozenset(speech_words("tags")) | frozenset(speech_words("passive")) | frozenset(speech_words("according"))


@cache
def speaking() -> frozenset[str]:
    """Verbs whose subject speaks."""
    return frozenset(speech_words("active"))


@cache
def tag_pattern() -> re.Pattern[str]:
    """A tag at the place where a quotation ended. Groups: the verb, its -nya."""
    return re.compile(rf"(?i){BEFORE_TAG}{ADVERB}\b(?P<verb>{any_of(speech_words('tags'))})(?P<nya>nya)?\b(?!-)")


@cache
def tag_word_pattern() -> re.Pattern[str]:
    """A tag with -nya and what ends it: "ujarnya.", "katanya,"."""
    return re.compile(rf"{any_of(speech_words('tags'))}nya[\s.,]")


@cache
def astray_tag_pattern() -> re.Pattern[str]:
    """A tag behind a mark that was set a blank too late: `siap, "katanya.`, `siap, “ujar Rahmat.`"""
    loose = set(speech_words("loose_tags"))
    verbs = any_of(word for word in speech_words("tags") if word not in loose)
    pronouns = any_of(word for word in speech_words("pronouns") if word != "nya")
    return re.compile(rf"{any_of(speech_words('tags'))}nya[\s.,]|{verbs}\s(?:{pronouns}\b|[A-Z])")


@cache
def inner_tag_pattern() -> re.Pattern[str]:
    """A tag inside a sentence, after a comma or at its head; the verb's -nya, a pronoun or a capital must follow."""
    loose = set(speech_words("loose_tags"))
    verbs = any_of(word for word in speech_words("tags") if word not in loose)
    pronouns = any_of(speech_words("pronouns"))
    return re.compile(
        rf"(?:(?<=[,.?!…;])[’'\"”]?\s{{0,2}})(?P<verb>(?i:{verbs}))"
        rf"(?:(?P<nya>nya)\b(?=\s{{0,2}}(?:[.,;(]|$|[a-z]))|(?=\s{{1,2}}(?:(?i:{pronouns})\b|[A-Z])))"
    )


@cache
def closing_tag_pattern() -> re.Pattern[str]:
    """A tag with which a line ends: ", ujarnya.", ", kata Rahmat kepada wartawan, Senin (1/7)."."""
    verbs = any_of(speech_words("tags"))
    return re.compile(
        rf"[,.?!]\s{{0,2}}{verbs}(?:nya\b[^\n\"“”]{{0,80}}|\s(?:dia|[A-Z])[^\n\"“”]{{0,120}})[.,]\s{{0,3}}$"
    )


@cache
def sentence_tag_pattern() -> re.Pattern[str]:
    """A tag at a place inside a sentence; the verb's -nya, a pronoun or a capital must follow. Groups: verb, nya.

    A loose tag ("tambah", "nilai") must stand alone between marks: "tambahnya," and "tambah Rahmat".
    """
    loose = set(speech_words("loose_tags"))
    verbs = any_of(word for word in speech_words("tags") if word not in loose)
    pronouns = any_of(speech_words("pronouns"))
    named = rf"(?:(?i:{pronouns})\b|[A-Z])"
    strict = rf"(?P<verb>(?i:{verbs}))(?:(?P<nya>nya)\b(?=\s{{0,2}}(?:[.,;(]|$|[a-z]))|(?=\s{{1,2}}{named}))"
    free = rf"(?P<loose>(?i:{any_of(loose)}))(?:(?P<loose_nya>nya)\b(?=\s?[.,])|(?=\s{named}))"
    return re.compile(rf"(?:{strict}|{free})")


@cache
def active_pattern() -> re.Pattern[str]:
    """A verb whose subject speaks."""
    return re.compile(rf"(?i)(?<![\w-]){any_of(speech_words('active'))}(?:nya)?\b(?!-)")


@cache
def passive_pattern() -> re.Pattern[str]:
    """A passive whose agent speaks. Groups: the -nya that points back."""
    return re.compile(rf"(?i)(?<![\w-]){any_of(speech_words('passive'))}(?P<nya>nya)?\b(?:\s{{1,2}}oleh\b)?")


@cache
def according_pattern() -> re.Pattern[str]:
    """ "Menurut" and its like. Groups: the -nya that points back."""
    return re.compile(rf"(?i)(?<![\w-]){any_of(speech_words('according'))}(?P<nya>nya)?\b")


@cache
def response_pattern() -> re.Pattern[str]:
    """A reaction, told before the one whose it is: "kritik keras dari X", "dibantah X"."""
    return re.compile(rf"(?i)(?<![\w-]){any_of(speech_words('response'))}\b(?:\s{{1,2}}oleh\b)?")


@cache
def interview_pattern() -> re.Pattern[str]:
    """A talk and the one it was held with."""
    return re.compile(rf"(?i)\b{any_of(speech_words('interview'))}\b[^.!?\n]{{0,60}}?\b(?:dengan|bersama)\s")


def line_before(text: str, at: int, reach: int) -> str:
    """What stands before an offset on its line, at most `reach` characters of it."""
    piece = text[max(0, at - reach) : at]
    breaks = [found.end() for found in BREAK.finditer(piece)]
    return piece[breaks[-1] :] if breaks else piece


def line_after(text: str, at: int, reach: int) -> str:
    """What stands after an offset on its line, at most `reach` characters of it."""
    piece = text[at : at + reach]
    found = BREAK.search(piece)
    return piece[: found.start()] if found else piece

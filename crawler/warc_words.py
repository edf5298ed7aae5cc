"""What the bytes of a page tell before anything is parsed: may it be Indonesian, may it be on the subject.

The page's words are looked up in lists, nothing else is asked of it: not where a word stands, nor what between two. A
test on fewer words never passes what one on more words refuses, and an article's words are among its page's: so
what the test would pass as an article, it passes as a page. What else of the page is passed beside, the article tells.

Most of the time goes into words that are none of ours. So only those are taken out of the page that begin with four
letters with which one of the lists begins. Bytes that hide words (entities, tags within a word, escapes of JSON, soft
hyphens, UTF-16) are looked for only where the plain bytes do not tell enough; there the page is decoded.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from crawler.html_page import decode_page
from crawler.lexicons import load_lexicon

# A language is told by its small words: an Indonesian text of twenty words has two (crawler/language.py asks for them).
LEAST_SMALL = 2
# Marks without width that stand within words, and control characters, which the reader of pages leaves out.
UNSEEN = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF]
)
# Elements that part words; whatever else is called may stand within one.
BLOCKS = (
    r"(?:address|article|aside|blockquote|body|br|button|canvas|caption|center|col|colgroup|dd|details|dialog|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|iframe|legend|li|link|main|"
    r"menu|meta|nav|noscript|object|ol|optgroup|option|p|pre|script|section|select|source|style|summary|svg|table|tbody|"
    r"td|template|textarea|tfoot|th|thead|title|tr|track|ul|video)(?![a-z0-9:-])"
)
LONGEST_TAG, LONGEST_COMMENT = 2_000, 200
TAG = re.compile(rf"(?i)<!--.{{0,{LONGEST_COMMENT}}}?-->|</?([a-z!?])[^<>]{{0,{LONGEST_TAG}}}>", re.DOTALL)
PARTS = re.compile(rf"(?i)</?{BLOCKS}")
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrtbf/\"])")
# What may hide a word from who looks at bytes: its first byte, for that is found soonest, and how it is told.
HIDING = tuple(
    (begin, re.compile(pattern))
    for begin, pattern in (
        # An entity of a letter, or of a mark without width; some leave the semicolon out.
        (b"&", rb"&(?i:#0*(?:173|820[3-7]|8288|65279|6[5-9]|[789]\d|1[01]\d|12[0-2]|4[89]|5[0-7])(?!\d)|"
         rb"#x0*(?:[3467][0-9a-f]|5[0-9a]|ad|200[b-f]|206[0-4]|feff)(?![0-9a-f])|shy|zw|zerowidth|nobreak)"),
        # An escape of JSON, where a word follows or is begun.
        (b"\\", rb"\\(?:u[0-9a-fA-F]{4}|[nrtbf])(?=[A-Za-z0-9\\])"),
        (b"\xc2", rb"\xc2\xad"),
        (b"\xe2", rb"\xe2(?:\x80[\x8b-\x8f]|\x81[\xa0-\xa4])"),
        (b"\xef", rb"\xef\xbb\xbf"),
    )
)  # fmt: skip
# Tags between two letters. Which of them part words is asked one by one: a pattern that knows is six times slower.
BETWEEN_LETTERS = re.compile(rb"<(?<=[A-Za-z0-9]<)[^<>]{0,2000}>(?:<[^<>]{0,2000}>)*(?=[A-Za-z0-9&])")
PARTS_IN_BYTES = re.compile(PARTS.pattern.encode())
CONTROL = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Letters in lower case and digits stay, whatever else parts words.
PLAIN = bytes(ord(chr(byte).lower()) if byte < 128 and chr(byte).isalnum() else 32 for byte in range(256))
HEAD = 4
# What is looked at at a time, and how far a word may reach out of it.
PIECE, LONGEST_WORD = 1 << 20, 64
# Five bits for each letter or digit, 0 for what parts words: enough to tell whether a word may be one of ours.
CODES = bytes(0 if byte == 32 else byte & 31 if byte >= 97 else 27 + byte % 5 for byte in PLAIN)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Words of which one, and phrases of which all words are to be there."""

    words: frozenset[bytes]
    longer: tuple[frozenset[bytes], ...]

    def stand_in(self, words: set[bytes]) -> bool:
        return not self.words.isdisjoint(words) or any(phrase <= words for phrase in self.longer)


@dataclass(frozen=True, slots=True)
class _Lists:
    """`heads` tells of four letters whether one of the `words` begins so; `stems` are the words with a star."""

    small: frozenset[bytes]
    alone: _Phrases
    servants: _Phrases
    contest: _Phrases
    words: frozenset[bytes]
    stems: tuple[bytes, ...]
    heads: np.ndarray


class PageWords:
    """Those words of a page, or of a text, that stand in the lists."""

    def __init__(self) -> None:
        self._words: set[bytes] = set()

    def add(self, content: bytes) -> None:
        """The words that bytes hold plainly."""
        self._words |= _words_in(content)

    @property
    def may_be_indonesian(self) -> bool:
        """Whether Indonesian's small words are among them."""
        return len(self._words & _lists().small) >= LEAST_SMALL

    @property
    def may_be_on_subject(self) -> bool:
        """Whether they name civil servants, or other staff and an election."""
        lists = _lists()
        if lists.alone.stand_in(self._words):
            return True
        return lists.servants.stand_in(self._words) and lists.contest.stand_in(self._words)

    def why_not(self, is_any_subject: bool) -> str | None:
        """Why a page with these words is not worth reading, or None."""
        if not self.may_be_indonesian:
            return "another language"
        return None if is_any_subject or self.may_be_on_subject else "another subject"


def test_page(content: bytes, is_any_subject: bool) -> str | None:
    """Why a page is not worth reading: "another language" or "another subject"; None where it may be worth it."""
    words = PageWords()
    if content[:2] not in BYTE_ORDER_MARKS:
        words.add(content)
        why = words.why_not(is_any_subject)
        if why is None or not _may_hide_words(content):
            return why
    try:
        for variant in _variants(decode_page(content)):
            words.add(variant.translate(UNSEEN).encode(errors="replace"))
    except ValueError:  # an entity with a number of thousands of digits: whoever reads the page whole may say
        return None
    return words.why_not(is_any_subject)


def test_article(title: str | None, text: str) -> bool:
    """Whether an article may be on the subject."""
    words = PageWords()
    words.add(f"{title or ''}\n{text}".translate(UNSEEN).encode(errors="replace"))
    return words.may_be_on_subject


def _may_hide_words(content: bytes) -> bool:
    if any(begin in content and pattern.search(content) for begin, pattern in HIDING):
        return True
    if len(content.translate(None, CONTROL)) < len(content):
        return True
    return any(not PARTS_IN_BYTES.search(tags[0]) for tags in BETWEEN_LETTERS.finditer(content))


def _variants(text: str) -> Iterator[str]:
    """A page as several readers would see it: entities and escapes read, tags left in, and tags taken out."""
    plain = html.unescape(text)
    yield plain
    joined = html.unescape(TAG.sub(_parting, text))
    yield joined
    if "\\" in text:
        told = html.unescape(ESCAPE.sub(_unescaped, text))
        yield told
        yield TAG.sub(_parting, told)


def _parting(tag: re.Match[str]) -> str:
    return " " if PARTS.match(tag[0]) else ""


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else " "


def _words_in(content: bytes) -> set[bytes]:
    """The words of the lists that stand in bytes; those with a star as they stand in the lists.

    A long page is looked at in pieces. A word may be cut at the beginning of one: it stands whole in the piece before.
    """
    lists = _lists()
    words: set[bytes] = set()
    for first in range(0, len(content), PIECE):
        piece = content[first : first + PIECE + LONGEST_WORD]
        codes = np.frombuffer(b"\0" + piece.translate(CODES) + b"\0" * HEAD, np.uint8)
        starts = np.flatnonzero((codes[1:-3] != 0) & (codes[:-4] == 0)) + 1
        begins_like_ours = lists.heads.take(_heads(codes, starts))
        found = {
            piece[at - 1 : at - 1 + LONGEST_WORD].translate(PLAIN).partition(b" ")[0]
            for at in starts[begins_like_ours].tolist()
        }
        words |= found & lists.words
        for word in found:
            if word.startswith(lists.stems):
                words |= {stem + b"*" for stem in lists.stems if word.startswith(stem)}
    return words


def _heads(codes: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The first four letters of words as numbers; what follows a short word counts for nothing."""
    heads = codes.take(starts).astype(np.uint32)
    goes_on = np.ones(len(starts), np.uint32)
    for further in range(1, HEAD):
        letters = codes.take(starts + further).astype(np.uint32)
        goes_on *= (letters != 0).astype(np.uint32)
        heads = ((heads << 5) | (letters * goes_on)).astype(np.uint32)
    return heads


@cache
def _lists() -> _Lists:
    own, topic = load_lexicon("bulk"), load_lexicon("topic")
    small = [word.encode() for word in load_lexicon("language")["id"]]
    alone = [*own["alone"]]
    servants = [*own["servants"], *topic["servants"]]
    contest = [*own["contest"], *topic["contest"], *topic["subject"]]
    words = [*small, *(word.encode() for phrase in (*alone, *servants, *contest) for word in phrase.split())]
    heads = np.zeros(1 << 5 * HEAD, bool)
    for word in words:
        codes = np.frombuffer(word.rstrip(b"*")[:HEAD].translate(CODES).ljust(HEAD, b"\0"), np.uint8)
        first = int(_heads(codes, np.array([0]))[0])
        open_bits = 5 * max(0, HEAD + 1 - len(word)) if word.endswith(b"*") else 0  # "kpu*": any fourth letter
        heads[first : first + (1 << open_bits)] = True
    stems = sorted({word[:-1] for word in words if word.endswith(b"*")})
    return _Lists(
        frozenset(small), _phrases(alone), _phrases(servants), _phrases(contest), frozenset(words), tuple(stems), heads
    )


def _phrases(phrases: Iterable[str]) -> _Phrases:
    split = [frozenset(word.encode() for word in phrase.split()) for phrase in phrases]
    return _Phrases(
        frozenset().union(*(one for one in split if len(one) == 1)), tuple(one for one in split if len(one) > 1)
    )

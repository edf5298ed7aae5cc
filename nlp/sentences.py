"""Sentences, split by lines first and then by full stops that end something.

spaCy's Indonesian tokenizer splits "Moh." and "Kab." off and leaves an opening quotation mark on the sentence before,
so sentences are found in the text itself: a line break always ends one, a full stop only before a capital, a digit or
an opening mark, and never after an abbreviation ("Drs.", "Kab.", a single initial).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from crawler.residue import find_residue
from nlp.lexicons import load_lexicon
from nlp.records import Sentence

# A run of lines' text without the white space around it.
LINE = re.compile(r"[^\s][^\n\r\x0b\x0c\x85\u2028\u2029]*")
# A stop with its closing marks and the space after it, where a capital, a digit or an opening mark follows.
STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’»)\]*]*+\s++(?=[\"“‘«„(\[]*[^\W_a-z])")
WORD_BEFORE = re.compile(r"[^\s(\"“‘]{1,24}$")


def find_sentences(text: str, residue: Sequence[tuple[int, int]] = ()) -> list[Sentence]:
    """Find every sentence, in order, without the white space around it; together they cover all other characters.

    `residue` is sorted and does not overlap. A sentence that begins inside it is residue.
    """
    starts = [start for start, _ in residue]
    found = []
    for paragraph, line in enumerate(LINE.finditer(text)):
        for start, end in _split(text, line.start(), line.start() + len(line[0].rstrip())):
            at = bisect_right(starts, start) - 1
            found.append(Sentence(start, end, paragraph, at >= 0 and start < residue[at][1]))
    return found


def sentence_at(doc: Doc, offset: int) -> Sentence | None:
    """The sentence that holds the character at `offset`, or None between sentences."""
    sentences = doc._.sentences
    at = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
    return sentences[at] if at >= 0 and offset < sentences[at].end else None


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in STOP.finditer(text, start, end):
        if _ends_sentence(text[start : stop.start()], stop[0]):
            yield start, stop.start() + len(stop[0].rstrip())
            start = stop.end()
    if start < end:
        yield start, end


def _ends_sentence(before: str, stop: str) -> bool:
    if not stop.startswith(".") or stop.startswith(".."):
        return True
    word = WORD_BEFORE.search(before[-24:])
    if word is None:
        return True
    last = word[0].casefold()
    if len(last) == 1 and last.isalpha():  # an initial: "M. Yusuf"
        return False
    return last.rsplit(".", 1)[-1] not in _abbreviations() and last not in _abbreviations()


def _abbreviations() -> frozenset[str]:
    return frozenset(load_lexicon("sentences")["abbreviations"])


@Language.component("residue")
def mark_residue(doc: Doc) -> Doc:
    """Set `doc._.residue`."""
    doc._.residue = find_residue(doc.text)
    return doc


@Language.component("sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Set `doc._.sentences`."""
    doc._.sentences = find_sentences(doc.text, doc._.residue)
    return doc

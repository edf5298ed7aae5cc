"""Who says each quotation: an official by name, or nobody where the text hands it to no official.

The text is read as the press writes it: a tag after the quotation, else what leads to it, else the one who spoke last.
Between quotations every sentence may hand the word on. A wrong name is worse than none, so whoever is named as speaking
and is no official takes the word away.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.quote_speech import tag_pattern
from nlp.records import Official, Quote, Sentence
from nlp.regions import Place
from nlp.speaker_cast import SAME, Cast, Reference
from nlp.speaker_naming import read_naming
from nlp.speaker_sentences import Told, read_sentence

# Between a quotation and its tag: marks, commas, blanks.
MARKS = frozenset("\"“”„«»’'‘`´,.;…*—– \u00a0\t")
MARKS_REACH = 8
# After a quotation without tag, what begins so may still say whose it was.
POINTERS = ("hal itu", "hal tersebut", "hal ini", "demikian", "pernyataan itu", "pernyataan tersebut", "ungkapan itu")


def find_speakers(
    text: str,
    quotes: Sequence[Quote],
    sentences: Sequence[Sentence],
    officials: Sequence[Official],
    places: Sequence[Place] = (),
) -> list[Quote]:
    """Give every quotation its speaker, an official's `name` or None; the quotations stay as they are."""
    return list(_Reader(text, quotes, sentences, Cast(text, officials, places)).read())


class _Reader:
    """Reads an article from quotation to quotation and keeps who spoke last."""

    def __init__(self, text: str, quotes: Sequence[Quote], sentences: Sequence[Sentence], cast: Cast) -> None:
        self.text = text
        self.quotes = quotes
        self.sentences = sentences
        self.cast = cast
        self._starts = [sentence.start for sentence in sentences]
        self.speaker: Reference = SAME
        self.topic: tuple[Reference, int, bool] | None = None

    def read(self) -> Iterator[Quote]:
        done = 0
        for index, quote in enumerate(self.quotes):
            self._read_between(done, quote.start)
            following = self.quotes[index + 1].start if index + 1 < len(self.quotes) else len(self.text)
            who, done = self._tag(quote, following)
            if who is None or who == SAME:
                who = self._carried(quote)
            self.speaker, self.topic = who, None
            yield replace(quote, speaker=who.official.name if who.official else None)

    def _read_between(self, start: int, end: int) -> None:
        for piece_start, piece_end, paragraph in self._pieces(start, end):
            self._hear(read_sentence(self.cast, piece_start, piece_end, self.speaker.official), paragraph)

    def _hear(self, told: Told | None, paragraph: int) -> None:
        if told is None:
            return
        if not told.is_strong:
            self.topic = (told.who, paragraph, told.is_entry)
        elif told.who != SAME:
            self.speaker, self.topic = told.who, None
        elif self.topic is not None and (self.topic[2] or self.topic[1] == paragraph):
            self.speaker, self.topic = self.topic[0], None

    def _carried(self, quote: Quote) -> Reference:
        """Who has the word when a quotation comes without a name."""
        if self.topic is None:
            return self.speaker
        topic, paragraph, is_entry = self.topic
        is_near = is_entry or paragraph == self._paragraph(quote.start)
        return topic if is_near or self.speaker == SAME else self.speaker

    def _tag(self, quote: Quote, following: int) -> tuple[Reference | None, int]:
        """Whom the words after a quotation name, and from where the text is to be read on."""
        at = quote.end
        while at < min(following, quote.end + MARKS_REACH) and self.text[at] in MARKS:
            at += 1
        end = min(following, self._sentence_end(at))
        found = tag_pattern().match(self.text, at, end)
        current = self.speaker.official
        if found is not None:
            if found["nya"]:
                named = self.cast.between(found.end(), min(end, found.end() + 2))
                return (Reference(named[0].official) if named else SAME), end
            return read_naming(self.cast, found.end(), end, current), end
        if quote.text.endswith((",", "?", "!")) and at < end and self.text[at].isalpha():
            told = read_sentence(self.cast, at, end, current)
            if told is not None and told.is_strong:
                return told.who, end
        if self.text[at : at + 30].casefold().startswith(POINTERS):
            told = read_sentence(self.cast, at, end, current)
            if told is not None and told.is_strong and told.who.official is not None:
                return told.who, end
        return None, quote.end

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The sentences between two offsets, cut to them."""
        first = max(0, bisect_right(self._starts, start) - 1)
        for sentence in self.sentences[first : bisect_left(self._starts, end)]:
            piece = max(start, sentence.start), min(end, sentence.end)
            if piece[0] < piece[1] and not sentence.is_residue:
                yield *piece, sentence.paragraph

    def _sentence_end(self, at: int) -> int:
        index = bisect_right(self._starts, at) - 1
        return self.sentences[index].end if index >= 0 else at

    def _paragraph(self, at: int) -> int:
        index = bisect_right(self._starts, at) - 1
        return self.sentences[index].paragraph if index >= 0 else 0


@Language.component("speakers")
def mark_speakers(doc: Doc) -> Doc:
    """Set the speakers of `doc._.quotes`."""
    found = doc._
    found.quotes = find_speakers(doc.text, found.quotes, found.sentences, found.officials, found.places)
    return doc

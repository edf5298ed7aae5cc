"""Who says each quotation: an official by name, or nobody where the text hands it to no official.

The text is read as the press writes it: a tag after the quotation, else what leads to it, else the one who spoke last.
Between quotations every sentence may hand the word on. A wrong name is worse than none, so whoever is named as speaking
and is no official takes the word away.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
POINTER = re.compile(
    r"(?i)(?:demikian|begitu(?:lah)?|itulah|(?:hal|pernyataan|penegasan|penjelasan|ungkapan|ucapan|imbauan|himbauan|"
    r"peringatan|permintaan|ajakan|seruan|pesan|arahan|instruksi|kalimat|kata-kata|jawaban)\s(?:itu|ini|tersebut))\b"
)
# Where nobody has spoken yet, whose words a quotation gives may be told in so many sentences behind it.
AHEAD_SENTENCES = 2
AHEAD_REACH = 600
NO_WORD = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of running text, at most a sentence, and who has the word in it.

    `told` is what its words of speech say, `speaker` who spoke last when it ends; `is_rest` marks what follows a
    quotation in its sentence, tag included.
    """

    start: int
    end: int
    told: Told | None
    speaker: Official | None
    paragraph: int
    is_rest: bool = False


def find_speakers(
    text: str,
    quotes: Sequence[Quote],
    sentences: Sequence[Sentence],
    officials: Sequence[Official],
    places: Sequence[Place] = (),
) -> list[Quote]:
    """Give every quotation its speaker, an official's `name` or None; the quotations stay as they are."""
    return read_speech(Cast(text, officials, places), quotes, sentences)[0]


def read_speech(cast: Cast, quotes: Sequence[Quote], sentences: Sequence[Sentence]) -> tuple[list[Quote], list[Heard]]:
    """The quotations with their speakers, and who has the word in the running text around them."""
    reader = _Reader(cast, quotes, sentences)
    return list(reader.read()), reader.heard


class _Reader:
    """Reads an article from quotation to quotation and keeps who spoke last."""

    def __init__(self, cast: Cast, quotes: Sequence[Quote], sentences: Sequence[Sentence]) -> None:
        self.text = cast.text
        self.quotes = quotes
        self.sentences = sentences
        self.cast = cast
        self._starts = [sentence.start for sentence in sentences]
        self.speaker: Reference = SAME
        self.topic: tuple[Reference, int, bool] | None = None
        self.heard: list[Heard] = []
        # How the one who has the word was told, and in which paragraph.
        self._way = ("nobody", -1)

    def read(self) -> Iterator[Quote]:
        done = 0
        for index, quote in enumerate(self.quotes):
            self._read_between(done, quote.start)
            following = self.quotes[index + 1].start if index + 1 < len(self.quotes) else len(self.text)
            tag, done = self._tag(quote, following)
            paragraph = self._paragraph(quote.start)
            if (tag is None or tag.who == SAME) and self._carried(quote) == SAME:
                tag = self._ahead(index, max(done, quote.end)) or tag
            how = tag.kind if tag is not None else "bare"
            if tag is None or tag.who == SAME:
                how = f"{how}.{self._carried_how(quote, paragraph)}"
                who = self._carried(quote)
            else:
                who, self._way = tag.who, ("tag", paragraph)
            self.speaker, self.topic = who, None
            if done > quote.end:
                self.heard.append(Heard(quote.end, done, tag, who.official, paragraph, True))
            yield replace(
                quote, speaker=who.official.name if who.official else None, rule=self._rule(quote, how, who, tag)
            )
        self._read_between(done, len(self.text))

    def _rule(self, quote: Quote, how: str, who: Reference, tag: Told | None) -> str:
        """How the quotation was marked, where it is no plain pair, how its speaker was told, and the telling word."""
        kind = how.split(".")[0]
        if who.official is None and "nobody" not in how:
            how = f"{kind}.stranger"
        if quote.rule:
            how = f"{quote.rule}.{kind}"
        word = self.text[tag.start : tag.end].strip() if tag is not None and tag.start >= 0 else ""
        return f"quote.{how}: {word}"

    def _read_between(self, start: int, end: int) -> None:
        for piece_start, piece_end, paragraph in self._pieces(start, end):
            told = read_sentence(self.cast, piece_start, piece_end, self.speaker.official)
            self._hear(told, paragraph)
            self.heard.append(Heard(piece_start, piece_end, told, self.speaker.official, paragraph))

    def _hear(self, told: Told | None, paragraph: int) -> None:
        if told is None:
            return
        if not told.is_strong:
            self.topic = (told.who, paragraph, told.is_entry)
        elif told.who != SAME:
            self.speaker, self.topic = told.who, None
            self._way = (told.kind, paragraph)
        elif self.topic is not None and (self.topic[2] or self.topic[1] == paragraph):
            self.speaker, self.topic = self.topic[0], None
            self._way = ("topic", paragraph)

    def _carried(self, quote: Quote) -> Reference:
        """Who has the word when a quotation comes without a name."""
        if self.topic is None:
            return self.speaker
        topic, paragraph, is_entry = self.topic
        is_near = is_entry or paragraph == self._paragraph(quote.start)
        return topic if is_near or self.speaker == SAME else self.speaker

    def _carried_how(self, quote: Quote, paragraph: int) -> str:
        """How the one was told who has the word without being named at the quotation."""
        who = self._carried(quote)
        if who == SAME:
            return "nobody"
        if who != self.speaker:
            return "topic"
        way, told_in = self._way
        way = way if way in {"tag", "topic"} else "told"
        return f"{way}.{'near' if paragraph - told_in <= 1 else 'far'}"

    def _tag(self, quote: Quote, following: int) -> tuple[Told | None, int]:
        """Whom the words after a quotation name, and from where the text is to be read on."""
        at = quote.end
        while at < min(following, quote.end + MARKS_REACH) and self.text[at] in MARKS:
            at += 1
        end = min(following, self._sentence_end(at))
        found = tag_pattern().match(self.text, at, end)
        current = self.speaker.official
        if found is not None:
            return self._read_tag(found.start("verb"), found.end(), found["nya"] is not None, end), end
        told = None
        if quote.text.endswith((",", "?", "!")) and at < end and self.text[at].isalpha():
            told = read_sentence(self.cast, at, end, current)
            if told is not None and told.is_strong:
                return replace(told, kind="after"), end
        if POINTER.match(self.text, at, end) is not None:
            told = read_sentence(self.cast, at, end, current)
            if told is not None and told.is_strong and told.who.official is not None:
                return replace(told, kind="pointer"), end
        return None, quote.end

    def _ahead(self, index: int, at: int) -> Told | None:
        """Whom the text names only behind a quotation, before which nobody spoke."""
        following = self.quotes[index + 1] if index + 1 < len(self.quotes) else None
        limit = min(len(self.text), at + AHEAD_REACH, following.start if following is not None else len(self.text))
        for (start, end, _), _ in zip(self._pieces(at, limit), range(AHEAD_SENTENCES), strict=False):
            told = read_sentence(self.cast, start, end, None)
            if told is not None and told.is_strong:
                return replace(told, kind="ahead") if told.who.official is not None else None
        if following is not None and NO_WORD.fullmatch(self.text, at, following.start):
            after = self.quotes[index + 2].start if index + 2 < len(self.quotes) else len(self.text)
            tag = self._tag(following, after)[0]
            return replace(tag, kind="ahead") if tag is not None and tag.who.official is not None else None
        return None

    def _read_tag(self, start: int, at: int, has_nya: bool, end: int) -> Told:
        if has_nya:
            named = self.cast.between(at, min(end, at + 2))
            who = Reference(named[0].official) if named else SAME
            return Told(who, True, False, "back" if who == SAME else "name", start, at)
        who = read_naming(self.cast, at, end, self.speaker.official)
        return Told(who, True, False, "back" if who == SAME else self._naming_kind(who, at), start, at)

    def _naming_kind(self, who: Reference, at: int) -> str:
        """Whether a tag names the speaker by name or by office."""
        if who.official is None:
            return "other"
        return "name" if any(one.official is who.official for one in self.cast.between(at, at + 260)) else "office"

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
    """Set the speakers of `doc._.quotes`, and `doc._.speech` for the reading of reported speech."""
    found = doc._
    cast = Cast(doc.text, found.officials, found.places)
    found.quotes, heard = read_speech(cast, found.quotes, found.sentences)
    found.speech = (cast, heard)
    return doc

"""The words of an article with what is known of each: whether it is read, shouted, part of a headline, of a place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from nlp.lexicons import load_lexicon
from nlp.place_names import Words, cut_words
from nlp.records import Sentence
from nlp.regions import Place

NEAR = frozenset({" ", "\u00a0", "  ", " \u00a0", "\u00a0 "})
# A sentence of so many words, nearly all of them capitalised, is a headline: it names nobody new.
HEADLINE_WORDS = 5
HEADLINE_SHARE = 0.75
CAPITALS_SHARE = 0.8
LONG_WORD = 3
# Characters at a sentence's end in which its full stop stands, a paper's mark in brackets behind it included.
ENDING = 48
ENDED = re.compile(r"[.,:;][\"”'’»)]{0,3}(?: ?\([^()\n]{1,40}\))?\Z")
LOCAL_WORDS = 3
LOCAL_ROLES = ("village_head", "district_head")
# Before or at the beginning of a line of a list, which names persons although it has a headline's form.
LIST_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:\d{1,2}[.)]|[-•*])[ \t]?(?=[A-Z])")
ITEM_REACH = 6
OPENING = frozenset("\"“‘'#0123456789")


@dataclass(frozen=True, slots=True)
class Page:
    """The text's words; `read` are the indexes of those outside page residue.

    `in_capitals` and `in_headline` hold the words of sentences printed so, `places` the area of each word of an area's
    name, `by_word` the areas that are named by one word anywhere in the text, `local` the places that no gazetteer has
    ("Puskesmas X"), as tuples of words, and `named` the offsets at which the trained model sees a name begin.
    """

    words: Words
    read: frozenset[int]
    in_capitals: frozenset[int]
    in_headline: frozenset[int]
    by_word: Mapping[str, Place]
    named: frozenset[int]
    places: Mapping[int, Place]
    local: frozenset[tuple[str, ...]]


def read_page(doc: Doc) -> Page:
    """Cut a text into words and find out what is to be known of them."""
    words = cut_words(doc.text)
    sentences = [sentence for sentence in doc._.sentences if not sentence.is_residue]
    ranges = list(_word_ranges(words, sentences))
    in_capitals, in_headline = _forms(words, sentences, ranges)
    places = _places_by_word(words, doc._.places)
    return Page(
        words,
        frozenset(at for first, last in ranges for at in range(first, last)),
        in_capitals,
        in_headline,
        _one_word_places(words.text, doc._.places),
        frozenset(start for start, _ in doc._.names),
        places,
        _local_places(words),
    )


def _forms(
    words: Words, sentences: Sequence[Sentence], ranges: Sequence[tuple[int, int]]
) -> tuple[frozenset[int], frozenset[int]]:
    """The words of sentences in capitals, and those of headlines."""
    capitals: set[int] = set()
    headlines: set[int] = set()
    for sentence, (first, last) in zip(sentences, ranges, strict=True):
        printed = [words.text[words.starts[at] : words.ends[at]] for at in range(first, last)]
        long = [part for part in printed if len(part) > LONG_WORD]
        letters = "".join(long)
        if letters and sum(map(str.isupper, letters)) > CAPITALS_SHARE * len(letters):
            capitals.update(range(first, last))
            continue
        if ENDED.search(words.text, max(sentence.start, sentence.end - ENDING), sentence.end):
            continue
        long = [part for part in long if part[0].isalpha()]
        if not words.text[sentence.start].isupper() and words.text[sentence.start] not in OPENING:
            continue
        is_headline = len(long) >= HEADLINE_WORDS
        is_headline = is_headline and sum(part[0].isupper() for part in long) > HEADLINE_SHARE * len(long)
        begins = max(0, sentence.start - ITEM_REACH), sentence.start + ITEM_REACH
        if is_headline and not LIST_ITEM.search(words.text, *begins):
            headlines.update(range(first, last))
    return frozenset(capitals), frozenset(headlines)


def _places_by_word(words: Words, places: Sequence[Place]) -> dict[int, Place]:
    """The area of each word that belongs to an area's name."""
    found: dict[int, Place] = {}
    at = 0
    for place in places:
        while at < len(words) and words.starts[at] < place.start:
            at += 1
        while at < len(words) and words.starts[at] < place.end:
            found[at] = place
            at += 1
    return found


def _one_word_places(text: str, places: Sequence[Place]) -> dict[str, Place]:
    """The areas that the text names by one word, by that word in lower case."""
    named = ((text[place.start : place.end].casefold(), place) for place in reversed(places))
    return {word: place for word, place in named if " " not in word}


def _word_ranges(words: Words, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The words of each sentence, as indexes."""
    at = 0
    for sentence in sentences:
        while at < len(words) and words.starts[at] < sentence.start:
            at += 1
        first = at
        while at < len(words) and words.starts[at] < sentence.end:
            at += 1
        yield first, at


def _local_places(words: Words) -> frozenset[tuple[str, ...]]:
    """Names behind words for villages, districts and health posts: "Puskesmas X", "Kelurahan Y Z"."""
    lexicon = load_lexicon("offices")
    heads = frozenset(lexicon["words"]["local_heads"])
    offices = frozenset(name.split()[-1] for role in LOCAL_ROLES for name in lexicon["fixed"][role])
    areas = frozenset(lexicon["words"]["area_heads"])
    found: set[tuple[str, ...]] = set()
    for at, word in enumerate(words.folded):
        if word not in heads:
            # "Kades X, Kecamatan Y": what a larger area follows is a place's name.
            if word in offices and at + 2 < len(words) and words.folded[at + 2] in areas and words.is_name_like(at + 1):
                found.add((words.folded[at + 1],))
            continue
        last = at + 1
        while last < len(words) and last - at <= LOCAL_WORDS and words.gap(last) in NEAR and words.is_name_like(last):
            last += 1
        # Two names may stand side by side ("Lurah X Nama"): only what a comma or a small word ends is a place's.
        ends = (
            last == len(words)
            or words.gap(last).startswith((",", ".", ")"))
            or words.text[words.starts[last]].islower()
        )
        if last > at + 1 and ends:
            found.add(tuple(words.folded[at + 1 : last]))
    return frozenset(found)

"""Whether a name of the gazetteer is meant as a place where it stands, and what the article says about it elsewhere.

Many names are common words (Malang, Metro), given names (Bima, Lingga) or part of a newspaper's or a river's. The
words beside a name and the other names of the article tell.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from nlp.areas import province_of
from nlp.lexicons import load_lexicon
from nlp.place_names import AREA_LEVELS, Name, Words, head_before, level_before, words_of
from nlp.spans import ClosedSpans

# A line that opens "MANNA, RB.EXAMPLE -", "Batam (ANTARA) -", "SORONG –".
DATELINE = re.compile(r"[ \u00a0]*(?:[-–—:|]|,[^\n]{1,40}?[-–—]|\([^()\n]{1,30}\)[ \u00a0]*[-–—])")
# "KABARKITA.EXAMPLE, | KENDARI –"
OUTLET_BEFORE = re.compile(r"(?:^|\n)[ \u00a0]*[\w.]{3,30}(?: [\w.]{2,20})?[ \u00a0]?[,|][ \u00a0]?$")
ADDRESS = re.compile(r"(?i)(?:https?:|www\.)\S*$|[@#_\\]$")
WEB_TAIL = re.compile(r"@|[._](?:[a-z]|(?i:com|id|co|net|org|news|info|go|tv|example)\b)")
DEGREE = re.compile(r",? (?:S|M|Dr|SH|SE|MM|MH|SIP|SSos|MSi|SPd|ST)\.?(?:\w+\.?)*(?:,| )")
OUTLET_WEIGHT = 2
ADDRESS_REACH = 80


@dataclass
class Reading:
    """What is known of a text while its names are read: `codes` are areas beyond doubt, with their weights.

    `persons` are names that are part of a person's name somewhere in the text ("Arya Bima Saputra"): the bare "Bima" of
    such a text needs a telling word, too.
    """

    words: Words
    home: str | None
    codes: Counter[str]
    marked: Counter[str]  # only those told by a word of level
    persons: set[str]

    @cached_property
    def provinces(self) -> Counter[str]:
        """The provinces that the text is about, by the weight of their areas; the outlet's own counts too.

        Asked for only when all names have been gathered.
        """
        found: Counter[str] = Counter()
        for code, weight in self.codes.items():
            found[province_of(code)] += weight
        if self.home:
            found[province_of(self.home)] += OUTLET_WEIGHT
        return found


def is_closed(words: Words, name: Name, closed: ClosedSpans, outlet: str) -> bool:
    """Whether the name stands where nothing is read: residue, document numbers, addresses, names of newspapers."""
    text, start, end = words.text, words.starts[name.first], words.ends[name.last - 1]
    if (not name.entries and not name.districts) or closed.hold(start):
        return True
    if ADDRESS.search(text[max(0, start - ADDRESS_REACH) : start]) or WEB_TAIL.match(text, end, end + 20):
        return True
    before = words.folded[name.first - 1] if name.first and words.joins(name.first) else ""
    after = words.folded[name.last] if name.last < len(words) and words.joins(name.last) else ""
    if after in words_of("rejecting", "press_after") and words.is_capital(name.last):
        return True
    if before in words_of("rejecting", "press_before") and words.is_capital(name.first - 1):
        return True
    around = text[max(0, start - 40) : end + 40].casefold()
    return len(outlet.split()) > 1 and outlet.casefold() in around


def fits_list(reading: Reading, name: Name) -> bool:
    """Whether a doubtful name that stands among other names is one of them."""
    if name.key in words_of("ambiguous", "never_alone") | words_of("ambiguous", "dateline_only"):
        return _is_near(reading, name)
    return reading.words.is_capital(name.first)


def _is_near(reading: Reading, name: Name) -> bool:
    """Whether the article or its outlet is about the province of one of the name's areas."""
    provinces = reading.provinces
    return reading.words.is_capital(name.first) and any(provinces[province_of(entry.code)] for entry in name.entries)


def is_rejected(words: Words, name: Name) -> bool:
    """Whether the name is a person's, a street's, a language's."""
    first, last = name.first, name.last
    has_left = first > 0 and words.joins(first)
    before = words.folded[first - 1] if has_left else ""
    if before in words_of("rejecting", "thing"):
        return True
    if before == "pulau" and name.key in words_of("ambiguous", "islands"):
        return True
    after = words.folded[last] if last < len(words) and words.joins(last) else ""
    goes_on = bool(after) and words.is_name_like(last) and after not in words_of("heads", "words")
    given = name.key in words_of("ambiguous", "given_names")
    body = words.folded[first - 1] if first and words.gap(first) in {" ", ") "} else ""
    if given and goes_on and body in _firm("national"):
        return True
    if name.key == "metro" and last < len(words) and words.folded[last] in words_of("ambiguous", "police_metro"):
        return True
    if before in words_of("rejecting", "person") and (last - first == 1 or not words.is_capital(first)):
        return True
    if (given or name.key in doubtful()) and has_left and _is_holder(words, name):
        return True
    if (has_left and name.after == first) or head_before(words, name) or level_before(words, first):
        return False
    if goes_on and name.key in words_of("ambiguous", "prefixes"):
        return True
    is_name = given or (last - first == 1 and name.key in doubtful())
    if is_name and has_left and words.is_name_like(first - 1) and before not in _no_names():
        return _is_name_chain(words, name)
    if last - first > 1:
        return False
    if given and after in words_of("rejecting", "speech"):
        return True
    if given or name.key in doubtful():
        return goes_on and before not in words_of("heads", "place_words")
    return goes_on and not before and DEGREE.match(words.text, words.ends[last]) is not None


def _is_name_chain(words: Words, name: Name) -> bool:
    """Whether the one to three capitalised words before the name look like the beginning of a person's name."""
    at = first = name.first
    while at > name.after and first - at < 4 and words.joins(at) and words.is_name_like(at - 1):
        at -= 1
    return first - at < 4


def _is_holder(words: Words, name: Name) -> bool:
    """Whether a person's name stands between a body and the name: "KPU Maria | Samosir"."""
    first = name.first
    if not words.is_name_like(first - 1) or words.folded[first - 1] in words_of("heads", "words") | _no_names():
        return False
    for at in range(first - 2, max(name.after - 1, first - 5), -1):
        if not words.joins(at + 1):
            return False
        if words.folded[at] in _firm("direct"):
            return True
        if not words.is_capital(at) or words.folded[at] in words_of("heads", "words"):
            return False
    return False


@cache
def _firm(key: str) -> frozenset[str]:
    return frozenset(load_lexicon("places")["heads"]["firm"][key])


@cache
def _no_names() -> frozenset[str]:
    return words_of("heads", "place_words") | words_of("sentence_openers", "words")


def is_supported(reading: Reading, name: Name, level: str | None) -> bool:
    """Whether a name that is a common word, too, is meant as a place."""
    words = reading.words
    if name.key not in doubtful() and name.key not in reading.persons:
        return True
    if level in AREA_LEVELS and name.key not in words_of("ambiguous", "dateline_only"):
        return True
    if not words.is_capital(name.first):
        return False
    codes = [entry.code for entry in name.entries]
    is_near = _is_near(reading, name)
    if name.key in words_of("ambiguous", "dateline_only"):
        return is_near and _opens_dateline(words, name)
    if name.key in words_of("ambiguous", "never_alone"):
        if _opens_dateline(words, name) or (name.first and words.folded[name.first - 1] in _firm("words")):
            return is_near
        return any(reading.marked[code] for code in codes) and not _opens_sentence(words, name)
    before = words.folded[name.first - 1] if name.first and words.joins(name.first) else ""
    if head_before(words, name) or _opens_dateline(words, name) or before in words_of("heads", "place_words"):
        return True
    return name.key not in reading.persons and any(reading.codes[code] or code == reading.home for code in codes)


def _opens_sentence(words: Words, name: Name) -> bool:
    gap = words.gap(name.first)
    return any(mark in gap for mark in '.!?\n"“')


def _opens_dateline(words: Words, name: Name) -> bool:
    """Whether the name stands at the beginning of a line, or behind an outlet's name there, before a dash."""
    if DATELINE.match(words.text, words.ends[name.last - 1]) is None:
        return False
    start = words.starts[name.first]
    return "\n" in words.gap(name.first) or OUTLET_BEFORE.search(words.text[max(0, start - 50) : start]) is not None


@cache
def doubtful() -> frozenset[str]:
    """Names that are common words, too."""
    return frozenset().union(*(words_of("ambiguous", key) for key in ("common", "never_alone", "dateline_only")))

"""Which areas an article names, and where.

A name may belong to several areas (Kota and Kabupaten Solok, two Martapuras), to a person (Arya Bima), a newspaper or
a street. It is read by the word before it ("Pemkab Solok"), then by what else the article names, then by where its
outlet is at home. What stays open gives no place. The rules are those of the domain page.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.areas import load_areas, load_districts, province_of
from nlp.lexicons import load_lexicon
from nlp.place_names import (
    AREA_LEVELS,
    Entry,
    Name,
    Words,
    cut_words,
    district_names,
    find_names,
    head_before,
    level_before,
    words_of,
)
from nlp.records import Value
from nlp.spans import ClosedSpans

LEVELS = frozenset(AREA_LEVELS)
AND = frozenset({"dan", "serta", "atau", "maupun", "hingga", "sampai"})
LIST_GAP = frozenset({",", "/", "&", "-", "–"})
# A line that opens "MANNA, RB.EXAMPLE -", "Batam (ANTARA) -", "SORONG –".
DATELINE = re.compile(r"[ \u00a0]*(?:[-–—:|]|,[^\n]{1,40}?[-–—]|\([^()\n]{1,30}\)[ \u00a0]*[-–—])")
ADDRESS = re.compile(r"[@#/\\_]|https?:$|www\.$")
WEB_TAIL = re.compile(r"[._][^\W\d_]|@|[-_/]\w+[./]")
DEGREE = re.compile(r",? (?:S|M|Dr|SH|SE|MM|MH|SIP|SSos|MSi|SPd|ST)\.?(?:\w+\.?)*(?:,| )")
OUTLET_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the text where an area is named.

    `code` is the province's, regency's or city's; for a district the regency or city it lies in, and `district` its own
    code. `kind` is how it is named: province, regency, city, town (that stands for its regency) or district. `head` is
    the word before the name in lower case where it tells level, office or body ("kota", "bawaslu", "pemkab"), else "".
    The span covers a written-out level and the name: "Kota Solok", but "Padang" in "Pemko Padang".
    """

    code: str
    text: str
    start: int
    end: int
    kind: str
    head: str = ""
    district: str | None = None


@dataclass(slots=True)
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

    @property
    def provinces(self) -> Counter[str]:
        """The provinces that the text is about, by the weight of their areas; the outlet's own counts too."""
        found: Counter[str] = Counter()
        for code, weight in self.codes.items():
            found[province_of(code)] += weight
        if self.home:
            found[province_of(self.home)] += OUTLET_WEIGHT
        return found


@Language.component("places")
def mark_places(doc: Doc) -> Doc:
    """Set `doc._.places` and `doc._.regions`."""
    article = doc._.article
    closed = [*doc._.residue, *((found.start, found.end) for found in doc._.documents)]
    home = article.outlet_region if article.outlet_region in load_areas() else None
    doc._.places = find_places(doc.text, closed, home=home, title=article.title or "", outlet=article.outlet or "")
    doc._.regions = best_evidence(doc._.places)
    return doc


def find_places(
    text: str, closed: Iterable[tuple[int, int]] = (), *, home: str | None = None, title: str = "", outlet: str = ""
) -> list[Place]:
    """Find every area named in the text, in order.

    `closed` are spans that are not read. `home` is the code of the outlet's area and `title` the headline: both are
    evidence for what a name means, not places themselves. `outlet` is the outlet's name, which names no place.
    """
    words = cut_words(text)
    spans = ClosedSpans(closed)
    names = [name for name in find_names(words) if not _is_closed(words, name, spans, outlet)]
    reading = Reading(words, home, Counter(), Counter(), set())
    if title:
        _gather(reading, cut_words(title), list(find_names(cut_words(title))))
    _gather(reading, words, names)
    return list(_read_names(reading, names))


def best_evidence(places: Sequence[Place]) -> list[Value]:
    """One value for each area, at its best evidence: named outright before towns and districts, then the first."""
    best: dict[str, Place] = {}
    for place in places:
        held = best.get(place.code)
        if held is None or _evidence(place) > _evidence(held):
            best[place.code] = place
    chosen = sorted(best.values(), key=lambda place: place.start)
    return [Value(place.code, place.start, place.end) for place in chosen]


def _evidence(place: Place) -> int:
    return (place.kind in LEVELS) * 2 + (place.head in {"kota", "kabupaten", "provinsi"})


def places_between(doc: Doc, start: int, end: int) -> list[Place]:
    """The places that lie in the span, in order."""
    first, last = (bisect_left(doc._.places, offset, key=lambda place: place.start) for offset in (start, end))
    return [place for place in doc._.places[first:last] if place.end <= end]


def place_after(doc: Doc, offset: int) -> Place | None:
    """The place that an office or body ending at `offset` is followed by, or None where something else follows.

    Between them may stand white space, an abbreviation in brackets and words of level: "Bawaslu | Kota Metro",
    "Kepala Badan Kepegawaian | (BKD) Provinsi Riau".
    """
    places = doc._.places
    at = bisect_left(places, offset, key=lambda place: place.start)
    if at == len(places) or places[at].start - offset > 60:
        return None
    return places[at] if BEFORE_PLACE.fullmatch(doc.text, offset, places[at].start) else None


BEFORE_PLACE = re.compile(
    r"(?i)[ \u00a0]*+(?:\([^()\n]{1,40}\)[ \u00a0]*+)?(?:(?:kota|kabupaten|kab\.?|provinsi|prov\.?|kecamatan|distrik"
    r"|daerah|pemerintah|pemko|pemkot|pemkab|pemprov|setda|sekretariat|\([^()\n]{1,40}\))[ \u00a0]*+){0,4}"
)


def region_after(doc: Doc, offset: int) -> str | None:
    """The code of the area that follows an office or body ending at `offset`, or None."""
    place = place_after(doc, offset)
    return place.code if place else None


def _is_closed(words: Words, name: Name, closed: ClosedSpans, outlet: str) -> bool:
    """Whether the name stands where nothing is read: residue, document numbers, addresses, names of newspapers."""
    text, start, end = words.text, words.starts[name.first], words.ends[name.last - 1]
    if (not name.entries and not name.districts) or closed.hold(start):
        return True
    if ADDRESS.search(text[max(0, start - 6) : start][-1:]) or WEB_TAIL.match(text, end, end + 20):
        return True
    before = words.folded[name.first - 1] if name.first and words.joins(name.first) else ""
    after = words.folded[name.last] if name.last < len(words) and words.joins(name.last) else ""
    if after in words_of("rejecting", "press_after") and words.is_capital(name.last):
        return True
    if before in words_of("rejecting", "press_before") and words.is_capital(name.first - 1):
        return True
    around = text[max(0, start - 40) : end + 40].casefold()
    return len(outlet.split()) > 1 and outlet.casefold() in around


def _gather(reading: Reading, words: Words, names: Sequence[Name]) -> None:
    """Count the areas that are named beyond doubt."""
    for name in names:
        if name.districts or _is_rejected(words, name):
            reading.persons.add(name.key)
            continue
        level = level_before(words, name.first)
        fitting = _of_level(name.entries, level)
        if name.key in _doubtful() and not (level in LEVELS or head_before(words, name)):
            continue
        if len(fitting) == 1 and fitting[0].kind != "initials":
            reading.codes[fitting[0].code] += 1
            if level in LEVELS:
                reading.marked[fitting[0].code] += 1


def _read_names(reading: Reading, names: Sequence[Name]) -> Iterator[Place]:
    before: Place | None = None
    level: str | None = None
    for at, name in enumerate(names):
        told = level_before(reading.words, name.first)
        in_list = at > 0 and _is_list_gap(reading.words, names[at - 1], name)
        level = told or (level or _kind(before) if in_list else None)
        follows = at + 1 < len(names) and _is_list_gap(reading.words, name, names[at + 1])
        if name.districts:
            found = _read_district(reading, name, before if in_list else None)
        else:
            found = _read_area(reading, name, told, level, is_listed=in_list or follows)
        for place in found:
            yield place
            before = place


def _kind(place: Place | None) -> str | None:
    return place.kind if place and place.kind in {"regency", "city"} else None


def _is_list_gap(words: Words, one: Name, other: Name) -> bool:
    between = words.folded[one.last : other.first]
    if between:
        return len(between) == 1 and between[0] in AND
    return words.gap(other.first).strip() in LIST_GAP


def _read_area(reading: Reading, name: Name, told: str | None, level: str | None, *, is_listed: bool) -> list[Place]:
    words = reading.words
    if _is_rejected(words, name) or not (
        _is_supported(reading, name, told) or (is_listed and _fits_list(reading, name))
    ):
        return []
    if told in {"regency", "city"} and (pair := _both_levels(words, name)):
        return [_place(words, name, entry) for entry in pair]
    entries = _of_level(name.entries, told)
    if len(entries) > 1 and level in LEVELS and any(entry.kind == level for entry in entries):
        entries = _of_level(entries, level)
    entry = _choose(reading, entries)
    if entry and told is None and (parent := _namesake(reading, name, entry)):
        return [_place(words, name, Entry(parent[0], "district"), district=parent[1])]
    return [_place(words, name, entry)] if entry else []


def _fits_list(reading: Reading, name: Name) -> bool:
    """Whether a doubtful name that stands among other names is one of them."""
    if name.key in words_of("ambiguous", "never_alone") | words_of("ambiguous", "dateline_only"):
        return _is_near(reading, name)
    return reading.words.is_capital(name.first)


def _is_near(reading: Reading, name: Name) -> bool:
    """Whether the article or its outlet is about the province of one of the name's areas."""
    provinces = reading.provinces
    return reading.words.is_capital(name.first) and any(provinces[province_of(entry.code)] for entry in name.entries)


def _namesake(reading: Reading, name: Name, entry: Entry) -> tuple[str, str] | None:
    """A district of that name in a regency of which the article speaks more than of the far area: its codes."""
    weight = reading.provinces[province_of(entry.code)]
    for code in district_names().get(name.key, ()):
        parent = load_districts()[code].regency_code
        is_here = province_of(parent) != province_of(entry.code) and reading.codes[parent] + (parent == reading.home)
        if is_here and is_here >= weight and not head_before(reading.words, name):
            return parent, code
    return None


def _of_level(entries: tuple[Entry, ...], level: str | None) -> tuple[Entry, ...]:
    """The readings that fit a word of level; all of them where none fits or there is no such word."""
    if level not in LEVELS:
        return entries
    areas = load_areas()
    return tuple(entry for entry in entries if areas[entry.code].level == level and entry.kind != "town") or entries


def _both_levels(words: Words, name: Name) -> list[Entry]:
    """Both areas of "Kota dan Kabupaten Bogor"."""
    first = name.first
    if first < 3 or words.folded[first - 2] not in AND or words.folded[first - 3] not in {"kota", "kabupaten"}:
        return []
    pair = [entry for entry in name.entries if entry.kind in {"regency", "city"}]
    return pair if len(pair) == 2 and words.folded[first - 3] != words.folded[first - 1] else []


def _choose(reading: Reading, entries: Sequence[Entry]) -> Entry | None:
    """The reading that the article and its outlet speak for; None where nothing does."""
    provinces = reading.provinces
    initials = [entry for entry in entries if entry.kind == "initials"]
    if initials:
        near = [e for e in initials if reading.codes[e.code] or provinces[province_of(e.code)]]
        entries = near + [e for e in entries if e.kind != "initials"]
    if len(entries) <= 1:
        return entries[0] if entries else None
    province = next((entry for entry in entries if entry.kind == "province"), None)
    if province:
        return province
    named = [entry for entry in entries if entry.kind in LEVELS]
    if len({province_of(entry.code) for entry in entries}) > 1:
        best = max(provinces[province_of(entry.code)] for entry in entries)
        fitting = [entry for entry in entries if best and provinces[province_of(entry.code)] == best]
        if fitting and len(fitting) < len(entries):
            return _choose(reading, fitting)
        if not named:
            return None
    return max(named or entries, key=lambda entry: _weight(reading, entry))


def _weight(reading: Reading, entry: Entry) -> tuple[int, bool, int, bool]:
    return (reading.marked[entry.code], entry.code == reading.home, reading.codes[entry.code], entry.kind == "city")


def _read_district(reading: Reading, name: Name, before: Place | None) -> list[Place]:
    """A district is read by its regency: that of the list it stands in, one the article names, or the outlet's."""
    parents = {load_districts()[code].regency_code: code for code in name.districts}
    if before and before.district and before.code in parents:
        chosen: str | None = before.code
    elif level_before(reading.words, name.first) == "district":
        chosen = _choose_parent(reading, name, parents)
    else:
        return []
    if chosen is None:
        return []
    return [_place(reading.words, name, Entry(chosen, "district"), district=parents[chosen])]


def _choose_parent(reading: Reading, name: Name, parents: dict[str, str]) -> str | None:
    named = [code for code in parents if reading.codes[code]]
    if named:
        return max(named, key=lambda code: (reading.codes[code], code == reading.home))
    if reading.home in parents:
        return reading.home
    provinces = reading.provinces
    near = [code for code in parents if provinces[province_of(code)]]
    if len(near) == 1:
        return near[0]
    # After an office a person may follow ("Camat Indra Jaya"): a name alone is not enough there.
    after_office = reading.words.folded[name.first - 1] in {"camat", "sekcam", "panewu", "kapolsek", "danramil"}
    return next(iter(parents)) if len(parents) == 1 and not near and not after_office else None


def _is_rejected(words: Words, name: Name) -> bool:
    """Whether the name is a person's, a street's, a language's."""
    first, last = name.first, name.last
    has_left = first > 0 and words.joins(first)
    before = words.folded[first - 1] if has_left else ""
    if before in words_of("rejecting", "thing"):
        return True
    after = words.folded[last] if last < len(words) and words.joins(last) else ""
    goes_on = bool(after) and words.is_name_like(last) and after not in words_of("heads", "words")
    given = name.key in words_of("ambiguous", "given_names")
    if given and goes_on and before in _firm("national"):
        return True
    if name.key == "metro" and last < len(words) and words.folded[last] in words_of("ambiguous", "police_metro"):
        return True
    if before in words_of("rejecting", "person") and (last - first == 1 or not words.is_capital(first)):
        return True
    if (has_left and name.after == first) or head_before(words, name) or level_before(words, first):
        return False
    if goes_on and name.key in words_of("ambiguous", "prefixes"):
        return True
    is_name = last - first == 1 or given
    if is_name and has_left and words.is_name_like(first - 1) and before not in _no_names():
        return _is_name_chain(words, name)
    if last - first > 1:
        return False
    if given and after in words_of("rejecting", "speech"):
        return True
    if given or name.key in _doubtful():
        return goes_on and before not in words_of("heads", "place_words")
    return goes_on and not before and DEGREE.match(words.text, words.ends[last]) is not None


def _is_name_chain(words: Words, name: Name) -> bool:
    """Whether the one to three capitalised words before the name look like the beginning of a person's name."""
    at = first = name.first
    while at > name.after and first - at < 4 and words.joins(at) and words.is_name_like(at - 1):
        at -= 1
    return first - at < 4


@cache
def _firm(key: str) -> frozenset[str]:
    return frozenset(load_lexicon("places")["heads"]["firm"][key])


@cache
def _no_names() -> frozenset[str]:
    return words_of("heads", "place_words") | words_of("sentence_openers", "words")


def _is_supported(reading: Reading, name: Name, level: str | None) -> bool:
    """Whether a name that is a common word, too, is meant as a place."""
    words = reading.words
    if name.key not in _doubtful() and name.key not in reading.persons:
        return True
    if level in LEVELS and name.key not in words_of("ambiguous", "dateline_only"):
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
    return "\n" in words.gap(name.first) and DATELINE.match(words.text, words.ends[name.last - 1]) is not None


@cache
def _doubtful() -> frozenset[str]:
    return frozenset().union(*(words_of("ambiguous", key) for key in ("common", "never_alone", "dateline_only")))


def _place(words: Words, name: Name, entry: Entry, district: str | None = None) -> Place:
    start, end = words.starts[name.first], words.ends[name.last - 1]
    has_head = level_before(words, name.first) is not None or head_before(words, name)
    head = words.folded[name.first - 1] if has_head else ""
    if head in words_of("levels", "part_of_name"):
        start = words.starts[name.first - 1]
    return Place(entry.code, words.text[start:end], start, end, entry.kind, head, district)

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

from spacy.language import Language
from spacy.tokens import Doc

from nlp.areas import load_areas, load_districts, province_of
from nlp.place_evidence import Reading, doubtful, fits_list, is_closed, is_rejected, is_supported
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
    names = [name for name in find_names(words) if not is_closed(words, name, spans, outlet)]
    reading = Reading(words, home, Counter(), Counter(), set())
    if title:
        _gather(reading, cut_words(title), list(find_names(cut_words(title))))
    _gather(reading, words, names)
    return list(_read_names(reading, names))


def best_evidence(places: Sequence[Place]) -> list[Value]:
    """One value for each area, at its best evidence: named outright before towns and districts, then the first."""
    best: dict[str, Place] = {}
    counts: Counter[str] = Counter(place.code for place in places)
    for place in places:
        held = best.get(place.code)
        if held is None or _evidence(place) > _evidence(held):
            best[place.code] = place
    chosen = sorted(best.values(), key=lambda place: place.start)
    return [Value(place.code, place.start, place.end, _rule(place, counts[place.code])) for place in chosen]


def _rule(place: Place, count: int) -> str:
    """What tells the area: its level, a body, a bare name, a town or district; `again` where it is named repeatedly."""
    name = " ".join(place.text.casefold().split())
    if place.kind not in LEVELS:
        family = place.kind
    elif place.head:
        family, name = ("level" if place.head in words_of("levels", "part_of_name") else "body"), place.head
    else:
        family = "doubtful" if name in doubtful() or name in words_of("ambiguous", "given_names") else "name"
    return f"region.{family}{'.again' if count > 1 else ''}: {name}"


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


def _gather(reading: Reading, words: Words, names: Sequence[Name]) -> None:
    """Count the areas that are named beyond doubt."""
    for name in names:
        if name.districts or is_rejected(words, name):
            if name.key in words_of("ambiguous", "given_names"):
                reading.persons.add(name.key)
            continue
        level = level_before(words, name.first)
        fitting = _of_level(name.entries, level)
        if name.key in doubtful() and not (level in LEVELS or head_before(words, name)):
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
        follows = at + 1 < len(names) and _is_list_gap(reading.words, name, names[at + 1])
        if in_list and not follows and _is_province_of(reading.words, name, before):
            in_list = False
        level = told or (level or _kind(before) if in_list else None)
        if name.districts:
            found = _read_district(reading, name, before if in_list else None)
        else:
            found = _read_area(reading, name, told, level, is_listed=in_list or follows)
        for place in found:
            yield place
            before = place


def _is_province_of(words: Words, name: Name, before: Place | None) -> bool:
    """Whether a name behind a comma is the province of the area before it: "Bone Bolango, | Gorontalo"."""
    if before is None or words.gap(name.first).strip() != ",":
        return False
    return any(entry.kind == "province" and entry.code == province_of(before.code) for entry in name.entries)


def _kind(place: Place | None) -> str | None:
    return place.kind if place and place.kind in {"regency", "city"} else None


def _is_list_gap(words: Words, one: Name, other: Name) -> bool:
    between = words.folded[one.last : other.first]
    if between:
        return len(between) == 1 and between[0] in AND
    return words.gap(other.first).strip() in LIST_GAP


def _read_area(reading: Reading, name: Name, told: str | None, level: str | None, *, is_listed: bool) -> list[Place]:
    words = reading.words
    if is_rejected(words, name) or not (is_supported(reading, name, told) or (is_listed and fits_list(reading, name))):
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


def _place(words: Words, name: Name, entry: Entry, district: str | None = None) -> Place:
    start, end = words.starts[name.first], words.ends[name.last - 1]
    has_head = level_before(words, name.first) is not None or head_before(words, name)
    head = words.folded[name.first - 1] if has_head else ""
    if head in words_of("levels", "part_of_name"):
        start = words.starts[name.first - 1]
    return Place(entry.code, words.text[start:end], start, end, entry.kind, head, district)

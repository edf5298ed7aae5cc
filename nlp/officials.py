"""Persons named in a public capacity: name, role, how the office is held, its area, and every mention.

An office is looked up first; who holds it stands behind it ("Ketua Bawaslu X Nama"), behind a comma, or before it
("Nama, Kepala Badan ..."). Spellings and short forms of one person are gathered (`nlp.person_mentions`). A person
without an office is no official, nor is one of whom only initials are printed.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.areas import load_areas, province_of
from nlp.bodies import Body, find_bodies
from nlp.lexicons import load_lexicon
from nlp.offices import Office, find_offices, starts_office
from nlp.person_mentions import Person, gather_persons, mention_spans
from nlp.person_names import PersonName, names_of, part_of, read_name, read_name_before
from nlp.place_names import Words, cut_words
from nlp.primary import choose_primary
from nlp.records import Mention, Official, Sentence
from nlp.regions import Place

NEAR = frozenset({" ", "\u00a0", "  ", " \u00a0", "\u00a0 "})
BEHIND_COMMA = frozenset({", ", " , ", ",", ": ", " – ", " - ", ",\u00a0", "), ", " ("})
AFTER_BRACKET = frozenset({") ", ")  "})
# A sentence of so many words, nearly all of them capitalised, is a headline: it names nobody new.
HEADLINE_WORDS = 5
HEADLINE_SHARE = 0.75
CAPITALS_SHARE = 0.8
ENDED = re.compile(r"[.,:;][\"”'’»)]*\Z")
# Between a name and the office behind it: "(49) sebagai", "selaku", "yang kini menjabat".
LINKS = tuple(
    tuple(link.split())
    for link in (
        "yang kini menjabat sebagai", "yang sebelumnya menjabat sebagai", "yang juga menjabat sebagai", "yang kini menjabat", "yang juga menjabat", "yang sebelumnya menjabat",
        "resmi menjabat sebagai", "yang menjabat sebagai", "resmi menjabat", "yang menjabat", "menjabat sebagai", "dilantik sebagai", "ditunjuk sebagai", "dilantik menjadi", "ditunjuk menjadi",
        "yang juga", "yang kini", "yang merupakan", "sebagai", "selaku", "menjabat", "merupakan", "adalah", "juga", "yang",
    )
)
LONGEST_AGE = 3
ENDED_REACH = 12
SUCCESSOR_REACH = 14
LOCAL_WORDS = 3
LONGEST_SERIES = 12
LOCAL_HEADS = frozenset({"puskesmas", "kelurahan", "desa", "kecamatan", "distrik", "kampung", "nagari", "dusun", "pekon", "gampong", "kalurahan", "kapanewon"})
UNIT_ROLES = frozenset({"agency_head", "department_head", "division_head"})
# Offices whose area may be a village, a district or a society that no gazetteer has: "Lurah Semper Timur, Nama".
NAMED_BY_PLACE = frozenset({"village_head", "district_head", "civil_society", "academic", "other", "asn", "party", "division_head"})
# Roles that many hold: behind their bare word only a full name is one.
VAGUE_ROLES = frozenset({"asn", "civil_society", "other", "academic", "party", "candidate"})
AREA_OF_LEVEL = {
    "governor": "province", "vice_governor": "province", "mayor": "city", "vice_mayor": "city", "regent": "regency", "vice_regent": "regency",
}
HOME_ROLES = frozenset(
    {"regional_secretary", "assistant", "agency_head", "department_head", "inspector", "division_head", "district_head", "village_head", "bawaslu", "kpu",
     "legislator", "police", "military", "prosecutor", "candidate", "asn", *AREA_OF_LEVEL}
)
BODY_REACH = 160
BODY_KINDS = {"supervisor": "bawaslu", "commission": "kpu", "council": "legislator"}


@dataclass(frozen=True, slots=True)
class Found:
    """One place where an office and its holder stand together; `is_former` is told by the sentence."""

    office: Office
    name: PersonName
    is_former: bool = False

    @property
    def start(self) -> int:
        """Where office or name begins, whichever is first."""
        return min(self.office.start, self.name.start)

    @property
    def end(self) -> int:
        """Where office or name ends, whichever is last."""
        return max(self.office.end, self.name.end)


@Language.component("officials")
def mark(doc: Doc) -> Doc:
    """Set `doc._.officials`, in reading order."""
    doc._.officials = find_officials(doc)
    return doc


def find_officials(doc: Doc) -> list[Official]:
    """Every person whom the article names in a public capacity, in the order of their first naming with an office."""
    words = cut_words(doc.text)
    read = [sentence for sentence in doc._.sentences if not sentence.is_residue]
    in_capitals, in_headline = _forms(words, read)
    open_words = _open_words(words, read)
    places = _places_by_word(words, doc._.places)
    offices = [o for o in find_offices(words, places, in_capitals) if o.first in open_words]
    bodies = find_bodies(doc)
    _complete_vague(doc, offices, bodies)
    page = _Page(words, in_capitals, in_headline, _local_places(words))
    found = list(_join(page, offices))
    persons = gather_persons(words, [(i.name.parts, i.name.start, i.name.end, i.office.role) for i in found])
    by_person: dict[int, list[Found]] = {}
    for item, person in zip(found, persons.owners, strict=True):
        by_person.setdefault(person, []).append(item)
    mentions = mention_spans(doc, words, persons, open_words, in_capitals)
    drafts = [
        _draft(doc, persons.persons[number], items, mentions.get(number, []))
        for number, items in by_person.items()
        if mentions.get(number)
    ]
    doc._.officials = [official for official, _ in drafts]
    main = next((code for code in choose_primary(doc) if code != "00"), None)
    regions = _Regions(doc, bodies, main)
    return sorted(
        (_with_region(official, regions.of(office)) for official, office in drafts), key=lambda official: official.start
    )


def _draft(doc: Doc, person: Person, items: Sequence[Found], spans: Sequence[tuple[int, int]]) -> tuple[Official, Office]:
    """The person with the office in which the story shows them: the first that is not a former one."""
    chosen = next((item for item in items if not _acting(item) == "former"), items[0])
    with_place = next((i.office for i in items if i.office.places and i.office.role == chosen.office.role), chosen.office)
    text = doc.text
    official = Official(
        name=" ".join(person.name.split()),
        role=chosen.office.role,
        acting=_acting(chosen),
        region=with_place.area_code,
        start=chosen.start,
        end=chosen.end,
        mentions=tuple(Mention(text[start:end], start, end) for start, end in spans),
    )
    return official, with_place


def _acting(item: Found) -> str | None:
    return "former" if item.is_former else item.office.acting


def _with_region(official: Official, region: str | None) -> Official:
    return replace(official, region=region)


@dataclass(frozen=True, slots=True)
class _Page:
    """The text with what is known of its words; `local` are places that no gazetteer has, as tuples of words."""

    words: Words
    in_capitals: Mapping[int, bool]
    in_headline: frozenset[int]
    local: frozenset[tuple[str, ...]]


def _join(page: _Page, offices: Sequence[Office]) -> Iterator[Found]:
    """Every office with its holder, in reading order."""
    words = page.words
    taken = -1
    for office in offices:
        if office.first in page.in_headline:
            continue
        behind = _name_behind(page, office)
        before = _name_before(words, office, taken) if behind is None else None
        name = behind or before
        if name is not None:
            is_former = before is not None and _has_ended(words, name, office)
            for one in _pair(words, office, name):
                yield Found(office, one, is_former)
            taken = max(name.last, office.last)
        elif (series := _series(words, office)):
            yield from (Found(office, one) for one in series)
            taken = series[-1].last
        succeeded = _succeeded(page, office)
        if succeeded is not None:
            yield Found(office, succeeded, is_former=True)


def _pair(words: Words, office: Office, name: PersonName) -> list[PersonName]:
    """Both of a pair of candidates printed as one: "paslon Nama Satu-Nama Dua"."""
    if office.role != "candidate":
        return [name]
    cuts = [at for at in range(name.first + 1, name.last) if words.gap(at) == "-"]
    if len(cuts) != 1:
        return [name]
    pair = [part_of(words, name.first, cuts[0]), part_of(words, cuts[0], name.last)]
    return [one for one in pair if one is not None] if all(pair) else [name]


def _has_ended(words: Words, name: PersonName, office: Office) -> bool:
    """Whether the words before a name tell that its office is over ("Tamat sudah karier Nama sebagai Camat X")."""
    ended = load_lexicon("offices")["ended"]["words"]
    return words.folded[office.first - 1] == "sebagai" and any(
        word in ended for word in words.folded[max(0, name.first - ENDED_REACH) : name.first]
    )


def _series(words: Words, office: Office) -> list[PersonName]:
    """The names of several who hold an office: "Komisioner Bawaslu X yakni A, B dan C"."""
    at = office.last
    if at + 1 >= len(words) or words.folded[at] not in load_lexicon("offices")["series"]["links"]:
        return []
    at += 1
    found: list[PersonName] = []
    while at < len(words) and len(found) < LONGEST_SERIES and not starts_office(words, at):
        name = read_name(words, at)
        if name is None:
            break
        found.append(name)
        at = name.after
        if at < len(words) and words.folded[at] in {"dan", "serta"}:
            at += 1
        elif at >= len(words) or words.gap(at).strip() != ",":
            break
    return found if all(len(name.parts) > 1 for name in found) else []


def _succeeded(page: _Page, office: Office) -> PersonName | None:
    """Who held the office before: "... Pj Bupati X menggantikan Nama", "... Ia menggantikan Nama"."""
    words = page.words
    for at in range(office.last, min(len(words), office.last + SUCCESSOR_REACH)):
        if "\n" in words.gap(at):
            return None
        if words.folded[at] in load_lexicon("offices")["ended"]["succeeded"] and at + 1 < len(words):
            name = read_name(words, at + 1) if words.gap(at + 1) in NEAR else None
            return name if name is not None and len(name.parts) > 1 and not starts_office(words, at + 1) else None
        if starts_office(words, at):
            return None
    return None


def _complete_vague(doc: Doc, offices: Sequence[Office], bodies: Sequence[Body]) -> None:
    """Give offices without a body the one that the paragraph names before ("Panwascam X ... Ketuanya, Nama")."""
    starts = [body.start for body in bodies]
    for office in offices:
        if not office.needs_body and not (office.role in UNIT_ROLES and not office.places):
            continue
        at = bisect_right(starts, office.start) - 1
        if at < 0 or office.start - bodies[at].end > BODY_REACH or "\n" in doc.text[bodies[at].end : office.start]:
            continue
        body = bodies[at]
        if office.needs_body and body.kind in BODY_KINDS:
            office.role, office.needs_body = BODY_KINDS[body.kind], False
            office.code = body.code
        elif office.role in UNIT_ROLES and body.kind in {"agency", "government"}:
            office.code = body.code


def _local_places(words: Words) -> frozenset[tuple[str, ...]]:
    """Names behind words for villages, districts and health posts: "Puskesmas X", "Kelurahan Y Z"."""
    found = set()
    for at, word in enumerate(words.folded):
        if word not in LOCAL_HEADS:
            continue
        last = at + 1
        while last < len(words) and last - at <= LOCAL_WORDS and words.gap(last) in NEAR and words.is_name_like(last):
            last += 1
        # Two names may stand side by side ("Lurah X Nama"): only what a comma or a small word ends is a place's.
        ends = last == len(words) or words.gap(last).startswith((",", ".", ")")) or words.text[words.starts[last]].islower()
        if last > at + 1 and ends:
            found.add(tuple(words.folded[at + 1 : last]))
    return frozenset(found)


def _without_place(page: _Page, name: PersonName) -> PersonName:
    """The name without a place of the neighbourhood before it ("Tapango Hardianti", "Grogol Selatan Asep")."""
    for at in range(name.last - 2, name.first, -1):
        if page.words.folded[at] in names_of("directions"):
            return read_name(page.words, at + 1) or name
    for length in range(min(LOCAL_WORDS, len(name.parts) - 1), 0, -1):
        if tuple(page.words.folded[name.first : name.first + length]) in page.local:
            return read_name(page.words, name.first + length) or name
    return name


def _name_behind(page: _Page, office: Office) -> PersonName | None:
    """The name that follows an office, directly or behind a comma or bracket."""
    words, in_capitals = page.words, page.in_capitals.get(office.first, False)
    at = office.last
    if at >= len(words) or " ".join(office.head.words) in load_lexicon("offices")["behind_only"]:
        return None
    gap = words.gap(at)
    is_direct = gap in NEAR or gap in AFTER_BRACKET
    if (not is_direct and gap not in BEHIND_COMMA) or starts_office(words, at):
        return None
    name = read_name(words, at, in_capitals=in_capitals)
    if is_direct and name is not None and office.role in NAMED_BY_PLACE and not office.places:
        behind = name.last + (name.last < len(words) and words.folded[name.last].isdigit())
        after = _name_at(words, behind, in_capitals) if words.gap(behind) in {", ", " , "} else None
        if after is not None:
            office.last, office.end = behind, words.ends[behind - 1]
            return after
    if name is not None and is_direct and office.role in NAMED_BY_PLACE:
        name = _without_place(page, name)
    if name is not None and office.acting == "former" and words.folded[name.last : name.last + 1] in (["ini"], ["itu"]):
        return None
    if name is None or (is_direct and office.has_preposition) or (not is_direct and office.is_thing(words)):
        return None
    is_bare = len(office.tokens) == len(office.head.words)
    is_vague = office.needs_body or (office.role in VAGUE_ROLES and (is_bare or not office.places))
    return None if is_vague and (len(name.parts) < 2 or (is_bare and not is_direct)) else name


def _name_at(words: Words, index: int, in_capitals: bool) -> PersonName | None:
    """A name behind a comma, unless an office, a degree or the end of the list stands there."""
    if index >= len(words) or starts_office(words, index):
        return None
    name = read_name(words, index, in_capitals=in_capitals)
    return name if name is not None and name.after > index and name.first >= index else None


def _name_before(words: Words, office: Office, taken: int) -> PersonName | None:
    """The name to which an office stands in apposition: "Nama, S.Sos, Kepala Badan X", "Nama (49) sebagai Camat Y"."""
    at = office.first
    linked = False
    for link in LINKS:
        if tuple(words.folded[max(0, at - len(link)) : at]) == link:
            linked = True
            at -= len(link)
            break
    gap = words.gap(at)
    if not linked and not (gap.strip(") ") == "," and office.last - office.first > 1):
        return None
    if at > 0 and words.folded[at - 1].isdigit() and len(words.folded[at - 1]) <= LONGEST_AGE:
        at -= 1
    name = read_name_before(words, at) if at > 0 and "\n" not in words.gap(at) else None
    if name is None or name.first < taken or len(name.parts) < 2:
        return None
    return name


def _forms(words: Words, sentences: Sequence[Sentence]) -> tuple[dict[int, bool], frozenset[int]]:
    """The words of sentences in capitals, and those of headlines."""
    capitals: dict[int, bool] = {}
    headlines: set[int] = set()
    for sentence, (first, last) in zip(sentences, _word_ranges(words, sentences), strict=True):
        printed = [words.text[words.starts[at] : words.ends[at]] for at in range(first, last)]
        letters = "".join(part for part in printed if len(part) > 3)
        if letters and sum(map(str.isupper, letters)) > CAPITALS_SHARE * len(letters):
            capitals.update(dict.fromkeys(range(first, last), True))
            continue
        long = [part for part in printed if len(part) > 3 and part[0].isalpha()]
        if ENDED.search(words.text, sentence.start, sentence.end):
            continue
        if len(long) >= HEADLINE_WORDS and sum(part[0].isupper() for part in long) > HEADLINE_SHARE * len(long):
            headlines.update(range(first, last))
    return capitals, frozenset(headlines)


def _open_words(words: Words, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The words that are read: those outside page residue."""
    return frozenset(at for first, last in _word_ranges(words, sentences) for at in range(first, last))


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


class _Regions:
    """The area of an office: the one named with it, else that of its body elsewhere, else the article's own."""

    def __init__(self, doc: Doc, bodies: Sequence[Body], main: str | None) -> None:
        self.main = main
        self.of_bodies: dict[str, Counter[str]] = {}
        for body in bodies:
            role = BODY_KINDS.get(body.kind)
            if role and body.code:
                self.of_bodies.setdefault(role, Counter())[body.code] += 1
        self.named = Counter(place.code for place in doc._.places)

    def of(self, office: Office) -> str | None:
        """The code of the office's jurisdiction, "00" for the nation, None where the text does not tell."""
        if office.is_national:
            return "00"
        lexicon = load_lexicon("offices")["nation"]
        if office.role in lexicon["none"] or " ".join(office.head.words) in lexicon["no_area_heads"]:
            return None
        level = AREA_OF_LEVEL.get(office.role)
        code = office.area_code
        if code:
            return province_of(code) if level == "province" or office.is_provincial else code
        if level:
            return self._of_level(level)
        if office.is_provincial or office.head.words[0] in {"sekdaprov", "sekprov", "sekdaprop"}:
            return self._of_level("province")
        if office.role not in HOME_ROLES and " ".join(office.head.words) not in lexicon["home_heads"]:
            return None
        known = self.of_bodies.get(office.role)
        if known and self.main not in known:
            return known.most_common(1)[0][0]
        return self.main

    def _of_level(self, level: str) -> str | None:
        areas = load_areas()
        if self.main and areas[self.main].level == level:
            return self.main
        if level == "province":
            return province_of(self.main) if self.main else None
        fitting = [(count, code) for code, count in self.named.items() if areas[code].level == level]
        return max(fitting)[1] if fitting else self.main


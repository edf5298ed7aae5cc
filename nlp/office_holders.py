"""Who holds an office: the name behind it, behind a comma, before it, or several in a row."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from nlp.bodies import Body
from nlp.lexicons import load_lexicon
from nlp.offices import Office, starts_office
from nlp.person_names import PersonName, names_of, part_of, read_name, read_name_before
from nlp.person_page import LOCAL_WORDS, NEAR, Page
from nlp.place_names import Words

BEHIND_COMMA = frozenset({", ", " , ", ",", ": ", " – ", " - ", ",\u00a0", "), ", " ("})
AFTER_BRACKET = frozenset({") ", ")  "})
LONGEST_AGE = 3
LONGEST_SERIES = 12
# Words between an office's end and who held it before; words before a name that may tell that its office is over.
SUCCESSOR_REACH, ENDED_REACH = 14, 12
# Characters between a body and the office that is meant to be its ("Panwascam X ... Ketuanya, Nama").
BODY_REACH = 160
BODY_KINDS = {"supervisor": "bawaslu", "commission": "kpu", "council": "legislator"}
UNIT_ROLES = frozenset({"agency_head", "department_head", "division_head"})
# Offices whose area may be a village, a district or a society that no gazetteer has: "Lurah Semper Timur, Nama".
NAMED_BY_PLACE = frozenset(
    {"village_head", "district_head", "civil_society", "academic", "other", "asn", "party", "division_head"}
)
# Roles that many hold: behind their bare word only a full name is one.
VAGUE_ROLES = frozenset({"asn", "civil_society", "other", "academic", "party", "candidate"})


@dataclass(frozen=True, slots=True)
class Holder:
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


def find_holders(page: Page, offices: Sequence[Office]) -> Iterator[Holder]:
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
                yield Holder(office, one, is_former)
            taken = max(name.last, office.last)
        elif series := _series(words, office):
            yield from (Holder(office, one) for one in series)
            taken = series[-1].last
        succeeded = _succeeded(page, office)
        if succeeded is not None:
            yield Holder(office, succeeded, is_former=True)


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


def _succeeded(page: Page, office: Office) -> PersonName | None:
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


def complete_vague(doc: Doc, offices: Sequence[Office], bodies: Sequence[Body]) -> None:
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


def _without_place(page: Page, name: PersonName) -> PersonName:
    """The name without a place of the neighbourhood before it ("Tapango Hardianti", "Grogol Selatan Asep")."""
    for at in range(name.last - 2, name.first, -1):
        if page.words.folded[at] in names_of("directions"):
            return read_name(page.words, at + 1) or name
    for length in range(min(LOCAL_WORDS, len(name.parts) - 1), 0, -1):
        if tuple(page.words.folded[name.first : name.first + length]) in page.local:
            return read_name(page.words, name.first + length) or name
    return name


def _name_behind(page: Page, office: Office) -> PersonName | None:
    """The name that follows an office, directly or behind a comma or bracket."""
    words, in_capitals = page.words, office.first in page.in_capitals
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
    for link in _links():
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


@cache
def _links() -> tuple[tuple[str, ...], ...]:
    """What may stand between a name and the office behind it, the longest first."""
    links = (tuple(link.split()) for link in load_lexicon("offices")["words"]["links"])
    return tuple(sorted(links, key=len, reverse=True))

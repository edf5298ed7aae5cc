"""Offices and their holders where only a trained eye tells the name: "Direktur PT Niaga Jaya Makmur Rudi Hartanto".

The lexicon knows the head of an office and many words of bodies, never all: between the office and a name that the
model proposes, capitalised words are the body's. A proposal without an office beside it is nobody's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from nlp.lexicons import load_lexicon
from nlp.office_heads import starts_office
from nlp.office_holders import Holder
from nlp.office_roles import resolve_role
from nlp.offices import Office
from nlp.person_before import opens_sentence
from nlp.person_behind import VAGUE_ROLES, is_closed
from nlp.person_names import PersonName, part_of, skip_degrees_back, skip_honorifics
from nlp.person_page import Page
from nlp.place_names import Words

# Words of a body between an office and its holder; longer runs are no office's.
LONGEST_BODY = 20
SMALL = frozenset({"of", "and", "for", "at", "the", "in", "atas"})
BRACKETS = str.maketrans("", "", "()/&-–")
# Held by many: behind their bare word stands anything ("PPPK di Aula Nama", "paslon Pilbup X").
OF_MANY = frozenset({"asn", "candidate"})
# Initials within a name: "RZ Panca".
LONGEST_INITIALS = 3
# Between a name and the office behind its comma.
LEADING = frozenset({"salah", "satu", "yang", "juga", "selaku", "sebagai", "seorang", "sang"})
LONGEST_LEAD = 3


def named_holders(
    page: Page, offices: Sequence[Office], spans: Sequence[tuple[int, int]], known: Sequence[Holder]
) -> Iterator[Holder]:
    """Holders among the proposed names, `known` ones left out, in reading order."""
    words = page.words
    taken = {at for holder in known for at in range(holder.name.first, holder.name.last)}
    offices = [office for office in offices if office.role not in OF_MANY]
    firsts = [office.first for office in offices]
    held = _held(page, spans, known)
    apposed = {id(holder.office) for holder in known if holder.name.first < holder.office.first}
    ends = -1
    for start, end in spans:
        name = _name(page, start, end)
        is_short_form = name is not None and name.first - 1 in taken and "(" in words.gap(name.first)
        is_place = name is not None and len(name.parts) == 1 and (words.folded[name.first],) in page.local
        if name is None or is_short_form or is_place or not taken.isdisjoint(range(name.first, name.last)):
            ends = max(ends, bisect_left(words.starts, end))
            continue
        at = bisect_right(firsts, name.first) - 1
        before = offices[at] if at >= 0 else None
        behind = offices[at + 1] if at + 1 < len(offices) else None
        # Two proposals in one run of capitals: the first is the body's ("Cipta Damai Research (CDR) Nama").
        is_first = before is not None and before.first >= ends
        may_lead = before is not None and id(before) not in apposed and (is_first or "," not in words.gap(name.first))
        if before is not None and may_lead and _leads_to(page, before, name):
            _add_places(page, before, name)
            before.role = _role(page, before, name)
            yield Holder(before, name, rule="model_direct")
        elif behind is not None and id(behind) not in held and _stands_behind(words, name, behind):
            yield Holder(behind, name, rule="model_apposition")
        ends = name.last


def _held(page: Page, spans: Sequence[tuple[int, int]], known: Sequence[Holder]) -> set[int]:
    """The offices, by identity, whose name behind them the model sees, too: they are nobody's before them.

    "Dandim X, Nama Satu, Kajari X Nama Dua"
    """
    starts = [start for start, _ in spans]
    held = set()
    for holder in known:
        at = bisect_right(starts, holder.name.start) - 1
        office = holder.office
        is_seen = at >= 0 and spans[at][1] > holder.name.start and not is_for_others(office)
        is_seen = is_seen or (holder.rule == "direct" and bool(office.places) and office.role not in VAGUE_ROLES)
        if holder.name.first >= holder.office.last and is_seen:
            held.add(id(holder.office))
    return held


def is_for_others(office: Office) -> bool:
    """Whether its holder speaks for another, who may be named behind it ("kuasa hukum Nama")."""
    return " ".join(office.head.words) in load_lexicon("offices")["for_others"]


def with_named(known: Sequence[Holder], named: Sequence[Holder]) -> list[Holder]:
    """Both in reading order, without what rules took for a name where it is the body before one ("Niaga Makmur")."""
    by_office = {id(holder.office): holder.name.first for holder in named}
    kept = [
        holder for holder in known if not holder.office.first < holder.name.first < by_office.get(id(holder.office), -1)
    ]
    return sorted([*kept, *named], key=lambda holder: holder.start)


def _name(page: Page, start: int, end: int) -> PersonName | None:
    """A proposal as a name: without honorifics before it and degrees behind; None where rules say that it is none."""
    words = page.words
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
    if first >= last or first not in page.read or first in page.in_headline or first in page.in_capitals:
        return None
    first = min(skip_honorifics(words, first), last)
    while first < last - 1 and first in page.places:
        first += 1  # "Manajer X Kediri Nama"
    last = max(first, skip_degrees_back(words, last))
    span = range(first, last)
    if all(at in page.places for at in span) or any(starts_office(words, at) for at in span):
        return None
    if not all(_may_be_part(words, at) for at in range(first, last)):
        return None
    return part_of(words, first, last) if first < last else None


def _may_be_part(words: Words, at: int) -> bool:
    is_initials = words.is_capital(at) and len(words.folded[at]) <= LONGEST_INITIALS
    return (words.is_name_like(at) or is_initials) and words.folded[at] not in load_lexicon("offices")["no_names"][
        "words"
    ]


def _leads_to(page: Page, office: Office, name: PersonName) -> bool:
    """Whether between an office and a name nothing stands but words of the office's body, and where that is."""
    words = page.words
    if not office.last <= name.first <= office.last + LONGEST_BODY or is_closed(words, office.first, name.last):
        return False
    if office.is_kins(words) and "," in words.gap(name.first):
        return False  # "istri Gubernur X, Nama"
    joins = load_lexicon("offices")["words"]["joins"]
    if office.last < name.first and words.folded[name.first - 1] in joins:
        return False  # "mendukung anggota DPD dan Nama": somebody else
    for at in range(office.last, name.first + 1):
        gap = words.gap(at).translate(BRACKETS).strip(" \u00a0")
        # "Universitas X, Tegal, Nama"
        if gap and not (gap == "," and (at == name.first or at in page.places)):
            return False
        if at < name.first and not (words.is_capital(at) or words.folded[at] in SMALL or words.folded[at] in joins):
            return False
    return True


def _add_places(page: Page, office: Office, name: PersonName) -> None:
    """Give an office that names no area those among the words of its body ("Ketua DPC Partai X Kota Y, Nama")."""
    if not office.places:
        named = {place.start: place for at in range(office.last, name.first) if (place := page.places.get(at))}
        office.places += list(named.values())


def _role(page: Page, office: Office, name: PersonName) -> str:
    """The role with the words up to the name, among which may be the body ("Kepala Biro X SSDM Polri Nama")."""
    words = page.words
    tokens = (*office.tokens, *words.folded[office.last : name.first])
    return resolve_role(office.head, tokens)[0] if name.first > office.last else office.role


def _stands_behind(words: Words, name: PersonName, office: Office) -> bool:
    """Whether an office is set behind a name: "Nama, Direktur X", "Nama, salah satu pendiri Y", "Nama selaku Z"."""
    between = range(name.after, office.first)
    if len(between) > LONGEST_LEAD or any(words.folded[at] not in LEADING for at in between):
        return False
    if words.folded[office.first - 1] == "seorang" and office.role not in VAGUE_ROLES:
        return False  # "menurut Nama, seorang bupati dapat ...": any
    gaps = [words.gap(at).strip(" \u00a0") for at in range(name.after + 1, office.first + 1)]
    opening = words.gap(name.after).strip(" \u00a0)")
    if not between and not opening and not any(gaps):
        has_body = len(office.tokens) > len(office.head.words)
        return has_body and (office.role not in VAGUE_ROLES or opens_sentence(words, name.first))
    return not any(gaps) and (opening in {",", ".,", "("} or (len(between) > 0 and not opening))

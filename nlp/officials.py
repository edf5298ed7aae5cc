"""Persons named in a public capacity: name, role, how the office is held, its area, and every mention.

An office is looked up first; who holds it stands behind it ("Ketua Bawaslu X Nama"), behind a comma, or before it
("Nama, Kepala Badan ..."). Spellings and short forms of one person are gathered (`nlp.person_mentions`). A person
without an office is no official, nor is one of whom only initials are printed.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.bodies import find_bodies
from nlp.named_holders import named_holders, with_named
from nlp.office_areas import LEVEL_OF_ROLE, OfficeAreas
from nlp.office_holders import Holder, complete_vague, find_holders
from nlp.offices import Office, find_offices
from nlp.person_mentions import mention_spans
from nlp.person_page import read_page
from nlp.persons import Person, gather_persons
from nlp.primary import choose_primary
from nlp.records import Mention, Official
from nlp.told_holders import members, told_holders


@Language.component("officials")
def mark(doc: Doc) -> Doc:
    """Set `doc._.officials`, in reading order."""
    doc._.officials = find_officials(doc)
    return doc


def find_officials(doc: Doc) -> list[Official]:
    """Every person whom the article names in a public capacity, in the order of their first naming with an office."""
    page = read_page(doc)
    offices = [o for o in find_offices(page.words, page.places, page.in_capitals) if o.first in page.read]
    bodies = find_bodies(doc)
    complete_vague(doc, offices, bodies)
    found = list(find_holders(page, offices))
    found = with_named(found, list(named_holders(page, offices, doc._.names, found)))
    found = with_named(found, list(told_holders(page, offices, found)))
    found = with_named(found, list(members(page, found)))
    persons = gather_persons(page.words, [(i.name.parts, i.name.start, i.name.end, i.office.role) for i in found])
    by_person: dict[int, list[Holder]] = {}
    for item, person in zip(found, persons.owners, strict=True):
        by_person.setdefault(person, []).append(item)
    mentions = mention_spans(doc, page, persons)
    drafts = [
        _draft(doc, persons.persons[number], items, mentions.get(number, []))
        for number, items in by_person.items()
        if mentions.get(number)
    ]
    doc._.officials = [official for official, _ in drafts]
    main = next((code for code in choose_primary(doc) if code != "00"), None)
    areas = OfficeAreas(doc, bodies, main)
    return sorted(
        (replace(official, region=areas.of(office)) for official, office in drafts), key=lambda official: official.start
    )


def _draft(
    doc: Doc, person: Person, items: Sequence[Holder], spans: Sequence[tuple[int, int]]
) -> tuple[Official, Office]:
    """The person with the office in which the story shows them."""
    chosen = _chosen(items)
    alike = [item.office for item in items if item.office.role == chosen.office.role]
    with_place = next((office for office in alike if office.places or office.is_national), chosen.office)
    text = doc.text
    official = Official(
        name=" ".join(person.name.split()),
        role=chosen.office.role,
        acting=_acting(chosen),
        region=with_place.area_code,
        start=chosen.start,
        end=chosen.end,
        mentions=tuple(Mention(text[start:end], start, end) for start, end in spans),
        rule=_rule(chosen, person, spans),
    )
    return official, with_place


def _chosen(items: Sequence[Holder]) -> Holder:
    """The office that stands: a region's head for a time (their other office is whence they came), else the first.

    A former office stands only where there is no other.
    """
    acting_head = (i for i in items if i.office.acting in {"pj", "pjs"} and i.office.role in LEVEL_OF_ROLE)
    current = (item for item in items if _acting(item) != "former")
    return next(acting_head, None) or next(current, None) or items[0]


def _rule(chosen: Holder, person: Person, spans: Sequence[tuple[int, int]]) -> str:
    """How office and name stand together, whether the name is one word and comes up again; the office's head."""
    form = ".single" if len(person.parts) == 1 else ""
    again = ".again" if len(spans) > 1 else ""
    return f"{chosen.rule}{form}{again}: {' '.join(chosen.office.head.words)}"


def _acting(item: Holder) -> str | None:
    return "former" if item.is_former else item.office.acting

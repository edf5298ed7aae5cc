"""Names freed of places that stand before them: "Camat Tapango Hardianti", "Kades Sukamaju, Nama", "Kapus X dr. Nama".

No gazetteer has every village: what is a place's is told by a comma, an honorific, a word of direction, a word with
which given names begin, the trained model, or by the text that names the place elsewhere.
"""

from nlp.lexicons import load_lexicon
from nlp.office_heads import starts_office
from nlp.offices import Office
from nlp.person_names import PersonName, has_place_form, is_rank, names_of, read_name, skip_honorifics
from nlp.person_page import LOCAL_WORDS, NEAR, Page
from nlp.place_names import Words, district_names

CHAINED = NEAR | {", ", " , ", ". "}
# Offices whose area may be a village, a district or a society that no gazetteer has: "Lurah Semper Timur, Nama".
NAMED_BY_PLACE = frozenset(
    {"village_head", "district_head", "civil_society", "academic", "other", "asn", "party", "division_head"}
)
# Of these, offices of a village or district, which is named directly behind.
LOCAL_ROLES = frozenset({"village_head", "district_head"})
# Of these the model tells where the name begins; of others only behind two words, for it overlooks rare first names.
SEEN_ROLES = LOCAL_ROLES | {"division_head", "asn"}


def behind_place(page: Page, office: Office, name: PersonName, in_capitals: bool) -> PersonName | None:
    """The name behind a place, where a comma or an honorific parts them; the place becomes the office's."""
    words = page.words
    is_place = any(at in page.places or words.folded[at] in page.by_word for at in range(name.first, name.last))
    last = name.last + (name.last < len(words) and words.folded[name.last].isdigit())
    chained = _behind_areas(page, last)
    if chained > last:
        return _behind_chain(page, office, name, chained, in_capitals)
    is_titled = (len(name.parts) == 1 and skip_honorifics(words, last) > last) or is_rank(words, last)
    may_be_place = not office.places and (office.role in NAMED_BY_PLACE or is_place)
    if not may_be_place and not is_titled:
        return None
    if words.gap(last) in {", ", " , "}:
        while last < len(words) and last in page.places and words.gap(last) in CHAINED:
            last += 1  # "Posko X, Kota Y, Nama"
        after = _name_at(words, last, in_capitals)
    else:
        after = _titled(words, last, in_capitals)
    if after is None:
        return None
    office.last, office.end = last, words.ends[last - 1]
    named = {place.start: place for at in range(name.first, last) if (place := page.places.get(at))}
    office.places += list(named.values())
    return after


def _behind_areas(page: Page, at: int) -> int:
    """The word behind the larger areas in which a place is said to lie (", Kecamatan Y, Kabupaten Z")."""
    words, heads = page.words, load_lexicon("offices")["words"]["area_heads"]
    while at + 1 < len(words) and words.gap(at) in CHAINED and words.folded[at] in heads and words.is_name_like(at + 1):
        place = page.places.get(at + 1)
        at += 2
        while at < len(words) and (place.end > words.starts[at] if place else _is_more_of_area(page, at)):
            # "Kecamatan X Kota Y Nama": an area that is known ends the chain.
            place = place or page.places.get(at)
            at += 1
        while at < len(words) and at in page.places and words.gap(at) in NEAR:
            at += 1
    return at


def _is_more_of_area(page: Page, at: int) -> bool:
    """Whether a word goes on with the name of an area that no list has: up to a comma or the next area."""
    words = page.words
    is_area = words.folded[at] in load_lexicon("offices")["words"]["area_heads"]
    return words.gap(at) in NEAR and words.is_name_like(at) and not is_area


def _behind_chain(page: Page, office: Office, name: PersonName, last: int, in_capitals: bool) -> PersonName | None:
    """The name behind a place and the areas in which it lies, which become the office's."""
    words = page.words
    is_parted = words.gap(last) in {", ", " , "} or (words.gap(last) in NEAR and page.places.get(last - 1) is not None)
    after = _name_at(words, last, in_capitals) if is_parted else None
    if after is None:
        return None
    office.last, office.end = last, words.ends[last - 1]
    named = {place.start: place for at in range(name.first, last) if (place := page.places.get(at))}
    office.places += list(named.values())
    return after


def without_place(page: Page, office: Office, name: PersonName) -> PersonName:
    """The name without a place before it."""
    name = _without_area(page, office, name)
    if office.role not in NAMED_BY_PLACE or len(name.parts) < 2:
        return name
    at = _start_of_person(page, office, name)
    return (read_name(page.words, at) or name) if at > name.first else name


def _start_of_person(page: Page, office: Office, name: PersonName) -> int:
    words = page.words
    for length in range(min(LOCAL_WORDS, len(name.parts) - 1), 0, -1):
        if tuple(words.folded[name.first : name.first + length]) in page.local:
            return name.first + length
    if office.role == "village_head" and len(name.parts) > 2 and has_place_form(words.folded[name.first]):
        return name.first + 1
    if words.starts[name.first] in page.named:
        return name.first
    for at in range(name.last - 2, name.first, -1):
        if words.folded[at] in names_of("directions"):
            return at + 1
    of_district = office.role == "district_head" and not office.places
    for length in range(min(LOCAL_WORDS, len(name.parts) - 1), 0, -1):
        opening = words.folded[name.first : name.first + length]
        if of_district and " ".join(opening) in district_names():
            return name.first + length
    if office.places:
        return name.first
    inner = (at for at in range(name.first + 1, name.last) if words.gap(at) in NEAR)
    seen = next((at for at in inner if words.starts[at] in page.named), name.first)
    if office.role not in SEEN_ROLES and seen - name.first < 2:
        return name.first
    if seen > name.first or office.role not in LOCAL_ROLES or words.folded[name.first] in names_of("name_openers"):
        return seen
    openers = (at for at in range(name.first + 1, name.last - 1) if words.folded[at] in names_of("name_openers"))
    return next(openers, name.first)


def is_local_place(words: Words, office: Office, name: PersonName) -> bool:
    """Whether what stands directly behind an office of a village or district is a district's name ("Camat Luwuk")."""
    is_open = office.role in LOCAL_ROLES and not office.places
    return is_open and " ".join(words.folded[name.first : name.last]) in district_names()


def is_chained_place(page: Page, office: Office, name: PersonName) -> bool:
    """Whether what stands behind an office of a village is one: "kepala kelurahan X, kecamatan Y"."""
    return office.role in LOCAL_ROLES and not office.places and _behind_areas(page, name.last) > name.last


def _titled(words: Words, at: int, in_capitals: bool) -> PersonName | None:
    """The name that an honorific opens behind a place ("Kapus X dr. Nama")."""
    if at >= len(words) or words.gap(at) not in NEAR or skip_honorifics(words, at) == at:
        return None
    return _name_at(words, at, in_capitals)


def _without_area(page: Page, office: Office, name: PersonName) -> PersonName:
    """The name without an area that the text names elsewhere ("Kadis Sosial X Nama"): it is the office's."""
    place = page.by_word.get(page.words.folded[name.first])
    if place is None or office.places or len(name.parts) < 2:
        return name
    shorter = read_name(page.words, name.first + 1)
    if shorter is None or shorter.first != name.first + 1:
        return name
    office.places.append(place)
    office.last, office.end = shorter.first, page.words.ends[name.first]
    return shorter


def _name_at(words: Words, index: int, in_capitals: bool) -> PersonName | None:
    """A name behind a comma, unless an office, a degree or the end of the list stands there."""
    if index >= len(words) or starts_office(words, index):
        return None
    name = read_name(words, index, in_capitals=in_capitals)
    return name if name is not None and name.after > index and name.first >= index else None

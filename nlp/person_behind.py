"""The name that stands behind an office, directly or behind a comma: "Camat X Nama", "Kepala Badan Y, Nama"."""

from nlp.lexicons import load_lexicon
from nlp.office_heads import starts_office
from nlp.offices import Office
from nlp.person_names import PersonName, opens_capital_name, read_name, skip_honorifics
from nlp.person_page import NEAR, Page
from nlp.person_places import LOCAL_ROLES, behind_place, is_chained_place, is_local_place, without_place
from nlp.place_names import Words
from nlp.quote_speech import speaking, telling

BEHIND_COMMA = frozenset({", ", ",  ", " , ", ",", ": ", " – ", " - ", ",\u00a0", "), ", " ("})
AFTER_BRACKET = frozenset({") ", ")  "})
# Words of a name that a hospital or hall may bear; longer runs hold its head's name, too.
LONGEST_NAMESAKE = 4
# Between a name and the office that is set to it ("Nama yang juga Lurah X").
SET_TO = frozenset({"juga", "sebagai", "selaku", "merupakan", "adalah", "menjabat"})
# Roles that many hold: behind their bare word only a full name is one.
VAGUE_ROLES = frozenset({"asn", "civil_society", "other", "academic", "party", "candidate"})


def name_behind(page: Page, office: Office) -> PersonName | None:
    """The name that follows an office, directly or behind a comma or bracket."""
    words, at = page.words, office.last
    if at >= len(words) or " ".join(office.head.words) in load_lexicon("offices")["behind_only"]:
        return None
    if office.tokens[-1] == "dapil":
        return None  # "legislator asal dapil X"
    if office.tokens[-1] in load_lexicon("offices")["named_after"] and words.gap(at) in NEAR:
        return _behind_namesake(words, at)
    gap = words.gap(at)
    is_direct = gap in NEAR or gap in AFTER_BRACKET
    if (not is_direct and gap not in BEHIND_COMMA) or starts_office(words, at):
        return None
    if gap == "), " and words.gap(office.first).endswith("("):
        return None  # "Nama (Kanit X), Nama Lain": the bracket's office is of the one before it
    in_capitals = office.first in page.in_capitals or opens_capital_name(words, skip_honorifics(words, at))
    name = read_name(words, at, in_capitals=in_capitals)
    if name is not None and len(name.parts) == 1 and _is_numbered(words, name):
        return None  # "pasangan calon Priode 2024-2029"
    if name is None or _is_byline(words, office, name) or _runs_into_office(words, name):
        return None
    if is_direct:
        if is_closed(words, office.first, name.last):
            return None
        behind = behind_place(page, office, name, in_capitals)
        if behind is not None:
            return behind
        if is_local_place(words, office, name) or is_chained_place(page, office, name):
            return None
        if len(name.parts) == 1 and _is_of_place(page, office, name):
            return None
        name = without_place(page, office, name)
    elif office.is_thing(words) or _is_short_form(words, office, name) or _is_area(page, name):
        return None
    if office.acting == "former" and words.folded[name.last : name.last + 1] in (["ini"], ["itu"]):
        return None
    return name if _is_told(page, office, name, is_direct) else None


def _behind_namesake(words: Words, index: int) -> PersonName | None:
    """The full name behind the comma that ends the name of a hospital or hall: "Direktur RSUD Nama, dr. Nama Lain"."""
    name = read_name(words, index)
    if name is not None and len(name.parts) >= LONGEST_NAMESAKE:
        return name
    at = index
    while at < len(words) and at - index < LONGEST_NAMESAKE and not words.gap(at).startswith(","):
        if at > index and not (words.is_capital(at) and words.gap(at) in {*NEAR, ".", ". "}):
            return None
        at += 1
    behind = read_name(words, at) if at < len(words) and words.gap(at) in {", ", " , "} else None
    return behind if behind is not None and len(behind.parts) > 1 else None


def _is_told(page: Page, office: Office, name: PersonName, is_direct: bool) -> bool:
    """Whether office and name tell enough of each other to be one person's."""
    if is_direct and office.has_preposition:
        return False
    is_bare = len(office.tokens) == len(office.head.words)
    if office.role == "candidate" and not is_direct and len(name.parts) < 2:
        return False
    if is_direct and " ".join(office.head.words) in load_lexicon("offices")["series"]["pairs_only"]:
        return True  # its pair tells
    is_seen = page.words.starts[name.first] in page.named and office.role != "candidate"
    has_title = name.first > office.last
    ends_with_place = bool(office.places) and page.places.get(office.last - 1) is not None
    if is_direct and not is_bare and (is_seen or has_title or ends_with_place):
        return True
    if is_direct and not is_bare and " ".join(office.head.words) in load_lexicon("offices")["sole"]:
        return True
    if is_direct and not is_bare and _is_spoken_of(page.words, office, name):
        return True
    is_vague = office.needs_body or (office.role in VAGUE_ROLES and (is_bare or not office.places))
    is_one_of_many = office.first > 0 and page.words.folded[office.first - 1] in {"satu", "seorang"}
    if not is_vague or (is_bare and " ".join(office.head.words) in load_lexicon("offices")["nation"]["home_heads"]):
        return True
    is_apposed = office.role != "asn" and page.words.gap(name.after).startswith(",")
    return len(name.parts) > 1 and (is_direct or not is_bare or is_one_of_many or is_apposed)


def _is_spoken_of(words: Words, office: Office, name: PersonName) -> bool:
    """Whether a tag stands before an office, or a verb of speech behind its holder: somebody is named there."""
    after = name.after
    if len(name.parts) == 1 and office.tokens[-1] in load_lexicon("offices")["told"]["names_follow"]:
        return False  # "Ketua ormas Melati mendesak ..."
    if after < len(words) and ("(" in words.gap(after) or (words.gap(after) in NEAR and words.is_capital(after))):
        return False  # more of the body may follow
    before = words.folded[office.first - 1] if office.first and words.gap(office.first) in NEAR else ""
    behind = words.folded[after] if after < len(words) and words.gap(after) in NEAR else ""
    return before in telling() or behind in speaking()


def is_closed(words: Words, first: int, last: int) -> bool:
    """Whether what stands from one word to another fills a bracket ("(lurah X)"): then its end is a place's name."""
    return words.gap(first).endswith("(") and words.gap(last).startswith(")")


def _is_numbered(words: Words, name: PersonName) -> bool:
    """Whether a number follows directly, as it does behind a term or a unit, not behind a name."""
    return name.after < len(words) and words.gap(name.after) in NEAR and words.folded[name.after].isdigit()


def _is_area(page: Page, name: PersonName) -> bool:
    """Whether all words of what reads like a name are an area's."""
    return all(at in page.places for at in range(name.first, name.last))


def _is_short_form(words: Words, office: Office, name: PersonName) -> bool:
    """Whether one word in brackets shortens the office's body: "Lembaga Kajian Pesisir (Lekasir)"."""
    if len(name.parts) > 1 or not is_closed(words, name.first, name.last):
        return False
    opening = words.folded[name.first][:2]
    return any(token.startswith(opening) for token in office.tokens[len(office.head.words) :])


def _is_of_place(page: Page, office: Office, name: PersonName) -> bool:
    """Whether one word directly behind an office is the place's: the text names it so, or the office is set to a name.

    "Kecamatan Tirtasari ... Danramil Tirtasari hadir"; "Nama, yang juga Kepala Desa Tirtasari".
    """
    words = page.words
    if name.first > office.last or words.starts[name.first] in page.named:
        return False
    if (words.folded[name.first],) in page.local:
        return True
    before = words.folded[office.first - 1] if office.first else ""
    return office.role in LOCAL_ROLES and before in SET_TO and words.gap(office.first) in NEAR


def _runs_into_office(words: Words, name: PersonName) -> bool:
    """Whether one word is followed by an office without a comma: more likely a piece of a place."""
    at = name.last
    return len(name.parts) == 1 and at < len(words) and words.gap(at) in NEAR and starts_office(words, at)


def _is_byline(words: Words, office: Office, name: PersonName) -> bool:
    """Whether office and name fill a line that tells who wrote the article ("Penulis Nama")."""
    if " ".join(office.head.words) not in load_lexicon("offices")["bylines"]:
        return False
    return "\n" in words.gap(office.first) and "\n" in words.gap(name.after)

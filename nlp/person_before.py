"""The name that stands before an office: "Nama, S.Sos, Kepala Badan X", "Nama (lurah Y)", "Nama selaku Camat Z"."""

from functools import cache, lru_cache

from nlp.lexicons import load_lexicon
from nlp.office_heads import starts_office
from nlp.office_words import body_words, office_vocabulary
from nlp.offices import Office
from nlp.person_behind import VAGUE_ROLES
from nlp.person_names import SPACES, PersonName, part_of, read_name_before
from nlp.person_page import Page
from nlp.person_places import LOCAL_ROLES
from nlp.place_names import Words, cut_words
from nlp.quote_speech import speaking, telling

LONGEST_AGE = 3
# Characters of an office in brackets behind a name, up to the closing one.
LONGEST_IN_BRACKETS = 80
BEING = frozenset({"merupakan", "adalah"})
APPOSED = frozenset({",", ".,", "–", "-", "—"})
BEFORE_LINK = frozenset({"", ",", ".,"})


def name_before(page: Page, office: Office, taken: int) -> tuple[PersonName, str] | None:
    """The name to which an office stands in apposition, and how it is joined to it.

    "Nama, S.Sos, Kepala Badan X" and "Nama Lurah setempat" are "apposition", "Nama (49) sebagai Camat Y" is
    "linked". A name that holds the
    office before ("Kepala Badan X, Nama, sebagai Pjs Bupati Y") counts when linked.
    """
    words, at = page.words, office.first
    last = words.folded[at - 1] if at > 0 else ""
    link = next(
        (link for link in _links().get(last, ()) if tuple(words.folded[max(0, at - len(link)) : at]) == link), ()
    )
    at -= len(link)
    is_linked = bool(link) and link[-1] in load_lexicon("offices")["words"]["strong_links"]
    gap = words.gap(at).strip(" \u00a0)")
    if gap == "(" and not link and words.text.find(")", office.end, office.start + LONGEST_IN_BRACKETS) >= 0:
        name = read_name_before(words, at)
        is_told = name is not None and name.first >= taken and not _holds_office(words, name)
        return (name, "bracket") if name and is_told and _is_known(page, name, office) else None
    is_bare = gap == "" and not link
    is_small = words.text[office.start].islower()  # "Nama kepala desa X"
    is_local = is_bare and office.role in LOCAL_ROLES and (is_small or office.tokens[-1] == "setempat")
    is_subject = is_bare and _opens_subject(words, office)
    if gap not in (BEFORE_LINK if link else APPOSED) and not is_local and not is_subject:
        return None
    if at > 0 and words.folded[at - 1].isdigit() and len(words.folded[at - 1]) <= LONGEST_AGE:
        at -= 1
    name = read_name_before(words, at) if at > 0 and "\n" not in words.gap(at) else None
    name = _without_area(page, name) if name is not None else None
    if name is None or (name.first < taken and not is_linked) or _holds_office(words, name):
        return None
    if is_small and is_bare and len(name.parts) < 2 and opens_sentence(words, name.first):
        return None  # "Seorang lurah", "Puluhan kepala desa"
    if is_subject and not is_local and not opens_sentence(words, name.first):
        return None
    if _has_degrees(name) and not link:
        return name, "apposition"  # "Nama, SH, advokat"
    if not link and office.last - office.first < 2 and not (_goes_on(words, office) and is_led(words, name)):
        return None
    is_joined = is_linked or is_bare or (bool(link) and link[-1] in BEING) or _is_spoken(words, name, office)
    if not _is_known(page, name, office) or (len(name.parts) < 2 and not is_joined):
        return None
    return name, "linked" if is_linked else "apposition"


def _is_spoken(words: Words, name: PersonName, office: Office) -> bool:
    """Whether one word before an office in commas is named with a word of speech: "Nama, Camat X, ... kata Nama"."""
    is_enclosed = office.last < len(words) and words.gap(office.last).startswith(",")
    return is_enclosed and words.folded[name.first] in _spoken_words(words.text)


@lru_cache(maxsize=8)
def _spoken_words(text: str) -> frozenset[str]:
    """The capitalised words, in lower case, that stand beside a word of speech: "kata X", "X mengatakan"."""
    words = cut_words(text)
    return frozenset(
        word
        for at, word in enumerate(words.folded)
        if words.is_name_like(at)
        and words.gap(at) in SPACES
        and (words.folded[at - 1] in telling() or (at + 1 < len(words) and words.folded[at + 1] in speaking()))
    )


def _without_area(page: Page, name: PersonName) -> PersonName | None:
    """The name without an area that ends before it ("Ketua Forum X Kota Y Nama, yang juga Kades Z")."""
    first = name.first
    while first < name.last and first in page.places:
        first += 1
    return part_of(page.words, first, name.last) if name.first < first < name.last else name


def is_apposed(words: Words, before: PersonName, behind: PersonName) -> bool:
    """Whether an office is set behind the name before it, and what reads like a name behind it is more of its body.

    "Nama Lengkap, Direktur Karya Nusa Mandiri, mengatakan": a sentence or a tag leads to the name, and no verb of
    speech follows the office directly.
    """
    if len(before.parts) < 2 or words.gap(before.after + 1).startswith("\n"):
        return False
    if not is_led(words, before) or behind.after >= len(words):
        return False
    return words.gap(behind.after) not in SPACES or words.folded[behind.after] not in speaking()


def is_led(words: Words, name: PersonName) -> bool:
    """Whether a name opens a sentence or stands behind a word of speech."""
    return opens_sentence(words, name.first) or words.folded[name.first - 1] in telling()


def _goes_on(words: Words, office: Office) -> bool:
    """Whether what may be more of a body follows an office directly ("Koordinator Karya Nusa")."""
    at = office.last
    return at < len(words) and words.gap(at) in SPACES and words.is_name_like(at)


def _opens_subject(words: Words, office: Office) -> bool:
    """Whether a verb of speech follows an office whose body is told: "Nama Komisioner Bawaslu X mengatakan"."""
    if office.last >= len(words) or office.role in VAGUE_ROLES or office.needs_body:
        return False
    return len(office.tokens) > len(office.head.words) and words.folded[office.last] in speaking()


def opens_sentence(words: Words, index: int) -> bool:
    """Whether a sentence or a quotation's surroundings begin at a word."""
    return index == 0 or any(mark in words.gap(index) for mark in '.!?\n”"')


def _has_degrees(name: PersonName) -> bool:
    """Whether degrees stand behind a name: nothing else has them."""
    return name.after > name.last


def _is_known(page: Page, name: PersonName, office: Office) -> bool:
    if all(at in page.places for at in range(name.first, name.last)):
        return False  # "Kapolres Musi Rawas, Dandim 0406"
    if all(page.words.folded[at] in body_words() for at in range(name.first, name.last)):
        return False  # "Komisi Aparatur Sipil Negara, Ketua DPRD"
    return len(name.parts) > 1 or _is_one_word_name(page, name, office)


def _holds_office(words: Words, name: PersonName) -> bool:
    """Whether an office stands within what reads like a name ("Sekda Kota X, Sekda Y Z")."""
    return any(starts_office(words, at) for at in range(name.first, name.last))


def _is_one_word_name(page: Page, name: PersonName, office: Office) -> bool:
    """Whether one word before "sebagai" and an office of one holder may be a person's name.

    Before "merupakan ASN di Pemkab X" it may be within a sentence.
    """
    words = page.words
    is_servant = (
        office.role == "asn" and words.folded[office.first - 1] in BEING and not opens_sentence(words, name.first)
    )
    if (office.role in VAGUE_ROLES and not is_servant) or office.needs_body or name.first in page.places:
        return False
    return not starts_office(page.words, name.first) and page.words.folded[name.first] not in office_vocabulary()


@cache
def _links() -> dict[str, list[tuple[str, ...]]]:
    """What may stand between a name and the office behind it, by its last word, the longest first."""
    links: dict[str, list[tuple[str, ...]]] = {}
    for link in sorted((tuple(link.split()) for link in load_lexicon("offices")["words"]["links"]), key=len)[::-1]:
        links.setdefault(link[-1], []).append(link)
    return links

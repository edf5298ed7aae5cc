"""Several persons in one office: pairs of candidates, and the names that follow "yakni" or simply each other."""

from collections.abc import Iterator

from nlp.lexicons import load_lexicon
from nlp.office_heads import starts_office
from nlp.offices import Office
from nlp.person_names import PersonName, part_of, read_name
from nlp.place_names import Words

LONGEST_SERIES = 12
# Words between an office of many and the word that opens the list of its holders ("yang telah terdaftar yakni").
LINK_REACH = 8
PAIRED = frozenset({"-", " - ", " – ", "–", "/", " / ", " & ", "-\u00a0"})
PAIRING = (
    ("yang", "berpasangan", "dengan"), ("berpasangan", "dengan"), ("yang", "berduet", "dengan"), ("berduet", "dengan"),
)  # fmt: skip
SECOND_WORDS = {"atas": "nama", "antara": "lain"}
ANDS = frozenset({"dan", "serta", "bersama"})


def pair(words: Words, office: Office, name: PersonName) -> list[PersonName]:
    """Both of a pair of candidates: "paslon Nama Satu-Nama Dua", "calon bupati Nama Satu dan Nama Dua"."""
    if office.role != "candidate":
        return [name]
    return [*_cut(words, name), *_partner(words, office, name)]


def _cut(words: Words, name: PersonName) -> list[PersonName]:
    """Two names printed as one with a hyphen between."""
    cuts = [at for at in range(name.first + 1, name.last) if words.gap(at) == "-"]
    if len(cuts) != 1:
        return [name]
    both = [part_of(words, name.first, cuts[0]), part_of(words, cuts[0], name.last)]
    return [one for one in both if one is not None] if all(both) else [name]


def _partner(words: Words, office: Office, name: PersonName) -> list[PersonName]:
    at = name.after
    if at >= len(words):
        return []
    link = next((link for link in PAIRING if tuple(words.folded[at : at + len(link)]) == link), None)
    if link is not None and words.gap(at) == " ":
        partner = _read(words, at + len(link))
        return [partner] if partner is not None else []
    if words.folded[at] in ANDS and words.gap(at) == " ":
        at += 1
    elif words.gap(at) not in PAIRED:
        return []
    other = _read(words, at)
    is_pair = bool(_lists("pairs").intersection(office.tokens))
    return [other] if other is not None and (is_pair or len(other.parts) > 1) else []


def series(words: Words, office: Office) -> list[PersonName]:
    """The names of several who hold an office: "Komisioner Bawaslu X yakni A, B dan C"."""
    at = _opening(words, office)
    if at is None:
        return []
    found = list(_names(words, at, office))
    if len(found) == 1 and words.folded[at - 1] in _lists("naming") and not office.needs_body:
        return found
    is_list = len(found) > 2 and any(len(name.parts) > 1 for name in found)
    return found if is_list or all(len(name.parts) > 1 for name in found) else []


def colleagues(words: Words, office: Office, name: PersonName) -> list[PersonName]:
    """Those who are named behind the first with "dan" at the end: "Anggota KPU X, A, B dan C"."""
    before = words.folded[office.first - 1] if office.first else ""
    is_of_many = " ".join(office.head.words) in _lists("many") or before in _lists("plural")
    at = name.after
    if not is_of_many or at >= len(words) or not _goes_on(words, at):
        return []
    found: list[PersonName] = []
    while at < len(words) and len(found) < LONGEST_SERIES and _goes_on(words, at):
        is_last = words.folded[at] in ANDS
        other = _read(words, at + is_last)
        if other is None or len(other.parts) < 2:
            return []
        found += _cut(words, other) if office.role == "candidate" else [other]
        at = other.after
        if is_last:
            return found
    return []


def _goes_on(words: Words, at: int) -> bool:
    gap = words.gap(at).strip(" \u00a0")
    return gap == "," or (gap == "" and words.folded[at] in ANDS)


def _opening(words: Words, office: Office) -> int | None:
    """The first word behind the one that opens the list ("yakni"); of many's offices it may stand further on."""
    links = _lists("links")
    reach = LINK_REACH if office.role == "candidate" or " ".join(office.head.words) in _lists("many") else 0
    for at in range(office.last, min(len(words) - 1, office.last + reach + 1)):
        gap = words.gap(at).strip(" \u00a0)")
        if gap and not (gap == "," and words.folded[at] in links):
            return None
        if words.folded[at] in links:
            return _first_of_list(words, at)
        if at > office.last and words.is_capital(at) and starts_office(words, at):
            return None
    return None


def _first_of_list(words: Words, at: int) -> int | None:
    """The first word behind one that opens a list; "atas" does so only with "nama", "antara" with "lain"."""
    at += 1
    second = SECOND_WORDS.get(words.folded[at - 1])
    if second is not None:
        if words.folded[at] != second or at + 1 >= len(words):
            return None
        at += 1
    return None if "\n" in words.gap(at) else at


def _names(words: Words, at: int, office: Office) -> Iterator[PersonName]:
    """The names of a list, those of candidates in pairs."""
    for _ in range(LONGEST_SERIES):
        at = _skip_heads(words, at)
        name = _read(words, at)
        if name is None:
            return
        both = _cut(words, name) if office.role == "candidate" else [name]
        yield from both
        at = name.after
        if at >= len(words):
            return
        gap = words.gap(at).strip(" \u00a0)")
        if words.folded[at] in ANDS and gap in {"", ","}:
            at += 1
        elif not (gap == "," or (office.role == "candidate" and words.gap(at) in PAIRED)):
            return


def _skip_heads(words: Words, at: int) -> int:
    """The first word that is no "paslon" or number before the names of a pair."""
    while at < len(words) and words.folded[at] in _lists("heads") and "\n" not in words.gap(at):
        at += 1
    return at


def _read(words: Words, at: int) -> PersonName | None:
    if at >= len(words) or starts_office(words, at):
        return None
    return read_name(words, at)


def _lists(key: str) -> frozenset[str]:
    return frozenset(load_lexicon("offices")["series"][key])

"""Holders behind a body of which no word list has every word: "Ketua Ikatan Perajin Rotan (Iparo) Banten Nama menilai".

Where a verb of speech or a tag tells that somebody is named there, the run of capitals behind an office ends in the
name. It begins behind the last word that no name has: an area, a short form in brackets, a rank, a word of offices.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.office_heads import starts_office
from nlp.office_holders import Holder
from nlp.office_roles import resolve_role
from nlp.office_words import body_words
from nlp.offices import Office, read_body
from nlp.person_before import is_led
from nlp.person_names import PersonName, is_derived, is_rank, names_of, read_name, read_name_before, skip_honorifics
from nlp.person_page import NEAR, Page
from nlp.place_names import Words
from nlp.quote_speech import speaking, telling

# Words of a body and a name behind an office; longer runs are no office's.
LONGEST_RUN = 26
LONGEST_NAME = 5
# So far behind a comma the verb of the one named before it is looked for.
VERB_REACH = 16
SHORTEST_ANCHOR = 4
BRACKETS = frozenset({" (", ") ", "(", ") (", "/", "-", " & ", " &amp; ", " - ", " – "})
OF_MANY = frozenset({"asn", "candidate", "nobody"})
# For bodies of these roles people speak of whom no office is told ("kata Nama dari Bawaslu X").
SPEAKING_ROLES = frozenset({"bawaslu", "kpu", "civil_society", "party"})
SMALL = frozenset({"of", "on", "and", "for", "at", "the", "in", "to", "by"})
DERIVED_LENGTH = 7


def told_holders(page: Page, offices: Sequence[Office], known: Sequence[Holder]) -> Iterator[Holder]:
    """Holders of offices that have none yet, or a doubtful one, in reading order."""
    held = {id(holder.office): holder for holder in known}
    taken = {at for holder in known for at in range(holder.name.first, holder.name.last)}
    for office in offices:
        if not _is_asked(page, office):
            continue
        holder = held.get(id(office))
        if holder is not None and not _is_doubtful(page, office, holder):
            continue
        name = _name_at_end(page, office)
        if name is None or (holder is None and not taken.isdisjoint(range(name.first, name.last))):
            continue
        if holder is None or holder.name.first < name.first:
            _extend(page, office, name)
            yield Holder(office, name, rule="told")


def members(page: Page, known: Sequence[Holder]) -> Iterator[Holder]:
    """Those who speak for a body and of whom no office is told: "kata Nama dari Koalisi X"."""
    words = page.words
    held = {part.casefold() for holder in known for part in holder.name.parts}
    for at, word in enumerate(words.folded):
        if word != "dari" or at + 1 >= len(words) or words.folded[at + 1] not in _speaking_bodies():
            continue
        if at not in page.read or at in page.in_headline or not words.is_capital(at + 1):
            continue
        name = read_name_before(words, at)
        if name is None or name.after != at or words.gap(at) not in NEAR or not is_led(words, name):
            continue
        is_told = words.folded[name.first - 1] in telling() or (len(name.parts) > 1 and _has_verb(words, at + 1))
        is_known = any(part.casefold() in held for part in name.parts)
        if not is_told or is_known or any(inside in page.places for inside in range(name.first, name.last)):
            continue
        office = read_body(words, at, page.places)
        if office.role in SPEAKING_ROLES:
            yield Holder(office, name, rule="member")


def _is_asked(page: Page, office: Office) -> bool:
    if office.role in OF_MANY or office.last >= len(page.words) or office.first in page.in_headline:
        return False
    head = " ".join(office.head.words)
    return office.first not in page.in_capitals and head not in load_lexicon("offices")["behind_only"]


def _is_doubtful(page: Page, office: Office, holder: Holder) -> bool:
    """Whether what was taken for a name stands within a longer run that the model sees no person begin."""
    words, name = page.words, holder.name
    if name.first < office.last or holder.rule not in {"direct", "comma", "model_direct"}:
        return False
    if words.starts[name.first] in page.named and holder.rule == "direct":
        return False
    return name.after < len(words) and _goes_on(page, name.after, office)


def _name_at_end(page: Page, office: Office) -> PersonName | None:
    """The name in which the run of capitals behind an office ends."""
    words, at, anchor = page.words, office.last, -1
    while at < len(words) and at - office.last < LONGEST_RUN and _goes_on(page, at, office):
        if _is_anchor(page, at):
            anchor = at
        elif at > office.last and (is_rank(words, at) or words.folded[at] in names_of("openers")):
            return _read(page, office, at, is_titled=True)
        at += 1
    if at > office.last and at < len(words) and words.gap(at) in {", ", " , "} and words.is_name_like(at):
        behind = _read(page, office, at)
        if behind is not None and len(behind.parts) > 1:
            return behind
    if anchor < office.last:
        return None
    return _read(page, office, anchor + 1)


def _read(page: Page, office: Office, first: int, *, is_titled: bool = False) -> PersonName | None:
    """The name that begins at a word and ends a run, where speech is told of it or a rank or degree opens it."""
    words = page.words
    if first >= len(words) or starts_office(words, first):
        return None
    name = read_name(words, first)
    if name is None or any(at in page.places for at in range(name.first, name.last)):
        return None
    fits = len(name.parts) > 1 or name.first > first or (first - 1 in page.places or ")" in words.gap(first))
    if (
        not fits
        or len(name.parts) > LONGEST_NAME
        or any(words.folded[at] in body_words() for at in range(name.first, name.last))
    ):
        return None
    if name.after < len(words) and words.gap(name.after) in NEAR and words.is_capital(name.after):
        return None
    return name if is_titled or _is_told(page, office, name.after) else None


def _is_told(page: Page, office: Office, after: int) -> bool:
    """Whether a tag stands before an office, or a verb of speech behind the run that it opens."""
    words = page.words
    before = words.folded[office.first - 1] if office.first else ""
    if (before in telling() or before == "oleh") and words.gap(office.first) in NEAR:
        return True
    if after >= len(words):
        return False
    if words.gap(after) in NEAR:
        return any(words.folded[at] in speaking() for at in range(after, min(after + 3, len(words)))) or words.folded[
            after
        ] in {"yang", "saat", "ketika", "usai"}
    return words.gap(after).startswith((",", " (")) and _has_verb(words, after)


def _has_verb(words: Words, first: int) -> bool:
    """Whether a verb of speech follows in the sentence, not far behind."""
    for at in range(first, min(first + VERB_REACH, len(words))):
        if words.folded[at] in speaking():
            return True
        if words.gap(at).strip() in {".", "!", "?"} or "\n" in words.gap(at):
            return False
    return False


def _goes_on(page: Page, at: int, office: Office) -> bool:
    """Whether a word belongs to the run behind an office."""
    words = page.words
    gap, word = words.gap(at), words.folded[at]
    if starts_office(words, at):
        return False
    if gap not in NEAR and gap not in BRACKETS:
        if gap not in {", ", " , ", "), "}:
            return False
        if not (at in page.places or word in _area_heads() or _is_listed(page, at) or is_rank(words, at)):
            return False
    if words.is_capital(at) or word.isdigit() or word in SMALL:
        return True
    following = at + 1 < len(words) and words.is_capital(at + 1) and words.gap(at + 1) in NEAR
    return word in _joins() and following and not starts_office(words, at + 1)


def _is_listed(page: Page, at: int) -> bool:
    """Whether what a comma opens is one of several fields of a unit: "Perfilman, Musik, dan Media"."""
    words = page.words
    for index in range(at, min(at + 6, len(words) - 1)):
        if words.folded[index] in {"dan", "serta"}:
            return (
                words.is_capital(index + 1)
                and not starts_office(words, index + 1)
                and words.folded[index + 1] in body_words()
            )
        if not words.is_capital(index) or (index > at and words.gap(index) not in NEAR and words.gap(index) != ", "):
            return False
    return False


def _is_anchor(page: Page, at: int) -> bool:
    """Whether no name goes on over a word: behind it one may begin."""
    words = page.words
    word, printed = words.folded[at], words.text[words.starts[at] : words.ends[at]]
    if at in page.places or word.isdigit():
        return True
    if at + 1 < len(words) and words.gap(at + 1).startswith(")"):
        return True
    is_joined = at > 0 and words.folded[at - 1] in {"dan", "serta"}  # "Bidang Tata Ruang dan Kota Nama"
    if (word in _names_follow() and not is_joined) or not words.is_capital(at):
        return False
    if printed.isupper() and len(printed) > 1:
        return True
    if is_derived(word) and len(word) >= DERIVED_LENGTH:
        return True
    return word in body_words() and len(word) >= SHORTEST_ANCHOR and word not in names_of("last_names")


def _extend(page: Page, office: Office, name: PersonName) -> None:
    """Let an office end before its holder: the words between tell its body and area."""
    words = page.words
    last = name.first
    while last > office.last and skip_honorifics(words, last - 1) == name.first:
        last -= 1
    if last == office.last:
        return
    named = {place.start: place for at in range(office.last, last) if (place := page.places.get(at))}
    office.places += [place for place in named.values() if place not in office.places]
    office.tokens += tuple(words.folded[office.last : last])
    office.last, office.end = last, words.ends[last - 1]
    office.role, office.needs_body = resolve_role(office.head, office.tokens)


@cache
def _speaking_bodies() -> frozenset[str]:
    """First words of bodies for which somebody without a told office may speak."""
    rows = (entry for entry in load_lexicon("offices")["body"] if entry["role"] in SPEAKING_ROLES)
    return frozenset(word.split()[0] for entry in rows for word in entry["words"])


@cache
def _names_follow() -> frozenset[str]:
    return frozenset(load_lexicon("offices")["told"]["names_follow"])


@cache
def _joins() -> frozenset[str]:
    return frozenset(load_lexicon("offices")["words"]["joins"])


@cache
def _area_heads() -> frozenset[str]:
    return frozenset(load_lexicon("offices")["words"]["area_heads"])

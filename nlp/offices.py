"""Offices as the press prints them: "Plt Kepala BKPSDM Kota X", "Koordinator Divisi Hukum Bawaslu Y", "Camat Z".

An office is a head word of the lexicon with the words, bodies and areas that belong to it. Its role is the head's own,
or that of the body behind it ("Ketua ... Bawaslu"). Nothing is said here of who holds it: `nlp.officials` does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nlp.lexicons import load_lexicon
from nlp.office_heads import head_at, is_inside, opening_words, read_acting
from nlp.office_roles import Head, resolve_role
from nlp.office_words import (
    body_words,
    named_units,
    office_list,
    office_phrases,
    office_vocabulary,
    short_bodies,
    unit_words,
)
from nlp.person_names import (
    is_derived,
    is_honorific,
    is_mixed,
    names_of,
    opens_capital_name,
    opens_with_initials,
    skip_honorifics,
)
from nlp.place_names import Words
from nlp.regions import Place

NEAR = frozenset({" ", "\u00a0", "  ", " \u00a0"})
OPEN_BRACKET = re.compile(r"[ \u00a0]{0,2}\(")
COMMA = re.compile(r"\)?[ \u00a0]?,[ \u00a0]{1,2}")
# Grades of functional offices: "Pengawas Ahli Madya".
GRADES = frozenset({"pertama", "muda", "madya", "utama"})
# Heads that are fields of divisions, too, and what the divisions stand behind.
FIELDS = frozenset({"humas"})
DIVISIONS = frozenset({"divisi", "kordiv", "koordiv", "bidang", "bagian"})
# For what a candidate stands.
ELECTED = frozenset(
    {"governor", "vice_governor", "mayor", "vice_mayor", "regent", "vice_regent", "candidate", "open", "legislator"}
)
LONGEST_OFFICE = 24
# Words of a body's name, of which its short form is made.
LONGEST_SPELLING = 8
LONGEST_LOOSE = 4


@dataclass(slots=True)
class Office:
    """One office in the text: the words from `first` up to but not with `last`.

    `acting` is pj, pjs, plt, plh, former or None; `places` are the areas named in it; `needs_body` tells that neither
    head nor words say of what body it is; `code` is the area of a body named before the office.
    """

    first: int
    last: int
    start: int
    end: int
    head: Head
    role: str
    acting: str | None
    places: list[Place] = field(default_factory=list)
    tokens: tuple[str, ...] = ()
    needs_body: bool = False
    code: str | None = None

    @property
    def area_code(self) -> str | None:
        """The area named in it, the finest of several ("di Kecamatan X, Provinsi Y"), else that of its body."""
        codes = [place.code for place in self.places]
        return next((code for code in reversed(codes) if len(code) > 2), codes[-1] if codes else self.code)

    @property
    def is_national(self) -> bool:
        """Whether the office is of the nation as a whole."""
        nation = load_lexicon("offices")["nation"]
        head = " ".join(self.head.words)
        if self.role in nation["roles"] or head in nation["fixed"]:
            return True
        if head in nation["central"] and self.role in nation["only_with"] and not self.places:
            return True
        return self.role in nation["only_with"] and not self.places and any(t in nation["words"] for t in self.tokens)

    @property
    def has_preposition(self) -> bool:
        """Whether what stands directly behind it is no name, but more of the place or body that it names.

        So it is behind "di X", and behind an acronym of no known body ("akademisi dari ABC Nama Kampus").
        """
        if "di" in self.tokens[:-1]:
            behind = self.tokens[self.tokens.index("di") + 1]
            return not self.places or behind not in unit_words()
        return "di" in self.tokens or (
            "dari" in self.tokens and not self.places and self.tokens[-1] not in body_words()
        )

    def is_thing(self, words: Words) -> bool:
        """Whether it only says whose building or paper something is ("Kantor Bupati, Bukit ...")."""
        before = words.folded[self.first - 1] if self.first > 0 and words.gap(self.first) in NEAR else ""
        return before in office_list("things") or self.is_kins(words)

    def is_kins(self, words: Words) -> bool:
        """Whether it only says whose kin somebody is ("istri Gubernur X, Nama")."""
        return self.first > 0 and words.gap(self.first) in NEAR and words.folded[self.first - 1] in office_list("kin")

    @property
    def is_provincial(self) -> bool:
        """Whether the office is a province's by its own words."""
        return any(token in {"provinsi", "propinsi", "prov", "pemprov"} for token in self.tokens)


def find_offices(words: Words, places: Mapping[int, Place], in_capitals: frozenset[int]) -> Iterator[Office]:
    """Every office in the text, in order.

    `places` are the areas by each of their words; `in_capitals` holds the words of sentences printed in capitals.
    """
    openers = opening_words()
    index = 0
    while index < len(words):
        if words.folded[index] not in openers:
            index += 1
            continue
        acting, at = read_acting(words, index)
        head = head_at(words, at)
        if head is None or head.role == "nobody":
            index += 1 if head is None else at - index + len(head.words)
            continue
        behind = at + len(head.words)
        last, found = _read_inside(words, behind, places, head, at in in_capitals)
        tokens = tuple("istimewa" if _is_special(words, inside) else words.folded[inside] for inside in range(at, last))
        role, needs_body = resolve_role(head, tokens)
        if acting == "former" and words.folded[index] not in load_lexicon("offices")["acting"]["former"]:
            acting = None
        start, end = words.starts[index], words.ends[last - 1]
        if words.text[end : end + 1] == ")" and "(" in words.text[start:end]:
            end += 1
        yield Office(index, last, start, end, head, role, acting, found, tokens, needs_body)
        index = last


def read_body(words: Words, index: int, places: Mapping[int, Place]) -> Office:
    """The body behind a "dari" as an office of somebody who speaks for it."""
    head = Head((words.folded[index],), "open")
    last, found = _read_inside(words, index + 1, places, head, False)
    tokens = tuple(words.folded[index:last])
    role, needs_body = resolve_role(head, tokens)
    return Office(index, last, words.starts[index], words.ends[last - 1], head, role, None, found, tokens, needs_body)


def _read_inside(
    words: Words, index: int, places: Mapping[int, Place], head: Head, in_capitals: bool
) -> tuple[int, list[Place]]:
    """The index behind the last word of an office, and the areas in it."""
    lexicon = load_lexicon("offices")["words"]
    found: list[Place] = []
    last = at = index
    loose = LONGEST_LOOSE if " ".join(head.words) in lexicon["loose_heads"] else 0
    while at < len(words) and at - index < LONGEST_OFFICE:
        gap, word = words.gap(at), words.folded[at]
        has_comma = COMMA.fullmatch(gap) is not None
        if (not has_comma and not is_inside(words, at)) or words.folded[at : at + 2] == ["antara", "lain"]:
            break
        place = places.get(at)
        if place is not None and not (has_comma and place.kind == "province" and not found):
            while at < len(words) and words.starts[at] < place.end:
                at += 1
            found.append(place)
            last = at
            continue
        if OPEN_BRACKET.fullmatch(gap) and not has_comma:
            closed = _closing_bracket(words, at)
            if closed is None:
                break
            at = last = closed
            continue
        inner = head_at(words, at)
        if at == index and not has_comma and " ".join(head.words) in office_list("serving"):
            served = read_acting(words, at)[1]  # "Staf Ahli Pj Gubernur"
            inner, at = (head_at(words, served), served) if head_at(words, served) is not None else (inner, at)
        if inner is not None and head.role == "candidate" and not has_comma:
            at += len(inner.words)
            last = at
            continue
        if inner is not None and last == index and not has_comma and " ".join(head.words) in office_list("serving"):
            at += len(inner.words)  # "Staf Ahli Bupati": whom they serve
            last = at
            continue
        if has_comma and head.role == "candidate" and words.folded[at : at + 2] == ["nomor", "urut"]:
            at += 3
            last = min(at, len(words))
            continue
        if has_comma and inner is not None and not _is_field(words, at):
            break
        if head.role == "candidate" and (length := _election_length(words, at)) and not has_comma:
            at += length
            last = at
            continue
        if (length := _phrase_length(words, at)) and not has_comma:
            at += length
            last = at
            continue
        if _belongs(words, at, in_capitals) and not (has_comma and not words.is_capital(at)):
            at += 1
            last = at
            continue
        if word in office_list("tails") and not has_comma:
            at += 1
            last = at
            continue
        is_series = has_comma and word in {"dan", "serta"}
        if (
            word in office_list("joins")
            and (is_series or not has_comma)
            and at + 1 < len(words)
            and _joins_on(words, at, places, head, in_capitals)
        ):
            at += 1
            continue
        printed_small = words.text[words.starts[at]].islower()
        if (
            loose
            and printed_small
            and not has_comma
            and word not in office_list("joins")
            and word not in office_list("not_own")
        ):
            loose -= 1
            at += 1
            last = at
            continue
        break
    return last, found


def _is_special(words: Words, index: int) -> bool:
    """Whether a word is the "DI" of a special region ("Sekretaris Daerah DI Yogyakarta"), no preposition."""
    return words.text[words.starts[index] : words.ends[index]] == "DI"


def _election_length(words: Words, index: int) -> int:
    """How many words name the election, or its year, for which a candidate stands ("pada Pilgub X tahun 2024")."""
    at = index + (words.folded[index] in {"pada", "di", "dalam"})
    if at >= len(words) or not (at == index or words.gap(at) in NEAR):
        return 0
    if words.folded[at] == "tahun" and words.folded[at + 1 : at + 2] and words.folded[at + 1].isdigit():
        return at + 2 - index
    return at + 1 - index if words.folded[at] in office_list("elections") else 0


def _phrase_length(words: Words, index: int) -> int:
    """How many words are part of a unit's name only together ("Lalu Lintas"), or name a university ("Gadjah Mada")."""
    if not words.is_capital(index):
        return 0
    before = words.folded[index - 1] if index else ""
    is_command = before in office_list("named_commands") or (
        before in office_list("numerals") and words.folded[index - 2] in office_list("named_commands")
    )
    phrases = office_phrases("phrases")
    phrases += office_phrases("university_names") if before in office_list("named_by_phrase") else ()
    phrases += office_phrases("command_names") if is_command else ()
    for phrase in phrases:
        if tuple(words.folded[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _belongs(words: Words, index: int, in_capitals: bool) -> bool:
    """Whether a word is one of those that offices and units are made of."""
    word, printed = words.folded[index], words.text[words.starts[index] : words.ends[index]]
    if word in office_list("numerals"):
        is_numbered = words.folded[index - 1] in office_list("numbered") or _is_of_dapil(words, index)
        return index > 0 and is_numbered and words.gap(index + 1) not in {".", ". "}
    if word in GRADES and index > 0 and words.folded[index - 1] == "ahli":
        return True
    if skip_honorifics(words, index) > index and words.is_capital(index):
        return False
    if is_derived(word) and len(word) > 6:
        return True
    if word in body_words() and (len(word) > 3 or not words.is_name_like(index) or word in office_list("short")):
        return True
    if is_honorific(words, index):
        return False
    if words.is_name_like(index) and (_is_before_and(words, index) or _is_before_unit(words, index)):
        return True
    if printed.isdigit():
        return len(printed) <= 5
    if words.gap(index) == "/" and (
        words.folded[index - 1].isdigit() or words.folded[index - 1] in office_list("numerals")
    ):
        return True  # "Danramil 1603-01/Alok"
    if is_mixed(printed) or _is_spelled_out(words, index):
        return True
    is_behind_name = index > 0 and words.folded[index - 1] not in office_vocabulary()
    if (is_behind_name and opens_with_initials(words, index)) or opens_capital_name(words, index):
        return False
    return printed.isupper() and len(printed) > 1 and not in_capitals


def _is_field(words: Words, index: int) -> bool:
    """Whether an office's head is a field of a division here: "Divisi Hukum, Pencegahan dan Humas"."""
    return words.folded[index] in FIELDS and not DIVISIONS.isdisjoint(
        words.folded[max(0, index - LONGEST_OFFICE) : index]
    )


def _is_of_dapil(words: Words, index: int) -> bool:
    """Whether a numeral tells a constituency ("dapil X I"), and does not open a name ("I Ketut")."""
    opens_name = index + 1 < len(words) and words.folded[index + 1] in names_of("name_openers")
    return not opens_name and "dapil" in words.folded[max(0, index - 4) : index]


def _is_before_and(words: Words, index: int) -> bool:
    """Whether a word of a unit's name is joined to more of it: the "Neraca" of "Neraca dan Analisis Statistik"."""
    if index + 2 >= len(words) or words.folded[index + 1] != "dan" or words.gap(index + 1) not in NEAR:
        return False
    behind = words.folded[index + 2]
    is_unit = behind in body_words() or is_derived(behind)
    return is_unit and words.is_name_like(index + 2) and head_at(words, index + 2) is None


def _is_before_unit(words: Words, index: int) -> bool:
    """Whether a field that no list has stands between a division's head and its unit: "Kasi Trantibum Polres X"."""
    if index + 1 >= len(words) or words.gap(index + 1) not in NEAR or words.gap(index) not in NEAR:
        return False
    is_field = index > 0 and words.folded[index - 1] in office_list("division_heads")
    return is_field and words.is_capital(index + 1) and words.folded[index + 1] in named_units()


def _is_spelled_out(words: Words, index: int) -> bool:
    """Whether a word ends a body's name, whose short form follows in brackets: "Pengawas Pemilihan Umun (Panwaslu)"."""
    if index + 2 >= len(words) or OPEN_BRACKET.fullmatch(words.gap(index + 1)) is None:
        return False
    short, before = words.folded[index + 1], words.folded[max(0, index - LONGEST_SPELLING) : index + 1]
    if not (words.gap(index + 2).startswith(")") and words.is_name_like(index) and before[-2] in body_words()):
        return False
    is_shortened = len(short) > 2 and words.is_capital(index + 1) and any(word[0] == short[0] for word in before[:-2])
    return short in short_bodies() or (is_shortened and short not in body_words())


def _joins_on(words: Words, index: int, places: Mapping[int, Place], head: Head, in_capitals: bool) -> bool:
    """Whether what follows a joining word still belongs to the office."""
    following = head_at(words, index + 1)
    if head.role == "candidate" and following is not None:
        return following.role in ELECTED or following.words[-1] == "presiden"
    if words.folded[index] in {"dan", "serta", "atau"} and following is not None and not _is_field(words, index + 1):
        return False
    at = index + 1
    if at + 1 < len(words) and words.folded[at] in office_list("joins") and words.gap(at) in NEAR:
        at += 1  # "yang membidangi"
    if words.gap(at) not in NEAR:
        return False
    return at in places or _belongs(words, at, in_capitals)


def _closing_bracket(words: Words, index: int) -> int | None:
    """The index of the first word behind a bracket that opens before `index`; None where it does not close soon."""
    closing = words.text.find(")", words.starts[index], words.starts[index] + 50)
    if closing < 0:
        return None
    while index < len(words) and words.starts[index] < closing:
        index += 1
    return index

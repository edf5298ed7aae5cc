"""Offices that stand for the persons who hold them: "Bupati", "Ketua Bawaslu itu", "Kabag Hukum"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.quote_speech import any_of
from nlp.records import Official
from nlp.regions import Place

WORD = re.compile(r"\w+")
CAPITAL = re.compile(r"[A-Z]\w*")
# An acting word or an address before an office.
BEFORE_OFFICE = (
    r"(?:(?:pj|pjs|plt|plh|penjabat|pelaksana tugas|pelaksana harian|pak|bu|bapak|ibu|sang)\.?\s{1,2}"
    r"(?:sementara\s{1,2})?(?:\(\w{2,5}\)\s{1,2})?)?"
)
BEFORE_WORDS = frozenset({"pj", "pjs", "plt", "plh", "penjabat", "pelaksana", "pak", "bu", "bapak", "ibu", "sang"})
# So many holders of one office are weighed against each other.
HOLDERS_LIMIT = 50
# Words that begin an office or a person's naming and are no office by themselves.
OFFICE_HEADS = frozenset(
    {"ketua", "kepala", "wakil", "sekretaris", "anggota", "komisioner", "koordinator", "direktur", "menteri"}
    | {"praktisi", "akademisi", "pengamat", "dosen", "pakar", "peneliti", "pendiri", "aktivis", "pegiat", "rektor"}
    | {"pj", "pjs", "plt", "plh", "penjabat", "h", "hj", "pak", "bu", "bapak", "ibu"}
)
# Offices held by one person in their area.
SOLE_ROLES = frozenset(
    {
        "governor", "vice_governor", "mayor", "vice_mayor", "regent", "vice_regent", "regional_secretary",
        "inspector", "district_head", "village_head",
    }
)  # fmt: skip
# Offices of a whole province, regency or city: its name may stand with them in any form.
AREA_BODIES = frozenset({"bawaslu", "kpu", "police", "prosecutor", "agency_head"})
AREA_ROLES = (SOLE_ROLES - {"district_head", "village_head"}) | AREA_BODIES


class Offices:
    """The offices that the officials of one article hold. `starts` tells where each is named, by name."""

    def __init__(
        self, text: str, officials: Sequence[Official], places: Sequence[Place], starts: Mapping[str, Sequence[int]]
    ) -> None:
        self.text = text
        self.officials = officials
        self._starts = starts
        self._places = sorted(places, key=lambda place: place.start)
        self._place_starts = [place.start for place in self._places]
        self._fitting: dict[tuple[str, str], list[Official]] = {}

    def holders(self, start: int, end: int) -> list[Official] | None:
        """Who may be meant by the office that a span begins with, the last named first; None without office."""
        found = office_at(self.text, start, end)
        role = _roles().get(" ".join(found["office"].casefold().split())) if found else None
        if found is None or role is None:
            return None
        fitting = self._of_office(role, found["office"].casefold())[:HOLDERS_LIMIT]
        if CAPITAL.search(self.text, found.end(), end):
            fitting = [one for one in fitting if self._is_of_place(one, found.end(), end)]
        return sorted(fitting, key=lambda official: -self._last_before(official, start))

    def names_place(self, start: int, end: int) -> bool:
        """Whether a place is named in a span."""
        index = bisect_left(self._place_starts, start)
        return any(place.start < end for place in self._places[index : index + 1])

    def _of_office(self, role: str, phrase: str) -> list[Official]:
        key = (role, phrase)
        if key not in self._fitting:
            self._fitting[key] = [official for official in self.officials if self._fits(official, role, phrase)]
        return self._fitting[key]

    def _fits(self, official: Official, role: str, phrase: str) -> bool:
        if role in SOLE_ROLES:
            return official.role == role and official.acting != "former"
        if role not in {official.role, "other"} and official.role not in {"candidate", "other"}:
            return False
        return _spell_out(phrase) <= _spell_out(self.text[official.start : official.end])

    def _is_of_place(self, official: Official, start: int, end: int) -> bool:
        """Whether the capitalised words after an office agree with the official's own office or region."""
        office = {word.casefold() for word in WORD.findall(self.text[official.start : official.end])}
        for name in CAPITAL.finditer(self.text, start, end):
            place = self._place_at(name.start())
            is_own = place is not None and place.code == official.region and official.role in AREA_ROLES
            if name[0].casefold() not in office and not is_own:
                return False
        return True

    def _place_at(self, at: int) -> Place | None:
        index = bisect_right(self._place_starts, at) - 1
        return self._places[index] if index >= 0 and at < self._places[index].end else None

    def _last_before(self, official: Official, at: int) -> int:
        starts = self._starts[official.name]
        index = bisect_left(starts, at)
        return starts[index - 1] if index else -1


def office_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """The office that a span begins with; its group `office` leaves out an acting word before it."""
    return _office_pattern().match(text, start, end)


@cache
def office_openings() -> frozenset[str]:
    """The first words of offices, and what may stand before one, in lower case."""
    return frozenset(phrase.split()[0] for phrase in _roles()) | BEFORE_WORDS


@cache
def office_words() -> frozenset[str]:
    """Every word of an office, in lower case."""
    return frozenset(word for phrase in _roles() for word in phrase.split()) | {"pj", "plt", "plh", "pjs"}


def _spell_out(office: str) -> set[str]:
    """The words of an office in lower case, short forms spelled out."""
    full = _full_forms()
    return {part for word in WORD.findall(office.casefold()) for part in full.get(word, word).split()}


@cache
def _full_forms() -> dict[str, str]:
    forms: dict[str, str] = load_lexicon("speech")["spelled_out"]
    return forms


@cache
def _roles() -> dict[str, str]:
    offices: dict[str, list[str]] = load_lexicon("speech")["offices"]
    return {phrase: role for role, phrases in offices.items() for phrase in phrases}


@cache
def _office_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)\s{{0,2}}{BEFORE_OFFICE}(?P<office>{any_of(_roles())})\b(?!-)")


@cache
def office_anywhere() -> re.Pattern[str]:
    """An office, without regard to whether a name follows."""
    return re.compile(rf"(?i)(?<![\w-]){BEFORE_OFFICE}(?P<office>{any_of(_roles())})\b(?!-)")

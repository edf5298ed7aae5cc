"""The area of an office: the one named with it, else that of its body elsewhere, else the article's own."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from nlp.areas import load_areas, province_of
from nlp.bodies import Body
from nlp.lexicons import load_lexicon
from nlp.office_holders import BODY_KINDS
from nlp.offices import Office

LEVEL_OF_ROLE = {
    "governor": "province",
    "vice_governor": "province",
    "mayor": "city",
    "vice_mayor": "city",
    "regent": "regency",
    "vice_regent": "regency",
}
# Of a government, council, supervisor or court that the article is about, where it names no other.
HOME_ROLES = frozenset(
    [
        "regional_secretary",
        "assistant",
        "agency_head",
        "department_head",
        "inspector",
        "division_head",
        "district_head",
        "village_head",
        "bawaslu",
        "kpu",
        "legislator",
        "police",
        "military",
        "prosecutor",
        "candidate",
        "party",
        "asn",
    ]
) | frozenset(LEVEL_OF_ROLE)


def _is_of_whole_party(office: Office) -> bool:
    """Whether an office leads a party in the whole country: "Ketua Umum", "Sekjen", "Ketua DPP"."""
    words = load_lexicon("offices")["nation"]["whole_party"]
    return not office.places and (" ".join(office.head.words) in words or any(t in words for t in office.tokens))


class OfficeAreas:
    """What the article says of areas; `main` is the code of the one it is about, None where it is about none."""

    def __init__(self, doc: Doc, bodies: Sequence[Body], main: str | None) -> None:
        self.main = main
        self.of_bodies: dict[str, Counter[str]] = {}
        for body in bodies:
            role = BODY_KINDS.get(body.kind)
            if role and body.code:
                self.of_bodies.setdefault(role, Counter())[body.code] += 1
        self.named = Counter(place.code for place in doc._.places)

    def of(self, office: Office) -> str | None:
        """The code of the office's jurisdiction, "00" for the nation, None where the text does not tell."""
        if office.is_national or (office.role == "party" and _is_of_whole_party(office)):
            return "00"
        lexicon = load_lexicon("offices")["nation"]
        if office.role in lexicon["none"] or " ".join(office.head.words) in lexicon["no_area_heads"]:
            return None
        level = LEVEL_OF_ROLE.get(office.role)
        code = office.area_code
        if code:
            return province_of(code) if level == "province" or office.is_provincial else code
        if level:
            return self._main_of_level(level)
        if office.is_provincial or office.head.words[0] in {"sekdaprov", "sekprov", "sekdaprop"}:
            return self._main_of_level("province")
        if office.role not in HOME_ROLES and " ".join(office.head.words) not in lexicon["home_heads"]:
            return None
        known = self.of_bodies.get(office.role)
        if known and self.main not in known:
            return known.most_common(1)[0][0]
        return self.main

    def _main_of_level(self, level: str) -> str | None:
        areas = load_areas()
        if self.main and areas[self.main].level == level:
            return self.main
        if level == "province":
            return province_of(self.main) if self.main else None
        fitting = [(count, code) for code, count in self.named.items() if areas[code].level == level]
        return max(fitting)[1] if fitting else self.main

"""Of which area a number is told: "Wakatobi 37", "NTB (77)", "2 Pasaman Barat", else that of sentence or article."""

import re

from spacy.tokens import Doc

from nlp.areas import NATION, load_areas, province_of
from nlp.regions import Place, places_between
from nlp.scenes import Scene
from nlp.total_numbers import Number

# Before an area, where the number is of it: "di Kabupaten X", "Bawaslu X".
AT = re.compile(
    r"(?i)\b(?:di|se|dari|asal|lingkungan|lingkup|jajaran|pemkab|pemkot|pemko|pemprov"
    r"|kabupaten|kota|provinsi|bawaslu|panwaslu"
    r"|panwaslih|kpu|inspektorat|bkd|bkpsdm|bkpp|bkpsdmd|pemda|pemerintah|sekda|bupati|setda"
    r"|sekretariat daerah)[ \t\u00a0-]*$"
)
# Between an area and its number: "Wakatobi 37", "NTB (77)", "Sula paling banyak dengan 26".
BESIDE = re.compile(
    r"(?i)[ \t\u00a0,:(-]{1,3}(?:(?:sebanyak|dengan|ada|berjumlah|jumlah|yakni|yaitu|mencapai"
    r"|masing-masing|paling|banyak"
    r"|terbanyak|tertinggi|terbesar|teratas|total|terdapat|tercatat|memiliki|yang|menyumbang|menyumbangkan|angka|penyumbang"
    r"|duduk|berada|menempati|menduduki|di|pada|tempat|posisi|urutan|peringkat|pertama|kedua|ketiga|puncak|mencatat"
    r"|mencatatkan|menjadi|juara|hanya|cuma|sebesar)[ \t\u00a0]+){0,7}"
)
LIST_GAP = re.compile(r"(?i)[ \t\u00a0]+(?:(?:di|dari)[ \t\u00a0]+)?(?:(?:kabupaten|kota|kab\.)[ \t\u00a0]+)?")
LIST_BEFORE = re.compile(r"(?i)(?:,|\bdan|;|\bserta|\byaitu|\byakni|:)[ \t\u00a0]+$")
DATELINE = re.compile(r"[ \t\u00a0]*(?:\([^)\n]{2,30}\)|,[^\n]{2,40}?)?[ \t\u00a0]*(?:[-–—|]|\()")
# Before an area that is a body's seat, an assembly's or a candidate's.
NO_SCOPE_BEFORE = re.compile(
    r"(?i)\b(?:dprd|dpr|dpd|kasn|bkn|komisi asn|calon|caleg|dprd provinsi|kampus"
    r"|universitas|hotel)(?: di| ri)?[ \t\u00a0]+$"
)
LEVELS = frozenset({"province", "regency", "city"})
NEAR_AREA = 70


def listed_area(doc: Doc, text: str, number: Number) -> Place | None:
    """The area that a number stands directly beside, as in a list of areas."""
    return _area_behind(doc, text, number) or _area_beside(doc, text, number)


def _area_beside(doc: Doc, text: str, number: Number) -> Place | None:
    """The area that stands directly before a number: "Wakatobi 37", "NTB (77)", "di Sultra sebanyak 92"."""
    for place in reversed(places_between(doc, max(0, number.start - 90), number.start)):
        if BESIDE.fullmatch(text, place.end, number.start):
            return place
        return None
    return None


def _area_behind(doc: Doc, text: str, number: Number) -> Place | None:
    """The area that a number in a list is followed by: "yaitu 2 kasus di Agam, 1 Pasaman Barat"."""
    for place in places_between(doc, number.end, number.end + 40):
        is_next = LIST_GAP.fullmatch(text, number.end, place.start) is not None
        return place if is_next and LIST_BEFORE.search(text, max(0, number.start - 8), number.start) else None
    return None


def scope_of(doc: Doc, text: str, scene: Scene, number: Number, right: int) -> str | None:
    """The code of the area counted: the one beside the number, the sentence's own, else that of the article."""
    beside = listed_area(doc, text, number)
    if beside:
        return beside.code
    behind = (
        place
        for place in _scope_places(doc, text, number.end, min(right, number.end + NEAR_AREA))
        if _is_at(text, place)
    )
    named = _scope_places(doc, text, scene.start, scene.end)
    ahead = [place for place in named if place.end <= number.start and _is_at(text, place) and place.kind in LEVELS]
    codes = {place.code for place in named}
    chosen = next(behind, None) or (ahead[-1] if ahead else None) or (named[0] if len(codes) == 1 else None)
    return chosen.code if chosen else _main_scope(doc, text, scene)


def _main_scope(doc: Doc, text: str, scene: Scene) -> str | None:
    """The article's area; in one about a province or the nation, that of which the sentence before speaks."""
    main = list(doc._.primary_regions)
    if len(main) != 1:
        provinces = {province_of(code) for code in main}
        return provinces.pop() if len(provinces) == 1 and NATION not in provinces else None
    if main[0] == NATION or load_areas()[main[0]].level == "province":
        spoken = [place for place in _scope_places(doc, text, scene.previous, scene.start) if _is_at(text, place)]
        if len({place.code for place in spoken}) == 1:
            return spoken[0].code
    return main[0]


def _scope_places(doc: Doc, text: str, start: int, end: int) -> list[Place]:
    """The areas named in a span, without a dateline's, an assembly's and where a body of the nation has its seat."""
    return [
        place
        for place in places_between(doc, start, end)
        if not NO_SCOPE_BEFORE.search(text, max(0, place.start - 24), place.start) and not _is_dateline(text, place)
    ]


def _is_dateline(text: str, place: Place) -> bool:
    """Whether the area opens a paragraph as the place of its news: "Kupang (WARTA) -"."""
    before = text[max(0, place.start - 3) : place.start].rstrip(" \t")
    opens = place.start == 0 or before.endswith("\n")
    return opens and DATELINE.match(text, place.end, place.end + 60) is not None


def _is_at(text: str, place: Place) -> bool:
    return AT.search(text, max(0, place.start - 22), place.start) is not None

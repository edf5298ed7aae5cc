"""The areas whose government, supervisor or staff the story is about.

Told by the bodies and offices that act, by headline and opening; an area named only as background weighs little. Where
the body is a province's but the story is about the staff of one to three regencies or cities, these stand instead.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from nlp.areas import NATION, load_areas, province_of
from nlp.bodies import Body, find_bodies
from nlp.phrases import search_any
from nlp.records import Value
from nlp.scenes import Scene, read_scenes, words

# What speaks for an area. Measured on the training part of the demonstration corpus, November 2026.
OFFICIAL = 3.0
BODY = 1.5
PLACE = 0.5
HEADLINE = 3.0
OPENING = 2.0
# A second area of the story has this share of the first one's weight.
SECOND_SHARE = 0.6
OPENING_SCENES = 3
MOST_AREAS = 3
# A story that names so many provinces, and a national body at its opening, is about the nation.
NATIONWIDE = 5
PRIVATE_ROLES = frozenset({"party", "candidate", "academic", "civil_society", "military"})


@dataclass
class Weights:
    """What speaks for each area: `total` by code, `acting` the number of its bodies and officials."""

    total: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    acting: Counter[str] = field(default_factory=Counter)

    def ranking(self) -> list[str]:
        """The codes, the weightiest first."""
        return sorted(self.total, key=lambda code: -self.total[code])


@Language.component("primary_regions")
def mark(doc: Doc) -> Doc:
    """Set `doc._.primary_regions`, and see to it that `doc._.regions` holds them, too."""
    doc._.primary_regions = choose_primary(doc)
    known = {region.value for region in doc._.regions}
    missing = [code for code in doc._.primary_regions if code not in known]
    evidence = _evidence(doc)
    if evidence is not None:
        doc._.regions = [*doc._.regions, *(Value(code, *evidence) for code in missing)]
    return doc


def choose_primary(doc: Doc) -> list[str]:
    """The codes of the primary areas, the weightiest first; empty where no area and no body is named."""
    scenes = read_scenes(doc)
    weights = weigh_areas(doc, scenes)
    if not weights.total:
        return []
    top = weights.ranking()[0]
    provinces = {province_of(code) for code in weights.total if code != NATION}
    if top == NATION or (weights.total.get(NATION) and len(provinces) >= NATIONWIDE):
        return [NATION]
    if not weights.acting and _is_scattered(weights):
        return [NATION]
    if load_areas()[top].level == "province":
        return _within_province(doc, scenes, weights, top)
    return _with_second(weights, top)


def weigh_areas(doc: Doc, scenes: list[Scene]) -> Weights:
    """How much speaks for each area, the nation too."""
    weights = Weights()
    areas = load_areas()
    opening_end = scenes[min(OPENING_SCENES, len(scenes)) - 1].end if scenes else 0
    for official in doc._.officials:
        if (
            official.region
            and official.role not in PRIVATE_ROLES
            and (official.region in areas or official.region == NATION)
        ):
            weights.total[official.region] += OFFICIAL + (OPENING if official.start < opening_end else 0.0)
            weights.acting[official.region] += 1
    for body in find_bodies(doc):
        if body.code and body.code != NATION:
            weights.total[body.code] += BODY
            weights.acting[body.code] += 1
        elif body.code == NATION and body.start < opening_end and not _is_goal(doc.text, body):
            weights.total[NATION] += BODY
    for place in doc._.places:
        weights.total[place.code] += PLACE + (OPENING if place.start < opening_end else 0.0)
    return weights


def _within_province(doc: Doc, scenes: list[Scene], weights: Weights, province: str) -> list[str]:
    """The regencies and cities whose staff the story is about, if they are few, else the province."""
    told: list[str] = []
    for place in doc._.places:
        area = load_areas()[place.code]
        if area.level != "province" and area.province_code == province and place.code not in told:
            told.append(place.code)
    with_case = [code for code in told if _has_case(doc, scenes, code)]
    in_headline = [code for code in with_case if _is_in_headline(doc, code)]
    with_case = in_headline or with_case
    if 0 < len(with_case) <= MOST_AREAS and len(told) <= MOST_AREAS + 2:
        return with_case
    return [province]


def _is_scattered(weights: Weights) -> bool:
    """Whether areas are only named here and there, none above the others."""
    ranking = weights.ranking()
    return len(ranking) > 1 and weights.total[ranking[0]] < 2 * weights.total[ranking[1]]


def _is_in_headline(doc: Doc, code: str) -> bool:
    title = (doc._.article.title or "").casefold()
    return any(place.code == code and place.text.casefold() in title for place in doc._.places)


def _has_case(doc: Doc, scenes: list[Scene], code: str) -> bool:
    """Whether staff of an area are told to be handled."""
    for place in doc._.places:
        if place.code != code:
            continue
        scene = next((s for s in scenes if s.start <= place.start < s.end), None)
        if scene and all(search_any(words(kind), doc.text, scene.start, scene.end) for kind in ("servants", "handled")):
            return True
    return False


def _with_second(weights: Weights, top: str) -> list[str]:
    """The weightiest regency or city, with others of its province that act as much."""
    chosen = [top]
    for code in weights.ranking()[1 : MOST_AREAS + 1]:
        same = code != NATION and province_of(code) == province_of(top) and load_areas()[code].level != "province"
        if same and weights.total[code] >= SECOND_SHARE * weights.total[top] and weights.acting[code] >= 2:
            chosen.append(code)
    return chosen[:MOST_AREAS]


def _is_goal(text: str, body: Body) -> bool:
    """Whether a case is only sent to the body ("ke KASN")."""
    return text[max(0, body.start - 9) : body.start].rstrip(" (").endswith((" ke", "kepada", " dari"))


def _evidence(doc: Doc) -> tuple[int, int] | None:
    """Where an area stands that no place names: the opening sentence."""
    return next(((s.start, s.end) for s in doc._.sentences if not s.is_residue), None)

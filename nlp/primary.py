"""The areas whose government, supervisor or staff the story is about.

Told by what the named areas do (`nlp.area_roles`): whose bodies act, whose staff are spoken of, in headline, opening
and the rest; an area where something only takes place weighs next to nothing. Where the body is a province's but the
story is about the staff of one to three regencies or cities, these stand instead.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.area_roles import Naming, name_areas
from nlp.areas import NATION, load_areas, province_of
from nlp.nation_roles import nation_weight
from nlp.phrases import search_any
from nlp.records import Value
from nlp.regions import Place, find_places
from nlp.scenes import Scene, read_scenes, words

# What speaks for an area. Measured on the training part of the demonstration corpus, November 2026.
OFFICIAL, GUEST_OFFICIAL = 3.0, 0.5
# By the part it plays (`nlp.area_roles`): anywhere, added in the opening, added in the headline.
PARTS = {
    "head": (1.5, 3.0, 6.0),
    "acting": (1.5, 3.0, 6.0),
    "staff": (1.0, 2.0, 6.0),
    "guest": (0.6, 0.6, 4.0),
    "attends": (0.6, 0.6, 4.0),
    "named": (0.5, 1.0, 4.0),
    "venue": (0.1, 0.1, 1.0),
    "dateline": (0.2, 0.3, 1.0),
    "past": (0.0, 0.0, 0.0),
}
OFFICIAL_OPENING = 2.0
# A second area of the story has this share of the first one's weight.
SECOND_SHARE = 0.6
OPENING_SCENES = 3
MOST_AREAS = 3
# A story that names so many provinces, and a national body at its opening, is about the nation.
NATIONWIDE = 5
PRIVATE_ROLES = frozenset({"party", "candidate", "academic", "civil_society", "military", "other"})
GUEST_ROLES = frozenset({"police", "kpu", "legislator", "prosecutor"})
ACTS = frozenset({"head", "acting", "staff"})
STANDS = frozenset({"head", "acting", "staff", "named"})
# The nation's bodies speak in its capital.
CAPITAL = "31"
SAID_THERE = frozenset({"venue", "dateline"})
# Provinces parted in 2022: an older article has their regencies in the first one.
FORMER_PROVINCE = {"93": "91", "94": "91", "95": "91", "96": "92"}


@dataclass
class Weights:
    """What speaks for each area: `total` by code, `acting` the number of its bodies and officials.

    `headline` holds the codes named in the headline with the part they play there.
    """

    total: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    acting: Counter[str] = field(default_factory=Counter)
    headline: dict[str, str] = field(default_factory=dict)
    namings: list[Naming] = field(default_factory=list)

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
        doc._.regions = [*doc._.regions, *(Value(code, *evidence, rule="region.primary: ") for code in missing)]
    return doc


def choose_primary(doc: Doc) -> list[str]:
    """The codes of the primary areas, the weightiest first; empty where a story on something else names none.

    Asked for by several components: the answer is kept as long as what is known of officials and relevance is the same.
    """
    known = (doc._.relevance, *(official.region for official in doc._.officials))
    kept = doc.user_data.get("primary_regions")
    if kept is None or kept[0] != known:
        kept = (known, _choose(doc))
        doc.user_data["primary_regions"] = kept
    return list(kept[1])


def _choose(doc: Doc) -> list[str]:
    scenes = read_scenes(doc)
    weights = weigh_areas(doc, scenes)
    if not weights.total:
        # A column on civil servants at large names no area.
        return [] if doc._.relevance == "none" else [NATION]
    top = weights.ranking()[0]
    if _is_only_said_there(weights, top):
        return [NATION]
    provinces = {province_of(code) for code in weights.total if code != NATION}
    if top == NATION or (len(provinces) >= NATIONWIDE and _is_nationwide(weights, top)):
        return [NATION]
    if not weights.acting and _is_scattered(weights):
        return [NATION]
    if load_areas()[top].level == "province":
        return _within_province(doc, scenes, weights, top)
    return _with_second(weights, top)


def _is_only_said_there(weights: Weights, top: str) -> bool:
    """Whether the nation's capital is the one area named, and only as the place where something was said."""
    return top == CAPITAL and len(weights.total) == 1 and all(n.part in SAID_THERE for n in weights.namings)


def weigh_areas(doc: Doc, scenes: list[Scene]) -> Weights:
    """How much speaks for each area, the nation too."""
    weights = Weights()
    opening_end = scenes[min(OPENING_SCENES, len(scenes)) - 1].end if scenes else 0
    _weigh_officials(doc, weights, opening_end)
    namings, nation = _named(doc, scenes, opening_end)
    weights.namings = namings
    if not any(naming.part in ACTS for naming in weights.namings):
        # Where no government or supervisor is named, others are no guests: an office of a ministry, the police.
        weights.namings = [replace(n, part="acting") if n.part == "guest" else n for n in weights.namings]
    for naming in weights.namings:
        anywhere, in_opening, _ = PARTS[naming.part]
        weights.total[naming.code] += anywhere + (in_opening if naming.start < opening_end else 0.0)
        weights.acting[naming.code] += naming.part in ACTS
    _weigh_headline(doc, weights)
    if nation:
        weights.total[NATION] += nation
    return weights


def _named(doc: Doc, scenes: list[Scene], opening_end: int) -> tuple[list[Naming], float]:
    """The areas named and what speaks for the nation: both are the same whoever the officials are, and kept."""
    kept: tuple[list[Naming], float] | None = doc.user_data.get("named_areas")
    if kept is None:
        kept = name_areas(doc.text, doc._.places, scenes), nation_weight(doc, opening_end)
        doc.user_data["named_areas"] = kept
    return kept


def _weigh_officials(doc: Doc, weights: Weights, opening_end: int) -> None:
    areas = load_areas()
    is_on_subject = doc._.relevance != "none"
    for official in doc._.officials:
        region = official.region
        if not region or official.role in PRIVATE_ROLES or official.acting == "former":
            continue
        if region not in areas and region != NATION:
            continue
        is_guest = is_on_subject and official.role in GUEST_ROLES
        weights.total[region] += GUEST_OFFICIAL if is_guest else OFFICIAL
        if official.start < opening_end and not is_guest:
            weights.total[region] += OFFICIAL_OPENING
        weights.acting[region] += not is_guest


def _weigh_headline(doc: Doc, weights: Weights) -> None:
    """An area that the headline names; names in it are read as the text reads them."""
    title = doc._.article.title or ""
    if not title:
        return
    places = _places_of(title)
    known = {place.text.casefold(): place.code for place in doc._.places}
    for naming, place in zip(name_areas(title, places, []), places, strict=True):
        code = known.get(place.text.casefold(), naming.code)
        if code in weights.total and code not in weights.headline:
            weights.headline[code] = naming.part
            weights.total[code] += PARTS[naming.part][2]


@lru_cache(maxsize=8)
def _places_of(title: str) -> tuple[Place, ...]:
    """The areas that a headline names; asked for again as soon as more is known of the text."""
    return tuple(find_places(title))


def _within_province(doc: Doc, scenes: list[Scene], weights: Weights, province: str) -> list[str]:
    """The regencies and cities whose staff the story is about, if they are few, else the province."""
    areas = load_areas()
    inner = [n for n in weights.namings if areas[n.code].level != "province" and _lies_in(n.code, province)]
    in_headline = [code for code in _codes(inner) if weights.headline.get(code) in STANDS]
    if 0 < len(in_headline) <= MOST_AREAS and weights.headline.get(province) not in ACTS:
        return in_headline
    told = _codes(n for n in inner if n.part in STANDS and not _is_seat(n, province))
    most = MOST_AREAS if weights.headline.get(province) in ACTS else MOST_AREAS + 2
    if not told or len(told) > most:
        return [province]
    inner = [n for n in inner if n.code in told]
    # In a story on something else a case is told in passing.
    is_case = doc._.relevance != "mention"
    handled = _codes(n for n in inner if is_case and _has_case(doc, scenes, n, ("cases",)))
    if 0 < len(handled) <= MOST_AREAS and not (len(handled) > 1 and weights.headline.get(province) in STANDS):
        return handled
    if len(told) > 1:
        gathered = _codes(n for n in inner if _has_case(doc, scenes, n, ("gathered",)))
        return gathered if len(gathered) == len(told) <= MOST_AREAS else [province]
    # One area alone is only spoken to where its staff are named, or suspected.
    kinds = {"staff": ("gathered",), "named": ("gathered", "ruled")}
    is_told = any(_has_case(doc, scenes, n, kinds[n.part]) for n in inner if n.part in kinds)
    return told if is_told else [province]


def _codes(namings: Iterable[Naming]) -> list[str]:
    """The areas named, each once, in the order of the text."""
    return list(dict.fromkeys(naming.code for naming in namings))


def _is_seat(naming: Naming, province: str) -> bool:
    """Whether the province's capital is only named as the place of its government."""
    areas = load_areas()
    is_capital = areas[naming.code].bare_name == areas[province].capital
    return is_capital and naming.part == "named" and not naming.is_listed


def _lies_in(code: str, province: str) -> bool:
    """Whether a regency or city is the province's, or was when articles were written."""
    own = province_of(code)
    return own == province or FORMER_PROVINCE.get(own) == province


def _has_case(doc: Doc, scenes: Sequence[Scene], naming: Naming, kinds: tuple[str, ...]) -> bool:
    """Whether staff of an area are told to be handled, or to be gathered and spoken to."""
    if naming.part not in STANDS or naming.scene >= len(scenes):
        return False
    scene = scenes[naming.scene]
    is_gathering = "gathered" in kinds
    start = scene.previous if is_gathering else scene.start

    def has(kind: str) -> bool:
        return search_any(words(kind), doc.text, start, scene.end) is not None

    if not all(map(has, kinds)):
        return False
    if naming.part == "head":  # a head of government who speaks of cases is none
        return is_gathering
    return has("servants") or has("deciders") or (is_gathering and naming.part == "acting")


def _is_nationwide(weights: Weights, top: str) -> bool:
    """Whether a story that names many provinces is about none of them."""
    if weights.headline.get(top) in ACTS:
        return False
    is_acting = any(naming.code == top and naming.part in ACTS for naming in weights.namings)
    return not is_acting or weights.total.get(NATION, 0.0) >= weights.total[top] / 2


def _is_scattered(weights: Weights) -> bool:
    """Whether areas are only named here and there, none above the others."""
    ranking = weights.ranking()
    return len(ranking) > 1 and weights.total[ranking[0]] < 2 * weights.total[ranking[1]]


def _with_second(weights: Weights, top: str) -> list[str]:
    """The weightiest regency or city, with others of its province that act as much."""
    chosen = [top]
    for code in weights.ranking()[1 : MOST_AREAS + 1]:
        same = code != NATION and province_of(code) == province_of(top) and load_areas()[code].level != "province"
        if same and weights.total[code] >= SECOND_SHARE * weights.total[top] and weights.acting[code] >= 2:
            chosen.append(code)
    return chosen[:MOST_AREAS]


def _evidence(doc: Doc) -> tuple[int, int] | None:
    """Where an area stands that no place names: the opening sentence."""
    return next(((s.start, s.end) for s in doc._.sentences if not s.is_residue), None)

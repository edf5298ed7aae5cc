"""The areas whose government, supervisor or staff the story is about."""

from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc

from nlp.areas import NATION, load_areas, province_of
from nlp.bodies import find_bodies
from nlp.records import Value


@Language.component("primary_regions")
def mark(doc: Doc) -> Doc:
    """Set `doc._.primary_regions`, and see to it that `doc._.regions` holds them, too."""
    doc._.primary_regions = choose_primary(doc)
    known = {region.value for region in doc._.regions}
    for code in doc._.primary_regions:
        if code not in known:
            start, end = _evidence(doc, code)
            if end:
                doc._.regions = [*doc._.regions, Value(code, start, end)]
    return doc


def choose_primary(doc: Doc) -> list[str]:
    """The codes of the primary areas, the weightiest first; never empty where an area is named."""
    weights = weigh_areas(doc)
    if not weights:
        return []
    return [weights.most_common(1)[0][0]]


def weigh_areas(doc: Doc) -> Counter[str]:
    """How much speaks for each area."""
    weights: Counter[str] = Counter()
    for place in doc._.places:
        weights[place.code] += 1
    return weights


def _evidence(doc: Doc, code: str) -> tuple[int, int]:
    text = doc.text
    first = next((s for s in doc._.sentences if not s.is_residue), None)
    return (first.start, first.end) if first and text else (0, 0)

"""Items under review in words: what was read, and the values of single fields."""

from collections.abc import Mapping
from typing import Any

from dashboard.components.request import Request
from dashboard.components.words import (
    date_words,
    election_name,
    measure_name,
    office_words,
    region_words,
    total_words,
    value_name,
    violation_name,
)
from warehouse.page_review_kinds import AREA, DAY, ELECTION, REVIEWED, ReviewField

# Lists of the domain: the key of their texts.
DOMAIN_TEXTS = {
    "measure_types": "measure",
    "measure_statuses": "measure_status",
    "violation_types": "violation",
    "violation_statuses": "violation_status",
    "official_roles": "role",
    "acting": "acting_name",
    "date_roles": "date_role",
    "total_kinds": "review.counted",
    "total_states": "total_state",
}
Areas = Mapping[str, str]


def field_words(request: Request, field: ReviewField, value: Any, areas: Areas) -> str:
    """The value of a field; a name is told by its field alone, for it may be covered by now."""
    if value is None or value == "":
        return request.t("review.nothing")
    if field.is_name:
        return request.t(f"review.renamed_{field.takes}")
    if field.takes == AREA:
        return region_words(request.lang, str(value), areas.get(str(value)))
    if field.takes == DAY:
        return date_words(request.lang, str(value))
    if field.takes == ELECTION:
        return election_name(request.lang, str(value))
    words = value_name(request.lang, DOMAIN_TEXTS.get(field.takes, ""), str(value))
    return words[:1].upper() + words[1:]


def reading(request: Request, kind: str, values: Mapping[str, Any], areas: Areas) -> list[str]:
    """What was read, without names of persons: the main thing first. Values that are not told are left out."""
    lang = request.lang
    if kind in ("violation", "measure"):
        name = violation_name if kind == "violation" else measure_name
        state = value_name(lang, f"{kind}_status", str(values.get("status", "")))
        return [name(lang, str(values.get("type", ""))), state.lower()]
    if kind == "official":
        code = values.get("region") or None
        area = areas.get(str(code))
        return [office_words(lang, str(values.get("role", "other")), values.get("acting") or None, code, area)]
    if kind == "total":
        counted = total_words(lang, int(values.get("count", 0)), str(values.get("what", "")))
        state = value_name(lang, "total_state", str(values.get("state", "")))
        scope = values.get("scope") or None
        return [part for part in (counted, state, region_words(lang, scope, areas.get(str(scope)))) if part]
    fields = [field for field in REVIEWED[kind].fields if not field.is_name and field.name in values]
    return [field_words(request, field, values[field.name], areas) for field in fields]

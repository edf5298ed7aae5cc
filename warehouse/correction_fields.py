"""What a correction may say: its kinds, the items and their fields, and the values that each field takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from nlp.areas import NATION, load_areas
from warehouse.corrections import FieldValue
from warehouse.days import parse_span
from warehouse.schema import domain_values

ELECTION_ID = re.compile(r"(pilkada|pemilu)-\d{4}")
# The list of an annotation that holds the items of each kind, and what makes one of them another item: of two equal
# in these fields one is enough, and the tables take no second for regions and elections.
LISTS = {
    "region": "regions",
    "election": "elections",
    "official": "officials",
    "date": "dates",
    "measure": "measures",
    "violation": "violations",
    "legal": "legal",
    "document": "documents",
    "quote": "quotes",
    "statement": "statements",
    "total": "totals",
}
SAME = {
    "region": ("value",),
    "election": ("value",),
    "measure": ("type", "status", "actor"),
    "violation": ("type", "status"),
}


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field of an item: what it takes, and whether it may be empty and may be left out of a new item."""

    check: Callable[[FieldValue], str | None]
    is_optional: bool = False


def check_text(value: FieldValue) -> str | None:
    """What is wrong with a text, None where nothing is."""
    if not isinstance(value, str) or not value.strip():
        return "must be a text that is not empty"
    return None


def _check_count(value: FieldValue) -> str | None:
    # The table's column is a 32-bit integer.
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        return "must be a whole number, 0 or more"
    return None


def _check_region(value: FieldValue) -> str | None:
    if not isinstance(value, str):
        return 'must be a region code as text, such as "14.71" (in quotation marks)'
    if value not in region_codes():
        return f'{value!r} is no region code: take it from the table regions, such as "14.71"'
    return None


def _check_election(value: FieldValue) -> str | None:
    if not isinstance(value, str) or not ELECTION_ID.fullmatch(value):
        return f"{value!r} is no election: write pilkada-2024 or pemilu-2024"
    return None


def _check_day(value: FieldValue) -> str | None:
    try:
        parse_span(str(value))
    except ValueError as error:
        return f'{error}: write "2024-07-16", "2024-07", "2024" or a range "2023-11-28/2024-02-10"'
    return None if isinstance(value, str) else "must be a text in quotation marks"


def _one_of(domain: str) -> Callable[[FieldValue], str | None]:
    def check(value: FieldValue) -> str | None:
        known = domain_values()[domain]
        if not isinstance(value, str) or value not in known:
            return f"{value!r} is unknown: one of {', '.join(sorted(known))}"
        return None

    return check


def _check_regions(value: FieldValue) -> str | None:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        return 'must be a list of region codes as texts, such as ["14.71"]'
    if len(set(value)) < len(value):
        return "names a region twice"
    return next((wrong for code in value if (wrong := _check_region(code))), None)


@cache
def region_codes() -> frozenset[str]:
    """The codes of all areas, the nation's with them."""
    return frozenset(load_areas()) | {NATION}


RULES: dict[str, dict[str, FieldRule]] = {
    "region": {"value": FieldRule(_check_region)},
    "election": {"value": FieldRule(_check_election)},
    "official": {
        "name": FieldRule(check_text),
        "role": FieldRule(_one_of("official_roles")),
        "acting": FieldRule(_one_of("acting"), is_optional=True),
        "region": FieldRule(_check_region, is_optional=True),
    },
    "date": {"value": FieldRule(_check_day), "role": FieldRule(_one_of("date_roles"))},
    "measure": {
        "type": FieldRule(_one_of("measure_types")),
        "status": FieldRule(_one_of("measure_statuses")),
        "actor": FieldRule(check_text, is_optional=True),
    },
    "violation": {
        "type": FieldRule(_one_of("violation_types")),
        "status": FieldRule(_one_of("violation_statuses")),
    },
    "legal": {"value": FieldRule(check_text)},
    "document": {"value": FieldRule(check_text)},
    "quote": {"speaker": FieldRule(check_text, is_optional=True)},
    "statement": {"speaker": FieldRule(check_text, is_optional=True)},
    "total": {
        "count": FieldRule(_check_count),
        "what": FieldRule(_one_of("total_kinds")),
        "state": FieldRule(_one_of("total_states")),
        "scope": FieldRule(_check_region, is_optional=True),
    },
}
ARTICLE_RULES = {"relevance": FieldRule(_one_of("relevance")), "primary_regions": FieldRule(_check_regions)}


def check_field(rules: dict[str, FieldRule], name: str, value: FieldValue) -> str | None:
    """What is wrong with the value of a field, None where nothing is."""
    rule = rules.get(name)
    if rule is None:
        return f"has no field {name!r}: one of {', '.join(rules)}"
    if rule.is_optional and value == "":
        return None
    return rule.check(value)

"""Whether each item of an annotation is right by gold, by the rules of scoring (`nlp.score`), item by item."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nlp.score import OFFICIAL_FIELDS, Row, letters, opening, same_person

# Of two pieces of reported speech, the share of the longer that they must have in common to be one.
LEAST_SHARED = 0.5


def right_items(kind: str, gold: Row, found: Sequence[Row]) -> list[bool] | None:
    """Whether each of the items of one kind is right; None where gold does not tell that kind."""
    if kind not in gold:
        return None
    wanted = gold[kind] or []
    return [any(CHECKS[kind](one, item) for one in wanted) for item in found]


def _same(*fields: str) -> Callable[[Any, Row], bool]:
    return lambda one, item: all(one[field] == item[field] for field in fields)


def _same_value(one: Any, item: Row) -> bool:
    value = one["value"] if isinstance(one, dict) else one
    return letters(str(value)) == letters(str(item["value"]))


def _same_official(one: Any, item: Row) -> bool:
    return same_person(one["name"], item["name"]) and all(one[field] == item[field] for field in OFFICIAL_FIELDS)


def _same_speaker(one: Any, item: Row) -> bool:
    if not one["speaker"] and not item["speaker"]:
        return True
    return same_person(one["speaker"], item["speaker"])


def _same_quote(one: Any, item: Row) -> bool:
    return opening(one) == opening(item) and _same_speaker(one, item)


def _same_statement(one: Any, item: Row) -> bool:
    shared = min(one["end"], item["end"]) - max(one["start"], item["start"])
    longer = max(one["end"] - one["start"], item["end"] - item["start"])
    return shared >= LEAST_SHARED * longer and _same_speaker(one, item)


CHECKS: Mapping[str, Callable[[Any, Row], bool]] = {
    "regions": _same_value,
    "officials": _same_official,
    "dates": _same("value", "role"),
    "elections": _same_value,
    "measures": _same("type", "status"),
    "violations": _same("type", "status"),
    "legal": _same_value,
    "documents": _same_value,
    "quotes": _same_quote,
    "statements": _same_statement,
    "totals": _same("count", "state"),
}

"""Annotations as plain dictionaries: the JSON form of the domain page, and back."""

from dataclasses import asdict
from typing import Any

from nlp.records import (
    Annotation,
    DateRef,
    Measure,
    Mention,
    Official,
    Quote,
    Sentence,
    Statement,
    Total,
    Value,
    Violation,
)

ITEM_CLASSES: dict[str, type] = {
    "regions": Value,
    "dates": DateRef,
    "elections": Value,
    "measures": Measure,
    "violations": Violation,
    "legal": Value,
    "documents": Value,
    "quotes": Quote,
    "statements": Statement,
    "totals": Total,
    "sentences": Sentence,
}


def annotation_to_dict(annotation: Annotation) -> dict[str, Any]:
    """All keys of the annotation; records become dictionaries, tuples lists."""
    row = asdict(annotation)
    for official in row["officials"]:
        official["mentions"] = list(official["mentions"])
    return row


def annotation_from_dict(row: dict[str, Any]) -> Annotation:
    """The inverse of `annotation_to_dict`. Raises TypeError where a key is missing or unknown."""
    items: dict[str, Any] = {key: [cls(**item) for item in row.get(key) or []] for key, cls in ITEM_CLASSES.items()}
    officials = [
        Official(**{**item, "mentions": tuple(Mention(**mention) for mention in item["mentions"])})
        for item in row.get("officials") or []
    ]
    plain = {key: row[key] for key in ("id", "version", "pipeline", "relevance")}
    plain["relevance_confidence"] = row.get("relevance_confidence")
    return Annotation(**plain, primary_regions=list(row["primary_regions"]), officials=officials, **items)

"""Annotations as plain dictionaries: the JSON form of the domain page, and back."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.items import Article
from nlp.records import (
    Annotation,
    DateRef,
    Measure,
    Mention,
    Official,
    Quote,
    Sentence,
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
    "sentences": Sentence,
}
ARTICLE_KEYS = ("url", "title", "published", "outlet", "outlet_region", "author")


class BadLine(ValueError):
    """A line of an input file that holds no article; the message names file and line."""


def annotation_to_dict(annotation: Annotation) -> dict[str, Any]:
    """All keys of the annotation; records become dictionaries, tuples lists."""
    row = asdict(annotation)
    for official in row["officials"]:
        official["mentions"] = list(official["mentions"])
    return row


def annotation_from_dict(row: dict[str, Any]) -> Annotation:
    """The inverse of `annotation_to_dict`. Raises TypeError where a key is missing or unknown."""
    items = {key: [cls(**item) for item in row.get(key) or []] for key, cls in ITEM_CLASSES.items()}
    officials = [
        Official(**{**item, "mentions": tuple(Mention(**mention) for mention in item["mentions"])})
        for item in row.get("officials") or []
    ]
    plain = {key: row[key] for key in ("id", "version", "pipeline", "relevance")}
    return Annotation(**plain, primary_regions=list(row["primary_regions"]), officials=officials, **items)


def article_from_dict(row: Any) -> Article:
    """Build an article from the keys of the article form; other keys are not looked at.

    Raises ValueError where `id` or `text` is missing or a value is no text.
    """
    if not isinstance(row, dict):
        raise ValueError("not an object")
    values = {key: row.get(key) for key in ("id", "text", *ARTICLE_KEYS)}
    for key in ("id", "text"):
        if values[key] is None:
            raise ValueError(f"no {key}")
    if isinstance(values["id"], int) and not isinstance(values["id"], bool):
        values["id"] = str(values["id"])
    for key, value in values.items():
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{key} is no text: {value!r:.60}")
        if value is not None and any("\ud800" <= char <= "\udfff" for char in value):
            raise ValueError(f"{key} holds half a surrogate pair")
    return Article(**values)


def read_article_lines(path: Path) -> Iterator[Article | BadLine]:
    """Read a JSON lines file; a broken line comes as the error that names it, so that the others still count."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield article_from_dict(json.loads(line.decode("utf-8-sig")))
            except UnicodeDecodeError as error:
                yield BadLine(f"{path}:{number}: not UTF-8: {error.reason} at byte {error.start}")
            except json.JSONDecodeError as error:
                yield BadLine(f"{path}:{number}: not JSON: {error.msg} at column {error.colno}")
            except RecursionError:
                yield BadLine(f"{path}:{number}: not an article: nested too deeply")
            except ValueError as error:
                yield BadLine(f"{path}:{number}: not an article: {error}")

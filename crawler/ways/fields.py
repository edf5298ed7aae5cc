"""Where things stand in an item of JSON, as an outlet's file says it: paths, or texts with paths in braces."""

import re
from collections.abc import Mapping
from typing import Any

from crawler.ways.json_reading import as_text, at_path
from crawler.ways.links import clean_title

PLACE = re.compile(r"\{([^{}]{1,60})\}")
MOST_TAGS = 200
LONGEST_CONTENT = 1_000_000


def read_field(row: Any, place: str | None) -> str | None:
    """What stands at a place of an item as text; None where it, or a part of it, is not there.

    A place is a path (`isi.html`) or a text with paths in braces (`/article/{id}/{slug}`, `{tanggal}Z`).
    """
    if place is None or not isinstance(row, dict | list):
        return None
    if "{" not in place:
        return as_text(at_path(row, place))
    parts: Mapping[str, str | None] = {path: as_text(at_path(row, path)) for path in PLACE.findall(place)}
    if any(part is None for part in parts.values()):
        return None
    return PLACE.sub(lambda found: parts[found[1]] or "", place)


def read_tags(row: Any, place: str | None) -> list[str]:
    """The tags of an item: a list of texts or of things with a name, or one text with commas."""
    value = at_path(row, place) if place is not None else None
    values = value[:MOST_TAGS] if isinstance(value, list) else value.split(",") if isinstance(value, str) else []
    names = (at_path(one, "name") if isinstance(one, dict) else one for one in values[:MOST_TAGS])
    return [name for one in names if (name := clean_title(as_text(one)))]


def read_filing(row: Any, fields: Mapping[str, str]) -> dict[str, object]:
    """Who wrote an item and what it is filed under: author, editor, section and tags, as far as they are there."""
    told: dict[str, object] = {}
    for name in ("author", "editor", "section"):
        if value := clean_title(read_field(row, fields.get(name))):
            told[name] = value
    if tags := read_tags(row, fields.get("tags")):
        told["tags"] = tags
    return told

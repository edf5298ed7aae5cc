"""JSON of strangers: read without trust in its types."""

import json
import re
from itertools import islice
from typing import Any

from crawler.ways.answers import text_of
from crawler.ways.base import Answer

# Sites print warnings before what they meant to send.
BEFORE = 2_000
START = re.compile(r"(?m)^[\[{]|(?<=>)[\[{]")
MOST_STARTS = 3


class NoJson(ValueError):
    """The answer is no JSON; the message says what it is."""


def load_json(answer: Answer) -> Any:
    """The value of an answer. Raises NoJson where it is none."""
    text, _ = text_of(answer)
    return parse_json(text)


def parse_json(text: str) -> Any:
    """The value of a text, also of one with something before it. Raises NoJson where it is none."""
    text = text.lstrip("\ufeff \t\r\n")
    if text[:BEFORE].lower().startswith(("<!doctype html", "<html")):
        raise NoJson("an HTML page, no JSON")
    for start in (0, *islice((found.start() for found in START.finditer(text, 1, BEFORE)), MOST_STARTS)):
        try:
            return json.loads(text[start:], strict=False)
        except (ValueError, RecursionError):
            continue
    raise NoJson("no JSON")


def at_path(value: Any, path: str) -> Any:
    """What lies at a path of names and numbers, `data.items.0`; the value itself for none, None where nothing does."""
    for name in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isdigit() and len(name) < 6 and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value


def as_text(value: Any) -> str | None:
    """A text or whole number as text without white space around it; None for all else and for nothing.

    WordPress puts some texts into a table of their own, as `rendered`.
    """
    if isinstance(value, dict):
        value = value.get("rendered")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else None
    return value.strip() or None

"""Refusals: a status that says no, and pages that only challenge. They are respected and reported.

And pages that say with status 200 that there is no such page.
"""

import re
from functools import cache

from crawler.lexicons import load_lexicon

REFUSED = frozenset({401, 403, 407, 451})
LOOKED_AT = 20_000
HEADINGS = re.compile(r"(?is)<(title|h1)\b[^<>]{0,500}>(.{0,300}?)</\1>")


def is_challenge(body: bytes) -> bool:
    """Whether a page asks for proof that its reader is human, instead of saying anything."""
    head = body[:LOOKED_AT].lower()
    return any(mark in head for mark in _marks())


def is_missing(page: str) -> bool:
    """Whether a page with status 200 says in title or headline that it is not there; for pages without an article."""
    said = [" ".join(re.sub(r"<[^<>]{0,500}>", " ", found[2]).split()).casefold() for found in HEADINGS.finditer(page)]
    words = load_lexicon("refusal")["missing"]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for text in said for word in words)


@cache
def _marks() -> tuple[bytes, ...]:
    return tuple(mark.encode().lower() for mark in load_lexicon("refusal")["challenge"])

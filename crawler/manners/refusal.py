"""Refusals: a status that says no, and pages with status 200 that only challenge. They are respected and reported."""

from functools import cache

from crawler.lexicons import load_lexicon

REFUSED = frozenset({401, 403, 407, 451})
LOOKED_AT = 20_000


def is_challenge(body: bytes) -> bool:
    """Whether a page asks for proof that its reader is human, instead of saying anything."""
    head = body[:LOOKED_AT].lower()
    return any(mark in head for mark in _marks())


@cache
def _marks() -> tuple[bytes, ...]:
    return tuple(mark.encode().lower() for mark in load_lexicon("refusal")["challenge"])

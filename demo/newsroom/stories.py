"""A story before an outlet prints it: what is told, apart from where it stands."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Story:
    """What is told. `published` is local time without a zone; `source` tells where the text is from.

    `copy_of` is the source of the story that this one was taken from.
    """

    source: str
    title: str
    paragraphs: tuple[str, ...]
    relevance: str
    published: datetime
    city: str
    section: str
    tags: tuple[str, ...]
    kind: str = "news"
    province: str = ""
    paid: bool = False
    copy_of: str | None = None


def triples(paragraphs: tuple[str, ...] | list[str]) -> frozenset[tuple[str, str, str]]:
    """The triples of neighbouring words in a text, in lower case."""
    words = [word.strip(".,:;()\"“”‘’'?!–—-").lower() for text in paragraphs for word in text.split()]
    words = [word for word in words if word]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def overlap(one: frozenset[tuple[str, str, str]], other: frozenset[tuple[str, str, str]]) -> float:
    """The share of word triples that two texts have in common, from 0 to 1."""
    return len(one & other) / max(1, len(one | other))

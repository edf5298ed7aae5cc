"""What an article is filed under: its section, its tags, and whether the outlet says that it was paid for."""

import re
from collections.abc import Iterable
from functools import cache

from crawler.lexicons import load_lexicon
from crawler.residue import is_prose

# An article has a handful of tags; what strangers write into a page is bounded all the same.
MOST_TAGS, LONGEST_TAG = 50, 100
LONGEST_SECTION = 80
MOST_LOOKED_AT = 5_000
# "ADVERTORIAL – ", "(ADV) ", "[Pariwara] ", "Adv:" before a title or a text; "Adv. Siti" is a lawyer.
PARTS = re.compile(r"[/|,;&+*•·\s-]+")
CLOSING = re.compile(r"[(\[{]\s?([^()\[\]{}\n]{1,60}?)\s?[)\]}][\W_]{0,10}$")
IN_PLACE_LINE = re.compile(r"[^.!?\n]{0,60}[(\[]\s?([^()\[\]\n]{2,40}?)\s?[)\]]\s{0,2}[-–—]")
LINES_ABOVE, LINES_BELOW = 12, 6
MOST_WORDS_ABOVE = 4


def clean_label(value: str) -> str:
    """A section or tag in one line, without what no page prints, and without the hash before it."""
    printed = "".join(char if char.isprintable() else " " for char in value[: 10 * LONGEST_TAG])
    return " ".join(printed.split()).lstrip("#＃ ").strip(" ,;")


def clean_tags(values: Iterable[str]) -> tuple[str, ...]:
    """Tags as printed, in order, each once; none that is longer than a tag can be, and no more than an article has."""
    found: dict[str, str] = {}
    for number, value in enumerate(values):
        if len(found) >= MOST_TAGS or number >= MOST_LOOKED_AT:
            break
        tag = clean_label(value)
        if tag and len(tag) <= LONGEST_TAG:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def clean_section(value: str | None) -> str | None:
    """A section as printed; None where it is none: "Home", "Berita", something longer than a section can be."""
    section = clean_label(value or "").strip(" »›>/|")
    is_one = section and len(section) <= LONGEST_SECTION and section.casefold() not in _words("no_sections")
    return section if is_one else None


def is_paid_section(section: str | None) -> bool:
    """Whether a section or category is that of paid articles: "Advertorial", "ADV DPRD", "Pariwara", "Iklan"."""
    words = clean_label(section or "").casefold()
    first = words.split(" ")[0]
    return words in _words("paid_sections") or first in _words("paid_alone") or is_paid_label(words)


def is_paid_label(label: str) -> bool:
    """Whether a tag or label begins with a word for paid articles; a few words may follow: "Advertorial Kota"."""
    words = [word for part in label.casefold().split() if (word := part.strip("()[]:-–—*|"))]
    if not 0 < len(words) <= MOST_WORDS_ABOVE or words[0] not in _words("paid"):
        return False
    return len(words) == 1 or words[0] not in _words("paid_alone")


def says_paid(text: str, title: str | None = None) -> bool:
    """Whether a text with its residue, or the title, says so: above the first paragraph, by its place, at the end."""
    lines = [line.strip() for line in text[:100_000].splitlines() if line.strip()]
    if title and (_begins_paid(title) or _ends_paid(title)):
        return True
    for line in lines[:LINES_ABOVE]:
        place = IN_PLACE_LINE.match(line)
        if is_paid_label(line) or _begins_paid(line) or (place and _has_paid(place[1])):
            return True
        if is_prose(line):
            break
    last = [line.strip() for line in text[-10_000:].splitlines() if line.strip()][-LINES_BELOW:]
    return any(_ends_paid(line) or line.casefold().strip("*()[]-–— .") in _words("paid") for line in last)


def _begins_paid(line: str) -> bool:
    """Such as "ADVERTORIAL: ...", "(ADV) ...": the word, and a mark that sets it off."""
    found = re.match(r"[(\[*]{0,3}\s?(\w{3,12})\s?[)\]*]{0,3}\s{0,2}(?:[:：|–—]|-(?!\w)|(?<=[)\]])\s)", line)
    return found is not None and found[1].casefold() in _words("paid")


def _ends_paid(line: str) -> bool:
    """Such as "(red/Adv)", "(ADV/Diskominfo)"."""
    found = CLOSING.search(line[-80:])
    return found is not None and _has_paid(found[1])


def _has_paid(inner: str) -> bool:
    # In brackets a house signs; a sentence there is the article's own.
    parts = PARTS.split(inner.casefold())
    return (
        len(parts) <= 6 and any(part.strip(".") in _words("paid") for part in parts) and "adv. " not in inner.casefold()
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("filing")[name])

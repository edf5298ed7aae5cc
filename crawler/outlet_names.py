"""The outlet as an article's own text names it: in the dateline, an author box or a copyright line."""

import re
from collections.abc import Callable
from functools import cache

from crawler.lexicons import load_lexicon

# "PADANG, HARIANHALUAN.ID–", "Batam (ANTARA) -": at most that much stands before the dash.
DATELINE = re.compile(r"([^\n\"“”‘’]{3,70}?)\s{0,3}(?:--|[-–—])\s*(?=\S)")
IN_BRACKETS = re.compile(r"\(([^()\d]{4,40})\)")
YEAR = re.compile(r"\s?(?:19|20)\d\d$")
STAFF = re.compile(r"Redaksi ([A-Z][\w.]{3,25})$")
COPYRIGHT = re.compile(
    r"(?i:copyright\s{0,2}(?:©|\(c\))|©)\s{0,2}(?:(?:19|20)\d\d\s{1,2})?"
    r"([^\W\d_][\w. ]{2,40}?)(?:\s(?:19|20)\d\d|\s?[-–—|,.]\s|\.?$)"
)


def outlet_in_dateline(paragraph: str) -> str | None:
    """The outlet that the first paragraph's dateline names, as it is printed; None where none does for certain."""
    found = DATELINE.match(paragraph.lstrip()[:80])
    if found is None:
        return None
    line = found[1]
    domain = _domain().search(line)
    others = (line.replace(domain[0], "") if domain else line).split()
    if len(others) > 6 or any(word[0].islower() for word in others):
        return None  # a sentence with a dash in it
    if domain:
        return domain[0]
    inner = IN_BRACKETS.search(line)
    if inner and (name := inner[1].strip()) and _is_name(name):
        return name
    for piece in re.split(r"\s?[,|]\s?", IN_BRACKETS.sub("", line))[1:]:
        if _is_name(piece.strip()):
            return piece.strip()
    return None


def outlet_in_residue(line: str) -> str | None:
    """The outlet that an author box ("Redaksi KabarKita") or a copyright line ("Copyright © ANTARA 2024") names."""
    line = " ".join(line.split())[:200]
    if (found := STAFF.match(line)) and found[1].casefold() not in load_lexicon("outlets")["not_names"]:
        return found[1]
    found = COPYRIGHT.search(line)
    if found and len(name := YEAR.sub("", found[1]).strip()) >= 4 and len(name.split()) <= 4:
        return name if name.casefold() not in ("all rights reserved", "copyright") else None
    return None


def _is_name(words: str) -> bool:
    """Whether a dateline's words are an outlet's: known, or made of what outlets are made of; places are not."""
    lowered = words.casefold()
    if lowered in load_lexicon("outlets")["names"]:
        return True
    words_in = lowered.split()
    if not words_in or len(words_in) > 3 or lowered in load_lexicon("outlets")["not_names"]:
        return False
    begins, ends = (words_in[0], words_in[-1])
    parts = load_lexicon("outlets")["parts"]
    return any(_is_made_of(begins, part, str.startswith) or _is_made_of(ends, part, str.endswith) for part in parts)


def _is_made_of(word: str, part: str, has: Callable[[str, str], bool]) -> bool:
    """Whether a word has a part at its beginning or end, and enough of its own: "Poso" is no "pos"."""
    return has(word, part) and len(word) >= len(part) + 3


@cache
def _domain() -> re.Pattern[str]:
    endings = sorted(load_lexicon("outlets")["endings"], key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w.])(?:[a-z0-9-]{{2,40}}\.){{1,3}}(?:{'|'.join(map(re.escape, endings))})(?![\w.])")

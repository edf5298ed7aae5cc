"""Articles in plain text: a page copied into a file, with what was printed around the article.

Title, outlet, address, author and time of publication are taken only where the text itself prints them as such; a date
inside a sentence is not when the article appeared. A title in a line of its own above the body becomes `title` and
does not stay in the text, as it does not on a page: what is read and quoted is the body.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from crawler.article_form import make_article
from crawler.article_lines import BadLine
from crawler.cleaning import take_off
from crawler.filing import says_paid
from crawler.items import Article
from crawler.outlet_names import outlet_in_dateline, outlet_in_residue
from crawler.residue import LINE, find_residue, is_prose
from crawler.timestamps import parse_stamp

LABELLED_ADDRESS = re.compile(r"(?i)(?:url|link|tautan|sumber|source)\s?:\s?(https?://\S{3,2000})$")
BARE_ADDRESS = re.compile(r"(?i)(https?://\S{3,2000})$")
AUTHOR = re.compile(r"(?i)(?:penulis|pewarta|reporter|wartawan|oleh|kontributor)\s?:\s?([^|:/,\n]{2,60})")
TITLE_LENGTH = range(12, 151)
DATELINE = re.compile(r"[A-Z][A-Z. ,]{2,30}(?:\([^()]{1,30}\))?\s?(?:--|[-–—])\s")
CAPTION = re.compile(r"(?i)\b(?:foto|caption|teks foto)\s?:|\((?:foto|ist|dok|istimewa)\b")
MARKS = " \t\xa0*_#()\u200b"


def read_text_file(path: Path) -> Iterator[Article | BadLine]:
    """Read one article from a file; what is wrong with it comes as the error that names it."""
    try:
        yield article_from_text(decode_text(path.read_bytes()), path.name)
    except ValueError as error:
        yield BadLine(f"{path}: {error}")


def decode_text(content: bytes) -> str:
    """Decode UTF-8, or UTF-16 that says so. Raises ValueError where it is neither, or no text at all."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"not UTF-8 (line {line}: {error.reason}): save it as UTF-8") from error
    if "\0" in text:
        raise ValueError("holds NUL characters: no text file")
    return text


def article_from_text(text: str, source: str) -> Article:
    """Make an article of a page's text; the text is kept as it stands, but for residue and the title above it.

    Raises ValueError where nothing is left of it.
    """
    spans = find_residue(text)
    above, behind = _residue_lines(text, spans)
    body = take_off(text, spans)
    if not body.strip():
        raise ValueError("no article: nothing but page residue" if text.strip() else "text is empty")
    title, body = split_title(body)
    values = {
        "title": title,
        "text": body,
        "url": _first(LABELLED_ADDRESS, above + behind) or _first(BARE_ADDRESS, above),
        "published": next((stamp for line in above if (stamp := _published(line))), None),
        "author": _first(AUTHOR, above + behind),
        "outlet": _outlet(body, behind),
    }
    # That a text says nothing of it does not tell that nobody paid: the label may have stood beside it on the page.
    return make_article(values, source, is_paid=says_paid(text, title) or None)


def split_title(body: str) -> tuple[str | None, str]:
    """The title in a line of its own above the body, and the rest; None and the whole where there is none.

    A title is short, ends without a full stop, and has a blank line below it or is written as titles are.
    """
    found = LINE.search(body)
    if found is None:
        return None, body
    title = " ".join(found[0].strip(MARKS).split())
    rest = body[found.end() :]
    has_blank_below = re.match(r"[^\S\n]*\r?\n\s*\n", rest[:200]) is not None
    if not (_may_be_title(title) and (has_blank_below or _has_capitals(title))) or not any(_prose(rest)):
        return None, body
    below = LINE.search(rest)
    return title, rest[below.start() :] if below else rest


def _may_be_title(line: str) -> bool:
    if len(line) not in TITLE_LENGTH or len(line.split()) < 3 or line.endswith((".", ":", ";", ",", "…")):
        return False
    is_other = DATELINE.match(line) or CAPTION.search(line) or re.match(r"\d{1,2}[.)]\s", line)
    return line[0].isalnum() and not is_other


def _has_capitals(line: str) -> bool:
    long_words = [word for word in line.split() if len(word) >= 4 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long_words) >= 0.7 * len(long_words)


def _residue_lines(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[str], list[str]]:
    """The lines of residue above the second paragraph of prose, and those behind it."""
    prose = (found.start() for found in LINE.finditer(text) if is_prose(found[0].rstrip()))
    taken = {start for start, _ in spans}
    starts = list(islice((start for start in prose if start not in taken), 2))
    border = starts[-1] if starts else len(text)
    above: list[str] = []
    behind: list[str] = []
    for start, end in spans:
        (above if start < border else behind).extend(line.strip() for line in text[start:end].splitlines())
    return above, behind


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str | None:
    return next((found[1].strip(MARKS) for line in lines if (found := pattern.match(line))), None)


def _published(line: str) -> str | None:
    stamp = parse_stamp(line)
    return None if stamp is None or stamp.is_change else stamp.value


def _outlet(body: str, behind: Iterable[str]) -> str | None:
    paragraphs = islice(_prose(body), 3)
    names = chain(map(outlet_in_dateline, paragraphs), map(outlet_in_residue, behind))
    return next(filter(None, names), None)


def _prose(text: str) -> Iterator[str]:
    lines = (found[0].rstrip() for found in LINE.finditer(text))
    return (line for line in lines if is_prose(line) or line.endswith((".", ".”", '."')))

"""From the values of a file to an article: what is taken, what is refused, and the id of an article without one."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from crawler.addresses import address_id, check_address
from crawler.filing import clean_tags
from crawler.items import Article
from crawler.language import find_language
from crawler.timestamps import parse_stamp

LONGEST_TEXT = 5_000_000
OWN = ("id", "url", "title", "published", "outlet", "author", "editor", "updated", "section")
LONGEST_VALUE = 1_000
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?$")
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]{1,20})?$")
REGION_CODE = re.compile(r"\d\d(?:\.\d\d)?$")


def make_article(
    values: Mapping[str, str | None], source: str, tags: Iterable[str] = (), is_paid: bool | None = None
) -> Article:
    """Build an article from the values of the article form; `text` is taken as it is.

    Where no `language` is given it is told from the text.

    Without an `id` it gets one: `u-` and a hash of its address, so that a changed text is a new version of the same
    article; without an address `t-` and a hash of its text, for file names and line numbers repeat from one delivery to
    the next and content does not. Raises ValueError where a value cannot be taken; it names the value.
    """
    text = values.get("text")
    if text is None:
        raise ValueError("no text")
    check_text(text)
    own = {key: _plain(key, values.get(key)) for key in OWN}
    url = check_address(own["url"]) if own["url"] else None
    return Article(
        id=own["id"] or (address_id(url) if url else text_id(text)),
        text=text,
        url=url,
        title=own["title"],
        published=parse_published(own["published"]) if own["published"] else None,
        outlet=own["outlet"],
        outlet_region=_region_code(values.get("outlet_region")),
        author=own["author"],
        editor=own["editor"],
        updated=parse_published(own["updated"]) if own["updated"] else None,
        section=own["section"],
        language=_language(values.get("language")) or find_language(text),
        tags=clean_tags(tags),
        is_paid=is_paid,
        source=source.encode(errors="replace").decode(),  # a file name may be no text at all
    )


def check_text(text: str) -> None:
    """Raise ValueError where a text cannot be an article's."""
    if not text.strip():
        raise ValueError("text is empty")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"text has {len(text):,} characters; more than {LONGEST_TEXT:,} are no article")
    if "\0" in text:
        raise ValueError("text holds NUL characters")


def text_id(text: str) -> str:
    """`t-` and 16 hex digits of the SHA-256 of the text."""
    return f"t-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def parse_published(value: str) -> str:
    """A publication date or time in ISO 8601: given so, or as Indonesian pages print it.

    "7/10/2024" alone is refused: it may be October or July. Raises ValueError where it is no date.
    """
    value = value.strip()
    try:
        if ISO.match(value):
            (datetime if len(value) > 10 else date).fromisoformat(value.replace(" ", "T", 1).replace(" ", ""))
            return value.replace(" ", "T", 1).replace(" ", "")
    except ValueError:
        pass
    stamp = parse_stamp(value)
    if stamp is None or re.match(r"\d{1,2}[/.-]\d{1,2}[/.-]", value):
        raise ValueError(f"published is no date: {value!r:.60} (write it as 2024-10-07 or 2024-10-07T14:20:00+07:00)")
    return stamp.value


def _plain(key: str, value: str | None) -> str | None:
    """A value in one line, without white space around it; None for an empty one."""
    value = " ".join((value or "").split())
    if len(value) > (LONGEST_VALUE if key != "url" else 10 * LONGEST_VALUE):
        raise ValueError(f"{key} has {len(value):,} characters")
    if any(ord(char) < 32 or ord(char) == 127 or "\ud800" <= char <= "\udfff" for char in value):
        raise ValueError(f"{key} holds control characters or half a surrogate pair")
    if key == "id" and len(value) > 200:
        raise ValueError("id has more than 200 characters")
    return value or None


def _language(value: str | None) -> str | None:
    """Two letters of ISO 639-1; "id-ID" is "id"."""
    value = (value or "").strip().lower()
    found = LANGUAGE.match(value)
    if value and found is None:
        raise ValueError(f"language is no code of two letters: {value!r:.40} (such as id)")
    return found[1] if found else None


def _region_code(value: str | None) -> str | None:
    value = (value or "").strip()
    if value and not REGION_CODE.match(value):
        raise ValueError(f"outlet_region is no Kemendagri code: {value!r:.40} (such as 14 or 14.71)")
    return value or None

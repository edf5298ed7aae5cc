"""The values that may stand in an outlet's file, key by key: each is read, or refused in words for who wrote it.

Every function takes what TOML gave and returns what `crawler.outlet` holds; a value that will not do is a ValueError
that says what would.
"""

import math
import re
from string import Formatter
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cssselect import SelectorError
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]
from lxml.etree import XPathError  # type: ignore[import-untyped]
from lxml.html import Element  # type: ignore[import-untyped]

from crawler.expressions import compile_expression
from crawler.outlet import StateRule

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
FIELDS = (
    "url",
    "title",
    "published",
    "updated",
    "status",
    "content",
    "author",
    "editor",
    "section",
    "tags",
    "detail",
    "after",
)
# Of these a page's state may tell all but the address, and what only a list has.
STATE_FIELDS = tuple(name for name in FIELDS if name not in ("url", "status", "detail", "after"))
LONGEST_TEXT = 2_000
LONGEST_ADDRESS = 1_000
GREATEST_DELAY = 3_600
GREATEST_COUNT = 100_000
HOST = r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?"
HOME = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d)?)?")
WORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
DATE_FORMAT = re.compile(r"(?:%-?[Ymdyj]|[^%\x00-\x1f]){1,40}")


def read_text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text in quotation marks")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT:,} characters")
    return value.strip()


def read_word(value: object) -> str:
    """A name that can be a file's: lower case letters, digits, "_" and "-"."""
    text = read_text(value)
    if not WORD.fullmatch(text):
        raise ValueError(f'{text!r} must be a name of lower case letters, digits, "_" and "-"')
    return text


def read_flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def read_count(value: object) -> int:
    """A whole number from 1 on."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= GREATEST_COUNT:
        raise ValueError(f"must be a whole number from 1 to {GREATEST_COUNT:,}")
    return value


def read_start(value: object) -> int:
    """The number of a list's first page: 0 or 1 mostly."""
    return 0 if value == 0 and isinstance(value, int) and not isinstance(value, bool) else read_count(value)


def read_delay(value: object) -> float:
    """Seconds between two requests."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or not 0 <= value <= GREATEST_DELAY:  # type: ignore[arg-type,operator]
        raise ValueError(f"must be a number of seconds from 0 to {GREATEST_DELAY:,}")
    return float(value)  # type: ignore[arg-type]


def read_home(value: object) -> str:
    """A Kemendagri code."""
    if not isinstance(value, str) or not HOME.fullmatch(value):
        raise ValueError('must be a Kemendagri code in quotation marks: "14" (province) or "14.71" (regency or city)')
    return value


def read_zone(value: object) -> ZoneInfo:
    """One of the country's three zones."""
    if value not in ZONES or not isinstance(value, str):
        raise ValueError(f"must be one of {', '.join(ZONES)}")
    return ZoneInfo(value)


def read_base(value: object) -> str:
    """Scheme and host."""
    text = read_text(value)
    if not re.fullmatch(rf"https?://{HOST}", text):
        raise ValueError(f'{text!r} must be "https://" or "http://" and a host in lower case, and end there')
    return text


def read_hosts(value: object) -> tuple[str, ...]:
    """Bare hosts."""
    hosts = _texts(value)
    for host in hosts:
        if not re.fullmatch(HOST, host):
            raise ValueError(f'{host!r} must be a bare host in lower case, as in "m.example.co.id"')
    return hosts


def read_links(value: object) -> tuple[str, ...]:
    """Whole addresses."""
    links = _texts(value)
    for link in links:
        _check_link(link)
    return links


def read_places(value: object) -> tuple[str, ...]:
    """Addresses, whole or from the path on."""
    places = _texts(value)
    for place in places:
        _check_address(place)
    return places


def read_expressions(value: object) -> tuple[re.Pattern[str], ...]:
    """Regular expressions that compile and cannot run for ever."""
    found = []
    for text in _texts(value):
        try:
            found.append(compile_expression(text))
        except ValueError as error:
            raise ValueError(f"{text!r} {error}") from error
    return tuple(found)


def read_addresses(value: object) -> tuple[re.Pattern[str], ...]:
    """Expressions for path and query of an address."""
    for text in _texts(value):
        if re.match(r"\^?http", text):
            raise ValueError(f'{text!r} must leave scheme and host out and begin with the path: "/berita/..."')
    return read_expressions(value)


def read_match(value: object) -> tuple[str, ...]:
    """One expression or several, kept as text."""
    return tuple(pattern.pattern for pattern in read_expressions([value] if isinstance(value, str) else value))


def read_selector(value: object) -> str:
    """A CSS selector."""
    text = read_text(value)
    if len(text) > 300:
        raise ValueError("is longer than 300 characters")
    try:
        CSSSelector(text, translator="html")(Element("p"))
    except (SelectorError, XPathError, RecursionError, ValueError, TypeError) as error:
        raise ValueError(f"{text!r} is no CSS selector: {error}") from error
    return text


def read_texts(value: object) -> tuple[str, ...]:
    """A list of texts."""
    return _texts(value)


def read_selectors(value: object) -> tuple[str, ...]:
    """CSS selectors."""
    return tuple(read_selector(text) for text in _texts(value))


def read_canonical(value: object) -> str:
    """The form of an article's one address."""
    text = read_text(value)
    if not find_placeholders(text):
        raise ValueError(f'{text!r} must hold what tells one article from another: "/berita/{{id}}"')
    _check_address(text)
    return text


def read_whole(value: object) -> str:
    """What is added to an address for the whole article."""
    text = read_text(value)
    if find_placeholders(text):
        raise ValueError(f"{text!r} must hold no braces")
    return text


def read_next(value: object) -> str:
    """The form of a further page's address, with its number."""
    text = read_text(value)
    if find_placeholders(text) != {"n"}:
        raise ValueError(f'{text!r} must hold the number of the page as {{n}}, and no other braces: "?page={{n}}"')
    return text


def read_further(value: object) -> str:
    """The form of the address of an article's further page: with its number, or with where it begins."""
    text = read_text(value)
    return text if find_placeholders(text) == {"offset"} else read_next(value)


def read_date_format(value: object) -> str:
    """The form of a date, of strftime's letters Y, m, d, y and j; "%-d" is a day without a zero before."""
    text = read_text(value)
    if not DATE_FORMAT.fullmatch(text) or not re.search(r"%-?[dj]", text):
        raise ValueError(f'{text!r} must be a date of %Y, %m and %d: "%Y-%m-%d"; "%-d" is a day without a leading zero')
    return text


def read_fields(value: object) -> dict[str, str]:
    """What is known of an article, and where it stands in an item of the answer."""
    if not isinstance(value, dict):
        raise ValueError('must be a table: { url = "link", title = "judul" }')
    if unknown := sorted(set(value) - set(FIELDS)):
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(FIELDS)}")
    if "url" not in value:
        raise ValueError("must say where url stands")
    return {name: read_text(place) for name, place in value.items()}


def read_state(value: object) -> StateRule:
    """Where in a page's script the article stands, and what of it where."""
    if not isinstance(value, dict) or "script" not in value:
        raise ValueError("must be a table with script, a CSS selector: [article.state]")
    fields = {name: read_text(place) for name, place in value.items() if name not in ("script", "item")}
    if unknown := sorted(set(fields) - set(STATE_FIELDS)):
        raise ValueError(f"{unknown[0]!r} is none of script, item, {', '.join(STATE_FIELDS)}")
    if "content" not in fields:
        raise ValueError("must say where content stands")
    return StateRule(read_selector(value["script"]), read_text(value["item"]) if "item" in value else "", fields)


def read_way_address(value: object, kind: str, allowed: frozenset[str]) -> str:
    """The address of a way; `allowed` are the placeholders of its kind."""
    text = read_text(value)
    if unknown := find_placeholders(text) - allowed:
        names = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "no placeholder"
        raise ValueError(f"{text!r}: {kind} knows {names}, not {{{sorted(unknown)[0]}}}")
    _check_address(text)
    return text


def find_placeholders(template: str) -> set[str]:
    """The names in braces. Raises ValueError where braces are no plain names."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise ValueError(f"{template!r} has a brace without its other half") from error
    for _, name, form, conversion in parts:
        if name is not None and (form or conversion or not re.fullmatch(r"[a-z_][a-z0-9_]{0,30}", name)):
            raise ValueError(f"{template!r}: in braces only a name may stand, as in {{id}}")
    return {name for _, name, _, _ in parts if name is not None}


def _check_address(text: str) -> None:
    if not text.startswith("/") or text.startswith("//"):
        _check_link(text)
    elif re.search(r"[\s\x00-\x1f]", text):
        raise ValueError(f"{text!r} must hold no blanks")


def _check_link(text: str) -> None:
    if len(text) > LONGEST_ADDRESS or not re.fullmatch(r"https?://[^\s/?#\x00-\x1f]+(?:[/?#][^\s\x00-\x1f]*)?", text):
        raise ValueError(f'{text!r} must be an address that begins with "/", "https://" or "http://", without blanks')
    try:
        urlsplit(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no address: {error}") from error


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError('must be a list of texts: ["...", "..."]')
    return tuple(read_text(one) for one in value)

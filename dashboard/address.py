"""Filters, language and page in the address: every view can be sent to someone and opens the same.

A key stands in the query only where it restricts something, so that the plain address is the whole collection in
Indonesian. Several values of one key are joined by commas. What does not parse is left out: an address is typed,
shortened and mangled by strangers.
"""

import re
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, quote, quote_plus

from warehouse.queries import Filters

LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"
# Key in the address: field of Filters.
LIST_KEYS = {
    "election": "elections",
    "province": "provinces",
    "region": "regions",
    "measure": "measures",
    "measure_status": "measure_statuses",
    "violation": "violations",
    "violation_status": "violation_statuses",
    "outlet": "outlets",
    "relevance": "relevance",
}
DATE_KEYS = {"from": "date_from", "to": "date_to"}
TEXT_KEY = "q"
FILTER_KEYS = (*LIST_KEYS, *DATE_KEYS, TEXT_KEY)
# Keys of single pages: which evidence, how sure and in which order, which articles stand behind a count, which part of
# a long list; of which thing (`of`), what is shown of it (`show`), counted per what (`per`); which list an article was
# opened from.
PAGE_KEYS = ("kind", "type", "status", "sure", "order", "area", "week", "undated", "of", "show", "per", "page", "list")
# A key whose value is text: the statement of the query page.
STATEMENT_KEY = "sql"
VALUE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
LIST = re.compile(r"[a-z0-9][a-z0-9_.,#-]{0,199}")
MAX_TEXT = 200
MAX_STATEMENT = 5_000
MAX_ADDRESS = 16_000
NO_FILTERS = Filters()
# The path that the application stands under in this request (`dashboard/serving_prefix.py`): "" or "/netralitas".
PREFIX: ContextVar[str] = ContextVar("prefix", default="")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for; `extra` holds the keys of single pages, as text."""

    path: str = "/"
    lang: str = DEFAULT_LANGUAGE
    filters: Filters = NO_FILTERS
    extra: dict[str, str] = field(default_factory=dict)

    def to(self, path: str, *, keep_filters: bool = False, **extra: str) -> str:
        """The address of another page in the same language, with the same filters where asked."""
        return href(path, self.lang, self.filters if keep_filters else NO_FILTERS, **extra)

    def with_filters(self, **changes: object) -> str:
        """The address of this page with some filters set otherwise, from its first part on."""
        extra = {key: value for key, value in self.extra.items() if key != "page"}
        return href(self.path, self.lang, replace(self.filters, **changes), **extra)  # type: ignore[arg-type]

    def in_language(self, lang: str) -> str:
        """The same view in another language."""
        return href(self.path, lang, self.filters, **self.extra)


def parse_address(path: str | None, search: str | None) -> Address:
    """Read path and query ("?a=b"); unknown keys and values that cannot be meant are left out."""
    is_short = search and len(search) < MAX_ADDRESS
    pairs = dict(parse_qsl((search or "").lstrip("?"), max_num_fields=60) if is_short else [])
    values: dict[str, object] = {}
    for key, name in LIST_KEYS.items():
        found = tuple(dict.fromkeys(value for value in pairs.get(key, "").split(",") if VALUE.fullmatch(value)))
        if found:
            values[name] = found
    for key, name in DATE_KEYS.items():
        if day := parse_day(pairs.get(key)):
            values[name] = day
    if text := " ".join(pairs.get(TEXT_KEY, "").split())[:MAX_TEXT]:
        values["text"] = text
    lang = pairs.get("lang", DEFAULT_LANGUAGE)
    extra = {key: pairs[key] for key in PAGE_KEYS if LIST.fullmatch(pairs.get(key, ""))}
    if statement := pairs.get(STATEMENT_KEY, "").strip()[:MAX_STATEMENT]:
        extra[STATEMENT_KEY] = statement
    return Address(
        path=_without_prefix(path or "/"),
        lang=lang if lang in LANGUAGES else DEFAULT_LANGUAGE,
        filters=Filters(**values),  # type: ignore[arg-type]
        extra=extra,
    )


def _without_prefix(path: str) -> str:
    prefix = PREFIX.get()
    if not prefix or not path.startswith(prefix):
        return path
    rest = path[len(prefix) :]
    return rest if rest.startswith("/") else path if rest else "/"


def parse_day(value: str | None) -> date | None:
    """A day in ISO 8601 ("2024-11-27"), None for anything else."""
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def query_pairs(filters: Filters) -> list[tuple[str, str]]:
    """The keys and values that these filters add to an address; none for a filter that restricts nothing."""
    pairs = []
    for key, name in LIST_KEYS.items():
        value = getattr(filters, name)
        if value != getattr(NO_FILTERS, name):
            pairs.append((key, ",".join(value)))
    pairs += [(key, getattr(filters, name).isoformat()) for key, name in DATE_KEYS.items() if getattr(filters, name)]
    if filters.text:
        pairs.append((TEXT_KEY, filters.text))
    return [pair for pair in pairs if pair[1]]


def href(path: str, lang: str = DEFAULT_LANGUAGE, filters: Filters = NO_FILTERS, **extra: str) -> str:
    """Write an address, under the prefix. Keys come in a fixed order, so that one view has one address."""
    path = PREFIX.get() + path
    pairs = query_pairs(filters)
    pairs += [(key, extra[key]) for key in (*PAGE_KEYS, STATEMENT_KEY) if extra.get(key)]
    if lang != DEFAULT_LANGUAGE:
        pairs.append(("lang", lang))
    return f"{path}?{'&'.join(f'{_quoted(key)}={_quoted(value)}' for key, value in pairs)}" if pairs else path


@lru_cache(4096)
def _quoted(text: str) -> str:
    """A key or value as it stands in an address; a page of a thousand links repeats most of them."""
    return quote_plus(text, safe=",")


def article_href(article_id: str, lang: str = DEFAULT_LANGUAGE, start: int | None = None) -> str:
    """The address of one article, at the mark that begins at character `start` where given."""
    anchor = "" if start is None else f"#at-{int(start)}"
    return href(f"/articles/{quote(article_id, safe='')}", lang) + anchor


def listed_article_href(article_id: str, listed: Address) -> str:
    """The address of one article of the list that `listed` asks for, so that its neighbours there can be found."""
    extra = {key: value for key, value in listed.extra.items() if key not in ("page", STATEMENT_KEY)}
    return href(
        f"/articles/{quote(article_id, safe='')}", listed.lang, listed.filters, **(extra | {"list": "articles"})
    )


def case_href(case_id: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """The address of one case; its id holds a "#"."""
    return href(f"/cases/{quote(case_id, safe='')}", lang)

"""What an HTML page tells of its article in its head, its JSON-LD and the lines above the text.

The publication time is taken where the page says so and nowhere else: meta tags and JSON-LD, a time stamp printed
between title and text, the address. A date of change is none, nor is a date somewhere in the text or beside it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crawler.addresses import check_address
from crawler.article_form import parse_published
from crawler.residue import is_prose
from crawler.timestamps import parse_stamp

# In order of trust; names in lower case, as property, name or itemprop.
PUBLISHED_KEYS = (
    *("article:published_time", "datepublished", "og:article:published_time", "og:published_time", "published_time"),
    *("publishdate", "pubdate", "publish-date", "publish_date", "published-date", "content_publisheddate"),
    *("parsely-pub-date", "sailthru.date", "dcterms.created", "dcterms.date", "dc.date.issued", "dc.date.created"),
    *("dc.date", "date"),
)
UPDATED_KEYS = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
ARTICLE_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "OpinionNewsArticle", "WebPage")
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")
WIB = timezone(timedelta(hours=7))
BROKEN_DATE = re.compile(r'"datePublished"\s?:\s?"([^"\\]{8,40})"')
LONGEST_JSON = 1_000_000


def read_metas(tree: HtmlElement) -> dict[str, str]:
    """The page's meta tags, by property, name or itemprop in lower case; the first of a name counts."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if content and (key := (meta.get(attribute) or "").strip().lower()):
                metas.setdefault(key, content)
    return metas


def read_json_ld(tree: HtmlElement) -> list[dict[str, Any]]:
    """The articles that the page describes in JSON-LD, news first; broken descriptions are passed over."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > LONGEST_JSON:
            continue
        try:
            found += _articles(json.loads(script.text, strict=False), 3)
        except (ValueError, RecursionError):
            # A group's platform (2024) writes commas before closing brackets; its only date stands there.
            if (date := BROKEN_DATE.search(script.text)) and "NewsArticle" in script.text:
                found.append({"@type": "NewsArticle", "datePublished": date[1]})
    return sorted(found, key=lambda item: min(map(ARTICLE_TYPES.index, _types(item))))


def find_address(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    """The canonical address, else og:url; the front page is no address of an article."""
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for url in [*links, metas.get("og:url", "")]:
        try:
            address = check_address(url)
        except ValueError:
            continue
        parts = urlsplit(address)
        if parts.path.strip("/") or parts.query:
            return address
    return None


def find_published(
    metas: dict[str, str], json_ld: Iterable[dict[str, Any]], lines: Iterable[str], url: str | None
) -> str | None:
    """When the article appeared; a time with its zone rather than a day, None rather than a guess.

    `lines` are the page's lines below the title. What is printed there with a zone goes before the meta tags where both
    tell nearly the same, for some themes label local time as UTC. Else a time in UTC is told in WIB: the day is the
    reader's, not London's.
    """
    told = [metas[key] for key in PUBLISHED_KEYS if key in metas]
    told[1:1] = [item["datePublished"] for item in json_ld if isinstance(item.get("datePublished"), str)]
    values = [value for one in told if (value := told_time(one))]
    printed = _stamp_above(lines)
    if printed and (not values or _is_near(printed, values[0])):
        return printed
    if values:
        same_day = [value for value in values if value[:10] == values[0][:10]]
        return max(same_day, key=lambda value: (_has_zone(value), len(value) > 10))
    in_address = IN_ADDRESS.search(urlsplit(url).path) if url else None
    return told_time("-".join(f"{int(part):02}" for part in in_address.groups())) if in_address else None


def find_updated(metas: dict[str, str], json_ld: Iterable[dict[str, Any]]) -> str | None:
    """When the page says that the article was changed; None where it does not."""
    told = [metas[key] for key in UPDATED_KEYS if key in metas]
    told += [item["dateModified"] for item in json_ld if isinstance(item.get("dateModified"), str)]
    return next((value for one in told if (value := told_time(one))), None)


def find_outlet(metas: dict[str, str], json_ld: Iterable[dict[str, Any]]) -> str | None:
    """The name of the site, else of the publisher in JSON-LD."""
    publishers = (item.get("publisher") for item in json_ld)
    names = (name for one in publishers if isinstance(one, dict) and isinstance(name := one.get("name"), str))
    return metas.get("og:site_name") or next((name.strip() for name in names if name.strip()), None)


def _stamp_above(lines: Iterable[str]) -> str | None:
    for line in lines:
        if is_prose(line):
            return None
        if (stamp := parse_stamp(line)) and not stamp.is_change:
            return stamp.value
    return None


def told_time(value: str) -> str | None:
    """A time as pages write it for machines, in ISO 8601; None where it is none."""
    value = value.strip()
    value = re.sub(r"^(\d{4})/(\d\d)/(\d\d)", r"\1-\2-\3", value)
    value = re.sub(r"(T\d\d:\d\d:\d\d)(?:\.\d+)?", r"\1", value)
    try:
        value = parse_published(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.year < 1990:
        return None
    if moment.tzinfo and not moment.utcoffset():
        return moment.astimezone(WIB).isoformat()
    return value


def _is_near(printed: str, told: str) -> bool:
    """Whether a printed time with a zone lies within a day of what the page tells elsewhere."""
    if not _has_zone(printed):
        return False
    one, other = (datetime.fromisoformat(value).replace(tzinfo=None) for value in (printed, told))
    return abs(one - other) <= timedelta(days=1)


def _has_zone(value: str) -> bool:
    return datetime.fromisoformat(value).tzinfo is not None


def _types(item: dict[str, Any]) -> list[str]:
    types = item.get("@type")
    types = types if isinstance(types, list) else [types]
    return [one for one in types if one in ARTICLE_TYPES]


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The descriptions of articles in a JSON-LD value, in lists and graphs too."""
    if isinstance(value, list) and depth:
        for one in value[:100]:
            yield from _articles(one, depth - 1)
    elif isinstance(value, dict):
        if _types(value):
            yield value
        yield from _articles(value.get("@graph"), depth - 1)

"""From what pages, interfaces and lists gave to the article of an outlet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from html import escape

from crawler.article_form import make_article
from crawler.filing import clean_section, clean_tags, is_paid_label, is_paid_section
from crawler.html_page import LEAST_WORDS, PageValues, in_zone, parse_page, read_values
from crawler.items import Article
from crawler.outlet import Outlet
from crawler.page_state import payload_of_state

# So many articles never appeared in the same second; blogs and WordPress give it to all that they import at once.
MOST_AT_ONCE = 5


def article_of(values: PageValues, outlet: Outlet, url: str, article_id: str | None = None) -> Article:
    """The article of a page, or of several joined, at its address; a known one keeps its id.

    Raises ValueError where a value cannot be taken.
    """
    form = {
        "id": article_id, "text": values.body, "url": url, "title": values.title, "published": values.published,
        "updated": values.updated, "outlet": outlet.name, "outlet_region": outlet.home, "author": values.author,
        "editor": values.editor, "section": values.section,
    }  # fmt: skip
    return make_article(form, url, values.tags, values.is_paid)


def values_of_page(page: str, outlet: Outlet, least_words: int = LEAST_WORDS) -> PageValues:
    """What an outlet's page holds, out of the state in its script where the outlet's file says so.

    Raises ValueError where it holds no article; see `crawler.html_page.read_values`.
    """
    rule = outlet.article.state
    payload = payload_of_state(parse_page(page), rule, outlet.timezone) if rule is not None else None
    if payload is not None:
        return values_of_payload(payload, outlet)
    return read_values(page, outlet.article, outlet.timezone, least_words)


def values_of_payload(payload: Mapping[str, object], outlet: Outlet) -> PageValues:
    """What a way brought whole (`crawler.ways.contents.make_payload`), read as if it were a page.

    Beside the text it may bring `updated`, `author`, `editor`, `section`, `tags` and `is_paid`. Nobody saw the page:
    that the article was not paid for is told only where the section came along. Raises ValueError where there is no
    text.
    """
    title, content, published = (_text(payload, name) or "" for name in ("title", "content_html", "published"))
    page = (
        f"<html><head><title>{escape(title)}</title>"
        f'<meta property="article:published_time" content="{escape(published)}"></head>'
        f"<body><article><h1>{escape(title)}</h1>{content}</article></body></html>"
    )
    values = read_values(page, None, outlet.timezone)
    tags = payload.get("tags")
    own_tags = clean_tags(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    section = _text(payload, "section")
    is_paid = values.is_paid or payload.get("is_paid") is True or is_paid_section(section)
    is_told = section is not None or payload.get("is_paid") is False
    return replace(
        values,
        title=title or values.title,
        url=None,
        updated=in_zone(_text(payload, "updated"), outlet.timezone) or values.updated,
        author=_text(payload, "author") or values.author,
        editor=_text(payload, "editor") or values.editor,
        section=clean_section(section) or values.section,
        tags=own_tags or values.tags,
        is_paid=True if is_paid or any(map(is_paid_label, own_tags)) else False if is_told else None,
    )


def with_listed_date(values: PageValues, listed: datetime | None, outlet: Outlet) -> PageValues:
    """The values with the moment that a list told, in the outlet's zone, where the page tells none."""
    if values.published is not None or listed is None:
        return values
    local = listed.astimezone(outlet.timezone)
    # Where the list told no time of day, the day alone.
    told = local.date().isoformat() if local.time() == time() else local.isoformat(timespec="seconds")
    return replace(values, published=told)


def is_moment_of_import(published: str | None, sharing: Callable[[datetime], int]) -> bool:
    """Whether so many articles share a moment (`sharing` counts them) that all were imported from elsewhere then."""
    moment = datetime.fromisoformat(published) if published else None
    if moment is None or moment.tzinfo is None or moment.time() == time():  # midnight: the day alone is known
        return False
    return sharing(moment) >= MOST_AT_ONCE


def _text(payload: Mapping[str, object], name: str) -> str | None:
    value = payload.get(name)
    return str(value) if value else None

"""Articles of several pages: where the next one is, and the text of all of them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.html_page import PageValues
from crawler.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Following:
    """A further page of an article; `is_whole` where it holds all pages at once."""

    url: str
    is_whole: bool


def next_page(outlet: Outlet, url: str, values: PageValues, number: int, first: str | None = None) -> Following | None:
    """The page to fetch after page `number` at `url`, if the page itself leads there; `first` is page 1's address."""
    rule = outlet.article
    if not rule.whole and not rule.next:  # most outlets: nothing to look for among a page's hundreds of links
        return None
    base = _without_query_of(first or url, outlet)
    targets = {_normal(urljoin(url, link)) for link in values.links}
    if rule.whole and _normal(url) != _normal(_with(base, rule.whole)):
        whole = _with(base, rule.whole)
        if number == 1 and _normal(whole) in targets:
            return Following(whole, is_whole=True)
    if rule.next and not (rule.whole and _normal(url) == _normal(_with(base, rule.whole))):
        following: str | None = _with(base, rule.next.replace("{n}", str(number + 1)))
        if "{offset}" in rule.next:
            following = _next_offset(base, rule.next, url if number > 1 else None, targets)
        if following and _normal(following) in targets:
            return Following(following, is_whole=False)
    return None


def _next_offset(base: str, form: str, url: str | None, targets: Collection[str]) -> str | None:
    """The page that begins soonest behind the one at `url` (None: the first), of those that the page links to."""
    pattern = re.compile(
        re.escape(_normal(_with(base, form.replace("{offset}", "0OFFSET0")))).replace("0OFFSET0", r"(\d{1,6})")
    )
    here = pattern.fullmatch(_normal(url)) if url else None
    least = int(here[1]) if here else 0
    offsets = sorted(
        int(found[1]) for target in targets if (found := pattern.fullmatch(target)) and int(found[1]) > least
    )
    return _with(base, form.replace("{offset}", str(offsets[0]))) if offsets else None


def is_whole_page(outlet: Outlet, url: str) -> bool:
    """Whether an address holds all pages of an article at once."""
    whole = outlet.article.whole
    return bool(whole) and _normal(url) == _normal(_with(_without_query_of(url, outlet), whole or ""))


def join_pages(pages: Sequence[PageValues]) -> PageValues:
    """The first page with the text of all; a paragraph that an earlier page had is not taken again."""
    first = pages[0]
    seen: set[str] = set()
    paragraphs: list[str] = []
    for page in pages:
        for paragraph in page.body.split("\n\n"):
            words = " ".join(paragraph.split()).casefold()
            if words and words not in seen:
                seen.add(words)
                paragraphs.append(paragraph)
    last = pages[-1]
    return replace(
        first,
        body="\n\n".join(paragraphs),
        author=first.author or last.author,
        editor=first.editor or last.editor,
        tags=next((page.tags for page in pages if page.tags), ()),
        # The mark stands above the first page or below the last.
        is_paid=True if any(page.is_paid for page in pages) else first.is_paid,
    )


def _without_query_of(url: str, outlet: Outlet) -> str:
    """The address of the article's first page: without the query or the path part of a further page.

    What the canonical address tells the article by stays: `p` of "/?p={id}".
    """
    parts = urlsplit(url)
    query = parts.query
    if outlet.article.next or outlet.article.whole:
        own = {name for name, _ in parse_qsl(urlsplit(outlet.article.canonical or "").query)}
        query = urlencode([pair for pair in parse_qsl(query) if pair[0] in own])
    return parts._replace(query=query, fragment="").geturl()


def _with(base: str, addition: str) -> str:
    """The base with an addition: a query of its own ("?page=2") or a path behind it ("2/")."""
    if addition.startswith("?"):
        parts = urlsplit(base)
        pairs = dict(parse_qsl(parts.query)) | dict(parse_qsl(addition[1:]))
        return parts._replace(query=urlencode(pairs)).geturl()
    return urljoin(base if base.endswith("/") else base + "/", addition.lstrip("/"))


@lru_cache(maxsize=20_000)
def _normal(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return f"{host}{parts.path.rstrip('/')}?{urlencode(pairs)}"

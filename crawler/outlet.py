"""An outlet as the crawler knows it: where it lives, which addresses are articles, how they are found and read.

`docs/crawl.md` tells every key; `crawler.outlet_files` reads them from TOML.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

WAY_KINDS = ("sitemap", "feed", "wordpress", "index", "listing", "search", "api")
DEFAULT_DELAY = 3.0
DEFAULT_PAGES = 50


@dataclass(frozen=True, slots=True)
class WayRule:
    """One way to find articles; `options` are the keys of its kind beside those that all have.

    A `fallback` is asked only where no way before it told all that it was asked for.
    """

    kind: str
    url: str
    max_pages: int = DEFAULT_PAGES
    topic: bool = False
    fallback: bool = False
    options: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StateRule:
    """An article in the state that its page's script holds: the script by a CSS selector, the path of the article in
    it, and where in that things stand, as in an interface."""

    script: str
    item: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageRule:
    """Which addresses are articles, and how their pages are read; CSS selectors and expressions."""

    address: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...] = ()
    canonical: str | None = None
    whole: str | None = None
    next: str | None = None
    body: str | None = None
    title: str | None = None
    author: str | None = None
    editor: str | None = None
    published: str | None = None
    state: StateRule | None = None
    drop: tuple[str, ...] = ()
    residue: tuple[re.Pattern[str], ...] = ()
    examples: tuple[str, ...] = ()
    not_articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """One news outlet; `home` is a Kemendagri code, `delay` the least seconds between two requests to one host."""

    id: str
    name: str
    home: str
    base: str
    timezone: ZoneInfo
    article: PageRule
    ways: tuple[WayRule, ...]
    hosts: tuple[str, ...] = ()
    family: str | None = None
    delay: float = DEFAULT_DELAY
    evidence: str = ""

    @property
    def host(self) -> str:
        """The host of the outlet's own address."""
        return urlsplit(self.base).netloc

    def owns(self, url: str) -> bool:
        """Whether an address is on one of the outlet's hosts, with or without "www."."""
        try:
            host = urlsplit(url).netloc.lower().removeprefix("www.")
        except ValueError:  # "http://[": links of strangers
            return False
        return host in {name.lower().removeprefix("www.") for name in (self.host, *self.hosts)}

    def absolute(self, address: str) -> str:
        """An address of a way or page made absolute."""
        return urljoin(self.base + "/", address)


def placeholders(template: str) -> set[str]:
    """The names in braces in an address: {"id", "n"} of "/berita/{id}/?page={n}"."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@dataclass(frozen=True, slots=True)
class ArticleAddress:
    """An address known as an article's: `key` is the same for all its twins, `url` where it is fetched."""

    key: str
    url: str


def article_address(outlet: Outlet, url: str) -> ArticleAddress | None:
    """The article that an address stands for; None where it is none of the outlet's articles."""
    if not outlet.owns(url):
        return None
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if any(pattern.match(path) for pattern in outlet.article.never):
        return None
    for pattern in outlet.article.address:
        found = pattern.match(path)
        if found is None:
            continue
        groups = {name: value for name, value in found.groupdict().items() if value is not None}
        key = groups.get("id") or parts.path.rstrip("/")
        canonical = outlet.article.canonical
        if canonical and placeholders(canonical) <= groups.keys():
            return ArticleAddress(f"{outlet.id}:{key}", outlet.absolute(canonical.format(**groups)))
        return ArticleAddress(f"{outlet.id}:{key}", url)
    return None

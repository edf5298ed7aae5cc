"""Outlets, told from what articles say of themselves: an address, a name, a home area."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.items import Article


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet; `region_code` and `host` are None where no article tells."""

    outlet_id: str
    name: str
    host: str | None
    region_code: str | None


def resolve_outlets(articles: Iterable[Article]) -> tuple[list[Outlet], dict[str, str]]:
    """Find the outlets, ordered by id, and the outlet of each article by article id, where it has one.

    Articles of one host are of one outlet; an article with a name alone belongs to the host that bears this name, where
    there is just one. Name and home area are the most frequent ones.
    """
    articles = list(articles)
    hosts_of_name: dict[str, set[str]] = {}
    for article in articles:
        if (host := host_of(article.url)) and article.outlet:
            hosts_of_name.setdefault(article.outlet, set()).add(host)
    groups: dict[str, list[Article]] = {}
    hosts: dict[str, str | None] = {}
    for article in articles:
        host = host_of(article.url) or _only(hosts_of_name.get(article.outlet or "", set()))
        outlet_id = host or slug(article.outlet or "")
        if outlet_id:
            groups.setdefault(outlet_id, []).append(article)
            hosts[outlet_id] = host
    outlets = [_outlet(outlet_id, hosts[outlet_id], groups[outlet_id]) for outlet_id in sorted(groups)]
    return outlets, {article.id: outlet_id for outlet_id, own in groups.items() for article in own}


def host_of(url: str | None) -> str | None:
    """The host of an address, without www.; None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def slug(name: str) -> str:
    """A name in lower case with hyphens: "Warta Batam" is "warta-batam"."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def _outlet(outlet_id: str, host: str | None, articles: list[Article]) -> Outlet:
    names = Counter(article.outlet for article in articles if article.outlet)
    regions = Counter(article.outlet_region for article in articles if article.outlet_region)
    return Outlet(outlet_id, _most(names) or outlet_id, host, _most(regions))


def _most(counts: Mapping[str, int]) -> str | None:
    """The most frequent value, the first in order among equals."""
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None

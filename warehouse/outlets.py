"""Outlets, told from what articles say of themselves: an address, a name, a home area."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet; `region_code` and `host` are None where no article tells."""

    outlet_id: str
    name: str
    host: str | None
    region_code: str | None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What `article_count` articles say of their outlet: a host name, a printed name, a home area; each may be None."""

    host: str | None
    name: str | None
    region_code: str | None
    article_count: int = 1


def resolve_outlets(imprints: Iterable[Imprint]) -> tuple[list[Outlet], dict[tuple[str | None, str | None], str]]:
    """Find the outlets, ordered by id, and the outlet of each pair of host and printed name, where it has one.

    Articles of one host are of one outlet; an article with a name alone belongs to the host that bears this name, where
    there is just one. Name and home area are the most frequent ones.
    """
    imprints = list(imprints)
    hosts_of_name: dict[str, set[str]] = {}
    for imprint in imprints:
        if imprint.host and imprint.name:
            hosts_of_name.setdefault(imprint.name, set()).add(imprint.host)
    groups: dict[str, list[Imprint]] = {}
    hosts: dict[str, str | None] = {}
    ids: dict[tuple[str | None, str | None], str] = {}
    for imprint in imprints:
        host = imprint.host or _only(hosts_of_name.get(imprint.name or "", set()))
        outlet_id = host or slug(imprint.name or "")
        if outlet_id:
            groups.setdefault(outlet_id, []).append(imprint)
            hosts[outlet_id] = host
            ids[imprint.host, imprint.name] = outlet_id
    return [_outlet(outlet_id, hosts[outlet_id], groups[outlet_id]) for outlet_id in sorted(groups)], ids


def outlet_id_of(url: str | None, name: str | None) -> str | None:
    """The outlet's id as far as one article tells: its host, else its name in lower case with hyphens."""
    return host_of(url) or slug(name or "") or None


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


def _outlet(outlet_id: str, host: str | None, imprints: list[Imprint]) -> Outlet:
    names: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for imprint in imprints:
        if imprint.name:
            names[imprint.name] += imprint.article_count
        if imprint.region_code:
            regions[imprint.region_code] += imprint.article_count
    return Outlet(outlet_id, _most(names) or outlet_id, host, _most(regions))


def _most(counts: Mapping[str, int]) -> str | None:
    """The most frequent value, the first in order among equals."""
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None

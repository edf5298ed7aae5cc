"""Which outlets a crawler takes of several that share the work: `2/3` is the second of three.

What belongs to one site stays together, for a site is asked politely as a whole: hosts of one registered domain
(`aceh.example.com` and `bali.example.com`), outlets of one platform, all hosts of one outlet. Names alone decide. No
name is resolved: two domains on one server count as two sites here as they do in one crawl.

Each site goes to the share that draws the highest number for it (rendezvous hashing). So where a share is added only
what it takes moves, and where the last one goes only what it had.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from tldextract import TLDExtract

from crawler.outlet import Outlet

MOST_SHARES = 1_000


@dataclass(frozen=True, slots=True)
class Share:
    """One of `count` parts of the outlets; `number` counts from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


WHOLE = Share(1, 1)


def parse_share(text: str) -> Share:
    """The share that "2/3" stands for. Raises ValueError where it stands for none."""
    found = re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", text.strip())
    if found is None or not int(found[1]) <= int(found[2]) <= MOST_SHARES:
        raise ValueError(f"{text!r} is no share: write K/N, such as 2/3 for the second of three crawlers")
    return Share(int(found[1]), int(found[2]))


@cache
def site_of(host: str) -> str:
    """The site of a host: its registered domain; of a number, or a name without a dot, the whole of it."""
    name = (urlsplit(f"//{host}").hostname or host).rstrip(".").lower()
    try:
        return str(ip_address(name))
    except ValueError:
        # Endings that no register knows, such as ".test", leave the last two words.
        return _domains()(name).top_domain_under_public_suffix or ".".join(name.split(".")[-2:])


def sites_of(outlet: Outlet) -> frozenset[str]:
    """The sites that an outlet's hosts belong to; the crawler asks no other host for it."""
    return frozenset(site_of(host) for host in (outlet.host, *outlet.hosts))


def groups_of(outlets: Iterable[Outlet]) -> dict[frozenset[str], list[Outlet]]:
    """Outlets that share a site, directly or through another outlet, by all the sites of their group."""
    groups: list[tuple[set[str], list[Outlet]]] = []
    for outlet in outlets:
        sites = set(sites_of(outlet))
        joined = [group for group in groups if group[0] & sites]
        groups = [group for group in groups if not group[0] & sites]
        members = [member for _, others in joined for member in others]
        groups.append((sites.union(*(found for found, _ in joined)), [*members, outlet]))
    return {frozenset(sites): members for sites, members in groups}


def outlets_of(share: Share, outlets: Sequence[Outlet]) -> list[Outlet]:
    """The outlets that fall to a share, in the order given; all crawlers must be given the same ones."""
    mine = {
        outlet.id
        for sites, members in groups_of(outlets).items()
        if _number_for(min(sites), share.count) == share.number
        for outlet in members
    }
    return [outlet for outlet in outlets if outlet.id in mine]


def _number_for(site: str, count: int) -> int:
    return max(range(1, count + 1), key=lambda number: _draw(site, number))


def _draw(site: str, number: int) -> bytes:
    return hashlib.blake2b(f"{number}\0{site}".encode(), digest_size=16).digest()


@cache
def _domains() -> TLDExtract:
    # The list that comes with the package: nothing is fetched, and all crawlers of one version see the same. Platforms
    # on which anybody has a name (blogspot.com) count as one site.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)

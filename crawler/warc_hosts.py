"""Whose pages are taken from an archive of the whole web: hosts that are listed, and those under a domain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawler.outlet_files import load_outlets

LONGEST_LIST = 5_000_000
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
# Answers that are kept, so that a host is looked up once; an archive of the world has millions.
MOST_KEPT = 100_000
LONGEST_HOST = 300


@dataclass(slots=True)
class HostRule:
    """Names of hosts and domains; each stands for itself and for all that ends in it. `is_any` takes every host."""

    names: frozenset[str]
    is_any: bool = False
    _kept: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def takes(self, url: str) -> bool:
        """Whether an address is on one of the hosts."""
        if self.is_any:
            return True
        parts = url.split("/", 3)
        host = parts[2] if len(parts) > 2 else ""
        known = self._kept.get(host)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._has(host)
            if len(host) <= LONGEST_HOST:
                self._kept[host] = known
        return known

    def _has(self, authority: str) -> bool:
        host = authority.rpartition("@")[2].partition(":")[0].lower().rstrip(".")[-LONGEST_HOST:]
        while host:
            if host in self.names:
                return True
            host = host.partition(".")[2]
        return False


def host_rule(domains: Iterable[str] = (), hosts_file: Path | None = None, is_any: bool = False) -> HostRule:
    """The rule of an import. Without any of its parts: `.id` and the hosts of the outlets of netralitas.

    Raises ValueError where the file cannot be read, or what is named is no host.
    """
    if is_any:
        return HostRule(frozenset(), is_any=True)
    names = [*domains]
    if hosts_file is not None:
        names += _listed(hosts_file)
    if not names:
        return HostRule(frozenset({"id", *_outlets_hosts()}))
    return HostRule(frozenset(_host(name, "--domain or --hosts") for name in names))


def _outlets_hosts() -> set[str]:
    hosts = {host for outlet in load_outlets() for host in (outlet.host, *outlet.hosts)}
    return {host.lower().partition(":")[0].removeprefix("www.") for host in hosts}


def _listed(path: Path) -> list[str]:
    """One a line, a host or an address on it; empty lines and those that begin with # are passed over."""
    try:
        if path.stat().st_size > LONGEST_LIST:
            raise ValueError(f"{path}: larger than {LONGEST_LIST:,} bytes; name a list of hosts, one a line")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: cannot be read as a list of hosts: {error}") from error
    names = [
        _host(line.strip(), f"{path}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not names:
        raise ValueError(f"{path}: no host in this file; write one a line, such as kabar.example")
    return names


def _host(name: str, place: str) -> str:
    host = name.strip().lower()
    if "//" in host:
        try:
            host = urlsplit(host).hostname or ""
        except ValueError:
            host = ""
    host = host.strip(".").removeprefix("www.")
    if not HOST.fullmatch(host):
        raise ValueError(f"{place}: no host or domain: {name!r:.80} (such as id or kabar.example)")
    return host

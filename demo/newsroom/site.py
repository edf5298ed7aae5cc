"""The whole newsroom: which site answers under which host, and in which state."""

from collections.abc import Callable, Sequence
from datetime import datetime

from demo.newsroom.exchange import TEXT, Reply, Request, redirect
from demo.newsroom.houses import House, load_houses
from demo.newsroom.records import SEED, Record, now_at, records_at
from demo.newsroom.templates.base import Site
from demo.newsroom.templates.blog import Blog
from demo.newsroom.templates.daily import Daily
from demo.newsroom.templates.group import Group
from demo.newsroom.templates.magazine import Magazine
from demo.newsroom.templates.numbered import Numbered
from demo.newsroom.templates.portal import Portal
from demo.newsroom.templates.shell import Shell
from demo.newsroom.templates.wire import Wire

TEMPLATES: dict[str, Callable[[House, Sequence[Record], datetime], Site]] = {
    "wire": Wire, "daily": Daily, "portal": Portal, "magazine": Magazine, "numbered": Numbered, "group": Group,
    "blog": Blog, "shell": Shell,
}  # fmt: skip
# Former hosts, which lead to the present one over another step.
FORMER = {"ranahekspos.test": "ranah-ekspos.test"}


class Newsroom:
    """All outlets as they stand in one state."""

    def __init__(self, seed: int = SEED, state: int = 1) -> None:
        self.state = state
        self.records = records_at(state, seed)
        self.houses = {house.id: house for house in load_houses()}
        self.sites: dict[str, Site] = {}
        self.moved: dict[str, str] = dict(FORMER)
        for house in self.houses.values():
            site = TEMPLATES[house.template](house, self.records, now_at(state))
            for host in site.hosts:
                self.sites[host] = site
            own = house.host
            self.moved[own.removeprefix("www.") if own.startswith("www.") else f"www.{own}"] = own

    def house_of(self, host: str) -> House | None:
        """The outlet behind a host name."""
        site = self.sites.get(self.moved.get(host, host))
        return site.house if site else None

    def respond(self, request: Request, target: str) -> Reply:
        """Answer a request; `target` is its path and query as sent, for redirects."""
        site = self.sites.get(request.host)
        if site is not None:
            return site.respond(request)
        if request.host in self.moved:
            return redirect(f"http://{self.moved[request.host]}{target}")
        return Reply(f"no such host here: {request.host}", 502, TEXT)

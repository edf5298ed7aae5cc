"""Who crawls which site: claims in the data directory, so that no two crawlers are at one site at the same time.

A claim is a file `DIR/crawl/claims/SITE/00000007.json` that names its crawler; of several that want the seventh claim
of a site one gets to make it (`scale.shared_files`). The highest number holds, and claims are never changed: when their
crawler has ended, or has given no sign of life for a quarter of an hour (`crawler.signs`), the next may be made. So
whoever had a site sees that it was taken over.

A crawler that could give no sign stops long before others may think that it has died, and for good: what it learns by
a clock of its own needs no store.
"""

import json
import logging
import uuid
from collections.abc import Iterable, Mapping
from threading import Lock
from urllib.parse import quote, unquote

from crawler.signs import Sign, Signs, clock
from scale.places import Place
from scale.shared_files import names_below, read, remove, write_new

log = logging.getLogger(__name__)
BEAT_SECONDS = 60.0
# A crawler that could give no sign for so long stops, and after so long others take its sites over. What lies between
# is more than the requests need that are on their way: two of an outlet, each after a pause of two minutes at most.
SILENT_SECONDS = 240.0
EXPIRED_SECONDS = 900.0
# So many earlier claims of a site are kept: who sees an old list of files finds the number taken that it tries.
KEPT = 4


class Claims:
    """The claims of one crawler; `beat` and `holds` may be called by different threads."""

    def __init__(self, place: Place, crawler: str, share: str) -> None:
        """`crawler` is the id of this one; its machine never runs two processes under one id."""
        self._folder = place / "crawl" / "claims"
        self.crawler = crawler
        self._signs = Signs(place, crawler, share)
        # By site: the number of the claim, and for how many seconds nobody can have asked the site when it was made.
        self._numbers: dict[str, int] = {}
        self._rests: dict[str, float] = {}
        self._lost: set[str] = set()
        self._seen_at = 0.0
        self._is_over = False
        self._lock = Lock()

    def begin(self, groups: Iterable[frozenset[str]]) -> dict[str, str]:
        """Give a first sign and claim groups of sites, each whole or not at all.

        Gives the sites that cannot be had, and why. Raises OSError where the store refuses.
        """
        self._seen_at = clock()
        before = self._signs.of(self.crawler)
        self._signs.give()
        self._signs.forget_old()
        # Its own earlier process has ended, by itself or not: where it was killed, it may have asked just now.
        was_ended = before is not None and before.is_ended
        written_at = before.written_at if before else 0.0
        mine = self._signs.of(self.crawler)
        rest = mine.written_at - written_at if mine and was_ended else 0.0
        tops = self._tops()
        refused: dict[str, str] = {}
        for sites in groups:
            refused |= self._take_all(sites, tops, rest)
        now = self._tops()
        for site, number in list(self._numbers.items()):
            if now.get(site, number) != number:
                refused[site] = "another crawler was faster"
                del self._numbers[site]
        return refused

    def number(self, site: str) -> int:
        """The number of this crawler's claim on a site."""
        return self._numbers[site]

    def rest(self, site: str) -> float:
        """For how many seconds nobody can have asked a site when it was claimed."""
        return self._rests[site]

    def holds(self, sites: Iterable[str]) -> bool:
        """Whether sites may be asked: claimed, not taken over, and this crawler was never silent for too long."""
        with self._lock:
            silent = clock() - self._seen_at
            if silent > SILENT_SECONDS and not self._is_over:
                self._is_over = True
                log.warning(
                    "no sign of life could be given for %.0f s: others may think that this crawler has died, "
                    "so it asks no site any more",
                    silent,
                )
            return not self._is_over and all(site in self._numbers and site not in self._lost for site in sites)

    def beat(self) -> None:
        """Give a sign of life, and see which sites were taken over. Raises OSError where the store refuses."""
        begun = clock()
        self.holds(())
        if self._is_over:
            return
        self._signs.give()
        tops = self._tops()
        with self._lock:
            for site, number in self._numbers.items():
                if tops.get(site, number) != number and site not in self._lost:
                    log.warning("%s: another crawler has taken the site over; it is asked nothing more here", site)
                    self._lost.add(site)
            self._seen_at = begun

    def end(self) -> None:
        """Say that the work is done: what was claimed is free. Raises OSError where the store refuses."""
        self._signs.give(is_ended=True)

    def _take_all(self, sites: frozenset[str], tops: Mapping[str, int], rest: float) -> dict[str, str]:
        taken: list[str] = []
        for site in sorted(sites):
            why = self._take(site, tops.get(site, 0), rest)
            if why is not None:
                for one in taken:
                    self._give_back(one)
                return dict.fromkeys(sites, why)
            taken.append(site)
        return {}

    def _take(self, site: str, top: int, own_rest: float) -> str | None:
        """Make the claim behind the one that holds; gives why that cannot be."""
        owner, sign = self._owner(site, top)
        if sign is not None and owner != self.crawler and not sign.is_ended and sign.age < EXPIRED_SECONDS:
            share = f" (share {sign.share})" if sign.share else ""
            return f"crawler {owner or 'of an unknown name'}{share} is at work there"
        begun = clock()
        if not write_new(self._file(site, top + 1), self._content(self.crawler)):
            return "another crawler was faster"
        self._numbers[site] = top + 1
        # Between look and claim this process may have stood still, or the other may have come back.
        again = self._owner(site, top)[1] if owner not in ("", self.crawler) else sign
        if clock() - begun > BEAT_SECONDS or (sign and again and again.written_at != sign.written_at):
            self._give_back(site)
            return f"crawler {owner} has come back"
        if owner == self.crawler or (top and not owner):
            self._rests[site] = own_rest if owner else 0.0
        else:
            self._rests[site] = sign.age if sign else EXPIRED_SECONDS
        remove(self._file(site, top + 1 - KEPT))
        return None

    def _give_back(self, site: str) -> None:
        """Make a further claim, in nobody's name."""
        write_new(self._file(site, self._numbers.pop(site) + 1), self._content(""))

    def _owner(self, site: str, number: int) -> tuple[str, Sign | None]:
        """Whose claim it is, and their last sign; a claim that is half written is as old as its file."""
        file = self._file(site, number)
        try:
            owner = str(json.loads(read(file))["crawler"])
        except FileNotFoundError:
            return "", None
        except (ValueError, KeyError, TypeError):
            return "", self._signs.in_file(file)
        return owner, self._signs.of(owner) if owner else None

    def _tops(self) -> dict[str, int]:
        """By site the number of the claim that holds."""
        tops: dict[str, int] = {}
        for folder, name in names_below(self._folder):
            number, _, ending = name.partition(".")
            if ending == "json" and number.isascii() and number.isdigit():
                site = unquote(folder)
                tops[site] = max(tops.get(site, 0), int(number))
        return tops

    def _file(self, site: str, number: int) -> Place:
        return self._folder / quote(site, safe="") / f"{number:08}.json"

    def _content(self, crawler: str) -> bytes:
        return json.dumps({"crawler": crawler, "mark": uuid.uuid4().hex}).encode()

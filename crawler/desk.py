"""What a crawl works with: its outlets, state, archive and place, alone in a data directory or sharing it with others.

Alone, all lies in the data directory. Of several crawlers each has a folder on its own machine: the state file, which
no other may open, and for an object store the archive's files until they are complete. What it learns, reads and
claims goes into the place that all share.
"""

import fcntl
import hashlib
import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from upath import UPath

from crawler.archive import Archive, archive_files
from crawler.claims import BEAT_SECONDS, Claims
from crawler.crawl_health import Sharer
from crawler.crawl_state import CrawlState
from crawler.known_keeper import KnownKeeper
from crawler.known_parts import outlets_with_parts
from crawler.outlet import Outlet
from crawler.shares import Share, groups_of, site_of, sites_of
from scale.places import Place, send, write_whole

log = logging.getLogger(__name__)
# How often a crawler tells the others what it has learnt, and brings complete files of the archive.
PUBLISH_SECONDS = 300.0
# What is lost of the archive with a machine: it cannot be appended to in an object store.
LARGEST_SPOOLED = 200_000_000
LONGEST_REST = 120.0


class CrawlRefused(RuntimeError):
    """The crawl cannot begin; the message says why and what to do."""


def _always(outlet: Outlet) -> bool:
    return True


@dataclass(frozen=True)
class Desk:
    """What a crawl works with; `elsewhere` tells of outlets that it cannot have, and why."""

    outlets: Sequence[Outlet]
    state: CrawlState
    archive: Archive
    holds: Callable[[Outlet], bool] = _always
    elsewhere: dict[str, str] = field(default_factory=dict)
    sharer: Sharer | None = None


@contextmanager
def lone_desk(data_dir: Path, outlets: Sequence[Outlet], arguments: str) -> Iterator[Desk]:
    """The desk of the only crawl of a data directory. Raises CrawlRefused where another works there, or several did."""
    if outlets_with_parts(data_dir):
        raise CrawlRefused(
            f"{data_dir} was crawled in shares, and a crawl without --share would not know what they fetched: "
            f"crawl it with --share 1/1"
        )
    with (
        _lock(data_dir, fcntl.LOCK_EX, f"another crawl is at work in {data_dir}: wait for it, or stop it"),
        ExitStack() as stack,
    ):
        state = CrawlState(data_dir, arguments)
        stack.callback(state.close)
        archive = Archive(data_dir, state.run_id)
        stack.callback(archive.close)
        yield Desk(outlets, state, archive)


@contextmanager
def shared_desk(
    place: Place, outlets: Sequence[Outlet], arguments: str, share: Share, state_dir: Path | None, has_delays: bool
) -> Iterator[Desk]:
    """The desk of one of several crawlers; what it learnt is the others' and its sites are free when it is left.

    Raises CrawlRefused where no outlet can be had, or another crawler works in the state folder; OSError where the
    place refuses.
    """
    folder = state_dir or default_state_dir(place)
    with ExitStack() as stack:
        stack.enter_context(
            _lock(folder, fcntl.LOCK_EX, f"another crawler works with {folder}: give this one its own, --state DIR")
        )
        if isinstance(place, Path):
            why = f"a crawl that does not share is at work in {place}: wait for it, or stop it"
            stack.enter_context(_lock(place, fcntl.LOCK_SH, why))
        crawler = _crawler_id(folder)
        claims = Claims(place, crawler, str(share))
        stack.callback(claims.end)
        refused = claims.begin(groups_of(outlets))
        elsewhere = {
            outlet.id: refused[site] for outlet in outlets for site in sorted(sites_of(outlet)) if site in refused
        }
        mine = [outlet for outlet in outlets if outlet.id not in elsewhere]
        if elsewhere and not mine:
            raise CrawlRefused(f"no outlet of share {share} can be had: {'; '.join(sorted(set(elsewhere.values())))}")
        state = CrawlState(folder, arguments)
        stack.callback(state.close)
        keeper = KnownKeeper(place, folder / "crawl" / "state.sqlite", crawler)
        stack.callback(keeper.close)
        stack.enter_context(_now_and_then(claims.beat, BEAT_SECONDS))
        keeper.take({outlet.id: claims.number(site_of(outlet.host)) for outlet in mine})
        if has_delays:
            _rest(mine, claims)
        if isinstance(place, Path):
            spool, archive = None, Archive(place, state.run_id, crawler)
        else:
            spool, archive = _Spool(folder, place), Archive(folder, state.run_id, crawler, LARGEST_SPOOLED)

        def tell() -> None:
            keeper.publish()
            if spool is not None:
                spool.bring(lambda: archive.path)

        def tell_all() -> None:
            archive.close()
            keeper.publish()
            keeper.join_many(outlet.id for outlet in mine if claims.holds(sites_of(outlet)))
            if spool is not None:
                spool.bring()

        stack.callback(tell_all)
        stack.enter_context(_now_and_then(tell, PUBLISH_SECONDS))
        yield Desk(
            mine,
            state,
            archive,
            lambda outlet: claims.holds(sites_of(outlet)),
            elsewhere,
            Sharer(crawler, share, state.started_at),
        )


def default_state_dir(place: Place) -> Path:
    """Where a crawler keeps its state on its own machine unless told: one folder for each data directory."""
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    address = str(place.absolute()) if isinstance(place, Path) else str(place)
    return home / "netralitas" / hashlib.sha256(address.encode()).hexdigest()[:12]


class _Spool:
    """Files of the archive that wait on this machine until they are complete, and then go to an object store."""

    def __init__(self, folder: Path, place: UPath) -> None:
        self._folder = folder
        self._pages = place / "pages"

    def bring(self, open_file: Callable[[], Path | None] = lambda: None) -> None:
        """Bring all files but the one that is written to; also what a killed crawl has left. Raises OSError."""
        for path in archive_files(self._folder):
            # Asked after the list was made: what stood in it and is not this one by now is complete.
            if path != open_file():
                send(path, self._pages / path.name)
                path.unlink()


def _rest(outlets: Sequence[Outlet], claims: Claims) -> None:
    """Keep the pause between two requests also where the one before was another crawler's."""
    waits = [outlet.delay - claims.rest(site) for outlet in outlets for site in sites_of(outlet)]
    wait = min(max(waits, default=0.0), LONGEST_REST)
    if wait > 0:
        log.info("waiting %.0f s: a site was asked a moment ago", wait)
        time.sleep(wait)


def _crawler_id(folder: Path) -> str:
    file = folder / "crawl" / "crawler"
    if not file.exists():
        write_whole(file, lambda opened: opened.write(uuid.uuid4().hex[:12].encode()))
    return file.read_text(encoding="ascii").strip()


@contextmanager
def _now_and_then(what: Callable[[], None], seconds: float) -> Iterator[None]:
    """Have something done at intervals while other work goes on; what the store refuses is tried again next time."""
    is_over = Event()

    def work() -> None:
        while not is_over.wait(seconds):
            try:
                what()
            except OSError as error:
                log.warning("%s; it is tried again", error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


@contextmanager
def _lock(folder: Path, kind: int, why: str) -> Iterator[None]:
    """Hold the crawl's lock of a folder; the system frees it when the process ends, however it does."""
    (folder / "crawl").mkdir(parents=True, exist_ok=True)
    with (folder / "crawl" / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CrawlRefused(why) from error
        except OSError as error:
            if kind == fcntl.LOCK_EX:
                raise
            log.warning("%s knows no locks (%s): see to it that nobody crawls there without --share", folder, error)
        yield

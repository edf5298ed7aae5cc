"""A Dask cluster as a crew (`scale.crew`): its own processes on this machine, or one that a scheduler leads.

Dask itself tries a task again when its worker dies, and gives it up after a few deaths; it cannot know which of the
tasks that a worker held has killed it. So a worker is given one partition at a time, what was killed again and again
is cut in halves, and what cannot be cut is tried once more with nobody beside it before it is called guilty.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Generic

import dask
import distributed

from scale.crew import (
    CONNECT_SECONDS,
    FIRST_WORKER_SECONDS,
    Done,
    Item,
    Lost,
    NoCluster,
    Result,
    WrongCode,
    patiently,
)

log = logging.getLogger(__name__)
# Workers that die on a partition before it is cut in halves, and on what cannot be cut, tried alone, before it is lost.
MOST_DEATHS = 3
# How often it is looked whether the cluster is there, and how long it may be without any worker.
LOOK_SECONDS = 5
# A result that is done comes at once, but where its worker died meanwhile.
FETCH_SECONDS = 60
NO_WORKER_SECONDS = 600
KILLED = "every process that worked on it was killed, most often for want of memory"
# A process of ours holds no data for others: it need not stop or write to disk when memory is short, but ends at 95 %.
# It serves no pages about itself.
PRIVATE = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
_one_at_a_time = threading.Lock()


@dataclass(slots=True)
class _Try(Generic[Item]):
    """A partition on its way, and the workers that died on it; a suspect is tried with nobody beside it."""

    item: Item
    deaths: int = 0
    is_suspect: bool = False


@dataclass(frozen=True, slots=True)
class _Killed:
    """A worker died, or several: `deaths` says how many Dask has counted before it told us."""

    deaths: int


class Cluster:
    """Of a worker's threads one works at a time, for the language pipeline is one a process."""

    def __init__(self, client: Any, name: str, mend: Callable[[int], object] | None = None) -> None:
        """`client` is a distributed.Client, `name` what messages call the cluster.

        `mend` is told now and then how many workers there are, to start those that are gone for good.
        """
        self._client = client
        self._name = name
        self._mend = mend
        self._looked_at = 0.0

    def run(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        halve: Callable[[Item], Sequence[Item]] | None = None,
    ) -> Iterator[Done[Item, Result]]:
        """Work on items, one a worker; see `scale.crew.Crew`."""
        stream = iter(items)
        under_way: dict[str, tuple[Any, _Try[Item]]] = {}
        again: deque[_Try[Item]] = deque()
        suspects: deque[_Try[Item]] = deque()
        ready: SimpleQueue[Any] = SimpleQueue()

        def next_try() -> _Try[Item] | None:
            if again:
                return again.popleft()
            for item in stream:
                return _Try(item)
            return suspects.popleft() if suspects and not under_way else None

        try:
            while True:
                while len(under_way) < max(1, self._worker_count()) and (one := next_try()) is not None:
                    future = self._client.submit(_in_turn, work, one.item, pure=False)
                    under_way[future.key] = future, one
                    future.add_done_callback(ready.put)
                    if one.is_suspect:
                        break
                if not under_way:
                    return
                future = self._wait(ready)
                _, one = under_way.pop(future.key)
                result = self._result(future)
                if not isinstance(result, _Killed):
                    yield Done(one.item, result)
                    continue
                one.deaths += result.deaths
                if one.deaths < MOST_DEATHS:
                    log.info("a worker was lost; what it worked on is done again")
                    again.append(one)
                elif one.is_suspect:
                    yield Done(one.item, Lost(KILLED))
                else:
                    log.info("%d workers were lost on one partition; it is cut in halves", one.deaths)
                    halves = list(halve(one.item)) if halve else [one.item]
                    if len(halves) == 1:
                        suspects.append(_Try(halves[0], is_suspect=True))
                    # Of halves one more death is enough to cut on: the way to the guilty one is long.
                    again.extend(_Try(half, MOST_DEATHS - 1) for half in halves if len(halves) > 1)
        finally:
            with suppress(Exception):  # the cluster may be gone
                self._client.cancel([future for future, _ in under_way.values()])

    def _worker_count(self) -> int:
        try:
            count = len(self._client.nthreads())
        except Exception as error:  # whatever Dask raises for a scheduler that does not answer
            raise self._gone() from error
        if self._mend is not None and time.monotonic() - self._looked_at > LOOK_SECONDS:
            self._looked_at = time.monotonic()
            self._mend(count)
        return count

    def _wait(self, ready: "SimpleQueue[Any]") -> Any:
        """The next future that is done. Raises NoCluster where none can be any more."""
        waited = 0
        while True:
            try:
                return ready.get(timeout=LOOK_SECONDS)
            except Empty:
                waited = 0 if self._worker_count() else waited + LOOK_SECONDS
            if waited and waited % 60 == 0:
                log.warning("%s has no worker any more; waiting for one", self._name)
            if waited >= NO_WORKER_SECONDS:
                minutes = NO_WORKER_SECONDS // 60
                raise NoCluster(f"{self._name} has had no worker for {minutes} minutes; start workers and run it again")

    def _result(self, future: Any) -> Any:
        try:
            if future.status == "cancelled":
                raise self._gone()
            if future.status != "error":
                return self._fetch(future)
            error = future.exception()
        except (OSError, distributed.client.FutureCancelledError) as lost:
            raise self._gone() from lost
        finally:
            future.release()
        if isinstance(error, distributed.KilledWorker):
            return _Killed(error.allowed_failures + 1)
        if isinstance(error, WrongCode):
            raise error
        if isinstance(error, ImportError):
            raise WrongCode(f"a worker of {self._name} cannot load this code ({error}): see docs/cluster.md") from error
        log.debug("a partition failed", exc_info=error)
        return Lost(f"{type(error).__name__}: {error}", error if isinstance(error, Exception) else None)

    def _fetch(self, future: Any) -> Any:
        """The result of a future that was done; where the worker that held it died since, that is a death of it.

        Dask then works it out anew by itself, and in rare cases never: what takes longer than `FETCH_SECONDS` is handed
        out again.
        """
        try:
            return future.result(timeout=FETCH_SECONDS)
        except TimeoutError:
            log.info("a result was lost with its worker")
            return _Killed(1)
        except distributed.KilledWorker as killed:
            return _Killed(killed.allowed_failures + 1)

    def _gone(self) -> NoCluster:
        return NoCluster(f"{self._name} went away; what was done is kept, run it again to do the rest")


@contextmanager
def local_cluster(workers: int) -> Iterator[Cluster]:
    """Processes of this machine; each may take its share of the memory, and one that takes more is ended."""
    # A death is told at once: which partition a process died on, and how often, is counted here.
    # Dask's profiler looks at a worker's calls a hundred times a second and keeps an hour of it: 15 MB a minute.
    settings = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.worker.memory.terminate": 0.95,
        "distributed.worker.profile.enabled": False,
        **PRIVATE,
    }
    with (
        dask.config.set(settings),
        _quiet(),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            security=True,  # keys of this run: no other user of the machine can send work
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            memory_limit=distributed.system.MEMORY_LIMIT // workers,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):

        def mend(count: int) -> None:
            # Dask starts a process again that died, but not one that died before it had quite come up: after a while
            # it takes that one off its list, and what is missing on the list is started.
            if count < workers:
                cluster.scale(workers)

        yield Cluster(client, "the crew of this machine", mend)


@contextmanager
def remote_cluster(scheduler: str) -> Iterator[Cluster]:
    """The cluster of a scheduler. Raises NoCluster where it is out of reach, has no worker or cannot load this code."""
    with (
        dask.config.set({"distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s"}),
        _quiet(),
    ):
        try:
            client = distributed.Client(scheduler, timeout=CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise NoCluster(f"no Dask scheduler at {scheduler}: {error}") from error
        with client:
            _check(client, scheduler)
            yield Cluster(client, f"the cluster at {scheduler}")


def _check(client: Any, scheduler: str) -> None:
    """Raise NoCluster where there are no workers, or where scheduler or workers cannot load this code."""
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
    except TimeoutError as error:
        raise NoCluster(f"the Dask scheduler at {scheduler} has no workers: start some (docs/cluster.md)") from error
    try:
        with suppress(TimeoutError):  # the workers are busy with another run: the scheduler took it
            client.submit(_in_turn, abs, 0, pure=False).result(timeout=LOOK_SECONDS)
        answers = client.run(is_here, on_error="return")
    except Exception as error:  # the scheduler tells of what it cannot load in several ways
        told = (str(error).splitlines() or [type(error).__name__])[0]
        raise NoCluster(
            f"the Dask scheduler at {scheduler}, or a worker, cannot run this code: start both in the project's folder "
            f"with its environment (docs/cluster.md). It says: {told}"
        ) from error
    for address, answer in answers.items():
        if answer is not True:
            raise NoCluster(f"the worker {address} of {scheduler} cannot load this code (docs/cluster.md): {answer}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Dask's own log: what it tells of workers that come and go is told here, shorter."""
    logger = logging.getLogger("distributed")
    kept = logger.propagate, logger.handlers
    logger.propagate, logger.handlers = False, [logging.NullHandler()]
    try:
        yield
    finally:
        logger.propagate, logger.handlers = kept


def is_here() -> bool:
    """True: asked of a worker, it tells that this code is there."""
    return True


def _in_turn(work: Callable[[Item], Result], item: Item) -> Result:
    with _one_at_a_time:
        return patiently(work, item)

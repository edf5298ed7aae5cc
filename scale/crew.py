"""Who works on the partitions of a stage: this process, several of this machine, or a Dask cluster.

A partition is a small value that can be pickled (names of files, not their contents); the work on it reads files,
writes one file whole, and gives back a few numbers. So a worker that is killed leaves nothing half done, and its
partition is worked on again by another. Results come in the order in which they are ready.

A cluster runs what it is sent: its scheduler belongs into a network of your own, or behind TLS (Dask's own settings,
`distributed.comm.tls`). Its workers need this code in the same version, and see the same places.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, Generic, Protocol, TypeVar

import typer

log = logging.getLogger(__name__)
Item = TypeVar("Item")
Result = TypeVar("Result")
# Partitions that are on their way for each thread of the cluster: a worker never waits for its next one.
AHEAD = 2
# How often a partition is tried: after an error, and after its worker was killed.
RETRIES = 2
MOST_KILLED = 10
CONNECT_SECONDS = 10

Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processes of this machine that share the work.")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Or a Dask cluster that does it.")
]
_one_at_a_time = threading.Lock()


class NoCluster(RuntimeError):
    """The cluster cannot be reached; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A partition on which the work failed for good, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Result]):
    """A partition and what came of it."""

    item: Item
    result: "Result | Lost"


class Crew(Protocol):
    """Whoever works on partitions."""

    def run(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Done[Item, Result]]:
        """Work on each item; results come as they are ready."""
        ...


class Alone:
    """This process does it all, in order."""

    def run(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Done[Item, Result]]:
        """Work on one item after the other. What the work raises is raised: here its whole story can be told."""
        for item in items:
            yield Done(item, work(item))


class Cluster:
    """A Dask cluster; of a worker's threads one works at a time, for the language pipeline is one a process."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Done[Item, Result]]:
        """Work on items, a few ahead and no more."""
        from distributed import as_completed

        stream = iter(items)
        open_items: dict[str, tuple[Item, int]] = {}
        ready = as_completed()
        again: deque[tuple[Item, int]] = deque()
        while True:
            while again or len(open_items) < self._most():
                item, killed = again.popleft() if again else (next(islice(stream, 1), None), 0)
                if item is None:
                    break
                future = self._client.submit(_in_turn, work, item, pure=False, retries=RETRIES)
                open_items[future.key] = item, killed
                ready.add(future)
            if not open_items:
                return
            future = next(ready)
            item, killed = open_items.pop(future.key)
            result = self._result(future)
            if isinstance(result, _Killed) and killed < MOST_KILLED:
                log.info("a worker was lost; its partition is worked on again")
                again.append((item, killed + 1))
                continue
            yield Done(item, Lost(result.why) if isinstance(result, _Killed) else result)

    def _most(self) -> int:
        threads = sum(self._client.nthreads().values())
        return AHEAD * max(1, threads)

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except (KilledWorker, CancelledError) as error:
            return _Killed(f"its worker was killed, again and again, most often for want of memory ({error})")
        except Exception as error:
            log.debug("a partition failed", exc_info=True)
            return Lost(f"{type(error).__name__}: {error}")
        finally:
            future.release()


@dataclass(frozen=True, slots=True)
class _Killed:
    why: str


@contextmanager
def hire(workers: int | None = None, scheduler: str | None = None) -> Iterator[Crew]:
    """A crew: the cluster of a scheduler, `workers` processes of this machine, or (neither, or 1) this process.

    Raises NoCluster where the scheduler cannot be reached within ten seconds.
    """
    if scheduler is None and (workers or 1) == 1:
        yield Alone()
        return
    import dask
    from distributed import Client, LocalCluster

    with dask.config.set(
        {"distributed.scheduler.allowed-failures": 3, "distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s"}
    ):
        if scheduler is not None:
            try:
                client = Client(scheduler, timeout=CONNECT_SECONDS)
            except (OSError, TimeoutError, ValueError) as error:
                raise NoCluster(f"no Dask scheduler at {scheduler}: {error}") from error
            with client:
                yield Cluster(client)
            return
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield Cluster(client)


def _in_turn(work: Callable[[Item], Result], item: Item) -> Result:
    with _one_at_a_time:
        return work(item)

"""Who works on the partitions of a stage: this process, several of this machine, or a Dask cluster.

A partition is a small value that can be pickled (names of files, not their contents); the work on it reads files,
writes one file whole, and gives back a few numbers. So a worker that is killed leaves nothing half done, and its
partition is worked on again by another. Results come in the order in which they are ready.

A cluster runs what it is sent: its scheduler belongs into a network of your own, or behind TLS (Dask's own settings,
`distributed.comm.tls`). Its workers need this code in the same version, and see the same places (docs/cluster.md).
"""

import errno
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Generic, Protocol, TypeVar

import typer

log = logging.getLogger(__name__)
Item = TypeVar("Item")
Result = TypeVar("Result")
CONNECT_SECONDS = 10
# A scheduler without any worker is waited for so long.
FIRST_WORKER_SECONDS = 30
# Before work that met a passing error is tried again.
PAUSES = (0.5, 2.0)
# Errors of the file system that do not pass by waiting.
LASTING = (FileNotFoundError, FileExistsError, PermissionError, IsADirectoryError, NotADirectoryError)
LASTING_NUMBERS = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.ENAMETOOLONG, errno.EFBIG})

Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processes of this machine that share the work.")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Or a Dask cluster that does it.")
]


class NoCluster(RuntimeError):
    """The cluster cannot be reached, or went away; the message says which and why."""


class WrongCode(RuntimeError):
    """A worker runs other code than the one who sent it the work: the run ends. The message names both."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A partition on which the work failed for good, and why; `error` is None where its workers were killed."""

    why: str
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Result]):
    """A partition, or a part that it was cut into, and what came of it."""

    item: Item
    result: "Result | Lost"


class Crew(Protocol):
    """Whoever works on partitions."""

    def run(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        halve: Callable[[Item], Sequence[Item]] | None = None,
    ) -> Iterator[Done[Item, Result]]:
        """Work on each item; results come as they are ready.

        `halve` cuts an item, on which worker after worker was killed, into smaller ones: so the one thing in it that
        kills is found, and the rest is done. It gives the item alone where it cannot be cut, and nothing where nothing
        of it is left to do. Raises WrongCode and, of a cluster, NoCluster.
        """
        ...


class Alone:
    """This process does it all, in order."""

    def run(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        halve: Callable[[Item], Sequence[Item]] | None = None,
    ) -> Iterator[Done[Item, Result]]:
        """Work on one item after the other. What the work raises is raised: here its whole story can be told."""
        for item in items:
            yield Done(item, patiently(work, item))


def patiently(work: Callable[[Item], Result], item: Item) -> Result:
    """Do the work, and once more after a pause where an error came that may pass: of a store that was out of reach."""
    for pause in PAUSES:
        try:
            return work(item)
        except OSError as error:
            if not is_passing(error):
                raise
            log.info("%s: tried again in %s seconds", error, pause)
        time.sleep(pause)
    return work(item)


def is_passing(error: BaseException | None) -> bool:
    """Whether an error may be gone after a while: one of a disk or store that is neither full nor closed to us."""
    is_lasting = isinstance(error, LASTING) or getattr(error, "errno", None) in LASTING_NUMBERS
    return isinstance(error, OSError) and not is_lasting


@contextmanager
def hire(workers: int | None = None, scheduler: str | None = None) -> Iterator[Crew]:
    """A crew: the cluster of a scheduler, `workers` processes of this machine, or (neither, or 1) this process.

    Raises NoCluster where the scheduler cannot be reached within ten seconds, has no worker, or its workers cannot
    load this code.
    """
    if scheduler is None and (workers or 1) == 1:
        yield Alone()
        return
    from scale.cluster import local_cluster, remote_cluster  # Dask takes a while to load

    with remote_cluster(scheduler) if scheduler is not None else local_cluster(workers or 1) as cluster:
        yield cluster

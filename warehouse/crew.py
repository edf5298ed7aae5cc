"""Work shared among processes, a little ahead of whoever takes it: what waits is held in memory."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
# Results and items that wait at once: as many as there are processes, and two more, so that none of them waits.
AHEAD = 2


class Processes(ProcessPoolExecutor):
    """Processes that are started anew ("spawn"), for DuckDB's threads do not survive a fork."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, mp_context=multiprocessing.get_context("spawn"))
        self.jobs = jobs


def map_ahead(
    crew: Executor | None, work: Callable[[Item], Result], items: Iterable[Item], jobs: int | None = None
) -> Iterator[Result]:
    """The result of each item, in order; with a crew a few items are worked on at once, and no more are taken.

    `jobs` is how many the crew works on at once, if it is none of ours. (`Executor.map` takes all items before it gives
    the first result.)
    """
    if crew is None:
        yield from map(work, items)
        return
    most = AHEAD + (jobs or (crew.jobs if isinstance(crew, Processes) else AHEAD))
    waiting: deque[Future[Result]] = deque()
    for item in items:
        waiting.append(crew.submit(work, item))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()

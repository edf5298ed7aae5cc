"""Work shared among processes, a little ahead of whoever takes it: what waits is held in memory."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
# Results and items that wait at once.
AHEAD = 4


def map_ahead(crew: Executor | None, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The result of each item, in order; with a crew a few items are worked on at once, and no more are taken.

    (`Executor.map` takes all items before it gives the first result.)
    """
    if crew is None:
        yield from map(work, items)
        return
    waiting: deque[Future[Result]] = deque()
    for item in items:
        waiting.append(crew.submit(work, item))
        if len(waiting) >= AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()

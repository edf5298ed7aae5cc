"""What was built a moment ago, for the next reader who asks for the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """The latest values by key, as many as have `size` together; safe to share among threads.

    Each counts one where `weigh` does not tell how much it counts. What is given must not be changed.
    """

    def __init__(self, size: int, weigh: Callable[[Value], int] = lambda value: 1) -> None:
        self._size = size
        self._weigh = weigh
        self._weight = 0
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._at_work: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, build: Callable[[], Value]) -> Value:
        """The value of a key, built where it is not held: once, while others who ask for the same wait.

        What `build` raises is raised, and nothing kept.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            turn = self._at_work.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                value = build()
                with self._lock:
                    self._values[key] = value
                    self._weight += self._weigh(value)
                    while self._weight > self._size:
                        _, oldest = self._values.popitem(last=False)
                        self._weight -= self._weigh(oldest)
            finally:
                with self._lock:
                    self._at_work.pop(key, None)
        return value

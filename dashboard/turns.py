"""Few views are built at a time in one process: more would share the same processors, and take more memory.

What is kept already is given out meanwhile (`kept_answers.py`).
"""

import logging
from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from typing import TypeVar

import duckdb

log = logging.getLogger(__name__)
AT_ONCE = 2
Built = TypeVar("Built")
_turns = BoundedSemaphore(AT_ONCE)
_alone = Lock()


def in_turn(build: Callable[[], Built]) -> Built:
    """Build when it is one's turn; what needs more memory than the others leave is built once more, alone.

    Raises what `build` raises.
    """
    with _turns:
        try:
            return build()
        except duckdb.OutOfMemoryException as error:
            log.warning("memory was short, building once more, alone", exc_info=error)
    with _alone:
        for _ in range(AT_ONCE):
            _turns.acquire()
        try:
            return build()
        finally:
            for _ in range(AT_ONCE):
                _turns.release()

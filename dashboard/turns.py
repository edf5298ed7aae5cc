"""One view is built at a time in one process: several would share its processors, and take more memory.

What is kept already is given out meanwhile (`kept_answers.py`); a machine of more processors runs more processes. First
come is first served, as nearly as locks are.
"""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

Built = TypeVar("Built")
_turn = Lock()


def in_turn(build: Callable[[], Built]) -> Built:
    """Build when it is one's turn. Raises what `build` raises."""
    with _turn:
        return build()

"""Work for the tests of crews, in a module that worker processes can import."""

import os
import signal
import time
from pathlib import Path

from scale.crew import WrongCode


def double(number: int) -> int:
    return 2 * number


def fail_on_three(number: int) -> int:
    if number == 3:
        raise ValueError("three is too many")
    return number


def note(item: tuple[str, int]) -> int:
    """Leave a file for each time that the work was begun."""
    folder, number = item
    (Path(folder) / f"{number}-{time.monotonic_ns()}").touch()
    return number


def fail_first(item: tuple[str, int]) -> int:
    """A store that is out of reach once."""
    folder, number = item
    begun = Path(folder) / f"begun-{number}"
    if not begun.exists():
        begun.touch()
        raise ConnectionError("the store is out of reach")
    return number


def die_first(item: tuple[str, int]) -> int:
    """Be killed the first time."""
    folder, number = item
    begun = Path(folder) / f"begun-{number}"
    if number % 2 and not begun.exists():
        begun.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_on_13(item: tuple[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Be killed by one number, wherever it stands."""
    folder, numbers = item
    (Path(folder) / f"{'-'.join(map(str, numbers))}-{time.monotonic_ns()}").touch()
    if 13 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return numbers


def halves(item: tuple[str, tuple[int, ...]]) -> list[tuple[str, tuple[int, ...]]]:
    folder, numbers = item
    middle = (len(numbers) + 1) // 2
    return [(folder, part) for part in (numbers[:middle], numbers[middle:]) if part]


def wait_a_while(number: int) -> int:
    time.sleep(60)
    return number


def not_ours(number: int) -> int:
    raise WrongCode("the worker has pipeline 2, this run 1")

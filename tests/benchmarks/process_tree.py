"""Seconds and memory of a command with all processes that it starts, as an operator's machine feels them."""

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Used:
    """What a command took: seconds by the clock, bytes of its processes together at the worst moment, what it said."""

    seconds: float
    peak: int
    output: str


class TreeWatch:
    """Looks at a process and its children every tenth of a second; `peak` is the most that they held together.

    Pages that processes share are counted once for each, as they are where each has them to itself.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "TreeWatch":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.peak = max(self.peak, memory_of(self._pid))
            if self._ended.wait(SAMPLE_SECONDS):
                return


def memory_of(pid: int) -> int:
    """Bytes that a process and its children hold now; 0 where it has ended."""
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += one.memory_info().rss
    return total


def run_measured(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Used:
    """Run a command to its end. Raises CalledProcessError, with the last words of its stderr, where it fails."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        with TreeWatch(process.pid) as watch:
            output, errors = process.communicate()
        seconds = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors[-2000:])
    return Used(seconds, watch.peak, output)

"""Several processes that answer on one socket: started, watched, replaced where one dies, renewed, ended in order.

Waitress answers within each process (`serving_worker.py`); this one opens no warehouse and answers nothing, so that it
stays small and has nothing to fail at.
"""

import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from dashboard.serving_worker import GRACE_SECONDS
from dashboard.settings import Settings

log = logging.getLogger(__name__)
# Seconds: between looks at the processes, for one to get ready, and between attempts at one that will not start.
LOOK_SECONDS = 0.2
START_SECONDS = 120.0
LONGEST_WAIT = 30.0
# What is freed goes back to the system: two dozen threads with heaps of their own would hold on to 100 MB and more.
LEAN = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}


class CannotStart(RuntimeError):
    """No process got ready; what it said of that stands in the log before."""


@dataclass(slots=True)
class Worker:
    """One process that answers."""

    process: subprocess.Popen[bytes]
    started_at: float


class Supervisor:
    """Keeps so many processes answering on a socket until told to stop."""

    def __init__(self, listener: socket.socket, data_dir: Path, settings: Settings, count: int, threads: int) -> None:
        self._listener = listener
        self._data_dir = data_dir.resolve()
        self._settings = settings
        self._count = count
        self._threads = threads
        self._workers: list[Worker] = []
        # Set by signal handlers: plain, for a handler may run while a lock is held.
        self._is_stopping = False
        self._is_renewing = False
        self._failures = 0
        self._next_start = 0.0
        # The processes hold the reading end: it ends when this process is gone, however that came.
        self._life_reading, self._life = os.pipe()

    def start(self) -> None:
        """Start all processes and wait until they can answer. Raises CannotStart; none is then left."""
        started = [self._spawn() for _ in range(self._count)]
        are_ready = [self._is_ready(worker, ready) for worker, ready in started]
        if not all(are_ready):
            self._end([worker for worker, _ in started])
            raise CannotStart
        self._workers = [worker for worker, _ in started]

    def run(self) -> None:
        """Watch over the processes until a signal: SIGTERM or SIGINT end all, SIGHUP renews one after the other."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_stop)
        signal.signal(signal.SIGHUP, self._ask_renewal)
        while not self._is_stopping:
            if self._is_renewing:
                self._is_renewing = False
                self._renew()
            self._replace_dead()
            time.sleep(LOOK_SECONDS)
        self._end(self._workers)

    def _ask_stop(self, *_: object) -> None:
        self._is_stopping = True

    def _ask_renewal(self, *_: object) -> None:
        self._is_renewing = True

    def process_ids(self) -> list[int]:
        """The processes that answer, oldest first."""
        return [worker.process.pid for worker in self._workers]

    def _replace_dead(self) -> None:
        alive = [worker for worker in self._workers if worker.process.poll() is None]
        for worker in self._workers:
            if worker not in alive:
                log.error("dashboard: process %d ended (%s)", worker.process.pid, worker.process.returncode)
        self._workers = alive
        if len(alive) == self._count or time.monotonic() < self._next_start:
            return
        # A warehouse that is broken now may be whole in a minute: the new process starts without it, too.
        worker, ready = self._spawn(is_lenient=True)
        if self._is_ready(worker, ready):
            log.info("dashboard: process %d answers in its place", worker.process.pid)
            self._workers.append(worker)
            self._failures = 0
        else:
            self._end([worker])
            self._failures += 1
            self._next_start = time.monotonic() + min(2.0**self._failures, LONGEST_WAIT)

    def _renew(self) -> None:
        """New processes, one after the other, each before an old one ends: somebody answers all the time."""
        for old in list(self._workers):
            worker, ready = self._spawn(is_lenient=True)
            if self._is_stopping or not self._is_ready(worker, ready):
                log.error("dashboard: no new process got ready, the old ones stay")
                self._end([worker])
                return
            self._workers[self._workers.index(old)] = worker
            self._end([old])
        log.info("dashboard: all processes are new")

    def _spawn(self, *, is_lenient: bool = False) -> tuple[Worker, int]:
        """A new process, and the end of a pipe on which it says that it is ready."""
        ready, says = os.pipe()
        handed = (self._listener.fileno(), says, self._life_reading)
        command = [
            sys.executable, "-m", "dashboard.serving_worker", "--data", str(self._data_dir),
            "--socket-fd", str(handed[0]), "--ready-fd", str(handed[1]), "--life-fd", str(handed[2]),
            "--threads", str(self._threads), "--prefix", self._settings.prefix,
            "--proxy", self._settings.proxy or "", *(["--lenient"] if is_lenient else []),
        ]  # fmt: skip
        process = subprocess.Popen(command, pass_fds=handed, env={**LEAN, **os.environ})  # noqa: S603 (our own interpreter, our own words)
        os.close(says)
        return Worker(process, time.monotonic()), ready

    def _is_ready(self, worker: Worker, ready: int) -> bool:
        """Wait until the process says so, False where it ends before or the stop comes first."""
        until = worker.started_at + START_SECONDS
        try:
            while time.monotonic() < until and not self._is_stopping:
                if select.select([ready], [], [], LOOK_SECONDS)[0]:
                    return os.read(ready, 1) == b"1"
            return False
        finally:
            os.close(ready)

    def _end(self, workers: list[Worker]) -> None:
        """Ask to end, and wait until what is under way is answered."""
        for worker in workers:
            worker.process.terminate()
        until = time.monotonic() + GRACE_SECONDS + 5
        for worker in workers:
            try:
                worker.process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                worker.process.kill()
                worker.process.wait()

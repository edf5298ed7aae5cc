"""Several processes on one socket: one that dies is replaced, a new warehouse is seen, nothing dropped at the end."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from dashboard.serving_worker import Stop, run_server
from dashboard.settings import Settings
from warehouse.connection import FILE_NAME

PATIENCE = 90.0


class Service:
    """`python -m dashboard --workers 2` over a directory."""

    def __init__(self, data_dir: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "--data", str(data_dir), "--port", "0", "--workers", "2", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("NETRALITAS_")},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, line
        self.port = int(found[1])

    def workers(self) -> set[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(number) for number in path.read_text().split()}

    def get(self, path: str) -> tuple[int, bytes]:
        con = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            con.request("GET", path)
            answer = con.getresponse()
            return answer.status, answer.read()
        finally:
            con.close()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


def until(is_so: Callable[[], bool]) -> None:
    """Look again and again; waiting is all that can be done about another process."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        threading.Event().wait(0.05)


@pytest.fixture
def data_dir(tmp_path: Path, unsure_dir: Path) -> Path:
    shutil.copytree(unsure_dir, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def service(data_dir: Path) -> Iterator[Service]:
    found = Service(data_dir)
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.process.wait()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at processes by /proc")
def test_a_swap_under_load_fails_nobody_and_lets_the_old_file_go_and_a_dead_process_is_replaced(
    service, data_dir, gold_dir
):
    def articles() -> int:
        return int(json.loads(service.get("/health")[1])["articles"])

    failed: list[str] = []
    seen: list[int] = []
    is_over = threading.Event()

    def load() -> None:
        while not is_over.is_set():
            for path in ("/health", "/download/articles.csv"):
                try:
                    status, body = service.get(path)
                except (OSError, HTTPException) as error:
                    failed.append(f"{path}: {error!r}")
                    continue
                if status != 200:
                    failed.append(f"{path}: {status} {body!r}")
                elif path == "/health":
                    seen.append(json.loads(body)["articles"])

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    before = articles()
    for source in (gold_dir, gold_dir, gold_dir):
        shutil.copyfile(source / FILE_NAME, data_dir / "new.duckdb")
        (data_dir / "new.duckdb").replace(data_dir / FILE_NAME)
    count = len(seen)
    until(lambda: len(seen) > count + 40 or bool(failed))
    is_over.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert failed == []
    assert (before, set(seen[-10:])) == (1, {articles()})
    assert articles() > 1

    # Each process looks at the file when it is asked; once it has, the old one is let go.
    def held() -> list[str]:
        links = [link for worker in service.workers() for link in Path(f"/proc/{worker}/fd").iterdir()]
        found = [str(link.readlink()) for link in links if link.is_symlink()]
        return [name for name in found if FILE_NAME in name and name.endswith("(deleted)")]

    def asked_and_free() -> bool:
        service.get("/health")
        return held() == []

    until(asked_and_free)

    old = service.workers()
    assert len(old) == 2
    os.kill(min(old), signal.SIGKILL)
    until(lambda: len(service.workers() - old) == 1 and len(service.workers()) == 2)
    assert service.get("/health")[0] == 200
    assert service.end() == 0


def test_renewed_processes_are_others_and_readers_notice_nothing(service):
    old = service.workers()
    service.process.send_signal(signal.SIGHUP)
    statuses: list[int] = []

    def all_new() -> bool:
        statuses.append(service.get("/health")[0])
        now = service.workers()
        return not now & old and len(now) == 2

    until(all_new)
    assert set(statuses) == {200}
    assert service.end() == 0


def test_processes_end_when_the_one_that_started_them_is_killed(service):
    workers = service.workers()
    service.process.kill()
    service.process.wait()
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


def test_without_a_warehouse_it_says_what_to_do_and_does_not_start(tmp_path):
    found = subprocess.run(
        [sys.executable, "-m", "dashboard", "--data", str(tmp_path), "--port", "0", "--workers", "2"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert found.returncode == 1
    assert "make rebuild" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_setting_that_cannot_be_is_told(tmp_path):
    found = subprocess.run(
        [sys.executable, "-m", "dashboard", "--data", str(tmp_path), "--prefix", "x y"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert found.returncode == 2
    assert "no path to stand under" in found.stderr


def test_asked_to_end_it_finishes_what_is_under_way():
    begun, may_end = threading.Event(), threading.Event()
    size = 3_000_000

    def slow(environ, start_response):
        begun.set()
        may_end.wait(PATIENCE)
        start_response("200 OK", [("Content-Length", str(size))])
        return [b"x" * size]

    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    stop = Stop()
    server = threading.Thread(target=run_server, args=(slow, listener, Settings(), 2, stop))
    server.start()
    con = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    con.request("GET", "/")
    assert begun.wait(PATIENCE)
    stop.ask()
    may_end.set()
    assert len(con.getresponse().read()) == size
    server.join(PATIENCE)
    assert not server.is_alive()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port))

"""A Dask scheduler and workers as an operator starts them, on loopback."""

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

ROOT = Path(__file__).parents[2]


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def cluster(folder, workers=1):
    """A scheduler and workers as an operator starts them; gives the address and the two processes."""
    told = folder / "scheduler.json"
    lead = start("distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard",
                 "--scheduler-file", str(told))  # fmt: skip
    hands = None
    try:
        while not told.exists() or not told.read_text():
            assert lead.poll() is None
            time.sleep(0.1)
        hands = start("distributed.cli.dask_worker", "--scheduler-file", str(told), "--nthreads", "1",
                      "--nworkers", str(workers), "--no-dashboard", "--local-directory", str(folder))  # fmt: skip
        with Client(scheduler_file=str(told)) as client:
            client.wait_for_workers(workers, timeout=120)
            address = client.scheduler.address
        yield address, lead, hands
    finally:
        for process in (hands, lead):
            if process is not None:
                process.terminate()
                process.wait(timeout=60)

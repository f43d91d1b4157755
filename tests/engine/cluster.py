"""A real Dask scheduler and workers on this machine, as processes of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

HERE = Path(__file__).parent
DASK = [sys.executable, "-m", "dask"]


class Cluster:
    """A scheduler and its workers; the workers are children of nobody else, so that killing one is killing it."""

    def __init__(self, folder):
        self.folder = folder
        self.workers = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                                     "--scheduler-file", str(folder / "scheduler.json"))  # fmt: skip

    def _start(self, *arguments, **environment):
        path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
        with (self.folder / f"{arguments[0]}.log").open("ab") as log:
            environment = {**os.environ, "PYTHONPATH": path, **environment}
            command = [*DASK, *arguments]
            return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL, stderr=log)

    @property
    def address(self):
        file = self.folder / "scheduler.json"
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        return json.loads(file.read_text())["address"]

    def add_worker(self, **environment):
        """Start a worker and wait until the scheduler knows it."""
        self.workers.append(
            self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", **environment)
        )
        with Client(self.address) as client:
            client.wait_for_workers(len(self.workers), timeout=90)

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()

    def close(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def cluster(folder, workers=2):
    running = Cluster(folder)
    try:
        for _ in range(workers):
            running.add_worker()
        yield running
    finally:
        running.close()

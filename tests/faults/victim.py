"""A command as a running process: started in a session of its own, its workers found, its end told."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

OBEDIENT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Makes root obey the modes of files, as everybody else does."""
WORKER, READER = "themeline.engine.worker", "themeline.ingest.isolated"


@dataclass(frozen=True)
class Ending:
    """How a command ended: exit code (negative for a signal; None if it had to be killed), and what it said."""

    code: int | None
    said: str
    seconds: float


class Victim:
    """One running `themeline` command."""

    def __init__(self, words, arena, environment):
        self.errors = arena.root / "stderr"
        self._began = time.monotonic()
        with self.errors.open("wb") as errors, (arena.out / "stdout").open("wb") as output:
            self._process = subprocess.Popen(
                [*(OBEDIENT if arena.is_root else ()), sys.executable, "-m", "themeline", *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env=arena.environment | environment,
                cwd=arena.out,
                start_new_session=True,
            )
        self.pid = self._process.pid

    def lives(self):
        return self._process.poll() is None

    def sleep(self, seconds):
        """Let it run for so long; say whether it still lives."""
        try:
            self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def signal(self, number, *, group=False):
        if self.lives():
            (os.killpg if group else os.kill)(self.pid, number)

    def children(self, *roles):
        """Return the processes that it started to work or to read."""
        found = []
        for task in Path(f"/proc/{self.pid}/task").glob("*/children"):
            try:
                found += [int(pid) for pid in task.read_text().split()]
            except OSError:
                continue
        return sorted(pid for pid in found if any(role in _command_line(pid) for role in roles))

    def wait(self, seconds):
        """Wait for its end; kill it if that does not come."""
        if self.sleep(max(0.0, seconds - (time.monotonic() - self._began))):
            self.signal(9, group=True)
            self._process.wait()
            return Ending(None, self._said(), time.monotonic() - self._began)
        return Ending(self._process.returncode, self._said(), time.monotonic() - self._began)

    def end(self):
        """Kill it with its group if it still runs: the harness itself was stopped."""
        self.signal(9, group=True)
        self._process.wait()

    def survivors(self):
        """Return the processes of its session that are still there."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.pid and fields[0] != "Z":
                found.append(int(path.parent.name))
        return found

    def _said(self):
        return self.errors.read_text(encoding="utf-8", errors="replace")


def _command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""

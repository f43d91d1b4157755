"""The parent's side of one worker process: start, ask with a time limit, kill."""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from typing import BinaryIO, cast

from themeline.engine.frames import read_frame, write_frame
from themeline.errors import ThemelineError, WorkerError

# One thread for each worker's matrices: the workers themselves are what keeps the cores busy.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)


def _environment() -> dict[str, str]:
    """Return a worker's environment, without what Dask sets for its own: it makes the parse a fifth slower."""
    return {name: value for name, value in os.environ.items() if name != "MALLOC_TRIM_THRESHOLD_"} | ONE_THREAD


class WorkerDied(Exception):  # noqa: N818 - an event, handled where it happens
    """The worker ended, was killed at its time limit, or could not go on, before it answered."""


class ChunkFailed(Exception):  # noqa: N818 - as above
    """The worker's function raised; the message is the error's."""


class WorkerProcess:
    """One worker, started at once and ready when `wait_until_ready` returns."""

    def __init__(self, prepare: str, argument: object) -> None:
        # What it says on standard error is for the message if it dies.
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "themeline.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=_environment(),
        )
        self._input = cast(BinaryIO, self._process.stdin)
        self._output = cast(BinaryIO, self._process.stdout)
        self._timed_out = False
        self._first = (prepare, argument)

    def wait_until_ready(self, seconds: float) -> None:
        """Let the worker load what it needs.

        Raises:
            ThemelineError: What the worker said went wrong.
            WorkerDied: If it ended without a word, or the time limit passed.
        """
        kind, value = self._exchange(self._first, seconds)
        if kind == "broken":
            raise value if isinstance(value, ThemelineError) else WorkerError(f"A worker could not start:\n{value}")

    def ask(self, payloads: list[object], seconds: float) -> object:
        """Apply the worker's function to payloads.

        Raises:
            WorkerDied: If the process ended, could not go on, or the time limit passed.
            ChunkFailed: If the function raised.
        """
        kind, value = self._exchange(payloads, seconds)
        if kind == "error":
            raise ChunkFailed(str(value))
        return value

    def kill(self) -> None:
        """End the process, whatever it is doing, and free its pipes."""
        self._process.kill()
        self._process.wait()
        self._words.close()
        self._output.close()
        with contextlib.suppress(BrokenPipeError):
            self._input.close()

    def _exchange(self, value: object, seconds: float) -> tuple[str, object]:
        timer = threading.Timer(seconds, self._time_out)
        timer.daemon = True
        timer.start()
        try:
            write_frame(self._input, value)
            kind, answer = cast(tuple[str, object], read_frame(self._output))
            if kind == "unfit":
                raise WorkerDied(str(answer))
            return kind, answer
        except (EOFError, OSError, ValueError) as error:
            raise WorkerDied(self._epitaph(seconds)) from error
        finally:
            timer.cancel()

    def _time_out(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _epitaph(self, seconds: float) -> str:
        if self._timed_out:
            return f"no answer within {seconds:.0f} s"
        code = self._process.wait()
        ended = f"the process was killed by signal {-code}" if code < 0 else f"the process ended with code {code}"
        return f"{ended}: {last}" if (last := self._last_words()) else ended

    def _last_words(self) -> str:
        if self._words.closed:
            return ""
        self._words.seek(0)
        lines = self._words.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

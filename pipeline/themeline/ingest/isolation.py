"""Reading in a process of its own: a crash, an endless parse or a greedy one costs one file and nothing else.

The process is started afresh (nothing of the caller's is imported again, and nothing from the current folder, which
may be a stranger's), is used for one file after the other, and is killed when a file takes too long. It answers over a
pipe with the pickled results, a few at a time; since a hostile file may have taken it over, only the classes of results
are read back from it.
"""

import atexit
import io
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import IO, Any

from themeline.errors import ThemelineError, WorkerError
from themeline.ingest.raw import ReadError
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import Source

HEADER = struct.Struct("!Q")
ANSWERS = {
    "themeline.errors": {"OutputError"},
    "themeline.ingest.changes": {"StepChange"},
    "themeline.ingest.documents": {"Cleaned"},
    "themeline.ingest.raw": {"ReadError"},
    "themeline.tables.records": {"Block", "BlockKind", "Document", "Failure"},
}
START_SECONDS = 120.0
LARGEST_FRAME = 1 << 32
DEATHS = frozenset({"timeout", "memory", "crash"})


def read_isolated(source: Source, settings: IngestSettings, *, changes: bool) -> Iterator[Any]:
    """Yield what the reader process makes of a file: its documents, and the changes of cleaning if they are wanted.

    A file that the process does not survive is read once more by a new one: somebody else may have killed the first.

    Raises:
        ReadError: `timeout`, `memory` or `crash`; what came before it has been yielded.
    """
    given = 0
    try:
        for result in _process().read(source, settings, changes=changes):
            given += 1
            yield result
    except ReadError as error:
        if error.error not in DEATHS:
            raise
        _process().stop()
        yield from islice(_process().read(source, settings, changes=changes), given, None)


class ReaderProcess:
    """The process, started when it is first needed and again after it died."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[Any] = queue.Queue()

    def read(self, source: Source, settings: IngestSettings, *, changes: bool) -> Iterator[Any]:
        """Yield the results for one file."""
        child = self._started()
        finished = False
        try:
            send(child.stdin, (source, settings, settings.password, changes))
            deadline = time.monotonic() + settings.seconds
            while not finished:
                batch, finished = self._answer(deadline, settings)
                yield from batch
        except OSError as error:
            raise ReadError("crash", "The program that reads such files could not take it.") from error
        finally:
            if not finished:
                self.stop()

    def stop(self) -> None:
        """Kill the process, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    _close(pipe)

    def _answer(self, deadline: float, settings: IngestSettings) -> tuple[list[Any], bool]:
        try:
            answer = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise ReadError("timeout", f"It took longer than {settings.seconds:g} seconds to read.") from None
        if answer is None:
            raise ReadError("crash", f"The reader crashed on it (exit code {self._exit_code()}); the file is damaged.")
        if isinstance(answer, ThemelineError):
            raise answer
        batch, finished = answer
        return batch, finished

    def _exit_code(self) -> int | None:
        return self._child.wait() if self._child else None

    def _started(self) -> subprocess.Popen[bytes]:
        for _ in range(2):  # the first may be killed by somebody else
            if self._child is not None and self._child.poll() is None:
                return self._child
            self.stop()
            self._start()
        if self._child is None:
            raise WorkerError(
                "The process that reads such files cannot be started.",
                "It needs memory and a little room for temporary files; then run the same command again.",
            )
        return self._child

    def _start(self) -> None:
        self._answers = queue.Queue()
        command = [sys.executable, "-P", "-m", "themeline.ingest.isolated"]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        threading.Thread(target=_listen, args=(self._child.stdout, self._answers), daemon=True).start()
        try:
            ready = self._answers.get(timeout=START_SECONDS) == "ready"
        except queue.Empty:
            ready = False
        if not ready:
            self.stop()


def send(pipe: IO[bytes] | None, value: object) -> None:
    """Write a value to a pipe."""
    assert pipe is not None
    data = pickle.dumps(value, protocol=5)
    pipe.write(HEADER.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:  # noqa: ANN401 - whatever the other side sent
    """Read a value that this program sent to its reader process.

    Raises:
        EOFError: If the other side has gone.
    """
    return pickle.loads(_read_frame(pipe))


def receive_answer(pipe: IO[bytes]) -> Any:  # noqa: ANN401 - batches of results
    """Read a value that the reader process sent, which is not to be trusted.

    Raises:
        EOFError: If the other side has gone.
        pickle.UnpicklingError: If it holds anything but results.
    """
    return _AnswerUnpickler(io.BytesIO(_read_frame(pipe))).load()


class _AnswerUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        if name not in ANSWERS.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} is no answer")
        found: type = super().find_class(module, name)
        return found


def _read_frame(pipe: IO[bytes]) -> bytes:
    header = pipe.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    (length,) = HEADER.unpack(header)
    if length > LARGEST_FRAME:
        raise ValueError(f"a frame of {length:,} bytes")
    return pipe.read(length)


def _listen(pipe: IO[bytes], answers: "queue.Queue[Any]") -> None:
    try:
        while True:
            answers.put(receive_answer(pipe))
    except Exception:  # the other side has gone, or sent what no reader sends
        answers.put(None)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return


@lru_cache(maxsize=1)
def _process() -> ReaderProcess:
    process = ReaderProcess()
    atexit.register(process.stop)
    return process

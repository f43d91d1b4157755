"""The other side of `isolation`: the process that reads dangerous files, one after the other."""

import os
import sys
from typing import IO

from themeline.ingest.isolation import receive, send
from themeline.ingest.raw import ReadError
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import Source

BATCH = 64
MEGABYTE = 1 << 20


def main() -> None:
    """Answer requests until the other side goes away."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    send(answers, "ready")
    while True:
        try:
            source, settings, password, changes = receive(requests)
        except EOFError:
            return
        _limit_memory(settings.memory_mb)
        try:
            _answer(source, settings.model_copy(update={"password": password}), answers, changes=changes)
        except ReadError as error:
            send(answers, error)
        except OSError as error:
            send(answers, ReadError("unreadable", f"{error.strerror or error}."))
        except RecursionError:
            send(answers, ReadError("unsafe", "Its parts are nested too deeply."))
        except MemoryError:
            send(answers, ReadError("memory", f"It needs more than {settings.memory_mb} MB of memory to read."))


def _answer(source: Source, settings: IngestSettings, answers: IO[bytes], *, changes: bool) -> None:
    from themeline.ingest.reading import read_directly

    batch = []
    for result in read_directly(source, settings, changes=changes):
        batch.append(result)
        if len(batch) == BATCH:
            send(answers, (batch, False))
            batch = []
    send(answers, (batch, True))


def _limit_memory(megabytes: int) -> None:
    """Let the system refuse more memory than this; only where it can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


if __name__ == "__main__":
    main()

"""The other side of `isolation`: the process that reads dangerous files, one after the other."""

import os
import sys
from typing import IO

from themeline.files import NO_ROOM
from themeline.ingest.isolation import receive, send
from themeline.ingest.languages import prepare_detection
from themeline.ingest.raw import ReadError, refusal
from themeline.ingest.settings import IngestSettings
from themeline.ingest.sources import Source

BATCH = 64
MEGABYTE = 1 << 20


def main() -> None:
    """Answer requests until the other side goes away."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    prepare_detection()
    _confine()
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
            send(answers, _gave_up(error) if error.errno in (None, *NO_ROOM) else refusal(error))
        except RecursionError:
            send(answers, ReadError("unsafe", "Its parts are nested too deeply."))
        except MemoryError:
            send(answers, ReadError("memory", f"It needs more than {settings.memory_mb} MB of memory to read."))
        except ImportError:  # no file is to blame for a library that cannot be loaded, as for want of memory
            raise
        except Exception as error:  # the libraries' own, for what their authors did not foresee
            send(answers, _gave_up(error))


def _gave_up(error: Exception) -> ReadError:
    return ReadError("damaged", f"The reader gave up on it: {type(error).__name__}: {error}"[:500])


def _answer(source: Source, settings: IngestSettings, answers: IO[bytes], *, changes: bool) -> None:
    from themeline.ingest.reading import read_directly

    batch = []
    for result in read_directly(source, settings, changes=changes):
        batch.append(result)
        if len(batch) == BATCH:
            send(answers, (batch, False))
            batch = []
    send(answers, (batch, True))


def _confine() -> None:
    """Let nothing but the answers out: no file can be written, and what the libraries print goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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

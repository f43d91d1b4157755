"""One writer at a time: a lock that the operating system releases when its holder dies."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from themeline.errors import StoreError
from themeline.files import hint_for, reason

LOCK_FILE = ".writer.lock"
HOLDER_FILE = ".writer.json"


@contextmanager
def writer_lock(workspace: Path, command: str = "") -> Iterator[None]:
    """Hold the workspace's write lock while the block runs.

    Args:
        workspace: The workspace's folder.
        command: What the holder is doing, for the message that a second writer gets; by default this
            process's command line.

    Raises:
        StoreError: At once, if another process holds it; the message names that process.
    """
    lock = FileLock(workspace / LOCK_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(
            f"The workspace {workspace} is being written by {_holder(workspace / HOLDER_FILE)}.",
            "Wait until it has finished, or name another workspace with --workspace.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"The workspace {workspace} cannot be locked for writing: {reason(error)}.", hint_for(error)
        ) from error
    try:
        _sign(workspace / HOLDER_FILE, command or command_line())
        yield
    finally:
        with suppress(OSError):
            (workspace / HOLDER_FILE).unlink(missing_ok=True)
        lock.release()


def seems_held(workspace: Path) -> bool:
    """Say whether a process that signed as the writer is alive; the lock itself is not touched, nor waited for."""
    try:
        holder = json.loads((workspace / HOLDER_FILE).read_text(encoding="utf-8"))
        if holder["host"] != socket.gethostname():
            return True
        os.kill(holder["pid"], 0)
    except PermissionError:
        return True
    except (OSError, ValueError, KeyError):
        return False
    return True


def command_line() -> str:
    """Return this process's command as a person would type it."""
    return " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:]])


def _sign(path: Path, command: str) -> None:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"command": command, "pid": os.getpid(), "host": socket.gethostname(), "started": started}
    with suppress(OSError):  # only the message to a second writer needs it; what has to be written will say why
        path.write_text(json.dumps(holder), encoding="utf-8")


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"`{holder['command']}` (process {holder['pid']} on {holder['host']}, since {holder['started']})"
    except (OSError, ValueError, KeyError):
        return "another process"

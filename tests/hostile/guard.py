"""An audit hook that notes what no reader of files may do: write elsewhere, reach a network, start a program."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NEVER = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn",
    "webbrowser.open", "ftplib.connect", "smtplib.connect", "http.client.connect",
)  # fmt: skip
ON_PATHS = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
            "os.chown", "shutil.rmtree", "shutil.move", "shutil.copyfile")  # fmt: skip

_state: dict[str, Any] = {"folders": None, "found": [], "hooked": False, "exit": 0}


class Forbidden(BaseException):
    """Raised where it happens, past every `except Exception`."""


@contextmanager
def guarded(*allowed: Path) -> Iterator[list[str]]:
    """Forbid everything above while the block runs, writing below the allowed folders excepted.

    Yields:
        What was attempted; empty if nothing was.
    """
    before = _state["folders"], _state["found"]
    found: list[str] = []
    _begin([os.path.realpath(folder) for folder in allowed], found)
    try:
        yield found
    finally:
        _state["folders"], _state["found"] = before


def guard_for_good(exit_code: int) -> None:
    """Forbid everything above in this process from now on; what is attempted ends it at once."""
    _state["exit"] = exit_code
    _begin([], [])


def _begin(folders: list[str], found: list[str]) -> None:
    if not _state["hooked"]:
        sys.addaudithook(_hook)
        _state["hooked"] = True
    _state["folders"], _state["found"] = folders, found


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _state["folders"] is None:
        return
    if event == "open":
        path, mode, flags = args
        writes = bool(flags & WRITING) if isinstance(flags, int) else any(sign in str(mode) for sign in "wax+")
        if writes and not isinstance(path, int) and not _allowed(path):
            _forbid(f"open {path!r} for writing")
    elif (event in NEVER and not _is_harmless(args)) or (event in ON_PATHS and not _allowed(_whole_path(event, args))):
        _forbid(f"{event} {args!r}"[:300])


def _is_harmless(args: tuple[Any, ...]) -> bool:
    """Tell whether the reader process is started, or urllib3 looks, on being imported, whether there is IPv6."""
    is_reader = len(args) == 4 and args[0] == sys.executable and "themeline.ingest.isolated" in args[1]
    return is_reader or args[1:] == (("::1", 0),)


def _whole_path(event: str, args: tuple[Any, ...]) -> Path:
    """Return the path that an event changes, in the open folder that it is relative to, links not followed."""
    path = Path(os.fsdecode(args[1] if event in ("os.symlink", "os.link") else args[0]))
    if event in ("os.remove", "os.rmdir", "os.mkdir") and isinstance(args[-1], int) and args[-1] >= 0:
        path = Path(f"/proc/self/fd/{args[-1]}").readlink() / path
    return Path(os.path.realpath(path.parent), path.name)


def _allowed(path: Any) -> bool:
    real = os.fsdecode(path) if isinstance(path, Path) else os.path.realpath(os.fsdecode(path))
    if real in ("/dev/null", "/dev/tty") or "/__pycache__/" in real:
        return True
    return any(real == folder or real.startswith(folder + os.sep) for folder in _state["folders"])


def _forbid(what: str) -> None:
    _state["found"].append(what)
    if _state["exit"]:
        os._exit(_state["exit"])
    raise Forbidden(what)

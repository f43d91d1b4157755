"""The faults, as data: what each does to a running command, what it takes, and how the command may end after it."""

import os
import resource
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.commands import DATABASE, FILES, INPUTS, READER, WORKERS
from tests.faults.victim import READER as READING
from tests.faults.victim import WORKER as WORKING

INSIDE = Path(__file__).parent / "inside"
PATIENCE = 600.0
"""The most seconds that any command may take."""
CLEAR_ERROR, INTERRUPTED, KILLED, TERMINATED = 2, 130, -signal.SIGKILL, -signal.SIGTERM


@dataclass
class Scene:
    """A command that runs, and what a fault may know of it.

    Attributes:
        moment: When to strike, in seconds after its start.
        chance: Draws whatever else is left to chance.
        undo: What takes the fault away again, last one first.
    """

    arena: object
    calm: object
    victim: object
    moment: float
    chance: object
    undo: list[Callable[[], None]] = field(default_factory=list)


def _as_it_is(calm, chance):
    return {}


@dataclass(frozen=True)
class Kind:
    """A kind of fault.

    Attributes:
        name: Its name in the plan and the table.
        strike: Does it; returns what it did, or an empty string if the command had ended or there was nothing to hit.
        touches: It can be done to commands that touch one of these; empty for every command.
        ends: The exit codes that are honest after it, besides those of a calm run.
        needs: What the machine must allow: `mount`, or nothing.
        lossy: An input may be missing from the result, kept as a failure, until the command is given again.
        environment: What the command finds in its environment, from the calm run and chance.
    """

    name: str
    strike: Callable[[Scene], str]
    touches: frozenset[str] = frozenset()
    ends: frozenset[int] = frozenset()
    needs: str = ""
    lossy: bool = False
    environment: Callable[[object, object], dict[str, str]] = _as_it_is


def _signal(number, *, group):
    def strike(scene):
        if not scene.victim.sleep(scene.moment):
            return ""
        scene.victim.signal(number, group=group)
        return f"{signal.Signals(number).name} after {scene.moment:.2f} s"

    return strike


def _die_at_commit(calm, chance):
    """Return the environment in which a command dies at one of its commits (`inside/sitecustomize.py`)."""
    path = os.pathsep.join([str(INSIDE), os.environ.get("PYTHONPATH", "")])
    return {"PYTHONPATH": path, "THEMELINE_TESTS_DIE_AT_COMMIT": str(chance.randint(1, max(1, calm.commits)))}


def _tear_log(scene):
    """Cut the write-ahead log that a crash in a commit left, or leave zeros or noise at its end."""
    ending = scene.victim.wait(PATIENCE)
    if ending.code != KILLED:
        return ""
    logs = [path for path in sorted(scene.arena.workspace.glob("*.wal*")) if path.stat().st_size]
    return ", ".join(f"killed in a commit, {_damage(path, scene.chance)}" for path in logs)


def _damage(path, chance):
    size, kept = path.stat().st_size, int(chance.random() * path.stat().st_size)
    tail = chance.choice([b"", bytes(min(size - kept, 4096)), chance.randbytes(min(size - kept, 512))])
    with path.open("r+b") as file:
        file.truncate(kept)
        file.seek(kept)
        file.write(tail)
    return f"{path.name} of {size} bytes cut at {kept}, {len(tail)} bytes of rubbish after it"


def _fill_disk(scene):
    """Leave on the arena's file system less than the command still wants."""
    if not scene.victim.sleep(scene.moment):
        return ""
    room = int(scene.chance.random() * scene.calm.grown)
    ballast = scene.arena.folder / ".ballast"
    scene.undo.append(lambda: ballast.unlink(missing_ok=True))
    with ballast.open("wb") as file, suppress(OSError):
        state = os.statvfs(scene.arena.folder)
        os.posix_fallocate(file.fileno(), 0, max(4096, state.f_bavail * state.f_frsize - room))
    return f"{room} bytes of disk left after {scene.moment:.2f} s"


def _limit_files(scene):
    """Let no file grow beyond a size: what a quota does, and needs no privilege."""
    if not scene.victim.sleep(scene.moment):
        return ""
    largest = int(scene.chance.random() * 2 * scene.calm.grown)
    with suppress(ProcessLookupError):
        resource.prlimit(scene.victim.pid, resource.RLIMIT_FSIZE, (largest, largest))
        return f"files up to {largest} bytes after {scene.moment:.2f} s"
    return ""


def _revoke(scene):
    """Take the permission to read or write from a file or folder in the arena."""
    if not scene.victim.sleep(scene.moment):
        return ""
    arena = scene.arena
    targets = [arena.workspace, arena.workspace, arena.store.path, arena.workspace / "reports", arena.out]
    path = scene.chance.choice([target for target in targets if target.exists()])
    mode, old = scene.chance.choice([0o000, 0o500 if path.is_dir() else 0o400]), path.stat().st_mode
    scene.undo.append(lambda: path.chmod(old) if path.exists() else None)
    path.chmod(mode)
    return f"{path.name} {oct(mode)} after {scene.moment:.2f} s"


def _make_read_only(scene):
    """Mount the arena read-only, as a system does with a disk that fails."""
    if not scene.victim.sleep(scene.moment):
        return ""
    while scene.victim.lives():
        if _remount("ro", scene.arena.folder):
            scene.undo.append(lambda: _remount("rw", scene.arena.folder))
            return f"read-only after {scene.moment:.2f} s"
        time.sleep(0.005)
    return ""


def _remount(how, folder):
    command = ["mount", "-o", f"remount,{how}", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _hide_input(scene):
    """Take the permission to read from one of the input files, near the beginning.

    Not from a file whose name another has: which of the two then gets the name depends on which is read first.
    """
    files = [path for folder in (scene.arena.first, scene.arena.second) for path in sorted(folder.iterdir())]
    names = Counter(path.name for path in files)
    path = scene.chance.choice([path for path in files if names[path.name] == 1])
    old = path.stat().st_mode
    scene.undo.append(lambda: path.chmod(old))
    path.chmod(0)
    return f"{path.name} unreadable" if scene.victim.sleep(0.1) else ""


def _at_worker(do):
    """Strike one of the processes that work or read for the command, as soon after the moment as there is one."""

    def strike(scene):
        alive = scene.victim.sleep(scene.moment)
        while alive:
            if workers := scene.victim.children(WORKING, READING):
                pid = scene.chance.choice(workers)
                with suppress(ProcessLookupError, FileNotFoundError):
                    return f"process {workers.index(pid) + 1} of {len(workers)}: {do(pid, scene)}"
            alive = scene.victim.sleep(0.01)
        return ""

    return strike


def _send(number):
    def do(pid, scene):
        os.kill(pid, number)
        return f"{signal.Signals(number).name} after {scene.moment:.2f} s"

    return _at_worker(do)


def _starve(pid, scene):
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + int(scene.chance.random() * 16_000_000)
    resource.prlimit(pid, resource.RLIMIT_AS, (most, most))
    return f"{most} bytes of memory at most after {scene.moment:.2f} s"


ERROR, WORK, WRITTEN = frozenset({CLEAR_ERROR}), frozenset({WORKERS, READER}), frozenset({DATABASE, FILES})

ALL = (
    Kind("kill", _signal(signal.SIGKILL, group=True), ends=frozenset({KILLED})),
    Kind("kill the parent alone", _signal(signal.SIGKILL, group=False), ends=frozenset({KILLED})),
    Kind("terminate", _signal(signal.SIGTERM, group=False), ends=frozenset({TERMINATED})),
    Kind("interrupt", _signal(signal.SIGINT, group=True), ends=frozenset({INTERRUPTED, -signal.SIGINT})),
    Kind("torn log", _tear_log, frozenset({DATABASE}), frozenset({KILLED}), environment=_die_at_commit),
    Kind("disk full", _fill_disk, WRITTEN, ERROR, "mount"),
    Kind("quota", _limit_files, WRITTEN, ERROR),
    Kind("permission", _revoke, WRITTEN, ERROR),
    Kind("read-only disk", _make_read_only, WRITTEN, ERROR, "mount"),
    Kind("input unreadable", _hide_input, frozenset({INPUTS}), frozenset({3}), lossy=True),
    Kind("worker ends", _send(signal.SIGTERM), WORK),
    Kind("worker segfaults", _send(signal.SIGSEGV), WORK),
    Kind("worker killed", _send(signal.SIGKILL), WORK),
    Kind("worker hangs", _send(signal.SIGSTOP), WORK),
    Kind("worker out of memory", _at_worker(_starve), WORK),
)
BY_NAME = {kind.name: kind for kind in ALL}

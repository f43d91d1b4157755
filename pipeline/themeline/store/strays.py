"""Files that a command which was killed left in a workspace: drafts, spools, and what DuckDB put aside."""

import time
from collections.abc import Iterator
from pathlib import Path

SCRATCH = ".scratch"
OF_WRITERS = (f"{SCRATCH}/*", "*.duckdb.new*")
OF_READERS = ("*.duckdb.tmp", ".*.part*", "reports/**/.*.part*", "models/**/.*.part*")
ABANDONED_SECONDS = 3600.0


def strays(folder: Path, *, of_readers_at_work: bool = False) -> list[Path]:
    """Return what no command that is at work needs; the caller holds the workspace's lock, or nobody does.

    Args:
        folder: The workspace's folder.
        of_readers_at_work: Whether also what a reader, who holds no lock, may be writing just now; else only what has
            not been touched for an hour.
    """
    found = {path for pattern in OF_WRITERS for path in folder.glob(pattern)}
    found |= set(_of_readers(folder, 0.0 if of_readers_at_work else ABANDONED_SECONDS))
    return sorted(found)


def _of_readers(folder: Path, least_age: float) -> Iterator[Path]:
    for path in (path for pattern in OF_READERS for path in folder.glob(pattern)):
        try:
            if time.time() - path.stat().st_mtime >= least_age:
                yield path
        except FileNotFoundError:
            continue  # its writer has just finished

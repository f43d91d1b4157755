"""Copies of the database beside it, made before something changes it in a way that cannot be taken back."""

import os
import shutil
from pathlib import Path

from themeline.errors import StoreError

WAL = ".wal"


def keep(path: Path, reason: str) -> Path:
    """Copy a database, with what is not yet written into it, to a name that says why, and return the copy's path.

    A copy is whole or not there; an earlier one is never replaced.

    Args:
        path: The database; the caller holds the workspace's lock.
        reason: Part of the copy's name, such as `schema-2`.

    Raises:
        StoreError: If the copy cannot be written, as on a full disk.
    """
    target = _free_name(path, reason)
    draft = target.with_name(target.name + ".new")
    try:
        log = wal_of(path)
        if log.exists():
            shutil.copy2(log, wal_of(target))
        shutil.copy2(path, draft)
        sync(draft)
        draft.rename(target)
    except OSError as error:
        for left in (draft, wal_of(target)):
            left.unlink(missing_ok=True)
        raise StoreError(
            f"No copy of {path} can be made, so nothing was changed: {error.strerror}.",
            f"Make room on the disk: {path.stat().st_size:,} bytes are needed.",
        ) from error
    return target


def backups(path: Path) -> list[Path]:
    """Return the copies of a database that are beside it, with their logs."""
    return sorted(found for found in path.parent.glob(f"{path.stem}.*{path.suffix}*") if found != path)


def wal_of(path: Path) -> Path:
    """Return where DuckDB keeps what it has not yet written into a database."""
    return path.with_name(path.name + WAL)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _free_name(path: Path, reason: str) -> Path:
    number = 1
    while True:
        name = f"{path.stem}.before-{reason}{f'-{number}' if number > 1 else ''}{path.suffix}"
        if not (path.parent / name).exists():
            return path.parent / name
        number += 1

"""A write-ahead log whose end a crash has torn: it is cut where it stops being whole, so that the database opens.

DuckDB replays a log that merely ends too early as far as it goes. One that ends in zeros or in the bytes of another
file, as a disk may leave it when the power fails, it refuses, and the database with it. What lies behind the torn place
was never wholly on the disk, so its transaction was not committed.
"""

import os
import re
import shutil
from pathlib import Path

from themeline.files import writing_to
from themeline.store import connection
from themeline.store.backup import wal_of

PLACE = re.compile(r"entry at byte position (\d+)")
TORN = ("replaying WAL file", "This WAL was created for this database file")


def mend(path: Path) -> None:
    """Cut a database's log where it is torn, and keep a copy of it beside; the caller holds the workspace's lock.

    Raises:
        OutputError: If the copy cannot be written; then nothing is changed.
    """
    log = wal_of(path)
    if log.exists() and (place := _torn_at(path)) is not None:
        with writing_to(log):
            shutil.copy2(log, log.with_name(f"{path.stem}.before-torn-log{path.suffix}.wal"))
            os.truncate(log, place)


def is_torn(error: connection.DamagedError) -> bool:
    """Tell that a database cannot be read because of its log."""
    return any(words in error.message for words in TORN)


def _torn_at(path: Path) -> int | None:
    """Return the first byte of a log that cannot be replayed; none if all can, or the log is not what is wrong."""
    try:
        with connection.reading(path):
            return None
    except connection.DamagedError as error:
        if not is_torn(error):
            return None
        found = PLACE.search(error.message)
        return int(found[1]) if found else 0

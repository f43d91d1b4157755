"""A database as a crash leaves it: with committed transactions that are in its log alone."""

import subprocess
import sys

WRITER = """
import os, sys
from pathlib import Path
from themeline.store import Store, state
database = __import__("duckdb").connect(str(Store(Path(sys.argv[1])).path))
for number in range(2):
    database.begin()
    for part in range(20):
        state.put(database, f"{number} {part}", "x" * 30)
    database.commit()
os._exit(9)  # both committed, neither merged into the database
"""


def crash(store):
    """Commit two transactions of twenty entries each, and die; return the path of the log."""
    subprocess.run([sys.executable, "-c", WRITER, str(store.folder)], check=False)
    return store.path.with_name(store.path.name + ".wal")

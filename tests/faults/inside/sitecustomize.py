"""Loaded by Python at its start, where a test puts this folder on the path: the process group dies at a commit.

From outside there is no hitting the milliseconds between a commit and the moment when the write-ahead log has been
merged into the database and is gone. So the process kills its group just then, with the log whole; the harness
cuts it afterwards, as if the crash had come earlier.
"""

import os
import signal

LAST = int(os.environ.get("THEMELINE_TESTS_DIE_AT_COMMIT", "0"))


def _arm():
    import duckdb

    commit, done = duckdb.DuckDBPyConnection.commit, 0

    def commit_and_count(connection):
        nonlocal done
        result = commit(connection)
        done += 1
        if done == LAST:
            os.killpg(0, signal.SIGKILL)
        return result

    duckdb.DuckDBPyConnection.commit = commit_and_count


if LAST:
    _arm()

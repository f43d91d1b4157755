"""A reader that looks whenever the database's files change, and accepts only whole, committed states."""

import threading

from tests.faults.contents import SMALL, Contents
from themeline.errors import ThemelineError

PAUSE = 0.02
TRANSACTIONS = ("definitions", "labels", "decisions")
"""Tables that a command changes in one transaction: they are as before it or as after it."""


class Reader:
    """Watches a workspace from another process than the one that writes it."""

    def __init__(self, store, calm, *, lossy=False):
        self._store, self._calm, self._lossy = store, calm, lossy
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.looked, self.refused, self.complaints = 0, 0, []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self._over.set()
        self._thread.join()

    def look(self):
        """Read the workspace once, if there is one."""
        if not self._store.exists():
            return
        try:
            with self._store.reading() as database:
                found = Contents.of(database)
        except ThemelineError:
            self.refused += 1
            return
        except Exception as error:  # whatever it is, a reader must not meet it
            self.complaints.append(f"a reader met {type(error).__name__}: {str(error).splitlines()[0]}")
            return
        self.looked += 1
        self.complaints += list(half_done(found, self._calm, lossy=self._lossy))

    def _watch(self):
        seen = None
        while not self._over.wait(PAUSE):
            now = self._signature()
            if now != seen:
                seen = now
                self.look()

    def _signature(self):
        try:
            state = self._store.path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino


def half_done(found, calm, *, lossy=False):
    """Yield what in a state is neither as before the command nor as after it, nor a part of whole documents between."""
    ends = calm.before, calm.after
    for batch, documents in found.batches.items():
        whole = [end.batches[batch] for end in ends if batch in end.batches]
        if documents not in whole and not (lossy and any(_texts(documents) < _texts(all_of) for all_of in whole)):
            yield f"batch {batch} has {len(documents)} documents, neither as before nor as after"
    for stage, outputs in {} if lossy else found.outputs.items():  # documents have other numbers then
        known = [end.outputs.get(stage, {}) for end in ends]
        strange = [number for number, value in outputs.items() if value not in [each.get(number) for each in known]]
        if strange:
            yield f"{stage} is half done for {len(strange)} documents, such as number {strange[0]}"
    for table in TRANSACTIONS:
        if found.tables[table] not in (calm.before.tables.get(table, (0, 0)), calm.after.tables[table]):
            yield f"{table} is neither as before nor as after"
    if found.orphans:
        yield f"rows without a document: {found.orphans}"


def _texts(documents):
    return {digest for _, digest in documents}


assert set(TRANSACTIONS) <= set(SMALL)

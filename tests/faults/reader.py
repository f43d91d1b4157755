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
    whole = {**calm.before.batches, **calm.after.batches}
    for batch, documents in found.batches.items():
        known = whole.get(batch, frozenset())
        if documents != known and not (lossy and _texts(documents) < _texts(known)):
            yield f"batch {batch} has {len(documents)} of {len(known)} documents"
    for stage, outputs in (
        {}.items() if lossy else found.outputs.items()
    ):  # the numbers of the documents are others then
        known = {**calm.before.outputs.get(stage, {}), **calm.after.outputs.get(stage, {})}
        strange = [document for document, value in outputs.items() if known.get(document) != value]
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

"""A log that ends anywhere, in nothing, zeros or noise: the next writer goes on from a whole transaction."""

import random
import shutil

import pytest

from tests.crashes import crash
from themeline.store import Store, state


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("crashed") / "w")
    with store.locked(), store.writing() as database:
        state.put(database, "before", "kept")
    crash(store)
    return store


def opened(store):
    """Return what of the two transactions is there, after a writer has begun."""
    with store.locked():
        pass
    with store.reading() as database:
        assert state.get(database, "before") == "kept"
        return [[bool(state.get(database, f"{n} {part}")) for part in range(20)] for n in range(2)]


@pytest.mark.parametrize("seed", range(60))
def test_a_torn_log_leaves_whole_transactions_and_a_database_that_opens(crashed, tmp_path, seed):
    chance = random.Random(seed)
    store = Store(tmp_path / "w")
    shutil.copytree(crashed.folder, store.folder)
    log = store.path.with_name(store.path.name + ".wal")
    whole = log.read_bytes()
    kept = chance.randrange(len(whole))
    rest = len(whole) - kept
    log.write_bytes(whole[:kept] + chance.choice([b"", bytes(rest), chance.randbytes(rest), whole[:rest]]))
    first, second = opened(store)
    assert first in ([True] * 20, [False] * 20)
    assert second in ([True] * 20, [False] * 20)
    assert first >= second
    with store.locked(), store.writing() as database:
        state.put(database, "after", "written")
    opened(store)


def test_a_whole_log_is_replayed_and_no_copy_is_made(crashed, tmp_path):
    store = Store(tmp_path / "w")
    shutil.copytree(crashed.folder, store.folder)
    assert opened(store) == [[True] * 20] * 2
    assert not list(store.folder.glob("*torn*"))


def test_what_was_cut_off_is_kept_beside(crashed, tmp_path):
    store = Store(tmp_path / "w")
    shutil.copytree(crashed.folder, store.folder)
    log = store.path.with_name(store.path.name + ".wal")
    noise = log.read_bytes()[:-30] + b"?" * 30
    log.write_bytes(noise)
    assert opened(store)[0] == [True] * 20
    assert (store.folder / "themeline.before-torn-log.duckdb.wal").read_bytes() == noise

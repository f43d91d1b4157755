"""Damaged files of every kind, a few of each; `make fuzz` goes on with the same targets for as long as one likes."""

import os
import random
import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.guard import Forbidden, guarded
from tests.hostile.mutation import mutate
from tests.hostile.seeds import seeds
from tests.hostile.targets import read_whole, targets, uncovered_readers
from themeline.ingest import isolation
from themeline.tables import Document, Failure

TARGETS = targets()
OTHERS = [data for files in seeds().values() for data in files]
GUARD_EXIT = 77


def folders():
    return Path("/dev/shm"), Path(tempfile.gettempdir())


def damaged(name, seed):
    chance = random.Random(seed)
    return mutate(chance.choice(TARGETS[name].seeds), chance, OTHERS)


def test_every_reader_has_a_file_to_begin_from():
    assert not uncovered_readers()


@pytest.mark.parametrize("name", TARGETS)
def test_whole_files_are_read(name):
    for data in TARGETS[name].seeds:
        with guarded(*folders()):
            TARGETS[name].run(data)
    for suffix in [suffix for suffix in seeds() if suffix.lstrip(".") == name]:
        assert all(isinstance(result, Document) for result in read_whole(TARGETS[name].seeds[0], suffix))


@pytest.mark.parametrize("name", TARGETS)
@settings(derandomize=True, max_examples=25, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_taken_or_refused_in_our_words(name, seed):
    data = damaged(name, seed)
    with warnings.catch_warnings(), guarded(*folders()) as found:
        warnings.simplefilter("error")
        TARGETS[name].run(data)
    assert not found


@pytest.fixture
def guarded_reader(tmp_path, monkeypatch):
    """A reader process that ends with a code of its own when it writes, connects or starts anything."""
    root = Path(__file__).resolve().parents[2]
    code = (
        "import sys\nfrom tests.hostile.guard import guard_for_good\n"
        f"sys.addaudithook(lambda event, args: event == 'resource.setrlimit' and guard_for_good({GUARD_EXIT}))\n"
    )
    (tmp_path / "sitecustomize.py").write_text(code)
    paths = [str(tmp_path), str(root), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    process = isolation.ReaderProcess()
    monkeypatch.setattr(isolation, "_process", lambda: process)
    yield process
    process.stop()


def test_damaged_files_end_as_documents_or_failures_and_nothing_is_written_or_sent(guarded_reader):
    kinds = [suffix for suffix in seeds() if TARGETS[suffix.lstrip(".")].isolated]
    for number in range(4 * len(kinds)):
        suffix = kinds[number % len(kinds)]
        results = read_whole(damaged(suffix.lstrip("."), f"isolated {number}"), suffix)
        assert not [r for r in results if isinstance(r, Failure) and f"exit code {GUARD_EXIT}" in r.detail]


@pytest.mark.parametrize(
    "deed",
    [
        "open('stolen', 'w')",
        "__import__('socket').create_connection(('127.0.0.1', 9), 1)",
        "__import__('os').system('true')",
        "__import__('subprocess').run(['true'])",
        "__import__('os').mkdir('stolen')",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_the_guard_sees_what_it_is_there_for(deed):
    with guarded() as found, pytest.raises(Forbidden):
        exec(deed)
    assert found

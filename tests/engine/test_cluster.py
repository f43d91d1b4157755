import threading
import time

import pytest

from tests.engine.cluster import cluster
from themeline.engine import Done, EngineSettings, Failed, Identity, Job, Task, run_documents
from themeline.errors import ModelError, UsageError, WorkerError

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("default"),  # Dask's own threads warn when their scheduler is killed
]
IDENTITY = Identity("worker_functions:versions", "", {"themeline": "1.0", "model": "a" * 64})


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


def run(address, payloads, size=4, prepare="worker_functions:prepare", argument="x", identity=None, meanwhile=None):
    jobs = [Job(number, len(payload), payload) for number, payload in enumerate(payloads)]
    chunks = [jobs[i : i + size] for i in range(0, len(jobs), size)]
    done, failed = {}, {}
    settings = EngineSettings(name="dask", scheduler=address)
    for result in run_documents(chunks, Task(prepare, argument, identity), settings, 0):
        if isinstance(result, Failed):
            failed[result.number] = result
        else:
            assert isinstance(result, Done)
            done.update(zip(result.numbers, result.output, strict=True))
        if meanwhile:
            meanwhile()
            meanwhile = None
    return done, failed


def test_every_document_comes_back_from_the_workers(running):
    done, failed = run(running.address, [f"text {n}" for n in range(40)])
    assert done == {n: f"x:text {n}" for n in range(40)}
    assert not failed


def test_another_task_gets_other_functions(running):
    assert run(running.address, ["a"], argument="y")[0] == {0: "y:a"}
    assert run(running.address, ["a"], argument="z")[0] == {0: "z:a"}


def test_documents_that_raise_or_kill_cost_themselves(running):
    done, failed = run(running.address, ["a", "raise", "b", "exit", "c"])
    assert done.keys() == {0, 2, 4}
    assert {number: result.error for number, result in failed.items()} == {1: "error", 3: "crashed"}


def test_a_worker_that_cannot_prepare_says_what_is_wrong(running):
    with pytest.raises(ModelError, match="There is no model"):
        run(running.address, ["a"], prepare="worker_functions:prepare_fails")


def test_the_same_versions_are_let_in(running):
    assert run(running.address, ["a"], identity=IDENTITY)[0] == {0: "x:a"}


def test_a_worker_of_another_version_is_refused_by_name(running):
    other = Identity(IDENTITY.function, "", {"themeline": "2.0", "model": "b" * 64})
    with pytest.raises(
        WorkerError, match=r"worker at tcp://127.0.0.1:\d+ .*another model, themeline 1.0 instead of 2.0"
    ):
        run(running.address, ["a"], identity=other)


def test_a_worker_without_the_program_is_refused_by_name(running):
    with pytest.raises(WorkerError, match=r"worker at tcp://127.0.0.1:\d+ .*no_such_module"):
        run(running.address, ["a"], identity=Identity("no_such_module:versions", "", {}))


def test_without_an_address_or_a_scheduler_the_error_says_what_to_do():
    with pytest.raises(UsageError, match="--scheduler"):
        run("", ["a"])
    with pytest.raises(WorkerError, match=r"No scheduler with a worker answers at tcp://127\.0\.0\.1:9"):
        run("tcp://127.0.0.1:9", ["a"])


def test_a_worker_that_is_killed_costs_nothing_but_time(tmp_path):
    with cluster(tmp_path) as own:
        payloads = [f"slow {n}" for n in range(40)]
        done, failed = run(own.address, payloads, meanwhile=lambda: own.kill(own.workers[0]))
    assert done == {n: f"x:{payload}" for n, payload in enumerate(payloads)}
    assert not failed


def test_a_worker_that_joins_later_is_checked_too(tmp_path):
    def join():
        own.add_worker(THEMELINE_TEST_VERSION="0.9")
        own.kill(own.workers[0])

    with cluster(tmp_path, workers=1) as own, pytest.raises(WorkerError, match=r"themeline 0\.9 instead of 1\.0"):
        run(own.address, [f"slow {n}" for n in range(400)], identity=IDENTITY, meanwhile=join)


def test_a_scheduler_that_goes_away_is_one_clear_error(tmp_path, monkeypatch):
    import dask

    with cluster(tmp_path) as own, dask.config.set({"distributed.comm.timeouts.connect": "2s"}):
        killer = threading.Timer(0.5, own.kill, [own.scheduler])
        began = time.monotonic()
        with pytest.raises(WorkerError, match="went away"):
            run(own.address, [f"slow {n}" for n in range(4000)], meanwhile=killer.start)
        assert time.monotonic() - began < 90

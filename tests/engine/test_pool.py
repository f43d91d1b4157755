import os
from dataclasses import replace
from pathlib import Path

import pytest

from themeline.engine import Done, Failed, Job, Task
from themeline.engine.pool import run_chunks
from themeline.errors import ModelError, WorkerError

TASK = Task("worker_functions:prepare", "x")


@pytest.fixture(autouse=True)
def importable_functions(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


def run(payloads, workers=2, size=4, task=TASK):
    jobs = [Job(number, len(payload), payload) for number, payload in enumerate(payloads)]
    chunks = [jobs[i : i + size] for i in range(0, len(jobs), size)]
    done, failed = {}, {}
    for result in run_chunks(chunks, task, workers):
        if isinstance(result, Failed):
            failed[result.number] = result
        else:
            assert isinstance(result, Done)
            done.update(zip(result.numbers, result.output, strict=True))
    assert done.keys().isdisjoint(failed)
    assert len(done) + len(failed) == len(payloads)
    return done, failed


@pytest.mark.parametrize("workers", [1, 3])
def test_every_document_comes_back_whatever_the_number_of_workers(workers):
    done, failed = run([f"text {n}" for n in range(50)], workers)
    assert done == {n: f"x:text {n}" for n in range(50)}
    assert not failed


def test_a_document_that_raises_costs_itself_and_says_why():
    done, failed = run(["a", "raise", "b", "c", "d"])
    assert done.keys() == {0, 2, 3, 4}
    assert failed[1].error == "error"
    assert "ValueError: a bad document" in failed[1].detail


def test_a_document_that_kills_its_worker_costs_itself():
    done, failed = run(["a", "b", "exit", "c", "d", "e", "exit", "f"])
    assert done.keys() == {0, 1, 3, 4, 5, 7}
    assert {n: f.error for n, f in failed.items()} == {2: "crashed", 6: "crashed"}
    assert "code 7" in failed[2].detail


def test_a_document_that_never_ends_costs_itself():
    done, failed = run(["a", "hang", "b"], task=replace(TASK, seconds=3.0))
    assert done.keys() == {0, 2}
    assert "no answer within 3 s" in failed[1].detail


def test_a_worker_that_cannot_prepare_says_what_is_wrong():
    with pytest.raises(ModelError, match="There is no model"):
        run(["a"], task=Task("worker_functions:prepare_fails", ""))


def test_a_task_that_does_not_exist_is_an_error_not_a_hang():
    with pytest.raises(WorkerError, match="no_such_module"):
        run(["a"], task=Task("no_such_module:prepare", ""))


def test_leaving_early_ends_the_workers():
    chunks = ([Job(n, 1, "a")] for n in range(10_000))
    for _ in run_chunks(chunks, TASK, 2):
        break


@pytest.mark.parametrize("event", ["kill once", "no memory once"])
def test_a_worker_that_is_killed_or_starved_by_others_costs_no_document(tmp_path, event):
    payload = f"{event} {tmp_path / 'mark'}"
    done, failed = run([payload], size=1)
    assert done == {0: f"x:{payload}"}
    assert not failed
    done, failed = run(["a", "b", f"{event} {tmp_path / 'other'}", "d"])
    assert len(done) == 4
    assert not failed


def test_a_document_that_always_wants_too_much_memory_costs_itself():
    done, failed = run(["a", "no memory", "b"])
    assert done.keys() == {0, 2}
    assert (failed[1].error, failed[1].detail) == ("crashed", "MemoryError")


@pytest.mark.parametrize("how", ["once", "starved"])
def test_a_worker_that_dies_while_it_starts_is_started_once_more(tmp_path, how):
    done, _ = run(["a"], workers=1, task=Task(f"worker_functions:prepare_{how}", str(tmp_path / "mark")))
    assert done == {0: "a"}


def test_a_worker_that_never_starts_says_its_last_words():
    with pytest.raises(WorkerError, match=r"ended with code 7: ld\.so: no room for libblas"):
        run(["a"], task=Task("worker_functions:prepare_never", ""))

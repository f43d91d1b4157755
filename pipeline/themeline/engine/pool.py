"""Chunks of documents on local worker processes: whatever happens to a worker costs at most one document.

Each worker has a thread here that feeds it. When a worker dies or does not answer in time, its thread starts
another one and halves the chunk until the guilty document stands alone.
"""

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from themeline.engine.process import ChunkFailed, WorkerDied, WorkerProcess

SECONDS_FOR_A_CHUNK = 60.0
CHARACTERS_A_SECOND = 400.0  # a tenth of the speed of a slow machine


@dataclass(frozen=True, slots=True)
class Job:
    """One document's work: its number, its length in characters, and what the worker's function gets."""

    number: int
    weight: int
    payload: object


@dataclass(frozen=True, slots=True)
class Done:
    """What the function returned for the documents of a chunk."""

    numbers: tuple[int, ...]
    output: object


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be worked on, and why."""

    number: int
    error: str
    detail: str


@dataclass(frozen=True, slots=True)
class Task:
    """A function for workers: `prepare` is "module:function", called once in each with `argument`."""

    prepare: str
    argument: object


@dataclass
class _Pool:
    task: Task
    work: "queue.Queue[list[Job] | None]" = field(default_factory=queue.Queue)
    results: "queue.Queue[Done | Failed | BaseException | None]" = field(default_factory=queue.Queue)
    stopping: threading.Event = field(default_factory=threading.Event)
    processes: dict[int, WorkerProcess] = field(default_factory=dict)


def run_chunks(chunks: Iterable[list[Job]], task: Task, workers: int) -> Iterator[Done | Failed]:
    """Run a task over chunks of documents and yield what comes back, in the order of completion.

    Args:
        chunks: Taken one by one as workers become free, so that only a few are in memory.
        task: What the workers do.
        workers: How many processes; at least 1.

    Raises:
        WorkerError: If a worker cannot start.
        ThemelineError: What a worker said when it could not prepare, such as a missing model.
    """
    pool = _Pool(task)
    threads = [threading.Thread(target=_feed, args=(pool, slot), daemon=True) for slot in range(workers)]
    source, pending = iter(chunks), 0
    try:
        for thread in threads:
            thread.start()
        for chunk in source:
            pool.work.put(chunk)
            pending += 1
            while pending >= 2 * workers:
                yield from _results_of_one_chunk(pool)
                pending -= 1
        while pending:
            yield from _results_of_one_chunk(pool)
            pending -= 1
    finally:
        _stop(pool, threads)


def _results_of_one_chunk(pool: _Pool) -> Iterator[Done | Failed]:
    """Yield results until one more chunk has been worked off; several chunks may be interleaved."""
    while (result := pool.results.get()) is not None:
        if isinstance(result, BaseException):
            raise result
        yield result


def _feed(pool: _Pool, slot: int) -> None:
    try:
        pool.processes[slot] = WorkerProcess(pool.task.prepare, pool.task.argument)
        pool.processes[slot].wait_until_ready()
        while (chunk := pool.work.get()) is not None:
            for result in _work_off(pool, slot, chunk):
                pool.results.put(result)
            pool.results.put(None)
    except BaseException as error:  # handed to the thread that called run_chunks
        pool.results.put(error)


def _work_off(pool: _Pool, slot: int, chunk: list[Job]) -> Iterator[Done | Failed]:
    stack = [chunk]
    while stack and not pool.stopping.is_set():
        jobs = stack.pop()
        seconds = SECONDS_FOR_A_CHUNK + sum(job.weight for job in jobs) / CHARACTERS_A_SECOND
        try:
            output = pool.processes[slot].ask([job.payload for job in jobs], seconds)
            yield Done(tuple(job.number for job in jobs), output)
        except (WorkerDied, ChunkFailed) as error:
            if isinstance(error, WorkerDied):
                _replace(pool, slot)
            if len(jobs) == 1:
                kind = "crashed" if isinstance(error, WorkerDied) else "error"
                yield Failed(jobs[0].number, kind, str(error))
            else:
                middle = len(jobs) // 2
                stack += [jobs[middle:], jobs[:middle]]


def _replace(pool: _Pool, slot: int) -> None:
    pool.processes[slot].kill()
    if not pool.stopping.is_set():
        pool.processes[slot] = WorkerProcess(pool.task.prepare, pool.task.argument)
        pool.processes[slot].wait_until_ready()


def _stop(pool: _Pool, threads: list[threading.Thread]) -> None:
    pool.stopping.set()
    for _ in threads:
        pool.work.put(None)
    for process in list(pool.processes.values()):
        process.kill()
    for thread in threads:
        thread.join(timeout=10)
    for process in list(pool.processes.values()):
        process.kill()

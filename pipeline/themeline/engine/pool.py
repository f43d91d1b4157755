"""Chunks of documents on local worker processes: whatever happens to a worker costs at most one document.

Each worker has a thread here that feeds it.
"""

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from themeline.engine.isolated import IsolatedWorker
from themeline.engine.jobs import Job, Result, Task


@dataclass
class _Pool:
    task: Task
    work: "queue.Queue[list[Job] | None]" = field(default_factory=queue.Queue)
    results: "queue.Queue[Result | BaseException | None]" = field(default_factory=queue.Queue)
    workers: dict[int, IsolatedWorker] = field(default_factory=dict)


def run_chunks(chunks: Iterable[list[Job]], task: Task, workers: int) -> Iterator[Result]:
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


def _results_of_one_chunk(pool: _Pool) -> Iterator[Result]:
    """Yield results until one more chunk has been worked off; several chunks may be interleaved."""
    while (result := pool.results.get()) is not None:
        if isinstance(result, BaseException):
            raise result
        yield result


def _feed(pool: _Pool, slot: int) -> None:
    try:
        worker = pool.workers[slot] = IsolatedWorker(pool.task)
        worker.wait_until_ready()
        while (chunk := pool.work.get()) is not None:
            for result in worker.work_off(chunk):
                pool.results.put(result)
            pool.results.put(None)
    except BaseException as error:  # handed to the thread that called run_chunks
        pool.results.put(error)


def _stop(pool: _Pool, threads: list[threading.Thread]) -> None:
    for _ in threads:
        pool.work.put(None)
    _close(pool)
    for thread in threads:
        thread.join(timeout=10)
    _close(pool)


def _close(pool: _Pool) -> None:
    for worker in list(pool.workers.values()):
        worker.close()

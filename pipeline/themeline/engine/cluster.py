"""Chunks of documents on a Dask cluster: the same stages, the same results, on as many machines as there are.

Each thread of a Dask worker keeps one isolated worker process, so that a document that crashes or never ends costs
itself here as it does on one machine. A Dask worker that is lost costs time: its chunks go to the others.
"""

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import TYPE_CHECKING

from themeline.engine.identity import check_identities, check_identity
from themeline.engine.isolated import IsolatedWorker
from themeline.engine.jobs import Failed, Job, Result, Task
from themeline.errors import UsageError, WorkerError

if TYPE_CHECKING:
    from distributed import Client, Future

SECONDS_TO_CONNECT = 20
SECONDS_FOR_A_WORKER = 120

_here = threading.local()


def run_on_cluster(chunks: Iterable[list[Job]], task: Task, scheduler: str) -> Iterator[Result]:
    """Run a task over chunks of documents on a cluster and yield what comes back, in the order of completion.

    Args:
        chunks: Taken one by one as workers become free, so that only a few are in memory.
        task: What the workers do.
        scheduler: The address of the Dask scheduler.

    Raises:
        UsageError: If `distributed` is not installed, or there is no address.
        WorkerError: If the scheduler cannot be reached or goes away, no worker joins, or one is of another version.
        ThemelineError: What a worker said when it could not prepare, such as a missing model.
    """
    with _connected(scheduler) as client:
        check_identities(client, task)
        yield from _run(client, iter(chunks), task, scheduler)


def _run(client: "Client", chunks: Iterator[list[Job]], task: Task, scheduler: str) -> Iterator[Result]:
    from distributed import as_completed

    jobs_of: dict[str, list[Job]] = {}
    running = as_completed(raise_errors=False)

    def send(jobs: list[Job]) -> None:
        future = client.submit(work_off, task, jobs, pure=False)
        jobs_of[future.key] = jobs
        running.add(future)

    def refill() -> None:
        room = 2 * max(1, sum(client.nthreads().values())) - len(jobs_of)
        for _, jobs in zip(range(room), chunks, strict=False):
            send(jobs)

    refill()
    for future in running:
        jobs = jobs_of.pop(future.key)
        results = _gather(future, scheduler)
        if results is not None:
            yield from results
        elif len(jobs) == 1:
            yield Failed(jobs[0].number, "crashed", "the workers that had it were killed")
        else:
            send(jobs[: len(jobs) // 2])
            send(jobs[len(jobs) // 2 :])
        refill()


def _gather(future: "Future", scheduler: str) -> list[Result] | None:
    """Return a chunk's results, or nothing if several Dask workers died of it.

    A result that was lost with its worker before it was fetched is computed again while this waits.
    """
    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    try:
        results: list[Result] = future.result()
    except KilledWorker:
        return None
    except (CancelledError, CommClosedError) as error:  # the second in the middle of an answer
        raise WorkerError(
            f"The scheduler at {scheduler} went away.",
            "What was done is kept; start it again, then run the same command.",
        ) from error
    return results


def work_off(task: Task, jobs: list[Job]) -> list[Result]:
    """Work off a chunk; called on a Dask worker."""
    return list(_isolated(task).work_off(jobs))


def _isolated(task: Task) -> IsolatedWorker:
    """Return this thread's worker process, a new one if the task is another."""
    known = getattr(_here, "worker", None)
    if known is not None and _here.task == task:
        return known  # type: ignore[no-any-return]
    if known is not None:
        known.close()
    check_identity(task)
    _here.worker, _here.task = IsolatedWorker(task), task
    _here.worker.wait_until_ready()
    return _here.worker  # type: ignore[no-any-return]


@contextmanager
def _connected(scheduler: str) -> "Iterator[Client]":
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("A cluster needs Dask.", "Install it: pip install 'themeline[cluster]'") from error
    if not scheduler:
        raise UsageError("The engine dask needs an address.", "Give one: --scheduler tcp://HOST:8786")
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT, name=f"themeline-{os.getpid()}")
        client.wait_for_workers(1, timeout=SECONDS_FOR_A_WORKER)
    except (OSError, ValueError) as error:
        raise WorkerError(
            f"No scheduler with a worker answers at {scheduler}: {error}", "Start one: see docs/cluster.md."
        ) from error
    try:
        yield client
    finally:
        client.close(timeout=5)

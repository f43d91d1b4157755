"""Where batches run: in worker processes on this machine, or on a Dask cluster."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from themeline.engine.chunks import make_chunks
from themeline.engine.jobs import Done, Failed, Identity, Job, Result, Task
from themeline.engine.settings import EngineSettings

__all__ = ["Done", "EngineSettings", "Failed", "Identity", "Job", "Result", "Task", "make_chunks", "run_documents"]


def run_documents(chunks: Iterable[list[Job]], task: Task, settings: EngineSettings, workers: int) -> Iterator[Result]:
    """Run a task over chunks of documents where the settings say, and yield what comes back.

    Args:
        chunks: Taken one by one as workers become free, so that only a few are in memory.
        task: What the workers do.
        settings: Which engine.
        workers: How many processes on this machine; a cluster has its own number.

    Raises:
        WorkerError: If workers cannot start, or a cluster's scheduler cannot be reached.
        ThemelineError: What a worker said when it could not prepare, such as a missing model.
    """
    task = replace(task, seconds=settings.seconds, start_seconds=settings.start_seconds)
    if settings.name == "dask":
        from themeline.engine.cluster import run_on_cluster

        return run_on_cluster(chunks, task, settings.scheduler)
    from themeline.engine.pool import run_chunks

    return run_chunks(chunks, task, workers)

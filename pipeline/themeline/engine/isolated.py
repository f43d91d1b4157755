"""One worker process that survives whatever its documents do to it."""

from collections.abc import Iterator

from themeline.engine.jobs import Done, Failed, Job, Result, Task
from themeline.engine.process import ChunkFailed, WorkerDied, WorkerProcess

SECONDS_FOR_A_CHUNK = 60.0
CHARACTERS_A_SECOND = 400.0  # a tenth of the speed of a slow machine


class IsolatedWorker:
    """A worker process, begun anew when it dies; a chunk it died of is halved until the guilty document is alone."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._closed = False
        self._process = WorkerProcess(task.prepare, task.argument)

    def wait_until_ready(self) -> None:
        """Let the process load what it needs.

        Raises:
            WorkerError: If it cannot start.
            ThemelineError: What it said when it could not prepare, such as a missing model.
        """
        self._process.wait_until_ready()

    def work_off(self, chunk: list[Job]) -> Iterator[Result]:
        """Yield what became of each part of a chunk."""
        stack = [chunk]
        while stack and not self._closed:
            jobs = stack.pop()
            seconds = SECONDS_FOR_A_CHUNK + sum(job.weight for job in jobs) / CHARACTERS_A_SECOND
            try:
                output = self._process.ask([job.payload for job in jobs], seconds)
                yield Done(tuple(job.number for job in jobs), output)
            except (WorkerDied, ChunkFailed) as error:
                died = isinstance(error, WorkerDied)
                if died:
                    self._replace()
                if len(jobs) == 1:
                    yield Failed(jobs[0].number, "crashed" if died else "error", str(error))
                else:
                    middle = len(jobs) // 2
                    stack += [jobs[middle:], jobs[:middle]]

    def close(self) -> None:
        """End the process, whatever it is doing; may be called from another thread, and again."""
        self._closed = True
        self._process.kill()

    def _replace(self) -> None:
        self._process.kill()
        if not self._closed:
            self._process = WorkerProcess(self._task.prepare, self._task.argument)
            self._process.wait_until_ready()

"""One worker process that survives whatever its documents do to it."""

from collections.abc import Iterator

from themeline.engine.jobs import Done, Failed, Job, Result, Task
from themeline.engine.process import ChunkFailed, WorkerDied, WorkerProcess
from themeline.errors import WorkerError

CHARACTERS_A_SECOND = 400.0  # a tenth of the speed of a slow machine


class IsolatedWorker:
    """A worker process, begun anew when it dies; a chunk it died of is halved until the guilty document is alone.

    A document is guilty when a second process dies of it, alone: the first may have been killed for want of memory,
    or by somebody else.
    """

    def __init__(self, task: Task) -> None:
        self._task = task
        self._closed = False
        self._process = self._begun()

    def wait_until_ready(self) -> None:
        """Let the process load what it needs; if it dies of that, another one.

        Raises:
            WorkerError: If that one cannot start either.
            ThemelineError: What it said when it could not prepare, such as a missing model.
        """
        try:
            self._process.wait_until_ready(self._task.start_seconds)
        except WorkerDied:
            self._process.kill()
            self._start_again()

    def work_off(self, chunk: list[Job]) -> Iterator[Result]:
        """Yield what became of each part of a chunk."""
        stack = [chunk]
        suspect: Job | None = None
        while stack and not self._closed:
            jobs = stack.pop()
            seconds = self._task.seconds + sum(job.weight for job in jobs) / CHARACTERS_A_SECOND
            try:
                output = self._process.ask([job.payload for job in jobs], seconds)
                yield Done(tuple(job.number for job in jobs), output)
            except (WorkerDied, ChunkFailed) as error:
                died = isinstance(error, WorkerDied)
                if died:
                    self._process.kill()
                    self._start_again()
                if len(jobs) > 1:
                    middle = len(jobs) // 2
                    stack += [jobs[middle:], jobs[:middle]]
                elif died and jobs[0] is not suspect:
                    suspect = jobs[0]
                    stack.append(jobs)
                else:
                    yield Failed(jobs[0].number, "crashed" if died else "error", str(error))

    def close(self) -> None:
        """End the process, whatever it is doing; may be called from another thread, and again."""
        self._closed = True
        self._process.kill()

    def _start_again(self) -> None:
        if self._closed:
            return
        self._process = self._begun()
        try:
            self._process.wait_until_ready(self._task.start_seconds)
        except WorkerDied as error:
            raise WorkerError(
                f"A worker process could not start: {error}.", "Try --workers 1; each needs about 1 GB of memory."
            ) from error

    def _begun(self) -> WorkerProcess:
        return WorkerProcess(self._task.prepare, self._task.argument)

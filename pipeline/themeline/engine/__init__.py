"""Where batches run: in worker processes on this machine."""

from themeline.engine.chunks import make_chunks
from themeline.engine.pool import Done, Failed, Job, Task, run_chunks

__all__ = ["Done", "Failed", "Job", "Task", "make_chunks", "run_chunks"]

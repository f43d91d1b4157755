"""A progress bar on standard error, with rate and time left; silent when that is not a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from themeline.stages.progress import Progress, Reporter, silent


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Reporter]:
    """Give a reporter that draws one bar for each stage."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.1f}/s" if speed else "", style="cyan")

    columns = (SpinnerColumn(), TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), Rate())
    with Bars(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        tasks: dict[str, object] = {}

        def report(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bars.add_task(progress.stage, total=progress.total)
            bars.update(tasks[progress.stage], completed=progress.done, total=progress.total)  # type: ignore[arg-type]

        yield report

"""What the extract and classify stages share: pending documents through the workers, committed as they come back."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa

from themeline.engine import Done, Failed, Job, Task, make_chunks, run_documents
from themeline.stages.fingerprints import Fingerprint, versions
from themeline.stages.progress import Progress, Reporter
from themeline.stages.settings import Settings
from themeline.store import Store, outputs, runs
from themeline.tables import Failure

COMMIT_SECONDS = 3.0
READ_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class DocumentStage:
    """A stage that computes tables for each document.

    Attributes:
        name: The stage's name in `stages`, `runs` and `failures`.
        fingerprint: What its output depends on.
        after: The stage whose output it reads, or empty.
        replaced: The tables whose rows for a document are replaced.
        task: What the workers do.
        load: Reads the payloads of some documents, by number.
        recorded: The settings that a run's record names.
    """

    name: str
    fingerprint: Fingerprint
    after: str
    replaced: Sequence[str]
    task: Task
    load: Callable[[Sequence[int]], dict[int, object]]
    recorded: dict[str, object]


@dataclass(frozen=True, slots=True)
class StageResult:
    """How many documents a stage completed, and at how many it failed."""

    documents: int = 0
    failed: int = 0


def run_stage(
    store: Store,
    stage: DocumentStage,
    settings: Settings,
    report: Reporter,
    *,
    retry_failed: bool = False,
    only: Collection[int] | None = None,
) -> StageResult:
    """Bring a stage's output up to date, committing every few seconds; the caller holds the store's lock."""
    with store.reading() as database:
        waiting = outputs.pending(
            database, stage.name, stage.fingerprint.key, after=stage.after, retry_failed=retry_failed
        )
    waiting = [document for document in waiting if only is None or document[0] in only]
    if not waiting:
        return StageResult()
    saver = _Saver(store, stage, settings, {number: batch for number, batch, _ in waiting})
    weights = {number: length for number, _, length in waiting}
    chunks = list(make_chunks(list(weights.items())))
    report(Progress(stage.name, 0, len(waiting)))
    workers = min(settings.worker_count(), len(chunks))
    for result in run_documents(_jobs(chunks, weights, stage), stage.task, settings.engine, workers):
        saver.add(result)
        report(Progress(stage.name, saver.documents + saver.failed, len(waiting)))
    saver.commit()
    return StageResult(saver.documents, saver.failed)


def _jobs(chunks: Sequence[list[int]], weights: dict[int, int], stage: DocumentStage) -> Iterator[list[Job]]:
    """Yield the chunks with their payloads, read for a few at a time: to open the database costs more than to read."""
    for start in range(0, len(chunks), READ_TOGETHER):
        some = chunks[start : start + READ_TOGETHER]
        payloads = stage.load([number for numbers in some for number in numbers])
        for numbers in some:
            yield [Job(number, weights[number], payloads.pop(number)) for number in numbers]


class _Saver:
    """Gathers results and writes them, a few seconds' worth in one transaction."""

    def __init__(self, store: Store, stage: DocumentStage, settings: Settings, batches: dict[int, str]) -> None:
        self._store, self._stage, self._settings, self._batches = store, stage, settings, batches
        self._done: list[Done] = []
        self._failed: list[Failed] = []
        self._runs: dict[str, int] = {}
        self._started = datetime.now(UTC)
        self._committed = time.monotonic()
        self.documents = 0
        self.failed = 0

    def add(self, result: Done | Failed) -> None:
        if isinstance(result, Done):
            self._done.append(result)
            self.documents += len(result.numbers)
        else:
            self._failed.append(result)
            self.failed += 1
        if time.monotonic() - self._committed > COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        numbers = [number for done in self._done for number in done.numbers]
        if not numbers and not self._failed:
            return
        key = self._stage.fingerprint.key
        with self._store.writing() as database:
            outputs.save_parts(database, key, self._stage.fingerprint.parts)
            outputs.save(database, self._stage.name, key, numbers, self._merged(), self._stage.replaced)
            failures = [(f.number, Failure("", self._stage.name, f.error, f.detail)) for f in self._failed]
            outputs.save_failures(database, key, failures)
            for batch in sorted({self._batches[number] for number in numbers}):
                if batch not in self._runs:
                    recorded = versions(self._settings)
                    arguments = (self._stage.name, batch, self._started, self._stage.recorded, recorded)
                    self._runs[batch] = runs.begin_run(database, *arguments)
                done = sum(self._batches[number] == batch for number in numbers)
                runs.add_progress(database, self._runs[batch], datetime.now(UTC), done)
        self._done, self._failed, self._committed = [], [], time.monotonic()

    def _merged(self) -> dict[str, pa.Table]:
        parts: dict[str, list[pa.Table]] = {}
        for done in self._done:
            assert isinstance(done.output, dict)
            for table, rows in done.output.items():
                parts.setdefault(table, []).append(rows)
        return {table: pa.concat_tables(rows) for table, rows in parts.items()}

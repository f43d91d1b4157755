"""The run command: ingest, extract, classify and report, each doing only what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from themeline.stages.classify import classify
from themeline.stages.documents_stage import StageResult
from themeline.stages.extract import extract
from themeline.stages.ingest import IngestResult, ingest
from themeline.stages.progress import Reporter, silent
from themeline.stages.report import ReportResult, report
from themeline.stages.settings import Settings
from themeline.store import Store
from themeline.store.documents import has_documents


@dataclass(frozen=True, slots=True)
class RunResult:
    """What each stage of a run did; there is no report of a corpus without documents."""

    ingest: IngestResult
    extract: StageResult
    classify: StageResult
    report: ReportResult | None

    @property
    def failed(self) -> int:
        """Inputs and documents that failed in this run."""
        return self.ingest.failed + self.extract.failed + self.classify.failed

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        stages = (self.ingest.batch, self.extract.documents, self.classify.documents, self.failed)
        return not any(stages) and not (self.report and self.report.written)


def run(
    store: Store,
    paths: Sequence[str | Path],
    settings: Settings,
    corpus: str = "",
    *,
    retry_failed: bool = False,
    progress: Reporter = silent,
) -> RunResult:
    """Do everything that is not done yet, and write the corpus's keyword report.

    Args:
        store: The workspace; begun if it does not exist.
        paths: Files, folders, patterns, or `-`.
        settings: The workspace's settings.
        corpus: The corpus's name; by default that of the first folder or file.
        retry_failed: Try again what failed before.
        progress: Told of what is done.

    Raises:
        ThemelineError: If nothing can be read, the workspace is being written, or a model is missing.
    """
    with store.locked():
        ingested = ingest(store, paths, settings, corpus, retry_failed=retry_failed, report=progress)
        extracted = extract(store, settings, retry_failed=retry_failed, report=progress)
        classified = classify(store, settings, retry_failed=retry_failed, report=progress)
        with store.reading() as database:
            something = has_documents(database, ingested.corpus)
        written = report(store, settings, ingested.corpus) if something else None
    return RunResult(ingested, extracted, classified, written)

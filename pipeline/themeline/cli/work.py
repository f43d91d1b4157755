"""The commands that do the work. Stages are imported inside them, so that `--help` is quick."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from themeline.cli import show
from themeline.cli.options import (
    DEFAULT_WORKSPACE,
    CorpusOption,
    EngineOption,
    JsonOption,
    MethodOption,
    QuietOption,
    RetryOption,
    SchedulerOption,
    TrustOption,
    VocabularyOption,
    WorkersOption,
    WorkspaceOption,
)
from themeline.cli.progress import progress_bar
from themeline.cli.reading import with_reading_options
from themeline.cli.session import SOME_FAILED, Session, engine_section, keyword_section, language_section, open_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from themeline.ingest import StepChange
    from themeline.stages.documents_stage import StageResult

    Stage = Callable[..., StageResult]


Settings = dict[str, Any]
SourcesArgument = Annotated[list[str], typer.Argument(help="Files, folders, patterns, or - for standard input.")]


@with_reading_options
def run(
    sources: SourcesArgument,
    reading: Settings,
    corpus: CorpusOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    workers: WorkersOption = 0,
    engine: EngineOption = "",
    scheduler: SchedulerOption = "",
    method: MethodOption = "",
    vocabulary: VocabularyOption = "",
    trust: TrustOption = "",
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Do everything: ingest, extract, classify, and write the keyword report. Only what is new is worked on."""
    from themeline.stages.run import run as run_stages

    where, how = engine_section(engine, scheduler), keyword_section(method, vocabulary)
    language = language_section(trust)
    session = open_session(workspace, workers=workers, ingest=reading, engine=where, keywords=how, language=language)
    with progress_bar(quiet=quiet) as progress:
        result = run_stages(
            session.store, sources, session.settings, corpus, retry_failed=retry_failed, progress=progress
        )
    show.result(result, show.run_lines(result), quiet=quiet, as_json=json)
    _exit(result.failed)


@with_reading_options
def ingest(
    sources: SourcesArgument,
    reading: Settings,
    corpus: CorpusOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read everything, store nothing.")] = False,
    show_changes: Annotated[
        bool, typer.Option("--show-changes", help="With --dry-run: what each step of cleaning changes, as a diff.")
    ] = False,
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Read and clean what is new or changed into a new batch."""
    from themeline.errors import UsageError
    from themeline.stages.ingest import ingest as ingest_stage

    session = open_session(workspace, ingest=reading)
    if show_changes and not dry_run:
        raise UsageError("--show-changes shows what would be changed; it goes with --dry-run.", "Add --dry-run.")
    if dry_run:
        _exit(_preview(sources, session, quiet=quiet, as_json=json, changes=show_changes))
        return
    with progress_bar(quiet=quiet) as progress, session.store.locked():
        result = ingest_stage(
            session.store, sources, session.settings, corpus, retry_failed=retry_failed, report=progress
        )
    show.result(result, show.ingest_lines(result), quiet=quiet, as_json=json)
    _exit(result.failed)


def _preview(sources: list[str], session: Session, *, quiet: bool, as_json: bool, changes: bool) -> int:
    """Show what an ingest would read; return how many inputs cannot be used."""
    from themeline.stages.preview import preview

    def shown(change: "StepChange") -> None:
        show.change(change, as_json=as_json)

    with progress_bar(quiet=quiet or changes) as progress:
        found = preview(sources, session.settings, shown if changes else None, progress)
    show.result(found, show.preview_lines(found), quiet=quiet, as_json=as_json)
    return len(found.failures)


def extract(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    workers: WorkersOption = 0,
    engine: EngineOption = "",
    scheduler: SchedulerOption = "",
    method: MethodOption = "",
    vocabulary: VocabularyOption = "",
    trust: TrustOption = "",
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Find sentences, entities, dates, keywords and counts in what is new or stale."""
    from themeline.stages.extract import extract as extract_stage

    where, how = engine_section(engine, scheduler), keyword_section(method, vocabulary)
    language = language_section(trust)
    session = open_session(workspace, workers=workers, must_exist=True, engine=where, keywords=how, language=language)
    _bring_up_to_date("extract", extract_stage, session, retry_failed=retry_failed, quiet=quiet, as_json=json)


def classify(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    workers: WorkersOption = 0,
    engine: EngineOption = "",
    scheduler: SchedulerOption = "",
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Give the sentences of what is new or stale their themes."""
    from themeline.stages.classify import classify as classify_stage

    session = open_session(workspace, workers=workers, must_exist=True, engine=engine_section(engine, scheduler))
    _bring_up_to_date("classify", classify_stage, session, retry_failed=retry_failed, quiet=quiet, as_json=json)


def _bring_up_to_date(
    name: str, stage: "Stage", session: Session, *, retry_failed: bool, quiet: bool, as_json: bool
) -> None:
    with progress_bar(quiet=quiet) as progress, session.store.locked():
        result = stage(session.store, session.settings, retry_failed=retry_failed, report=progress)
    show.result(result, show.stage_lines(name, result), quiet=quiet, as_json=as_json)
    _exit(result.failed)


def _exit(failed: int) -> None:
    if failed:
        raise typer.Exit(SOME_FAILED)

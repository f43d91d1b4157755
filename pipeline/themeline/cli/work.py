"""The commands that do the work. Stages are imported inside them, so that `--help` is quick."""

from typing import Annotated

import typer

from themeline.cli import show
from themeline.cli.options import (
    DEFAULT_WORKSPACE,
    CorpusOption,
    HtmlOption,
    JsonOption,
    OneCorpusOption,
    QuietOption,
    RetryOption,
    WhereOption,
    WorkersOption,
    WorkspaceOption,
)
from themeline.cli.progress import progress_bar
from themeline.cli.session import open_session

SOME_FAILED = 3

SourcesArgument = Annotated[list[str], typer.Argument(help="Files, folders, patterns, or - for standard input.")]
VerbatimOption = Annotated[bool, typer.Option("--verbatim", help="Store the text unchanged; no cleaning.")]


def run(
    sources: SourcesArgument,
    corpus: CorpusOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    workers: WorkersOption = 0,
    retry_failed: RetryOption = False,
    verbatim: VerbatimOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Do everything: ingest, extract, classify, and write the keyword report. Only what is new is worked on."""
    from themeline.stages.run import run as run_stages

    session = open_session(workspace, workers=workers, ingest={"verbatim": True} if verbatim else {})
    with progress_bar(quiet=quiet) as progress:
        result = run_stages(
            session.store, sources, session.settings, corpus, retry_failed=retry_failed, progress=progress
        )
    show.result(result, show.run_lines(result), quiet=quiet, as_json=json)
    _exit(result.failed)


def ingest(
    sources: SourcesArgument,
    corpus: CorpusOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    verbatim: VerbatimOption = False,
    text_column: Annotated[str, typer.Option(help="The column or field that holds the text.")] = "",
    id_column: Annotated[str, typer.Option(help="The column or field that holds the document's id.")] = "",
    date_column: Annotated[str, typer.Option(help="The column or field that holds the date.")] = "",
    title_column: Annotated[str, typer.Option(help="The column or field that holds the title.")] = "",
    keywords_column: Annotated[str, typer.Option(help="The column or field that holds the author's keywords.")] = "",
    encoding: Annotated[str, typer.Option(help="The encoding of text files without a byte order mark.")] = "",
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Read and clean what is new or changed into a new batch."""
    from themeline.stages.ingest import ingest as ingest_stage

    given = {
        "verbatim": verbatim,
        "text_column": text_column,
        "id_column": id_column,
        "date_column": date_column,
        "title_column": title_column,
        "keywords_column": keywords_column,
        "encoding": encoding,
    }
    session = open_session(workspace, ingest={key: value for key, value in given.items() if value})
    with progress_bar(quiet=quiet) as progress, session.store.locked():
        result = ingest_stage(
            session.store, sources, session.settings, corpus, retry_failed=retry_failed, report=progress
        )
    show.result(result, show.ingest_lines(result), quiet=quiet, as_json=json)
    _exit(result.failed)


def extract(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    workers: WorkersOption = 0,
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Find sentences, entities, dates, keywords and counts in what is new or stale."""
    from themeline.stages.extract import extract as extract_stage

    session = open_session(workspace, workers=workers, must_exist=True)
    with progress_bar(quiet=quiet) as progress, session.store.locked():
        result = extract_stage(session.store, session.settings, retry_failed=retry_failed, report=progress)
    show.result(result, show.stage_lines("extract", result), quiet=quiet, as_json=json)
    _exit(result.failed)


def classify(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    workers: WorkersOption = 0,
    retry_failed: RetryOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Give the sentences of what is new or stale their themes."""
    from themeline.stages.classify import classify as classify_stage

    session = open_session(workspace, workers=workers, must_exist=True)
    with progress_bar(quiet=quiet) as progress, session.store.locked():
        result = classify_stage(session.store, session.settings, retry_failed=retry_failed, report=progress)
    show.result(result, show.stage_lines("classify", result), quiet=quiet, as_json=json)
    _exit(result.failed)


def report(
    corpus: OneCorpusOption = "",
    html: HtmlOption = None,
    where: WhereOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write the keyword report of a corpus, or of every corpus."""
    from themeline.stages.report import report_all

    session = open_session(workspace, must_exist=True)
    with session.store.locked():
        results = report_all(session.store, session.settings, corpus, html, where)
    show.result({"reports": results}, [f"report: {done.path}" for done in results], quiet=quiet, as_json=json)


def _exit(failed: int) -> None:
    if failed:
        raise typer.Exit(SOME_FAILED)
